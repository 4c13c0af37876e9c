// SPDX-License-Identifier: LGPL-2.1-or-later
// The single steps of prepare_host, and what they share.
#pragma once

#include "drivers/qemu/prepare/prepare.h"
#include "host/file/owner.h"

namespace vireo::qemu::prepare {

struct Preparation {
    model::Domain& live;
    const Config& config;
    const QemuCaps& caps;
    argv::Bindings& bindings;
    PreparedHost& prepared;
    run::Rollback& undo;

    // The emulator's account.
    host::Owner emulator() const { return {config.settings.user, config.settings.group}; }
    // Null when the daemon cannot give files away.
    const host::Owner* folder_owner() const { return config.privileged ? &owner_ : nullptr; }
    host::Owner owner_{config.settings.user, config.settings.group};
};

void folders(Preparation& p);
void guest_log(Preparation& p);
void master_key(Preparation& p);
void secrets(Preparation& p);
void monitor(Preparation& p);
void limits(Preparation& p);
void memory(Preparation& p);
void graphics(Preparation& p);
void chardevs(Preparation& p);
void nics(Preparation& p);
void nvram(Preparation& p);
void images(Preparation& p);   // existence, chains
void owners(Preparation& p);   // last: files of all other steps exist
void tpm(Preparation& p);
void kernel_devices(Preparation& p);
void dbus(Preparation& p);
void vhost_user(Preparation& p);
void hostdevs(Preparation& p);       // which ones are meant
void scsi_hostdevs(Preparation& p);  // their nodes, numbered after those of images
void volumes(Preparation& p);
void nbdkit(Preparation& p);

// One device; for a start and for a guest that runs.
void complete_image(model::StorageSource& top);
void chardev(Preparation& p, model::ChardevSource& source, const model::DeviceInfo& info);
void nic(Preparation& p, model::Interface& n);
void remove_nic(const model::Interface& n);
void vdpa_nic(Preparation& p, const model::Interface& n);
void passt(Preparation& p, model::Interface& n);
void stop_passt(const model::Interface& n, const model::Domain& live, const Config& config);
// What passt is called with; socket and pid: its files.
std::vector<std::string> passt_arguments(const model::Interface& n, const std::string& socket, const std::string& pid);
void lend_chain(const model::StorageSource& top, bool shared, const model::Domain& live, const Config& config, run::Rollback& undo);
void return_chain(const model::StorageSource& top, bool shared, const model::Domain& live, const Config& config);

void release_graphics(const model::Domain& live);
void adopt_graphics(const model::Domain& live);
void return_owners(const model::Domain& live, const Config& config);
void remove_nics(const model::Domain& live);
void remove_overlays(const model::Domain& live);
void adopt_nics(const model::Domain& live);
void remove_memory(const model::Domain& live, const Config& config);
void stop_nbdkit(const model::Domain& live, const Config& config);
void stop_dbus(const model::Domain& live, const Config& config);
void stop_vhost_user(const model::Domain& live, const Config& config);
void stop_tpm(const model::Domain& live, const Config& config);

// One line at the end of a guest's log, with the time before it; throws if it cannot be written.
void append_to_log(const std::string& path, std::string_view text);
// "2026-01-31 12:00:00.000+0000"
std::string log_time();
// As a shell would take it back.
std::string shell_quote(std::string_view word);
// Environment and arguments over several lines, options with their values.
std::string log_text(const argv::CommandLine& line);

// Every device that talks through a character device, consoles that are a serial's twin left out.
template <class F>
void for_each_chardev(model::Domain& d, F&& f) {
    auto& v = d.devices;
    auto all = [&](auto& list) {
        for (auto& c : list) f(c.source, c.info);
    };
    all(v.serials);
    all(v.parallels);
    for (auto& c : v.consoles)
        if (c.info.alias.starts_with("console") || c.console_target != model::ConsoleTarget::serial) f(c.source, c.info);
    for (auto& c : v.channels) f(c.source, c.info);
    all(v.smartcards);
    all(v.redirdevs);
    for (auto& r : v.rngs)
        if (r.backend == model::RngBackend::egd) f(r.egd, r.info);
}

}  // namespace vireo::qemu::prepare
