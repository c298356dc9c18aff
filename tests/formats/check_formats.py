"""The text formats as other programs read them: a claim that is ordinary and one that is hostile.

usage: check_formats.py PROGRAM FOLDER_OF_CLAIMS
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

PROGRAM, FOLDER = os.path.abspath(sys.argv[1]), sys.argv[2]
CLAIMS = ["full", "hostile"]

# The properties that schema.org gives to the types which a review uses.
VOCABULARY = {
    "ClaimReview": {"claimReviewed", "datePublished", "author", "itemReviewed", "reviewRating",
                    "reviewBody", "isBasedOn", "inLanguage", "url"},
    "Claim": {"author", "datePublished", "firstAppearance", "appearance"},
    "Rating": {"ratingValue", "bestRating", "worstRating", "alternateName", "ratingExplanation"},
    "CreativeWork": {"name", "url", "description", "author", "datePublished"},
    "Organization": {"name", "url"},
}


def report(claim, name, **environment):
    done = subprocess.run(
        [PROGRAM, "run", claim + ".json", "--data", "data", "--trials", "2000", "--format", name],
        cwd=FOLDER, capture_output=True, timeout=60, env={**os.environ, **environment})
    if done.returncode not in (0, 1):
        raise AssertionError(done.stderr.decode())
    return done.stdout.decode("utf-8")


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links = set(), set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for key, value in attrs:
            if key == "href":
                self.links.add(value)


class Formats(unittest.TestCase):
    def test_csv(self):
        for claim in CLAIMS:
            rows = list(csv.reader(io.StringIO(report(claim, "csv"))))
            self.assertGreater(len(rows), 1)
            self.assertEqual({len(row) for row in rows}, {len(rows[0])})
            for cell in (cell for row in rows for cell in row):
                number = re.fullmatch(r"-?[0-9.]+(e[-+][0-9]+)?", cell)
                self.assertTrue(number or not re.match(r"[=+\-@\t]", cell), cell)

    def test_csv_of_several(self):
        done = subprocess.run([PROGRAM, "run", "full.json", "hostile.json", "--data", "data", "-n", "2000",
                               "-f", "csv"], cwd=FOLDER, capture_output=True)
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"))))
        self.assertEqual([row["id"] for row in rows], CLAIMS)
        result = json.loads(report("full", "json"))
        self.assertEqual(float(rows[0]["audited"]), result["audited"]["point"])
        self.assertEqual(float(rows[0]["factor_high"]), result["factor"]["interval"]["high"])

    @unittest.skipUnless(shutil.which("cmark-gfm"), "cmark-gfm is not installed")
    def test_markdown(self):
        """A renderer finds the markup of the report and none of the claim's."""
        for claim in CLAIMS:
            page = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink"], text=True,
                                  input=report(claim, "markdown"), capture_output=True).stdout
            tags = Tags()
            tags.feed(page)
            self.assertLessEqual(tags.tags, {"h2", "h3", "p", "blockquote", "strong", "em", "a", "ul", "li",
                                             "table", "thead", "tbody", "tr", "th", "td"})
            sources = json.loads(report(claim, "csl"))
            known = {source.get("URL", "https://doi.org/" + source.get("DOI", "")) for source in sources}
            self.assertLessEqual(tags.links, known)
            self.assertNotRegex(page, "[\u200b-\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f]")

    def test_bibtex(self):
        for claim in CLAIMS:
            text = report(claim, "bibtex")
            keys = re.findall(r"^@\w+\{(.*),$", text, re.M)
            self.assertEqual(keys, [source["id"] for source in json.loads(report(claim, "csl"))])
            self.assertEqual(text.count("{"), text.count("}"))
            cited = set(re.findall(r"[\w.:-]+", " ".join(re.findall(r"\\cite\{(.*?)\}", report(claim, "latex")))))
            self.assertLessEqual(cited, set(keys))

    def test_csl(self):
        with open(os.path.join(FOLDER, "data/datasets/sources.json"), encoding="utf-8") as file:
            records = {source["id"]: source for source in json.load(file)}
        for claim in CLAIMS:
            for source in json.loads(report(claim, "csl")):
                self.assertEqual(source, records[source["id"]])

    def check_type(self, value):
        if isinstance(value, list):
            for part in value:
                self.check_type(part)
        if isinstance(value, dict):
            known = VOCABULARY[value["@type"]] | {"@type", "@context"}
            self.assertLessEqual(set(value), known, value["@type"])
            for part in value.values():
                self.check_type(part)

    def test_claimreview(self):
        for claim in CLAIMS:
            review = json.loads(report(claim, "claimreview"))
            self.assertEqual(review["@context"], "https://schema.org")
            self.check_type(review)
            self.assertIn(review["reviewRating"]["ratingValue"], range(1, 6))
            self.assertNotIn("datePublished", review)
        dated = json.loads(report("full", "claimreview", SOURCE_DATE_EPOCH="1700000000"))
        self.assertEqual(dated["datePublished"], "2023-11-14")

    @unittest.skipUnless(shutil.which("pdflatex"), "no TeX is installed")
    def test_latex(self):
        for claim in CLAIMS:
            with tempfile.TemporaryDirectory() as folder:
                with open(os.path.join(folder, "page.tex"), "w", encoding="utf-8") as page:
                    page.write("\\documentclass{article}\\usepackage{booktabs}\\usepackage[T1]{fontenc}"
                               "\\begin{document}\\nocite{*}\n" + report(claim, "latex") +
                               "\\bibliographystyle{plain}\\bibliography{page}\\end{document}\n")
                with open(os.path.join(folder, "page.bib"), "w", encoding="utf-8") as page:
                    page.write(report(claim, "bibtex"))
                for program in (["pdflatex"], ["bibtex"], ["pdflatex"]):
                    options = ["-interaction=nonstopmode", "-halt-on-error"] if program == ["pdflatex"] else []
                    done = subprocess.run(program + options + ["page"], cwd=folder, capture_output=True,
                                          timeout=60)
                    self.assertEqual(done.returncode, 0, done.stdout.decode("latin-1")[-1500:])
                self.assertTrue(os.path.exists(os.path.join(folder, "page.pdf")))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
