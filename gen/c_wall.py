# SPDX-License-Identifier: LGPL-2.1-or-later
"""facts/api + facts/protocol -> shim/wall_*.cpp: the bodies of the public functions that are mechanical.

A function with a procedure is read argument by argument against the procedure's argument and result structs; where
every argument and every member finds its partner, the body is written. Object functions without a procedure (Ref,
Free, GetName ...) follow from their names. What is left must be in BY_HAND, the list of functions in src/shim/*.cpp;
a function in neither is an error. --report prints who comes from where.
"""
import argparse
import collections
import os
import re
import sys

sys.path.insert(0, os.path.dirname(__file__))
from common.capi import Api, arguments, declare  # noqa: E402
from common.shim_lists import BY_HAND, ENDS_DOMAIN, READ_ONLY_LAST  # noqa: E402
import protocol  # noqa: E402

HEAD = "// SPDX-License-Identifier: LGPL-2.1-or-later\n// Made by gen/c_wall.py from facts; do not edit.\n"

# C handle type -> reference struct on the wire (without "remote_nonnull_"), C struct behind it
HANDLES = {
    "virConnectPtr": (None, "_virConnect"), "virDomainPtr": ("domain", "_virDomain"), "virNetworkPtr": ("network", "_virNetwork"),
    "virNetworkPortPtr": ("network_port", "_virNetworkPort"), "virInterfacePtr": ("interface", "_virInterface"),
    "virStoragePoolPtr": ("storage_pool", "_virStoragePool"), "virStorageVolPtr": ("storage_vol", "_virStorageVol"),
    "virNodeDevicePtr": ("node_device", "_virNodeDevice"), "virSecretPtr": ("secret", "_virSecret"),
    "virNWFilterPtr": ("nwfilter", "_virNWFilter"), "virNWFilterBindingPtr": ("nwfilter_binding", "_virNWFilterBinding"),
    "virDomainSnapshotPtr": ("domain_snapshot", "_virDomainSnapshot"),
    "virDomainCheckpointPtr": ("domain_checkpoint", "_virDomainCheckpoint"), "virStreamPtr": (None, "_virStream"),
    "virAdmConnectPtr": (None, "_virAdmConnect"), "virAdmServerPtr": ("server", "_virAdmServer"), "virAdmClientPtr": ("client", "_virAdmClient"),
}
# Error domain of the checks of a function, by header.
DOMAIN = dict(protocol.ERROR_DOMAIN)
DOMAIN.update({"libvirt-host": "domain", "libvirt-common": "none", "libvirt-event": "none", "virterror": "none",
               "libvirt-qemu": "none", "libvirt-lxc": "none"})
INTEGER = {"int", "unsigned int", "long", "unsigned long", "long long", "unsigned long long", "size_t"}
WIRE_INTEGER = {"int", "unsigned int", "hyper", "unsigned hyper", "char", "unsigned char", "short", "unsigned short"}
OUT_POINTERS = {"int *", "unsigned int *", "unsigned long *", "unsigned long long *", "long long *"}
# Functions of the three smaller libraries live in libvirt.so under this name; the libraries forward to them.
SISTER_PREFIX = "vireo_"


class NotMechanical(Exception):
    pass


def bare(wire_type):
    return re.sub(r"^(remote|qemu|lxc|admin)_(nonnull_)?", "", wire_type)


