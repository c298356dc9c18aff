#!/usr/bin/python3
"""Compares reports with the ones that are kept beside this file.

    check_golden.py PROGRAM [--update]

Each report is the program's output for a claim of this folder in one look. Of JSON its shape is
kept: keys and kinds of values; of a page what stands in it without its scripts. --update writes what the program says now; read the difference.
"""
import difflib
import json
import os
import re
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
TRIALS = "20000"

# file name, locale, words
LOOKS = [
    ("{}.utf8-80.txt", "C.UTF-8", ["run", "{}.json", "--trials", TRIALS, "--width", "80"]),
    ("{}.ascii-60.txt", "C", ["run", "{}.json", "--trials", TRIALS, "--width", "60"]),
    ("{}.ascii-40.txt", "C", ["run", "{}.json", "--trials", TRIALS, "--width", "40"]),
    ("{}.show.txt", "C.UTF-8", ["show", "{}.json", "--width", "80"]),
    ("{}.html", "C.UTF-8", ["run", "{}.json", "--trials", TRIALS, "--format", "html"]),
    ("{}.shape.json", "C.UTF-8", ["run", "{}.json", "--trials", TRIALS, "--format", "json"]),
]
LOOKS += [("{}." + suffix, "C", ["run", "{}.json", "--trials", TRIALS, "--format", name])
          for name, suffix in [("csv", "csv"), ("markdown", "md"), ("latex", "tex"), ("bibtex", "bib"),
                               ("csl", "csl.json"), ("claimreview", "jsonld")]]
LOOKS += [("{}.%s.gp" % chart, "C", ["run", "{}.json", "--trials", TRIALS, "--format", "gnuplot", "--chart", chart])
          for chart in ["ladder", "attribution", "fan", "tornado", "corpus"]]
CLAIMS = ["full", "hostile"]


def shape_of(value):
    """The same tree with every value replaced by its kind."""
    if isinstance(value, dict):
        return {key: shape_of(part) for key, part in value.items()}
    if isinstance(value, list):
        return [shape_of(part) for part in value]
    return {str: "text", bool: "bool", type(None): "null"}.get(type(value), "number")


def static_of(page):
    """The page without its style sheet, scripts, their hashes, and the numbers of its charts in full."""
    page = re.sub(r"<(style|script)( [^>]*)?>.*?</\1>\n?", "", page, flags=re.DOTALL)
    page = re.sub(r' data-(result|p5|p95|share|low|high)="[^"]*"', "", page)
    return re.sub(r" 'sha256-[^']*'", "", page)


def output_of(program, locale, words):
    environment = {k: v for k, v in os.environ.items() if k not in ("REAUDIT_DATA", "NO_COLOR")}
    done = subprocess.run([program, *words, "--data", "data"], cwd=FOLDER, timeout=120, stdin=subprocess.DEVNULL,
                          env={**environment, "LC_ALL": locale}, capture_output=True)
    if done.returncode not in (0, 1) or done.stderr:
        sys.exit(f"{words}: status {done.returncode}\n{done.stderr.decode()}")
    text = done.stdout.decode("utf-8")
    if "json" in words:
        text = json.dumps(shape_of(json.loads(text)), indent=1) + "\n"
    return static_of(text) if "html" in words else text


def check(program, name, locale, words, update):
    """Returns whether the report is the one that is kept."""
    path = os.path.join(FOLDER, name)
    text = output_of(program, locale, words)
    if update:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return True
    with open(path, encoding="utf-8") as file:
        kept = file.read()
    difference = difflib.unified_diff(kept.splitlines(), text.splitlines(), name, "now", lineterm="")
    print("\n".join(difference), end="" if kept == text else "\n")
    return kept == text


def main():
    program = os.path.abspath(sys.argv[1])
    update = sys.argv[2:] == ["--update"]
    good = True
    for claim in CLAIMS:
        for name, locale, words in LOOKS:
            good &= check(program, name.format(claim), locale,
                          [word.format(claim) for word in words], update)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
