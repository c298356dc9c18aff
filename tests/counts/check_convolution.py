#!/usr/bin/python3
"""Instructions of an audit whose headline comes by convolution, counted by callgrind, against a limit.

    check_convolution.py PROGRAM DATA [--print]

The trials are one block, so that most of it is what every audit pays: tables of laws, layout, the reading of
histograms.
"""
import re
import subprocess
import sys

# Measured with gcc 12 and GSL 2.7.1: 12.7 million.
LIMIT = 17e6


def main():
    program, data = sys.argv[1:3]
    words = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=ra_audit", program, "run",
             f"{data}/tests/bench/chain10.json", "--data", data, "--engine", "convolution", "--without",
             "attribution,sensitivity,gum", "--trials", "1024", "--threads", "1", "--quiet", "--format", "json", "-o", "-"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    counts = [int(text) for text in re.findall(r"Collected : (\d+)", done.stderr)]
    if len(counts) != 1 or counts[0] == 0 or done.returncode not in (0, 1):
        sys.exit(f"no count, or status {done.returncode}:\n{done.stderr}")
    if "--print" in sys.argv:
        print(f"{counts[0] / 1e6:.1f} million")
    if counts[0] > LIMIT:
        sys.exit(f"{counts[0] / 1e6:.1f} million instructions, {LIMIT / 1e6:.0f} at most")
    print("a headline by convolution is within the limit")


main()
