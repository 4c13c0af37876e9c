// SPDX-License-Identifier: LGPL-2.1-or-later
#include "model/backup/backup.h"

#include <algorithm>

#include "base/error.h"
#include "model/domain/source_xml.h"
#include "model/row/row.h"
#include "xml/parse.h"
#include "xml/writer.h"

namespace vireo::model {
namespace {

using namespace row;
using D = BackupDisk;
constexpr auto from = vireo::Domain::domain;

// Which of the two forms and which mode a disk is read or printed in is known to the document only.
struct Form {
    bool pull = false, internal = false;
};
const Form& form_of(const ParseContext& cx) { return *static_cast<const Form*>(cx.options); }

constexpr Row driver_rows[] = {attr("type", FIELD(D, store.format)).wrong(Code::config_unsupported, "unknown disk backup driver '{}'")};
const Element driver_element{driver_rows};

void read_target(const xml::Node& n, void* self, ParseContext& cx) {
    if (!form_of(cx).pull) {
        ParseContext inner{cx.flags, nullptr};
        row::parse(storage_source_element, n, &static_cast<D*>(self)->store, inner);
    }
}
void read_scratch(const xml::Node& n, void* self, ParseContext& cx) {
    if (form_of(cx).pull) {
        ParseContext inner{cx.flags, nullptr};
        row::parse(storage_source_element, n, &static_cast<D*>(self)->store, inner);
    }
}
constexpr auto taken = WHEN(D, it.backup != YesNo::no);
void read_type(const xml::Node& n, void* self, ParseContext&) {
    if (!n.has("type")) static_cast<D*>(self)->store.type = StorageType::file;
}

constexpr Row disk_rows[] = {
    attr("name", FIELD(D, name)).req(Code::xml_error, "missing name from disk backup element"),
    attr("backup", FIELD(D, backup)),
    attr("state", FIELD(D, state)).status(),
    attr("type", FIELD(D, store.type)).when(taken).wrong(Code::config_unsupported, "unknown disk backup type '{}'"),
    custom("@type-default", read_type, nullptr),
    attr("backupmode", FIELD(D, mode)).when(taken),
    attr("incremental", FIELD(D, incremental)).when(taken),
    attr("exportname", FIELD(D, export_name)).when(taken),
    attr("exportbitmap", FIELD(D, export_bitmap)).when(taken),
    attr("index", FIELD(D, index)).when(taken),
    inside("driver", driver_element).when(taken),
    custom("target", read_target, nullptr),
    custom("scratch", read_scratch, nullptr),
};
void finish_disk(const xml::Node&, void* self, ParseContext& cx) {
    auto& d = *static_cast<D*>(self);
    if (d.backup == YesNo::absent) d.backup = YesNo::yes;
    if (d.backup == YesNo::no) return;
    const auto type = d.store.type;
    if (type != StorageType::file && type != StorageType::block)
        fail(Code::config_unsupported, from, "unsupported disk backup type '{}'", word(type));
    const auto format = d.store.format;
    if (form_of(cx).pull && format != StorageFormat::none && format != StorageFormat::qcow2)
        fail(Code::config_unsupported, from, "pull mode backup for disk '{}' requires qcow2 driver", d.name);
}
const Element disk_element{disk_rows, finish_disk};

constexpr Row server_rows[] = {
    attr("transport", FIELD(BackupServer, transport)).wrong(Code::xml_error, "unknown protocol transport type '{}'"),
    attr("tls", FIELD(BackupServer, tls)),
    attr("name", FIELD(BackupServer, name)),
    attr("port", FIELD(BackupServer, port)).range(0, 65535).wrong(Code::xml_error, "failed to parse port number '{}'"),
    attr("socket", FIELD(BackupServer, socket)),
    attr("fdgroup", FIELD(BackupServer, fdgroup)),
};
void finish_server(const xml::Node&, void* self, ParseContext&) {
    const auto& s = *static_cast<const BackupServer*>(self);
    switch (s.transport) {
        case BackupTransport::tcp:
            if (s.name.empty()) fail(Code::xml_error, from, "missing name for host");
            break;
        case BackupTransport::unix_:
            if (s.socket.empty()) fail(Code::xml_error, from, "missing socket for unix transport");
            if (!s.socket.starts_with('/')) fail(Code::xml_error, from, "backup socket path '{}' must be absolute", s.socket);
            break;
        case BackupTransport::fd:
            if (s.fdgroup.empty()) fail(Code::xml_error, from, "missing fdgroup for fd transport");
            break;
        case BackupTransport::rdma: fail(Code::internal_error, from, "unsupported backup transport '{}'", word(s.transport));
    }
}
const Element server_element{server_rows, finish_server};

constexpr Row tls_secret_rows[] = {attr("alias", FIELD(Backup, tls_secret_alias))};
const Element tls_secret_element{tls_secret_rows};
constexpr Row tls_rows[] = {attr("alias", FIELD(Backup, tls_alias))};
const Element tls_element{tls_rows};
void read_secret(const xml::Node& n, void* self, ParseContext& cx) {
    if (n.value("type") == "tlskey") row::parse(tls_secret_element, n, self, cx);
}
void write_secret(const void* self, FormatContext& cx) {
    if (static_cast<const Backup*>(self)->tls_secret_alias.empty()) return;
    cx.out.open("secret");
    cx.out.plain_attribute("type", "tlskey");
    row::format(tls_secret_element, self, cx);
    cx.out.close();
}
constexpr Row objects_rows[] = {custom("secret", read_secret, write_secret), inside("TLSx509", tls_element)};
const Element objects_element{objects_rows};
constexpr Row private_rows[] = {inside("objects", objects_element)};
const Element private_element{private_rows};

constexpr Row disks_rows[] = {list("disk", FIELD(Backup, disks), disk_element)};
const Element disks_element{disks_rows};
constexpr Row backup_rows[] = {
    attr("mode", FIELD(Backup, type)).wrong(Code::xml_error, "unknown backup mode '{}'"),
    leaf("incremental", FIELD(Backup, incremental)),
    maybe("server", FIELD(Backup, server), server_element),
    inside("disks", disks_element),
    inside("privateData", private_element).status(),
};
const Element backup_element{backup_rows};

[[noreturn]] void wrong(std::string text) { throw Error(Code::config_unsupported, from, std::move(text)); }

void write_disk(const D& d, const Backup& b, FormatContext& cx) {
    cx.out.open("disk");
    row::format(disk_element, &d, cx);
    if (d.backup != YesNo::no && !d.store.is_empty()) {
        cx.out.open(b.type == BackupType::pull ? "scratch" : "target");
        FormatContext inner{cx.out, format_secure};
        row::format(storage_source_element, &d.store, inner);
        cx.out.close();
    }
    cx.out.close();
}

}  // namespace

Backup parse_backup(std::string_view text, bool internal) {
    auto document = xml::parse(text, {.domain = from});
    xml::expect_root(document, "domainbackup");
    return parse_backup(document.root(), internal);
}

Backup parse_backup(const xml::Node& root, bool internal) {
    Backup b;
    const Form form{root.value("mode") == "pull", internal};
    ParseContext cx{internal ? ParseContext::status : 0u, &form};
    row::parse(backup_element, root, &b, cx);
    if (b.type == BackupType::push && b.server) fail(Code::xml_error, from, "use of <server> requires pull mode backup");
    return b;
}

std::string format_backup(const Backup& b, bool internal, int level) {
    xml::Writer w(2048, level);
    FormatContext cx{w, internal ? +format_status : 0u};
    w.open("domainbackup");
    w.plain_attribute("mode", word(b.type));
    if (!b.incremental.empty()) w.leaf("incremental", b.incremental);
    if (b.server) {
        w.open("server");
        row::format(server_element, b.server.get(), cx);
        w.close();
    }
    if (!b.disks.empty()) {
        w.open("disks");
        for (const auto& d : b.disks) write_disk(d, b, cx);
        w.close();
    }
    if (internal && (!b.tls_secret_alias.empty() || !b.tls_alias.empty())) {
        w.open("privateData");
        w.open("objects");
        row::format(objects_element, &b, cx);
        w.close();
        w.close();
    }
    w.close();
    return w.take();
}

void align_disks(Backup& b, const Domain& domain, const std::string& suffix) {
    const auto& disks = domain.devices.disks;
    const bool all = b.disks.empty();
    std::vector<bool> seen(disks.size(), false);
    bool any = false;
    auto complete = [&](BackupDisk& d, const Disk& disk) {
        any = true;
        if (disk.source.is_empty()) wrong(fmt::format("disk '{}' has no media", d.name));
        if (d.mode == BackupMode::none)
            d.mode = d.incremental.empty() && b.incremental.empty() ? BackupMode::full : BackupMode::incremental;
        if (d.mode == BackupMode::incremental) {
            if (d.incremental.empty()) d.incremental = b.incremental;
            if (d.incremental.empty())
                wrong(fmt::format("'incremental' backup mode of disk '{}' requires setting 'incremental' field for disk or backup", d.name));
        }
        if (d.store.path.empty()) {
            if (d.store.type == StorageType::none) d.store.type = StorageType::file;
            if (disk.source.path.empty() || (disk.source.type != StorageType::file && disk.source.type != StorageType::block))
                wrong(fmt::format("refusing to generate file name for disk '{}'", d.name));
            d.store.path = disk.source.path + "." + suffix;
        }
    };
    for (auto& d : b.disks) {
        auto at = std::find_if(disks.begin(), disks.end(), [&](const Disk& x) { return x.target_dev == d.name; });
        if (at == disks.end()) wrong(fmt::format("no disk named '{}'", d.name));
        const auto i = static_cast<std::size_t>(at - disks.begin());
        if (seen[i]) wrong(fmt::format("disk '{}' specified twice", d.name));
        seen[i] = true;
        if (d.backup != YesNo::no) complete(d, *at);
    }
    for (std::size_t i = 0; i < disks.size(); ++i) {
        if (seen[i]) continue;
        auto& d = b.disks.emplace_back();
        d.name = disks[i].target_dev;
        d.backup = all && !disks[i].source.is_empty() ? YesNo::yes : YesNo::no;
        if (d.backup == YesNo::yes) complete(d, disks[i]);
    }
    // The hypervisor complains, not the document.
    if (!any) throw Error(Code::config_unsupported, vireo::Domain::qemu, "no disks selected for backup");
}

}  // namespace vireo::model
