// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/story/live.h"

#include <algorithm>

#include "drivers/qemu/rules/throttle.h"
#include "json/json.h"

namespace vireo::qemu {
namespace {

using json::Json;

void learn(std::vector<model::Chardev>& devices, const std::map<std::string, const Json*>& by_label) {
    for (auto& c : devices) {
        auto it = by_label.find("char" + c.info.alias);
        if (it == by_label.end()) continue;
        const auto& entry = *it->second;
        auto filename = entry.value("filename", std::string());
        if (c.source.type == model::ChardevType::pty && filename.starts_with("pty:")) c.source.path = filename.substr(4);
        if (c.role == model::ChardevRole::channel && c.channel_target == model::ChannelTarget::virtio)
            c.state = entry.value("frontend-open", false) ? model::ChannelState::connected : model::ChannelState::disconnected;
    }
}

}  // namespace

bool chardevs_tell(const model::Domain& live) {
    auto tells = [](const model::Chardev& c) {
        return c.source.type == model::ChardevType::pty || (c.role == model::ChardevRole::channel && c.channel_target == model::ChannelTarget::virtio);
    };
    const auto& d = live.devices;
    for (const auto* list : {&d.serials, &d.parallels, &d.channels, &d.consoles})
        if (std::any_of(list->begin(), list->end(), tells)) return true;
    // A console that is the first serial port seen again.
    return !d.consoles.empty() && !d.serials.empty();
}

void learn_chardevs(model::Domain& live, const Json& chardevs) {
    if (!chardevs.is_array()) return;
    std::map<std::string, const Json*> by_label;
    for (const auto& c : chardevs)
        if (c.is_object()) by_label[c.value("label", std::string())] = &c;
    auto& d = live.devices;
    learn(d.serials, by_label);
    learn(d.parallels, by_label);
    learn(d.channels, by_label);
    learn(d.consoles, by_label);
    // The first console of an x86 guest is its first serial port seen again.
    if (!d.consoles.empty() && !d.serials.empty() && d.consoles[0].console_target == model::ConsoleTarget::serial) {
        d.consoles[0].source = d.serials[0].source;
        d.consoles[0].info.alias = d.serials[0].info.alias;
    }
}

std::vector<std::pair<unsigned, pid_t>> vcpu_threads(const Json& cpus) {
    std::vector<std::pair<unsigned, pid_t>> out;
    if (cpus.is_array())
        for (const auto& c : cpus)
            if (c.is_object()) out.emplace_back(c.value("cpu-index", 0u), c.value("thread-id", 0));
    return out;
}

std::vector<qmp::Command> live_settings(const model::Domain& live, const argv::Bindings& bindings, const QemuCaps&) {
    std::vector<qmp::Command> out;
    for (const auto& g : live.devices.graphics) {
        const bool vnc = g.type == model::GraphicsType::vnc, spice = g.type == model::GraphicsType::spice;
        if (!vnc && !spice) continue;
        auto password = !g.passwd.empty() ? g.passwd : vnc ? bindings.vnc_password : bindings.spice_password;
        if (password.empty()) continue;
        out.emplace_back("set_password", Json{{"protocol", vnc ? "vnc" : "spice"}, {"password", password}});
        if (!g.passwd_valid_to.empty()) out.emplace_back("expire_password", Json{{"protocol", vnc ? "vnc" : "spice"}, {"time", g.passwd_valid_to}});
    }
    if (live.devices.memballoon && live.devices.memballoon->model != model::BalloonModel::none && live.current_memory && live.memory && *live.current_memory < *live.memory)
        out.emplace_back("balloon", Json{{"value", *live.current_memory * 1024}});
    for (const auto& disk : live.devices.disks)
        if (disk.iotune && !(disk.source.path.empty() && disk.source.type == model::StorageType::file)) out.push_back(rules::throttle_command(disk, *disk.iotune));
    return out;
}

}  // namespace vireo::qemu
