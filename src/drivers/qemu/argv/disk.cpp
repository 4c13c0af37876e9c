// SPDX-License-Identifier: LGPL-2.1-or-later
// Disks: the nodes that make up an image, and the device in front of them.
#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

std::string node_base(const StorageSource& s) { return fmt::format("libvirt-{}", s.index.value_or(0)); }

Props nbd_server(const StorageHost& h) {
    if (h.transport == HostTransport::unix_) return {{"type", "unix"}, {"path", h.socket}};
    return {{"type", "inet"}, {"host", h.name}, {"port", std::to_string(h.port.value_or(10809))}};
}

std::string uri(const StorageSource& s, const char* scheme, unsigned default_port) {
    const StorageHost* h = s.hosts.empty() ? nullptr : &s.hosts.front();
    std::string out = fmt::format("{}://", scheme);
    if (h) out += h->name.find(':') != std::string::npos ? "[" + h->name + "]" : h->name;
    out += fmt::format(":{}", h && h->port ? *h->port : default_port);
    out += "/" + s.path;
    if (!s.query.empty()) out += "?" + s.query;
    return out;
}

void network_props(const StorageSource& s, const std::string& base, Props& p) {
    const StorageAuth* auth = s.auth.get();
    const std::string secret = base + "-storage-auth-secret0";
    const StorageHost* h = s.hosts.empty() ? nullptr : &s.hosts.front();
    switch (s.protocol) {
        case StorageProtocol::nbd:
            p.set("driver", "nbd").set("server", h ? nbd_server(*h) : Props{});
            p.set_text("export", s.path);
            if (s.tls == YesNo::yes) p.set("tls-creds", fmt::format("obj{}-storage_tls0", base));
            p.set_text("tls-hostname", s.tls_hostname);
            if (s.reconnect.delay) p.set("reconnect-delay", *s.reconnect.delay);
            break;
        case StorageProtocol::rbd: {
            const auto slash = s.path.find('/');
            p.set("driver", "rbd").set("pool", s.path.substr(0, slash)).set("image", slash == std::string::npos ? "" : s.path.substr(slash + 1));
            p.set_text("snapshot", s.snapshot).set_text("conf", s.config_file);
            std::vector<Value> servers;
            for (const auto& host : s.hosts)
                servers.emplace_back(Props{{"host", host.name}, {"port", std::to_string(host.port.value_or(6789))}});
            if (!servers.empty()) p.set("server", std::move(servers));
            if (auth) {
                p.set("user", auth->username);
                p.set("auth-client-required", std::vector<Value>{"cephx", "none"});
                p.set("key-secret", secret);
            }
            break;
        }
        case StorageProtocol::iscsi: {
            const auto slash = s.path.find('/');
            p.set("driver", "iscsi");
            p.set("portal", h ? fmt::format("{}:{}", h->name, h->port.value_or(3260)) : "");
            p.set("target", s.path.substr(0, slash));
            p.set("lun", slash == std::string::npos ? 0u : to_number<unsigned>(std::string_view(s.path).substr(slash + 1)).value_or(0));
            p.set("transport", "tcp");
            if (auth) p.set("user", auth->username).set("password-secret", secret);
            p.set_text("initiator-name", s.initiator_iqn);
            break;
        }
        case StorageProtocol::http:
        case StorageProtocol::https:
        case StorageProtocol::ftp:
        case StorageProtocol::ftps: {
            const bool tls = s.protocol == StorageProtocol::https || s.protocol == StorageProtocol::ftps;
            const bool ftp = s.protocol == StorageProtocol::ftp || s.protocol == StorageProtocol::ftps;
            const std::string scheme(word(s.protocol));
            p.set("driver", scheme).set("url", uri(s, scheme.c_str(), ftp ? (tls ? 990 : 21) : tls ? 443 : 80));
            if (auth) p.set("username", auth->username).set("password-secret", secret);
            if (s.ssl_verify != YesNo::absent) p.set("sslverify", s.ssl_verify == YesNo::yes);
            if (!s.cookies.empty()) p.set("cookie-secret", base + "-storage-httpcookie-secret0");
            if (s.readahead) p.set("readahead", *s.readahead);
            if (s.timeout) p.set("timeout", *s.timeout);
            break;
        }
        case StorageProtocol::ssh:
            p.set("driver", "ssh").set("path", s.path);
            if (h) p.set("server", Props{{"host", h->name}, {"port", std::to_string(h->port.value_or(22))}});
            p.set_text("user", s.ssh_user);
            break;
        case StorageProtocol::gluster: {
            const auto slash = s.path.find('/');
            p.set("driver", "gluster").set("volume", s.path.substr(0, slash)).set("path", slash == std::string::npos ? "" : s.path.substr(slash + 1));
            std::vector<Value> servers;
            for (const auto& host : s.hosts) servers.emplace_back(nbd_server(host));
            p.set("server", std::move(servers)).set("debug", 4);
            break;
        }
        case StorageProtocol::nfs:
            p.set("driver", "nfs").set("server", Props{{"host", h ? h->name : ""}, {"type", "inet"}}).set("path", s.path);
            break;
        default:
            fail(Code::config_unsupported, vireo::Domain::qemu, "disk protocol '{}' is not supported", word(s.protocol));
    }
}

