// SPDX-License-Identifier: LGPL-2.1-or-later
#include "apps/daemon/daemon.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "apps/daemon/listen.h"
#include "apps/daemon/polkit.h"
#include "api/gen/procedures.h"
#include "base/log.h"
#include "base/text.h"
#include "drivers/remote/remote.h"
#include "host/tls/tls.h"
#include "rpc/packet/header.h"

namespace vireo::daemon {
namespace {

constinit log::Source source{"daemon.daemon"}, rpc_source{"rpc.server"};

void log_line(int priority, const std::string& text) {
    switch (priority) {
        case 1: return log::debug(rpc_source, "{}", text);
        case 2: return log::info(rpc_source, "{}", text);
        case 3: return log::warning(rpc_source, "{}", text);
        default: return log::error(rpc_source, "{}", text);
    }
}

bool make_dirs(const std::string& path, mode_t mode) {
    for (std::size_t at = path.find('/', 1);; at = path.find('/', at + 1)) {
        if (::mkdir(path.substr(0, at).c_str(), at == path.npos ? mode : 0755) && errno != EEXIST) return false;
        if (at == path.npos) return true;
    }
}

}  // namespace

Daemon::Daemon(Role role, Options options, Places places, Settings settings)
    : role_(std::move(role)), options_(std::move(options)), places_(std::move(places)), settings_(std::move(settings)) {
    if (!settings_.unix_sock_dir.empty()) places_.socket_dir = settings_.unix_sock_dir;
    timeout_s_ = options_.timeout_s.value_or(0);
}

Daemon::~Daemon() = default;

bool Daemon::take_pid_file() {
    pid_path_ = options_.pid_file.value_or(fmt::format("{}/{}.pid", places_.pid_dir, role_.name));
    pid_file_ = Fd(::open(pid_path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_len = 1;
    if (!pid_file_ || ::fcntl(pid_file_.get(), F_SETLK, &lock)) {
        log::error(source, "Failed to acquire pid file '{}': {}", pid_path_, errno_text(errno));
        pid_path_.clear();
        return false;
    }
    std::string text = std::to_string(::getpid());
    return ::ftruncate(pid_file_.get(), 0) == 0 && ::write(pid_file_.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

void Daemon::set_up_log() {
    if (settings_.log_level) log::set_level(static_cast<log::Level>(std::clamp(*settings_.log_level, 1, 4)));
    if (options_.verbose && log::level() > log::Level::info) log::set_level(log::Level::info);
    if (!settings_.log_filters.empty()) log::set_filters(settings_.log_filters);
    bool journal = !options_.background && !::isatty(STDERR_FILENO) && std::getenv("JOURNAL_STREAM") && places_.root.empty();
    log::set_default_output(journal ? fmt::format("{}:journald", static_cast<int>(log::level()))
                            : options_.background ? fmt::format("{}:file:{}/{}.log", static_cast<int>(log::level()), places_.log_dir, role_.name)
                                                  : fmt::format("{}:stderr", static_cast<int>(log::level())));
    log::set_outputs(settings_.log_outputs);
    log::set_from_environment();
    for (const auto& f : settings_.findings) log::warning(source, "{}", f);
}

Status Daemon::run(std::function<void(Status)> ready) {
    if (!make_dirs(places_.pid_dir, 0755) || !make_dirs(places_.socket_dir, places_.privileged ? 0755 : 0700)) {
        fmt::print(stderr, "cannot make folder '{}': {}\n", places_.socket_dir, errno_text(errno));
        return run_dir;
    }
    make_dirs(places_.log_dir, 0755);
    try {
        set_up_log();
    } catch (const Error& e) {
        fmt::print(stderr, "{}\n", e.message);
        return configuration;
    }
    for (const auto& a : settings_.access_drivers)
        if (a != "none") {
            // Serving everything to everybody would be worse than not serving.
            log::error(source, "access_drivers: '{}' is not built into this daemon", a);
            return configuration;
        }
    if (!take_pid_file()) return pid_file;

    sigset_t set;
    sigemptyset(&set);
    for (int s : {SIGTERM, SIGINT, SIGQUIT, SIGHUP}) sigaddset(&set, s);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    signals_ = Fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals_) return signals;
    signal_watch_ = loop_.add(signals_.get(), run::ready::read, [this](unsigned) { on_signal(); });

    // What waits for the host and concerns no guest runs here; guests have lanes of their own.
    run::Pool::Options pool{settings_.max_workers_given ? settings_.max_workers + settings_.prio_workers : 256, std::chrono::seconds(10), "rpc-worker"};
    pool_ = std::make_unique<run::Pool>(pool);
    admin_pool_ = std::make_unique<run::Pool>(run::Pool::Options{settings_.admin_max_workers, std::chrono::seconds(10), "admin-worker"});

    try {
        auto drivers = add_drivers(role_);
        log::info(source, "{} serves: {}", role_.name, join(drivers, " "));
        for (const auto& d : api::Registry::instance().drivers()) d->start();
    } catch (const Error& e) {
        log::error(source, "driver initialisation failed: {}", e.message);
        return driver;
    }

    rpc::ServerOptions o;
    o.name = role_.name;
    o.programs = {rpc::remote_program, rpc::qemu_program, rpc::lxc_program};
    o.limits = settings_.limits;
    o.open = [this](api::Call& call, const std::string& name) { return role_.proxy ? open_by_proxy(call, name) : open(call, name); };
    if (!role_.proxy) o.opens_at_once = [this](const std::string& name) { return opens_at_once(name); };
    o.log = log_line;
    o.authenticator = make_polkit_authenticator();
    o.accepting_serves = true;
    front_ = std::make_unique<run::LoopThread>("rpc-0");
    front_->loop().post([this] { front_->loop().set_eager(true); });
    server_ = std::make_unique<rpc::Server>(front_->loop(), *pool_, std::move(o));
    // Nobody is woken for a timeout that there is not.
    server_->on_count = [this](std::size_t) { if (timeout_s_) loop_.post([this] { consider_timeout(); }); };

    rpc::ServerOptions a;
    a.name = "admin";
    a.programs = {rpc::admin_program};
    a.limits = settings_.admin_limits;
    a.loops = 1;
    a.owner_only = true;
    a.log = log_line;
    a.accepting_serves = true;
    a.fixed = std::make_shared<api::LocalEndpoint>(std::vector<std::shared_ptr<api::Connection>>{std::make_shared<AdminConnection>(house_)});
    admin_ = std::make_unique<rpc::Server>(front_->loop(), *admin_pool_, std::move(a));
    house_.servers = {{admin_.get(), admin_pool_.get(), settings_.admin_min_workers, settings_.admin_max_workers, 0},
                      {server_.get(), pool_.get(), settings_.min_workers, settings_.max_workers, settings_.prio_workers}};
    house_.set_timeout = [this](unsigned s) {
        loop_.post([this, s] {
            timeout_s_ = s;
            consider_timeout();
        });
    };
    house_.shutdown = [this](bool) { loop_.stop(); };

    timeout_ = loop_.timer([this] {
        for (const auto& d : api::Registry::instance().drivers())
            if (d->busy()) return consider_timeout();
        log::info(source, "nothing to do for {} seconds: stopping", timeout_s_.load());
        loop_.stop();
    });

    try {
        front_->call([this] { listen(); });
    } catch (const Error& e) {
        log::error(source, "{}", e.message);
        return network;
    }
    ready(ok);
    notify("READY=1");
    consider_timeout();
    loop_.run();

    notify("STOPPING=1");
    stopping_ = true;
    server_->stop();
    admin_->stop();
    for (const auto& d : api::Registry::instance().drivers()) d->stop();
    if (!pid_path_.empty()) ::unlink(pid_path_.c_str());
    // Calls that hang in a guest must not keep the daemon; guests go on without it.
    for (auto until = Deadline::in_ms(5000); !until.expired() && (server_->living_count() || admin_->living_count());) loop_.run_once(Deadline::in_ms(1));
    if (server_->living_count() || admin_->living_count()) ::_exit(0);
    return ok;
}

void Daemon::listen() {
    auto passed = take_passed_sockets();
    bool have_unix = false;
    for (auto& p : passed) {
        rpc::Service s;
        s.listener = std::move(p.fd);
        s.transport = p.is_unix ? rpc::TransportKind::unix_ : rpc::TransportKind::tcp;
        if (p.name.find("-admin") != p.name.npos) {
            admin_->add(std::move(s));
            continue;
        }
        if (p.name.find("-tls") != p.name.npos) {
            add_tls(std::move(s.listener));
            continue;
        }
        have_unix |= p.is_unix;
        s.read_only = p.name.find("-ro") != p.name.npos;
        s.auth = !p.is_unix ? settings_.auth_tcp : s.read_only ? settings_.auth_unix_ro : settings_.auth_unix_rw;
        server_->add(std::move(s));
    }
    if (!have_unix) listen_own();
    if (!options_.listen || !passed.empty()) return;
    if (settings_.listen_tls)
        for (auto& fd : listen_tcp(settings_.listen_addr, settings_.tls_port)) add_tls(std::move(fd));
    if (!settings_.listen_tcp) return;
    if (settings_.auth_tcp == rpc::Auth::sasl) fail(Code::config_unsupported, Domain::rpc, "{}", "SASL is not built into this daemon: auth_tcp cannot be sasl");
    for (auto& fd : listen_tcp(settings_.listen_addr, settings_.tcp_port)) {
        rpc::Service s;
        s.listener = std::move(fd);
        s.transport = rpc::TransportKind::tcp;
        s.auth = settings_.auth_tcp;
        server_->add(std::move(s));
    }
}

void Daemon::add_tls(Fd listener) {
    if (settings_.auth_tls == rpc::Auth::sasl) fail(Code::config_unsupported, Domain::rpc, "{}", "SASL is not built into this daemon: auth_tls cannot be sasl");
    if (!tls_) tls_ = host::TlsContext::make({settings_.ca_file, settings_.crl_file, settings_.cert_file, settings_.key_file, settings_.tls_priority, true, true});
    rpc::Service s;
    s.listener = std::move(listener);
    s.transport = rpc::TransportKind::tls;
    s.auth = settings_.auth_tls;
    s.tls = tls_;
    s.tls_allowed = settings_.tls_allowed;
    s.tls_verify = settings_.tls_verify;
    server_->add(std::move(s));
}

void Daemon::listen_own() {
    auto group = group_id(settings_.unix_sock_group);
    auto polkit = rpc::Auth::polkit;
    auto open = [&](const std::string& prefix, bool required) {
        try {
            struct Kind {
                const char* suffix;
                bool read_only;
                unsigned mode;
            };
            std::vector<Kind> kinds{{"-sock", false, settings_.unix_sock_rw_perms.value_or(settings_.auth_unix_rw == polkit ? 0777 : 0700)}};
            if (places_.privileged) kinds.push_back({"-sock-ro", true, settings_.unix_sock_ro_perms.value_or(0777)});
            for (const auto& k : kinds) {
                rpc::Service s;
                s.unlink_path = fmt::format("{}/{}{}", places_.socket_dir, prefix, k.suffix);
                s.listener = listen_unix(s.unlink_path, k.mode, group);
                s.read_only = k.read_only;
                s.auth = k.read_only ? settings_.auth_unix_ro : settings_.auth_unix_rw;
                server_->add(std::move(s));
            }
            rpc::Service s;
            s.unlink_path = fmt::format("{}/{}-admin-sock", places_.socket_dir, prefix);
            s.listener = listen_unix(s.unlink_path, settings_.unix_sock_admin_perms.value_or(0700), {});
            admin_->add(std::move(s));
        } catch (const Error& e) {
            if (required) throw;
            log::info(source, "not serving {}: {}", prefix, e.message);
        }
    };
    open(role_.socket_prefix, true);
    // The monolithic daemon is reachable where the modular ones would be, for clients that look there first.
    if (role_.monolithic)
        for (const auto& d : api::Registry::instance().drivers()) {
            std::string name = lower(d->name());
            if (name != "test") open(fmt::format("virt{}d", name), false);
        }
}

std::string Daemon::uri_to_open(const std::string& name) const {
    std::string text = name;
    if (text.empty())
        for (const auto& d : api::Registry::instance().drivers())
            if (text = d->probe_uri(places_.privileged); !text.empty()) break;
    return text;
}

bool Daemon::opens_at_once(const std::string& name) const {
    auto text = uri_to_open(name);
    try {
        return !text.empty() && api::Registry::instance().opens_at_once(api::Uri::parse(text));
    } catch (const Error&) {
        return false;  // whoever opens it says what is wrong
    }
}

std::shared_ptr<api::Endpoint> Daemon::open(api::Call& call, const std::string& name) {
    auto text = uri_to_open(name);
    if (text.empty()) fail(Code::no_connect, Domain::none, "{}", "no hypervisor is available to this daemon");
    auto endpoint = api::Registry::instance().open(call, api::Uri::parse(text));
    if (!endpoint) fail(Code::no_connect, Domain::none, "{}", text);
    return endpoint;
}

// The proxy opens the daemon of the driver as a client would, on behalf of its own client.
std::shared_ptr<api::Endpoint> Daemon::open_by_proxy(api::Call& call, const std::string& name) {
    remote::Options options;
    options.read_only = call.read_only;
    options.mode = "direct";
    auto endpoint = remote::open_remote(api::Uri::parse(name), options);
    // What the other daemon allows is decided for our client, not for us.
    api::ConnectSetIdentityArgs identity;
    const auto& who = *call.who;
    auto text = [&](const char* field, const std::optional<std::string>& value) { if (value) identity.params.push_back({field, *value}); };
    text("user-name", who.user_name);
    if (who.uid) identity.params.push_back({"unix-user-id", std::uint64_t{*who.uid}});
    text("group-name", who.group_name);
    if (who.gid) identity.params.push_back({"unix-group-id", std::uint64_t{*who.gid}});
    if (who.pid) identity.params.push_back({"process-id", std::int64_t{*who.pid}});
    if (who.process_start) identity.params.push_back({"process-time", std::uint64_t{*who.process_start}});
    text("sasl-user-name", who.sasl_user);
    text("x509-distinguished-name", who.x509_name);
    text("selinux-context", who.selinux_context);
    api::Call own;
    api::invoke<api::proc::ConnectSetIdentity>(*endpoint, own, identity);
    return endpoint;
}

void Daemon::on_signal() {
    signalfd_siginfo info;
    while (::read(signals_.get(), &info, sizeof info) == sizeof info) {
        if (info.ssi_signo == SIGHUP) {
            reload();
        } else {
            log::info(source, "signal {}: stopping", info.ssi_signo);
            loop_.stop();
        }
    }
}

void Daemon::reload() {
    notify("RELOADING=1");
    log::info(source, "reloading");
    pool_->post([] {
        for (const auto& d : api::Registry::instance().drivers()) {
            try {
                d->reload();
            } catch (const Error& e) {
                log::error(source, "reload of {}: {}", d->name(), e.message);
            }
        }
        notify("READY=1");
    });
}

void Daemon::consider_timeout() {
    if (stopping_ || !timeout_) return;
    if (timeout_s_ && server_->client_count() == 0) timeout_.start_in(std::chrono::seconds(timeout_s_));
    else timeout_.stop();
}

}  // namespace vireo::daemon
