// SPDX-License-Identifier: LGPL-2.1-or-later
// Calls of a few lines each: what follows an end, counters, messages, waking up, sizes and thresholds of disks, looking
// into memory.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "drivers/qemu/agent/agent.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/facet/change.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/stats.h"
#include "hv/flags.h"
#include "hv/tuning.h"
#include "hv/typed_params.h"
#include "json/json.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;

namespace {
constexpr std::uint32_t both = std::uint32_t{VIR_DOMAIN_AFFECT_LIVE} | VIR_DOMAIN_AFFECT_CONFIG;

constexpr const char* lifecycle_names[] = {"poweroff", "reboot", "crash"};
model::LifecycleAction& action_of(model::Domain& d, unsigned type) {
    return type == VIR_DOMAIN_LIFECYCLE_POWEROFF ? d.on_poweroff : type == VIR_DOMAIN_LIFECYCLE_REBOOT ? d.on_reboot : d.on_crash;
}

std::shared_ptr<const GuestState> running(const Guest& g) {
    auto s = g.read();
    hv::require_active(s->active());
    return s;
}

// The node that the guest's device writes to.
std::string top_node(const qmp::Command& ask, qmp::Client& monitor, const std::string& alias) {
    const auto blocks = monitor.call(ask);
    if (blocks.is_array())
        for (const auto& b : blocks) {
            const auto* qdev = json::find(b, "qdev");
            const auto* inserted = json::find(b, "inserted");
            if (!qdev || !qdev->is_string() || !inserted) continue;
            const auto path = qdev->get<std::string>();
            if (path != alias && path.find("/" + alias + "/") == std::string::npos && path != "/machine/peripheral/" + alias) continue;
            if (const auto* node = json::find(*inserted, "node-name"); node && node->is_string()) return node->get<std::string>();
        }
    return {};
}
}  // namespace

void QemuConnection::domain_set_lifecycle_action(Call&, const DomainSetLifecycleActionArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainSetLifecycleAction", Domain::qemu);
    if (a.type > VIR_DOMAIN_LIFECYCLE_CRASH) fail(Code::invalid_arg, Domain::domain, "invalid lifecycle type '{}'", a.type);
    if (a.action > VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART) fail(Code::invalid_arg, Domain::domain, "invalid lifecycle action '{}'", a.action);
    // The document's words begin with "not given".
    const auto action = static_cast<model::LifecycleAction>(a.action + 1);
    using A = model::LifecycleAction;
    const bool dumps = action == A::coredump_destroy || action == A::coredump_restart;
    if (dumps && a.type != VIR_DOMAIN_LIFECYCLE_CRASH)
        fail(Code::config_unsupported, Domain::domain, "Lifecycle event '{}' doesn't support '{}' action", lifecycle_names[a.type], word(action));
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    if (action == A::rename_restart)
        fail(Code::config_unsupported, Domain::qemu, "qemu driver doesn't support the 'rename-restart' action for 'on_reboot'/'on_poweroff'/'on_crash'");
    if (action == A::preserve && a.type != VIR_DOMAIN_LIFECYCLE_CRASH)
        fail(Code::config_unsupported, Domain::qemu, "qemu driver doesn't support the 'preserve' action for 'on_reboot'/'on_poweroff'");
    if (about.impact.live && a.type == VIR_DOMAIN_LIFECYCLE_REBOOT && action_of(const_cast<model::Domain&>(*about.state->live), a.type) != action)
        g->monitor()->call(qmp::Command("set-action", json::Json{{"reboot", action == A::destroy ? "shutdown" : "reset"}}));
    commit_change(*g, about, [&](model::Domain& d, bool) { action_of(d, a.type) = action; });
}

