// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/firmware/choose.h"

#include <algorithm>

namespace vireo::hv {

using namespace model;

namespace {

std::optional<bool> wanted(const Os& os, std::string_view feature) {
    for (const auto& f : os.firmware_features)
        if (f.name == feature && f.enabled != YesNo::absent) return f.enabled == YesNo::yes;
    return std::nullopt;
}

// The format that images must have: what was asked for, else raw, unless the guest is new.
std::optional<StorageFormat> wanted_format(const Os& os, bool any) {
    if (os.loader && os.loader->format != StorageFormat::none) return os.loader->format;
    if (os.nvram) {
        if (os.nvram->source.format != StorageFormat::none) return os.nvram->source.format;
        if (os.nvram->template_format != StorageFormat::none) return os.nvram->template_format;
    }
    if (any) return std::nullopt;
    return StorageFormat::raw;
}

bool matches(const FirmwareDescriptor& f, const model::Domain& d, FirmwareKind kind, bool any_format) {
    const Os& os = d.os;
    if (kind == FirmwareKind::efi ? !f.uefi : !f.bios) return false;
    if (!f.fits(os.arch, os.machine)) return false;
    for (std::string_view name : {"secure-boot", "enrolled-keys"})
        if (auto w = wanted(os, name); w && *w != f.has(name)) return false;
    // Enrolled keys mean nothing without secure boot.
    if (auto keys = wanted(os, "enrolled-keys"); keys && *keys && !f.has("secure-boot")) return false;
    const Loader* l = os.loader.get();
    if (l && l->readonly == YesNo::no) return false;
    if (l && l->secure == YesNo::yes && !(f.has("secure-boot") && f.has("requires-smm"))) return false;
    if (l && l->secure == YesNo::no && f.has("requires-smm")) return false;
    if (d.features.smm == OnOff::off && f.has("requires-smm")) return false;
    if (d.suspend_to_mem == YesNo::yes && !f.has("acpi-s3")) return false;
    if (d.suspend_to_disk == YesNo::yes && !f.has("acpi-s4")) return false;
    if (d.launch_security) {
        const auto type = d.launch_security->type;
        if (type == LaunchSecurityType::sev_snp && !f.has("amd-sev-snp")) return false;
        if (type == LaunchSecurityType::sev) {
            const bool es = (d.launch_security->policy.value_or(0) & 4) != 0;
            if (!f.has(es ? "amd-sev-es" : "amd-sev")) return false;
        }
    }
    if (l && l->type == LoaderType::rom && f.flash) return false;
    if (l && l->type == LoaderType::pflash && !f.flash) return false;
    if (f.flash) {
        const bool stateless = l && l->stateless == YesNo::yes;
        const bool stateful = (l && l->stateless == YesNo::no) || os.nvram;
        if (stateless != (f.mode == "stateless") && (stateless || stateful || f.mode == "stateless")) {
            // Stateless images need no variables, so they serve whoever did not ask for any; not the other way round.
            if (stateless || stateful) return false;
        }
        if (f.mode == "combined") return false;
        if (auto w = wanted_format(os, any_format); w && f.format != *w) return false;
        if (f.mode == "split" && os.nvram && os.nvram->template_format != StorageFormat::none && f.nvram_format != os.nvram->template_format) return false;
    } else if (l && (l->stateless == YesNo::no || os.nvram)) {
        return false;
    }
    return true;
}

// Variables that come from elsewhere may hold any keys.
bool foreign_variables(const Os& os) {
    return os.nvram && os.nvram->source.type != StorageType::none && os.nvram->source.type != StorageType::file;
}

void set_features(Os& os, const FirmwareDescriptor& f) {
    for (std::string_view name : {"enrolled-keys", "secure-boot"}) {
        if (wanted(os, name)) continue;
        if (name == "enrolled-keys" && foreign_variables(os)) continue;
        os.firmware_features.push_back({std::string(name), f.has(name) ? YesNo::yes : YesNo::no});
    }
    std::sort(os.firmware_features.begin(), os.firmware_features.end(), [](auto& a, auto& b) { return a.name < b.name; });
}

void apply(model::Domain& d, const FirmwareDescriptor& f, const std::string& nvram_dir, bool new_guest) {
    Os& os = d.os;
    Loader& l = os.loader.need();
    if (!f.flash) {
        l.type = LoaderType::rom;
        l.path = f.path;
        l.format = StorageFormat::raw;
        set_features(os, f);
        return;
    }
    l.type = LoaderType::pflash;
    l.readonly = YesNo::yes;
    l.path = f.path;
    l.format = f.format;
    if (f.has("secure-boot") && f.has("requires-smm") && l.secure == YesNo::absent) l.secure = YesNo::yes;
    if (f.has("requires-smm")) d.features.smm = OnOff::on, d.features_given = true;
    set_features(os, f);
    if (f.mode == "stateless") {
        l.stateless = YesNo::yes;
        return;
    }
    NvramStore& n = os.nvram.need();
    // Variables on the network are made by whoever put them there.
    if (n.source.type == StorageType::none || n.source.type == StorageType::file) {
        if (n.template_path.empty()) n.template_path = f.nvram_template;
        if (n.template_format == StorageFormat::none) n.template_format = f.nvram_format;
    }
    if (n.source.format == StorageFormat::none) n.source.format = f.nvram_format;
    if (n.source.type == StorageType::none) n.source.type = StorageType::file;
    if (n.source.type == StorageType::file && n.source.path.empty()) {
        std::string extension = n.source.format == StorageFormat::qcow2 ? "qcow2" : "fd";
        // A new guest's variables are called as their template is.
        if (const auto dot = n.template_path.rfind('.'); new_guest && dot != std::string::npos && n.template_path.find('/', dot) == std::string::npos)
            extension = n.template_path.substr(dot + 1);
        n.source.path = fmt::format("{}/{}_VARS.{}", nvram_dir, d.name, extension);
    }
}

// Images that have their variables in a well-known place, from the time before descriptors.
void complete_legacy(Os& os, std::span<const FirmwarePair> legacy) {
    const Loader& l = *os.loader;
    if (l.readonly == YesNo::no || l.stateless == YesNo::yes) return;
    for (const FirmwarePair& pair : legacy) {
        if (pair.code != l.path) continue;
        if (foreign_variables(os)) return;
        NvramStore& n = os.nvram.need();
        if (n.template_path.empty()) n.template_path = pair.variables;
        if (n.template_format == StorageFormat::none) n.template_format = StorageFormat::raw;
        return;
    }
}

// A loader named by its path: what the descriptors know about that very image.
void complete_manual(model::Domain& d, std::span<const FirmwareDescriptor> known, std::span<const FirmwarePair> legacy, const std::string& nvram_dir) {
    Os& os = d.os;
    Loader& l = *os.loader;
    if (l.type != LoaderType::pflash) {
        if (l.type == LoaderType::none) l.type = LoaderType::rom;
        if (l.stateless == YesNo::absent && l.format == StorageFormat::none) l.format = StorageFormat::raw;
        return;
    }
    if (l.format == StorageFormat::none) l.format = StorageFormat::raw;
    bool described = false;
    for (const FirmwareDescriptor& f : known) {
        if (l.readonly == YesNo::no || (l.stateless == YesNo::yes && f.mode != "stateless")) continue;
        if (!f.flash || f.path != l.path || !f.fits(os.arch, os.machine)) continue;
        if (l.secure == YesNo::yes && !f.has("secure-boot")) continue;
        // Several may share an image and differ in the variables that belong to it.
        if (os.nvram && !os.nvram->template_path.empty() && os.nvram->template_path != f.nvram_template) continue;
        described = true;
        if (f.uefi) os.firmware = FirmwareKind::efi;
        set_features(os, f);
        if (f.mode == "stateless") {
            l.stateless = YesNo::yes;
            break;
        }
        if (l.stateless != YesNo::yes && f.mode == "split") {
            NvramStore& n = os.nvram.need();
            if (n.source.type == StorageType::none || n.source.type == StorageType::file) {
                if (n.template_path.empty()) n.template_path = f.nvram_template;
                if (n.template_format == StorageFormat::none) n.template_format = f.nvram_format;
            }
            if (n.source.format == StorageFormat::none) n.source.format = f.nvram_format;
        }
        break;
    }
    if (!described) complete_legacy(os, legacy);
    if (os.nvram) {
        NvramStore& n = *os.nvram;
        if (n.source.format == StorageFormat::none) n.source.format = StorageFormat::raw;
        if (n.source.type == StorageType::none) n.source.type = StorageType::file;
        if (n.source.type == StorageType::file && n.source.path.empty())
            n.source.path = fmt::format("{}/{}_VARS.{}", nvram_dir, d.name, n.source.format == StorageFormat::qcow2 ? "qcow2" : "fd");
    }
}

}  // namespace

bool choose_firmware(model::Domain& d, std::span<const FirmwareDescriptor> known, std::span<const FirmwarePair> legacy, const std::string& nvram_dir,
                     bool new_guest) {
    Os& os = d.os;
    if (os.loader && !os.loader->path.empty()) {
        complete_manual(d, known, legacy, nvram_dir);
        return true;
    }
    if (os.firmware == FirmwareKind::none) return true;
    for (const FirmwareDescriptor& f : known)
        if (matches(f, d, os.firmware, new_guest)) {
            // SeaBIOS is what the machine has anyway.
            if (os.firmware == FirmwareKind::bios && !f.flash && !os.loader) return true;
            apply(d, f, nvram_dir, new_guest);
            return true;
        }
    if (os.loader && os.loader->format == StorageFormat::none) os.loader->format = StorageFormat::raw;
    return false;
}

}  // namespace vireo::hv
