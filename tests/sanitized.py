# SPDX-License-Identifier: LGPL-2.1-or-later
"""Programs that are not instrumented (Python, the distribution's tools) and load this build's libraries: what a sanitized build
needs of their environment. As a program: sanitized.py LIBRARY COMMAND... runs a command that way."""
import os
import re
import subprocess
import sys


def variables(library):
    """What to set for a program that loads this library: empty unless it is a sanitized build.
    The sanitizer's runtime has to come first; so has the C++ runtime, which it wants to find when it starts, or exceptions cannot be
    thrown. Leaks of the other program are none of ours."""
    listing = subprocess.run(["ldd", library], capture_output=True, text=True).stdout
    found = {m[1]: m[2] for m in re.finditer(r"(lib(?:[at]san|stdc\+\+)\.so)\S* => (\S+)", listing)}
    runtime = found.get("libasan.so") or found.get("libtsan.so")
    if not runtime:
        return {}
    out = {"LD_PRELOAD": " ".join(filter(None, (runtime, found.get("libstdc++.so"))))}
    if "libasan.so" in found:
        out["ASAN_OPTIONS"] = ":".join(filter(None, (os.environ.get("ASAN_OPTIONS"), "detect_leaks=0")))
    return out


def settle():
    """For a program that runs with those variables: it has the runtime now, and emulators that a driver in its process starts shall not."""
    os.environ.pop("LD_PRELOAD", None)


def without(environment):
    """The same for a program of this build, which brings its runtime itself, and for all that it starts."""
    return {name: value for name, value in environment.items() if name != "LD_PRELOAD"}


if __name__ == "__main__":
    os.environ.update(variables(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])
