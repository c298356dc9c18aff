#!/usr/bin/python3
"""Runs the cases of a text table against the program.

    run_cases.py PROGRAM CASES FILES

CASES describes its own format. Every case runs in a new directory that holds a copy of FILES.
"""
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

TIMEOUT = 120


class Case:
    def __init__(self, command, line):
        self.command = command
        self.line = line
        self.rules = []


def read_cases(path):
    cases = []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
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


def broken_rule(rule, status, streams, directory):
    """Returns what is wrong, or None."""
    word, _, text = rule.partition(" ")
    text = " ".join(text.split())
    if word == "env":
        return None
    if word == "status":
        return None if status == int(text) else f"status {status}, not {text}"
    if word in ("stdout", "stderr"):
        if text:
            return None if text in streams[word] else f"'{text}' is not in {word}"
        return None if not streams[word] else f"{word} is not empty"
    if word in ("stdout!", "stderr!"):
        return f"'{text}' is in {word[:-1]}" if text in streams[word[:-1]] else None
    path = os.path.join(directory, text)
    if word == "file":
        there = os.path.isfile(path) and os.path.getsize(path) > 0
        return None if there else f"there is no {text}"
    if word == "nofile":
        return f"{text} is there" if os.path.exists(path) else None
    return f"unknown rule '{rule}'"


def run_case(program, case, files):
    """Returns a list of what is wrong."""
    words = shlex.split(case.command)
    with tempfile.TemporaryDirectory() as folder:
        directory = os.path.join(folder, "work")
        shutil.copytree(files, directory)
        done = subprocess.run([program] + words[1:], cwd=directory, env=environment_of(case),
                              capture_output=True, timeout=TIMEOUT, stdin=subprocess.DEVNULL)
        streams = {"stdout": done.stdout.decode("utf-8", "replace"),
                   "stderr": done.stderr.decode("utf-8", "replace")}
        # Where a line is broken is not what a case is about.
        joined = {name: " ".join(text.split()) for name, text in streams.items()}
        wrong = [broken_rule(r, done.returncode, joined, directory) for r in case.rules]
        wrong = [w for w in wrong if w]
        left = [name for name in os.listdir(directory) if name.startswith(".reaudit")]
        if left:
            wrong.append(f"left behind: {left}")
        if "\x1b" in streams["stdout"] + streams["stderr"]:
            wrong.append("an escape character reached the output")
        if wrong:
            wrong += [f"  stdout: {streams['stdout'][:2000]}", f"  stderr: {streams['stderr'][:2000]}"]
        return wrong


def main():
    program, table, files = sys.argv[1:4]
    cases = read_cases(table)
    failed = 0
    for case in cases:
        wrong = run_case(os.path.abspath(program), case, files)
        if wrong:
            failed += 1
            print(f"{table}:{case.line}: $ {case.command}")
            for text in wrong:
                print(f"    {text}")
    print(f"{len(cases)} cases, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
