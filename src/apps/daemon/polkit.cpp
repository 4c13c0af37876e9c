// SPDX-License-Identifier: LGPL-2.1-or-later
#include "apps/daemon/polkit.h"

#include "base/error.h"
#include "base/log.h"
#include "host/process/process.h"

namespace vireo::daemon {
namespace {

constinit log::Source source{"daemon.polkit"};

// By polkit's own program: asked once a connection, so that a process is affordable, and nothing of D-Bus is needed.
class Polkit final : public rpc::Authenticator {
  public:
    bool authorize(const api::Identity& who, const char* action) override {
        if (!who.pid || !who.process_start || !who.uid) fail(Code::internal_error, Domain::rpc, "the caller's process is not known");
        host::CommandOptions options;
        options.until = Deadline::in_ms(120'000);  // a person may have to type
        auto result = host::run_command({"pkcheck", "--action-id", action, "--process", fmt::format("{},{},{}", *who.pid, *who.process_start, *who.uid),
                                         "--allow-user-interaction"},
                                        options);
        switch (result.exit_code()) {
            case 0: return true;
            case 2: fail(Code::auth_unavailable, Domain::rpc, "no polkit agent available to authenticate action '{}'", action);
            case 3: fail(Code::auth_cancelled, Domain::rpc, "user cancelled authentication process");
            default: break;
        }
        log::warning(source, "process {} of user {} may not {}: {}", *who.pid, *who.uid, action, result.err);
        return false;
    }
};

}  // namespace

std::shared_ptr<rpc::Authenticator> make_polkit_authenticator() { return std::make_shared<Polkit>(); }

}  // namespace vireo::daemon
