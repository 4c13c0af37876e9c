// SPDX-License-Identifier: LGPL-2.1-or-later
#include "model/snapshot/snapshot.h"

#include "base/error.h"
#include "base/text.h"
#include "model/domain/source_xml.h"
#include "model/row/row.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::model {
namespace {

using namespace row;

constexpr Row disk_driver_rows[] = {
    attr("type", FIELD(SnapshotDisk, source.format)).wrong(Code::xml_error, "unknown disk snapshot driver '{}'"),
};
const Element disk_driver_element{disk_driver_rows};

// The kind of source is named, or a file as soon as there is one.
void read_type(const xml::Node& node, void* self, ParseContext&) {
    auto& d = *static_cast<SnapshotDisk*>(self);
    if (!node.has("type")) d.source.type = StorageType::file;
}
void finish_disk(const xml::Node&, void* self, ParseContext&) {
    auto& d = *static_cast<SnapshotDisk*>(self);
    if (d.snapshot == DiskSnapshot::none && !d.source.path.empty()) d.snapshot = DiskSnapshot::external;
}
bool external_disk(const void* p) { return static_cast<const SnapshotDisk*>(p)->snapshot == DiskSnapshot::external; }

constexpr Row disk_rows[] = {
    attr("name", FIELD(SnapshotDisk, name)).req(Code::internal_error, "missing name from disk snapshot element"),
    attr("snapshot", FIELD(SnapshotDisk, snapshot)).wrong(Code::config_unsupported, "unknown disk snapshot setting '{}'"),
    attr("type", FIELD(SnapshotDisk, source.type))
        .show(external_disk)
        .wrong(Code::config_unsupported, "unknown disk snapshot type '{}'"),
    custom("@type-default", read_type, nullptr),
    inside("driver", disk_driver_element),
    element("source", FIELD(SnapshotDisk, source), storage_source_element),
};
const Element snapshot_disk_element{disk_rows, finish_disk};

[[noreturn]] void wrong(Code code, std::string text) { throw Error(code, vireo::Domain::domain_snapshot, std::move(text)); }

SnapshotMemory read_memory(const xml::Node& node) {
    SnapshotMemory m;
    m.file = std::string(node.value("file"));
    const auto kind = node.value("snapshot");
    if (!kind.empty()) {
        auto v = from_word<DiskSnapshot>(kind);
        if (!v)
            fail(Code::xml_error, vireo::Domain::xml, "Invalid value for attribute 'snapshot' in element 'memory': '{}'.", kind);
        m.snapshot = *v;
        if (!m.file.empty() && *v != DiskSnapshot::external)
            wrong(Code::xml_error, fmt::format("memory filename '{}' requires external snapshot", m.file));
    } else if (!m.file.empty()) {
        m.snapshot = DiskSnapshot::external;
    }
    return m;
}

}  // namespace

bool Snapshot::is_external() const {
    return memory.snapshot == DiskSnapshot::external ||
           std::any_of(disks.begin(), disks.end(), [](const auto& d) { return d.snapshot == DiskSnapshot::external; });
}

Snapshot parse_snapshot(std::string_view text, const SnapshotParse& how) {
    auto document = xml::parse(text, {.domain = vireo::Domain::domain_snapshot});
    xml::expect_root(document, "domainsnapshot");
    return parse_snapshot(document.root(), how);
}

Snapshot parse_snapshot(const xml::Node& root, const SnapshotParse& how) {
    Snapshot s;
    auto text = [&](const char* path) {
        const xml::Node* n = root.path(path);
        return n ? std::string(n->text) : std::string();
    };
    s.name = text("name");
    s.description = text("description");
    if (how.redefine) {
        if (s.name.empty()) wrong(Code::xml_error, "a redefined snapshot must have a name");
        auto when = to_number<std::int64_t>(text("creationTime"));
        if (!when) wrong(Code::internal_error, "missing creationTime from existing snapshot");
        s.creation_time = *when;
        s.parent = text("parent/name");
        const std::string state = text("state");
        if (state.empty()) wrong(Code::xml_error, "missing state from existing snapshot");
        auto v = from_word<MomentState>(state);
        if (!v) wrong(Code::config_unsupported, fmt::format("Invalid state '{}' in domain snapshot XML", state));
        s.state = *v;
        // Old documents only name the domain's UUID.
        if (const xml::Node* d = root.child("domain"); d && d->child("name")) {
            ParseOptions options = how.domain;
            // It was good when the snapshot was taken; only its likeness to what we know of it matters.
            options.flags = (options.flags & ~static_cast<unsigned>(parse_inactive)) | parse_skip_checks;
            s.domain = std::make_shared<const Domain>(parse_domain(*d, options));
        }
        if (const xml::Node* d = root.child("inactiveDomain")) {
            ParseOptions options = how.domain;
            options.flags |= parse_inactive | parse_skip_checks;
            s.inactive_domain = std::make_shared<const Domain>(parse_domain(*d, options));
        }
        if (const xml::Node* cookie = root.child("cookie")) s.cookie = read_private_data(*cookie);
    }
    if (const xml::Node* m = root.child("memory")) s.memory = read_memory(*m);
    const bool offline = s.state == MomentState::shutoff || s.state == MomentState::disk_snapshot;
    if (s.memory.snapshot == DiskSnapshot::none && how.redefine)
        s.memory.snapshot = offline ? DiskSnapshot::no : DiskSnapshot::internal;
    if (s.memory.snapshot == DiskSnapshot::external && s.memory.file.empty())
        wrong(Code::xml_error, "external memory snapshots require a filename");
    if (offline && s.memory.snapshot != DiskSnapshot::none && s.memory.snapshot != DiskSnapshot::no)
        wrong(Code::xml_error, "memory state cannot be saved with offline or disk-only snapshot");
    if (!s.memory.file.empty() && !s.memory.file.starts_with('/'))
        wrong(Code::xml_error, fmt::format("memory snapshot file path ({}) must be absolute", s.memory.file));
    if (const xml::Node* disks = root.child("disks"))
        for (const auto& e : disks->elements()) {
            if (!e.is("disk")) continue;
            ParseContext cx{how.domain.flags, &how.domain};
            row::parse(snapshot_disk_element, e, &s.disks.emplace_back(), cx);
        }
    if (how.internal)
        if (auto v = to_number<int>(text("active"))) s.active = *v;
    return s;
}

