// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/block/bitmaps.h"

#include <algorithm>

#include "drivers/qemu/argv/blockdev.h"
#include "json/json.h"

namespace vireo::qemu::block {

using argv::Props;
using argv::Value;
using json::Json;
using model::StorageSource;

namespace {

bool flag(const Json& o, const char* name) {
    const Json* v = json::find(o, name);
    return v && v->is_boolean() && v->get<bool>();
}
std::uint64_t number(const Json& o, const char* name) {
    const Json* v = json::find(o, name);
    return v && v->is_number_unsigned() ? v->get<std::uint64_t>() : 0;
}
const std::string* text(const Json& o, const char* name) {
    const Json* v = json::find(o, name);
    return v && v->is_string() ? v->get_ptr<const std::string*>() : nullptr;
}

const StorageSource* below(const StorageSource& s) { return argv::has_backing(s) ? s.backing.get() : nullptr; }

const Node* node_of(const StorageSource& s, const Nodes& nodes) {
    auto at = nodes.find(argv::layer_names(s).top());
    return at == nodes.end() ? nullptr : &at->second;
}

const Bitmap* bitmap_of(const StorageSource& s, std::string_view name, const Nodes& nodes) {
    const Node* n = node_of(s, nodes);
    return n ? n->find(name) : nullptr;
}

Props action(const char* type, Props data) { return Props{{"type", type}, {"data", std::move(data)}}; }
Props add(const std::string& node, std::string_view name, bool persistent, bool disabled, std::uint64_t granularity) {
    return action("block-dirty-bitmap-add", {{"node", node}, {"name", name}, {"persistent", persistent}, {"disabled", disabled}, {"granularity", granularity}});
}
Props remove(const std::string& node, std::string_view name) { return action("block-dirty-bitmap-remove", {{"node", node}, {"name", name}}); }
Props merge(const std::string& node, std::string_view target, std::vector<Value> sources) {
    return action("block-dirty-bitmap-merge", {{"node", node}, {"target", target}, {"bitmaps", std::move(sources)}});
}
Value source(const std::string& node, std::string_view name) { return Props{{"node", node}, {"name", name}}; }

// The bitmap in the first image and the ones below, as far as it goes, at most down to `base`.
std::vector<Value> run_of(const StorageSource& top, const StorageSource* base, std::string_view name, const Nodes& nodes) {
    std::vector<Value> out;
    for (const auto* s = &top; s && s != base; s = below(*s)) {
        if (!bitmap_of(*s, name, nodes)) break;
        out.push_back(source(argv::layer_names(*s).top(), name));
    }
    return out;
}

// All usable bitmaps of `top`, with what images down to `base` add, end up in `target`.
void merge_all(const StorageSource& top, const StorageSource* base, const std::string& target, const Node* existing, bool active, const Nodes& nodes, Actions& out) {
    const Node* node = node_of(top, nodes);
    if (node)
        // Newest first is how QEMU lists them; they were made the other way round.
        for (auto b = node->bitmaps.rbegin(); b != node->bitmaps.rend(); ++b) {
            if (!is_usable(top, b->name, nodes)) continue;
            if (!existing || !existing->find(b->name)) out.push_back(add(target, b->name, true, false, b->granularity));
            auto sources = run_of(top, base, b->name, nodes);
            if (active) sources.push_back(source(target, active_write_bitmap));
            out.push_back(merge(target, b->name, std::move(sources)));
        }
    if (active) out.push_back(remove(target, active_write_bitmap));
}

}  // namespace

const Bitmap* Node::find(std::string_view name) const {
    for (const Bitmap& b : bitmaps)
        if (b.name == name) return &b;
    return nullptr;
}

Nodes read_nodes(const Json& answer) {
    Nodes out;
    if (!answer.is_array()) return out;
    for (const Json& one : answer) {
        const auto* name = text(one, "node-name");
        if (!name) continue;
        Node& node = out[*name];
        if (const Json* image = json::find(one, "image"))
            if (const Json* specific = json::find(*image, "format-specific"))
                if (const auto* type = text(*specific, "type"); type && *type == "qcow2")
                    if (const Json* data = json::find(*specific, "data"))
                        if (const auto* compat = text(*data, "compat")) node.qcow2_v2 = *compat == "0.10";
        const Json* bitmaps = json::find(one, "dirty-bitmaps");
        if (!bitmaps || !bitmaps->is_array()) continue;
        for (const Json& b : *bitmaps) {
            const auto* bitmap = text(b, "name");
            if (!bitmap) continue;  // QEMU's own
            Bitmap& to = node.bitmaps.emplace_back();
            to.name = *bitmap;
            to.recording = flag(b, "recording");
            to.busy = flag(b, "busy");
            to.persistent = flag(b, "persistent");
            to.inconsistent = flag(b, "inconsistent");
            to.dirty_bytes = number(b, "count");
            to.granularity = number(b, "granularity");
        }
    }
    return out;
}

bool is_usable(const StorageSource& top, std::string_view name, const Nodes& nodes) {
    bool found = false, ended = false;
    for (const auto* s = &top; s; s = below(*s)) {
        const Bitmap* b = bitmap_of(*s, name, nodes);
        if (!b) {
            if (!found) return false;
            ended = true;
            continue;
        }
        if (ended || !b->persistent || !b->recording || b->inconsistent) return false;
        found = true;
    }
    return found;
}

Actions merge_for_backup(const StorageSource& top, std::string_view incremental, const std::string& target_node, const std::string& target_bitmap, const Nodes& nodes) {
    Actions out;
    const Bitmap* first = bitmap_of(top, incremental, nodes);
    if (!first) return out;
    out.push_back(add(target_node, target_bitmap, false, true, first->granularity));
    out.push_back(merge(target_node, target_bitmap, run_of(top, nullptr, incremental, nodes)));
    return out;
}

std::optional<Actions> remove_checkpoint(const StorageSource& top, std::string_view bitmap, const Nodes& nodes, std::vector<const StorageSource*>& reopen) {
    Actions out;
    for (const auto* s = &top; s; s = below(*s)) {
        if (!bitmap_of(*s, bitmap, nodes)) continue;
        out.push_back(remove(argv::layer_names(*s).top(), bitmap));
        if (s != &top) reopen.insert(reopen.begin(), s);
    }
    if (out.empty()) return std::nullopt;
    return out;
}

Actions merge_for_copy(const StorageSource& from, const std::string& mirror_node, bool shallow, const Nodes& nodes) {
    Actions out;
    merge_all(from, shallow ? below(from) : nullptr, mirror_node, nullptr, true, nodes, out);
    return out;
}

Actions merge_for_commit(const StorageSource& top, const StorageSource& base, bool active, const Nodes& nodes) {
    Actions out;
    merge_all(top, &base, argv::layer_names(base).top(), node_of(base, nodes), active, nodes, out);
    return out;
}

}  // namespace vireo::qemu::block
