// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Guest: what an agent inside would tell.
#include <bit>

#include "base/text.h"
#include "drivers/test/connection.h"
#include "hv/flags.h"
#include "hv/impact.h"

namespace vireo::test {
namespace {

constexpr std::array<std::string_view, 2> mount_points{"/", "/boot"};

// Which of the guest's file systems these are; all if none are named.
std::array<bool, 2> pick_mounts(const std::vector<std::string>& names) {
    if (names.empty()) return {true, true};
    std::array<bool, 2> out{};
    for (const auto& n : names) {
        auto at = std::find(mount_points.begin(), mount_points.end(), n);
        if (at == mount_points.end()) fail(Code::operation_invalid, Domain::test, "mount point not found: {}", n);
        out[static_cast<std::size_t>(at - mount_points.begin())] = true;
    }
    return out;
}

std::string dotted(std::uint32_t address) {
    return fmt::format("{}.{}.{}.{}", address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
}

// Dotted decimal; 0 for anything else.
std::uint32_t read_address(std::string_view text) {
    std::uint32_t out = 0;
    auto parts = split(text, '.');
    if (parts.size() != 4) return 0;
    for (auto p : parts) out = out << 8 | to_number<std::uint8_t>(p).value_or(0);
    return out;
}

class GuestFacet final : public api::facet::Guest, Part {
  public:
    using Part::Part;

    api::DomainGetHostnameRet domain_get_hostname(api::Call&, const api::DomainGetHostnameArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainGetHostname", Domain::test);
        return {running(in.dom)->ref.name + "host"};
    }

    api::DomainGetTimeRet domain_get_time(api::Call&, const api::DomainGetTimeArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainGetTime", Domain::test);
        auto s = world_.read(in.dom);
        if (!s->active()) fail(Code::operation_invalid, Domain::test, "domain is not running");
        return {s->clock_s, s->clock_ns};
    }
    void domain_set_time(api::Call&, const api::DomainSetTimeArgs& in) override {
        constexpr std::uint32_t sync = 1;
        hv::check_flags(in.flags, sync, "testDomainSetTime", Domain::test);
        world_.commit(in.dom, [&](DomainState& s, Events&) {
            hv::require_active(s.active());
            s.clock_s = in.seconds;
            s.clock_ns = in.nseconds;
        });
    }

    api::DomainFsfreezeRet domain_fsfreeze(api::Call&, const api::DomainFsfreezeArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainFSFreeze", Domain::test);
        return {freeze(in.dom, in.mountpoints, true)};
    }
    api::DomainFsthawRet domain_fsthaw(api::Call&, const api::DomainFsthawArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainFSThaw", Domain::test);
        return {freeze(in.dom, in.mountpoints, false)};
    }
    void domain_fstrim(api::Call&, const api::DomainFstrimArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainFSTrim", Domain::test);
        running(in.dom);
        if (in.mountPoint) pick_mounts({*in.mountPoint});
    }

    api::DomainGetFsinfoRet domain_get_fsinfo(api::Call&, const api::DomainGetFsinfoArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainGetFSInfo", Domain::test);
        auto s = running(in.dom);
        api::DomainGetFsinfoRet out;
        if (!s->live->devices.disks.empty()) {
            const std::string& dev = s->live->devices.disks.front().target_dev;
            for (std::size_t i = 0; i < mount_points.size(); ++i)
                out.info.push_back({std::string(mount_points[i]), fmt::format("{}{}", dev, i + 1), "ext4", {dev}});
        }
        out.ret = static_cast<std::uint32_t>(out.info.size());
        return out;
    }

    api::DomainInterfaceAddressesRet domain_interface_addresses(api::Call&,
                                                                const api::DomainInterfaceAddressesArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainInterfaceAddresses", Domain::test);
        auto s = world_.read(in.dom);
        if (in.source > 2)
            fail(Code::argument_unsupported, Domain::test, "Unknown IP address data source {}", in.source);
        hv::require_active(s->active());
        api::DomainInterfaceAddressesRet out;
        std::uint32_t i = 0;
        for (const auto& nic : s->live->devices.interfaces) {
            api::DomainInterface found;
            found.name = nic.target_dev;
            found.hwaddr = nic.mac.text();
            found.addrs.push_back(address(nic, s->ref.id, i++));
            out.ifaces.push_back(std::move(found));
        }
        return out;
    }

    void domain_set_user_password(api::Call&, const api::DomainSetUserPasswordArgs& in) override {
        constexpr std::uint32_t encrypted = 1;
        hv::check_flags(in.flags, encrypted, "testDomainSetUserPassword", Domain::test);
        running(in.dom);
    }

    // Process 1 understands the signals that end it.
    void domain_send_process_signal(api::Call&, const api::DomainSendProcessSignalArgs& in) override {
        hv::check_flags(in.flags, 0, "testDomainSendProcessSignal", Domain::test);
        if (in.pid_value != 1) fail(Code::invalid_arg, Domain::test, "only sending a signal to pid 1 is supported");
        constexpr std::uint32_t signals = 65;
        if (in.signum >= signals)
            fail(Code::invalid_arg, Domain::test, "signum value {} is out of range", in.signum);
        world_.read(in.dom);
    }

  private:
    std::shared_ptr<const DomainState> running(const api::DomainRef& dom) const {
        auto s = world_.read(dom);
        hv::require_active(s->active());
        return s;
    }

    int freeze(const api::DomainRef& dom, const std::vector<std::string>& names, bool to) {
        int changed = 0;
        world_.commit(dom, [&](DomainState& s, Events&) {
            hv::require_active(s.active());
            auto which = pick_mounts(names);
            for (std::size_t i = 0; i < which.size(); ++i)
                if (which[i] && s.frozen[i] != to) {
                    s.frozen[i] = to;
                    ++changed;
                }
        });
        return changed;
    }

    // Made up from the network's first address, the id of the guest and the place of the interface.
    api::DomainIpAddr address(const model::Interface& nic, int id, std::uint32_t i) const {
        if (nic.type != model::InterfaceType::network) return {ipv4, fmt::format("192.168.0.{}", i + 1), 24};
        auto network = world_.networks.find(nic.network);
        if (!network) fail(Code::no_network, Domain::test, "no network with matching name '{}'", nic.network);
        const model::NetworkIp* ip = nullptr;
        for (const auto& x : network->ips)
            if (x.family.empty() || x.family == "ipv4") {
                ip = &x;
                break;
            }
        if (!ip) return {ipv4, fmt::format("192.168.0.{}", i + 1), 24};
        auto first = read_address(ip->ranges.empty() ? ip->address : ip->ranges.front().start);
        unsigned prefix = ip->prefix.value_or(static_cast<unsigned>(std::popcount(read_address(ip->netmask))));
        return {ipv4, dotted(first + 20u * static_cast<std::uint32_t>(id - 1) + i + 1), prefix};
    }
    static constexpr int ipv4 = 0;  // VIR_IP_ADDR_TYPE_IPV4
};

}  // namespace

std::shared_ptr<api::facet::Guest> make_guest(World& world) { return std::make_shared<GuestFacet>(world); }

}  // namespace vireo::test
