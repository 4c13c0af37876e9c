# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes a recorded definition one that this host can start: whatever it takes from the host by a path or port becomes a file,
folder or port of our own. What cannot be had that way (devices, networks, secrets, other machines) is named as the reason
to leave the definition out. The rules look at kinds of elements, never at whose document it is."""
import hashlib
import os
import socket
import struct
import subprocess
import threading
import xml.etree.ElementTree as ET

QEMU_NS = "{http://libvirt.org/schemas/domain/qemu/1.0}"
ARCHES = ("x86_64", "i686")
IMAGES = ("raw", "qcow2", "qcow", "qed", "vmdk", "vdi", "vpc")


class LeftOut(Exception):
    pass


class Scratch:
    """Files, folders and ports that stand for those of another host."""

    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        os.chmod(folder, 0o777)
        self.listeners = []
        self.lock = threading.Lock()
        self.next_port = 21000
        self.owner = ""  # whose things are made: guests that run side by side share none

    def port(self):
        with self.lock:
            self.next_port += 1
            return str(self.next_port)

    def path(self, original, kind=""):
        name = hashlib.sha1((self.owner + kind + original).encode()).hexdigest()[:10] + "-" + os.path.basename(original)[-20:].replace(":", "_").replace(",", "_")
        return os.path.join(self.folder, name)

    def file(self, original, content=b"\0" * 65536, kind=""):
        path = self.path(original, kind + str(len(content)))
        with self.lock:
            if not os.path.exists(path):
                with open(path, "wb") as f:
                    f.write(content)
                os.chmod(path, 0o666)
        return path

    def sized(self, original, size):
        path = self.path(original, "sized%d" % size)
        with self.lock:
            with open(path, "ab") as f:
                f.truncate(size)
            os.chmod(path, 0o666)
        return path

    def image(self, original, form, size="10M", backing=None):
        path = self.path(original, form + size + (backing[0] if backing else ""))
        with self.lock:
            if not os.path.exists(path):
                words = ["qemu-img", "create", "-q", "-f", form]
                if backing and form in ("qcow2", "qed", "qcow"):
                    words += ["-b", backing[0], "-F", backing[1]]
                words += [path, size]
                subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
                os.chmod(path, 0o666)
        return path

    def directory(self, original):
        path = self.path(original, "directory")
        os.makedirs(path, exist_ok=True)
        os.chmod(path, 0o777)
        return path

    def socket_path(self, original, serves):
        path = self.path(original, "socket")
        if serves:
            with self.lock:
                if not os.path.exists(path):
                    s = socket.socket(socket.AF_UNIX)
                    s.bind(path)
                    os.chmod(path, 0o777)
                    s.listen(64)
                    self.listeners.append(s)
        return path

    def pipe(self, original):
        path = self.path(original, "pipe")
        with self.lock:
            if not os.path.exists(path):
                os.mkfifo(path)
                os.chmod(path, 0o666)
        return path


ACPI_TABLE = struct.pack("<4sIBB6s8sI4sI", b"SLIC", 36, 1, 0, b"VIREO ", b"SCRATCH ", 1, b"TEST", 1)


class Rewriter:
    def __init__(self, scratch, emulator, memory_limit_kib):
        self.s = scratch
        self.emulator = emulator
        self.memory_limit = memory_limit_kib
        self.images = 0

    def rewrite(self, path):
        self.s.owner = path
        try:
            root = ET.parse(path).getroot()
        except ET.ParseError:
            raise LeftOut("the document is not well-formed")
        if root.tag != "domain":
            raise LeftOut("the document is no domain")
        self.head(root)
        for element in list(root.iter()):
            if element.tag.startswith(QEMU_NS):
                raise LeftOut("brings arguments of its own")
        devices = root.find("devices")
        if devices is None:
            devices = ET.SubElement(root, "devices")
        for e in devices.findall("emulator"):
            e.text = self.emulator
        if devices.find("emulator") is None:
            ET.SubElement(devices, "emulator").text = self.emulator
        for child in list(devices):
            handler = getattr(self, "device_" + child.tag, None)
            if handler:
                handler(child)
            elif child.find("source") is not None and child.tag in ("serial", "parallel", "console", "channel"):
                self.chardev(child)
        if root.find(".//secret") is not None:
            raise LeftOut("needs a secret")
        if root.find(".//shmem/server") is not None:
            raise LeftOut("a server of shared memory")
        ET.register_namespace("qemu", QEMU_NS[1:-1])
        return ET.tostring(root, encoding="unicode")

    # Everything outside of <devices>.
    def head(self, root):
        if root.get("type") not in ("qemu", "kvm"):
            raise LeftOut("accelerator '%s'" % root.get("type"))
        root.set("type", "qemu")
        kind = root.find("os/type")
        if kind is None or kind.get("arch", "x86_64") not in ARCHES:
            raise LeftOut("another architecture")
        kind.set("arch", "x86_64")
        if root.find("launchSecurity") is not None:
            raise LeftOut("protected memory of the host's processor")
        backing = root.find("memoryBacking")
        if backing is not None and backing.find("hugepages") is not None:
            raise LeftOut("huge pages")
        if root.find(".//memory/source/pagesize") is not None or root.find(".//pages") is not None:
            raise LeftOut("huge pages")
        self.memory(root, backing)
        for tag in ("kernel", "initrd", "dtb", "shim"):
            for e in root.findall("os/" + tag):
                if e.text:
                    e.text = self.s.file(e.text.strip(), kind="kernel")
        for e in root.findall("os/loader"):
            if e.text and not os.path.exists(e.text.strip()):
                e.text = self.s.file(e.text.strip(), b"\0" * (256 << 10), "loader")
        for e in root.findall("os/nvram"):
            if e.get("template"):
                e.set("template", self.s.file(e.get("template"), b"\0" * (128 << 10), "nvram"))
            source = e.find("source")
            if source is not None:
                if e.get("type") != "file":
                    raise LeftOut("firmware variables on another machine or a device")
                source.set("file", self.s.path(source.get("file", "nvram"), "nvram"))
            elif e.text and e.text.strip():
                e.text = self.s.path(e.text.strip(), "nvram")
        for e in root.findall("os/varstore"):
            raise LeftOut("a firmware's variable store")
        for e in root.findall("os/acpi/table"):
            if e.text:
                e.text = self.s.file(e.text.strip(), ACPI_TABLE, "acpi")
        for e in root.findall("sysinfo/entry"):
            if e.get("file"):
                e.set("file", self.s.file(e.get("file")))
        if root.find("numatune") is not None:
            raise LeftOut("NUMA nodes of the host")

    def memory(self, root, backing):
        units = {"b": 0, "bytes": 0, "KB": 1000 / 1024, "k": 1, "KiB": 1, "MB": 1e6 / 1024, "M": 1024, "MiB": 1024, "GB": 1e9 / 1024, "G": 1 << 20, "GiB": 1 << 20,
                 "TB": 1e12 / 1024, "T": 1 << 30, "TiB": 1 << 30}
        total = sum(int(e.text) * units.get(e.get("unit", "KiB"), 1) for e in root.findall("memory"))
        if not total:
            total = sum(int(c.get("memory", "0")) * units.get(c.get("unit", "KiB"), 1) for c in root.findall("cpu/numa/cell"))
        limit = self.memory_limit
        if backing is not None and (backing.find("locked") is not None or backing.find("allocation") is not None or backing.find("source") is not None):
            limit = min(limit, 1 << 20)
        if total > limit:
            raise LeftOut("more memory than this host has for it")

    # Sources of disks: chains of files.
    def disk_source(self, disk, source, form, device, size):
        kind = disk.get("type", "file")
        if source is None or not source.attrib and kind not in ("dir",):
            return None
        if source.find("encryption") is not None or disk.find("encryption") is not None:
            raise LeftOut("needs a secret")
        if source.get("fdgroup"):
            raise LeftOut("descriptors of the client")
        if source.find("reservations") is not None:
            raise LeftOut("persistent reservations")
        if kind == "dir":
            source.set("dir", self.s.directory(source.get("dir")))
            return None
        if kind not in ("file", "block"):
            raise LeftOut("disks of type '%s'" % kind)
        name = source.get("file") or source.get("dev")
        if not name:
            return None
        if form not in IMAGES:
            raise LeftOut("images of format '%s'" % form)
        backing = None
        below = (disk if disk.tag == "disk" or disk.tag == "backingStore" else source).find("backingStore")
        if below is not None and below.get("type"):
            f = below.find("format")
            lower = f.get("type") if f is not None else "raw"
            p = self.disk_source(below, below.find("source"), lower, device, size)
            if p:
                backing = (p, lower)
        store = source.find("dataStore")
        if store is not None:
            raise LeftOut("images with data of their own")
        if source.find("slices") is not None:
            size = "256M"
        # Disks of one guest that share an image are a matter of locks, which is not ours here.
        self.images += 1
        path = self.s.image(f"{self.images}-{name}", form, size, backing)
        if kind == "block":
            disk.set("type", "file")
            source.attrib.pop("dev")
        source.set("file", path)
        return path

    def device_disk(self, disk):
        device = disk.get("device", "disk")
        if device == "lun":
            raise LeftOut("SCSI commands to a device of the host")
        if disk.find("mirror") is not None:
            raise LeftOut("a copy that is under way")
        driver = disk.find("driver")
        form = (driver.get("type") if driver is not None else None) or "raw"
        if form == "aio":
            form = "raw"
        size = "1440K" if device == "floppy" else "10M"
        if disk.get("type") == "dir" or form == "fat":
            source = disk.find("source")
            if source is not None:
                for attribute in ("dir", "file"):
                    if source.get(attribute):
                        source.set(attribute, self.s.directory(source.get(attribute)))
            return
        self.disk_source(disk, disk.find("source"), form, device, size)

    def device_interface(self, e):
        kind = e.get("type")
        if kind in ("user", "null"):
            backend = e.find("backend")
            if backend is not None and backend.get("type") == "passt":
                raise LeftOut("passt")
        elif kind in ("server", "mcast", "udp"):
            source = e.find("source")
            for end in [source] + source.findall("local"):
                if end.get("address"):
                    end.set("address", "230.0.0.1" if kind == "mcast" else "127.0.0.1")
                end.set("port", self.s.port())
        else:
            raise LeftOut("interfaces of type '%s'" % kind)
        self.rom(e)

    def rom(self, e):
        rom = e.find("rom")
        if rom is not None and rom.get("file"):
            rom.set("file", self.s.file(rom.get("file"), b"\x55\xaa\x01" + b"\0" * 509, "rom"))

    def device_hostdev(self, e):
        raise LeftOut("devices of the host")

    device_lease = device_hostdev

    def chardev(self, e, kind=None, source=None):
        kind = kind or e.get("type")
        log = e.find("log")
        if log is not None and log.get("file"):
            log.set("file", self.s.path(log.get("file"), "log"))
        for source in [source] if source is not None else e.findall("source"):
            if kind == "dev":
                raise LeftOut("character devices of the host")
            if kind == "file":
                source.set("path", self.s.path(source.get("path"), "log"))
            elif kind == "pipe":
                source.set("path", self.s.pipe(source.get("path")))
            elif kind == "unix":
                if source.get("path"):
                    connects = source.get("mode") != "bind"
                    source.set("path", self.s.socket_path(source.get("path"), connects))
            elif kind in ("tcp", "udp"):
                if kind == "tcp" and source.get("mode") != "bind":
                    raise LeftOut("a server that the guest connects to")
                if source.get("host") not in (None, "", "127.0.0.1", "::1", "0.0.0.0", "::"):
                    source.set("host", "127.0.0.1")
                source.set("service", self.s.port())
                if source.get("tls") == "yes":
                    raise LeftOut("certificates")
            elif kind == "nmdm":
                raise LeftOut("character devices of the host")
            elif kind == "pty":
                source.attrib.pop("path", None)

    def device_graphics(self, e):
        kind = e.get("type")
        if kind in ("sdl", "desktop"):
            raise LeftOut("a window on somebody's screen")
        if kind == "egl-headless" or e.find("gl") is not None and e.find("gl").get("enable") == "yes" or e.find("gl") is not None and e.find("gl").get("rendernode"):
            raise LeftOut("the host's graphics card")
        if kind in ("rdp", "dbus"):
            raise LeftOut("displays of type '%s'" % kind)
        for l in e.findall("listen"):
            if l.get("type") == "network":
                raise LeftOut("virtual networks")
            if l.get("socket"):
                l.set("socket", self.s.socket_path(l.get("socket"), False))
        for holder in [e] + e.findall("listen"):
            for attribute in ("listen", "address"):
                if holder.get(attribute) not in (None, "127.0.0.1", "0.0.0.0"):
                    holder.set(attribute, "127.0.0.1")
        if e.get("socket"):
            e.set("socket", self.s.socket_path(e.get("socket"), False))
        if e.get("tlsPort") not in (None, "-1"):
            raise LeftOut("certificates")
        for attribute in ("port", "websocket"):
            if e.get(attribute) not in (None, "-1"):
                e.set(attribute, str(7000 + int(self.s.port()) - 21000) if attribute == "port" else self.s.port())

    def device_tpm(self, e):
        backend = e.find("backend")
        if backend.get("type") != "emulator":
            raise LeftOut("TPMs of type '%s'" % backend.get("type"))
        source = backend.find("source")
        if source is not None:
            if source.get("type") == "dir":
                source.set("path", self.s.directory(source.get("path")))
            else:
                source.set("path", self.s.path(source.get("path"), "tpm"))

    def device_filesystem(self, e):
        driver = e.find("driver")
        if driver is not None and driver.get("type") in ("virtiofs", "mtp"):
            raise LeftOut("file systems by '%s'" % driver.get("type"))
        source = e.find("source")
        if source is not None and source.get("dir"):
            source.set("dir", self.s.directory(source.get("dir")))

    def device_input(self, e):
        if e.get("type") in ("passthrough", "evdev"):
            raise LeftOut("devices of the host")

    def device_smartcard(self, e):
        if e.get("mode") != "passthrough":
            raise LeftOut("smart cards of the host")
        self.chardev(e)

    def device_redirdev(self, e):
        self.chardev(e)

    def device_rng(self, e):
        backend = e.find("backend")
        if backend.get("model") == "random":
            if backend.text and not os.path.exists(backend.text.strip()):
                backend.text = "/dev/urandom"
        elif backend.get("model") == "egd":
            self.chardev(backend)

    def device_vsock(self, e):
        if not os.path.exists("/dev/vhost-vsock"):
            raise LeftOut("vsock: no /dev/vhost-vsock")

    def device_video(self, e):
        driver = e.find("driver")
        if driver is not None and driver.get("name") == "vhostuser":
            raise LeftOut("a display program beside the guest")
        acceleration = e.find("model/acceleration")
        if acceleration is not None and acceleration.get("accel3d") == "yes":
            raise LeftOut("the host's graphics card")

    def device_memory(self, e):
        for tag in ("path",):
            for p in e.findall("source/" + tag):
                size = e.find("target/size")
                units = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}
                # Larger than the device: its size is rounded up.
                p.text = self.s.sized(p.text.strip(), int(size.text) * units.get(size.get("unit", "KiB"), 1 << 10) + (1 << 30))
        if e.get("model") in ("sgx-epc",):
            raise LeftOut("protected memory of the host's processor")
        if e.find("source/nodemask") is not None:
            raise LeftOut("NUMA nodes of the host")

    def device_pstore(self, e):
        p = e.find("path")
        size = e.find("size")
        if p is not None and size is not None:
            p.text = self.s.sized(p.text.strip(), int(size.text) * (1 << 10))

    def device_crypto(self, e):
        if e.find("backend").get("model") == "lkcf":
            raise LeftOut("the kernel's cryptography")

    def device_audio(self, e):
        if e.get("type") in ("alsa", "coreaudio", "jack", "oss", "pulseaudio", "sdl", "pipewire", "dbus"):
            raise LeftOut("the host's sound")
        if e.get("type") == "file" and e.get("path"):
            e.set("path", self.s.path(e.get("path"), "audio"))
