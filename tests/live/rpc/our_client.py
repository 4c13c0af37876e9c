# SPDX-License-Identifier: LGPL-2.1-or-later
"""Our client half against a daemon of the distribution (its test driver), run as a private instance."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SKIP = 77


def main():
    client = os.path.join(sys.argv[1], "tests/live/rpc/live_rpc_client")
    daemon = shutil.which("libvirtd", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if not daemon or not os.path.exists(client):
        print("skipped: no libvirtd of another implementation here")
        return SKIP
    virsh = shutil.which("virsh")
    with tempfile.TemporaryDirectory(prefix="vr") as tmp:
        conf = os.path.join(tmp, "libvirtd.conf")
        with open(conf, "w") as f:
            f.write(f'unix_sock_dir = "{tmp}"\nauth_unix_rw = "none"\nauth_unix_ro = "none"\n')
        env = dict(os.environ, XDG_RUNTIME_DIR=tmp, XDG_CONFIG_HOME=tmp, XDG_CACHE_HOME=tmp, HOME=tmp)
        process = subprocess.Popen([daemon, "-f", conf, "-p", os.path.join(tmp, "pid")], env=env, stderr=subprocess.DEVNULL)
        try:
            socket = next((s for s in (tmp + "/libvirt-sock", tmp + "/libvirt/libvirt-sock")
                           for _ in range(100) if os.path.exists(s) or time.sleep(0.05)), None)
            if not socket:
                print("skipped: the daemon does not start here")
                return SKIP
            uri = f"test+unix:///default?socket={socket}"

            def ask(*words, uri=uri):
                return subprocess.run([client, uri, *words], stdout=subprocess.PIPE, text=True, timeout=30).stdout

            failed = 0

            def expect(got, want):
                nonlocal failed
                if got != want:
                    failed += 1
                    print(f"expected {want!r}\n     got {got!r}")

            expect(ask("type", "uri", "hostname"), "TEST\ntest:///default\n1\n")
            expect(ask("list"), "1 test 6695eb01-f6a4-8304-79aa-97f2502e193f\n")
            expect(ask("lookup=none"), "error 42 12: Domain not found\n")
            expect(ask("feature=14", "feature=15", "feature=10", "feature=2", "feature=9"), "1\n1\n1\n1\n1\n")
            if virsh:
                theirs = subprocess.run([virsh, "-q", "-c", uri, "dumpxml", "test"], stdout=subprocess.PIPE, text=True, env=env).stdout
                expect(ask("xml=test").strip(), theirs.strip())
            expect(ask("type", uri="test+unix:///default?socket=/nonexistent/sock"),
                   "error 38 7: Failed to connect socket to '/nonexistent/sock': No such file or directory\n")
            ssh = os.path.join(tmp, "ssh")
            with open(ssh, "w") as f:
                f.write('#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n')
            os.chmod(ssh, 0o755)
            if shutil.which("nc"):
                expect(ask("type", uri=f"test+ssh://host/default?socket={socket}&command={ssh}"), "TEST\n")
            with open(ssh, "w") as f:
                f.write("#!/bin/sh\necho no route to planet >&2\nexit 1\n")
            expect(ask("type", uri=f"test+ssh://host/default?socket={socket}&command={ssh}"),
                   "error 38 7: End of file while reading data: no route to planet: Input/output error\n")
            return 1 if failed else 0
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


sys.exit(main())
