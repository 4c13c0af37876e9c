# SPDX-License-Identifier: LGPL-2.1-or-later
"""TLS: our daemon asked by ours and by the distribution's client; certificates that are refused."""
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SKIP = 77


def certificate(tmp, name, signer=None, **template):
    key, cert, text = (os.path.join(tmp, name + s) for s in (".key", ".crt", ".tmpl"))
    subprocess.run(["certtool", "--generate-privkey", "--rsa", "--bits", "2048", "--outfile", key], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(text, "w") as f:
        for k, v in template.items():
            f.write(f"{k}\n" if v is True else f'{k} = "{v}"\n')
    command = ["certtool", "--template", text, "--load-privkey", key, "--outfile", cert]
    if signer:
        command += ["--generate-certificate", "--load-ca-certificate", signer + ".crt", "--load-ca-privkey", signer + ".key"]
    else:
        command += ["--generate-self-signed"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return os.path.join(tmp, name)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def main():
    build = sys.argv[1]
    daemon, client = os.path.join(build, "bin/libvirtd"), os.path.join(build, "tests/live/rpc/live_rpc_client")
    if not shutil.which("certtool") or not os.path.exists(daemon):
        print("skipped: no certtool here")
        return SKIP
    failed = 0

    def expect(got, want, what):
        nonlocal failed
        if got != want:
            failed += 1
            print(f"{what}: expected {want!r}\n     got {got!r}")

    with tempfile.TemporaryDirectory(prefix="vr") as tmp:
        ca = certificate(tmp, "ca", None, **{"cn": "test authority", "ca": True, "cert_signing_key": True})
        other = certificate(tmp, "other", None, **{"cn": "other authority", "ca": True, "cert_signing_key": True})
        server = certificate(tmp, "server", ca, **{"cn": "localhost", "dns_name": "localhost", "tls_www_server": True, "signing_key": True, "encryption_key": True})
        good = certificate(tmp, "good", ca, **{"cn": "good client", "tls_www_client": True, "signing_key": True, "encryption_key": True})
        bad = certificate(tmp, "bad", other, **{"cn": "bad client", "tls_www_client": True, "signing_key": True, "encryption_key": True})

        def pki(name, authority, own):
            d = os.path.join(tmp, name)
            os.mkdir(d)
            shutil.copy(authority + ".crt", d + "/cacert.pem")
            if own:
                shutil.copy(own + ".crt", d + "/clientcert.pem")
                shutil.copy(own + ".key", d + "/clientkey.pem")
            return d

        pki_good, pki_bad, pki_none, pki_wrong = pki("g", ca, good), pki("b", ca, bad), pki("n", ca, None), pki("w", other, good)
        port = free_port()
        conf = os.path.join(tmp, "libvirtd.conf")
        with open(conf, "w") as f:
            f.write(f'listen_tls = 1\ntls_port = "{port}"\nlisten_addr = "127.0.0.1"\nauth_tls = "none"\n'
                    f'ca_file = "{ca}.crt"\ncert_file = "{server}.crt"\nkey_file = "{server}.key"\ntls_allowed_dn_list = ["CN=good*"]\n')
        env = dict(os.environ, HOME=tmp)
        env.pop("LD_LIBRARY_PATH", None)
        log = open(os.path.join(tmp, "log"), "w+")
        process = subprocess.Popen([daemon, "--root", tmp, "--listen", "-f", conf], env=env, stderr=log)
        try:
            for _ in range(200):
                if os.path.exists(tmp + "/run/libvirt/libvirt-admin-sock"):
                    break
                time.sleep(0.02)
            time.sleep(0.1)

            def ask(pki_dir, host="localhost", extra=""):
                r = subprocess.run([client, f"test+tls://{host}:{port}/default?pkipath={pki_dir}{extra}", "type", "xml=test"], env=env, stdout=subprocess.PIPE, text=True, timeout=30)
                return r.stdout.splitlines()[0] if r.stdout else ""

            first = ask(pki_good)
            if "no connection driver" in first:
                print("the test driver is not linked in: only the handshake was tested")
            else:
                expect(first, "TEST", "good client")
                virsh = shutil.which("virsh")
                if virsh:
                    r = subprocess.run([virsh, "-q", "-c", f"test+tls://localhost:{port}/default?pkipath={pki_good}", "list"], env=env, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, text=True, timeout=30)
                    expect(r.stdout.split(), ["1", "test", "running"], "the other implementation's client")
            refusal = "error 39 7: server verification (of our certificate or IP address) failed"
            expect(ask(pki_bad), refusal, "client of another authority")
            expect(ask(pki_none), refusal, "client without certificate")
            expect(ask(pki_wrong), "error 38 7: Certificate failed validation: The certificate hasn't got a known issuer.", "unknown server")
            expect(ask(pki_good, host="127.0.0.1"), "error 39 7: Certificate [session] owner does not match the hostname 127.0.0.1", "name of the server")
            if "no connection driver" not in first:
                expect(ask(pki_good, host="127.0.0.1", extra="&no_verify=1"), "TEST", "no_verify")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
            if failed:
                log.seek(0)
                print(log.read())
    return 1 if failed else 0


sys.exit(main())
