// SPDX-License-Identifier: LGPL-2.1-or-later
// Limits and shares of a domain: memory, NUMA, block and network bandwidth, scheduler, performance events.
#include "apps/virsh/cpus.h"

#include "apps/virsh/words.h"

#include <climits>
#include <cstring>

namespace vireo::sh {

void print_params(Virsh& sh, const virTypedParameter* p, int n)
{
    for (int i = 0; i < n; ++i) sh.print("{:<15}: {}\n", p[i].field, param_text(p[i]));
}

namespace {

// The two-step reading that several calls share: how many, then their values.
template <class Get>
std::vector<virTypedParameter> read_params(Virsh& sh, Get&& get, const char* no_count, const char* no_values)
{
    int n = 0;
    if (get(nullptr, &n) != 0) sh.fail("{}", no_count);
    std::vector<virTypedParameter> p(static_cast<size_t>(n));
    if (n > 0 && get(p.data(), &n) != 0) sh.fail("{}", no_values);
    p.resize(static_cast<size_t>(n));
    return p;
}

void add_ullong(Params& p, const char* field, unsigned long long v) { virTypedParamsAddULLong(&p.p, &p.n, &p.room, field, v); }

}  // namespace

COMMAND(setmem)
{
    args.exclusive("current", "live");
    args.exclusive("current", "config");
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    unsigned long kib = static_cast<unsigned long>(*args.scaled("size", 1024, ULONG_MAX) / 1024);
    bool plain = !args.has("config") && !args.has("live") && !args.has("current");
    sh.check((plain ? virDomainSetMemory(dom, kib) : virDomainSetMemoryFlags(dom, kib, flags)) >= 0);
}

COMMAND(setmaxmem)
{
    args.exclusive("current", "live");
    args.exclusive("current", "config");
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    unsigned long kib = static_cast<unsigned long>(*args.scaled("size", 1024, ULONG_MAX) / 1024);
    sh.check(virDomainSetMemoryFlags(dom, kib, flags | VIR_DOMAIN_MEM_MAXIMUM) >= 0, "Unable to change MaxMemorySize");
}

COMMAND(memtune)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    Params p;
    struct { const char* option; const char* field; } rows[] = {{"hard-limit", VIR_DOMAIN_MEMORY_HARD_LIMIT}, {"soft-limit", VIR_DOMAIN_MEMORY_SOFT_LIMIT},
        {"swap-hard-limit", VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT}, {"min-guarantee", VIR_DOMAIN_MEMORY_MIN_GUARANTEE}};
    for (auto& r : rows) {
        const char* text = args.str(r.option);
        if (!text) continue;
        unsigned long long v;
        if (parse_signed(text, -1, -1)) {
            v = VIR_DOMAIN_MEMORY_PARAM_UNLIMITED;
        } else {
            std::string why;
            auto s = parse_scaled(text, 1024, LLONG_MAX, why);
            if (!s) {
                if (!why.empty()) sh.remember_error(why);
                sh.fail("Unable to parse integer parameter {}", r.option);
            }
            v = *s / 1024;
        }
        add_ullong(p, r.field, v);
    }
    if (p.n > 0) {
        sh.check(virDomainSetMemoryParameters(dom, p.p, p.n, flags) == 0, "Unable to change memory parameters");
        return;
    }
    for (auto& v : read_params(sh, [&](virTypedParameterPtr q, int* n) { return virDomainGetMemoryParameters(dom, q, n, flags); },
                               "Unable to get number of memory parameters", "Unable to get memory parameters")) {
        if (v.type == VIR_TYPED_PARAM_ULLONG && v.value.ul == VIR_DOMAIN_MEMORY_PARAM_UNLIMITED) sh.print("{:<15}: {}\n", v.field, "unlimited");
        else sh.print("{:<15}: {}\n", v.field, param_text(v));
    }
}

