// SPDX-License-Identifier: LGPL-2.1-or-later
// The connection of virsh and the look-ups by name, UUID and id.
#include "apps/virsh/virsh.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace vireo::sh {

namespace {

void on_close(virConnectPtr conn, int reason, void* opaque)
{
    auto* sh = static_cast<Virsh*>(opaque);
    if (reason == VIR_CONNECT_CLOSE_REASON_CLIENT) return;
    Text uri = virConnectGetURI(conn);
    const char* text = uri ? uri.c_str() : "";
    switch (reason) {
    case VIR_CONNECT_CLOSE_REASON_ERROR: sh->error("Disconnected from {} due to I/O error", text); break;
    case VIR_CONNECT_CLOSE_REASON_EOF: sh->error("Disconnected from {} due to end of file", text); break;
    case VIR_CONNECT_CLOSE_REASON_KEEPALIVE: sh->error("Disconnected from {} due to keepalive timeout", text); break;
    default: break;
    }
    sh->lost = true;
}

}  // namespace

Virsh::Virsh(CommandTable table) : Shell("virsh", table)
{
    tool_title = "virsh, the virtualization interactive terminal.";
    history_variable = "VIRSH_HISTSIZE";
}

Virsh::~Virsh()
{
    close_connection();
}

void Virsh::start_events()
{
    if (events_on_) return;
    events_on_ = true;
    if (virEventRegisterDefaultImpl() < 0) return;
    // The thread runs until the process ends; nothing it does needs an orderly stop.
    std::thread([] {
        while (virEventRunDefaultImpl() >= 0) {
        }
    }).detach();
}

bool Virsh::open_connection(bool again)
{
    start_events();
    virConnectPtr fresh = virConnectOpenAuth(uri, virConnectAuthPtrDefault, readonly ? VIR_CONNECT_RO : 0);
    if (!fresh) {
        error("{}", again ? "Failed to reconnect to the hypervisor" : "failed to connect to the hypervisor");
        return false;
    }
    conn_ = fresh;
    virConnectRegisterCloseCallback(conn_, on_close, this, nullptr);
    int interval = keepalive_interval >= 0 ? keepalive_interval : 5;
    int count = keepalive_count >= 0 ? keepalive_count : 6;
    if (interval > 0 && virConnectSetKeepAlive(conn_, interval, static_cast<unsigned>(count)) != 0 && keepalive_interval > 0)
        error("Cannot setup keepalive on connection as requested, disconnecting");
    forget_error();
    ever_connected_ = true;
    lost = false;
    return true;
}

void Virsh::close_connection()
{
    if (!conn_) return;
    virConnectUnregisterCloseCallback(conn_, on_close);
    virConnectClose(conn_);
    conn_ = nullptr;
}

bool Virsh::connected()
{
    if (conn_ && !lost) return true;
    bool again = lost;
    close_connection();
    if (!open_connection(again)) {
        report_saved_error();
        return false;
    }
    if (again) error("Reconnected to the hypervisor");
    return true;
}

Dom Virsh::try_domain(const char* name, unsigned by)
{
    Dom dom;
    if (by & by_id) {
        if (auto id = parse_signed(name, 0, INT32_MAX)) dom = virDomainLookupByID(conn_, static_cast<int>(*id));
    }
    if (!dom && (by & by_uuid) && std::strlen(name) == VIR_UUID_STRING_BUFLEN - 1) dom = virDomainLookupByUUIDString(conn_, name);
    if (!dom && (by & by_name)) dom = virDomainLookupByName(conn_, name);
    forget_error();
    return dom;
}

Dom Virsh::domain_named(const char* name, unsigned by)
{
    Dom dom = try_domain(name, by);
    check(dom, "failed to get domain '{}'", name);
    return dom;
}

Dom Virsh::domain(const Args& args, unsigned by)
{
    return domain_named(args.need("domain").c_str(), by);
}

