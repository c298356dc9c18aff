"""Runs `reaudit selftest`: every number passes; wrong numbers, broken files and unknown names are told.

Usage: check_selftest.py PROGRAM ROOT TRIALS
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

PROGRAM, ROOT, TRIALS = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
failures = []


def run(*words, data=None):
    command = [PROGRAM, "selftest", *words, "--data", str(data or ROOT)]
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "REAUDIT_DATA")}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def expect(what, condition, done):
    if not condition:
        failures.append(f"{what}\n  exit {done.returncode}\n{done.stdout[-1500:]}{done.stderr[-1500:]}")


def check_all():
    done = run("--trials", TRIALS)
    lines = done.stdout.splitlines()
    expect("all numbers pass", done.returncode == 0 and done.stderr == "" and ", 0 DIFF" in done.stdout, done)
    expect("no line is wider than 80 columns", max(map(len, lines)) <= 80, done)
    numbers = [line for line in lines if line.endswith(("PASS", "DIFF")) and " numbers: " not in line]
    expect("a line for every number", f" {len(numbers)} numbers: {len(numbers)} PASS" in done.stdout, done)
    one, other = (run("--trials", "5000", "--threads", n, "--format", "json") for n in ("1", "3"))
    expect("the same bytes on one thread and on three", one.stdout == other.stdout, other)
    return len(numbers)


def check_json(count):
    done = run("--trials", TRIALS, "--format", "json")
    document = json.loads(done.stdout)
    schema = json.loads((ROOT / "reports/selftest.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
        expect(f"JSON by its schema: {error.message[:200]}", False, done)
    listed = sum(len(case["numbers"]) for case in document["cases"])
    expect("JSON lists the same numbers", document["number_count"] == listed == count, done)


def check_schema_of_cases():
    schema = json.loads((ROOT / "tests/cases/case.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted((ROOT / "tests/cases").glob("*.json")):
        if path.name not in ("sources.json", "case.schema.json"):
            for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))):
                failures.append(f"{path.name}: {error.message[:200]}")


def check_choice():
    done = run("t4", "pedigree", "--quiet")
    expect("a case and a group", done.returncode == 0 and done.stdout.startswith("6 cases, "), done)
    done = run("gum-h2")
    expect("the nearest name", done.returncode == 2 and "unknown case 'gum-h2'; did you mean 'gum-h1'?" in done.stderr, done)
    done = run("pedigre")
    expect("the nearest group", done.returncode == 2 and "did you mean 'pedigree'?" in done.stderr, done)
    done = run("--format", "xlsx", "t4")
    expect("formats", done.returncode == 2 and "text json" in done.stderr, done)
    done = run("--trials", "1e8", "t4")
    expect("too many trials", done.returncode == 2 and "at most 10000000" in done.stderr, done)


def copy_with(folder, old, new):
    """A data directory whose laws.json has one text replaced."""
    data = pathlib.Path(folder)
    (data / "tests/cases").mkdir(parents=True)
    for name in ("datasets", "models"):
        (data / name).symlink_to(ROOT / name)
    text = (ROOT / "tests/cases/laws.json").read_text(encoding="utf-8")
    if text.count(old) != 1:
        failures.append(f"laws.json does not have {old!r} once")
    (data / "tests/cases/laws.json").write_text(text.replace(old, new), encoding="utf-8")
    sources = (ROOT / "tests/cases/sources.json").read_text(encoding="utf-8")
    (data / "tests/cases/sources.json").write_text(sources, encoding="utf-8")
    return data


def check_wrong():
    old = '"p99.5", "value": 4.604094871349993'
    with tempfile.TemporaryDirectory() as folder:
        # What some tables print differs in the eleventh digit; it must be seen.
        data = copy_with(folder, old, '"p99.5", "value": 4.6040951')
        done = run("t4", "arcsine", data=data)
        expect("a wrong number", done.returncode == 1 and "1 DIFF" in done.stdout, done)
        expect("its digits", "expected 4.6040951 within 1e-11, got 4.6040948713499" in done.stdout, done)
        done = run("t4", "arcsine", "--quiet", data=data)
        shown = done.stdout.splitlines()
        expect("only what differs", len(shown) == 3 and shown[0].startswith("t4 ") and shown[0].endswith("DIFF"), done)
    with tempfile.TemporaryDirectory() as folder:
        data = copy_with(folder, old, '"p99.5", "valeu": 4.6')
        done = run(data=data)
        expect("a wrong key", done.returncode == 3 and done.stdout == "" and "error: unknown key 'valeu'; did you mean 'value'?" in done.stderr, done)
        line = next((i for i, text in enumerate((data / "tests/cases/laws.json").read_text(encoding="utf-8").splitlines(), 1) if "valeu" in text), 0)
        expect("its place", f"laws.json:{line}:" in done.stderr, done)


def main():
    count = check_all()
    check_json(count)
    check_schema_of_cases()
    check_choice()
    check_wrong()
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{count} numbers, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
