// SPDX-License-Identifier: LGPL-2.1-or-later
// Chains of images: what lies below an image, where in the chain a name points, how one image calls another.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/block/image_header.h"
#include "model/domain/source.h"

namespace vireo::host {

struct ChainOptions {
    // Believes the content of images whose format nobody wrote down. Without it the first image of such a chain counts as
    // raw, and one below is refused if it names further files.
    bool allow_probing = false;
    unsigned max_depth = 200;  // images
};

// Follows backing files from `source` (a local file or device) and fills source.backing down to the end of the chain;
// relative names are taken from the folder of the image that names them. Gives the headers, topmost first. Throws if an
// image is missing, unreadable, or part of a loop.
std::vector<ImageHeader> fill_backing_chain(model::StorageSource& source, const ChainOptions& options = {});

// The source that an image at `parent_path` means by a backing string.
model::StorageSource backing_of(const std::string& text, const std::string& parent_path);

struct ImageInChain {
    const model::StorageSource* image;
    const model::StorageSource* above;  // null for the topmost
};

// The image called `name` below `start` (null: from the top, which may be meant itself); no name: the last one. With the
// disk's target given, "vda[3]" selects by index. Throws invalid_arg if there is none.
ImageInChain find_image(const model::StorageSource& top, const model::StorageSource* start, const std::optional<std::string>& name, std::string_view target = {});

// 3 for "vda[3]" and target "vda"; nothing for other names.
std::optional<unsigned> index_in_name(std::string_view name, std::string_view target);

// How the image above `top` would have to call `base`, if all images from top to base are called by relative names.
std::optional<std::string> relative_backing_path(const model::StorageSource& top, const model::StorageSource& base);

}  // namespace vireo::host
