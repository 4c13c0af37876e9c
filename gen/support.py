# SPDX-License-Identifier: LGPL-2.1-or-later
"""docs/support.md: which functions each driver fills, read from the slots that its classes override.

support.py ROOT [--check]   writes the page, or fails if it is not fresh
"""
import json
import os
import re
import sys


def slots(root):
    """{slot: public function}, in the order of the protocol."""
    out = {}
    for program in ("remote", "qemu", "lxc"):
        with open(os.path.join(root, "facts", "protocol", program + ".json")) as f:
            for p in json.load(f)["procedures"]:
                if p.get("event") or not p.get("api"):
                    continue
                bare = re.sub(r"^[A-Z]+_PROC_", "", p["name"]).lower()
                out[bare if program == "remote" else program + "_" + bare] = p["api"]
    return out


def filled(folder, known):
    found = set()
    for here, _, names in os.walk(folder):
        for n in names:
            if n.endswith((".h", ".cpp")):
                with open(os.path.join(here, n)) as f:
                    for m in re.finditer(r"\b(\w+)\((?:api::)?Call&[^)]*\)\s*override", f.read()):
                        if m[1] in known:
                            found.add(m[1])
    return found


def page(root):
    known = slots(root)
    drivers_dir = os.path.join(root, "src", "drivers")
    drivers = {d: filled(os.path.join(drivers_dir, d), known) for d in sorted(os.listdir(drivers_dir))
               if d != "remote" and os.path.isdir(os.path.join(drivers_dir, d))}
    shared = filled(os.path.join(root, "src", "hv"), known)  # LocalNode, which drivers of this host inherit
    for d in drivers:
        with_node = any("LocalNode" in open(os.path.join(h, n)).read() for h, _, ns in os.walk(os.path.join(drivers_dir, d)) for n in ns if n.endswith(".h"))
        if with_node:
            drivers[d] |= shared
    lines = ["# What each driver supports", "", "Made by `gen/support.py` from the slots that the drivers' classes override; do not edit. The remote driver passes every function on.", "",
             "| driver | functions |", "|---|---|"]
    lines += [f"| {d} | {len(s)} of {len(known)} |" for d, s in drivers.items()]
    lines += ["", "| function | " + " | ".join(drivers) + " |", "|---|" + "---|" * len(drivers)]
    for slot, api in sorted(known.items(), key=lambda x: x[1]):
        lines.append(f"| {api} | " + " | ".join("yes" if slot in s else "" for s in drivers.values()) + " |")
    return "\n".join(lines) + "\n"


def main():
    root = sys.argv[1]
    path = os.path.join(root, "docs", "support.md")
    text = page(root)
    if "--check" in sys.argv:
        if not os.path.exists(path) or open(path).read() != text:
            print("docs/support.md is not fresh: run python3 gen/support.py .")
            sys.exit(1)
        print("docs/support.md is fresh")
    else:
        with open(path, "w") as f:
            f.write(text)


main()
