"""Small files of measured runs in tables/*.txt, each with what must be said of it.

usage: check_tables.py CASES [--update]

A heading is "NAME [ENCODING] [@COLUMN]", the input the file, in which \\xNN is a byte, \\uNNNN a character,
\\r and \\t what they are in C, \\{a*9} nine times a, \\[a#*9] nine lines a0 to a8, and \\c at the end of the
last line leaves its end out. What is expected is all that is said, from the status to the last message.
"""
import os
import re
import subprocess
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(FOLDER), "support"))
import tables  # noqa: E402


def content(heading, text):
    encoding = next((word for word in heading.split()[1:] if word.startswith("utf-16")), None)
    text = re.sub(r"\\\{(.*?)\*(\d+)\}", lambda m: m[1] * int(m[2]), text)
    text = re.sub(r"\\\[(.*?)\*(\d+)\]",
                  lambda m: "\n".join(m[1].replace("#", str(i)) for i in range(int(m[2]))), text)
    text = re.sub(r"\\c\n$", "", text).replace(r"\r", "\r").replace(r"\t", "\t")
    text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    if encoding:
        return ("\ufeff" + text).encode(encoding, "surrogatepass")
    return re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), text.encode())


def run(cases):
    with tempfile.TemporaryDirectory() as folder:
        words = []
        for heading, text, _ in cases:
            name = heading.split()[0]
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content(heading, text))
            words.append(name + next((word for word in heading.split() if word.startswith("@")), ""))
        done = subprocess.run([os.path.abspath(sys.argv[1]), *words], cwd=folder, capture_output=True,
                              timeout=60, check=True)
    return tables.split(done.stdout.decode())


if __name__ == "__main__":
    sys.exit(tables.check(os.path.join(FOLDER, "tables"), run, 120))
