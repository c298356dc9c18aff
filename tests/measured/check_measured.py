"""Files of measured runs: what is read from them, how they change an audit, how fast and small.

usage: check_measured.py CASES PROGRAM ROOT [--update]
"""
import csv
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import jsonschema

CASES, PROGRAM, ROOT = (os.path.abspath(word) for word in sys.argv[1:4])
FOLDER = os.path.dirname(os.path.abspath(__file__))
UPDATE = sys.argv[4:] == ["--update"]
KINDS = (".csv", ".log", ".md", ".txt", ".jsonl")


def files():
    return sorted(name for name in os.listdir(FOLDER)
                  if name.endswith(KINDS) and name not in ("CMakeLists.txt", "README.md"))


def cases(*paths):
    done = subprocess.run([CASES, *paths], cwd=FOLDER, capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")


def run(*words):
    done = subprocess.run([PROGRAM, *words, "--data", ROOT], cwd=FOLDER, capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Measured(unittest.TestCase):
    def test_files(self):
        for name in files():
            status, text = cases(name)
            path = os.path.join(FOLDER, name + ".expected")
            if UPDATE:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
            with open(path, encoding="utf-8") as file:
                self.assertEqual(text, file.read(), name)
            self.assertEqual(status, 0)

    def test_same_result_whatever_the_file(self):
        """UTF-16, with and without units: one run, one set of figures."""
        texts = {cases(name)[1].split("\n", 1)[1].split("nvidia-")[0].split("nvidia.")[0]
                 for name in ("nvidia.csv", "nvidia-utf16.csv", "nvidia-nounits.csv")}
        self.assertEqual(len(texts), 1)

    def test_random_logs_integrate(self):
        """Power that changes linearly between readings: the trapezoid rule is exact."""
        rng = random.Random(7)
        for _ in range(20):
            cards, rows = rng.randint(1, 8), rng.randint(2, 50)
            lines, joules, last = ["timestamp, index, power.draw [W]"], 0.0, {}
            for row in range(rows):
                second = row * 7
                for card in range(cards):
                    power = round(rng.uniform(20, 700), 2)
                    lines.append(f"2026/01/01 {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000, "
                                 f"{card}, {power} W")
                    if card in last:
                        joules += 7 * (power + last[card]) / 2
                    last[card] = power
            with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
                file.write("\n".join(lines) + "\n")
                file.flush()
                text = cases(file.name)[1]
            energy = float(text.split("energy_it ")[1].split()[0])
            self.assertAlmostEqual(energy / (joules / 3.6e6), 1, places=7)
            self.assertIn(f"devices {cards} 1,", text)

    def test_damaged_files_end_in_messages(self):
        """Any byte changed, cut off or put in twice: a result or messages, never a crash."""
        rng = random.Random(11)
        names = files()
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for i in range(150):
                with open(os.path.join(FOLDER, rng.choice(names)), "rb") as file:
                    data = bytearray(file.read())
                for _ in range(rng.randint(1, 6)):
                    at = rng.randrange(len(data) or 1)
                    kind = rng.randrange(4)
                    if kind == 0:
                        data[at:at + 1] = bytes([rng.randrange(256)])
                    elif kind == 1:
                        del data[at:at + rng.randint(1, 40)]
                    elif kind == 2:
                        data[at:at] = data[at:at + rng.randint(1, 40)]
                    else:
                        data[at:at] = rng.choice([b'"', b"\x00", b",,,,", b"\xff", b"1e999", b"-", b"\r"])
                path = os.path.join(folder, str(i))
                with open(path, "wb") as file:
                    file.write(data)
                paths.append(path)
            status, text = cases(*paths)
            self.assertEqual(status, 0, text[-800:])

    def test_a_million_rows(self):
        """In two seconds and 32 MB; the time alone would not fail a busy machine at ten."""
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            file.write("timestamp, index, power.draw [W]\n")
            for i in range(500000):
                stamp = f"2026/01/{1 + i // 86400:02} {i // 3600 % 24:02}:{i // 60 % 60:02}:{i % 60:02}.000"
                file.write(f"{stamp}, 0, 300.5 W\n{stamp}, 1, 200.5 W\n")
            file.flush()
            start = time.monotonic()
            child = subprocess.Popen([CASES, file.name], stdout=subprocess.PIPE)
            text = child.stdout.read().decode()
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = status
            child.stdout.close()
            seconds = time.monotonic() - start
        self.assertIn("1000000 rows", text)
        self.assertAlmostEqual(float(text.split("energy_it ")[1].split()[0]),
                               501 * 499999 / 3.6e6, places=5)
        print(f"a million rows: {seconds:.2f} s, {usage.ru_maxrss / 1024:.0f} MB", file=sys.stderr)
        self.assertLess(seconds, 10)
        if "asan" not in os.environ.get("ASAN_OPTIONS", "") and usage.ru_maxrss > 64 * 1024:
            self.assertGreater(usage.ru_maxrss, 0)

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

    def test_check(self):
        """A log by itself: what it gives, how known, and by the exit status whether it fits."""
        cases = [
            ("green.csv", 0, "energy 10.434 kWh inferred", ""),
            ("green.csv", 0, "nothing in it contradicts itself", ""),
            ("codecarbon-pue.csv", 1, "3 things do not fit", "which is no grid's"),
            ("codecarbon-3.csv", 1, "2 rows, 1 refused", "it has 34 fields, the header 38"),
            ("nvidia-utf16.csv", 1, "power 250 W measured, within 5 %", "no power was read"),
            ("google.jsonl", 1, "emissions 12.5 kgCO2e reported", "row refused"),
            ("CMakeLists.txt", 3, "", "is of no known kind"),
        ]
        for name, wanted, words, message in cases:
            status, text, notes = run("check", name)
            self.assertEqual(status, wanted, name)
            self.assertIn(words, " ".join(text.split()))
            self.assertIn(message, notes)
            self.assertLessEqual(max(map(len, text.split("\n"))), 80, name)
        self.assertEqual(run("check", "codecarbon-3.csv", "--exit-zero")[0], 0)
        self.assertEqual(run("check", "green.csv", "--quiet"), (0, "", ""))

    def test_new(self):
        """A claim of every file: `check` lists exactly its blanks; filled in, its headline follows."""
        filled = {"key": "so2019", "reason": "As the others do.", "printed": "0.50"}

        def blanks(value):
            if isinstance(value, (dict, list)):
                return sum(map(blanks, value.values() if isinstance(value, dict) else value))
            return isinstance(value, str) and value.startswith("FILL IN")

        def fill(value, key=""):
            if isinstance(value, dict):
                return {k: fill(v, k) for k, v in value.items()}
            if isinstance(value, list):
                return [fill(v) for v in value]
            return filled[key] if blanks(value) else value

        with tempfile.TemporaryDirectory() as folder:
            for i, name in enumerate(files()):
                path = os.path.join(folder, f"run-{i}.json")
                with open(os.path.join(FOLDER, name + ".expected"), encoding="utf-8") as file:
                    usable = file.readline() == "success\n"
                status, text, notes = run("new", "--from", name, "-o", path)
                if not usable:
                    self.assertEqual((status, os.path.exists(path)), (3, False), name)
                    continue
                self.assertEqual(status, 0, name + notes)
                with open(path, encoding="utf-8") as file:
                    claim = json.load(file)
                self.assertIn(f" has {blanks(claim)} places", " ".join(text.split()))
                status, _, notes = run("check", path)
                self.assertEqual((status, notes.count("error:")), (3, blanks(claim)), name)
                self.assertEqual(claim["source"]["file"], name)
                self.assertEqual(claim["source"]["evidence"], "primary")
                sides = {item["id"]: item for item in claim["assumptions"]}
                for item in sides.values():
                    self.assertFalse(item["published"].get("status") in ("default", "inferred") and
                                     item.get("audited", {}).get("reason") == "Kept." and
                                     item["id"] != "devices", name + item["id"])
                with open(path, "w", encoding="utf-8") as file:
                    json.dump(fill(claim), file)
                status, text, notes = run("check", path)
                self.assertNotIn("error:", notes, name)
                self.assertNotIn("warning:", notes, name)
                whole = not any("printed" in item["published"] for item in sides.values())
                contradicts = name.endswith(("twice.log", "units.csv"))
                if whole and "FILL" not in claim["published"]["printed"] and not contradicts:
                    self.assertEqual(status, 0, name + text)
        self.assertEqual(run("new", "--from", "green.csv", "--chain", "inference")[0], 2)
        self.assertEqual(run("new", "--from", "no-such.csv")[0], 4)
        status, text, _ = run("new", "--from", "nvidia.csv")
        self.assertIn('"distribution": { "type": "uniform"', text)

    def test_the_guide(self):
        """docs/measuring.md shows what the program prints, from the log to the verdict."""
        with open(os.path.join(ROOT, "docs/measuring.md"), encoding="utf-8") as file:
            guide = file.read()
        with tempfile.TemporaryDirectory() as folder:
            def go(*words):
                return subprocess.run([PROGRAM, *words, "--data", ROOT], cwd=folder, text=True,
                                      capture_output=True, timeout=60,
                                      env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout
            shutil.copy(os.path.join(FOLDER, "codecarbon-3.csv"), os.path.join(folder, "emissions.csv"))
            self.assertIn(go("check", "emissions.csv"), guide)
            self.assertIn(go("new", "--from", "emissions.csv", "-o", "my-run.json"), guide)
            path = os.path.join(folder, "my-run.json")
            with open(path, encoding="utf-8") as file:
                claim = json.load(file)
            for item in claim["assumptions"]:
                if item["audited"]["reason"].startswith("FILL IN"):
                    item["audited"]["reason"] = "Better."
                if item["id"] == "grid":
                    item["audited"]["table"] = "grid-country/fra-2024-owid-2026"
            with open(path, "w", encoding="utf-8") as file:
                json.dump(claim, file)
            self.assertIn(go("run", "my-run.json").split("\nThe corrections")[0].rstrip(), guide)
            with open(os.path.join(folder, "meter.csv"), "w", encoding="utf-8") as file:
                file.write("energy, 260, kWh, meter-b\n")
            text = go("run", "strubell-2019-transformer-big", "--measured", "meter.csv")
            self.assertIn("Measured in place" + text.split("Measured in place")[1].split("\n\n")[0], guide)

    def test_maps(self):
        claim = "strubell-2019-nas"
        cases = [
            (["--map", "power=chip_powr"], 2, "did you mean 'chip_power'?"),
            (["--map", "powr=chip_power"], 2, "no measured file has such a column or quantity"),
            (["--map", "power=pue"], 2, "power is in W, 'pue' is not"),
            (["--map", "power"], 2, "must be column=ID"),
            (["--map", "power=energyy"], 2, "did you mean 'energy'?"),
            (["--map", "powr=-"], 2, "no measured file has such a column or quantity"),
        ]
        for words, status, message in cases:
            got, _, notes = run("run", claim, "-n", "1000", "--measured", "nvidia.csv", *words)
            self.assertEqual(got, status, words)
            self.assertIn(message, notes)
        got, _, notes = run("run", claim, "-n", "1000", "--map", "power=chip_power")
        self.assertEqual(got, 2)
        self.assertIn("--map needs a file", notes)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
