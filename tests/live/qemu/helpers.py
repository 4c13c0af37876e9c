# SPDX-License-Identifier: LGPL-2.1-or-later
"""Programs that run beside a guest: there while it runs, known again after a crash of the holder, gone with the guest and
after a start that fails."""
import glob
import http.server
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

import embed
from embed import document, refused, wait_for

embed.enter()
import libvirt  # noqa: E402

# What is beside the guest, its XML, and the pid file below the root.
FOLDER = "/tmp"  # nothing in it is touched: the guest does not boot
KINDS = {
    "bus": ("<graphics type='dbus'/>", "run/qemu/dbus/*-dbus.pid"),
    "folder": (f"<filesystem type='mount'><driver type='virtiofs'/><source dir='{FOLDER}'/><target dir='x'/></filesystem>", "run/qemu/*-fs0-fs.pid"),
    "passt": ("<interface type='user'><model type='virtio'/><backend type='passt'/></interface>", "run/qemu/passt/*-net0-passt.pid"),
    "tpm": ("<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>", "run/swtpm/*-swtpm.pid"),
}
SHARED = "<memoryBacking><source type='memfd'/><access mode='shared'/></memoryBacking>"


def xml(name, devices):
    return document(name, devices, "q35").replace("<vcpu>", SHARED + "<vcpu>")


def can(kind):
    have = {"bus": bool(shutil.which("dbus-daemon")),
            "folder": bool(glob.glob("/usr/share/qemu/vhost-user/*virtiofsd*.json")) and os.geteuid() == 0,
            "passt": bool(shutil.which("passt")),
            "tpm": bool(shutil.which("swtpm") and shutil.which("swtpm_setup"))}[kind]
    if not have:
        print("skipped:", kind, "is not on this machine")
    # It locks itself up in a user namespace, which the kernel refuses to whoever lives in a changed root.
    elif kind == "passt" and subprocess.run(["unshare", "--user", "true"], stderr=subprocess.DEVNULL).returncode != 0:
        print("skipped:", kind, "can have no user namespace here")
        return False
    return have


def pid_in(root, pattern):
    files = glob.glob(os.path.join(root, pattern))
    assert len(files) == 1, (pattern, files)
    return int(open(files[0]).read())


def lives(pid):
    try:
        return open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def start(h, kind, name):
    try:
        return h.conn.createXML(xml(name, KINDS[kind][0]), 0)
    except libvirt.libvirtError as e:
        # An emulator of this distribution without the module, or a host without the network, is no fault of ours.
        if "is not available" in str(e) or "template interface" in str(e):
            print("skipped:", kind, e)
            return None
        raise


def end_with_the_guest(h):
    for kind in KINDS:
        if not can(kind):
            continue
        d = start(h, kind, "with-" + kind)
        if not d:
            continue
        pid = pid_in(h.root, KINDS[kind][1])
        assert lives(pid), kind
        d.destroy()
        wait_for(kind + " ends", lambda: not lives(pid))
        assert not glob.glob(os.path.join(h.root, KINDS[kind][1])), kind
        for place in ("run/qemu/dbus", "run/qemu/passt", "run/swtpm"):
            assert not os.listdir(os.path.join(h.root, place)) if os.path.isdir(os.path.join(h.root, place)) else True, place


def failed_starts_leave_nothing(h):
    for kind in KINDS:
        if not can(kind):
            continue
        # Found missing after the helpers have been started.
        broken = KINDS[kind][0] + "<input type='evdev'><source dev='/dev/input/no-such-device'/></input>"
        refused(libvirt.VIR_ERR_SYSTEM_ERROR, "no-such-device", lambda: h.conn.createXML(xml("broken", broken), 0))
        assert not glob.glob(os.path.join(h.root, KINDS[kind][1])), kind


CHILD = """
import sys, time
sys.argv = [sys.argv[0], {build!r}]
sys.path.insert(0, {here!r})
import embed
h = embed.House({root!r})
h.conn.createXML({document!r}, 0)
print("ready", flush=True)
time.sleep(60)
"""


def found_again_after_a_kill(_):
    here = os.path.dirname(os.path.abspath(__file__))
    for kind in KINDS:
        if not can(kind):
            continue
        root = tempfile.mkdtemp(prefix="vireo-live-")
        os.chmod(root, 0o755)
        try:
            text = CHILD.format(build=embed.BUILD, here=here, root=root, document=xml("left-" + kind, KINDS[kind][0]))
            p = subprocess.Popen([sys.executable, "-B", "-c", text], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            if p.stdout.readline().strip() != "ready":
                print("skipped:", kind, "does not start here")
                continue
            pid = pid_in(root, KINDS[kind][1])
            p.send_signal(signal.SIGKILL)
            p.wait()
            assert lives(pid), kind
            h = embed.House(root)
            d = h.conn.lookupByName("left-" + kind)
            wait_for("the guest is known", lambda: d.state()[0] == 1)
            d.destroy()
            wait_for(kind + " ends", lambda: not lives(pid))
            assert not glob.glob(os.path.join(root, KINDS[kind][1])), kind
            h.close()
        finally:
            shutil.rmtree(root, ignore_errors=True)


def transient_disks_change_nothing(h):
    if not shutil.which("qemu-img"):
        print("skipped: no qemu-img")
        return
    image = os.path.join(h.root, "base.qcow2")
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", image, "4M"], check=True)
    before = open(image, "rb").read()
    for sharing in ("", " shareBacking='yes'"):
        disk = f"<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='{image}'/><target dev='vda' bus='virtio'/><transient{sharing}/></disk>"
        d = h.conn.createXML(xml("fleeting", disk), 0)
        assert image + ".TRANSIENT-fleeting" in d.XMLDesc(0)
        assert os.path.exists(image + ".TRANSIENT-fleeting")
        d.destroy()
        assert not os.path.exists(image + ".TRANSIENT-fleeting")
        assert open(image, "rb").read() == before


def images_of_servers(_):
    if not shutil.which("nbdkit"):
        print("skipped: no nbdkit")
        return
    root = tempfile.mkdtemp(prefix="vireo-live-")
    os.chmod(root, 0o755)
    os.makedirs(root + "/etc")
    with open(root + "/etc/qemu.conf", "w") as f:
        f.write("storage_use_nbdkit = 1\n")

    class Server(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *a):
            super().__init__(*a, directory=root)

        def log_message(self, *a):
            pass

        def do_GET(self):
            self.send_response(206)
            self.send_header("Content-Length", "512")
            self.end_headers()
            self.wfile.write(bytes(512))

        def do_HEAD(self):
            self.send_response(200)
            self.send_header("Content-Length", str(1 << 20))
            self.send_header("Accept-Ranges", "bytes")
            self.end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    h = embed.House(root)
    disk = ("<disk type='network' device='disk'><driver name='qemu' type='raw'/><source protocol='http' name='/image'>"
            "<host name='127.0.0.1' port='{}'/></source><target dev='vda' bus='virtio'/><readonly/></disk>")
    pattern = "lib/qemu/domain-*/nbdkit-*.pid"
    try:
        d = h.conn.createXML(xml("web", disk.format(server.server_address[1])), 0)
        pid = pid_in(root, pattern)
        assert lives(pid)
        d.destroy()
        wait_for("nbdkit ends", lambda: not lives(pid))
        assert not glob.glob(os.path.join(root, pattern))
    finally:
        server.shutdown()
        h.close()
        shutil.rmtree(root, ignore_errors=True)


embed.run([end_with_the_guest, failed_starts_leave_nothing, found_again_after_a_kill, transient_disks_change_nothing, images_of_servers], embed.House())
