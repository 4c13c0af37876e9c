# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares what the built libraries export (name, version node, function or object) with facts/symbols.tsv.

symbols_test.py LIBDIR [FACTS]     LIBDIR is searched for libvirt.so.0 and its sisters
"""
import glob, os, subprocess, sys

SKIP = 77
KIND = {"T": "FUNC", "t": "FUNC", "W": "FUNC", "i": "FUNC", "D": "OBJECT", "B": "OBJECT", "R": "OBJECT", "V": "OBJECT"}


def exports(path):
    """{symbol: (node, kind)} of the dynamic symbol table; version nodes themselves are absolute symbols and left out."""
    out = {}
    text = subprocess.run(["nm", "-D", "--defined-only", "--with-symbol-versions", path],
                          capture_output=True, text=True, check=True).stdout
    for line in text.splitlines():
        kind, name = line.split()[-2:]
        if kind == "A":
            continue
        symbol, _, node = name.partition("@")
        out[symbol] = (node.lstrip("@"), KIND.get(kind, kind))
    return out


def find(folder, soname):
    found = sorted(glob.glob(os.path.join(folder, "**", soname), recursive=True))
    return found[0] if found else None


def main():
    folder = sys.argv[1]
    facts = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(__file__), "..", "..", "facts")
    wanted = {}
    with open(os.path.join(facts, "symbols.tsv")) as f:
        for line in list(f)[1:]:
            soname, symbol, node, kind = line.split()
            wanted.setdefault(soname, {})[symbol] = (node, kind)
    paths = {s: find(folder, s) for s in wanted}
    if not any(paths.values()):
        print(f"skipped: no {', '.join(sorted(wanted))} below {folder}")
        sys.exit(SKIP)
    good = bad = 0
    absent = False
    for soname in sorted(wanted):
        if not paths[soname]:
            print(f"{soname}: not built, {len(wanted[soname])} symbols not looked at")
            absent = True
            continue
        have = exports(paths[soname])
        for symbol, what in sorted(wanted[soname].items()):
            if have.get(symbol) == what:
                good += 1
            else:
                bad += 1
                print(f"{soname}: {symbol} is {have.get(symbol, 'missing')}, should be {what}")
        for symbol, (node, kind) in sorted(have.items()):
            if symbol not in wanted[soname] and "PRIVATE" not in node:
                bad += 1
                print(f"{soname}: {symbol} {node or 'without a version'} is exported but no fact")
    total = sum(map(len, wanted.values()))
    print(f"{good} of {total}")
    sys.exit(1 if bad else SKIP if absent else 0)


main()