class Generator:
    def __init__(self, facts):
        self.api = Api(facts)
        self.world = protocol.World(facts)
        self.structs = {s["name"]: s for s in self.api.structs}
        self.typedefs = {t["name"]: t for t in self.api.typedefs}
        self.enums = {e["name"] for e in self.api.enums}
        self.values = self.world.enum_values
        self.procedures = {}
        for p in protocol.PROGRAMS:
            for x in self.world.programs[p]["procedures"]:
                if x.get("api") and not x.get("event"):
                    short = re.sub(r"^[A-Z]+_PROC_", "", x["name"])
                    tag = protocol.camel((short if p == "remote" else p + "_" + short).lower())
                    self.procedures[x["api"]] = dict(x, tag=tag)

    def fields(self, struct):
        return list(self.world.types[struct]["fields"]) if struct else []

    # --- checks ---

    def checks(self, f, need_self=True):
        """Lines that refuse bad arguments, in the order in which callers of the reference see them refused."""
        out, names = [], {a["name"]: a["type"] for a in f["args"]}
        first = f["args"][0] if f["args"] else None
        read_only = []
        if first and first["type"] in HANDLES:
            if need_self:
                out.append(f"need(w, {first['name']});")
            conn = f"connection_of({first['name']})"
            if f["readonly"] == "denied":
                read_only.append(f"need_writable(w, {conn});")
            elif f["readonly"] == "conditional":
                c = f["readonly_denied_when"]
                values = [c["value"]] if isinstance(c["value"], str) else c["value"]
                both = " | ".join(values)
                test = f"{c['arg']} & ({both})" if c["test"] == "has" else f"{c['arg']} == {both}"
                read_only.append(f"if ({test}) need_writable(w, {conn});")
        rest = []
        accepted = f.get("arg_checks", {}).get("accepted_flags")
        if accepted is not None and "flags" in names:
            mask = " | ".join(accepted) if accepted else "0"
            out.insert(0, f"if (flags & ~static_cast<unsigned long>({mask})) fail_flags(w, flags & ~static_cast<unsigned long>({mask}));")
        for kind, what in f.get("arg_checks", {}).items():
            for x in what:
                counted = next((f["args"][i + 1]["name"] for i, a in enumerate(f["args"][:-1]) if a["name"] == x and
                                a["type"] in ("virTypedParameterPtr", "virNodeCPUStatsPtr") and f["args"][i + 1]["type"] == "int *"), None)
                if kind == "nonnull" and counted and "*" + counted not in f["arg_checks"].get("positive", []):
                    # With no room at all the number of parameters is asked for, and nothing is written.
                    rest.append((kind, x, f"if (*{counted}) need_nonnull(w, {x}, \"{x}\");"))
                elif kind in ("nonnull", "null"):
                    rest.append((kind, x, f"need_{kind}(w, {self.arg(f, x)}, \"{x}\");"))
                elif kind in ("positive", "nonzero", "nonnegative", "zero"):
                    star = "*" if x.startswith("*") else ""
                    rest.append((kind, x, f"need_{kind}(w, {star}{self.arg(f, x.lstrip('*'))}, \"{x}\");"))
                elif kind == "nonempty":
                    rest.append((kind, x, f"need_nonnull(w, {x}, \"{x}\");"))
                    rest.append((kind, x, f"need_text(w, {x}, \"{x}\");"))
                elif kind == "nonempty_if_set" and x not in names:
                    pass  # a member of the parameters
                elif kind == "nonempty_if_set":
                    rest.append((kind, x, f"if ({x}) need_text(w, {x}, \"{x}\");"))
                elif kind == "nonnull_if_size":
                    p, n = x
                    rest.append((kind, p, f"if ({n}) need_nonnull(w, {p}, \"{p}\");"))
                elif kind == "exclusive_flags":
                    a, b = x
                    rest.append((kind, a, f"if ((flags & {self.paren(a)}) && (flags & {self.paren(b)})) fail_exclusive(w, \"{a}\", \"{b}\");"))
                elif kind == "flag_requires":
                    a, b = x
                    rest.append((kind, a, f"if ((flags & {self.paren(a)}) && !(flags & {self.paren(b)})) fail_required(w, \"{b}\", \"{a}\");"))
        # A value behind a pointer is looked at after the pointer.
        rest.sort(key=lambda r: r[1].startswith("*") or "(*" in r[2])
        lines = [r[2] for r in rest]
        self.checked = {self.arg(f, r[1]) for r in rest if r[0] in ("nonnull", "nonempty")}
        return out + (lines + read_only if f["name"] in READ_ONLY_LAST else read_only + lines)

    @staticmethod
    def paren(x):
        return f"({x})" if " " in x else x

    @staticmethod
    def arg(f, name):
        """The C argument that a check of the facts means: some have another name inside the reference."""
        names = [a["name"] for a in f["args"]]
        if name in names:
            return name
        for n in names:
            if n.lower() == name.lower() or n in name or name in n:
                return n
        return {"uuidstr": "uuid", "uuid": "buf"}.get(name, names[-1])

    # --- bodies ---

    def where(self, f):
        return f"static constexpr Where w{{\"{f['name']}\", vireo::Domain::{DOMAIN.get(f['module'], 'none')}}};"

    def failure(self, f):
        r = f["return"]
        if r == "void":
            return None
        value = f.get("error_return")
        if value in (None, "NULL") and r.endswith(("*", "Ptr")):
            return f"static_cast<{r}>(nullptr)"
        return f"static_cast<{r}>({value or ('0' if 'unsigned' in r and f['library'] != 'libvirt-admin' else '-1')})"

    def wrap(self, f, lines, self_name=None):
        name = f["name"] if f["library"] == "libvirt" else SISTER_PREFIX + f["name"]
        body = "\n".join("        " + l for l in lines)
        who = self_name or "nullptr"
        return (f"{declare(f['return'], '')}{name}({arguments(f)}) {{\n    {self.where(f)}\n"
                f"    return c_wall({who}, {self.failure(f)}, [&]() -> {f['return']} {{\n{body}\n    }});\n}}\n")

    def object_function(self, f):
        """Ref, Free, GetConnect, GetName, GetUUID, GetUUIDString, LookupByUUIDString: they follow from their names."""
        m = re.fullmatch(r"vir([A-Za-z]+?)(Ref|Free|GetConnect|GetName|GetUUID|GetUUIDString|LookupByUUIDString|GetDomain|GetNetwork"
                         r"|GetPortDev|GetFilterName|GetKey|GetMACString|GetUsageID|GetUsageType)", f["name"])
        first = f["args"][0] if f["args"] else {"type": ""}
        if not m or first["type"] not in HANDLES or f["library"] == "libvirt-admin":
            raise NotMechanical("no procedure")
        what, obj = m.group(2), first["name"]
        checks = self.checks(f)
        member = {"virNetworkPortPtr": "uuid", "virDomainPtr": "uuid"}.get(first["type"], "id.uuid")
        text = {"virDomainPtr": "name", "virDomainSnapshotPtr": "name", "virDomainCheckpointPtr": "name"}.get(first["type"], "id.name")
        if what == "Free":
            checks += [f"drop({obj});", "return 0;"]
            return self.wrap(f, checks)
        done = {"Ref": [f"hold({obj});", "return 0;"],
                "GetConnect": [f"return connection_of({obj});"], "GetDomain": [f"return {obj}->domain;"], "GetNetwork": [f"return {obj}->net;"],
                "GetName": [f"return {obj}->{text}.c_str();"], "GetPortDev": [f"return {obj}->id.portdev.c_str();"],
                "GetFilterName": [f"return {obj}->id.filtername.c_str();"], "GetKey": [f"return {obj}->id.key.c_str();"],
                "GetMACString": [f"return {obj}->id.mac.c_str();"], "GetUsageID": [f"return {obj}->id.usageID.c_str();"],
                "GetUsageType": [f"return {obj}->id.usageType;"]}
        if what in done:
            return self.wrap(f, checks + done[what], obj)
        last = f["args"][-1]["name"]
        if what == "GetUUID":
            return self.wrap(f, checks + [f"std::memcpy({last}, {obj}->{member}.bytes.data(), VIR_UUID_BUFLEN);", "return 0;"], obj)
        if what == "GetUUIDString":
            return self.wrap(f, checks + [f"std::string text = {obj}->{member}.text();",
                                          f"std::memcpy({last}, text.c_str(), text.size() + 1);", "return 0;"], obj)
        # LookupByUUIDString: the look-up by UUID does the rest, under this function's name
        twin = next(x for x in self.api.functions if x["name"] == f["name"].replace("UUIDString", "UUID"))
        p = self.procedures[twin["name"]]
        args = self.fields(p["args"])
        lines = checks + [f"api::{protocol.cxx_name(p['args'])} in;"]
        if len(args) == 2:
            lines.append(f"in.{args[0]['name']} = {obj}->ref();")
        lines += [f"in.uuid = uuid_in(w, {last}, \"uuidstr\");", f"auto out = ask<api::proc::{p['tag']}>(connection_of({obj}), in);",
                  f"return make_handle(connection_of({obj}), std::move(out.{self.fields(p['ret'])[0]['name']}));"]
        return self.wrap(f, lines, obj)

    def procedure_function(self, f):
        p = self.procedures[f["name"]]
        fin, fout = self.fields(p.get("args")), self.fields(p.get("ret"))
        want = {x["name"]: x for x in fin}
        give = {x["name"]: x for x in fout}
        args = f["args"]
        if not args or args[0]["type"] not in HANDLES:
            raise NotMechanical("first argument is no handle")
        me = args[0]["name"]
        checks, lines, after = self.checks(f), [], []
        stream = fds = False
        result = None

        def take(name):
            return protocol.member(want.pop(name)["name"])

        def next_field(test, name=None):
            if name in want and test(want[name]):
                return take(name)
            for n in list(want):
                if test(want[n]):
                    return take(n)
            return None

        def is_ref(wire):
            return lambda x: not x.get("array") and x["type"] in (f"remote_nonnull_{wire}", f"admin_nonnull_{wire}")

        kind = HANDLES[args[0]["type"]][0]
        if kind:
            field = next_field(is_ref(kind))
            if field:
                lines.append(f"in.{field} = {me}->ref();")
            elif kind == "node_device" and "name" in want:
                lines.append(f"in.{take('name')} = {me}->id.name;")
            else:
                raise NotMechanical("the object is no member")
        elif args[0]["type"] not in ("virConnectPtr", "virAdmConnectPtr"):
            raise NotMechanical(args[0]["type"])
        i = 1
        early = []
        while i < len(args):
            a, t, n = args[i], args[i]["type"], args[i]["name"]
            following = args[i + 1] if i + 1 < len(args) else None
            if t in self.enums:
                t = "int"
            i += 1
            if t in HANDLES and HANDLES[t][0]:
                field = next_field(is_ref(HANDLES[t][0]), n)
                if not field:
                    raise NotMechanical(f"{n}: no such reference")
                early.append(f"need(w, {n});")
                lines.append(f"in.{field} = {n}->ref();")
            elif t == "virStreamPtr":
                early.append(f"need(w, {n});")
                lines.append(f"attach_stream(w, call, {me}, {n});")
                stream = True
            elif t == "const char *":
                field = next_field(lambda x: not x.get("array") and x["type"].endswith("nonnull_string"), n) \
                    if not (n in want and want[n]["type"].endswith("_string") and "nonnull" not in want[n]["type"]) else None
                # The next string in order, required or optional.
                if field is None:
                    field = next_field(lambda x: not x.get("array") and bare(x["type"]) == "string", n)
                    if not field:
                        raise NotMechanical(f"{n}: no string for it")
                    lines.append(f"in.{field} = optional_text({n});")
                else:
                    if n not in self.checked:
                        checks.append(f"need_nonnull(w, {n}, \"{n}\");")
                    lines.append(f"in.{field} = {n};")
            elif t == "const unsigned char *" and any(bare(x["type"]) == "uuid" for x in want.values()):
                field = next_field(lambda x: bare(x["type"]) == "uuid")
                lines.append(f"in.{field} = uuid_in({n});")
            elif t in ("unsigned char *", "const unsigned char *") and following and \
                    any(x.get("c_type") == t and x["type"] == "opaque" for x in want.values()):
                field = next_field(lambda x: x.get("c_type") == t and x["type"] == "opaque")
                lines.append(f"in.{field} = bytes_in({n}, {following['name']});")
                i += 1
            elif t == "const char **" and any(x.get("array") and bare(x["type"]) == "string" for x in want.values()):
                field = next_field(lambda x: x.get("array") and bare(x["type"]) == "string")
                lines.append(f"in.{field} = texts_in({n}, {following['name']});")
                i += 1
            elif t == "unsigned int *" and any(x.get("array") and x["type"] == "unsigned int" for x in want.values()):
                field = next_field(lambda x: x.get("array") and x["type"] == "unsigned int")
                lines.append(f"in.{field} = numbers_in({n}, {following['name']});")
                i += 1
            elif t == "virTypedParameterPtr" and following and following["type"] in INTEGER:
                field = next_field(lambda x: x.get("array") and bare(x["type"]) == "typed_param")
                if not field:
                    raise NotMechanical(f"{n}: no parameters in")
                lines.append(f"in.{field} = params_in(w, {n}, {following['name']});")
                i += 1
            elif t == "virTypedParameterPtr" and following and following["type"] == "int *":
                np = following["name"]
                if "nparams" not in want or "params" not in give:
                    raise NotMechanical(f"{n}: no parameters out")
                take("nparams"), give.pop("params")
                if n not in self.checked:
                    checks.append(f"if (*{np}) need_nonnull(w, {n}, \"{n}\");")
                lines.append(f"in.nparams = *{np};")
                if give.pop("nparams", None):
                    after.append(f"if (*{np} == 0) {{\n            *{np} = out.nparams;\n            return 0;\n        }}")
                after.append(f"params_out(w, out.params, {n}, {np});")
                i += 1
            elif t == "virTypedParameterPtr *" and following and following["type"] in ("int *", "unsigned int *"):
                np = following["name"]
                if "params" not in give:
                    raise NotMechanical(f"{n}: no parameters out")
                give.pop("params"), give.pop("nparams", None)
                if "nparams" in want:
                    take("nparams")
                    lines.append("in.nparams = 0x7fffffff;")
                for x in (n, np):
                    if x not in self.checked:
                        checks.append(f"need_nonnull(w, {x}, \"{x}\");")
                after += [f"*{n} = new_params(out.params).release();", f"*{np} = static_cast<int>(out.params.size());"]
                i += 1
            elif t in ("char **const", "char **") and following and following["type"] in INTEGER and "maxnames" in want or \
                    t == "char **" and "maxuuids" in want:
                field = "maxnames" if "maxnames" in want else "maxuuids"
                take(field)
                out = next(x for x in give.values() if x.get("array") and bare(x["type"]) == "string")
                give.pop(out["name"])
                lines.append(f"in.{field} = {following['name']};")
                result = f"return texts_out(w, out.{out['name']}, {n}, {following['name']});"
                i += 1
            elif t.endswith("Ptr **") and t[:-3] in HANDLES and "need_results" in want:
                take("need_results")
                out = next(x for x in give.values() if x.get("array"))
                give.pop(out["name"])
                early.insert(0, f"if ({n}) *{n} = nullptr;")
                lines.append(f"in.need_results = {n} != nullptr;")
                after.append(f"if ({n}) list_out(connection_of({me}), std::move(out.{out['name']}), {n});")
                result = "return static_cast<int>(out.ret);"
                give.pop("ret")
            elif t == "char ***" and "need_results" in want:
                take("need_results")
                out = next(x for x in give.values() if x.get("array"))
                give.pop(out["name"])
                early.insert(0, f"if ({n}) *{n} = nullptr;")
                lines.append(f"in.need_results = {n} != nullptr;")
                after.append(f"if ({n}) *{n} = text_list_out(out.{out['name']});")
                result = "return static_cast<int>(out.ret);"
                give.pop("ret")
            elif t in OUT_POINTERS:
                out = next((x for x in give.values() if not x.get("array") and x["type"] in WIRE_INTEGER), None)
                if not out:
                    raise NotMechanical(f"{n}: nothing comes out")
                give.pop(out["name"])
                after.append(f"{'' if n in self.checked else f'if ({n}) '}*{n} = out.{protocol.member(out['name'])};")
            elif t.endswith("Ptr") and self.struct_of(t):
                s = self.struct_of(t)
                members = {m["name"]: m for m in s["fields"]}
                if not all(x in members for x in give):
                    raise NotMechanical(f"{n}: members differ: {sorted(set(give) - set(members))}")
                if n not in self.checked:
                    checks.append(f"need_nonnull(w, {n}, \"{n}\");")
                for x in list(give):
                    to = members[x]["type"]
                    wire = give.pop(x)
                    if wire.get("array"):
                        after.append(f"chars_out({n}->{x}, {{out.{x}.data(), strnlen(out.{x}.data(), out.{x}.size())}});")
                    elif to in INTEGER:
                        after.append(f"{n}->{x} = out.{protocol.member(x)};")
                    else:
                        after.append(f"{n}->{x} = static_cast<decltype({n}->{x})>(out.{protocol.member(x)});")
            elif t in INTEGER:
                field = next_field(lambda x: not x.get("array") and x["type"] in WIRE_INTEGER, n)
                if not field:
                    raise NotMechanical(f"{n}: no number for it")
                lines.append(f"in.{field} = {n};")
            else:
                raise NotMechanical(f"{n}: {t}")
        if want:
            raise NotMechanical(f"arguments without source: {sorted(want)}")
        r = f["return"]
        if r in self.enums:
            r = "int"
        if result is None:
            if r in HANDLES:
                out = next((x for x in give.values() if not x.get("array")), None)
                if not out or bare(out["type"]) != HANDLES[r][0]:
                    raise NotMechanical("result is no reference")
                give.pop(out["name"])
                result = f"return make_handle(connection_of({me}), std::move(out.{protocol.member(out['name'])}));"
            elif r == "char *":
                out = next((x for x in give.values() if bare(x["type"]) == "string"), None)
                if not out:
                    raise NotMechanical("no string comes out")
                give.pop(out["name"])
                result = f"return new_text(out.{protocol.member(out['name'])});"
            elif r in INTEGER:
                numbers = [x for x in give.values() if not x.get("array") and x["type"] in WIRE_INTEGER]
                if len(numbers) == 1:
                    give.pop(numbers[0]["name"])
                    result = f"return static_cast<{r}>(out.{protocol.member(numbers[0]['name'])});"
                elif not numbers and r == "int":
                    result = "return 0;"
                else:
                    raise NotMechanical("which number is the result?")
            else:
                raise NotMechanical(f"returns {r}")
        if give:
            raise NotMechanical(f"results without taker: {sorted(give)}")
        conn = f"connection_of({me})"
        ask = f"ask<api::proc::{p['tag']}>({conn}"
        body = early_first(checks, early)
        if p.get("args"):
            body.append(f"api::{protocol.cxx_name(p['args'])} in;")
        if stream:
            body.append(f"api::Call call = make_call({conn});")
        body += lines
        call = ask + (", in" if p.get("args") else ", {}" if stream else "") + (", call)" if stream else ")")
        uses_out = any("out." in x for x in after + [result])
        body.append((f"{'' if 'std::move' in result or any('std::move' in x for x in after) else 'const '}auto out = " if uses_out else "") + call + ";")
        if f["name"] in ENDS_DOMAIN:
            after.append(f"{me}->id.store(-1, std::memory_order_relaxed);")
        body += after + [result]
        return self.wrap(f, body, me)

    def struct_of(self, pointer):
        t = self.typedefs.get(pointer, {})
        m = re.fullmatch(r"(?:struct )?(_?vir\w+?) ?\*", t.get("type", t.get("target", "")))
        if not m:
            return None
        name = m.group(1)
        return self.structs.get(name) or self.structs.get("_" + name)

    def body(self, f):
        if f["name"] in BY_HAND:
            return None
        if f["name"] in self.procedures:
            return self.procedure_function(f)
        return self.object_function(f)