DomainGetPerfEventsRet QemuConnection::domain_get_perf_events(Call&, const DomainGetPerfEventsArgs& a) {
    hv::check_flags(a.flags, both | VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainGetPerfEvents", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    const bool live = hv::reads_live(a.flags & both, s->active(), s->persistent());
    const auto d = live ? s->live : s->next();
    hv::Params p;
    for (auto name : perf_names) {
        bool on = live && g->perf.enabled(name);
        if (!live)
            for (const auto& e : d->perf)
                if (e.name == name) on = e.enabled == model::YesNo::yes;
        p.boolean(std::string(name), on);
    }
    return {std::move(p.list)};
}

void QemuConnection::domain_set_perf_events(Call&, const DomainSetPerfEventsArgs& a) {
    static const std::vector<hv::KnownParam> known = [] {
        std::vector<hv::KnownParam> k;
        for (auto name : perf_names) k.push_back({name, hv::ParamType::boolean});
        return k;
    }();
    hv::check_flags(a.flags, both, "qemuDomainSetPerfEvents", Domain::qemu);
    hv::check_params(a.params, known);
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    if (about.impact.live)
        for (const auto& p : a.params) {
            if (std::get<bool>(p.value))
                g->perf.enable(p.field, about.state->runtime->pid);
            else
                g->perf.disable(p.field);
        }
    commit_change(*g, about, [&](model::Domain& d, bool) {
        // In the order of the names, not in that of the caller.
        std::vector<model::PerfEvent> all;
        for (auto name : perf_names) {
            model::PerfEvent e{std::string(name), model::YesNo::absent};
            for (const auto& old : d.perf)
                if (old.name == name) e.enabled = old.enabled;
            if (auto v = hv::param<bool>(a.params, name)) e.enabled = *v ? model::YesNo::yes : model::YesNo::no;
            if (e.enabled != model::YesNo::absent) all.push_back(std::move(e));
        }
        d.perf = std::move(all);
    });
}

void QemuConnection::domain_pm_wakeup(Call&, const DomainPmWakeupArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainPMWakeup", Domain::qemu);
    auto g = guest(a.dom);
    running(*g);
    g->monitor()->call(qmp::Command("system_wakeup"));
}

DomainGetLaunchSecurityInfoRet QemuConnection::domain_get_launch_security_info(Call&, const DomainGetLaunchSecurityInfoArgs& a) {
    hv::check_flags(a.flags, VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainGetLaunchSecurityInfo", Domain::qemu);
    const auto d = guest(a.dom)->read()->now();
    if (d->launch_security) fail(Code::operation_unsupported, Domain::qemu, "launch security information is not available for this guest");
    return {};
}

void QemuConnection::domain_block_resize(Call&, const DomainBlockResizeArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_BLOCK_RESIZE_BYTES | VIR_DOMAIN_BLOCK_RESIZE_CAPACITY, "qemuDomainBlockResize", Domain::qemu);
    std::uint64_t size = a.size;
    if (a.flags & VIR_DOMAIN_BLOCK_RESIZE_CAPACITY)
        fail(Code::argument_unsupported, Domain::qemu, "block resize to full capacity is not supported");
    if (!(a.flags & VIR_DOMAIN_BLOCK_RESIZE_BYTES)) {
        if (size > ~0ULL / 1024) fail(Code::overflow, Domain::qemu, "size must be less than {}", ~0ULL / 1024);
        size *= 1024;
    }
    auto g = guest(a.dom);
    auto s = running(*g);
    const auto* disk = hv::find_disk(*s->live, a.disk);
    if (!disk) fail(Code::invalid_arg, Domain::qemu, "disk '{}' was not found in the domain config", a.disk);
    // Images of these formats are counted in sectors.
    if (disk->source.format == model::StorageFormat::qcow2 || disk->source.format == model::StorageFormat::qed) size = (size + 511) / 512 * 512;
    auto monitor = g->monitor();
    const auto node = top_node(qmp::Command("query-block"), *monitor, disk->info.alias);
    if (node.empty()) fail(Code::operation_invalid, Domain::qemu, "disk '{}' does not currently have a source assigned", disk->target_dev);
    monitor->call(qmp::Command("block_resize", json::Json{{"node-name", node}, {"size", size}}));
}

void QemuConnection::domain_set_block_threshold(Call&, const DomainSetBlockThresholdArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainSetBlockThreshold", Domain::qemu);
    auto g = guest(a.dom);
    auto s = running(*g);
    const auto* disk = hv::find_disk(*s->live, a.dev);
    if (!disk) fail(Code::invalid_arg, Domain::qemu, "failed to find disk '{}'", a.dev);
    auto monitor = g->monitor();
    const auto node = top_node(qmp::Command("query-block"), *monitor, disk->info.alias);
    if (node.empty()) fail(Code::operation_unsupported, Domain::qemu, "threshold currently can't be set for block device '{}'", a.dev);
    Counted about(g->thresholds_set);
    monitor->call(qmp::Command("block-set-write-threshold", json::Json{{"node-name", node}, {"write-threshold", a.threshold}}));
}

DomainGetMessagesRet QemuConnection::domain_get_messages(Call&, const DomainGetMessagesArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_MESSAGE_DEPRECATION | VIR_DOMAIN_MESSAGE_TAINTING, "qemuDomainGetMessages", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    DomainGetMessagesRet out;
    if (!s->active() || (a.flags && !(a.flags & VIR_DOMAIN_MESSAGE_TAINTING))) return out;
    const auto& d = *s->live;
    // What the daemon before us noted counts as well.
    const auto noted = [&](std::string_view word) { return s->runtime && std::find(s->runtime->taints.begin(), s->runtime->taints.end(), word) != s->runtime->taints.end(); };
    const bool scripts = std::any_of(d.devices.interfaces.begin(), d.devices.interfaces.end(), [](const auto& n) { return !n.script.empty(); });
    const struct {
        const char* word;
        bool is;
        const char* text;
    } taints[] = {{"custom-argv", d.qemu && !(d.qemu->args.empty() && d.qemu->env.empty()), "custom configuration parameters specified"},
                  {"custom-monitor", g->custom_monitor == s->life, "custom monitor control commands issued"},
                  {"high-privileges", core_->config.privileged && core_->config.settings.user == 0, "running with undesirable elevated privileges"},
                  {"shell-scripts", scripts, "network configuration using opaque shell scripts"},
                  {"custom-hypervisor-feature", d.qemu && !(d.qemu->capabilities_add.empty() && d.qemu->capabilities_del.empty()), "hypervisor feature autodetection override"}};
    for (const auto& t : taints)
        if (t.is || noted(t.word)) out.msgs.push_back(fmt::format("tainted: {}", t.text));
    return out;
}

DomainGetCpuStatsRet QemuConnection::domain_get_cpu_stats(Call&, const DomainGetCpuStatsArgs& a) {
    hv::check_flags(a.flags, VIR_TYPED_PARAM_STRING_OKAY, "qemuDomainGetCPUStats", Domain::qemu);
    auto s = running(*guest(a.dom));
    // Who spent how much on which processor is only counted in control groups.
    if (a.start_cpu >= 0) fail(Code::operation_invalid, Domain::qemu, "cgroup CPUACCT controller is not mounted");
    DomainGetCpuStatsRet out;
    const auto figures = cpu_figures(s->runtime->pid);
    if (!figures) fail(Code::operation_failed, Domain::qemu, "unable to get cpu account");
    hv::Params p;
    p.u64("cpu_time", figures->time);
    p.u64("user_time", figures->user);
    p.u64("system_time", figures->system);
    out.nparams = static_cast<std::int32_t>(p.list.size());
    if (a.nparams) {
        hv::cut_to(p.list, static_cast<std::int32_t>(std::min<std::uint32_t>(a.nparams, 3)));
        out.nparams = static_cast<std::int32_t>(p.list.size());
        out.params = std::move(p.list);
    }
    return out;
}

DomainMemoryPeekRet QemuConnection::domain_memory_peek(Call&, const DomainMemoryPeekArgs& a) {
    hv::check_flags(a.flags, VIR_MEMORY_VIRTUAL | VIR_MEMORY_PHYSICAL, "qemuDomainMemoryPeek", Domain::qemu);
    if (a.flags != VIR_MEMORY_VIRTUAL && a.flags != VIR_MEMORY_PHYSICAL)
        fail(Code::invalid_arg, Domain::qemu, "flags parameter must be VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL");
    auto g = guest(a.dom);
    auto s = running(*g);
    constexpr std::uint32_t most = 4u << 20;  // what one answer of the protocol may carry
    if (a.size > most) fail(Code::invalid_arg, Domain::qemu, "size is larger than the maximum of {}", most);
    // The emulator writes into a file that only it and we know, in the guest's own folder.
    const std::string path = s->runtime->lib_dir + "/qemu.mem." + std::to_string(s->life);
    Fd file(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file) fail_errno(Domain::qemu, errno, "mkostemp(\"{}\") failed", path);
    struct Gone {
        const std::string& path;
        ~Gone() { ::unlink(path.c_str()); }
    } gone{path};
    struct stat dir{};
    if (::stat(s->runtime->lib_dir.c_str(), &dir) == 0 && ::fchown(file.get(), dir.st_uid, dir.st_gid) < 0) {
        // the emulator says so itself if it cannot write
    }
    g->monitor()->call(qmp::Command(a.flags == VIR_MEMORY_VIRTUAL ? "memsave" : "pmemsave", json::Json{{"val", a.offset}, {"size", a.size}, {"filename", path}}));
    DomainMemoryPeekRet out;
    out.buffer.resize(a.size);
    std::size_t got = 0;
    Fd again(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    while (again && got < out.buffer.size()) {
        const auto n = ::pread(again.get(), out.buffer.data() + got, out.buffer.size() - got, static_cast<off_t>(got));
        if (n <= 0) fail_errno(Domain::qemu, errno, "failed to read temporary file created with template {}", path);
        got += static_cast<std::size_t>(n);
    }
    return out;
}

DomainBlockPeekRet QemuConnection::domain_block_peek(Call&, const DomainBlockPeekArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainBlockPeek", Domain::qemu);
    const auto d = guest(a.dom)->read()->now();
    const auto* disk = hv::find_disk(*d, a.path);
    if (!disk) fail(Code::invalid_arg, Domain::qemu, "disk '{}' not found in domain", a.path);
    if (disk->source.format != model::StorageFormat::raw)
        fail(Code::operation_unsupported, Domain::qemu, "peeking is only supported for disk with 'raw' format not '{}'", word(disk->source.format));
    if (disk->source.type != model::StorageType::file && disk->source.type != model::StorageType::block)
        fail(Code::operation_unsupported, Domain::qemu, "peeking is only supported for disk with 'raw' format not '{}'", word(disk->source.type));
    constexpr std::uint32_t most = 4u << 20;
    if (a.size > most) fail(Code::invalid_arg, Domain::qemu, "size is larger than the maximum of {}", most);
    Fd file(::open(disk->source.path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) fail_errno(Domain::qemu, errno, "failed to open '{}'", disk->source.path);
    DomainBlockPeekRet out;
    out.buffer.resize(a.size);
    for (std::size_t got = 0; got < out.buffer.size();) {
        const auto n = ::pread(file.get(), out.buffer.data() + got, out.buffer.size() - got, static_cast<off_t>(a.offset + got));
        if (n < 0) fail_errno(Domain::qemu, errno, "cannot read from '{}'", disk->source.path);
        if (n == 0) fail(Code::invalid_arg, Domain::qemu, "the requested range of '{}' lies behind its end", disk->source.path);
        got += static_cast<std::size_t>(n);
    }
    return out;
}

void QemuConnection::domain_start_dirty_rate_calc(Call&, const DomainStartDirtyRateCalcArgs& a) {
    constexpr std::uint32_t bitmap = VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP, ring = VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING;
    hv::check_flags(a.flags, bitmap | ring, "qemuDomainStartDirtyRateCalc", Domain::qemu);
    if (a.seconds < 1 || a.seconds > 60)
        fail(Code::config_unsupported, Domain::qemu, "seconds={} is invalid, please choose value within [1, 60].", a.seconds);
    auto g = guest(a.dom);
    running(*g);
    json::Json args{{"calc-time", a.seconds}};
    if (a.flags) args["mode"] = a.flags & bitmap ? "dirty-bitmap" : "dirty-ring";
    Counted about(g->dirty_rates_begun);
    g->monitor()->call(qmp::Command("calc-dirty-rate", args));
}

}  // namespace vireo::qemu
