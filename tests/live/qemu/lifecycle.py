# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a guest goes through, with the events and messages that clients know."""
import os
import re
import time

import embed
from embed import document, refused, wait_for

embed.enter()
import libvirt  # noqa: E402  (needs our library in front)

NOT_RUNNING = "Requested operation is not valid: domain is not running"


def define_start_stop(h):
    d = h.conn.defineXML(document("cycle", machine="q35"))
    h.expect_events("cycle", [(0, 0)])
    for call in (d.suspend, d.resume, d.destroy, d.shutdown, lambda: d.reboot(0), lambda: d.reset(0), lambda: d.injectNMI(0)):
        refused(libvirt.VIR_ERR_OPERATION_INVALID, NOT_RUNNING, call)
    d.create()
    h.expect_events("cycle", [(4, 0), (2, 0)])
    assert d.state() == [1, 1], d.state()
    refused(libvirt.VIR_ERR_OPERATION_INVALID, "domain is already running", d.create)
    refused(libvirt.VIR_ERR_OPERATION_INVALID, "cannot rename active domain", lambda: d.rename("other", 0))
    d.suspend()
    h.expect_events("cycle", [(3, 0)])
    assert d.state() == [3, 1], d.state()
    d.suspend()
    d.resume()
    h.expect_events("cycle", [(4, 0)])
    refused(libvirt.VIR_ERR_OPERATION_INVALID, "domain is already running", d.resume)
    d.reset(0)
    d.destroy()
    h.expect_events("cycle", [(6, 2), (5, 1)])
    assert d.state() == [5, 2] and d.ID() == -1, (d.state(), d.ID())
    d.undefine()
    h.expect_events("cycle", [(1, 0)])
    refused(libvirt.VIR_ERR_NO_DOMAIN, "Domain not found", d.state)


def paused_start_and_graceful_end(h):
    d = h.conn.defineXML(document("paused"))
    d.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
    h.expect_events("paused", [(0, 0), (2, 0), (3, 0)])
    assert d.state() == [3, 1], d.state()
    d.destroyFlags(libvirt.VIR_DOMAIN_DESTROY_GRACEFUL)
    h.expect_events("paused", [(6, 2), (5, 1)])
    d.undefine()


def transient_guests_vanish(h):
    d = h.conn.createXML(document("transient"), libvirt.VIR_DOMAIN_START_AUTODESTROY)
    assert d.isPersistent() == 0
    refused(libvirt.VIR_ERR_OPERATION_INVALID, "cannot set autostart for transient domain", lambda: d.setAutostart(1))
    refused(libvirt.VIR_ERR_OPERATION_INVALID, "cannot undefine transient domain", d.undefine)
    d.destroy()
    refused(libvirt.VIR_ERR_NO_DOMAIN, "no domain with matching uuid", d.state)


def undefine_makes_transient(h):
    d = h.conn.defineXML(document("both"))
    d.create()
    d.undefine()
    assert d.isPersistent() == 0 and d.isActive() == 1
    again = h.conn.defineXML(document("both").replace("</name>", "</name><uuid>%s</uuid>" % d.UUIDString()))
    assert again.isPersistent() == 1
    d.destroy()
    d.undefine()


def rename_and_autostart(h):
    d = h.conn.defineXML(document("before"))
    d.setAutostart(1)
    assert d.autostart() == 1
    d.rename("after", 0)
    assert d.name() == "before" or True  # the handle keeps its name, the object has the new one
    again = h.conn.lookupByName("after")
    assert again.autostart() == 1
    assert os.path.exists(os.path.join(h.root, "etc/qemu/after.xml"))
    assert not os.path.exists(os.path.join(h.root, "etc/qemu/before.xml"))
    again.undefine()


def bad_emulators_say_why(h):
    refused(libvirt.VIR_ERR_INTERNAL_ERROR, "QEMU unexpectedly closed the monitor (vm=",
            lambda: h.conn.createXML(document("bad").replace(
                "</domain>", "<qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><qemu:arg value='-nonsense'/></qemu:commandline></domain>"), 0))
    refused(libvirt.VIR_ERR_SYSTEM_ERROR, "Cannot access storage file '/nix.img'",
            lambda: h.conn.createXML(document("bad", "<disk type='file' device='disk'><source file='/nix.img'/><target dev='vda' bus='virtio'/></disk>"), 0))
    assert not [d for d in h.conn.listAllDomains() if d.name() == "bad"]


def statistics(h):
    d = h.conn.defineXML(document("stats", "<interface type='user'><model type='virtio'/></interface>"))
    d.create()
    (dom, figures), = [x for x in h.conn.getAllDomainStats() if x[0].name() == "stats"]
    for key in ("state.state", "cpu.time", "balloon.current", "vcpu.current", "net.count"):
        assert key in figures, (key, sorted(figures))
    assert figures["state.state"] == 1 and figures["vcpu.current"] == 1
    d.destroy()
    d.undefine()


def console_and_screen(h):
    d = h.conn.defineXML(document("screen", "<serial type='pty'/><console type='pty'/><graphics type='vnc' port='-1'><listen type='none'/></graphics><video><model type='vga'/></video>"))
    d.create()
    text = d.XMLDesc(0)
    assert re.search(r"<console type='pty' tty='/dev/pts/\d+'>", text), text
    stream = h.conn.newStream(libvirt.VIR_STREAM_NONBLOCK)
    d.openConsole(None, stream, 0)
    stream.abort()
    d.sendKey(0, 0, [28], 1, 0)
    pixels = h.conn.newStream(0)
    kind = d.screenshot(pixels, 0, 0)
    assert kind in ("image/x-portable-pixmap", "image/png"), kind
    head = pixels.recv(16)
    assert head.startswith(b"P6") or head.startswith(b"\x89PNG"), head
    pixels.abort()
    d.destroy()
    d.undefine()


def hung_guests_cost_nobody_else(h):
    names = ("hung", "fine")
    domains = [h.conn.defineXML(document(n)) for n in names]
    for d in domains:
        d.create()
    pid = int(open(os.path.join(h.root, "run/qemu/hung.pid")).read())
    os.kill(pid, 19)
    try:
        begin = time.monotonic()
        figures = {x[0].name(): x[1] for x in h.conn.getAllDomainStats()}
        took = time.monotonic() - begin
        assert took < 4, f"bulk statistics took {took:.1f} s"
        assert "cpu.time" in figures["fine"]
        begin = time.monotonic()
        domains[1].suspend()
        domains[1].resume()
        assert time.monotonic() - begin < 3
    finally:
        os.kill(pid, 18)
    for d in domains:
        d.destroy()
        d.undefine()


def destroy_needs_no_poll(h):
    d = h.conn.defineXML(document("quick"))
    times = []
    for _ in range(5):
        d.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
        begin = time.monotonic()
        d.destroy()
        times.append(time.monotonic() - begin)
    assert sorted(times)[0] < 0.19, times  # the reference sleeps 200 ms at least
    d.undefine()
    wait_for("no status left", lambda: not os.path.exists(os.path.join(h.root, "run/qemu/quick.xml")))


embed.run([define_start_stop, paused_start_and_graceful_end, transient_guests_vanish, undefine_makes_transient, rename_and_autostart,
           bad_emulators_say_why, statistics, console_and_screen, hung_guests_cost_nobody_else, destroy_needs_no_poll], embed.House())
