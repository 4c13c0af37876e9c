// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/block/image_header.h"

#include "base/error.h"
#include "base/text.h"

namespace vireo::host {
namespace {

using model::StorageFormat;
using Bytes = std::span<const std::uint8_t>;

// Numbers at an offset; nothing if the header ends before.
template <class T>
std::optional<T> big(Bytes b, std::size_t at) {
    if (at > b.size() || b.size() - at < sizeof(T)) return std::nullopt;
    T v = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) v = static_cast<T>(v << 8 | b[at + i]);
    return v;
}
template <class T>
std::optional<T> little(Bytes b, std::size_t at) {
    if (at > b.size() || b.size() - at < sizeof(T)) return std::nullopt;
    T v = 0;
    for (std::size_t i = sizeof(T); i-- > 0;) v = static_cast<T>(v << 8 | b[at + i]);
    return v;
}

bool has(Bytes b, std::size_t at, std::string_view magic) {
    return at <= b.size() && b.size() - at >= magic.size() && std::memcmp(b.data() + at, magic.data(), magic.size()) == 0;
}

std::optional<std::string> text_at(Bytes b, std::uint64_t at, std::uint64_t length) {
    if (at > b.size() || b.size() - at < length) return std::nullopt;
    std::string s(reinterpret_cast<const char*>(b.data()) + at, static_cast<std::size_t>(length));
    if (auto end = s.find('\0'); end != s.npos) s.resize(end);
    return s;
}

constexpr std::string_view qcow_magic{"QFI\xfb", 4}, qed_magic{"QED\0", 4}, luks_magic{"LUKS\xba\xbe", 6}, vdi_magic{"\x7f\x10\xda\xbe", 4};

StorageFormat format_by_word(std::string_view word) {
    for (auto f : {StorageFormat::raw, StorageFormat::qcow, StorageFormat::qcow2, StorageFormat::qed, StorageFormat::vmdk, StorageFormat::vdi, StorageFormat::vpc,
                   StorageFormat::luks, StorageFormat::dmg, StorageFormat::bochs, StorageFormat::cloop, StorageFormat::cow})
        if (model::word(f) == word) return f;
    // Images made by hand name the driver of the protocol instead; that says: no format.
    if (auto p = model::from_word<model::StorageProtocol>(word); p && *p != model::StorageProtocol::none) return StorageFormat::raw;
    if (word == "file" || word == "host_device" || word == "host_cdrom") return StorageFormat::raw;
    return StorageFormat::none;
}

[[noreturn]] void broken(const std::string& what, const char* why) { fail(Code::internal_error, Domain::storage, "invalid image header in '{}': {}", what, why); }

void read_qcow2(Bytes b, ImageHeader& h, const std::string& what) {
    auto version = big<std::uint32_t>(b, 4), cluster_bits = big<std::uint32_t>(b, 20), crypt = big<std::uint32_t>(b, 32);
    auto backing_at = big<std::uint64_t>(b, 8), size = big<std::uint64_t>(b, 24);
    auto backing_len = big<std::uint32_t>(b, 16);
    if (!version || !cluster_bits || !crypt || !backing_at || !size || !backing_len) return;
    h.capacity = *size;
    h.encrypted = *crypt != 0;
    if (*cluster_bits >= 9 && *cluster_bits <= 30) h.cluster_size = 1ULL << *cluster_bits;
    std::uint64_t extensions_at = 72;
    bool external_data = false;
    if (*version >= 3) {
        h.version3 = true;
        auto incompatible = big<std::uint64_t>(b, 72).value_or(0), compatible = big<std::uint64_t>(b, 80).value_or(0), autoclear = big<std::uint64_t>(b, 88).value_or(0);
        external_data = incompatible & 4;
        h.extended_l2 = incompatible & 16;
        h.lazy_refcounts = compatible & 1;
        h.data_file_raw = autoclear & 2;
        extensions_at = big<std::uint32_t>(b, 100).value_or(104);
        if (extensions_at < 104) broken(what, "qcow2 header length");
    }
    if (*backing_at) {
        if (*backing_len > 1023) broken(what, "qcow2 backing name longer than 1023 bytes");
        if (*backing_len) {
            h.backing = text_at(b, *backing_at, *backing_len);
            if (!h.backing) broken(what, "qcow2 backing name outside of the header");
        }
    }
    // {u32 type, u32 length, data padded to 8}, up to type 0 or the backing name
    const std::uint64_t end = *backing_at ? std::min<std::uint64_t>(*backing_at, b.size()) : b.size();
    for (std::uint64_t at = extensions_at; at + 8 <= end;) {
        auto type = *big<std::uint32_t>(b, at), length = *big<std::uint32_t>(b, at + 4);
        if (type == 0) break;
        if (length > end - at - 8) break;
        if (type == 0xe2792aca && h.backing) h.backing_format = format_by_word(text_at(b, at + 8, length).value_or(""));
        if (type == 0x44415441 && external_data) h.data_file = text_at(b, at + 8, length);
        at += 8 + (std::uint64_t{length} + 7) / 8 * 8;
    }
    if (external_data && (!h.data_file || h.data_file->empty())) broken(what, "qcow2 data file without a name");
}

void read_qcow1(Bytes b, ImageHeader& h, const std::string& what) {
    auto backing_at = big<std::uint64_t>(b, 8), size = big<std::uint64_t>(b, 24);
    auto backing_len = big<std::uint32_t>(b, 16), crypt = big<std::uint32_t>(b, 36);
    if (!backing_at || !size || !backing_len || !crypt) return;
    h.capacity = *size;
    h.encrypted = *crypt != 0;
    if (!*backing_at || !*backing_len) return;
    if (*backing_len > 1023) broken(what, "qcow backing name longer than 1023 bytes");
    h.backing = text_at(b, *backing_at, *backing_len);
    if (!h.backing) broken(what, "qcow backing name outside of the header");
}

void read_qed(Bytes b, ImageHeader& h, const std::string& what) {
    auto cluster = little<std::uint32_t>(b, 4), backing_at = little<std::uint32_t>(b, 56), backing_len = little<std::uint32_t>(b, 60);
    auto features = little<std::uint64_t>(b, 16), size = little<std::uint64_t>(b, 48);
    if (!cluster || !backing_at || !backing_len || !features || !size) return;
    h.capacity = *size;
    h.cluster_size = *cluster;
    if (!(*features & 1) || !*backing_at || !*backing_len) return;
    if (*backing_len > 1023) broken(what, "qed backing name longer than 1023 bytes");
    h.backing = text_at(b, *backing_at, *backing_len);
    if (!h.backing) broken(what, "qed backing name outside of the header");
    if (*features & 4) h.backing_format = StorageFormat::raw;
}

void read_vmdk(Bytes b, ImageHeader& h) {
    std::string descriptor;
    if (has(b, 0, "KDMV")) {
        h.capacity = little<std::uint64_t>(b, 12).value_or(0);
        h.capacity = h.capacity > UINT64_MAX / 512 ? 0 : h.capacity * 512;
        auto at = little<std::uint64_t>(b, 28).value_or(0), n = little<std::uint64_t>(b, 36).value_or(0);
        if (at < b.size() / 512 && n) {
            auto from = static_cast<std::size_t>(at) * 512;
            auto take = std::min<std::uint64_t>(n > b.size() ? b.size() : n * 512, b.size() - from);
            descriptor = text_at(b, from, take).value_or("");
        }
    } else {
        descriptor = text_at(b, 0, std::min<std::size_t>(b.size(), 20480)).value_or("");
    }
    // an empty or absent parent CID means: no parent
    if (auto cid = descriptor.find("parentCID="); cid != descriptor.npos && !equal_ignoring_case(descriptor.substr(cid + 10, 8), "ffffffff"))
        if (auto p = descriptor.find("parentFileNameHint=\""); p != descriptor.npos) {
            p += 20;
            if (auto q = descriptor.find('"', p); q != descriptor.npos && q > p && q - p < 4096) {
                h.backing = descriptor.substr(p, q - p);
                h.backing_format = StorageFormat::vmdk;
            }
        }
}

}  // namespace

