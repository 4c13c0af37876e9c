#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# Each public header compiles alone, without a warning, as old C, as current C and as C++.
# headers_test.sh INCLUDE_DIR CC CXX
include=$1 cc=$2 cxx=$3 bad=0 n=0
for h in "$include"/libvirt/*.h; do
    name=$(basename "$h")
    for form in "$cc -x c -ansi" "$cc -x c -std=gnu89" "$cc -x c -std=c17 -Wstrict-prototypes" "$cxx -x c++ -std=c++98" "$cxx -x c++ -std=c++20"; do
        n=$((n + 1))
        printf '#define VIR_ENUM_SENTINELS\n#include <libvirt/%s>\nint here;\n' "$name" |
            $form -Wall -Wextra -Werror -I "$include" -fsyntax-only - || { echo "failed: $form $name"; bad=1; }
    done
done
echo "$n compilations"
exit $bad
