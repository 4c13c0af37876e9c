# SPDX-License-Identifier: LGPL-2.1-or-later
"""Documentation of the public C API as comments: facts/doc/*.json (our own words) joined with what facts/api knows
(read-only rule, argument checks, failure value, since). Texts that many functions share are rules, said once."""
import json, os, re, textwrap

WIDTH = 100


def wrap(text, first=" * ", rest=" * "):
    return "\n".join(textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest,
                                   break_long_words=False, break_on_hyphens=False)) + "\n"


def block(name, paragraphs):
    """A comment block; each paragraph is a text or a list of "@name: text" lines."""
    out = f"/**\n * {name}:\n"
    for i, p in enumerate(paragraphs):
        if isinstance(p, list):
            out += "".join(wrap(x, rest=" *     ") for x in p)
        else:
            out += (" *\n" if i or True else "") + wrap(p)
    return out + " */\n"


class Docs:
    def __init__(self, facts, api):
        self.api = api
        self.functions, self.enums, self.types, self.macros, self.callbacks, self.modules = {}, {}, {}, {}, {}, {}
        self.gaps = []  # what has no text: the generator refuses to write headers with gaps
        self.rules = {"nouns": {}, "params": [], "returns": [], "families": []}
        folder = os.path.join(facts, "doc")
        for name in sorted(set(os.listdir(folder)) - {"argument_names.json"}):
            with open(os.path.join(folder, name)) as f:
                data = json.load(f)
            if name.startswith("functions-"):
                self.functions.update(data)
            elif name == "rules.json":
                self.rules = data
            else:
                getattr(self, name.split(".")[0].split("-")[0]).update(data)
        with open(os.path.join(facts, "errors.json")) as f:
            e = json.load(f)
        self.errors_texts = {d["name"]: d["label"] or "" for d in e["domains"]}
        self.errors_texts.update({n["name"]: n["plain"] or "" for n in e["numbers"]})
        for f, d in list(self.functions.items()):
            if isinstance(d, str):
                self.functions[f] = {"does": d}

    def module(self, module):
        return self.modules.get(module, "part of the public C interface.")

    # --- functions -----------------------------------------------------------------------------------------------

    def fits(self, rule, f, name, c_type):
        return ((not rule.get("name") or re.fullmatch(rule["name"], name)) and
                (not rule.get("type") or re.fullmatch(rule["type"], c_type)) and
                (not rule.get("function") or re.search(rule["function"], f["name"])) and
                ("callback" not in rule or "readonly" not in f) and  # only functions carry a read-only rule
                ("args" not in rule or len(f["args"]) == rule["args"]))

    def noun(self, c_type):
        return self.rules["nouns"].get(c_type, re.sub(r"^vir|Ptr$", "", c_type))

    def object(self, f):
        """What the function is about: the noun of its first handle, or of the prefix of its name."""
        for a in f["args"]:
            if a["type"] in self.rules["nouns"]:
                return self.noun(a["type"])
        return "object"

    def fill(self, text, f, argument=None):
        event = re.match(r"virConnect(Domain|Network|NodeDevice|Secret|StoragePool)Event", f["name"])
        casts = {"Domain": "VIR_DOMAIN", "Network": "VIR_NETWORK", "NodeDevice": "VIR_NODE_DEVICE",
                 "Secret": "VIR_SECRET", "StoragePool": "VIR_STORAGE_POOL"}
        return text.format(object=self.object(f), argument=self.noun(argument) if argument else "",
                           result=self.noun(f["return"]), free=self.release(f["return"]),
                           casts=casts[event.group(1)] + "_EVENT_CALLBACK()" if event else "")

    @staticmethod
    def release(c_type):
        if c_type in ("virConnectPtr", "virAdmConnectPtr"):
            return c_type[:-3] + "Close"
        return c_type[:-3] + "Free"

    def rule(self, kind, f, arg):
        for r in self.rules[kind]:
            if self.fits(r, f, arg["name"], arg["type"]):
                return self.fill(r["text"], f, arg["type"])
        return None

    def purpose(self, f):
        own = self.functions.get(f["name"], {}).get("does")
        if own:
            return own
        for r in self.rules["families"]:
            if self.fits(r, f, "", ""):
                return self.fill(r["does"], f)
        return None

    def missing(self, f, a):
        self.gaps.append(f"{f['name']}.{a['name']}")
        return ""

    def params(self, f, own):
        lines = []
        for name in set(own) - {a["name"] for a in f["args"]}:
            raise SystemExit(f"facts/doc: {f['name']} has no parameter {name}")
        for a in f["args"]:
            text = own.get(a["name"]) or self.rule("params", f, a)
            if a["name"] == "flags" and a["name"] not in own:
                e = a.get("enum")
                if e:
                    e = [e] if isinstance(e, str) else e
                    text = "bits of " + " and ".join(e)
                else:
                    text = "none defined yet; pass 0"
            elif a.get("enum") and a["name"] != "flags":
                e = a["enum"]
                names = " or ".join([e] if isinstance(e, str) else e)
                if not text or names.split(" ")[0] not in text:
                    text = f"{text}; a value of {names}" if text else f"a value of {names}"
            lines.append(f"@{a['name']}: {text or self.missing(f, a)}")
        return lines

    def conditional(self, f, name):
        """Some checks hold in certain calls only (a NULL array asks for the count, -1 for the total); the parameter's
        text says when, so the list of errors keeps silent about it."""
        name = name.lstrip("*")
        d = self.functions.get(f["name"], {})
        a = [a for a in f["args"] if a["name"] == name]
        text = d.get("params", {}).get(name) or (self.rule("params", f, a[0]) if a else "") or ""
        return name in d.get("conditional", []) or "NULL" in text.replace("NULL-terminated", "")

    def errors(self, f):
        out = []
        ro = f.get("readonly")
        if ro == "denied":
            out.append("VIR_ERR_OPERATION_DENIED on a read-only connection")
        elif ro == "conditional":
            w = f["readonly_denied_when"]
            v = w["value"]
            v = " or ".join(v) if isinstance(v, list) else v
            out.append(f"VIR_ERR_OPERATION_DENIED on a read-only connection when @{w['arg']} "
                       f"{'has' if w['test'] == 'has' else 'is'} {v}")
        c = f.get("arg_checks", {})
        bad = []
        for key, text in [("nonnull", "is NULL"), ("nonempty", "is NULL or empty"), ("nonempty_if_set", "is empty"),
                          ("nonnegative", "is negative"), ("positive", "is not positive"), ("nonzero", "is 0")]:
            names = [n for n in c.get(key, []) if not self.conditional(f, n)]
            if names:
                bad.append(f"{' or '.join('*@' + n[1:] if n.startswith('*') else '@' + n for n in names)} {text}")
        for name, size in c.get("nonnull_if_size", []):
            bad.append(f"@{name} is NULL while @{size} is not 0")
        if bad:
            out.append("VIR_ERR_INVALID_ARG if " + ", or if ".join(bad))
        for pair in c.get("exclusive_flags", []):
            out.append(f"{' and '.join(pair)} exclude each other")
        for flag, needs in c.get("flag_requires", []):
            out.append(f"{flag} requires {needs}")
        return out

    def returns(self, f, own):
        if f["return"] == "void":
            return None
        fail = f.get("error_return")
        text = own or self.rule("returns", f, {"name": f["name"], "type": f["return"]})
        if not text:
            text = self.missing(f, {"name": "returns"})
        if fail is not None and "fail" not in text and fail not in text.replace(",", " ").split():
            text += f", or {fail} on failure"
        return f"Returns {text}."

    def function(self, f):
        d = self.functions.get(f["name"], {})
        paragraphs = []
        if f["args"]:
            paragraphs.append(self.params(f, d.get("params", {})))
        purpose = self.purpose(f)
        paragraphs.append(purpose or self.missing(f, {"name": "does"}))
        if d.get("note"):
            paragraphs.append(d["note"])
        r = self.returns(f, d.get("returns"))
        if r:
            paragraphs.append(r)
        errors = self.errors(f)
        if errors:
            paragraphs.append("Errors: " + "; ".join(errors) + ".")
        if f.get("deprecated"):
            paragraphs.append(f"Deprecated: {f['deprecated']}.")
        paragraphs.append(f"Since: {f['since']}")
        return block(f["name"], paragraphs)

    # --- everything else -----------------------------------------------------------------------------------------

    def callback(self, c):
        d = self.callbacks.get(c["name"]) or self.missing(c, {"name": "does"}) or {}
        if isinstance(d, str):
            d = {"does": d}
        p = [self.params(c, d.get("params", {}))] if c["args"] else []
        if d.get("does"):
            p.append(d["does"])
        if c["return"] != "void" and d.get("returns"):
            p.append(f"Returns {d['returns']}.")
        return block(c["name"], p + [f"Since: {c['since']}"])

    def enum(self, e):
        d = self.enums.get(e["name"]) or self.missing(e, {"name": "about"})
        about = d if isinstance(d, str) else d["about"]
        for key in ([] if isinstance(d, str) else d["values"]):
            if key not in {self.short(e, v) for v in e["values"]}:
                raise SystemExit(f"facts/doc/enums.json: {e['name']} has no value {key}")
        return block(e["name"], [about, f"Since: {e['since']}"])

    @staticmethod
    def short(e, v):
        """The part of a value's name that differs from its siblings; the whole name of an only child."""
        names = [x["name"] for x in e["values"] if not x.get("last")]
        if len(names) < 2:
            return v["name"]
        prefix = os.path.commonprefix(names)
        return v["name"][prefix.rfind("_") + 1:]

    def enum_value(self, e, v):
        if e["name"] in ("virErrorDomain", "virErrorNumber"):
            text = self.errors_texts.get(v["name"], "")
        else:
            d = self.enums.get(e["name"], {})
            text = d.get("values", {}).get(self.short(e, v), "") if isinstance(d, dict) else ""
        if v.get("deprecated"):
            why = v["deprecated"] if isinstance(v["deprecated"], str) else "no longer raised"
            text += ("; " if text else "") + why
        return (text + " " if text else "") + f"(Since: {v['since']})"

    def struct(self, s):
        d = self.types.get(s["name"], {})
        about = (d.get("about") if isinstance(d, dict) else d) or self.missing(s, {"name": "about"})
        return block(s["typedef"], ([about] if about else []) + [f"Since: {s['since']}"])

    def field(self, s, f):
        d = self.types.get(s["name"], {})
        return d.get("fields", {}).get(f["name"], "") if isinstance(d, dict) else ""

    def member(self, s, m):
        return self.field(s, m) or m["type"]

    def typedef(self, t):
        d = self.types.get(t["name"])
        if d is None and t["name"].endswith("Ptr"):
            d = f"Pointer to {t['type'].rstrip(' *')}."
        elif d is None and not t.get("opaque"):
            d = f"Short name of {t['type']}."
        p = ([d if isinstance(d, str) else d.get("about", "")] if d else []) + ([f"Since: {t['since']}"] if t.get("since") else [])
        return block(t["name"], p)

    def macro_group(self, m):
        """The group a macro belongs to: the longest prefix that fits, unless it has a text of its own."""
        if m["name"] in self.macros["single"]:
            return None
        fits = [g for g in self.macros["groups"] if m["name"].startswith(g["prefix"])]
        return max(fits, key=lambda g: len(g["prefix"]), default=None)

    def macro(self, m):
        text = self.macros["single"].get(m["name"]) or self.missing(m, {"name": "does"})
        return block(m["name"], [text, f"Since: {m['since']}"])

    def group_head(self, g):
        return "/*\n" + wrap(g["about"]) + " */\n"

    def group_line(self, g, m):
        short = m["name"][len(g["prefix"]):]
        text = g["values"].get(short, "")
        if not text and g["values"]:
            text = ("start of the names" if short.endswith("PREFIX") else self.missing(m, {"name": "text"}))
        return (text + " " if text else "") + f"(Since: {m['since']})"

    def function_macro(self, m):
        text = self.macros["single"].get(m["name"]) or self.missing(m, {"name": "does"})
        return block(m["name"], [text, f"Since: {m['since']}"])

    def variable(self, v):
        d = self.types.get(v["name"])
        return block(v["name"], ([d] if d else []) + [f"Since: {v['since']}"])
