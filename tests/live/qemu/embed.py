# SPDX-License-Identifier: LGPL-2.1-or-later
"""A connection of its own for each test program: our library is loaded, the driver runs in process."""
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
import sanitized

BUILD = os.path.abspath(sys.argv[1])


def skip(reason):
    print("skipped:", reason)
    sys.exit(77)


def enter():
    """Starts this program again with our library in front, once, under a Python that has the binding."""
    if not os.access("/usr/bin/qemu-system-x86_64", os.X_OK):
        skip("no /usr/bin/qemu-system-x86_64")
    library = os.path.join(BUILD, "lib")
    if not os.path.exists(os.path.join(library, "libvirt.so.0")):
        skip("the library is not built")
    launch = os.path.join(BUILD, "bin/vireo-launch")
    if not os.access(launch, os.X_OK):
        skip("vireo-launch is not built")
    if os.environ.get("VIREO_LIVE") == "1":
        sanitized.settle()
        try:
            import libvirt  # noqa: F401
        except ImportError:
            skip("no Python binding of libvirt")
        return
    python = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
    sys.exit(subprocess.run([python, "-B"] + sys.argv, env=environment()).returncode)


def environment():
    """That of a Python program that loads our library."""
    library = os.path.join(BUILD, "lib")
    return dict(os.environ, LD_LIBRARY_PATH=library, VIREO_LAUNCH=os.path.join(BUILD, "bin/vireo-launch"), VIREO_LIVE="1",
                **sanitized.variables(os.path.join(library, "libvirt.so.0")))


XML = """<domain type='qemu'><name>{name}</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='{machine}'>hvm</type></os><on_reboot>restart</on_reboot>
<devices>{devices}</devices></domain>"""


def document(name, devices="", machine="pc"):
    return XML.format(name=name, machine=machine, devices=devices)


class House:
    """Folder, connection and an event log."""

    def __init__(self, root=None):
        import libvirt
        self.libvirt = libvirt
        self.own = root is None
        self.root = root or tempfile.mkdtemp(prefix="vireo-live-")
        os.chmod(self.root, 0o755)  # emulators run as a user of their own when we are root
        libvirt.virEventRegisterDefaultImpl()
        threading.Thread(target=self._loop, daemon=True).start()
        libvirt.registerErrorHandler(lambda *a: None, None)
        self.conn = libvirt.open("qemu:///embed?root=" + self.root)
        self.events = []
        self.changed = threading.Condition()
        self.conn.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, self._event, None)

    def _loop(self):
        while True:
            self.libvirt.virEventRunDefaultImpl()

    def _event(self, conn, dom, event, detail, opaque):
        with self.changed:
            self.events.append((dom.name(), event, detail))
            self.changed.notify_all()

    def expect_events(self, name, wanted, timeout=10):
        """The events of that domain, in this order, and no others; clears the log."""
        end = time.monotonic() + timeout
        with self.changed:
            def mine():
                return [(e, d) for n, e, d in self.events if n == name]
            while len(mine()) < len(wanted) and time.monotonic() < end:
                self.changed.wait(0.2)
            got = mine()
            self.events = [x for x in self.events if x[0] != name]
        assert got == wanted, f"events {got}, expected {wanted}"

    def close(self):
        try:
            for d in self.conn.listAllDomains():
                if d.isActive():
                    d.destroy()
        finally:
            self.conn.close()
            if self.own:
                shutil.rmtree(self.root, ignore_errors=True)


def refused(code, text, fn):
    """fn fails with this error number and message."""
    import libvirt
    try:
        fn()
    except libvirt.libvirtError as e:
        assert e.get_error_code() == code, f"code {e.get_error_code()}: {e}"
        assert text in str(e), f"message {e}"
        return
    raise AssertionError("accepted")


def wait_for(what, fn, timeout=10):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if fn():
            return
        time.sleep(0.02)
    raise AssertionError("timed out: " + what)


def run(tests, house):
    failed = 0
    for t in tests:
        try:
            t(house)
            print("ok  ", t.__name__)
        except Exception:
            failed += 1
            print("FAIL", t.__name__)
            traceback.print_exc(file=sys.stdout)
    house.close()
    sys.exit(1 if failed else 0)
