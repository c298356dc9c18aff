"""The workbooks of all claims, recalculated by LibreOffice.

    test_workbook.py PROGRAM SOURCE_ROOT WORK_FOLDER

Every formula carries the value that C computed for it. An office program trusts such values when it
opens a file, so the tests open a copy whose values are all wrong and recalculate: what comes out is
the office's own arithmetic, and has to agree with C. Each claim's workbook is opened once, compared
cell by cell, and then used as a reader would: switches, scenarios, figures.
"""
import json
import os
import sys
import unittest

import openpyxl
from openpyxl.utils.cell import coordinate_to_tuple

import claims
import package
from claims import HEADLINE, POISON, SCENARIO, SWITCH_COLUMN, Places, audit, name_of, near, own, poisoned, workbook
from office import Office

office = None


def setUpModule():
    global office
    claims.start(sys.argv[1:4])
    office = Office(claims.work)
    office.__enter__()


def tearDownModule():
    office.__exit__()


def find_difference(book, path):
    """Returns the first formula cell that the office computes otherwise than C did; else None."""
    for sheet, cells in package.cached(path).items():
        table = book.table(sheet)
        for address, value in cells.items():
            row, column = coordinate_to_tuple(address)
            found = table[row - 1][column - 1]
            if not near(found, value):
                return f"{sheet}!{address}: {found!r}, not {value!r}"
    return None


class Test(unittest.TestCase):
    def open(self, claim):
        return Places(workbook(claim)), office.open(poisoned(claim))

    def used(self, book, value, what):
        """The headline behind the switches is `value`."""
        found = book.value("Chain", HEADLINE["used"])
        self.assertTrue(near(found, value), f"{what}: {found!r}, not {value!r}")

    def switch_all(self, places, book, side):
        """Sets every switch of Chain, in one call."""
        rows = [row for _, row in places.names.values()]
        where = f"{SWITCH_COLUMN}{min(rows)}:{SWITCH_COLUMN}{max(rows)}"
        book.put("Chain", where, [[side if cell in ("published", "audited") else cell]
                                  for cell, in book.block("Chain", where)])

    def yours(self, book, result, what):
        """The reader's own headline on Scenarios is the audited one of `result`."""
        found, value = book.value("Scenarios", "H5"), result["audited"]["point"]
        self.assertTrue(near(found, value), f"{what}: {found!r}, not {value!r}")

    def flag(self, book):
        """The third row, which is the same on every sheet but the first."""
        found = {book.text(sheet, "B3") for sheet in book.sheets() if sheet != "Verdict"}
        self.assertEqual(len(found), 1, found)
        return found.pop()

    def recalculated(self, claim, book):
        # The wrong values are what the office shows until it is told to compute.
        self.assertEqual(book.value("Chain", HEADLINE["used"]), POISON)
        book.recalculate()
        self.assertEqual(book.errors(), [])
        for sheet, cells in package.cached(workbook(claim)).items():
            self.assertEqual(book.formulas(sheet), len(cells), sheet)
        self.assertIsNone(find_difference(book, workbook(claim)))
        self.assertEqual(self.flag(book), "Checks: all OK")

    def scenarios(self, places, book, result):
        book.set("Chain", SCENARIO, "published")
        self.used(book, result["published"]["recomputed"], "scenario published")
        book.set("Chain", SCENARIO, "row by row")
        self.used(book, result["audited"]["point"], "row by row")
        self.switch_all(places, book, "published")
        self.used(book, result["published"]["recomputed"], "all published")
        book.set("Chain", SCENARIO, "audited")
        self.used(book, result["audited"]["point"], "scenario audited")
        book.set("Chain", SCENARIO, "row by row")

    def climb(self, places, book, ladder):
        """One correction after the other, from the published side on."""
        for rung in ladder[1:]:
            book.set("Chain", places.switch(rung["id"]), "audited")
            self.used(book, rung["result"], "up to " + rung["id"])


