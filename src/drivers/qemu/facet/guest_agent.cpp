// SPDX-License-Identifier: LGPL-2.1-or-later
// What the program inside of a guest is asked. Protocol: QEMU Guest Agent Protocol Reference. All that it answers was
// written by the guest: it is taken for what it is and bounded, and fields that are missing are left out.
#include <algorithm>

#include "drivers/qemu/agent/agent.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/facet/change.h"
#include "drivers/qemu/qmp/client.h"
#include "host/crypto/secret.h"
#include "hv/flags.h"
#include "hv/tuning.h"
#include "hv/typed_params.h"
#include "json/json.h"
#include "libvirt/libvirt-qemu.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;
using json::Json;

namespace {

constexpr std::size_t most_entries = 4096;

std::shared_ptr<const GuestState> running(const Guest& g) {
    auto s = g.read();
    hv::require_active(s->active());
    return s;
}

// The same for calls that complain in the driver's own name.
std::shared_ptr<const GuestState> running_here(const Guest& g) {
    auto s = g.read();
    if (!s->active()) fail(Code::operation_invalid, Domain::qemu, "domain is not running");
    return s;
}

Json ask(const Guest& g, const char* command, const Json& arguments = nullptr) {
    running(g);
    return agent::call(g, command, arguments, Deadline::never());
}

std::string text(const Json& object, const char* key) {
    const auto* v = json::find(object, key);
    return v && v->is_string() ? v->get<std::string>() : std::string();
}
std::int64_t number(const Json& object, const char* key) {
    const auto* v = json::find(object, key);
    if (!v || !v->is_number()) return 0;
    return v->is_number_float() ? static_cast<std::int64_t>(v->get<double>()) : v->get<std::int64_t>();
}
const Json& list(const Json& value, const char* what) {
    if (!value.is_array()) fail(Code::internal_error, Domain::qemu, "Malformed {} data array", what);
    if (value.size() > most_entries) fail(Code::internal_error, Domain::qemu, "Too many entries in {} data array", what);
    return value;
}

// The disk of a guest's address; null if no disk of ours sits there.
const model::Disk* disk_at(const model::Domain& d, const Json& place) {
    const auto* pci = json::find(place, "pci-controller");
    for (const auto& disk : d.devices.disks) {
        const auto& at = disk.info.address;
        if (at.type == model::AddressType::pci && pci) {
            const auto& p = at.pci;
            if (number(*pci, "domain") == p.domain && number(*pci, "bus") == p.bus && number(*pci, "slot") == p.slot && number(*pci, "function") == p.function) return &disk;
        } else if (at.type == model::AddressType::drive) {
            if (text(place, "bus-type") == word(disk.bus) && number(place, "bus") == at.drive.bus && number(place, "target") == at.drive.target &&
                number(place, "unit") == at.drive.unit)
                return &disk;
        }
    }
    return nullptr;
}

std::vector<std::string> targets(const model::Domain& d, const Json& filesystem) {
    std::vector<std::string> out;
    const auto* disks = json::find(filesystem, "disk");
    if (disks && disks->is_array())
        for (const auto& place : *disks)
            if (const auto* disk = disk_at(d, place)) out.push_back(disk->target_dev);
    return out;
}

void add_users(hv::Params& p, const Json& users) {
    std::vector<const Json*> all;
    for (const auto& u : list(users, "user")) all.push_back(&u);
    p.u32("user.count", static_cast<std::uint32_t>(all.size()));
    for (std::size_t i = 0; i < all.size(); ++i) {
        p.text(fmt::format("user.{}.name", i), text(*all[i], "user"));
        if (auto domain = text(*all[i], "domain"); !domain.empty()) p.text(fmt::format("user.{}.domain", i), domain);
        const auto* at = json::find(*all[i], "login-time");
        if (at && at->is_number()) p.u64(fmt::format("user.{}.login-time", i), static_cast<std::uint64_t>(at->get<double>() * 1000));
    }
}

void add_os(hv::Params& p, const Json& os) {
    static constexpr std::pair<const char*, const char*> fields[] = {{"id", "os.id"},
                                                                     {"name", "os.name"},
                                                                     {"pretty-name", "os.pretty-name"},
                                                                     {"version", "os.version"},
                                                                     {"version-id", "os.version-id"},
                                                                     {"machine", "os.machine"},
                                                                     {"variant", "os.variant"},
                                                                     {"variant-id", "os.variant-id"},
                                                                     {"kernel-release", "os.kernel-release"},
                                                                     {"kernel-version", "os.kernel-version"}};
    for (const auto& [from, to] : fields)
        if (auto v = text(os, from); !v.empty()) p.text(to, v);
}

void add_filesystems(hv::Params& p, const Json& all, const model::Domain& d) {
    p.u32("fs.count", static_cast<std::uint32_t>(list(all, "filesystem").size()));
    std::size_t i = 0;
    for (const auto& f : all) {
        const auto add = [&](const char* field, const std::string& value) {
            if (!value.empty()) p.text(fmt::format("fs.{}.{}", i, field), value);
        };
        add("name", text(f, "name"));
        add("mountpoint", text(f, "mountpoint"));
        add("fstype", text(f, "type"));
        if (json::find(f, "total-bytes")) {
            p.u64(fmt::format("fs.{}.total-bytes", i), static_cast<std::uint64_t>(number(f, "total-bytes")));
            p.u64(fmt::format("fs.{}.used-bytes", i), static_cast<std::uint64_t>(number(f, "used-bytes")));
        }
        const auto* disks = json::find(f, "disk");
        const std::size_t n = disks && disks->is_array() ? std::min(disks->size(), most_entries) : 0;
        p.u32(fmt::format("fs.{}.disk.count", i), static_cast<std::uint32_t>(n));
        for (std::size_t k = 0; k < n; ++k) {
            const auto& place = (*disks)[k];
            if (const auto* disk = disk_at(d, place)) p.text(fmt::format("fs.{}.disk.{}.alias", i, k), disk->target_dev);
            if (auto v = text(place, "serial"); !v.empty()) p.text(fmt::format("fs.{}.disk.{}.serial", i, k), v);
            if (auto v = text(place, "dev"); !v.empty()) p.text(fmt::format("fs.{}.disk.{}.device", i, k), v);
        }
        ++i;
    }
}

void add_interfaces(hv::Params& p, const Json& all) {
    std::size_t i = 0;
    std::vector<const Json*> named;
    for (const auto& n : list(all, "interface"))
        if (!text(n, "name").empty()) named.push_back(&n);
    p.u32("if.count", static_cast<std::uint32_t>(named.size()));
    for (const auto* n : named) {
        p.text(fmt::format("if.{}.name", i), text(*n, "name"));
        if (auto v = text(*n, "hardware-address"); !v.empty()) p.text(fmt::format("if.{}.hwaddr", i), v);
        const auto* addresses = json::find(*n, "ip-addresses");
        if (addresses && addresses->is_array() && !addresses->empty()) {
            p.u32(fmt::format("if.{}.addr.count", i), static_cast<std::uint32_t>(std::min(addresses->size(), most_entries)));
            std::size_t k = 0;
            for (const auto& at : *addresses) {
                if (k >= most_entries) break;
                p.text(fmt::format("if.{}.addr.{}.type", i, k), text(at, "ip-address-type"));
                p.text(fmt::format("if.{}.addr.{}.addr", i, k), text(at, "ip-address"));
                p.u32(fmt::format("if.{}.addr.{}.prefix", i, k), static_cast<std::uint32_t>(number(at, "prefix")));
                ++k;
            }
        }
        ++i;
    }
}

bool is_unsupported(const vireo::Error& e) { return e.code == Code::internal_error; }

int frozen(const Json& answer) {
    if (!answer.is_number()) fail(Code::internal_error, Domain::qemu, "malformed return value");
    return answer.get<int>();
}

constexpr const char* suspend_commands[] = {"guest-suspend-ram", "guest-suspend-disk", "guest-suspend-hybrid"};

}  // namespace

