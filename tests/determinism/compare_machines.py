#!/usr/bin/python3
"""Compares what two machines have written, whose C libraries and GSL may differ in the last digits.

    compare_machines.py FOLDER OTHER

Every file of one has one of that name in the other. Numbers of JSON are the same to 1e-9, relative, and
everything else in it is the same, as is every byte of other files. Shares of the variance that are nothing but
rounding, since the input has no effect, are the same if both are below 1e-15. What differs is printed, and for
every file of JSON how many numbers do and by how much; the exit status is 1 if that is too much.
"""
import json
import sys
from pathlib import Path

TOLERANCE = 1e-9
NO_SHARE = 1e-15


def numbers_of(value, at=""):
    """All that stands in a JSON value, by path."""
    if isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        yield at, type(value).__name__, len(value)
        for key, below in items:
            yield from numbers_of(below, f"{at}/{key}")
    else:
        yield at, type(value).__name__, value


def compare_json(name, a, b):
    """Returns whether two texts of JSON say the same."""
    ours, theirs = (list(numbers_of(json.loads(text))) for text in (a, b))
    if [row[:2] for row in ours] != [row[:2] for row in theirs]:
        print(f"{name}: other keys or types")
        return False
    worst, where, count, floats = 0.0, "", 0, 0
    for (at, kind, x), (_, _, y) in zip(ours, theirs):
        floats += kind == "float"
        if x == y:
            continue
        if kind != "float":
            print(f"{name}: {at}: {x!r} and {y!r}")
            return False
        count += 1
        if at.startswith("/sensitivity/") and max(abs(x), abs(y)) < NO_SHARE:
            continue
        distance = abs(x - y) / max(abs(x), abs(y))
        if distance > worst:
            worst, where = distance, at
    if count == 0:
        print(f"{name}: the same numbers, other bytes" if a != b else f"{name}: the same bytes")
    else:
        print(f"{name}: {count} of {floats} numbers differ, by {worst:.1e} at most ({where})")
    return worst <= TOLERANCE


def compare_bytes(name, a, b):
    if a == b:
        print(f"{name}: the same bytes")
        return True
    for own, other in zip(a.splitlines(), b.splitlines()):
        if own != other:
            print(f"{name}: {own[:200]!r} and {other[:200]!r}")
            break
    return False


def main():
    folder, other = (Path(path) for path in sys.argv[1:3])
    names = sorted(path.name for path in folder.iterdir())
    if names != sorted(path.name for path in other.iterdir()) or not names:
        sys.exit("compare_machines: the folders have other files, or none")
    wrong = 0
    for name in names:
        compare = compare_json if name.endswith(".json") else compare_bytes
        wrong += not compare(name, (folder / name).read_bytes(), (other / name).read_bytes())
    print(f"{len(names) - wrong} passed, {wrong} failed")
    sys.exit(wrong > 0)


main()