class Corpus(Test):
    """Each claim's workbook, computed anew and used."""

    def test_claims(self):
        self.claims_with_pickers = set()
        for claim in claims.claims():
            with self.subTest(claim=name_of(claim)):
                places, book = self.open(claim)
                with book:
                    self.recalculated(claim, book)
                    book.remove("Trials", "Classroom", "Answers") # they would draw at every edit
                    self.scenarios(places, book, audit(claim))
                    self.climb(places, book, audit(claim)["ladder"])
                    self.each_alone(places, book, audit(claim)["ladder"])
                    self.pick(claim, book)
        self.assertIn("strubell-2019-nas", self.claims_with_pickers)

    def pick(self, claim, book):
        """A row of a table, picked in place of an assumption, does what --set does."""
        book.set("Chain", SCENARIO, "audited")
        for cell, labels in package.lists(workbook(claim), "Scenarios").items():
            last = labels.split(":")[1]
            (label, value, unit), = book.block("Tables", f"{last}:C{last[1:]}")
            symbol = book.text("Scenarios", "B" + cell[1:])
            self.claims_with_pickers.add(name_of(claim))
            changed = audit(claim, "--set", f"{symbol}={value!r} {unit}".rstrip())
            book.set("Scenarios", cell, label)
            self.yours(book, changed, f"{symbol} from {label}")
            book.set("Scenarios", cell, "")
            self.yours(book, audit(claim), "nothing picked")

    def each_alone(self, places, book, ladder):
        self.switch_all(places, book, "published")
        for rung in ladder[1:]:
            book.set("Chain", places.switch(rung["id"]), "audited")
            self.used(book, ladder[0]["result"] / rung["alone"], rung["id"] + " alone")
            book.set("Chain", places.switch(rung["id"]), "published")


class Edits(Test):
    """What a reader changes is followed, and told."""

    def test_compare_catches(self):
        """A number that C got wrong would be seen."""
        claim = claims.claims()[0]
        wrong = os.path.join(claims.work, "wrong.xlsx")
        package.poison(workbook(claim), wrong, 1.25)
        with office.open(poisoned(claim)) as book:
            book.recalculate()
            self.assertIsNone(find_difference(book, workbook(claim)))
            self.assertRegex(find_difference(book, wrong), "not '?(poisoned|1.25)")

    def test_typing(self):
        """Another figure in an audited cell does what --set does; Ladder and the flag follow."""
        claim = claims.shipped("strubell-2019-nas")
        changed = audit(claim, "--set", "pue=1.3")
        places, book = self.open(claim)
        with book:
            book.recalculate()
            self.assertEqual(self.flag(book), "Checks: all OK")
            book.set("Chain", places.cell("pue_audited"), 1.3)
            self.used(book, changed["audited"]["point"], "pue = 1.3")
            self.assertIn("changed", self.flag(book))
            for column, key in (("G", "result"), ("H", "factor"), ("I", "cumulative")):
                for k, rung in enumerate(changed["ladder"]):
                    if k or column == "G":
                        found = book.value("Ladder", f"{column}{5 + k}")
                        self.assertTrue(near(found, rung[key]), f"Ladder {rung['id']} {key}")
            book.set("Chain", places.cell("pue_audited"), 1.1)
            self.assertEqual(self.flag(book), "Checks: all OK")

    def test_own(self):
        """Figures typed into Scenarios, and another axis of its grid."""
        claim = claims.shipped("strubell-2019-nas")
        _, book = self.open(claim)
        with book:
            book.recalculate()
            rows = {symbol: row for row, (_, symbol) in
                    enumerate(book.block("Scenarios", "A1:B20"), 1)}
            book.set("Scenarios", f"G{rows['pue']}", 1.4)
            book.set("Scenarios", f"F{rows['grid']}", "United States, as used in 2021")
            self.yours(book, audit(claim, "--set", "pue=1.4", "--set", "grid=0.429 kgCO2e/kWh"),
                       "typed and picked")
            self.assertEqual(self.flag(book), "Checks: all OK")
            top = next(row for row, (text,) in enumerate(book.block("Scenarios", "B1:B40"), 1)
                       if text == "across")
            book.set("Scenarios", f"C{top + 1}", 2)
            book.set("Scenarios", f"J{top}", 5)
            changed = audit(claim, "--set", "chips=2", "--set", "speedup=5")
            found = book.value("Scenarios", f"J{top + 1}")
            self.assertTrue(near(found, changed["audited"]["point"]), found)

    def test_broken(self):
        """A formula that is overwritten is found by Checks."""
        _, book = self.open(claims.shipped("strubell-2019-nas"))
        with book:
            book.recalculate()
            book.set("Ladder", "H7", 12)
            self.assertIn("CHECKS FAILED: 1", self.flag(book))

    def test_kept(self):
        """A kept value that the reader changes on the audited side gets a factor of its own."""
        claim = own("method")
        ladder = audit(claim)["ladder"]
        places, book = self.open(claim)
        with book:
            book.recalculate()
            book.set("Chain", places.cell("rate_audited"), 6)
            rows = book.block("Ladder", "B1:I30")
            label, *_, result, factor, cumulative = next(
                row for row in rows if str(row[0]).startswith("Kept values"))
            audited = book.value("Chain", HEADLINE["audited"])
            self.assertFalse(near(factor, 1), factor)
            self.assertTrue(near(result, audited))
            self.assertTrue(near(factor, ladder[-1]["result"] / audited))
            self.assertTrue(near(cumulative, ladder[0]["result"] / audited))


