"""A site of a few claims: its pages, its feed, hostile texts, and what becomes of the directory.

usage: check_site.py PROGRAM ROOT
"""
import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree as xml

import pages

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]
GOLDEN = os.path.join(ROOT, "tests", "golden")
CLAIMS = ["strubell-2019-nas", "luccioni-2022-bloom", "kdnuggets-2022-747x"]
ATOM = "{http://www.w3.org/2005/Atom}"


def command(folder, *words):
    return [PROGRAM, "site", folder, "--trials", "2000", *words]


def site(folder, *words, claims=CLAIMS, data=ROOT, cwd=GOLDEN, **more):
    environment = {k: v for k, v in os.environ.items() if k not in ("REAUDIT_DATA", "SOURCE_DATE_EPOCH")}
    done = subprocess.run(command(folder, *claims, "--data", data, *words), cwd=cwd, capture_output=True, timeout=200,
                          env={**environment, **more}, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def contents(folder):
    found = {}
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.top = tempfile.mkdtemp()
        cls.made = os.path.join(cls.top, "made")
        status, out, messages = site(cls.made)
        assert status == 0 and not messages, (status, messages)
        assert re.fullmatch(r"wrote \d+ files; the first page is .*made/index\.html\n", out), out

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.top)

    def setUp(self):
        self.folder = tempfile.mkdtemp(dir=self.top)

    def read(self, name, folder=None):
        with open(os.path.join(folder or self.made, name), encoding="utf-8") as file:
            return file.read()

    # --- what is in it ---

    def test_pages(self):
        self.assertEqual(pages.faults(self.made), [])

    def test_index(self):
        page = pages.Page(self.read("index.html"))
        text = " ".join(page.texts)
        for words in ["Of 2 corrected claims, 1 is overstated", "626,155 lbCO2e", "\u00f7 88.2", "24.69 tCO2e",
                      "does-not-follow", "Training one model can emit as much as five cars in their lifetimes"]:
            self.assertIn(words, text)
        rows = re.findall(r'<tr id="([^"]+)" data-topic="([^"]*)" data-verdict="([^"]*)" data-date="([^"]*)" '
                          r'data-factor="([^"]*)">', self.read("index.html"))
        # Most overstated first; what has no factor comes last.
        self.assertEqual([row[0] for row in rows], ["strubell-2019-nas", "luccioni-2022-bloom", "kdnuggets-2022-747x"])
        result = json.loads(self.read("claims/strubell-2019-nas.json"))
        self.assertEqual(float(rows[0][4]), result["factor"]["point"])
        self.assertEqual(rows[0][1:4], ("training", "overstated", "2019-06-05"))
        self.assertEqual(rows[2][4], "")

    def test_chart(self):
        """The marks of the index stand where the factors say, on one logarithmic axis."""
        text = self.read("index.html")
        ticks = {float(t.replace(",", "")): float(x) for x, t in
                 re.findall(r'<text x="([\d.]+)" y="14">([\d.,]+)</text>', text)}
        self.assertGreaterEqual(len(ticks), 2)
        (low, x_low), (high, x_high) = sorted(ticks.items())[0], sorted(ticks.items())[-1]
        from math import log
        def place(factor):
            return x_low + (x_high - x_low) * log(factor / low) / log(high / low)
        nas = json.loads(self.read("claims/strubell-2019-nas.json"))["factor"]
        row = re.search(r'<tr id="strubell-2019-nas".*?</tr>', text, re.S).group(0)
        self.assertAlmostEqual(float(re.search(r'cx="([\d.]+)"', row)[1]), place(nas["point"]), 0)
        span = re.search(r'class="span" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', row)
        self.assertAlmostEqual(float(span[1]), place(nas["interval"]["low"]), 0)
        self.assertAlmostEqual(float(span[1]) + float(span[2]), place(nas["interval"]["high"]), 0)

    def test_source(self):
        text = " ".join(pages.Page(self.read("sources/patterson2021.html")).texts)
        for words in ["Neural architecture search for one Transformer", "audited figure", "Power usage effectiveness",
                      "1.10", "Table 4", "read in the primary source", "Reference figures from it"]:
            self.assertIn(words, text)
        # Every row of the tables that names the source is there.
        rows = 0
        for name in os.listdir(os.path.join(ROOT, "datasets")):
            if name.endswith(".json") and name not in ("sources.json", "disagreements.json"):
                with open(os.path.join(ROOT, "datasets", name)) as file:
                    for row in json.load(file)["rows"]:
                        if row.get("source", {}).get("key") == "patterson2021":
                            rows += 1
                            self.assertIn("%s/%s" % (name[:-5], row["key"]), text)
        self.assertGreater(rows, 0)

    def test_documents(self):
        method, references = self.read("method.html"), self.read("references.html")
        self.assertIn('<h2 id="the-chain-on-two-sides">', method)
        self.assertIn('<a href="#the-chain-on-two-sides">', method)
        self.assertIn('[<a href="references.html#jcgm101">jcgm101</a>, 5.9]', method)
        self.assertIn('<code id="jcgm101">jcgm101</code>', references)
        lessons = self.read("lessons.html")
        self.assertIn("<strong>Large errors are small slips.</strong>", lessons)
        # A number leads to its claim where the site has it.
        self.assertIn('<a href="claims/strubell-2019-nas.html">88</a>', lessons)
        self.assertNotIn('href="claims/mora-2018-bitcoin', lessons)
        self.assertNotIn("<!--", lessons.split("</style>")[1])

    def test_downloads(self):
        with open(os.path.join(self.made, "corpus.csv"), newline="", encoding="utf-8") as file:
            self.assertEqual(sorted(row["id"] for row in csv.DictReader(file)), sorted(CLAIMS))
        self.assertEqual(sorted(row["id"] for row in json.loads(self.read("corpus.json"))), sorted(CLAIMS))
        self.assertIn("@inproceedings{strubell2019,", self.read("sources.bib"))
        for name in ["corpus.xlsx"] + ["claims/%s.xlsx" % claim for claim in CLAIMS]:
            with open(os.path.join(self.made, name), "rb") as file:
                self.assertEqual(file.read(2), b"PK")

    # --- the feed and the map ---

    def check_feed(self, folder, base):
        root = xml.fromstring(self.read("feed.xml", folder))
        self.assertEqual(root.tag, ATOM + "feed")
        entries = root.findall(ATOM + "entry")
        self.assertEqual(len(entries), len(CLAIMS))
        for node in [root] + entries:
            self.assertTrue(node.find(ATOM + "title").text)
            self.assertRegex(node.find(ATOM + "id").text,
                             r"^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
            self.assertRegex(node.find(ATOM + "updated").text, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(len({node.find(ATOM + "id").text for node in entries}), len(entries))
        dates = [node.find(ATOM + "updated").text for node in entries]
        self.assertEqual(dates, sorted(dates, reverse=True))
        self.assertEqual(root.find(ATOM + "updated").text, dates[0])
        links = [node.find(ATOM + "link").get("href") for node in entries]
        for link in links:
            self.assertTrue(link.startswith(base + "claims/"), link)
            self.assertTrue(os.path.exists(os.path.join(folder, link[len(base):])))
        return [node.find(ATOM + "id").text for node in entries]

    def test_feed(self):
        ids = self.check_feed(self.made, "")
        self.assertFalse(os.path.exists(os.path.join(self.made, "sitemap.xml")))
        base = "https://example.org/audits/"
        status, _, messages = site(self.folder, "--base", base[:-1])
        self.assertEqual(status, 0, messages)
        self.assertEqual(self.check_feed(self.folder, base), ids)  # entries keep their names when a site moves
        listed = [node.text for node in xml.fromstring(self.read("sitemap.xml", self.folder)).iter(
            "{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        here, _ = pages.read_site(self.folder)
        self.assertEqual(sorted(listed), sorted(base + path for path in here if path != "404.html"))
        self.assertIn('href="%sindex.html"' % base, self.read("404.html", self.folder))

    # --- bytes ---

    def test_same_bytes(self):
        status, _, messages = site(self.folder, "--threads", "2", LC_ALL="C", TZ="Asia/Tokyo")
        self.assertEqual(status, 0, messages)
        other = os.path.join(self.top, "one-thread")
        site(other, "--threads", "1")
        for folder in (self.folder, other):
            here, there = contents(self.made), contents(folder)
            self.assertEqual(sorted(here), sorted(there))
            self.assertEqual([path for path in here if here[path] != there[path]], [])

    # --- hostile texts ---

    def test_hostile(self):
        status, _, messages = site(self.folder, claims=["hostile.json", "full.json"], data="data")
        self.assertEqual(status, 0, messages)
        self.assertEqual(pages.faults(self.folder), [])
        here, _ = pages.read_site(self.folder)
        for name in ["index.html", "claims/hostile.html"]:
            text = " ".join(here[name].texts)
            self.assertIn("\\x1b[2J", text)
        self.assertIn("<script>alert(1)</script>", " ".join(here["claims/hostile.html"].texts))
        for path, text in contents(self.folder).items():
            if path.endswith((".html", ".xml")):
                text = text.decode()
                self.assertNotIn("<script>alert", text, path)
                self.assertFalse([c for c in text if (ord(c) < 32 and c not in "\n\t\r") or c in "\u202e\u200b"], path)

    def test_hostile_ids(self):
        """A claim cannot choose where its page goes."""
        with open(os.path.join(ROOT, "datasets", "claims", "strubell-2019-nas.json")) as file:
            claim = json.load(file)
        for name in ["../../outside", "a/b", ".hidden", "con<svg onload=alert(1)>"]:
            claim["id"] = name
            path = os.path.join(self.top, "claim.json")
            with open(path, "w") as file:
                json.dump(claim, file)
            folder = os.path.join(self.folder, "site")
            status, _, messages = site(folder, claims=[path])
            self.assertEqual(status, 3, messages)
            self.assertIn("no claim was audited", messages)
            self.assertFalse(os.path.exists(folder))

    # --- the directory ---

    def test_refused(self):
        for name in ["index.html", "notes.txt"]:
            with open(os.path.join(self.folder, name), "w") as file:
                file.write("mine")
            status, _, messages = site(self.folder)
            self.assertEqual(status, 2)
            self.assertIn("holds files that are no site of reaudit", messages)
            self.assertEqual(os.listdir(self.folder), [name])
            os.remove(os.path.join(self.folder, name))
        path = os.path.join(self.folder, "file")
        open(path, "w").close()
        status, _, messages = site(path)
        self.assertEqual(status, 2)
        self.assertIn("is a file; a site needs a directory", messages)

    def test_others_files_stay(self):
        """Dot files (a repository) are no obstacle; with --force nothing that is there is removed."""
        os.mkdir(os.path.join(self.folder, ".git"))
        with open(os.path.join(self.folder, "CNAME"), "w") as file:
            file.write("example.org")
        status, _, messages = site(self.folder, "--force", claims=CLAIMS[:1])
        self.assertEqual(status, 0, messages)
        status, _, messages = site(self.folder, claims=CLAIMS[1:2])
        self.assertEqual(status, 0, messages)
        self.assertTrue(os.path.isdir(os.path.join(self.folder, ".git")))
        self.assertEqual(self.read("CNAME", self.folder), "example.org")

    def test_stale(self):
        """What an earlier site wrote and this one does not is removed, and nothing else."""
        shutil.copytree(self.made, self.folder, dirs_exist_ok=True)
        outside = os.path.join(self.top, "outside.txt")
        kept = ["claims/mine.html", "mine.txt"]
        for path in kept + ["../outside.txt", "claims/../mine2.txt"]:
            with open(os.path.join(self.folder, path), "w") as file:
                file.write("mine")
        with open(os.path.join(self.folder, ".reaudit-site"), "a") as file:  # anybody may have changed the list
            file.write("../outside.txt\n/etc/hostname\nclaims/../mine2.txt\nsources\nclaims/\n.git\n")
        status, _, messages = site(self.folder, claims=CLAIMS[:1])
        self.assertEqual(status, 0, messages)
        self.assertTrue(os.path.exists(outside) and os.path.exists(os.path.join(self.folder, "mine2.txt")))
        for path in kept:
            self.assertEqual(self.read(path, self.folder), "mine")
            os.remove(os.path.join(self.folder, path))
        os.remove(os.path.join(self.folder, "mine2.txt"))
        self.assertFalse(os.path.exists(os.path.join(self.folder, "claims", "luccioni-2022-bloom.html")))
        self.assertEqual(pages.faults(self.folder), [])

    def test_interrupted(self):
        """SIGINT leaves whole files alone, and the next run finishes the site."""
        folder = os.path.join(self.folder, "site")
        process = subprocess.Popen(command(folder, "--data", ROOT), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        end = time.monotonic() + 120
        while not os.path.exists(os.path.join(folder, "claims")) or len(os.listdir(os.path.join(folder, "claims"))) < 3:
            self.assertLess(time.monotonic(), end)
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=100)
        self.assertEqual(process.returncode, 4, messages)
        self.assertIn(b"interrupted", messages)
        found = contents(folder)
        self.assertFalse([path for path in found if ".reaudit-" in path.replace(".reaudit-site", "")])
        self.assertNotIn("index.html", found)
        for path, data in found.items():
            if path.endswith(".xlsx"):
                self.assertIn(b"PK\x05\x06", data[-40:], path)
        status, _, messages = site(folder)
        self.assertEqual(status, 0, messages)
        here, there = contents(folder), contents(self.made)
        self.assertEqual([path for path in there if here.get(path) != there[path]], [])
        self.assertEqual(len(here), len(there))

    def test_unwritable(self):
        """What cannot be written is said before anything is computed."""
        done = subprocess.run([PROGRAM, "site", os.path.join(self.folder, "no", "such", "folder"), "--data", ROOT, "--trials",
                               "1e12"], capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 4)
        self.assertRegex(done.stderr, r"cannot make the site '.*': .*/no/such/: No such file or directory")
        status, _, messages = site("/proc/site")
        self.assertEqual(status, 4)
        self.assertIn("cannot make the directory '/proc/site'", messages)

    def test_usage(self):
        for words, message in [(["--base", "example.org"], "--base 'example.org': must be the address"),
                               (["--base", "https://"], "must be the address"),
                               (["--base", "https://a/\"><script>"], "must be the address"),
                               (["--format", "html"], "takes no --format")]:
            status, _, messages = site(os.path.join(self.folder, "x"), *words)
            self.assertEqual(status, 2, words)
            self.assertIn(message, messages)
        done = subprocess.run([PROGRAM, "site"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)

    def test_failing_claim(self):
        """A claim that cannot be read is an error, and the others are shown."""
        status, _, messages = site(self.folder, claims=[CLAIMS[0], os.path.join(ROOT, "tests/cli/files/broken.json")])
        self.assertEqual(status, 3)
        self.assertIn("error:", messages)
        self.assertEqual(pages.faults(self.folder), [])
        self.assertTrue(os.path.exists(os.path.join(self.folder, "claims", CLAIMS[0] + ".html")))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