// The cache members of a node; nothing for the default.
std::optional<Props> cache_props(DiskCache c) {
    switch (c) {
        case DiskCache::default_: return std::nullopt;
        case DiskCache::none:
        case DiskCache::directsync: return Props{{"direct", true}, {"no-flush", false}};
        case DiskCache::unsafe: return Props{{"direct", false}, {"no-flush", true}};
        default: return Props{{"direct", false}, {"no-flush", false}};
    }
}

struct NodeOptions {
    std::string base;  // "libvirt-3"
    bool read_only = false;
    DiskCache cache = DiskCache::default_;
    DiskIo io = DiskIo::none;
    Discard discard = Discard::none;
    DetectZeroes zeroes = DetectZeroes::none;
    OnOff discard_no_unref = OnOff::absent;
    bool host_cdrom = false;
    bool force_format = false;
};

void unmap_options(Props& p, const NodeOptions& o) {
    if (o.discard != Discard::none) p.set("discard", word(o.discard));
    if (o.zeroes != DetectZeroes::none) p.set("detect-zeroes", word(o.zeroes == DetectZeroes::unmap && o.discard != Discard::unmap ? DetectZeroes::on : o.zeroes));
}

bool has_slice(const StorageSource& s) { return !s.slices.empty(); }

Props storage_node(const StorageSource& s, const NodeOptions& o, bool below_format) {
    Props p;
    switch (s.type) {
        case StorageType::block:
            p.set("driver", o.host_cdrom ? "host_cdrom" : "host_device").set("filename", s.path);
            if (s.reservations) p.set("pr-manager", s.reservations->managed == YesNo::yes ? "pr-helper0" : "pr-helper-" + o.base);
            if (o.io != DiskIo::none) p.set("aio", word(o.io));
            break;
        case StorageType::file:
        case StorageType::none:
            p.set("driver", "file").set("filename", s.path);
            if (o.io != DiskIo::none) p.set("aio", word(o.io));
            break;
        case StorageType::dir:
            p.set("driver", "vvfat").set("dir", s.path).set("floppy", false).set("rw", !o.read_only);
            break;
        case StorageType::nvme: {
            const PciAddress& a = s.nvme_address;
            p.set("driver", "nvme").set("device", fmt::format("{:04x}:{:02x}:{:02x}.{:x}", a.domain, a.bus, a.slot, a.function));
            p.set("namespace", s.nvme_namespace.value_or(1));
            break;
        }
        case StorageType::network: network_props(s, o.base, p); break;
        case StorageType::vhost_vdpa: p.set("driver", "virtio-blk-vhost-vdpa").set("path", s.path); break;
        default: fail(Code::config_unsupported, vireo::Domain::qemu, "storage source type '{}' is not supported here", word(s.type));
    }
    p.set("node-name", o.base + "-storage");
    if (below_format) {
        p.set("auto-read-only", true).set("discard", "unmap");
    } else {
        p.set("read-only", o.read_only);
        unmap_options(p, o);
    }
    if (auto c = cache_props(o.cache)) p.set("cache", *c);
    return p;
}

