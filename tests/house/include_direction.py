# SPDX-License-Identifier: LGPL-2.1-or-later
"""Reads every #include below src (and of generated code) and every vireo_room() and compares them with rooms.json:
arrows run down (R1, R2), third-party headers stay with their owner (R4), pure rooms touch no system (R3).

include_direction.py SOURCE_DIR [GENERATED_DIR]
include_direction.py --self-test
"""
import fnmatch, json, os, re, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
CODE = (".h", ".hpp", ".cpp", ".c", ".inc")


def matches(text, patterns):
    return any(fnmatch.fnmatchcase(text, p) for p in patterns)


class House:
    def __init__(self, rules):
        self.rules = rules
        self.floors = [(r, f["floor"]) for f in rules["floors"] for r in f["rooms"]]

    def room(self, path):
        """"drivers/qemu/argv/disk.h" -> ("drivers/qemu", 7)"""
        first, _, rest = path.partition("/")
        if first in self.rules["generated"]:
            path = self.rules["generated"][first] + "/" + rest
        parts = path.split("/")
        for pattern, floor in self.floors:
            n = pattern.count("/") + 1
            if len(parts) > n and fnmatch.fnmatchcase("/".join(parts[:n]), pattern):
                return "/".join(parts[:n]), floor
        return None, None

    def may_use(self, user, used):
        """May a file of room `user` include a file of room `used`? Both are (name, floor)."""
        return user[0] == used[0] or used[1] < user[1] or [user[0], used[0]] in self.rules["exceptions"]

    def complaint(self, path, bracket, name, exists):
        me = self.room(path)
        if me[0] is None:
            return "stands in no room of rooms.json"
        in_header = not path.endswith((".cpp", ".c"))
        rules = self.rules
        if name in rules["nowhere"]:
            return f"<{name}> is not for this compiler"
        if name.startswith("libvirt/"):
            return None if me[1] >= rules["public_headers"]["from_floor"] else f"<{name}> below the interface rooms"
        if bracket == '"':
            if not exists(name):
                return f'"{name}" is no file below src: write "room/file.h"'
            used = self.room(name)
            if used[0] is None:
                return f'"{name}" stands in no room'
            if in_header and me[0] != used[0] and name in rules["heavy"]["headers"]:
                return f'"{name}" in a header: include "{rules["heavy"]["headers"][name]}"'
            if not self.may_use(me, used):
                return f'"{name}" is of floor {used[1]}, this is floor {me[1]}'
            return None
        if matches(name, rules["anywhere"] + ([] if in_header else rules["in_sources"])):
            return None
        if "/" not in name and "." not in name:
            return f"<{name}> in a header" if in_header and name in rules["not_in_headers"] else None
        system = rules["system"]
        if matches(name, system["headers"]):
            if in_header:
                return None if name in system["in_headers"] else f"system header <{name}> in a header of ours"
            if matches(name, system["pure"]) or matches(me[0], system["rooms"]):
                return None
            return f"system header <{name}> in a pure room"
        for owner in rules["third_party"]["owners"]:
            if (path.startswith(owner["place"] + "/") or path.startswith(owner["place"] + ".")) and matches(name, owner["headers"]):
                if in_header and not matches(name, owner.get("in_headers", [])):
                    return f"third-party <{name}> in a header of ours"
                return None
        return f"third-party <{name}> outside its owner's room"


def sources(folder):
    for here, _, names in os.walk(folder):
        for n in sorted(names):
            if n.endswith(CODE):
                yield os.path.relpath(os.path.join(here, n), folder).replace(os.sep, "/")


def check_includes(house, source, generated):
    roots = [r for r in [os.path.join(source, "src"), generated] if r and os.path.isdir(r)]

    def exists(name):
        return any(os.path.exists(os.path.join(r, name)) for r in roots) or (not generated and "/" in name)

    bad, count = [], 0
    for root in roots:
        for path in sources(root):
            if house.room(path)[0] is None and root != roots[0]:
                continue  # generated material for no room, e.g. documentation
            with open(os.path.join(root, path), errors="replace") as f:
                for number, line in enumerate(f, 1):
                    m = INCLUDE.match(line)
                    if not m:
                        continue
                    count += 1
                    why = house.complaint(path, m.group(1), m.group(2), exists)
                    if why:
                        bad.append(f"{path}:{number}: {why}")
    return bad, count