COMMAND(numatune)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    Params p;
    const char* mode = args.str("mode");
    const char* nodes = args.str("nodeset");
    if (nodes) virTypedParamsAddString(&p.p, &p.n, &p.room, VIR_DOMAIN_NUMA_NODESET, nodes);
    if (mode) {
        // by number or by name
        int m = -1;
        if (auto v = parse_signed(mode, INT_MIN, INT_MAX)) m = static_cast<int>(*v);
        else m = word_index(numa_modes, mode);
        sh.check(m >= 0, "Invalid mode: {}", mode);
        virTypedParamsAddInt(&p.p, &p.n, &p.room, VIR_DOMAIN_NUMA_MODE, m);
    }
    if (p.n > 0) {
        sh.check(virDomainSetNumaParameters(dom, p.p, p.n, flags) == 0, "Unable to change numa parameters");
        return;
    }
    auto list = read_params(sh, [&](virTypedParameterPtr q, int* n) { return virDomainGetNumaParameters(dom, q, n, flags); },
                            "Unable to get number of memory parameters", "Unable to get numa parameters");
    for (auto& v : list) {
        if (v.type == VIR_TYPED_PARAM_INT && std::strcmp(v.field, VIR_DOMAIN_NUMA_MODE) == 0)
            sh.print("{:<15}: {}\n", v.field, word_at(numa_modes, v.value.i));
        else sh.print("{:<15}: {}\n", v.field, param_text(v));
    }
    virTypedParamsClear(list.data(), static_cast<int>(list.size()));
}

COMMAND(blkiotune)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    Params p;
    if (auto w = args.integer("weight")) {
        sh.check(*w > 0, "Invalid value of {} for I/O weight", *w);
        virTypedParamsAddUInt(&p.p, &p.n, &p.room, VIR_DOMAIN_BLKIO_WEIGHT, static_cast<unsigned>(*w));
    }
    struct { const char* option; const char* field; } rows[] = {{"device-weights", VIR_DOMAIN_BLKIO_DEVICE_WEIGHT},
        {"device-read-iops-sec", VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS}, {"device-write-iops-sec", VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS},
        {"device-read-bytes-sec", VIR_DOMAIN_BLKIO_DEVICE_READ_BPS}, {"device-write-bytes-sec", VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS}};
    for (auto& r : rows)
        if (const char* text = args.str(r.option)) virTypedParamsAddString(&p.p, &p.n, &p.room, r.field, text);
    if (p.n > 0) {
        sh.check(virDomainSetBlkioParameters(dom, p.p, p.n, flags) >= 0, "Unable to change blkio parameters");
        return;
    }
    auto list = read_params(sh, [&](virTypedParameterPtr q, int* n) { return virDomainGetBlkioParameters(dom, q, n, flags); },
                            "Unable to get number of blkio parameters", "Unable to get blkio parameters");
    print_params(sh, list.data(), static_cast<int>(list.size()));
    virTypedParamsClear(list.data(), static_cast<int>(list.size()));
}

COMMAND(schedinfo)
{
    args.exclusive("current", "live");
    args.exclusive("current", "config");
    unsigned flags = sh.affect(args);
    bool plain = !args.has("current") && !args.has("config") && !args.has("live");
    Dom dom = sh.domain(args);
    int n = 0;
    Text type = virDomainGetSchedulerType(dom, &n);
    sh.check(bool(type));
    sh.print("{:<15}: {}\n", "Scheduler", type.c_str());
    if (n == 0) return;
    auto read = [&](std::vector<virTypedParameter>& p) {
        p.resize(static_cast<size_t>(n));
        int got = n;
        int rc = plain || flags == 0 ? virDomainGetSchedulerParameters(dom, p.data(), &got) : virDomainGetSchedulerParametersFlags(dom, p.data(), &got, flags);
        sh.check(rc != -1);
        p.resize(static_cast<size_t>(got));
    };
    std::vector<virTypedParameter> now;
    read(now);
    // what is asked for, typed as the present values are
    std::vector<virTypedParameter> set;
    std::vector<bool> used(now.size());
    std::vector<std::pair<std::string, std::string>> wanted;
    if (const char* w = args.str("weight")) wanted.emplace_back("weight", w);
    if (const char* c = args.str("cap")) wanted.emplace_back("cap", c);
    for (const char* word : args.words("set")) {
        const char* eq = std::strchr(word, '=');
        sh.check(eq, "Invalid syntax for --set, expecting name=value");
        wanted.emplace_back(std::string(word, static_cast<size_t>(eq - word)), eq + 1);
    }
    for (auto& want : wanted) {
        const std::string &name = want.first, &value = want.second;
        auto at = std::find_if(now.begin(), now.end(), [&](auto& p) { return name == p.field; });
        if (at == now.end()) sh.fail("invalid scheduler option: {}", name);
        virTypedParameter p = *at;
        bool good = true;
        auto v = parse_signed(value, LLONG_MIN, LLONG_MAX);
        switch (p.type) {
        case VIR_TYPED_PARAM_INT: good = v && *v >= INT_MIN && *v <= INT_MAX; p.value.i = static_cast<int>(v.value_or(0)); break;
        case VIR_TYPED_PARAM_UINT: good = v && *v >= 0 && *v <= UINT_MAX; p.value.ui = static_cast<unsigned>(v.value_or(0)); break;
        case VIR_TYPED_PARAM_LLONG: good = v.has_value(); p.value.l = v.value_or(0); break;
        case VIR_TYPED_PARAM_ULLONG: {
            auto u = parse_wrapping(value, ULLONG_MAX);
            good = u.has_value();
            p.value.ul = u.value_or(0);
            break;
        }
        case VIR_TYPED_PARAM_BOOLEAN: good = v && (*v == 0 || *v == 1); p.value.b = static_cast<char>(v.value_or(0)); break;
        default: good = false;
        }
        if (!good) {
            static constexpr const char* kinds[] = {"", "int", "unsigned int", "long long", "unsigned long long", "double", "bool", "string"};
            sh.remember_error(fmt::format("invalid argument: Invalid value for field '{}': expected {}", name, word_at(kinds, p.type)));
            sh.fail();
        }
        used[static_cast<size_t>(at - now.begin())] = true;
        set.push_back(p);
    }
    if (!set.empty()) {
        int rc = plain || flags == 0 ? virDomainSetSchedulerParameters(dom, set.data(), static_cast<int>(set.size()))
                                     : virDomainSetSchedulerParametersFlags(dom, set.data(), static_cast<int>(set.size()), flags);
        sh.check(rc != -1);
        read(now);
    }
    print_params(sh, now.data(), static_cast<int>(now.size()));
}

