"""The workbooks of all claims, recalculated by LibreOffice and read by openpyxl.

    test_workbook.py PROGRAM SOURCE_ROOT WORK_FOLDER

Every formula carries the value that C computed for it. An office program trusts such values when it
opens a file, so the tests open a copy whose values are all wrong and recalculate: what comes out is
the office's own arithmetic, and has to agree with C.
"""
import functools
import glob
import hashlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import unittest

import openpyxl

import package
from office import Office

PROGRAM, ROOT, WORK = sys.argv[1:4]
TRIALS = "4000"
POISON = 987654.25
TOLERANCE = 1e-9
SHEETS = ["Verdict", "Chain", "Ladder", "Uncertainty", "Attribution", "Sensitivity", "Method",
          "Sources"]
HEADLINE = {"published": "D4", "audited": "E4", "used": "G4"}
SCENARIO = "F5"
SWITCH_COLUMN = "F"

office = None


def setUpModule():
    global office
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    office = Office(WORK)
    office.__enter__()


def tearDownModule():
    office.__exit__()


def run(*arguments, **options):
    """Runs the program. Returned: the finished process; its status is 0 or 1 unless said."""
    expected = options.pop("expected", (0, 1))
    done = subprocess.run([PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=300, **options)
    if done.returncode not in expected:
        raise AssertionError(f"{arguments} ended with {done.returncode}:\n{done.stderr.decode()}")
    return done


@functools.lru_cache(maxsize=None)
def audit(claim, *options):
    """The result of an audit, from the JSON report."""
    out = run("run", claim, "--trials", TRIALS, "--format", "json", "-o", "-", *options)
    return json.loads(out.stdout)


def write(claim, name, *options):
    """Writes the workbook of a claim. Returned: its path."""
    path = os.path.join(WORK, name)
    run("run", claim, "--trials", TRIALS, "--quiet", "-o", path, *options)
    return path


@functools.lru_cache(maxsize=None)
def workbook(claim):
    """The workbook of a claim, written once for all tests. Returned: its path."""
    return write(claim, name_of(claim) + ".xlsx")


@functools.lru_cache(maxsize=None)
def poisoned(claim):
    """A copy whose formulas have wrong values. Returned: its path."""
    path = os.path.join(WORK, name_of(claim) + "-poisoned.xlsx")
    count = package.poison(workbook(claim), path, POISON)
    assert count > 20, count
    return path


def claims():
    found = sorted(glob.glob(os.path.join(ROOT, "datasets", "claims", "*.json")))
    return found + sorted(glob.glob(os.path.join(ROOT, "tests", "office", "claims", "*.json")))


def name_of(claim):
    return os.path.splitext(os.path.basename(claim))[0]


def near(a, b):
    """Whether two cells agree: texts exactly, numbers within the tolerance."""
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return a == b or abs(a - b) <= TOLERANCE * max(abs(a), abs(b))


class Places:
    """Where a workbook has what, by its defined names."""

    def __init__(self, path):
        self.names = {}
        for name, where in package.names(path).items():
            match = re.fullmatch(r"Chain!\$([A-Z]+)\$([0-9]+)", where)
            if match:
                self.names[name] = match[1], int(match[2])

    def cell(self, name):
        column, row = self.names[name]
        return f"{column}{row}"

    def switch(self, symbol):
        return f"{SWITCH_COLUMN}{self.names[symbol + '_used'][1]}"

    def symbols(self):
        return [name[:-len("_used")] for name in self.names if name.endswith("_used")]


class Recalculation(unittest.TestCase):
    """Each claim's workbook, computed anew."""

    def test_values(self):
        for claim in claims():
            with self.subTest(claim=name_of(claim)):
                self.compare(workbook(claim), poisoned(claim))

    def compare(self, path, wrong):
        expected = package.cached(path)
        with office.open(wrong) as book:
            self.assertEqual(book.sheets(), SHEETS)
            # The wrong values are what the office shows until it is told to compute.
            self.assertEqual(book.value("Chain", HEADLINE["used"]), POISON)
            book.recalculate()
            self.assertEqual(book.errors(), [])
            for sheet in SHEETS:
                self.assertEqual(book.formulas(sheet), len(expected[sheet]), sheet)
                self.compare_sheet(book, sheet, expected[sheet])

    def compare_sheet(self, book, sheet, cells):
        table = book.table(sheet)
        for address, value in cells.items():
            row, column = openpyxl.utils.cell.coordinate_to_tuple(address)
            found = table[row - 1][column - 1]
            self.assertTrue(near(found, value), f"{sheet}!{address}: {found!r}, not {value!r}")

    def test_compare_catches(self):
        """A number that C got wrong would be seen."""
        wrong = os.path.join(WORK, "wrong.xlsx")
        package.poison(workbook(claims()[0]), wrong, 1.25)
        with self.assertRaisesRegex(AssertionError, "not 1.25"):
            self.compare(wrong, poisoned(claims()[0]))


    def test_long_formula(self):
        """A formula that names would make too long for a cell stays live."""
        ids = [f"term_{i:03}" for i in range(450)]
        claim = {
            "id": "long", "title": "A long sum",
            "source": {"key": "strubell2019", "evidence": "primary"},
            "published": {"step": "total", "value": 101475, "unit": "1"},
            "steps": [{"id": "total", "label": "Total", "unit": "1", "formula": "+".join(ids)}],
            "assumptions": [{"id": id, "label": id, "published": {"value": i + 1, "unit": "1"}}
                            for i, id in enumerate(ids)]}
        path = os.path.join(WORK, "long.json")
        with open(path, "w") as file:
            json.dump(claim, file)
        self.assertGreater(sum(len(id + "_published+") for id in ids), 8192)
        self.compare(workbook(path), poisoned(path))
        where = Places(workbook(path))
        for name in ("total_published", "total_audited", "total_used"):
            self.assertEqual(package.cached(workbook(path))["Chain"][where.cell(name)], 101475)


class Switches(unittest.TestCase):
    """Editing the switches, and the figures, gives what C computes for such a chain."""

    def open(self, claim):
        return Places(workbook(claim)), office.open(poisoned(claim))

    def check(self, book, value, what):
        book.recalculate()
        self.assertEqual(book.errors(), [])
        found = book.value("Chain", HEADLINE["used"])
        self.assertTrue(near(found, value), f"{what}: {found!r}, not {value!r}")

    def switch_all(self, places, book, side):
        for symbol in places.symbols():
            if book.text("Chain", places.switch(symbol)) in ("published", "audited"):
                book.set("Chain", places.switch(symbol), side)

    def test_ladder(self):
        for claim in claims():
            with self.subTest(claim=name_of(claim)):
                places, book = self.open(claim)
                with book:
                    self.climb(places, book, audit(claim)["ladder"])

    def climb(self, places, book, ladder):
        self.switch_all(places, book, "published")
        self.check(book, ladder[0]["result"], "all published")
        for rung in ladder[1:]:
            book.set("Chain", places.switch(rung["id"]), "audited")
            self.check(book, rung["result"], "up to " + rung["id"])

    def test_alone(self):
        for claim in claims():
            with self.subTest(claim=name_of(claim)):
                places, book = self.open(claim)
                with book:
                    self.each_alone(places, book, audit(claim)["ladder"])

    def each_alone(self, places, book, ladder):
        self.switch_all(places, book, "published")
        for rung in ladder[1:]:
            book.set("Chain", places.switch(rung["id"]), "audited")
            self.check(book, ladder[0]["result"] / rung["alone"], rung["id"] + " alone")
            book.set("Chain", places.switch(rung["id"]), "published")

    def test_scenario(self):
        for claim in claims():
            with self.subTest(claim=name_of(claim)):
                result = audit(claim)
                places, book = self.open(claim)
                with book:
                    book.set("Chain", SCENARIO, "published")
                    self.check(book, result["published"]["recomputed"], "scenario published")
                    self.switch_all(places, book, "published")
                    book.set("Chain", SCENARIO, "audited")
                    self.check(book, result["audited"]["point"], "scenario audited")
                    book.set("Chain", SCENARIO, "row by row")
                    self.check(book, result["published"]["recomputed"], "row by row")

    def test_typing(self):
        """Another figure in an audited cell does what --set does; Ladder and Verdict follow."""
        claim = os.path.join(ROOT, "datasets", "claims", "strubell-2019-nas.json")
        changed = audit(claim, "--set", "pue=1.3")
        places, book = self.open(claim)
        with book:
            book.recalculate()
            self.assertEqual(self.flag(book), "")
            book.set("Chain", places.cell("pue_audited"), 1.3)
            self.check(book, changed["audited"]["point"], "pue = 1.3")
            self.assertIn("changed", self.flag(book))
            for column, key in (("G", "result"), ("H", "factor"), ("I", "cumulative")):
                for k, rung in enumerate(changed["ladder"]):
                    if k or column == "G":
                        found = book.value("Ladder", f"{column}{4 + k}")
                        self.assertTrue(near(found, rung[key]), f"Ladder {rung['id']} {key}")

    def flag(self, book):
        """The line under the verdict."""
        rows = book.block("Verdict", "B1:B10")
        return next((text for (text,) in rows if "since the run" in str(text)), "")

    def test_kept(self):
        """A kept value that the reader changes on the audited side gets a factor of its own."""
        claim = os.path.join(ROOT, "tests", "office", "claims", "method.json")
        ladder = audit(claim)["ladder"]
        places, book = self.open(claim)
        with book:
            book.set("Chain", places.cell("rate_audited"), 6)
            book.recalculate()
            rows = book.block("Ladder", "B1:I30")
            label, *_, result, factor, cumulative = next(
                row for row in rows if str(row[0]).startswith("Kept values"))
            audited = book.value("Chain", HEADLINE["audited"])
            self.assertFalse(near(factor, 1), factor)
            self.assertTrue(near(result, audited))
            self.assertTrue(near(factor, ladder[-1]["result"] / audited))
            self.assertTrue(near(cumulative, ladder[0]["result"] / audited))


class File(unittest.TestCase):
    """What the file is, whoever reads it."""

    def test_names(self):
        for claim in claims():
            with self.subTest(claim=name_of(claim)):
                names = Places(workbook(claim)).names
                result = audit(claim)
                for item in result["ladder"][1:] + result["steps"]:
                    self.assertIn(item["id"] + "_used", names)
                for item in result["steps"]:
                    self.assertTrue({item["id"] + "_published", item["id"] + "_audited"} & set(names))
                self.assertIn("scenario", names)

    def test_names_are_no_cells(self):
        names = Places(workbook(os.path.join(ROOT, "tests/office/claims/hostile.json"))).names
        for name in names:
            self.assertIsNone(re.fullmatch(r"(?i)[a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*", name), name)

    def test_structure(self):
        path = workbook(os.path.join(ROOT, "datasets/claims/strubell-2019-nas.json"))
        book = openpyxl.load_workbook(path)
        self.assertEqual(book.sheetnames, SHEETS)
        for sheet in book:
            self.assertEqual(sheet.sheet_state, "visible")
            hidden = [key for key, column in sheet.column_dimensions.items() if column.hidden]
            hidden += [key for key, row in sheet.row_dimensions.items() if row.hidden]
            self.assertEqual(hidden, [], sheet.title)
            # One page wide; a height of 0 is as many pages as it takes, and 1 may be left unsaid.
            self.assertIn(sheet.page_setup.fitToWidth, (None, 1))
            self.assertIn(sheet.page_setup.fitToHeight,
                          (None, 1) if sheet.title == "Verdict" else (0,))
            self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
            if sheet.title != "Verdict":
                self.assertEqual(sheet.page_setup.orientation, "landscape")
                self.assertIsNotNone(sheet.freeze_panes)
        self.assertEqual(package.charts(path),
                         {"Verdict": 1, "Ladder": 1, "Uncertainty": 1,
                          "Attribution": 1, "Sensitivity": 2})
        self.assertIsNone(book.vba_archive)

    def test_formulas_are_plain(self):
        """No volatile function, nothing that reaches out of the file."""
        for claim in claims():
            for sheet in openpyxl.load_workbook(workbook(claim)):
                for cell in cells_of(sheet):
                    if cell.data_type == "f":
                        self.assertIsNone(
                            re.search(r"(?i)\b(RAND|RANDBETWEEN|NOW|TODAY|OFFSET|INDIRECT|CELL|INFO"
                                      r"|WEBSERVICE|HYPERLINK|CALL|DDE)\s*\(|[\[|]|http",
                                      cell.value), f"{sheet.title}!{cell.coordinate}")

    def test_text_is_text(self):
        """Text of a claim that looks like a formula, a link or mark-up arrives as it is."""
        claim = os.path.join(ROOT, "tests/office/claims/hostile.json")
        path = workbook(claim)
        book = openpyxl.load_workbook(path)
        texts = {cell.value for sheet in book for cell in cells_of(sheet) if cell.data_type == "s"}
        for text in ("=cmd|'/c calc'!A0", "-2+3+cmd|' /C calc'!A0", "=1+1", "+1+1",
                     "internal:Sheet1!A1", "=HYPERLINK(\"http://example.org/\",\"here\")"):
            self.assertIn(text, texts)
        reason = next(text for text in texts if text.startswith("]]>"))
        self.assertIn("<f>1+1</f>&#0; & \"quotes\" 'single' <b>bold</b> _x0041_ ", reason)
        self.assertIn("\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \U0001F600", reason)
        self.assertNotIn("\u202e", reason)
        for sheet in book:
            for link in sheet._hyperlinks:
                self.assertRegex(link.target, r"^https://(arxiv\.org|doi\.org)/")
        with office.open(path) as opened:
            opened.recalculate()
            self.assertEqual(opened.errors(), [])
            self.assertEqual(opened.text("Verdict", "B1"), "=cmd|'/c calc'!A0")
            self.assertEqual(opened.text("Chain", "K7")[:8], "]]><f>1+")
            self.assertIn("_x0041_", opened.text("Chain", "K7"))

    def test_same_bytes(self):
        claim = claims()[0]
        first = digest(write(claim, "same.xlsx", "--threads", "1"))
        for threads in ("1", "2", "7"):
            self.assertEqual(digest(write(claim, "same.xlsx", "--threads", threads)), first)

    def test_created(self):
        claim = claims()[0]
        for epoch, year in ((None, 2000), ("1600000000", 2020)):
            environment = dict(os.environ)
            environment.pop("SOURCE_DATE_EPOCH", None)
            if epoch:
                environment["SOURCE_DATE_EPOCH"] = epoch
            path = os.path.join(WORK, "created.xlsx")
            run("run", claim, "--trials", TRIALS, "--quiet", "-o", path, env=environment)
            self.assertEqual(openpyxl.load_workbook(path).properties.created.year, year)


class Failure(unittest.TestCase):
    """A writer that is killed, here by a limit on the size of files, costs nothing but its file."""

    def test_killed(self):
        folder = os.path.join(WORK, "killed")
        os.makedirs(folder)
        target = os.path.join(folder, "old.xlsx")
        with open(target, "w") as file:
            file.write("what stood there before")

        def limit():
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

        done = run("run", claims()[0], "--trials", TRIALS, "--quiet", "-o", target, expected=(4,),
                   preexec_fn=limit)
        self.assertIn(b"workbook", done.stderr)
        self.assertEqual(os.listdir(folder), ["old.xlsx"])
        with open(target) as file:
            self.assertEqual(file.read(), "what stood there before")


def cells_of(sheet):
    return (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
