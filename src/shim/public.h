// SPDX-License-Identifier: LGPL-2.1-or-later
// The C interface as this room defines it: the library is compiled with hidden symbols, these are the exceptions.
#pragma once

// The counts of enumerations belong to the interface only where they are asked for.
#define VIR_ENUM_SENTINELS
#pragma GCC visibility push(default)
#include "libvirt/libvirt.h"
#include "libvirt/virterror.h"

#include "libvirt/libvirt-admin.h"
#include "libvirt/libvirt-lxc.h"
#include "libvirt/libvirt-qemu.h"
#pragma GCC visibility pop
