"""What the tests of measured files share: where the files are, and the programs that read them."""
import os
import subprocess
import sys

CASES, PROGRAM, ROOT = (os.path.abspath(word) for word in sys.argv[1:4])
FOLDER = os.path.dirname(os.path.abspath(__file__))
KINDS = (".csv", ".log", ".md", ".txt", ".jsonl")


def files():
    return sorted(name for name in os.listdir(FOLDER)
                  if name.endswith(KINDS) and name not in ("CMakeLists.txt", "README.md"))


def cases(*paths):
    done = subprocess.run([CASES, *paths], cwd=FOLDER, capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")


def run(*words):
    done = subprocess.run([PROGRAM, *words, "--data", ROOT], cwd=FOLDER, capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()
