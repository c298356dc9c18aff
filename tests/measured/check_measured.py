"""Files of measured runs: what is read from them and said of them, how fast and small.

usage: check_measured.py CASES PROGRAM ROOT [--update]
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from measuring import CASES, FOLDER, PROGRAM, ROOT, cases, files, run

UPDATE = sys.argv[4:] == ["--update"]


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
