// SPDX-License-Identifier: LGPL-2.1-or-later
// Character devices: sockets listen and files are open before QEMU runs, so that it needs no right to make them.
#include "base/error.h"
#include "drivers/qemu/prepare/choices.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/file/file.h"
#include "host/socket/listen.h"

namespace vireo::qemu::prepare {
namespace {

void unix_socket(Preparation& p, model::ChardevSource& source, argv::Bindings::Chardev& bound) {
    auto fd = host::listen_unix(source.path);
    p.undo.add("socket " + source.path, [path = source.path] { host::remove_file(path); });
    bound.fd = p.prepared.pass(std::move(fd));
    bound.path = source.path;
    if (p.config.privileged) host::lend_file(source.path, p.emulator(), false);
}

}  // namespace

void chardev(Preparation& p, model::ChardevSource& source, const model::DeviceInfo& info) {
    argv::Bindings::Chardev bound;
    bool any = false;
    if (source.type == model::ChardevType::unix_ && source.listen) {
        unix_socket(p, source, bound);
        any = true;
    }
    if (source.type == model::ChardevType::file) {
        auto fd = host::open_to_append(source.path, 0600, source.append != model::OnOff::on);
        bound.file_fd = p.prepared.pass(std::move(fd));
        bound.file_set = p.prepared.next_fd_set();
        any = true;
    }
    if (!source.log_file.empty()) {
        auto fd = host::open_to_append(source.log_file, 0600, source.log_append != model::OnOff::on);
        bound.log_fd = p.prepared.pass(std::move(fd));
        bound.log_set = p.prepared.next_fd_set();
        any = true;
    }
    if (any) p.bindings.chardevs[info.alias] = std::move(bound);
}

void chardevs(Preparation& p) {
    choose_channel_paths(p.live, p.prepared.channel_dir);
    choose_chardev_tls(p.live, p.config.settings);
    for_each_chardev(p.live, [&](model::ChardevSource& source, model::DeviceInfo& info) { chardev(p, source, info); });
    // The other view of the first serial port shows the same source.
    auto& v = p.live.devices;
    if (!v.consoles.empty() && !v.serials.empty() && v.consoles[0].info.alias == v.serials[0].info.alias)
        v.consoles[0].source = v.serials[0].source;
    for (auto& nic : v.interfaces) {
        if (nic.type != model::InterfaceType::vhost_user || !nic.vhost_user.listen) continue;
        argv::Bindings::Chardev bound;
        unix_socket(p, nic.vhost_user, bound);
        p.bindings.chardevs[nic.info.alias] = std::move(bound);
    }
}

}  // namespace vireo::qemu::prepare
