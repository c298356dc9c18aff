"""A claim whose every text is hostile, in every format: it is text everywhere.

usage: check_hostile.py PROGRAM FOLDER_OF_DATA

Each format that the program lists has a test here; a format without one fails. The texts hold markup,
quotes, the ends of scripts, templates, formulas, commands, escapes of terminals, separators of lines
and marks of direction.
"""
import csv
import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as tree
import zipfile

PROGRAM, DATA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])

# Every one is shown as it is, but for the invisible characters, which are spelled out.
MARKUP = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \"'`>&amp;{{7*7}}{%raw%}${7*7}<!--"
SHORT = "</script><script>alert(1)</script>\"'`touch owned`$(x)\\input{/x}%s&{{7*7}}"
INVISIBLE = "\x1b[31m\x1b]0;owned\x07 \x9b31m \u202egnp.exe\u202c \u2066x\u2069 \u200b \u2028 \u2029 \u0085 \r"
COMMANDS = "`touch owned` $(touch owned) \\input{/etc/passwd} \\write18{touch owned} %s%n | @article{x, $x$ ]]> --> *_~#"
STARTS = ["=HYPERLINK(\"http://evil.example\")", "+1+1", "-1+1", "@SUM(1)", "\t=1", "|cmd", "# ", "1. ", "> ", "- "]

# What no output may have as such, whatever it is for.
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Texts:
    """Hostile texts, each with a number of its own and another start."""

    def __init__(self):
        self.given = []

    def __call__(self):
        number = len(self.given)
        self.given.append(f"{STARTS[number % len(STARTS)]}T{number}T {MARKUP} {INVISIBLE} {COMMANDS}")
        return self.given[-1]

    def short(self):
        """One that fits where 200 bytes are allowed."""
        number = len(self.given)
        self.given.append(f"{STARTS[number % len(STARTS)]}T{number}T {SHORT} {INVISIBLE}")
        return self.given[-1]


def write_claim(folder):
    text = Texts()
    source = {"key": "hostile", "locator": text.short(), "evidence": "recalled"}
    figure = {"unit": "W", "source": source, "reason": text()}
    claim = {
        "id": "hostile", "title": text.short(), "headline": text(), "date": "2020-01-01", "topic": "training", "version": text.short(),
        "source": source, "published": {"step": "energy", "printed": "24", "unit": "kWh"},
        "audit": {"source": source, "reason": text()},
        "groups": [{"id": "g", "label": text.short(), "printed": "2"}],
        "repeated": [{"source": source, "headline": text(), "printed": "25", "unit": "kWh"}],
        "steps": [{"id": "energy", "label": text.short(), "formula": "power * time", "unit": "kWh", "note": text()}],
        "assumptions": [
            {"id": "power", "label": text.short(), "group": "g", "note": text(),
             "published": {"value": 1000, **figure, "reason": text()},
             "audited": {"value": 500, **figure, "distribution": {"type": "normal", "relative_sd": 0.1}}},
            {"id": "time", "label": text.short(), "published": {"value": 24, "unit": "hour", "reason": text()}}],
    }
    shutil.copytree(DATA, os.path.join(folder, "data"))
    path = os.path.join(folder, "data", "datasets", "sources.json")
    with open(path, encoding="utf-8") as file:
        sources = json.load(file)
    sources.append({"id": "hostile", "type": "webpage", "title": text(), "author": [{"literal": text()}],
                    "container-title": text(), "note": text(), "URL": "https://example.org/?a='&b=($(touch$IFS&)%22%3Cscript%3E;=%s%n@x"})
    with open(path, "w", encoding="utf-8") as file:
        json.dump(sources, file)
    with open(os.path.join(folder, "hostile.json"), "w", encoding="utf-8") as file:
        json.dump(claim, file)
    return text.given


