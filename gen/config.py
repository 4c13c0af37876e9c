# SPDX-License-Identifier: LGPL-2.1-or-later
"""facts/config/*.json -> base/config_keys.inc: the settings that each kind of configuration file knows."""
import argparse, glob, json, os

TYPES = {"bool": "boolean", "int": "integer", "string": "text", "string-list": "text_list",
         "string or string-list": "text_or_list", 'int or "unlimited"': "integer_or_word"}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--facts", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    with open(os.path.join(a.facts, "config", "syntax.json")) as f:
        plain_too = set(json.load(f)["string_list_accepts_plain_string"])
    os.makedirs(os.path.join(a.out, "base"), exist_ok=True)
    kinds = []
    with open(os.path.join(a.out, "base", "config_keys.inc"), "w") as out:
        out.write("// Made by gen/config.py from facts/config.\n")
        for path in sorted(glob.glob(os.path.join(a.facts, "config", "*.json"))):
            with open(path) as f:
                d = json.load(f)
            if not isinstance(d.get("keys"), list):
                continue
            word = d["file"].replace("-", "_") + "_keys"
            kinds.append((d["file"], word))
            out.write(f"constexpr ConfigKey {word}[] = {{\n")
            for k in d["keys"]:
                kind = TYPES[k["type"]]
                if kind == "text_list" and k["key"] in plain_too:
                    kind = "text_or_list"
                out.write(f"    {{{json.dumps(k['key'])}, ConfigKey::Type::{kind}}},\n")
            out.write("};\n")
        out.write("constexpr struct {\n    const char* name;\n    std::span<const ConfigKey> keys;\n} kinds[] = {\n")
        for name, word in kinds:
            out.write(f"    {{{json.dumps(name)}, {word}}},\n")
        out.write("};\n")


main()
