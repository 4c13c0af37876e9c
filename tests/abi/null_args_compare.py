# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares what two libraries answer to hostile arguments (see null_args.py).

null_args_compare.py OURS.jsonl THEIRS.jsonl [--cases null,rw,ro] [--brief]

A crash of theirs is no example to follow: then ours only has to answer. Prints each difference; exit 1 if there is one.
"""
import json
import sys


def load(path):
    with open(path) as f:
        return {(r["case"], r["function"]): r for r in map(json.loads, f)}


def main():
    ours, theirs = load(sys.argv[1]), load(sys.argv[2])
    cases = sys.argv[sys.argv.index("--cases") + 1].split(",") if "--cases" in sys.argv else ["null", "rw", "ro"]
    same = different = 0
    for key, t in sorted(theirs.items()):
        if key[0] not in cases or "absent" in t:
            continue
        o = ours.get(key)
        if o is None:
            continue
        if "crashed" in t and "crashed" not in o:
            same += 1
            continue
        for r in (o, t):  # older releases do not number their place holders
            if r.get("error") and r["error"]["str1"]:
                r["error"]["str1"] = r["error"]["str1"].replace("%1$s", "%s")
        pick = lambda r: (r.get("crashed"), r.get("result"), r.get("error") and tuple(sorted((k, str(v)) for k, v in r["error"].items())))
        if pick(o) == pick(t):
            same += 1
            continue
        different += 1
        brief = lambda r: r.get("crashed") or (r.get("result"), r.get("error") and
                                               (r["error"]["code"], r["error"]["domain"], r["error"]["message"], r["error"]["str1"], r["error"]["str2"], r["error"]["int1"]))
        print(key[0], key[1], "\n    ours  ", brief(o), "\n    theirs", brief(t))
    print(f"{same} of {same + different} the same")
    sys.exit(1 if different else 0)


main()
