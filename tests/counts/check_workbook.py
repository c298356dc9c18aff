#!/usr/bin/python3
"""Instructions of a whole run that writes a workbook, counted by callgrind, against a limit.

    check_workbook.py PROGRAM DATA [--print]

The process that writes the workbook carries on the count of the one that started it. Under callgrind
it may say that memory ran out, which is callgrind's own affair: the counts are whole all the same.
"""
import re
import subprocess
import sys
import tempfile

# Measured with gcc 12, libxlsxwriter 1.1.4, zlib 1.2.13: 549 million; what the library would do by
# itself, at its own level of compression: 1,184 million.
LIMIT = 730e6


def main():
    program, data = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        words = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "run",
                 "strubell-2019-nas", "--data", data, "--trials", "10000", "--threads", "1", "--quiet", "-o", "x.xlsx"]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    counts = [int(text) for text in re.findall(r"Collected : (\d+)", done.stderr)]
    if len(counts) != 2 or done.returncode not in (1, 4):
        sys.exit(f"not two processes, or status {done.returncode}:\n{done.stderr}")
    if "--print" in sys.argv:
        print(f"{max(counts) / 1e6:.0f} million")
    if max(counts) > LIMIT:
        sys.exit(f"{max(counts) / 1e6:.0f} million instructions, {LIMIT / 1e6:.0f} at most")
    print("a workbook is written within the limit")


main()
