// SPDX-License-Identifier: LGPL-2.1-or-later
// What a definition leaves open and QEMU (or libvirt's choice for QEMU) decides. Pure functions over values.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "drivers/qemu/caps/caps.h"
#include "hv/cpu/definition.h"
#include "drivers/qemu/rules/machine.h"
#include "hv/firmware/choose.h"
#include "model/domain/domain.h"

namespace vireo::qemu::rules {

struct FillOptions {
    bool abi_update = false;       // a new definition: what the guest sees may be chosen freely
    std::string host_arch = "x86_64";
    bool allow_host_audio = false; // vnc_allow_host_audio
    bool nographics_host_audio = false;
    std::string audio_driver, sdl_audio_driver;  // QEMU_AUDIO_DRV and SDL_AUDIODRIVER of the daemon's environment
    // Versions of TPMs that the host's emulator makes; absent: not known, so none is refused.
    std::optional<std::vector<std::string>> tpm_versions;
    std::string security_model = "none";         // of the driver that labels guests
    std::string lib_dir = "/var/lib/libvirt/qemu", channel_dir = "/var/run/libvirt/qemu/channel";
    // Number of the IOMMU group of a PCI device of the host, nothing for one that is not there; null: nobody knows.
    std::function<std::optional<unsigned>(const model::PciAddress&)> iommu_group;
    const std::vector<hv::FirmwareDescriptor>* firmware = nullptr;  // null: none is known
    // Images from the time before descriptors, and the variables that belong to them.
    std::vector<hv::FirmwarePair> legacy_firmware = {{"/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd"},
                                                     {"/usr/share/OVMF/OVMF_CODE.secboot.fd", "/usr/share/OVMF/OVMF_VARS.fd"},
                                                     {"/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd"},
                                                     {"/usr/share/AAVMF/AAVMF32_CODE.fd", "/usr/share/AAVMF/AAVMF32_VARS.fd"}};
    std::string nvram_dir = "/var/lib/libvirt/qemu/nvram";
};

// After model::fill_in: names the architecture and the virtualization type, so that an emulator can be looked for.
void choose_arch(model::Domain& d, const FillOptions& o);

// Completes the definition: machine, CPU, controllers, models and addresses. The emulator is named already. Throws
// config_unsupported or xml_error for what cannot be completed.
void fill_in(model::Domain& d, const QemuCaps& caps, const FillOptions& o);

// Refuses buses that the machine cannot have; before addresses are handed out on them.
void check_roots(const model::Domain& d);

// Says that no firmware fits.
[[noreturn]] void no_firmware(const model::Domain& d);

// Refuses a completed definition that this emulator cannot run: config_unsupported, xml_error or internal_error with
// libvirt's wording.
// `spice_tls`: are there certificates for secure ports?
void check(const model::Domain& d, const QemuCaps& caps, bool spice_tls = true);

// Device aliases as QEMU will know them; those that begin with "ua-" are kept.
void assign_aliases(model::Domain& d);

// Numbers of image nodes ("libvirt-3-format") for all disks, from 1.
void assign_nodes(model::Domain& d, const QemuCaps& caps);
// The part of that which no document holds, for a guest that runs already: whether raw images have a node of their format.
void mark_raw_layers(model::Domain& d, const QemuCaps& caps);

// Turns <boot dev> into boot orders of single devices; for a definition that is about to start.
void assign_boot(model::Domain& d);
// Takes back what assign_boot gave: the document of a running guest says <boot dev> as its definition does.
void forget_boot(model::Domain& d);

// All that a start adds to a stored definition: the three above, places on buses that are chosen late, sizes of memory
// as emulators take them. arriving: the guest comes from another host or a saved image, and is as it was there. Throws
// what check_start finds.
// `host_cpu`: the processor of this machine, null: not known.
void prepare_start(model::Domain& d, const QemuCaps& caps, const hv::cpu::Definition* host_cpu = nullptr, bool arriving = false);
// Refuses what may be defined, but not started with this emulator.
void check_start(const model::Domain& d, const QemuCaps& caps);

Accelerator accelerator_of(const model::Domain& d);

}  // namespace vireo::qemu::rules
