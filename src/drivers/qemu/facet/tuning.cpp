// SPDX-License-Identifier: LGPL-2.1-or-later
// Sizes of a guest as its definition says.
#include <sched.h>

#include "base/text.h"
#include "drivers/qemu/agent/agent.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/facet/change.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "host/node/sysfs.h"
#include "json/json.h"
#include "libvirt/libvirt.h"

#include <unistd.h>

namespace vireo::qemu {

using namespace api;

unsigned host_cpus() {
    const long n = ::sysconf(_SC_NPROCESSORS_CONF);
    return n > 0 ? static_cast<unsigned>(n) : 1;
}

DomainGetMaxMemoryRet QemuConnection::domain_get_max_memory(Call&, const DomainGetMaxMemoryArgs& a) { return {.memory = guest(a.dom)->read()->now()->memory.value_or(0)}; }

DomainGetMaxVcpusRet QemuConnection::domain_get_max_vcpus(Call& c, const DomainGetMaxVcpusArgs& a) {
    return {.num = domain_get_vcpus_flags(c, {.dom = a.dom, .flags = VIR_DOMAIN_AFFECT_LIVE | std::uint32_t{VIR_DOMAIN_VCPU_MAXIMUM}}).num};
}

DomainGetVcpusFlagsRet QemuConnection::domain_get_vcpus_flags(Call&, const DomainGetVcpusFlagsArgs& a) {
    hv::check_flags(a.flags, std::uint32_t{VIR_DOMAIN_AFFECT_LIVE} | VIR_DOMAIN_AFFECT_CONFIG | VIR_DOMAIN_VCPU_MAXIMUM | VIR_DOMAIN_VCPU_GUEST, "qemuDomainGetVcpusFlags", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    auto d = hv::reads_live(a.flags & (VIR_DOMAIN_AFFECT_LIVE | VIR_DOMAIN_AFFECT_CONFIG), s->active(), s->persistent()) ? s->live : s->next();
    if (a.flags & VIR_DOMAIN_VCPU_GUEST) {
        if (!s->active()) fail(Code::invalid_arg, Domain::qemu, "vCPU count provided by the guest agent can only be requested for live domains");
        const auto cpus = agent::call(*g, "guest-get-vcpus", nullptr, Deadline::in_ms(60'000));
        int n = 0;
        if (cpus.is_array())
            for (const auto& cpu : cpus)
                if (a.flags & VIR_DOMAIN_VCPU_MAXIMUM || (cpu.is_object() && cpu.value("online", false))) ++n;
        return {.num = n};
    }
    return {.num = static_cast<int>(a.flags & VIR_DOMAIN_VCPU_MAXIMUM ? d->vcpus : d->current_vcpus())};
}

DomainGetVcpusRet QemuConnection::domain_get_vcpus(Call&, const DomainGetVcpusArgs& a) {
    auto s = guest(a.dom)->read();
    if (!s->active()) fail(Code::operation_invalid, Domain::qemu, "cannot retrieve vcpu information for inactive domain");
    DomainGetVcpusRet r;
    const std::uint64_t tick = 1'000'000'000ULL / static_cast<unsigned long>(sysconf(_SC_CLK_TCK));
    for (auto [id, thread] : s->runtime->vcpu_threads) {
        if (static_cast<int>(r.info.size()) >= a.maxinfo) break;
        VcpuInfo v{.number = id, .state = VIR_VCPU_RUNNING};
        if (auto text = host::read_text(fmt::format("/proc/{}/task/{}/stat", s->runtime->pid, thread)))
            if (auto close = text->rfind(')'); close != text->npos) {
                auto words = split_words(std::string_view(*text).substr(close + 1));
                if (words.size() > 36) {
                    v.cpu_time = (to_number<std::uint64_t>(words[11]).value_or(0) + to_number<std::uint64_t>(words[12]).value_or(0)) * tick;
                    v.cpu = to_number<int>(words[36]).value_or(0);
                }
            }
        r.info.push_back(v);
        if (a.maplen > 0) {
            cpu_set_t set;
            CPU_ZERO(&set);
            ::sched_getaffinity(thread, sizeof set, &set);
            for (int byte = 0; byte < a.maplen; ++byte) {
                std::uint8_t bits = 0;
                for (int b = 0; b < 8; ++b)
                    if (byte * 8 + b < CPU_SETSIZE && CPU_ISSET(byte * 8 + b, &set)) bits |= static_cast<std::uint8_t>(1u << b);
                r.cpumaps.push_back(bits);
            }
        }
    }
    return r;
}

}  // namespace vireo::qemu
