"""What the tests of hostile inputs share: they run the program on files of a folder of their own.

Whatever is given, the program ends within a second of its own time, with a message that names what was
wrong and an exit status that says so.
"""
import os
import resource
import subprocess
import sys
import tempfile
import unittest

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
CLAIM = "strubell-2019-bert"

# A second, and slower machines have three. A sanitizer slows the program down; so may other work on the
# machine, which is why the program's own time counts.
SECONDS = 3 if "release" in PROGRAM else 20
HANGS_AFTER = 60


def environment(**more):
    kept = {k: v for k, v in os.environ.items() if k not in ("REAUDIT_DATA", "SOURCE_DATE_EPOCH", "COLUMNS")}
    return {**kept, "LC_ALL": "C.UTF-8", "REAUDIT_DATA": ROOT, **more}


class Done:
    def __init__(self, process, seconds):
        self.status = process.returncode
        self.seconds = seconds
        self.output = process.stdout.decode("utf-8", "replace")
        self.messages = process.stderr.decode("utf-8", "replace")


def run(*words, cwd=None, user=None, **more):
    """Runs the program. Returned with the processor time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.run([PROGRAM, *words], cwd=cwd, env=environment(**more), capture_output=True,
                             timeout=HANGS_AFTER, stdin=subprocess.DEVNULL,
                             preexec_fn=(lambda: os.setuid(user)) if user else None)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Done(process, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


class Base(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w" if isinstance(text, str) else "wb") as file:
            file.write(text)
        return self.path(name)

    def refused(self, words, *parts, statuses=(2, 3, 4), user=None):
        done = run(*words, cwd=self.folder, user=user)
        self.assertIn(done.status, statuses, f"{words}: {done.output[:300]}{done.messages[:600]}")
        flat = " ".join(done.messages.split())
        for part in parts:
            self.assertIn(part, flat, words)
        self.assertIn("error:", flat)
        self.assertLess(done.seconds, SECONDS, words)
        self.assertNotIn("\x1b", done.messages)
        return done


def plain_claim(**more):
    """The smallest claim that is good."""
    return {"id": "x", "title": "X", "headline": "X", "date": "2020-01-01",
            "source": {"key": "strubell2019", "locator": "p. 1", "evidence": "primary"},
            "published": {"step": "s", "value": 1, "unit": "1"},
            "steps": [{"id": "s", "label": "S", "formula": "a", "unit": "1"}],
            "assumptions": [{"id": "a", "label": "A", "published": {"value": 1, "unit": "1"}}], **more}
