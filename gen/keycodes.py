# SPDX-License-Identifier: LGPL-2.1-or-later
"""facts/keymaps.csv -> hv/keycodes.inc: one row per key with its code in each set of virKeycodeSet (-1: it has none)."""
import argparse
import csv
import os

# columns in the order of virKeycodeSet: linux, xt, atset1, atset2, atset3, osx, xt_kbd, usb, win32
COLUMNS = ["Linux Keycode", "AT set1 keycode", "AT set1 keycode", "AT set2 keycode", "AT set3 keycode", "OS-X Keycode", "Xfree86 KBD XT", "USB Keycodes", "Win32 Keycode"]


def number(text):
    return int(text, 0) if text else -1


def qnum(set1):
    """QEMU's number of a key: its set 1 code, the 0xe0 prefix folded into bit 7."""
    if set1 < 0:
        return -1
    return set1 if set1 <= 0x7f else (set1 & 0x7f) | 0x80


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--facts", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    os.makedirs(os.path.join(a.out, "hv"), exist_ok=True)
    with open(os.path.join(a.facts, "keymaps.csv"), newline="") as f:
        rows = list(csv.DictReader(f))
    with open(os.path.join(a.out, "hv", "keycodes.inc"), "w") as f:
        f.write("// Made by gen/keycodes.py from facts/keymaps.csv.\nconstexpr short keys[][10] = {\n")
        for r in rows:
            codes = [number(r[c]) for c in COLUMNS]
            codes.append(qnum(codes[2]))
            # 0xff on OS X means: no such key
            if codes[5] == 0xff:
                codes[5] = -1
            f.write("    {" + ", ".join(str(c if c < 32768 else c - 65536) for c in codes) + "},\n")
        f.write("};\n")


main()
