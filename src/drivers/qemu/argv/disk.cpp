// SPDX-License-Identifier: LGPL-2.1-or-later
// Disks: the nodes that make up an image, and the device in front of them.
#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/argv/parts.h"
#include "drivers/qemu/rules/machine.h"
#include "model/domain/rules/fill.h"

namespace vireo::qemu::argv {

using namespace model;

namespace {

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

// What would be syntax somewhere on the way to the guest is refused, and spaces are marked.
std::string serial_text(const std::string& text) {
    std::string out;
    for (char c : text) {
        if (!is_alnum(c) && std::string_view("-_.+ ").find(c) == std::string_view::npos)
            fail(Code::internal_error, vireo::Domain::qemu, "driver serial '{}' contains unsafe characters", text);
        if (c == ' ') out += '\\';
        out += c;
    }
    return out;
}

}  // namespace

void add_layer(const Build& b, const ImageLayer& layer) {
    for (const auto& f : layer.fds) b.line.add("-add-fd", fmt::format("set={},fd={},opaque={}", f.set, f.fd, f.name));
    for (const Props& o : layer.objects) b.line.add("-object", o);
    b.line.add("-blockdev", layer.storage);
    if (layer.slice) b.line.add("-blockdev", *layer.slice);
    if (layer.format) b.line.add("-blockdev", *layer.format);
}

BlockNodes block_nodes(const Build& b, const Disk& d) {
    BlockNodes out;
    if (d.source.is_empty() && d.source.type != StorageType::dir) return out;
    StorageSource s = d.source;
    if (!s.auth && d.auth) s.auth = d.auth;
    if (!s.encryption && d.encryption) s.encryption = d.encryption;
    out.layers = image_chain(s, LayerSettings::of(d), b.host);
    out.top = out.layers.back().names.top();
    auto above = [&](std::string name, Props node) {
        out.filters.push_back(std::move(node));
        out.top = std::move(name);
    };
    if (on(d.driver.copy_on_read)) {
        const std::string name = "libvirt-CoR-" + d.target_dev;
        above(name, {{"driver", "copy-on-read"}, {"node-name", name}, {"file", out.top}, {"discard", "unmap"}});
    }
    for (std::size_t i = 0; i < d.throttle_filters.size(); ++i) {
        const std::string name = fmt::format("libvirt-{}-filter", i < d.throttle_nodes.size() ? d.throttle_nodes[i] : 0);
        above(name, {{"driver", "throttle"}, {"node-name", name}, {"throttle-group", "throttle-" + d.throttle_filters[i]}, {"file", out.top}});
    }
    return out;
}

Props disk_props(const Build& b, const Disk& d, const std::string& drive) {
    Props p;
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
            const bool lsi = c && (c->scsi_model == ScsiModel::lsilogic || c->scsi_model == ScsiModel::ncr53c90);
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
            if (d.device == DiskDevice::lun) p.set("scsi", true);
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
    else if (!drive.empty())
        p.set("drive", drive);
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
        if (const char* w = write_cache(LayerSettings::of(d).cache)) p.set("write-cache", w);
    p.set_text("serial", serial_text(d.serial));
    if (d.driver.error_policy != ErrorPolicy::none) {
        p.set("werror", word(d.driver.error_policy == ErrorPolicy::enospace ? ErrorPolicy::enospace : d.driver.error_policy) == "enospace" ? "enospc" : word(d.driver.error_policy));
        p.set("rerror", word(d.driver.rerror_policy != ErrorPolicy::none ? d.driver.rerror_policy
                             : d.driver.error_policy == ErrorPolicy::enospace ? ErrorPolicy::report : d.driver.error_policy));
    } else if (d.driver.rerror_policy != ErrorPolicy::none) {
        p.set("rerror", word(d.driver.rerror_policy));
    }
    return p;
}

void managed_reservations(const Build& b) {
    for (const Disk& d : b.dev().disks)
        for (const auto* s = &d.source; s; s = has_backing(*s) ? s->backing.get() : nullptr)
            if (s->reservations && s->reservations->managed == YesNo::yes) {
                b.line.add("-object", Props{{"qom-type", "pr-manager-helper"}, {"id", "pr-helper0"}, {"path", b.host.domain_dir + "/pr-helper0.sock"}});
                return;
            }
}

void firmware_blockdevs(const Build& b) {
    const Os& os = b.d.os;
    if (!os.loader || os.loader->type != LoaderType::pflash || os.loader->path.empty()) return;
    // Variables and code stand alone: what lies below them, if anything, is not followed.
    auto add = [&](const StorageSource& s, const char* base, bool read_only, bool format) {
        LayerNames n = layer_names(s, base);
        if (format && n.format.empty()) n.format = std::string(base) + "-format";
        LayerSettings o;
        o.read_only = read_only;
        const std::optional<Value> ends = s.format == StorageFormat::qcow2 ? std::optional<Value>(Value(nullptr)) : std::nullopt;
        add_layer(b, image_layer(s, o, b.host, ends, std::move(n)));
    };
    StorageSource code;
    code.type = StorageType::file;
    code.path = os.loader->path;
    code.format = os.loader->format == StorageFormat::none ? StorageFormat::raw : os.loader->format;
    add(code, "libvirt-pflash0", os.loader->readonly != YesNo::no, true);
    if (!os.nvram || os.loader->stateless == YesNo::yes) return;
    add(os.nvram->source, "libvirt-pflash1", false, wants_raw_layers(b.caps));
}

void throttle_groups(const Build& b) {
    for (const ThrottleGroup& g : b.d.throttle_groups) {
        const IoTune& t = g.tune;
        Props limits;
        // Durations of bursts that do not happen are left out.
        auto put = [&](std::string_view name, std::uint64_t v) {
            if (v || !name.ends_with("-length")) limits.set(name, v);
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

namespace {

// A card in a board's own slot: QEMU knows no other way to fill it than the oldest.
void sd_card(const Build& b, const Disk& d) {
    const StorageSource& s = d.source;
    Option o;
    if (s.type == StorageType::network)
        Value(source_props(s, LayerSettings::of(d), layer_names(s), b.host, false)).flatten("file", o);
    else
        o.set("file", s.path);
    o.set("format", s.format == StorageFormat::none ? "raw" : word(s.format)).set("if", "sd");
    o.set("index", model::rules::disk_index(d.target_dev).value_or(0));
    if (d.readonly) o.set("readonly", "on");
    b.line.add("-drive", o);
}

// Floppy controllers of Q35 are devices; the machine's own one takes the boot order as a global.
void floppy_controller(const Build& b) {
    bool any = false;
    Props p{{"driver", "isa-fdc"}};
    for (const Disk& d : b.dev().disks) {
        if (d.bus != DiskBus::fdc) continue;
        any = true;
        if (!d.info.boot_order) continue;
        const char* name = d.info.address.drive.unit ? "bootindexB" : "bootindexA";
        if (b.is_q35()) p.set(name, *d.info.boot_order);
        else b.line.add("-global", fmt::format("isa-fdc.{}={}", name, *d.info.boot_order));
    }
    if (any && b.is_q35()) b.device(p);
}

}  // namespace

void disks(const Build& b) {
    floppy_controller(b);
    for (const Disk& d : b.dev().disks) {
        if (d.bus == DiskBus::sd) {
            sd_card(b, d);
            continue;
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
        // A transient disk with a shared base is plugged in once its overlay exists.
        if (d.transient && d.transient_share_backing == YesNo::yes) continue;
        const BlockNodes nodes = block_nodes(b, d);
        for (const auto& layer : nodes.layers) add_layer(b, layer);
        for (const Props& n : nodes.filters) b.line.add("-blockdev", n);
        Props p = disk_props(b, d, nodes.top);
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
