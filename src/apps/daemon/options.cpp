// SPDX-License-Identifier: LGPL-2.1-or-later
#include "apps/daemon/options.h"

#include <getopt.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include <fmt/core.h>

#include "base/text.h"

namespace vireo::daemon {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::string home() {
    if (auto h = environment("HOME"); !h.empty()) return h;
    passwd* p = getpwuid(geteuid());
    return p ? p->pw_dir : "/";
}

}  // namespace

std::optional<Options> parse_options(int argc, char** argv, const Role& role) {
    enum { drivers_option = 1000, root_option };
    static const option longs[] = {
        {"verbose", no_argument, nullptr, 'v'},      {"daemon", no_argument, nullptr, 'd'},
        {"listen", no_argument, nullptr, 'l'},       {"config", required_argument, nullptr, 'f'},
        {"timeout", required_argument, nullptr, 't'}, {"pid-file", required_argument, nullptr, 'p'},
        {"version", no_argument, nullptr, 'V'},      {"help", no_argument, nullptr, 'h'},
        {"drivers", required_argument, nullptr, drivers_option}, {"root", required_argument, nullptr, root_option},
        {nullptr, 0, nullptr, 0}};
    Options o;
    int c;
    while ((c = getopt_long(argc, argv, role.network() ? "ldf:p:t:vVh" : "df:p:t:vVh", longs, nullptr)) != -1) {
        switch (c) {
            case 'v': o.verbose = true; break;
            case 'd': o.background = true; break;
            case 'l':
                if (!role.network()) {
                    fmt::print(stderr, "{}: --listen is of the daemons that serve other hosts\n", argv[0]);
                    return std::nullopt;
                }
                o.listen = true;
                break;
            case 'f': o.config = optarg; break;
            case 'p': o.pid_file = optarg; break;
            case 't':
                o.timeout_s = to_number<unsigned>(optarg);
                if (!o.timeout_s || *o.timeout_s == 0) {
                    fmt::print(stderr, "Invalid value for timeout\n");
                    return std::nullopt;
                }
                break;
            case 'V': o.version = true; break;
            case 'h': o.help = true; break;
            case drivers_option: o.drivers = optarg; break;
            case root_option: o.root = optarg; break;
            default: return std::nullopt;
        }
    }
    if (optind != argc) {
        fmt::print(stderr, "{}: unexpected, non-option, command line arguments\n", argv[0]);
        return std::nullopt;
    }
    return o;
}

std::string help_text(const Role& role, bool privileged) {
    Places p = find_places({}, privileged);
    std::string text = fmt::format(
        "Usage:\n"
        "  {0} [options]\n\n"
        "Options:\n"
        "  -h | --help            Display program help\n"
        "  -v | --verbose         Verbose messages\n"
        "  -d | --daemon          Run as a daemon & write PID file\n"
        "{1}"
        "  -t | --timeout <secs>  Exit after timeout period\n"
        "  -f | --config <file>   Configuration file\n"
        "  -V | --version         Display version information\n"
        "  -p | --pid-file <file> Change name of PID file\n"
        "       --drivers <list>  Serve these drivers only, comma separated\n"
        "       --root <dir>      Keep all files and sockets below this folder\n\n"
        "libvirt management daemon:\n\n"
        "  Default paths:\n\n"
        "    Configuration file (unless overridden by -f):\n"
        "      {2}/{0}.conf\n\n"
        "    Sockets:\n"
        "      {3}/{4}-sock\n",
        role.name, role.network() ? "  -l | --listen          Listen for TCP/IP connections\n" : "", p.config_dir, p.socket_dir, role.socket_prefix);
    if (privileged) text += fmt::format("      {}/{}-sock-ro\n", p.socket_dir, role.socket_prefix);
    if (role.network())
        text += privileged ? "\n    TLS:\n"
                             "      CA certificate: /etc/pki/CA/cacert.pem\n"
                             "      Server certificate: /etc/pki/libvirt/servercert.pem\n"
                             "      Server private key: /etc/pki/libvirt/private/serverkey.pem\n"
                           : "\n    TLS:\n"
                             "      CA certificate: $HOME/.pki/libvirt/cacert.pem\n"
                             "      Server certificate: $HOME/.pki/libvirt/servercert.pem\n"
                             "      Server private key: $HOME/.pki/libvirt/serverkey.pem\n";
    text += fmt::format("\n    PID file (unless overridden by -p):\n      {}/{}.pid\n\n", p.pid_dir, role.name);
    return text;
}

Places find_places(const Options& options, bool privileged) {
    Places p;
    p.privileged = privileged;
    p.root = options.root ? *options.root : environment("VIREO_ROOT");
    if (privileged || !p.root.empty()) {
        p.privileged = privileged;
        p.config_dir = p.root + "/etc/libvirt";
        p.socket_dir = p.root + "/run/libvirt";
        p.pid_dir = p.root + "/run";
        p.log_dir = p.root + "/var/log/libvirt";
    } else {
        std::string config = environment("XDG_CONFIG_HOME"), cache = environment("XDG_CACHE_HOME"), run = environment("XDG_RUNTIME_DIR");
        if (config.empty()) config = home() + "/.config";
        if (cache.empty()) cache = home() + "/.cache";
        if (run.empty()) run = cache;
        p.config_dir = config + "/libvirt";
        p.socket_dir = p.pid_dir = run + "/libvirt";
        p.log_dir = cache + "/libvirt";
    }
    return p;
}

}  // namespace vireo::daemon
