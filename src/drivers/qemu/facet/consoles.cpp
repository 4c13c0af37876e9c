// SPDX-License-Identifier: LGPL-2.1-or-later
// Looking at and typing into a guest: consoles, channels, screenshots, keys.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/stream.h"
#include "drivers/qemu/connection.h"
#include "drivers/qemu/qmp/client.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/keycodes.h"
#include "json/json.h"
#include "libvirt/libvirt.h"

namespace vireo::qemu {

using namespace api;

namespace {

// A stream over a device's terminal or socket. One reader at a time: opening it anew by force ends this one.
class ConsoleSource final : public StreamSource {
  public:
    ConsoleSource(std::unique_ptr<StreamSource> inner, std::shared_ptr<std::atomic<bool>> taken, GuestPtr guest, std::string alias)
        : inner_(std::move(inner)), taken_(std::move(taken)), guest_(std::move(guest)), alias_(std::move(alias)) {}
    ~ConsoleSource() override { leave(); }

    int receive(std::span<char> into, bool stop) override { return *taken_ ? 0 : inner_->receive(into, stop); }
    int send(std::span<const char> from) override {
        if (*taken_) fail(Code::internal_error, Domain::streams, "console stream is closed");
        return inner_->send(from);
    }
    void finish() override {
        leave();
        inner_->finish();
    }
    void abort() override {
        leave();
        inner_->abort();
    }
    int poll_fd() const override { return inner_->poll_fd(); }