DomainGetHostnameRet QemuConnection::domain_get_hostname(Call&, const DomainGetHostnameArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_GET_HOSTNAME_LEASE | VIR_DOMAIN_GET_HOSTNAME_AGENT, "qemuDomainGetHostname", Domain::qemu);
    if ((a.flags & VIR_DOMAIN_GET_HOSTNAME_LEASE) && (a.flags & VIR_DOMAIN_GET_HOSTNAME_AGENT))
        hv::bad_argument(Domain::qemu, "qemuDomainGetHostname", "flags",
                         "Flags 'VIR_DOMAIN_GET_HOSTNAME_LEASE' and 'VIR_DOMAIN_GET_HOSTNAME_AGENT' are mutually exclusive");
    auto g = guest(a.dom);
    auto s = running(*g);
    std::string name;
    // Leases belong to virtual networks.
    if (!(a.flags & VIR_DOMAIN_GET_HOSTNAME_LEASE)) name = text(ask(*g, "guest-get-host-name"), "host-name");
    if (name.empty()) fail(Code::no_hostname, Domain::qemu, "no hostname found for domain {}", s->name);
    return {name};
}

DomainGetTimeRet QemuConnection::domain_get_time(Call&, const DomainGetTimeArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainGetTime", Domain::qemu);
    const auto answer = ask(*guest(a.dom), "guest-get-time");
    if (!answer.is_number()) fail(Code::internal_error, Domain::qemu, "malformed return value");
    const auto ns = answer.get<std::int64_t>();
    return {.seconds = ns / 1'000'000'000, .nseconds = static_cast<std::uint32_t>(ns % 1'000'000'000)};
}

