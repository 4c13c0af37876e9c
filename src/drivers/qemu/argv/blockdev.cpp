// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/argv/blockdev.h"

#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/argv/parts.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

// The longest name that QEMU takes for a node.
constexpr std::size_t longest_name = 31;

const char* format_driver(StorageFormat f) {
    switch (f) {
        case StorageFormat::raw:
        case StorageFormat::none:
        case StorageFormat::dir:
        case StorageFormat::fat:
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

std::optional<Props> cache_props(DiskCache c) {
    switch (c) {
        case DiskCache::default_: return std::nullopt;
        case DiskCache::none:
        case DiskCache::directsync: return Props{{"direct", true}, {"no-flush", false}};
        case DiskCache::unsafe: return Props{{"direct", false}, {"no-flush", true}};
        default: return Props{{"direct", false}, {"no-flush", false}};
    }
}

void unmap_options(Props& p, const LayerSettings& o) {
    if (o.discard != Discard::none) p.set("discard", word(o.discard));
    if (o.zeroes == DetectZeroes::none) return;
    // Without discard nothing can be unmapped.
    p.set("detect-zeroes", word(o.zeroes == DetectZeroes::unmap && o.discard != Discard::unmap ? DetectZeroes::on : o.zeroes));
}

void node_end(Props& p, const std::string& name, const LayerSettings& o, bool lowest, bool pinned = false) {
    p.set("node-name", name);
    if (lowest) {
        if (pinned)
            p.set("read-only", o.read_only);
        else
            p.set("auto-read-only", true);
        p.set("discard", "unmap");
    } else {
        p.set("read-only", o.read_only);
        unmap_options(p, o);
    }
    if (auto c = cache_props(o.cache)) p.set("cache", *c);
}

// The value of an attribute in the driver's own words, <nodename type='storage' name='x'/>, as it prints them.
std::string status_word(const std::string& text, std::string_view element, std::string_view type, std::string_view attribute) {
    const auto lead = fmt::format("<{} type='{}' {}='", element, type, attribute);
    const auto at = text.find(lead);
    if (at == text.npos) return {};
    const auto end = text.find('\'', at + lead.size());
    return end == text.npos ? std::string() : text.substr(at + lead.size(), end - at - lead.size());
}

bool needs_format(const StorageSource& s) {
    if (is_luks(s)) return true;
    switch (s.format) {
        case StorageFormat::raw:
        case StorageFormat::none:
        case StorageFormat::dir:
        case StorageFormat::fat: return false;
        default: return true;
    }
}

const Bindings::Image* passed(const Bindings& host, const std::string& storage) {
    auto at = host.images.find(storage);
    return at == host.images.end() ? nullptr : &at->second;
}

void check_name(const std::string& name) {
    if (name.size() > longest_name) fail(Code::internal_error, vireo::Domain::qemu, "node-name '{}' too long for qemu", name);
}

void chain(const StorageSource& s, const LayerSettings& settings, const Bindings& host, std::vector<ImageLayer>& out) {
    std::optional<Value> backing;
    const bool can_have_backing = s.format >= StorageFormat::cow && s.format <= StorageFormat::vmdk;
    if (can_have_backing && has_backing(s)) {
        chain(*s.backing, settings.backing(), host, out);
        backing = out.back().names.top();
    } else if (can_have_backing && s.backing) {
        backing = Value(nullptr);
    }
    if (s.data_store && !s.data_store->is_empty()) {
        auto data = settings;
        data.host_cdrom = data.floppy = false;
        chain(*s.data_store, data, host, out);
    }
    out.push_back(image_layer(s, settings, host, backing, layer_names(s)));
}

}  // namespace

LayerSettings LayerSettings::of(const Disk& d) {
    LayerSettings o;
    o.read_only = d.readonly || d.device == DiskDevice::cdrom;
    o.cache = d.driver.cache;
    // Two guests on one image must see each other's writes.
    if (d.shareable && o.cache == DiskCache::default_) o.cache = DiskCache::none;
    o.io = d.driver.io;
    o.discard = d.driver.discard;
    o.zeroes = d.driver.detect_zeroes;
    o.discard_no_unref = d.driver.discard_no_unref;
    o.floppy = d.device == DiskDevice::floppy;
    o.host_cdrom = d.device == DiskDevice::cdrom && d.source.type == StorageType::block &&
                   (d.source.format == StorageFormat::raw || d.source.format == StorageFormat::none) && d.source.path == "/dev/cdrom";
    return o;
}

LayerSettings LayerSettings::backing() const {
    LayerSettings o = *this;
    o.read_only = true;
    o.zeroes = DetectZeroes::none;
    o.discard_no_unref = OnOff::absent;
    o.host_cdrom = o.floppy = false;
    return o;
}

bool is_luks(const StorageSource& s) {
    return (s.format == StorageFormat::raw || s.format == StorageFormat::luks) && s.encryption && s.encryption->engine != EncryptionEngine::librbd;
}

bool has_backing(const StorageSource& s) { return s.backing && s.backing->type != StorageType::none; }

LayerNames layer_names(const StorageSource& s, std::string base) {
    LayerNames n;
    if (base.empty()) base = fmt::format("libvirt-{}", s.index.value_or(0));
    if (!s.private_data.empty()) {
        n.storage = status_word(s.private_data, "nodename", "storage", "name");
        n.format = status_word(s.private_data, "nodename", "format", "name");
        n.slice = status_word(s.private_data, "nodename", "slice-storage", "name");
        n.auth_secret = status_word(s.private_data, "secret", "auth", "alias");
        n.cookie_secret = status_word(s.private_data, "secret", "httpcookie", "alias");
        n.tls = status_word(s.private_data, "TLSx509", "alias", "alias");
        if (auto e = status_word(s.private_data, "secret", "encryption", "alias"); !e.empty()) n.encryption_secrets.push_back(e);
    }
    if (n.storage.empty()) {
        n.storage = base + "-storage";
        if (s.raw_layer || needs_format(s)) n.format = base + "-format";
    }
    if (n.slice.empty() && !s.slices.empty()) n.slice = base + "-slice-sto";
    for (const auto* name : {&n.storage, &n.slice, &n.format}) check_name(*name);
    if (s.auth && n.auth_secret.empty()) n.auth_secret = n.storage + "-auth-secret0";
    if (!s.cookies.empty() && n.cookie_secret.empty()) n.cookie_secret = n.storage + "-httpcookie-secret0";
    if (s.tls == YesNo::yes && n.tls.empty()) n.tls = fmt::format("obj{}_tls0", n.storage);
    n.tls_secret = n.tls + "-secret0";
    if (s.encryption)
        for (std::size_t i = n.encryption_secrets.size(); i < s.encryption->secrets.size(); ++i)
            n.encryption_secrets.push_back(fmt::format("{}-encryption-secret{}", n.format.empty() ? n.storage : n.format, i));
    return n;
}

Props source_props(const StorageSource& s, const LayerSettings& o, const LayerNames& n, const Bindings& host, bool target_only) {
    Props p;
    const auto* image = target_only ? nullptr : passed(host, n.storage);
    if (image && !image->nbd_socket.empty()) return p.set("driver", "nbd").set("server", Props{{"type", "unix"}, {"path", image->nbd_socket}});
    const std::string path = image && !image->fds.empty() ? fmt::format("/dev/fdset/{}", image->set) : s.path;
    switch (s.type) {
        case StorageType::block:
        case StorageType::file:
        case StorageType::none:
            p.set("driver", s.type != StorageType::block ? "file" : o.host_cdrom ? "host_cdrom" : "host_device").set("filename", path);
            if (target_only) break;
            if (o.io != DiskIo::none) p.set("aio", word(o.io));
            if (s.reservations) p.set("pr-manager", s.reservations->managed == YesNo::yes ? "pr-helper0" : "pr-helper-" + n.storage);
            break;
        case StorageType::dir:
            p.set("driver", "vvfat").set("dir", s.path).set("floppy", o.floppy);
            if (!target_only) p.set("rw", !o.read_only);
            break;
        case StorageType::nvme: {
            const PciAddress& a = s.nvme_address;
            p.set("driver", "nvme").set("device", fmt::format("{:04x}:{:02x}:{:02x}.{:x}", a.domain, a.bus, a.slot, a.function));
            p.set("namespace", s.nvme_namespace.value_or(1));
            break;
        }
        case StorageType::network: return network_props(s, n, host, target_only);
        case StorageType::vhost_vdpa: p.set("driver", "virtio-blk-vhost-vdpa").set("path", path); break;
        default: fail(Code::internal_error, vireo::Domain::qemu, "storage source type '{}' is not supported here", word(s.type));
    }
    return p;
}

Props storage_node(const StorageSource& s, const LayerSettings& o, const LayerNames& n, const Bindings& host) {
    Props p = source_props(s, o, n, host, false);
    LayerSettings settings = o;
    const auto* image = passed(host, n.storage);
    // One descriptor cannot be opened again for writing.
    const bool pinned = image && image->fds.size() == 1 && s.type == StorageType::file;
    if (pinned) settings.read_only = o.read_only && !image->writable;
    node_end(p, n.storage, settings, !n.format.empty() || !n.slice.empty(), pinned);
    return p;
}

Props slice_node(const StorageSource& s, const LayerSettings& o, const LayerNames& n) {
    const Slice& window = s.slices.front();
    Props p{{"driver", "raw"}, {"file", n.storage}, {"offset", window.offset.value_or(0)}};
    if (window.size) p.set("size", *window.size);
    node_end(p, n.slice, o, !n.format.empty());
    return p;
}

Props format_node(const StorageSource& s, const LayerSettings& o, const LayerNames& n, const std::optional<Value>& backing) {
    const char* driver = format_driver(s.format);
    if (!driver) fail(Code::config_unsupported, vireo::Domain::qemu, "unsupported storage format '{}'", word(s.format));
    Props p;
    node_end(p, n.format, o, false);
    const std::string secret = n.encryption_secrets.empty() ? std::string() : n.encryption_secrets.front();
    if (is_luks(s)) {
        p.set("driver", "luks").set("key-secret", secret);
    } else {
        p.set("driver", driver);
        if ((s.format == StorageFormat::qcow2 || s.format == StorageFormat::qcow) && s.encryption && s.encryption->engine != EncryptionEngine::librbd)
            p.set("encrypt", Props{{"format", s.encryption->format == EncryptionFormat::luks ? "luks" : "aes"}, {"key-secret", secret}});
        if (s.format == StorageFormat::qcow2) {
            if (s.data_store && !s.data_store->is_empty()) p.set("data-file", layer_names(*s.data_store).top());
            if (o.discard_no_unref != OnOff::absent) p.set("discard-no-unref", o.discard_no_unref == OnOff::on);
            if (s.metadata_cache_max_size) p.set("cache-size", *s.metadata_cache_max_size);
        }
    }
    p.set("file", n.below_format());
    if (backing) p.set("backing", *backing);
    return p;
}

std::vector<std::pair<std::string, std::string>> wanted_cookies(const model::Domain& d) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const Disk& x : d.devices.disks)
        for (const auto* s = &x.source; s; s = has_backing(*s) ? s->backing.get() : nullptr) {
            if (s->cookies.empty()) continue;
            std::vector<std::string> cookies;
            for (const auto& c : s->cookies) cookies.push_back(c.name + "=" + c.value);
            out.emplace_back(layer_names(*s).cookie_secret, join(cookies, "; "));
        }
    return out;
}

