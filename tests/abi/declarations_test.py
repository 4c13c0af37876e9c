# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares our public headers with an installed libvirt-dev: every function, enum value, struct field, typedef and
macro of the installed ones must be declared by ours with the same type and value.

declarations_test.py OUR_INCLUDE THEIR_INCLUDE [--same]     --same: ours must have nothing more either
"""
import os, sys

from capi_tree import SKIP, clang, declarations, macros


def main():
    ours, theirs = sys.argv[1:3]
    compiler = clang()
    if not compiler or not os.path.exists(os.path.join(theirs, "libvirt", "libvirt.h")):
        print("skipped: needs clang and the headers of libvirt-dev in " + theirs)
        sys.exit(SKIP)
    a = dict(declarations(compiler, ours), **macros(compiler, ours))
    b = dict(declarations(compiler, theirs), **macros(compiler, theirs))
    bad = 0
    for name in sorted(b):
        if name == "LIBVIR_VERSION_NUMBER" or (name.endswith("_LAST") and "--same" not in sys.argv):
            continue
        if name not in a:
            print(f"missing: {name} ({b[name]})")
            bad += 1
        elif a[name] != b[name]:
            print(f"differs: {name}: ours {a[name]!r}, theirs {b[name]!r}")
            bad += 1
    if "--same" in sys.argv:
        for name in sorted(set(a) - set(b)):
            print(f"additional: {name} ({a[name]})")
            bad += 1
    print(f"{len(b)} declarations compared, {bad} differ")
    sys.exit(1 if bad else 0)


main()
