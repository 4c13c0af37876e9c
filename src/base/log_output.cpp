// SPDX-License-Identifier: LGPL-2.1-or-later
// The writers behind the log. spdlog is compiled into this file alone (its shared library would cost every virsh its
// loading), and its registry and loggers are not used, only its sinks.
#undef SPDLOG_COMPILED_LIB
#ifndef SPDLOG_HEADER_ONLY
#define SPDLOG_HEADER_ONLY
#endif
#ifndef SPDLOG_FMT_EXTERNAL
#define SPDLOG_FMT_EXTERNAL
#endif
#define SPDLOG_PREVENT_CHILD_FD  // opened files are close-on-exec
#include "base/log_output.h"

#include <fcntl.h>
#include <spdlog/details/null_mutex.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/syslog_sink.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

#include <cstring>

#include "base/error.h"
#include "base/fd.h"

namespace vireo::log {
namespace {

// The line was made already.
class Plain final : public spdlog::formatter {
  public:
    void format(const spdlog::details::log_msg& msg, spdlog::memory_buf_t& out) override {
        out.append(msg.payload.data(), msg.payload.data() + msg.payload.size());
        out.push_back('\n');
    }
    std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<Plain>(); }
};

spdlog::level::level_enum level_of(Level level) {
    switch (level) {
        case Level::debug: return spdlog::level::debug;
        case Level::info: return spdlog::level::info;
        case Level::warning: return spdlog::level::warn;
        case Level::error: break;
    }
    return spdlog::level::err;
}

template <class Sink>
class SinkOutput final : public Output {
  public:
    template <class... A>
    explicit SinkOutput(bool whole_line, A&&... args) : sink_(std::forward<A>(args)...), whole_line_(whole_line) {
        if (whole_line) sink_.set_formatter(std::make_unique<Plain>());
    }
    void write(const Record& r) override {
        // A full disk must not stop the daemon; the line is lost, as it would be with any logger.
        try {
            sink_.log({spdlog::source_loc{}, r.source.name(), level_of(r.level), whole_line_ ? r.line : r.text});
            sink_.flush();
        } catch (const spdlog::spdlog_ex&) {
        }
    }
    bool wants_banner() const override { return whole_line_; }

  private:
    Sink sink_;
    bool whole_line_;
};

using File = spdlog::sinks::basic_file_sink<spdlog::details::null_mutex>;
using Stderr = spdlog::sinks::stderr_sink_st;
using Syslog = spdlog::sinks::syslog_sink_st;

class Journal final : public Output {
  public:
    Journal() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        if (!socket_) fail_errno(Domain::none, errno, "failed to create socket");
        // Its buffer bounds what one message may hold.
        int size = 8 << 20;
        setsockopt(socket_.get(), SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    }
    void write(const Record& r) override {
        static constexpr int priorities[] = {LOG_DEBUG, LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERR};
        std::string message;
        put(message, "MESSAGE", r.text);
        put(message, "PRIORITY", std::to_string(priorities[static_cast<int>(r.level)]));
        put(message, "SYSLOG_FACILITY", std::to_string(LOG_DAEMON >> 3));
        put(message, "LIBVIRT_SOURCE", r.source.name());
        if (r.about) {
            put(message, "LIBVIRT_DOMAIN", std::to_string(static_cast<int>(r.about->domain)));
            put(message, "LIBVIRT_CODE", std::to_string(static_cast<int>(r.about->code)));
        }
        if (r.place.file) {
            put(message, "CODE_FILE", r.place.file);
            put(message, "CODE_LINE", std::to_string(r.place.line));
            put(message, "CODE_FUNC", r.place.function);
        }
        sockaddr_un to{AF_UNIX, "/run/systemd/journal/socket"};
        // Not blocking: a journal that does not keep up loses lines rather than holding up guests.
        sendto(socket_.get(), message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT, reinterpret_cast<sockaddr*>(&to),
               sizeof to);
    }
    bool wants_banner() const override { return false; }

  private:
    // KEY=value, or for a value of several lines KEY, its length (64 bits, little endian) and the bytes.
    static void put(std::string& out, std::string_view key, std::string_view value) {
        out += key;
        if (value.find('\n') == value.npos) {
            out += '=';
        } else {
            out += '\n';
            for (unsigned i = 0; i < 8; ++i) out += static_cast<char>(value.size() >> (8 * i));
        }
        out += value;
        out += '\n';
    }
    Fd socket_;
};

}  // namespace

std::unique_ptr<Output> stderr_output() { return std::make_unique<SinkOutput<Stderr>>(true); }

std::unique_ptr<Output> file_output(const std::string& path) {
    errno = 0;
    // spdlog makes missing directories and hides errno; libvirt does neither, so the file is tried first.
    Fd probe(open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0600));
    if (!probe) fail_errno(Domain::none, errno, "failed to open {}", path);
    try {
        return std::make_unique<SinkOutput<File>>(true, path);
    } catch (const spdlog::spdlog_ex&) {
        fail_errno(Domain::none, EIO, "failed to open {}", path);
    }
}

std::unique_ptr<Output> syslog_output(const std::string& ident) {
    return std::make_unique<SinkOutput<Syslog>>(false, ident, LOG_CONS | LOG_PID | LOG_NDELAY, LOG_DAEMON, true);
}

std::unique_ptr<Output> journal_output() { return std::make_unique<Journal>(); }

}  // namespace vireo::log
