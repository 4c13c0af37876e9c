// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents about moments and copies of a domain: checkpoints and backups.
#include <fmt/core.h>

#include "../golden.h"
#include "base/error.h"
#include "base/text.h"
#include "model/backup/backup.h"
#include "model/checkpoint/checkpoint.h"
#include "model/row/row.h"
#include "xml/parse.h"

namespace {

using namespace golden;
namespace model = vireo::model;

Outcome checkpoint(const Case& c) {
    try {
        model::CheckpointParse how;
        how.redefine = c.flag("redefine");
        auto p = model::parse_checkpoint(c.input("xml").value_or(""), how);
        if (c.result != "ok") return Outcome::fail("was not refused");
        if (!p.creation_time && c.params["creation_time"].is_number()) p.creation_time = c.params["creation_time"].get<std::int64_t>();
        if (p.name.empty() && p.creation_time) p.name = std::to_string(*p.creation_time);
        if (auto parent = c.word("set_parent_after_parse"); !parent.empty()) p.parent = parent;
        if (c.flag("add_vda_bitmap_named_after_checkpoint")) {
            if (p.disks.empty()) p.disks.emplace_back().name = "vda";
            p.disks[0].kind = model::CheckpointKind::bitmap;
            p.disks[0].bitmap = p.name;
        }
        if (c.params["first_disk_size"].is_number() && !p.disks.empty()) p.disks[0].size = c.params["first_disk_size"].get<std::uint64_t>();
        return Outcome::compare(c.expect("xml").value_or(""), model::format_checkpoint(p, model::row::format_secure));
    } catch (const vireo::Error& e) {
        return c.result == "ok" ? Outcome::fail(e.message) : Outcome::pass();
    }
}

Outcome backup(const Case& c) {
    try {
        const bool internal = c.flag("internal");
        auto b = model::parse_backup(c.input("xml").value_or(""), internal);
        // A guest whose disks are those of the document and one more.
        model::Domain d;
        auto add = [&](const std::string& target) {
            auto& disk = d.devices.disks.emplace_back();
            disk.target_dev = target;
            disk.source.type = model::StorageType::file;
            disk.source.format = model::StorageFormat::qcow2;
            disk.source.path = vireo::replace_all(c.word("domain_disk_path_template"), "{target}", target);
        };
        for (const auto& disk : b.disks) add(disk.name);
        if (auto extra = c.word("extra_domain_disk"); !extra.empty()) add(extra);
        model::align_disks(b, d, c.word("disk_suffix"));
        if (c.result != "ok") return Outcome::fail("was not refused");
        return Outcome::compare(c.expect("xml").value_or(""), model::format_backup(b, internal));
    } catch (const vireo::Error& e) {
        return c.result == "ok" ? Outcome::fail(e.message) : Outcome::pass();
    }
}

Family checkpoints("checkpointxml2xml", checkpoint);
Family backups("domainbackup", backup);

}  // namespace