Net Virsh::network(const Args& args, unsigned by, const char* option)
{
    std::string name = args.need(option);
    Net net;
    if ((by & by_uuid) && name.size() == VIR_UUID_STRING_BUFLEN - 1) net = virNetworkLookupByUUIDString(conn_, name.c_str());
    if (!net && (by & by_name)) net = virNetworkLookupByName(conn_, name.c_str());
    check(net, "failed to get network '{}'", name);
    return net;
}

Port Virsh::network_port(const Args& args, virNetworkPtr net)
{
    std::string name = args.need("port");
    Port port;
    if (name.size() == VIR_UUID_STRING_BUFLEN - 1) port = virNetworkPortLookupByUUIDString(net, name.c_str());
    check(port, "failed to get network port '{}'", name);
    return port;
}

Iface Virsh::iface(const Args& args, bool name_too, bool mac_too)
{
    std::string name = args.need("interface");
    bool mac = name.size() == 17 && std::count(name.begin(), name.end(), ':') == 5;
    Iface out;
    if (!mac && name_too) out = virInterfaceLookupByName(conn_, name.c_str());
    if (!out && mac && mac_too) out = virInterfaceLookupByMACString(conn_, name.c_str());
    check(out, "failed to get interface '{}'", name);
    return out;
}

Pool Virsh::pool_named(const char* name, unsigned by)
{
    Pool out;
    if ((by & by_uuid) && std::strlen(name) == VIR_UUID_STRING_BUFLEN - 1) out = virStoragePoolLookupByUUIDString(conn_, name);
    if (!out && (by & by_name)) {
        forget_error();
        out = virStoragePoolLookupByName(conn_, name);
    }
    check(out, "failed to get pool '{}'", name);
    return out;
}

Pool Virsh::pool(const Args& args, const char* option, unsigned by)
{
    return pool_named(args.need(option).c_str(), by);
}

Vol Virsh::volume(const Args& args, const char* option, const char* pool_option, bool by_name_too)
{
    std::string name = args.need(option);
    const char* pool_name = pool_option ? args.str(pool_option) : nullptr;
    Pool p;
    if (pool_name) {
        p = pool_named(pool_name);
        int active = virStoragePoolIsActive(p);
        if (active == 0) fail("pool '{}' is not active", pool_name);
    }
    Vol vol;
    if (p && by_name_too) vol = virStorageVolLookupByName(p, name.c_str());
    if (!vol) vol = virStorageVolLookupByKey(conn_, name.c_str());
    if (!vol) vol = virStorageVolLookupByPath(conn_, name.c_str());
    if (!vol) {
        if (p || !pool_option) fail("failed to get vol '{}'", name);
        fail("failed to get vol '{}', specifying --{} might help", name, pool_option);
    }
    if (p) {
        Pool owner = virStoragePoolLookupByVolume(vol);
        if (owner && std::strcmp(virStoragePoolGetName(owner), virStoragePoolGetName(p)) != 0) {
            forget_error();
            fail("Requested volume '{}' is not in pool '{}'", name, pool_name);
        }
    }
    forget_error();
    return vol;
}

void check_wwn(Virsh& sh, std::string wwn)
{
    std::string digits = wwn.starts_with("0x") ? wwn.substr(2) : wwn;
    if (digits.size() == 16 && digits.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos) return;
    sh.remember_error(fmt::format("internal error: Malformed wwn: {}", wwn));
    sh.fail();
}

Dev Virsh::device(const Args& args, const char* option)
{
    std::string name = args.need(option);
    Dev dev;
    if (size_t comma = name.find(','); comma != std::string::npos) {
        std::string wwnn = name.substr(0, comma), wwpn = name.substr(comma + 1);
        if (wwpn.find(',') != std::string::npos) fail("Malformed device value '{}'", name);
        check_wwn(*this, wwnn);
        check_wwn(*this, wwpn);
        dev = virNodeDeviceLookupSCSIHostByWWN(conn_, wwnn.c_str(), wwpn.c_str(), 0);
    } else {
        dev = virNodeDeviceLookupByName(conn_, name.c_str());
    }
    check(dev, "Could not find matching device '{}'", name);
    return dev;
}

