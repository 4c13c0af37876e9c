// SPDX-License-Identifier: LGPL-2.1-or-later
// qemublock: block nodes from disks and back, images that QEMU makes, transactions about bitmaps.
#include <array>

#include "../golden.h"
#include "base/error.h"
#include "drivers/qemu/argv/blockdev.h"
#include "drivers/qemu/block/bitmaps.h"
#include "host/block/backing_string.h"
#include "model/domain/domain_xml.h"
#include "model/domain/source_xml.h"
#include "xml/parse.h"

namespace {

using namespace golden;
using namespace vireo;
using namespace vireo::qemu;

std::string pretty(const argv::Props& p) { return json::pretty(json::parse(p.json())); }
std::string pretty(const block::Actions& all) {
    json::Json list = json::Json::array();
    for (const auto& a : all) list.push_back(json::parse(a.json()));
    return json::pretty(list);
}
std::string trimmed(std::string s) {
    while (s.ends_with('\n')) s.pop_back();
    return s;
}
Outcome same(const std::string& wanted, const std::string& got, const char* what = "text differs") { return Outcome::compare(trimmed(wanted), trimmed(got), what); }

template <class T>
T read(const std::string& text, const model::row::Element& element, T value = {}) {
    const auto doc = xml::parse(text);
    model::row::ParseContext cx;
    cx.flags = model::row::ParseContext::status;
    model::row::parse(element, doc.root(), &value, cx);
    return value;
}

// Images to be made belong to no device yet, so their documents name none.
model::Disk disk(std::string text) {
    if (auto end = text.find("</disk>"); end != text.npos && text.find("<target") == text.npos) text.insert(end, "<target dev='vda'/>");
    return read<model::Disk>(text, model::disk_element);
}

argv::LayerNames names_of(const model::StorageSource& s) {
    auto n = argv::layer_names(s);
    if (s.auth) n.auth_secret = n.storage + "-secalias";
    if (s.encryption) n.encryption_secrets = {(n.format.empty() ? n.storage : n.format) + "-encalias"};
    return n;
}

std::string indented(const std::string& text) {
    std::string out = "  ";
    for (char c : text) {
        out += c;
        if (c == '\n') out += "  ";
    }
    return out + "\n";
}

std::string shown_backing_string(const model::StorageSource& s) {
    auto text = argv::backing_string(s);
    if (!text.starts_with("json:")) return text;
    return "json:{\"file\":" + json::pretty(json::parse(text.substr(5))["file"]) + "\n}";
}

Outcome to_blockdev(const Case& c) {
    const auto d = disk(c.input("xml").value_or(""));
    std::string nodes, sources;
    try {
        auto settings = argv::LayerSettings::of(d);
        for (const auto* s = &d.source; s; s = argv::has_backing(*s) ? s->backing.get() : nullptr) {
            const auto n = names_of(*s);
            std::optional<argv::Value> backing;
            if (argv::has_backing(*s)) backing = names_of(*s->backing).top();
            else if (s->backing && s->format >= model::StorageFormat::cow && s->format <= model::StorageFormat::vmdk) backing = argv::Value(nullptr);
            nodes += pretty(argv::format_node(*s, settings, n, backing)) + "\n";
            nodes += pretty(argv::storage_node(*s, settings, n, {})) + "\n";
            sources += "(\n  source only properties:\n" + indented(pretty(argv::source_props(*s, settings, n, {}, true)));
            sources += "  backing store string:\n" + indented(shown_backing_string(*s)) + ")\n";
            settings = settings.backing();
        }
    } catch (const Error& e) {
        return c.result == "failure" ? Outcome::pass() : Outcome::fail(e.message);
    }
    if (c.result == "failure") return Outcome::fail("was accepted");
    auto r = same(c.expect("json").value_or(""), nodes, "nodes differ");
    return r.kind == Outcome::passed ? same(c.expect("srconly").value_or(""), sources, "sources differ") : r;
}

Outcome there_and_back(const Case& c) {
    model::StorageSource s;
    s.type = model::from_word<model::StorageType>(c.word("type")).value_or(model::StorageType::none);
    s = read(c.word("xml"), model::storage_source_element, s);
    const auto back = host::parse_backing_json(json::parse(argv::Props{{"file", argv::source_props(s, {}, {}, {}, false)}}.json())).source;
    xml::Writer w;
    model::row::FormatContext cx{w, model::row::format_secure};
    w.open("source");
    model::row::format(model::storage_source_element, &back, cx);
    w.close();
    return same(c.word("xml"), w.take());
}

Outcome json_to_json(const Case& c) {
    const auto s = host::parse_backing_string(trimmed(c.input("json").value_or(""))).source;
    return same(c.expect("json").value_or(""), pretty(argv::source_props(s, {}, argv::layer_names(s), {}, false)));
}

Outcome create(const Case& c) {
    const auto d = disk(c.input("xml").value_or(""));
    std::optional<model::Disk> backing;
    if (auto text = c.input("backing")) backing = disk(*text);
    auto shown = [](const std::optional<argv::Props>& p) { return p ? pretty(*p) + "\n" : std::string("<null>"); };
    const auto storage = argv::create_storage_props(d.source, c.params["physical"].get<std::uint64_t>());
    const auto format = argv::create_format_props(d.source, backing ? &backing->source : nullptr, c.params["capacity"].get<std::uint64_t>(), names_of(d.source));
    return same(c.expect("json").value_or(""), "protocol:\n" + shown(storage) + "\nformat:\n" + shown(format));
}

// Five images, the first on top.
struct Chain {
    std::array<model::StorageSource*, 6> images{};
    model::StorageSource top;
    Chain() {
        auto* at = &top;
        for (unsigned i = 1; i <= 5; ++i) {
            if (i > 1) at = &at->backing.emplace();
            images[i] = at;
            at->type = model::StorageType::file;
            at->format = model::StorageFormat::qcow2;
            at->path = fmt::format("/image{}", i);
            at->index = i;
        }
        at->backing.emplace();
    }
};

Outcome bitmaps(const Case& c) {
    const auto nodes = block::read_nodes(json::parse(c.input("nodes").value_or("[]")));
    const auto op = c.word("op");
    const Chain chain;
    auto number = [&](const char* name) { return c.params[name].get<std::size_t>(); };
    if (op == "bitmap-detect") {
        std::string got;
        for (unsigned i = 0; i < 30; ++i) {
            auto at = nodes.find(fmt::format("libvirt-{}-format", i));
            if (at == nodes.end()) continue;
            got += at->first + ":\n";
            if (at->second.qcow2_v2) got += " qcow2 v2\n";
            for (const auto& b : at->second.bitmaps)
                got += fmt::format(" {:>8}: record:{:d} busy:{:d} persist:{:d} inconsist:{:d} gran:{} dirty:{}\n", b.name, b.recording, b.busy, b.persistent, b.inconsistent,
                                   b.granularity, b.dirty_bytes);
        }
        return same(c.expect("text").value_or(""), got);
    }
    if (op == "bitmap-validate") return block::is_usable(chain.top, c.word("bitmap"), nodes) == c.flag("expect") ? Outcome::pass() : Outcome::fail("verdict differs");
    if (op == "backup-bitmap-merge")
        return same(c.expect("json").value_or(""), pretty(block::merge_for_backup(chain.top, c.word("incremental"), c.word("target_node"), c.word("target_bitmap"), nodes)));
    if (op == "checkpoint-delete") {
        std::vector<const model::StorageSource*> reopen;
        const auto actions = block::remove_checkpoint(chain.top, c.word("bitmap"), nodes, reopen);
        std::string got = actions ? pretty(*actions) + "\n" : "NULL\n";
        if (!reopen.empty()) got += "reopen nodes:\n";
        for (const auto* s : reopen) got += argv::layer_names(*s).top() + "\n";
        return same(c.expect("json").value_or(""), got);
    }
    if (op == "bitmap-blockcopy")
        return same(c.expect("json").value_or(""), pretty(block::merge_for_copy(chain.top, c.word("mirror_node"), c.flag("shallow"), nodes)));
    if (op == "bitmap-blockcommit") {
        const auto actions = block::merge_for_commit(*chain.images.at(number("top")), *chain.images.at(number("base")), c.flag("active"), nodes);
        // The recorded text has this spelling.
        return same(c.expect("text").value_or(""), "merge bitmpas:\n" + (actions.empty() ? std::string("NULL") : pretty(actions)));
    }
    return Outcome::fail("unknown operation " + op);
}

Outcome run(const Case& c) {
    const auto op = c.word("op");
    if (op == "disk-xml-to-blockdev") return to_blockdev(c);
    if (op == "source-xml-to-json-to-xml") return there_and_back(c);
    if (op == "backing-json-to-blockdev-json") return json_to_json(c);
    if (op == "blockdev-create") return create(c);
    return bitmaps(c);
}

Family family("qemublock", run);

}  // namespace
