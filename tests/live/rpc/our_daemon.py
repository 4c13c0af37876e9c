# SPDX-License-Identifier: LGPL-2.1-or-later
"""Our daemon as a private instance, asked by the distribution's virsh and virt-admin."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SKIP = 77


def main():
    build, source = sys.argv[1:3]
    daemon = os.path.join(build, "bin/libvirtd")
    virsh, admin = shutil.which("virsh"), shutil.which("virt-admin")
    if not virsh or not os.path.exists(daemon):
        print("skipped: no virsh of another implementation here")
        return SKIP
    failed = 0

    def expect(got, want, what=""):
        nonlocal failed
        if got != want:
            failed += 1
            print(f"{what}: expected {want!r}\n     got {got!r}")

    with tempfile.TemporaryDirectory(prefix="vr") as tmp:
        env = dict(os.environ, HOME=tmp, XDG_CONFIG_HOME=tmp, XDG_CACHE_HOME=tmp)
        env.pop("XDG_RUNTIME_DIR", None)
        env.pop("LD_LIBRARY_PATH", None)
        run = os.path.join(tmp, "run/libvirt")
        process = subprocess.Popen([daemon, "--root", tmp], env=env, stderr=subprocess.PIPE, text=True)
        try:
            for _ in range(200):
                if os.path.exists(run + "/libvirt-admin-sock"):
                    break
                time.sleep(0.02)
            second = subprocess.run([daemon, "--root", tmp], env=env, stderr=subprocess.PIPE, text=True, timeout=20)
            expect(second.returncode, 1, "a second daemon")
            expect("Failed to acquire pid file" in second.stderr, True, "a second daemon")

            def ask(*words, sock="libvirt-sock", ro=False):
                uri = f"test+unix:///default?socket={run}/{sock}"
                r = subprocess.run([virsh, *(["-r"] if ro else []), "-q", "-c", uri, *words], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30)
                return r.stdout.strip()

            if admin:
                def adm(*words):
                    r = subprocess.run([admin, "-q", "-c", f"libvirtd:///system?socket={run}/libvirt-admin-sock", *words], env=env, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, text=True, timeout=30)
                    return r.stdout.strip()
                expect([line.split() for line in adm("server-list").splitlines()], [["0", "admin"], ["1", "libvirtd"]], "server-list")
                expect(adm("server-threadpool-info", "foo"), "error: Server not found: No server named 'foo'", "threadpool of nobody")
                expect(adm("client-info", "libvirtd", "2000"), "error: Client not found: No client with matching ID '2000'", "client-info of nobody")
                expect("nclients_max        : 5000" in adm("server-clients-info", "libvirtd"), True, "clients-info")
                adm("server-clients-set", "libvirtd", "--max-clients", "77", "--max-unauth-clients", "7")
                expect("nclients_max        : 77" in adm("server-clients-info", "libvirtd"), True, "clients-set")
                adm("server-threadpool-set", "libvirtd", "--max-workers", "9")
                expect("maxWorkers     : 9" in adm("server-threadpool-info", "libvirtd"), True, "threadpool-set")
                adm("daemon-log-filters", "1:rpc")
                expect(adm("daemon-log-filters").split()[-1], "1:*rpc*", "log filters")
            first = ask("list", "--all")
            if "no connection driver" in first:
                print("the test driver is not linked in: only the session was tested")
            else:
                expect([line.split() for line in first.splitlines()], [["1", "test", "running"]], "list")
                expect(ask("domstate", "test"), "running", "domstate")
                expect(ask("suspend", "test", ro=True, sock="libvirt-sock-ro").splitlines()[-1].startswith("error: operation forbidden: read only access prevents virDomainSuspend"), True, "read only")
                expect(ask("domstate", "nobody").splitlines()[0], "error: failed to get domain 'nobody'", "nobody")
                events = subprocess.Popen([virsh, "-q", "-c", f"test+unix:///default?socket={run}/libvirt-sock", "event", "--event", "lifecycle", "--timeout", "10"],
                                          env=env, stdout=subprocess.PIPE, text=True)
                time.sleep(1)
                ask("suspend", "test")
                expect(events.communicate(timeout=20)[0].splitlines()[0], "event 'lifecycle' for domain 'test': Suspended Paused", "event")
                ask("resume", "test")
        finally:
            process.send_signal(signal.SIGTERM)
            expect(process.wait(20), 0, "exit status")
        expect(os.path.exists(run + "/libvirt-sock"), False, "socket left behind")
        # socket activation: descriptor 3 and its name
        import socket
        s = socket.socket(socket.AF_UNIX)
        path = os.path.join(tmp, "activated-sock")
        s.bind(path)
        s.listen(5)
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notify.bind(os.path.join(tmp, "notify"))
        notify.settimeout(10)
        pid = os.fork()
        if pid == 0:
            os.dup2(s.fileno(), 3)
            os.set_inheritable(3, True)
            os.execve(daemon, [daemon, "--root", tmp, "--timeout", "1"],
                      dict(env, LISTEN_PID=str(os.getpid()), LISTEN_FDS="1", LISTEN_FDNAMES="libvirtd.socket", NOTIFY_SOCKET=os.path.join(tmp, "notify")))
        expect(notify.recv(100), b"READY=1", "notification")
        expect(os.path.exists(run + "/libvirt-sock"), False, "own socket beside a passed one")
        s.close()
        uri = f"test+unix:///default?socket={path}"
        out = subprocess.run([virsh, "-q", "-c", uri, "uri"], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30).stdout
        expect("Failed to connect socket" in out, False, "activated socket")
        expect(os.waitpid(pid, 0)[1], 0, "end by timeout")
    return 1 if failed else 0


sys.exit(main())
