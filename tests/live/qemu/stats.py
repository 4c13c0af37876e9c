# SPDX-License-Identifier: LGPL-2.1-or-later
"""Statistics of a running, a paused and a stopped guest: which fields there are, in which order, and that they follow what is changed."""
import os
import re
import subprocess
import time

import embed
from embed import document, refused

embed.enter()
import libvirt  # noqa: E402  (needs our library in front)

BACKING, ENFORCE = 1 << 30, 1 << 31
KINDS = ["state", "cpu", "balloon", "vcpu", "net", "block", "perf", "iothread", "memory", "dirtyrate", "vm"]
BITS = {"state": libvirt.VIR_DOMAIN_STATS_STATE, "cpu": libvirt.VIR_DOMAIN_STATS_CPU_TOTAL, "balloon": libvirt.VIR_DOMAIN_STATS_BALLOON,
        "vcpu": libvirt.VIR_DOMAIN_STATS_VCPU, "net": libvirt.VIR_DOMAIN_STATS_INTERFACE, "block": libvirt.VIR_DOMAIN_STATS_BLOCK,
        "perf": libvirt.VIR_DOMAIN_STATS_PERF, "iothread": libvirt.VIR_DOMAIN_STATS_IOTHREAD, "memory": libvirt.VIR_DOMAIN_STATS_MEMORY,
        "dirtyrate": libvirt.VIR_DOMAIN_STATS_DIRTYRATE, "vm": libvirt.VIR_DOMAIN_STATS_VM}


def stats(h, dom, groups=0, flags=0):
    records = h.conn.domainListGetStats([dom], groups, flags)
    assert len(records) == 1, records
    return records[0][1]


def rich_guest(h, name):
    images = [os.path.join(h.root, f"{name}-{i}.qcow2") for i in range(2)]
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", images[0], "16M"], check=True)
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-b", images[0], "-F", "qcow2", images[1]], check=True)
    plain = os.path.join(h.root, f"{name}.raw")
    with open(plain, "wb") as f:
        f.truncate(8 << 20)
    for path in images + [plain]:
        os.chmod(path, 0o666)
    xml = document(name, f"<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='{images[1]}'/><target dev='vda' bus='virtio'/></disk>"
                         f"<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{plain}'/><target dev='vdb' bus='virtio'/></disk>"
                         "<disk type='file' device='cdrom'><target dev='hda' bus='ide'/></disk><interface type='user'/>")
    return re.sub("(<vcpu[^/]*/vcpu>)", r"\1<iothreads>2</iothreads><iothreadids><iothread id='2'/><iothread id='7'><poll max='1000'/></iothread></iothreadids>", xml), images, plain


def fields_stand_in_their_order(h):
    xml, images, plain = rich_guest(h, "rich")
    d = h.conn.createXML(xml, libvirt.VIR_DOMAIN_START_PAUSED)
    s = stats(h, d)
    names = list(s)
    kinds = [n.split(".")[0] for n in names]
    assert kinds == sorted(kinds, key=KINDS.index), names
    for name, value in {"state.state": 3, "state.reason": 1, "cpu.cache.monitor.count": 0, "cpu.haltpoll.success.time": 0, "vcpu.0.state": 1, "net.count": 1,
                        "block.count": 3, "block.0.name": "vda", "block.0.path": images[1], "block.0.allocation": 0, "block.0.capacity": 16 << 20,
                        "block.1.path": plain, "block.1.capacity": 8 << 20, "block.2.name": "hda", "iothread.count": 2,
                        "iothread.7.poll-max-ns": 1000, "iothread.2.poll-max-ns": 32768, "dirtyrate.calc_status": 0, "dirtyrate.calc_start_time": 0,
                        "dirtyrate.calc_period": 0, "dirtyrate.calc_mode": "page-sampling", "balloon.last-update": 0}.items():
        assert s.get(name) == value, (name, s.get(name), value)
    for n, path in ((0, images[1]), (1, plain)):
        assert s[f"block.{n}.physical"] == os.stat(path).st_blocks * 512, s
    assert "block.2.path" not in s and "block.2.allocation" not in s and "block.2.rd.reqs" in s, "an empty drive has requests only"
    assert s["balloon.current"] == s["balloon.maximum"], "no driver has given memory back"
    block0 = [n[len("block.0."):] for n in names if n.startswith("block.0.")]
    assert block0 == ["name", "path", "backingIndex", "rd.reqs", "rd.bytes", "rd.times", "wr.reqs", "wr.bytes", "wr.times", "fl.reqs", "fl.times", "allocation", "capacity",
                      "physical"], block0
    # Each group by its flag is the group's part of the whole.
    for kind, bit in BITS.items():
        part = list(stats(h, d, bit))
        assert part == [n for n in names if n.split(".")[0] == kind], (kind, part)
    # With the images below.
    s = stats(h, d, BITS["block"], BACKING)
    assert s["block.count"] == 4 and s["block.1.name"] == "vda" and s["block.1.path"] == images[0] and s["block.2.name"] == "vdb", s
    assert [n[len("block.1."):] for n in s if n.startswith("block.1.")] == ["name", "path", "backingIndex", "allocation", "capacity", "physical"], s
    d.destroy()


