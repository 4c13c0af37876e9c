// SPDX-License-Identifier: LGPL-2.1-or-later
// How disks look.
#include "model/domain/address_xml.h"
#include "model/domain/domain_xml.h"
#include "model/domain/source_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;

constexpr Row iothread_queue_rows[] = {attr("id", FIELD(IothreadMapping::Queue, id)).even_zero().req()};
const Element iothread_queue_element{iothread_queue_rows};
constexpr Row iothread_rows[] = {
    attr("id", FIELD(IothreadMapping, id)).nonzero().req().form(form::unsigned_int),
    list("queue", FIELD(IothreadMapping, queues), iothread_queue_element),
};

constexpr Row iothreads_rows[] = {list("iothread", FIELD(DiskDriver, iothreads), iothread_mapping_element).needed()};
const Element iothreads_element{iothreads_rows};

constexpr Row max_size_rows[] = {scaled_leaf("max_size", FIELD(Disk, source.metadata_cache_max_size), 1, 1).called("./metadata_cache/max_size")};
const Element metadata_cache_element{max_size_rows};

constexpr std::string_view disk_driver_formats =
    "raw|dir|bochs|cloop|dmg|iso|vpc|vdi|fat|vhd|ploop|luks|cow|qcow|qcow2|qed|vmdk|aio";
constexpr Row driver_rows[] = {
    attr("name", FIELD(Disk, driver.name)).form(form::word),
    attr("type", FIELD(Disk, source.format)).wrong(Code::config_unsupported, "unknown driver format value '{}'").form(disk_driver_formats),
    attr("cache", FIELD(Disk, driver.cache)).quiet_zero().says("how the host caches what the guest writes"),
    attr("error_policy", FIELD(Disk, driver.error_policy)),
    attr("rerror_policy", FIELD(Disk, driver.rerror_policy)).fits(WHEN(Disk, it.driver.rerror_policy != ErrorPolicy::enospace)),
    attr("io", FIELD(Disk, driver.io)),
    attr("ioeventfd", FIELD(Disk, driver.ioeventfd)),
    attr("event_idx", FIELD(Disk, driver.event_idx)).guest(),
    attr("copy_on_read", FIELD(Disk, driver.copy_on_read)),
    attr("discard", FIELD(Disk, driver.discard)),
    attr("iothread", FIELD(Disk, driver.iothread)).nonzero().form(form::unsigned_int),
    attr("detect_zeroes", FIELD(Disk, driver.detect_zeroes)),
    attr("discard_no_unref", FIELD(Disk, driver.discard_no_unref)),
    attr("queues", FIELD(Disk, driver.queues)).nonzero().guest().from("3.9.0").says("request queues of the device"),
    attr("queue_size", FIELD(Disk, driver.queue_size)).guest().form(form::positive),
    embed(FIELD(Disk, driver.virtio), virtio_options_rows),
    element("iothreads", FIELD(Disk, driver), iothreads_element),
    inside("metadata_cache", metadata_cache_element),
};
const Element driver_element{driver_rows};

