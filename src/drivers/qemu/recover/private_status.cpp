// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/recover/private_status.h"

#include "base/error.h"
#include "base/text.h"
#include "model/domain/domain_xml.h"
#include "model/domain/source_xml.h"
#include "model/row/row.h"
#include "xml/node.h"
#include "xml/writer.h"

namespace vireo::qemu {
namespace {

using namespace model;
using namespace model::row;

unsigned index_of(const xml::Node& n) { return to_number<unsigned>(n.value("index")).value_or(0); }

void attribute(xml::Writer& w, const char* name, std::string_view value) {
    if (!value.empty()) w.attribute(name, value);
}

void leaf_with(xml::Writer& w, const char* name, const char* attribute_name, std::string_view value) {
    w.open(name);
    w.attribute(attribute_name, value);
    w.close();
}

StatusJob::Disk read_job_disk(const xml::Node& n) {
    StatusJob::Disk d{std::string(n.value("dev")), n.value("migrating") == "yes", {}};
    const xml::Node* m = n.child("migrationSource");
    if (!m) return d;
    StorageSource s;
    s.type = from_word<StorageType>(m->value("type")).value_or(StorageType::none);
    s.format = from_word<StorageFormat>(m->value("format")).value_or(StorageFormat::none);
    ParseContext cx{ParseContext::status, nullptr};
    // Older daemons wrote the source's attributes right here.
    const xml::Node* source = m->child("source");
    row::parse(storage_source_element, source ? *source : *m, &s, cx);
    d.source = std::move(s);
    return d;
}

StatusJob read_job(const xml::Node& n) {
    StatusJob j;
    j.type = n.value("type");
    j.async = n.value("async");
    j.phase = n.value("phase");
    j.flags = n.value("flags");
    j.async_started = n.value("asyncStarted");
    if (!j.phase.empty()) {
        if (j.flags.empty()) j.flags = "0x0";
        if (j.async_started.empty()) j.async_started = "0";
    }
    for (const auto& e : n.elements()) {
        if (e.is("disk")) j.disks.push_back(read_job_disk(e));
        if (e.is("migParams")) j.params = MigrationParams::read(e);
        if (e.is("tempBlockDirtyBitmaps"))
            for (const auto& b : e.elements()) j.bitmaps.push_back({std::string(b.value("name")), std::string(b.value("nodename"))});
    }
    return j;
}

void write_job(xml::Writer& w, const StatusJob& j) {
    w.open("job");
    w.attribute("type", j.type);
    w.attribute("async", j.async);
    attribute(w, "phase", j.phase);
    attribute(w, "flags", j.flags);
    attribute(w, "asyncStarted", j.async_started);
    FormatContext cx{w, format_secure | format_status};
    for (const auto& d : j.disks) {
        w.open("disk");
        w.attribute("dev", d.target);
        w.plain_attribute("migrating", d.migrating ? "yes" : "no");
        if (d.source) {
            w.open("migrationSource");
            attribute(w, "type", word(d.source->type));
            attribute(w, "format", word(d.source->format));
            w.open("source");
            row::format(storage_source_element, d.source.get(), cx);
            w.close();
            w.close();
        }
        w.close();
    }
    if (!j.bitmaps.empty()) {
        w.open("tempBlockDirtyBitmaps");
        for (const auto& b : j.bitmaps) {
            w.open("bitmap");
            w.attribute("name", b.name);
            w.attribute("nodename", b.node);
            w.close();
        }
        w.close();
    }
    if (j.params) j.params->write(w);
    w.close();
}

std::vector<std::string> trees(const xml::Node& n) {
    std::vector<std::string> out;
    for (const auto& e : n.elements()) out.push_back(read_private_data(e));
    return out;
}

}  // namespace

bool read_private_status(const xml::Node& n, PrivateStatus& s) {
    if (!n.ns.empty()) return false;
    if (n.is("namespaces")) {
        for (const auto& e : n.elements()) s.namespaces.emplace_back(e.name);
    } else if (n.is("qemuCaps")) {
        for (const auto& e : n.elements())
            if (e.is("flag")) s.flags.emplace_back(e.value("name"));
    } else if (n.is("lockstate")) {
        s.lock_state = n.text;
    } else if (n.is("job")) {
        s.job = read_job(n);
    } else if (n.is("devices")) {
        for (const auto& e : n.elements())
            if (e.is("device")) s.devices.emplace_back(e.value("alias"));
    } else if (n.is("numad")) {
        s.numad_nodeset = n.value("nodeset");
        s.numad_cpuset = n.value("cpuset");
    } else if (n.is("memoryBackingDir")) {
        s.memory_dir = n.value("path");
    } else if (n.is("cpu")) {
        ParseContext cx;
        row::parse(cpu_element, n, &s.cpu.emplace(), cx);
    } else if (n.is("chardevStdioLogd")) {
        s.stdio_logd = true;
    } else if (n.is("rememberOwner")) {
        s.remember_owner = true;
    } else if (n.is("allowReboot")) {
        s.allow_reboot = from_word<YesNo>(n.value("value")).value_or(YesNo::absent);
    } else if (n.is("nodename")) {
        s.next_node = index_of(n);
    } else if (n.is("fdset")) {
        s.next_fdset = index_of(n);
    } else if (n.is("blockjobs")) {
        s.blockjobs_active = from_word<YesNo>(n.value("active")).value_or(YesNo::absent);
        s.blockjobs = trees(n);
    } else if (n.is("agentTimeout")) {
        s.agent_timeout = to_number<int>(trim(n.text)).value_or(-2);
    } else if (n.is("backups")) {
        s.backups = trees(n);
    } else {
        return false;
    }
    return true;
}

void write_private_head(xml::Writer& w, const PrivateStatus& s) {
    if (!s.lock_state.empty()) w.leaf("lockstate", s.lock_state);
    if (s.job) write_job(w, *s.job);
    if (!s.devices.empty()) {
        w.open("devices");
        for (const auto& alias : s.devices) leaf_with(w, "device", "alias", alias);
        w.close();
    }
    if (!s.numad_nodeset.empty() || !s.numad_cpuset.empty()) {
        w.open("numad");
        attribute(w, "nodeset", s.numad_nodeset);
        attribute(w, "cpuset", s.numad_cpuset);
        w.close();
    }
}

void write_private_tail(xml::Writer& w, const PrivateStatus& s) {
    FormatContext cx{w, format_secure};
    if (!s.memory_dir.empty()) leaf_with(w, "memoryBackingDir", "path", s.memory_dir);
    if (s.cpu) {
        w.open("cpu");
        row::format(cpu_element, s.cpu.get(), cx);
        w.close();
    }
    if (s.stdio_logd) w.empty("chardevStdioLogd");
    if (s.remember_owner) w.empty("rememberOwner");
    if (s.allow_reboot != YesNo::absent) leaf_with(w, "allowReboot", "value", word(s.allow_reboot));
    leaf_with(w, "nodename", "index", std::to_string(s.next_node));
    leaf_with(w, "fdset", "index", std::to_string(s.next_fdset));
    if (s.blockjobs_active != YesNo::absent || !s.blockjobs.empty()) {
        w.open("blockjobs");
        attribute(w, "active", word(s.blockjobs_active));
        for (const auto& tree : s.blockjobs) w.block(tree);
        w.close();
    }
    w.leaf("agentTimeout", std::to_string(s.agent_timeout));
    if (!s.backups.empty()) {
        w.open("backups");
        for (const auto& tree : s.backups) w.block(tree);
        w.close();
    }
}

}  // namespace vireo::qemu
