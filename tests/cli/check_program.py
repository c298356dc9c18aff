#!/usr/bin/python3
"""What a table of cases cannot say about the program: JSON against its schema, the same bytes for
any number of threads, interruption, terminals, and reports that read as they did.

    check_program.py PROGRAM ROOT
"""
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import openpyxl

import jsonschema

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(sys.argv[2])
CLAIM = "strubell-2019-nas"
TIMEOUT = 120


def environment(**more):
    kept = {k: v for k, v in os.environ.items()
            if k not in ("REAUDIT_DATA", "SOURCE_DATE_EPOCH", "COLUMNS", "NO_COLOR")}
    return {**kept, "LC_ALL": "C.UTF-8", **more}


def run(*words, cwd=None, **more):
    return subprocess.run([PROGRAM, *words], cwd=cwd, env=environment(**more), timeout=TIMEOUT,
                          capture_output=True, stdin=subprocess.DEVNULL)


def numbers_of(value):
    """All numbers in a tree of JSON, as they are written."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [n for part in value for n in numbers_of(part)]
    return [value] if isinstance(value, NumberText) else []


class NumberText(str):
    """A number as it is written."""


class Json(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(os.path.join(ROOT, "reports", "result.schema.json"), encoding="utf-8") as file:
            cls.schema = json.load(file)
        jsonschema.Draft202012Validator.check_schema(cls.schema)
        cls.validator = jsonschema.Draft202012Validator(cls.schema)

    def validate(self, text):
        value = json.loads(text)
        part = {**self.schema, "oneOf": [{"$ref": "#/$defs/result"}]}
        for result in value if isinstance(value, list) else [value]:
            errors = list(jsonschema.Draft202012Validator(part).iter_errors(result))
            self.assertEqual([f"{list(e.path)}: {e.message}" for e in errors], [])
        self.assertTrue(self.validator.is_valid(value))
        return value

    def test_every_claim_follows_the_schema(self):
        done = run("run", "--all", "--format", "json", "--trials", "2000", "--exit-zero")
        self.assertEqual(done.returncode, 0, done.stderr)
        results = self.validate(done.stdout)
        self.assertGreaterEqual(len(results), 5)

    def test_the_schema_refuses_what_is_not_a_result(self):
        value = json.loads(run("run", CLAIM, "--format", "json", "--trials", "2000").stdout)
        for spoil in (lambda v: v.pop("verdict"), lambda v: v.update(more=1),
                      lambda v: v["run"].update(seed=1), lambda v: v["ladder"][0].pop("factor")):
            spoilt = json.loads(json.dumps(value))
            spoil(spoilt)
            self.assertFalse(self.validator.is_valid(spoilt))

    def test_numbers_read_back_to_themselves(self):
        text = run("run", CLAIM, "--format", "json", "--trials", "2000").stdout
        value = json.loads(text, parse_float=NumberText)
        written = numbers_of(value)
        self.assertGreater(len(written), 100)
        for number in written:
            self.assertEqual("%.17g" % float(number), number)

    def test_the_ladder_multiplies_to_the_whole(self):
        value = json.loads(run("run", CLAIM, "--format", "json", "--trials", "2000").stdout)
        product = 1.0
        for rung in value["ladder"][1:]:
            product *= rung["factor"]
        whole = value["published"]["recomputed"] / value["audited"]["point"]
        self.assertLess(abs(product / whole - 1), 1e-12)
        self.assertLess(abs(value["factor"]["point"] / whole - 1), 1e-12)

    def test_one_is_an_object_and_several_are_an_array(self):
        one = json.loads(run("run", CLAIM, "--format", "json", "--trials", "10").stdout)
        two = json.loads(run("run", CLAIM, "strubell-2019-bert", "--format", "json", "--trials",
                             "10").stdout)
        self.assertIsInstance(one, dict)
        self.assertEqual([r["claim"]["id"] for r in two], [CLAIM, "strubell-2019-bert"])

    def test_no_path_of_this_machine(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "own.json")
            with open(os.path.join(ROOT, "tests", "cli", "files", "plain.json"), "rb") as source:
                text = source.read()
            with open(path, "wb") as file:
                file.write(text)
            done = run("run", path, "--format", "json", "--trials", "10", cwd=folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertNotIn(folder.encode(), done.stdout)
            self.assertEqual(json.loads(done.stdout)["run"]["command"],
                             "reaudit run own.json --trials 10")


class Same(unittest.TestCase):
    def test_the_same_bytes_for_any_number_of_threads(self):
        for words in (["--format", "json"], ["--format", "text"]):
            outputs = {run("run", CLAIM, "--trials", "30000", "-j", threads, *words).stdout
                       for threads in ("1", "2", "7", "7")}
            self.assertEqual(len(outputs), 1)

    def test_neither_locale_nor_terminal_reach_a_file(self):
        texts = set()
        for more in ({"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}, {"COLUMNS": "50"},
                     {"LC_ALL": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"}):
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "x.txt")
                run("run", CLAIM, "--trials", "2000", "-o", path, **more)
                with open(path, "rb") as file:
                    texts.add(file.read())
        self.assertEqual(len(texts), 1)

    def test_an_outdated_file_is_replaced(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x.json")
            for seed in ("1", "2"):
                run("run", CLAIM, "--trials", "100", "--seed", seed, "-o", path)
                with open(path, encoding="utf-8") as file:
                    self.assertEqual(json.load(file)["run"]["seed"], seed)


class Streams(unittest.TestCase):
    def write_to(self, redirection):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(["bash", "-c", f'"$0" "$@" {redirection}', PROGRAM, "run", CLAIM,
                                   "--trials", "2000", "-o", "x.json"], cwd=folder,
                                  env=environment(), capture_output=True, timeout=TIMEOUT)
            self.assertEqual(done.returncode, 4)
            self.assertIn(b"cannot write to standard output", done.stderr)
            with open(os.path.join(folder, "x.json"), encoding="utf-8") as file:
                self.assertEqual(json.load(file)["claim"]["id"], CLAIM)

    def test_a_full_disk_behind_standard_output(self):
        self.write_to(">/dev/full")

    def test_standard_output_that_is_closed(self):
        self.write_to(">&-")

    def test_a_reader_that_has_enough(self):
        done = subprocess.run(["bash", "-c", '"$0" list distributions | head -n 1', PROGRAM],
                              env=environment(), capture_output=True, timeout=TIMEOUT)
        self.assertEqual(done.stderr, b"")
        self.assertEqual(done.stdout.count(b"\n"), 1)


class Corpus(unittest.TestCase):
    def test_the_list_links_every_file(self):
        """corpus.xlsx has a row for each claim, whose title leads to its workbook."""
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([PROGRAM, "run", CLAIM, "strubell-2019-bert", "-q", "-n", "1000", "--exit-zero",
                                   "-o", folder], env=environment(), capture_output=True, timeout=TIMEOUT)
            self.assertEqual(done.returncode, 0, done.stderr)
            sheet = openpyxl.load_workbook(os.path.join(folder, "corpus.xlsx")).worksheets[0]
            links = {cell.hyperlink.target for row in sheet.iter_rows() for cell in row
                     if cell.hyperlink and cell.hyperlink.target}
            files = set(os.listdir(folder)) - {"corpus.xlsx"}
            self.assertEqual(len(files), 2)
            self.assertLessEqual(files, links)


class Interruption(unittest.TestCase):
    def interrupt(self, number):
        with tempfile.TemporaryDirectory() as folder:
            old = os.path.join(folder, "x.json")
            with open(old, "w", encoding="utf-8") as file:
                file.write("old")
            process = subprocess.Popen([PROGRAM, "run", CLAIM, "--trials", "1e12", "-o", old],
                                       env=environment(), stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
            time.sleep(1)
            process.send_signal(number)
            _, messages = process.communicate(timeout=TIMEOUT)
            self.assertEqual(process.returncode, 4)
            self.assertEqual(messages, b"error: interrupted\n")
            self.assertEqual(os.listdir(folder), ["x.json"])
            with open(old, encoding="utf-8") as file:
                self.assertEqual(file.read(), "old")

    def test_an_interrupted_run_leaves_the_old_file(self):
        self.interrupt(signal.SIGINT)

    def test_a_terminated_run_leaves_the_old_file(self):
        self.interrupt(signal.SIGTERM)


def run_on_terminal(*words, seconds=60, stop=None, **more):
    """Runs the program on a terminal of its own and returns what it shows. `stop`: end it by
    SIGINT once this text has been shown."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(PROGRAM, [PROGRAM, *words], environment(TERM="xterm", **more))
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
            os.kill(pid, signal.SIGINT)
            stop = None
    os.close(terminal)
    os.waitpid(pid, 0)
    return shown.decode("utf-8")


