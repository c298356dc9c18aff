#!/usr/bin/python3
"""Hostile inputs: files that are no files, names that are paths, and every limit at, below and above.

    check_inputs.py PROGRAM ROOT

Whatever is given, the program ends within a second of its own time, with a message that names what was
wrong and an exit status that says so. Limits are those of docs/limits.md.
"""
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
CLAIM = "strubell-2019-bert"

# A sanitizer slows the program down; so may a machine that others use, which is why its own time counts.
SECONDS = 1 if "release" in PROGRAM else 20
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


class Files(Base):
    """What is no readable regular file, wherever a file is taken."""

    # The words around the file.
    READERS = [("run", "FILE"), ("check", "FILE"), ("show", "FILE"), ("run", CLAIM, "--measured", "FILE"),
               ("new", "--from", "FILE")]

    def every_reader(self, path, *parts, user=None):
        for words in self.READERS:
            self.refused([path if word == "FILE" else word for word in words], *parts, user=user)

    def test_a_pipe_that_nobody_writes_to(self):
        os.mkfifo(self.path("x.json"))
        self.every_reader(self.path("x.json"), "x.json", "pipe")

    def test_devices_without_an_end(self):
        for device in ("/dev/zero", "/dev/urandom", "/dev/full", "/dev/null", "/dev/tty"):
            for words in self.READERS:
                done = self.refused([device if word == "FILE" else word for word in words], device)
                self.assertLess(done.seconds, SECONDS)

    def test_a_link_to_a_device(self):
        os.symlink("/dev/zero", self.path("x.json"))
        self.every_reader(self.path("x.json"), "x.json", "device")

    def test_a_socket(self):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(self.path("x.json"))
            self.every_reader(self.path("x.json"), "x.json")

    def test_a_directory(self):
        os.mkdir(self.path("x.json"))
        self.every_reader(self.path("x.json"), "x.json", "directory")

    def test_links_that_lead_nowhere(self):
        os.symlink("nowhere.json", self.path("x.json"))
        self.every_reader(self.path("x.json"), "x.json")
        os.symlink("y.json", self.path("y.json"))
        self.every_reader(self.path("y.json"), "y.json")

    def test_a_link_to_a_claim_is_followed(self):
        os.symlink(os.path.join(ROOT, "datasets", "claims", f"{CLAIM}.json"), self.path("x.json"))
        self.assertIn(run("run", "x.json", "-n", "100", cwd=self.folder).status, (0, 1))

    def test_an_empty_file(self):
        self.write("x.json", "")
        self.every_reader(self.path("x.json"), "x.json")

    def test_a_file_of_a_tebibyte(self):
        with open(self.path("x.json"), "wb") as file:
            file.truncate(1 << 40)
        for words in self.READERS[:3]:
            self.refused([self.path("x.json") if w == "FILE" else w for w in words], "x.json", "too large")
        # A log may have any size; its first line is longer than a line may be.
        for words in self.READERS[3:]:
            self.refused([self.path("x.json") if w == "FILE" else w for w in words], "x.json")

    def test_a_file_that_may_not_be_read(self):
        if os.getuid() != 0:
            self.skipTest("needs another user")
        os.chmod(self.folder, 0o755)
        os.chmod(self.write("x.json", "{}"), 0)
        self.every_reader(self.path("x.json"), "x.json", "Permission denied", user=65534)

    def test_names_of_every_kind(self):
        for name in ("x\n\x1b[31m.json", "x" * 300 + ".json", "/".join(["d"] * 3000) + "/x.json", "%s%n.json",
                     "-x.json", "x\udcff.json"):
            self.refused(["run", "--", name] if name.startswith("-") else ["run", "./" + name])

    def test_data_that_is_none(self):
        os.mkfifo(self.path("pipe"))
        for data in ("/dev/zero", self.path("pipe"), self.path("nowhere"), self.folder, ""):
            self.refused(["run", CLAIM, "--data", data])

    def test_outputs_that_are_none(self):
        os.mkdir(self.path("folder.json"))
        os.symlink("folder.json", self.path("link.json"))
        os.symlink("nowhere/x.json", self.path("lost.json"))
        os.symlink("loop.json", self.path("loop.json"))
        os.symlink("/dev/full", self.path("full.json"))
        self.write("file", "")
        quick = ["run", CLAIM, "-q", "-n", "100", "-o"]
        for name, part in (("nowhere/x.json", "No such file"), ("file/x.json", "Not a directory"),
                           ("lost.json", "leads nowhere"), ("loop.json", "symbolic link"),
                           ("full.json", "No space left"), ("/dev/full", "which format"),
                           ("x" * 300 + ".json", "too long")):
            self.refused([*quick, name], name[:200], part)
        self.assertEqual(sorted(os.listdir(self.folder)),
                         ["file", "folder.json", "full.json", "link.json", "loop.json", "lost.json"])
        # A directory, or a link to one, takes a file for each claim.
        for name in ("folder.json", "link.json"):
            self.assertIn(run(*quick, name, "-f", "json", cwd=self.folder).status, (0, 1))
        self.assertEqual(os.listdir(self.path("folder.json")), [f"{CLAIM}.json"])


