"""The workbook as a file: its cells as they were written, without any office program."""
import functools
import html
import posixpath
import re
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)><f>(.*?)</f><v>(.*?)</v></c>', re.S)

LIST = re.compile(rb'<dataValidation type="list"[^>]*sqref="([A-Z]+[0-9]+)"[^>]*>'
                  rb'<formula1>Tables!([^<]*)</formula1>')
FORMULA = re.compile(rb'<f>(.*?)</f>', re.S)


def sheet_files(package):
    """Names of the sheets with the parts that hold them."""
    targets = {item.get("Id"): "xl/" + item.get("Target")
               for item in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))}
    sheets = ElementTree.fromstring(package.read("xl/workbook.xml")).find(MAIN + "sheets")
    return {sheet.get("name"): targets[sheet.get(RELATION)] for sheet in sheets}


def targets(package, part):
    """What a part of the package points to."""
    folder, name = part.rsplit("/", 1)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.namelist():
        return []
    return [posixpath.normpath(posixpath.join(folder, item.get("Target")))
            for item in ElementTree.fromstring(package.read(relations))
            if item.get("TargetMode") != "External"]


def charts(path):
    """How many charts stand on the sheets that have any."""
    with zipfile.ZipFile(path) as package:
        found = {sheet: sum(chart.startswith("xl/charts/")
                            for drawing in targets(package, part)
                            for chart in targets(package, drawing))
                 for sheet, part in sheet_files(package).items()}
    return {sheet: count for sheet, count in found.items() if count}


def names(path):
    """The defined names of the whole workbook: {name: where}."""
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("xl/workbook.xml"))
    return {item.get("name"): item.text for item in root.iter(MAIN + "definedName")
            if item.get("localSheetId") is None}


@functools.lru_cache(maxsize=2)
def cached(path):
    """Every formula cell with the value that was written for it: {sheet: {address: value}}."""
    out = {}
    with zipfile.ZipFile(path) as package:
        for name, part in sheet_files(package).items():
            cells = out[name] = {}
            for address, rest, _, value in CELL.findall(package.read(part)):
                text = value.decode()
                cells[address.decode()] = html.unescape(text) if b't="str"' in rest else float(text)
    return out


def formulas(path):
    """Every formula with its sheet."""
    with zipfile.ZipFile(path) as package:
        for name, part in sheet_files(package).items():
            for match in FORMULA.finditer(package.read(part)):
                yield name, match[1]


def lists(path, sheet):
    """The cells of a sheet that offer rows of Tables: {cell: range of their labels}."""
    with zipfile.ZipFile(path) as package:
        part = package.read(sheet_files(package)[sheet])
    return {cell.decode(): where.decode().replace("$", "") for cell, where in LIST.findall(part)}


def poison(source, target, number):
    """Copies a workbook with the cached value of every formula replaced: a number by `number`, a
    text by another one. Returned: how many there were."""
    count = 0

    def replace(match):
        nonlocal count
        count += 1
        value = b"poisoned" if b't="str"' in match[2] else repr(number).encode()
        return b'<c r="%s"%s><f>%s</f><v>%s</v></c>' % (match[1], match[2], match[3], value)

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        parts = set(sheet_files(old).values())
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, CELL.sub(replace, data) if name in parts else data)
    return count
