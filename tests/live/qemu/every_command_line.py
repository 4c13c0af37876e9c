# SPDX-License-Identifier: LGPL-2.1-or-later
"""Real emulators take the command lines that we make. Each recorded definition for x86 guests that names no resource of a
host is started, paused, through the real start path; the emulator has to answer on its monitor, be in the state "prelaunch"
and know each device by its alias.

every_command_line.py BUILD [--all] [--emulator PROGRAM] [--virsh "WORDS"] [--root DIR] [--jobs N] [--only TEXT] [--settings FILE] [--report FILE]

VIREO_CORPUS names the folder of recorded cases. Without --all a sample is taken, spread evenly. --virsh runs another virsh, for
comparison; --root is where guests have their files, if that virsh or the emulator cannot see every folder.
"""
import argparse
import collections
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from own_resources import LeftOut, Rewriter, Scratch  # noqa: E402

# What an emulator says when it lacks something that this build or host does not have, whoever made its command line.
HOST_LACKS = [
    (r"unsupported machine type", "machine type not in this emulator"),
    (r"(spice|qxl|usb-redir|ccid|smartcard).* (is not a valid|not compiled)|'?spice.*' is not a valid|There is no option group 'spice'", "feature not in this build"),
    (r"[Cc]annot allocate memory|phys-bits too low", "more memory than this host has for it"),
    (r"/dev/udmabuf", "the host's graphics card"),
    (r"Name or service not known", "names that this host does not resolve"),
    # Definitions that stand for what documents may say, on machines that never had it.
    (r"bus supports only 2 units|Bus 'ide\.\d' not found|does not support if=sd|'spapr-vscsi' is not|supported by neither legacy nor transitional|Invalid tx_queue_size",
     "no machine of this kind takes it"),
    (r"KVM .*(required|not available)|requires KVM|requires kernel irqchip|kernel doesn't allow|kernel_irqchip|apic_common_set_id|only .* with KVM|needs KVM|accel=kvm", "needs KVM"),
]


def skip(reason):
    print("skipped:", reason)
    sys.exit(77)


class Virsh:
    """A virsh that takes one command after another; each answer ends with a marker."""

    def __init__(self, words, uri, env):
        self.process = subprocess.Popen(words + ["-q", "-c", uri], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env)
        self.count, self.unread = 0, ""

    def run(self, command):
        self.count += 1
        marker = f"answer-{self.count}-ends"
        self.process.stdin.write(f"{command}\necho {marker}\n".encode())
        self.process.stdin.flush()
        # Both prompts come back with what was typed; the marker's own line does not count.
        ends = re.compile(rf"(?<!echo ){marker}")
        while not (found := ends.search(self.unread)):
            more = os.read(self.process.stdout.fileno(), 1 << 16)
            if not more:
                raise EOFError("virsh ended: " + self.unread)
            self.unread += more.decode(errors="replace")
        text, self.unread = self.unread[:found.start()], self.unread[found.end():]
        return "".join(l + "\n" for l in text.splitlines() if not re.match(r"\s*(virsh # )+", l) or not (command in l or marker in l)).strip()

    def close(self):
        try:
            self.process.stdin.write(b"quit\n")
            self.process.stdin.close()
        except OSError:
            pass
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Refused(Exception):
    """Not started, and no emulator was asked."""


class Failed(Exception):
    """The emulator did not take what it was given."""


def monitor(virsh, name, command, **arguments):
    request = json.dumps({"execute": command, **({"arguments": arguments} if arguments else {})})
    text = virsh.run(f"qemu-monitor-command {name} '{request}'")
    try:
        answer = json.loads(text)
        return answer["return"]
    except (ValueError, KeyError):
        raise Failed(f"{command}: {text}")


def expected_devices(xml):
    """Aliases that have to be devices of the emulator; what the machine has built in carries no name of ours."""
    root = ET.fromstring(xml)
    names = set()
    for device in root.find("devices"):
        alias = device.find("alias")
        if alias is None or device.find("model[@type='none']") is not None or device.tag in ("graphics", "audio", "console", "iommu", "panic", "tpm", "pstore", "watchdog"):
            continue
        if device.tag == "input" and device.get("bus") in ("ps2", "xen", "none"):
            continue
        if device.tag in ("memballoon", "controller") and device.get("model") in ("none", "pci-root", "pcie-root"):
            continue
        if device.tag == "controller" and device.get("type") in ("ide", "fdc", "isa") or alias.get("name") in ("ide", "ide0"):
            continue
        if device.tag == "disk" and device.find("target").get("bus") in ("fdc", "sd"):
            continue
        if device.tag in ("serial", "channel") and device.find("target") is not None and device.find("target").get("type") == "guestfwd":
            continue
        if device.tag == "sound" and device.get("model") == "pcspk":
            continue
        if device.tag == "controller" and device.get("type") == "sata" and alias.get("name") == "ide":
            continue
        names.add(alias.get("name"))
    return names


