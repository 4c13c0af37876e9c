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
        if (k == "uefi") d.uefi = true;
        if (k == "bios") d.bios = true;
    }
    const std::string device = text_of(*mapping, "device");
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

std::vector<FirmwareDescriptor> load_firmware(const std::vector<std::string>& folders) {
    std::map<std::string, std::string> files;  // name -> path
    for (const auto& folder : folders)
        for (const auto& name : run::list_directory(folder, ".json")) files[name] = folder + "/" + name;
    std::vector<FirmwareDescriptor> out;
    for (const auto& [name, path] : files) {
        const auto text = run::read_file(path, 1u << 20);
        if (!text || text->empty()) continue;
        if (auto d = parse_firmware(*text)) out.push_back(std::move(*d));
    }
    return out;
}

}  // namespace vireo::hv
