// SPDX-License-Identifier: LGPL-2.1-or-later
// The configuration of the recorded driver, and what the recorded host had prepared for a guest that starts.
#include <cstdlib>
#include <functional>
#include <mutex>

#include <fmt/core.h>

#include "base/error.h"
#include "drivers/qemu/argv/parts.h"
#include "drivers/qemu/block/nbdkit.h"
#include "drivers/qemu/prepare/choices.h"
#include "drivers/qemu/prepare/prepare.h"
#include "drivers/qemu/prepare/steps.h"
#include "environment.h"
#include "host/crypto/secret.h"
#include "json/json.h"
#include "model/network/network.h"
#include "model/row/types.h"

namespace golden::qemu {

using namespace vireo;
using namespace vireo::qemu;
using argv::Bindings;

namespace {

constexpr int first_tap = 3, first_bridge_tap = 102, first_vhost = 44;
constexpr int listening_socket = 1729, chardev_file = 1750, chardev_log = 1751, tpm_device = 1730, tpm_cancel = 1731, vdpa_device = 1732;
constexpr int vhost_scsi = 3, vhost_vsock = 6789;

// A setting that a case changes: a flag is true or a number.
bool is_on(const json::Json& value) { return value.is_boolean() ? value.get<bool>() : value.is_number() && value.get<int>() != 0; }

void change_settings(Settings& s, const json::Json& changes) {
    const std::map<std::string, bool*> flags = {
        {"vncTLS", &s.vnc_tls.enabled}, {"vncSASL", &s.vnc_sasl}, {"spiceTLS", &s.spice_tls.enabled}, {"spiceSASL", &s.spice_sasl},
        {"vncAutoUnixSocket", &s.vnc_auto_unix_socket}, {"spiceAutoUnixSocket", &s.spice_auto_unix_socket},
        {"chardevTLS", &s.chardev_tls.enabled}, {"vxhsTLS", &s.vxhs_tls.enabled}, {"nbdTLS", &s.nbd_tls.enabled},
        {"dumpGuestCore", &s.dump_guest_core}, {"vncAllowHostAudio", &s.vnc_allow_host_audio},
        {"nogfxAllowHostAudio", &s.nographics_allow_host_audio}, {"storageUseNbdkit", &s.storage_use_nbdkit}};
    const std::map<std::string, TlsSettings*> kinds = {
        {"vnc", &s.vnc_tls}, {"spice", &s.spice_tls}, {"chardev", &s.chardev_tls}, {"vxhs", &s.vxhs_tls}, {"nbd", &s.nbd_tls}};
    for (const auto& [name, value] : changes.items()) {
        if (auto at = flags.find(name); at != flags.end()) *at->second = is_on(value);
        for (const auto& [kind, tls] : kinds) {
            if (name == kind + "TLSx509verify") tls->verify = is_on(value);
            if (name == kind + "TLSx509secretUUID" && value.is_string()) tls->secret_uuid = value.get<std::string>();
        }
    }
}

std::string short_name(const model::Domain& d) { return "-1-" + d.name.substr(0, 20); }

// Taps of bridges and of others are counted apart; a virtual network's card has a bridge's.
void bind_nic(const model::Domain& d, const model::Interface& n, const Config& config, unsigned& sets, Bindings& b) {
    Bindings::Nic nic;
    const auto type = argv::actual_type(n);
    const unsigned queues = std::max(1u, n.queues.value_or(1));
    const bool bridge = type == model::InterfaceType::network || type == model::InterfaceType::bridge;
    const bool vhosted = n.model.starts_with("virtio") && n.driver != model::NicDriver::qemu;
    for (unsigned i = 0; i < queues; ++i) {
        nic.tap_fds.push_back((bridge ? first_bridge_tap : first_tap) + static_cast<int>(i));
        if (vhosted) nic.vhost_fds.push_back(first_vhost + static_cast<int>(i));
    }
    if (type == model::InterfaceType::vdpa) nic.vdpa_fd = vdpa_device, nic.vdpa_set = sets++;
    if (n.backend == model::NicBackend::passt) nic.passt_socket = prepare::passt_socket(d, n, config.paths);
    b.nics[n.info.alias] = nic;
}

void bind_chardev(const model::ChardevSource& s, const std::string& alias, unsigned& sets, Bindings& b) {
    Bindings::Chardev c;
    if (s.type == model::ChardevType::unix_ && s.listen) c.fd = listening_socket;
    if (s.type == model::ChardevType::file) c.file_fd = chardev_file, c.file_set = sets++;
    if (!s.log_file.empty()) c.log_fd = chardev_log, c.log_set = sets++;
    b.chardevs[alias] = c;
}

void bind_passed(model::Domain& d, const Config& config, Bindings& b) {
    unsigned sets = 0;
    auto& v = d.devices;
    for (const auto& n : v.interfaces) bind_nic(d, n, config, sets, b);
    prepare::for_each_chardev(d, [&](model::ChardevSource& s, model::DeviceInfo& i) { bind_chardev(s, i.alias, sets, b); });
    for (const auto& t : v.tpms)
        if (t.backend == model::TpmBackend::passthrough) {
            b.tpms[t.info.alias] = {tpm_device, tpm_cancel, sets, sets + 1};
            sets += 2;
        }
    for (const auto& x : v.videos)
        if (x.backend == model::VideoBackend::vhost_user) b.chardevs[x.info.alias].fd = listening_socket;
    for (const auto& h : v.hostdevs)
        if (h.type == model::HostdevType::scsi_host) b.vhost_fds[h.info.alias] = vhost_scsi;
    if (v.vsock) b.vhost_fds[v.vsock->info.alias] = vhost_vsock;
}

void bind_scsi(const model::Domain& d, Bindings& b) {
    unsigned node = 0;  // host devices count on after the disks
    std::function<void(const model::StorageSource&)> count = [&](const model::StorageSource& s) {
        if (s.index) node = std::max(node, *s.index);
        if (s.backing) count(*s.backing);
    };
    for (const auto& x : d.devices.disks) count(x.source);
    for (const auto& h : d.devices.hostdevs)
        if (h.type == model::HostdevType::scsi) b.scsi[h.info.alias] = {"/dev/sg0", fmt::format("libvirt-{}-backend", ++node)};
}

// Any UUID resolves; of usages those below one folder of volumes and two of networked storage.
bool is_known(const model::SecretReference& s) {
    if (s.uuid) return true;
    return s.usage.starts_with("/storage/guest_disks/") || s.usage == "mycluster_myname" || s.usage == "client.admin secret";
}

// All secrets have one value; random bytes count up from zero, so do key and initialization vector.
Bindings::SealedSecret sealed(const std::string& text) {
    std::string bytes;
    for (char i = 0; i < 32; ++i) bytes += i;
    const auto iv = bytes.substr(0, 16);
    return {host::base64(host::encrypt_secret(bytes, iv, text)), host::base64(iv)};
}

void bind_secrets(const model::Domain& d, Bindings& b) {
    for (const auto& s : argv::wanted_secrets(d, b))
        if (is_known(s)) b.secrets[argv::secret_reference(s)] = sealed("AQCVn5hO6HzFAhAAq0NCv8jtJcIcE+HOBlMQ1A");
    for (const auto& [id, text] : argv::wanted_cookies(d)) b.secrets[id] = sealed(text);
}

// Descriptors that the client passed, in the order in which sets are handed out: that of the nodes' numbers.
void bind_images(const Case& c, const model::Domain& d, bool use_nbdkit, Bindings& b) {
    unsigned set = 0;
    std::map<unsigned, const model::StorageSource*> by_number;
    for (const auto& x : d.devices.disks)
        for (const auto* s = &x.source; s; s = argv::has_backing(*s) ? s->backing.get() : nullptr)
            if (s->index) by_number[*s->index] = s;
    for (const auto& [number, s] : by_number) {
        Bindings::Image image;
        if (auto* groups = json::find(c.params, "fd_groups"); groups && !s->fdgroup.empty())
            for (const auto& g : *groups)
                if (g["name"] == s->fdgroup) image.fds = g["fds"].get<std::vector<int>>(), image.writable = g["writable"].get<bool>();
        if (auto* vdpa = json::find(c.params, "vdpa_fds"); vdpa && s->type == model::StorageType::vhost_vdpa)
            if (auto* fd = json::find(*vdpa, s->path.c_str())) image.fds = {fd->get<int>()};
        block::NbdkitCaps nbdkit;
        if (auto* caps = json::find(c.params, "nbdkit_caps"); caps && use_nbdkit)
            for (const auto& cap : *caps) nbdkit.insert(cap.get<std::string>());
        const auto node = argv::layer_names(*s).storage;
        if (block::nbdkit_serves(*s, nbdkit)) {
            b.images[node].nbd_socket = block::nbdkit_socket(b.domain_dir, node);
            continue;
        }
        if (image.fds.empty()) continue;
        image.set = set++;
        b.images[node] = std::move(image);
    }
}

// "NET;PORT": the document of a network and that of the port that it gave.
model::Network network(const Case& c, const std::string& name) {
    const auto text = read_file(c.corpus + "/qemuxmlconf/networkxml2xmlin/" + name.substr(0, name.find(';')) + ".xml");
    if (!text) fail(Code::no_network, vireo::Domain::network, "Network not found: no network with matching name '{}'", name);
    return model::parse_network(*text);
}

void find_addresses(const Case& c, model::Domain& d) {
    for (auto& g : d.devices.graphics)
        for (auto& l : g.listens)
            if (l.type == model::ListenType::network && l.address.empty()) {
                const auto net = network(c, l.network);
                if (!net.ips.empty()) l.address = net.ips.front().address;
            }
}

}  // namespace

std::optional<rules::VolumePlace> volume(const Case& c, const std::string& pool, const std::string& name) {
    rules::VolumePlace v;
    v.active = pool != "inactive";
    if (v.active) {
        const auto text = read_file(c.corpus + "/qemuxmlconf/storagepoolxml2xmlout/" + pool + ".xml");
        if (!text || name == "nonexistent") return std::nullopt;
        v.pool = model::parse_storage_pool(*text);
    }
    // "TYPE+NAME"; block devices without a type.
    const auto plus = name.find('+');
    v.type = plus == name.npos ? "block" : name.substr(0, plus);
    v.path = "/some/" + v.type + "/device/" + name.substr(plus == name.npos ? 0 : plus + 1);
    return v;
}

std::string daemon_variable(const Case& c, const char* name) {
    const auto* env = json::find(c.params, "env");
    const auto* value = env ? json::find(*env, name) : nullptr;
    return value && value->is_string() ? value->get<std::string>() : "";
}

Config config_of(const Case& c) {
    static std::once_flag zone;
    std::call_once(zone, [] {
        ::setenv("TZ", "VIR00:30", 1);
        ::tzset();
    });
    Config config;
    config.privileged = true;
    config.paths.lib = "/var/lib/libvirt/qemu";
    config.paths.channel = "/var/run/libvirt/qemu/channel";
    config.paths.passt = "/var/run/libvirt/qemu/passt";
    config.paths.dbus = "/var/run/libvirt/qemu/dbus";
    config.paths.rdp = "/var/run/libvirt/qemu/rdp";
    config.paths.nvram = config.paths.lib + "/nvram";
    Settings& s = config.settings;
    s.vnc_tls.cert_dir = "/etc/pki/libvirt-vnc";
    s.spice_tls.cert_dir = "/etc/pki/libvirt-spice";
    s.rdp_tls.cert_dir = "/etc/pki/libvirt-rdp";
    s.chardev_tls.cert_dir = "/etc/pki/libvirt-chardev";
    s.vxhs_tls.cert_dir = "/etc/pki/libvirt-vxhs";
    s.nbd_tls.cert_dir = "/etc/pki/libvirt-nbd";
    s.migrate_tls.cert_dir = "/etc/pki/libvirt-migrate";
    s.backup_tls.cert_dir = "/etc/pki/libvirt-backup";
    s.vnc_sasl_dir = s.spice_sasl_dir = "/etc/sasl2";
    s.spice_password = "123456";
    s.spice_password_given = true;
    s.memory_backing_dir = config.paths.lib + "/ram";
    if (const auto* changes = json::find(c.params, "driver_config")) change_settings(s, *changes);
    return config;
}

bool arrives(const Case& c) { return !c.word("migrate_uri").empty(); }

Bindings bindings(const Case& c, model::Domain& d) {
    if (auto& v = d.devices.vsock; v && v->auto_cid == model::YesNo::yes) v->cid = 42;
    const Config config = config_of(c);
    Bindings b;
    const std::string name = short_name(d);
    prepare::bind_settings(b, config);
    b.inherited_env = {{"PATH", "/bin"}, {"USER", "test"}, {"LOGNAME", "test"}};
    if (const auto* env = json::find(c.params, "env"))
        for (const auto& [variable, value] : env->items()) b.inherited_env[variable] = value.get<std::string>();
    b.domain_dir = config.paths.lib + "/domain-" + name;
    for (unsigned i = 0; i < 4; ++i) {
        b.auto_nodes.set(i);
        for (unsigned cpu = 0; cpu < 4; ++cpu) b.node_cpus[i].set(4 * i + cpu);
    }
    b.render_node = "/dev/dri/foo";
    b.monitor_fd = listening_socket;
    b.master_key_file = b.domain_dir + "/master-key.aes";
    b.now = 1234567890;
    b.memory_backing_dir = config.settings.memory_backing_dir + "/" + name;
    b.hugepage_paths[""] = b.hugepage_paths["2048"] = "/dev/hugepages2M/libvirt/qemu/" + name;
    b.hugepage_paths["1048576"] = "/dev/hugepages1G/libvirt/qemu/" + name;
    b.tpm_socket = "/dev/test";
    b.dbus_address = prepare::dbus_address(d, config.paths);
    const std::string from = c.word("migrate_uri");
    if (!from.empty()) {
        const auto* fd = json::find(c.params, "migrate_fd");
        b.incoming = from == "stdio" && fd ? fmt::format("fd:{}", fd->get<int>()) : from;
    }
    prepare::choose_listens(d, config.settings, b.domain_dir);
    find_addresses(c, d);
    prepare::choose_channel_paths(d, config.paths.channel + "/" + name);
    prepare::choose_chardev_tls(d, config.settings);
    bind_passed(d, config, b);
    bind_scsi(d, b);
    bind_images(c, d, config.settings.storage_use_nbdkit, b);
    bind_secrets(d, b);
    return b;
}

}  // namespace golden::qemu
