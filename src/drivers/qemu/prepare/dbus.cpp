// SPDX-License-Identifier: LGPL-2.1-or-later
// A message bus of the guest's own, for displays that other programs show.
#include "base/error.h"
#include "drivers/qemu/prepare/choices.h"
#include "drivers/qemu/prepare/helper.h"
#include "host/account/account.h"
#include "host/file/file.h"
#include "host/process/process.h"
#include "host/socket/listen.h"

namespace vireo::qemu::prepare {
namespace {

std::string base_of(const model::Domain& live, const Config& c) { return c.paths.dbus + "/" + short_name(live); }

std::string settings_text(const std::string& socket, const std::string& user) {
    return fmt::format(R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>org.libvirt.qemu</type>
  <listen>unix:path={}</listen>
  <auth>EXTERNAL</auth>
  <policy context='default'>
    <!-- whoever got in may say and hear everything -->
    <allow send_destination='*' eavesdrop='true'/>
    <allow eavesdrop='true'/>
    <allow own='*'/>
    <allow user='{}'/>
  </policy>
  <include if_selinux_enabled='yes' selinux_root_relative='yes'>contexts/dbus_contexts</include>
</busconfig>
)", socket, user);
}

}  // namespace

void dbus(Preparation& p) {
    if (!wants_dbus(p.live)) return;
    auto program = host::find_program(p.config.settings.dbus_daemon);
    if (!program) fail_errno(Domain::none, ENOENT, "Cannot find '{}' in path", p.config.settings.dbus_daemon);
    const auto base = base_of(p.live, p.config), socket = base + "-dbus.sock", settings = base + "-dbus.conf", log = base + ".log";
    p.undo.add("message bus", [live = p.live, config = p.config] { stop_dbus(live, config); });
    host::remove_file(socket);
    host::remove_file(log);
    host::write_file(settings, settings_text(socket, host::user_name(p.emulator().uid)), 0640, p.folder_owner());
    auto process = start_helper(p, {.program = *program, .args = {"--config-file=" + settings}, .pid_file = base + "-dbus.pid", .log = log});
    for (const Deadline until = Deadline::in_ms(10'000); !host::unix_path_answers(socket);) {
        if (host::wait_for_end(process.pidfd.get(), Deadline::in_ms(5)))
            fail(Code::operation_failed, Domain::qemu, "dbus-daemon died and reported:\n{}", host::path_exists(log) ? host::read_file(log, 1u << 20) : "");
        if (until.expired()) fail(Code::operation_timeout, Domain::qemu, "dbus-daemon does not answer at '{}'", socket);
    }
    p.bindings.dbus_address = dbus_address(p.live, p.config.paths);
}

void stop_dbus(const model::Domain& live, const Config& config) {
    if (!live.id || !wants_dbus(live)) return;
    const auto base = base_of(live, config);
    end_helper(base + "-dbus.pid", {config.settings.dbus_daemon});
    for (const char* ending : {"-dbus.sock", "-dbus.conf", ".log"}) host::remove_file(base + ending);
}

}  // namespace vireo::qemu::prepare
