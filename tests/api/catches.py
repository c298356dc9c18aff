"""A header whose functions say too little is caught: the messages are those of bad.expected.

catches.py FOLDER
"""
import pathlib
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
done = subprocess.run([sys.executable, folder / "check_api.py", folder, "bad.h"], capture_output=True, text=True)
expected = (folder / "bad.expected").read_text()
if done.returncode != 1 or done.stdout != expected:
    sys.exit(f"status {done.returncode}\nexpected:\n{expected}\nbut the check said:\n{done.stdout}{done.stderr}")
print(f"all {expected.count(chr(10))} faults are caught")
