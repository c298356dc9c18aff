#!/usr/bin/python3
"""Instructions a number of every kernel, counted by callgrind, against limits: a slow-down is seen
without a clock, and on a busy machine.

    check_counts.py PROGRAM FOLDER [--print]

callgrind knows AVX2 at most, so the variants v2 and v3 are counted; --print shows what it finds.
"""
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

# Instructions of (v2, v3) as gcc 12 makes them.
LIMITS = {
    "add": (3.51, 1.51),
    "affine": (3.51, 1.52),
    "count": (5.0, 5.0),
    "cubic": (23.71, 12.25),
    "divide": (3.51, 1.51),
    "effects": (4.92, 2.04),
    "exp": (36.52, 13.77),
    "fill": (15.94, 6.71),
    "limit": (4.51, 1.52),
    "log": (35.02, 13.29),
    "multiply": (3.51, 1.51),
    "multiply_number": (3.01, 1.27),
    "net": (13.83, 6.43),
    "octaves": (4.78, 2.54),
    "range": (4.53, 1.54),
    "squares": (6.54, 2.35),
    "sums": (9.29, 3.45),
    "tails": (7.01, 2.52),
    "triangle": (24.54, 7.55),
    "truncate": (16.03, 5.78),
    "uniform": (8.02, 3.02),
    "window": (8.05, 3.18),
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


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    out = folder / "callgrind.out"
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program],
                          capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        sys.exit(f"counts: {done.stderr[-2000:]}")
    numbers = dict(line.split() for line in done.stdout.splitlines())
    costs = cost_by_function(out)
    found = {}
    for variant, count in numbers.items():
        for name, cost in costs.items():
            if match := re.fullmatch(rf"ra_kernel_(\w+)_{variant}", name):
                found[match.group(1), variant] = cost / int(count)
    if "--print" in sys.argv:
        for kernel in sorted({kernel for kernel, _ in found}):
            pair = tuple(round(found.get((kernel, v), 0), 2) for v in ("v2", "v3"))
            print(f'    "{kernel}": {pair},')
        return
    wrong = 0
    for kernel, limits in LIMITS.items():
        for variant, limit in zip(("v2", "v3"), limits):
            value = found.get((kernel, variant))
            if value is None and variant in numbers:
                wrong += 1
                print(f"counts: {kernel} of {variant} was not counted")
            elif value is not None and value > limit * MARGIN:
                wrong += 1
                print(f"counts: {kernel} of {variant} takes {value:.2f} instructions a number,"
                      f" not {limit:.2f}")
    checked = sum(key in found for key in ((k, v) for k in LIMITS for v in ("v2", "v3")))
    print(f"{checked - wrong} passed, {wrong} failed")
    sys.exit(wrong > 0 or checked == 0)


main()
