# SPDX-License-Identifier: LGPL-2.1-or-later
"""docs/reference: one page for each kind of document, from what the rows know (vireo-describe rows) and notes.txt.

reference.py ROOT DESCRIBE [--check]   writes the pages, or fails if they are not fresh or an element has no note
"""
import os
import subprocess
import sys

PAGES = [
    ("domain", "domain", "Domains"),
    ("network", "network", "Networks"),
    ("network-port", "networkport", "Network ports"),
    ("storage-pool", "storagepool", "Storage pools"),
    ("storage-volume", "storagevol", "Storage volumes"),
    ("snapshot", "domainsnapshot", "Snapshots"),
    ("checkpoint", "domaincheckpoint", "Checkpoints"),
    ("backup", "domainbackup", "Backups"),
    ("secret", "secret", "Secrets"),
    ("nodedev", "nodedev", "Node devices"),
    ("nwfilter", "nwfilter", "Network filters"),
    ("nwfilter-binding", "nwfilterbinding", "Bindings of network filters"),
    ("interface", "interface", "Interfaces of the host"),
]
ELSEWHERE = {"domainsnapshot": ("domain", "inactiveDomain"), "domaincheckpoint": ("domain",)}

FORMS = {
    "=empty": "nothing", "=text": "text", "=string": "text", "=unsignedInt": "number", "=unsignedLong": "number",
    "=unsignedShort": "number up to 65535", "=unsignedByte": "number up to 255", "=positiveInteger": "number above 0",
    "=integer": "whole number", "=int": "whole number", "=long": "whole number", "=dateTime": "date and time",
    "(0x)?[0-9a-fA-F]+": "hexadecimal number", "[a-fA-F0-9]{2}(:[a-fA-F0-9]{2}){5}": "MAC address",
    "[a-fA-F0-9][02468aAcCeE](:[a-fA-F0-9]{2}){5}": "MAC address of one card", "/.*": "absolute path", ".+": "path",
    "(/|[a-zA-Z]:\\\\).+": "absolute path", "[a-zA-Z0-9_+\\-]+": "word", "[a-zA-Z0-9.\\-]+": "host name or address",
    "[a-zA-Z0-9_.\\-\\\\:/]+": "device name", "[a-zA-Z0-9_\\-.]+": "name", "[^\\n]+": "name", "[^/\\n]+": "name without a slash",
    "[0-7]+": "octal number", "(0x)?[0-9a-fA-F]{16}": "16 hexadecimal digits", "=int -1 65535": "port number, -1 to choose",
}


