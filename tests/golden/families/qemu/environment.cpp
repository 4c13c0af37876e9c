// SPDX-License-Identifier: LGPL-2.1-or-later
#include "environment.h"

#include <algorithm>
#include <functional>
#include <mutex>

#include <fmt/core.h>

#include "drivers/qemu/caps/cache_xml.h"
#include "json/json.h"

namespace golden::qemu {

using namespace vireo;
using namespace vireo::qemu;

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
    if (c.flag("strip_machine_aliases"))
        for (auto* a : {&caps.kvm, &caps.tcg, &caps.hvf})
            if (*a) {
                // The alias takes the place of the name; the name itself stays known.
                std::vector<MachineType> named;
                for (auto& m : (*a)->machines)
                    if (!m.alias.empty()) {
                        named.push_back(m);
                        m.name = std::exchange(m.alias, {});
                        named.back().alias.clear();
                        named.back().is_default = false;
                    }
                (*a)->machines.insert((*a)->machines.end(), named.begin(), named.end());
            }
    if (const std::string gic = c.word("gic"); !gic.empty() && gic != "none") {
        caps.gic.clear();
        if (gic == "v2" || gic == "both") caps.gic.push_back({2, true, true});
        if (gic == "v3" || gic == "both") caps.gic.push_back({3, true, true});
    }
    if (auto* add = json::find(c.params, "caps_add"))
        for (const auto& f : *add) caps.set(f.get<std::string>());
    if (auto* del = json::find(c.params, "caps_del"))
        for (const auto& f : *del) caps.clear(f.get<std::string>());
    return caps;
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
    f.iommu_group = [](const model::PciAddress& a) -> unsigned {
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
        return 100;
    };
    return f;
}

argv::Bindings bindings(const Case&, const model::Domain& d) {
    argv::Bindings b;
    const std::string name = d.name.substr(0, 20);
    b.inherited_env = {{"PATH", "/bin"}, {"USER", "test"}, {"LOGNAME", "test"}};
    b.domain_dir = "/var/lib/libvirt/qemu/domain--1-" + name;
    for (unsigned i = 0; i < 4; ++i) b.auto_nodes.set(i);
    b.render_node = "/dev/dri/foo";
    b.monitor_fd = 1729;
    b.master_key_file = b.domain_dir + "/master-key.aes";
    b.now = 1234567890;
    b.spice_password = "123456";
    b.memory_backing_dir = "/var/lib/libvirt/qemu/ram/-1-" + name;
    b.hugepage_paths[""] = b.hugepage_paths["2048"] = "/dev/hugepages2M/libvirt/qemu/-1-" + name;
    b.hugepage_paths["1048576"] = "/dev/hugepages1G/libvirt/qemu/-1-" + name;
    b.tpm_socket = "/dev/test";
    unsigned node = 0;  // host devices count on after the disks
    std::function<void(const model::StorageSource&)> count = [&](const model::StorageSource& s) {
        if (s.index) node = std::max(node, *s.index);
        if (s.backing) count(*s.backing);
    };
    for (const auto& x : d.devices.disks) count(x.source);
    for (const auto& h : d.devices.hostdevs)
        if (h.type == model::HostdevType::scsi) b.scsi[h.info.alias] = {"/dev/sg0", fmt::format("libvirt-{}-backend", ++node)};
    const int tap = 3, bridge_tap = 102, vhost = 44;
    for (const auto& n : d.devices.interfaces) {
        argv::Bindings::Nic nic;
        const unsigned queues = std::max(1u, n.queues.value_or(1));
        const bool network = n.type == model::InterfaceType::network || n.type == model::InterfaceType::bridge;
        const bool vhosted = n.model.starts_with("virtio") && n.driver != model::NicDriver::qemu;
        for (unsigned i = 0; i < queues; ++i) {
            nic.tap_fds.push_back((network ? bridge_tap : tap) + static_cast<int>(i));
            if (vhosted) nic.vhost_fds.push_back(vhost + static_cast<int>(i));
        }
        b.nics[n.info.alias] = nic;
    }
    auto chardev = [&](const std::string& alias, const model::ChardevSource& s, unsigned& sets) {
        argv::Bindings::Chardev c;
        if (s.type == model::ChardevType::unix_ && s.listen) c.fd = 1729;
        if (s.type == model::ChardevType::file) c.file_fd = 1750, c.file_set = sets++;
        if (!s.log_file.empty()) c.log_fd = 1751, c.log_set = sets++;
        b.chardevs[alias] = c;
    };
    unsigned sets = 0;
    for (const auto& c : d.devices.serials) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.parallels) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.channels) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.consoles) if (c.console_target != model::ConsoleTarget::serial) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.smartcards) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.redirdevs) chardev(c.info.alias, c.source, sets);
    for (const auto& c : d.devices.rngs) chardev(c.info.alias, c.egd, sets);
    return b;
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
