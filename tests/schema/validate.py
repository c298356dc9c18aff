"""Validates the claims of the project against models/claim.schema.json with an independent validator.

Every shipped claim, every good test claim, every example and every chain must pass. A bad claim must
be caught, unless tests/schema/beyond.txt names its file: those break a rule that is about what the
text means (units, formulas, sources), which a schema cannot see. A file that is named there and is
caught all the same is an error too, so that the list stays true.
"""

import json
import pathlib
import re
import sys

import jsonschema


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def complaints(validator, document):
    found = sorted(validator.iter_errors(document), key=lambda e: list(map(str, e.absolute_path)))
    return ["/" + "/".join(map(str, e.absolute_path)) + ": " + e.message[:200] for e in found]


def check_good(root, validator, patterns):
    failures = []
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            for text in complaints(validator, load(path)):
                failures.append(f"{path.relative_to(root)}: {text}")
    return failures


def check_bad(root, validator):
    failures = []
    beyond = set((root / "tests/schema/beyond.txt").read_text(encoding="utf-8").split())
    for path in sorted(root.glob("tests/claims_bad/*.json")):
        try:
            caught = bool(complaints(validator, load(path)))
        except json.JSONDecodeError:
            caught = True
        if caught and path.stem in beyond:
            failures.append(f"{path.name}: the schema catches it: take it off beyond.txt")
        if not caught and path.stem not in beyond:
            failures.append(f"{path.name}: the schema does not catch it")
        beyond.discard(path.stem)
    return failures + [f"beyond.txt names {stem}, which is no file" for stem in sorted(beyond)]


def check_tables(root):
    """Every file of datasets/ that has rows, against models/table.schema.json."""
    schema = load(root / "models/table.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures, count = [], 0
    for path in sorted(root.glob("datasets/*.json")):
        document = load(path)
        if isinstance(document, dict) and "rows" in document:
            count += 1
            failures += [f"{path.name}: {text}" for text in complaints(validator, document)]
    return failures if count else ["datasets/ has no table"]


def check_documents(root, validator):
    """Blocks of the page that are marked as whole claims: ```json claim"""
    failures, count = [], 0
    text = (root / "docs/claim-format.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```json claim\n(.*?)^```", text, re.M | re.S):
        count += 1
        failures += [f"docs/claim-format.md, claim {count}: {t}" for t in complaints(validator, json.loads(block))]
    return failures if count else ["docs/claim-format.md shows no claim"]


def main():
    root = pathlib.Path(sys.argv[1])
    schema = load(root / "models/claim.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    claims = jsonschema.Draft202012Validator(schema)
    chains = jsonschema.Draft202012Validator({"$ref": "#/$defs/chain", "$defs": schema["$defs"]})
    failures = check_good(root, claims, ["datasets/claims/*.json", "tests/claims_good/*.json", "examples/*.json"])
    failures += check_good(root, chains, ["models/chains/*.json"])
    failures += check_tables(root)
    failures += check_bad(root, claims)
    failures += check_documents(root, claims)
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
