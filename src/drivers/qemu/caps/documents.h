// SPDX-License-Identifier: LGPL-2.1-or-later
// The documents that tell clients what this host and its emulators can do. Pure functions.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "drivers/qemu/caps/caps.h"
#include "hv/cpu/definition.h"
#include "hv/firmware/descriptor.h"
#include "model/domain/domain.h"

namespace vireo::qemu {

// <guest> elements of the capabilities document for these emulators, indented by two, each followed by a blank line.
std::string format_guest_caps(std::span<const std::shared_ptr<const QemuCaps>> emulators);
// The whole document; `host` is what hv::format_host_caps made.
std::string format_capabilities(const std::string& host, std::span<const std::shared_ptr<const QemuCaps>> emulators);

// What the host adds to an emulator's abilities.
struct DomainCapsHost {
    std::vector<std::string> loaders;      // firmware images that fit arch and machine
    bool efi = false, bios = true;         // firmware kinds that can be chosen by name
    bool secure_loader = false;            // one of them enforces secure boot
    bool vfio = false;                     // devices can be handed over
    bool vfio_anyway = false;              // whether the emulator knows the device or not
    std::vector<std::string> swtpm_versions;  // "1.2", "2.0"; empty: no emulated TPM
    bool rdp = false;
    unsigned kvm_vcpus = 0;                // the kernel's limit; 0: unknown
    int phys_bits = 0;
    unsigned sev_guests = 0, sev_es_guests = 0;  // that the processor can keep apart
    bool secure_s390 = false;              // Secure Execution
    const hv::cpu::Definition* cpu = nullptr;  // the processor, null: not known
    bool without_deprecated_features = false;  // in host-model
};

// Notes which firmware can be chosen for that machine, and the images themselves.
void add_firmware(DomainCapsHost& host, const QemuCaps& caps, const std::string& machine, std::span<const hv::FirmwareDescriptor> known);

// `machine` may be an alias; it is made canonical. Throws invalid_arg for an unknown machine.
std::string format_domain_caps(const QemuCaps& caps, model::VirtType type, const std::string& machine, const DomainCapsHost& host);

}  // namespace vireo::qemu
