# SPDX-License-Identifier: LGPL-2.1-or-later
"""Calls every public function with NULL and zero arguments and prints what came back, one JSON line a case.

null_args.py LIBDIR FACTS [--only PATTERN]

Cases of each function: "null" (everything NULL or 0), and with a connection to test:///default "rw" (the objects are
real, everything else NULL or 0) and "ro" (the same on a read-only connection). Each case runs in a child of its own,
so that a crash or a hang is an answer like any other. null_args_test.py compares the answers of two libraries.
"""
import ctypes
import json
import os
import re
import select
import signal
import sys
import time

LIBRARIES = ["libvirt", "libvirt-qemu", "libvirt-lxc", "libvirt-admin"]
# These wait for ever, end the process, or have no argument to be hostile with.
LEFT_OUT = {"virEventRunDefaultImpl"}
INTEGERS = {"int": ctypes.c_int, "unsigned int": ctypes.c_uint, "unsigned": ctypes.c_uint, "long": ctypes.c_long,
            "unsigned long": ctypes.c_ulong, "long long": ctypes.c_longlong, "unsigned long long": ctypes.c_ulonglong,
            "size_t": ctypes.c_size_t, "double": ctypes.c_double}


class VirError(ctypes.Structure):
    _fields_ = [("code", ctypes.c_int), ("domain", ctypes.c_int), ("message", ctypes.c_char_p), ("level", ctypes.c_int),
                ("conn", ctypes.c_void_p), ("dom", ctypes.c_void_p), ("str1", ctypes.c_char_p),
                ("str2", ctypes.c_char_p), ("str3", ctypes.c_char_p), ("int1", ctypes.c_int), ("int2", ctypes.c_int),
                ("net", ctypes.c_void_p)]


def c_type(text, enums):
    text = text.replace("const ", "").strip()
    if text in INTEGERS:
        return INTEGERS[text]
    if text in enums:
        return ctypes.c_int
    return ctypes.c_void_p


def text(value):
    return value.decode(errors="replace") if value is not None else None


def scrub(value):
    """Addresses and numbers that differ from run to run."""
    return re.sub(r"0x[0-9a-f]{6,}", "0xADDR", value) if isinstance(value, str) else value


class World:
    def __init__(self, folder, facts):
        self.libs, self.functions, self.enums = {}, [], set()
        for name in LIBRARIES:
            self.libs[name] = ctypes.CDLL(os.path.join(folder, name + ".so.0"), mode=ctypes.RTLD_GLOBAL)
            with open(os.path.join(facts, "api", name + ".json")) as f:
                api = json.load(f)
            self.enums |= {e["name"] for e in api["enums"]}
            self.functions += [dict(f, library=name) for f in api["functions"]]
        self.core = self.libs["libvirt"]

    def get(self, name, restype=ctypes.c_void_p, *argtypes):
        f = getattr(self.core, name)
        f.restype, f.argtypes = restype, list(argtypes)
        return f

    def last_error(self):
        p = self.get("virGetLastError", ctypes.POINTER(VirError))()
        if not p:
            return None
        e = p.contents
        return {"code": e.code, "domain": e.domain, "level": e.level, "message": scrub(text(e.message)),
                "str1": text(e.str1), "str2": scrub(text(e.str2)), "str3": text(e.str3), "int1": e.int1, "int2": e.int2}

    def objects(self, read_only):
        """Real objects of the test driver by C type; types that it has none of are left out."""
        p, s, u = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint
        have = {}
        conn = self.get("virConnectOpenReadOnly" if read_only else "virConnectOpen", p, s)(b"test:///default")
        if not conn:
            return have
        have["virConnectPtr"] = conn
        for c, function, name in (("virDomainPtr", "virDomainLookupByName", b"test"),
                                  ("virNetworkPtr", "virNetworkLookupByName", b"default"),
                                  ("virInterfacePtr", "virInterfaceLookupByName", b"eth1"),
                                  ("virStoragePoolPtr", "virStoragePoolLookupByName", b"default-pool"),
                                  ("virNodeDevicePtr", "virNodeDeviceLookupByName", b"computer")):
            found = self.get(function, p, p, s)(conn, name)
            if found:
                have[c] = found
        if not read_only:
            stream = self.get("virStreamNew", p, p, u)(conn, 0)
            if stream:
                have["virStreamPtr"] = stream
        return have

    def call(self, f, objects):
        fn = getattr(self.libs[f["library"]], f["name"])
        types = [c_type(a["type"], self.enums) for a in f["args"]]
        fn.argtypes = types
        ret = f["return"]
        fn.restype = None if ret == "void" else c_type(ret, self.enums)
        values = [objects.get(a["type"], None if t is ctypes.c_void_p else 0) for a, t in zip(f["args"], types)]
        result = fn(*values)
        if fn.restype is ctypes.c_void_p:
            result = "NULL" if not result else "pointer"
        error = self.last_error() if not f["name"].startswith(("virGetLast", "virReset", "virSaveLast")) else None
        return {"result": result, "error": error}


def in_child(world, f, objects):
    """The answer of one call, made in a child process."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        null = os.open("/dev/null", os.O_WRONLY)
        os.dup2(null, 1), os.dup2(null, 2)
        signal.alarm(10)
        try:
            world.get("virResetLastError", None)()
            answer = world.call(f, objects)
        except Exception as e:  # a missing symbol
            answer = {"absent": type(e).__name__}
        os.write(write_end, json.dumps(answer).encode())
        os._exit(0)
    os.close(write_end)
    data = b""
    end = time.monotonic() + 12
    while time.monotonic() < end and select.select([read_end], [], [], max(0, end - time.monotonic()))[0]:
        piece = os.read(read_end, 65536)
        if not piece:
            break
        data += piece
    os.close(read_end)
    status = os.waitpid(child, 0)[1]
    if not data:
        return {"crashed": f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit {status >> 8}"}
    return json.loads(data)


def main():
    folder, facts = sys.argv[1:3]
    only = re.compile(sys.argv[4] if len(sys.argv) > 4 else "")
    world = World(folder, facts)
    world.get("virInitialize", ctypes.c_int)()
    quiet = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(lambda *a: None)
    world.get("virSetErrorFunc", None, ctypes.c_void_p, type(quiet))(None, quiet)
    for case, objects in (("null", {}), ("rw", world.objects(False)), ("ro", world.objects(True))):
        for f in world.functions:
            if f["name"] in LEFT_OUT or not only.search(f["name"]):
                continue
            if case != "null" and not any(a["type"] in objects for a in f["args"]):
                continue
            print(json.dumps({"function": f["name"], "case": case, **in_child(world, f, objects)}), flush=True)


main()
