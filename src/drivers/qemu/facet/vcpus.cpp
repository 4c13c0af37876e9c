// SPDX-License-Identifier: LGPL-2.1-or-later
// How many processors a guest has, and which of the host's they may use.
#include <dirent.h>
#include <sched.h>

#include <algorithm>

#include "base/text.h"
#include "drivers/qemu/agent/agent.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/facet/change.h"
#include "drivers/qemu/qmp/client.h"
#include "drivers/qemu/story/vcpus.h"
#include "hv/events.h"
#include "hv/flags.h"
#include "hv/tuning.h"
#include "hv/typed_params.h"
#include "json/json.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;

namespace {

constexpr std::uint32_t both = std::uint32_t{VIR_DOMAIN_AFFECT_LIVE} | VIR_DOMAIN_AFFECT_CONFIG;

void set_affinity(pid_t thread, const model::Bitmap& cpus) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (int c = cpus.next(0); c >= 0 && c < CPU_SETSIZE; c = cpus.next(static_cast<unsigned>(c) + 1)) CPU_SET(c, &set);
    if (::sched_setaffinity(thread, sizeof set, &set) < 0) fail_errno(Domain::none, errno, "cannot set CPU affinity on process {}", thread);
}

const model::Bitmap& default_cpus(const model::Domain& d) {
    static const model::Bitmap all = hv::first_bits(host_cpus());
    return d.vcpu_cpuset.empty() ? all : d.vcpu_cpuset;
}

// The definition with `count` processors that run: those that are listed one by one are switched in their order.
void run_vcpus(model::Domain& d, unsigned count, bool hotpluggable) {
    unsigned now = d.current_vcpus();
    const auto flip = [&](model::VcpuEntry& e, bool on) {
        e.enabled = on ? model::YesNo::yes : model::YesNo::no;
        if (on && hotpluggable) e.hotpluggable = model::YesNo::yes;
        now = on ? now + 1 : now - 1;
    };
    for (auto& e : d.vcpu_entries)
        if (now < count && e.enabled == model::YesNo::no) flip(e, true);
    for (auto e = d.vcpu_entries.rbegin(); e != d.vcpu_entries.rend(); ++e)
        if (now > count && e->enabled == model::YesNo::yes && e->id) flip(*e, false);
    d.vcpu_current = count == d.vcpus ? std::nullopt : std::optional<unsigned>(count);
}

// Plugs or unplugs until `count` run; tells what the guest then has.
std::vector<std::pair<unsigned, pid_t>> run_vcpus_live(Guest& g, const GuestState& s, unsigned count) {
    auto monitor = g.monitor();
    return set_running_vcpus(*s.live, *monitor, count);
}

void keep_threads(Guest& g, const GuestState& s, std::vector<std::pair<unsigned, pid_t>> threads) {
    g.commit(s.life, [&](GuestState& n) {
        auto r = *n.runtime;
        r.vcpu_threads = std::move(threads);
        n.runtime = std::make_shared<const Runtime>(std::move(r));
    });
}

// The guest itself stops or wakes processors until `count` run.
void guest_vcpus(const Guest& g, unsigned count) {
    const auto cpus = agent::call(g, "guest-get-vcpus", nullptr, Deadline::never());
    if (!cpus.is_array()) fail(Code::internal_error, Domain::qemu, "Malformed vcpu data array");
    if (cpus.size() < count) fail(Code::operation_invalid, Domain::qemu, "requested vcpu count is greater than the count of enabled vcpus in the domain: {} > {}", count, cpus.size());
    unsigned now = 0;
    const auto online = [](const json::Json& c) { return c.is_object() && c.value("online", false); };
    for (const auto& c : cpus)
        if (online(c)) ++now;
    json::Json wanted = json::Json::array();
    for (const auto& c : cpus) {
        if (now == count || !c.is_object()) continue;
        const bool up = now < count;
        if (online(c) == up || (!up && !c.value("can-offline", false))) continue;
        wanted.push_back(json::Json{{"logical-id", c.value("logical-id", 0)}, {"online", up}});
        now = up ? now + 1 : now - 1;
    }
    if (now != count) fail(Code::internal_error, Domain::qemu, "failed to set vCPU count in the guest: some processors cannot be switched off");
    if (!wanted.empty()) agent::call(g, "guest-set-vcpus", json::Json{{"vcpus", wanted}}, Deadline::never());
}

