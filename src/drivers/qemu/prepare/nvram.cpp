// SPDX-License-Identifier: LGPL-2.1-or-later
// The variables of a guest's UEFI: its own copy of the firmware's template, made at the first start.
#include "base/error.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/account/account.h"
#include "host/file/file.h"
#include "host/process/process.h"

namespace vireo::qemu::prepare {
namespace {

constexpr std::size_t largest_template = 256u << 20;

}  // namespace

void make_nvram(model::Domain& live, const Config& config, const host::Owner* owner, bool reset, run::Rollback& undo) {
    if (!live.os.nvram) return;
    auto& store = *live.os.nvram;
    const auto& loader = live.os.loader;
    if (loader && loader->type == model::LoaderType::rom) return;
    if (store.source.type != model::StorageType::none && store.source.type != model::StorageType::file) return;
    const bool qcow2 = store.source.format == model::StorageFormat::qcow2;
    if (store.source.path.empty()) {
        store.source.type = model::StorageType::file;
        store.source.path = fmt::format("{}/{}_VARS.{}", config.paths.nvram, live.name, qcow2 ? "qcow2" : "fd");
    }
    const auto& path = store.source.path;
    if (host::path_exists(path) && !reset) return;
    std::string from = store.template_path;
    if (from.empty() && loader)
        for (const auto& known : config.settings.nvram)
            if (known.code == loader->path) from = known.vars;
    if (from.empty())
        fail(Code::operation_failed, Domain::qemu, "unable to find any master var store for loader: {}", loader ? loader->path : "");
    auto format = store.template_format;
    if (format == model::StorageFormat::none) format = store.source.format;
    if (format == model::StorageFormat::none) format = model::StorageFormat::raw;
    auto to = store.source.format == model::StorageFormat::none ? model::StorageFormat::raw : store.source.format;
    if (!reset) undo.add("firmware variables", [path] { host::remove_file(path); });
    auto fresh = path + ".new";
    if (format == to) {
        host::write_file(fresh, host::read_file(from, largest_template), 0600, owner);
    } else {
        host::run_checked({"qemu-img", "convert", "-f", std::string(model::word(format)), "-O", std::string(model::word(to)), from, fresh});
        if (owner) host::change_owner(fresh, owner->uid, owner->gid);
    }
    host::rename_file(fresh, path);
}

void nvram(Preparation& p) { make_nvram(p.live, p.config, p.folder_owner(), p.prepared.reset_nvram, p.undo); }

}  // namespace vireo::qemu::prepare
