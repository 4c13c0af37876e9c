// SPDX-License-Identifier: LGPL-2.1-or-later
// Firmware descriptors: the JSON files by which distributions say what firmware they have and where it may be used
// (QEMU's interoperability document "firmware.json").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/domain/os.h"

namespace vireo::hv {

struct FirmwareDescriptor {
    struct Target {
        std::string arch;                   // in the spelling of definitions
        std::vector<std::string> machines;  // shell patterns
    };
    bool uefi = false, bios = false;
    bool flash = false;                     // else a ROM image in memory
    std::string mode;                       // flash: "split", "combined", "stateless"
    std::string path, nvram_template;
    model::StorageFormat format = model::StorageFormat::raw, nvram_format = model::StorageFormat::raw;
    std::vector<Target> targets;
    std::vector<std::string> features;      // "secure-boot", "requires-smm", ...

    bool has(std::string_view feature) const;
    bool fits(std::string_view arch, std::string_view machine) const;
};

// Nothing if the text is no descriptor that we can use.
std::optional<FirmwareDescriptor> parse_firmware(std::string_view text);

// Reads the folders; a file of a later folder takes the place of one with the same name in an earlier one, an empty one
// hides it. Sorted by file name.
std::vector<FirmwareDescriptor> load_firmware(const std::vector<std::string>& folders);

}  // namespace vireo::hv
