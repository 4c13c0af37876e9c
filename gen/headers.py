# SPDX-License-Identifier: LGPL-2.1-or-later
"""facts/api + facts/doc -> the public headers include/libvirt/*.h.

headers.py --facts facts --out include       writes them (they are committed)
headers.py --facts facts --check include     fails and names the files that differ from what would be written
"""
import argparse, os, re, sys

from common.capi import Api, CORE_MODULES, LENGTH_NAMES, MODULES, declare
from common.capidoc import Docs

SPDX = "/* SPDX-License-Identifier: LGPL-2.1-or-later */\n"

# Bodies of the function macros; what each must do is a fact.
FUNCTION_MACROS = {
    "LIBVIR_CHECK_VERSION": "((major) * 1000000 + (minor) * 1000 + (micro) <= LIBVIR_VERSION_NUMBER)",
    "VIR_USE_CPU": "((cpumap)[(cpu) / 8] |= (1 << ((cpu) % 8)))",
    "VIR_UNUSE_CPU": "((cpumap)[(cpu) / 8] &= ~(1 << ((cpu) % 8)))",
    "VIR_CPU_USED": "((cpumap)[(cpu) / 8] & (1 << ((cpu) % 8)))",
    "VIR_CPU_MAPLEN": "(((cpu) + 7) / 8)",
    "VIR_CPU_USABLE": "VIR_CPU_USED(VIR_GET_CPUMAP(cpumaps, maplen, vcpu), cpu)",
    "VIR_COPY_CPUMAP": "memcpy(cpumap, VIR_GET_CPUMAP(cpumaps, maplen, vcpu), maplen)",
    "VIR_GET_CPUMAP": "(&((cpumaps)[(vcpu) * (maplen)]))",
    "VIR_NODEINFO_MAXCPUS": "((nodeinfo).nodes * (nodeinfo).sockets * (nodeinfo).cores * (nodeinfo).threads)",
    "VIR_DOMAIN_EVENT_CALLBACK": "((virConnectDomainEventGenericCallback)(void (*)(void))(cb))",
    "VIR_NETWORK_EVENT_CALLBACK": "((virConnectNetworkEventGenericCallback)(void (*)(void))(cb))",
    "VIR_NODE_DEVICE_EVENT_CALLBACK": "((virConnectNodeDeviceEventGenericCallback)(void (*)(void))(cb))",
    "VIR_SECRET_EVENT_CALLBACK": "((virConnectSecretEventGenericCallback)(void (*)(void))(cb))",
    "VIR_STORAGE_POOL_EVENT_CALLBACK": "((virConnectStoragePoolEventGenericCallback)(void (*)(void))(cb))",
}

HELPER_MACROS = """\
/* Marks what programs should no longer use; a program may define it first to silence the compiler. */
#ifndef VIR_DEPRECATED
# if defined(__GNUC__)
#  define VIR_DEPRECATED __attribute__((__deprecated__))
# else
#  define VIR_DEPRECATED
# endif
#endif

/* How a variable of the library is declared: some linkers must know that it lives in another file. */
#if defined(WIN32) && !defined(LIBVIRT_STATIC)
# ifdef IN_LIBVIRT
#  define VIR_EXPORT_VAR __declspec(dllexport) extern
# else
#  define VIR_EXPORT_VAR __declspec(dllimport) extern
# endif
#else
# define VIR_EXPORT_VAR extern
#endif

"""


def guard(module):
    return {"libvirt": "LIBVIRT_H", "virterror": "LIBVIRT_VIRTERROR_H"}.get(
        module, module.upper().replace("-", "_") + "_H")


def header(module, about, includes, body):
    g = guard(module)
    lines = "".join(f"#include <{i}>\n" for i in includes)
    return (f"{SPDX}/* {module}.h: {about}\n * Made by gen/headers.py from facts; do not edit.\n */\n"
            f"#ifndef {g}\n#define {g}\n\n{lines}\n#ifdef __cplusplus\nextern \"C\" {{\n#endif\n\n"
            f"{body}#ifdef __cplusplus\n}}\n#endif\n\n#endif /* {g} */\n")


