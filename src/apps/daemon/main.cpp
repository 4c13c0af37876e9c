// SPDX-License-Identifier: LGPL-2.1-or-later
// The entrance of every daemon: words, configuration, background; then Daemon.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "apps/daemon/daemon.h"
#include "base/error.h"
#include <fmt/core.h>

#include "base/text.h"
#include "base/version.h"

namespace {

using namespace vireo;

// The child goes on; the parent ends with the status that the child reports once it serves.
int go_to_background() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC)) return -1;
    pid_t pid = fork();
    if (pid < 0) return -1;
    if (pid > 0) {
        close(ends[1]);
        unsigned char status = daemon::initialisation;
        ssize_t n;
        while ((n = read(ends[0], &status, 1)) < 0 && errno == EINTR) {}
        _exit(n == 1 ? status : static_cast<unsigned char>(daemon::initialisation));
    }
    close(ends[0]);
    setsid();
    if (chdir("/")) return -1;
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(null, 0);
    dup2(null, 1);
    return ends[1];
}

}  // namespace

int main(int argc, char** argv) {
    auto role = daemon::role_of(argv[0]);
    auto options = daemon::parse_options(argc, argv, role);
    if (!options) {
        fmt::print(stderr, "{}", daemon::help_text(role, geteuid() == 0));
        return EXIT_FAILURE;
    }
    if (options->help) {
        fmt::print("{}", daemon::help_text(role, geteuid() == 0));
        return 0;
    }
    if (options->version) {
        fmt::print("{} (libvirt) {}\n", role.name, version_text);
        return 0;
    }
    if (options->root) {
        // Drivers find their folders by it, too.
        if (options->root->empty() || options->root->front() != '/') {
            fmt::print(stderr, "--root must be an absolute path\n");
            return EXIT_FAILURE;
        }
        setenv("VIREO_ROOT", options->root->c_str(), 1);
    }
    if (options->drivers) {
        role.drivers.clear();
        for (auto d : split(*options->drivers, ',')) role.drivers.emplace_back(d);
    }
    auto places = daemon::find_places(*options, geteuid() == 0);
    umask(022);
    int report = -1;
    if (options->background && (report = go_to_background()) < 0) {
        fmt::print(stderr, "Failed to fork as daemon: {}\n", errno_text(errno));
        return EXIT_FAILURE;
    }
    auto tell = [&](int status) {
        if (report < 0) return;
        auto byte = static_cast<unsigned char>(status);
        (void)!write(report, &byte, 1);
        close(report);
        report = -1;
        // From here on nobody reads standard error.
        int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(null, 2);
    };
    int status = daemon::initialisation;
    try {
        auto settings = daemon::read_settings(options->config.value_or(fmt::format("{}/{}.conf", places.config_dir, role.name)), options->config.has_value(), role,
                                              places.privileged && places.root.empty());
        daemon::Daemon d(std::move(role), *options, std::move(places), std::move(settings));
        status = d.run([&](daemon::Status s) { tell(s); });
    } catch (const Error& e) {
        fmt::print(stderr, "{}\n", e.message);
        status = e.code == Code::conf_syntax || e.code == Code::config_unsupported ? daemon::configuration : daemon::initialisation;
    }
    tell(status);
    return status;
}
