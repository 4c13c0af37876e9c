// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Host and facet::Node: figures of a host that does not exist.
#include <unistd.h>

#include "drivers/test/connection.h"
#include "hv/flags.h"

namespace vireo::test {
namespace {

class HostFacet final : public api::facet::Host, Part {
  public:
    HostFacet(World& world, std::string uri) : Part(world), uri_(std::move(uri)) {}

    api::ConnectGetTypeRet connect_get_type(api::Call&) override { return {"TEST"}; }
    api::ConnectGetVersionRet connect_get_version(api::Call&) override { return {2}; }
    api::ConnectGetLibVersionRet connect_get_lib_version(api::Call&) override { return {11003000}; }
    api::ConnectGetUriRet connect_get_uri(api::Call&) override { return {uri_}; }
    api::ConnectIsSecureRet connect_is_secure(api::Call&) override { return {1}; }
    api::ConnectGetMaxVcpusRet connect_get_max_vcpus(api::Call&, const api::ConnectGetMaxVcpusArgs&) override { return {32}; }

    api::ConnectGetHostnameRet connect_get_hostname(api::Call&) override {
        char name[256] = {};
        if (gethostname(name, sizeof name - 1) != 0) fail_errno(Domain::none, errno, "failed to determine host name");
        return {name};
    }

    api::ConnectGetSysinfoRet connect_get_sysinfo(api::Call&, const api::ConnectGetSysinfoArgs& in) override {
        hv::check_flags(in.flags, 0, "testConnectGetSysinfo", Domain::test);
        return {"<sysinfo type='smbios'>\n"
                "  <bios>\n"
                "    <entry name='vendor'>LENOVO</entry>\n"
                "    <entry name='version'>G4ETA1WW (2.61 )</entry>\n"
                "    <entry name='date'>05/07/2014</entry>\n"
                "    <entry name='release'>2.61</entry>\n"
                "  </bios>\n"
                "</sysinfo>\n"};
    }

  private:
    std::string uri_;
};

class NodeFacet final : public api::facet::Node, Part {
  public:
    using Part::Part;

    api::NodeGetInfoRet node_get_info(api::Call&) override {
        const NodeFigures& n = world_.node;
        api::NodeGetInfoRet out;
        auto size = std::min(n.model.size(), out.model.size() - 1);
        std::copy_n(n.model.begin(), size, out.model.begin());
        out.memory = n.memory_kib;
        out.cpus = static_cast<int>(n.cpus);
        out.mhz = static_cast<int>(n.mhz);
        out.nodes = static_cast<int>(n.nodes);
        out.sockets = static_cast<int>(n.sockets);
        out.cores = static_cast<int>(n.cores);
        out.threads = static_cast<int>(n.threads);
        return out;
    }

    api::NodeGetFreeMemoryRet node_get_free_memory(api::Call&) override {
        std::uint64_t sum = 0;
        for (auto c : world_.node.cells) sum += c;
        return {sum / 2};
    }

    api::NodeGetCellsFreeMemoryRet node_get_cells_free_memory(api::Call&, const api::NodeGetCellsFreeMemoryArgs& in) override {
        const auto& cells = world_.node.cells;
        if (in.startCell < 0 || static_cast<std::size_t>(in.startCell) >= cells.size())
            fail(Code::invalid_arg, Domain::test, "Range exceeds available cells");
        api::NodeGetCellsFreeMemoryRet out;
        for (std::size_t i = static_cast<std::size_t>(in.startCell);
             i < cells.size() && out.cells.size() < static_cast<std::size_t>(std::max(in.maxcells, 0)); ++i)
            out.cells.push_back(cells[i]);
        return out;
    }

    // Eight CPUs, of which the first, the third and the fifth are on line.
    api::NodeGetCpuMapRet node_get_cpu_map(api::Call&, const api::NodeGetCpuMapArgs& in) override {
        hv::check_flags(in.flags, 0, "testNodeGetCPUMap", Domain::test);
        api::NodeGetCpuMapRet out;
        if (in.need_map) out.cpumap = {0x15};
        if (in.need_online) out.online = 3;
        out.ret = 8;
        return out;
    }

    api::NodeGetCpuStatsRet node_get_cpu_stats(api::Call&, const api::NodeGetCpuStatsArgs& in) override {
        hv::check_flags(in.flags, 0, "testNodeGetCPUStats", Domain::test);
        static const api::NodeGetCpuStats all[] = {{"user", 9797400000u},
                                                   {"kernel", 34678723400000u},
                                                   {"idle", 87264900000u},
                                                   {"iowait", 763600000u}};
        api::NodeGetCpuStatsRet out;
        out.nparams = static_cast<int>(std::size(all));
        if (in.nparams == 0) return out;
        out.nparams = std::min(in.nparams, out.nparams);
        out.params.assign(all, all + std::max(out.nparams, 0));
        return out;
    }

    api::NodeGetFreePagesRet node_get_free_pages(api::Call&, const api::NodeGetFreePagesArgs& in) override {
        hv::check_flags(in.flags, 0, "testNodeGetFreePages", Domain::test);
        constexpr unsigned most = 1u << 16;  // bounds a hostile question
        if (in.cellCount > most || in.pages.size() * std::uint64_t{in.cellCount} > most)
            fail(Code::invalid_arg, Domain::test, "too many cells or page sizes");
        api::NodeGetFreePagesRet out;
        // Any figures would do; these are the ones that users of libvirt's test driver have seen.
        for (std::uint64_t cell = 0; cell < in.cellCount; ++cell) {
            std::uint64_t n = 7 + 12 * (cell + static_cast<std::uint64_t>(std::max(in.startCell, 0)));
            for (std::size_t p = 0; p < in.pages.size(); ++p, n = 2 * n + 7) out.counts.push_back(n);
        }
        return out;
    }
};

}  // namespace

std::shared_ptr<api::facet::Host> make_host(World& world, std::string uri) {
    return std::make_shared<HostFacet>(world, std::move(uri));
}
std::shared_ptr<api::facet::Node> make_node(World& world) { return std::make_shared<NodeFacet>(world); }

}  // namespace vireo::test
