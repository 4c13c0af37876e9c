// SPDX-License-Identifier: LGPL-2.1-or-later
// Block nodes: what QEMU is told about one image of a chain. The same values go to -blockdev, to blockdev-add and into
// backing strings, so a start, a hot-plug and a snapshot agree.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "drivers/qemu/argv/command_line.h"
#include "drivers/qemu/argv/props.h"
#include "model/domain/domain.h"

namespace vireo::qemu::argv {

// Names that QEMU knows the parts of one image by. They follow from the image's index, or are those that a running
// guest's status document holds.
struct LayerNames {
    std::string storage;                  // "libvirt-3-storage"
    std::string slice;                    // empty: no window into the storage
    std::string format;                   // empty: the storage serves as it is
    std::string auth_secret, cookie_secret, tls, tls_secret;
    std::vector<std::string> encryption_secrets;

    // What a device or an image above refers to.
    const std::string& top() const { return !format.empty() ? format : !slice.empty() ? slice : storage; }
    const std::string& below_format() const { return slice.empty() ? storage : slice; }
};

// How the disk wants the nodes of its images.
struct LayerSettings {
    bool read_only = false;
    model::DiskCache cache = model::DiskCache::default_;
    model::DiskIo io = model::DiskIo::none;
    model::Discard discard = model::Discard::none;
    model::DetectZeroes zeroes = model::DetectZeroes::none;
    model::OnOff discard_no_unref = model::OnOff::absent;
    bool host_cdrom = false;
    bool floppy = false;
    static LayerSettings of(const model::Disk& d);
    // For images below the one that the guest writes to.
    LayerSettings backing() const;
};

// One image with everything that must exist before it, in the order in which QEMU must hear of it.
struct ImageLayer {
    struct PassedFd {
        unsigned set;
        int fd;
        std::string name;
    };
    std::vector<PassedFd> fds;
    std::vector<Props> objects;           // secrets, credentials, helpers
    Props storage;
    std::optional<Props> slice, format;
    LayerNames names;
};

// The image and all below it, lowest first; the names of layers that exist already may be referred to by `below`.
std::vector<ImageLayer> image_chain(const model::StorageSource& s, const LayerSettings& settings, const Bindings& host);
// One image alone. `backing`: name of the node below it, if any.
ImageLayer image_layer(const model::StorageSource& s, const LayerSettings& settings, const Bindings& host, const std::optional<Value>& backing, LayerNames names);

// `base` stands for "libvirt-INDEX". Throws internal_error if a name is longer than QEMU takes.
LayerNames layer_names(const model::StorageSource& s, std::string base = {});

// The members of a node that say where the bytes come from. `target_only`: without secrets, names and what only this
// QEMU needs to know, as a backing string may hold it.
Props source_props(const model::StorageSource& s, const LayerSettings& settings, const LayerNames& names, const Bindings& host, bool target_only);
// blockdev-add's members for the storage, the window into it, and the format.
Props storage_node(const model::StorageSource& s, const LayerSettings& settings, const LayerNames& names, const Bindings& host);
Props slice_node(const model::StorageSource& s, const LayerSettings& settings, const LayerNames& names);
Props format_node(const model::StorageSource& s, const LayerSettings& settings, const LayerNames& names, const std::optional<Value>& backing);

// How an image above would call this one in its header: a path, a URI, or "json:{...}".
std::string backing_string(const model::StorageSource& s);

// Arguments of blockdev-create for the storage (nothing where QEMU cannot make one) and for the format (nothing for raw).
std::optional<Props> create_storage_props(const model::StorageSource& s, std::uint64_t size);
std::optional<Props> create_format_props(const model::StorageSource& s, const model::StorageSource* backing, std::uint64_t size, const LayerNames& names);

// Cookies of HTTP servers, to be sealed as the objects of these ids: what a server is told, not what a secret says.
std::vector<std::pair<std::string, std::string>> wanted_cookies(const model::Domain& d);

bool is_luks(const model::StorageSource& s);
// A chain ends with an image that is none; null is the same, but says that nobody looked.
bool has_backing(const model::StorageSource& s);

// blockdev_protocol.cpp
Props network_props(const model::StorageSource& s, const LayerNames& names, const Bindings& host, bool target_only);
std::string network_uri(const model::StorageSource& s, bool with_query);

}  // namespace vireo::qemu::argv
