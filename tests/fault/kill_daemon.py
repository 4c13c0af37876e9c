# SPDX-License-Identifier: LGPL-2.1-or-later
"""kill_daemon.py BUILD_DIR ROUNDS: kills the daemon (SIGKILL) at random instants while guests are defined, started, paused,
stopped and undefined, starts it again and checks: every acknowledged definition is there and no forgotten one, each guest that runs is
known and each that is known to run does, nothing is left of others, nobody is stuck."""
import os
import random
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import private_daemon

build, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2])
libvirt = private_daemon.require(build)
seed = int(os.environ.get("VIREO_SEED", random.randrange(1 << 30)))
print("seed", seed)
daemon = private_daemon.Daemon(build)
names = [f"k{i}" for i in range(4)]
defined = {}  # name -> True, False, or None when an answer was lost


def work(name, stop, rnd):
    try:
        conn = daemon.connect(libvirt)
        while not stop.is_set():
            act = rnd.choice(["define", "start", "start", "destroy", "suspend", "resume", "undefine"])
            try:
                if act == "define":
                    before, defined[name] = defined.get(name), None
                    try:
                        conn.defineXML(private_daemon.guest_xml(name).replace("<memory", f"<uuid>{uuids[name]}</uuid><memory"))
                        defined[name] = True
                    except libvirt.libvirtError as e:
                        if lost(e):
                            raise
                        defined[name] = before
                    continue
                dom = conn.lookupByName(name)
                if act == "undefine":
                    before, defined[name] = defined.get(name), None
                    try:
                        dom.undefine()
                        defined[name] = False
                    except libvirt.libvirtError as e:
                        if lost(e):
                            raise
                        defined[name] = before
                else:
                    {"start": dom.create, "destroy": dom.destroy, "suspend": dom.suspend, "resume": dom.resume}[act]()
            except libvirt.libvirtError as e:
                if lost(e):
                    return
    except libvirt.libvirtError:
        return


def lost(e):
    return e.get_error_code() in (libvirt.VIR_ERR_SYSTEM_ERROR, libvirt.VIR_ERR_RPC, libvirt.VIR_ERR_INTERNAL_ERROR, libvirt.VIR_ERR_INVALID_CONN) and \
        e.get_error_domain() in (libvirt.VIR_FROM_RPC, libvirt.VIR_FROM_REMOTE, libvirt.VIR_FROM_STREAMS, libvirt.VIR_FROM_NONE)


def findings(conn):
    """What is wrong now. A guest that is still being recovered may vanish in between: that is one more finding, to be looked at again."""
    try:
        domains = {d.name(): d for d in conn.listAllDomains()}
        running = {name for name, d in domains.items() if d.isActive()}
        persistent = {name for name, d in domains.items() if d.isPersistent()}
        starting = {name for name in running if domains[name].state() == [libvirt.VIR_DOMAIN_PAUSED, libvirt.VIR_DOMAIN_PAUSED_STARTING_UP]}
    except libvirt.libvirtError as e:
        return {}, [str(e)]
    emulators = daemon.emulators()
    problems = [f"definition of {name} is lost" for name in names if defined.get(name) is True and name not in persistent]
    problems += [f"{name} was undefined and is back" for name in names if defined.get(name) is False and name in persistent]
    problems += [f"{name} is said to run but has {len(emulators.get(name, []))} emulators" for name in running if len(emulators.get(name, [])) != 1]
    problems += [f"emulator of {name} has no owner" for name in emulators if name not in running]
    problems += [f"{name} is still starting up" for name in starting]
    problems += ["the guest that nobody touched was not adopted"] if emulators.get("steady") != steady or "steady" not in running else []
    return domains, problems


def check(conn, n):
    deadline = time.monotonic() + 20
    while True:
        domains, problems = findings(conn)
        if not problems:
            break
        if time.monotonic() > deadline:
            print(f"round {n}:", "; ".join(problems))
            return False
        time.sleep(0.1)
    # nobody is stuck: every guest that runs can be ended, every one that is defined can be started and ended again
    for name, d in domains.items():
        try:
            if name != "steady" and d.isActive():
                d.destroy()
        except libvirt.libvirtError as e:
            print(f"round {n}: {name} cannot be ended: {e}")
            return False
    left = [f for f in os.listdir(daemon.root + "/run/libvirt/qemu") if f.endswith(".xml")] if os.path.isdir(daemon.root + "/run/libvirt/qemu") else []
    emulators = daemon.emulators()
    if left != ["steady.xml"] or list(emulators) != ["steady"]:
        print(f"round {n}: left behind after all ended: {left} {emulators}")
        return False
    return True


uuids = {name: f"00000000-0000-4000-8000-00000000000{i}" for i, name in enumerate(names)}
passed = failed = 0
rnd = random.Random(seed)
try:
    daemon.start()
    first = daemon.connect(libvirt)
    first.getCapabilities()  # probes the emulators before the clock counts
    disk = daemon.root + "/steady.img"
    with open(disk, "wb") as f:
        f.truncate(1 << 20)
    first.createXML(private_daemon.guest_xml("steady", disk))
    steady = daemon.emulators()["steady"]
    first.close()
    for n in range(rounds):
        stop = threading.Event()
        workers = [threading.Thread(target=work, args=(name, stop, random.Random(rnd.random()))) for name in names]
        for w in workers:
            w.start()
        time.sleep(rnd.uniform(0.05, 1.2))
        daemon.kill()
        stop.set()
        for w in workers:
            w.join(60)
        daemon.start()
        ok = check(daemon.connect(libvirt), n)
        passed, failed = passed + ok, failed + (not ok)
finally:
    daemon.clean()
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