def what_is_known_follows_changes(h):
    xml, _, _ = rich_guest(h, "moved")
    d = h.conn.createXML(xml, 0)
    stats(h, d)
    d.addIOThread(9, libvirt.VIR_DOMAIN_AFFECT_LIVE)
    s = stats(h, d, BITS["iothread"])
    assert s["iothread.count"] == 3 and "iothread.9.poll-max-ns" in s, s
    d.setIOThreadParams(9, {"poll_max_ns": 4096}, libvirt.VIR_DOMAIN_AFFECT_LIVE) if hasattr(d, "setIOThreadParams") else None
    if hasattr(d, "setIOThreadParams"):
        assert stats(h, d, BITS["iothread"])["iothread.9.poll-max-ns"] == 4096
    d.delIOThread(9, libvirt.VIR_DOMAIN_AFFECT_LIVE)
    assert stats(h, d, BITS["iothread"])["iothread.count"] == 2
    d.startDirtyRateCalc(1)
    for _ in range(100):
        s = stats(h, d, BITS["dirtyrate"])
        if s["dirtyrate.calc_status"] == 2:
            break
        time.sleep(0.1)
    assert s["dirtyrate.calc_status"] == 2 and s["dirtyrate.calc_period"] == 1 and s["dirtyrate.calc_start_time"] > 0 and "dirtyrate.megabytes_per_second" in s, s
    assert s == stats(h, d, BITS["dirtyrate"])
    d.setBlockThreshold("vdb", 1 << 20)
    assert stats(h, d, BITS["block"])["block.1.threshold"] == 1 << 20
    d.setBlockThreshold("vdb", 0)
    assert "block.1.threshold" not in stats(h, d, BITS["block"])
    # Past us.
    import libvirt_qemu
    libvirt_qemu.qemuMonitorCommand(d, '{"execute":"qom-set","arguments":{"path":"/objects/iothread2","property":"poll-max-ns","value":5000}}', 0)
    assert stats(h, d, BITS["iothread"])["iothread.2.poll-max-ns"] == 5000
    times = [stats(h, d, BITS["vcpu"])["vcpu.0.time"] for _ in range(3)]
    assert times == sorted(times) and times[0] > 0, times
    d.destroy()


def counters_of_the_kernel(h):
    d = h.conn.createXML(document("counted"), 0)
    assert not any(d.perfEvents(libvirt.VIR_DOMAIN_AFFECT_LIVE).values())
    try:
        d.setPerfEvents({"page_faults": True, "task_clock": True}, libvirt.VIR_DOMAIN_AFFECT_LIVE)
    except libvirt.libvirtError as e:
        assert "unable to open host cpu perf event for" in str(e), e
        print("skipped: this kernel counts nothing for us:", e)
        return d.destroy()
    on = d.perfEvents(libvirt.VIR_DOMAIN_AFFECT_LIVE)
    assert [n for n in on if on[n]] == ["task_clock", "page_faults"], on
    assert list(stats(h, d, BITS["perf"])) == ["perf.task_clock", "perf.page_faults"]
    refused(libvirt.VIR_ERR_ARGUMENT_UNSUPPORTED, "argument unsupported: unable to enable host cpu perf event for cmt",
            lambda: d.setPerfEvents({"cmt": True}, libvirt.VIR_DOMAIN_AFFECT_LIVE))
    d.setPerfEvents({"task_clock": False}, libvirt.VIR_DOMAIN_AFFECT_LIVE)
    assert list(stats(h, d, BITS["perf"])) == ["perf.page_faults"]
    d.destroy()
    # From the start on, with all that the emulator does to get ready.
    d = h.conn.createXML(document("counted").replace("</domain>", "<perf><event name='page_faults' enabled='yes'/></perf></domain>"), 0)
    assert stats(h, d)["perf.page_faults"] > 100
    d.destroy()


def stopped_guests_and_refusals(h):
    xml, images, plain = rich_guest(h, "idle")
    d = h.conn.defineXML(xml)
    s = stats(h, d)
    names = list(s)
    assert names[:5] == ["state.state", "state.reason", "cpu.time", "cpu.user", "cpu.system"], names
    assert s["state.state"] == 5 and s["block.count"] == 3 and s["block.1.allocation"] == 0 and s["block.1.physical"] == 8 << 20, s
    assert not any(n.startswith(("net", "iothread", "dirtyrate")) or n.endswith("rss") for n in names), names
    refused(libvirt.VIR_ERR_ARGUMENT_UNSUPPORTED, "argument unsupported: Stats types bits 0x1000 are not supported by this daemon or QEMU",
            lambda: stats(h, d, 0x1000, ENFORCE))
    assert list(stats(h, d, 0x1001)) == ["state.state", "state.reason"]
    d.undefine()


embed.run([fields_stand_in_their_order, what_is_known_follows_changes, counters_of_the_kernel, stopped_guests_and_refusals], embed.House())
