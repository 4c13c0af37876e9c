# SPDX-License-Identifier: LGPL-2.1-or-later
"""facts/api + facts/doc -> doc/<library>-api.xml: the description of the C interface that makers of language bindings
read (pkg-config's libvirt_api variables point at it)."""
import argparse, os, re
from xml.sax.saxutils import quoteattr

from common.capi import Api, LENGTH_NAMES, LIBRARIES, MODULES
from common.capidoc import Docs

# Bindings tell functions apart by the source they were in; these differ from the header.
SOURCES = {"virterror": "virerror", "libvirt-event": "virevent", "libvirt-common": "virtypedparam-public"}
CONNECTION = {"virConnectClose", "virConnectOpen", "virConnectOpenAuth", "virConnectOpenReadOnly", "virGetVersion",
              "virInitialize"}


def attributes(**values):
    return "".join(f" {k.rstrip('_')}={quoteattr(str(v))}" for k, v in values.items() if v is not None)


def spelled(c_type):
    """Types as bindings match them: "char ** const"."""
    return re.sub(r"\*const", "* const", c_type)


def cdata(text):
    return "<info><![CDATA[" + text.replace("]]>", "]] >") + "]]></info>"


class Description:
    def __init__(self, api, docs, library):
        self.api, self.docs, self.library = api, docs, library

    def of(self, kind):
        return sorted((x for x in getattr(self.api, kind) if x["library"] == self.library), key=lambda x: x["name"])

    def exports(self):
        kinds = [("macro", [m["name"] for m in self.of("macros") + self.of("function_macros")] +
                  [t["name"] for t in self.of("typedefs") if t.get("macro")]),
                 ("enum", [v["name"] for e in self.of("enums") for v in e["values"]]),
                 ("struct", [s["name"] for s in self.of("structs")]),
                 ("typedef", [x["name"] for x in self.of("typedefs") if not x.get("macro")] + [e["name"] for e in self.of("enums")]),
                 ("variable", [v["name"] for v in self.of("variables")]),
                 ("function", [f["name"] for f in self.of("functions") + self.of("callbacks")])]
        home = {}
        for kind in Api.KINDS:
            for x in self.of(kind):
                home[x["name"]] = x["module"]
        home.update({v["name"]: e["module"] for e in self.of("enums") for v in e["values"]})
        out = ["  <files>"]
        for module in MODULES:
            if module not in home.values():
                continue
            out.append(f"    <file{attributes(name=module)}>")
            out.append(f"     <summary>{self.docs.module(module).replace('&', '&amp;')}</summary>")
            for kind, names in kinds:
                out += [f"     <exports{attributes(symbol=n, type=kind)}/>" for n in sorted(names) if home[n] == module]
            out.append("    </file>")
        return out + ["  </files>"]

    def macros(self):
        out = []
        for m in self.of("macros"):
            text = m["value"] if isinstance(m["value"], str) else None
            raw = None if text is not None else m.get("alias_of") or m["value"]
            g = self.docs.macro_group(m)
            info = re.sub(r"\s*\(Since: .*\)$", "", self.docs.group_line(g, m)) if g else self.docs.macros["single"][m["name"]]
            out.append(f"    <macro{attributes(name=m['name'], file=m['module'], string=text, raw=raw, version=m['since'])}>"
                       f"{cdata(info)}</macro>")
        for t in self.of("typedefs"):
            if t.get("macro"):
                out.append(f"    <macro{attributes(name=t['name'], file=t['module'], raw=t['type'], version=t.get('since'))}/>")
        for m in self.of("function_macros"):
            head = attributes(name=m["name"], file=m["module"], params=",".join(m["params"]), raw="", version=m["since"])
            out.append(f"    <macro{head}>{cdata(self.docs.macros['single'][m['name']])}" +
                       "".join(f"<arg{attributes(name=p, info='')}/>" for p in m["params"]) + "</macro>")
        return out

    def enums(self):
        out = []
        for e in self.of("enums"):
            for v in e["values"]:
                n = v["value"]
                bit = n.bit_length() - 1 if e["flags"] and n > 0 and n & (n - 1) == 0 else None
                info = re.sub(r"\s*\(Since: .*\)$", "", self.docs.enum_value(e, v)) or None
                out.append("    <enum" + attributes(
                    name=v["name"], file=e["module"], value=n, value_hex=hex(n) if n >= 0 else None,
                    value_bitshift=bit, type=e["name"], version=v["since"], info=info) + "/>")
        return out

    def fields(self, s):
        out = []
        for f in s["fields"]:
            c_type = spelled(f["type"])
            array = re.fullmatch(r"(\w[\w ]*)\[(\d+)\]", c_type)
            if array:
                c_type = f"{array.group(1)} {f['name']}[{LENGTH_NAMES.get((s['name'], f['name']), array.group(2))}]"
            head = f"      <field{attributes(name=f['name'], type=c_type, info=self.docs.field(s, f))}"
            if f["type"] != "union":
                out.append(head + "/>")
            else:
                out += [head + ">", "        <union>"]
                out += [f"          <field{attributes(name=m['name'], type=m['type'], info=self.docs.member(s, m))}/>" for m in f["members"]]
                out += ["        </union>", "      </field>"]
        return out

    def types(self):
        structs = {s["name"]: s for s in self.api.structs}
        out = []
        for t in self.of("typedefs"):
            tag = re.fullmatch(r"struct (_\w+)", t["type"])
            if tag:
                head = attributes(name=t["name"], file=t["module"], type=t["type"], version=t["since"])
                inner = self.fields(structs[tag.group(1)]) if tag.group(1) in structs else []
                out += [f"    <struct{head}>"] + inner + ["    </struct>"] if inner else [f"    <struct{head}/>"]
        for name, module, c_type, since in sorted(
                [(t["name"], t["module"], t["type"], t["since"]) for t in self.of("typedefs")
                 if not t.get("macro") and not t["type"].startswith("struct ")] +
                [(e["name"], e["module"], "enum", e["since"]) for e in self.of("enums")]):
            out.append(f"    <typedef{attributes(name=name, file=module, type=spelled(c_type), version=since)}/>")
        for v in self.of("variables"):
            out.append(f"    <variable{attributes(name=v['name'], file=v['module'], type=v['type'], version=v['since'])}>"
                       f"{cdata(self.docs.types[v['name']])}</variable>")
        return out

    def calls(self, kind, tag):
        out = []
        for f in self.of(kind):
            d = self.docs.functions.get(f["name"]) or self.docs.callbacks.get(f["name"]) or {}
            d = {"does": d} if isinstance(d, str) else d
            source = "libvirt" if f["name"] in CONNECTION else SOURCES.get(f["module"], f["module"])
            if kind == "callbacks":
                source = f["module"]
            out.append(f"    <{tag}{attributes(name=f['name'], file=f['module'], module=source, version=f['since'])}>")
            out.append("      " + cdata(self.docs.purpose(f) or d.get("does", "")))
            info = re.sub(r"^Returns |\.$", "", self.docs.returns(f, d.get("returns")) or "") or None
            out.append(f"      <return{attributes(type=spelled(f['return']), info=info)}/>")
            texts = dict(re.match(r"@(\w+): (.*)", line).groups() for line in self.docs.params(f, d.get("params", {})))
            out += [f"      <arg{attributes(name=a['name'], type=spelled(a['type']), info=texts[a['name']])}/>" for a in f["args"]]
            out.append(f"    </{tag}>")
        return out

    def text(self):
        body = (self.exports() + ["  <symbols>"] + self.macros() + self.enums() + self.types() +
                self.calls("functions", "function") + self.calls("callbacks", "functype") + ["  </symbols>"])
        return ('<?xml version="1.0" encoding="UTF-8"?>\n'
                f"<!-- Made by gen/api_xml.py from facts. -->\n<api{attributes(name=self.library)}>\n" + "\n".join(body) + "\n</api>\n")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--facts", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    api = Api(a.facts)
    docs = Docs(a.facts, api)
    os.makedirs(os.path.join(a.out, "doc"), exist_ok=True)
    for library in LIBRARIES:
        with open(os.path.join(a.out, "doc", library + "-api.xml"), "w") as f:
            f.write(Description(api, docs, library).text())


main()
