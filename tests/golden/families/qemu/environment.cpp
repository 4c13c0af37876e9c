// SPDX-License-Identifier: LGPL-2.1-or-later
#include "environment.h"

#include <algorithm>
#include <mutex>

#include "base/text.h"
#include "drivers/qemu/caps/cache_xml.h"
#include "json/json.h"

namespace golden::qemu {

using namespace vireo;
using namespace vireo::qemu;

namespace {

// What was an alias is a machine of its own beside the one that it stood for.
void strip_aliases(QemuCaps& caps) {
    for (auto* a : {&caps.kvm, &caps.tcg, &caps.hvf}) {
        if (!*a) continue;
        std::vector<MachineType> all;
        for (auto& m : (*a)->machines) {
            MachineType versioned = m;
            versioned.alias.clear();
            if (!m.alias.empty()) {
                MachineType named = versioned;
                named.name = m.alias;
                versioned.is_default = false;
                all.push_back(std::move(named));
            }
            all.push_back(std::move(versioned));
        }
        (*a)->machines = std::move(all);
    }
}

}  // namespace

QemuCaps caps_of(const Case& c) {
    static std::mutex mutex;
    static std::map<std::string, QemuCaps> loaded;
    const std::string path = c.input_path("caps_xml");
    QemuCaps caps;
    {
        std::lock_guard lock(mutex);
        auto [at, fresh] = loaded.try_emplace(path);
        if (fresh) at->second = read_caps(c.input("caps_xml").value_or(""), nullptr);
        caps = at->second;
    }
    if (const std::string gic = c.word("gic"); !gic.empty() && gic != "none") {
        caps.gic.clear();
        if (gic == "v2" || gic == "both") caps.gic.push_back({2, true, true});
        if (gic == "v3" || gic == "both") caps.gic.push_back({3, true, true});
    }
    if (c.flag("strip_machine_aliases")) strip_aliases(caps);
    if (auto* add = json::find(c.params, "caps_add"))
        for (const auto& f : *add) caps.set(f.get<std::string>());
    if (auto* del = json::find(c.params, "caps_del"))
        for (const auto& f : *del) caps.clear(f.get<std::string>());
    // A host of its own: its models were computed from that, not from what the emulator once said.
    if (!c.word("host_cpu_model").empty())
        for (auto* a : {&caps.kvm, &caps.tcg, &caps.hvf})
            if (*a) (*a)->host_cpu.reset();
    return caps;
}

std::optional<hv::cpu::Definition> host_cpu(const Case& c) {
    const std::string arch = c.word("arch").empty() ? "x86_64" : c.word("arch");
    std::string model = c.word("host_cpu_model");
    if (model.empty()) model = arch == "x86_64" || arch == "i686" ? "core2duo" : arch.starts_with("ppc64") ? "POWER8" : "";
    if (model.empty()) return std::nullopt;
    static const std::map<std::string, const char*> features{
        {"core2duo", "ds acpi ss ht tm pbe ds_cpl vmx est tm2 cx16 xtpr lahf_lm"},
        {"Haswell", "vme ds acpi ss ht tm pbe dtes64 monitor ds_cpl vmx smx est tm2 xtpr pdcm osxsave f16c rdrand cmt pdpe1gb abm invtsc lahf_lm"}};
    hv::cpu::Definition d;
    d.host = true;
    d.arch = arch;
    d.model = model;
    if (auto at = features.find(model); at != features.end()) {
        d.vendor = "Intel";
        for (auto f : split_words(at->second)) d.features.push_back({std::string(f), model::CpuPolicy::none});
    }
    return d;
}

const std::vector<hv::FirmwareDescriptor>& firmware(const Case& c) {
    static const auto known = [&] {
        // Files by name; those of /etc take the place of those of /usr, and empty ones hide them.
        std::map<std::string, std::string> files;
        const json::Json tree = json::parse(read_file(c.corpus + "/qemuxmlconf/host/firmware-descriptors.json").value_or("{}"));
        for (const char* folder : {"usr/share/qemu/firmware/", "etc/qemu/firmware/", "home/user/.config/qemu/firmware/"})
            for (const auto& [path, entry] : tree.items()) {
                const auto at = path.find(folder);
                if (at != 0 && !(at == 1 && path[0] == '/')) continue;
                if (auto* text = json::find(entry, "text")) files[path.substr(path.rfind('/') + 1)] = text->get<std::string>();
            }
        std::vector<hv::FirmwareDescriptor> out;
        for (const auto& [name, text] : files)
            if (auto d = hv::parse_firmware(text)) out.push_back(std::move(*d));
        return out;
    }();
    return known;
}

rules::FillOptions fill_options(const Case& c) {
    rules::FillOptions f;
    if (auto* flags = json::find(c.params, "parse_flags")) f.abi_update = json::compact(*flags).find("abi_update") != std::string::npos;
    f.firmware = &firmware(c);
    if (!c.word("arch").empty()) f.host_arch = c.word("arch");
    f.iommu_group = [](const model::PciAddress& a) -> std::optional<unsigned> {
        struct Known {
            unsigned domain, bus, slot, group;
        };
        static constexpr Known known[] = {{0, 0, 0, 0}, {0, 0, 1, 1}, {0, 0, 2, 2}, {0, 0, 3, 3}, {1, 0, 0, 4}, {1, 1, 0, 5}, {5, 0x80, 0, 6},
                                          {5, 0x90, 1, 7}, {0, 0xa, 1, 8}, {0, 0xa, 2, 8}, {0, 0xa, 3, 8}, {0, 3, 0, 16}};
        for (const Known& k : known)
            if (k.domain == a.domain && k.bus == a.bus && k.slot == a.slot) return k.group;
        if (a.domain == 0 && a.bus == 6 && a.slot == 0x12) return 9 + a.function;
        if (a.domain == 0x21 && a.bus == 0xde) return 12 + a.function;
        if (a.domain == 0 && (a.bus == 1 || a.bus == 2)) return 13 + a.bus;
        return std::nullopt;
    };
    const Config config = config_of(c);
    f.allow_host_audio = config.settings.vnc_allow_host_audio;
    f.nographics_host_audio = config.settings.nographics_allow_host_audio;
    const std::string tpms = c.word("swtpm_versions");
    f.tpm_versions = tpms.empty() ? std::vector<std::string>{"1.2", "2.0"} : std::vector<std::string>{tpms};
    f.audio_driver = daemon_variable(c, "QEMU_AUDIO_DRV");
    f.sdl_audio_driver = daemon_variable(c, "SDL_AUDIODRIVER");
    return f;
}

std::vector<std::string> words_of_command(const std::string& text) {
    std::vector<std::string> out;
    std::string word;
    bool open = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\'') {
            open = true;
            for (++i; i < text.size() && text[i] != '\''; ++i) word += text[i];
        } else if (c == '\\') {
            if (i + 1 < text.size() && text[i + 1] != '\n') word += text[i + 1], open = true;
            ++i;
        } else if (c == ' ' || c == '\n') {
            if (open) out.push_back(word);
            word.clear();
            open = false;
        } else {
            word += c;
            open = true;
        }
    }
    if (open) out.push_back(word);
    return out;
}

}  // namespace golden::qemu
