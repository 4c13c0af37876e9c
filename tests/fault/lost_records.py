# SPDX-License-Identifier: LGPL-2.1-or-later
"""lost_records.py BUILD_DIR: what a daemon finds that starts anew is not always in order: a status file that it cannot read in
full, none at all, an emulator that does not answer. No emulator that lives is forgotten, ended or started a second time."""
import os
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import private_daemon

build = os.path.abspath(sys.argv[1])
libvirt = private_daemon.require(build)
daemon = private_daemon.Daemon(build)
failures = []


def expect(what, ok):
    print("ok" if ok else "FAILED", what)
    if not ok:
        failures.append(what)


def soon(fn, limit=30):
    end = time.monotonic() + limit
    while True:
        try:
            if fn():
                return True
        except libvirt.libvirtError:
            pass
        if time.monotonic() > end:
            return False
        time.sleep(0.05)


def error_of(fn):
    try:
        fn()
    except libvirt.libvirtError as e:
        return str(e)
    return None


names = ("unreadable", "transient", "missing", "hung")
stopped = None
try:
    daemon.start()
    conn = daemon.connect(libvirt)
    for name in names:
        if name == "transient":
            conn.createXML(private_daemon.guest_xml(name))
        else:
            conn.defineXML(private_daemon.guest_xml(name)).create()
    before = daemon.emulators()
    conn.close()
    daemon.kill()
    for name in ("unreadable", "transient"):
        path = f"{daemon.root}/run/libvirt/qemu/{name}.xml"
        text = open(path).read()
        assert "<vcpu" in text
        with open(path, "w") as f:
            f.write(text.replace("<on_poweroff>destroy", "<on_poweroff>levitate"))
    os.unlink(f"{daemon.root}/run/libvirt/qemu/missing.xml")
    stopped = before["hung"][0]
    os.kill(stopped, signal.SIGSTOP)

    daemon.start()
    conn = daemon.connect(libvirt)
    active = lambda name: conn.lookupByName(name).isActive() == 1
    for name in ("unreadable", "transient", "hung"):
        expect(f"{name} is known to run", soon(lambda: active(name)))
    for name in ("unreadable", "transient"):
        expect(f"the monitor of {name} is held", soon(lambda: conn.lookupByName(name).suspend() == 0))
    expect("missing cannot be started beside itself", error_of(conn.lookupByName("missing").create) is not None)
    time.sleep(6)  # longer than a monitor may take to answer
    expect("nobody was ended or started twice", daemon.emulators() == before)
    expect("hung is still known to run", active("hung"))
    os.kill(stopped, signal.SIGCONT)
    expect("hung is adopted once it answers", soon(lambda: conn.lookupByName("hung").suspend() == 0))
    for name in ("unreadable", "transient", "hung"):
        conn.lookupByName(name).destroy()
    os.kill(before["missing"][0], signal.SIGKILL)
    expect("missing can be started when its old emulator is gone", soon(lambda: conn.lookupByName("missing").create() == 0))
    conn.lookupByName("missing").destroy()
    expect("nothing is left", soon(lambda: daemon.emulators() == {}))
finally:
    if stopped:
        try:
            os.kill(stopped, signal.SIGCONT)
        except OSError:
            pass
    if failures:
        print(open(daemon.root + "/daemon.log").read()[-3000:])
    daemon.clean()
print(f"{0 if failures else 1} passed, {len(failures)} failed")
sys.exit(1 if failures else 0)
