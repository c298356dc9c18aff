#!/usr/bin/python3
"""The program on a terminal: widths, colours, the bar, and signals of the user.

    check_terminal.py PROGRAM ROOT
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(sys.argv[2])
CLAIM = "strubell-2019-nas"
FILES = os.path.join(ROOT, "tests", "cli", "files")
PLAIN = os.path.join(FILES, "plain.json")
TIMEOUT = 120


def environment(**more):
    """A variable that is None is not set."""
    kept = {k: v for k, v in os.environ.items()
            if k not in ("REAUDIT_DATA", "SOURCE_DATE_EPOCH", "COLUMNS", "NO_COLOR")}
    return {k: v for k, v in {**kept, "LC_ALL": "C.UTF-8", **more}.items() if v is not None}


def run(*words, cwd=None, **more):
    return subprocess.run([PROGRAM, *words], cwd=cwd, env=environment(**more), timeout=TIMEOUT,
                          capture_output=True, stdin=subprocess.DEVNULL)


def run_on_terminal(*words, seconds=60, stop=None, size=None, cwd=None, TERM="xterm", **more):
    """Runs the program on a terminal of its own and returns what it shows. `stop`: end it by
    SIGINT once this text has been shown; `size`: columns of the terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(cwd or ".")
        if size is not None:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, size, 0, 0))
        os.execve(PROGRAM, [PROGRAM, *words], environment(TERM=TERM, **more))
    shown = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if not ready:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
        if stop is not None and re.search(stop, shown):
            time.sleep(0.05)  # it goes on for a while without a new percent
            os.kill(pid, signal.SIGINT)
            stop = None
    os.close(terminal)
    os.waitpid(pid, 0)
    return shown.decode("utf-8")


def widest(shown):
    return max(len(line) for line in shown.splitlines())


