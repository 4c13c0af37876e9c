#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Gives domain documents to the reference's test driver and to ours and compares what comes back.

compare.py ECHO_PROGRAM FILE... ; prints a line per difference and the counts. Documents are turned into ones that a test
driver takes (type, architecture, no emulator). Random parts (UUIDs, MAC addresses) are blanked."""
import difflib, os, re, subprocess, sys, tempfile

try:
    import libvirt
except ImportError:
    print("skipped: python3-libvirt is not installed")
    sys.exit(0)

show = "-v" in sys.argv
args = [a for a in sys.argv[1:] if a != "-v"]
echo, files = args[0], args[1:]
libvirt.registerErrorHandler(lambda c, e: None, None)
conn = libvirt.open("test:///default")


def prepare(text):
    text = re.sub(r"<domain\b([^>]*?)\btype=(['\"])[a-z]+\2", r"<domain\1type='test'", text, count=1)
    text = re.sub(r"\sid='\d+'", "", text, count=1) if re.search(r"<domain[^>]*\sid='", text) else text
    text = text.replace("<name>test</name>", "<name>test-renamed</name>")
    text = re.sub(r"<emulator>.*?</emulator>", "", text)
    text = re.sub(r"(<type\b[^>]*?)arch=(['\"])[a-z0-9_]+\2", r"\1arch='i686'", text, count=1)
    if not re.search(r"<type\b[^>]*arch=", text):
        text = re.sub(r"<type\b", "<type arch='i686'", text, count=1)
    return text


def blank(text):
    text = re.sub(r"<uuid>[^<]*</uuid>", "<uuid/>", text, count=1)
    text = re.sub(r"<genid>[^<]*</genid>", "<genid/>", text)
    text = re.sub(r"<mac address='52:54:00:[0-9a-f:]+'", "<mac address='52:54:00:-'", text)
    text = re.sub(r"\n *<target dev='testnet\d+'/>", "", text)
    return text


def reference(text):
    try:
        d = conn.defineXML(text)
    except libvirt.libvirtError as e:
        return ("error", e.get_error_code(), e.get_error_domain(), e.get_error_message())
    try:
        return ("ok", blank(d.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE | libvirt.VIR_DOMAIN_XML_SECURE)))
    finally:
        d.undefine()


child = subprocess.Popen([echo], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def ours(path):
    child.stdin.write(path.encode() + b"\n")
    child.stdin.flush()
    head = child.stdout.readline().split()
    body = child.stdout.read(int(head[-1]) + 1)[:-1].decode(errors="replace")
    return ("ok", blank(body)) if head[0] == b"ok" else ("error", int(head[1]), int(head[2]), body)


same = different = 0
with tempfile.NamedTemporaryFile("w", suffix=".xml") as tmp:
    for f in files:
        try:
            text = open(f).read()
        except UnicodeDecodeError:
            continue
        if "<domain" not in text:
            continue
        text = prepare(text)
        tmp.seek(0)
        tmp.truncate()
        tmp.write(text)
        tmp.flush()
        want, got = reference(text), ours(tmp.name)
        if want == got:
            same += 1
            continue
        different += 1
        name = os.path.basename(f)
        if want[0] == "ok" and got[0] == "ok":
            print(f"DIFF {name}")
            if show:
                for line in difflib.unified_diff(want[1].splitlines(), got[1].splitlines(), lineterm="", n=0):
                    if line[:3] not in ("---", "+++") and line[:2] != "@@":
                        print("   ", line)
        else:
            print(f"DIFF {name}: wanted {want if want[0] == 'error' else 'ok'}; got {got if got[0] == 'error' else 'ok'}")
print(f"{same} same, {different} different")