StorageFormat detect_format(Bytes b) {
    if (has(b, 0, qcow_magic)) {
        auto version = big<std::uint32_t>(b, 4).value_or(0);
        if (version == 1) return StorageFormat::qcow;
        if (version == 2 || version == 3) return StorageFormat::qcow2;
    }
    if (has(b, 0, qed_magic)) return StorageFormat::qed;
    if (has(b, 0, "KDMV") || has(b, 0, "# Disk DescriptorFile") || has(b, 0, "COWD")) return StorageFormat::vmdk;
    if (has(b, 64, vdi_magic)) return StorageFormat::vdi;
    if (has(b, 0, "conectix")) return StorageFormat::vpc;
    if (has(b, 0, luks_magic)) {
        auto version = big<std::uint16_t>(b, 6).value_or(0);
        if (version == 1 || version == 2) return StorageFormat::luks;
    }
    if (has(b, 0, "Bochs Virtual HD Image")) return StorageFormat::bochs;
    if (has(b, 0, "#!/bin/sh\n#V2.0 Format\nmodprobe cloop")) return StorageFormat::cloop;
    if (has(b, 0, "WithoutFreeSpace") || has(b, 0, "WithouFreSpacExt")) return StorageFormat::ploop;
    if (has(b, 0, "OOOM")) return StorageFormat::cow;
    if (has(b, 32769, "CD001")) return StorageFormat::iso;
    return StorageFormat::raw;
}

ImageHeader parse_image_header(Bytes b, StorageFormat format, const std::string& what) {
    ImageHeader h;
    h.format = format == StorageFormat::auto_ || format == StorageFormat::none ? detect_format(b) : format;
    switch (h.format) {
        case StorageFormat::qcow2:
            if (has(b, 0, qcow_magic)) read_qcow2(b, h, what);
            break;
        case StorageFormat::qcow:
            if (has(b, 0, qcow_magic)) read_qcow1(b, h, what);
            break;
        case StorageFormat::qed:
            if (has(b, 0, qed_magic)) read_qed(b, h, what);
            break;
        case StorageFormat::vmdk: read_vmdk(b, h); break;
        case StorageFormat::vdi:
            if (has(b, 64, vdi_magic)) h.capacity = little<std::uint64_t>(b, 0x170).value_or(0);
            break;
        case StorageFormat::vpc:
            if (has(b, 0, "conectix")) h.capacity = big<std::uint64_t>(b, 48).value_or(0);
            break;
        case StorageFormat::luks: h.encrypted = has(b, 0, luks_magic); break;
        case StorageFormat::ploop: {
            auto sectors = has(b, 0, "WithouFreSpacExt") ? little<std::uint64_t>(b, 36).value_or(0) : little<std::uint32_t>(b, 36).value_or(0);
            h.capacity = sectors > UINT64_MAX / 512 ? 0 : sectors * 512;
            break;
        }
        default: break;
    }
    return h;
}

}  // namespace vireo::host