class Writer:
    def __init__(self, api, docs):
        self.api, self.docs = api, docs
        # Which module declares a type, so that each header can include what it needs.
        self.home = {}
        for kind in ["typedefs", "callbacks", "enums", "structs"]:
            for x in getattr(api, kind):
                self.home[x["name"]] = x["module"]
        self.structs = {s["name"]: s for s in api.structs}

    # --- single declarations -------------------------------------------------------------------------------------

    def macro(self, m):
        value = m.get("alias_of")
        if value is None:
            value = f'"{m["value"]}"' if isinstance(m["value"], str) else str(m["value"])
            if isinstance(m["value"], int) and m["value"] > 0x7fffffff:
                value += "LL"
        return f"#define {m['name']} {value}"

    def macros(self, items):
        """Constants that belong together stand under one heading, the others alone."""
        out, last = "", None
        for m in items:
            group = self.docs.macro_group(m)
            if last is not None and group is not last:
                out += "\n"
            if group is None:
                out += self.docs.macro(m) + self.macro(m) + "\n\n"
            else:
                if group is not last:
                    out += self.docs.group_head(group)
                out += with_comment(self.macro(m), self.docs.group_line(group, m), 0)
            last = group
        return out + ("\n" if last is not None else "")

    def function_macro(self, m):
        return self.docs.function_macro(m) + f"#define {m['name']}({', '.join(m['params'])}) \\\n    {FUNCTION_MACROS[m['name']]}\n\n"

    def value(self, enum, v):
        n = v["value"]
        if enum["flags"] and n > 0 and n & (n - 1) == 0:
            bit = n.bit_length() - 1
            return f"(1U << {bit})" if bit == 31 else f"(1 << {bit})"
        return str(n)

    def enum(self, e):
        out = [self.docs.enum(e), "typedef enum {\n"]
        plain = [v for v in e["values"] if not v.get("last")]
        for i, v in enumerate(plain):
            comma = "," if i + 1 < len(plain) else ""
            comment = self.docs.enum_value(e, v)
            out.append(with_comment(f"    {v['name']} = {self.value(e, v)}{comma}", comment, 4))
        for v in e["values"]:
            if v.get("last"):
                out.append(f"#ifdef VIR_ENUM_SENTINELS\n    , {v['name']} = {v['value']} /* (Since: {v['since']}) */\n#endif\n")
        out.append(f"}} {e['name']};\n\n")
        return "".join(out)

    def struct(self, s):
        out = [self.docs.struct(s), f"struct {s['name']} {{\n"]
        for f in s["fields"]:
            comment = self.docs.field(s, f)
            if f["type"] == "union":
                out.append(wrap_comment(comment, 4) if comment else "")
                out.append("    union {\n" + "".join(
                    f"        {declare(m['type'], m['name'])}; /* {self.docs.member(s, m)} */\n" for m in f["members"]) +
                    f"    }} {f['name']};\n")
                continue
            c_type = f["type"]
            if (s["name"], f["name"]) in LENGTH_NAMES:
                c_type = re.sub(r"\[.*\]", f"[{LENGTH_NAMES[s['name'], f['name']]}]", c_type)
            deprecated = " VIR_DEPRECATED" if f.get("deprecated") else ""
            out.append(with_comment(f"    {declare(c_type, f['name'])}{deprecated};", comment, 4))
        return "".join(out) + "};\n\n"

    def typedef(self, t):
        if t.get("macro"):
            return f"#define {t['name']} {t['type']}\n"
        return self.docs.typedef(t) + f"typedef {declare(t['type'], t['name'])};\n\n"

    def callback(self, c):
        head = f"typedef {declare(c['return'], '(*' + c['name'] + ')')}("
        return self.docs.callback(c) + call(head, c) + "\n"

    def variable(self, v):
        return self.docs.variable(v) + f"VIR_EXPORT_VAR {declare(v['type'], v['name'])};\n\n"

    def function(self, f):
        return self.docs.function(f) + call(declare(f["return"], f["name"]) + "(", f) + "\n"

    # --- a module ------------------------------------------------------------------------------------------------

    def words(self, item):
        """Names of types that a declaration mentions."""
        text = " ".join([item.get("type", ""), item.get("return", "")] + [a["type"] for a in item.get("args", [])] +
                        [f["type"] for f in item.get("fields", [])])
        return set(re.findall(r"\w+", text))

    def types(self, module):
        """Typedefs, structs and callbacks in an order in which each knows what it mentions; a pointer typedef stands
        behind its struct so that the reader meets the contents first."""
        items = ([("typedef", t) for t in self.api.of("typedefs", module) if t.get("opaque") or t.get("macro")] +
                 [("typedef", t) for t in self.api.of("typedefs", module) if not (t.get("opaque") or t.get("macro"))] +
                 [("struct", s) for s in self.api.of("structs", module)] +
                 [("callback", c) for c in self.api.of("callbacks", module)])
        local = {i["name"] for k, i in items if k != "struct"}
        done, out = set(), []
        while items:
            for n, (kind, item) in enumerate(items):
                need = (self.words(item) & local) - {item["name"]}
                if kind == "typedef" and re.match(r"struct _\w+$", item["type"]):
                    need = set()
                if need <= done:
                    break
            else:
                raise SystemExit(f"{module}: circle among {[i['name'] for _, i in items]}")
            del items[n]
            done.add(item["name"])
            out.append(getattr(self, kind)(item))
        return "".join(out)

    def includes(self, module):
        if module == "libvirt-common":
            return ["sys/types.h"]
        if module in ("virterror", "libvirt-qemu", "libvirt-lxc"):
            return ["libvirt/libvirt.h"]
        used = set()
        for kind in ["functions", "variables", "structs", "callbacks", "typedefs"]:
            for x in self.api.of(kind, module):
                used |= {self.home[w] for w in self.words(x) if w in self.home}
        used |= {"libvirt-common"}
        return [f"libvirt/{m}.h" for m in MODULES if m in used and m != module]

    def module(self, module):
        body = HELPER_MACROS if module == "libvirt-common" else ""
        # Aliases of enum values come behind the enums.
        late = [m for m in self.api.of("macros", module) if m.get("alias_of", "").startswith("VIR_KEYCODE")]
        body += self.macros([m for m in self.api.of("macros", module) if m not in late])
        for e in self.api.of("enums", module):
            body += self.enum(e)
        body += self.macros(late)
        for m in self.api.of("function_macros", module):
            body += self.function_macro(m)
        body += self.types(module)
        for v in self.api.of("variables", module):
            body += self.variable(v)
        for f in self.api.of("functions", module):
            body += self.function(f)
        return header(module, self.docs.module(module), self.includes(module), body)

    def umbrella(self):
        return header("libvirt", self.docs.module("libvirt"), [f"libvirt/{m}.h" for m in CORE_MODULES], "")


