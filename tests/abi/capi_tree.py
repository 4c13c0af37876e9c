# SPDX-License-Identifier: LGPL-2.1-or-later
"""Public C headers as data: what clang makes of them."""
import json, re, shutil, subprocess, sys

SKIP = 77
HEADERS = ["libvirt.h", "virterror.h", "libvirt-qemu.h", "libvirt-lxc.h", "libvirt-admin.h"]
PROGRAM = "#define VIR_ENUM_SENTINELS\n" + "".join(f"#include <libvirt/{h}>\n" for h in HEADERS)


def clang():
    for name in ["clang", "clang-14", "clang-15", "clang-16", "clang-17", "clang-18"]:
        if shutil.which(name):
            return name
    return None


def run(args):
    r = subprocess.run(args, input=PROGRAM, capture_output=True, text=True)
    if r.returncode:
        sys.exit(r.stderr)
    return r.stdout


def constant(node):
    if "value" in node:
        return node["value"]
    for child in node.get("inner", []):
        v = constant(child)
        if v is not None:
            return v
    return None


def no_noise(text):
    """Anonymous records carry a file position in their type name."""
    return re.sub(r"\((anonymous|unnamed)[^)]*\)", "(anonymous)", text)


def syntax_tree(compiler, include):
    return json.loads(run([compiler, "-x", "c", "-I", include, "-Xclang", "-ast-dump=json", "-fsyntax-only", "-"]))


def functions(tree):
    """(name, result type, parameter types) of each public function."""
    for node in tree["inner"]:
        if node["kind"] == "FunctionDecl" and node["name"].startswith("vir"):
            params = [p["type"]["qualType"] for p in node.get("inner", []) if p["kind"] == "ParmVarDecl"]
            yield node["name"], node["type"]["qualType"].split("(")[0].strip(), params


def declarations(compiler, include):
    """{name: type or value} of all functions, variables, typedefs, enum values and fields."""
    ast = syntax_tree(compiler, include)
    out = {}
    names = {}
    for node in ast["inner"]:
        kind, name = node["kind"], node.get("name", "")
        if kind == "FunctionDecl" and name.startswith("vir"):
            out[name] = node["type"]["qualType"] + "".join(
                " deprecated" for i in node.get("inner", []) if i["kind"] == "DeprecatedAttr")
        elif kind == "VarDecl" and name.startswith("vir"):
            out[name] = node["type"]["qualType"]
        elif kind == "TypedefDecl" and name.startswith("vir"):
            out[name] = no_noise(node["type"]["qualType"] if "enum" not in node["type"]["qualType"] else "enum")
        elif kind == "EnumDecl":
            value = -1
            for c in node.get("inner", []):
                if c["kind"] == "EnumConstantDecl":
                    v = constant(c)
                    value = int(v) if v is not None else value + 1
                    names[c["name"]] = value
        elif kind == "RecordDecl" and name.startswith("_vir") and node.get("completeDefinition"):
            for field in node.get("inner", []):
                if field["kind"] == "FieldDecl":
                    out[f"{name}.{field['name']}"] = no_noise(field["type"]["qualType"])
                elif field["kind"] == "RecordDecl":
                    for m in field.get("inner", []):
                        if m["kind"] == "FieldDecl":
                            out[f"{name}.member.{m['name']}"] = m["type"]["qualType"]
    out.update({k: str(v) for k, v in names.items()})
    return out


def macros(compiler, include):
    out = {}
    for line in run([compiler, "-x", "c", "-I", include, "-dM", "-E", "-"]).splitlines():
        m = re.match(r"#define (_?(?:VIR|LIBVIR|vir)\w*)(\([^)]*\))?\s*(.*)", line)
        if not m or m.group(1).startswith(("LIBVIRT_", "__VIR", "VIR_EXPORT_VAR", "VIR_DEPRECATED", "VIR_ENUM_SENT", "_VIR")):
            continue
        name, params, body = m.groups()
        if re.fullmatch(r"[()\d+\s]+", body):
            body = str(eval(body))  # digits, plus and parentheses only
        out[name] = f"macro of {params.count(',') + 1}" if params else body
    return out