class Terminal(unittest.TestCase):
    def test_colour_on_a_terminal(self):
        self.assertIn("\x1b[1m", run_on_terminal("run", CLAIM, "--trials", "2000"))

    def test_no_colour_where_it_is_not_wanted(self):
        shown = run_on_terminal("run", CLAIM, "--trials", "2000", NO_COLOR="1")
        self.assertIn("five cars", shown)
        self.assertNotIn("\x1b", shown)

    def test_lines_fit_the_terminal(self):
        for columns in (40, 57, 80, 120):
            shown = run_on_terminal("run", CLAIM, "--trials", "2000", NO_COLOR="1",
                                    COLUMNS=str(columns))
            longest = max(len(line) for line in shown.splitlines())
            self.assertLessEqual(longest, columns, shown)

    def test_every_page_fits_its_width(self):
        pages = ["help", "help run", "help check", "list -n 100", "list tables", "list units",
                 "list distributions", "list formats", f"show {CLAIM}", f"run {CLAIM} -n 100",
                 "run strubell-2019-transformer-big -n 100", "run strubell-2019-bert -n 100"]
        for page in pages:
            for width in (40, 51, 60, 80, 132):
                shown = run(*page.split(), "--width", str(width)).stdout.decode("utf-8")
                self.assertGreater(len(shown), 0)
                for line in shown.splitlines():
                    self.assertLessEqual(len(line), width, f"{page}, {width} columns: {line}")

    def test_ascii_where_the_terminal_shows_nothing_else(self):
        done = run("run", CLAIM, "--trials", "2000", LC_ALL="C")
        self.assertEqual([b for b in done.stdout if b > 126], [])

    def test_a_bar_on_a_long_run(self):
        shown = run_on_terminal("run", CLAIM, "--trials", "1e12", stop=rb" %")
        self.assertIn(CLAIM, shown)
        self.assertIn("interrupted", shown)

    def test_no_bar_on_a_short_run(self):
        self.assertNotIn("\r\x1b[K", run_on_terminal("run", CLAIM, "--trials", "2000"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
