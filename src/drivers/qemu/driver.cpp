// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/driver.h"

#include <unistd.h>

#include <cstdlib>

#include "drivers/qemu/connection.h"
#include "drivers/qemu/core.h"

namespace vireo::qemu {
namespace {

class QemuDriver final : public api::Driver {
  public:
    explicit QemuDriver(DriverOptions o) : options_(std::move(o)) {}

    std::string_view name() const override { return "QEMU"; }

    std::shared_ptr<api::Connection> open(api::Call&, const api::Uri& uri) override {
        if (uri.scheme != "qemu" || uri.host) return nullptr;
        if (uri.path == "/embed") return std::make_shared<QemuConnection>(embedded(uri));
        if (!options_.stateful) return nullptr;
        const bool privileged = ::geteuid() == 0;
        const char* wanted = privileged ? "/system" : "/session";
        if (uri.path != wanted && !(privileged && uri.path == "/session"))
            fail(Code::internal_error, Domain::qemu, "unexpected QEMU URI path '{}', try qemu://{}", uri.path, wanted);
        return std::make_shared<QemuConnection>(serving());
    }

    bool opens_at_once(const api::Uri& uri) const override {
        if (uri.scheme != "qemu" || uri.host) return true;
        std::unique_lock lock(mutex_, std::try_to_lock);
        return lock && served_ && uri.path != "/embed";
    }

    std::string probe_uri(bool privileged) override { return !options_.stateful ? "" : privileged ? "qemu:///system" : "qemu:///session"; }

    void start() override { serving()->autostart(); }
    void stop() override {
        std::lock_guard lock(mutex_);
        if (served_) served_->close();
    }
    bool busy() const override {
        std::lock_guard lock(mutex_);
        if (served_)
            for (const auto& g : served_->guests.all())
                if (g->read()->active()) return true;
        return false;
    }

  private:
    std::shared_ptr<Core> serving() {
        std::lock_guard lock(mutex_);
        if (!served_) {
            auto config = ::geteuid() == 0 ? system_config(options_.root) : session_config();
            load_settings(config);
            auto core = std::make_shared<Core>(std::move(config));
            core->load();
            served_ = std::move(core);
        }
        return served_;
    }

    // One world per root directory, shared by the connections of this process, gone with the last of them.
    std::shared_ptr<Core> embedded(const api::Uri& uri) {
        auto root = uri.param("root");
        if (!root || root->empty()) fail(Code::invalid_arg, Domain::qemu, "root path must be specified in the URI: {}", uri.text());
        if (root->front() != '/') fail(Code::invalid_arg, Domain::qemu, "root path '{}' must be absolute", *root);
        std::lock_guard lock(embedding_);
        auto& slot = embedded_[std::string(*root)];
        if (auto core = slot.lock()) return core;
        auto config = embed_config(std::string(*root));
        load_settings(config);
        auto core = std::make_shared<Core>(std::move(config));
        core->load();
        // A program that embeds us may be short: it is told how the guests are, not how they were.
        for (const auto& g : core->guests.all())
            if (g->read()->active()) try {
                    g->lane(run::LaneKind::modify)->run_sync("open", Deadline::in_ms(3'000), [] {});
                } catch (const Error&) {
                    // one that takes longer is shown as its status file has it
                }
        slot = core;
        return core;
    }

    DriverOptions options_;
    mutable std::mutex mutex_;
    std::shared_ptr<Core> served_;  // under mutex_
    std::mutex embedding_;          // long held: a world is loaded under it
    std::map<std::string, std::weak_ptr<Core>> embedded_;
};

}  // namespace

std::unique_ptr<api::Driver> make_qemu_driver(const DriverOptions& options) { return std::make_unique<QemuDriver>(options); }

std::unique_ptr<api::Driver> make_driver() {
    const char* root = std::getenv("VIREO_ROOT");
    return make_qemu_driver({.root = root ? root : "", .stateful = true});
}

}  // namespace vireo::qemu
