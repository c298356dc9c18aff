"""Tables of small cases as text, each with what must be printed of it.

A case is "== HEADING", the input, a line "--", and what is printed. What stands before the first case is a
remark. With --update as the last word of the command line what is printed replaces what is expected.
"""
import glob
import os
import re
import sys


def parse(text):
    """The remark on top, and [heading, input, expected] of every case."""
    remark, *parts = re.split(r"^== ", text, flags=re.M)
    cases = []
    for part in parts:
        heading, rest = part.split("\n", 1)
        cases.append([heading, *re.split(r"^--\n", rest, maxsplit=1, flags=re.M)])
    return remark, cases


def split(printed):
    """What was printed behind each line "== NAME"."""
    return re.split(r"^== .*\n", printed, flags=re.M)[1:]


def check(folder, run, least):
    """Compares all tables of a folder with what `run` gives for their cases, of which there are at least so
    many. Returned: whether one differs."""
    wrong = count = 0
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        with open(path, encoding="utf-8", newline="") as file:
            remark, cases = parse(file.read())
        said = run(cases)
        if len(said) != len(cases):
            raise SystemExit(f"{path}: {len(cases)} cases, {len(said)} answers")
        for (heading, _, expected), got in zip(cases, said):
            count += 1
            if got.rstrip("\n") != expected.rstrip("\n"):
                wrong += 1
                print(f"{path}: {heading}\nexpected\n{expected.rstrip()}\ngot\n{got.rstrip()}\n")
        if sys.argv[-1] == "--update":
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(remark + "\n".join(f"== {heading}\n{text}--\n{got.rstrip()}\n"
                                              for (heading, text, _), got in zip(cases, said)))
    print(f"{count} cases, {wrong} wrong")
    return wrong > 0 or count < least
