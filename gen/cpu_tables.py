# SPDX-License-Identifier: LGPL-2.1-or-later
"""facts/cpu/*.json -> hv/cpu_tables.inc: CPU models and features as constant data, sets of features as bit masks."""
import argparse
import json
import os

REGISTERS = {"eax": 0, "ebx": 1, "ecx": 2, "edx": 3}


def quoted(text):
    return '"%s"' % text


def mask(index, names, words):
    value = [0] * words
    for n in names:
        i = index[n]
        value[i // 64] |= 1 << (i % 64)
    return "{{" + ", ".join("0x%xu" % v for v in value) + "}}"


def x86(facts, out):
    features, words = facts["features"], (len(facts["features"]) + 63) // 64
    index = {f["name"]: i for i, f in enumerate(features)}
    out.append("inline constexpr unsigned x86_feature_words = %d;" % words)
    out.append("inline constexpr unsigned x86_feature_count = %d;" % len(features))
    out.append("#ifdef VIREO_CPU_TABLES")
    # Places first: features of one register stand together, so that decoding reads each register once.
    places, rows = {}, []
    for f in features:
        if "cpuid" in f:
            leaf, sub, register, bit = f["cpuid"]
            key = ("0x%08x" % int(leaf, 16), sub, REGISTERS[register], "false")
        else:
            number, bit = f["msr"]
            key = ("0x%08x" % int(number, 16), 0, bit // 32, "true")
            bit %= 32
        rows.append((f["name"], places.setdefault(key, len(places)), bit, f.get("migratable", True)))
    out.append("constexpr X86Place x86_places[] = {")
    out.extend("    {%s, %d, %d, %s}," % k for k in places)
    out.append("};\nconstexpr X86Feature x86_features[] = {")
    out.extend("    {%s, %d, %d, %s}," % (quoted(n), p, b, str(m).lower()) for n, p, b, m in rows)
    out.append("};")
    out.append("constexpr std::uint16_t x86_features_by_name[] = {%s};" % ", ".join(str(index[n]) for n in sorted(index)))
    aliases = sorted((q, index[f["name"]]) for f in features for q in f.get("qemu", []))
    out.append("constexpr X86Alias x86_aliases[] = {%s};" % ", ".join("{%s, %d}" % (quoted(q), i) for q, i in aliases))
    vendors = {name: i for i, (name, _) in enumerate(facts["vendors"])}
    out.append("constexpr X86Vendor x86_vendors[] = {%s};" % ", ".join('{"%s", "%s"}' % tuple(v) for v in facts["vendors"]))
    models, by_name, signatures, lines = [], {}, [], []
    for fact in facts["models"]:
        m = dict(by_name[fact["like"]], **fact) if "like" in fact else dict(fact)
        m.setdefault("root", len(models))
        by_name[m["name"]] = m
        models.append(m)
        first = len(signatures)
        for s in m.get("signatures", []):
            steps = 0xffff
            if "steppings" in s:
                steps = sum(1 << i for i in s["steppings"])
            signatures.append("{%d, %d, 0x%04x}" % (s["family"], s["model"], steps))
        sets = [mask(index, m.get(k, "").split(), words) for k in ("features", "added", "removed")]
        decode = m.get("decode", [])
        like = next((i for i, o in enumerate(models) if o["name"] == fact.get("like")), -1)
        lines.append("    {%s, %d, %d, %d, %s, %s, %d, %s,\n     %s,\n     %s,\n     %s}," % (
            quoted(m["name"]), vendors.get(m.get("vendor"), -1), first, len(signatures) - first,
            str("host" in decode).lower(), str("guest" in decode).lower(), like, str(m.get("partial_check") == "compat").lower(), *sets))
    out.append("constexpr X86Signature x86_signatures[] = {%s};" % ", ".join(signatures))
    out.append("constexpr X86Model x86_models[] = {")
    out.extend(lines)
    out.append("};")
    order = {m["name"]: i for i, m in enumerate(models)}
    out.append("constexpr std::uint16_t x86_models_by_name[] = {%s};" % ", ".join(str(order[n]) for n in sorted(order)))
    out.append("#endif")


def pvr_models(arch, facts, out):
    out.append("#ifdef VIREO_CPU_TABLES")
    out.append("constexpr PvrModel %s_models[] = {" % arch)
    for m in facts["models"]:
        for value, wildcard in m["pvr"]:
            out.append("    {%s, %s, %s, %s}," % (quoted(m["name"]), quoted(m["vendor"]), value, wildcard or "0xfff"))
    out.append("};")
    if arch == "arm":
        out.append("constexpr ArmVendor arm_vendors[] = {%s};" % ", ".join('{"%s", %s}' % tuple(v) for v in facts["vendors"]))
        out.append("constexpr std::string_view arm_features[] = {%s};" % ", ".join(quoted(f["name"]) for f in facts["features"]))
    else:
        out.append("constexpr std::string_view %s_vendors[] = {%s};" % (arch, ", ".join(quoted(v[0]) for v in facts["vendors"])))
    out.append("#endif")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--facts", required=True)
    parser.add_argument("--out", required=True)
    a = parser.parse_args()
    out = ["// Made by gen/cpu_tables.py from facts/cpu."]
    for arch, write in (("x86", x86), ("ppc64", None), ("arm", None)):
        with open(os.path.join(a.facts, "cpu", arch + ".json"), encoding="utf-8") as f:
            facts = json.load(f)
        write(facts, out) if write else pvr_models(arch, facts, out)
    os.makedirs(os.path.join(a.out, "hv"), exist_ok=True)
    with open(os.path.join(a.out, "hv", "cpu_tables.inc"), "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")


main()
