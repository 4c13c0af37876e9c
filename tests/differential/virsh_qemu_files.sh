#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# virsh_qemu_files.sh FOLDER: the documents and images that virsh_qemu_commands.txt names.
set -eu
d=$1
mkdir -p "$d"
qemu-img create -q -f qcow2 "$d/disk.qcow2" 16M
chmod 0666 "$d/disk.qcow2"
guest() {  # NAME MIDDLE DEVICES
  printf "<domain type='qemu'>\n  <name>%s</name>\n  <memory unit='MiB'>64</memory>\n  <vcpu current='1'>2</vcpu>\n%s\n  <devices>\n%s\n  </devices>\n</domain>\n" "$1" "$2" "$3"
}
os="  <os><type arch='x86_64' machine='q35'>hvm</type></os>"
disk="<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='$d/disk.qcow2'/><target dev='vda' bus='virtio'/></disk>"
guest dt "$os" "$disk
<interface type='user'><mac address='52:54:00:11:22:33'/><model type='virtio'/></interface><serial type='pty'/><graphics type='vnc' autoport='yes'/><video><model type='vga'/></video>" |
  sed 's#<name>#<uuid>c7a5fdbd-cdaf-9455-926a-d65c16db1809</uuid><name>#' >"$d/plain.xml"
guest tr "$os" "" >"$d/transient.xml"
guest md "$os" "<disk type='file' device='disk'><source file='$d/nosuch.img'/><target dev='vda' bus='virtio'/></disk>" >"$d/missingdisk.xml"
guest bb "$os" "<interface type='bridge'><source bridge='nosuchbr0'/></interface>" >"$d/badbridge.xml"
guest bn "$os" "<interface type='network'><source network='nosuchnet'/></interface>" >"$d/badnet.xml"
guest dd "$os" "$disk$disk" >"$d/dupdisk.xml"
guest bp "$os" "<video><model type='vga'/><address type='pci' bus='0x77' slot='0x01'/></video>" >"$d/badpci.xml"
guest ba "  <os><type arch='nosuch'>hvm</type></os>" "" >"$d/badarch.xml"
guest bm "  <os><type arch='x86_64' machine='nosuch'>hvm</type></os>" "" >"$d/badmachine.xml"
guest ne "$os" "<emulator>/nosuch</emulator>" >"$d/nosuch-emulator.xml"
guest ue "  <os firmware='efi'><type arch='x86_64' machine='q35'>hvm</type></os>" "" >"$d/uefi.xml"
guest x "$os" "" | sed '/<name>/d' >"$d/noname.xml"
guest x "$os" "" | sed '/<memory/d' >"$d/nomem.xml"
printf '<domain type="qemu">\n  <name>x</name\n</domain>\n' >"$d/broken.xml"
