# SPDX-License-Identifier: LGPL-2.1-or-later
"""abidiff between the distribution's libvirt and ours: no public function removed, none changed.

Two comparisons, because distribution libraries carry no debug information:
  types    a stub library built from their headers against one built from ours
  symbols  their library against ours, both without debug information, private nodes left out

abidiff_test.py LIBDIR INCLUDE THEIR_LIBDIR THEIR_INCLUDE
"""
import glob, os, shutil, subprocess, sys, tempfile

from capi_tree import PROGRAM, SKIP, clang, functions, syntax_tree

SUPPRESS = """
[suppress_function]
  symbol_version_regexp = LIBVIRT_.*PRIVATE.*
[suppress_variable]
  symbol_version_regexp = LIBVIRT_.*PRIVATE.*
"""
SONAMES = ["libvirt.so.0", "libvirt-qemu.so.0", "libvirt-lxc.so.0", "libvirt-admin.so.0"]


def skip(reason):
    print("skipped: " + reason)
    sys.exit(SKIP)


def stub(compiler, include, folder):
    """A library of empty functions with full debug information."""
    source, library = os.path.join(folder, "stub.c"), os.path.join(folder, "stub.so")
    with open(source, "w") as f:
        f.write("#include <stdlib.h>\n" + PROGRAM + "virConnectAuthPtr virConnectAuthPtrDefault;\n")
        for name, result, params in functions(syntax_tree(compiler, include)):
            args = ", ".join(f"{t} a{i}" if "(" not in t else t.replace("(*)", f"(*a{i})") for i, t in enumerate(params))
            f.write(f"{result} {name}({args or 'void'}) {{ abort(); }}\n")
    subprocess.run(["cc", "-g", "-w", "-shared", "-fPIC", "-I", include, source, "-o", library], check=True)
    return library


def diff(old, new, *options):
    r = subprocess.run(["abidiff", *options, old, new], capture_output=True, text=True)
    print(r.stdout.strip() + r.stderr.strip())
    # 1 and 2: the tool failed; 8: something was removed or changed so that programs break; 4 alone: additions.
    return r.returncode & (1 | 2 | 8) == 0


def main():
    ours, include, their_lib, their_include = sys.argv[1:5]
    compiler = clang()
    if not shutil.which("abidiff") or not compiler:
        skip("needs abidiff (abigail-tools) and clang")
    if not os.path.exists(os.path.join(their_include, "libvirt", "libvirt.h")):
        skip("no headers of libvirt-dev in " + their_include)
    good, compared = True, 0
    with tempfile.TemporaryDirectory() as folder:
        for name in ["old", "new"]:
            os.mkdir(os.path.join(folder, name))
        old = stub(compiler, their_include, os.path.join(folder, "old"))
        new = stub(compiler, include, os.path.join(folder, "new"))
        print("types:")
        good &= diff(old, new)
        rules = os.path.join(folder, "suppress")
        with open(rules, "w") as f:
            f.write(SUPPRESS)
        for soname in SONAMES:
            mine = glob.glob(os.path.join(ours, "**", soname), recursive=True)
            theirs = os.path.join(their_lib, soname)
            if not mine or not os.path.exists(theirs):
                print(f"{soname}: not compared, {'theirs is not installed' if mine else 'ours is not built'}")
                continue
            pair = []
            for side, path in [("old", theirs), ("new", sorted(mine)[0])]:
                pair.append(os.path.join(folder, side, soname))
                subprocess.run(["objcopy", "--strip-debug", path, pair[-1]], check=True)
            print(soname + ":")
            good &= diff(*pair, "--suppressions", rules)
            compared += 1
    print(f"types and {compared} libraries compared: {'compatible' if good else 'NOT compatible'}")
    sys.exit(0 if good else 1)


main()