class Names(Base):
    """Names that are paths: unknown, and nothing outside the data is read."""

    PATHS = ["../../etc/passwd", "../../../../../../etc/passwd", "/etc/passwd", "..", ".", "", "x/../../y", "a\\b",
             "%2e%2e/x", "C:x", "claims/../sources"]

    def claim(self, **more):
        return {"id": "x", "title": "X", "headline": "X", "date": "2020-01-01",
                "source": {"key": "strubell2019", "locator": "p. 1", "evidence": "primary"},
                "published": {"step": "s", "value": 1, "unit": "1"},
                "steps": [{"id": "s", "label": "S", "formula": "a", "unit": "1"}],
                "assumptions": [{"id": "a", "label": "A", "published": {"value": 1, "unit": "1"}}], **more}

    def check(self, claim, *parts):
        done = self.refused(["check", self.write("x.json", json.dumps(claim))], "x.json", *parts, statuses=(3,))
        self.assertNotIn("root:", done.messages + done.output)

    def test_the_plain_claim_is_good(self):
        done = run("check", self.write("x.json", json.dumps(self.claim())))
        self.assertEqual(done.status, 0, done.messages)

    def test_as_a_chain(self):
        for path in self.PATHS:
            claim = self.claim(chain=path)
            del claim["steps"]
            self.check(claim, "chain")

    def test_as_a_table(self):
        for path in self.PATHS:
            claim = self.claim()
            claim["assumptions"][0]["published"] = {"table": path}
            self.check(claim, "table")

    def test_as_an_id(self):
        for path in self.PATHS:
            self.check(self.claim(id=path), "id")

    def test_as_a_source(self):
        for path in self.PATHS:
            claim = self.claim()
            claim["source"]["key"] = path
            self.check(claim, "source")

    def test_on_the_command_line(self):
        for path in self.PATHS:
            for words in (["new", "--chain", path], ["run", CLAIM, "--audit", path], ["run", CLAIM, "-f", path],
                          ["run", CLAIM, "--set", f"pue={path}"], ["run", CLAIM, "--map", f"{path}={path}"],
                          ["list", path], ["selftest", path], ["completion", path]):
                if path == "" and words[0] in ("list", "selftest"):
                    continue
                done = self.refused(words)
                self.assertNotIn("root:", done.messages + done.output)

    def test_as_a_claim(self):
        """A path given by the user is read, as a claim, and is none."""
        self.refused(["run", "/etc/passwd"], "/etc/passwd")
        self.refused(["run", "../claims/x"])