def notes(path):
    exact, ends = {}, {}
    with open(path) as f:
        for n, line in enumerate(f, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            key, _, words = line.partition(": ")
            table = ends if key.startswith("*") else exact
            key = key.lstrip("*")
            if not words or key in table:
                sys.exit("%s:%d: no words, or a place that was there before" % (path, n))
            table[key] = words
    return exact, ends


class Notes:
    def __init__(self, path):
        self.exact, self.ends = notes(path)
        self.used = set()

    def find(self, place):
        if place in self.exact:
            self.used.add(place)
            return self.exact[place]
        parts = place.split("/")
        for i in range(1, len(parts)):
            end = "/" + "/".join(parts[i:])
            if end in self.ends:
                self.used.add("*" + end)
                return self.ends[end]
        return ""

    def unused(self):
        return sorted((set(self.exact) | {"*" + e for e in self.ends}) - self.used)


def listing(describe, name):
    """[(places, [row fields])], without what belongs on another page."""
    out = []
    for line in subprocess.run([describe, "rows", name], check=True, capture_output=True, text=True).stdout.splitlines():
        kind, *fields = line.split("\t")
        if kind == "E":
            out.append((fields, []))
        else:
            out[-1][1].append(fields)
    root = "/" + out[0][0][0].strip("/").split("/")[0]
    away = tuple("%s/%s" % (root, e) for e in ELSEWHERE.get(name, ()))
    kept = []
    for places, rows in out:
        mine = [p for p in places if not any(p.startswith(a + "/") or p.split(" ")[0] == a for a in away)]
        if mine:
            kept.append((mine, rows))
    return kept


def shown(value):
    if not value:
        return ""
    if value.startswith("<"):
        return value.strip("<>")
    if value.startswith("~"):
        form = value[1:]
        if form in FORMS:
            return FORMS[form]
        if "a-fA-F0-9]{32}" in form:
            return "UUID"
        if all(c.isalnum() or c in "|-_." for c in form):
            return ", ".join("`%s`" % w for w in form.split("|"))
        if form.startswith("=int ") and form.count(" ") == 2:
            return "number %s to %s" % tuple(form.split()[1:])
        if "=" in form and " " in form:
            return "number"
        return "text like `%s`" % form.replace("|", "\\|") if len(form) < 60 else "text"
    return ", ".join("`%s`" % w for w in value.split("|"))


def anchor(place):
    return "".join(c if c.isalnum() else "-" for c in place.strip("/").lower())


def remarks(flags, when, since):
    words = []
    for f in filter(None, flags.split(",")):
        words.append({"needed": "needed", "several": "several", "guest": "seen by the guest", "secret": "shown only with secrets",
                      "live": "running guests only", "stored": "stored definitions only", "old": "old spelling, read but never written",
                      "lenient": ""}.get(f) or ("`%s` if absent" % f[8:] if f.startswith("default=") else f))
    if when:
        name, _, values = when.partition("=")
        words.append("with %s " % name + ", ".join("`%s`" % v for v in values.split("|")))
    if since:
        words.append("since " + since)
    return "; ".join(words)


def section(places, rows, notes_, missing, links):
    place, _, case = places[0].partition(" (")
    words = notes_.find(place)
    if not words:
        missing.append(place)
    title = place.strip("/").split("/")
    out = ["", '<a id="%s"></a>' % anchor(place), "## `%s`" % "/".join(title), "", words]
    if case:
        name, _, values = case.rstrip(")").partition("=")
        out += ["", "With %s %s." % (name, ", ".join("`%s`" % v for v in values.split("|")))]
    others = [p.split(" (")[0] for p in places[1:]]
    others = [o for o in dict.fromkeys(others) if o != place]
    if others:
        more = "" if len(others) <= 8 else " and %d more" % (len(others) - 8)
        out += ["", "Also in " + ", ".join("`%s`" % o.strip("/") for o in others[:8]) + more + "."]
    table = []
    for kind, name, value, flags, when, since, doc in rows:
        here = {"attribute": "%s/@%s" % (place, name), "text": place + "/#text"}.get(kind, "%s/%s" % (place, name))
        label = {"attribute": "`%s=`" % name, "text": "text"}.get(kind, "`<%s>`" % name)
        what = {"child": "element", "flag": "empty element"}.get(kind) or shown(value)
        if kind == "child" and here in links:
            what = "[element](#%s)" % links[here]
        note = notes_.find(here) if kind != "text" else ""
        table.append("| %s | %s | %s | %s |" % (label, what, remarks(flags, when, since), note or (doc[:1].upper() + doc[1:] + "." if doc else "")))
    if table:
        out += ["", "| | value | | |", "|---|---|---|---|"] + table
    return out


def page(title, name, describe, notes_, missing):
    found = listing(describe, name)
    out = ["# " + title, "",
           "Written by `gen/reference.py` from the rows that read, print and check these documents, and from `notes.txt`; do not edit.",
           "An element that stands at several places is described once. Rows are in the order in which documents are printed."]
    if name in ELSEWHERE:
        out += ["The definition of the guest that such a document holds is described in [domain.md](domain.md)."]
    links = {p.split(" (")[0]: anchor(places[0].split(" (")[0]) for places, _ in reversed(found) for p in places}
    for places, rows in found:
        out += section(places, rows, notes_, missing, links)
    return "\n".join(out) + "\n"


def main():
    root, describe, check = sys.argv[1], sys.argv[2], "--check" in sys.argv
    folder = os.path.join(root, "docs", "reference")
    notes_ = Notes(os.path.join(folder, "notes.txt"))
    bad, missing = [], []
    index = ["# Reference of documents", "", "| | |", "|---|---|"]
    pages = {}
    for file, name, title in PAGES:
        pages[file + ".md"] = page(title, name, describe, notes_, missing)
        index.append("| [%s](%s.md) | %d elements |" % (title, file, pages[file + ".md"].count("\n## ")))
    pages["README.md"] = "\n".join(index) + "\n"
    for file, text in pages.items():
        path = os.path.join(folder, file)
        if check:
            try:
                with open(path) as f:
                    fresh = f.read() == text
            except FileNotFoundError:
                fresh = False
            if not fresh:
                bad.append("%s is not fresh: run gen/reference.py . build/.../bin/vireo-describe" % file)
        else:
            with open(path, "w") as f:
                f.write(text)
    bad += ["no note about " + m for m in dict.fromkeys(missing)]
    bad += ["a note about nothing: " + u for u in notes_.unused()]
    for b in bad:
        print(b, file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
