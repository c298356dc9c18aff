"""First and total Sobol indices of the chain at 2^17 base points, beside numpy with scipy and
OpenTURNS, in turns. Called by script/bench."""
import statistics
import subprocess
import sys
from pathlib import Path

import truth
from chain import LAWS

HERE = Path(__file__).parent
PYTHON = "/usr/bin/python3"
POINTS = 1 << 17
WORST = 0.02  # of an index; the estimators of first indices have an error of some thousandths


def true_indices():
    """Of a product of independent factors with variation c: the first index c^2 / V, the total one
    c^2 (prod of 1 + c^2 of the others) / V, with V = prod of (1 + c^2) - 1."""
    squares = [square / mean**2 - 1 for mean, square in map(truth.moments, LAWS)]
    product = 1.0
    for c2 in squares:
        product *= 1 + c2
    return [(c2 / (product - 1), c2 * product / (1 + c2) / (product - 1)) for c2 in squares]


def run(name, command):
    """The time that a program counted, s; its indices are compared with the closed form."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    # The program numbers its causes otherwise.
    rows = sorted(tuple(map(float, line)) for line in lines if line[0] != "seconds")
    for row, right in zip(rows, sorted(true_indices()), strict=True):
        if max(abs(x - y) for x, y in zip(row, right)) > WORST:
            sys.exit(f"{name}: indices {row}, not {right}")
    return float(lines[-1][1])


def race_indices(options):
    """Prints the times and ratios. Returned: that of the program in seconds."""
    arguments = [str(POINTS), "1", str(options.threads)]
    field = {"reaudit": [options.indices, HERE / "chain10.json", POINTS, options.threads],
             "numpy-scipy": [PYTHON, HERE / "indices_scipy.py", *arguments],
             "openturns": [PYTHON, HERE / "indices_openturns.py", *arguments]}
    times = {}
    for _ in range(min(options.rounds, 3)):
        for name, command in field.items():
            try:
                times.setdefault(name, []).append(run(name, command))
            except subprocess.CalledProcessError as why:
                print(f"left out: {name} ({why.stderr.strip().splitlines()[-1][:90]})")
    own = times["reaudit"]
    print(f"\nfirst and total Sobol indices at {POINTS} base points: ms, times the program's")
    for name, spent in times.items():
        ratio = statistics.median(a / b for a, b in zip(spent, own))
        print(f"{name:13}{1000 * statistics.median(spent):9.2f} {ratio:7.1f}")
    return statistics.median(own)