std::string format_snapshot(const Snapshot& s, unsigned flags, bool internal, const std::optional<Uuid>& domain_uuid) {
    xml::Writer w;
    w.open("domainsnapshot");
    if (!s.name.empty()) w.leaf("name", s.name);
    if (!s.description.empty()) w.leaf("description", s.description);
    if (s.state != MomentState::nostate) w.leaf("state", word(s.state));
    if (!s.parent.empty()) {
        w.open("parent");
        w.leaf("name", s.parent);
        w.close();
    }
    if (s.creation_time) w.leaf("creationTime", fmt::format("{}", *s.creation_time));
    if (s.memory.snapshot != DiskSnapshot::none) {
        w.open("memory");
        w.attribute("snapshot", word(s.memory.snapshot));
        if (!s.memory.file.empty()) w.attribute("file", s.memory.file);
        w.close();
    }
    if (!s.disks.empty()) {
        w.open("disks");
        for (const auto& d : s.disks) {
            FormatContext cx{w, flags};
            w.open("disk");
            row::format(snapshot_disk_element, &d, cx);
            w.close();
        }
        w.close();
    }
    // Domains are whole documents one step further in; the writer indents their first line itself.
    auto embed = [&](const DomainPtr& d, const char* name, unsigned how) {
        std::string text = format_domain(*d, how, 1);
        if (name != std::string_view("domain")) {
            text.replace(text.find("<domain"), 7, fmt::format("<{}", name));
            auto end = text.rfind("</domain>");
            text.replace(end, 9, fmt::format("</{}>", name));
        }
        while (!text.empty() && text.back() == '\n') text.pop_back();
        std::string_view body = text;
        while (body.starts_with(' ')) body.remove_prefix(1);
        w.verbatim(body);
    };
    if (s.domain) {
        embed(s.domain, "domain", flags);
    } else if (domain_uuid) {
        w.open("domain");
        w.leaf("uuid", domain_uuid->text());
        w.close();
    }
    if (s.inactive_domain) embed(s.inactive_domain, "inactiveDomain", flags | format_inactive);
    if (!s.cookie.empty()) w.block(s.cookie);
    if (internal) w.leaf("active", fmt::format("{}", s.active.value_or(0)));
    w.close();
    return w.take();
}

void align_disks(Snapshot& s, const Domain& domain, DiskSnapshot default_location, bool require_match) {
    const auto& disks = domain.devices.disks;
    if (s.disks.size() > disks.size()) wrong(Code::config_unsupported, "too many disk snapshot requests for domain");
    std::vector<const SnapshotDisk*> given(disks.size(), nullptr);
    for (auto& d : s.disks) {
        auto at = std::find_if(disks.begin(), disks.end(), [&](const Disk& x) {
            return x.target_dev == d.name || (!x.source.path.empty() && x.source.path == d.name);
        });
        if (at == disks.end()) wrong(Code::config_unsupported, fmt::format("no disk named '{}'", d.name));
        auto& place = given[static_cast<std::size_t>(at - disks.begin())];
        if (place) wrong(Code::config_unsupported, fmt::format("disk '{}' specified twice", at->target_dev));
        place = &d;
        if (require_match && d.snapshot != DiskSnapshot::none && d.snapshot != default_location)
            wrong(Code::config_unsupported,
                  fmt::format("disk '{}' must use snapshot mode '{}'", at->target_dev, word(default_location)));
    }
    std::vector<SnapshotDisk> all;
    for (std::size_t i = 0; i < disks.size(); ++i) {
        const Disk& disk = disks[i];
        SnapshotDisk d = given[i] ? *given[i] : SnapshotDisk{};
        d.name = disk.target_dev;
        if (d.snapshot == DiskSnapshot::none) {
            const bool empty = disk.source.path.empty() && disk.source.type != StorageType::network;
            if (disk.snapshot != DiskSnapshot::none)
                d.snapshot = disk.snapshot;
            else if (empty || disk.readonly)
                d.snapshot = DiskSnapshot::no;
            else
                d.snapshot = default_location;
        }
        if (d.snapshot == DiskSnapshot::external && d.source.path.empty()) {
            const auto type = disk.source.type;
            if (type != StorageType::file)
                wrong(Code::config_unsupported,
                      fmt::format("cannot generate external snapshot name for disk '{}' on a '{}' device", d.name, word(type)));
            const std::string& base = disk.source.path;
            auto dot = base.rfind('.');
            auto slash = base.rfind('/');
            if (dot != base.npos && (slash == base.npos || slash < dot))
                d.source.path = base.substr(0, dot) + "." + s.name;
            else
                d.source.path = base + "." + s.name;
            d.source.type = StorageType::file;
        }
        if (d.snapshot != DiskSnapshot::external) d.source = {};
        all.push_back(std::move(d));
    }
    s.disks = std::move(all);
}

}  // namespace vireo::model
