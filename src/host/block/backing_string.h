// SPDX-License-Identifier: LGPL-2.1-or-later
// Backing strings: what an image says about the image below it. A guest may have written them, so nothing is believed:
// text is bounded, unknown words are refused, nothing is opened here.
// Forms: a path; "fat:DIR"; a URI ("nbd+unix://?socket=..."); QEMU's older "nbd:host:port:exportname=x" and
// "rbd:pool/image:key=value"; and "json:{...}", a block device description as QMP's blockdev-add takes it.
#pragma once

#include <string>
#include <string_view>

#include "json/fwd.h"
#include "model/domain/source.h"

namespace vireo::host {

struct BackingSource {
    model::StorageSource source;
    bool complete = true;  // false: it named credentials, which a source cannot hold; they were left out
};

// True if the text is a path below the folder of the image that holds it.
bool is_relative_backing(std::string_view text);

// Throws VIR_ERR_INTERNAL_ERROR or VIR_ERR_INVALID_ARG, naming the text, if it is not understood. Relative paths stay relative.
BackingSource parse_backing_string(std::string_view text);

// The block device description of one image. Dotted names ("server.0.host") count as nested ones.
BackingSource parse_backing_json(const json::Json& description);

}  // namespace vireo::host
