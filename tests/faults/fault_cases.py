"""Which command lines meet which faults of the system (check_faults.py)."""
CLAIMS = ["strubell-2019-bert", "strubell-2019-nas"]
RUN = ["run", CLAIMS[0], "-q", "-n", "300"]
TEXTS = ["x.txt", "x.json", "x.csv", "x.md", "x.tex", "x.bib", "x.csl.json", "x.jsonld", "x.html"]

# Name: command line without outputs, and the outputs.
CASES = {
    "json": (RUN, ["x.json"]),
    "page": (RUN, ["x.html"]),
    "texts": (RUN, TEXTS),
    "workbook": (RUN, ["x.xlsx"]),
    "comparison": (["run", *CLAIMS, "-q", "-n", "300"], ["x.xlsx"]),
    "corpus": (["run", *CLAIMS, "-q", "-n", "300"], ["out/"]),
    # Pictures are drawn by another program, which the trap would stop; the script for it is ours.
    "charts": (RUN, ["x.gp"]),
    "new": (["new", "--chain", "training", "-q"], ["new.json"]),
    "places": (["places", CLAIMS[0]], ["x.csv", "x.json", "x.txt", "x.xlsx"]),
}
MADE_IN_OUT = ["corpus.xlsx"] + [f"{claim}.xlsx" for claim in CLAIMS]

FAULTS = {
    "open": ["ENOSPC", "EACCES", "EROFS", "EMFILE"],
    "write": ["ENOSPC", "EIO", "EDQUOT", "EINTR", "short"],
    "read": ["EIO", "EINTR"],
    "fsync": ["EIO", "ENOSPC"],
    "rename": ["EACCES", "EROFS", "EIO"],
    "close": ["EIO", "ENOSPC"],
    "seek": ["EIO"],
    "fork": ["EAGAIN", "ENOMEM"],
    "wait": ["EINTR"],
    "mkdir": ["EROFS", "ENOSPC"],
    "chmod": ["EACCES"],
}
