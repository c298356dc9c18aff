"""The workbook as a file: its structure, its text, its bytes, as an independent reader sees them.

    test_file.py PROGRAM SOURCE_ROOT WORK_FOLDER
"""
import hashlib
import json
import os
import random
import re
import resource
import sys
import unittest

import openpyxl

import claims
import package
from claims import SHEETS, TRIALS, Places, audit, name_of, own, run, shipped, workbook, write
from office import Office


def setUpModule():
    claims.start(sys.argv[1:4])


class File(unittest.TestCase):
    """What the file is, whoever reads it."""

    def test_names(self):
        for claim in claims.claims():
            with self.subTest(claim=name_of(claim)):
                names = Places(workbook(claim)).names
                result = audit(claim)
                for item in result["ladder"][1:] + result["steps"]:
                    self.assertIn(item["id"] + "_used", names)
                for item in result["steps"]:
                    self.assertTrue({item["id"] + "_published", item["id"] + "_audited"} & set(names))
                self.assertIn("scenario", names)

    def test_names_are_no_cells(self):
        names = Places(workbook(own("hostile"))).names
        for name in names:
            self.assertIsNone(re.fullmatch(r"(?i)[a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*", name), name)

    def test_structure(self):
        path = workbook(shipped("strubell-2019-nas"))
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
                         {"Verdict": 1, "Ladder": 2, "Uncertainty": 2,
                          "Attribution": 1, "Sensitivity": 2, "Classroom": 1})
        self.assertIsNone(book.vba_archive)

    def test_formulas_are_plain(self):
        """Nothing that reaches out of the file; nothing volatile but what the class draws."""
        bad = re.compile(rb"(?i)\b(RANDBETWEEN|NOW|TODAY|OFFSET|INDIRECT|CELL|INFO|WEBSERVICE"
                         rb"|HYPERLINK|CALL|DDE)\s*\(|[\[|]|http")
        draws = re.compile(rb"(?i)\bRAND\s*\(")
        with_draws = set()
        for claim in claims.claims():
            for sheet, formula in package.formulas(workbook(claim)):
                self.assertIsNone(bad.search(formula), f"{claim} {sheet}: {formula}")
                if draws.search(formula):
                    with_draws.add(sheet)
        self.assertEqual(with_draws, {"Trials"})

    def test_text_is_text(self):
        """Text of a claim that looks like a formula, a link or mark-up arrives as it is."""
        claim = own("hostile")
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
        with Office(claims.work) as office, office.open(path) as opened:
            opened.recalculate()
            self.assertEqual(opened.errors(), [])
            self.assertEqual(opened.text("Verdict", "B1"), "=cmd|'/c calc'!A0")
            self.assertEqual(opened.text("Chain", "K8")[:8], "]]><f>1+")
            self.assertIn("_x0041_", opened.text("Chain", "K8"))

    def test_same_bytes(self):
        claim = claims.claims()[0]
        first = digest(write(claim, "same.xlsx", "--threads", "1"))
        for threads in ("1", "2", "7"):
            self.assertEqual(digest(write(claim, "same.xlsx", "--threads", threads)), first)

    def test_created(self):
        claim = claims.claims()[0]
        for epoch, year in ((None, 2000), ("1600000000", 2020)):
            environment = dict(os.environ)
            environment.pop("SOURCE_DATE_EPOCH", None)
            if epoch:
                environment["SOURCE_DATE_EPOCH"] = epoch
            path = os.path.join(claims.work, "created.xlsx")
            run("run", claim, "--trials", TRIALS, "--quiet", "-o", path, env=environment)
            self.assertEqual(openpyxl.load_workbook(path).properties.created.year, year)


class Hostile(unittest.TestCase):
    """Whatever a claim says, its text stays text, and its file can be read."""

    PIECES = ["=cmd|'/c calc'!A0", "+1+1", "-2+3", "@SUM(1)", "{=1+1}", "\t=1", "http://example.org",
              "internal:Chain!A1", "external:c:\\x", "mailto:a@example.org", "]]>", "<f>1</f>", "&#0;",
              "_x0000_", "\u202e\u05d0\u05d1", "\u0627\u0644", "\U0001F600", "\u0301", "\ufeff",
              "'", '"', "%s%n", "{0}", "&L&P", "x" * 150]

    def claim(self, rng):
        text = lambda most: "".join(rng.choice(self.PIECES) for _ in range(4))[:most].strip() or "x"
        return {
            "id": "fuzz", "title": text(190), "headline": text(190),
            "source": {"key": "strubell2019", "locator": text(190), "evidence": "recalled"},
            "published": {"step": "true_c", "printed": "12", "unit": "kWh"},
            "groups": [{"id": "g", "label": text(190)}],
            "steps": [{"id": "true_c", "label": text(190), "unit": "kWh", "formula": "r1c1 * pue2"}],
            "assumptions": [
                {"id": "r1c1", "label": text(190), "group": "g", "note": text(190),
                 "published": {"value": 3, "unit": "kWh"},
                 "audited": {"value": 2, "unit": "kWh", "reason": text(1900), "status": "judgement",
                             "distribution": {"type": "normal", "relative_sd": 0.1}}},
                {"id": "pue2", "label": text(190), "published": {"value": 4, "unit": "1"}}]}

    def test_fuzz(self):
        rng = random.Random(20261126)
        written = 0
        for i in range(12):
            path, out = (os.path.join(claims.work, "fuzz" + end) for end in (".json", ".xlsx"))
            with open(path, "w") as file:
                json.dump(self.claim(rng), file)
            done = run("run", path, "--trials", "1500", "--quiet", "-o", out, expected=(0, 1, 3))
            if done.returncode == 3:
                continue # refused with a message, as a text of controls alone is
            written += 1
            with open(out, "rb") as file:
                self.read(file)
        self.assertGreater(written, 6)

    def read(self, file):
        """No cell is a formula of the claim's making, no link leads anywhere but to its source."""
        for sheet in openpyxl.load_workbook(file):
            for cell in cells_of(sheet):
                if cell.data_type == "f":
                    self.assertIsNone(re.search(r"cmd|calc|2\+3|example", cell.value), cell.value)
            for link in sheet._hyperlinks:
                self.assertTrue(link.location or link.target.startswith("https://"), link.target)

    def test_long_text(self):
        """Texts that no cell could hold are refused before a cell is written."""
        claim = self.claim(random.Random(1))
        claim["assumptions"][0]["audited"]["reason"] = "=1+1 " * 8000
        self.refused(json.dumps(claim).encode())

    def test_not_utf8(self):
        claim = self.claim(random.Random(2))
        claim["title"] = "TITLE"
        self.refused(json.dumps(claim).encode().replace(b"TITLE", b"\xff\xc0\xaf"))

    def refused(self, data):
        path, out = (os.path.join(claims.work, "bad" + end) for end in (".json", ".xlsx"))
        with open(path, "wb") as file:
            file.write(data)
        done = run("run", path, "--trials", "100", "--quiet", "-o", out, expected=(3,))
        self.assertIn(b"bad.json:", done.stderr)
        self.assertFalse(os.path.exists(out))


class Failure(unittest.TestCase):
    """A writer that is killed, here by a limit on the size of files, costs nothing but its file."""

    def test_killed(self):
        folder = os.path.join(claims.work, "killed")
        os.makedirs(folder)
        target = os.path.join(folder, "old.xlsx")
        with open(target, "w") as file:
            file.write("what stood there before")

        def limit():
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

        done = run("run", claims.claims()[0], "--trials", TRIALS, "--quiet", "-o", target, expected=(4,),
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
