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
#include "host/block/image_header.h"

namespace vireo::host {
namespace {

using model::StorageFormat;
using model::StorageProtocol;
using model::StorageSource;
using model::StorageType;

bool is_local(const StorageSource& s) { return s.type == StorageType::file || s.type == StorageType::block || s.type == StorageType::dir; }

std::string folder_of(const std::string& path) {
    auto slash = path.rfind('/');
    return slash == path.npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

// One name for one file, whatever links lead to it, so that a loop is seen.
std::string canonical(const std::string& path) {
    char buffer[PATH_MAX];
    return realpath(path.c_str(), buffer) ? buffer : path;
}

void follow(StorageSource& s, bool allow_probing, unsigned depth, std::vector<std::string>& seen) {
    if (!is_local(s)) return;
    auto name = canonical(s.path);
    if (std::find(seen.begin(), seen.end(), name) != seen.end())
        fail(Code::internal_error, Domain::storage, "backing store for {} ({}) is self-referential", s.path, name);
    if (seen.size() >= depth) fail(Code::internal_error, Domain::storage, "backing chain of '{}' is too long: more than {} images", seen.front(), depth);
    seen.push_back(name);

    ImageFile file = probe_image(s.path, s.format);
    if (s.format == StorageFormat::auto_ || s.format == StorageFormat::none) s.format = file.header.format;
    if (file.is_directory) s.type = StorageType::dir;
    if (file.is_block) s.type = StorageType::block;
    if (file.header.data_file && !s.data_store) {
        StorageSource data = parse_backing(*file.header.data_file, folder_of(s.path));
        data.format = StorageFormat::raw;
        s.data_store = std::move(data);
    }
    StorageSource below;
    if (file.header.backing) {
        below = parse_backing(*file.header.backing, folder_of(s.path));
        if (below.type == StorageType::none)
            fail(Code::operation_failed, Domain::storage, "format of backing store '{}' of image '{}' was not understood", *file.header.backing, s.path);
        below.format = file.header.backing_format;
        if (below.format == StorageFormat::none) {
            below.format = StorageFormat::auto_;
            if (!allow_probing && is_local(below)) {
                auto probed = probe_image(below.path, StorageFormat::auto_);
                // A raw image may be followed safely; one that looks like more might have been made so by its guest.
                if (probed.header.format != StorageFormat::raw && probed.header.backing)
                    fail(Code::operation_failed, Domain::storage,
                         "format of backing image '{}' of image '{}' was not specified in the image metadata (See https://libvirt.org/kbase/backing_chains.html for troubleshooting)",
                         below.path, s.path);
                below.format = probed.header.format;
            }
        }
        follow(below, allow_probing, depth, seen);
    }
    s.backing = std::move(below);
}

struct Scheme {
    const char* name;
    StorageProtocol protocol;
};
constexpr Scheme schemes[] = {{"nbd", StorageProtocol::nbd},         {"rbd", StorageProtocol::rbd},   {"sheepdog", StorageProtocol::sheepdog},
                              {"gluster", StorageProtocol::gluster}, {"iscsi", StorageProtocol::iscsi}, {"http", StorageProtocol::http},
                              {"https", StorageProtocol::https},     {"ftp", StorageProtocol::ftp},   {"ftps", StorageProtocol::ftps},
                              {"tftp", StorageProtocol::tftp},       {"ssh", StorageProtocol::ssh},   {"nfs", StorageProtocol::nfs}};

StorageSource parse_uri(std::string_view text, std::size_t colon) {
    StorageSource s;
    std::string_view scheme = text.substr(0, colon), rest = text.substr(colon + 3);
    std::string_view transport;
    if (auto plus = scheme.find('+'); plus != scheme.npos) transport = scheme.substr(plus + 1), scheme = scheme.substr(0, plus);
    for (const auto& k : schemes)
        if (scheme == k.name) s.protocol = k.protocol;
    if (s.protocol == StorageProtocol::none) return s;
    s.type = StorageType::network;
    if (auto q = rest.find('?'); q != rest.npos) {
        s.query = rest.substr(q + 1);
        rest = rest.substr(0, q);
    }
    auto slash = rest.find('/');
    auto authority = rest.substr(0, slash);
    if (slash != rest.npos) s.path = rest.substr(slash + 1);
    if (auto at = authority.rfind('@'); at != authority.npos) authority = authority.substr(at + 1);
    model::StorageHost h;
    if (transport == "unix") h.transport = model::HostTransport::unix_;
    if (transport == "rdma") h.transport = model::HostTransport::rdma;
    if (h.transport == model::HostTransport::unix_) {
        for (auto part : split(s.query, '&'))
            if (part.starts_with("socket=")) h.socket = part.substr(7);
        s.query.clear();
    }
    std::string_view port;
    if (authority.starts_with('[') && authority.find(']') != authority.npos) {
        auto close = authority.find(']');
        h.name = authority.substr(1, close - 1);
        if (close + 1 < authority.size() && authority[close + 1] == ':') port = authority.substr(close + 2);
    } else {
        auto c = authority.rfind(':');
        h.name = authority.substr(0, c);
        if (c != authority.npos) port = authority.substr(c + 1);
    }
    if (auto n = to_number<unsigned>(port)) h.port = *n;
    if (!h.name.empty() || !h.socket.empty()) s.hosts.push_back(std::move(h));
    return s;
}

}  // namespace

StorageSource parse_backing(const std::string& text, const std::string& relative_to) {
    StorageSource s;
    if (text.empty()) return s;
    if (text[0] != '/') {
        if (auto colon = text.find("://"); colon != text.npos && text.find('/') > colon) {
            s = parse_uri(text, colon);
            if (text.starts_with("file://")) {
                s.type = StorageType::file;
                s.path = text.substr(7);
            }
            return s;
        }
        if (text.starts_with("json:")) return s;
        if (text.starts_with("nbd:")) {  // nbd:host:port[:exportname=x], nbd:unix:path[:exportname=x]
            s.type = StorageType::network;
            s.protocol = StorageProtocol::nbd;
            std::string rest = text.substr(4);
            if (auto e = rest.find(":exportname="); e != rest.npos) s.path = rest.substr(e + 12), rest.resize(e);
            model::StorageHost h;
            if (rest.starts_with("unix:")) {
                h.transport = model::HostTransport::unix_;
                h.socket = rest.substr(5);
            } else {
                auto c = rest.rfind(':');
                h.name = rest.substr(0, c);
                if (c != rest.npos)
                    if (auto n = to_number<unsigned>(std::string_view(rest).substr(c + 1))) h.port = *n;
            }
            s.hosts.push_back(std::move(h));
            return s;
        }
    }
    s.type = StorageType::file;
    s.path = text[0] == '/' || relative_to.empty() ? text : relative_to + "/" + text;
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

void fill_backing_chain(StorageSource& source, bool allow_probing, unsigned max_depth) {
    std::vector<std::string> seen;
    follow(source, allow_probing, max_depth, seen);
}

}  // namespace vireo::host
