#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Hostile arguments: no public function may crash on them, and where the distribution's libvirt is installed, code,
# domain, texts and return value must be the same for NULL and 0 everywhere.
# null_args_test.sh OUR_LIBDIR THEIR_LIBDIR FACTS
ours=$1 theirs=$2 facts=$3
here=$(dirname "$0")
[ -e "$ours/libvirt.so.0" ] || { echo "skipped: no libvirt.so.0 in $ours"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
LD_LIBRARY_PATH=$ours python3 -B "$here/../sanitized.py" "$ours/libvirt.so.0" python3 -B "$here/null_args.py" "$ours" "$facts" >"$work/ours" 2>"$work/log" || { cat "$work/log"; exit 1; }
echo "$(wc -l <"$work/ours") calls"
if grep '"crashed"' "$work/ours"; then
    exit 1
fi
[ -e "$theirs/libvirt.so.0" ] || { echo "no distribution library in $theirs to compare with"; exit 0; }
LD_LIBRARY_PATH=$theirs python3 -B "$here/null_args.py" "$theirs" "$facts" >"$work/theirs" 2>"$work/log" || { cat "$work/log"; exit 1; }
python3 -B "$here/null_args_compare.py" "$work/ours" "$work/theirs" --cases null
