"""Small files of measured runs in tables/*.txt, each with what must be said of it.

usage: check_tables.py CASES [--update]

A case is "== NAME [ENCODING] [@COLUMN]", the file, a line "--", and what is printed, from the status to
the last message. In the file \\xNN is a byte, \\uNNNN a character, \\r and \\t what they are in C, \\{a*9}
nine times a, \\[a#*9] nine lines a0 to a8, and \\c at the end of the last line leaves its end out.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables")


def parse(text):
    """The remark on top, and [heading, file, expected] of every case."""
    remark, *parts = re.split(r"^== ", text, flags=re.M)
    return remark, [[part.split("\n", 1)[0], *re.split(r"^--\n", part.split("\n", 1)[1], maxsplit=1, flags=re.M)]
                    for part in parts]


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


def run(program, cases):
    """What is printed of every case."""
    with tempfile.TemporaryDirectory() as folder:
        words = []
        for heading, text, _ in cases:
            name = heading.split()[0]
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content(heading, text))
            words.append(name + next((word for word in heading.split() if word.startswith("@")), ""))
        done = subprocess.run([program, *words], cwd=folder, capture_output=True, timeout=60, check=True)
    said = re.split(r"^== .*\n", done.stdout.decode(), flags=re.M)[1:]
    assert len(said) == len(cases), done.stderr
    return said


def main():
    program, wrong, count = os.path.abspath(sys.argv[1]), 0, 0
    for path in sorted(glob.glob(os.path.join(FOLDER, "*.txt"))):
        with open(path, encoding="utf-8", newline="") as file:
            remark, cases = parse(file.read())
        said = run(program, cases)
        for (heading, _, expected), got in zip(cases, said):
            count += 1
            if got.rstrip("\n") != expected.rstrip("\n"):
                wrong += 1
                print(f"{path}: {heading}\nexpected\n{expected.rstrip()}\ngot\n{got.rstrip()}\n")
        if sys.argv[2:] == ["--update"]:
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(remark + "\n".join(f"== {heading}\n{text}--\n{got.rstrip()}\n"
                                              for (heading, text, _), got in zip(cases, said)))
    print(f"{count} cases, {wrong} wrong")
    assert count >= 100, "cases are missing"
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
