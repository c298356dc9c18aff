"""The sheets of three workbooks, rendered and compared with approved pictures.

    test_images.py PROGRAM SOURCE_ROOT WORK_FOLDER

A product chain, a sum and a power law. Pictures are small and grey: a page is compared by the means
of blocks of 8 by 8 points, so that what moves or vanishes is seen, and another version of a font is
not. With REAUDIT_APPROVE=1 the pictures are written anew; look at them before they are committed.
"""
import os
import sys
import unittest

import claims
import picture
from claims import name_of, write
from office import Office

APPROVED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "approved")
APPROVE = os.environ.get("REAUDIT_APPROVE") == "1"
CLAIMS = ["strubell-2019-nas", "luccioni-2022-bloom", "thompson-2021-100-billion"]
MEAN, LARGEST = 1.5, 60

office = None


def setUpModule():
    global office
    claims.start(sys.argv[1:4])
    office = Office(claims.work)
    office.__enter__()


def tearDownModule():
    office.__exit__()


class Images(unittest.TestCase):
    def test_sheets(self):
        for name in CLAIMS:
            with self.subTest(claim=name):
                pages = self.render(name)
                self.assertIn("Verdict", pages)
                path = os.path.join(APPROVED, name + ".png")
                pages = {sheet: picture.coarse(page) for sheet, page in pages.items()}
                whole = picture.coarse(picture.join(list(pages.values())))
                if APPROVE:
                    picture.save(path, whole)
                self.assertLess(os.path.getsize(path), 40960)
                self.compare(name, whole, picture.load(path), pages)

    def render(self, name):
        path = write(claims.shipped(name), name + ".xlsx")
        pdf = os.path.join(claims.work, name + ".pdf")
        with office.open(path) as book:
            book.print(pdf)
            # Tables grows with the data.
            sheets = [sheet for sheet in book.sheets() if sheet != "Tables"]
        return picture.pages(pdf, sheets)

    def compare(self, name, whole, approved, pages):
        self.assertEqual(whole[:2], approved[:2], "the sheets have other sizes")
        top = 0
        for sheet, (width, height, data) in pages.items():
            part = approved[2][top * whole[0]:(top + height) * whole[0]]
            page = picture.join([(width, height, data), (whole[0], 0, b"")])
            mean, largest = picture.difference(page, (whole[0], height, part))
            self.assertLess(mean, MEAN, f"{name}: {sheet}")
            self.assertLess(largest, LARGEST, f"{name}: {sheet}")
            top += height

    def test_compare_catches(self):
        """A chart that vanished would be seen."""
        white = (80, 80, b"\xff" * 6400)
        bar = (80, 80, b"\xff" * 3200 + (b"\xff" * 16 + b"\x40" * 32 + b"\xff" * 32) * 20
               + b"\xff" * 1600)
        mean, largest = picture.difference(white, bar)
        self.assertTrue(mean > MEAN and largest > LARGEST)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
