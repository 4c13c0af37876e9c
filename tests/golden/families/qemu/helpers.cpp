// SPDX-License-Identifier: LGPL-2.1-or-later
// What surrounds an emulator: descriptors of firmware and of vhost-user programs, nbdkit, the memory that may be pinned.
#include <algorithm>

#include <fmt/core.h>

#include "../../folder.h"
#include "base/error.h"
#include "drivers/qemu/argv/blockdev.h"
#include "drivers/qemu/block/nbdkit.h"
#include "drivers/qemu/rules/memory_lock.h"
#include "environment.h"
#include "hv/firmware/vhost_user.h"
#include "json/json.h"
#include "model/storage/gluster.h"

namespace {

using namespace golden;
using namespace vireo;
using namespace vireo::qemu;
using json::Json;

Outcome same_json(const Case& c, Json got) {
    Json wanted = json::parse(c.expect("json").value_or("{}"));
    for (const auto& key : c.params["ignore_keys"]) {
        wanted.erase(key.get<std::string>());
        got.erase(key.get<std::string>());
    }
    if (nlohmann::json(wanted) == nlohmann::json(got)) return Outcome::pass();
    return Outcome::compare(json::pretty(wanted), json::pretty(got), "document differs");
}

// Later folders win.
std::vector<std::string> folders(const Folder& root, const std::string& kind) {
    std::vector<std::string> out;
    for (const char* below : {"usr/share/qemu/", "etc/qemu/", "home/user/.config/qemu/"}) out.push_back((root.path() / below / kind).string());
    return out;
}

Outcome precedence(const Case& c, const std::string& kind) {
    Folder root;
    write_tree(c, "tree", root.path());
    std::string got, wanted;
    for (const auto& path : hv::descriptor_files(folders(root, kind))) got += replaced(path, root.path().string(), "") + "\n";
    for (const auto& path : c.params["expect"]) wanted += path.get<std::string>() + "\n";
    return Outcome::compare(wanted, got);
}

Outcome firmware_case(const Case& c) {
    const auto op = c.word("op");
    if (op == "precedence") return precedence(c, "firmware");
    if (op == "parse-format") {
        const auto d = hv::parse_firmware(c.input("json").value_or(""));
        if (c.result != "ok") return d ? Outcome::fail("was accepted") : Outcome::pass();
        return d ? same_json(c, hv::format_firmware(*d)) : Outcome::fail("was refused");
    }
    Folder root;
    write_tree(c, "tree", root.path());
    const auto offer = hv::offered_firmware(hv::load_firmware(folders(root, "firmware")), c.word("arch"), c.word("machine"));
    Json got, wanted;
    got["secure_boot"] = offer.secure_boot;
    got["interfaces"] = Json::array();
    if (offer.bios) got["interfaces"].push_back("bios");
    if (offer.efi) got["interfaces"].push_back("efi");
    got["images"] = Json::array();
    for (const auto& i : offer.images) got["images"].push_back({{"code", i.code}, {"nvram", i.nvram.empty() ? Json() : Json(i.nvram)}});
    wanted["secure_boot"] = c.params["expect_secure_boot"];
    wanted["interfaces"] = c.params["expect_interfaces"];
    wanted["images"] = c.params["expect_firmwares"];
    return Outcome::compare(json::pretty(wanted), json::pretty(got));
}

Outcome vhost_user_case(const Case& c) {
    if (c.word("op") == "precedence") return precedence(c, "vhost-user");
    const auto d = hv::parse_vhost_user(c.input("json").value_or(""));
    if (c.result != "ok") return d ? Outcome::fail("was accepted") : Outcome::pass();
    return d ? same_json(c, hv::format_vhost_user(*d)) : Outcome::fail("was refused");
}

Outcome memory_lock(const Case& c) {
    model::ParseOptions o;
    o.flags = model::parse_inactive;
    const auto limit = rules::memory_lock_limit(model::parse_domain(c.input("xml").value_or(""), o));
    std::string wanted = c.flag("unlimited") ? "unlimited" : std::to_string(c.params["expect_bytes"].get<std::uint64_t>());
    return Outcome::compare(wanted, limit == UINT64_MAX ? "unlimited" : std::to_string(limit.value_or(0)));
}

Outcome gluster(const Case& c) {
    const auto type = model::from_word<model::PoolType>(c.word("pool_type")).value_or(model::PoolType::netfs);
    return Outcome::compare(c.expect("xml").value_or(""), model::format_gluster_sources(model::parse_gluster_volumes(c.input("xml").value_or("")), c.word("host"), type));
}

Outcome nbdkit(const Case& c) {
    model::ParseOptions o;
    o.flags = model::parse_inactive | model::parse_skip_checks;
    const auto d = model::parse_domain(c.input("xml").value_or(""), o);
    block::NbdkitCaps caps;
    for (const auto& cap : c.params["nbdkit_caps"]) caps.insert(cap.get<std::string>());
    int next_fd = 777;
    std::string got, wanted;
    std::map<std::string, std::string> files;
    unsigned disk = 0;
    for (const auto& x : d.devices.disks) {
        unsigned source = 0;
        for (const auto* s = &x.source; s; s = argv::has_backing(*s) ? s->backing.get() : nullptr) {
            const auto name = fmt::format("disk{}-src{}", disk, source++);
            auto whole = *s;
            if (s == &x.source && !whole.auth && x.auth) whole.auth = x.auth;
            if (!block::nbdkit_serves(whole, caps)) continue;
            const auto role = "args." + name;
            const auto command = block::nbdkit_command(whole, block::nbdkit_socket("/tmp/domain-" + d.name, name), argv::LayerSettings::of(x).read_only || s != &x.source, caps,
                                                       [&](const block::NbdkitPipe& p) {
                                                           const auto text = p.secret ? fmt::format("{}-{}-secret", p.secret->type, p.secret->uuid ? p.secret->uuid->text() : p.secret->usage) : p.text;
                                                           files[fmt::format("{}.pipe.{}", role, next_fd + 1)] = text + "\n";
                                                           next_fd += 2;
                                                           return next_fd - 2;
                                                       });
            std::string lines;
            for (const auto& [variable, value] : command.env) lines += variable + "=" + value + "\n";
            lines += "nbdkit\n";
            for (const auto& a : command.args) lines += a + "\n";
            files[role] = lines;
        }
        ++disk;
    }
    for (const auto& [role, paths] : c.expected) {
        wanted += role + ":\n";
        if (role.find(".pipe.") != role.npos)
            wanted += c.expect(role).value_or("");
        else
            for (const auto& w : golden::qemu::words_of_command(c.expect(role).value_or(""))) wanted += w + "\n";
    }
    for (const auto& [role, text] : files) got += role + ":\n" + text;
    return Outcome::compare(wanted, got);
}

Family firmware_family("qemufirmware", firmware_case);
Family vhost_user_family("qemuvhostuser", vhost_user_case);
Family memory_lock_family("qemumemlock", memory_lock);
Family gluster_family("storagegluster", gluster);
Family nbdkit_family("qemunbdkit", nbdkit);

}  // namespace
