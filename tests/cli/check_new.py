"""A new claim of every chain: it is JSON, `check` lists exactly the places to be filled in, and once
they are filled in there is nothing to say against it.

usage: check_new.py PROGRAM
"""

import json
import pathlib
import subprocess
import sys
import tempfile

MARK = "FILL IN"
# What is written at a marked place, by its key.
FILLED = {"title": "A title", "key": "so2019", "locator": "Table 1", "evidence": "primary", "printed": "0.50",
          "reason": "As the others do.", "id": "new"}


def run(program, *words):
    return subprocess.run([program, *words], capture_output=True, text=True, timeout=120)


def marked(value, key=""):
    """Keys of the marked texts, in their order."""
    if isinstance(value, dict):
        return [m for k, v in value.items() for m in marked(v, k)]
    if isinstance(value, list):
        return [m for v in value for m in marked(v)]
    return [key] if isinstance(value, str) and value.startswith(MARK) else []


def fill(value, key=""):
    if isinstance(value, dict):
        return {k: fill(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [fill(v) for v in value]
    return FILLED[key] if isinstance(value, str) and value.startswith(MARK) else value


def check_chain(program, chain, folder):
    path = folder / f"{chain}.json"
    made = run(program, "new", "--chain", chain, "-o", str(path))
    text = path.read_text(encoding="utf-8")
    claim = json.loads(text)
    places = marked(claim)
    failures = []
    if made.returncode != 0 or f" has {len(places)} places" not in " ".join(made.stdout.split()):
        failures.append(f"says {made.stdout!r} of {len(places)} places")
    if claim["id"] != chain or claim["chain"] != chain or "$schema" not in claim:
        failures.append("the head is not that of the chain")
    before = run(program, "check", str(path))
    listed = before.stderr.count("error: to be filled in: ")
    if before.returncode != 3 or listed != len(places) or before.stderr.count("error:") != listed:
        failures.append(f"check lists {listed} of {len(places)} places:\n{before.stderr}")
    again = run(program, "new", "--chain", chain, "-o", str(path))
    if again.returncode != 2 or path.read_text(encoding="utf-8") != text:
        failures.append("a file that is there was written again")
    path.write_text(json.dumps(fill(claim)), encoding="utf-8")
    after = run(program, "check", str(path))
    if after.returncode > 1 or "error:" in after.stderr:
        failures.append(f"filled in it is refused:\n{after.stderr}")
    return [f"{chain}: {failure}" for failure in failures]


def main():
    program = sys.argv[1]
    chains = [line.split(":")[0] for line in run(program, "new").stdout.splitlines() if ":" in line and line[0] not in " '"]
    failures = [] if len(chains) >= 14 else [f"'new' lists {chains}"]
    with tempfile.TemporaryDirectory() as name:
        for chain in chains:
            failures += check_chain(program, chain, pathlib.Path(name))
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
