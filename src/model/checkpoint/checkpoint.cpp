// SPDX-License-Identifier: LGPL-2.1-or-later
#include "model/checkpoint/checkpoint.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "model/row/row.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::model {
namespace {

using namespace row;
constexpr auto from = vireo::Domain::domain_checkpoint;

void read_nothing(const xml::Node&, void*, ParseContext&) {}
void write_size(const void* self, FormatContext& cx) {
    const auto& d = *static_cast<const CheckpointDisk*>(self);
    if (d.size) cx.out.plain_attribute("size", fmt::format("{}", *d.size));
}

constexpr Row disk_rows[] = {
    attr("name", FIELD(CheckpointDisk, name)).req(Code::xml_error, "missing name from disk checkpoint element").blames(from),
    attr("checkpoint", FIELD(CheckpointDisk, kind)).wrong(Code::config_unsupported, "unknown disk checkpoint setting '{}'").blames(from),
    attr("bitmap", FIELD(CheckpointDisk, bitmap)).when(WHEN(CheckpointDisk, it.kind != CheckpointKind::no)),
    custom("@size", read_nothing, write_size),
};
void finish_disk(const xml::Node&, void* self, ParseContext&) {
    auto& d = *static_cast<CheckpointDisk*>(self);
    if (d.kind == CheckpointKind::none) d.kind = CheckpointKind::bitmap;
}
const Element disk_element{disk_rows, finish_disk};
constexpr Row disks_rows[] = {list("disk", FIELD(Checkpoint, disks), disk_element)};
const Element disks_element{disks_rows};
constexpr Row parent_rows[] = {leaf("name", FIELD(Checkpoint, parent))};
const Element parent_element{parent_rows};
constexpr Row head_rows[] = {
    leaf("name", FIELD(Checkpoint, name)),
    leaf("description", FIELD(Checkpoint, description)),
    inside("parent", parent_element),
    leaf("creationTime", FIELD(Checkpoint, creation_time)),
    inside("disks", disks_element),
};
const Element head_element{head_rows};

[[noreturn]] void wrong(Code code, std::string text) { throw Error(code, from, std::move(text)); }

}  // namespace

Checkpoint parse_checkpoint(std::string_view text, const CheckpointParse& how) {
    auto document = xml::parse(text, {.domain = from});
    xml::expect_root(document, "domaincheckpoint");
    const xml::Node& root = document.root();
    Checkpoint c;
    ParseContext cx{how.domain.flags, &how.domain};
    row::parse(head_element, root, &c, cx);
    if (!how.redefine) {
        c.parent.clear();
        c.creation_time.reset();
        return c;
    }
    if (c.name.empty()) wrong(Code::xml_error, "a redefined checkpoint must have a name");
    if (!c.creation_time) wrong(Code::internal_error, "missing creationTime from existing checkpoint");
    // Old documents only name the domain's UUID.
    if (const xml::Node* d = root.child("domain"); d && d->child("name")) {
        ParseOptions options = how.domain;
        options.flags |= parse_inactive;
        c.domain = std::make_shared<const Domain>(parse_domain(*d, options));
    }
    return c;
}

std::string format_checkpoint(const Checkpoint& c, unsigned flags, bool with_domain) {
    xml::Writer w;
    w.open("domaincheckpoint");
    FormatContext cx{w, flags};
    row::format(head_element, &c, cx);
    if (c.domain && with_domain) {
        std::string text = format_domain(*c.domain, flags | format_inactive, 1);
        while (!text.empty() && text.back() == '\n') text.pop_back();
        std::string_view body = text;
        while (body.starts_with(' ')) body.remove_prefix(1);
        w.verbatim(body);
    }
    w.close();
    return w.take();
}

void align_disks(Checkpoint& c, const Domain& domain) {
    const auto& disks = domain.devices.disks;
    if (disks.empty()) wrong(Code::config_unsupported, "domain must have at least one disk to perform checkpoints");
    if (c.disks.size() > disks.size()) wrong(Code::config_unsupported, "too many disk checkpoint requests for domain");
    const auto usable = [](const Disk& d) { return !d.source.is_empty() && !d.readonly; };
    std::vector<const CheckpointDisk*> given(disks.size(), nullptr);
    for (const auto& d : c.disks) {
        auto at = std::find_if(disks.begin(), disks.end(), [&](const Disk& x) {
            return x.target_dev == d.name || (!x.source.path.empty() && x.source.path == d.name);
        });
        if (at == disks.end()) wrong(Code::config_unsupported, fmt::format("no disk named '{}'", d.name));
        auto& place = given[static_cast<std::size_t>(at - disks.begin())];
        if (place) wrong(Code::config_unsupported, fmt::format("disk '{}' specified twice", at->target_dev));
        place = &d;
        if (d.kind != CheckpointKind::no && !usable(*at))
            wrong(Code::config_unsupported, fmt::format("disk '{}' is empty or readonly", at->target_dev));
    }
    const bool all = c.disks.empty();
    std::vector<CheckpointDisk> out;
    out.reserve(disks.size());
    for (std::size_t i = 0; i < disks.size(); ++i) {
        CheckpointDisk d = given[i] ? *given[i] : CheckpointDisk{};
        d.name = disks[i].target_dev;
        if (!given[i]) d.kind = all && usable(disks[i]) ? CheckpointKind::bitmap : CheckpointKind::no;
        if (d.kind == CheckpointKind::bitmap && d.bitmap.empty()) d.bitmap = c.name;
        out.push_back(std::move(d));
    }
    c.disks = std::move(out);
}

}  // namespace vireo::model