constexpr Row target_rows[] = {
    attr("dev", FIELD(Disk, target_dev)).needed().public_only().form("(ioemu:)?(fd|hd|sd|vd|xvd|ubd)[a-zA-Z0-9_]+"),
    attr("bus", FIELD(Disk, bus)).guest(),
    attr("tray", FIELD(Disk, tray)).show([](const void* p) {
        const auto& d = *static_cast<const Disk*>(p);
        return d.tray == Tray::open && (d.device == DiskDevice::cdrom || d.device == DiskDevice::floppy);
    }),
    attr("removable", FIELD(Disk, removable)).guest(),
    attr("rotation_rate", FIELD(Disk, rotation_rate)).quiet_zero().guest().form(form::positive),
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

#define THROTTLE(name) leaf(#name, FIELD(IoTune, name)).wrong(Code::xml_error, "throttle group field '" #name "' must be an integer")
// A throttle group is named last.
constexpr Row throttle_rows[] = {
    THROTTLE(total_bytes_sec), THROTTLE(read_bytes_sec), THROTTLE(write_bytes_sec), THROTTLE(total_iops_sec),
    THROTTLE(read_iops_sec), THROTTLE(write_iops_sec), THROTTLE(total_bytes_sec_max), THROTTLE(read_bytes_sec_max),
    THROTTLE(write_bytes_sec_max), THROTTLE(total_iops_sec_max), THROTTLE(read_iops_sec_max), THROTTLE(write_iops_sec_max),
    THROTTLE(size_iops_sec), THROTTLE(total_bytes_sec_max_length),
    THROTTLE(read_bytes_sec_max_length), THROTTLE(write_bytes_sec_max_length), THROTTLE(total_iops_sec_max_length),
    THROTTLE(read_iops_sec_max_length), THROTTLE(write_iops_sec_max_length), leaf("group_name", FIELD(IoTune, group_name)),
};

constexpr Row geometry_rows[] = {
    attr("cyls", FIELD(DiskGeometry, cyls)).guest().needed().form(form::integer),
    attr("heads", FIELD(DiskGeometry, heads)).guest().needed().form(form::integer),
    attr("secs", FIELD(DiskGeometry, secs)).guest().needed().form(form::integer),
    attr("trans", FIELD(DiskGeometry, trans)).guest(),
};
const Element geometry_element{geometry_rows};
constexpr Row blockio_rows[] = {
    attr("logical_block_size", FIELD(Disk::BlockIo, logical_block_size)).guest().form(form::integer),
    attr("physical_block_size", FIELD(Disk::BlockIo, physical_block_size)).guest().form(form::integer),
    attr("discard_granularity", FIELD(Disk::BlockIo, discard_granularity)).guest().form(form::integer),
};
const Element blockio_element{blockio_rows};
constexpr Row backend_domain_rows[] = {attr("name", FIELD(Disk, backend_domain)).needed().form(form::name_with_slash)};
const Element backend_domain_element{backend_domain_rows};

constexpr Row transient_rows[] = {attr("shareBacking", FIELD(Disk, transient_share_backing)).lenient().show(WHEN(Disk, it.transient_share_backing == YesNo::yes))};
const Element transient_element{transient_rows};
constexpr Row throttle_filter_rows[] = {attr("group", Field<std::string>{0}).even_zero().needed()};
const Element throttle_filter_element{throttle_filter_rows};
constexpr Row throttle_filters_rows[] = {list("throttlefilter", FIELD(Disk, throttle_filters), throttle_filter_element)};
const Element throttle_filters_element{throttle_filters_rows};

constexpr Row mirror_rows[] = {
    attr("type", FIELD(DiskMirror, source.type)),
    attr("file", FIELD(DiskMirror, file)).form(form::absolute_file),
    attr("format", FIELD(DiskMirror, format_attribute)).form(form::disk_format),
    attr("job", FIELD(DiskMirror, job)).form("copy|active-commit"),
    attr("ready", FIELD(DiskMirror, ready)).form("yes|abort|pivot"),
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

constexpr auto is_lun = WHEN(Disk, it.device == DiskDevice::lun);
// A disk that is passed through whole has a source that can be.
constexpr auto fits_device = WHEN(Disk, it.device != DiskDevice::lun || it.source.type == StorageType::network ||
                                            it.source.type == StorageType::block || it.source.type == StorageType::volume);

constexpr Row disk_rows[] = {
    attr("type", FIELD(Disk, source.type)).otherwise("file").says("kind of source"),
    attr("device", FIELD(Disk, device)).guest().fits(fits_device).says("what the guest sees"),
    attr("model", FIELD(Disk, model)).guest(),
    attr("rawio", FIELD(Disk, rawio)).only(is_lun),
    attr("sgio", FIELD(Disk, sgio)).only(is_lun),
    attr("snapshot", FIELD(Disk, snapshot)).show([](const void* p) {
        const auto& d = *static_cast<const Disk*>(p);
        return !(d.snapshot == DiskSnapshot::no && d.readonly);
    }),
    inside("driver", driver_element),
    maybe("auth", FIELD(Disk, auth), storage_auth_element),
    element("source", FIELD(Disk, source), storage_source_element),
    maybe("backingStore", FIELD(Disk, source.backing), backing_store_element),
    inside("backenddomain", backend_domain_element),
    element("geometry", FIELD(Disk, geometry), geometry_element).show(WHEN(Disk, it.geometry.cyls && it.geometry.heads && it.geometry.secs)),
    element("blockio", FIELD(Disk, blockio), blockio_element),
    maybe("mirror", FIELD(Disk, mirror), mirror_element).live().live_read(),
    inside("target", target_element).req(Code::no_target, "").public_only(),
    maybe("iotune", FIELD(Disk, iotune), iotune_element),
    inside("throttlefilters", throttle_filters_element),
    flag("readonly", FIELD(Disk, readonly)).guest(),
    flag("shareable", FIELD(Disk, shareable)),
    inside("transient", transient_element).marks(FIELD(Disk, transient)),
    leaf("serial", FIELD(Disk, serial)).guest().form("[A-Za-z0-9_.+\\- ]+"),
    leaf("wwn", FIELD(Disk, wwn)).guest().form(form::wwn),
    leaf("vendor", FIELD(Disk, vendor)).guest().form("[ -~]{0,8}"),
    leaf("product", FIELD(Disk, product)).guest().form("[ -~]{0,40}"),
    maybe("encryption", FIELD(Disk, encryption), encryption_element),
    embed(FIELD(Disk, info), boot_device_rows),
    custom("privateData", read_private, write_private).unspoken(),
    custom("diskSecretsPlacement", read_placement, write_placement).unspoken(),
};

}  // namespace

const Element iothread_mapping_element{iothread_rows};
const Element iotune_element{iotune_rows};
const Element throttle_tune_element{throttle_rows};
const Element disk_element{disk_rows, finish_disk};

}  // namespace vireo::model