  private:
    void leave() {
        if (taken_->exchange(true)) return;
        std::lock_guard lock(guest_->consoles_mutex);
        guest_->consoles.erase(alias_);
    }
    std::unique_ptr<StreamSource> inner_;
    std::shared_ptr<std::atomic<bool>> taken_;
    GuestPtr guest_;
    std::string alias_;
};

const model::Chardev* pick(const model::Domain& d, const std::optional<std::string>& name) {
    auto& v = d.devices;
    if (!name) {
        if (!v.consoles.empty()) return &v.consoles[0];
        if (!v.serials.empty()) return &v.serials[0];
        return nullptr;
    }
    for (const auto* list : {&v.consoles, &v.serials, &v.parallels})
        for (const auto& c : *list)
            if (c.info.alias == *name) return &c;
    return nullptr;
}

std::unique_ptr<StreamSource> open_device(const model::ChardevSource& s, const std::string& alias) {
    if (s.type == model::ChardevType::pty || s.type == model::ChardevType::dev) {
        int fd = ::open(s.path.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
        if (fd < 0) fail_errno(Domain::streams, errno, "Unable to open stream for '{}'", s.path);
        return make_fd_source(fd);
    }
    if (s.type == model::ChardevType::unix_) return make_fd_source(qmp::connect_unix(s.path, Deadline::in_ms(3'000), {}).release());
    fail(Code::internal_error, Domain::qemu, "character device {} is not using a PTY or UNIX socket", alias);
}

void attach(const GuestPtr& g, Call& call, const model::ChardevSource& source, const std::string& alias, bool force, const char* busy) {
    if (!call.stream) fail(Code::invalid_arg, Domain::streams, "a stream is needed");
    std::unique_lock lock(g->consoles_mutex);
    if (auto it = g->consoles.find(alias); it != g->consoles.end()) {
        if (!force) fail(Code::operation_failed, Domain::qemu, "{}", busy);
        it->second();
        g->consoles.erase(it);
    }
    auto taken = std::make_shared<std::atomic<bool>>(false);
    auto inner = open_device(source, alias);
    g->consoles[alias] = [taken] { *taken = true; };
    lock.unlock();
    call.stream->attach(std::make_unique<ConsoleSource>(std::move(inner), std::move(taken), g, alias));
}

// A temporary file that has no name any more when it is handed on.
class FileSource final : public StreamSource {
  public:
    explicit FileSource(Fd fd) : fd_(std::move(fd)) {}
    int receive(std::span<char> into, bool) override {
        auto n = ::read(fd_.get(), into.data(), into.size());
        if (n < 0) fail_errno(Domain::streams, errno, "cannot read from stream");
        return static_cast<int>(n);
    }
    int send(std::span<const char>) override { fail(Code::operation_invalid, Domain::streams, "stream is not writable"); }
    void finish() override { fd_.reset(); }
    void abort() override { fd_.reset(); }

  private:
    Fd fd_;
};

}  // namespace

void QemuConnection::domain_open_console(Call& call, const DomainOpenConsoleArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_CONSOLE_SAFE | VIR_DOMAIN_CONSOLE_FORCE, "qemuDomainOpenConsole", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    hv::require_active(s->active());
    const auto* c = pick(*s->live, a.dev_name);
    if (!c) fail(Code::internal_error, Domain::qemu, "cannot find character device {}", a.dev_name.value_or("(null)"));
    attach(g, call, c->source, c->info.alias, a.flags & VIR_DOMAIN_CONSOLE_FORCE, "Active console session exists for this domain");
}

void QemuConnection::domain_open_channel(Call& call, const DomainOpenChannelArgs& a) {
    hv::check_flags(a.flags, VIR_DOMAIN_CHANNEL_FORCE, "qemuDomainOpenChannel", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    hv::require_active(s->active());
    const model::Chardev* found = nullptr;
    for (const auto& c : s->live->devices.channels)
        if (!a.name || c.name == *a.name) {
            found = &c;
            break;
        }
    if (!found) fail(Code::internal_error, Domain::qemu, "cannot find channel {}", a.name.value_or("(null)"));
    if (found->source.type != model::ChardevType::unix_)
        fail(Code::internal_error, Domain::qemu, "channel {} is not using a UNIX socket", a.name.value_or("(null)"));
    attach(g, call, found->source, found->info.alias, a.flags & VIR_DOMAIN_CHANNEL_FORCE, "Active channel stream exists for this domain");
}

DomainScreenshotRet QemuConnection::domain_screenshot(Call& call, const DomainScreenshotArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainScreenshot", Domain::qemu);
    auto g = guest(a.dom);
    auto s = g->read();
    hv::require_active(s->active());
    const auto& videos = s->live->devices.videos;
    if (videos.empty()) fail(Code::operation_invalid, Domain::qemu, "no screens to take screenshot from");
    if (a.screen >= videos.size()) fail(Code::operation_invalid, Domain::qemu, "no such screen ID");
    auto path = fmt::format("{}/qemu.screendump.{}", core_->config.paths.cache, Uuid::random().text());
    json::Json arguments{{"filename", path}};
    const bool png = core_->caps.get(s->live->devices.emulator)->has("screenshot-format-png");
    if (png) arguments["format"] = "png";
    if (videos[a.screen].info.alias.size() && a.screen > 0) arguments["device"] = videos[a.screen].info.alias;
    // The emulator may run as another user: the file is there before, and its own.
    Fd file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file) fail_errno(Domain::qemu, errno, "mkstemp(\"{}\") failed", path);
    struct Unlink {
        const std::string& p;
        ~Unlink() { ::unlink(p.c_str()); }
    } unlink{path};
    if (core_->config.privileged && ::fchown(file.get(), core_->config.settings.user, core_->config.settings.group) < 0)
        fail_errno(Domain::qemu, errno, "unable to set ownership of '{}'", path);
    g->monitor()->call(qmp::Command("screendump", arguments));
    Fd done(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!done) fail_errno(Domain::qemu, errno, "unable to open stream for '{}'", path);
    if (!call.stream) fail(Code::invalid_arg, Domain::streams, "a stream is needed");
    call.stream->attach(std::make_unique<FileSource>(std::move(done)));
    return {.mime = png ? "image/png" : "image/x-portable-pixmap"};
}

void QemuConnection::domain_send_key(Call&, const DomainSendKeyArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainSendKey", Domain::qemu);
    auto g = guest(a.dom);
    hv::require_active(g->read()->active());
    json::Json keys = json::Json::array();
    for (auto code : a.keycodes) {
        auto number = hv::to_qemu_number(a.codeset, static_cast<int>(code));
        if (!number) fail(Code::internal_error, Domain::qemu, "cannot translate keycode {} of {} codeset to qnum keycode", code, hv::codeset_name(a.codeset));
        keys.push_back({{"type", "number"}, {"data", *number}});
    }
    json::Json arguments{{"keys", keys}};
    if (a.holdtime) arguments["hold-time"] = a.holdtime;
    g->monitor()->call(qmp::Command("send-key", arguments));
}

void QemuConnection::domain_inject_nmi(Call&, const DomainInjectNmiArgs& a) {
    hv::check_flags(a.flags, 0, "qemuDomainInjectNMI", Domain::qemu);
    auto g = guest(a.dom);
    hv::require_active(g->read()->active());
    g->monitor()->call(qmp::Command("inject-nmi"));
}

}  // namespace vireo::qemu
