# SPDX-License-Identifier: LGPL-2.1-or-later
"""A process that holds guests is killed; its successor finds them, with nothing lost and nothing left behind."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import embed
from embed import document, wait_for

embed.enter()
import libvirt  # noqa: E402

CHILD = """
import sys, time
sys.argv = [sys.argv[0], {build!r}]
sys.path.insert(0, {here!r})
import embed
embed.enter()
h = embed.House({root!r})
for name in ("one", "two"):
    h.conn.defineXML(embed.document(name)).create()
h.conn.lookupByName("two").suspend()
h.conn.createXML(embed.document("loose"), 0)
print("ready", flush=True)
time.sleep(60)
"""


def holder(root):
    here = os.path.dirname(os.path.abspath(__file__))
    p = subprocess.Popen([sys.executable, "-B", "-c", CHILD.format(build=embed.BUILD, here=here, root=root)], stdout=subprocess.PIPE, text=True,
                         env=embed.environment())
    assert p.stdout.readline().strip() == "ready"
    return p


def adopted_after_kill(h_root):
    p = holder(h_root)
    pid_of = lambda n: int(open(os.path.join(h_root, "run/qemu", n + ".pid")).read())
    pids = {n: pid_of(n) for n in ("one", "two", "loose")}
    # One of them dies while nobody looks.
    p.send_signal(signal.SIGKILL)
    p.wait()
    os.kill(pids["loose"], signal.SIGKILL)
    time.sleep(0.2)
    h = embed.House(h_root)
    try:
        state = lambda n: h.conn.lookupByName(n).state()[0]
        wait_for("the running one", lambda: state("one") == 1)
        wait_for("the paused one", lambda: state("two") == 3)
        wait_for("the dead one is forgotten", lambda: "loose" not in [d.name() for d in h.conn.listAllDomains()])
        assert pid_of("one") == pids["one"]
        two = h.conn.lookupByName("two")
        two.resume()
        wait_for("the monitor works", lambda: two.state()[0] == 1)
        one = h.conn.lookupByName("one")
        one.destroy()
        two.destroy()
        for d in (one, two):
            d.undefine()
        wait_for("no status left", lambda: not [f for f in os.listdir(os.path.join(h_root, "run/qemu")) if f.endswith(".xml")])
    finally:
        h.close()


root = tempfile.mkdtemp(prefix="vireo-live-")
try:
    adopted_after_kill(root)
    print("ok   adopted_after_kill")
finally:
    shutil.rmtree(root, ignore_errors=True)
