// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/ports/port_range.h"

#include <bitset>
#include <mutex>

#include "base/error.h"
#include "host/socket/listen.h"

namespace vireo::hv {
namespace {

struct Ports {
    std::mutex mutex;
    std::bitset<65536> taken;
};

Ports& ports() {
    static Ports all;
    return all;
}

}  // namespace

unsigned acquire_port(const PortRange& range) {
    auto& all = ports();
    std::lock_guard lock(all.mutex);
    for (unsigned port = range.first; port <= range.last && port < all.taken.size(); ++port) {
        if (all.taken[port] || !host::tcp_port_is_free(port)) continue;
        all.taken.set(port);
        return port;
    }
    fail(Code::internal_error, Domain::none, "Unable to find an unused port in range '{}' ({}-{})", range.name, range.first,
         range.last);
}

bool claim_port(unsigned port) {
    auto& all = ports();
    if (port >= all.taken.size()) return false;
    std::lock_guard lock(all.mutex);
    if (all.taken[port]) return false;
    all.taken.set(port);
    return true;
}

void release_port(unsigned port) noexcept {
    auto& all = ports();
    if (port >= all.taken.size()) return;
    std::lock_guard lock(all.mutex);
    all.taken.reset(port);
}

}  // namespace vireo::hv