const char* format_driver(StorageFormat f) {
    switch (f) {
        case StorageFormat::raw:
        case StorageFormat::none:
        case StorageFormat::iso: return "raw";
        case StorageFormat::vpc:
        case StorageFormat::vhd: return "vpc";
        case StorageFormat::qcow2: return "qcow2";
        case StorageFormat::qcow: return "qcow";
        case StorageFormat::qed: return "qed";
        case StorageFormat::vmdk: return "vmdk";
        case StorageFormat::vdi: return "vdi";
        case StorageFormat::luks: return "luks";
        case StorageFormat::bochs: return "bochs";
        case StorageFormat::cloop: return "cloop";
        case StorageFormat::dmg: return "dmg";
        case StorageFormat::ploop: return "parallels";
        default: return nullptr;
    }
}

bool luks_raw(const StorageSource& s) {
    return (s.format == StorageFormat::raw || s.format == StorageFormat::luks) && s.encryption &&
           s.encryption->engine != EncryptionEngine::librbd;
}

// The node of the format; the storage node's name stands in its "file".
Props format_node(const StorageSource& s, const NodeOptions& o, const std::string& below, const std::optional<Value>& backing) {
    Props p{{"node-name", o.base + "-format"}, {"read-only", o.read_only}};
    unmap_options(p, o);
    if (auto c = cache_props(o.cache)) p.set("cache", *c);
    const char* driver = format_driver(s.format);
    if (!driver) fail(Code::config_unsupported, vireo::Domain::qemu, "unsupported storage format '{}'", word(s.format));
    if (luks_raw(s)) {
        p.set("driver", "luks").set("key-secret", o.base + "-format-encryption-secret0");
    } else {
        p.set("driver", driver);
        if (s.format == StorageFormat::qcow2) {
            if (s.encryption)
                p.set("encrypt", Props{{"format", s.encryption->format == EncryptionFormat::luks ? "luks" : "aes"},
                                       {"key-secret", o.base + "-format-encryption-secret0"}});
            if (s.data_store && !s.data_store->is_empty())
                p.set("data-file", has_format_node(*s.data_store) ? node_base(*s.data_store) + "-format" : storage_node_name(*s.data_store));
            if (o.discard_no_unref != OnOff::absent) p.set("discard-no-unref", on(o.discard_no_unref));
            if (s.metadata_cache_max_size) p.set("cache-size", *s.metadata_cache_max_size);
        }
    }
    p.set("file", below);
    if (backing) p.set("backing", *backing);
    return p;
}

// Appends the nodes of one image and of what lies below it; returns the name of its top.
std::string chain(const StorageSource& s, NodeOptions o, BlockNodes& out) {
    o.base = node_base(s);
    const bool format = has_format_node(s) || o.force_format;
    std::optional<Value> backing;
    const bool can_have_backing = s.format >= StorageFormat::cow && s.format <= StorageFormat::vmdk;
    NodeOptions below = o;
    below.read_only = true;
    below.discard = Discard::none;
    below.zeroes = DetectZeroes::none;
    below.host_cdrom = false;
    below.force_format = false;
    if (s.backing && can_have_backing) {
        if (s.backing->is_empty() && s.backing->type == StorageType::none)
            backing = Value(nullptr);
        else
            backing = chain(*s.backing, below, out);
    }
    if (s.data_store && !s.data_store->is_empty()) {
        below.read_only = o.read_only;
        chain(*s.data_store, below, out);
    }
    out.nodes.push_back(storage_node(s, o, format || has_slice(s)));
    std::string top = o.base + "-storage";
    if (has_slice(s)) {
        Props p{{"driver", "raw"}, {"file", top}};
        p.set("offset", s.slices.front().offset.value_or(0));
        if (s.slices.front().size) p.set("size", *s.slices.front().size);
        top = o.base + "-slice-sto";
        p.set("node-name", top);
        if (format)
            p.set("auto-read-only", true).set("discard", "unmap");
        else
            p.set("read-only", o.read_only), unmap_options(p, o);
        if (auto c = cache_props(o.cache)) p.set("cache", *c);
        out.nodes.push_back(std::move(p));
    }
    if (format) {
        out.nodes.push_back(format_node(s, o, top, backing));
        top = o.base + "-format";
    }
    return top;
}

bool host_cdrom(const Disk& d) {
    return d.device == DiskDevice::cdrom && d.source.type == StorageType::block &&
           (d.source.format == StorageFormat::raw || d.source.format == StorageFormat::none) && d.source.path == "/dev/cdrom";
}

const char* write_cache(DiskCache c) {
    switch (c) {
        case DiskCache::default_: return nullptr;
        case DiskCache::directsync:
        case DiskCache::writethrough: return "off";
        default: return "on";
    }
}