class Measured(Test):
    """What measured runs replaced: a step or assumptions, recalculated like every other workbook."""

    def measured(self, name, log, *options):
        path = os.path.join(claims.work, f"measured-{name}-{log}.xlsx")
        wrong = path.replace(".xlsx", "-poisoned.xlsx")
        words = ["--measured", os.path.join(claims.root, "tests", "measured", log), *options]
        claim = claims.shipped(name)
        claims.run("run", claim, "--trials", claims.TRIALS, "--quiet", "-o", path, *words)
        package.poison(path, wrong, POISON)
        return path, wrong, audit(claim, *words)

    def check(self, name, log, *options):
        path, wrong, result = self.measured(name, log, *options)
        rows = result["measured"]["replaced"]
        with office.open(wrong) as book:
            self.assertIn("Measured", book.sheets())
            book.recalculate()
            self.assertEqual(book.errors(), [])
            self.assertIsNone(find_difference(book, path))
            self.assertEqual(self.flag(book), "Checks: all OK")
            places = Places(path)
            before, after = book.block("Measured", "C5:D5")[0]
            self.assertTrue(near(before, result["measured"]["point_before"]))
            self.assertTrue(near(after, result["audited"]["point"]))
            for at, row in enumerate(rows, 12):
                found = book.block("Measured", f"C{at}:M{at}")[0]
                self.assertTrue(near(found[0], row["before"]["value"]), row)
                self.assertTrue(near(found[1], row["after"]["value"]), row)
                self.assertTrue(near(found[6], row["after"]["p5"]), row)
                self.assertTrue(near(found[7], row["after"]["p95"]), row)
                widths = [100 * (row[side]["p95"] - row[side]["p5"]) / row[side]["value"]
                          for side in ("before", "after")]
                self.assertTrue(near(found[8], widths[0], 1e-7) and near(found[9], widths[1], 1e-7), row)
                if widths[0] > 0:
                    self.assertTrue(near(found[10], 100 * (1 - widths[1] / widths[0]), 1e-6), row)
            book.remove("Trials", "Classroom", "Answers")
            self.scenarios(places, book, result)
            self.climb(places, book, result["ladder"])
            return self.follow(places, book, rows[0])

    def follow(self, places, book, row):
        """Another measured figure on Chain is followed by Measured."""
        symbol = row["id"] + ("_measured" if row["retired"] else "")
        book.set("Chain", places.cell(symbol + "_audited"), 2 * row["after"]["value"])
        found = book.block("Measured", "D12:D12")[0][0]
        self.assertTrue(near(found, 2 * row["after"]["value"]), found)

    def test_step(self):
        self.check("strubell-2019-nas", "meter.csv")
        self.check("strubell-2019-nas", "nvidia.csv")

    def test_assumptions(self):
        self.check("strubell-2019-transformer-big", "nvidia.csv", "--map", "hours=-")


class Comparison(Test):
    """Several claims in one workbook."""

    def test_comparison(self):
        names = ["strubell-2019-nas", "strubell-2019-transformer-big", "strubell-2019-bert"]
        paths = [claims.shipped(name) for name in names]
        path = os.path.join(claims.work, "comparison.xlsx")
        wrong = os.path.join(claims.work, "comparison-poisoned.xlsx")
        claims.run("run", *paths, "--trials", claims.TRIALS, "--quiet", "-o", path)
        package.poison(path, wrong, POISON)
        with office.open(wrong) as book:
            self.assertEqual(book.sheets(), ["Comparison", "Factors", "Corrections", "Checks"])
            book.recalculate()
            self.assertEqual(book.errors(), [])
            self.assertIsNone(find_difference(book, path))
            self.assertEqual(self.flag(book), "Checks: all OK")
            for row, name in enumerate(names):
                self.row(book, row + 5, audit(paths[row]))
            order = [row[0] for row in book.block("Factors", "B5:B6")]
            self.assertEqual(order, sorted(order, reverse=True))
            corrections = book.table("Corrections")[4:]
            self.assertEqual(len(corrections),
                             sum(len(audit(path)["ladder"]) - 1 for path in paths))
            book.set("Comparison", "F5", 1)
            self.assertIn("changed", self.flag(book))

    def row(self, book, row, result):
        (id, _, printed, recomputed, audited), = book.block("Comparison", f"B{row}:F{row}")
        self.assertEqual(id, result["claim"]["id"])
        self.assertEqual(printed, result["published"]["stated"])
        self.assertTrue(near(recomputed, result["published"]["recomputed"]))
        self.assertTrue(near(audited, result["audited"]["point"]))
        factor = book.block("Comparison", f"J{row}:J{row}")[0][0]
        if len(result["ladder"]) > 1:
            self.assertTrue(near(factor, recomputed / audited))
        else:
            self.assertEqual(factor, "")
        self.assertEqual(book.text("Comparison", f"M{row}"), result["verdict"]["code"])


