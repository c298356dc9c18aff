"""Every marked number of docs/lessons.md is what the program finds.

    check_lessons.py PROGRAM PAGE

A number is followed by its mark: 56.1<!-- shift-2019-streaming factor -->. The mark names a result ("claim", "claim/row", "claim@audit")
and a column of `list claims --format csv`, or `rung:ID` (before / after of a correction), `raised:ID` (after / before), `inverse`
(audited / recomputed), or `rises` (corrections that raise the figure). After "more than" a number counts results: `more all`,
`more verdict=stands`. The digits of a number say how exact it is.
"""

import csv
import io
import json
import re
import subprocess
import sys

MARK = re.compile(r"(-?[\d,]*\d(?:\.\d+)?)<!-- (\S+) (\S+) -->")


def run(*words):
    done = subprocess.run([sys.argv[1], *words], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


def audit(address):
    claim, _, other = address.partition("@")
    words = ["run", claim, "--format", "json", "-o", "-", "--trials", "1000"]
    return json.loads(run(*words, *(["--audit", other] if other else [])))


def rung(result, name):
    rows = [row["result"] for row in result["ladder"]]
    names = [row["id"] for row in result["ladder"]]
    at = names.index(name)
    return rows[at - 1] / rows[at]


def count(rows, what):
    key, _, wanted = what.partition("=")
    return len(rows) if key == "all" else sum(row[key] == wanted for row in rows.values())


def value(rows, address, column):
    if "@" not in address and column in rows[address]:
        return float(rows[address][column])
    if column == "inverse":
        return 1 / float(rows[address]["factor"])
    result = audit(address)
    if column.startswith("rung:"):
        return rung(result, column[5:])
    if column.startswith("raised:"):
        return 1 / rung(result, column[7:])
    if column == "rises":
        results = [row["result"] for row in result["ladder"]]
        return sum(after > before for before, after in zip(results, results[1:]))
    return {"factor": result["factor"]["point"]}[column]


def room(text):
    """Half a unit of the last digit; trailing zeros of a whole number are no digits."""
    digits = text.replace(",", "")
    if "." in digits:
        return 0.5 * 10 ** -len(digits.split(".")[1])
    return 0.5 * 10 ** (len(digits) - len(digits.rstrip("0")))


def main():
    page = open(sys.argv[2], encoding="utf-8").read()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(run("list", "claims", "--format", "csv")))}
    marks = MARK.findall(page)
    if len(marks) != page.count("<!-- ") - page.count("`<!-- -->`") or len(marks) < 20:
        sys.exit("a mark of docs/lessons.md cannot be read")
    wrong = 0
    for text, address, column in marks:
        said = float(text.replace(",", ""))
        found = count(rows, column) if address == "more" else value(rows, address, column)
        good = found > said if address == "more" else abs(found - said) <= room(text) * (1 + 1e-9)
        if not good:
            print(f"{address} {column}: the page says {text}, the program finds {found:.6g}")
            wrong += 1
    print(f"{len(marks)} numbers, {wrong} wrong")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
