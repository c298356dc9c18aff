"""What every page of a site must be: well-formed, self-contained, with links that lead somewhere."""
import base64
import hashlib
import html.parser
import os
import re
import urllib.parse

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "col", "area", "base", "embed", "source", "track"}
# Elements and attributes by which a page would load something.
LOADS = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("object", "data"), ("embed", "src"),
         ("video", "src"), ("audio", "src"), ("source", "src"), ("form", "action"), ("use", "href"), ("image", "href"),
         ("use", "xlink:href"), ("base", "href"), ("meta", "refresh")}


class Page(html.parser.HTMLParser):
    """One page: its ids, links, texts and scripts, and everything that is wrong with its markup."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.faults, self.ids, self.links, self.open = [], set(), [], []
        self.scripts, self.styles, self.policy, self.texts, self.tags = [], [], None, [], set()
        self.titles, self.languages = [], []
        if not text.startswith("<!DOCTYPE html>"):
            self.faults.append("no document type")
        self.feed(text)
        self.close()
        self.faults += ["<%s> is never closed" % tag for tag in self.open]

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        names = [name for name, _ in attributes]
        values = dict(attributes)
        if len(names) != len(set(names)):
            self.faults.append("<%s> has an attribute twice" % tag)
        for name, value in attributes:
            if name.startswith("on") or name == "style":
                self.faults.append("<%s %s>" % (tag, name))
            if (tag, name) in LOADS and not (tag == "link" and values.get("rel") == "alternate"):
                self.faults.append("<%s %s=%s> loads something" % (tag, name, value))
        if "id" in values:
            if values["id"] in self.ids or not values["id"] or re.search(r"\s", values["id"]):
                self.faults.append("id '%s'" % values["id"])
            self.ids.add(values["id"])
        for name in ("href", "xlink:href"):
            if values.get(name) is not None:
                self.links.append(values[name])
        if tag == "meta" and (values.get("http-equiv") or "").lower() == "content-security-policy":
            self.policy = values["content"]
        if tag == "html":
            self.languages.append(values.get("lang"))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script" and values.get("type", "text/javascript") == "text/javascript":
            self.scripts.append("")
        if tag == "style":
            self.styles.append("")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append("</%s> inside <%s>" % (tag, self.open[-1] if self.open else ""))
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        inside = self.open[-1] if self.open else ""
        if inside == "script" and self.scripts:
            self.scripts[-1] += data
        elif inside == "style":
            self.styles[-1] += data
        elif inside == "title":
            self.titles.append(data)
        else:
            self.texts.append(data)


def digest(text):
    return "'sha256-%s'" % base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def policy_faults(page):
    """The policy forbids everything, and lets the page's own scripts and style through by their digests."""
    if page.policy is None:
        return ["no content security policy"]
    rules = {words.split()[0]: words.split()[1:] for words in page.policy.split(";") if words.strip()}
    faults = []
    if rules.get("default-src") != ["'none'"] or rules.get("base-uri") != ["'none'"]:
        faults.append("the policy lets something through: " + page.policy)
    for kind, texts in (("script-src", page.scripts), ("style-src", page.styles)):
        allowed = rules.get(kind, ["'none'"])
        if [word for word in allowed if not re.fullmatch(r"'(none|sha256-[A-Za-z0-9+/=]{44})'", word)]:
            faults.append("%s %s" % (kind, allowed))
        faults += ["a text of %s is not in the policy" % kind for text in texts if text and digest(text) not in allowed]
    return faults


def read_site(folder):
    """All pages by their paths, and all files."""
    pages, files = {}, []
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(where, name), folder)
            files.append(path)
            if name.endswith(".html"):
                with open(os.path.join(where, name), encoding="utf-8") as file:
                    pages[path] = Page(file.read())
    return pages, sorted(files)


def faults(folder):
    """Everything that is wrong with a site, as texts."""
    pages, files = read_site(folder)
    found, linked = [], {"index.html", "404.html", ".reaudit-site", "sitemap.xml"}
    for path, page in pages.items():
        found += ["%s: %s" % (path, fault) for fault in page.faults + policy_faults(page)]
        if page.languages != ["en"] or len(page.titles) < 1 or "main" not in page.tags or "h1" not in page.tags:
            found.append(path + ": no language, title, main part or heading")
        for link in page.links:
            address = urllib.parse.urlsplit(link)
            if address.scheme in ("http", "https"):
                continue
            if address.scheme or link.startswith("/"):
                found.append("%s: link to %s" % (path, link))
                continue
            target = os.path.normpath(os.path.join(os.path.dirname(path), urllib.parse.unquote(address.path))) \
                if address.path else path
            linked.add(target)
            if target not in files:
                found.append("%s: %s is not there" % (path, link))
            elif address.fragment and target in pages and address.fragment not in pages[target].ids:
                found.append("%s: %s has no such place" % (path, link))
    found += [path + ": nothing links to it" for path in files if path not in linked]
    return found
