# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares our description of the C interface for language bindings with an installed libvirt's: each function, callback,
enum value, macro, struct and typedef of theirs must stand in ours with the same module, types and values.

api_xml_test.py OUR_DIR THEIR_DIR [--same]     --same: ours must have nothing more either
"""
import os, re, sys
import xml.etree.ElementTree as ET

SKIP = 77
LIBRARIES = ["libvirt", "libvirt-qemu", "libvirt-lxc", "libvirt-admin"]


def read(path, numbers):
    root, out = ET.parse(path).getroot(), {}
    numbers.update({e.get("name"): e.get("value") for e in root.iter("enum")})
    for f in root.find("files"):
        for e in f.findall("exports"):
            out["export", e.get("symbol"), e.get("type")] = f.get("name")
    for x in root.find("symbols"):
        name, what = x.get("name"), [x.get("file")]
        if x.tag in ("function", "functype"):
            what += [x.get("module"), x.find("return").get("type")] + [(a.get("name"), a.get("type")) for a in x.findall("arg")]
        elif x.tag == "enum":
            value = x.get("value")
            while value in numbers:  # theirs may name another value
                value = numbers[value]
            what += [value, x.get("type")]
        elif x.tag == "macro":
            what += [x.get("string"), x.get("params")]
        elif x.tag in ("struct", "typedef", "variable"):
            what += [x.get("type")] + [(f.get("name"), f.get("type")) for f in x.findall("field")]
        out[x.tag, name] = what
    return out


def main():
    ours, theirs = sys.argv[1:3]
    if not os.path.exists(os.path.join(theirs, "libvirt-api.xml")):
        print("skipped: no libvirt-api.xml in " + theirs)
        sys.exit(SKIP)
    bad = total = 0
    numbers = {ours: {}, theirs: {}}
    for library in LIBRARIES:
        a, b = (read(os.path.join(d, library + "-api.xml"), numbers[d]) for d in (ours, theirs))
        total += len(b)
        for key in sorted(b, key=str):
            # A new value of an open list moves its sentinel.
            if re.search(r"_LAST$", key[1]) and "--same" not in sys.argv or key[1] == "LIBVIR_VERSION_NUMBER":
                continue
            if a.get(key) != b[key]:
                print(f"{library}: {key}: ours {a.get(key)}, theirs {b[key]}")
                bad += 1
        if "--same" in sys.argv:
            for key in sorted(set(a) - set(b), key=str):
                print(f"{library}: {key} additional: {a[key]}")
                bad += 1
    print(f"{total} entries compared, {bad} differ")
    sys.exit(1 if bad else 0)


main()
