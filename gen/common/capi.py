# SPDX-License-Identifier: LGPL-2.1-or-later
"""The public C API as Python values: facts/api/*.json merged, and how its types are written in C."""
import json, os, re

LIBRARIES = ["libvirt", "libvirt-qemu", "libvirt-lxc", "libvirt-admin"]

# The installed set of headers. A module is the header without ".h"; the order is the order of inclusion by libvirt.h.
CORE_MODULES = ["libvirt-common", "libvirt-host", "libvirt-domain", "libvirt-domain-checkpoint",
                "libvirt-domain-snapshot", "libvirt-event", "libvirt-interface", "libvirt-network",
                "libvirt-nodedev", "libvirt-nwfilter", "libvirt-secret", "libvirt-storage", "libvirt-stream"]
OTHER_MODULES = ["virterror", "libvirt-qemu", "libvirt-lxc", "libvirt-admin"]
MODULES = CORE_MODULES + OTHER_MODULES

# Array lengths that have a public name.
LENGTH_NAMES = {("_virTypedParameter", "field"): "VIR_TYPED_PARAM_FIELD_LENGTH",
                ("_virSecurityLabel", "label"): "VIR_SECURITY_LABEL_BUFLEN",
                ("_virSecurityModel", "model"): "VIR_SECURITY_MODEL_BUFLEN",
                ("_virSecurityModel", "doi"): "VIR_SECURITY_DOI_BUFLEN",
                ("_virNodeCPUStats", "field"): "VIR_NODE_CPU_STATS_FIELD_LENGTH",
                ("_virNodeMemoryStats", "field"): "VIR_NODE_MEMORY_STATS_FIELD_LENGTH"}


class Api:
    """All four libraries in one: lists of facts, each fact with its "library" added."""
    KINDS = ["functions", "variables", "enums", "structs", "callbacks", "typedefs", "macros", "function_macros"]

    def __init__(self, facts):
        for kind in self.KINDS:
            setattr(self, kind, [])
        self.version = None
        for library in LIBRARIES:
            with open(os.path.join(facts, "api", library + ".json")) as f:
                data = json.load(f)
            self.version = self.version or data["version"]
            for kind in self.KINDS:
                for item in data[kind]:
                    getattr(self, kind).append(dict(item, library=library))
        with open(os.path.join(facts, "doc", "argument_names.json")) as f:
            names = json.load(f)
        for f in self.functions:
            other = names.get(f["name"], {})
            f["args"] = [dict(a, name=other.get(a["name"], a["name"])) for a in f["args"]]

    def of(self, kind, module):
        return [x for x in getattr(self, kind) if x["module"] == module]


def declare(c_type, name):
    """"void *", "opaque" -> "void *opaque"; arrays move behind the name."""
    array = re.fullmatch(r"(.+?)\s*(\[.+\])", c_type)
    if array:
        return f"{declare(array.group(1), name)}{array.group(2)}"
    return c_type + name if c_type.endswith("*") else f"{c_type} {name}"


def arguments(function):
    return ", ".join(declare(a["type"], a["name"]) for a in function["args"]) or "void"