void set_vcpus(Guest& g, unsigned count, std::uint32_t flags) {
    if (flags & VIR_DOMAIN_VCPU_GUEST) {
        auto s = g.read();
        if (!s->active()) fail(Code::operation_invalid, Domain::qemu, "domain is not running");
        agent::require_ready(*s);
        return guest_vcpus(g, count);
    }
    const auto about = affected(g, flags);
    if (flags & VIR_DOMAIN_VCPU_MAXIMUM) {
        if (about.impact.live) fail(Code::operation_unsupported, Domain::qemu, "maximum vcpu count of a live domain can't be modified");
        auto d = about.state->next();
        if (d->cpu && d->cpu->topology.sockets) {
            const auto& t = d->cpu->topology;
            if (count != std::uint64_t{t.sockets} * std::max(t.dies, 1u) * std::max(t.clusters, 1u) * std::max(t.cores, 1u) * std::max(t.threads, 1u))
                fail(Code::invalid_arg, Domain::qemu, "CPU topology doesn't match the desired vcpu count");
        }
        return commit_change(g, about, [&](model::Domain& n, bool) {
            const unsigned now = std::min(n.current_vcpus(), count);
            n.vcpus = count;
            n.vcpu_current = now == count ? std::nullopt : std::optional<unsigned>(now);
            std::erase_if(n.vcpu_entries, [&](const auto& e) { return e.id >= count; });
            if (!n.vcpu_entries.empty())
                for (unsigned id = static_cast<unsigned>(n.vcpu_entries.size()); id < count; ++id)
                    n.vcpu_entries.push_back({id, model::YesNo::no, model::YesNo::yes, std::nullopt});
        });
    }
    if (about.impact.live && count > about.state->live->vcpus)
        fail(Code::invalid_arg, Domain::qemu, "requested vcpus is greater than max allowable vcpus for the live domain: {} > {}", count, about.state->live->vcpus);
    if (about.impact.config)
        if (auto d = about.state->next(); count > d->vcpus)
            fail(Code::invalid_arg, Domain::qemu, "requested vcpus is greater than max allowable vcpus for the persistent domain: {} > {}", count, d->vcpus);
    if (about.impact.live) keep_threads(g, *about.state, run_vcpus_live(g, *about.state, count));
    commit_change(g, about, [&](model::Domain& d, bool) { run_vcpus(d, count, flags & VIR_DOMAIN_VCPU_HOTPLUGGABLE); });
}

void pin_vcpu(Guest& g, unsigned vcpu, const Bytes& map, std::uint32_t flags) {
    const auto about = affected(g, flags);
    if (about.impact.live && vcpu >= about.state->live->vcpus)
        fail(Code::invalid_arg, Domain::qemu, "vcpu {} is out of range of live cpu count {}", vcpu, about.state->live->vcpus);
    if (about.impact.config)
        if (auto d = about.state->next(); !hv::vcpu_on_line(*d, vcpu) || vcpu >= d->vcpus)
            fail(Code::invalid_arg, Domain::qemu, "vcpu {} is out of range of persistent cpu count {}", vcpu, d->current_vcpus());
    const auto cpus = hv::bitmap_of(map);
    if (cpus.empty()) fail(Code::invalid_arg, Domain::qemu, "Empty cpu list for pinning");
    Announcements events;
    if (about.impact.live) {
        for (auto [id, thread] : about.state->runtime->vcpu_threads)
            if (id == vcpu) set_affinity(thread, cpus);
        hv::Params p;
        p.text(fmt::format("cputune.vcpupin{}", vcpu), cpus.text());
        events.push_back(hv::tunable_event(about.state->ref(), std::move(p.list)));
    }
    commit_change(g, about, [&](model::Domain& d, bool) { hv::set_pin(d.cputune.vcpu_pins, vcpu, cpus); }, std::move(events));
}

}  // namespace

