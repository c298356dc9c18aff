"""Checks what public headers say of their functions; prints what is missing as file:line: message.

    check_api.py ROOT HEADER...

Every function has a comment of its own in front of it. It says "Given:" where there are parameters,
naming each of them (`diag` always takes the messages), and "Returned:" where something is returned.
"Units:", "Errors:" and "Source:" stand there, or, where they are the same for all functions of a
header, in the comment that it starts with. What returns an ra_status names its codes. Every type has
a comment too.
"""
import pathlib
import re
import sys

COMMENT = r"/\*(?:(?!\*/)[\s\S])*\*/"
# A declaration in the first column, up to its semicolon, and the comment in front of it.
FUNCTION = re.compile(rf"^(?P<comment>{COMMENT}\n)?(?P<text>(?!typedef|static|extern|#|/)[a-z][\w \n*]*?"
                      r"\b(?P<name>ra_\w+)\((?P<parameters>[^;{]*)\)[^;{]*;)", re.M)
TYPE = re.compile(rf"^(?P<comment>{COMMENT}\n)?(?:typedef (?:struct|enum)|struct ra_\w+|enum)[^;{{]*\{{[^}}]*\}} *(?P<name>\w*);(?P<after> */\*)?",
                  re.M)
HEAD_PARTS = ("Units", "Errors", "Source")


def says(comment, part):
    """What a comment says behind the word of a part, up to the next one; None: nothing."""
    text = re.sub(r"\n ?\*?", " ", comment or "")
    found = re.search(rf"\b{part}: +(.*?)(?= \b(?:Given|Returned|Units|Errors|Source): |\*/|$)", text)
    return found.group(1).strip() if found and found.group(1).strip() else None


def names(parameters):
    """The names of the parameters; a function pointer's own are its business."""
    text = re.sub(r"\)\s*RA_PRINTF\(.*", "", parameters)
    if text.strip() in ("", "void"):
        return []
    text = re.sub(r"\(\*(\w+)\)\([^)]*\)", r"\1", text)
    return [re.search(r"(\w+)(?:\[[^]]*\])?\s*$", part).group(1) for part in text.split(",") if part.strip() != "..."]


def faults(text):
    """Yields (position, message)."""
    head = re.match(COMMENT, text)
    head = head.group(0) if head else ""
    for match in FUNCTION.finditer(text):
        name, comment = match["name"], match["comment"]
        at = match.start("text")
        if comment is None:
            yield at, f"{name}: no comment in front of it"
            continue
        parameters = names(match["parameters"])
        if parameters and says(comment, "Given") is None:
            yield at, f"{name}: does not say 'Given:'"
        for parameter in parameters:
            if parameter != "diag" and not re.search(rf"\b{parameter}\b", comment):
                yield at, f"{name}: does not say what '{parameter}' is"
        returns = match["text"][:match["text"].index(name)].strip()
        if returns != "void" and says(comment, "Returned") is None:
            yield at, f"{name}: does not say 'Returned:'"
        for part in HEAD_PARTS:
            if says(comment, part) is None and says(head, part) is None:
                yield at, f"{name}: neither it nor its header says '{part}:'"
        if returns == "ra_status" and not re.search(r"\bRA_[A-Z]+\b", (says(comment, "Returned") or "") + (says(comment, "Errors") or "")):
            yield at, f"{name}: does not name the codes that it returns"
    for match in TYPE.finditer(text):
        listed = "_LIST(X)" in match.group(0)  # the comment stands above the list
        if match["comment"] is None and match["after"] is None and not listed:
            yield match.start(), f"{match['name'] or 'enum'}: a type without a comment"


def main(root, headers):
    count = functions = 0
    for header in headers:
        text = (pathlib.Path(root) / header).read_text(encoding="utf-8")
        functions += len(FUNCTION.findall(text))
        for position, message in sorted(faults(text)):
            print(f"{header}:{text.count(chr(10), 0, position) + 1}: {message}")
            count += 1
    if functions == 0:
        print("no functions in these headers")
    elif count == 0:
        print(f"{functions} functions say all that they have to")
    return 1 if count or not functions else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
