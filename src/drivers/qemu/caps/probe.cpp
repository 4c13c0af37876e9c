// SPDX-License-Identifier: LGPL-2.1-or-later
// See probe.h. The conversation runs over the emulator's standard input and output, so nothing is left in the file
// system whatever happens.
#include "drivers/qemu/caps/probe.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <thread>

#include "base/error.h"
#include "base/fd.h"
#include "base/text.h"
#include "drivers/qemu/caps/digest.h"
#include "drivers/qemu/qmp/client.h"
#include "json/json.h"
#include "run/loop.h"

namespace vireo::qemu {
namespace {

// The program and the only thing that ends it: this object.
class ProbeProcess {
  public:
    ProbeProcess(const std::string& binary, const char* accelerator) {
        int pair[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) fail_errno(Domain::qemu, errno, "socketpair failed");
        ours_ = Fd(pair[0]);
        Fd theirs(pair[1]);
        int errors[2];
        if (::pipe2(errors, O_CLOEXEC) != 0) fail_errno(Domain::qemu, errno, "pipe failed");
        errors_ = Fd(errors[0]);
        Fd errors_end(errors[1]);
        ::fcntl(errors_.get(), F_SETFL, O_NONBLOCK);

        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, theirs.get(), 0);
        posix_spawn_file_actions_adddup2(&actions, theirs.get(), 1);
        posix_spawn_file_actions_adddup2(&actions, errors_end.get(), 2);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        const std::string machine = fmt::format("none,accel={}", accelerator);
        const char* argv[] = {binary.c_str(), "-S", "-no-user-config", "-nodefaults", "-nographic", "-machine",
                              machine.c_str(), "-qmp", "stdio", nullptr};
        char locale[] = "LC_ALL=C";
        char path[] = "PATH=/usr/bin:/bin";
        char* env[] = {locale, path, nullptr};
        const int error = ::posix_spawn(&pid_, binary.c_str(), &actions, &attributes, const_cast<char**>(argv), env);
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
        if (error) {
            pid_ = -1;
            fail_errno(Domain::qemu, error, "cannot execute binary {}", binary);
        }
        ::fcntl(ours_.get(), F_SETFL, O_NONBLOCK);
    }
    ~ProbeProcess() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        int status;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
    }
    Fd take_socket() { return std::move(ours_); }
    std::string complaint() {
        char text[1024];
        const ssize_t n = ::read(errors_.get(), text, sizeof text);
        return n > 0 ? std::string(trim({text, static_cast<std::size_t>(n)})) : std::string();
    }

  private:
    pid_t pid_ = -1;
    Fd ours_, errors_;
};

std::string arch_of_binary(const std::string& binary) {
    const auto at = binary.rfind("qemu-system-");
    if (at == std::string::npos) return "x86_64";  // qemu-kvm and the like
    std::string arch = binary.substr(at + 12);
    if (arch == "i386") return "i686";
    if (arch == "arm") return "armv7l";
    return arch.substr(0, arch.find('-'));
}

Answers ask(run::Loop& loop, const std::string& binary, const char* accelerator, bool only_accelerator, Deadline until) {
    ProbeProcess process(binary, accelerator);
    qmp::Client client(loop, process.take_socket(), binary, {});
    const auto commands = probe_commands(arch_of_binary(binary), only_accelerator);
    Answers answers;
    try {
        const auto futures = client.send(commands);
        for (std::size_t i = 0; i < commands.size(); ++i) {
            const qmp::Reply* reply = futures[i].peek(until);
            if (!reply) fail(Code::operation_timeout, Domain::qemu, "{} did not answer in time", binary);
            if (reply->ok) answers.add(Answers::key(commands[i].name, commands[i].arguments), json::parse(reply->value));
        }
    } catch (const Error& e) {
        const std::string complaint = process.complaint();
        fail(Code::internal_error, Domain::qemu, "Failed to probe QEMU binary with QMP: {}: {}", binary,
             complaint.empty() ? std::string(e.what()) : complaint);
    }
    return answers;
}

}  // namespace

void talk_to_emulator(run::Loop& loop, const std::string& binary, const std::function<void(qmp::Client&)>& talk) {
    ProbeProcess process(binary, "kvm:tcg");
    qmp::Client client(loop, process.take_socket(), binary, {});
    try {
        client.send(qmp::Command("query-version")).check(Deadline::in(std::chrono::seconds(30)));
    } catch (const Error&) {
        fail(Code::internal_error, Domain::qemu, "Failed to start QEMU binary {} for probing: {}", binary, process.complaint());
    }
    talk(client);
}

bool kvm_usable() {
    Fd kvm(::open("/dev/kvm", O_RDWR | O_CLOEXEC));
    return static_cast<bool>(kvm);
}

QemuCaps probe_emulator(run::Loop& loop, const std::string& binary, Deadline until) {
    std::optional<Answers> accelerated;
    std::thread helper;
    const std::string arch = arch_of_binary(binary);
    if (kvm_usable() && (arch == "x86_64" || arch == "i686")) {
        helper = std::thread([&] {
            try {
                accelerated.emplace(ask(loop, binary, "kvm", false, until));
            } catch (const Error&) {
                // Not usable after all: this host runs guests by TCG then.
            }
        });
    }
    std::optional<Answers> emulated;
    std::optional<Error> failure;
    try {
        emulated.emplace(ask(loop, binary, "tcg", false, until));
    } catch (const Error& e) {
        failure = e;
    }
    if (helper.joinable()) helper.join();
    if (!accelerated && !emulated) throw *failure;
    return digest(binary, accelerated ? &*accelerated : nullptr, emulated ? &*emulated : nullptr);
}

}  // namespace vireo::qemu
