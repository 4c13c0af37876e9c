# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs the cases of corpus family "virsh" and compares output byte for byte.

run.py VIRSH [--pinned FILE] [--show] [--update] [case...]
The corpus is found through VIREO_CORPUS (default: ../shared/corpus beside the source tree). Fails when a pinned case fails;
--update writes the cases that pass to the pinned file.
"""
import argparse, base64, json, os, subprocess, sys, tempfile, threading

HERE = os.path.dirname(os.path.abspath(__file__))


def unpack(tree, folder):
    for path, entry in tree.items():
        full = os.path.join(folder, path)
        os.makedirs(os.path.dirname(full) if "dir" not in entry else full, exist_ok=True)
        if "link" in entry:
            os.symlink(entry["link"], full)
        elif "dir" not in entry:
            data = entry["text"].encode() if "text" in entry else base64.b64decode(entry["base64"])
            with open(full, "wb") as f:
                f.write(data)


def run(case, virsh, corpus, scratch):
    p = case["params"]
    fill = {"{corpus}": corpus}
    for name, path in case["inputs"].items():
        if path.endswith(".json"):
            continue
        with open(os.path.join(corpus, path)) as f:
            fill["{" + name + "}"] = f.read()
    feeder = None
    if p.get("fifo_path_prefix"):
        fifo = tempfile.mktemp(prefix=os.path.basename(p["fifo_path_prefix"]), dir=os.path.dirname(p["fifo_path_prefix"]))
        os.mkfifo(fifo)
        fill["{fifo}"] = fifo

        def feed():
            with open(fifo, "w") as f:
                f.write(" " * 143360 + p["fifo_xml"])
        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()

    def put(text):
        for k, v in fill.items():
            text = text.replace(k, v)
        while "{tree:" in text:
            name = text[text.index("{tree:") + 6:].split("}")[0]
            folder = tempfile.mkdtemp(dir=scratch)
            with open(os.path.join(corpus, "virsh", name)) as f:
                unpack(json.load(f), folder)
            text = text.replace("{tree:" + name + "}", folder)
        return text
    env = {k: v for k, v in os.environ.items() if not k.startswith(("VIRSH_", "LIBVIRT_"))}
    env.update(LANG="C", LC_ALL="C", **{k: put(v) for k, v in p.get("env", {}).items()})
    r = subprocess.run([virsh] + [put(a) for a in p["argv"][1:]], input=p.get("stdin", "").encode(), stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, env=env, timeout=60)
    out = r.stdout.decode("utf-8", "replace")
    if r.returncode:
        out += f"\n## Exit code: {r.returncode}\n"
    if feeder:
        os.unlink(fill["{fifo}"])
    drop = p.get("drop_lines_containing")
    while drop and drop in out:
        at = out.index(drop)
        end = out.find("\n", at + 1)
        out = out[:at] + (out[end:] if end >= 0 else "")
    with open(os.path.join(corpus, case["expected"]["out"])) as f:
        want = f.read()
    return out, want


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("virsh")
    ap.add_argument("--pinned")
    ap.add_argument("--show", action="store_true")
    ap.add_argument("--update", action="store_true")
    ap.add_argument("cases", nargs="*")
    a = ap.parse_args()
    corpus = os.path.abspath(os.environ.get("VIREO_CORPUS", os.path.join(HERE, "..", "..", "..", "..", "shared", "corpus")))
    manifest = os.path.join(corpus, "virsh", "manifest.jsonl")
    if not os.path.exists(manifest):
        print(f"skipped: no corpus at {corpus}")
        return
    pinned = set()
    if a.pinned and os.path.exists(a.pinned):
        with open(a.pinned) as f:
            pinned = {line.strip() for line in f if line.strip() and not line.startswith("#")}
    with open(manifest) as f:
        cases = [json.loads(line) for line in f]
    probe = subprocess.run([a.virsh, "-c", "test:///default", "uri"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if probe.returncode:
        print(f"skipped: the library cannot open test:///default: {probe.stdout.decode().strip()}")
        return
    passed, failed, skipped, broken = [], [], [], []
    with tempfile.TemporaryDirectory() as scratch:
        for case in cases:
            name = case["id"]
            if a.cases and name not in a.cases:
                continue
            if case["params"].get("not_as_root") and os.geteuid() == 0:
                skipped.append(name)
                continue
            try:
                out, want = run(case, a.virsh, corpus, scratch)
            except subprocess.TimeoutExpired:
                out, want = "(timeout)", ""
            (passed if out == want else failed).append(name)
            if out != want:
                if name in pinned:
                    broken.append(name)
                print(f"FAILED {name}" + (" (pinned)" if name in pinned else ""))
                if a.show:
                    import difflib
                    sys.stdout.writelines(difflib.unified_diff(want.splitlines(True), out.splitlines(True), "expected", "got"))
    print(f"{len(passed)} passed, {len(failed)} failed, {len(skipped)} skipped")
    if a.update:
        with open(a.pinned, "w") as f:
            f.write("# Cases that pass; run.py fails when one of them does not.\n" + "".join(n + "\n" for n in passed))
    sys.exit(1 if broken else 0)


main()
