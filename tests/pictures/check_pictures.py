"""Pictures of charts: what is in them, and what happens where gnuplot is missing, fails or hangs.

usage: check_pictures.py PROGRAM ROOT
"""
import json
import os
import re
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree as xml

import room

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]
GOLDEN = os.path.join(ROOT, "tests", "golden")
CHARTS = ["ladder", "attribution", "fan", "tornado"]
SVG = "{http://www.w3.org/2000/svg}"


def run(*words, path=None, wait=True, trials="2000", **more):
    environment = {k: v for k, v in os.environ.items() if k not in ("REAUDIT_DATA", "SOURCE_DATE_EPOCH")}
    if path is not None:
        environment["PATH"] = path
    environment.update(more)
    process = subprocess.Popen([PROGRAM, "run", *words, "--trials", trials], cwd=GOLDEN, env=environment,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    if not wait:
        return process
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err.decode()


def texts(svg):
    """All texts of a picture in their order."""
    root = xml.fromstring(svg)
    found = ["".join(node.itertext()).strip() for node in root.iter(SVG + "text")]
    return [text for text in found if text]


def size_of_png(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and data.endswith(b"IEND\xaeB`\x82"), data[:20]
    return struct.unpack(">II", data[16:24])


class Pictures(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def at(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.at(name), "rb") as file:
            return file.read()

    def draw(self, claim, *names, **more):
        outputs = [word for name in names for word in ("-o", self.at(name))]
        status, _, messages = run(claim, *outputs, *more.pop("words", ["--data", "data"]), **more)
        self.assertIn(status, (0, 1), messages)
        return [self.read(name) for name in names]

    def test_texts(self):
        """The published claim's own figures stand in the ladder, in their place."""
        svg, = self.draw("strubell-2019-nas", "ladder.svg", words=["--data", ROOT])
        found = texts(svg)
        self.assertTrue(" ".join(found).startswith("The published 626,155 lbCO2e is 88 times too high"), found[:3])
        for text in ["626,155", "33,540", "\u00f7 8.00", "Chips that train one candidate", "lbCO2e (logarithmic axis)",
                     "100,000", "90 % interval"]:
            self.assertIn(text, found)
        credits = " ".join(found)
        self.assertRegex(credits, r"Published figures: Strubell et al\. \(2019\), Table 3, row NAS\.")
        self.assertRegex(credits, r"reaudit \d+\.\d+\.\d+, 2,000 trials, seed 1\.")
        title = xml.fromstring(svg).find(SVG + "title").text
        self.assertTrue(title.startswith("The published 626,155 lbCO2e"), title)
        about = xml.fromstring(svg).find(SVG + "desc").text
        self.assertIn("Chips that train one candidate: 33,540, \u00f7 8.00; ", about)

    def test_bars(self):
        """The boxes of the ladder stand where the results of the run say."""
        _, out, _ = run("full.json", "--data", "data", "--format", "json")
        ladder = json.loads(out)["ladder"]
        _, script, _ = run("full.json", "--data", "data", "--format", "gnuplot")
        rows = re.search(r"\$boxes << END\n(.*?)END\n", script.decode(), re.S).group(1).split("\n")
        bars = [tuple(map(float, row.split()[:2])) for row in rows if row.endswith(" %d" % 0x0072B2)]
        wanted = [tuple(sorted((before["result"], after["result"]))) for before, after in zip(ladder, ladder[1:])]
        self.assertEqual(len(bars), len(wanted))
        self.assertGreater(len(bars), 1)
        for bar, pair in zip(bars, wanted):
            for value, expected in zip(bar, pair):
                self.assertAlmostEqual(value / expected, 1, 9)

    def test_every_chart(self):
        for chart in CHARTS:
            svg, png, pdf = self.draw("full.json", chart + ".svg", chart + ".png", chart + ".pdf")
            self.assertGreater(len(texts(svg)), 8)
            width, height = size_of_png(png)
            self.assertEqual(width, round(170 / 25.4 * 300))
            root = xml.fromstring(svg)
            self.assertEqual(root.get("width"), "170mm")
            self.assertAlmostEqual(float(root.get("height")[:-2]) / 170, height / width, 2)
            self.assertTrue(pdf.startswith(b"%PDF-") and pdf.endswith(b"%%EOF\n"))

    def test_sizes(self):
        for name, size in [("social", (1200, 630)), ("square", (1080, 1080))]:
            png, svg = self.draw("full.json", "a.png", "a.svg", words=["--data", "data", "--size", name])
            self.assertEqual(size_of_png(png), size)
            root = xml.fromstring(svg)
            self.assertEqual((root.get("width"), root.get("height")), tuple(map(str, size)))

    @unittest.skipUnless(shutil.which("pdftotext"), "pdftotext is not installed")
    def test_pdf(self):
        self.draw("full.json", "fan.pdf")
        info = subprocess.run(["pdfinfo", self.at("fan.pdf")], capture_output=True, text=True).stdout
        self.assertRegex(info, r"Page size: +48[12] x ")  # 170 mm are 481.9 points
        text = subprocess.run(["pdftotext", self.at("fan.pdf"), "-"], capture_output=True, text=True).stdout
        self.assertIn("% of the median of each step", text)
        boxes = subprocess.run(["pdftotext", "-bbox", self.at("fan.pdf"), "-"], capture_output=True, text=True).stdout
        size = re.search(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">each<', boxes)
        self.assertAlmostEqual(float(size[2]) - float(size[1]), 8 * 1.117, 0)  # a line of text of 8 points

    def test_same_bytes(self):
        """Two runs draw the same file, whatever the locale, the clock and the number of threads."""
        names = ["ladder.svg", "ladder.png", "ladder.pdf"]
        first = self.draw("full.json", *names)
        time.sleep(1.1)  # a PDF would carry another second
        second = self.draw("full.json", *names, words=["--data", "data", "--threads", "2"], LC_ALL="C", TZ="Asia/Tokyo")
        for name, one, other in zip(names, first, second):
            self.assertEqual(one, other, name)
        dated, = self.draw("full.json", "ladder.pdf", SOURCE_DATE_EPOCH="1700000000")
        self.assertIn(b"/CreationDate (D:20231114221320", dated)

    def test_hostile(self):
        """What a claim says is text: all of it appears, none of it is run or read as markup."""
        for chart in CHARTS:
            svg, = self.draw("hostile.json", chart + ".svg")
            tags = {node.tag for node in xml.fromstring(svg).iter()}
            self.assertNotIn(SVG + "script", tags)
            self.assertFalse([c for c in svg.decode() if ord(c) < 32 and c not in "\n\t"])
        found = " ".join(texts(svg))
        self.assertIn("<script>alert(1)</script>", found)
        claim = self.nasty_claim()
        svg, = self.draw(claim, "nasty.svg", words=["--data", ROOT])
        found = " ".join(texts(svg))
        for text in ["`touch %s`" % self.at("a"), "$(touch b)", "@ARG1", "^x_y", "{/Bold z}", "%s%n", "&amp;", "' \"",
                     "\\n"]:
            self.assertIn(text, found)
        self.assertFalse(os.path.exists(self.at("a")) or os.path.exists(self.at("b")))

    def nasty_claim(self):
        with open(os.path.join(ROOT, "datasets", "claims", "strubell-2019-nas.json")) as file:
            claim = json.load(file)
        claim["title"] = "`touch %s` $(touch b) @ARG1 ^x_y {/Bold z} %%s%%n &amp; ' \" \\n" % self.at("a")
        claim["id"] = "nasty"
        path = self.at("nasty.json")
        with open(path, "w") as file:
            json.dump(claim, file)
        return path

    def test_corpus(self):
        status, _, messages = run("full.json", "hostile.json", "--data", "data", "-o", self.at("claims.svg"))
        self.assertIn(status, (0, 1), messages)
        found = texts(self.read("claims.svg"))
        self.assertIn("full", found)
        self.assertIn("hostile", found)
        self.assertTrue(found[0].startswith("Of 2 corrected claims, "), found)

    @unittest.skipUnless(os.path.exists(room.FONTS[True]), "fonts-liberation is not installed")
    def test_room(self):
        """No text leaves the picture or stands on another, by the widths of a real font: claims of all kinds, one with
        long names, one with more inputs than fit, at every size."""
        ruler = room.Room()
        claims = [("full.json", "data"), ("hostile.json", "data")]
        claims += [(name, ROOT) for name in ["strubell-2019-nas", "luccioni-2022-bloom", "thompson-2021-100-billion",
                                             "shift-2019-streaming", "altman-2025-chatgpt-query", "strubell-2019-lisa-hours/jobs",
                                             self.nasty_claim(), self.long_claim()]]
        for claim, data in claims:
            for size in ["print", "social", "square"]:
                scripts = self.draw(claim, *[chart + ".gp" for chart in CHARTS], words=["--data", data, "--size", size])
                for chart, script in zip(CHARTS, scripts):
                    self.assertEqual(ruler.faults(script.decode()), [], (claim, size, chart))

    def long_claim(self):
        """Names of the largest length, without a space in one of them, and many inputs."""
        with open(os.path.join(ROOT, "datasets", "claims", "shift-2019-streaming.json")) as file:
            claim = json.load(file)
        claim["id"], claim["title"] = "long", "A title that goes on " * 9
        for i, part in enumerate(claim["assumptions"] + claim.get("steps", [])):
            part["label"] = ("W" * 180 if i % 3 == 0 else "\u6587\u5b57" * 33 if i % 3 == 1 else "several words " * 14)
        path = self.at("long.json")
        with open(path, "w") as file:
            json.dump(claim, file)
        return path

    def test_directory(self):
        status, _, messages = run("full.json", "hostile.json", "--data", "data", "-o", self.folder + "/charts/",
                                  "--format", "svg", "--chart", "tornado")
        self.assertIn(status, (0, 1), messages)
        self.assertEqual(sorted(os.listdir(self.at("charts"))), ["full.svg", "hostile.svg"])

    def test_claim_without_corrections(self):
        path = self.at("plain.json")
        with open(os.path.join(ROOT, "tests", "cli", "files", "plain.json")) as file:
            claim = json.load(file)
        for assumption in claim["assumptions"]:
            assumption.pop("audited", None)
        with open(path, "w") as file:
            json.dump(claim, file)
        for chart in CHARTS:
            svg, = self.draw(path, chart + ".svg", words=["--data", ROOT])
            self.assertTrue(texts(svg))

    # --- where gnuplot is missing, fails or hangs ---

    def pretend(self, script):
        """A folder whose only program is a gnuplot that does this."""
        folder = self.at("bin")
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, "gnuplot")
        with open(path, "w") as file:
            file.write("#!/bin/sh\n" + script + "\n")
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
        return folder

    def check_failure(self, path, message):
        """The old file stays, nothing is left behind, and one message says why."""
        for name in ["ladder.svg", "ladder.png", "ladder.pdf"]:
            with open(self.at(name), "w") as file:
                file.write("old")
            status, _, messages = run("full.json", "--data", "data", "-q", "-o", self.at(name), path=path)
            self.assertEqual(status, 4, messages)
            self.assertRegex(messages, message)
            self.assertEqual(messages.count("error:"), 1, messages)
            self.assertEqual(self.read(name), b"old")
            self.assertFalse([f for f in os.listdir(self.folder) if f.startswith(".reaudit")])

    def test_missing(self):
        """It is said before anything is computed."""
        started = time.monotonic()
        status, _, messages = run("full.json", "--data", "data", "-o", self.at("ladder.svg"), "--max-trials", "1e12",
                                  trials="auto", path="/nonexistent:")
        self.assertEqual(status, 4, messages)
        self.assertLess(time.monotonic() - started, 30)
        self.check_failure("/nonexistent", "gnuplot, which is not installed .*gnuplot-nox.*--format gnuplot")

    def test_failing(self):
        self.check_failure(self.pretend("/bin/cat >/dev/null; echo 'line 3: no such terminal' >&2; exit 1"),
                           "gnuplot failed with status 1: line 3: no such terminal")
        self.check_failure(self.pretend("kill -SEGV $$"), "gnuplot was stopped by signal 11")
        self.check_failure(self.pretend("/bin/cat >/dev/null"), "its picture is not whole")
        self.check_failure(self.pretend("/bin/cat >/dev/null; printf '<?xml half a picture'"), "its picture is not whole")

    def test_interrupted(self):
        """SIGINT ends a gnuplot that hangs, and leaves neither it nor a file behind."""
        mark = self.at("started")
        path = self.pretend("echo $$ > %s; exec /bin/sleep 100" % mark)
        process = run("full.json", "--data", "data", "-q", "-o", self.at("ladder.svg"), path=path, wait=False)
        end = time.monotonic() + 60
        while not (os.path.exists(mark) and os.path.getsize(mark)) and time.monotonic() < end:
            time.sleep(0.02)
        child = int(self.read("started"))
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 4)
        self.assertIn("interrupted", messages.decode())
        with self.assertRaises(ProcessLookupError):
            os.kill(child, 0)
        self.assertEqual(sorted(os.listdir(self.folder)), ["bin", "started"])

    # --- what is asked for ---

    def test_terminal(self):
        """An image is no text for a terminal; a pipe may have it."""
        for name, status in [("png", 2), ("pdf", 2), ("svg", 1), ("gnuplot", 1)]:
            master, slave = os.openpty()
            process = subprocess.Popen([PROGRAM, "run", "full.json", "--data", "data", "-n", "2000", "-f", name], cwd=GOLDEN,
                                       stdout=slave, stderr=subprocess.PIPE)
            os.close(slave)
            try:
                while os.read(master, 65536):
                    pass
            except OSError:  # the other end is closed
                pass
            _, messages = process.communicate(timeout=60)
            os.close(master)
            self.assertEqual(process.returncode, status, (name, messages))
            self.assertEqual(b"is no text for a terminal" in messages, status == 2)
        _, out, _ = run("full.json", "--data", "data", "-f", "png")
        size_of_png(out)

    def test_usage(self):
        for words, message in [
                (["-o", "x.svg", "--chart", "ladders"], "--chart 'ladders': did you mean 'ladder'"),
                (["-o", "x.svg", "--chart", "pie"], "must be ladder, attribution, fan, tornado or corpus"),
                (["-o", "x.svg", "--size", "socail"], "--size 'socail': did you mean 'social'"),
                (["-o", "x.xlsx", "--chart", "ladder"], "--chart needs a picture, as --output ladder.svg"),
                (["--size", "print"], "--size needs a picture"),
                (["hostile.json", "-o", "fan.svg"], "the chart 'fan' shows one claim"),
                (["hostile.json", "-f", "svg", "--chart", "fan"], "the chart 'fan' shows one claim")]:
            status, _, messages = run("full.json", "--data", "data", *words)
            self.assertEqual(status, 2, words)
            self.assertIn(message, messages)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
