# SPDX-License-Identifier: LGPL-2.1-or-later
"""Procedures and their argument types, from facts/protocol/*.json, facts/facets.json, facts/lanes.json.

Writes below api/gen/: one header per facet (the structs of its procedures and the abstract class with one virtual per
procedure), common.h (structs that several procedures share), types.cpp (type descriptors), procedures.cpp (rows) and
procedures.h (names of rows, one tag per procedure that ties number, argument and result type).
"""
import argparse
import json
import os
import re

SCALARS = {
    "int": ("std::int32_t", "i32"), "unsigned int": ("std::uint32_t", "u32"),
    "hyper": ("std::int64_t", "i64"), "unsigned hyper": ("std::uint64_t", "u64"), "double": ("double", "f64"),
    "char": ("std::int8_t", "i8"), "unsigned char": ("std::uint8_t", "u8"),
    "short": ("std::int16_t", "i16"), "unsigned short": ("std::uint16_t", "u16"),
}
KEYWORDS = {"private", "delete", "new", "default", "register", "class", "union", "namespace", "operator"}
PROGRAMS = ["remote", "qemu", "lxc", "admin"]
ERROR_DOMAIN = {
    "libvirt-host": "domain", "libvirt-domain": "domain", "libvirt-domain-snapshot": "domain_snapshot", "libvirt-domain-checkpoint": "domain_checkpoint",
    "libvirt-network": "network", "libvirt-storage": "storage", "libvirt-nodedev": "nodedev", "libvirt-nwfilter": "nwfilter",
    "libvirt-secret": "secret", "libvirt-interface": "interface", "libvirt-stream": "streams", "libvirt-admin": "admin",
}
HEAD = "// SPDX-License-Identifier: LGPL-2.1-or-later\n// Made by gen/protocol.py from facts/protocol; do not edit.\n"


def camel(name):
    return "".join(w[:1].upper() + w[1:] for w in name.split("_"))


def cxx_name(t):
    """remote_domain_get_info_args -> DomainGetInfoArgs; remote_nonnull_domain -> DomainRef."""
    for p in PROGRAMS:
        if t.startswith(p + "_"):
            rest = t[len(p) + 1:]
            prefix = "" if p == "remote" else camel(p)
            if rest.startswith("nonnull_"):
                return prefix + camel(rest[len("nonnull_"):]) + "Ref"
            return prefix + camel(rest)
    raise SystemExit(f"unexpected type name {t}")


def member(name):
    return name + "_" if name in KEYWORDS else name


class World:
    def __init__(self, facts):
        load = lambda *p: json.load(open(os.path.join(facts, *p)))
        self.programs = {p: load("protocol", p + ".json") for p in PROGRAMS}
        self.types = {}
        for p in PROGRAMS:
            for t in self.programs[p]["types"]:
                self.types[t["name"]] = t
        self.facets = [(re.compile(r), f) for r, f in load("facets.json")["rules"]]
        self.lanes = [(re.compile(r), l) for r, l in load("lanes.json")["rules"]]
        self.events = load("protocol", "events.json")
        self.enum_values = {}
        self.functions = {}
        for lib in ("libvirt", "libvirt-qemu", "libvirt-lxc", "libvirt-admin"):
            api = load("api", lib + ".json")
            for e in api["enums"]:
                for v in e["values"]:
                    self.enum_values[v["name"]] = v["value"]
            for f in api["functions"]:
                self.functions[f["name"]] = f

    def facet(self, program, bare):
        if program == "admin":
            return "Admin"
        return next(f for r, f in self.facets if r.match(bare))

    def lane(self, bare):
        return next(l for r, l in self.lanes if r.search(bare))

    # -> (C++ type, kind, kind of element or None, limit, struct type or None)
    def field(self, f):
        t, arr = f["type"], f.get("array")
        limit = f.get("max", f.get("len", 0))
        if t == "opaque":
            if arr == "fixed":
                if limit != 16:
                    raise SystemExit(f"fixed opaque of {limit} bytes: only UUIDs are known")
                return "Uuid", "uuid", None, 16, None
            return "Bytes", "bytes", None, limit, None
        if t == "string":
            return "std::string", "string", None, limit, None
        if t in SCALARS:
            cxx, kind = SCALARS[t]
            if not arr:
                return cxx, kind, None, 0, None
            if t == "char":
                return (f"std::array<char, {limit}>", "chars_fixed", None, limit, None) if arr == "fixed" else ("std::string", "chars" if f["name"] == "data" else "chars_text", None, limit, None)
            return f"std::vector<{cxx}>", "vector", kind, limit, None
        d = self.types[t]
        if d["kind"] == "enum":
            if arr:
                return "std::vector<std::int32_t>", "vector", "i32", limit, None
            return "std::int32_t", "i32", None, 0, None
        if d["kind"] == "union":
            return "TypedValue", "typed_value", None, 0, None
        if d["kind"] == "typedef":
            inner = dict(d, name=f["name"])
            if d.get("optional"):
                cxx, kind, elem, lim, st = self.field({"name": f["name"], "type": d["type"]})
                if kind == "string":
                    return "std::optional<std::string>", "opt_string", None, lim, None
                return f"std::optional<{cxx}>", "optional", None, 0, st
            inner.pop("kind")
            cxx, kind, elem, lim, st = self.field(inner)
            if not arr:
                return cxx, kind, elem, lim, st
            if kind == "string":
                return "std::vector<std::string>", "vector", "string", limit, None
            if kind == "uuid":
                return "std::vector<Uuid>", "vector", "uuid", limit, None
            raise SystemExit(f"array of {t}")
        if not arr:
            return cxx_name(t), "structure", None, 0, t
        return f"std::vector<{cxx_name(t)}>", "vector", "structure", limit, t

    def is_typed_param(self, t):
        d = self.types[t]
        return d["kind"] == "struct" and [f["type"].rsplit("_", 1)[-1] for f in d["fields"]][-1:] == ["value"] and \
            any(self.types.get(f["type"], {}).get("kind") == "union" for f in d["fields"])