Secret Virsh::secret(const Args& args)
{
    std::string name = args.need("secret");
    Secret s(virSecretLookupByUUIDString(conn_, name.c_str()));
    check(s, "failed to get secret '{}'", name);
    return s;
}

Filter Virsh::filter(const Args& args)
{
    std::string name = args.need("nwfilter");
    Filter f;
    if (name.size() == VIR_UUID_STRING_BUFLEN - 1) f = virNWFilterLookupByUUIDString(conn_, name.c_str());
    if (!f) f = virNWFilterLookupByName(conn_, name.c_str());
    check(f, "failed to get nwfilter '{}'", name);
    return f;
}

Binding Virsh::binding(const Args& args)
{
    std::string name = args.need("binding");
    Binding b(virNWFilterBindingLookupByPortDev(conn_, name.c_str()));
    check(b, "failed to get nwfilter binding '{}'", name);
    return b;
}

Snap Virsh::snapshot(const Args& args, virDomainPtr dom, const char* option, const char* current_option)
{
    const char* name = args.str(option);
    bool current = current_option && args.has(current_option);
    if (current && name) fail("--{} and --{} are mutually exclusive", option, current_option);
    Snap s;
    if (name) s = virDomainSnapshotLookupByName(dom, name, 0);
    else if (current) s = virDomainSnapshotCurrent(dom, 0);
    else fail("--{} or --{} is required", option, current_option ? current_option : "current");
    check(s);
    return s;
}

std::string Virsh::read_file(const char* path)
{
    constexpr size_t limit = 10 * 1024 * 1024;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        remember_error(fmt::format("Failed to open file '{}': {}", path, std::strerror(errno)));
        fail();
    }
    std::string out;
    char buf[16384];
    for (;;) {
        ssize_t n = ::read(fd, buf, sizeof buf);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            int failed = n < 0 ? errno : 0;
            close(fd);
            if (failed) {
                remember_error(fmt::format("Failed to read file '{}': {}", path, std::strerror(failed)));
                fail();
            }
            return out;
        }
        out.append(buf, static_cast<size_t>(n));
        if (out.size() >= limit) {
            close(fd);
            remember_error(fmt::format("Failed to read file '{}': {}", path, std::strerror(EOVERFLOW)));
            fail();
        }
    }
}

Text Virsh::domain_xml(virDomainPtr dom, unsigned flags)
{
    Text xml = virDomainGetXMLDesc(dom, flags);
    check(bool(xml), "Failed to get domain description xml");
    return xml;
}

Node Virsh::domain_doc(virDomainPtr dom, unsigned flags)
{
    Text xml = domain_xml(dom, flags);
    auto doc = parse_xml(xml.c_str());
    check(doc.has_value(), "Failed to parse domain description xml");
    return std::move(*doc);
}

void Virsh::print_xml(const char* xml, const Args& args)
{
    const char* expression = args.str("xpath");
    if (!expression) {
        print("{}", xml);
        return;
    }
    XPathAnswer found = evaluate_xpath(xml, expression, args.has("wrap"));
    if (!found.usable) {
        remember_error(fmt::format("internal error: Incorrect xpath '{}'", expression));
        fail();
    }
    write(found.text);
}

unsigned Virsh::affect(const Args& args, bool persistent_too)
{
    args.exclusive("current", "live");
    args.exclusive("current", "config");
    if (persistent_too) args.exclusive("persistent", "current");
    unsigned flags = VIR_DOMAIN_AFFECT_CURRENT;
    if (args.has("config")) flags |= VIR_DOMAIN_AFFECT_CONFIG;
    if (args.has("live")) flags |= VIR_DOMAIN_AFFECT_LIVE;
    return flags;
}

std::string state_word(int state)
{
    static constexpr const char* words[] = {"no state", "running", "idle", "paused", "in shutdown", "shut off", "crashed", "pmsuspended"};
    return state >= 0 && state < 8 ? words[state] : "no state";
}

std::string size_text(unsigned long long bytes)
{
    Pretty p = pretty_size(bytes);
    return fmt::format("{:.2f} {}", p.value, p.unit);
}

}  // namespace vireo::sh
