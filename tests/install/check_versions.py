"""The version is said once, in CMakeLists.txt; every other place follows or agrees.

check_versions.py TREE PROGRAM VERSION
"""
import json
import pathlib
import re
import subprocess
import sys
import unittest

TREE, PROGRAM, VERSION = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
SEMANTIC = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


def said_by(*arguments):
    return subprocess.run([PROGRAM, *arguments], check=True, capture_output=True, text=True).stdout


class Versions(unittest.TestCase):
    def test_semantic(self):
        self.assertRegex(VERSION, rf"\A{SEMANTIC.pattern}\Z")

    def test_program(self):
        self.assertEqual(said_by("version").split()[:2], ["reaudit", VERSION])

    def test_manual(self):
        self.assertIn(f'"reaudit {VERSION}"', said_by("manual").splitlines()[0])

    def test_result(self):
        text = said_by("run", "strubell-2019-nas", "--trials", "1000", "--format", "json", "--exit-zero")
        self.assertEqual(json.loads(text)["run"]["version"], VERSION)

    def test_citation(self):
        text = (TREE / "CITATION.cff").read_text()
        self.assertEqual(re.findall(r"^version: (.*)$", text, re.M), [VERSION])

    def test_changelog(self):
        """Headings are versions, newest first, each with a date; "Unreleased" stands on top."""
        text = (TREE / "CHANGELOG.md").read_text()
        headings = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d{2}-\d{2}))?$", text, re.M)
        self.assertEqual(len(headings), len(re.findall(r"^## ", text, re.M)))
        if headings and headings[0][0] == "Unreleased":
            headings = headings[1:]
        versions = [tuple(int(part) for part in SEMANTIC.fullmatch(name).groups()) for name, _ in headings]
        self.assertEqual(versions, sorted(versions, reverse=True))
        self.assertTrue(all(date for _, date in headings))
        if versions:
            self.assertLessEqual(versions[0], tuple(map(int, VERSION.split("."))))

    def test_changelog_has_results(self):
        """A section whose numbers moved says so under a heading of its own."""
        text = (TREE / "CHANGELOG.md").read_text()
        sections = re.findall(r"^### (.*)$", text, re.M)
        self.assertIn("Changed results", sections)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
