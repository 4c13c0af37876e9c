// SPDX-License-Identifier: LGPL-2.1-or-later
// The host, driver and emulator that recorded QEMU cases were made with (FACTS.md of the family qemuxmlconf), as values.
#pragma once

#include <vector>

#include "../../golden.h"
#include "drivers/qemu/argv/command_line.h"
#include "drivers/qemu/caps/caps.h"
#include "drivers/qemu/config.h"
#include "drivers/qemu/rules/fill.h"
#include "drivers/qemu/rules/volume.h"
#include "hv/firmware/descriptor.h"
#include "model/domain/domain.h"

namespace golden::qemu {

// What the case's emulator can do: the recorded document, with the case's flags added and taken away.
vireo::qemu::QemuCaps caps_of(const Case& c);

// The firmware that the recorded host has.
const std::vector<vireo::hv::FirmwareDescriptor>& firmware(const Case& c);

// The recorded host's processor; nothing on architectures where it does not matter.
std::optional<vireo::hv::cpu::Definition> host_cpu(const Case& c);

vireo::qemu::rules::FillOptions fill_options(const Case& c);

// The driver's configuration, with the case's changes.
vireo::qemu::Config config_of(const Case& c);
// A variable of the daemon's environment; empty if it has none of that name.
std::string daemon_variable(const Case& c, const char* name);
// Does the guest wait for its state from elsewhere?
bool arrives(const Case& c);

// What the recorded host had prepared for a guest that starts; the definition learns its part of that.
vireo::qemu::argv::Bindings bindings(const Case& c, vireo::model::Domain& d);

// Text of a recorded command, as words; see "The .args text" in FACTS.md. Words of the environment come first.
std::vector<std::string> words_of_command(const std::string& text);

// A volume of the recorded storage pools.
std::optional<vireo::qemu::rules::VolumePlace> volume(const Case& c, const std::string& pool, const std::string& volume);

}  // namespace golden::qemu