void QemuConnection::domain_set_vcpus(Call&, const DomainSetVcpusArgs& a) { set_vcpus(*guest(a.dom), a.nvcpus, VIR_DOMAIN_AFFECT_LIVE); }
void QemuConnection::domain_set_vcpus_flags(Call&, const DomainSetVcpusFlagsArgs& a) {
    hv::check_flags(a.flags, both | VIR_DOMAIN_VCPU_MAXIMUM | VIR_DOMAIN_VCPU_GUEST | VIR_DOMAIN_VCPU_HOTPLUGGABLE, "qemuDomainSetVcpusFlags", Domain::qemu);
    set_vcpus(*guest(a.dom), a.nvcpus, a.flags);
}

void QemuConnection::domain_pin_vcpu(Call&, const DomainPinVcpuArgs& a) { pin_vcpu(*guest(a.dom), a.vcpu, a.cpumap, VIR_DOMAIN_AFFECT_LIVE); }
void QemuConnection::domain_pin_vcpu_flags(Call&, const DomainPinVcpuFlagsArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainPinVcpuFlags", Domain::qemu);
    pin_vcpu(*guest(a.dom), a.vcpu, a.cpumap, a.flags);
}

DomainGetVcpuPinInfoRet QemuConnection::domain_get_vcpu_pin_info(Call&, const DomainGetVcpuPinInfoArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainGetVcpuPinInfo", Domain::qemu);
    const auto d = asked_about(*guest(a.dom)->read(), a.flags);
    DomainGetVcpuPinInfoRet out;
    out.num = static_cast<int>(std::min<std::int64_t>(d->vcpus, std::max(a.ncpumaps, 0)));
    const auto length = static_cast<std::size_t>(std::clamp(a.maplen, 0, 2048));
    for (unsigned i = 0; i < static_cast<unsigned>(out.num); ++i) {
        const auto* pin = hv::find_pin(d->cputune.vcpu_pins, i);
        hv::append_map(out.cpumaps, pin ? pin->cpus : default_cpus(*d), length);
    }
    return out;
}

void QemuConnection::domain_pin_emulator(Call&, const DomainPinEmulatorArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainPinEmulator", Domain::qemu);
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    const auto cpus = hv::bitmap_of(a.cpumap);
    if (cpus.empty()) fail(Code::invalid_arg, Domain::qemu, "Empty cpu list for pinning");
    Announcements events;
    if (about.impact.live) {
        // All threads but those that run processors and I/O threads, which have pins of their own.
        std::vector<pid_t> others;
        for (auto [id, thread] : about.state->runtime->vcpu_threads) others.push_back(thread);
        const auto io = g->monitor()->call(qmp::Command("query-iothreads"));
        if (io.is_array())
            for (const auto& t : io)
                if (t.is_object()) others.push_back(t.value("thread-id", 0));
        const std::string tasks = fmt::format("/proc/{}/task", about.state->runtime->pid);
        if (DIR* dir = ::opendir(tasks.c_str())) {
            std::vector<pid_t> mine;
            while (const dirent* e = ::readdir(dir))
                if (auto id = to_number<int>(e->d_name)) mine.push_back(*id);
            ::closedir(dir);
            for (pid_t t : mine)
                if (std::find(others.begin(), others.end(), t) == others.end()) set_affinity(t, cpus);
        }
        hv::Params p;
        p.text("cputune.emulatorpin", cpus.text());
        events.push_back(hv::tunable_event(about.state->ref(), std::move(p.list)));
    }
    commit_change(*g, about, [&](model::Domain& d, bool) { d.cputune.emulator_pin = cpus; }, std::move(events));
}

DomainGetEmulatorPinInfoRet QemuConnection::domain_get_emulator_pin_info(Call&, const DomainGetEmulatorPinInfoArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainGetEmulatorPinInfo", Domain::qemu);
    const auto d = asked_about(*guest(a.dom)->read(), a.flags);
    DomainGetEmulatorPinInfoRet out;
    hv::append_map(out.cpumaps, d->cputune.emulator_pin.empty() ? default_cpus(*d) : d->cputune.emulator_pin, static_cast<std::size_t>(std::clamp(a.maplen, 0, 2048)));
    out.ret = 1;
    return out;
}

}  // namespace vireo::qemu