class Auditor(unittest.TestCase):
    def test_reason(self):
        """What an audit as a whole says of itself stands on Verdict, with its source."""
        claim = claims.shipped("batmunkh-2022-netflix")
        auditor = audit(claim)["claim"]["auditor"]
        cells = [cell.value for row in openpyxl.load_workbook(workbook(claim))["Verdict"] for cell in row]
        found = cells[cells.index("Why it was audited so") + 1]
        self.assertTrue(found.startswith(auditor["reason"]), found)


class Limits(Test):
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
        path = os.path.join(claims.work, "long.json")
        with open(path, "w") as file:
            json.dump(claim, file)
        self.assertGreater(sum(len(id + "_published+") for id in ids), 8192)
        places, book = self.open(path)
        with book:
            self.recalculated(path, book)
        for name in ("total_published", "total_audited", "total_used"):
            self.assertEqual(package.cached(workbook(path))["Chain"][places.cell(name)], 101475)

    def test_split(self):
        """A formula beyond 8,192 characters is put together from cells of Parts."""
        terms = [f"{(i + 1) / 7:.15f}*term_{i:03}" for i in range(140)]
        claim = {
            "id": "split", "title": "Two long sums",
            "source": {"key": "strubell2019", "evidence": "primary"},
            "published": {"step": "total", "value": 1, "unit": "1"},
            "steps": [{"id": "total", "label": "Total", "unit": "1", "formula": "+".join(terms),
                       "audited_formula": f"2*({'-'.join(terms)})", "reason": "Another sum."}],
            "assumptions": [{"id": f"term_{i:03}", "label": f"Term {i}",
                             "published": {"value": i + 1, "unit": "1"},
                             **({"audited": {"value": 2 * i, "unit": "1", "reason": "Doubled."}}
                                if i % 40 == 3 else {})} for i in range(140)]}
        path = os.path.join(claims.work, "split.json")
        with open(path, "w") as file:
            json.dump(claim, file)
        places, book = self.open(path)
        formulas = [text for _, text in package.formulas(workbook(path))]
        self.assertLessEqual(max(len(text) for text in formulas), 8192)
        self.assertGreater(sum(len(text) for text in formulas if b"Parts!" in text), 8192)
        with book:
            self.assertIn("Parts", book.sheets())
            self.recalculated(path, book)
            self.scenarios(places, book, audit(path))
            self.climb(places, book, audit(path)["ladder"])

    def test_many(self):
        """500 assumptions and 100 steps still open, and every formula of them agrees."""
        claim = {
            "id": "many", "title": "Many", "source": {"key": "strubell2019", "evidence": "primary"},
            "published": {"step": "s99", "value": 125250, "unit": "kWh"},
            "steps": [{"id": f"s{j}", "label": f"Step {j}", "unit": "kWh",
                       "formula": " + ".join([f"a{i}" for i in range(5 * j, 5 * j + 5)]
                                             + [f"s{j - 1}"] * (j > 0))} for j in range(100)],
            "assumptions": [{"id": f"a{i}", "label": f"Assumption {i}",
                             "published": {"value": i + 1, "unit": "kWh"},
                             **({"audited": {"value": i + 2, "unit": "kWh", "reason": "Changed.",
                                             "distribution": {"type": "normal", "relative_sd": 0.01}}}
                                if i % 10 == 0 else {})} for i in range(500)]}
        path = os.path.join(claims.work, "many.json")
        with open(path, "w") as file:
            json.dump(claim, file)
        _, book = self.open(path)
        with book:
            self.recalculated(path, book)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
