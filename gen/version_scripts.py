# SPDX-License-Identifier: LGPL-2.1-or-later
"""facts/symbols.tsv + symbol_nodes.tsv -> shim/<library>.syms, the linker's version scripts of the four libraries."""
import argparse, os


def table(path):
    with open(path) as f:
        head, *rows = [line.rstrip("\n").split("\t") for line in f]
    return [dict(zip(head, r)) for r in rows]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--facts", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    symbols = table(os.path.join(a.facts, "symbols.tsv"))
    nodes = table(os.path.join(a.facts, "symbol_nodes.tsv"))
    os.makedirs(os.path.join(a.out, "shim"), exist_ok=True)
    for soname in sorted({n["soname"] for n in nodes}):
        text = f"# Made by gen/version_scripts.py from facts: what {soname} exports, and since which release.\n"
        own = [n for n in nodes if n["soname"] == soname]
        made = 0
        for i, node in enumerate(own):
            names = sorted(s["symbol"] for s in symbols if s["soname"] == soname and s["node"] == node["node"])
            if len(names) != int(node["symbols"]):
                raise SystemExit(f"{soname} {node['node']}: {len(names)} symbols, the chain says {node['symbols']}")
            if node["inherits"] != "-" and node["inherits"] not in {n["node"] for n in own[:i]}:
                raise SystemExit(f"{soname} {node['node']} inherits {node['inherits']}, which is not above it")
            made += len(names)
            text += f"\n{node['node']} {{\n"
            if names:
                text += "global:\n" + "".join(f"    {n};\n" for n in names)
            if i == 0:
                text += "local:\n    *;\n"
            text += "}" + (f" {node['inherits']}" if node["inherits"] != "-" else "") + ";\n"
        if made != sum(s["soname"] == soname for s in symbols):
            raise SystemExit(f"{soname}: symbols without a node")
        with open(os.path.join(a.out, "shim", soname.split(".so")[0] + ".syms"), "w") as f:
            f.write(text)


main()
