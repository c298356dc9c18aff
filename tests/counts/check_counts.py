#!/usr/bin/python3
"""Instructions a number of every kernel, counted by callgrind, against limits: a slow-down is seen
without a clock, and on a busy machine.

    check_counts.py PROGRAM FOLDER [--print] [--emulator QEMU ...]

callgrind knows AVX2 at most, so the variants v2 and v3 are counted; of a program for another processor qemu
counts, and "base" is counted. --print shows what is found.
"""
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

# Instructions of (v2, v3) as gcc 12 makes them, and those of 64-bit ARM.
VARIANTS = ("v2", "v3")
LIMITS = {
    "add": (2.52, 1.02),
    "affine": (2.52, 1.02),
    "count": (2.38, 2.38),
    "cubic": (18.92, 10.44),
    "divide": (2.52, 1.02),
    "effects": (4.92, 2.04),
    "exp": (36.52, 13.77),
    "fill": (17.45, 6.44),
    "limit": (3.52, 1.02),
    "log": (35.02, 13.29),
    "most": (0.66, 0.28),
    "multiply": (2.52, 1.02),
    "multiply_number": (2.02, 0.77),
    "net": (12.84, 5.93),
    "octaves": (2.79, 2.08),
    "range": (4.52, 1.53),
    "squares": (3.42, 1.75),
    "sums": (6.13, 2.87),
    "tails": (7.01, 2.52),
    "triangle": (17.04, 5.79),
    "truncate": (8.52, 3.03),
    "uniform": (6.53, 3.03),
    "window": (6.07, 3.02),
}
ARM_LIMITS = {
    "add": 2.76,
    "affine": 2.52,
    "count": 5.51,
    "cubic": 17.67,
    "divide": 2.76,
    "effects": 4.66,
    "exp": 34.05,
    "fill": 11.04,
    "limit": 7.52,
    "log": 37.05,
    "multiply": 2.76,
    "multiply_number": 2.26,
    "net": 7.63,
    "octaves": 2.5,
    "range": 3.53,
    "squares": 3.14,
    "sums": 5.2,
    "tails": 5.01,
    "triangle": 17.52,
    "truncate": 6.52,
    "uniform": 9.02,
    "window": 8.79,
}
MARGIN = 1.33  # that other compilers may take more


def cost_by_function(path):
    """Instructions of every function with those that it calls: the lines behind "fn="."""
    names, costs = {}, defaultdict(int)
    name = None
    for line in path.read_text().splitlines():
        if line.startswith("fn="):
            match = re.match(r"fn=(\(\d+\))(?: (.*))?", line)
            if match.group(2):
                names[match.group(1)] = match.group(2)
            name = names[match.group(1)]
        elif match := re.match(r"cfn=(\(\d+\)) (.*)", line):
            names[match.group(1)] = match.group(2)
        elif name and re.match(r"[+\-*\d]", line):
            costs[name] += int(line.split()[1])
    return costs


def run_callgrind(program, folder):
    """The numbers that every variant went through, and the instructions of every function."""
    out = folder / "callgrind.out"
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program],
                          capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        sys.exit(f"counts: {done.stderr[-2000:]}")
    return done.stdout, cost_by_function(out)


def run_emulator(program, emulator):
    """The same of qemu, which writes a line with the function's name for every instruction. What a kernel calls
    is counted for it, until something is met that calls kernels."""
    costs, kernel = defaultdict(int), None
    with subprocess.Popen([*emulator, "-singlestep", "-d", "exec,nochain", program], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        for line in run.stderr:
            name = line[line.rfind("] ") + 2:-1]
            if name.startswith("ra_kernel_"):
                kernel = name
            elif name in ("run_block", "main"):
                kernel = None
            costs[kernel] += kernel is not None
        said = run.stdout.read()
    if run.returncode != 0:
        sys.exit(f"counts: {emulator[0]} ended with {run.returncode}")
    return said, costs


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    limits, variants = LIMITS, VARIANTS
    if "--emulator" in sys.argv:
        limits, variants = {kernel: (limit,) for kernel, limit in ARM_LIMITS.items()}, ("base",)
        said, costs = run_emulator(program, sys.argv[sys.argv.index("--emulator") + 1:])
    else:
        said, costs = run_callgrind(program, folder)
    numbers = dict(line.split() for line in said.splitlines())
    found = {}
    for variant, count in numbers.items():
        for name, cost in costs.items():
            if match := re.fullmatch(rf"ra_kernel_(\w+)_{variant}", name or ""):
                found[match.group(1), variant] = cost / int(count)
    if "--print" in sys.argv:
        for kernel in sorted({kernel for kernel, _ in found}):
            row = tuple(round(found.get((kernel, v), 0), 2) for v in variants)
            print(f'    "{kernel}": {row if len(row) > 1 else row[0]},')
        return
    wrong, checked = 0, 0
    for kernel, row in limits.items():
        for variant, limit in zip(variants, row):
            value = found.get((kernel, variant))
            checked += value is not None
            if value is None and variant in numbers:
                wrong += 1
                print(f"counts: {kernel} of {variant} was not counted")
            elif value is not None and value > limit * MARGIN:
                wrong += 1
                print(f"counts: {kernel} of {variant} takes {value:.2f} instructions a number,"
                      f" not {limit:.2f}")
    print(f"{checked - wrong} passed, {wrong} failed")
    sys.exit(wrong > 0 or checked == 0)


main()