const Controller* scsi_controller_of(const Build& b, const Disk& d) {
    for (const Controller& c : b.dev().controllers)
        if (c.type == ControllerType::scsi && c.index.value_or(-1) == static_cast<int>(d.info.address.drive.controller)) return &c;
    return nullptr;
}

std::string controller_alias(const Build& b, ControllerType type, unsigned index) {
    for (const Controller& c : b.dev().controllers)
        if (c.type == type && c.index.value_or(-1) == static_cast<int>(index)) return c.info.alias;
    return fmt::format("{}{}", word(type), index);
}

void common_props(const Disk& d, Props& p) {
    add_boot_index(p, d.info);
    if (d.blockio.logical_block_size) p.set("logical_block_size", d.blockio.logical_block_size);
    if (d.blockio.physical_block_size) p.set("physical_block_size", d.blockio.physical_block_size);
    if (d.blockio.discard_granularity) p.set("discard_granularity", *d.blockio.discard_granularity);
    if (d.geometry.cyls) {
        p.set("cyls", d.geometry.cyls).set("heads", d.geometry.heads).set("secs", d.geometry.secs);
        if (d.geometry.trans != GeometryTranslation::none) p.set("bios-chs-trans", word(d.geometry.trans));
    }
}

}  // namespace

std::string storage_node_name(const StorageSource& s) { return node_base(s) + "-storage"; }

bool has_format_node(const StorageSource& s) {
    if (luks_raw(s)) return true;
    return s.format != StorageFormat::raw && s.format != StorageFormat::none && s.format != StorageFormat::dir && s.format != StorageFormat::fat;
}

BlockNodes block_nodes(const Build& b, const Disk& d) {
    (void)b;
    BlockNodes out;
    if (d.source.is_empty() && d.source.type != StorageType::dir) return out;
    NodeOptions o;
    o.read_only = d.readonly || d.device == DiskDevice::cdrom;
    o.cache = d.driver.cache;
    o.io = d.driver.io;
    o.discard = d.driver.discard;
    o.zeroes = d.driver.detect_zeroes;
    o.discard_no_unref = d.driver.discard_no_unref;
    o.host_cdrom = host_cdrom(d);
    StorageSource s = d.source;
    if (!s.auth && d.auth) s.auth = d.auth;
    if (!s.encryption && d.encryption) s.encryption = d.encryption;
    out.top = chain(s, o, out);
    if (on(d.driver.copy_on_read)) {
        const std::string name = "libvirt-CoR-" + d.target_dev;
        out.nodes.push_back(Props{{"driver", "copy-on-read"}, {"node-name", name}, {"file", out.top}, {"discard", "unmap"}});
        out.top = name;
    }
    return out;
}