def check_links(house, source):
    """vireo_room(name USES rooms...): the names are the rooms' with "_" for "/" (drivers_qemu or qemu)."""
    names, calls, bad = {}, [], []
    for here, _, files in os.walk(os.path.join(source, "src")):
        if "CMakeLists.txt" not in files:
            continue
        folder = os.path.relpath(here, os.path.join(source, "src")).replace(os.sep, "/")
        with open(os.path.join(here, "CMakeLists.txt")) as f:
            text = re.sub(r"#.*", "", f.read())
        for m in re.finditer(r"vireo_room\(\s*(\w+)([^)]*)\)", text):
            room = house.room(folder + "/x")
            uses = re.search(r"\bUSES\b((?:\s+(?!LIBS\b|SOURCES\b)[\w/]+)*)", m.group(2))
            if room[0] is None:
                bad.append(f"src/{folder}/CMakeLists.txt: vireo_room({m.group(1)}) stands in no room of rooms.json")
                continue
            names[m.group(1)] = room
            calls.append((folder, m.group(1), uses.group(1).split() if uses else []))
    for folder, name, uses in calls:
        for u in uses:
            if u not in names:
                bad.append(f"src/{folder}/CMakeLists.txt: {name} uses {u}, which is no room")
            elif not house.may_use(names[name], names[u]):
                bad.append(f"src/{folder}/CMakeLists.txt: {name} (floor {names[name][1]}) uses {u} (floor {names[u][1]})")
    return bad, len(calls)


def self_test(house):
    """The rules must bite: each line is a file, an include, and whether it is allowed."""
    known = {"base/error.h", "model/disk.h", "run/loop.h", "host/netlink.h", "drivers/qemu/a.h", "drivers/network/b.h", "rpc/p.h", "shim/s.h",
             "json/json.h", "virsh/commands.inc"}
    for path, bracket, name, good in [
            ("model/disk.cpp", '"', "base/error.h", True), ("base/error.cpp", '"', "model/disk.h", False),
            ("model/disk.cpp", '"', "run/loop.h", False), ("drivers/qemu/a.cpp", '"', "drivers/network/b.h", False),
            ("drivers/qemu/a.cpp", '"', "drivers/qemu/a.h", True), ("rpc/p.cpp", '"', "host/netlink.h", True),
            ("rpc/p.cpp", '"', "p.h", False), ("model/d.h", '"', "json/json.h", False), ("model/d.cpp", '"', "json/json.h", True), ("apps/virsh/main.cpp", '"', "shim/s.h", True), ("rpc/p.h", '"', "shim/s.h", False),
            ("model/disk.cpp", "<", "unistd.h", False), ("model/disk.cpp", "<", "vector", True), ("run/loop.cpp", "<", "sys/epoll.h", True),
            ("run/loop.h", "<", "sys/epoll.h", False), ("run/loop.h", "<", "regex", False), ("run/loop.cpp", "<", "regex", True),
            ("xml/tree.cpp", "<", "libxml/tree.h", True), ("xml/tree.h", "<", "libxml/tree.h", False),
            ("rpc/tls.cpp", "<", "gnutls/gnutls.h", False), ("host/tls.cpp", "<", "gnutls/gnutls.h", True),
            ("apps/virsh/line_editor.cpp", "<", "readline/readline.h", True), ("apps/virsh/main.cpp", "<", "readline/readline.h", False),
            ("model/disk.cpp", "<", "libvirt/libvirt.h", False), ("model/d.h", "<", "fmt/format.h", False), ("model/d.cpp", "<", "fmt/format.h", True),
            ("apps/virsh/main.cpp", '"', "virsh/commands.inc", True), ("hv/n.cpp", '"', "libvirt/libvirt.h", True), ("shim/s.cpp", "<", "libvirt/libvirt.h", True),
            ("run/loop.cpp", "<", "coroutine", False), ("attic/x.cpp", "<", "vector", False)]:
        why = house.complaint(path, bracket, name, known.__contains__)
        if (why is None) != good:
            sys.exit(f"self test: {path} includes {name}: {why or 'allowed'}")
    with tempfile.TemporaryDirectory() as top:
        for room, text in [("base", "vireo_room(base)"), ("run", "vireo_room(run USES base model LIBS x)"), ("model", "vireo_room(model USES base)")]:
            os.makedirs(os.path.join(top, "src", room))
            with open(os.path.join(top, "src", room, "CMakeLists.txt"), "w") as f:
                f.write(text)
        bad, _ = check_links(house, top)
        if len(bad) != 1 or "run (floor 2) uses model (floor 2)" not in bad[0]:
            sys.exit(f"self test: link lists: {bad}")
    print("the rules bite")


def main():
    with open(os.path.join(HERE, "rooms.json")) as f:
        house = House(json.load(f))
    if sys.argv[1] == "--self-test":
        return self_test(house)
    bad, count = check_includes(house, sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    more, rooms = check_links(house, sys.argv[1])
    for line in bad + more:
        print(line)
    print(f"{count} includes, {rooms} link lists, {len(bad + more)} against the house rules")
    sys.exit(1 if bad + more else 0)


main()
