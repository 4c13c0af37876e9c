// SPDX-License-Identifier: LGPL-2.1-or-later
// Dirty bitmaps: what QEMU tells about them, and the transactions by which checkpoints, backups and block jobs move them
// between images. A checkpoint's bitmap has the same name in every image that was on top since; together they say what
// changed. Pure: answers and transactions are values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/qemu/argv/props.h"
#include "json/fwd.h"
#include "model/domain/source.h"

namespace vireo::qemu::block {

struct Bitmap {
    std::string name;
    bool recording = false, busy = false, persistent = false, inconsistent = false;
    std::uint64_t dirty_bytes = 0, granularity = 0;
};

struct Node {
    std::vector<Bitmap> bitmaps;
    bool qcow2_v2 = false;  // cannot keep bitmaps
    const Bitmap* find(std::string_view name) const;
};

// By node name.
using Nodes = std::map<std::string, Node, std::less<>>;

// Reads the answer to query-named-block-nodes; what is malformed is left out.
Nodes read_nodes(const json::Json& answer);

using Actions = std::vector<argv::Props>;

// True if the bitmap is whole: from the top image down without a gap, everywhere recording, persistent and consistent.
bool is_usable(const model::StorageSource& top, std::string_view bitmap, const Nodes& nodes);

// Puts what `incremental` and all it needs say into a new temporary bitmap of another node. `base`: exclusive end.
Actions merge_for_backup(const model::StorageSource& top, std::string_view incremental, const std::string& target_node, const std::string& target_bitmap, const Nodes& nodes);

// Deletes a checkpoint's bitmap; `reopen` gets the images that must be writable meanwhile, lowest first. Nothing: no
// image has it.
std::optional<Actions> remove_checkpoint(const model::StorageSource& top, std::string_view bitmap, const Nodes& nodes, std::vector<const model::StorageSource*>& reopen);

// The name of the bitmap that records writes while a job copies.
inline constexpr std::string_view active_write_bitmap = "libvirt-tmp-activewrite";

// Gives the copy of a disk the bitmaps of its source; shallow: the images below the first are shared.
Actions merge_for_copy(const model::StorageSource& source, const std::string& mirror_node, bool shallow, const Nodes& nodes);
// Gives the base of a commit the bitmaps of the images that vanish into it; active: the guest wrote to the top meanwhile.
Actions merge_for_commit(const model::StorageSource& top, const model::StorageSource& base, bool active, const Nodes& nodes);

}  // namespace vireo::qemu::block
