// SPDX-License-Identifier: LGPL-2.1-or-later
// Processors: how many, how fast, how arranged, how busy. Sources: Documentation/admin-guide/cputopology.rst and proc(5).
#include <sys/utsname.h>
#include <unistd.h>

#include <set>

#include "base/text.h"
#include "host/node/node.h"
#include "host/node/sysfs.h"

namespace vireo::host {
namespace {

std::string arch_of(const NodeRoots& r) { return r.arch.empty() ? machine_arch() : r.arch; }
bool is_x86(const std::string& a) { return a == "x86_64" || a == "i686"; }
bool is_ppc(const std::string& a) { return a.starts_with("ppc"); }

// Value of the first "key : value" line of /proc/cpuinfo.
std::optional<std::string> cpuinfo(std::string_view text, std::string_view key) {
    while (!text.empty()) {
        auto line = take_until(text, '\n');
        auto colon = line.find(':');
        if (colon != line.npos && trim(line.substr(0, colon)) == key) return std::string(trim(line.substr(colon + 1)));
    }
    return std::nullopt;
}

unsigned read_mhz(const NodeRoots& r) {
    auto text = read_text(r.proc + "/cpuinfo");
    if (!text) return 0;
    auto a = arch_of(r);
    const char* key = is_x86(a) ? "cpu MHz" : is_ppc(a) ? "clock" : a.starts_with("s390") ? "cpu MHz dynamic" : nullptr;
    auto value = key ? cpuinfo(*text, key) : std::nullopt;
    if (!value) return 0;
    unsigned mhz = 0;
    for (char c : *value) {
        if (!is_digit(c) || mhz > 100'000'000) break;
        mhz = mhz * 10 + static_cast<unsigned>(c - '0');
    }
    return mhz;
}

bool is_online(const std::string& cpu_dir) {
    auto text = read_text(cpu_dir + "/online");  // processors that cannot be unplugged have no such file
    return !text || trim(*text) != "0";
}

// In subcore mode the host shows one thread of each core and keeps the others offline; KVM runs guests on all of them.
unsigned subcore_threads(const NodeRoots& r, const std::vector<unsigned>& cpus) {
    if (!is_ppc(arch_of(r)) || r.subcore_threads == 0 || arch_of(r) == "ppc") return 0;
    for (unsigned c : cpus)
        if (c % r.subcore_threads != 0 && is_online(fmt::format("{}/cpu/cpu{}", r.system, c))) return 0;
    return r.subcore_threads;
}

struct Arrangement {
    unsigned online = 0, offline = 0, sockets = 0, cores = 0, threads = 0;
};

// `present` (empty: not told) leaves out processors that firmware took away although their folders are there.
Arrangement arrange(const std::string& folder, unsigned subcore, const std::vector<unsigned>& present) {
    Arrangement out;
    std::map<int, std::set<int>> cores_of;
    for (unsigned c : numbered_entries(folder, "cpu")) {
        if (!present.empty() && !std::binary_search(present.begin(), present.end(), c)) continue;
        auto dir = fmt::format("{}/cpu{}", folder, c);
        if (!is_online(dir)) {
            ++out.offline;
            continue;
        }
        ++out.online;
        auto number = [&](const char* name) {
            auto text = read_text(dir + "/topology/" + name);
            auto n = text ? to_number<int>(trim(*text)) : std::nullopt;
            return n && *n >= 0 ? *n : 0;
        };
        cores_of[number("physical_package_id")].insert(number("core_id"));
        unsigned siblings = 1;
        if (subcore)
            siblings = subcore;
        else if (auto list = read_text(dir + "/topology/thread_siblings_list"))
            siblings = std::max<unsigned>(1, static_cast<unsigned>(parse_cpu_list(*list).size()));
        else if (auto mask = read_text(dir + "/topology/thread_siblings")) {
            siblings = 0;
            for (char ch : *mask)
                if (auto digit = to_number<unsigned>(std::string_view(&ch, 1), 16)) siblings += static_cast<unsigned>(__builtin_popcount(*digit));
            siblings = std::max(1u, siblings);
        }
        out.threads = std::max(out.threads, siblings);
    }
    if (subcore) {
        out.offline -= std::min(out.offline, out.online * (subcore - 1));
        out.online *= subcore;
    }
    out.sockets = static_cast<unsigned>(cores_of.size());
    for (auto& [socket, cores] : cores_of) out.cores = std::max(out.cores, static_cast<unsigned>(cores.size()));
    return out;
}

}  // namespace

std::string machine_arch() {
    utsname u{};
    uname(&u);
    std::string m = u.machine;
    if (m == "i386" || m == "i486" || m == "i586") return "i686";
    if (m == "amd64") return "x86_64";
    return m;
}

NodeInfo read_node_info(const NodeRoots& r) {
    NodeInfo info;
    info.mhz = read_mhz(r);
    auto cpus = numbered_entries(r.system + "/cpu", "cpu");
    unsigned subcore = subcore_threads(r, cpus);
    unsigned online = 0, offline = 0, sockets = 0, cores = 0, threads = 0;
    auto present = parse_cpu_list(read_text(r.system + "/cpu/present").value_or(""));
    auto nodes = numbered_entries(r.system + "/node", "node");
    for (unsigned n : nodes) {
        auto a = arrange(fmt::format("{}/node/node{}", r.system, n), subcore, present);
        online += a.online;
        offline += a.offline;
        sockets = std::max(sockets, a.sockets);
        cores = std::max(cores, a.cores);
        threads = std::max(threads, a.threads);
    }
    info.nodes = static_cast<unsigned>(nodes.size());
    if (online == 0) {  // no NUMA in this kernel, or nodes that do not list their processors
        auto a = arrange(r.system + "/cpu", subcore, present);
        online = a.online, offline = a.offline, sockets = a.sockets, cores = a.cores, threads = a.threads;
        info.nodes = 1;
    }
    info.sockets = std::max(1u, sockets);
    info.cores = std::max(1u, cores);
    info.threads = std::max(1u, threads);
    info.cpus = online;
    info.maximum = online + offline;
    if (info.nodes * info.sockets * info.cores * info.threads != info.maximum) {
        info.nodes = info.sockets = info.threads = 1;
        info.cores = info.maximum;
    }
    return info;
}

std::optional<std::string> cpu_signature(const NodeRoots& r) {
    auto text = read_text(r.proc + "/cpuinfo");
    if (!text) return std::nullopt;
    auto get = [&](const char* key) { return cpuinfo(*text, key).value_or(""); };
    auto a = arch_of(r);
    if (is_x86(a))
        return fmt::format("{}, {}, family: {}, model: {}, stepping: {}", get("vendor_id"), get("model name"), get("cpu family"), get("model"), get("stepping"));
    if (a.starts_with("ppc64")) return fmt::format("{}, rev {}", get("cpu"), get("revision"));
    return std::nullopt;
}

CpuMap read_cpu_map(const NodeRoots& r) {
    CpuMap map;
    for (unsigned c : numbered_entries(r.system + "/cpu", "cpu")) {
        map.present = std::max(map.present, c + 1);
        if (is_online(fmt::format("{}/cpu/cpu{}", r.system, c))) map.online.push_back(c);
    }
    if (auto list = read_text(r.system + "/cpu/present"))
        if (auto present = parse_cpu_list(*list); !present.empty()) map.present = present.back() + 1;
    return map;
}

std::optional<CpuTimes> read_cpu_times(std::optional<unsigned> cpu, const NodeRoots& r) {
    auto text = read_text(r.proc + "/stat");
    if (!text) return std::nullopt;
    auto wanted = cpu ? fmt::format("cpu{}", *cpu) : std::string("cpu");
    std::string_view rest = *text;
    while (!rest.empty()) {
        auto words = split_words(take_until(rest, '\n'));
        if (words.size() < 5 || words[0] != wanted) continue;
        const auto tick = 1'000'000'000ULL / static_cast<unsigned long>(sysconf(_SC_CLK_TCK));
        auto at = [&](std::size_t i) { return i < words.size() ? to_number<std::uint64_t>(words[i]).value_or(0) * tick : 0; };
        // user nice system idle iowait irq softirq
        return CpuTimes{.kernel = at(3) + at(6) + at(7), .user = at(1) + at(2), .idle = at(4), .iowait = at(5)};
    }
    return std::nullopt;
}

}  // namespace vireo::host
