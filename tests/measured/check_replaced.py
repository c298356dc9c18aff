"""What measurements do to an audit: assumptions and steps that they replace.

usage: check_replaced.py CASES PROGRAM ROOT
"""
import csv
import json
import os
import sys
import tempfile
import unittest

import jsonschema

from measuring import ROOT, run


class Replaced(unittest.TestCase):
    def test_run(self):
        """A measured power replaces the assumed one, and the report says before and after."""
        claim = "strubell-2019-transformer-big"
        _, text, _ = run("run", claim, "--trials", "20000", "--format", "json")
        before = json.loads(text)
        status, text, notes = run("run", claim, "--trials", "20000", "--measured", "nvidia.csv",
                                  "--map", "power=chip_power", "--format", "json")
        after = json.loads(text)
        self.assertIn(status, (0, 1))
        self.assertEqual(after["measured"]["interval_before"]["low"], before["audited"]["interval"]["low"])
        self.assertEqual([row["id"] for row in after["measured"]["replaced"]][:1], ["chip_power"])
        self.assertIn("it was", notes)
        with open(os.path.join(ROOT, "reports/result.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        self.assertEqual(list(jsonschema.Draft202012Validator(schema).iter_errors(after)), [])

    def measured(self, claim, *words, trials="8000"):
        """The result in JSON, and the messages."""
        status, text, notes = run("run", claim, "--trials", trials, "--format", "json", *words)
        self.assertIn(status, (0, 1), notes)
        return json.loads(text), notes

    def check_identity(self, result):
        """The factors of the rungs multiply to the whole, and the shares add up to it."""
        product = 1
        for rung in result["ladder"][1:]:
            product *= rung["factor"]
        whole = result["published"]["recomputed"] / result["audited"]["point"]
        self.assertAlmostEqual(product / whole, 1, places=12)
        self.assertAlmostEqual(result["factor"]["point"] / whole, 1, places=12)
        shares = [row["share"] for row in result["attribution"]]
        self.assertAlmostEqual(sum(shares), 1, places=9)

    def test_step(self):
        """A measured energy is the audited value of the step; what it was computed from is idle."""
        claim = "strubell-2019-transformer-big"
        before, _ = self.measured(claim)
        after, notes = self.measured(claim, "--measured", "meter.csv")
        self.check_identity(after)
        (row,) = after["measured"]["replaced"]
        self.assertEqual((row["id"], row["after"]["value"]), ("energy", 25))
        self.assertEqual(row["retired"], ["chips", "chip_power", "hours", "pue"])
        self.assertEqual(row["sensor"]["half_width"], 0.02)
        self.assertFalse(row["sensor"]["judgement"])
        self.assertEqual(row["rows"], {"count": 2, "first": 3, "last": 4})
        # The reading within 2 %, uniform: 5 % and 95 % points.
        self.assertAlmostEqual(row["after"]["p5"], 25 * (1 - 0.02 * 0.9), places=9)
        self.assertAlmostEqual(row["after"]["p95"], 25 * (1 + 0.02 * 0.9), places=9)
        steps = {step["id"]: step for step in before["steps"]}
        self.assertEqual(row["before"]["value"], steps["energy"]["point"])
        self.assertEqual(row["before"]["p95"], steps["energy"]["p95"])
        # 25 kWh of the grid's intensity, in pounds.
        self.assertAlmostEqual(after["audited"]["point"], 25 * 0.429 / 0.45359237, places=9)
        self.assertEqual([rung["id"] for rung in after["ladder"]], ["published", "grid", "energy"])
        rung = after["ladder"][-1]
        self.assertEqual((rung["label"], rung["audited"]), ("Energy of the site, measured", 25))
        self.assertAlmostEqual(rung["published"], steps["energy"]["published"], places=9)
        self.assertEqual({row["id"] for row in after["inputs"]}, {"grid", "energy_measured"})
        # Nothing of the published side has moved.
        self.assertEqual(after["published"], before["published"])
        self.assertIn("13 times smaller than the audited 'energy'", notes)

    def test_formats(self):
        """Markdown, LaTeX and CSV have what was measured, and how well it was known before."""
        def report(kind):
            return run("run", "strubell-2019-transformer-big", "--trials", "8000", "--measured",
                       "meter.csv", "--format", kind)[1]
        result, _ = self.measured("strubell-2019-transformer-big", "--measured", "meter.csv")
        (row,) = result["measured"]["replaced"]
        text = report("markdown")
        self.assertIn("| Energy of the site, measured | 201.1 kWh | 25.00 kWh |", text)
        self.assertIn("### Measured in place of assumed", text)
        self.assertIn("energy in meter.csv, written by plain table; a billing meter of class B, within 2 %",
                      text.replace("\\", ""))
        text = report("html")
        self.assertIn('<section id="measured">', text)
        self.assertIn("does not count: \u201cEnergy of the site\u201d is measured", text)
        self.assertEqual(text.count('data-slider="'), 2) # the grid's and the measurement's own
        text = report("latex")
        self.assertIn("& 201.1 kWh & 25.00 kWh &", text)
        self.assertIn("\\label{tab:strubell-2019-transformer-big-measured}", text)
        self.assertIn("its interval, as a share of the value, is", text)
        lines = list(csv.DictReader(report("csv").splitlines()))
        self.assertEqual([line["file"] for line in lines], ["", "", "meter.csv"])
        self.assertEqual(float(lines[-1]["before_p5"]), row["before"]["p5"])
        self.assertEqual((lines[-1]["half_width"], lines[-1]["audited"]), ("0.02", "25"))
        self.assertEqual(lines[0]["label"], "As recomputed")

    def test_steps_of_many_claims(self):
        """Every energy and every emission of the corpus can be measured, in any unit of its kind."""
        count = 0
        with tempfile.TemporaryDirectory() as folder:
            names = sorted(os.listdir(os.path.join(ROOT, "datasets/claims")))
            every = int(os.environ.get("REAUDIT_EVERY", "1"))
            for name in names[::every]:
                with open(os.path.join(ROOT, "datasets/claims", name), encoding="utf-8") as file:
                    claim = json.load(file)
                for step in claim.get("steps", []):
                    path = os.path.join(folder, "log.csv")
                    with open(path, "w", encoding="utf-8") as file:
                        file.write("stamp,reading\n1,3\n2,4.5\n")
                    if step["id"] not in ("energy", "emissions", "energy_it"):
                        continue
                    result, _ = self.measured(name[:-5], "--measured", path, "--map",
                                              "reading=" + step["id"], trials="2000")
                    for one in result if isinstance(result, list) else [result]:
                        (row,) = one["measured"]["replaced"]
                        # An energy per something is averaged, others are added up.
                        self.assertIn(row["after"]["value"], (7.5, 3.75), name)
                        self.assertEqual(row["rows"], {"count": 2, "first": 2, "last": 3}, name)
                        self.assertIn(row["id"], [rung["id"] for rung in one["ladder"]], name)
                        self.check_identity(one)
                        count += 1
        self.assertGreater(count, 25 // every)

    def test_step_or_assumptions(self):
        """A file that tells every assumption of a step replaces them, which says more; one that does
        not replaces the step. Of two steps the one nearer to the headline counts."""
        claim = "strubell-2019-nas"
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            def write(*lines):
                file.seek(0)
                file.truncate()
                file.write("\n".join(lines) + "\n")
                file.flush()
            def replaced(claim, *words):
                result, notes = self.measured(claim, "--measured", file.name, *words)
                self.check_identity(result)
                return [row["id"] for row in result["measured"]["replaced"]], notes
            write("energy_it,5000,kWh", "power,200,W")
            ids, notes = replaced(claim)
            self.assertEqual(ids, ["energy_it"])
            self.assertIn("power 200 W (measured) is not used: 'energy_it' is measured", notes)
            write("energy_it,5000,kWh", "energy,5500,kWh", "grid,0.4,kgCO2e/kWh")
            self.assertEqual(replaced(claim)[0], ["energy", "grid"])
            self.assertEqual(replaced(claim, "--map", "energy=-")[0], ["energy_it", "grid"])
            claim = "strubell-2019-transformer-big"
            write("energy,260,kWh", "power,200,W", "hours,84,hour", "devices,8")
            self.assertEqual(replaced(claim)[0], ["energy"])
            write("energy,260,kWh", "power,200,W", "hours,84,hour", "devices,8", "pue,1.5")
            self.assertEqual(replaced(claim)[0], ["chip_power", "hours", "chips", "pue"])
            # Asked for both, they contradict each other.
            status, _, notes = run("run", claim, "--measured", file.name, "--map", "hours=hours",
                                   "--map", "energy=energy")
            self.assertEqual(status, 2)
            self.assertIn("'hours' does not count, since 'energy' is measured too", notes)
            # In two files, the later measurement stands for the earlier ones, which is said.
            with tempfile.NamedTemporaryFile("w", suffix=".csv") as other:
                other.write("energy,260,kWh\n")
                other.flush()
                ids, notes = replaced(claim, "--measured", other.name)
                self.assertEqual(ids, ["energy"])
                self.assertIn("'hours' does not count, since 'energy' is measured too", notes)

    def test_other_run(self):
        """Times and counts over three times, totals over ten times away are told; intensities never."""
        claim = "strubell-2019-transformer-big"
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            for line, told in (("hours,252", False), ("hours,253", True), ("hours,28", False),
                               ("hours,27.9", True), ("devices,24", False), ("devices,25", True),
                               ("energy,3160", False), ("energy,3170", True), ("power,9000", False),
                               ("grid,9", False)):
                file.seek(0)
                file.truncate()
                unit = {"hours": "hour", "devices": "1", "energy": "kWh", "power": "W",
                        "grid": "kgCO2e/kWh"}[line.split(",")[0]]
                file.write(f"{line},{unit}\n")
                file.flush()
                result, notes = self.measured(claim, "--measured", file.name)
                self.assertEqual(result["measured"]["replaced"][0]["other_run"], told, line)
                self.assertEqual("it may be of another run" in notes, told, line)
        _, text, _ = run("run", claim, "--trials", "2000", "--measured", "nvidia.csv")
        self.assertIn("84 times smaller than before", " ".join(text.split()))
        result, notes = self.measured(claim, "--measured", "nvidia.csv", "--map", "hours=-",
                                      "--map", "devices=-")
        self.assertEqual([row["id"] for row in result["measured"]["replaced"]], ["chip_power"])
        self.assertNotIn("another run", notes)
        _, notes = self.measured(claim, "--measured", "codecarbon-3.csv")
        self.assertIn("emissions 0.2583 kgCO2e (inferred) is not used; --map emissions=emissions "
                      "would take it", notes)
        self.assertIn("grid 0.237517 kgCO2e/kWh (inferred) is not used; --map grid=grid", notes)

    def test_two_files(self):
        """The number of a tracker's kilograms in a card, which has grams, is a slip."""
        with tempfile.TemporaryDirectory() as folder:
            def write(name, text):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(text)
                return ["--measured", os.path.join(folder, name)]
            log = write("emissions.csv", "duration,emissions,energy_consumed\n3600,0.2583,1.0\n")
            for grams, told in (("0.2583", True), ("258.3", False), ("0.25", False)):
                card = write("card.md", f"---\nco2_eq_emissions: {grams}\n---\n")
                for words in (log + card, card + log):
                    _, notes = self.measured("strubell-2019-transformer-big", *words,
                                             "--map", "emissions=-", "--map", "hours=hours")
                    self.assertEqual("a thousand times off" in notes, told, grams)
            with open(os.path.join(folder, "emissions.csv.bak"), "w", encoding="utf-8"):
                pass
            _, notes = self.measured("strubell-2019-transformer-big", *log)
            self.assertIn("it holds earlier rows", notes)

    def test_market(self):
        """Market-based emissions replace nothing by themselves; location-based ones do."""
        result, notes = self.measured("strubell-2019-transformer-big", "--measured", "google.csv")
        (row,) = result["measured"]["replaced"]
        self.assertEqual((row["id"], row["status"], row["note"]),
                         ("emissions", "reported", "allocated by the provider, not metered"))
        self.assertAlmostEqual(row["after"]["value"], 20 / 0.45359237)
        self.assertIn("emissions_market 0.75 kgCO2e (reported) is not used", notes)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
