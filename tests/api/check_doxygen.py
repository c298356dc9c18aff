"""Doxygen builds the documentation without a warning, and it has what the headers say.

check_doxygen.py DOXYGEN DOXYFILE
"""
import pathlib
import subprocess
import sys
import unittest

DOXYGEN, DOXYFILE = sys.argv[1:3]
HTML = pathlib.Path(DOXYFILE).parent / "html"


class Documentation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.done = subprocess.run([DOXYGEN, DOXYFILE], capture_output=True, text=True)

    def page(self, name):
        return (HTML / name).read_text(encoding="utf-8")

    def test_no_warning(self):
        self.assertEqual(self.done.stderr, "")
        self.assertEqual(self.done.returncode, 0)

    def test_parts_of_a_function(self):
        page = self.page("claim_8h.html")
        start = page.index("ra_claim_load()</h2>")
        section = page[start:page.index("</h2>", start + 30)]
        for part in ("Given", "Returned"):
            self.assertIn(f"<dt>{part}</dt>", section)
        self.assertIn("Reads and checks a claim.", section)

    def test_parts_of_a_header(self):
        page = self.page("claim_8h.html")
        for part in ("Units", "Errors", "Source"):
            self.assertIn(f"<dt>{part}</dt>", page)

    def test_lists_are_written_out(self):
        """A code of an X-macro list is a value of its enumeration, with its text."""
        page = self.page("claim_8h.html")
        self.assertIn("RA_REPORTED", page)
        self.assertIn("reported by the operator", page)

    def test_members(self):
        self.assertIn("outlives the result", self.page("structra__result.html"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
