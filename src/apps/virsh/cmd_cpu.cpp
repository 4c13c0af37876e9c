// SPDX-License-Identifier: LGPL-2.1-or-later
// Virtual processors: how many, where they run, what they used.
#include "apps/virsh/cpus.h"

#include "apps/virsh/words.h"

#include <cstring>

namespace vireo::sh {

int host_cpus(Virsh& sh)
{
    int n = virNodeGetCPUMap(sh.conn(), nullptr, nullptr, 0);
    if (n < 0) {
        sh.forget_error();
        virNodeInfo info;
        sh.check(virNodeGetInfo(sh.conn(), &info) == 0);
        n = static_cast<int>(VIR_NODEINFO_MAXCPUS(info));
    }
    return n;
}

std::optional<std::vector<unsigned char>> parse_cpus(const std::string& text, int count)
{
    constexpr long most = 16384;
    std::vector<bool> on(static_cast<size_t>(std::max(count, 0)));
    if (text == "r") {
        on.assign(on.size(), true);
    } else {
        if (text.empty()) return std::nullopt;
        for (const std::string& part : split(text, ',')) {
            bool off = part.starts_with("^");
            auto ends = split(part.substr(off), '-');
            auto first = parse_unsigned(ends[0], most), last = first;
            if (ends.size() == 2 && !off) last = parse_unsigned(ends[1], most);
            else if (ends.size() > 1) return std::nullopt;
            if (!first || !last || *last < *first) return std::nullopt;
            if (*last >= on.size()) on.resize(*last + 1);
            for (auto i = *first; i <= *last; ++i) on[i] = !off;
        }
        if (std::find(on.begin(), on.end(), true) == on.end()) return std::nullopt;
    }
    std::vector<unsigned char> map(static_cast<size_t>(VIR_CPU_MAPLEN(on.size())));
    for (size_t i = 0; i < on.size(); ++i)
        if (on[i]) map[i / 8] = static_cast<unsigned char>(map[i / 8] | 1u << i % 8);
    return map;
}

namespace {

void need_cpus(Virsh& sh, const std::optional<std::vector<unsigned char>>& map, const std::string& list)
{
    if (map) return;
    // a set of nothing is well formed, all else is not
    if (list.find_first_not_of("0123456789^,") != std::string::npos || list.find('^') == std::string::npos)
        sh.remember_error(fmt::format("invalid argument: Failed to parse bitmap '{}'", list));
    sh.fail("Invalid cpulist '{}'", list);
}

}  // namespace

std::string cpus_text(const unsigned char* map, int count)
{
    std::string out;
    for (int i = 0; i < count; ++i) {
        if (!VIR_CPU_USED(map, i)) continue;
        int end = i;
        while (end + 1 < count && VIR_CPU_USED(map, end + 1)) ++end;
        out += fmt::format("{}{}", out.empty() ? "" : ",", i);
        if (end > i) out += fmt::format("-{}", end);
        i = end;
    }
    return out;
}

COMMAND(setvcpus)
{
    args.exclusive("current", "live");
    args.exclusive("current", "config");
    args.exclusive("guest", "config");
    unsigned flags = VIR_DOMAIN_AFFECT_CURRENT;
    if (args.has("config")) flags |= VIR_DOMAIN_AFFECT_CONFIG;
    if (args.has("live")) flags |= VIR_DOMAIN_AFFECT_LIVE;
    if (args.has("guest")) flags |= VIR_DOMAIN_VCPU_GUEST;
    if (args.has("maximum")) flags |= VIR_DOMAIN_VCPU_MAXIMUM;
    if (args.has("hotpluggable")) flags |= VIR_DOMAIN_VCPU_HOTPLUGGABLE;
    Dom dom = sh.domain(args);
    auto count = args.uint("count");
    sh.check(*count != 0, "Can't set 0 processors for a VM");
    bool plain = !args.has("config") && !args.has("live") && !args.has("current") && !args.has("guest") && !args.has("maximum")
              && !args.has("hotpluggable");
    if (plain) sh.check(virDomainSetVcpus(dom, *count) == 0);
    else sh.check(virDomainSetVcpusFlags(dom, *count, flags) >= 0);
}

COMMAND(setvcpu)
{
    unsigned flags = sh.affect(args);
    args.exclusive("enable", "disable");
    bool enable = args.has("enable");
    const char* list = args.str("vcpulist");
    sh.check(enable || args.has("disable"), "one of --enable, --disable is required");
    Dom dom = sh.domain(args);
    sh.check(virDomainSetVcpu(dom, list, enable, flags) >= 0);
}

COMMAND(guestvcpus)
{
    args.exclusive("enable", "disable");
    args.requires_option("enable", "cpulist");
    args.requires_option("disable", "cpulist");
    const char* list = args.str("cpulist");
    if (list && !args.has("enable") && !args.has("disable"))
        sh.fail("One of options --enable or --disable is required by option --cpulist");
    Dom dom = sh.domain(args);
    if (list) {
        sh.check(virDomainSetGuestVcpus(dom, list, args.has("enable"), 0) >= 0);
        return;
    }
    Params p;
    unsigned n = 0;
    sh.check(virDomainGetGuestVcpus(dom, &p.p, &n, 0) >= 0);
    p.n = static_cast<int>(n);
    for (auto& v : p) sh.print("{:<15}: {}\n", v.field, param_text(v));
}

COMMAND(vcpucount)
{
    bool maximum = args.has("maximum"), active = args.has("active"), live = args.has("live"), config = args.has("config");
    bool current = args.has("current"), guest = args.has("guest");
    // --current alone with neither kind is old spelling for --active
    args.exclusive("live", "config");
    args.exclusive("active", "maximum");
    args.exclusive("guest", "config");
    Dom dom = sh.domain(args);
    auto count = [&](unsigned flags, bool must) {
        int n = virDomainGetVcpusFlags(dom, flags);
        if (n >= 0) return n;
        virErrorPtr e = virGetLastError();
        bool old = e && (e->code == VIR_ERR_NO_SUPPORT || e->code == VIR_ERR_INVALID_ARG);
        if (flags & VIR_DOMAIN_VCPU_GUEST) sh.fail("Failed to retrieve vCPU count from the guest");
        if (!old || must) {
            if (must) sh.fail();
            return -1;
        }
        sh.forget_error();
        if (flags & VIR_DOMAIN_AFFECT_LIVE) {
            if (flags & VIR_DOMAIN_VCPU_MAXIMUM) return virDomainGetMaxVcpus(dom);
            virDomainInfo info;
            return virDomainGetInfo(dom, &info) == 0 ? static_cast<int>(info.nrVirtCpu) : -1;
        }
        return -1;
    };
    if (maximum || active || live || config || guest || current) {
        unsigned flags = 0;
        if (live) flags |= VIR_DOMAIN_AFFECT_LIVE;
        if (config) flags |= VIR_DOMAIN_AFFECT_CONFIG;
        if (maximum) flags |= VIR_DOMAIN_VCPU_MAXIMUM;
        if (guest) flags |= VIR_DOMAIN_VCPU_GUEST;
        if (current && !active && !maximum && !guest && !live && !config) flags |= 0;
        sh.print("{}\n", count(flags, true));
        return;
    }
    int max_config = count(unsigned(VIR_DOMAIN_AFFECT_CONFIG) | VIR_DOMAIN_VCPU_MAXIMUM, false);
    int max_live = count(unsigned(VIR_DOMAIN_AFFECT_LIVE) | VIR_DOMAIN_VCPU_MAXIMUM, false);
    int now_config = count(VIR_DOMAIN_AFFECT_CONFIG, false);
    int now_live = count(VIR_DOMAIN_AFFECT_LIVE, false);
    auto show = [&](const char* what, const char* where, int n) {
        if (n >= 0) sh.print("{:<12} {:<12} {:3}\n", what, where, n);
    };
    show("maximum", "config", max_config);
    show("maximum", "live", max_live);
    show("current", "config", now_config);
    show("current", "live", now_live);
    sh.forget_error();
}

COMMAND(vcpuinfo)
{
    static constexpr const char* states[] = {"offline", "running", "blocked"};
    bool pretty = args.has("pretty");
    Dom dom = sh.domain(args);
    int cpus = host_cpus(sh);
    virDomainInfo info;
    sh.check(virDomainGetInfo(dom, &info) == 0);
    std::vector<virVcpuInfo> v(info.nrVirtCpu);
    size_t len = static_cast<size_t>(VIR_CPU_MAPLEN(cpus));
    std::vector<unsigned char> maps(info.nrVirtCpu * len);
    int n = virDomainGetVcpus(dom, v.data(), info.nrVirtCpu, maps.data(), static_cast<int>(len));
    bool live = n >= 0;
    if (!live) {
        if (info.state != VIR_DOMAIN_SHUTOFF) sh.fail();
        sh.forget_error();
        // a domain that is off still says where its processors would run
        n = virDomainGetVcpuPinInfo(dom, info.nrVirtCpu, maps.data(), static_cast<int>(len), VIR_DOMAIN_AFFECT_CONFIG);
        sh.check(n >= 0);
    }
    for (int i = 0; i < n; ++i) {
        if (live) {
            auto& c = v[static_cast<size_t>(i)];
            sh.print("{:<15} {}\n", "VCPU:", c.number);
            if (c.cpu >= 0) sh.print("{:<15} {}\n", "CPU:", c.cpu);
            else sh.print("{:<15} {}\n", "CPU:", "N/A");
            sh.print("{:<15} {}\n", "State:", word_at(states, c.state, "no state"));
            if (c.cpuTime != 0) sh.print("{:<15} {:.1f}s\n", "CPU time:", static_cast<double>(c.cpuTime) / 1e9);
        } else {
            sh.print("{:<15} {}\n{:<15} {}\n{:<15} {}\n{:<15} {}\n", "VCPU:", i, "CPU:", "N/A", "State:", "N/A", "CPU time", "N/A");
        }
        unsigned char* map = &maps[static_cast<size_t>(i) * len];
        if (pretty) {
            sh.print("{:<15} {} (out of {})\n", "CPU Affinity:", cpus_text(map, cpus), cpus);
        } else {
            std::string bits;
            for (int c = 0; c < cpus; ++c) bits += VIR_CPU_USED(map, c) ? 'y' : '-';
            sh.print("{:<15} {}\n", "CPU Affinity:", bits);
        }
        if (i + 1 < n) sh.print("\n");
    }
}

COMMAND(vcpupin)
{
    unsigned flags = sh.affect(args);
    const char* list = args.str("cpulist");
    if (list && !*list) list = nullptr;
    auto vcpu = args.uint("vcpu");
    bool query = !args.has("cpulist") || !list;
    if (!query && !vcpu) sh.fail("vcpupin: Missing vCPU number in pin mode.");
    Dom dom = sh.domain(args);
    int cpus = host_cpus(sh);
    size_t len = static_cast<size_t>(VIR_CPU_MAPLEN(cpus));
    if (query) {
        unsigned count_flags = flags ? flags : unsigned(virDomainIsActive(dom) == 1 ? VIR_DOMAIN_AFFECT_LIVE : VIR_DOMAIN_AFFECT_CONFIG);
        int count = virDomainGetVcpusFlags(dom, count_flags | VIR_DOMAIN_VCPU_MAXIMUM);
        sh.check(count > 0);
        if (vcpu && *vcpu >= static_cast<unsigned>(count)) {
            if (count_flags & VIR_DOMAIN_AFFECT_LIVE) sh.fail("vcpu {} is out of range of live cpu count {}", *vcpu, count);
            sh.fail("vcpu {} is out of range of persistent cpu count {}", *vcpu, count);
        }
        std::vector<unsigned char> maps(static_cast<size_t>(count) * len);
        int n = virDomainGetVcpuPinInfo(dom, count, maps.data(), static_cast<int>(len), flags);
        sh.check(n >= 0);
        Table out({"VCPU", "CPU Affinity"});
        for (int i = 0; i < n; ++i)
            if (!vcpu || *vcpu == static_cast<unsigned>(i)) out.row({fmt::format("{}", i), cpus_text(&maps[static_cast<size_t>(i) * len], cpus)});
        sh.print_table(out);
        return;
    }
    auto map = parse_cpus(list, cpus);
    need_cpus(sh, map, list);
    int rc = flags ? virDomainPinVcpuFlags(dom, *vcpu, map->data(), static_cast<int>(map->size()), flags)
                   : virDomainPinVcpu(dom, *vcpu, map->data(), static_cast<int>(map->size()));
    sh.check(rc == 0);
}

COMMAND(emulatorpin)
{
    unsigned flags = sh.affect(args);
    const char* list = args.str("cpulist");
    if (list && !*list) list = nullptr;
    Dom dom = sh.domain(args);
    int cpus = host_cpus(sh);
    if (!list) {
        std::vector<unsigned char> map(static_cast<size_t>(VIR_CPU_MAPLEN(cpus)));
        sh.check(virDomainGetEmulatorPinInfo(dom, map.data(), static_cast<int>(map.size()), flags) >= 0);
        sh.extra("{} {}\n", "emulator:", "CPU Affinity");
        sh.extra("----------------------------------\n");
        sh.extra("       *: ");
        sh.print("{}\n", cpus_text(map.data(), cpus));
        return;
    }
    auto map = parse_cpus(list, cpus);
    need_cpus(sh, map, list);
    sh.check(virDomainPinEmulator(dom, map->data(), static_cast<int>(map->size()), flags) == 0);
}

COMMAND(iothreadinfo)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    int cpus = host_cpus(sh);
    virDomainIOThreadInfoPtr* list = nullptr;
    int n = virDomainGetIOThreadInfo(dom, &list, flags);
    sh.check(n >= 0, "Unable to get domain IOThreads information");
    Table out({"IOThread ID", "CPU Affinity"});
    for (int i = 0; i < n; ++i) {
        out.row({fmt::format("{}", list[i]->iothread_id), cpus_text(list[i]->cpumap, std::min(cpus, list[i]->cpumaplen * 8))});
        virDomainIOThreadInfoFree(list[i]);
    }
    std::free(list);
    if (n == 0) sh.extra("No IOThreads found for the domain");
    else sh.print_table(out);
}

