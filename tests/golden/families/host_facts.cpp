// SPDX-License-Identifier: LGPL-2.1-or-later
// Facts about hosts out of recorded trees of /proc and /sys.
#include <filesystem>
#include <fmt/format.h>

#include "../golden.h"
#include "../tree.h"
#include "base/config.h"
#include "base/error.h"
#include "host/node/node.h"
#include "host/node/sysfs.h"
#include "host/process/process.h"
#include "host/resctrl/resctrl.h"
#include "host/sysinfo/sysinfo.h"
#include "hv/caps/host_caps.h"

namespace {

using namespace golden;
namespace fs = std::filesystem;
namespace host = vireo::host;

// Files that stand for those of /proc.
std::string proc_folder(const Case& c, const char* role, const char* name) {
    auto dir = scratch("proc");
    if (auto it = c.inputs.find(role); it != c.inputs.end()) fs::copy_file(c.corpus + "/" + it->second[0], dir + "/" + name);
    return dir;
}

Outcome host_cpu(const Case& c) {
    const std::string op = c.word("op");
    if (op == "cpu-stats") {
        host::NodeRoots r{.proc = proc_folder(c, "stat", "stat")};
        auto wanted = c.expect("text").value_or("");
        std::string got;
        const auto tick = 1'000'000'000ULL / static_cast<unsigned long>(sysconf(_SC_CLK_TCK));
        auto t = host::read_cpu_times(std::nullopt, r);
        if (!t) return Outcome::fail("no figures");
        got = fmt::format("kernel: {}\nuser: {}\nidle: {}\niowait: {}\n", t->kernel / tick, t->user / tick, t->idle / tick, t->iowait / tick);
        return Outcome::compare(wanted, got);
    }
    if (op != "node-info") return Outcome::fail("unknown operation " + op);
    host::NodeRoots r{.system = tree(c, "sysfs"), .proc = proc_folder(c, "cpuinfo", "cpuinfo"), .arch = c.word("arch")};
    auto i = host::read_node_info(r);
    auto text = fmt::format("CPUs: {}/{}, MHz: {}, Nodes: {}, Sockets: {}, Cores: {}, Threads: {}\n", i.cpus, i.maximum, i.mhz, i.nodes,
                            i.sockets, i.cores, i.threads);
    auto r1 = Outcome::compare(c.expect("text").value_or(""), text);
    if (r1.kind != Outcome::passed) return r1;
    auto signature = host::cpu_signature(r);
    auto wanted = c.expect("signature");
    if (!wanted) return signature ? Outcome::fail("there must be no signature") : Outcome::pass();
    if (!signature) return Outcome::fail("no signature");
    if (!wanted->empty() && wanted->back() == '\n') *signature += '\n';
    return Outcome::compare(*wanted, *signature, "signature differs");
}

Outcome host_caps(const Case& c) {
    const auto& p = c.params;
    const std::string root = p["system_root"].is_string() && !tree(c, "tree").empty() ? tree(c, "tree") : scratch("empty");
    vireo::hv::HostCaps h;
    h.arch = c.word("arch");
    h.power_management.emplace();
    h.offline_migration = c.flag("offline_migrate");
    h.live_migration = c.flag("live_migrate");
    auto name = [&](const char* param, const char* usual) { return c.word(param).empty() ? std::string(usual) : c.word(param); };
    h.topology = host::read_topology({.system = root + "/" + name("system_root", "system"), .kernel_mm = root + "/mm", .proc = root + "/proc", .arch = h.arch},
                                     root + "/" + name("resctrl_root", "resctrl"));
    // The recorded trees have no memory: the recorded answers have these figures.
    for (auto& cell : h.topology.cells) {
        cell.memory_kib = (cell.id + 1) * 1048576ULL;
        cell.pages.clear();
        for (unsigned s = 0; unsigned size : {4u, 2048u, 1048576u}) cell.pages.push_back({size, (cell.id + 1 + s++) * 2048ULL});
        cell.distances.clear();
    }
    return Outcome::compare(c.expect("xml").value_or(""), "<capabilities>\n\n" + vireo::hv::format_host_caps(h) + "\n</capabilities>\n");
}

Outcome resctrl(const Case& c) {
    return Outcome::compare(c.expect("text").value_or(""), host::read_unused(tree(c, "tree") + "/resctrl").text());
}

Outcome sysinfo(const Case& c) {
    const auto listing = c.input("sysinfo"), cpuinfo = c.input("cpuinfo");
    const std::string reader = c.word("reader");
    auto oem = [](unsigned n) -> std::string {
        if (n == 2) return "Some valid OEM string";
        if (n == 3) return "Ha ha ha try parsing\\n\n\tString 3: this correctly\n\tString 4: then";
        return "";
    };
    host::HostSysinfo s;
    if (reader == "s390") s = host::read_s390_sysinfo(listing.value_or(""), cpuinfo.value_or(""));
    else if (reader == "ppc") s = host::read_ppc_cpuinfo(cpuinfo.value_or(""));
    else if (listing) s = host::read_dmi(*listing, oem);
    else if (reader == "arm") s = host::read_arm_cpuinfo(cpuinfo.value_or(""));
    else return Outcome::fail("unknown reader " + reader);
    return Outcome::compare(c.expect("xml").value_or(""), host::format_sysinfo(s));
}

Outcome conf(const Case& c) {
    try {
        auto file = vireo::ConfigFile::read(c.corpus + "/" + c.inputs.at("conf").at(0));
        if (c.result != "ok") return Outcome::fail("was not refused");
        return Outcome::compare(c.expect("conf").value_or(""), file.format());
    } catch (const vireo::Error& e) {
        return c.result == "ok" ? Outcome::fail(e.message) : Outcome::pass();
    }
}

Outcome process_stat(const Case& c) {
    const auto text = c.input("stat").value_or("");
    const auto fields = host::stat_fields(text);
    if (fields.size() != c.params["expect_fields"].get<std::size_t>()) return Outcome::fail(fmt::format("{} fields", fields.size()));
    return Outcome::compare(c.word("expect_command"), std::string(fields[1]), "command differs");
}

Family process_stat_family("virprocessstat", process_stat);
Family host_cpu_family("virhostcpu", host_cpu);
Family host_caps_family("vircaps2xml", host_caps);
Family resctrl_family("virresctrl", resctrl);
Family sysinfo_family("sysinfo", sysinfo);
Family conf_family("virconf", conf);

}  // namespace
