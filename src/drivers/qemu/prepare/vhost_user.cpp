// SPDX-License-Identifier: LGPL-2.1-or-later
// Devices that another program of the host serves by vhost-user: shared folders and display cards.
#include <dirent.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/prepare/helper.h"
#include "drivers/qemu/prepare/vhost_user.h"
#include "host/account/account.h"
#include "host/file/file.h"
#include "host/process/process.h"
#include "host/socket/listen.h"
#include "hv/firmware/vhost_user.h"
#include "json/json.h"

namespace vireo::qemu::prepare {
namespace {

using model::Filesystem;
using model::FilesystemDriver;
using model::OnOff;
using model::Video;
using model::VideoBackend;

// The number of the served socket there.
constexpr int served = 3;

// Later folders override earlier ones.
std::vector<std::string> descriptor_folders(const Config& c) {
    std::vector<std::string> all{"/usr/share/qemu/vhost-user", "/etc/qemu/vhost-user"};
    if (!c.privileged)
        if (const auto home = host::home_directory(); !home.empty()) all.push_back(home + "/.config/qemu/vhost-user");
    return all;
}

Features features_of(const std::string& program) {
    const auto text = host::run_checked({program, "--print-capabilities"});
    Features out;
    try {
        const auto answer = json::parse(text);
        if (!answer.is_object()) throw Error(Code::internal_error, Domain::none, "no object");
        if (const auto* list = json::find(answer, "features"); list && list->is_array())
            for (const auto& f : *list)
                if (f.is_string()) out.insert(f.get<std::string>());
    } catch (const Error&) {
        fail(Code::internal_error, Domain::none, "unable to parse json capabilities '{}'", program);
    }
    return out;
}

struct Program {
    std::string path;
    Features features;
};

// The one that the definition names, else the first described one of this kind that suits.
Program find(const Config& c, std::string_view kind, const std::string& named, const char* called, const Features& needed) {
    auto suits = [&](const Features& have) { return std::ranges::all_of(needed, [&](const auto& f) { return have.contains(f); }); };
    if (!named.empty()) return {named, features_of(named)};
    for (const auto& d : hv::load_vhost_user(descriptor_folders(c))) {
        if (d.type != kind) continue;
        Program program{d.binary, features_of(d.binary)};
        if (suits(program.features)) return program;
    }
    fail(Code::operation_failed, Domain::qemu, "Unable to find a satisfying {}", called);
}

std::string fs_socket(const model::Domain& live, const Filesystem& f, const Config& c) { return fmt::format("{}/{}-fs.sock", domain_dir(live, c), f.info.alias); }
std::string fs_pid(const model::Domain& live, const Filesystem& f, const Config& c) { return fmt::format("{}/{}-{}-fs.pid", c.paths.state, short_name(live), f.info.alias); }
std::string gpu_pid(const model::Domain& live, const Video& v, const Config& c) {
    return fmt::format("{}/{}-{}-vhost-user-gpu.pid", c.paths.state, short_name(live), v.info.alias);
}

bool is_ours(const Filesystem& f) { return f.driver == FilesystemDriver::virtiofs && f.socket.empty(); }

// The first node of the host by which programs draw without a screen.
std::string render_node() {
    DIR* folder = ::opendir("/dev/dri");
    if (!folder) fail_errno(Domain::none, errno, "cannot open directory '{}'", "/dev/dri");
    std::set<std::string> names;
    while (const dirent* e = ::readdir(folder))
        if (std::string_view(e->d_name).starts_with("renderD")) names.insert(e->d_name);
    ::closedir(folder);
    if (names.empty()) fail(Code::internal_error, Domain::none, "No available DRM render node");
    return "/dev/dri/" + *names.begin();
}

void folder(Preparation& p, Filesystem& f) {
    const auto program = find(p.config, "fs", f.binary_path, "virtiofsd", {});
    struct stat st {};
    if (::stat(f.source.c_str(), &st) < 0 || !S_ISDIR(st.st_mode))
        fail(Code::internal_error, Domain::none, "the virtiofs export directory '{}' does not exist", f.source);
    const auto socket = fs_socket(p.live, f, p.config);
    f.binary_path = program.path;  // by which it is known again
    Helper h;
    h.program = program.path;
    h.args = virtiofsd_arguments(f, served, program.features);
    Fd fd = host::listen_unix(socket, 0177);
    p.undo.add("socket " + socket, [socket] { host::remove_file(socket); });
    if (p.config.privileged) host::change_owner(socket, p.emulator().uid, p.emulator().gid);
    h.fds = {{fd.get(), served}};
    h.pid_file = fs_pid(p.live, f, p.config);
    h.log = fmt::format("{}/{}-{}-virtiofsd.log", p.config.paths.log, p.live.name, f.info.alias);
    h.as_emulator = false;  // it opens files in the names of the guest's users
    auto process = start_helper(p, h);
    if (host::wait_for_end(process.pidfd.get(), Deadline::in_ms(0)))
        fail(Code::operation_failed, Domain::qemu, "virtiofsd died unexpectedly");
}

void card(Preparation& p, Video& v) {
    const bool draws = v.accel3d == model::YesNo::yes;
    const auto program = find(p.config, "gpu", {}, "vhost-user-gpu", draws ? Features{"virgl"} : Features{});
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) fail_errno(Domain::none, errno, "failed to create socket");
    Fd ours(pair[0]), theirs(pair[1]);
    Helper h;
    h.program = program.path;
    h.args = {fmt::format("--fd={}", served)};
    if (draws) h.args.emplace_back("--virgl");
    if (program.features.contains("render-node")) {
        if (v.rendernode.empty()) v.rendernode = render_node();
        h.args.push_back("--render-node=" + v.rendernode);
    }
    h.fds = {{theirs.get(), served}};
    h.pid_file = gpu_pid(p.live, v, p.config);
    start_helper(p, h);
    p.bindings.chardevs[v.info.alias].fd = p.prepared.pass(std::move(ours));
}

}  // namespace