COMMAND(iothreadpin)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    const char* list = args.str("cpulist");
    auto id = args.uint("iothread");
    auto map = parse_cpus(list, host_cpus(sh));
    need_cpus(sh, map, list);
    sh.check(virDomainPinIOThread(dom, *id, map->data(), static_cast<int>(map->size()), flags) == 0);
}

namespace {

unsigned iothread_id(Virsh& sh, const Args& args)
{
    auto id = args.integer("id");
    sh.check(*id > 0, "Invalid IOThread id value: '{}'", *id);
    return static_cast<unsigned>(*id);
}

}  // namespace

COMMAND(iothreadadd)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    sh.check(virDomainAddIOThread(dom, iothread_id(sh, args), flags) >= 0);
}

COMMAND(iothreaddel)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    sh.check(virDomainDelIOThread(dom, iothread_id(sh, args), flags) >= 0);
}

COMMAND(iothreadset)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    unsigned id = iothread_id(sh, args);
    Params p;
    if (auto v = args.ullong("poll-max-ns")) virTypedParamsAddULLong(&p.p, &p.n, &p.room, VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, *v);
    if (auto v = args.uint("poll-grow")) virTypedParamsAddUInt(&p.p, &p.n, &p.room, VIR_DOMAIN_IOTHREAD_POLL_GROW, *v);
    if (auto v = args.uint("poll-shrink")) virTypedParamsAddUInt(&p.p, &p.n, &p.room, VIR_DOMAIN_IOTHREAD_POLL_SHRINK, *v);
    if (auto v = args.integer("thread-pool-min")) virTypedParamsAddInt(&p.p, &p.n, &p.room, VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN, *v);
    if (auto v = args.integer("thread-pool-max")) virTypedParamsAddInt(&p.p, &p.n, &p.room, VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX, *v);
    sh.check(p.n > 0, "Not enough arguments passed, nothing to set");
    sh.check(virDomainSetIOThreadParams(dom, id, p.p, p.n, flags) >= 0);
}

