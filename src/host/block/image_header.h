// SPDX-License-Identifier: LGPL-2.1-or-later
// What the first bytes of a disk image say. The bytes may come from a guest, so nothing in them is believed without a
// bound; no other program is asked.
// Formats: QEMU's docs/interop/{qcow2,qed_spec,vmdk...}.rst, the VMDK 5.0 and VHD specifications, LUKS on-disk formats 1 and 2.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "model/domain/source.h"

namespace vireo::host {

struct ImageHeader {
    model::StorageFormat format = model::StorageFormat::raw;
    std::uint64_t capacity = 0;                // bytes that the guest sees; 0 where only the file's size tells
    std::optional<std::string> backing;        // as written in the image
    model::StorageFormat backing_format = model::StorageFormat::none;  // none: not written down
    std::optional<std::string> data_file;      // qcow2 with its data elsewhere
    bool encrypted = false;
    std::uint64_t cluster_size = 0;
    bool version3 = false, lazy_refcounts = false, extended_l2 = false, data_file_raw = false;  // qcow2
};

// How many bytes of a file are enough for header().
inline constexpr std::size_t image_header_bytes = 64 * 1024;

// Which format do these bytes have? raw if nothing else fits.
model::StorageFormat detect_format(std::span<const std::uint8_t> bytes);

// Reads the header as the given format (auto_: detect first). Throws VIR_ERR_INTERNAL_ERROR, naming `what`, if the bytes
// contradict themselves; a header that is too short for its format gives just the format.
ImageHeader parse_image_header(std::span<const std::uint8_t> bytes, model::StorageFormat format, const std::string& what);

struct ImageFile {
    ImageHeader header;
    bool is_block = false, is_directory = false;
    std::uint64_t length = 0;      // bytes of the file or device
    std::uint64_t allocated = 0;   // bytes that its file system holds for it
    // The guest-visible size: what the header says, or the length.
    std::uint64_t capacity() const { return header.capacity ? header.capacity : length; }
};

// Opens and reads an image; throws VIR_ERR_SYSTEM_ERROR naming the path.
ImageFile probe_image(const std::string& path, model::StorageFormat format);

}  // namespace vireo::host
