#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Turns a folder of shipped CPU model documents into facts/cpu/*.json, our own form of the same interface facts.

Run it by hand when a newer set of documents is at hand: gen/cpu_models.py --from FOLDER --to facts/cpu
The folder holds index.xml and the files that it includes. gen/cpu_tables.py reads the result while building.
"""
import argparse
import json
import os
import xml.etree.ElementTree as ET

REGISTERS = ("eax", "ebx", "ecx", "edx")


def bits_of(value):
    return [i for i in range(64) if value >> i & 1]


def feature_fact(element):
    fact = {"name": element.get("name")}
    for place in element:
        if place.tag == "cpuid":
            for register in REGISTERS:
                for bit in bits_of(int(place.get(register, "0"), 16)):
                    fact["cpuid"] = ["0x%08x" % int(place.get("eax_in"), 16), int(place.get("ecx_in", "0"), 16), register, bit]
        elif place.tag == "msr":
            value = int(place.get("edx", "0"), 16) << 32 | int(place.get("eax", "0"), 16)
            for bit in bits_of(value):
                fact["msr"] = ["0x%08x" % int(place.get("index"), 16), bit]
        elif place.tag == "alias" and place.get("source") == "qemu":
            fact.setdefault("qemu", []).append(place.get("name"))
    if element.get("migratable") == "no":
        fact["migratable"] = False
    return fact


def stepping_fact(text):
    steps = set()
    for part in text.split(","):
        low, _, high = part.partition("-")
        steps.update(range(int(low), int(high or low) + 1))
    return sorted(steps)


def model_fact(element):
    fact = {"name": element.get("name")}
    decode, check = element.find("decode"), element.find("check")
    if decode is not None:
        fact["decode"] = [who for who in ("host", "guest") if decode.get(who) == "on"]
    if check is not None:
        fact["partial_check"] = check.get("partial")
    if (base := element.find("model")) is not None:
        fact["like"] = base.get("name")
    if (vendor := element.find("vendor")) is not None:
        fact["vendor"] = vendor.get("name")
    signatures = []
    for s in element.findall("signature"):
        one = {"family": int(s.get("family")), "model": int(s.get("model"))}
        if s.get("stepping"):
            one["steppings"] = stepping_fact(s.get("stepping"))
        signatures.append(one)
    if signatures:
        fact["signatures"] = signatures
    pvrs = [[p.get("value"), p.get("mask", "")] for p in element.findall("pvr")]
    if pvrs:
        fact["pvr"] = pvrs
    for kind, wanted in (("features", (None, None)), ("added", ("yes", None)), ("removed", (None, "yes"))):
        names = [f.get("name") for f in element.findall("feature") if (f.get("added"), f.get("removed")) == wanted]
        if names:
            fact[kind] = " ".join(names)
    return fact


def load(folder, arch):
    facts = {"vendors": [], "features": [], "models": []}
    for include in arch.iter("include"):
        for element in ET.parse(os.path.join(folder, include.get("filename"))).getroot():
            if element.tag == "vendor":
                facts["vendors"].append([element.get("name"), element.get("string") or element.get("value") or ""])
            elif element.tag == "feature":
                facts["features"].append(feature_fact(element))
            elif element.tag == "model":
                facts["models"].append(model_fact(element))
    return facts


def write(path, facts):
    """One line a fact, so that changes show as lines."""
    with open(path, "w", encoding="utf-8") as out:
        parts = []
        for key, rows in facts.items():
            lines = ",\n".join("  " + json.dumps(r) for r in rows)
            parts.append('"%s": [\n%s\n]' % (key, lines) if rows else '"%s": []' % key)
        out.write("{" + ",\n".join(parts) + "}\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="source", required=True)
    parser.add_argument("--to", required=True)
    options = parser.parse_args()
    for arch in ET.parse(os.path.join(options.source, "index.xml")).getroot():
        write(os.path.join(options.to, arch.get("name") + ".json"), load(options.source, arch))


main()
