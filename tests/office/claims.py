"""Audits of the claims and their workbooks, made once for all tests of a program."""
import functools
import glob
import json
import os
import re
import shutil
import subprocess

import package

TRIALS = "4000"
POISON = 987654.25
TOLERANCE = 1e-9

SHEETS = ["Verdict", "Chain", "Ladder", "Scenarios", "Uncertainty", "Attribution", "Sensitivity", "Method", "Inventory",
          "Sources", "Tables", "Classroom", "Trials", "Checks", "Answers"]
HEADLINE = {"published": "D5", "audited": "E5", "used": "G5"}
SCENARIO = "F6"
SWITCH_COLUMN = "F"

program = root = work = None


def start(arguments):
    """Given: PROGRAM SOURCE_ROOT WORK_FOLDER. The folder is made anew."""
    global program, root, work
    program, root, work = arguments
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)


def run(*arguments, **options):
    """Runs the program. Returned: the finished process; its status is 0 or 1 unless said."""
    expected = options.pop("expected", (0, 1))
    done = subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=300, **options)
    if done.returncode not in expected:
        raise AssertionError(f"{arguments} ended with {done.returncode}:\n{done.stderr.decode()}")
    return done


@functools.lru_cache(maxsize=None)
def audit(claim, *options):
    """The result of an audit, from the JSON report."""
    out = run("run", claim, "--trials", TRIALS, "--format", "json", "-o", "-", *options)
    return json.loads(out.stdout)


def write(claim, name, *options):
    """Writes the workbook of a claim. Returned: its path."""
    path = os.path.join(work, name)
    run("run", claim, "--trials", TRIALS, "--quiet", "-o", path, *options)
    return path


@functools.lru_cache(maxsize=None)
def workbook(claim):
    """The workbook of a claim, written once for all tests. Returned: its path."""
    return write(claim, name_of(claim) + ".xlsx")


@functools.lru_cache(maxsize=None)
def poisoned(claim):
    """A copy whose formulas have wrong values. Returned: its path."""
    path = os.path.join(work, name_of(claim) + "-poisoned.xlsx")
    count = package.poison(workbook(claim), path, POISON)
    assert count > 20, count
    return path


def shipped(name):
    return os.path.join(root, "datasets", "claims", name + ".json")


def own(name):
    return os.path.join(root, "tests", "office", "claims", name + ".json")


@functools.lru_cache(maxsize=None)
def claims():
    """Every claim, and of those with several results each of them: "<id>/<row>"."""
    found = []
    every = int(os.environ.get("REAUDIT_EVERY", "1"))
    nas = shipped("strubell-2019-nas")
    for path in [nas] + sorted(set(glob.glob(shipped("*"))) - {nas})[::every] + sorted(glob.glob(own("*"))):
        with open(path) as file:
            rows = json.load(file).get("rows", [])
        found += [f"{name_of(path)}/{row['id']}" for row in rows] or [path]
    return found


def name_of(claim):
    """The claim's id; of a row "<id>-<row>"."""
    if claim.endswith(".json"):
        return os.path.splitext(os.path.basename(claim))[0]
    return claim.replace("/", "-")


def near(a, b, tolerance=TOLERANCE):
    """Whether two cells agree: texts exactly, numbers within the tolerance."""
    if a is None or isinstance(a, str) or isinstance(b, str):
        return a == b
    return a == b or abs(a - b) <= tolerance * max(abs(a), abs(b))


class Places:
    """Where a workbook has what, by its defined names."""

    def __init__(self, path):
        self.names = {}
        for name, where in package.names(path).items():
            match = re.fullmatch(r"Chain!\$([A-Z]+)\$([0-9]+)", where)
            if match:
                self.names[name] = match[1], int(match[2])

    def cell(self, name):
        column, row = self.names[name]
        return f"{column}{row}"

    def switch(self, symbol):
        return f"{SWITCH_COLUMN}{self.names[symbol + '_used'][1]}"

    def symbols(self):
        return [name[:-len("_used")] for name in self.names if name.endswith("_used")]