Props disk_props(const Build& b, const Disk& d) {
    Props p;
    const BlockNodes nodes = block_nodes(b, d);
    const auto& a = d.info.address;
    const bool cd = d.device == DiskDevice::cdrom;
    switch (d.bus) {
        case DiskBus::ide:
        case DiskBus::sata:
            p.set("driver", cd ? "ide-cd" : "ide-hd");
            if (d.bus == DiskBus::ide)
                p.set("bus", fmt::format("ide.{}", a.drive.bus)).set("unit", a.drive.unit);
            else
                p.set("bus", fmt::format("{}.{}", controller_alias(b, ControllerType::sata, a.drive.controller), a.drive.unit));
            break;
        case DiskBus::scsi: {
            const Controller* c = scsi_controller_of(b, d);
            const bool lsi = c && c->scsi_model == ScsiModel::lsilogic;
            p.set("driver", d.device == DiskDevice::lun ? "scsi-block" : cd ? "scsi-cd" : "scsi-hd");
            p.set("bus", fmt::format("{}.{}", controller_alias(b, ControllerType::scsi, a.drive.controller), lsi ? a.drive.bus : 0u));
            if (lsi) {
                p.set("scsi-id", a.drive.unit);
            } else {
                p.set("channel", 0).set("scsi-id", a.drive.target).set("lun", a.drive.unit);
            }
            if (d.device != DiskDevice::lun)
                p.set("device_id", !d.serial.empty() ? d.serial : "drive-" + d.info.alias);
            break;
        }
        case DiskBus::virtio:
            p.set("driver", virtio_driver("virtio-blk", d.model, d.info));
            if (d.driver.ioeventfd != OnOff::absent) p.set("ioeventfd", on(d.driver.ioeventfd));
            if (d.driver.event_idx != OnOff::absent) p.set("event_idx", on(d.driver.event_idx));
            add_virtio(p, d.driver.virtio);
            if (d.driver.queues) p.set("num-queues", *d.driver.queues);
            if (d.driver.queue_size) p.set("queue-size", *d.driver.queue_size);
            if (!d.driver.iothreads.empty()) {
                std::vector<Value> map;
                for (const auto& m : d.driver.iothreads) {
                    Props one{{"iothread", fmt::format("iothread{}", m.id)}};
                    if (!m.queues.empty()) {
                        std::vector<Value> queues;
                        for (const auto& q : m.queues) queues.emplace_back(q.id);
                        one.set("vqs", std::move(queues));
                    }
                    map.emplace_back(std::move(one));
                }
                p.set("iothread-vq-mapping", std::move(map));
            }
            if (d.driver.iothread) p.set("iothread", fmt::format("iothread{}", *d.driver.iothread));
            add_address(b, p, d.info);
            break;
        case DiskBus::usb:
            p.set("driver", "usb-storage");
            add_address(b, p, d.info);
            break;
        case DiskBus::fdc:
            p.set("driver", "floppy").set("unit", a.drive.unit);
            break;
        default: fail(Code::config_unsupported, vireo::Domain::qemu, "unsupported disk bus '{}' with device setup", word(d.bus));
    }
    if (d.shareable) p.set("share-rw", true);
    if (d.source.type == StorageType::vhost_user)
        p.set("chardev", "chr-vu-" + d.info.alias);
    else if (!nodes.top.empty())
        p.set("drive", nodes.top);
    p.set("id", d.info.alias);
    common_props(d, p);
    if (!d.wwn.empty()) {
        // QEMU takes a number.
        p.set("wwn", std::strtoull(d.wwn.c_str(), nullptr, 16));
    }
    if (d.rotation_rate) p.set("rotation_rate", *d.rotation_rate);
    p.set_text("vendor", d.vendor);
    p.set_text(d.bus == DiskBus::scsi ? "product" : "model", d.product);
    if (d.bus == DiskBus::usb) p.set("removable", on(d.removable));
    if (d.bus == DiskBus::scsi && d.removable != OnOff::absent) p.set("removable", on(d.removable));
    if (d.device != DiskDevice::lun)
        if (const char* w = write_cache(d.driver.cache)) p.set("write-cache", w);
    p.set_text("serial", d.serial);
    if (d.driver.error_policy != ErrorPolicy::none) {
        p.set("werror", word(d.driver.error_policy == ErrorPolicy::enospace ? ErrorPolicy::enospace : d.driver.error_policy) == "enospace" ? "enospc" : word(d.driver.error_policy));
        p.set("rerror", word(d.driver.rerror_policy != ErrorPolicy::none ? d.driver.rerror_policy
                             : d.driver.error_policy == ErrorPolicy::enospace ? ErrorPolicy::report : d.driver.error_policy));
    } else if (d.driver.rerror_policy != ErrorPolicy::none) {
        p.set("rerror", word(d.driver.rerror_policy));
    }
    return p;
}

void firmware_blockdevs(const Build& b) {
    const Os& os = b.d.os;
    if (!os.loader || os.loader->type != LoaderType::pflash || os.loader->path.empty()) return;
    BlockNodes nodes;
    StorageSource code;
    code.type = StorageType::file;
    code.path = os.loader->path;
    code.format = os.loader->format == StorageFormat::none ? StorageFormat::raw : os.loader->format;
    NodeOptions o;
    o.base = "libvirt-pflash0";
    o.read_only = os.loader->readonly != YesNo::no;
    const std::optional<Value> ends = code.format == StorageFormat::qcow2 ? std::optional<Value>(Value(nullptr)) : std::nullopt;
    b.line.add("-blockdev", storage_node(code, o, true));
    b.line.add("-blockdev", format_node(code, o, "libvirt-pflash0-storage", ends));
    if (!os.nvram || os.loader->stateless == YesNo::yes) return;
    StorageSource vars = os.nvram->source;
    o.base = "libvirt-pflash1";
    o.read_only = false;
    const bool format = vars.format != StorageFormat::raw && vars.format != StorageFormat::none;
    if (vars.auth) secret(b, "libvirt-pflash1-storage-auth-secret0", secret_reference(vars.auth->secret));
    b.line.add("-blockdev", storage_node(vars, o, format));
    if (format) b.line.add("-blockdev", format_node(vars, o, "libvirt-pflash1-storage", std::optional<Value>(Value(nullptr))));
}