COMMAND(cpu_stats)
{
    Dom dom = sh.domain(args);
    bool total = args.has("total");
    int start = args.integer("start").value_or(0), count = args.integer("count").value_or(-1);
    bool each = args.has("start") || args.has("count");
    if (start < 0) sh.fail("Invalid value for start CPU");
    bool all = !total && !each;
    auto line = [&](const virTypedParameter& p, int width) {
        (void)width;
        unsigned long long ns = p.value.ul;
        std::string_view f = p.field;
        if (p.type != VIR_TYPED_PARAM_ULLONG
            || (f != VIR_DOMAIN_CPU_STATS_CPUTIME && f != VIR_DOMAIN_CPU_STATS_USERTIME && f != VIR_DOMAIN_CPU_STATS_SYSTEMTIME && f != VIR_DOMAIN_CPU_STATS_VCPUTIME)) {
            sh.print("\t{:<12} {}\n", p.field, param_text(p));
            return;
        }
        sh.print("\t{:<12} {:9}.{:09} seconds\n", p.field, ns / 1000000000, ns % 1000000000);
    };
    if (each || all) {
        int cpus = virDomainGetCPUStats(dom, nullptr, 0, 0, 0, 0);
        if (cpus < 0) sh.fail("Failed to retrieve CPU statistics for domain '{}'", name_of(dom));
        if (start >= cpus) sh.fail("Start CPU {} is out of range (min: 0, max: {})", start, cpus - 1);
        int left = count < 0 || count > cpus - start ? cpus - start : count;
        int n = virDomainGetCPUStats(dom, nullptr, 0, 0, 1, 0);
        if (n < 0) sh.fail("Failed to retrieve CPU statistics for domain '{}'", name_of(dom));
        if (n == 0) sh.print("No per-CPU stats available");
        for (int at = start; n > 0 && left > 0;) {
            int batch = std::min(left, 128);
            std::vector<virTypedParameter> p(static_cast<size_t>(n) * static_cast<size_t>(batch));
            if (virDomainGetCPUStats(dom, p.data(), static_cast<unsigned>(n), at, static_cast<unsigned>(batch), 0) < 0)
                sh.fail("Failed to retrieve CPU statistics for domain '{}'", name_of(dom));
            for (int c = 0; c < batch; ++c) {
                if (p[static_cast<size_t>(c * n)].type == 0) continue;   // not present
                sh.print("CPU{}:\n", at + c);
                for (int i = 0; i < n; ++i) line(p[static_cast<size_t>(c * n + i)], 9);
            }
            at += batch;
            left -= batch;
            virTypedParamsClear(p.data(), static_cast<int>(p.size()));
        }
    }
    if (total || all) {
        int n = virDomainGetCPUStats(dom, nullptr, 0, -1, 1, 0);
        if (n < 0) sh.fail("Failed to retrieve CPU statistics for domain '{}'", name_of(dom));
        if (n == 0) {
            sh.print("No total stats available");
            return;
        }
        std::vector<virTypedParameter> p(static_cast<size_t>(n));
        n = virDomainGetCPUStats(dom, p.data(), static_cast<unsigned>(n), -1, 1, 0);
        if (n < 0) sh.fail("Failed to retrieve CPU statistics for domain '{}'", name_of(dom));
        sh.print("Total:\n");
        for (int i = 0; i < n; ++i) line(p[static_cast<size_t>(i)], 9);
        virTypedParamsClear(p.data(), n);
    }
}

}  // namespace vireo::sh
