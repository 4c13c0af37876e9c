// SPDX-License-Identifier: LGPL-2.1-or-later
// Image headers are written by guests.
#include "base/error.h"
#include "host/block/image_header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using vireo::model::StorageFormat;
    for (auto f : {StorageFormat::auto_, StorageFormat::qcow2, StorageFormat::qcow, StorageFormat::qed, StorageFormat::vmdk, StorageFormat::vdi, StorageFormat::vpc, StorageFormat::ploop})
        try {
            vireo::host::parse_image_header({data, size}, f, "fuzz");
        } catch (const vireo::Error&) {
        }
    return 0;
}
