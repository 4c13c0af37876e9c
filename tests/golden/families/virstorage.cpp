// SPDX-License-Identifier: LGPL-2.1-or-later
// Chains of images, names in them, and backing strings.
#include <filesystem>
#include <map>
#include <mutex>

#include <unistd.h>

#include "../golden.h"
#include "../folder.h"
#include "base/error.h"
#include "host/block/backing_string.h"
#include "host/block/chain.h"
#include "model/domain/source_xml.h"
#include "model/row/row.h"

namespace {

using namespace golden;
namespace fs = std::filesystem;
using vireo::json::Json;
using vireo::model::StorageFormat;
using vireo::model::StorageSource;
using vireo::model::StorageType;

StorageFormat format_of(const std::string& word) {
    if (word == "auto") return StorageFormat::auto_;
    return vireo::model::from_word<StorageFormat>(word == "none" ? "" : word).value_or(StorageFormat::none);
}

// The number that the corpus prints beside the word.
int number(StorageFormat f) {
    static const std::map<StorageFormat, int> numbers = {
        {StorageFormat::none, 0}, {StorageFormat::raw, 1},  {StorageFormat::dir, 2}, {StorageFormat::bochs, 3}, {StorageFormat::cloop, 4},  {StorageFormat::dmg, 5},
        {StorageFormat::iso, 6},  {StorageFormat::vpc, 7},  {StorageFormat::vdi, 8}, {StorageFormat::fat, 9},   {StorageFormat::vhd, 10},   {StorageFormat::ploop, 11},
        {StorageFormat::cow, 12}, {StorageFormat::qcow, 13}, {StorageFormat::qcow2, 14}, {StorageFormat::qed, 15}, {StorageFormat::vmdk, 16}};
    auto it = numbers.find(f);
    return it == numbers.end() ? -2 : it->second;
}

std::string or_null(const std::string& s) { return s.empty() ? "<null>" : s; }
std::string format_word(StorageFormat f) { return f == StorageFormat::none ? "none" : std::string(vireo::model::word(f)); }

Outcome chain(const Case& c) {
    Folder folder;
    const auto images = folder.path() / "virstoragetestdata", built = folder.path() / "virstoragedata";
    write_tree(c, "tree", images / "images");
    StorageSource top;
    top.type = StorageType::file;
    top.format = format_of(c.word("format"));
    if (c.flag("start_created_by_qemu_img")) {
        fs::create_directories(built);
        const auto in = "cd '" + built.string() + "' && ";
        const auto made = in + "truncate -s 1024 raw && qemu-img create -q -f qcow2 -o compat=0.10 -F raw -b '" + (built / "raw").string() +
                          "' qcow2 && qemu-img create -q -f qcow2 -o compat=1.1 -F qcow2 -b '" + (built / "qcow2").string() + "' wrap";
        if (std::system((made + " 2>/dev/null").c_str()) != 0) return Outcome::skip("qemu-img is not installed");
        top.path = (built / "wrap").string();
    } else {
        top.path = (images / c.word("start")).string();
    }
    vireo::host::ChainOptions o;
    if (c.params.contains("max_depth")) o.max_depth = c.params["max_depth"].get<unsigned>();
    std::vector<vireo::host::ImageHeader> headers;
    try {
        headers = vireo::host::fill_backing_chain(top, o);
    } catch (const vireo::Error& e) {
        return c.result == "failure" ? Outcome::pass() : Outcome::fail(e.message);
    }
    if (c.result == "failure") return Outcome::fail("was accepted");
    std::string got;
    const StorageSource* at = &top;
    for (const auto& h : headers) {
        if (!got.empty()) got += "\n";
        got += fmt::format("path:{}\nbackingStoreRaw: {}\n", at->path, h.backing ? *h.backing : "<null>");
        if (h.backing && h.backing_format == StorageFormat::none)
            got += "backingStoreRawFormat: <null>(-1)\n";
        else
            got += fmt::format("backingStoreRawFormat: {}({})\n", format_word(h.backing_format), number(h.backing_format));
        got += fmt::format("capacity: {}\nencryption: {}\nrelPath:{}\ntype:{}\nformat:{}\n", h.capacity, h.encrypted ? 1 : 0, or_null(at->relative_path),
                           vireo::model::word(at->type), format_word(at->format));
        const auto protocol = vireo::model::word(at->protocol);
        got += fmt::format("protocol:{}\nhostname:{}\n", protocol.empty() ? "none" : protocol, at->hosts.empty() ? "<null>" : or_null(at->hosts[0].name));
        if (at->data_store) {
            const auto& d = *at->data_store;
            got += fmt::format("\ndataFileRaw: {}\n\n\ndataFileStoreSource:\npath: {}\ncapacity: 0\nencryption: 0\ntype:{}\nformat:{}\n", h.data_file.value_or("<null>"), d.path,
                               vireo::model::word(d.type), format_word(d.format));
        }
        at = at->backing.get();
    }
    got = replaced(got, images.string(), "ABS_SRCDIR/virstoragetestdata");
    got = replaced(got, built.string(), "ABS_BUILDDIR/virstoragedata");
    return Outcome::compare(c.expect("text").value_or(""), got);
}

// Relative names depend on the working folder, of which a process has one.
std::mutex one_at_a_time;

Outcome lookup(const Case& c) {
    std::lock_guard lock(one_at_a_time);
    Folder folder;
    write_tree(c, "tree", folder.path());
    const auto before = fs::current_path();
    fs::current_path(folder.path());
    struct Back {
        fs::path to;
        ~Back() { fs::current_path(to); }
    } back{before};
    auto real = [&](const std::string& s) { return replaced(s, "{lookup}", folder.path().string()); };
    StorageSource top;
    std::vector<StorageSource*> all;
    StorageSource* at = &top;
    for (const auto& one : c.params["chain"]) {
        if (!all.empty()) at = &at->backing.emplace();
        all.push_back(at);
        at->type = StorageType::file;
        at->path = real(one["path"].get<std::string>());
        at->format = format_of(one["format"].get<std::string>());
        if (one["relative_path"].is_string()) at->relative_path = one["relative_path"].get<std::string>();
        if (auto id = one["id"].get<unsigned>()) at->index = id;
    }
    at->backing.emplace();
    const auto& p = c.params;
    const StorageSource* start = p["start_from"].is_null() ? nullptr : all.at(p["start_from"].get<std::size_t>());
    std::optional<std::string> name;
    if (p["name"].is_string()) name = real(p["name"].get<std::string>());
    try {
        const auto found = vireo::host::find_image(top, start, name, c.word("disk_target"));
        if (c.result == "failure") return Outcome::fail("was found");
        auto image = [&](const Json& j) -> const StorageSource* { return j.is_null() ? nullptr : all.at(j.get<std::size_t>()); };
        if (found.image != image(p["expect_index"])) return Outcome::fail("another image was found");
        if (found.above != image(p["expect_parent"])) return Outcome::fail("another image above");
        const auto id = vireo::host::index_in_name(name.value_or(""), c.word("disk_target"));
        if (!p["expect_id"].is_null() && id != p["expect_id"].get<unsigned>()) return Outcome::fail("another index");
        return Outcome::pass();
    } catch (const vireo::Error& e) {
        return c.result == "failure" ? Outcome::pass() : Outcome::fail(e.message);
    }
}

Outcome backing_string(const Case& c) {
    const int wanted = c.params["return"].get<int>();
    try {
        const auto b = vireo::host::parse_backing_string(c.word("backing"));
        if (wanted < 0) return Outcome::fail("was accepted");
        if (b.complete != (wanted == 0)) return Outcome::fail("complete differs");
        vireo::xml::Writer w;
        vireo::model::row::FormatContext cx{w, vireo::model::row::format_secure};
        w.open("source");
        vireo::model::row::format(vireo::model::storage_source_element, &b.source, cx);
        w.close();
        return Outcome::compare(c.word("expect_xml"), w.take());
    } catch (const vireo::Error& e) {
        return wanted < 0 ? Outcome::pass() : Outcome::fail(e.message);
    }
}

Outcome relative_path(const Case& c) {
    // Path and, where there is one, the name by which the image above calls it.
    static const std::pair<const char*, const char*> images[] = {
        {"/path/to/some/img", ""},
        {"/path/to/some/asdf", "asdf"},
        {"/path/to/some/test", "test"},
        {"/path/to/some/blah", "blah"},
        {"/path/to/volume/image1", ""},
        {"/path/to/volume/image2", "../volume/image2"},
        {"/path/to/volume/image3", "../volume/image3"},
        {"/path/to/volume/image4", "../volume/image4"},
        {"/crazy/base/image", ""},
        {"/crazy/base/directory/stuff/volumes/garbage/image2", "directory/stuff/volumes/garbage/image2"},
        {"/crazy/base/directory/image3", "../../../image3"},
        {"/crazy/base/blah/image4", "../blah/image4"},
    };
    StorageSource first;
    std::vector<const StorageSource*> all;
    StorageSource* at = &first;
    for (const auto& [path, name] : images) {
        if (!all.empty()) at = &at->backing.emplace();
        all.push_back(at);
        at->type = StorageType::file;
        at->path = path;
        at->relative_path = name;
    }
    const auto got = vireo::host::relative_backing_path(*all.at(c.params["top"].get<std::size_t>()), *all.at(c.params["base"].get<std::size_t>()));
    return Outcome::compare(c.params["expect"].is_null() ? "(none)" : c.word("expect"), got.value_or("(none)"));
}

Outcome run(const Case& c) {
    const auto op = c.word("op");
    if (op == "chain") return chain(c);
    if (op == "chain-lookup") return lookup(c);
    if (op == "parse-backing-string") return backing_string(c);
    if (op == "relative-path") return relative_path(c);
    return Outcome::fail("unknown operation " + op);
}

Family family("virstorage", run);

}  // namespace
