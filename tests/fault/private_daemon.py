# SPDX-License-Identifier: LGPL-2.1-or-later
"""A daemon of this build with all its files below a directory of its own, and the binding loaded with this build's libraries."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import sanitized

PYTHON = "/usr/bin/python3"


def skip(reason):
    print("skipped:", reason)
    sys.exit(77)


def require(build):
    """Runs this program again with the system's Python and this build's libraries; skips where something is missing."""
    if not shutil.which("qemu-system-x86_64"):
        skip("qemu-system-x86_64 is not installed")
    if os.geteuid() != 0:
        skip("needs root")
    lib = os.path.join(build, "lib")
    if os.environ.get("LD_LIBRARY_PATH", "").split(":")[0] != lib:
        os.environ["LD_LIBRARY_PATH"] = lib
        os.environ.update(sanitized.variables(os.path.join(lib, "libvirt.so.0")))
        if not os.path.exists(PYTHON):
            skip("the system's Python is not installed")
        os.execv(PYTHON, [PYTHON, "-B"] + sys.argv)
    try:
        import libvirt
    except ImportError:
        skip("python3-libvirt is not installed")
    libvirt.registerErrorHandler(lambda c, e: None, None)
    return libvirt


class Daemon:
    def __init__(self, build):
        self.build = build
        self.root = tempfile.mkdtemp(prefix="vireo-", dir="/tmp")
        os.chmod(self.root, 0o755)
        self.uri = f"qemu+unix:///system?socket={self.root}/run/libvirt/libvirt-sock"
        self.process = None

    def start(self):
        env = sanitized.without(dict(os.environ, VIREO_ROOT=self.root))
        self.process = subprocess.Popen([os.path.join(self.build, "bin/vireod")], env=env, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=open(self.root + "/daemon.log", "ab"))

    def connect(self, libvirt, limit=20):
        end = time.monotonic() + limit
        while True:
            try:
                return libvirt.open(self.uri)
            except libvirt.libvirtError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def emulators(self):
        """{guest name: [pids]} of emulators that belong to this instance."""
        out = {}
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as f:
                    words = f.read().decode(errors="replace").split("\0")
                with open(f"/proc/{pid}/stat") as f:
                    zombie = f.read().rsplit(")", 1)[1].split()[0] == "Z"
            except OSError:
                continue
            if zombie or "qemu-system" not in words[0] or not any(self.root in w for w in words):
                continue
            name = next((w.split(",")[0][len("guest="):] for w in words if w.startswith("guest=")), "?")
            out.setdefault(name, []).append(int(pid))
        return out

    def clean(self):
        self.stop()
        for pids in self.emulators().values():
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.root, ignore_errors=True)


def guest_xml(name, disk=None, emulator=None):
    devices = (f"<devices><disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{disk}'/><target dev='vda' bus='virtio'/></disk>"
               "<interface type='user'/><serial type='pty'/></devices>" if disk else "")
    if emulator:
        devices = f"<devices><emulator>{emulator}</emulator></devices>"
    return (f"<domain type='qemu'><name>{name}</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>"
            f"<os><type arch='x86_64' machine='pc'>hvm</type></os>{devices}</domain>")
