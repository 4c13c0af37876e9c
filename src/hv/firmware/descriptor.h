// SPDX-License-Identifier: LGPL-2.1-or-later
// Firmware descriptors: the JSON files by which distributions say what firmware they have and where it may be used
// (QEMU's interoperability document "firmware.json").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/fwd.h"
#include "model/domain/os.h"

namespace vireo::hv {

struct FirmwareDescriptor {
    struct Target {
        std::string arch;                   // in the spelling of definitions
        std::vector<std::string> machines;  // shell patterns
    };
    std::vector<std::string> interfaces;    // "uefi", "bios", "openfirmware", "uboot"
    std::string device;                     // "flash", "memory", "kernel"
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

// What we understand of a descriptor, as a document again; features that we do not know are left out.
json::Json format_firmware(const FirmwareDescriptor& descriptor);

// Nothing if the text is no descriptor that we can use.
std::optional<FirmwareDescriptor> parse_firmware(std::string_view text);

// The files that count: one of a later folder takes the place of one with the same name in an earlier folder, an empty
// one hides it. Sorted by file name.
std::vector<std::string> descriptor_files(const std::vector<std::string>& folders);

// What the firmware of this host offers to guests of one kind.
struct FirmwareOffer {
    bool bios = false, efi = false;
    bool secure_boot = false;               // some image enforces it
    struct Image {
        std::string code, nvram;            // nvram: empty if it has none
        bool operator==(const Image&) const = default;
    };
    std::vector<Image> images;              // in order of preference, each once
};
FirmwareOffer offered_firmware(const std::vector<FirmwareDescriptor>& known, std::string_view arch, std::string_view machine);

// Reads the folders; a file of a later folder takes the place of one with the same name in an earlier one, an empty one
// hides it. Sorted by file name.
std::vector<FirmwareDescriptor> load_firmware(const std::vector<std::string>& folders);

}  // namespace vireo::hv