def struct_deps(w, name):
    out = []
    for f in w.types[name]["fields"]:
        st = w.field(f)[4]
        if st:
            out.append(st)
    return out


def closure(w, name, seen, order):
    if name in seen or w.types[name]["kind"] != "struct":
        return
    seen.add(name)
    for d in struct_deps(w, name):
        closure(w, d, seen, order)
    order.append(name)


def emit_struct(w, name):
    if w.is_typed_param(name):
        return ""
    lines = [f"struct {cxx_name(name)} {{"]
    for f in w.types[name]["fields"]:
        cxx = w.field(f)[0]
        init = "{}" if not cxx.startswith(("std::string", "std::vector", "std::optional", "Bytes")) else ""
        lines.append(f"    {cxx} {member(f['name'])}{init};")
    lines.append(f"    bool operator==(const {cxx_name(name)}&) const = default;")
    lines.append("};\n")
    return "\n".join(lines)


def find_domain(w, t, prefix=""):
    """Offset path of the domain that a struct is about, or None."""
    for f in w.types[t]["fields"]:
        if f.get("array"):
            continue
        if f["type"] == "remote_nonnull_domain":
            return prefix + member(f["name"])
        d = w.types.get(f["type"])
        if d and d["kind"] == "struct":
            inner = find_domain(w, f["type"], prefix + member(f["name"]) + ".")
            if inner:
                return inner
    return None


def error_domain(w, r):
    """Where an error about the procedure itself is said to come from."""
    api = r.get("api") or r.get("internal_api") or r["name"]
    if api not in w.functions and r["bare"].startswith("DOMAIN"):
        return "domain"
    return ERROR_DOMAIN.get(w.functions.get(api, {}).get("module"), "none")


