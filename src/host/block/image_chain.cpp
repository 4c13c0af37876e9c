// SPDX-License-Identifier: LGPL-2.1-or-later
// Files behind the headers: opening, following backing names.
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/fd.h"
#include "base/text.h"
#include "host/block/backing_string.h"
#include "host/block/chain.h"

namespace vireo::host {
namespace {

using model::StorageFormat;
using model::StorageSource;
using model::StorageType;

bool is_local(const StorageSource& s) { return s.type == StorageType::file || s.type == StorageType::block || s.type == StorageType::dir; }

std::string folder_of(const std::string& path) {
    auto slash = path.rfind('/');
    return slash == path.npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::string inside(const std::string& folder, std::string_view name) {
    std::string out = folder;
    if (!out.ends_with('/')) out += '/';
    return out += name;
}

// One name for one file, whatever links lead to it, so that a loop is seen.
std::string canonical(const std::string& path) {
    char buffer[PATH_MAX];
    return realpath(path.c_str(), buffer) ? buffer : path;
}

void follow(StorageSource& s, const StorageSource* above, const ChainOptions& options, std::vector<std::string>& seen, std::vector<ImageHeader>& headers) {
    if (!is_local(s)) {
        if (s.format == StorageFormat::auto_ || s.format == StorageFormat::none) s.format = StorageFormat::raw;
        headers.emplace_back().format = s.format;
        return;
    }
    auto name = canonical(s.path);
    if (std::find(seen.begin(), seen.end(), name) != seen.end())
        fail(Code::internal_error, Domain::storage, "backing store for {} ({}) is self-referential", s.path, name);
    if (seen.size() >= options.max_depth) fail(Code::operation_unsupported, Domain::storage, "backing store for {} is nested too deeply: more than {} images", seen.front(), options.max_depth);
    seen.push_back(name);

    if (::access(s.path.c_str(), R_OK) < 0) {
        const int why = errno;
        if (!above) fail_errno(Domain::storage, why, "Cannot access storage file '{}'", s.path);
        fail_errno(Domain::storage, why, "Cannot access backing file '{}' of storage file '{}'", s.path, above->path);
    }
    const bool unknown = s.format == StorageFormat::auto_ || s.format == StorageFormat::none;
    ImageFile file = probe_image(s.path, s.format);
    if (unknown && !file.is_directory && !options.allow_probing) {
        // Content alone must not decide what else is opened: it belongs to the guest.
        if (!above) {
            file.header = {};
        } else if (file.header.format != StorageFormat::raw && (file.header.backing || file.header.data_file)) {
            fail(Code::operation_failed, Domain::storage,
                 "format of backing image '{}' of image '{}' was not specified in the image metadata (See https://libvirt.org/kbase/backing_chains.html for troubleshooting)",
                 s.path, above->path);
        }
    }
    if (unknown) s.format = file.header.format;
    if (file.is_directory) s.type = StorageType::dir;
    if (file.is_block) s.type = StorageType::block;
    headers.push_back(file.header);
    // An image on top of another keeps its data file to itself: QEMU finds it.
    if (file.header.data_file && !file.header.backing && !s.data_store) {
        StorageSource data = backing_of(*file.header.data_file, s.path);
        data.format = StorageFormat::raw;
        s.data_store = std::move(data);
    }
    StorageSource below;
    if (file.header.backing) {
        // What names credentials is QEMU's to open: it reads the same string.
        if (!parse_backing_string(*file.header.backing).complete) return;
        below = backing_of(*file.header.backing, s.path);
        below.format = file.header.backing_format == StorageFormat::none ? StorageFormat::auto_ : file.header.backing_format;
        follow(below, &s, options, seen, headers);
    }
    s.backing = std::move(below);
}

// The end of a chain is an image that is none.
const StorageSource* some(const StorageSource* s) { return s && s->type != StorageType::none ? s : nullptr; }

// True if the name (as a caller wrote it) means this image.
bool is_named(const StorageSource& s, const std::string& name, const StorageSource* above) {
    if (!s.relative_path.empty() && s.relative_path == name) return true;
    if (s.path == name) return true;
    if (!is_local(s) || s.path.empty()) return false;
    // A relative name starts where the image that names this one lies.
    const std::string full = name.starts_with('/') || !above || !is_local(*above) ? name : inside(folder_of(above->path), name);
    struct stat a, b;
    return ::stat(s.path.c_str(), &a) == 0 && ::stat(full.c_str(), &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

}  // namespace

StorageSource backing_of(const std::string& text, const std::string& parent_path) {
    StorageSource s = parse_backing_string(text).source;
    if (s.type != StorageType::file) return s;
    if (is_relative_backing(text)) {
        s.relative_path = text;
        s.path = inside(folder_of(parent_path), text);
    }
    struct stat st;
    if (::stat(s.path.c_str(), &st) == 0 && S_ISBLK(st.st_mode)) s.type = StorageType::block;
    return s;
}

ImageFile probe_image(const std::string& path, StorageFormat format) {
    ImageFile out;
    struct stat st;
    // O_NONBLOCK: a FIFO in place of an image must not hold us.
    Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!fd) fail_errno(Domain::storage, errno, "Cannot access storage file '{}'", path);
    if (::fstat(fd.get(), &st) < 0) fail_errno(Domain::storage, errno, "cannot stat file '{}'", path);
    out.allocated = static_cast<std::uint64_t>(st.st_blocks) * 512;
    if (S_ISDIR(st.st_mode)) {
        out.is_directory = true;
        out.header.format = format == StorageFormat::auto_ || format == StorageFormat::none ? StorageFormat::dir : format;
        return out;
    }
    if (S_ISBLK(st.st_mode)) {
        out.is_block = true;
        std::uint64_t bytes = 0;
        if (::ioctl(fd.get(), BLKGETSIZE64, &bytes) == 0) out.length = out.allocated = bytes;
    } else if (S_ISREG(st.st_mode)) {
        out.length = static_cast<std::uint64_t>(st.st_size);
    } else {
        out.header.format = StorageFormat::raw;
        return out;
    }
    if (format == StorageFormat::raw) {
        out.header.format = format;
        return out;
    }
    std::vector<std::uint8_t> bytes(std::min<std::uint64_t>(image_header_bytes, out.length));
    std::size_t have = 0;
    while (have < bytes.size()) {
        auto n = ::pread(fd.get(), bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail_errno(Domain::storage, errno, "cannot read header '{}'", path);
        if (n == 0) break;
        have += static_cast<std::size_t>(n);
    }
    bytes.resize(have);
    out.header = parse_image_header(bytes, format, path);
    return out;
}

std::vector<ImageHeader> fill_backing_chain(StorageSource& source, const ChainOptions& options) {
    std::vector<std::string> seen;
    std::vector<ImageHeader> headers;
    follow(source, nullptr, options, seen, headers);
    return headers;
}

std::optional<unsigned> index_in_name(std::string_view name, std::string_view target) {
    if (target.empty() || !name.starts_with(target) || !name.ends_with(']')) return std::nullopt;
    name.remove_prefix(target.size());
    if (!name.starts_with('[')) return std::nullopt;
    return to_number<unsigned>(name.substr(1, name.size() - 2));
}

ImageInChain find_image(const StorageSource& top, const StorageSource* start, const std::optional<std::string>& name, std::string_view target) {
    const StorageSource* above = nullptr;
    const StorageSource* at = &top;
    if (start) {
        for (; at && at != start; above = at, at = some(at->backing.get())) {}
        if (!at) fail(Code::invalid_arg, Domain::storage, "no image '{}' in the chain of '{}'", start->path, top.path);
        above = at;
        at = some(at->backing.get());
    }
    std::optional<unsigned> index;
    if (name) index = index_in_name(*name, target);
    for (; at; above = at, at = some(at->backing.get())) {
        const bool found = !name ? !some(at->backing.get()) : index ? *index != 0 && at->index == index : is_named(*at, *name, above);
        if (found) return {at, above};
    }
    if (index) fail(Code::invalid_arg, Domain::storage, "could not find backing store index '{}' in chain for '{}'", *index, top.path);
    if (name && start) fail(Code::invalid_arg, Domain::storage, "could not find image '{}' beneath '{}' in chain for '{}'", *name, start->path, top.path);
    if (name) fail(Code::invalid_arg, Domain::storage, "could not find image '{}' in chain for '{}'", *name, top.path);
    fail(Code::invalid_arg, Domain::storage, "could not find base image in chain for '{}'", top.path);
}

std::optional<std::string> relative_backing_path(const StorageSource& top, const StorageSource& base) {
    std::string path;
    for (const StorageSource* at = &top; at; at = some(at->backing.get())) {
        if (at->relative_path.empty()) return std::nullopt;
        const auto slash = path.rfind('/');
        path = slash == path.npos ? at->relative_path : path.substr(0, slash + 1) + at->relative_path;
        if (at == &base) return path;
    }
    fail(Code::internal_error, Domain::storage, "failed to resolve relative backing name: base image is not in backing chain");
}

}  // namespace vireo::host