def wrap_comment(text, indent):
    import textwrap
    pad = " " * indent
    lines = textwrap.wrap(text, 104 - indent, break_long_words=False, break_on_hyphens=False)
    if len(lines) == 1:
        return f"{pad}/* {lines[0]} */\n"
    return f"{pad}/* " + f"\n{pad} * ".join(lines) + f" */\n"


def with_comment(line, comment, indent):
    """The comment goes behind the line when there is room, else above it."""
    if not comment:
        return line + "\n"
    if len(line) + len(comment) + 7 > 110:
        return wrap_comment(comment, indent) + line + "\n"
    return f"{line} /* {comment} */\n"


def call(head, f):
    """A prototype, one parameter a line when it would be too long."""
    args = [declare(a["type"], a["name"]) for a in f["args"]] or ["void"]
    tail = ") VIR_DEPRECATED;\n" if f.get("deprecated") and f.get("attribute") else ");\n"
    one = head + ", ".join(args) + tail
    if len(one) <= 100:
        return one
    pad = " " * len(head)
    return head + (",\n" + pad).join(args) + tail


def files(facts):
    api = Api(facts)
    writer = Writer(api, Docs(facts, api))
    out = {"libvirt.h": writer.umbrella()}
    for m in MODULES:
        out[m + ".h"] = writer.module(m)
    if writer.docs.gaps:
        raise SystemExit("no documentation in facts/doc for: " + ", ".join(writer.docs.gaps))
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--facts", required=True)
    ap.add_argument("--out", help="include folder to write")
    ap.add_argument("--check", help="include folder to compare")
    a = ap.parse_args()
    made = files(a.facts)
    if a.check:
        folder = os.path.join(a.check, "libvirt")
        stale = [n for n in made if not os.path.exists(os.path.join(folder, n)) or
                 open(os.path.join(folder, n)).read() != made[n]]
        extra = [n for n in os.listdir(folder) if n.endswith(".h") and n not in made]
        if stale or extra:
            sys.exit(f"run gen/headers.py --facts facts --out include; stale: {stale}, without facts: {extra}")
        print(f"{len(made)} headers are fresh")
    if a.out:
        folder = os.path.join(a.out, "libvirt")
        os.makedirs(folder, exist_ok=True)
        for name, text in made.items():
            with open(os.path.join(folder, name), "w") as f:
                f.write(text)


main()
