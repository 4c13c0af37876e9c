#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The test driver against the reference: the same calls in two processes, answers, refusals and events compared.

    test_driver.py OUR_LIB_DIR REFERENCE_LIB_DIR [story ...]      compare (REFERENCE_LIB_DIR: "" is the system's library)
    test_driver.py --one LIB_DIR story                            print what one library answers

Needs python3-libvirt. The reference should be of the same version (11.3), for texts change. Exit 0: equal, 1: different,
77: skipped. VIREO_NO_EVENTS=1 leaves the events out, VIREO_DIFF_LINES=n prints more of each story.
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile

PYTHON = "/usr/bin/python3"
UUID = "<uuid>00000000-1111-2222-3333-44444444444%d</uuid>"
DOMAIN = ("<domain type='test'><name>%s</name>%s<memory>65536</memory><vcpu current='2'>4</vcpu><os><type>hvm</type></os>"
          "<devices><disk type='file'><source file='/a'/><target dev='vda' bus='virtio'/></disk>"
          "<interface type='user'><mac address='52:54:00:00:00:01'/><target dev='n0'/></interface></devices></domain>")


def fold(text):
    """What may differ from run to run: times, pointers, generated UUIDs."""
    text = re.sub(r"0x7f[0-9a-f]{6,}", "PTR", text)
    text = re.sub(r"\b[0-9]{9,}\b", lambda m: m.group() if m.group() in KEEP else "BIG", text)
    text = re.sub(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b", "UUID4", text)
    return text


KEEP = {"9007199254740991", "1099506450432", "1099511627776", "48772617035", "5540000000", "6460000000", "24386308517",
        "24386308518", "23151740627", "23151740628", "627319920"}


class Run:
    def __init__(self, uri="test:///default"):
        import libvirt
        self.lv = libvirt
        libvirt.registerErrorHandler(lambda *_: None, None)
        libvirt.virEventRegisterDefaultImpl()
        libvirt.virEventAddTimeout(1, lambda *_: None, None)
        self.c = libvirt.open(uri)
        for n in range(27):
            try:
                self.c.domainEventRegisterAny(None, n, lambda c, d, *a, n=n: print("   event", n, d.name(), a[:-1]), None)
            except libvirt.libvirtError as e:
                print("   event", n, e)

    def pump(self, times=3):
        for _ in range(times):
            self.lv.virEventRunDefaultImpl()

    def t(self, label, call):
        lv = self.lv
        try:
            r = call()
            if isinstance(r, lv.virDomain):
                r = r.name()
            if isinstance(r, lv.virDomainSnapshot):
                r = r.getName()
            line = "ok %r" % (r,)
        except lv.libvirtError as e:
            line = "error %s %s %s | %s | %s | %s" % (e.get_error_code(), e.get_error_domain(), e.get_error_message(),
                                                      e.get_str1(), e.get_str2(), e.get_int1())
        except Exception as e:  # the binding itself refused
            line = "exception %r" % (e,)
        print(fold("%s -> %s" % (label, line)))
        self.pump()

    def state(self, d):
        self.t("  state", lambda: (d.state(), d.isPersistent(), d.autostart(), d.hasManagedSaveImage()))


def story_connection(r):
    c, t = r.c, r.t
    for n in ("isSecure isEncrypted isAlive getURI getType getSysinfo getFreeMemory getCPUMap getInfo getCapabilities "
              "getSecurityModel numOfDomains numOfDefinedDomains listDomainsID listDefinedDomains getLibVersion getVersion").split():
        t(n, getattr(c, n))
    t("cells", lambda: c.getCellsFreeMemory(0, 4))
    t("cells out", lambda: c.getCellsFreeMemory(9, 4))
    for n in (0, 1):
        t("pages", lambda: c.getFreePages([4, 2048, 7][:n + 2], n, 3))
    for cpu in (-1, 0, 3, -2):
        t("cpustats", lambda: c.getCPUStats(cpu))
    t("maxvcpus", lambda: c.getMaxVcpus("x"))
    for a in ((), ("/x", "x86_64", "q35", "kvm"), (None, None, "pc", None)):
        t("domcaps", lambda: c.getDomainCapabilities(*a))
    for f in [0] + [1 << n for n in range(18)]:
        t("list %d" % f, lambda: sorted(d.name() for d in c.listAllDomains(f)))
    t("by id", lambda: c.lookupByID(7))
    t("by name", lambda: c.lookupByName("nope"))
    t("by uuid", lambda: c.lookupByUUIDString("6695eb01-f6a4-8304-79aa-97f2502e1931"))
    t("memstats", lambda: c.getMemoryStats(-1))
    for f in (0, 1, 2, 64, 1 << 29):
        t("stats %d" % f, lambda: sorted((d.name(), str(s)) for d, s in c.getAllDomainStats(0, f)))
    t("stats enforced", lambda: c.getAllDomainStats(2, r.lv.VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS))


def story_uris(r):
    lv, t = r.lv, r.t
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "c.xml")

        def conf(text):
            with open(path, "w") as f:
                f.write(text)

            def answer():
                c = lv.open("test://" + path)
                return sorted((d.name(), d.ID(), d.state(), d.isPersistent()) for d in c.listAllDomains()), c.getInfo()
            t(text[:150], lambda: answer())
        os.chdir(folder)
        for uri in ("test:///nonexist", "test://", "test:///", "test:", "test:///default?x=y"):
            t(uri, lambda: lv.open(uri).getURI())
        for text in ("<node/>", "<nodes/>", "<node><cpu><nodes>4</nodes></cpu><memory>77</memory></node>",
                     "<node><cpu><mhz>x</mhz></cpu></node>", "<node><memory>-1</memory></node>",
                     "<node><cpu><cores>-3</cores></cpu></node>"):
            conf(text)
        d = ("<node><domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>%s<name>a</name><memory>1024</memory>"
             "<os><type>hvm</type></os></domain></node>")
        for state in range(9):
            conf(d % ("<test:runstate>%d</test:runstate>" % state))
        for more in ("<test:transient/>", "<test:hasmanagedsave/>", "<test:transient/><test:runstate>5</test:runstate>",
                     "<test:hasmanagedsave/><test:runstate>5</test:runstate>"):
            conf(d % more)


def story_definitions(r):
    c, t = r.c, r.t
    for label, xml in (("new", DOMAIN % ("a", UUID % 1)), ("again", DOMAIN % ("a", UUID % 1)), ("other uuid", DOMAIN % ("a", UUID % 2)),
                       ("other name", DOMAIN % ("b", UUID % 1)), ("no uuid", DOMAIN % ("a", "")),
                       ("other type", (DOMAIN % ("q", "")).replace("'test'", "'qemu'")),
                       ("bad type", (DOMAIN % ("q2", "")).replace("'test'", "'foo'")), ("syntax", "<domain"), ("root", "<domainx/>"),
                       ("no name", (DOMAIN % ("q", "")).replace("<name>q</name>", "")), ("slash", DOMAIN % ("q/a", "")),
                       ("empty", DOMAIN % ("", "")), ("bad arch", (DOMAIN % ("x", "")).replace("<type>", "<type arch='foo'>")),
                       ("arch", (DOMAIN % ("x", "")).replace("<type>", "<type arch='x86_64'>"))):
        t(label, lambda: c.defineXML(xml))
    t("flags", lambda: c.defineXMLFlags(DOMAIN % ("a", UUID % 1), 2))
    d = c.lookupByName("a")
    t("rename", lambda: d.rename("zz", 0))
    t("rename back", lambda: d.rename("a", 0))
    for name in ("test", "a", "a/b", ""):
        t("rename " + name, lambda: d.rename(name, 0))
    for kind in (0, 1, 2, 3):
        for f in (0, 1, 2, 4):
            uri = "http://x" if kind == 2 else None
            t("set %d %d" % (kind, f), lambda: d.setMetadata(kind, "<a>x<b/></a>" if kind == 2 else "t%d" % f, "k" if uri else None, uri, f))
            t("get %d %d" % (kind, f), lambda: d.metadata(kind, uri, f))
    t("set title", lambda: d.setMetadata(1, "a\nb", None, None, 0))
    t("set syntax", lambda: d.setMetadata(2, "<a", "k", "http://x", 0))
    t("set two", lambda: d.setMetadata(2, "<x:a xmlns:x='urn:q'><b c='1'/></x:a>", "k", "http://y", 0))
    for f in (0, 1, 2, 3, 4, 8):
        t("xml %d" % f, lambda: d.XMLDesc(f))
    for f in (1, 2, 4, 16):
        t("undefine %d" % f, lambda: (c.defineXML(DOMAIN % ("u", UUID % 7)), c.lookupByName("u").undefineFlags(f))[1])


def story_life(r):
    c, t = r.c, r.t
    d = c.defineXML(DOMAIN % ("a", UUID % 1))
    r.pump()
    for n in "shutdown suspend resume destroy managedSave reset".split():
        t("off " + n, getattr(d, n))
    for n, f in (("shutdownFlags", 1), ("destroyFlags", 0xf0), ("destroyFlags", 1), ("reset", 1), ("reboot", 1), ("reboot", 255), ("createWithFlags", 1)):
        t("off %s %d" % (n, f), lambda: getattr(d, n)(f))
    t("create", d.create)
    t("create again", d.create)
    for n in "suspend suspend resume resume reset shutdown".split():
        t(n, getattr(d, n))
        r.state(d)
    t("create", d.create)
    t("suspend", d.suspend)
    t("reboot", lambda: d.reboot(0))
    r.state(d)
    t("autostart", lambda: (d.setAutostart(1), d.autostart())[1])
    for f in (0, 1, 2, 4, 6, 8):
        t("managed save %d" % f, lambda: d.managedSave(f))
        r.state(d)
        t("undefine", d.undefine)
        t("create", d.create)
        r.state(d)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        t("save", lambda: d.save("s"))
        r.state(d)
        t("image", lambda: c.saveImageGetXMLDesc("s"))
        t("restore", lambda: c.restore("s"))
        t("restore again", lambda: c.restore("s"))
        t("restore none", lambda: c.restore("/none"))
        t("restore bad", lambda: c.restore("/etc/passwd"))
        for f in (1, 2, 4):
            t("save %d" % f, lambda: d.saveFlags("s2", None, f))
            t("restore %d" % f, lambda: c.restoreFlags("s", None, f))
        t("save xml", lambda: d.saveFlags("s2", "<x/>", 0))
        t("save nowhere", lambda: d.save("/no/such/dir"))
        t("dump", lambda: d.coreDump("core"))
        for f in (1, 2, 4, 16):
            t("dump %d" % f, lambda: d.coreDump("core", f))
            r.state(d)
        t("create", d.create)
        t("dump format", lambda: d.coreDumpWithFormat("core", 1, 0))
        t("dump nowhere", lambda: d.coreDump("/no/such/dir"))
        os.chdir("/")
    t("undefine", d.undefine)
    r.state(d)
    for n in "managedSave undefine rename".split():
        t("transient " + n, lambda: getattr(d, n)(*(["z"] if n == "rename" else [])))
    t("transient xml", lambda: d.XMLDesc(2))
    t("destroy", d.destroy)
    for n in "state destroy info undefine create XMLDesc isActive".split():
        t("gone " + n, getattr(d, n))
    t("createXML", lambda: c.createXML(DOMAIN % ("tr", UUID % 5), 0))
    t("createXML again", lambda: c.createXML(DOMAIN % ("tr", UUID % 5), 0))
    t("createXML uuid", lambda: c.createXML(DOMAIN % ("tr", UUID % 6), 0))
    for f in (1, 2, 0x100):
        t("createXML %d" % f, lambda: c.createXML(DOMAIN % ("trp", UUID % 6), f))
    t("define transient", lambda: c.defineXML(DOMAIN % ("tr", UUID % 5)))
    d = c.lookupByName("tr")
    r.state(d)
    for action in ("destroy", "restart", "preserve", "rename-restart"):
        x = (DOMAIN % ("act", UUID % 8)).replace("</os>", "</os><on_poweroff>%s</on_poweroff><on_reboot>%s</on_reboot>" % (action, action))
        t("create " + action, lambda: c.createXML(x, 0))
        a = c.lookupByName("act")
        t("reboot", lambda: a.reboot(0))
        r.state(a)
        t("shutdown", a.shutdown)
        r.state(a)
        t("destroy", a.destroy)


def story_tuning(r):
    c, t = r.c, r.t
    shut = c.defineXML(DOMAIN % ("a", UUID % 1))
    brief = c.createXML(DOMAIN % ("tr", UUID % 2), 0)
    r.pump()
    for d in (c.lookupByName("test"), brief, shut):
        print("==", d.name())
        for f in (0, 1, 2, 3, 4, 8):
            t("memory parameters %d" % f, lambda: d.memoryParameters(f))
            t("blkio parameters %d" % f, lambda: d.blkioParameters(f))
            t("numa parameters %d" % f, lambda: d.numaParameters(f))
            t("io tune %d" % f, lambda: d.blockIoTune("vda", f))
            t("vcpus %d" % f, lambda: d.vcpusFlags(f))
            t("set vcpus %d" % f, lambda: d.setVcpusFlags(3, f))
            t("set many vcpus %d" % f, lambda: d.setVcpusFlags(9, f))
            t("set memory %d" % f, lambda: d.setMemoryFlags(50000 + f, f))
            t("set limit %d" % f, lambda: d.setMemoryParameters({"hard_limit": 300000}, f))
            t("iothreads %d" % f, lambda: (d.addIOThread(3, f), d.ioThreadInfo(f)))
            t("iothread again %d" % f, lambda: d.addIOThread(3, f))
            t("iothread pin %d" % f, lambda: d.pinIOThread(3, (True,), f))
            t("iothread pin none %d" % f, lambda: d.pinIOThread(9, (True,), f))
            t("iothread del %d" % f, lambda: d.delIOThread(3, f))
            t("emulator pin %d" % f, lambda: (d.pinEmulator((True, True, False), f), d.emulatorPinInfo(f)))
            t("perf %d" % f, lambda: (d.setPerfEvents({"cmt": True}, f), d.perfEvents(f)))
            t("numa set %d" % f, lambda: d.setNumaParameters({"numa_nodeset": "0-1", "numa_mode": 1}, f))
            t("blkio set %d" % f, lambda: d.setBlkioParameters({"weight": 500, "device_weight": "/dev/a,100,/dev/b,200"}, f))
            t("lifecycle %d" % f, lambda: d.setLifecycleAction(0, 1, f))
            t("period %d" % f, lambda: d.setMemoryStatsPeriod(5, f))
        t("swap limit", lambda: d.setMemoryParameters({"swap_hard_limit": 1000}, 0))
        t("numa bad", lambda: d.setNumaParameters({"numa_nodeset": "x"}, 0))
        t("blkio bad", lambda: d.setBlkioParameters({"device_weight": "/dev/a"}, 0))
        t("blkio bad value", lambda: d.setBlkioParameters({"device_weight": "/dev/a,x"}, 0))
        for p in ({"total_bytes_sec": 5000}, {"total_bytes_sec": 5, "read_bytes_sec": 5}, {"total_bytes_sec_max": 50}, {"group_name": "g"},
                  {"total_bytes_sec": 5, "total_bytes_sec_max": 50}):
            t("io tune %s" % p, lambda: (d.setBlockIoTune("vda", p, 0), d.blockIoTune("vda", 0)))
        t("io tune none", lambda: d.setBlockIoTune("zz", {"group_name": "g"}, 0))
        for nic in ("n0", "testnet0", "zz"):
            for p in ({"inbound.average": 100}, {"inbound.peak": 3, "outbound.average": 7}, {"inbound.average": 0}):
                t("nic %s %s" % (nic, p), lambda: (d.setInterfaceParameters(nic, p, 0), d.interfaceParameters(nic, 0)))
        t("scheduler", lambda: (d.schedulerType(), d.schedulerParameters()))
        t("pin", lambda: (d.pinVcpu(0, (True, False, True)), d.vcpuPinInfo(0)))
        t("pin none", lambda: d.pinVcpu(99, (True,)))
        t("max memory", lambda: (d.setMaxMemory(131072), d.maxMemory()))
        t("memory", lambda: d.setMemory(10**8))
        for n in "maxVcpus OSType".split():
            t(n, getattr(d, n))
        t("xml", lambda: d.XMLDesc(0))
        t("next xml", lambda: d.XMLDesc(2))


def story_guest(r):
    c, t = r.c, r.t
    shut = c.defineXML(DOMAIN % ("a", UUID % 1))
    r.pump()
    for d in (c.lookupByName("test"), shut):
        print("==", d.name())
        for n in "hostname getTime fsInfo diskErrors memoryStats injectNMI messages securityLabel controlInfo isUpdated guestInfo jobInfo".split():
            t(n, getattr(d, n))
        for f in (0, 1, 2, 5):
            t("addresses %d" % f, lambda: d.interfaceAddresses(f))
            t("cpu stats %d" % f, lambda: d.getCPUStats(f == 0))
        for disk in ("vda", "zz", "", "/a"):
            t("block info " + disk, lambda: d.blockInfo(disk))
            t("block stats " + disk, lambda: len(d.blockStats(disk)))
            t("nic stats " + disk, lambda: d.interfaceStats(disk))
        t("freeze", lambda: (d.fsFreeze(["/"]), d.fsFreeze(None), d.fsThaw(None)))
        t("freeze none", lambda: d.fsFreeze(["/x"]))
        t("trim", lambda: d.fSTrim("/x", 0, 0))
        t("time", lambda: (d.setTime({"seconds": 10, "nseconds": 5}), d.getTime()))
        t("password", lambda: d.setUserPassword("root", "x", 0))
        t("signal", lambda: d.sendProcessSignal(1, 15))
        t("signal 2", lambda: d.sendProcessSignal(2, 15))
        t("signal 70", lambda: d.sendProcessSignal(1, 70))
        t("keys", lambda: d.sendKey(0, 0, [1, 2], 2, 0))
        t("screenshot", lambda: d.screenshot(c.newStream(0), 0))
        t("peek", lambda: d.memoryPeek(300, 10, 1))
        t("peek flags", lambda: d.memoryPeek(300, 10, 0))
        t("stats", lambda: [s for _, s in c.domainListGetStats([d], 0, 0)])


def story_snapshots(r):
    c, t = r.c, r.t
    d = c.lookupByName("test")
    make = lambda name, f=0: d.snapshotCreateXML("<domainsnapshot><name>%s</name></domainsnapshot>" % name, f)

    def tree():
        def parent(s):
            try:
                return s.getParent().getName()
            except r.lv.libvirtError:
                return None
        t("  tree", lambda: (sorted((s.getName(), parent(s), s.isCurrent(), s.hasMetadata(), s.numChildren()) for s in d.listAllSnapshots()),
                             d.hasCurrentSnapshot(), d.state()))
    xml = lambda s: re.sub(r"<creationTime>\d+", "<creationTime>T", s.getXMLDesc(0))
    t("none", d.snapshotCurrent)
    t("s1", lambda: d.snapshotCreateXML("<domainsnapshot><name>s1</name><description>d</description></domainsnapshot>", 0))
    t("xml", lambda: xml(d.snapshotLookupByName("s1")))
    t("twice", lambda: make("s1"))
    t("s2", lambda: make("s2"))
    d.suspend()
    t("s3", lambda: make("s3"))
    t("xml", lambda: xml(d.snapshotLookupByName("s3")))
    d.resume()
    r.pump()
    for f in [1 << n for n in range(11)]:
        t("make %d" % f, lambda: make("f%d" % f, f))
    tree()
    t("current", d.snapshotCurrent)
    t("lookup", lambda: d.snapshotLookupByName("nope"))
    s1 = d.snapshotLookupByName("s1")
    for f in [0] + [1 << n for n in range(12)]:
        t("num %d" % f, lambda: (d.snapshotNum(f), sorted(d.snapshotListNames(f)), sorted(s.getName() for s in d.listAllSnapshots(f))))
        t("children %d" % f, lambda: (s1.numChildren(f), sorted(s1.listChildrenNames(f)), sorted(s.getName() for s in s1.listAllChildren(f))))
    t("parent", s1.getParent)
    for f in (0, 1, 2, 4, 8):
        t("revert %d" % f, lambda: d.revertToSnapshot(s1, f))
        tree()
    d.destroy()
    t("revert off", lambda: d.revertToSnapshot(s1, 0))
    d.destroy()
    t("off", lambda: make("off"))
    t("xml", lambda: xml(d.snapshotLookupByName("off")))
    d.create()
    r.pump()
    t("revert to off", lambda: d.revertToSnapshot(d.snapshotLookupByName("off"), 0))
    tree()
    t("undefine", d.undefine)
    t("delete s2", lambda: d.snapshotLookupByName("s2").delete(0))
    tree()
    t("delete children", lambda: d.snapshotLookupByName("s1").delete(4))
    tree()
    t("redefine", lambda: d.snapshotCreateXML(s1.getXMLDesc(0).replace("d<", "z<"), 3))
    t("xml", lambda: xml(s1))
    t("delete flags", lambda: s1.delete(2))
    t("delete", lambda: s1.delete(1))
    t("gone", s1.getXMLDesc)
    t("gone parent", s1.getParent)
    for x in ("<domainsnapshot", "<x/>"):
        t(x, lambda: d.snapshotCreateXML(x, 0))
    t("redefine none", lambda: d.snapshotCreateXML("<domainsnapshot/>", 1))
    t("checkpoint", lambda: d.checkpointCreateXML("<domaincheckpoint/>", 0).getName() != "")


def story_networks(r):
    c, t = r.c, r.t
    c.networkEventRegisterAny(None, 0, lambda c, n, e, d, o: print("   event network", n.name(), e, d), None)
    r.pump()
    xml = "<network><name>%s</name>%s</network>"
    n = c.networkLookupByName("default")
    for x in "XMLDesc UUIDString isActive isPersistent autostart bridgeName create destroy destroy undefine XMLDesc isActive".split():
        t("default " + x, getattr(n, x))
    t("define", lambda: c.networkDefineXML(xml % ("a", UUID % 1 + "<bridge name='br7'/><ip address='10.77.1.1' netmask='255.255.255.0'/>")).XMLDesc())
    t("define dhcp", lambda: c.networkDefineXML(xml % ("b", UUID % 2 + "<forward mode='nat'/><ip address='10.77.2.1' prefix='24'><dhcp>"
                                                       "<range start='10.77.2.2' end='10.77.2.9'/><host mac='52:54:00:00:00:01' name='x' ip='10.77.2.3'/></dhcp></ip>")).XMLDesc())
    n = c.networkLookupByName("b")
    for x in "bridgeName create create isActive undefine XMLDesc".split():
        t("b " + x, getattr(n, x))
    t("autostart", lambda: (n.setAutostart(1), n.autostart()))
    t("create xml", lambda: c.networkCreateXML(xml % ("tr", UUID % 3)).name())
    t("create again", lambda: c.networkCreateXML(xml % ("tr", UUID % 3)).name())
    t("create uuid", lambda: c.networkCreateXML(xml % ("tr2", UUID % 3)).name())
    t("define running", lambda: c.networkDefineXML(xml % ("tr", UUID % 3 + "<bridge name='z'/>")).name())
    t("other uuid", lambda: c.networkDefineXML(xml % ("tr", "")).name())
    for x in ("<network>", "<x/>", "<network/>", xml % ("a/b", "")):
        t(x, lambda: c.networkDefineXML(x))
    t("by name", lambda: c.networkLookupByName("zz"))
    t("by uuid", lambda: c.networkLookupByUUIDString("6695eb01-f6a4-8304-79aa-97f2502e1931"))
    for f in [0] + [1 << k for k in range(7)]:
        t("list %d" % f, lambda: sorted(x.name() for x in c.listAllNetworks(f)))
    t("lists", lambda: (sorted(c.listNetworks()), sorted(c.listDefinedNetworks()), c.numOfNetworks(), c.numOfDefinedNetworks()))
    t("flags", lambda: n.XMLDesc(1))


def story_storage(r):
    c, t = r.c, r.t
    c.storagePoolEventRegisterAny(None, 0, lambda c, n, e, d, o: print("   event pool", n.name(), e, d), None)
    r.pump()
    p = c.storagePoolLookupByName("default-pool")
    vol = lambda v: (v.name(), v.key(), v.path(), v.info(), v.XMLDesc())
    for n in "XMLDesc UUIDString create refresh destroy destroy refresh create undefine build delete isActive isPersistent info autostart".split():
        t("pool " + n, getattr(p, n))
    xml = "<volume><name>%s</name><capacity>%s</capacity>%s</volume>"
    t("vol", lambda: vol(p.createXML(xml % ("v.img", 1048576, ""))))
    t("vol2", lambda: vol(p.createXML("<volume><name>v2</name><capacity unit='M'>10</capacity><allocation unit='K'>5</allocation><target>"
                                      "<format type='qcow2'/><permissions><mode>0600</mode><owner>1</owner><group>2</group></permissions></target></volume>")))
    for x in (xml % ("v.img", 1, ""), xml % ("big", 999999999999, ""), "<volume><name>nc</name></volume>", "<volume><capacity>1</capacity></volume>", "<x/>", "<volume"):
        t("bad " + x, lambda: p.createXML(x))
    t("volumes", lambda: (p.info(), sorted(p.listVolumes()), p.numOfVolumes(), sorted(v.name() for v in p.listAllVolumes())))
    v = p.storageVolLookupByName("v.img")
    t("clone", lambda: vol(p.createXMLFrom(xml % ("cl", 5, ""), v, 0)))
    t("by key", lambda: c.storageVolLookupByKey(v.key()).name())
    t("by path", lambda: c.storageVolLookupByPath(v.path()).name())
    t("no key", lambda: c.storageVolLookupByKey("zz"))
    t("no path", lambda: c.storageVolLookupByPath("/zz"))
    t("no name", lambda: p.storageVolLookupByName("zz"))
    t("pool of", lambda: v.storagePoolLookupByVolume().name())
    for n in "delete delete info XMLDesc path".split():
        t("vol " + n, getattr(v, n))
    t("resize", lambda: v.resize(1))
    t("info", p.info)
    p.destroy()
    for n in "listVolumes numOfVolumes undefine XMLDesc info".split():
        t("off " + n, getattr(p, n))
    pool = "<pool type='dir'><name>%s</name>%s<target><path>%s</path></target></pool>"
    t("define", lambda: c.storagePoolDefineXML(pool % ("a", UUID % 1, "/a")).XMLDesc())
    a = c.storagePoolLookupByName("a")
    for n in "info create create undefine build info".split():
        t("a " + n, getattr(a, n))
    t("other uuid", lambda: c.storagePoolDefineXML(pool % ("a", UUID % 2, "/a")))
    t("again", lambda: c.storagePoolDefineXML(pool % ("a", UUID % 1, "/a")).name())
    t("same path", lambda: c.storagePoolDefineXML(pool % ("b", UUID % 2, "/a")))
    t("create xml", lambda: c.storagePoolCreateXML(pool % ("tr", UUID % 3, "/tr")).XMLDesc())
    for x in ("<x/>", "<pool", "<pool type='foo'/>", "<pool type='dir'><name>x</name></pool>", "<pool type='dir'/>"):
        t("bad " + x, lambda: c.storagePoolDefineXML(x))
    for n, x in enumerate(("<pool type='netfs'><name>nf</name><source><host name='h'/><dir path='/d'/><format type='nfs'/></source><target><path>/m</path></target>",
                           "<pool type='logical'><name>lv</name><source><device path='/dev/sdb'/><name>vg</name></source><target><path>/dev/vg</path></target>",
                           "<pool type='iscsi'><name>is</name><source><host name='h'/><device path='iqn.x'/></source><target><path>/dev/disk/by-path</path></target>",
                           "<pool type='disk'><name>dk</name><source><device path='/dev/sdc'/><format type='gpt'/></source><target><path>/dev</path></target>",
                           "<pool type='fs'><name>fs</name><source><device path='/dev/sdd1'/><format type='ext4'/></source><target><path>/fs</path><permissions>"
                           "<mode>0755</mode><owner>0</owner><group>0</group><label>l</label></permissions></target>",
                           "<pool type='rbd'><name>rb</name><source><host name='h' port='1'/><name>p</name><auth username='a' type='ceph'><secret usage='u'/></auth></source>")):
        t(x[:22], lambda: c.storagePoolDefineXML(x + "<uuid>10000000-1111-2222-3333-44444444444%d</uuid></pool>" % n).XMLDesc())
    for f in [0] + [1 << k for k in range(21)]:
        t("list %d" % f, lambda: sorted(x.name() for x in c.listAllStoragePools(f)))
    t("by name", lambda: c.storagePoolLookupByName("zz"))
    t("by uuid", lambda: c.storagePoolLookupByUUIDString("6695eb01-f6a4-8304-79aa-97f2502e1931"))
    for kind, spec in (("logical", None), ("netfs", "<source><host name='h'/></source>"), ("dir", None), ("foo", None)):
        t("sources " + kind, lambda: c.findStoragePoolSources(kind, spec))


def stories():
    return {n[6:]: f for n, f in globals().items() if n.startswith("story_")}


def answers(libs, story):
    env = {"LC_ALL": "C", "PATH": "/usr/bin:/bin", "HOME": "/"}
    if libs:
        env["LD_LIBRARY_PATH"] = libs
    p = subprocess.run([PYTHON, "-B", "-u", os.path.abspath(__file__), "--one", libs, story], env=env, stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, text=True, timeout=300)
    out = p.stdout.splitlines()
    return out + ([] if p.returncode == 0 else ["exit %d" % p.returncode])


def main():
    if len(sys.argv) > 1 and sys.argv[1] == "--one":
        stories()[sys.argv[3]](Run())
        return 0
    if len(sys.argv) < 3:
        print(__doc__)
        return 2
    if subprocess.run([PYTHON, "-c", "import libvirt"], stderr=subprocess.DEVNULL).returncode:
        print("skipped: python3-libvirt is not installed")
        return 77
    ours, theirs = (os.path.abspath(p) if p else "" for p in sys.argv[1:3])
    worst = 0
    for story in sys.argv[3:] or stories():
        a, b = answers(theirs, story), answers(ours, story)
        if "VIREO_NO_EVENTS" in os.environ:
            a, b = ([l for l in x if not l.startswith("   event ")] for x in (a, b))
        diff = [l for l in difflib.unified_diff(a, b, "reference", "ours", lineterm="", n=0) if not l.startswith(("---", "+++", "@@"))]
        print("%-12s %4d answers, %d lines differ" % (story, len(a), len(diff)))
        for line in diff[:int(os.environ.get("VIREO_DIFF_LINES", "40"))]:
            print("   ", line[:300])
        worst = max(worst, 1 if diff else 0)
    return worst


if __name__ == "__main__":
    sys.exit(main())
