// SPDX-License-Identifier: LGPL-2.1-or-later
// virt-admin's entry: global options, environment, then the engine.
#include "apps/virsh/admin/admin.h"

#include <getopt.h>

#include <cstdlib>
#include <cstring>

namespace vireo::sh {

#include "virsh/admin_commands.inc"

namespace {

constexpr option long_options[] = {{"help", no_argument, nullptr, 'h'},      {"connect", required_argument, nullptr, 'c'},
                                   {"debug", required_argument, nullptr, 'd'}, {"log", required_argument, nullptr, 'l'},
                                   {"quiet", no_argument, nullptr, 'q'},      {"version", optional_argument, nullptr, 'v'},
                                   {nullptr, 0, nullptr, 0}};

constexpr const char* usage =
    "\nvirt-admin [options]... [<command_string>]\nvirt-admin [options]... <command> [args...]\n\n  options:\n"
    "    -c | --connect=URI      daemon admin connection URI\n"
    "    -d | --debug=NUM        debug level [0-4]\n"
    "    -h | --help             this help\n"
    "    -l | --log=FILE         output logging to file\n"
    "    -q | --quiet            quiet mode\n"
    "    -v                      short version\n"
    "    -V                      long version\n"
    "         --version[=TYPE]   version, TYPE is short or long (default short)\n"
    "  commands (non interactive mode):\n\n";

constexpr const char* long_version = "Virt-admin command line tool of libvirt " VIREO_VERSION "\nSee web site at https://libvirt.org/\n\n"
                                     "Compiled with support for: Daemon Debug Readline\n";

int apply_options(Admin& sh, int argc, char** argv)
{
    opterr = 0;
    int index = -1;
    for (int c; (c = getopt_long(argc, argv, "+:c:d:hl:qvV", long_options, &index)) != -1; index = -1) {
        switch (c) {
        case 'c':
            sh.uri = optarg;
            sh.connect_first = true;
            break;
        case 'd': {
            auto level = parse_signed(optarg, INT32_MIN, INT32_MAX);
            if (!level) {
                sh.error("option {} takes a numeric argument", index == -1 ? "-d" : "--debug");
                return EXIT_FAILURE;
            }
            if (*level < 0 || *level > 4) sh.error("ignoring debug level {} out of range [0-4]", *level);
            break;
        }
        case 'h':
            sh.write(usage);
            sh.print_help_all(true);
            sh.print("\n  (specify help <group> for details about the commands in the group)\n"
                     "\n  (specify help <command> for details about the command)\n\n");
            return EXIT_SUCCESS;
        case 'l':
            if (!sh.open_log(optarg)) {
                sh.error("failed to open the log file. check the log file path");
                return EXIT_FAILURE;
            }
            break;
        case 'q': sh.quiet = true; break;
        case 'v':
            sh.write(optarg && std::strcmp(optarg, "long") == 0 ? long_version : VIREO_VERSION "\n");
            return EXIT_SUCCESS;
        case 'V': sh.write(long_version); return EXIT_SUCCESS;
        case ':':
            for (const option* o = long_options; o->name; ++o)
                if (o->val == optopt) sh.error("option '-{}'/'--{}' requires an argument", static_cast<char>(optopt), o->name);
            return EXIT_FAILURE;
        default:
            if (optopt) sh.error("unsupported option '-{}'. See --help.", static_cast<char>(optopt));
            else sh.error("unsupported option '{}'. See --help.", argv[optind - 1]);
            return EXIT_FAILURE;
        }
    }
    return -1;
}

}  // namespace

static int main_of_admin(int argc, char** argv)
{
    Admin sh({admin_groups, admin_commands});
    if (const char* l = std::getenv("VIRT_ADMIN_LOG_FILE"); l && *l) sh.open_log(l);
    int code = apply_options(sh, argc, argv);
    return code >= 0 ? code : sh.run(argc - optind, argv + optind);
}

}  // namespace vireo::sh

int main(int argc, char** argv)
{
    // the event thread may still use the library, so nothing global is torn down
    int code = vireo::sh::main_of_admin(argc, argv);
    std::fflush(stdout);
    std::_Exit(code);
}
