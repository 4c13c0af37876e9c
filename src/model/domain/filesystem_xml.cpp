// SPDX-License-Identifier: LGPL-2.1-or-later
// How shared folders look.
#include "model/domain/address_xml.h"
#include "model/domain/domain_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
constexpr std::string_view immediate_words[] = {"immediate"};
constexpr std::string_view cache_words[] = {"none", "always"};
constexpr std::string_view sandbox_words[] = {"namespace", "chroot"};
using F = Filesystem;
using T = FilesystemType;
using E = vireo::Domain;

constexpr auto plain_driver = WHEN(F, it.driver != FilesystemDriver::virtiofs && it.driver != FilesystemDriver::mtp);
constexpr Row driver_rows[] = {
    attr("type", FIELD(F, driver)).wrong(Code::config_unsupported, "unknown fs driver type '{}'"),
    attr("format", FIELD(F, format)).wrong(Code::config_unsupported, "unknown driver format value '{}'").show(WHEN(F, it.driver != FilesystemDriver::none)).only(plain_driver).fits(WHEN(F, it.format != StorageFormat::auto_)),
    attr("wrpolicy", FIELD(F, wrpolicy)).among(immediate_words).only(plain_driver),
    attr("queue", FIELD(F, queue_size)).wrong(Code::xml_error, "cannot parse queue size '{}' for virtiofs").only(WHEN(F, it.driver == FilesystemDriver::virtiofs)),
    embed(FIELD(F, virtio), virtio_options_rows),
};
const Element driver_element{driver_rows};

constexpr Row source_rows[] = {
    attr("dir", FIELD(F, source)).when(WHEN(F, it.type == T::mount || it.type == T::bind)).needed(WHEN(F, it.type == T::bind)).form(form::absolute_folder),
    attr("dev", FIELD(F, source)).when(WHEN(F, it.type == T::block)).needed().form(form::absolute_file),
    attr("file", FIELD(F, source)).when(WHEN(F, it.type == T::file)).needed().form(form::absolute_file),
    attr("name", FIELD(F, source)).when(WHEN(F, it.type == T::template_)).needed().form(form::word),
    attr("socket", FIELD(F, socket)).when(WHEN(F, it.type == T::mount)).form(form::absolute_file),
    attr("pool", FIELD(F, pool)).when(WHEN(F, it.type == T::volume)),
    attr("volume", FIELD(F, source)).when(WHEN(F, it.type == T::volume)),
    sized("usage", "units", FIELD(F, usage)).when(WHEN(F, it.type == T::ram)).needed(),
};
const Element source_element{source_rows};
constexpr Row target_rows[] = {attr("dir", FIELD(F, target)).guest().needed()};
const Element target_element{target_rows};

constexpr Row cache_rows[] = {attr("mode", FIELD(F, cache_mode)).among(cache_words)};
const Element cache_element{cache_rows};
constexpr Row sandbox_rows[] = {attr("mode", FIELD(F, sandbox_mode)).among(sandbox_words)};
const Element sandbox_element{sandbox_rows};
constexpr Row lock_rows[] = {
    attr("posix", FIELD(F, posix_lock)),
    attr("flock", FIELD(F, flock)),
};
const Element lock_element{lock_rows};
constexpr Row thread_pool_rows[] = {attr("size", FIELD(F, thread_pool_size)).wrong(Code::xml_error, "cannot parse thread pool size '{}' for virtiofs").form(form::integer)};
const Element thread_pool_element{thread_pool_rows};
constexpr Row open_files_rows[] = {attr("max", FIELD(F, open_files)).nonzero().wrong(Code::xml_error, "cannot parse openfiles '{}' for virtiofs")};
const Element open_files_element{open_files_rows};
constexpr Row binary_rows[] = {
    attr("path", FIELD(F, binary_path)).form(form::absolute_file),
    attr("xattr", FIELD(F, xattr)),
    inside("cache", cache_element),
    inside("sandbox", sandbox_element),
    inside("lock", lock_element),
    inside("thread_pool", thread_pool_element),
    inside("openfiles", open_files_element),
};
const Element binary_element{binary_rows};

constexpr Row filesystem_rows[] = {
    attr("type", FIELD(F, type)).fits(WHEN(F, it.type != T::volume)),
    attr("accessmode", FIELD(F, accessmode)).guest(),
    attr("model", FIELD(F, model)).guest(),
    attr("multidevs", FIELD(F, multidevs)).quiet_zero(),
    attr("fmode", FIELD(F, fmode)).form("0[0-7]{3}|[0-7]{1,3}"),
    attr("dmode", FIELD(F, dmode)).form("0[0-7]{3}|[0-7]{1,3}"),
    inside("driver", driver_element),
    inside("binary", binary_element).only(WHEN(F, it.type == T::mount)),
    maybe("idmap", FIELD(F, idmap), idmap_element).show(WHEN(F, it.driver == FilesystemDriver::virtiofs)).only(WHEN(F, it.type == T::mount)),
    inside("source", source_element).needed(),
    inside("target", target_element).needed(),
    flag("readonly", FIELD(F, readonly)).guest(),
    embed(FIELD(F, info), boot_device_rows),
    scaled_leaf("space_hard_limit", FIELD(F, space_hard_limit), 1, 1),
    scaled_leaf("space_soft_limit", FIELD(F, space_soft_limit), 1, 1),
};
void finish_filesystem(const xml::Node&, void* self, ParseContext&) {
    auto& f = *static_cast<F*>(self);
    if (f.accessmode == AccessMode::none && f.socket.empty()) f.accessmode = AccessMode::passthrough;
    bool sourceless = f.type == T::ram;
    if (sourceless && !f.usage) fail(Code::xml_error, E::domain, "missing 'usage' attribute for RAM filesystem");
    if (!sourceless && f.source.empty() && f.socket.empty()) {
        throw Error(Code::no_source, E::domain, f.target);
    }
    if (f.target.empty() && f.socket.empty()) throw Error(Code::no_target, E::domain, f.source);
    // Formatted with four digits of octal.
    for (auto* mode : {&f.fmode, &f.dmode}) {
        if (mode->empty()) continue;
        auto n = read_natural(*mode, 8);
        if (!n || *n > 0777)
            fail(Code::xml_error, E::xml, "Invalid value for attribute '{}' in element 'filesystem': '{}'. Expected non-negative integer value",
                 mode == &f.fmode ? "fmode" : "dmode", *mode);
        *mode = fmt::format("{:04o}", *n);
    }
}

}  // namespace

const Element filesystem_element{filesystem_rows, finish_filesystem};

}  // namespace vireo::model
