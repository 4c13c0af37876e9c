// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/net/tap.h"

#include <fcntl.h>
#include <linux/if_link.h>
#include <linux/if_tun.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.h"
#include "host/net/netlink.h"
#include "run/fault.h"

namespace vireo::host {
namespace {

constexpr const char* clone_device = "/dev/net/tun";

Fd open_device(const std::string& path, Domain domain) {
    Fd fd(open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (!fd) fail_errno(domain, errno, "Unable to open {}, is tun module loaded?", path);
    return fd;
}

// The first free number for a name with %d; the kernel does this for taps only.
std::string free_name(const std::string& pattern) {
    auto at = pattern.find("%d");
    if (at == pattern.npos) return pattern;
    for (unsigned n = 0;; ++n) {
        auto name = pattern;
        name.replace(at, 2, std::to_string(n));
        if (!link_index(name)) return name;
    }
}

}  // namespace

model::Mac tap_mac(const model::Mac& guest) {
    auto mac = guest;
    mac.bytes[0] = 0xfe;
    return mac;
}

Tap create_tap(const TapRequest& r) {
    if (r.name.size() >= IFNAMSIZ) fail_errno(r.domain, ERANGE, "Network interface name '{}' is too long", r.name);
    Tap tap;
    tap.name = r.name;
    for (unsigned q = 0; q < std::max(r.queues, 1u); ++q) {
        Fd fd = open_device(clone_device, r.domain);
        ifreq want{};
        want.ifr_flags = IFF_TAP | IFF_NO_PI;
        if (r.queues > 1) want.ifr_flags |= IFF_MULTI_QUEUE;
        unsigned features = 0;
        if (r.vnet_header && ioctl(fd.get(), TUNGETFEATURES, &features) == 0 && (features & IFF_VNET_HDR)) {
            want.ifr_flags |= IFF_VNET_HDR;
            tap.vnet_header = true;
        }
        std::memcpy(want.ifr_name, tap.name.data(), tap.name.size());
        int e = run::fault("tap.create");
        if (!e && ioctl(fd.get(), TUNSETIFF, &want) < 0) e = errno;
        if (e) fail_errno(r.domain, e, "Unable to create tap device {}", tap.name);
        tap.name = want.ifr_name;
        tap.queues.push_back(std::move(fd));
    }
    if (r.persistent && ioctl(tap.queues[0].get(), TUNSETPERSIST, 1) < 0)
        fail_errno(r.domain, errno, "Unable to set tap device {} to persistent", tap.name);
    struct Undo {
        const Tap& tap;
        bool armed;
        ~Undo() {
            if (armed) ioctl(tap.queues[0].get(), TUNSETPERSIST, 0);  // it then goes with its descriptors
        }
    } undo{tap, r.persistent};
    const auto& s = r.setup;
    if (s.mac || s.mtu || s.up || s.master || s.new_name) change_link(tap.name, s, r.domain);
    if (s.new_name) tap.name = *s.new_name;
    undo.armed = false;
    return tap;
}

void delete_tap(const std::string& name, Domain domain) {
    if (!link_index(name)) return;
    Fd fd = open_device(clone_device, domain);
    ifreq want{};
    want.ifr_flags = IFF_TAP | IFF_NO_PI;
    std::memcpy(want.ifr_name, name.data(), name.size());
    // One with several queues has to be asked for as such. A tap in use is busy and ends with its user.
    if (ioctl(fd.get(), TUNSETIFF, &want) < 0) {
        int e = errno;
        want.ifr_flags |= IFF_MULTI_QUEUE;
        if (e == EBUSY) return;
        if (ioctl(fd.get(), TUNSETIFF, &want) < 0) fail_errno(domain, e, "Unable to associate TAP device {}", name);
    }
    if (ioctl(fd.get(), TUNSETPERSIST, 0) < 0) fail_errno(domain, errno, "Unable to make TAP device {} non-persistent", name);
}

Tap create_macvtap(const MacvtapRequest& r) {
    auto lower = link_index(r.lower);
    if (!lower) fail_errno(r.domain, ENODEV, "Unable to get index for interface {}", r.lower);
    Tap tap;
    unsigned index = 0;
    for (int tries = 0; !index; ++tries) {
        tap.name = free_name(r.name);
        ifinfomsg info{};
        info.ifi_family = AF_UNSPEC;
        NetlinkMessage m(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, info);
        m.put(IFLA_IFNAME, tap.name);
        m.put_u32(IFLA_LINK, lower);
        if (r.mac) m.put(IFLA_ADDRESS, r.mac->bytes.data(), r.mac->bytes.size());
        auto link = m.begin(IFLA_LINKINFO | NLA_F_NESTED);
        m.put(IFLA_INFO_KIND, "macvtap");
        auto data = m.begin(IFLA_INFO_DATA | NLA_F_NESTED);
        m.put_u32(IFLA_MACVLAN_MODE, static_cast<std::uint32_t>(r.mode));
        m.end(data);
        m.end(link);
        int e = run::fault("macvtap.create");
        if (!e) e = Netlink().ask(m);
        // Somebody else may take the free name between the look and the request.
        if (e == EEXIST && tap.name != r.name && tries < 100) continue;
        if (e) fail_errno(r.domain, e, "error creating macvtap interface {}@{}", tap.name, r.lower);
        index = link_index(tap.name);
        if (!index) fail_errno(r.domain, ENODEV, "Unable to get index for interface {}", tap.name);
    }
    struct Undo {
        const std::string& name;
        bool armed = true;
        ~Undo() {
            if (!armed) return;
            try {
                delete_link(name);
            } catch (const Error&) {  // the reason why it is undone is what the caller has to hear
            }
        }
    } undo{tap.name};
    auto path = fmt::format("/dev/tap{}", index);
    for (unsigned q = 0; q < std::max(r.queues, 1u); ++q) {
        Fd fd(open(path.c_str(), O_RDWR | O_CLOEXEC));
        if (!fd) fail_errno(r.domain, errno, "cannot open macvtap tap device {}", path);
        ifreq want{};
        want.ifr_flags = IFF_TAP | IFF_NO_PI;
        if (r.queues > 1) want.ifr_flags |= IFF_MULTI_QUEUE;
        if (r.vnet_header) want.ifr_flags |= IFF_VNET_HDR;
        if (ioctl(fd.get(), TUNSETIFF, &want) < 0) fail_errno(r.domain, errno, "cannot set flags on macvtap tap");
        tap.queues.push_back(std::move(fd));
    }
    tap.vnet_header = r.vnet_header;
    if (r.up) change_link(tap.name, {.up = true}, r.domain);
    undo.armed = false;
    return tap;
}

std::vector<Fd> open_vhost_net(unsigned count) {
    std::vector<Fd> out;
    for (unsigned i = 0; i < count; ++i) {
        Fd fd(open("/dev/vhost-net", O_RDWR | O_CLOEXEC));
        if (!fd) break;
        out.push_back(std::move(fd));
    }
    return out;
}

}  // namespace vireo::host