void throttle_groups(const Build& b) {
    for (const ThrottleGroup& g : b.d.throttle_groups) {
        const IoTune& t = g.tune;
        Props limits;
        auto put = [&](const char* name, std::uint64_t v) {
            if (v) limits.set(name, v);
        };
        put("bps-total", t.total_bytes_sec);
        put("bps-read", t.read_bytes_sec);
        put("bps-write", t.write_bytes_sec);
        put("iops-total", t.total_iops_sec);
        put("iops-read", t.read_iops_sec);
        put("iops-write", t.write_iops_sec);
        put("bps-total-max", t.total_bytes_sec_max);
        put("bps-read-max", t.read_bytes_sec_max);
        put("bps-write-max", t.write_bytes_sec_max);
        put("iops-total-max", t.total_iops_sec_max);
        put("iops-read-max", t.read_iops_sec_max);
        put("iops-write-max", t.write_iops_sec_max);
        put("iops-size", t.size_iops_sec);
        put("bps-total-max-length", t.total_bytes_sec_max_length);
        put("bps-read-max-length", t.read_bytes_sec_max_length);
        put("bps-write-max-length", t.write_bytes_sec_max_length);
        put("iops-total-max-length", t.total_iops_sec_max_length);
        put("iops-read-max-length", t.read_iops_sec_max_length);
        put("iops-write-max-length", t.write_iops_sec_max_length);
        b.line.add("-object", Props{{"qom-type", "throttle-group"}, {"id", "throttle-" + t.group_name}, {"limits", limits}});
    }
}

void disks(const Build& b) {
    // Floppy controllers of Q35 are devices; the machine's own one takes the boot order as a global.
    bool fdc_done = false;
    for (const Disk& d : b.dev().disks) {
        if (d.bus == DiskBus::sd) {
            Option o;
            o.set("file", d.source.path).set("format", "raw").set("if", "sd").set("index", "0");
            b.line.add("-drive", o);
            continue;
        }
        if (d.bus == DiskBus::fdc && !fdc_done) {
            fdc_done = true;
            if (b.is_q35()) {
                Props p{{"driver", "isa-fdc"}};
                for (const Disk& f : b.dev().disks)
                    if (f.bus == DiskBus::fdc && f.info.boot_order)
                        p.set(f.info.address.drive.unit ? "bootindexB" : "bootindexA", *f.info.boot_order);
                p.set("id", controller_alias(b, ControllerType::fdc, 0));
                b.device(p);
            }
        }
        if (d.source.type == StorageType::vhost_user) {
            Option c("socket");
            c.set("id", "chr-vu-" + d.info.alias).set("path", d.source.path);
            if (d.source.reconnect.enabled == YesNo::yes) {
                if (b.caps.has("chardev-reconnect-miliseconds"))
                    c.set("reconnect-ms", static_cast<std::uint64_t>(d.source.reconnect.timeout.value_or(0)) * 1000);
                else
                    c.set("reconnect", d.source.reconnect.timeout.value_or(0));
            }
            b.line.add("-chardev", c);
            Props p{{"driver", virtio_driver("vhost-user-blk", d.model, d.info)}};
            add_virtio(p, d.driver.virtio);
            if (d.driver.queues) p.set("num-queues", *d.driver.queues);
            if (d.driver.queue_size) p.set("queue-size", *d.driver.queue_size);
            add_address(b, p, d.info);
            p.set("chardev", "chr-vu-" + d.info.alias).set("id", d.info.alias);
            add_boot_index(p, d.info);
            b.device(p);
            continue;
        }
        const BlockNodes nodes = block_nodes(b, d);
        for (const Props& s : nodes.secrets) b.line.add("-object", s);
        for (const Props& n : nodes.nodes) b.line.add("-blockdev", n);
        Props p = disk_props(b, d);
        if (d.bus == DiskBus::fdc) {
            // The boot order went to the controller.
            Props kept;
            for (const auto& [k, v] : p.items())
                if (k != "bootindex") kept.set(k, v);
            p = std::move(kept);
        }
        b.device(std::move(p));
    }
}

}  // namespace vireo::qemu::argv
