"""The site of the whole corpus: every page well-formed, every link leads somewhere, every claim and source there.

usage: check_whole.py PROGRAM ROOT
"""
import csv
import io
import os
import subprocess
import sys
import tempfile

import pages

PROGRAM, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]

with tempfile.TemporaryDirectory() as folder:
    done = subprocess.run([PROGRAM, "site", folder, "--data", ROOT, "--trials", "2000"], capture_output=True, text=True)
    if done.returncode != 0 or done.stderr:
        sys.exit("status %d\n%s" % (done.returncode, done.stderr))
    found = pages.faults(folder)
    listed = subprocess.run([PROGRAM, "list", "--data", ROOT, "--trials", "2000", "--format", "csv"],
                            capture_output=True, text=True).stdout
    ids = [row["id"] for row in csv.DictReader(io.StringIO(listed))]
    index = pages.Page(open(os.path.join(folder, "index.html"), encoding="utf-8").read())
    found += [name + " is not on the index" for name in ids if name not in index.ids]
    lessons = pages.read_site(folder)[0]["lessons.html"].links
    if len([link for link in lessons if link.startswith("claims/")]) < 20:
        found.append("the numbers of the lessons do not lead to their claims")
    here = os.listdir(os.path.join(folder, "claims"))
    for ending in (".html", ".xlsx", ".json", ".csv"):
        if len([name for name in here if name.endswith(ending)]) != len(ids):
            found.append("not every claim has a file *" + ending)
    large = [name for name in here if name.endswith(".html") and
             os.path.getsize(os.path.join(folder, "claims", name)) > 1000000]
    found += [name + " is larger than 1 MB" for name in large]
    print("\n".join(found[:50]))
    print("%d claims, %d pages, %d faults" % (len(ids), len(pages.read_site(folder)[0]), len(found)))
    sys.exit(1 if found or len(ids) < 100 else 0)
