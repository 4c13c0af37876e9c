# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compiles each header below src alone (no precompiled header) and fails for those that do not stand alone.

A header whose files have not changed since it last passed is not compiled again: what it read (the compiler's own
dependency list) is kept in CACHE together with the hash of their contents.

headers_alone.py SOURCE_DIR CACHE JOBS COMPILER FLAGS...
"""
import hashlib, json, os, re, subprocess, sys
from concurrent.futures import ThreadPoolExecutor


class Contents:
    def __init__(self):
        self.known = {}

    def digest(self, paths):
        total = hashlib.sha256()
        for p in paths:
            if p not in self.known:
                try:
                    with open(p, "rb") as f:
                        self.known[p] = hashlib.sha256(f.read()).digest()
                except OSError:
                    self.known[p] = b"gone"
            total.update(p.encode() + b"\0" + self.known[p])
        return total.hexdigest()


def compile_one(header, command):
    r = subprocess.run(command + ["-fsyntax-only", "-MD", "-MF", "/dev/stdout", "-x", "c++", "-"],
                       input=f'#include "{header}"\n#include "{header}"\n', capture_output=True, text=True)
    files = [f for f in re.split(r"(?<!\\)\s+", r.stdout.replace("\\\n", " ").partition(":")[2]) if f and f != "-"]
    return header, r.returncode, r.stderr, files


def main():
    source, cache_file, jobs, command = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
    root = os.path.join(source, "src")
    headers = sorted(os.path.relpath(os.path.join(here, n), root) for here, _, names in os.walk(root)
                     for n in names if n.endswith(".h"))
    cache = {}
    try:
        with open(cache_file) as f:
            cache = json.load(f)
    except (OSError, ValueError):
        pass
    contents, how = Contents(), " ".join(command)
    todo = [h for h in headers
            if not (h in cache and cache[h]["how"] == how and cache[h]["digest"] == contents.digest(cache[h]["files"]))]
    bad = 0
    with ThreadPoolExecutor(jobs) as pool:
        for header, code, text, files in pool.map(lambda h: compile_one(h, command), todo):
            if code or text:
                bad += 1
                print(f"{header} does not stand alone:\n{text}")
                cache.pop(header, None)
            else:
                cache[header] = {"how": how, "files": files, "digest": contents.digest(files)}
    with open(cache_file + ".new", "w") as f:
        json.dump({h: c for h, c in cache.items() if h in headers}, f)
    os.replace(cache_file + ".new", cache_file)
    print(f"{len(headers)} headers, {len(todo)} compiled, {bad} do not stand alone")
    sys.exit(1 if bad else 0)


main()