class Numbers(Base):
    """Options at, below and above their limits."""

    def test_options(self):
        table = [("--trials", ["1", "2", "1000"], ["0", "-1", "1000000000001", "1e13", "1e300", "nan", "inf", "", "1.5",
                                                  "0x10", "1e", "99999999999999999999999"]),
                 ("--threads", ["1", "2", "1023", "1024"], ["1025", "-1", "99999999999999999999", "x"]),
                 ("--seed", ["0", "18446744073709551614", "18446744073709551615"],
                  ["18446744073709551616", "-1", "x"]),
                 ("--level", ["0.01", "0.5", "0.999"], ["0", "1", "-1", "nan", "inf", "1e-400", "x"]),
                 ("--width", ["40", "41", "80"], ["0", "-1", "99999999999", "x"])]
        for option, good, bad in table:
            for value in good:
                done = run("run", CLAIM, "-q", "-n" if option != "--trials" else "--level",
                           "100" if option != "--trials" else "0.9", option, value)
                self.assertIn(done.status, (0, 1), f"{option} {value}: {done.messages}")
            for value in bad:
                self.refused(["run", CLAIM, option, value], option, statuses=(2,))
        for value, status in (("1", 1), ("8", 1), ("9", 1), ("0", 2), ("10", 2)):
            done = run("run", CLAIM, "-q", "-n", "auto", "--max-trials", "20000", "--digits", value)
            self.assertLessEqual(done.status, status)
            self.assertEqual(done.status == 2, status == 2, done.messages)

    def test_the_most_trials_can_be_interrupted(self):
        """1e12 is allowed, takes a day, and ends at once when it is asked to."""
        process = subprocess.Popen([PROGRAM, "run", CLAIM, "-n", "1e12", "-o", self.path("x.json")],
                                   env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        time.sleep(1)
        start = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, messages = process.communicate(timeout=HANGS_AFTER)
        self.assertLess(time.monotonic() - start, 10 * SECONDS)
        self.assertEqual(process.returncode, 4)
        self.assertIn(b"interrupted", messages)
        self.assertEqual(os.listdir(self.folder), [])

    def test_figures(self):
        """Digits and exponents of a printed figure."""
        for digits, status in ((29, 0), (30, 0), (31, 3)):
            self.assertEqual(self.check_printed("1." + "1" * (digits - 1)), status, digits)
        for exponent, status in ((299, 0), (300, 0), (301, 3)):
            self.assertEqual(self.check_printed(f"1e{exponent}"), status, exponent)
            self.assertEqual(self.check_printed(f"1e-{exponent}"), status, exponent)

    def check_printed(self, text):
        claim = Names.claim(self)
        claim["published"] = {"step": "s", "printed": text, "unit": "1"}
        claim["assumptions"][0]["published"] = {"printed": text, "unit": "1"}
        done = run("check", self.write("x.json", json.dumps(claim)))
        self.assertLess(done.seconds, SECONDS)
        return done.status


class Limits(Base):
    """The limits of a claim: what is at one is read, what is one above is told."""

    def claim(self, steps=None, assumptions=None, **more):
        claim = Names.claim(self)
        claim["steps"] = steps or claim["steps"]
        claim["assumptions"] = assumptions or claim["assumptions"]
        return {**claim, **more}

    @staticmethod
    def assumption(name, **figure):
        return {"id": name, "label": "A", "published": {"value": 1, "unit": "1", **figure}}

    @staticmethod
    def uncertain(name):
        law = {"type": "normal", "mean": 1, "sd": 0.1}
        return {"id": name, "label": "A", "published": {"value": 1, "unit": "1"},
                "audited": {"unit": "1", "reason": "r", "distribution": law}}

    def edge(self, most, make, message):
        """make(n) is a claim with n of something, of which there may be `most`."""
        for n in (most - 1, most):
            done = run("check", self.write("x.json", json.dumps(make(n))))
            self.assertLess(done.status, 2, f"{n} of {most}: {done.messages[:500]}")
            self.assertLess(done.seconds, 2 * SECONDS, n)
        self.refused(["check", self.write("x.json", json.dumps(make(most + 1)))], "x.json", message, statuses=(3,))

    def test_assumptions(self):
        self.edge(500, lambda n: self.claim([{"id": "s", "label": "S", "unit": "1", "formula": "a0"}],
                                            [self.assumption(f"a{i}") for i in range(n)]),
                  "at most 500 assumptions")

    def test_steps(self):
        def make(n):
            steps = [{"id": "s" if i == n - 1 else f"s{i}", "label": "S", "unit": "1",
                      "formula": "a" if i == 0 else f"s{i - 1}"} for i in range(n)]
            return self.claim(steps)
        self.edge(200, make, "at most 200 steps")

    def test_local_figures(self):
        def make(n):
            where = {f"w{i}": {"value": 1, "unit": "1"} for i in range(n)}
            figure = {"formula": " * ".join(where), "unit": "1", "where": where}
            return self.claim(None, [{"id": "a", "label": "A", "published": figure}])
        self.edge(32, make, "at most 32 entries")

    def test_local_figures_in_all(self):
        def make(n):
            assumptions = []
            while n > 0:
                where = {f"w{i}": {"value": 1, "unit": "1"} for i in range(min(n, 25))}
                assumptions.append({"id": f"a{len(assumptions)}", "label": "A",
                                    "published": {"formula": "+".join(where), "unit": "1", "where": where}})
                n -= len(where)
            steps = [{"id": "s", "label": "S", "unit": "1", "formula": "a0"}]
            return self.claim(steps, assumptions, published={"step": "s", "value": 25, "unit": "1"})
        self.edge(2000, make, "at most 2000")

    def test_groups(self):
        self.edge(64, lambda n: self.claim(groups=[{"id": f"g{i}", "label": "G"} for i in range(n)]),
                  "at most 64 groups")

    def test_rows(self):
        self.edge(200, lambda n: self.claim(rows=[
            {"id": f"r{i}", "published": {"step": "s", "value": 1, "unit": "1"}} for i in range(n)]),
            "at most 200 rows")

    def test_audits(self):
        source = {"key": "patterson2021", "locator": "p. 1", "evidence": "primary"}
        self.edge(200, lambda n: self.claim(audits=[{"id": f"x{i}", "source": source} for i in range(n)]),
                  "at most 200 audits")

    def test_covariance(self):
        def make(n):
            names = [f"a{i}" for i in range(n)]
            matrix = [[0.01 if i == k else 0 for k in range(n)] for i in range(n)]
            return self.claim([{"id": "s", "label": "S", "unit": "1", "formula": "a0"}],
                              [self.uncertain(name) for name in names],
                              correlations=[{"between": names, "kind": "covariance", "matrix": matrix}])
        self.edge(32, make, "32")

    def test_correlated_pairs(self):
        """Matrices of 32 have 496 pairs; four of them and one of 6 have 1,999, with a pair beside 2,000."""
        def make(n):
            sizes, left = [], n
            while left > 0:
                size = max(k for k in range(2, 33) if k * (k - 1) // 2 <= left)
                sizes.append(size)
                left -= size * (size - 1) // 2
            names = [f"a{i}" for i in range(sum(sizes))]
            matrices, start = [], 0
            for size in sizes:
                matrix = [[0.01 if i == k else 0.001 for k in range(size)] for i in range(size)]
                matrices.append({"between": names[start:start + size], "kind": "covariance", "matrix": matrix})
                start += size
            return self.claim([{"id": "s", "label": "S", "unit": "1", "formula": "a0"}],
                              [self.uncertain(name) for name in names], correlations=matrices)
        self.edge(2000, make, "at most 2000 correlated pairs")

    def test_names(self):
        self.edge(63, lambda n: self.claim([{"id": "s", "label": "S", "unit": "1", "formula": "a" * n}],
                                           [self.assumption("a" * n)]), "at most 63 are allowed")

    def test_sources(self):
        os.mkdir(self.path("data"))
        os.mkdir(self.path("data/datasets"))
        os.symlink(os.path.join(ROOT, "models"), self.path("data/models"))
        for name in os.listdir(os.path.join(ROOT, "datasets")):
            if name != "sources.json":
                os.symlink(os.path.join(ROOT, "datasets", name), self.path(f"data/datasets/{name}"))
        with open(os.path.join(ROOT, "datasets", "sources.json"), encoding="utf-8") as file:
            own = json.load(file)
        for n, told in ((9999, False), (10000, False), (10001, True)):
            more = [{"id": f"zz{i}", "type": "book", "title": "T", "URL": "https://example.org/", "issued": {"date-parts": [[2020]]}}
                    for i in range(n - len(own))]
            self.write("data/datasets/sources.json", json.dumps(own + more))
            done = run("show", CLAIM, "--data", self.path("data"))
            self.assertEqual("more than 10000 sources" in done.messages, told, f"{n}: {done.messages[:300]}")
            self.assertEqual(done.status, 3 if told else 0, done.messages[:300])
            self.assertLess(done.seconds, 2 * SECONDS)

    def test_words_of_a_search(self):
        """Words beyond the 32nd are not looked for."""
        for n, found in ((31, False), (32, False), (33, True)):
            done = run("data", *["V100"] * (n - 1), "zzzzzz")
            self.assertEqual("no figure" not in done.output + done.messages and done.status == 0, found,
                             f"{n}: {done.status} {done.output[:200]}{done.messages[:200]}")

    def test_causes(self):
        """Beyond 256 uncertain assumptions there is only the tornado."""
        for n, indices in ((255, True), (256, True), (257, False)):
            names = [f"a{i}" for i in range(n)]
            claim = self.claim([{"id": "s", "label": "S", "unit": "1", "formula": " + ".join(names)}],
                               [self.uncertain(name) for name in names],
                               published={"step": "s", "value": n, "unit": "1"})
            done = run("run", self.write("x.json", json.dumps(claim)), "-n", "1000", "-f", "json", "--exit-zero")
            self.assertEqual(done.status, 0, done.messages[:300])
            first = json.loads(done.output)["sensitivity"][0]
            self.assertEqual(first.get("first") is not None, indices, n)
            self.assertLess(done.seconds, 5 * SECONDS)

    def test_cards(self):
        """Cards in one log of nvidia-smi."""
        head = "timestamp, index, power.draw [W]\n"
        for n, told in ((63, False), (64, False), (65, True)):
            rows = "".join(f"2024/01/01 00:00:{second:02}.000, {card}, 100.00 W\n"
                           for second in range(0, 50, 10) for card in range(n))
            done = run("check", self.write("x.csv", head + rows))
            # The rows of further cards are refused, each with a warning.
            self.assertEqual("more than 64 cards" in done.messages, told, f"{n}: {done.messages[:300]}")

    def test_texts(self):
        self.edge(200, lambda n: self.claim(title="x" * n), "at most 200 are allowed")
        self.edge(2000, lambda n: self.claim(headline="x" * n), "at most 2000 are allowed")

    def test_formulas(self):
        step = lambda formula: self.claim([{"id": "s", "label": "S", "unit": "1", "formula": formula}])
        self.edge(4096, lambda n: step("a" + " " * (n - 1)), "4096")
        # A sum of n names and n - 1 operators.
        for names, status in ((511, 0), (512, 0), (513, 3)):
            claim = step("+".join(["a"] * names))
            claim["published"]["value"] = names
            done = run("check", self.write("x.json", json.dumps(claim)))
            self.assertEqual(done.status, status, f"{names}: {done.messages[:300]}")
        self.edge(64, lambda n: step("(" * n + "a" + ")" * n), "more than 64 deep")

    def test_formulas_that_expand(self):
        """Every step names the one before it twice: 2^n terms, were they copied."""
        def make(n):
            steps = [{"id": "s" if i == n - 1 else f"s{i}", "label": "S", "unit": "1",
                      "formula": "a" if i == 0 else f"s{i - 1} * s{i - 1}"} for i in range(n)]
            return self.claim(steps)
        done = run("run", self.write("x.json", json.dumps(make(200))), "-n", "1000")
        self.assertEqual(done.status, 0, done.messages)
        self.assertLess(done.seconds, 2 * SECONDS)

    def test_units(self):
        unit = lambda text: self.claim(None, [self.assumption("a", unit=text)])
        self.edge(200, lambda n: unit("h" + " " * (n - 3) + "/h"), "at most 200 bytes")
        self.edge(100, lambda n: unit(f"m^{n}/m^{n}"), "100")
        # Words of a product that differ; what cancels in the end counts all the same.
        names = ["m", "kg", "s", "A", "K", "Wh", "B", "bit", "h", "J", "W", "N", "Pa", "Hz", "L", "mi", "lb", "oz", "USD",
                 "token", "FLOP", "gCO2e", "km", "kW", "kJ", "MB", "GB", "MW", "GW", "mm", "cm", "kN", "kPa", "kHz"]
        self.edge(32, lambda n: self.claim(None, [self.assumption("a"), self.assumption("b", unit=".".join(names[:n]))]),
                  "too large")

    def test_json(self):
        deep = lambda n: '{"id": ' + "[" * (n - 1) + "]" * (n - 1) + "}"
        for n in (63, 64):
            done = run("check", self.write("x.json", deep(n)))
            self.assertNotIn("deep", done.messages)
        self.refused(["check", self.write("x.json", deep(65))], "x.json", "deep", statuses=(3,))
        self.refused(["check", self.write("x.json", deep(100000))], "x.json", "deep", statuses=(3,))
        for n in (65535, 65536):
            self.assertNotIn("64 KiB", run("check", self.write("x.json", json.dumps({"id": "x" * n}))).messages)
        self.refused(["check", self.write("x.json", json.dumps({"id": "x" * 65537}))], "x.json", "64 KiB")
        for n in (59, 60):
            self.assertNotIn("number of", run("check", self.write("x.json", '{"id": %s}' % ("1" * n))).messages)
        self.refused(["check", self.write("x.json", '{"id": %s}' % ("1" * 61))], "x.json", "60")
        if SECONDS > 1:
            return  # what is large takes a sanitizer long; tests/test_json.c has it too
        most = 16 << 20
        for n in (most - 1, most):
            done = run("check", self.write("x.json", "{}" + " " * (n - 2)))
            self.assertNotIn("too large", done.messages)
        self.refused(["check", self.write("x.json", "{}" + " " * (most - 1))], "x.json", "too large")
        # The document itself and the array are values too.
        for n, told in ((999997, False), (999998, False), (999999, True)):
            done = run("check", self.write("x.json", '{"id": [' + ",".join("1" * n) + "]}"))
            self.assertEqual("1000000 values" in done.messages, told, f"{n}: {done.messages[:300]}")
            self.assertLess(done.seconds, 2 * SECONDS)

    def test_logs(self):
        """Lines and fields of a log."""
        head = "timestamp,duration,emissions,energy_consumed\n"
        for n, told in ((65535, False), (65536, False), (65537, True)):
            row = "2020-01-01T00:00:00,1,1,"
            done = run("check", self.write("x.csv", head + row + "1" * 5 + " " * (n - len(row) - 5) + "\n"))
            self.assertEqual("65536" in done.messages, told, f"{n}: {done.messages[:300]}")
        for n, told in ((255, False), (256, False), (257, True)):
            extra = "".join(f",x{i}" for i in range(n - 4))
            text = head[:-1] + extra + "\n" + "2020-01-01T00:00:00,1,1,1" + ",1" * (n - 4) + "\n"
            done = run("check", self.write("x.csv", text))
            self.assertEqual("256" in done.messages, told, f"{n}: {done.messages[:300]}")

    def test_messages(self):
        """Twenty are printed, the others counted."""
        for n, rest in ((19, ""), (20, ""), (21, "1 more error"), (500, "480 more errors")):
            claim = json.dumps(self.claim())[:-1] + "".join(f', "zz{i}": 1' for i in range(n)) + "}"
            done = run("check", self.write("x.json", claim))
            self.assertEqual(done.messages.count("error: "), min(n, 20))
            self.assertIn(rest, done.messages)
            self.assertEqual("more error" in done.messages, bool(rest))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
