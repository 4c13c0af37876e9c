# SPDX-License-Identifier: LGPL-2.1-or-later
"""Rules that a look at each file decides: licence line, no coroutines, no paths of the machine it was written on.

file_rules.py SOURCE_DIR
"""
import os, re, subprocess, sys

# Files in which the second or first line can carry a comment.
COMMENTED = re.compile(r"(\.(h|hpp|c|cpp|py|sh|cmake|js|css|syms|conf\.in|service\.in|socket\.in)|CMakeLists\.txt)$")
OURS = re.compile(r"^(src|include|gen|cmake|tests|packaging|tools|bench|CMakeLists\.txt)(/|$)")
DATA = re.compile(r"(^|/)(data|corpus)/|^facts/")
LICENCE = "SPDX-License-Identifier: LGPL-2.1-or-later"
# clang and g++ 12 disagree about coroutines to the point of crashing (docs/architecture.md, 6.1).
COROUTINE = re.compile(r"\bco_(await|return|yield)\b")
MACHINE = re.compile(r"/(work|workspace)/(main|wt|scratch|shared)\b|/home/[a-z]+/(src|git|projects)\b")


def files(source):
    """What git knows or would know; all files when this is no checkout."""
    r = subprocess.run(["git", "-C", source, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    if r.returncode == 0 and r.stdout:
        return sorted(set(r.stdout.splitlines()))
    return sorted(os.path.relpath(os.path.join(here, n), source) for here, dirs, names in os.walk(source)
                  if not (dirs.remove("build") if "build" in dirs else None) for n in names)


def main():
    source, bad, count = sys.argv[1], [], 0
    for name in files(source):
        path = os.path.join(source, name)
        if not os.path.isfile(path) or os.path.islink(path):
            continue
        with open(path, "rb") as f:
            raw = f.read()
        if b"\0" in raw[:4096]:
            continue
        text = raw.decode("utf-8", "replace")
        count += 1
        if OURS.match(name) and COMMENTED.search(name) and not DATA.search(name):
            if LICENCE not in "\n".join(text.split("\n", 3)[:3]):
                bad.append(f"{name}:1: no licence line ({LICENCE})")
        for number, line in enumerate(text.split("\n"), 1):
            if name.endswith((".cpp", ".h", ".inc")) and name.startswith("src/") and COROUTINE.search(line):
                bad.append(f"{name}:{number}: a coroutine")
            if MACHINE.search(line) and "MACHINE = " not in line:
                bad.append(f"{name}:{number}: a path of somebody's machine: {line.strip()[:100]}")
    for line in bad:
        print(line)
    print(f"{count} files read, {len(bad)} findings")
    sys.exit(1 if bad else 0)


main()