def early_first(checks, early):
    """Lists are emptied before anything can fail; other handles are looked at right after the first one."""
    empties = [e for e in early if e.startswith("if (")]
    needs = [e for e in early if not e.startswith("if (")]
    at = 1 if checks and checks[0].startswith("need(w") else 0
    return empties + checks[:at] + needs + checks[at:]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--facts", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--list", action="store_true", help="print the output files and stop")
    ap.add_argument("--report", action="store_true", help="print where each function comes from and stop")
    a = ap.parse_args()
    if a.list:
        print(";".join([f"shim/wall_{t}.cpp" for t in THEMES] + [f"shim/sister_{l}.cpp" for l in SISTERS] + ["shim/sisters.h", "shim/private.syms"]))
        return
    g = Generator(a.facts)
    themes = collections.defaultdict(list)
    unknown = 0
    for f in g.api.functions:
        try:
            text = g.body(f)
            if text:
                themes[theme(f)].append(text)
            if a.report:
                print("hand" if text is None else "made", f["name"])
        except NotMechanical as e:
            unknown += 1
            print(f"{f['name']}: {e}", file=sys.stderr)
    if a.report:
        return
    if unknown:
        sys.exit(f"{unknown} functions are neither mechanical nor in BY_HAND")
    folder = os.path.join(a.out, "shim")
    os.makedirs(folder, exist_ok=True)
    for t in THEMES:
        with open(os.path.join(folder, f"wall_{t}.cpp"), "w") as out:
            out.write(HEAD + "#include \"shim/admin.h\"\n#include \"shim/convert.h\"\n#include \"shim/sisters.h\"\n#include \"shim/stream.h\"\n\n"
                      "#pragma GCC diagnostic ignored \"-Wunused-but-set-variable\"\n#pragma GCC diagnostic ignored \"-Wunused-variable\"\n"
                      "#pragma GCC diagnostic ignored \"-Wdeprecated-declarations\"\n#pragma GCC diagnostic ignored \"-Wunused-parameter\"\n\nusing namespace vireo;\nusing namespace vireo::shim;\n\n" + "\n".join(themes[t]))
    sisters = [f for f in g.api.functions if f["library"] != "libvirt"]
    with open(os.path.join(folder, "sisters.h"), "w") as out:
        out.write(HEAD + "// What the smaller libraries forward to.\n#pragma once\n\n#include \"shim/public.h\"\n\n#pragma GCC visibility push(default)\nextern \"C\" {\n")
        for f in sisters:
            out.write(f"{declare(f['return'], '')}{SISTER_PREFIX}{f['name']}({arguments(f)});\n")
        out.write("}\n#pragma GCC visibility pop\n")
    for lib in SISTERS:
        with open(os.path.join(folder, f"sister_{lib}.cpp"), "w") as out:
            out.write(HEAD + "#include \"shim/sisters.h\"\n\n")
            for f in sisters:
                if f["library"] == "libvirt-" + lib:
                    names = ", ".join(x["name"] for x in f["args"])
                    out.write(f"{declare(f['return'], '')}{f['name']}({arguments(f)}) {{ return {SISTER_PREFIX}{f['name']}({names}); }}\n")
    with open(os.path.join(folder, "private.syms"), "w") as out:
        out.write(f"LIBVIRT_PRIVATE_{g.api.version} {{\nglobal:\n" + "".join(f"    {SISTER_PREFIX}{f['name']};\n" for f in sisters) + "};\n")


SISTERS = ["qemu", "lxc", "admin"]
THEMES = ["domain_a", "domain_b", "domain_c", "host", "network", "storage", "other"]


def theme(f):
    m = f["module"]
    if m in ("libvirt-network", "libvirt-storage", "libvirt-host"):
        return m[len("libvirt-"):]
    if m == "libvirt-domain":
        n = f["name"].removeprefix("virDomain")
        return "domain_a" if n < "Get" else "domain_b" if n < "M" else "domain_c"
    return "other"


if __name__ == "__main__":
    main()
