# SPDX-License-Identifier: LGPL-2.1-or-later
"""hung_guest.py BUILD_DIR GUESTS [EMULATOR [LIMIT_MS]]: one of many guests hangs (its emulator gets SIGSTOP). Nobody else may notice: questions about the
others, the list and bulk statistics go on; the hung guest's own state and document still answer; what needs its monitor
fails at its deadline instead of waiting for ever; forty callers that wait for it hold nobody up. Prints the slowest answers.
EMULATOR may name qemu-system-standin of the build, with which hundreds of guests fit on one machine. With LIMIT_MS, which
is for a machine that does nothing else, slower 99th percentiles are failures too; without it times are only printed."""
import os
import signal
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import private_daemon

build, count = os.path.abspath(sys.argv[1]), int(sys.argv[2])
emulator = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 and sys.argv[3] else None
limit = float(sys.argv[4]) if len(sys.argv) > 4 else None
libvirt = private_daemon.require(build)
daemon = private_daemon.Daemon(build)
failures = []


def expect(what, ok):
    print("ok" if ok else "FAILED", what)
    if not ok:
        failures.append(what)


def within_limit(what, took):
    if limit:
        expect(f"{what}: {took:.1f} ms are at most {limit} ms", took <= limit)


def timed(fn, n=200):
    took = []
    for _ in range(n):
        t = time.monotonic()
        fn()
        took.append((time.monotonic() - t) * 1000)
    took.sort()
    return took[len(took) // 2], took[int(len(took) * 0.99)], took[-1]


victim = None
try:
    daemon.start()
    conn = daemon.connect(libvirt)
    doms = []
    for i in range(count):
        dom = conn.createXML(private_daemon.guest_xml(f"h{i}", emulator=emulator), libvirt.VIR_DOMAIN_START_PAUSED)
        doms.append(dom)
    conn.getAllDomainStats()
    victim = daemon.emulators()["h0"][0]
    os.kill(victim, signal.SIGSTOP)

    # forty callers that wait for the hung guest
    errors = []

    def wait_for_it():
        try:
            daemon.connect(libvirt).lookupByName("h0").resume()
            errors.append(None)
        except libvirt.libvirtError as e:
            errors.append(e)

    waiters = [threading.Thread(target=wait_for_it, daemon=True) for _ in range(40)]
    for w in waiters:
        w.start()
    time.sleep(0.5)

    others = doms[1:]
    turn = iter(range(10 ** 9))
    pick = lambda: others[next(turn) % len(others)]
    for name, fn in (("state of others", lambda: pick().state()), ("XML of others", lambda: pick().XMLDesc()), ("info of others", lambda: pick().info()),
                     ("list", lambda: conn.listAllDomains())):
        p50, p99, worst = timed(fn)
        print(f"{name}: p50 {p50:.2f} ms, p99 {p99:.2f} ms, worst {worst:.2f} ms")
        expect(f"{name} is answered while h0 hangs", worst < 5000)
        within_limit(name, p99)
    t = time.monotonic()
    records = conn.getAllDomainStats()
    took = time.monotonic() - t
    print(f"bulk statistics of {count} guests, the first call after the hang: {took * 1000:.1f} ms")
    expect("bulk statistics contain every guest", len(records) == count)
    expect("bulk statistics do not wait for the hung guest", took < 5)
    within_limit("bulk statistics, first call", took * 1000)
    p50, p99, worst = timed(lambda: conn.getAllDomainStats())
    print(f"bulk statistics afterwards: p50 {p50:.2f} ms, p99 {p99:.2f} ms, worst {worst:.2f} ms")
    within_limit("bulk statistics", p99)

    t = time.monotonic()
    pick().resume()
    expect("another guest can be resumed at once", time.monotonic() - t < 5)
    t = time.monotonic()
    state = doms[0].state()
    expect("the hung guest's state answers", state[0] == libvirt.VIR_DOMAIN_PAUSED and time.monotonic() - t < 2)
    expect("the hung guest's document answers", "<name>h0</name>" in doms[0].XMLDesc())
    for w in waiters:
        w.join(120)
    expect("every caller that waited was answered", len(errors) == 40)
    expect("and with an error", all(e is not None for e in errors))
    print("their errors:", sorted({f"{e.get_error_code()}: {e}" for e in errors if e}))
    os.kill(victim, signal.SIGCONT)
    time.sleep(0.5)
    doms[0].destroy()
    expect("after it went on the guest can be ended", "h0" not in [d.name() for d in conn.listAllDomains()])
finally:
    if victim:
        try:
            os.kill(victim, signal.SIGCONT)
        except OSError:
            pass
    daemon.clean()
print(f"{0 if failures else 1} passed, {len(failures)} failed")
sys.exit(1 if failures else 0)
