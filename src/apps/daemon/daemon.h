// SPDX-License-Identifier: LGPL-2.1-or-later
// A daemon from its start to its end: sockets, servers, drivers, signals.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "apps/daemon/admin.h"
#include "apps/daemon/options.h"
#include "apps/daemon/settings.h"
#include "run/loop.h"
#include "run/pool.h"

namespace vireo::daemon {

// Exit statuses, as the reference has them.
enum Status : int { ok = 0, pid_file = 1, run_dir = 2, initialisation = 3, signals = 4, network = 6, configuration = 7, driver = 11 };

class Daemon {
  public:
    Daemon(Role role, Options options, Places places, Settings settings);
    ~Daemon();
    // Takes the pid file, opens the sockets, starts the drivers; then `ready` is called. Serves until told to stop.
    Status run(std::function<void(Status)> ready);

  private:
    bool take_pid_file();
    void listen();
    void listen_own();
    void add_tls(Fd listener);
    std::string uri_to_open(const std::string& name) const;
    std::shared_ptr<api::Endpoint> open(api::Call& call, const std::string& name);
    bool opens_at_once(const std::string& name) const;
    std::shared_ptr<api::Endpoint> open_by_proxy(api::Call& call, const std::string& name);
    void on_signal();
    void reload();
    void consider_timeout();
    void set_up_log();

    Role role_;
    Options options_;
    Places places_;
    Settings settings_;
    Fd pid_file_;
    std::string pid_path_;
    run::Loop loop_;                          // signals and timers
    std::unique_ptr<run::LoopThread> front_;  // lets clients in and serves the first of them
    Fd signals_;
    run::Watch signal_watch_;
    std::unique_ptr<run::Pool> pool_, admin_pool_;
    AdminHouse house_;
    std::unique_ptr<rpc::Server> server_, admin_;
    std::shared_ptr<host::TlsContext> tls_;
    run::Timer timeout_;
    std::atomic<unsigned> timeout_s_ = 0;
    bool stopping_ = false;
};

}  // namespace vireo::daemon
