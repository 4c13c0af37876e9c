# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes the configuration files that are installed, from facts/config and the words beside this script.

Every setting is commented out: an installed file changes nothing, and an upgrade has nothing to merge.
"""
import argparse
import json
import os
import textwrap

GENERIC = [  # settings that many subsystems have alike
    ("_tls_x509_cert_dir", "Folder of keys and certificates for it."),
    ("_tls_x509_verify", "Check certificates of the other side."),
    ("_tls_x509_secret_uuid", "Secret that unlocks the private key."),
]


def literal(value):
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[ " + ", ".join(literal(v) for v in value) + " ]"
    return json.dumps(value)


def example(key, paths):
    value = key.get("sample")
    if value is None:
        value = key.get("default")
        if isinstance(value, dict):
            value = next(iter(value.values()))
        if value is None or (isinstance(value, str) and (" " in value or value == "automatic")):
            value = {"bool": 1, "int": 0, "string": "", "string-list": []}.get(key["type"], "")
    if isinstance(value, str):
        for name, path in paths.items():
            value = value.replace("${" + name + "}", path)
        if key["type"] == "int" and value.lstrip("-").isdigit():
            value = int(value)
    return literal(value)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--facts", required=True)
    ap.add_argument("--words", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--sysconfdir", default="/etc")
    ap.add_argument("--localstatedir", default="/var")
    ap.add_argument("--runstatedir", default="/run")
    ap.add_argument("--list", action="store_true")
    a = ap.parse_args()
    words = json.load(open(a.words))
    paths = {"sysconfdir": a.sysconfdir, "localstatedir": a.localstatedir, "runstatedir": a.runstatedir}
    names = []
    for kind in words:
        facts = json.load(open(os.path.join(a.facts, "config", kind + ".json")))
        for name in facts["installed_as"]:
            names.append(name)
            if a.list:
                continue
            network = name in ("libvirtd.conf", "virtproxyd.conf")
            lines = [f"# {name}", "#"] + ["# " + l for l in textwrap.wrap(words[kind][""], 90)] + [""]
            for key in facts["keys"]:
                if key.get("network_daemons_only") and not network:
                    continue
                text = words[kind].get(key["key"]) or next((t for end, t in GENERIC if key["key"].endswith(end)), None)
                if text:
                    if lines[-1]:
                        lines.append("")
                    lines += ["# " + l for l in textwrap.wrap(text, 90)]
                if key.get("values") and not isinstance(key["values"], dict):
                    lines.append("# One of: " + ", ".join(key["values"]))
                lines.append(f"#{key['key']} = {example(key, paths)}")
            os.makedirs(a.out, exist_ok=True)
            with open(os.path.join(a.out, name), "w") as f:
                f.write("\n".join(lines) + "\n")
    if a.list:
        print(";".join(names))


main()
