// SPDX-License-Identifier: LGPL-2.1-or-later
// A guest's log: what it was started with, what the emulator says, why it ended.
#include <ctime>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "base/version.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/file/file.h"

namespace vireo::qemu {
namespace prepare {
namespace {

void append(const std::string& path, std::string_view text) {
    Fd fd = host::open_to_append(path, 0600, false);
    while (!text.empty()) {
        ssize_t n = write(fd.get(), text.data(), text.size());
        if (n < 0) fail_errno(Domain::qemu, errno, "Unable to write to domain logfile {}", path);
        text.remove_prefix(static_cast<std::size_t>(n));
    }
}

}  // namespace

std::string log_time() {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    tm parts{};
    gmtime_r(&now.tv_sec, &parts);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}+0000", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec, now.tv_nsec / 1'000'000);
}

void append_to_log(const std::string& path, std::string_view text) { append(path, fmt::format("{}: {}\n", log_time(), text)); }

std::string shell_quote(std::string_view word) {
    constexpr std::string_view special = "\r\t\n !\"#$&'()*;<>?[\\]^`{|}~";
    if (!word.empty() && word.find_first_of(special) == std::string_view::npos) return std::string(word);
    return "'" + replace_all(word, "'", "'\\''") + "'";
}

std::string log_text(const argv::CommandLine& line) {
    std::string out;
    for (const auto& [name, value] : line.env) out += name + "=" + (value.empty() ? "" : shell_quote(value)) + " \\\n";
    out += shell_quote(line.program);
    for (std::size_t i = 0; i < line.args.size(); ++i) {
        // A value stands behind its option.
        bool option = line.args[i].starts_with('-');
        out += option || i == 0 || !line.args[i - 1].starts_with('-') ? " \\\n" : " ";
        out += shell_quote(line.args[i]);
    }
    return out + "\n";
}

void guest_log(Preparation& p) {
    p.prepared.log_file = log_path(p.live, p.config);
    p.prepared.qemu_version = fmt::format("{}.{}.{}{}", p.caps.version / 1000000, p.caps.version / 1000 % 1000, p.caps.version % 1000, p.caps.package);
    p.prepared.pass_output(host::open_to_append(p.prepared.log_file, 0600, false));
    // After the descriptor was made: QEMU writes what it cannot say over its monitor there.
}

}  // namespace prepare

void PreparedHost::log_start(const argv::CommandLine& line) {
    utsname host{};
    uname(&host);
    prepare::append(log_file, fmt::format("{}: starting up libvirt version: {}, qemu version: {}, kernel: {}, hostname: {}\n{}", prepare::log_time(),
                                          version_text, qemu_version, host.release, host.nodename, prepare::log_text(line)));
    struct stat st;
    log_offset_ = stat(log_file.c_str(), &st) == 0 ? static_cast<std::uint64_t>(st.st_size) : 0;
}

std::string PreparedHost::emulator_output() const {
    constexpr std::size_t limit = 16384;
    Fd fd(open(log_file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat st;
    if (!fd || fstat(fd.get(), &st) < 0) return {};
    auto from = log_offset_;
    auto size = static_cast<std::uint64_t>(st.st_size);
    if (size > from + limit) from = size - limit;
    std::string text(static_cast<std::size_t>(size > from ? size - from : 0), '\0');
    ssize_t n = pread(fd.get(), text.data(), text.size(), static_cast<off_t>(from));
    text.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
    // Where a terminal went is news for nobody who asks why the emulator ended.
    std::vector<std::string_view> kept;
    for (auto line : split(text, '\n'))
        if (!line.empty() && line.find("char device redirected to") == std::string_view::npos) kept.push_back(line);
    return join(kept, "\n");
}

}  // namespace vireo::qemu
