// SPDX-License-Identifier: LGPL-2.1-or-later
// Networks of users by passt: a program for each card, which has the host's addresses and needs no right of root.
#include <arpa/inet.h>

#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/prepare/choices.h"
#include "drivers/qemu/prepare/helper.h"
#include "host/file/file.h"
#include "host/process/process.h"

namespace vireo::qemu::prepare {
namespace {

using model::Interface;
using model::PortForward;

std::string pid_file(const model::Domain& live, const Interface& n, const Paths& paths) {
    return fmt::format("{}/{}-{}-passt.pid", paths.passt, short_name(live), n.info.alias);
}

std::string range_text(const PortForward::Range& r) {
    if (!r.start) return {};
    const unsigned last = r.end.value_or(*r.start);
    std::string out = r.exclude == model::YesNo::yes ? "~" : "";
    out += std::to_string(*r.start);
    if (last != *r.start) out += fmt::format("-{}", last);
    if (r.to) {
        out += fmt::format(":{}", *r.to);
        if (last != *r.start) out += fmt::format("-{}", *r.to + last - *r.start);
    }
    return out;
}

// "ADDRESS%DEVICE/RANGES"; no range is every port.
std::string forward_text(const PortForward& f) {
    std::string out = f.address;
    if (!f.dev.empty()) out += "%" + f.dev;
    if (f.ranges.empty()) return out.empty() ? "all" : out;
    if (!out.empty()) out += "/";
    for (std::size_t i = 0; i < f.ranges.size(); ++i) out += (i ? "," : "") + range_text(f.ranges[i]);
    return out;
}

}  // namespace

std::vector<std::string> passt_arguments(const Interface& n, const std::string& socket, const std::string& pid) {
    std::vector<std::string> a;
    auto add = [&](const char* option, const std::string& value) { a.insert(a.end(), {option, value}); };
    if (n.type == model::InterfaceType::vhost_user) a.emplace_back("--vhost-user");
    a.emplace_back("--one-off");
    add("--socket", socket);
    add("--pid", pid);
    if (!n.source_dev.empty()) add("--interface", n.source_dev);
    if (!n.backend_log_file.empty()) add("--log-file", n.backend_log_file);
    for (const auto& ip : n.ips) {
        if (ip.address.empty()) continue;
        add("--address", ip.address);
        in6_addr v6;
        // Only the older family has a mask of its own.
        if (ip.prefix && inet_pton(AF_INET6, ip.address.c_str(), &v6) != 1) add("--netmask", std::to_string(*ip.prefix));
    }
    for (const auto& f : n.port_forwards) add(f.proto == "udp" ? "--udp-ports" : "--tcp-ports", forward_text(f));
    return a;
}

void passt(Preparation& p, Interface& n) {
    auto program = host::find_program("passt");
    if (!program) fail_errno(Domain::none, ENOENT, "Cannot find '{}' in path", "passt");
    const auto socket = passt_socket(p.live, n, p.config.paths), pid = pid_file(p.live, n, p.config.paths);
    host::remove_file(socket);
    host::remove_file(pid);
    Helper h;
    h.program = *program;
    h.args = passt_arguments(n, socket, pid);
    p.undo.add("passt", [live = p.live, n, config = p.config] { stop_passt(n, live, config); });
    run_helper(p, h, "passt");
    p.bindings.nics[n.info.alias].passt_socket = socket;
}

void stop_passt(const Interface& n, const model::Domain& live, const Config& config) {
    if (n.backend != model::NicBackend::passt) return;
    end_helper(pid_file(live, n, config.paths), {"passt"});
    host::remove_file(passt_socket(live, n, config.paths));
}

}  // namespace vireo::qemu::prepare
