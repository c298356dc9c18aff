"""One LibreOffice process that recalculates workbooks, driven through UNO.

    with Office(folder) as office:
        with office.open("a.xlsx") as book:
            book.recalculate()
            print(book.value("Chain", "D4"))

The process has a user profile of its own in `folder` and listens on a pipe of its own, so that it
never meets the office of the person at the machine or that of another test.
"""
import os
import shutil
import signal
import subprocess
import time
import uuid

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

START_SECONDS = 120
STOP_SECONDS = 30

# com.sun.star.sheet.FormulaResult
ERROR = 4
# com.sun.star.sheet.CellFlags
FORMULA = 16


def _property(name, value):
    out = PropertyValue()
    out.Name, out.Value = name, value
    return out


class Office:
    def __init__(self, folder):
        self.profile = os.path.join(os.path.abspath(folder), "office-profile")
        self.pipe = "reaudit-" + uuid.uuid4().hex

    def __enter__(self):
        shutil.rmtree(self.profile, ignore_errors=True)
        os.makedirs(self.profile)
        self.process = subprocess.Popen(
            ["soffice", "--headless", "--invisible", "--norestore", "--nologo", "--nodefault",
             "--nolockcheck", f"-env:UserInstallation={uno.systemPathToFileUrl(self.profile)}",
             f"--accept=pipe,name={self.pipe};urp"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        try:
            self.desktop = self._connect()
        except BaseException:
            self._stop()
            raise
        return self

    def _connect(self):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local)
        address = f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext"
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                context = resolver.resolve(address)
                return context.ServiceManager.createInstanceWithContext(
                    "com.sun.star.frame.Desktop", context)
            except NoConnectException:
                if self.process.poll() is not None:
                    raise RuntimeError(f"soffice ended with {self.process.returncode}")
                if time.monotonic() > end:
                    raise RuntimeError(f"soffice did not answer in {START_SECONDS} s")
                time.sleep(0.2)

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
        except DisposedException:
            pass  # it ends the connection before it answers
        self._stop()

    def _stop(self):
        """Waits for the process; what is left of its own session after that is killed."""
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def open(self, path):
        return Book(self.desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(os.path.abspath(path)), "_blank", 0,
            (_property("Hidden", True), _property("ReadOnly", False))))


class Book:
    """A workbook that is open in the office. Cells are named as in spreadsheets: "D4"."""

    def __init__(self, document):
        if document is None:
            raise RuntimeError("the office cannot open the file")
        self.document = document

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.document.close(True)

    def sheets(self):
        return list(self.document.Sheets.ElementNames)

    def _cell(self, sheet, address):
        return self.document.Sheets.getByName(sheet).getCellRangeByName(address)

    def remove(self, *sheets):
        for sheet in set(sheets) & set(self.sheets()):
            self.document.Sheets.removeByName(sheet)

    def print(self, path):
        """Writes the workbook as a PDF."""
        self.document.storeToURL(uno.systemPathToFileUrl(os.path.abspath(path)),
                                 (_property("FilterName", "calc_pdf_Export"),))

    def recalculate(self):
        """Computes every formula, whether the office believes its cached value or not."""
        self.document.calculateAll()

    def value(self, sheet, address):
        return self._cell(sheet, address).Value

    def text(self, sheet, address):
        return self._cell(sheet, address).String

    def set(self, sheet, address, what):
        cell = self._cell(sheet, address)
        if isinstance(what, str):
            cell.String = what
        else:
            cell.Value = what

    def put(self, sheet, address, rows):
        """Sets a range, row by row, in one call."""
        self._cell(sheet, address).setDataArray(tuple(tuple(row) for row in rows))

    def block(self, sheet, address):
        """Values of a range, row by row; texts are strings."""
        return self._cell(sheet, address).getDataArray()

    def table(self, sheet):
        """Values of a whole sheet, row by row from A1, in one call."""
        sheet = self.document.Sheets.getByName(sheet)
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()

    def errors(self):
        """Addresses of all cells that show an error."""
        out = []
        for name in self.sheets():
            found = self.document.Sheets.getByName(name).queryFormulaCells(ERROR)
            out += [f"{name}!{part}" for part in found.RangeAddressesAsString.split(";") if part]
        return out

    def formulas(self, sheet):
        """How many cells of a sheet hold formulas."""
        found = self.document.Sheets.getByName(sheet).queryContentCells(FORMULA)
        count = 0
        for i in range(found.Count):
            where = found.getByIndex(i).RangeAddress
            count += ((where.EndRow - where.StartRow + 1)
                      * (where.EndColumn - where.StartColumn + 1))
        return count