def mask(w, names):
    v = 0
    for n in [names] if isinstance(names, str) else names:
        v |= w.enum_values[n]
    return v


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--facts", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--list", action="store_true", help="print the output files and stop")
    a = ap.parse_args()
    w = World(a.facts)

    rows = []  # procedures with what we add to them
    for p in PROGRAMS:
        for x in w.programs[p]["procedures"]:
            bare = re.sub(r"^[A-Z]+_PROC_", "", x["name"])
            # slot and tag names of the smaller programs carry the program's name
            slot = (bare if p == "remote" else p + "_" + bare).lower()
            rows.append(dict(x, program=p, bare=bare, slot=slot, facet=w.facet(p, bare), lane=w.lane(bare) if p != "admin" else "direct"))
    facets = []
    for r in rows:
        if not r.get("event") and r["facet"] != "Session" and r["facet"] not in facets:
            facets.append(r["facet"])
    facets.sort()
    files = ["common.h", "session.h", "events.h", "facets.h", "procedures.h", "procedures.cpp", "types.cpp"] + [f"{f.lower()}.h" for f in facets]
    if a.list:
        print(";".join("api/gen/" + f for f in files))
        return

    # which facet owns which struct; what two or more use goes to common.h
    users = {}
    for r in rows:
        home = "events" if r.get("event") else r["facet"].lower()
        for key in ("args", "ret", "msg"):
            if r.get(key):
                seen, order = set(), []
                closure(w, r[key], seen, order)
                for t in order:
                    users.setdefault(t, set()).add(home)
    for t, d in w.types.items():  # never reached from a procedure (for example the error struct)
        if d["kind"] == "struct" and t not in users:
            users[t] = {"common"}
    home_of = {}
    for t, u in users.items():
        home_of[t] = next(iter(u)) if len(u) == 1 and "nonnull" not in t else "common"
    changed = True  # a struct that a common one holds is common
    while changed:
        changed = False
        for t, h in list(home_of.items()):
            if h == "common":
                for d in struct_deps(w, t):
                    if home_of[d] != "common":
                        home_of[d] = "common"
                        changed = True
    ordered, seen = [], set()
    for p in PROGRAMS:
        for t in w.programs[p]["types"]:
            if t["kind"] == "struct":
                closure(w, t["name"], seen, ordered)

    outdir = os.path.join(a.out, "api", "gen")
    os.makedirs(outdir, exist_ok=True)

    def write(name, text):
        with open(os.path.join(outdir, name), "w") as f:
            f.write(HEAD + text)

    def structs_of(home):
        return "\n".join(filter(None, (emit_struct(w, t) for t in ordered if home_of[t] == home)))

    write("common.h", "#pragma once\n\n#include \"api/wire_values.h\"\n\nnamespace vireo::api {\n\n" + structs_of("common") + "\n}  // namespace vireo::api\n")
    write("events.h", "#pragma once\n\n#include \"api/gen/common.h\"\n\nnamespace vireo::api {\n\n" + structs_of("events") + "\n}  // namespace vireo::api\n")
    write("session.h", "#pragma once\n\n#include \"api/gen/common.h\"\n\nnamespace vireo::api {\n\n" + structs_of("session") + "\n}  // namespace vireo::api\n")

    def signature(r, cls=""):
        ret = cxx_name(r["ret"]) if r.get("ret") else "void"
        arg = f", const {cxx_name(r['args'])}&" if r.get("args") else ""
        return ret, f"{r['slot']}(Call&{arg})"

    for fct in facets:
        mine = [r for r in rows if r["facet"] == fct and not r.get("event")]
        body = ["#pragma once\n", "#include \"api/facet.h\"", "#include \"api/gen/common.h\"", "", "namespace vireo::api {", "", structs_of(fct.lower()),
                "namespace facet {", "", f"class {fct} {{", "  public:", f"    static constexpr FacetId id = FacetId::{fct.lower()};", f"    virtual ~{fct}() = default;"]
        for r in mine:
            ret, sig = signature(r)
            api = r.get("api") or r.get("internal_api") or r["name"]
            dom = error_domain(w, r)
            body.append(f"    virtual {ret} {sig} {{ unsupported(\"{api}\", Domain::{dom}); }}")
        body += ["};", "", "// Which slots does class D fill? In the order of the class above.", "template <class D>",
                 f"inline constexpr SlotUse {fct.lower()}_slots[] = {{"]
        for r in mine:
            body.append(f"    {{\"{r['slot']}\", overrides(&D::{r['slot']}, &{fct}::{r['slot']})}},")
        body += ["};", "", "}  // namespace facet", "}  // namespace vireo::api", ""]
        write(f"{fct.lower()}.h", "\n".join(body))

    enum = ",\n    ".join(f.lower() for f in facets)
    write("facets.h", "#pragma once\n\nnamespace vireo::api {\n\n// Groups of procedures that a driver offers together.\nenum class FacetId : unsigned char {\n    session,\n    " + enum + ",\n};\n"
          f"inline constexpr unsigned facet_count = {len(facets) + 1};\n\n}}  // namespace vireo::api\n")

    # tags
    tags = ["#pragma once\n", "#include \"api/procedure.h\""] + [f"#include \"api/gen/{f.lower()}.h\"" for f in facets] + ["#include \"api/gen/session.h\"", "", "// One tag per procedure: ties its row to its argument and result types (see api::invoke).", "namespace vireo::api::proc {", ""]
    index = 0
    for r in rows:
        if not r.get("event"):
            inn = cxx_name(r["args"]) if r.get("args") else "Nothing"
            out = cxx_name(r["ret"]) if r.get("ret") else "Nothing"
            tags.append(f"struct {camel(r['slot'])} {{ using In = {inn}; using Out = {out}; static constexpr unsigned row = {index}; }};")
        index += 1
    tags += ["", "}  // namespace vireo::api::proc", ""]
    write("procedures.h", "\n".join(tags))

    # type descriptors
    out = ["#include <cstddef>\n", "#include \"api/type.h\"", "#include \"api/gen/events.h\"", "#include \"api/gen/session.h\""] + [f"#include \"api/gen/{f.lower()}.h\"" for f in facets]
    out += ["", "#pragma GCC diagnostic ignored \"-Winvalid-offsetof\"", "", "namespace vireo::api {", ""]
    for t in ordered:
        if w.is_typed_param(t):
            continue
        out.append(f"extern const Type type_{cxx_name(t)};")
    out.append("")
    for t in ordered:
        if w.is_typed_param(t):
            continue
        n = cxx_name(t)
        flds = []
        for f in w.types[t]["fields"]:
            cxx, kind, elem, lim, st = w.field(f)
            st_ref = "nullptr"
            if st:
                st_ref = "&type_TypedParam" if w.is_typed_param(st) else f"&type_{cxx_name(st)}"
            ops = "nullptr"
            if kind == "vector":
                ops = f"&vector_ops<{cxx[len('std::vector<'):-1]}>"
            elif kind == "optional":
                ops = f"&optional_ops<{cxx[len('std::optional<'):-1]}>"
            flds.append(f"    {{\"{f['name']}\", offsetof({n}, {member(f['name'])}), Kind::{kind}, Kind::{elem or 'none'}, {lim}u, {st_ref}, {ops}}},")
        if flds:
            out.append(f"static constexpr Field fields_{n}[] = {{\n" + "\n".join(flds) + "\n};")
            out.append(f"const Type type_{n} = make_type<{n}>(\"{t}\", fields_{n});")
        else:
            out.append(f"const Type type_{n} = make_type<{n}>(\"{t}\", {{}});")
    out += ["", "}  // namespace vireo::api", ""]
    write("types.cpp", "\n".join(out))

    # procedure rows
    out = ["#include <cstddef>\n", "#include \"api/gen/procedures.h\"", "#include \"api/gen/events.h\"", "#include \"api/event_row.h\"", "", "#pragma GCC diagnostic ignored \"-Winvalid-offsetof\"", "", "namespace vireo::api {", ""]
    for t in ordered:
        if not w.is_typed_param(t):
            out.append(f"extern const Type type_{cxx_name(t)};")
    out.append("\nnamespace {\n")
    acl_sets = {}

    def acl_name(rules, t):
        if not rules:
            return "{}"
        items = []
        for x in rules:
            cond, m, off = "always", 0, -1
            if "if_flags" in x:
                cond, m = "if_any", mask(w, x["if_flags"])
            elif "unless_flags" in x:
                cond, m = "unless_any", mask(w, x["unless_flags"])
            elif "if_param" in x:
                cond, m, off = "if_equals", w.enum_values[x["if_param"]["value"]], x["if_param"]["name"]
            path = "-1"
            if cond != "always":
                fld = off if isinstance(off, str) else "flags"
                path = f"offsetof({cxx_name(t)}, {fld})"
            items.append(f"{{\"{x['object']}\", \"{x['permission']}\", FlagTest::{cond}, {m}u, {path}}}")
        key = ", ".join(items)
        if key not in acl_sets:
            acl_sets[key] = f"acl_{len(acl_sets)}"
            out.append(f"constexpr AclRule {acl_sets[key]}[] = {{{key}}};")
        return acl_sets[key]

    body = []
    for r in rows:
        arg_t = r.get("args") or r.get("msg")
        acl = acl_name(r.get("acl"), arg_t)
        flt = acl_name(r.get("aclfilter"), arg_t)
        ro, ro_cond, ro_mask, ro_off = r.get("readonly", "allowed"), "always", 0, "-1"
        if ro == "conditional":
            c = r["readonly_denied_when"]
            ro_cond = {"has": "if_any", "equals": "if_equals"}[c["test"]]
            ro_mask, ro_off = mask(w, c["value"]), f"offsetof({cxx_name(r['args'])}, {c['arg']})"
        dom = find_domain(w, r["args"]) if r.get("args") and not r.get("event") else None
        dom_off = f"offsetof({cxx_name(r['args'])}, {dom})" if dom else "-1"
        run = "nullptr"
        if not r.get("event") and r["facet"] != "Session":
            call = f"static_cast<facet::{r['facet']}*>(f)->{r['slot']}(c" + (f", *static_cast<const {cxx_name(r['args'])}*>(in))" if r.get("args") else ")")
            if r.get("ret"):
                call = f"*static_cast<{cxx_name(r['ret'])}*>(out) = " + call
            run = "[](void* f, Call& c, [[maybe_unused]] const void* in, [[maybe_unused]] void* out) { " + call + "; }"
        prog = w.programs[r["program"]]["program"]
        stream = r.get("stream", {}).get("dir", "none")
        fds = r.get("fds", {})
        api = r.get("api") or r.get("internal_api") or ""
        facet = "session" if r["facet"] == "Session" or r.get("event") else r["facet"].lower()
        tin = f"&type_{cxx_name(arg_t)}" if arg_t else "nullptr"
        tout = f"&type_{cxx_name(r['ret'])}" if r.get("ret") else "nullptr"
        body.append(f"""    {{.program = {prog}u, .number = {r['number']}, .name = "{r['slot']}", .api = "{api}", .domain = Domain::{error_domain(w, r)},
     .in = {tin}, .out = {tout}, .facet = FacetId::{facet}, .lane = LaneKind::{'inline_' if r['lane'] == 'inline' else r['lane']},
     .event = {str(bool(r.get('event'))).lower()}, .high_priority = {str(r.get('priority') == 'high').lower()}, .before_auth = {str(bool(r.get('before_auth'))).lower()},
     .read_only = ReadOnly::{ro}, .read_only_test = FlagTest::{ro_cond}, .read_only_mask = {ro_mask}u, .read_only_offset = {ro_off},
     .domain_offset = {dom_off}, .stream = StreamUse::{stream if stream == 'none' else 'to_server' if stream == 'write' else 'to_client'},
     .fds_in = {str('call' in fds).lower()}, .fds_out = {str('reply' in fds).lower()}, .acl = {acl}, .acl_filter = {flt},
     .run = {run}}},""")
    out += ["\n}  // namespace\n", "const Procedure procedures[] = {"] + body + ["};", f"const unsigned procedure_count = {len(rows)};"]
    starts, base = [], 0
    for p in PROGRAMS:
        starts.append(f"{{{w.programs[p]['program']}u, {w.programs[p]['version']}u, {base}u, {len(w.programs[p]['procedures'])}u, \"{p}\"}}")
        base += len(w.programs[p]["procedures"])
    out.append("const Program programs[] = {" + ", ".join(starts) + "};\n")
    by_num = {(r["program"], r["number"]): i for i, r in enumerate(rows)}
    out.append("const EventRow event_rows[] = {")
    for c in w.events["classes"]:
        for e in c["events"]:
            i = by_num[("remote", e["number"])]
            legacy = f"&procedures[{by_num[('remote', e['legacy_number'])]}]" if e.get("legacy_number") else "nullptr"
            out.append(f"    {{EventClass::{c['class']}, {e['id']}, &procedures[{i}], {legacy}}},")
    out.append(f"    {{EventClass::qemu_monitor, 0, &procedures[{by_num[('qemu', w.events['qemu_monitor_event']['event'])]}], nullptr}},")
    out += ["};", "const unsigned event_row_count = sizeof event_rows / sizeof event_rows[0];", "",
            "void* bare_facet(FacetId id) {", "    switch (id) {"]
    for f in facets:
        out.append(f"        case FacetId::{f.lower()}: {{ static facet::{f} f; return static_cast<facet::{f}*>(&f); }}")
    out += ["        default: return nullptr;", "    }", "}", "", "}  // namespace vireo::api", ""]
    write("procedures.cpp", "\n".join(out))


if __name__ == "__main__":
    main()
