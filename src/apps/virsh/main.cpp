// SPDX-License-Identifier: LGPL-2.1-or-later
// virsh's entry: global options, environment, then the engine.
#include "apps/virsh/virsh.h"

#include <getopt.h>

#include <cctype>
#include <clocale>
#include <cstdlib>
#include <cstring>

namespace vireo::sh {

#include "virsh/virsh_commands.inc"

namespace {

constexpr option long_options[] = {
    {"connect", required_argument, nullptr, 'c'}, {"debug", required_argument, nullptr, 'd'},
    {"escape", required_argument, nullptr, 'e'},  {"help", no_argument, nullptr, 'h'},
    {"keepalive-interval", required_argument, nullptr, 'k'}, {"keepalive-count", required_argument, nullptr, 'K'},
    {"log", required_argument, nullptr, 'l'},     {"quiet", no_argument, nullptr, 'q'},
    {"readonly", no_argument, nullptr, 'r'},      {"timing", no_argument, nullptr, 't'},
    {"version", optional_argument, nullptr, 'v'}, {nullptr, 0, nullptr, 0}};

constexpr const char* usage =
    "\nvirsh [options]... [<command_string>]\nvirsh [options]... <command> [args...]\n\n  options:\n"
    "    -c | --connect=URI      hypervisor connection URI\n"
    "    -d | --debug=NUM        debug level [0-4]\n"
    "    -e | --escape <char>    set escape sequence for console\n"
    "    -h | --help             this help\n"
    "    -k | --keepalive-interval=NUM\n"
    "                            keepalive interval in seconds, 0 for disable\n"
    "    -K | --keepalive-count=NUM\n"
    "                            number of possible missed keepalive messages\n"
    "    -l | --log=FILE         output logging to file\n"
    "    -q | --quiet            quiet mode\n"
    "    -r | --readonly         connect readonly\n"
    "    -t | --timing           print timing information\n"
    "    -v                      short version\n"
    "    -V                      long version\n"
    "         --version[=TYPE]   version, TYPE is short or long (default short)\n"
    "  commands (non interactive mode):\n\n";

constexpr const char* long_version =
    "Virsh command line tool of libvirt " VIREO_VERSION "\n"
    "See web site at https://libvirt.org/\n\n"
    "Compiled with support for:\n"
    " Hypervisors: QEMU/KVM LXC LibXL OpenVZ VMware VirtualBox ESX Test\n"
    " Networking: Remote Network Bridging Interface udev Nwfilter\n"
    " Storage: Dir Disk Filesystem SCSI Multipath iSCSI iSCSI-direct LVM RBD Gluster ZFS\n"
    " Miscellaneous: Daemon Nodedev AppArmor SELinux Secrets Debug DTrace Readline\n";

void apply_environment(Virsh& sh)
{
    if (const char* d = std::getenv("VIRSH_DEBUG")) {
        auto level = parse_signed(d, 0, 4);
        if (level) sh.debug = static_cast<int>(*level);
        else sh.error("VIRSH_DEBUG not set with a valid numeric value");
    }
    if (const char* l = std::getenv("VIRSH_LOG_FILE"); l && *l) sh.open_log(l);
    if (const char* u = std::getenv("VIRSH_DEFAULT_CONNECT_URI"); u && *u) sh.uri = u;
}

// Returns an exit code, or -1 to go on.
int apply_options(Virsh& sh, int argc, char** argv)
{
    opterr = 0;
    int index = -1;
    for (int c; (c = getopt_long(argc, argv, "+:d:hqtc:vVrl:e:k:K:", long_options, &index)) != -1; index = -1) {
        switch (c) {
        case 'd': {
            auto level = parse_signed(optarg, INT32_MIN, INT32_MAX);
            if (!level) {
                sh.error("option {} takes a numeric argument", index == -1 ? "-d" : "--debug");
                return EXIT_FAILURE;
            }
            if (*level < 0 || *level > 4) sh.error("ignoring debug level {} out of range [0-4]", *level);
            else sh.debug = static_cast<int>(*level);
            break;
        }
        case 'h':
            sh.write(usage);
            sh.print_help_all(true);
            sh.print("\n  (specify help <group> for details about the commands in the group)\n"
                     "\n  (specify help <command> for details about the command)\n\n");
            return EXIT_SUCCESS;
        case 'q': sh.quiet = true; break;
        case 't': sh.timing = true; break;
        case 'c':
            sh.uri_store = optarg;
            sh.uri = sh.uri_store.c_str();
            sh.connect_first = true;
            break;
        case 'v':
            sh.write(optarg && std::strcmp(optarg, "long") == 0 ? long_version : VIREO_VERSION "\n");
            return EXIT_SUCCESS;
        case 'V': sh.write(long_version); return EXIT_SUCCESS;
        case 'r': sh.readonly = true; break;
        case 'l':
            if (!sh.open_log(optarg)) {
                sh.error("failed to open the log file. check the log file path");
                return EXIT_FAILURE;
            }
            break;
        case 'e': {
            size_t len = std::strlen(optarg);
            if ((len == 2 && optarg[0] == '^' && ((optarg[1] >= 'a' && optarg[1] <= 'z') || std::strchr("@[\\]^_", optarg[1]) || (optarg[1] >= 'A' && optarg[1] <= 'Z')))
                || (len == 1 && optarg[0] != '^')) {
                sh.escape = optarg;
            } else {
                sh.error("Invalid string '{}' for escape sequence", optarg);
                return EXIT_FAILURE;
            }
            break;
        }
        case 'k':
        case 'K': {
            const char* which = c == 'k' ? "-k" : "-K";
            auto v = parse_signed(optarg, INT32_MIN, INT32_MAX);
            if (!v) {
                sh.error("Invalid value for option {}", which);
                return EXIT_FAILURE;
            }
            if (*v < 0) {
                sh.error("option {} requires a positive integer argument", which);
                return EXIT_FAILURE;
            }
            (c == 'k' ? sh.keepalive_interval : sh.keepalive_count) = static_cast<int>(*v);
            break;
        }
        case ':':
            for (const option* o = long_options; o->name; ++o)
                if (o->val == optopt) {
                    sh.error("option '-{}'/'--{}' requires an argument", static_cast<char>(optopt), o->name);
                    return EXIT_FAILURE;
                }
            sh.error("option '-{}' requires an argument", static_cast<char>(optopt));
            return EXIT_FAILURE;
        case '?':
        default:
            if (optopt) sh.error("unsupported option '-{}'. See --help.", static_cast<char>(optopt));
            else sh.error("unsupported option '{}'. See --help.", argv[optind - 1]);
            return EXIT_FAILURE;
        }
    }
    return -1;
}

}  // namespace

static int main_of_virsh(int argc, char** argv)
{
    Virsh sh({virsh_groups, virsh_commands});
    apply_environment(sh);
    int code = apply_options(sh, argc, argv);
    if (code >= 0) return code;
    return sh.run(argc - optind, argv + optind);
}

}  // namespace vireo::sh

int main(int argc, char** argv)
{
    // the event thread may still use the library, so nothing global is torn down
    int code = vireo::sh::main_of_virsh(argc, argv);
    std::fflush(stdout);
    std::_Exit(code);
}