COMMAND(perf)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    Params p;
    std::vector<std::string> shown;
    for (bool on : {true, false})
        if (const char* list = args.str(on ? "enable" : "disable"))
            for (const std::string& e : split(list, ',')) {
                virTypedParamsAddBoolean(&p.p, &p.n, &p.room, e.c_str(), on);
            }
    if (p.n > 0) {
        sh.check(virDomainSetPerfEvents(dom, p.p, p.n, flags) == 0, "Unable to enable/disable perf events");
        for (auto& v : p) sh.print("{:<15}: {}\n", v.field, v.value.b ? "enabled" : "disabled");
        return;
    }
    Params now;
    sh.check(virDomainGetPerfEvents(dom, &now.p, &now.n, flags) == 0, "Unable to get perf events");
    for (auto& v : now) sh.print("{:<15}: {}\n", v.field, v.value.b ? "enabled" : "disabled");
}

namespace {

struct Rate {
    unsigned long long average = 0, peak = 0, burst = 0, floor = 0;
};

Rate parse_rate(Virsh& sh, const char* text)
{
    static constexpr const char* fields[] = {"average", "peak", "burst", "floor"};
    Rate r;
    unsigned long long* into[] = {&r.average, &r.peak, &r.burst, &r.floor};
    auto parts = split(text, ',');
    if (parts.size() > 4) sh.fail("Rate string '{}' has too many fields", text);
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].empty()) continue;
        auto v = parse_unsigned(parts[i], ULLONG_MAX);
        if (!v) sh.fail("field '{}' is malformed", fields[i]);
        *into[i] = *v;
    }
    return r;
}

}  // namespace

COMMAND(domiftune)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    const char* device = args.str("interface");
    Params p;
    struct { const char* option; const char* average; const char* peak; const char* burst; const char* floor; } rows[] = {
        {"inbound", VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_PEAK, VIR_DOMAIN_BANDWIDTH_IN_BURST, VIR_DOMAIN_BANDWIDTH_IN_FLOOR},
        {"outbound", VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_PEAK, VIR_DOMAIN_BANDWIDTH_OUT_BURST, nullptr}};
    for (auto& r : rows) {
        const char* text = args.str(r.option);
        if (!text) continue;
        Rate rate = parse_rate(sh, text);
        if (rate.floor && !r.floor) sh.fail("outbound floor is unsupported");
        if (rate.average > UINT_MAX || rate.peak > UINT_MAX || rate.burst > UINT_MAX)
            sh.fail("{} rate larger than maximum {}", r.option, UINT_MAX);
        // an average of nothing takes the limit away
        auto add = [&](const char* field, unsigned long long v) { virTypedParamsAddUInt(&p.p, &p.n, &p.room, field, static_cast<unsigned>(v)); };
        add(r.average, rate.average);
        if (rate.peak) add(r.peak, rate.peak);
        if (rate.burst) add(r.burst, rate.burst);
        if (rate.floor) add(r.floor, rate.floor);
    }
    if (p.n > 0) {
        sh.check(virDomainSetInterfaceParameters(dom, device, p.p, p.n, flags) == 0, "Unable to set interface parameters");
        return;
    }
    auto list = read_params(sh, [&](virTypedParameterPtr q, int* n) { return virDomainGetInterfaceParameters(dom, device, q, n, flags); },
                            "Unable to get number of interface parameters", "Unable to get interface parameters");
    print_params(sh, list.data(), static_cast<int>(list.size()));
}

