// SPDX-License-Identifier: LGPL-2.1-or-later
// I/O threads of guests.
#include <sched.h>

#include "base/text.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/facet/change.h"
#include "drivers/qemu/qmp/client.h"
#include "hv/flags.h"
#include "hv/tuning.h"
#include "hv/typed_params.h"
#include "json/json.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;

namespace {

constexpr std::uint32_t both = std::uint32_t{VIR_DOMAIN_AFFECT_LIVE} | VIR_DOMAIN_AFFECT_CONFIG;
using hv::ParamType;

std::string object_of(unsigned id) { return fmt::format("iothread{}", id); }

void require_id(unsigned id) {
    if (!id) fail(Code::invalid_arg, Domain::qemu, "invalid value of 0 for iothread_id");
}

void require_free(const model::Domain& d, unsigned id) {
    for (const auto& t : d.iothread_ids)
        if (t.id == id) fail(Code::invalid_arg, Domain::domain, "an IOThread is already using iothread_id '{}'", id);
}

void require_known(const model::Domain& d, unsigned id) {
    for (const auto& t : d.iothread_ids)
        if (t.id == id) return;
    fail(Code::invalid_arg, Domain::domain, "cannot find IOThread '{}' in iothreadids list", id);
}

void require_unused(const model::Domain& d, unsigned id) {
    for (const auto& disk : d.devices.disks)
        if (disk.driver.iothread == id) fail(Code::invalid_arg, Domain::domain, "cannot remove IOThread {} since it is being used by disk '{}'", id, disk.target_dev);
    for (const auto& c : d.devices.controllers)
        if (c.iothread == id) fail(Code::invalid_arg, Domain::domain, "cannot remove IOThread '{}' since it is being used by controller", id);
}

// Number and kernel thread, in the emulator's order.
std::vector<std::pair<unsigned, pid_t>> running(Guest& g) {
    std::vector<std::pair<unsigned, pid_t>> out;
    const auto answer = g.monitor()->call(qmp::Command("query-iothreads"));
    if (!answer.is_array()) return out;
    for (const auto& t : answer) {
        const auto* name = json::find(t, "id");
        if (!name || !name->is_string()) continue;
        const std::string text = name->get<std::string>();
        if (text.rfind("iothread", 0) != 0) continue;
        if (auto id = to_number<unsigned>(std::string_view(text).substr(8))) out.emplace_back(*id, t.value("thread-id", 0));
    }
    return out;
}

std::size_t map_length() { return host_cpus() / 8 + 1; }

template <class F>
void each_side(const Affected& about, F&& check) {
    if (about.impact.live) check(*about.state->live);
    if (about.impact.config) check(*about.state->next());
}

}  // namespace

DomainGetIothreadInfoRet QemuConnection::domain_get_iothread_info(Call&, const DomainGetIothreadInfoArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainGetIOThreadInfo", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    DomainGetIothreadInfoRet out;
    if (hv::reads_live(a.flags, s->active(), s->persistent())) {
        for (auto [id, thread] : running(*g)) {
            DomainIothreadInfo info;
            info.iothread_id = id;
            cpu_set_t set;
            CPU_ZERO(&set);
            ::sched_getaffinity(thread, sizeof set, &set);
            model::Bitmap cpus;
            for (unsigned c = 0; c < host_cpus() && c < CPU_SETSIZE; ++c)
                if (CPU_ISSET(c, &set)) cpus.set(c);
            hv::append_map(info.cpumap, cpus, map_length());
            out.info.push_back(std::move(info));
        }
    } else {
        const auto d = s->next();
        for (const auto& t : d->iothread_ids) {
            DomainIothreadInfo info;
            info.iothread_id = t.id;
            const auto* pin = hv::find_pin(d->cputune.iothread_pins, t.id);
            hv::append_map(info.cpumap, pin ? pin->cpus : !d->vcpu_cpuset.empty() ? d->vcpu_cpuset : hv::first_bits(host_cpus()), map_length());
            out.info.push_back(std::move(info));
        }
    }
    out.ret = static_cast<std::uint32_t>(out.info.size());
    return out;
}

void QemuConnection::domain_pin_iothread(Call&, const DomainPinIothreadArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainPinIOThread", Domain::qemu);
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    const auto cpus = hv::bitmap_of(a.cpumap);
    if (cpus.empty()) fail(Code::invalid_arg, Domain::qemu, "Empty iothread cpumap list for pinning");
    const auto has = [&](const model::Domain& d) {
        return std::any_of(d.iothread_ids.begin(), d.iothread_ids.end(), [&](const auto& t) { return t.id == a.iothreads_id; });
    };
    if (about.impact.config && !has(*about.state->next())) fail(Code::invalid_arg, Domain::qemu, "iothreadid {} not found", a.iothreads_id);
    if (about.impact.live) {
        if (!has(*about.state->live)) fail(Code::invalid_arg, Domain::qemu, "iothread {} not found", a.iothreads_id);
        cpu_set_t set;
        CPU_ZERO(&set);
        for (int c = cpus.next(0); c >= 0 && c < CPU_SETSIZE; c = cpus.next(static_cast<unsigned>(c) + 1)) CPU_SET(c, &set);
        for (auto [id, thread] : running(*g))
            if (id == a.iothreads_id && ::sched_setaffinity(thread, sizeof set, &set) < 0)
                fail_errno(Domain::none, errno, "cannot set CPU affinity on process {}", thread);
    }
    commit_change(*g, about, [&](model::Domain& d, bool) { hv::set_pin(d.cputune.iothread_pins, a.iothreads_id, cpus); });
}

