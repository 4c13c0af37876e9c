# SPDX-License-Identifier: LGPL-2.1-or-later
"""facts/errors.json -> base/error_codes.h (enums Code and Domain) and base/error_codes.inc (their texts)."""
import argparse, json, os

CPP_WORDS = {"default", "operator", "xor", "and", "or", "not", "auto", "new", "delete", "char", "int"}


def word(name, prefix):
    w = (name[len(prefix):] if name.startswith(prefix) else name[len("VIR_"):]).lower()
    return w + "_" if w in CPP_WORDS else w


def c_string(text):
    return "nullptr" if text is None else json.dumps(text)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--facts", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    with open(os.path.join(a.facts, "errors.json")) as f:
        e = json.load(f)
    os.makedirs(os.path.join(a.out, "base"), exist_ok=True)
    with open(os.path.join(a.out, "base", "error_codes.h"), "w") as f:
        f.write("// SPDX-License-Identifier: LGPL-2.1-or-later\n// Made by gen/errors.py from facts/errors.json.\n#pragma once\n\n")
        f.write("namespace vireo {\n\n// What went wrong; the numbers are those of virErrorNumber.\nenum class Code : int {\n")
        for n in e["numbers"]:
            f.write(f"    {word(n['name'], 'VIR_ERR_')} = {n['value']},\n")
        f.write("};\n\n// Which part noticed; the numbers are those of virErrorDomain.\nenum class Domain : int {\n")
        for d in e["domains"]:
            f.write(f"    {word(d['name'], 'VIR_FROM_')} = {d['value']},\n")
        f.write("};\n\n}  // namespace vireo\n")
    with open(os.path.join(a.out, "base", "error_codes.inc"), "w") as f:
        f.write("// Made by gen/errors.py from facts/errors.json: {code, text without detail, text with detail, place holder is bare}.\n")
        f.write("constexpr Template templates[] = {\n")
        for n in e["numbers"]:
            bare = "true" if n.get("str1_has_plain_percent_s") else "false"
            f.write(f"    {{{n['value']}, {c_string(n['plain'])}, {c_string(n['with_detail'])}, {bare}}},\n")
        f.write("};\n\n// Labels of the domains, as the default error printer shows them.\nconstexpr const char* domain_labels[] = {\n")
        for d in sorted(e["domains"], key=lambda d: d["value"]):
            f.write(f"    {c_string(d['label'])},\n")
        f.write("};\n")


main()
