// SPDX-License-Identifier: LGPL-2.1-or-later
// Commands about the host and the connection.
#include "apps/virsh/virsh.h"

#include <cstring>

namespace vireo::sh {

COMMAND(connect)
{
    const char* name = args.str("name");
    if (sh.conn()) sh.close_connection();
    if (name) {
        sh.uri_store = name;
        sh.uri = *name ? sh.uri_store.c_str() : nullptr;
    }
    sh.readonly = args.has("readonly");
    if (!sh.open_connection(false)) sh.fail();
}

COMMAND(uri)
{
    Text uri = virConnectGetURI(sh.conn());
    sh.check(bool(uri), "failed to get URI");
    sh.print("{}\n", uri.c_str());
}

COMMAND(version)
{
    auto three = [](unsigned long v) { return fmt::format("{}.{}.{}", v / 1000000, v / 1000 % 1000, v % 1000); };
    const char* type = virConnectGetType(sh.conn());
    sh.check(type, "failed to get hypervisor type");
    sh.print("Compiled against library: libvirt {}\n", three(LIBVIR_VERSION_NUMBER));
    unsigned long lib = 0, api = 0, hv = 0;
    sh.check(virGetVersion(&lib, type, &api) >= 0, "failed to get the library version");
    sh.print("Using library: libvirt {}\n", three(lib));
    sh.print("Using API: {} {}\n", type, three(api));
    sh.check(virConnectGetVersion(sh.conn(), &hv) >= 0, "failed to get the hypervisor version");
    if (hv == 0) sh.print("Cannot extract running {} hypervisor version\n", type);
    else sh.print("Running hypervisor: {} {}\n", type, three(hv));
    if (args.has("daemon")) {
        unsigned long daemon = 0;
        sh.check(virConnectGetLibVersion(sh.conn(), &daemon) >= 0, "failed to get the daemon version");
        sh.print("Running against daemon: {}\n", three(daemon));
    }
}

COMMAND(hostname)
{
    Text name = virConnectGetHostname(sh.conn());
    sh.check(bool(name), "failed to get hostname");
    sh.print("{}\n", name.c_str());
}

COMMAND(sysinfo)
{
    Text info = virConnectGetSysinfo(sh.conn(), 0);
    sh.check(bool(info), "failed to get sysinfo");
    sh.print("{}", info.c_str());
}

COMMAND(nodeinfo)
{
    virNodeInfo i;
    sh.check(virNodeGetInfo(sh.conn(), &i) >= 0, "failed to get node information");
    sh.print("{:<20} {}\n", "CPU model:", i.model);
    sh.print("{:<20} {}\n", "CPU(s):", i.cpus);
    if (i.mhz) sh.print("{:<20} {} MHz\n", "CPU frequency:", i.mhz);
    sh.print("{:<20} {}\n", "CPU socket(s):", i.sockets);
    sh.print("{:<20} {}\n", "Core(s) per socket:", i.cores);
    sh.print("{:<20} {}\n", "Thread(s) per core:", i.threads);
    sh.print("{:<20} {}\n", "NUMA cell(s):", i.nodes);
    sh.print("{:<20} {} KiB\n", "Memory size:", i.memory);
}

COMMAND(capabilities)
{
    Text caps = virConnectGetCapabilities(sh.conn());
    sh.check(bool(caps), "failed to get capabilities");
    sh.print_xml(caps.c_str(), args);
}

COMMAND(domcapabilities)
{
    unsigned flags = args.has("disable-deprecated-features") ? VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES : 0;
    Text caps = virConnectGetDomainCapabilities(sh.conn(), args.str("emulatorbin"), args.str("arch"), args.str("machine"),
                                                args.str("virttype"), flags);
    sh.check(bool(caps), "failed to get emulator capabilities");
    sh.print_xml(caps.c_str(), args);
}

COMMAND(maxvcpus)
{
    const char* type = args.str("type");
    int n = -1;
    Text caps = virConnectGetDomainCapabilities(sh.conn(), nullptr, nullptr, nullptr, type, 0);
    if (caps) {
        auto doc = parse_xml(caps.c_str());
        std::string max = doc ? doc->get("vcpu@max") : "";
        if (auto v = parse_signed(max, 0, INT32_MAX)) n = static_cast<int>(*v);
    } else {
        sh.forget_error();
    }
    if (n < 0) n = virConnectGetMaxVcpus(sh.conn(), type);
    sh.check(n >= 0);
    sh.print("{}\n", n);
}

namespace {

// ids of the NUMA cells in the capabilities
std::vector<int> cells(Virsh& sh)
{
    Text caps = virConnectGetCapabilities(sh.conn());
    sh.check(bool(caps), "unable to get node capabilities");
    auto doc = parse_xml(caps.c_str());
    sh.check(doc.has_value(), "unable to get node capabilities");
    std::vector<int> out;
    for (const Node* c : doc->all("host/topology/cells/cell")) {
        auto id = parse_signed(c->get("@id"), 0, INT32_MAX);
        sh.check(id.has_value(), "conversion from string failed");
        out.push_back(static_cast<int>(*id));
    }
    return out;
}

}  // namespace

COMMAND(freecell)
{
    args.exclusive("all", "cellno");
    if (args.has("all")) {
        auto ids = cells(sh);
        sh.check(!ids.empty(), "could not get information about NUMA topology");
        unsigned long long total = 0;
        std::vector<unsigned long long> free(ids.size());
        for (size_t i = 0; i < ids.size(); ++i) {
            sh.check(virNodeGetCellsFreeMemory(sh.conn(), &free[i], ids[i], 1) == 1, "failed to get free memory for NUMA node number: {}", ids[i]);
        }
        for (size_t i = 0; i < ids.size(); ++i) {
            sh.print("{:5}: {:10} KiB\n", ids[i], free[i] / 1024);
            total += free[i] / 1024;
        }
        sh.print("--------------------\n{:>5}: {:10} KiB\n", "Total", total);
        return;
    }
    if (auto cell = args.integer("cellno")) {
        unsigned long long free = 0;
        sh.check(virNodeGetCellsFreeMemory(sh.conn(), &free, *cell, 1) == 1);
        sh.print("{}: {} KiB\n", *cell, free / 1024);
        return;
    }
    unsigned long long free = virNodeGetFreeMemory(sh.conn());
    sh.check(free != 0);
    sh.print("Total: {} KiB\n", free / 1024);
}

COMMAND(freepages)
{
    args.exclusive("all", "cellno");
    std::optional<unsigned long long> size = args.scaled("pagesize", 1024, UINT32_MAX * 1024ull);
    auto show = [&](const std::vector<unsigned>& sizes, int cell, const std::vector<unsigned long long>& counts) {
        sh.print("Node {}:\n", cell);
        for (size_t i = 0; i < sizes.size(); ++i) sh.print("{}KiB: {}\n", sizes[i], counts[i]);
        sh.print("\n");
    };
    auto query = [&](std::vector<unsigned> sizes, int cell) {
        std::vector<unsigned long long> counts(sizes.size());
        sh.check(virNodeGetFreePages(sh.conn(), static_cast<unsigned>(sizes.size()), sizes.data(), cell, 1, counts.data(), 0) >= 0);
        show(sizes, cell, counts);
    };
    if (!args.has("all")) {
        auto cell = args.integer("cellno");
        sh.check(cell.has_value(), "missing cellno argument");
        sh.check(*cell >= -1, "cell number must be non-negative integer or -1");
        sh.check(size.has_value(), "missing pagesize argument");
        unsigned kib = static_cast<unsigned>(*size / 1024);
        unsigned long long count = 0;
        sh.check(virNodeGetFreePages(sh.conn(), 1, &kib, *cell, 1, &count, 0) >= 0);
        sh.print("{}KiB: {}\n", kib, count);
        return;
    }
    Text caps = virConnectGetCapabilities(sh.conn());
    sh.check(bool(caps), "unable to get node capabilities");
    auto doc = parse_xml(caps.c_str());
    sh.check(doc.has_value(), "unable to get node capabilities");
    std::vector<unsigned> sizes;
    if (size) {
        sizes.push_back(static_cast<unsigned>(*size / 1024));
    } else {
        for (const Node* p : doc->all("host/cpu/pages"))
            if (auto v = parse_unsigned(p->get("@size"), UINT32_MAX)) sizes.push_back(static_cast<unsigned>(*v));
        if (sizes.empty())
            for (const Node* p : doc->all("host/topology/cells/cell/pages"))
                if (auto v = parse_unsigned(p->get("@size"), UINT32_MAX)) sizes.push_back(static_cast<unsigned>(*v));
        std::sort(sizes.begin(), sizes.end());
        sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
    }
    for (int cell : cells(sh)) query(sizes, cell);
}

COMMAND(allocpages)
{
    args.exclusive("all", "cellno");
    bool all = args.has("all");
    auto cell = args.integer("cellno");
    auto size = args.scaled("pagesize", 1024, UINT32_MAX * 1024ull);
    auto count = args.ullong("pagecount");
    unsigned flags = args.has("add") ? VIR_NODE_ALLOC_PAGES_ADD : 0;
    unsigned kib = static_cast<unsigned>(*size / 1024);
    unsigned long long n = *count;
    if (all) {
        for (int id : cells(sh)) sh.check(virNodeAllocPages(sh.conn(), 1, &kib, &n, id, 1, flags) >= 0);
        return;
    }
    sh.check(virNodeAllocPages(sh.conn(), 1, &kib, &n, cell.value_or(-1), 1, flags) >= 0);
}

COMMAND(nodecpumap)
{
    unsigned char* map = nullptr;
    unsigned online = 0;
    int present = virNodeGetCPUMap(sh.conn(), &map, &online, 0);
    std::unique_ptr<unsigned char, decltype(&std::free)> own(map, std::free);
    sh.check(present >= 0, "Unable to get cpu map");
    sh.print("{:<15} {}\n", "CPUs present:", present);
    sh.print("{:<15} {}\n", "CPUs online:", online);
    sh.print("{:<15} ", "CPU map:");
    if (args.has("pretty")) {
        std::string text;
        for (int i = 0; i < present; ++i) {
            if (!VIR_CPU_USED(map, i)) continue;
            int end = i;
            while (end + 1 < present && VIR_CPU_USED(map, end + 1)) ++end;
            text += fmt::format("{}{}", text.empty() ? "" : ",", i);
            if (end > i) text += fmt::format("-{}", end);
            i = end;
        }
        sh.print("{}\n", text);
        return;
    }
    std::string text;
    for (int i = 0; i < present; ++i) text += VIR_CPU_USED(map, i) ? 'y' : '-';
    sh.print("{}\n", text);
}

COMMAND(nodecpustats)
{
    struct Figures {
        unsigned long long user = 0, kernel = 0, idle = 0, iowait = 0, intr = 0, util = 0;
        bool has_kernel = false, has_user = false, has_idle = false, has_iowait = false, has_intr = false, has_util = false;
    };
    int cpu = args.integer("cpu").value_or(VIR_NODE_CPU_STATS_ALL_CPUS);
    bool percent = args.has("percent");
    auto read = [&] {
        int n = 0;
        sh.check(virNodeGetCPUStats(sh.conn(), cpu, nullptr, &n, 0) == 0, "Unable to get number of cpu stats");
        std::vector<virNodeCPUStats> p(static_cast<size_t>(n));
        sh.check(n == 0 || virNodeGetCPUStats(sh.conn(), cpu, p.data(), &n, 0) == 0, "Unable to get node cpu stats");
        Figures f;
        for (auto& s : p) {
            std::string_view k = s.field;
            if (k == VIR_NODE_CPU_STATS_KERNEL) f.kernel = s.value, f.has_kernel = true;
            else if (k == VIR_NODE_CPU_STATS_USER) f.user = s.value, f.has_user = true;
            else if (k == VIR_NODE_CPU_STATS_IDLE) f.idle = s.value, f.has_idle = true;
            else if (k == VIR_NODE_CPU_STATS_IOWAIT) f.iowait = s.value, f.has_iowait = true;
            else if (k == VIR_NODE_CPU_STATS_INTR) f.intr = s.value, f.has_intr = true;
            else if (k == VIR_NODE_CPU_STATS_UTILIZATION) f.util = s.value, f.has_util = true;
        }
        return f;
    };
    Figures a = read();
    if (!percent) {
        if (!a.has_util) {
            if (a.has_user) sh.print("{:<15} {:20}\n", "user:", a.user);
            if (a.has_kernel) sh.print("{:<15} {:20}\n", "system:", a.kernel);
            if (a.has_idle) sh.print("{:<15} {:20}\n", "idle:", a.idle);
            if (a.has_iowait) sh.print("{:<15} {:20}\n", "iowait:", a.iowait);
            if (a.has_intr) sh.print("{:<15} {:20}\n", "intr:", a.intr);
        } else {
            sh.print("{:<15} {:20}\n", "utilization:", a.util);
        }
        return;
    }
    if (a.has_util) {
        sh.print("{:<15} {:5.1f}%\n", "usage:", static_cast<double>(a.util));
        sh.print("{:<15} {:5.1f}%\n", "idle:", 100.0 - static_cast<double>(a.util));
        return;
    }
    sh.flush();
    struct timespec second{1, 0};
    nanosleep(&second, nullptr);
    Figures b = read();
    double user = double(b.user - a.user), kernel = double(b.kernel - a.kernel), idle = double(b.idle - a.idle);
    double iowait = double(b.iowait - a.iowait), intr = double(b.intr - a.intr);
    double total = user + kernel + idle + iowait + intr;
    auto share = [&](double v) { return total > 0 ? v / total * 100 : 0.0; };
    sh.print("{:<15} {:5.1f}%\n", "usage:", share(user + kernel));
    if (a.has_user) sh.print("{:>15} {:5.1f}%\n", "user:", share(user));
    if (a.has_kernel) sh.print("{:>15} {:5.1f}%\n", "system:", share(kernel));
    if (a.has_idle) sh.print("{:<15} {:5.1f}%\n", "idle:", share(idle));
    if (a.has_iowait) sh.print("{:<15} {:5.1f}%\n", "iowait:", share(iowait));
    if (a.has_intr) sh.print("{:<15} {:5.1f}%\n", "intr:", share(intr));
}

COMMAND(nodememstats)
{
    int cell = args.integer("cell").value_or(VIR_NODE_MEMORY_STATS_ALL_CELLS);
    int n = 0;
    sh.check(virNodeGetMemoryStats(sh.conn(), cell, nullptr, &n, 0) == 0, "Unable to get number of memory stats");
    std::vector<virNodeMemoryStats> p(static_cast<size_t>(n));
    if (n == 0) return;
    sh.check(virNodeGetMemoryStats(sh.conn(), cell, p.data(), &n, 0) == 0, "Unable to get memory stats");
    for (auto& s : p) sh.print("{:<7}: {:20} KiB\n", s.field, s.value);
}

COMMAND(nodesevinfo)
{
    Params p;
    sh.check(virNodeGetSEVInfo(sh.conn(), &p.p, &p.n, 0) == 0, "Unable to get host SEV information");
    for (auto& v : p) sh.print("{:<18}: {}\n", v.field, param_text(v));
}

COMMAND(nodesuspend)
{
    std::string target = args.need("target");
    auto duration = args.llong("duration");
    unsigned kind;
    if (target == "mem") kind = VIR_NODE_SUSPEND_TARGET_MEM;
    else if (target == "disk") kind = VIR_NODE_SUSPEND_TARGET_DISK;
    else if (target == "hybrid") kind = VIR_NODE_SUSPEND_TARGET_HYBRID;
    else sh.fail("Invalid target");
    sh.check(*duration >= 0, "Invalid duration");
    sh.check(virNodeSuspendForDuration(sh.conn(), kind, static_cast<unsigned long long>(*duration), 0) >= 0, "The host was not suspended");
}

COMMAND(node_memory_tune)
{
    Params set;
    auto add = [&](const char* option, const char* field) {
        if (auto v = args.uint(option)) sh.check(virTypedParamsAddUInt(&set.p, &set.n, &set.room, field, *v) >= 0);
    };
    add("shm-pages-to-scan", VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN);
    add("shm-sleep-millisecs", VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS);
    add("shm-merge-across-nodes", VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES);
    if (set.n > 0) {
        sh.check(virNodeSetMemoryParameters(sh.conn(), set.p, set.n, 0) == 0, "Unable to change memory parameters");
        return;
    }
    int n = 0;
    sh.check(virNodeGetMemoryParameters(sh.conn(), nullptr, &n, 0) == 0, "Unable to get number of memory parameters");
    if (n == 0) return;
    std::vector<virTypedParameter> p(static_cast<size_t>(n));
    sh.check(virNodeGetMemoryParameters(sh.conn(), p.data(), &n, 0) == 0, "Unable to get memory parameters");
    sh.print("Shared memory:\n");
    for (auto& v : p) sh.print("\t{:<15} {}\n", v.field, param_text(v));
}

}  // namespace vireo::sh