ImageLayer image_layer(const StorageSource& s, const LayerSettings& o, const Bindings& host, const std::optional<Value>& backing, LayerNames names) {
    ImageLayer l;
    l.names = std::move(names);
    LayerNames& n = l.names;
    const auto* image = passed(host, n.storage);
    // A descriptor that may write stays so; a raw layer above it keeps the guest from writing.
    if (image && image->fds.size() == 1 && image->writable && o.read_only && n.format.empty() && s.type == StorageType::file)
        n.format = fmt::format("libvirt-{}-format", s.index.value_or(0));
    const bool served = image && !image->nbd_socket.empty();  // a helper holds the credentials
    if (image) {
        unsigned i = 0;
        for (int fd : image->fds) l.fds.push_back({image->set, fd, s.type == StorageType::vhost_vdpa ? n.storage + "-vdpa" : fmt::format("{}{}", n.storage, i++)});
    }
    if (s.reservations && s.reservations->managed != YesNo::yes)
        l.objects.push_back(Props{{"qom-type", "pr-manager-helper"}, {"id", "pr-helper-" + n.storage}, {"path", s.reservations->source.path}});
    if (s.auth && s.type == StorageType::network && !served && s.protocol != StorageProtocol::ssh)
        l.objects.push_back(secret_props(host, n.auth_secret, secret_reference(s.auth->secret)));
    if (s.encryption)
        for (std::size_t i = 0; i < s.encryption->secrets.size(); ++i)
            l.objects.push_back(secret_props(host, n.encryption_secrets[i], secret_reference(s.encryption->secrets[i])));
    if (!s.cookies.empty() && !served) l.objects.push_back(secret_props(host, n.cookie_secret, n.cookie_secret));
    if (s.tls == YesNo::yes && s.type == StorageType::network && s.protocol == StorageProtocol::nbd) {
        const auto& c = host.nbd_certificates;
        if (!c.secret.empty()) l.objects.push_back(secret_props(host, n.tls_secret, c.secret));
        l.objects.push_back(tls_credentials_props(n.tls, n.tls_secret, c, false));
    }
    l.storage = storage_node(s, o, n, host);
    if (!n.slice.empty()) l.slice = slice_node(s, o, n);
    if (!n.format.empty()) l.format = format_node(s, o, n, backing);
    return l;
}