void QemuConnection::domain_add_iothread(Call&, const DomainAddIothreadArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainAddIOThread", Domain::qemu);
    require_id(a.iothread_id);
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    each_side(about, [&](const model::Domain& d) { require_free(d, a.iothread_id); });
    if (about.impact.live) g->monitor()->call(qmp::Command("object-add", json::Json{{"qom-type", "iothread"}, {"id", object_of(a.iothread_id)}}));
    commit_change(*g, about, [&](model::Domain& d, bool) {
        model::Iothread t;
        t.id = a.iothread_id;
        d.iothread_ids.push_back(t);
        d.iothreads = static_cast<unsigned>(d.iothread_ids.size());
    });
}

void QemuConnection::domain_del_iothread(Call&, const DomainDelIothreadArgs& a) {
    hv::check_flags(a.flags, both, "qemuDomainDelIOThread", Domain::qemu);
    require_id(a.iothread_id);
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    each_side(about, [&](const model::Domain& d) {
        require_known(d, a.iothread_id);
        require_unused(d, a.iothread_id);
    });
    if (about.impact.live) g->monitor()->call(qmp::Command("object-del", json::Json{{"id", object_of(a.iothread_id)}}));
    commit_change(*g, about, [&](model::Domain& d, bool) {
        std::erase_if(d.iothread_ids, [&](const auto& t) { return t.id == a.iothread_id; });
        std::erase_if(d.cputune.iothread_pins, [&](const auto& p) { return p.id == a.iothread_id; });
        d.iothreads = d.iothread_ids.empty() ? std::nullopt : std::optional<unsigned>(static_cast<unsigned>(d.iothread_ids.size()));
    });
}

void QemuConnection::domain_set_iothread_params(Call&, const DomainSetIothreadParamsArgs& a) {
    static constexpr hv::KnownParam known[] = {{"poll_max_ns", ParamType::ullong},
                                               {"poll_grow", ParamType::uint},
                                               {"poll_shrink", ParamType::uint},
                                               {"thread_pool_min", ParamType::int_},
                                               {"thread_pool_max", ParamType::int_}};
    hv::check_flags(a.flags, both, "qemuDomainSetIOThreadParams", Domain::qemu);
    require_id(a.iothread_id);
    hv::check_params(a.params, known);
    const auto poll_max = hv::param<std::uint64_t>(a.params, "poll_max_ns");
    const auto grow = hv::param<std::uint32_t>(a.params, "poll_grow"), shrink = hv::param<std::uint32_t>(a.params, "poll_shrink");
    const auto least = hv::param<std::int32_t>(a.params, "thread_pool_min"), most = hv::param<std::int32_t>(a.params, "thread_pool_max");
    if (least && *least < -1) fail(Code::config_unsupported, Domain::qemu, "thread_pool_min ({}) must be equal to or greater than -1", *least);
    if (most && *most < -1) fail(Code::config_unsupported, Domain::qemu, "thread_pool_max ({}) must be equal to or greater than -1", *most);
    auto g = guest(a.dom);
    const auto about = affected(*g, a.flags);
    each_side(about, [&](const model::Domain& d) {
        const auto* t = hv::find_iothread(const_cast<model::Domain&>(d), a.iothread_id);
        if (!t) fail(Code::invalid_arg, Domain::qemu, "cannot find IOThread '{}' in iothreadids", a.iothread_id);
        const int low = least ? *least : t->pool_min.value_or(-1), high = most ? *most : t->pool_max.value_or(-1);
        if (low >= 0 && high >= 0 && low > high)
            fail(Code::operation_invalid, Domain::qemu, "thread_pool_min ({}) can't be greater than thread_pool_max ({})", low, high);
    });
    if (about.impact.live) {
        std::vector<qmp::Command> commands;
        const auto set = [&](const char* property, const json::Json& value) {
            commands.emplace_back("qom-set", json::Json{{"path", "/objects/" + object_of(a.iothread_id)}, {"property", property}, {"value", value}});
        };
        if (poll_max) set("poll-max-ns", *poll_max);
        if (grow) set("poll-grow", *grow);
        if (shrink) set("poll-shrink", *shrink);
        // A range moves in the order that never turns it round.
        const auto* now = hv::find_iothread(const_cast<model::Domain&>(*about.state->live), a.iothread_id);
        const bool up = most && now->pool_max && *most >= *now->pool_max;
        if (most && (up || !least)) set("thread-pool-max", *most);
        if (least) set("thread-pool-min", *least);
        if (most && !up && least) set("thread-pool-max", *most);
        for (auto& answer : g->monitor()->send(commands)) answer.check();
    }
    commit_change(*g, about, [&](model::Domain& d, bool) {
        auto* t = hv::find_iothread(d, a.iothread_id);
        if (!t) return;
        if (poll_max) t->poll_max = *poll_max;
        if (grow) t->poll_grow = *grow;
        if (shrink) t->poll_shrink = *shrink;
        if (least) t->pool_min = *least;
        if (most) t->pool_max = *most;
    });
}

}  // namespace vireo::qemu