namespace {

// Options of the throttle commands: the size ones are scaled bytes, the others plain numbers.
void throttle_params(Virsh&, const Args& args, Params& p)
{
    static constexpr const char* names[] = {"total-bytes-sec", "read-bytes-sec", "write-bytes-sec", "total-bytes-sec-max", "read-bytes-sec-max",
        "write-bytes-sec-max", "total-iops-sec", "read-iops-sec", "write-iops-sec", "write-iops-sec-max", "read-iops-sec-max", "total-iops-sec-max",
        "size-iops-sec", "total-bytes-sec-max-length", "read-bytes-sec-max-length", "write-bytes-sec-max-length", "total-iops-sec-max-length",
        "read-iops-sec-max-length", "write-iops-sec-max-length"};
    for (const char* name : names) {
        std::string_view n = name;
        bool bytes = n.find("bytes") != std::string_view::npos && !n.ends_with("length");
        auto v = bytes ? args.scaled(name, 1, ULLONG_MAX) : args.ullong(name);
        if (!v) continue;
        std::string field(name);
        std::replace(field.begin(), field.end(), '-', '_');
        add_ullong(p, field.c_str(), *v);
    }
}

}  // namespace

COMMAND(blkdeviotune)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    const char* disk = args.str("device");
    Params p;
    throttle_params(sh, args, p);
    if (const char* group = args.str("group-name")) virTypedParamsAddString(&p.p, &p.n, &p.room, VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, group);
    if (p.n > 0) {
        sh.check(virDomainSetBlockIoTune(dom, disk, p.p, p.n, flags) >= 0, "Unable to change block I/O throttle");
        return;
    }
    auto list = read_params(sh, [&](virTypedParameterPtr q, int* n) { return virDomainGetBlockIoTune(dom, disk, q, n, flags); },
                            "Unable to get number of block I/O throttle parameters", "Unable to get block I/O throttle parameters");
    print_params(sh, list.data(), static_cast<int>(list.size()));
    virTypedParamsClear(list.data(), static_cast<int>(list.size()));
}

COMMAND(domthrottlegroupset)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    const char* group = args.str("group-name");
    Params p;
    throttle_params(sh, args, p);
    sh.check(virDomainSetThrottleGroup(dom, group, p.p, p.n, flags) >= 0, "Unable to set throttle group");
}

COMMAND(domthrottlegroupdel)
{
    unsigned flags = sh.affect(args);
    Dom dom = sh.domain(args);
    sh.check(virDomainDelThrottleGroup(dom, args.str("group-name"), flags) >= 0);
}

COMMAND(domthrottlegroupinfo)
{
    Dom dom = sh.domain(args);
    const char* group = args.str("group-name");
    Node doc = sh.domain_doc(dom, args.has("inactive") ? VIR_DOMAIN_XML_INACTIVE : 0);
    for (const Node* g : doc.all("throttlegroups/throttlegroup")) {
        if (g->get("group_name") != group) continue;
        for (const Node& k : g->kids)
            if (!k.name.empty()) sh.print("{:<15}: {}\n", k.name, k.content());
    }
}

COMMAND(domthrottlegrouplist)
{
    Dom dom = sh.domain(args);
    Node doc = sh.domain_doc(dom, args.has("inactive") ? VIR_DOMAIN_XML_INACTIVE : 0);
    Table out({"Name"});
    for (const Node* g : doc.all("throttlegroups/throttlegroup"))
        if (std::string n = g->get("group_name"); !n.empty()) out.row({n});
    sh.print_table(out);
}

}  // namespace vireo::sh
