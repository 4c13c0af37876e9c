// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/story/monitor.h"

#include "base/log.h"
#include "drivers/qemu/core.h"
#include "drivers/qemu/qmp/client.h"

namespace vireo::qemu {
namespace {
constinit log::Source source{"qemu.monitor"};
}

std::shared_ptr<qmp::Client> make_monitor(Guest& guest, Fd socket) {
    auto s = guest.read();
    qmp::Listener listener;
    listener.on_event = [weak = guest.weak_from_this(), life = s->life](std::string_view name, std::string_view data, std::int64_t micros) {
        auto g = weak.lock();
        if (!g) return;
        bool ours = false;
        if (name == "STOP" && g->stops_to_ignore.load() > 0) ours = true, --g->stops_to_ignore;
        if (name == "RESUME" && g->resumes_to_ignore.load() > 0) ours = true, --g->resumes_to_ignore;
        g->tell({std::string(name), std::string(data), micros, life, ours});
    };
    listener.on_close = [weak = guest.weak_from_this()](const std::string&) {
        if (auto g = weak.lock()) g->monitor_ended();
    };
    listener.on_unresponsive = [name = s->name](bool silent) {
        if (silent)
            log::warning(source, "the monitor of domain '{}' does not answer", name);
        else
            log::info(source, "the monitor of domain '{}' answers again", name);
    };
    return std::make_shared<qmp::Client>(guest.core().monitor_loops.next(), std::move(socket), s->name, std::move(listener));
}

std::shared_ptr<qmp::Client> open_monitor(Guest& guest, const std::string& path, Deadline until) {
    return make_monitor(guest, qmp::connect_unix(path, until, {}));
}

}  // namespace vireo::qemu
