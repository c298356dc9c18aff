#!/usr/bin/python3
"""Runs the cases of text tables against the program.

    run_cases.py PROGRAM ROOT TABLE...

tests/cli/cases.txt describes the format. Every case runs in a new directory that holds a copy of
tests/cli/files.
"""
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

TIMEOUT = 120
PROGRAM, ROOT = (os.path.abspath(path) for path in sys.argv[1:3])
FILES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "files")


class Case:
    def __init__(self, command, line):
        self.command = command
        self.line = line
        self.rules = []


def read_cases(path):
    cases = []
    with open(path, encoding="utf-8") as table:
        for number, line in enumerate(table, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            if line.startswith("$ "):
                cases.append(Case(line[2:], number))
            elif cases:
                cases[-1].rules.append(line)
            else:
                sys.exit(f"{path}:{number}: a rule before the first case")
    return cases


def environment_of(case):
    """Nothing of the caller's that the program reads."""
    environment = {k: v for k, v in os.environ.items()
                   if k not in ("REAUDIT_DATA", "SOURCE_DATE_EPOCH", "COLUMNS", "NO_COLOR")}
    environment["LC_ALL"] = "C.UTF-8"
    for rule in case.rules:
        if rule.startswith("env "):
            name, value = rule[4:].split("=", 1)
            environment[name] = value
    return environment


def link_data(folder):
    """A directory of data whose files are those of the tree; what a case writes there is its own."""
    for part in ("datasets", "models/chains", "tests/cases"):
        for where, _, names in os.walk(os.path.join(ROOT, part)):
            there = os.path.join(folder, os.path.relpath(where, ROOT))
            os.makedirs(there)
            for name in names:
                os.symlink(os.path.join(where, name), os.path.join(there, name))


def write(path, text):
    """\\n, \\t, \\xNN in the text are what they are in C."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.lexists(path):
        os.unlink(path)
    with open(path, "wb") as file:
        file.write(text.encode("utf-8").decode("unicode_escape").encode("latin-1"))


def remove(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    else:
        os.unlink(path)


def prepare(case, directory):
    """What the rules want to be there before."""
    made = {"data": link_data, "dir": os.makedirs, "gone": remove}
    for rule in case.rules:
        word, _, text = rule.partition(" ")
        if word == "given":
            name, _, text = text.partition(" ")
            write(os.path.join(directory, name), text)
        elif word in made:
            made[word](os.path.join(directory, text))


def broken_text(word, text, shown):
    """stdout and stderr: what must be in them, what must not, and all of them."""
    stream, sign = word[:6], word[6:]
    there = " ".join(shown[stream].split())
    if sign == "=":
        return None if there == text else f"{stream} is not '{text}'"
    if sign == "!":
        return f"'{text}' is in {stream}" if text in there else None
    if not text:
        return None if not there else f"{stream} is not empty"
    return None if text in there else f"'{text}' is not in {stream}"


def broken_file(word, text, directory):
    name, _, text = text.partition(" ")
    path = os.path.join(directory, name)
    if word == "nofile":
        return f"{name} is there" if os.path.exists(path) else None
    if not os.path.isfile(path) or os.path.getsize(path) == 0:
        return f"there is no {name}"
    with open(path, encoding="utf-8", errors="replace") as file:
        there = " ".join(file.read().split())
    return None if text in there else f"'{text}' is not in {name}: {there[:2000]}"


def broken_rule(rule, status, shown, directory):
    """Returns what is wrong, or None."""
    word, _, text = rule.partition(" ")
    # Where a line is broken is not what a case is about.
    text = " ".join(text.split())
    if word in ("env", "given", "data", "dir", "gone"):
        return None
    if word == "status":
        return None if status == int(text) else f"status {status}, not {text}"
    if word in ("stdout", "stderr", "stdout!", "stderr!", "stdout=", "stderr="):
        return broken_text(word, text, shown)
    if word in ("file", "nofile"):
        return broken_file(word, text, directory)
    if word == "widest":
        long = [line for line in shown["stdout"].splitlines() if len(line) > int(text)]
        return f"over {text} columns: {long[0]}" if long else None
    return f"unknown rule '{rule}'"


def run_case(case):
    """Returns a list of what is wrong."""
    words = shlex.split(case.command)
    with tempfile.TemporaryDirectory() as folder:
        directory = os.path.join(folder, "work")
        shutil.copytree(FILES, directory)
        prepare(case, directory)
        words = [word.replace("$PWD", directory) for word in words]
        done = subprocess.run(words, executable=PROGRAM, cwd=directory, env=environment_of(case),
                              capture_output=True, timeout=TIMEOUT, stdin=subprocess.DEVNULL)
        shown = {"stdout": done.stdout.decode("utf-8", "replace").replace(directory, "$PWD"),
                 "stderr": done.stderr.decode("utf-8", "replace").replace(directory, "$PWD")}
        wrong = [broken_rule(r, done.returncode, shown, directory) for r in case.rules]
        wrong = [w for w in wrong if w]
        left = [name for name in os.listdir(directory) if name.startswith(".reaudit")]
        if left:
            wrong.append(f"left behind: {left}")
        if "\x1b" in shown["stdout"] + shown["stderr"]:
            wrong.append("an escape character reached the output")
        if wrong:
            wrong += [f"  stdout: {shown['stdout'][:2000]}", f"  stderr: {shown['stderr'][:2000]}"]
        return wrong


def main():
    count = failed = 0
    for table in sys.argv[3:]:
        for case in read_cases(table):
            count += 1
            wrong = run_case(case)
            if wrong:
                failed += 1
                print(f"{table}:{case.line}: $ {case.command}")
                for text in wrong:
                    print(f"    {text}")
    print(f"{count} cases, {failed} failed")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
