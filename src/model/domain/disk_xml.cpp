// SPDX-License-Identifier: LGPL-2.1-or-later
// How disks look.
#include "model/domain/address_xml.h"
#include "model/domain/domain_xml.h"
#include "model/domain/source_xml.h"

namespace vireo::model {
namespace {

using namespace row;

constexpr Row iothread_queue_rows[] = {attr("id", FIELD(IothreadMapping::Queue, id)).even_zero().req()};
const Element iothread_queue_element{iothread_queue_rows};
constexpr Row iothread_rows[] = {
    attr("id", FIELD(IothreadMapping, id)).nonzero().req(),
    list("queue", FIELD(IothreadMapping, queues), iothread_queue_element),
};

constexpr Row iothreads_rows[] = {list("iothread", FIELD(DiskDriver, iothreads), iothread_mapping_element)};
const Element iothreads_element{iothreads_rows};

constexpr Row max_size_rows[] = {scaled_leaf("max_size", FIELD(Disk, source.metadata_cache_max_size), 1, 1)};
const Element metadata_cache_element{max_size_rows};

constexpr Row driver_rows[] = {
    attr("name", FIELD(Disk, driver.name)),
    attr("type", FIELD(Disk, source.format)).wrong(Code::config_unsupported, "unknown driver format value '{}'"),
    attr("cache", FIELD(Disk, driver.cache)).quiet_zero().says("how the host caches what the guest writes"),
    attr("error_policy", FIELD(Disk, driver.error_policy)),
    attr("rerror_policy", FIELD(Disk, driver.rerror_policy)),
    attr("io", FIELD(Disk, driver.io)),
    attr("ioeventfd", FIELD(Disk, driver.ioeventfd)),
    attr("event_idx", FIELD(Disk, driver.event_idx)).guest(),
    attr("copy_on_read", FIELD(Disk, driver.copy_on_read)),
    attr("discard", FIELD(Disk, driver.discard)),
    attr("iothread", FIELD(Disk, driver.iothread)).nonzero(),
    attr("detect_zeroes", FIELD(Disk, driver.detect_zeroes)),
    attr("discard_no_unref", FIELD(Disk, driver.discard_no_unref)),
    attr("queues", FIELD(Disk, driver.queues)).nonzero().guest().from("3.9.0").says("request queues of the device"),
    attr("queue_size", FIELD(Disk, driver.queue_size)).guest(),
    embed(FIELD(Disk, driver.virtio), virtio_options_rows),
    element("iothreads", FIELD(Disk, driver), iothreads_element),
    inside("metadata_cache", metadata_cache_element),
};
const Element driver_element{driver_rows};

constexpr Row target_rows[] = {
    attr("dev", FIELD(Disk, target_dev)),
    attr("bus", FIELD(Disk, bus)).guest(),
    attr("tray", FIELD(Disk, tray)).show([](const void* p) {
        const auto& d = *static_cast<const Disk*>(p);
        return d.tray == Tray::open && (d.device == DiskDevice::cdrom || d.device == DiskDevice::floppy);
    }),
    attr("removable", FIELD(Disk, removable)).guest(),
    attr("rotation_rate", FIELD(Disk, rotation_rate)).guest(),
};
const Element target_element{target_rows};

#define IOTUNE(name) leaf(#name, FIELD(IoTune, name)).wrong(Code::xml_error, "disk iotune field '" #name "' must be an integer")
constexpr Row iotune_rows[] = {
    IOTUNE(total_bytes_sec), IOTUNE(read_bytes_sec), IOTUNE(write_bytes_sec), IOTUNE(total_iops_sec),
    IOTUNE(read_iops_sec), IOTUNE(write_iops_sec), IOTUNE(total_bytes_sec_max), IOTUNE(read_bytes_sec_max),
    IOTUNE(write_bytes_sec_max), IOTUNE(total_iops_sec_max), IOTUNE(read_iops_sec_max), IOTUNE(write_iops_sec_max),
    IOTUNE(size_iops_sec), leaf("group_name", FIELD(IoTune, group_name)), IOTUNE(total_bytes_sec_max_length),
    IOTUNE(read_bytes_sec_max_length), IOTUNE(write_bytes_sec_max_length), IOTUNE(total_iops_sec_max_length),
    IOTUNE(read_iops_sec_max_length), IOTUNE(write_iops_sec_max_length),
};

// A throttle group is named last.
constexpr Row throttle_rows[] = {
    IOTUNE(total_bytes_sec), IOTUNE(read_bytes_sec), IOTUNE(write_bytes_sec), IOTUNE(total_iops_sec),
    IOTUNE(read_iops_sec), IOTUNE(write_iops_sec), IOTUNE(total_bytes_sec_max), IOTUNE(read_bytes_sec_max),
    IOTUNE(write_bytes_sec_max), IOTUNE(total_iops_sec_max), IOTUNE(read_iops_sec_max), IOTUNE(write_iops_sec_max),
    IOTUNE(size_iops_sec), IOTUNE(total_bytes_sec_max_length),
    IOTUNE(read_bytes_sec_max_length), IOTUNE(write_bytes_sec_max_length), IOTUNE(total_iops_sec_max_length),
    IOTUNE(read_iops_sec_max_length), IOTUNE(write_iops_sec_max_length), leaf("group_name", FIELD(IoTune, group_name)),
};

constexpr Row geometry_rows[] = {
    attr("cyls", FIELD(DiskGeometry, cyls)).guest(),
    attr("heads", FIELD(DiskGeometry, heads)).guest(),
    attr("secs", FIELD(DiskGeometry, secs)).guest(),
    attr("trans", FIELD(DiskGeometry, trans)).guest(),
};
const Element geometry_element{geometry_rows};
constexpr Row blockio_rows[] = {
    attr("logical_block_size", FIELD(Disk::BlockIo, logical_block_size)).guest(),
    attr("physical_block_size", FIELD(Disk::BlockIo, physical_block_size)).guest(),
    attr("discard_granularity", FIELD(Disk::BlockIo, discard_granularity)).guest(),
};
const Element blockio_element{blockio_rows};
constexpr Row backend_domain_rows[] = {attr("name", FIELD(Disk, backend_domain))};
const Element backend_domain_element{backend_domain_rows};

void read_transient(const xml::Node& node, void* self, ParseContext&) {
    auto& d = *static_cast<Disk*>(self);
    d.transient = true;
    if (auto share = from_word<YesNo>(node.value("shareBacking"))) d.transient_share_backing = *share;
}
void write_transient(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const Disk*>(self);
    if (!d.transient) return;
    cx.out.open("transient");
    if (d.transient_share_backing == YesNo::yes) cx.out.plain_attribute("shareBacking", "yes");
    cx.out.close();
}

void read_throttle_filters(const xml::Node& node, void* self, ParseContext&) {
    for (const auto& f : node.elements())
        if (f.is("throttlefilter"))
            static_cast<Disk*>(self)->throttle_filters.emplace_back(f.value("group"));
}
void write_throttle_filters(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const Disk*>(self);
    if (d.throttle_filters.empty()) return;
    cx.out.open("throttlefilters");
    for (const auto& g : d.throttle_filters) {
        cx.out.open("throttlefilter");
        cx.out.attribute("group", g);
        cx.out.close();
    }
    cx.out.close();
}

constexpr Row mirror_rows[] = {
    attr("type", FIELD(DiskMirror, source.type)),
    attr("file", FIELD(DiskMirror, file)),
    attr("format", FIELD(DiskMirror, format_attribute)),
    attr("job", FIELD(DiskMirror, job)),
    attr("ready", FIELD(DiskMirror, ready)),
    element("format", FIELD(DiskMirror, source), source_format_element),
    element("source", FIELD(DiskMirror, source), storage_source_element),
    maybe("backingStore", FIELD(DiskMirror, source.backing), backing_store_element),
};
const Element mirror_element{mirror_rows};

void read_private(const xml::Node& node, void* self, ParseContext& cx) {
    if (cx.flags & parse_status) static_cast<Disk*>(self)->private_data = read_private_data(node);
}
void write_private(const void* self, FormatContext& cx) {
    if (cx.flags & format_status) cx.out.block(static_cast<const Disk*>(self)->private_data);
}

void read_placement(const xml::Node& node, void* self, ParseContext& cx) {
    if (!(cx.flags & parse_status)) return;
    auto& d = *static_cast<Disk*>(self);
    auto side = [&](const char* name) { return node.value(name) == "true" ? YesNo::yes : node.value(name) == "false" ? YesNo::no : YesNo::absent; };
    d.secrets_auth = side("auth");
    d.secrets_encryption = side("enc");
}
void write_placement(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const Disk*>(self);
    if (!(cx.flags & format_status) || (d.secrets_auth == YesNo::absent && d.secrets_encryption == YesNo::absent)) return;
    cx.out.open("diskSecretsPlacement");
    auto side = [&](const char* name, YesNo v) {
        if (v != YesNo::absent) cx.out.plain_attribute(name, v == YesNo::yes ? "true" : "false");
    };
    side("auth", d.secrets_auth);
    side("enc", d.secrets_encryption);
    cx.out.close();
}

void finish_disk(const xml::Node&, void* self, ParseContext&) {
    auto& d = *static_cast<Disk*>(self);
    if (d.source.type == StorageType::none) d.source.type = StorageType::file;
    // An iSCSI target without a unit means unit 0.
    for (auto* s = &d.source; s; s = s->backing.get())
        if (s->type == StorageType::network && s->protocol == StorageProtocol::iscsi && !s->path.empty() &&
            s->path.find('/') == std::string::npos)
            s->path += "/0";
    if (d.source.type == StorageType::volume && d.source.pool.empty() != d.source.volume.empty())
        fail(Code::xml_error, vireo::Domain::domain, "'pool' and 'volume' must be specified together for 'pool' type source");
}

// The default type must be known before the source is read.
void read_type(const xml::Node& node, void* self, ParseContext&) {
    if (!node.has("type")) static_cast<Disk*>(self)->source.type = StorageType::file;
}

constexpr Row disk_rows[] = {
    attr("type", FIELD(Disk, source.type)).says("kind of source"),
    custom("@type-default", read_type, nullptr),
    attr("device", FIELD(Disk, device)).guest().says("what the guest sees"),
    attr("model", FIELD(Disk, model)).guest(),
    attr("rawio", FIELD(Disk, rawio)),
    attr("sgio", FIELD(Disk, sgio)),
    attr("snapshot", FIELD(Disk, snapshot)).show([](const void* p) {
        const auto& d = *static_cast<const Disk*>(p);
        return !(d.snapshot == DiskSnapshot::no && d.readonly);
    }),
    inside("driver", driver_element),
    maybe("auth", FIELD(Disk, auth), storage_auth_element),
    element("source", FIELD(Disk, source), storage_source_element),
    maybe("backingStore", FIELD(Disk, source.backing), backing_store_element),
    inside("backenddomain", backend_domain_element),
    element("geometry", FIELD(Disk, geometry), geometry_element),
    element("blockio", FIELD(Disk, blockio), blockio_element),
    maybe("mirror", FIELD(Disk, mirror), mirror_element).live().live_read(),
    inside("target", target_element).req(Code::no_target, ""),
    maybe("iotune", FIELD(Disk, iotune), iotune_element),
    custom("throttlefilters", read_throttle_filters, write_throttle_filters),
    flag("readonly", FIELD(Disk, readonly)).guest(),
    flag("shareable", FIELD(Disk, shareable)),
    custom("transient", read_transient, write_transient),
    leaf("serial", FIELD(Disk, serial)).guest(),
    leaf("wwn", FIELD(Disk, wwn)).guest(),
    leaf("vendor", FIELD(Disk, vendor)).guest(),
    leaf("product", FIELD(Disk, product)).guest(),
    maybe("encryption", FIELD(Disk, encryption), encryption_element),
    embed(FIELD(Disk, info), bootable_rows),
    custom("privateData", read_private, write_private),
    custom("diskSecretsPlacement", read_placement, write_placement),
};

}  // namespace

const Element iothread_mapping_element{iothread_rows};
const Element iotune_element{iotune_rows};
const Element throttle_tune_element{throttle_rows};
const Element disk_element{disk_rows, finish_disk};

}  // namespace vireo::model
