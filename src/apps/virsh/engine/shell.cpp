// SPDX-License-Identifier: LGPL-2.1-or-later
// See shell.h: running lines and reporting. Standard output is flushed before an error goes out, so that both in one file
// are in order.
#include "apps/virsh/engine/shell.h"

#include "apps/virsh/engine/parser.h"
#include "apps/virsh/line_editor.h"

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

namespace vireo::sh {

namespace {

void on_error(void* opaque, virErrorPtr e)
{
    if (e && e->code != VIR_ERR_OK) static_cast<Shell*>(opaque)->library_failed(e->message ? e->message : "unknown error");
}

}  // namespace

Shell::Shell(const char* name, CommandTable table) : name_(name), table_(table)
{
    virSetErrorFunc(this, on_error);
}

Shell::~Shell()
{
    flush();
    if (log_fd_ >= 0) close(log_fd_);
}

void Shell::write(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void Shell::flush()
{
    std::fflush(stdout);
}

void Shell::write_error(std::string_view text)
{
    log("ERROR", text);
    flush();
    std::string line = fmt::format("error: {}\n", text);
    std::fwrite(line.data(), 1, line.size(), stderr);
}

void Shell::log(std::string_view level, std::string_view text)
{
    if (log_fd_ < 0) return;
    time_t now = time(nullptr);
    struct tm tm;
    localtime_r(&now, &tm);
    std::string line = fmt::format("[{}.{:02}.{:02} {:02}:{:02}:{:02} {} {}] {} {}\n", 1900 + tm.tm_year, 1 + tm.tm_mon, tm.tm_mday,
                                   tm.tm_hour, tm.tm_min, tm.tm_sec, name_, getpid(), level, text);
    (void)!::write(log_fd_, line.data(), line.size());
}

bool Shell::open_log(const char* path)
{
    log_fd_ = open(path, O_WRONLY | O_APPEND | O_CREAT | O_SYNC | O_CLOEXEC, 0600);
    return log_fd_ >= 0;
}

void Shell::forget_error()
{
    saved_error_.clear();
    // before its first use the library has no last error to reset, and not all versions bear to be asked
    if (library_failed_) virResetLastError();
    library_failed_ = false;
}

void Shell::report_saved_error()
{
    if (!saved_error_.empty()) write_error(saved_error_);
    forget_error();
}

bool Shell::run_parsed(std::vector<Args>& commands)
{
    bool good = true;
    for (Args& args : commands) {
        struct timespec before, after;
        if (timing) clock_gettime(CLOCK_MONOTONIC, &before);
        good = false;
        failed_ = false;
        forget_error();
        if (args.command().has(Command::noconnect) || connected()) {
            try {
                args.command().run(*this, args);
                good = !failed_;
            } catch (const Failed&) {
            }
            if (!good) report_saved_error();
        }
        if (timing) {
            clock_gettime(CLOCK_MONOTONIC, &after);
            double ms = double(after.tv_sec - before.tv_sec) * 1e3 + double(after.tv_nsec - before.tv_nsec) / 1e6;
            print("\n(Time: {:.3f} ms)\n\n", ms);
        } else if (!leaving_) {
            extra("\n");
        }
        if (leaving_) break;
    }
    return good;
}

bool Shell::run_line(const std::string& line)
{
    std::string why;
    auto words = tokenize(line, why);
    if (words) {
        if (auto commands = parse(*this, *words, why)) return run_parsed(*commands);
    }
    write_error(why);
    return false;
}

int Shell::run(int argc, char** argv)
{
    interactive = argc == 0;
    if (interactive) return connected() ? run_interactive() : EXIT_FAILURE;
    std::string why;
    std::optional<std::vector<Word>> words;
    if (argc == 1) {
        words = tokenize(argv[0], why);
    } else {
        words.emplace();
        for (int i = 0; i < argc; ++i) words->push_back({false, argv[i]});
    }
    auto commands = words ? parse(*this, *words, why) : std::nullopt;
    if (!commands) {
        write_error(why);
        return EXIT_FAILURE;
    }
    if (connect_first && !connected()) return EXIT_FAILURE;
    bool good = run_parsed(*commands);
    flush();
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

int Shell::run_interactive()
{
    extra("Welcome to {}\n\n", tool_title);
    extra("Type:  'help' for help with commands\n       'quit' to quit\n\n");
    flush();
    LineEditor editor(name_, history_variable, [this](const std::vector<std::string>& words) { return completions(words); });
    while (!leaving_) {
        flush();
        auto line = editor.read(prompt());
        if (!line) break;
        if (line->empty()) continue;
        editor.remember(*line);
        run_line(*line);
    }
    print("\n");
    flush();
    return EXIT_SUCCESS;
}

}  // namespace vireo::sh
