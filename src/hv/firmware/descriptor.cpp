// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/firmware/descriptor.h"

#include <fnmatch.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "json/json.h"
#include "run/store.h"

namespace vireo::hv {

using json::Json;

namespace {

std::string text_of(const Json& o, const char* member) {
    const Json* v = json::find(o, member);
    return v && v->is_string() ? v->get<std::string>() : std::string();
}

model::StorageFormat format_of(const Json& o) {
    return model::from_word<model::StorageFormat>(text_of(o, "format")).value_or(model::StorageFormat::raw);
}

std::string arch_of(std::string name) {
    if (name == "i386") return "i686";
    if (name == "arm") return "armv7l";
    return name;
}

}  // namespace

bool FirmwareDescriptor::has(std::string_view feature) const {
    return std::find(features.begin(), features.end(), feature) != features.end();
}

bool FirmwareDescriptor::fits(std::string_view arch, std::string_view machine) const {
    const std::string name(machine);
    for (const Target& t : targets) {
        if (t.arch != arch) continue;
        for (const auto& pattern : t.machines) {
            if (::fnmatch(pattern.c_str(), name.c_str(), 0) == 0) return true;
            // A bare alias stands for its newest version.
            if ((name == "q35" && ::fnmatch(pattern.c_str(), "pc-q35-9.9", 0) == 0) ||
                (name == "pc" && ::fnmatch(pattern.c_str(), "pc-i440fx-9.9", 0) == 0) ||
                (name == "virt" && ::fnmatch(pattern.c_str(), "virt-9.9", 0) == 0))
                return true;
        }
    }
    return false;
}

std::optional<FirmwareDescriptor> parse_firmware(std::string_view text) {
    Json doc;
    try {
        doc = json::parse(text, 32, 1u << 20);
    } catch (const Error&) {
        return std::nullopt;  // somebody else's broken file must not keep guests from starting
    }
    FirmwareDescriptor d;
    const Json* kinds = json::find(doc, "interface-types");
    const Json* mapping = json::find(doc, "mapping");
    const Json* targets = json::find(doc, "targets");
    if (!kinds || !kinds->is_array() || !mapping || !targets || !targets->is_array()) return std::nullopt;
    for (const Json& k : *kinds) {
        if (k.is_string()) d.interfaces.push_back(k.get<std::string>());
        if (k == "uefi") d.uefi = true;
        if (k == "bios") d.bios = true;
    }
    const std::string device = d.device = text_of(*mapping, "device");
    if (device == "flash") {
        d.flash = true;
        d.mode = text_of(*mapping, "mode");
        if (d.mode.empty()) d.mode = "split";
        if (const Json* e = json::find(*mapping, "executable")) d.path = text_of(*e, "filename"), d.format = format_of(*e);
        if (const Json* n = json::find(*mapping, "nvram-template")) d.nvram_template = text_of(*n, "filename"), d.nvram_format = format_of(*n);
    } else if (device == "memory" || device == "kernel") {
        d.path = text_of(*mapping, "filename");
    } else {
        return std::nullopt;
    }
    if (d.path.empty()) return std::nullopt;
    for (const Json& t : *targets) {
        FirmwareDescriptor::Target target;
        target.arch = arch_of(text_of(t, "architecture"));
        if (const Json* m = json::find(t, "machines"); m && m->is_array())
            for (const Json& name : *m)
                if (name.is_string()) target.machines.push_back(name.get<std::string>());
        d.targets.push_back(std::move(target));
    }
    if (const Json* f = json::find(doc, "features"); f && f->is_array())
        for (const Json& name : *f)
            if (name.is_string()) d.features.push_back(name.get<std::string>());
    return d;
}

namespace {

// Those of QEMU's interoperability document that have a meaning here.
constexpr std::string_view known_features[] = {"acpi-s3",      "acpi-s4",      "amd-sev",     "amd-sev-es",      "amd-sev-snp",
                                               "enrolled-keys", "requires-smm", "secure-boot", "verbose-dynamic", "verbose-static"};

std::string qemu_arch(const std::string& arch) { return arch == "i686" ? "i386" : arch == "armv7l" ? "arm" : arch; }

Json image(const std::string& path, model::StorageFormat format) { return {{"filename", path}, {"format", std::string(model::word(format))}}; }

}  // namespace

Json format_firmware(const FirmwareDescriptor& d) {
    Json out;
    out["interface-types"] = d.interfaces;
    Json mapping = {{"device", d.device}};
    if (d.flash) {
        mapping["mode"] = d.mode;
        mapping["executable"] = image(d.path, d.format);
        if (!d.nvram_template.empty()) mapping["nvram-template"] = image(d.nvram_template, d.nvram_format);
    } else {
        mapping["filename"] = d.path;
    }
    out["mapping"] = std::move(mapping);
    Json targets = Json::array();
    for (const auto& t : d.targets) targets.push_back({{"architecture", qemu_arch(t.arch)}, {"machines", t.machines}});
    out["targets"] = std::move(targets);
    Json features = Json::array();
    for (const auto& f : d.features)
        if (std::find(std::begin(known_features), std::end(known_features), f) != std::end(known_features)) features.push_back(f);
    out["features"] = std::move(features);
    return out;
}

FirmwareOffer offered_firmware(const std::vector<FirmwareDescriptor>& known, std::string_view arch, std::string_view machine) {
    FirmwareOffer out;
    for (const auto& f : known) {
        if (!f.fits(arch, machine)) continue;
        out.bios |= f.bios;
        out.efi |= f.uefi;
        out.secure_boot |= f.has("secure-boot") && f.has("requires-smm");
        FirmwareOffer::Image image{f.path, f.flash && f.mode == "split" ? f.nvram_template : std::string()};
        if (std::find(out.images.begin(), out.images.end(), image) == out.images.end()) out.images.push_back(std::move(image));
    }
    return out;
}

std::vector<std::string> descriptor_files(const std::vector<std::string>& folders) {
    std::map<std::string, std::string> files;  // name -> path
    for (const auto& folder : folders)
        for (const auto& name : run::list_directory(folder, ".json")) files[name] = folder + "/" + name;
    std::vector<std::string> out;
    for (const auto& [name, path] : files)
        if (const auto text = run::read_file(path, 1u << 20); text && !text->empty()) out.push_back(path);
    return out;
}

std::vector<FirmwareDescriptor> load_firmware(const std::vector<std::string>& folders) {
    std::vector<FirmwareDescriptor> out;
    for (const auto& path : descriptor_files(folders))
        if (auto d = parse_firmware(run::read_file(path, 1u << 20).value_or(""))) out.push_back(std::move(*d));
    return out;
}

}  // namespace vireo::hv