std::vector<std::string> virtiofsd_arguments(const Filesystem& f, int fd, const Features& features) {
    const bool separate = features.contains("separate-options");
    std::vector<std::string> a{fmt::format("--fd={}", fd)};
    std::string list;  // of the older form
    auto option = [&](const char* name, std::string_view value) {
        if (separate) {
            a.push_back(fmt::format("--{}", name));
            if (!value.empty()) a.emplace_back(value);
        } else {
            list += fmt::format("{}{}", list.empty() ? "" : ",", name);
            if (!value.empty()) list += fmt::format("={}", value);
        }
    };
    std::string source;
    for (char c : f.source) {
        // A comma ends an option unless it is doubled.
        if (c == ',' && !separate) source += ',';
        source += c;
    }
    option(separate ? "shared-dir" : "source", source);
    if (!f.cache_mode.empty()) option("cache", f.cache_mode);
    if (!f.sandbox_mode.empty()) option("sandbox", f.sandbox_mode);
    if (f.xattr == OnOff::on) option("xattr", {});
    if (f.xattr == OnOff::off && !separate) option("no_xattr", {});
    if (separate && (f.flock != OnOff::absent || f.posix_lock != OnOff::absent))
        fail(Code::config_unsupported, Domain::qemu, "locking options are not supported by this virtiofsd");
    if (f.flock != OnOff::absent) option(f.flock == OnOff::on ? "flock" : "no_flock", {});
    if (f.posix_lock != OnOff::absent) option(f.posix_lock == OnOff::on ? "posix_lock" : "no_posix_lock", {});
    if (!separate) a.insert(a.end(), {"-o", list});
    if (f.thread_pool_size) a.push_back(fmt::format("--thread-pool-size={}", *f.thread_pool_size));
    if (f.open_files) a.push_back(fmt::format("--rlimit-nofile={}", *f.open_files));
    if (f.idmap) {
        for (const auto& m : f.idmap->uids) a.push_back(fmt::format("--uid-map=:{}:{}:{}:", m.start, m.target, m.count));
        for (const auto& m : f.idmap->gids) a.push_back(fmt::format("--gid-map=:{}:{}:{}:", m.start, m.target, m.count));
    }
    if (f.readonly) a.emplace_back("--readonly");
    return a;
}

void vhost_user(Preparation& p) {
    for (auto& f : p.live.devices.filesystems)
        if (is_ours(f)) folder(p, f);
    for (auto& v : p.live.devices.videos)
        if (v.backend == VideoBackend::vhost_user) card(p, v);
}

void stop_vhost_user(const model::Domain& live, const Config& config) {
    if (!live.id) return;
    for (const auto& f : live.devices.filesystems) {
        if (!is_ours(f)) continue;
        end_helper(fs_pid(live, f, config), {f.binary_path});
        host::remove_file(fs_socket(live, f, config));
    }
    std::vector<std::string> cards;
    for (const auto& d : hv::load_vhost_user(descriptor_folders(config)))
        if (d.type == "gpu") cards.push_back(d.binary);
    for (const auto& v : live.devices.videos)
        if (v.backend == VideoBackend::vhost_user) end_helper(gpu_pid(live, v, config), cards);
}

}  // namespace vireo::qemu::prepare