void QemuConnection::domain_set_time(Call&, const DomainSetTimeArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_TIME_SYNC, "qemuDomainSetTime", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    if (!s->active()) fail(Code::operation_unsupported, Domain::qemu, "cannot set time: qemu doesn't support rtc-reset-reinjection command");
    Json arguments = nullptr;
    if (!(a.flags & VIR_DOMAIN_TIME_SYNC)) {
        if (a.seconds > (std::numeric_limits<std::int64_t>::max() - 999'999'999) / 1'000'000'000 || a.seconds < 0)
            fail(Code::invalid_arg, Domain::qemu, "Time '{}' is too big for guest agent", a.seconds);
        arguments = Json{{"time", a.seconds * 1'000'000'000 + a.nseconds}};
    }
    agent::call(*g, "guest-set-time", arguments, Deadline::never());
    // The clock that the guest reads next must not make up for the ticks that it missed.
    if (s->runtime->caps && s->runtime->caps->has("rtc-reset-reinjection")) g->monitor()->call(qmp::Command("rtc-reset-reinjection"));
}

DomainGetFsinfoRet QemuConnection::domain_get_fsinfo(Call&, const DomainGetFsinfoArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainGetFSInfo", Domain::qemu);
    auto g = guest(a.dom);
    auto s = running(*g);
    DomainGetFsinfoRet out;
    const auto all = ask(*g, "guest-get-fsinfo");
    for (const auto& f : list(all, "filesystem")) {
        auto devices = targets(*s->live, f);
        std::sort(devices.begin(), devices.end());
        devices.erase(std::unique(devices.begin(), devices.end()), devices.end());
        out.info.push_back({.mountpoint = text(f, "mountpoint"), .name = text(f, "name"), .fstype = text(f, "type"), .dev_aliases = std::move(devices)});
    }
    out.ret = static_cast<std::uint32_t>(out.info.size());
    return out;
}

DomainGetGuestInfoRet QemuConnection::domain_get_guest_info(Call&, const DomainGetGuestInfoArgs& a) {
    constexpr std::uint32_t users = VIR_DOMAIN_GUEST_INFO_USERS, os = VIR_DOMAIN_GUEST_INFO_OS, zone = VIR_DOMAIN_GUEST_INFO_TIMEZONE, host = VIR_DOMAIN_GUEST_INFO_HOSTNAME,
                            fs = VIR_DOMAIN_GUEST_INFO_FILESYSTEM, disks = VIR_DOMAIN_GUEST_INFO_DISKS, nics = VIR_DOMAIN_GUEST_INFO_INTERFACES,
                            load = VIR_DOMAIN_GUEST_INFO_LOAD;
    constexpr std::uint32_t known = users | os | zone | host | fs | disks | nics | load;
    hv::check_flags(a.flags, 0, "qemuDomainGetGuestInfo", Domain::qemu);
    if (a.types & ~known) fail(Code::invalid_arg, Domain::qemu, "unsupported guest information types '0x{:x}'", a.types & ~known);
    auto g = guest(a.dom);
    auto s = running_here(*g);
    agent::require_ready(*s);
    const std::uint32_t wanted = a.types ? a.types : known;
    hv::Params p;
    // What nobody asked for by name may be missing.
    const auto part = [&](std::uint32_t which, const char* command, auto&& add) {
        if (!(wanted & which)) return;
        try {
            add(agent::call(*g, command, nullptr, Deadline::never()));
        } catch (const vireo::Error& e) {
            if (a.types || !is_unsupported(e)) throw;
        }
    };
    part(users, "guest-get-users", [&](const Json& v) { add_users(p, v); });
    part(os, "guest-get-osinfo", [&](const Json& v) { add_os(p, v); });
    part(zone, "guest-get-timezone", [&](const Json& v) {
        if (auto name = text(v, "zone"); !name.empty()) p.text("timezone.name", name);
        p.i32("timezone.offset", static_cast<std::int32_t>(number(v, "offset")));
    });
    part(host, "guest-get-host-name", [&](const Json& v) {
        if (auto name = text(v, "host-name"); !name.empty()) p.text("hostname", name);
    });
    part(fs, "guest-get-fsinfo", [&](const Json& v) { add_filesystems(p, v, *s->live); });
    part(disks, "guest-get-disks", [&](const Json& v) {
        p.u32("disk.count", static_cast<std::uint32_t>(list(v, "disk").size()));
        std::size_t i = 0;
        for (const auto& d : v) {
            p.text(fmt::format("disk.{}.name", i), text(d, "name"));
            const auto* partition = json::find(d, "partition");
            p.boolean(fmt::format("disk.{}.partition", i), partition && partition->is_boolean() && partition->get<bool>());
            if (const auto* below = json::find(d, "dependencies"); below && below->is_array() && !below->empty()) {
                p.u32(fmt::format("disk.{}.dependency.count", i), static_cast<std::uint32_t>(std::min(below->size(), most_entries)));
                std::size_t k = 0;
                for (const auto& name : *below)
                    if (name.is_string() && k < most_entries) p.text(fmt::format("disk.{}.dependency.{}.name", i, k++), name.get<std::string>());
            }
            if (const auto* at = json::find(d, "address"))
                if (const auto* disk = disk_at(*s->live, *at)) p.text(fmt::format("disk.{}.alias", i), disk->target_dev);
            if (auto alias = text(d, "alias"); !alias.empty()) p.text(fmt::format("disk.{}.guest_alias", i), alias);
            ++i;
        }
    });
    part(nics, "guest-network-get-interfaces", [&](const Json& v) { add_interfaces(p, v); });
    part(load, "guest-get-load", [&](const Json& v) {
        for (auto [from, to] : {std::pair("load1m", "load.1m"), std::pair("load5m", "load.5m"), std::pair("load15m", "load.15m")})
            if (const auto* n = json::find(v, from); n && n->is_number()) p.f64(to, n->get<double>());
    });
    return {std::move(p.list)};
}

DomainInterfaceAddressesRet QemuConnection::domain_interface_addresses(Call&, const DomainInterfaceAddressesArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainInterfaceAddresses", Domain::qemu);
    auto g = guest(a.dom);
    running(*g);
    DomainInterfaceAddressesRet out;
    switch (a.source) {
        case VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE:  // of virtual networks
        case VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP: return out;
        case VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT: break;
        default: fail(Code::argument_unsupported, Domain::qemu, "Unknown IP address data source {}", a.source);
    }
    const auto all = ask(*g, "guest-network-get-interfaces");
    for (const auto& n : list(all, "interface")) {
        // Addresses of an alias (eth0:1) belong to its interface.
        std::string name = text(n, "name");
        name = name.substr(0, name.find(':'));
        if (name.empty()) continue;
        auto at = std::find_if(out.ifaces.begin(), out.ifaces.end(), [&](const auto& i) { return i.name == name; });
        if (at == out.ifaces.end()) {
            out.ifaces.emplace_back();
            at = out.ifaces.end() - 1;
            at->name = name;
            if (auto mac = text(n, "hardware-address"); !mac.empty()) at->hwaddr = mac;
        }
        const auto* addresses = json::find(n, "ip-addresses");
        if (!addresses || !addresses->is_array()) continue;
        for (const auto& ip : *addresses) {
            if (at->addrs.size() >= most_entries) break;
            at->addrs.push_back({.type = text(ip, "ip-address-type") == "ipv6" ? VIR_IP_ADDR_TYPE_IPV6 : VIR_IP_ADDR_TYPE_IPV4,
                                 .addr = text(ip, "ip-address"),
                                 .prefix = static_cast<std::uint32_t>(number(ip, "prefix"))});
        }
    }
    return out;
}

DomainFsfreezeRet QemuConnection::domain_fsfreeze(Call&, const DomainFsfreezeArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainFSFreeze", Domain::qemu);
    auto g = guest(a.dom);
    return {frozen(a.mountpoints.empty() ? ask(*g, "guest-fsfreeze-freeze") : ask(*g, "guest-fsfreeze-freeze-list", Json{{"mountpoints", a.mountpoints}}))};
}

DomainFsthawRet QemuConnection::domain_fsthaw(Call&, const DomainFsthawArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainFSThaw", Domain::qemu);
    return {frozen(ask(*guest(a.dom), "guest-fsfreeze-thaw"))};
}

void QemuConnection::domain_fstrim(Call&, const DomainFstrimArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainFSTrim", Domain::qemu);
    // The agent's guest-fstrim trims all file systems; the text is the interface's.
    if (a.mountPoint) fail(Code::argument_unsupported, Domain::qemu, "Specifying mount point is not supported for now");
    auto g = guest(a.dom);
    running_here(*g);
    ask(*g, "guest-fstrim", Json{{"minimum", a.minimum}});
}

void QemuConnection::domain_set_user_password(Call&, const DomainSetUserPasswordArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_PASSWORD_ENCRYPTED, "qemuDomainSetUserPassword", Domain::qemu);
    const std::string password = a.password.value_or("");
    ask(*guest(a.dom), "guest-set-user-password",
        Json{{"crypted", (a.flags & VIR_DOMAIN_PASSWORD_ENCRYPTED) != 0},
             {"username", a.user.value_or("")},
             {"password", host::base64(password)}});
}

DomainGetGuestVcpusRet QemuConnection::domain_get_guest_vcpus(Call&, const DomainGetGuestVcpusArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainGetGuestVcpus", Domain::qemu);
    const auto all = ask(*guest(a.dom), "guest-get-vcpus");
    model::Bitmap there, running_now, fixed;
    for (const auto& v : list(all, "vcpu")) {
        const auto id = number(v, "logical-id");
        if (id < 0 || id >= model::Bitmap::max_bit) continue;
        const auto cpu = static_cast<unsigned>(id);
        there.set(cpu);
        if (const auto* on = json::find(v, "online"); on && on->is_boolean() && on->get<bool>()) running_now.set(cpu);
        const auto* offlinable = json::find(v, "can-offline");
        if (offlinable && offlinable->is_boolean() && offlinable->get<bool>()) fixed.set(cpu);
    }
    hv::Params p;
    p.text("vcpus", there.text());
    p.text("online", running_now.text());
    p.text("offlinable", fixed.text());
    return {std::move(p.list)};
}

void QemuConnection::domain_set_guest_vcpus(Call&, const DomainSetGuestVcpusArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainSetGuestVcpus", Domain::qemu);
    if (a.state != 0 && a.state != 1) fail(Code::invalid_arg, Domain::qemu, "unsupported state value");
    const auto cpus = model::Bitmap::parse(a.cpumap);
    if (!cpus || cpus->empty()) fail(Code::invalid_arg, Domain::none, "Failed to parse bitmap '{}'", a.cpumap);
    auto g = guest(a.dom);
    running_here(*g);
    Json wanted = Json::array();
    const auto all = ask(*g, "guest-get-vcpus");
    for (int id = cpus->next(0); id >= 0; id = cpus->next(static_cast<unsigned>(id) + 1)) {
        const auto known = std::find_if(list(all, "vcpu").begin(), all.end(), [&](const auto& v) { return number(v, "logical-id") == id; });
        if (known == all.end()) fail(Code::invalid_arg, Domain::qemu, "guest is missing vCPUs '{}'", id);
        wanted.push_back(Json{{"logical-id", id}, {"online", a.state != 0}});
    }
    const auto done = ask(*g, "guest-set-vcpus", Json{{"vcpus", wanted}});
    if (!done.is_number() || done.get<std::int64_t>() < static_cast<std::int64_t>(wanted.size()))
        fail(Code::internal_error, Domain::qemu, "failed to set state of some vCPUs in the guest");
}

DomainAuthorizedSshKeysGetRet QemuConnection::domain_authorized_ssh_keys_get(Call&, const DomainAuthorizedSshKeysGetArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainAuthorizedSSHKeysGet", Domain::qemu);
    auto g = guest(a.dom);
    running_here(*g);
    const auto answer = ask(*g, "guest-ssh-get-authorized-keys", Json{{"username", a.user}});
    DomainAuthorizedSshKeysGetRet out;
    if (const auto* keys = json::find(answer, "keys"))
        for (const auto& k : list(*keys, "key"))
            if (k.is_string()) out.keys.push_back(k.get<std::string>());
    return out;
}

void QemuConnection::domain_authorized_ssh_keys_set(Call&, const DomainAuthorizedSshKeysSetArgs& a) {
    constexpr std::uint32_t append = VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND, remove = VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE;
    hv::check_flags(a.flags, append | remove, "qemuDomainAuthorizedSSHKeysSet", Domain::qemu);
    Json arguments{{"username", a.user}, {"keys", a.keys}};
    if (!(a.flags & remove)) arguments["reset"] = !(a.flags & append);
    auto g = guest(a.dom);
    running_here(*g);
    ask(*g, a.flags & remove ? "guest-ssh-remove-authorized-keys" : "guest-ssh-add-authorized-keys", arguments);
}

DomainAgentSetResponseTimeoutRet QemuConnection::domain_agent_set_response_timeout(Call&, const DomainAgentSetResponseTimeoutArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainAgentSetResponseTimeout", Domain::qemu);
    if (a.timeout < VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK)
        fail(Code::invalid_arg, Domain::qemu, "guest agent timeout '{}' is less than the minimum '{}'", a.timeout, int{VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK});
    guest(a.dom)->agent_timeout = a.timeout;
    return {.result = 0};
}

QemuDomainAgentCommandRet QemuConnection::qemu_domain_agent_command(Call&, const QemuDomainAgentCommandArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainQemuAgentCommand", Domain::qemu);
    auto g = guest(a.dom);
    running(*g);
    return {.result = agent::call_text(*g, a.cmd, a.timeout)};
}

void QemuConnection::domain_pm_suspend_for_duration(Call&, const DomainPmSuspendForDurationArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainPMSuspendForDuration", Domain::qemu);
    // The agent's guest-suspend-* wake for nobody's clock; the text is the interface's.
    if (a.duration) fail(Code::argument_unsupported, Domain::qemu, "Duration not supported. Use 0 for now");
    if (a.target > VIR_NODE_SUSPEND_TARGET_HYBRID) fail(Code::invalid_arg, Domain::qemu, "Unknown suspend target: {}", a.target);
    auto g = guest(a.dom);
    auto s = running_here(*g);
    using model::YesNo;
    if (a.target != VIR_NODE_SUSPEND_TARGET_DISK && s->live->suspend_to_mem == YesNo::no)
        fail(Code::operation_unsupported, Domain::qemu, "S3 state is disabled for this domain");
    if (a.target == VIR_NODE_SUSPEND_TARGET_DISK && s->live->suspend_to_disk == YesNo::no)
        fail(Code::operation_unsupported, Domain::qemu, "S4 state is disabled for this domain");
    agent::tell(*g, suspend_commands[a.target]);
}

}  // namespace vireo::qemu
