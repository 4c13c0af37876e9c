#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Runs the same command lines through two virsh programs and shows where their output or exit code differs.
# Usage: virsh_compare.sh [-u URI] [-f LIST] [-d FOLDER] OURS REFERENCE      (both may be commands with arguments, quoted)
# LIST holds one line per run (default: virsh_commands.txt beside this script); lines that start with '#' are comments; '@'
# stands for FOLDER/1 in lines for OURS and for FOLDER/2 in lines for REFERENCE. With an empty URI each program names its own with -c, so that two daemons can be compared.
# Figures that change with the clock are masked before comparing. Exit code: 0 when nothing differs.
set -u
uri=test:///default
list=$(dirname "$0")/virsh_commands.txt
folder=/nonexistent
while getopts u:f:d: o; do
  case $o in u) uri=$OPTARG ;; f) list=$OPTARG ;; d) folder=$OPTARG ;; *) exit 2 ;; esac
done
shift $((OPTIND - 1))
[ $# = 2 ] || { sed -n 3,6p "$0"; exit 2; }
mask() {
  sed -E -e "s#$folder/[12]#@#g" -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}[ -][0-9:]{8}/DATE/g' -e 's/[0-9]+\.[0-9] ?s$/TIME/' -e 's/\b1[0-9]{9}\b/EPOCH/g' \
      -e 's/^(.*(rx|tx|rd|wr)_[a-z]+|.* errs) [0-9]+$/\1 N/' -e 's/\(Time: [0-9.]+ ms\)/(Time)/' -e 's/(Time: )[0-9]+/\1N/' \
      -e 's/(cpu.time|user.time|system.time|cpu_time|user_time|system_time|vcpu_time) +[0-9.]+ s.*/\1 N/' -e 's/virsh[A-Za-z0-9]{6}\.xml/virshX.xml/' \
      -e 's/<(uuid|creationTime)>[^<]*/<\1>X/' -e 's/[0-9a-f]{8}-[0-9a-f-]{27}/UUID/g' -e 's/^((user|system|idle|iowait|intr): +)[0-9]+/\1N/'
}
same=0 differ=0
while IFS= read -r line; do
  case $line in ''|'#'*) continue ;; esac
  a=$( { EDITOR=true LC_ALL=C timeout 20 $1 ${uri:+-c "$uri"} "${line//@/$folder/1}" 2>&1 </dev/null; echo "exit $?"; } | mask)
  b=$( { EDITOR=true LC_ALL=C timeout 20 $2 ${uri:+-c "$uri"} "${line//@/$folder/2}" 2>&1 </dev/null; echo "exit $?"; } | mask)
  if [ "$a" = "$b" ]; then
    same=$((same + 1))
  else
    differ=$((differ + 1))
    printf '=== %s\n' "$line"
    diff <(printf '%s\n' "$a") <(printf '%s\n' "$b") | sed -n '1,24p'
  fi
done <"$list"
printf '%d same, %d differ\n' "$same" "$differ"
[ "$differ" = 0 ]