def formats():
    done = subprocess.run([PROGRAM, "list", "formats", "--width", "200"], capture_output=True, text=True, check=True)
    return [line.split()[0] for line in done.stdout.splitlines() if line[:1].isalpha()]


class Elements(html.parser.HTMLParser):
    """Elements, attributes and text of a page."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.links, self.text = {}, set(), set(), []
        self.inside = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements[tag] = self.elements.get(tag, 0) + 1
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value for name, value in attrs if name in ("href", "src")}
        self.inside.append(tag)

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if self.inside[-1:] not in (["script"], ["style"]):
            self.text.append(data)


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.texts = write_claim(cls.folder)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def run_program(self, words):
        done = subprocess.run([PROGRAM, *words, "--data", "data"], cwd=self.folder, capture_output=True, timeout=120,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})
        self.assertIn(done.returncode, (0, 1), done.stderr.decode())
        return done.stdout

    def report(self, name, words=()):
        return self.run_program(["run", "hostile.json", "--trials", "2000", "--format", name, *words]).decode("utf-8")

    def assert_shown(self, text, fewest, marker="alert(1)"):
        """The texts are there: as many of them, and as text."""
        shown = {n for n in range(len(self.texts)) if f"T{n}T" in text}
        self.assertGreaterEqual(len(shown), fewest)
        self.assertIn(marker, text)

    def test_every_format_has_a_test(self):
        tested = {name.removeprefix("test_") for name in dir(self) if name.startswith("test_")}
        self.assertEqual([name for name in formats() if name not in tested], [])

    def test_nothing_is_run(self):
        self.report("text")
        self.assertFalse(os.path.exists(os.path.join(self.folder, "owned")))

    def test_text(self):
        for words in ([], ["--width", "40"]):
            text = self.report("text", words)
            self.assertIsNone(RAW.search(text))
            self.assert_shown(text, 8, "\\x1b" if not words else "alert")
        self.assertIsNone(RAW.search(self.run_program(["show", "hostile.json"]).decode("utf-8")))

    def test_json(self):
        text = self.report("json")
        self.assertIsNone(re.search("[\x00-\x08\x0b-\x1f]", text))
        result = json.loads(text)
        self.assertIn(result["claim"]["title"], self.texts)
        self.assertIn(result["ladder"][1]["label"], self.texts)

    def test_csv(self):
        text = self.report("csv")
        self.assertIsNone(RAW.search(text))
        for cell in (cell for row in csv.reader(io.StringIO(text)) for cell in row):
            number = re.fullmatch(r"-?[0-9.]+(e[-+][0-9]+)?", cell)
            self.assertTrue(number or not re.match(r"[=+\-@\t\r|]", cell), cell)
        self.assert_shown(text, 2)

    @unittest.skipUnless(shutil.which("cmark-gfm"), "cmark-gfm is not installed")
    def test_markdown(self):
        text = self.report("markdown")
        self.assertIsNone(RAW.search(text))
        page = Elements(subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink"], text=True,
                                       input=text, capture_output=True).stdout)
        self.assertLessEqual(set(page.elements), {"h2", "h3", "p", "blockquote", "strong", "em", "a", "ul", "li", "table",
                                                  "thead", "tbody", "tr", "th", "td"})
        self.assertLessEqual(page.attributes, {"href", "align"})
        self.assertEqual({link.split("?")[0] for link in page.links}, {"https://example.org/"})
        self.assert_shown("".join(page.text), 6, "<script>alert(1)</script>")

    def test_latex(self):
        text = self.report("latex")
        self.assertIsNone(RAW.search(text))
        self.assertNotRegex(text, r"\\(input|write|include|def|catcode|csname)\b")
        self.assertNotRegex(text.replace("\\%", ""), r"(?m)^[^%]*%s")
        self.assert_shown(text, 2)

    def test_bibtex(self):
        text = self.report("bibtex")
        self.assertIsNone(RAW.search(text))
        plain = re.sub(r"\\[{}]", "", text)
        self.assertEqual(plain.count("{"), plain.count("}"))
        self.assertNotRegex(text, r"\\(input|write|include|def|catcode|csname)\b")
        self.assertEqual([line for line in text.splitlines() if re.match(r"\s*@", line) and not line.startswith("@misc{")], [])
        self.assert_shown(text, 2)

    def test_csl(self):
        text = self.report("csl")
        self.assertIn(json.loads(text)[0]["title"], self.texts)
        self.assertIsNone(re.search("[\x00-\x08\x0b-\x1f]", text))

    def test_claimreview(self):
        """It goes into a script element of a page, which nothing in it may end."""
        text = self.report("claimreview")
        self.assertNotIn("<", text)
        self.assertIsNone(re.search("[\x00-\x08\x0b-\x1f\u2028\u2029]", text))
        self.assertIn(json.loads(text)["claimReviewed"], self.texts)

    def test_xlsx(self):
        self.run_program(["run", "hostile.json", "--trials", "2000", "-q", "-o", "hostile.xlsx"])
        with zipfile.ZipFile(os.path.join(self.folder, "hostile.xlsx")) as book:
            parts = {name: book.read(name).decode("utf-8") for name in book.namelist() if name.endswith((".xml", ".rels"))}
        texts = "".join(self.check_part(name, part) for name, part in parts.items())
        self.assertFalse([name for name in parts if "externalLink" in name])
        self.assert_shown(texts, 8, "<script>alert(1)</script>")

    def check_part(self, name, part):
        """Returns the text of a part, in which no formula has a text of the claim."""
        self.assertIsNone(RAW.search(part), name)
        root = tree.fromstring(part)
        for element in root.iter():
            if element.tag.endswith("}f"):
                self.assertNotRegex(element.text or "", r"T\d+T|HYPERLINK\(\"http://evil|owned", name)
        return "".join(root.itertext())

    def test_html(self):
        text = self.report("html")
        self.assertIsNone(RAW.search(re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)))
        page = Elements(text)
        self.assertEqual(page.elements["script"], 3 + 4)
        self.assertLessEqual(set(page.elements), {
            "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "section", "article", "h1", "h2",
            "h3", "h4", "p", "div", "dl", "dt", "dd", "ul", "li", "span", "strong", "cite", "code", "blockquote", "figure",
            "canvas", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "label", "input", "button",
            "script"})
        self.assertFalse([name for name in page.attributes if name.startswith("on") or name == "style"])
        self.assertEqual({link.split("?")[0] for link in page.links}, {"https://example.org/", "#main"})
        self.assert_shown("".join(page.text), 12, "<script>alert(1)</script>")
        for script in re.findall(r"<script>(.*?)</script>", text, flags=re.DOTALL):
            self.assertNotIn("owned", script)

    @unittest.skipUnless(shutil.which("gnuplot"), "gnuplot is not installed")
    def test_svg(self):
        text = self.report("svg")
        self.assertIsNone(RAW.search(text))
        names = {element.tag.rpartition("}")[2] for element in tree.fromstring(text).iter()}
        self.assertFalse(names & {"script", "a", "image", "foreignObject", "iframe"}, names)
        self.test_nothing_is_run()

    def test_gnuplot(self):
        text = self.report("gnuplot")
        self.assertIsNone(RAW.search(text))

    def test_png(self):
        self.check_picture("png", b"\x89PNG")

    def test_pdf(self):
        self.check_picture("pdf", b"%PDF")

    def check_picture(self, name, start):
        if not shutil.which("gnuplot"):
            self.skipTest("gnuplot is not installed")
        path = os.path.join(self.folder, f"hostile.{name}")
        self.run_program(["run", "hostile.json", "--trials", "2000", "-q", "-o", f"hostile.{name}"])
        with open(path, "rb") as file:
            self.assertTrue(file.read().startswith(start))
        self.test_nothing_is_run()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
