# SPDX-License-Identifier: LGPL-2.1-or-later
"""facts/virsh.json + facts/virsh_texts.json -> virsh/virsh_commands.inc, virsh/admin_commands.inc: one row per command.
facts/keymaps.csv -> virsh/keymaps.inc: key names and codes of each code set that send-key knows."""
import argparse, csv, json, os

KINDS = {"bool": "flag", "string": "string", "int": "number", "argv": "words", "alias": "alias"}
# code set of virsh -> (column of key names or None, column of codes)
SETS = [("linux", "Linux Name", "Linux Keycode"), ("xt", None, "AT set1 keycode"), ("atset1", None, "AT set1 keycode"),
        ("atset2", None, "AT set2 keycode"), ("atset3", None, "AT set3 keycode"), ("os_x", "OS-X Name", "OS-X Keycode"),
        ("xt_kbd", None, "Xfree86 KBD XT"), ("usb", None, "USB Keycodes"), ("win32", "Win32 Name", "Win32 Keycode"),
        ("qnum", None, None)]


def c(text):
    return "nullptr" if text is None else json.dumps(text, ensure_ascii=False)


def ident(name):
    return name.replace("-", "_")


def commands(facts, docs, out, program, what):
    groups = [g["keyword"] for g in facts["groups"]]
    with open(out, "w") as f:
        f.write(f"// Made by gen/virsh.py from facts/virsh.json and facts/virsh_texts.json: the commands of {program}.\n")
        for cmd in facts["commands"]:
            if "alias_of" not in cmd:
                f.write(f"Run cmd_{ident(cmd['name'])};\n")
        f.write("\nnamespace {\n\n")
        for cmd in facts["commands"]:
            if not cmd.get("options"):
                continue
            doc = docs[cmd["name"]].get("options", {})
            f.write(f"constexpr Option options_{ident(cmd['name'])}[] = {{\n")
            for o in cmd["options"]:
                bits = [k for k in ("required", "positional", "positional_legacy", "empty_ok") if o.get(k)]
                bits = " | ".join("Option::" + b for b in bits) or "0"
                f.write(f"    {{{c(o['name'])}, {c(doc.get(o['name']))}, Kind::{KINDS[o['type']]}, {bits}, {c(o.get('alias_of'))}}},\n")
            f.write("};\n")
        f.write(f"\nconstexpr Group {what}_groups[] = {{\n")
        for g in facts["groups"]:
            f.write(f"    {{{c(g['title'])}, {c(g['keyword'])}}},\n")
        f.write(f"}};\n\nconst Command {what}_commands[] = {{\n")
        for cmd in facts["commands"]:
            name = cmd["name"]
            bits = [k for k in ("noconnect", "hidden") if cmd.get(k)]
            bits = " | ".join("Command::" + b for b in bits) or "0"
            group = groups.index(cmd["group"])
            if "alias_of" in cmd:
                f.write(f"    {{{c(name)}, {group}, nullptr, nullptr, {{}}, nullptr, {bits}, {c(cmd['alias_of'])}}},\n")
                continue
            doc = docs[name]
            opts = f"options_{ident(name)}" if cmd.get("options") else "{}"
            f.write(f"    {{{c(name)}, {group}, {c(doc['help'])}, {c(doc.get('description'))}, {opts}, cmd_{ident(name)}, {bits}, nullptr}},\n")
        f.write("};\n\n}  // namespace\n")


def number(text):
    return int(text, 0) if text else None


def keymaps(path, out):
    with open(path, newline="") as g:
        rows = list(csv.DictReader(g))
    names = {"linux": {}, "os_x": {}, "win32": {}}
    for r in rows:
        for s, n, k in SETS:
            if n and r[n] and number(r[k]) is not None:
                names[s].setdefault(r[n], number(r[k]))
    with open(out, "w") as f:
        f.write("// Made by gen/virsh.py from facts/keymaps.csv: names of keys and their codes, sorted by name.\n")
        for s in names:
            f.write(f"constexpr KeyName {s}_keys[] = {{\n")
            for n in sorted(names[s]):
                f.write(f"    {{{c(n)}, {names[s][n]}}},\n")
            f.write("};\n")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--facts", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    with open(os.path.join(a.facts, "virsh.json")) as f:
        facts = json.load(f)
    with open(os.path.join(a.facts, "virsh_texts.json")) as f:
        docs = json.load(f)
    out = os.path.join(a.out, "virsh")
    os.makedirs(out, exist_ok=True)
    commands(facts["virsh"], docs["virsh"], os.path.join(out, "virsh_commands.inc"), "virsh", "virsh")
    commands(facts["virt-admin"], docs["virt-admin"], os.path.join(out, "admin_commands.inc"), "virt-admin", "admin")
    keymaps(os.path.join(a.facts, "keymaps.csv"), os.path.join(out, "keymaps.inc"))


main()
