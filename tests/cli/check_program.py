#!/usr/bin/python3
"""What a table of cases cannot say about the program: JSON against its schema, the same bytes for
any number of threads, interruption, and reports that read as they did.

    check_program.py PROGRAM ROOT
"""
import ctypes.util
import json
import os
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

    def test_a_full_disk_behind_a_new_claim(self):
        done = subprocess.run(["bash", "-c", '"$0" new --chain training >/dev/full', PROGRAM],
                              env=environment(), capture_output=True, timeout=TIMEOUT)
        self.assertEqual((done.returncode, done.stderr),
                         (4, b"error: cannot write to standard output: No space left on device\n"))

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


class Library(unittest.TestCase):
    """The library of workbooks is opened when one is written."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        with open(os.path.join(self.folder.name, ctypes.util.find_library("xlsxwriter")), "wb"):
            pass  # no library
        if self.run_beside("version").returncode == 127:
            self.skipTest("it is linked")

    def run_beside(self, *words):
        return run(*words, cwd=self.folder.name, LD_LIBRARY_PATH=self.folder.name)

    def test_only_workbooks_miss_it(self):
        book = os.path.join(self.folder.name, "a.xlsx")
        with open(book, "w", encoding="utf-8") as file:
            file.write("old")
        done = self.run_beside("run", CLAIM, "-q", "-n", "1000", "--exit-zero", "-o", "a.json", "-o", book)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn(b"cannot open the library that writes workbooks: ", done.stderr)
        with open(book, encoding="utf-8") as file:
            self.assertEqual(file.read(), "old")
        self.assertEqual(sorted(os.listdir(self.folder.name))[:2], ["a.json", "a.xlsx"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
