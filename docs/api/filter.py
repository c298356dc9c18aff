"""Reads a public header for Doxygen: our plain comments become documentation.

    filter.py HEADER

The headers are written to be read as they are. A comment in front of a declaration describes it, one
behind a member describes the member, the first one of a file the file; the words "Given:",
"Returned:", "Units:", "Errors:" and "Source:" start the parts of a description. Lists X(code,
"name", "text") are written out, so that every code has its text. Doxygen sees all this in its own
notation; lines stay where they are, so that its messages name the right ones.
"""
import os
import re
import sys

PARTS = ("Given", "Returned", "Units", "Errors", "Source")
BODY = r"/\*(?!\*)(?:(?!\*/)[\s\S])*\*/"
# Behind a member, up to the end of the comment; a value of an enumeration may have no comma.
TRAILING = re.compile(rf"^(?P<code> +[^\s/*#][^\n;]*[;,]|    +[A-Z][A-Z0-9_]*(?: = [^\n,]+)?)(?P<gap> +)(?P<comment>{BODY})",
                      re.M)
BEFORE = re.compile(rf"^(?P<comment>{BODY})(?=\n[^\n#])", re.M)
BEFORE_MEMBER = re.compile(rf"^(?P<indent> +)(?P<comment>{BODY})(?=\n +[^\n/]*;\n)", re.M)


def documentation(comment, mark):
    """A comment in Doxygen's notation, with `mark` behind its start."""
    text = re.sub(r"([\\@<>#%])", r"\\\1", comment[2:-2])
    for part in PARTS:
        text = re.sub(rf"(?<![\w`\"]){part}:(?=\s)", rf"\\{part}_ ", text)
    return f"/**{mark}{text}*/"


def lists(text):
    """The X-macro lists: name to [(code, [text ...])]."""
    found = {}
    for match in re.finditer(r"#define (RA_\w+_LIST)\(X\)((?:.*\\\n)*.*\n)", text):
        rows = re.findall(r"X\((\w+),\s*((?:[^()\"]|\"(?:[^\"\\]|\\.)*\")*)\)", match.group(2).replace("\\\n", " "))
        found[match.group(1)] = [(code, re.findall(r'"((?:[^"\\]|\\.)*)"', rest)) for code, rest in rows]
    return found


def expanded(text):
    """Enumerations with their lists written out, on the lines that the macros took."""
    known = lists(text)

    def enumeration(match):
        values = " ".join(f"{code}, {documentation(f'/* {name(texts) or code} */', '<')}"
                          for code, texts in known[match.group("list")])
        return values + "\n" * match.group(0).count("\n")

    def name(texts):
        return ": ".join(dict.fromkeys(texts))

    return re.sub(r"#define X\(.*\n\s*(?P<list>RA_\w+_LIST)\(X\)\n#undef X\n", enumeration, text)


def described(text, name):
    head = re.match(BODY, text).group(0)
    body = text[len(head):]
    body = TRAILING.sub(lambda m: m["code"] + m["gap"] + documentation(m["comment"], "<"), body)
    body = BEFORE.sub(lambda m: documentation(m["comment"], ""), body)
    body = BEFORE_MEMBER.sub(lambda m: m["indent"] + documentation(m["comment"], ""), body)
    # The first empty line of the comment is where its file is named.
    head = documentation(head, "").replace("\n *\n", f"\n * \\file {name}\n", 1)
    return head + body


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        sys.stdout.write(described(expanded(file.read()), os.path.basename(sys.argv[1])))