std::vector<ImageLayer> image_chain(const StorageSource& s, const LayerSettings& settings, const Bindings& host) {
    std::vector<ImageLayer> out;
    chain(s, settings, host, out);
    return out;
}

namespace {

// What a LUKS header is made of.
void luks_options(Props& p, const Encryption& e, const std::string& secret) {
    p.set("key-secret", secret);
    if (!e.cipher.name.empty()) {
        p.set("cipher-alg", e.cipher.size ? fmt::format("{}-{}", e.cipher.name, *e.cipher.size) : e.cipher.name);
        p.set_text("cipher-mode", e.cipher.mode).set_text("hash-alg", e.cipher.hash);
    }
    p.set_text("ivgen-alg", e.ivgen.name).set_text("ivgen-hash-alg", e.ivgen.hash);
}

}  // namespace

std::optional<Props> create_format_props(const StorageSource& s, const StorageSource* backing, std::uint64_t size, const LayerNames& n) {
    Props p;
    const std::string secret = n.encryption_secrets.empty() ? std::string() : n.encryption_secrets.front();
    if (is_luks(s) || s.format == StorageFormat::luks) {
        if (s.encryption) luks_options(p, *s.encryption, secret);
        p.set("driver", "luks").set("file", n.below_format()).set("size", size);
        return p;
    }
    switch (s.format) {
        case StorageFormat::qcow2:
        case StorageFormat::qcow:
        case StorageFormat::qed:
        case StorageFormat::vdi:
        case StorageFormat::vhd:
        case StorageFormat::vpc:
        case StorageFormat::vmdk:
        case StorageFormat::ploop: break;
        case StorageFormat::raw:
        case StorageFormat::none: return std::nullopt;
        default: fail(Code::config_unsupported, vireo::Domain::qemu, "can't create storage format '{}'", word(s.format));
    }
    p.set("driver", format_driver(s.format)).set("file", n.below_format()).set("size", size);
    if (backing && (s.format == StorageFormat::qcow2 || s.format == StorageFormat::qcow || s.format == StorageFormat::qed || s.format == StorageFormat::vmdk)) {
        p.set("backing-file", backing_string(*backing));
        if (s.format == StorageFormat::qcow2 || s.format == StorageFormat::qed)
            p.set("backing-fmt", is_luks(*backing) ? "luks" : format_driver(backing->format) ? format_driver(backing->format) : "raw");
    }
    if (s.encryption && (s.format == StorageFormat::qcow2 || s.format == StorageFormat::qcow)) {
        Props encrypt;
        luks_options(encrypt, *s.encryption, secret);
        p.set("encrypt", std::move(encrypt.set("format", "luks")));
    }
    return p;
}

}  // namespace vireo::qemu::argv
