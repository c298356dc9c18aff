#!/usr/bin/env python3
"""Counts the instructions of every kernel under callgrind and holds them to limits, so that a
slow-down is seen without a clock: check.py PROGRAM LIMITS. callgrind knows AVX2 at most."""
import re
import subprocess
import sys
import tempfile

BLOCK = 1024
TIMES = 40


def count(program, variant):
    """Instructions of every kernel of a variant, per number."""
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", program,
                        variant, str(TIMES)], capture_output=True, check=True)
        table = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out.name],
                               capture_output=True, text=True, check=True).stdout
    found = re.findall(rf"^\s*([\d,]+) .*:ra_kernel_(\w+)_{variant}\b", table, re.MULTILINE)
    return {name: int(number.replace(",", "")) / TIMES / BLOCK for number, name in found}


def read_limits(path):
    """Lines of variant, kernel, limit; '#' begins a comment."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            words = line.split("#")[0].split()
            if words:
                yield words[0], words[1], float(words[2])


def main():
    program, path = sys.argv[1:3]
    limits = list(read_limits(path))
    counts = {variant: count(program, variant) for variant in {case[0] for case in limits}}
    over = 0
    for variant, kernel, limit in limits:
        got = counts[variant].get(kernel, float("inf"))
        over += got > limit
        print(f"{variant} {kernel:10} {got:7.2f} of {limit:5.1f}{'  TOO MANY' if got > limit else ''}")
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()