class Terminal(unittest.TestCase):
    def test_colour_on_a_terminal(self):
        self.assertIn("\x1b[1m", run_on_terminal("help"))
        self.assertIn("\x1b[1m", run_on_terminal("help", NO_COLOR="", TERM=None))

    def test_no_colour_where_it_is_not_wanted(self):
        for more in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            shown = run_on_terminal("run", CLAIM, "--trials", "2000", **more)
            self.assertIn("five cars", shown)
            self.assertNotIn("\x1b", shown)

    def test_lines_fit_the_terminal(self):
        for columns in (40, 57, 80, 120):
            shown = run_on_terminal("run", CLAIM, "--trials", "2000", NO_COLOR="1",
                                    COLUMNS=str(columns))
            self.assertLessEqual(widest(shown), columns, shown)

    def test_the_terminal_says_its_width(self):
        """Over 120 columns lines are tiring, under 40 nothing fits; COLUMNS speaks first."""
        for size, columns, most in ((100, None, 100), (200, None, 120), (20, None, 40), (0, None, 80),
                                    (100, "60", 60), (100, "0", 100), (100, "wide", 100)):
            shown = run_on_terminal("help", "run", NO_COLOR="1", size=size, COLUMNS=columns)
            self.assertLessEqual(widest(shown), most, (size, columns))
            self.assertGreater(widest(shown), most - 10, (size, columns))
        self.assertEqual(widest(run("help", "run", COLUMNS="60").stdout.decode()), 80)

    def test_every_page_fits_its_width(self):
        pages = ["help", "help run", "help check", "list tables", "list units", "data",
                 "list distributions", "list formats", f"show {CLAIM}", f"run {CLAIM} -n 100",
                 "run strubell-2019-transformer-big -n 100", "run strubell-2019-bert -n 100"]
        widths = dict.fromkeys(pages, (40, 51, 60, 80, 132))
        widths["list -n 100"] = (40, 80)  # which audits every claim
        widths[f"places {CLAIM}"] = (40, 66)
        widths["selftest t4 -n 1000"] = (64, 80)
        widths["check rows.json"] = (40, 80)
        for page in widths:
            for width in widths[page]:
                shown = run(*page.split(), "--width", str(width), cwd=FILES).stdout.decode("utf-8")
                self.assertGreater(len(shown), 0)
                for line in shown.splitlines():
                    self.assertLessEqual(len(line), width, f"{page}, {width} columns: {line}")

    def test_ascii_where_the_terminal_shows_nothing_else(self):
        done = run("run", CLAIM, "--trials", "2000", LC_ALL="C")
        self.assertEqual([b for b in done.stdout if b > 126], [])

    def test_a_bar_on_a_long_run(self):
        """The first of two claims has nothing to draw, so that half is done at once."""
        for locale, full, empty in (("C.UTF-8", "\u2588", "\u2591"), ("C", "#", ".")):
            shown = run_on_terminal("run", PLAIN, CLAIM, "--trials", "1e12", stop=rb" 50 %", LC_ALL=locale)
            self.assertIn(f"\r\x1b[K{15 * full}{15 * empty}  50 % {CLAIM}", shown)
            self.assertIn("error: interrupted", shown)

    def test_no_bar_on_a_short_run(self):
        self.assertNotIn("\r\x1b[K", run_on_terminal("run", CLAIM, "--trials", "2000"))

    def test_quiet_is_quiet_on_a_terminal_too(self):
        with tempfile.TemporaryDirectory() as folder:
            for words in (["run", PLAIN, "--trials", "100", "-o", "x.json"], ["check", PLAIN],
                          ["site", "site", PLAIN, "--trials", "100"]):
                self.assertEqual(run_on_terminal(*words, "--quiet", cwd=folder), "", words)
            shown = run_on_terminal("selftest", "t4", "--trials", "1000", "--quiet", NO_COLOR="1")
            self.assertEqual(shown, "1 case, 3 numbers: 3 PASS, 0 DIFF\r\n")

    def test_cases_on_a_terminal(self):
        shown = run_on_terminal("selftest", "t4", "--trials", "1000", NO_COLOR="1")
        self.assertIn("1 case, 3 numbers: 3 PASS, 0 DIFF\r\n", shown)

    def test_a_site_from_a_terminal(self):
        with tempfile.TemporaryDirectory() as folder:
            shown = run_on_terminal("site", "site/", PLAIN, "--trials", "100", cwd=folder)
            self.assertRegex(shown, r"(^|\x1b\[K)wrote \d+ files; the first page is site/index.html\r\n$")


class Signals(unittest.TestCase):
    def start(self, *words, ignored=None):
        """Starts the program and waits until it takes signals."""
        def prepare():
            if ignored is not None:
                signal.signal(ignored, signal.SIG_IGN)
        process = subprocess.Popen([PROGRAM, *words], env=environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=prepare)
        for _ in range(1000):
            with open(f"/proc/{process.pid}/status", encoding="utf-8") as file:
                caught = int(re.search(r"SigCgt:\s*([0-9a-f]+)", file.read()).group(1), 16)
            if caught >> (signal.SIGTERM - 1) & 1:
                return process
            time.sleep(0.005)
        self.fail("it takes no signals")

    def check_interrupted(self, process):
        out, messages = process.communicate(timeout=TIMEOUT)
        self.assertEqual((process.returncode, messages), (4, b"error: interrupted\n"))
        return out

    def test_every_long_command_can_be_interrupted(self):
        with tempfile.TemporaryDirectory() as folder:
            for words in (["check"], ["selftest", "--trials", "1e7"], ["places", CLAIM], ["measure", CLAIM],
                          ["list"], ["site", os.path.join(folder, "site")]):
                process = self.start(*words)
                process.send_signal(signal.SIGINT)
                out = self.check_interrupted(process)
                if words[0] != "check":  # which says what it has found as it goes
                    self.assertEqual(out, b"", words)
            self.assertEqual(os.listdir(folder), [])

    def test_a_signal_that_was_ignored_stays_ignored(self):
        """As under nohup."""
        process = self.start("run", CLAIM, "--trials", "1e12", ignored=signal.SIGHUP)
        process.send_signal(signal.SIGHUP)
        time.sleep(0.1)
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGTERM)
        self.assertEqual(self.check_interrupted(process), b"")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
