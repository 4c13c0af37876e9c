# SPDX-License-Identifier: LGPL-2.1-or-later
"""Tuning a stored and a running guest, and what is said about what cannot be."""
import os
import subprocess

import embed
from embed import document, refused

embed.enter()
import libvirt  # noqa: E402  (needs our library in front)

LIVE, CONFIG = libvirt.VIR_DOMAIN_AFFECT_LIVE, libvirt.VIR_DOMAIN_AFFECT_CONFIG
NOT_RUNNING = "Requested operation is not valid: domain is not running"


def threads_of(h, name):
    pid = open(os.path.join(h.root, f"run/qemu/{name}.pid")).read().strip()
    return {t: open(f"/proc/{pid}/task/{t}/status").read() for t in os.listdir(f"/proc/{pid}/task")}


def stored_definitions_keep_what_is_set(h):
    d = h.conn.defineXML(document("stored"))
    refused(libvirt.VIR_ERR_OPERATION_INVALID, NOT_RUNNING, lambda: d.setMemoryFlags(1024, LIVE))
    refused(libvirt.VIR_ERR_INVALID_ARG, "cannot set memory higher than max memory", lambda: d.setMemoryFlags(1 << 40, CONFIG))
    d.setVcpusFlags(4, CONFIG | libvirt.VIR_DOMAIN_VCPU_MAXIMUM)
    d.setVcpusFlags(2, CONFIG)
    refused(libvirt.VIR_ERR_INVALID_ARG, "requested vcpus is greater than max allowable vcpus for the persistent domain: 9 > 4", lambda: d.setVcpusFlags(9, CONFIG))
    d.pinVcpuFlags(0, (True,), CONFIG)
    d.pinEmulator((True,), CONFIG)
    d.addIOThread(3, CONFIG)
    refused(libvirt.VIR_ERR_INVALID_ARG, "an IOThread is already using iothread_id '3'", lambda: d.addIOThread(3, CONFIG))
    d.setSchedulerParametersFlags({"cpu_shares": 512, "vcpu_quota": -1}, CONFIG)
    refused(libvirt.VIR_ERR_INVALID_ARG, "value of 'vcpu_period' is out of range [1000, 1000000]", lambda: d.setSchedulerParametersFlags({"vcpu_period": 5}, CONFIG))
    d.setMemoryParameters({"hard_limit": 200000}, CONFIG)
    d.setNumaParameters({"numa_nodeset": "0"}, CONFIG)
    d.setBlkioParameters({"weight": 500}, CONFIG)
    d.setLifecycleAction(1, 0, CONFIG)
    xml = d.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE)
    for part in ("<vcpu placement='static' current='2'>4</vcpu>", "<vcpupin vcpu='0' cpuset='0'/>", "<emulatorpin cpuset='0'/>", "<iothread id='3'/>",
                 "<shares>512</shares>", "<hard_limit unit='KiB'>200000</hard_limit>", "<memory mode='strict' nodeset='0'/>", "<weight>500</weight>",
                 "<on_reboot>destroy</on_reboot>"):
        assert part in xml, (part, xml)
    d.undefine()


def running_guests_change_at_once(h):
    image = os.path.join(h.root, "tuned.qcow2")
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", image, "16M"], check=True)
    os.chmod(image, 0o666)
    disk = (f"<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='{image}'/><target dev='vda' bus='virtio'/>"
            "<iotune><read_iops_sec>77</read_iops_sec></iotune></disk>")
    d = h.conn.defineXML(document("tuned", disk))
    d.create()
    import libvirt_qemu
    import json

    def told(key):
        answer = json.loads(libvirt_qemu.qemuMonitorCommand(d, '{"execute":"query-block"}', 0))["return"]
        return next(b["inserted"][key] for b in answer if "inserted" in b)

    assert told("iops_rd") == 77, "limits of the definition hold from the start on"
    for which in (LIVE, CONFIG):
        d.setBlockIoTune("vda", {"read_iops_sec": 88, "total_bytes_sec": 1000000}, which)
    assert (told("iops_rd"), told("bps")) == (88, 1000000)
    assert d.blockIoTune("vda", CONFIG)["read_iops_sec"] == 88
    d.setBlockIoTune("vda", {"total_bytes_sec_max": 2000000}, LIVE)
    refused(libvirt.VIR_ERR_CONFIG_UNSUPPORTED, "cannot reset 'total_bytes_sec' when 'total_bytes_sec_max' is set",
            lambda: d.setBlockIoTune("vda", {"read_bytes_sec": 5}, LIVE))
    refused(libvirt.VIR_ERR_INVALID_ARG, "disk 'vdz' not found in domain", lambda: d.setBlockIoTune("vdz", {"read_bytes_sec": 5}, LIVE))
    d.addIOThread(5, LIVE)
    assert [i for i, _ in d.ioThreadInfo(LIVE)] == [5]
    d.pinIOThread(5, (True,), LIVE)
    d.delIOThread(5, LIVE)
    assert d.ioThreadInfo(LIVE) == []
    d.pinVcpuFlags(0, (True,), LIVE)
    assert sum("Cpus_allowed_list:\t0\n" in s for s in threads_of(h, "tuned").values()) == 1
    d.pinEmulator((True,), LIVE)
    assert all("Cpus_allowed_list:\t0\n" in s for s in threads_of(h, "tuned").values())
    refused(libvirt.VIR_ERR_OPERATION_INVALID, "cgroup CPU controller is not mounted", lambda: d.setSchedulerParametersFlags({"cpu_shares": 5}, LIVE))
    refused(libvirt.VIR_ERR_OPERATION_INVALID, "cannot resize the maximum memory on an active domain", lambda: d.setMaxMemory(1024))
    assert len(d.memoryPeek(0, 16, libvirt.VIR_MEMORY_PHYSICAL)) == 16
    d.blockResize("vda", 32 << 20, libvirt.VIR_DOMAIN_BLOCK_RESIZE_BYTES)
    assert d.blockInfo("vda")[0] == 32 << 20
    d.setBlockThreshold("vda", 4096)
    assert "tainted: custom monitor control commands issued" in d.messages(0)
    assert d.getCPUStats(True)[0]["cpu_time"] > 0
    refused(libvirt.VIR_ERR_ARGUMENT_UNSUPPORTED, "QEMU guest agent is not configured", lambda: d.hostname())
    d.suspend()
    refused(libvirt.VIR_ERR_OPERATION_INVALID, NOT_RUNNING, lambda: d.hostname())
    d.destroy()
    d.undefine()


embed.run([stored_definitions_keep_what_is_set, running_guests_change_at_once], embed.House())
