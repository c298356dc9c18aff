"""A good claim, changed in a line or two: what must be said of each change.

usage: check_changes.py CASES DATA [--update]

The claim is base.json. A heading of tables/*.txt is "NAME [row=ID] [audit=ID] [set:ID=TEXT]...", with "!" before
the ID of what is measured, quoted as in a shell. Every line of its input takes the place of the line of the claim that begins in the same way (with
the same key, or an object with the same id); one that no line begins like is put in, and "-" before a key
takes the line out. What is expected is the status, the results of both sides, and all messages.
"""
import os
import re
import shlex
import subprocess
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(FOLDER), "support"))
import tables  # noqa: E402

with open(os.path.join(FOLDER, "base.json"), encoding="utf-8") as base:
    BASE = base.read().split("\n")


def start(line):
    """How a line begins: its key, or the id of its object."""
    found = re.match(r'\s*(\{ *"id": *"[^"]*"|"[^"]*":)', line)
    return found[1] if found else None


def change(text):
    lines = list(BASE)
    for line in filter(None, text.split("\n")):
        out = line.startswith("-")
        place = next((i for i, own in enumerate(lines) if start(own) and start(own) == start(line[out:])), None)
        if out:
            del lines[place]
        elif place is not None:
            lines[place] = line + ("," if lines[place].endswith(",") else "")
        elif line.startswith("{"):
            lines.insert(next(i for i, own in enumerate(lines) if own.startswith('"assumptions"')) + 1, line + ",")
        else:
            lines.insert(1, line + ",")
    return "\n".join(lines)


def run(cases):
    orders = []
    with tempfile.TemporaryDirectory() as folder:
        for heading, text, _ in cases:
            name, *words = shlex.split(heading)
            with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
                file.write(change(text))
            option = dict(word.split("=", 1) for word in words if not word.startswith("set:"))
            orders.append("\x1f".join([name + ".json", option.get("row", ""), option.get("audit", ""),
                                     *(word[4:] for word in words if word.startswith("set:"))]))
        done = subprocess.run([os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])], cwd=folder,
                              input="\n".join(orders) + "\n", text=True, capture_output=True, timeout=60)
    if done.returncode:
        raise SystemExit(done.stderr)
    return tables.split(done.stdout)


if __name__ == "__main__":
    sys.exit(tables.check(os.path.join(FOLDER, "tables"), run, 200))