def start(virsh, name, path):
    said = virsh.run(f"create {path} --paused")
    if "error:" in said:
        message = " ".join(re.findall(r"error: (?!Failed to create)(.*)", said)) or said
        if re.search(r"qemu-system-\w+: |[Mm]onitor", message):
            raise Failed(message)
        raise Refused(message)
    try:
        status = monitor(virsh, name, "query-status")
        if status["status"] != "prelaunch":
            raise Failed("state " + status["status"])
        have = {x["name"] for x in monitor(virsh, name, "qom-list", path="/machine/peripheral")}
        missing = expected_devices(virsh.run("dumpxml " + name)) - have
        if missing:
            raise Failed("devices without their alias: " + " ".join(sorted(missing)))
    finally:
        virsh.run("destroy " + name)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("build")
    arguments.add_argument("--all", action="store_true")
    arguments.add_argument("--emulator", default="/usr/bin/qemu-system-x86_64")
    arguments.add_argument("--virsh")
    arguments.add_argument("--root")
    arguments.add_argument("--jobs", type=int, default=3)
    arguments.add_argument("--only")
    arguments.add_argument("--sample", type=int, default=40)
    arguments.add_argument("--settings", help="a qemu.conf for the driver")
    arguments.add_argument("--report")
    o = arguments.parse_args()
    everything = o.all or os.environ.get("VIREO_EVERY_COMMAND_LINE") == "1"

    corpus = os.environ.get("VIREO_CORPUS")
    if not corpus or not os.path.exists(os.path.join(corpus, "qemuxmlconf/manifest.jsonl")):
        skip("no corpus: VIREO_CORPUS names none")
    if not os.access(o.emulator, os.X_OK):
        skip("no " + o.emulator)
    if not shutil.which("qemu-img"):
        skip("no qemu-img")
    # A terminal so wide that the echo of a command is never cut into pieces.
    env = dict(os.environ, LC_ALL="C.UTF-8", VIRSH_HISTSIZE="0", TERM="vt100", COLUMNS="32000")
    for variable in ("DISPLAY", "LD_PRELOAD"):
        env.pop(variable, None)
    if o.virsh:
        words = o.virsh.split()
    else:
        build = os.path.abspath(o.build)
        words = [os.path.join(build, "bin/virsh")]
        env.update(LD_LIBRARY_PATH=os.path.join(build, "lib"), VIREO_LAUNCH=os.path.join(build, "bin/vireo-launch"))
        if not os.access(words[0], os.X_OK):
            skip("virsh is not built")

    seen, inputs = set(), []
    with open(os.path.join(corpus, "qemuxmlconf/manifest.jsonl")) as f:
        for line in f:
            case = json.loads(line)
            if case["params"]["arch"] != "x86_64" or case["result"] != "ok" or case["inputs"]["xml"] in seen:
                continue
            seen.add(case["inputs"]["xml"])
            inputs.append(os.path.join(corpus, case["inputs"]["xml"]))
    if o.only:
        inputs = [i for i in inputs if re.search(o.only, os.path.basename(i))]

    top = tempfile.mkdtemp(prefix="vireo-lines-", dir=o.root)
    os.chmod(top, 0o755)
    rewriter = Rewriter(Scratch(os.path.join(top, "own")), o.emulator, 4 << 20)
    left, documents = collections.Counter(), []
    for path in sorted(inputs):
        try:
            xml = rewriter.rewrite(path)
        except LeftOut as e:
            left[str(e)] += 1
            continue
        root = ET.fromstring(xml)
        documents.append((os.path.basename(path)[:-4], root.find("name").text, xml))
    usable = len(documents)
    if not everything and not o.only and usable > o.sample:
        documents = [documents[i * usable // o.sample] for i in range(o.sample)]

    work, results, lock = queue.Queue(), [], threading.Lock()
    for d in documents:
        work.put(d)

    def worker(number):
        root = os.path.join(top, f"root{number}")
        os.makedirs(os.path.join(root, "etc"))
        os.chmod(root, 0o755)
        # Ports are not shared out between drivers in several processes.
        with open(os.path.join(root, "etc/qemu.conf"), "w") as f:
            f.write(f"remote_display_port_min = {6000 + 100 * number}\nremote_display_port_max = {6099 + 100 * number}\n")
            if o.settings:
                f.write(open(o.settings).read())
        virsh = None
        while True:
            try:
                case, name, xml = work.get_nowait()
            except queue.Empty:
                break
            if virsh is None:
                virsh = Virsh(words, "qemu:///embed?root=" + root, env)
            path = os.path.join(root, "guest.xml")
            with open(path, "w") as f:
                f.write(xml)
            began = time.monotonic()
            try:
                start(virsh, name, path)
                outcome, why = "started", ""
            except Refused as e:
                outcome, why = "refused", str(e)
            except Failed as e:
                outcome, why = "failed", str(e)
                for pattern, reason in HOST_LACKS:
                    if re.search(pattern, why):
                        outcome, why = "host", reason
                        break
            except EOFError as e:
                outcome, why, virsh = "failed", str(e), None
            with lock:
                results.append({"case": case, "outcome": outcome, "why": why, "seconds": round(time.monotonic() - began, 2)})
        if virsh:
            virsh.close()

    began = time.monotonic()
    threads = [threading.Thread(target=worker, args=(i,)) for i in range(min(o.jobs, len(documents) or 1))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    took = time.monotonic() - began
    shutil.rmtree(top, ignore_errors=True)

    results.sort(key=lambda r: r["case"])
    if o.report:
        with open(o.report, "w") as f:
            for r in results:
                f.write(json.dumps(r) + "\n")
    count = collections.Counter(r["outcome"] for r in results)
    print(f"{len(inputs)} definitions, {sum(left.values())} left out, {usable} usable, {len(results)} tried in {took:.1f} s:",
          f"{count['started']} started, {count['refused']} refused by the driver, {count['host']} beyond this emulator, {count['failed']} failed")
    for reason, n in left.most_common():
        print(f"  left out {n:4}  {reason}")
    for outcome in ("host", "refused", "failed"):
        for r in results:
            if r["outcome"] == outcome:
                print(f"  {outcome:8} {r['case']}: {r['why']}")
    if not results:
        skip("nothing to start")
    sys.exit(1 if count["failed"] else 0)


if __name__ == "__main__":
    main()
