// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/prepare/prepare.h"

#include <cstdlib>
#include <ctime>
#include <exception>

#include <unistd.h>

#include "base/error.h"
#include "base/log.h"
#include "drivers/qemu/prepare/choices.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/file/file.h"
#include "hv/hooks/hooks.h"
#include "model/row/row.h"
#include "run/fault.h"

namespace vireo::qemu {
namespace {

constinit log::Source source{"qemu.prepare"};

using Step = void (*)(prepare::Preparation&);

struct NamedStep {
    const char* name;
    Step run;
};

// What one step makes the next ones use; owners come last, when all files are there.
constexpr NamedStep steps[] = {
    {"qemu.prepare.folders", prepare::folders},     {"qemu.prepare.log", prepare::guest_log},
    {"qemu.prepare.hostdevs", prepare::hostdevs},   {"qemu.prepare.volumes", prepare::volumes},
    {"qemu.prepare.graphics", prepare::graphics},   {"qemu.prepare.images", prepare::images},
    {"qemu.prepare.scsi", prepare::scsi_hostdevs},  {"qemu.prepare.nbdkit", prepare::nbdkit},
    {"qemu.prepare.nvram", prepare::nvram},         {"qemu.prepare.key", prepare::master_key},
    {"qemu.prepare.secrets", prepare::secrets},     {"qemu.prepare.memory", prepare::memory},
    {"qemu.prepare.nics", prepare::nics},           {"qemu.prepare.chardevs", prepare::chardevs},
    {"qemu.prepare.monitor", prepare::monitor},     {"qemu.prepare.limits", prepare::limits},
    {"qemu.prepare.kernel", prepare::kernel_devices}, {"qemu.prepare.dbus", prepare::dbus},
    {"qemu.prepare.vhost-user", prepare::vhost_user}, {"qemu.prepare.tpm", prepare::tpm},
    {"qemu.prepare.owners", prepare::owners},
};

template <class F>
void attempt(const char* what, const model::Domain& live, F&& f) noexcept {
    // One of the walls: a thing that cannot be taken back must not keep the others from being.
    try {
        f();
    } catch (const std::exception& e) {
        log::warning(source, "'{}': {}: {}", live.name, what, e.what());
    }
}

}  // namespace

void prepare_settings(argv::Bindings& b, const Config& c) {
    for (const char* name : {"LD_PRELOAD", "LD_LIBRARY_PATH", "PATH", "USER", "LOGNAME", "TMPDIR", "PIPEWIRE_RUNTIME_DIR"})
        if (const char* value = std::getenv(name)) b.inherited_env.emplace(name, value);
    prepare::bind_settings(b, c);
    b.now = std::time(nullptr);
    b.host_page_kib = static_cast<unsigned>(sysconf(_SC_PAGESIZE) / 1024);
}

int PreparedHost::pass(Fd fd) {
    int number = next_number_++;
    passed_.emplace_back(std::move(fd), number);
    return number;
}

void PreparedHost::pass_output(Fd fd) {
    passed_.emplace_back(fd.duplicate(), STDERR_FILENO);
    passed_.emplace_back(std::move(fd), STDOUT_FILENO);
}

std::vector<std::pair<int, int>> PreparedHost::fds() const {
    std::vector<std::pair<int, int>> all;
    for (const auto& [fd, number] : passed_) all.emplace_back(fd.get(), number);
    return all;
}

void PreparedHost::close_passed() { passed_.clear(); }

void prepare_host(model::Domain& live, const Config& config, const QemuCaps& caps, argv::Bindings& bindings,
                  PreparedHost& prepared, run::Rollback& undo) {
    prepare::Preparation p{live, config, caps, bindings, prepared, undo};
    prepare_settings(bindings, config);
    // Scripts may allocate what the steps below find in place, and release it whether or not the start succeeds.
    if (hv::hooks_present(config.paths.hooks, "qemu")) {
        undo.add("hook scripts", [live, config] {
            guest_hook(live, config, "stopped", "end");
            guest_hook(live, config, "release", "end");
        });
        guest_hook(live, config, "prepare");
    }
    for (const auto& step : steps) {
        if (int e = run::fault(step.name)) fail_errno(Domain::qemu, e, "cannot prepare the host for '{}'", live.name);
        step.run(p);
    }
    guest_hook(live, config, "start");
}

void cleanup_host(const model::Domain& live, const Config& config, std::string_view reason, bool forget) noexcept {
    if (!reason.empty())
        attempt("log", live, [&] { prepare::append_to_log(log_path(live, config), fmt::format("shutting down, reason={}", reason)); });
    attempt("hook", live, [&] { guest_hook(live, config, "stopped", "end"); });
    attempt("TPM", live, [&] { prepare::stop_tpm(live, config); });
    attempt("nbdkit", live, [&] { prepare::stop_nbdkit(live, config); });
    attempt("message bus", live, [&] { prepare::stop_dbus(live, config); });
    attempt("vhost-user programs", live, [&] { prepare::stop_vhost_user(live, config); });
    for (const auto& n : live.devices.interfaces) attempt("passt", live, [&] { prepare::stop_passt(n, live, config); });
    if (forget) attempt("TPM state", live, [&] { delete_tpm_state(live, config); });
    attempt("interfaces", live, [&] { prepare::remove_nics(live); });
    attempt("ports", live, [&] { prepare::release_graphics(live); });
    attempt("owners", live, [&] { prepare::return_owners(live, config); });
    attempt("overlays", live, [&] { prepare::remove_overlays(live); });
    attempt("memory", live, [&] { prepare::remove_memory(live, config); });
    attempt("sockets", live, [&] {
        auto copy = live;
        prepare::for_each_chardev(copy, [&](model::ChardevSource& s, model::DeviceInfo&) {
            if (s.type == model::ChardevType::unix_ && s.listen) host::remove_file(s.path);
        });
        for (const auto& n : live.devices.interfaces)
            if (n.type == model::InterfaceType::vhost_user && n.vhost_user.listen) host::remove_file(n.vhost_user.path);
    });
    if (live.id) {
        attempt("folder", live, [&] { host::remove_tree(domain_dir(live, config)); });
        attempt("channels", live, [&] { host::remove_tree(channel_dir(live, config)); });
    }
    attempt("process number", live, [&] { host::remove_file(pid_path(live, config)); });
    attempt("hook", live, [&] { guest_hook(live, config, "release", "end"); });
}

std::string guest_hook(const model::Domain& live, const Config& config, const char* operation, const char* sub_operation) {
    if (!hv::hooks_present(config.paths.hooks, "qemu")) return {};
    const auto document = model::format_domain(live, model::row::format_secure);
    return hv::run_hooks(config.paths.hooks, {.driver = "qemu", .object = live.name, .operation = operation, .sub_operation = sub_operation, .input = document});
}

void adopt_host(const model::Domain& live, const Config&) {
    prepare::adopt_graphics(live);
    prepare::adopt_nics(live);
}

}  // namespace vireo::qemu
