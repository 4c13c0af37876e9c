// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/remote/connect.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "host/tls/tls.h"

extern char** environ;

namespace vireo::remote {
namespace {

// A helper program; ends with the connection.
class Helper {
  public:
    Helper(pid_t pid, Fd errors) : pid_(pid), errors_(std::move(errors)) {}
    ~Helper() {
        ::kill(pid_, SIGTERM);
        int status;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {}
    }
    std::string complaint() {
        std::string text;
        char buffer[1024];
        ssize_t n;
        // The last words may still be on their way when its output ends.
        for (int i = 0; i < 20 && text.empty(); ++i) {
            while ((n = ::read(errors_.get(), buffer, sizeof buffer)) > 0 && text.size() < 4096) text.append(buffer, static_cast<std::size_t>(n));
            if (n == 0) break;
            if (text.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return std::string(trim(text));
    }

  private:
    pid_t pid_;
    Fd errors_;
};

pid_t spawn(const std::vector<std::string>& words, int io, int errors, bool own_session) {
    std::vector<char*> argv;
    for (const auto& w : words) argv.push_back(const_cast<char*>(w.c_str()));
    argv.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    if (io >= 0) {
        posix_spawn_file_actions_adddup2(&files, io, 0);
        posix_spawn_file_actions_adddup2(&files, io, 1);
    } else {
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    }
    if (errors >= 0) posix_spawn_file_actions_adddup2(&files, errors, 2);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (own_session ? POSIX_SPAWN_SETSID : 0)));
    pid_t pid = -1;
    int error = posix_spawnp(&pid, argv[0], &files, &attributes, argv.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    if (error) fail_errno(Domain::rpc, error, "Cannot find '{}' in path", words[0]);
    return pid;
}

Pipe run_helper(const std::vector<std::string>& words) {
    int ends[2], errors[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) fail_errno(Domain::rpc, errno, "unable to create socket pair");
    Fd ours(ends[0]), theirs(ends[1]);
    if (pipe2(errors, O_CLOEXEC)) fail_errno(Domain::rpc, errno, "{}", "unable to create pipe");
    Fd error_in(errors[0]), error_out(errors[1]);
    fcntl(error_in.get(), F_SETFL, O_NONBLOCK);
    pid_t pid = spawn(words, theirs.get(), error_out.get(), false);
    auto helper = std::make_shared<Helper>(pid, std::move(error_in));
    Pipe p;
    p.channel = rpc::make_socket_channel(std::move(ours));
    p.explain = [helper] { return helper->complaint(); };
    return p;
}

// One word of a shell.
std::string quoted(std::string_view text) { return "'" + replace_all(text, "'", "'\\''") + "'"; }

Fd connect_tcp(const std::string& host, const std::string& port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    if (int error = getaddrinfo(host.c_str(), port.c_str(), &hints, &list))
        fail(Code::system_error, Domain::rpc, "Unable to resolve address '{}' service '{}': {}", host, port, gai_strerror(error));
    std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, freeaddrinfo);
    int why = ECONNREFUSED;
    for (auto* a = list; a; a = a->ai_next) {
        Fd fd(::socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC, a->ai_protocol));
        if (fd && ::connect(fd.get(), a->ai_addr, a->ai_addrlen) == 0) {
            int on = 1;
            setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            return fd;
        }
        why = errno;
    }
    fail_errno(Domain::rpc, why, "unable to connect to server at '{}:{}'", host, port);
}

Fd try_unix(const std::string& path, int& why) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) fail_errno(Domain::rpc, ENOMEM, "Path {} too long for unix socket", path);
    std::memcpy(address.sun_path, path.data(), path.size());
    Fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!fd) fail_errno(Domain::rpc, errno, "{}", "Failed to create socket");
    if (::connect(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
    why = errno;
    return {};
}

std::string find_daemon(const std::string& name) {
    for (const char* variable : {"LIBVIRTD_PATH", "VIRTD_PATH"})
        if (const char* path = std::getenv(variable); path && *path) return path;
    const char* path = std::getenv("PATH");
    std::string all = fmt::format("{}:/usr/sbin:/usr/local/sbin:/sbin", path ? path : "/usr/bin:/bin");
    for (auto dir : split(all, ':')) {
        std::string candidate = fmt::format("{}/{}", dir, name);
        if (!dir.empty() && access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    return {};
}

// Starts the user's own daemon, once: those who come at the same time wait at the lock and then find its socket.
Fd connect_session(const SocketChoice& choice) {
    int why = 0;
    if (Fd fd = try_unix(choice.path, why)) return fd;
    if (why != ENOENT && why != ECONNREFUSED) fail_errno(Domain::rpc, why, "Failed to connect socket to '{}'", choice.path);
    std::string program = find_daemon(choice.daemon);
    if (program.empty()) fail(Code::internal_error, Domain::rpc, "Unable to locate daemon '{}'", choice.daemon);
    std::string dir = socket_dir(true);
    for (std::size_t at = dir.find('/', 1);; at = dir.find('/', at + 1)) {
        ::mkdir(dir.substr(0, at).c_str(), 0700);
        if (at == dir.npos) break;
    }
    Fd lock(::open(fmt::format("{}/{}.lock", dir, choice.daemon).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock) fail_errno(Domain::rpc, errno, "Unable to create lock '{}'", dir);
    while (::flock(lock.get(), LOCK_EX) && errno == EINTR) {}
    if (Fd fd = try_unix(choice.path, why)) return fd;
    pid_t pid = spawn({program, "--daemon", "--timeout=120"}, -1, -1, true);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail(Code::internal_error, Domain::rpc, "Failed to start daemon '{}'", program);
    for (auto until = Deadline::in_ms(20000); !until.expired(); std::this_thread::sleep_for(std::chrono::milliseconds(2)))
        if (Fd fd = try_unix(choice.path, why)) return fd;
    fail_errno(Domain::rpc, why, "Failed to connect socket to '{}'", choice.path);
}

// Where the authority's and our own certificates are: in one folder that the URI names, with the user, or with the system.
host::TlsFiles tls_files(const Target& t) {
    host::TlsFiles f;
    f.priority = t.tls_priority.value_or("");
    f.check_own = !t.no_sanity;
    auto in_one = [&](const std::string& dir) {
        f.ca = dir + "/cacert.pem";
        f.crl = dir + "/cacrl.pem";
        f.cert = dir + "/clientcert.pem";
        f.key = dir + "/clientkey.pem";
    };
    if (t.pkipath) {
        in_one(*t.pkipath);
        return f;
    }
    f.ca = "/etc/pki/CA/cacert.pem";
    f.crl = "/etc/pki/CA/cacrl.pem";
    f.cert = "/etc/pki/libvirt/clientcert.pem";
    f.key = "/etc/pki/libvirt/private/clientkey.pem";
    const char* home = std::getenv("HOME");
    if (geteuid() == 0 || !home) return f;
    std::string own = std::string(home) + "/.pki/libvirt";
    auto system = f;
    in_one(own);
    if (access(f.ca.c_str(), R_OK)) f.ca = system.ca, f.crl = system.crl;
    if (access(f.cert.c_str(), R_OK) || access(f.key.c_str(), R_OK)) f.cert = system.cert, f.key = system.key;
    return f;
}

void prepare(rpc::Channel& channel) {
    auto until = Deadline::in_ms(60000);
    for (;;) {
        auto wants = channel.prepare();
        if (wants == rpc::Channel::Wants::nothing) return;
        pollfd p{channel.fd(), static_cast<short>(wants == rpc::Channel::Wants::read ? POLLIN : POLLOUT), 0};
        int n = ::poll(&p, 1, until.remaining_ms());
        if (n == 0) fail(Code::operation_timeout, Domain::rpc, "TLS handshake with the server took too long");
        if (n < 0 && errno != EINTR) fail_errno(Domain::rpc, errno, "Unable to wait for the TLS handshake");
    }
}

}  // namespace

Fd connect_unix(const std::string& path) {
    int why = 0;
    Fd fd = try_unix(path, why);
    if (!fd) fail_errno(Domain::rpc, why, "Failed to connect socket to '{}'", path);
    return fd;
}

std::vector<std::string> ssh_words(const Target& t, bool read_only) {
    // What the far side runs. Its own helper knows which socket to take there; netcat has to be told.
    Proxy proxy = t.proxy ? *t.proxy : t.socket || t.netcat ? Proxy::netcat : t.session ? Proxy::native : Proxy::automatic;
    if (proxy == Proxy::netcat && t.session && !t.socket) fail(Code::operation_unsupported, Domain::remote, "Connecting to session instance without socket path is not supported by the ssh connection driver");
    std::string uri = t.server_uri;
    if (t.mode != Mode::automatic) uri += fmt::format("{}mode={}", uri.find('?') == uri.npos ? '?' : '&', t.mode == Mode::legacy ? "legacy" : "direct");
    if (t.socket && proxy == Proxy::native) uri += fmt::format("{}socket={}", uri.find('?') == uri.npos ? '?' : '&', *t.socket);
    std::string helper = fmt::format("virt-ssh-helper {}{}", read_only ? "-r " : "", quoted(uri));
    std::string nc = quoted(t.netcat.value_or("nc"));
    std::string socket = quoted(t.socket ? *t.socket : fmt::format("/var/run/libvirt/libvirt-sock{}", read_only ? "-ro" : ""));
    std::string netcat = fmt::format("if {0} -q 2>&1 | grep 'requires an argument' >/dev/null 2>&1; then ARG=-q0; else ARG=; fi; {0} $ARG -U {1}", nc, socket);
    std::string script = proxy == Proxy::native ? helper
                         : proxy == Proxy::netcat
                             ? netcat
                             : fmt::format("which virt-ssh-helper >/dev/null 2>&1; if test $? = 0; then {}; else {}; fi", helper, netcat);
    std::vector<std::string> words{t.command.value_or("ssh")};
    if (t.port) words.insert(words.end(), {"-p", std::to_string(t.port)});
    if (t.user) words.insert(words.end(), {"-l", *t.user});
    if (t.keyfile) words.insert(words.end(), {"-i", *t.keyfile});
    words.insert(words.end(), {"-T", "-e", "none"});
    if (t.no_tty) words.insert(words.end(), {"-o", "BatchMode=yes"});
    if (t.no_verify) words.insert(words.end(), {"-o", "StrictHostKeyChecking=no"});
    words.insert(words.end(), {"--", t.host.empty() ? "localhost" : t.host, "sh -c " + quoted(script)});
    return words;
}

Pipe connect_to(const Target& t, bool read_only) {
    Pipe p;
    switch (t.transport) {
        case Transport::unix_: {
            auto choice = choose_socket(t, read_only);
            const char* autostart = std::getenv("LIBVIRT_AUTOSTART");
            bool start = t.session && !t.socket && !(autostart && std::string_view(autostart) == "0");
            p.channel = rpc::make_socket_channel(start ? connect_session(choice) : connect_unix(choice.path));
            p.secure = true;
            return p;
        }
        case Transport::tcp:
            p.channel = rpc::make_socket_channel(connect_tcp(t.host.empty() ? "localhost" : t.host, std::to_string(t.port ? t.port : 16509)));
            return p;
        case Transport::ssh:
            p = run_helper(ssh_words(t, read_only));
            p.secure = true;
            return p;
        case Transport::ext:
            if (!t.command) fail(Code::invalid_arg, Domain::remote, "{}", "remote_open: for 'ext' transport, command is required");
            return run_helper({*t.command});
        case Transport::tls: {
            std::string host = t.host.empty() ? "localhost" : t.host;
            auto context = host::TlsContext::make(tls_files(t));
            p.channel = rpc::make_tls_channel(connect_tcp(host, std::to_string(t.port ? t.port : 16514)), std::move(context), false, host, {}, !t.no_verify);
            prepare(*p.channel);
            p.secure = p.encrypted = true;
            return p;
        }
        case Transport::libssh: fail(Code::config_unsupported, Domain::remote, "{}", "transport 'libssh' is not built into this client; 'ssh' takes its place");
        case Transport::libssh2: fail(Code::config_unsupported, Domain::remote, "{}", "transport 'libssh2' is not built into this client; 'ssh' takes its place");
    }
    return p;
}

}  // namespace vireo::remote
