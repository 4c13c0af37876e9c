# SPDX-License-Identifier: LGPL-2.1-or-later
"""facts/api -> shim/abi_asserts.c: a file that compiles only if the public headers give every struct its size and
offsets (x86-64), every enum value and constant its number, and every function its type."""
import argparse, os

from common.capi import Api, arguments, declare

HEADERS = ["libvirt.h", "virterror.h", "libvirt-qemu.h", "libvirt-lxc.h", "libvirt-admin.h"]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--facts", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    api = Api(a.facts)
    out = ["/* Made by gen/abi_asserts.py from facts/api: the layout that compiled programs rely on. */\n"
           "#define VIR_ENUM_SENTINELS\n#define VIR_DEPRECATED\n"
           "#include <stddef.h>\n#include <string.h>\n" + "".join(f"#include <libvirt/{h}>\n" for h in HEADERS) + "\n"
           "#define SAME(a, b) _Static_assert((a) == (b), #a)\n\n"]
    out.append("#if defined(__x86_64__)\n")
    for s in api.structs:
        out.append(f"SAME(sizeof(struct {s['name']}), {s['size']});\nSAME(_Alignof(struct {s['name']}), {s['align']});\n")
        for f in s["fields"]:
            out.append(f"SAME(offsetof(struct {s['name']}, {f['name']}), {f['offset']});\n"
                       f"SAME(sizeof(((struct {s['name']} *)0)->{f['name']}), {f['size']});\n")
    out.append("#endif\n\n")
    for e in api.enums:
        out += [f"SAME({v['name']}, {v['value']});\n" for v in e["values"]]
    for m in api.macros:
        if isinstance(m["value"], int):
            out.append(f"SAME({m['name']}, {m['value']});\n")
        else:
            out.append(f"SAME(sizeof({m['name']}), {len(m['value']) + 1});\n")
    # A second declaration with another type is an error, so repeating each one is the assert.
    out.append("\n")
    for f in api.functions:
        out.append(f"{declare(f['return'], f['name'])}({arguments(f)});\n")
    for v in api.variables:
        out.append(f"extern {declare(v['type'], v['name'])};\n")
    for c in api.callbacks:
        out.append(f"static {declare(c['return'], '(*take_' + c['name'] + ')')}({arguments(c)}) __attribute__((unused)) = ({c['name']})0;\n")
    os.makedirs(os.path.join(a.out, "shim"), exist_ok=True)
    with open(os.path.join(a.out, "shim", "abi_asserts.c"), "w") as f:
        f.writelines(out)


main()
