#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# The pkg-config files answer what build systems of clients ask.   pkgconfig_test.sh PC_DIR VERSION
dir=$1 version=$2 bad=0
command -v pkg-config >/dev/null || { echo "skipped: no pkg-config"; exit 77; }
export PKG_CONFIG_LIBDIR=$dir PKG_CONFIG_PATH=
same() { # what, expected, got
    [ "$2" = "$3" ] || { echo "$1: expected '$2', got '$3'"; bad=1; }
}
for pair in libvirt:virt libvirt-qemu:virt-qemu libvirt-lxc:virt-lxc libvirt-admin:virt-admin; do
    name=${pair%%:*} library=${pair#*:}
    same "$name version" "$version" "$(pkg-config --modversion $name)"
    case " $(pkg-config --libs $name) " in *" -l$library "*) ;; *) echo "$name: no -l$library"; bad=1 ;; esac
    for variable in prefix exec_prefix libdir includedir datarootdir; do
        [ -n "$(pkg-config --variable=$variable $name)" ] || { echo "$name: no $variable"; bad=1; }
    done
    variable=$(echo $name | tr - _)_api
    same "$name $variable" "$(pkg-config --variable=datarootdir $name)/libvirt/api/$name-api.xml" "$(pkg-config --variable=$variable $name)"
done
for name in libvirt-qemu libvirt-lxc; do
    same "$name requires" libvirt "$(pkg-config --print-requires $name)"
done
[ -n "$(pkg-config --variable=libvirt_qemu_api libvirt)" ] || { echo "libvirt: no libvirt_qemu_api"; bad=1; }
[ -n "$(pkg-config --variable=libvirt_lxc_api libvirt)" ] || { echo "libvirt: no libvirt_lxc_api"; bad=1; }
exit $bad
