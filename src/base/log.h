// SPDX-License-Identifier: LGPL-2.1-or-later
// Logging: an event, its object, its place. Levels, filters, outputs, the line format and the environment variables are
// libvirt's public behaviour. A message that nobody asked for costs two loads.
//
//     static constinit log::Source source{"qemu.story"};
//     log::info(source, "domain {} started", name);
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include <fmt/core.h>

namespace vireo {
class Error;
}

namespace vireo::log {

enum class Level : std::uint8_t { debug = 1, info = 2, warning = 3, error = 4 };

// Who speaks: "room.theme", the name that filters look for. One static constinit object per file.
class Source {
  public:
    constexpr explicit Source(const char* name) : name_(name) {}
    const char* name() const { return name_; }
    bool enabled(Level level) const {
        auto state = state_.load(std::memory_order_relaxed);
        if (state >> 8 != settings_age.load(std::memory_order_relaxed)) [[unlikely]]
            state = refresh();
        return static_cast<unsigned>(level) >= (state & 0xff);
    }

  private:
    friend struct Settings;
    static std::atomic<std::uint32_t> settings_age;  // grows with each change of level, filters or outputs
    std::uint32_t refresh() const;
    const char* name_;
    mutable std::atomic<std::uint32_t> state_{0};  // age of the settings << 8 | lowest level that is written
};

struct Place {
    const char* file;
    const char* function;
    int line;
};

// A format string that knows where it stands.
template <class... A>
struct Format {
    template <class S>
    consteval Format(const S& s, const char* file = __builtin_FILE(), const char* function = __builtin_FUNCTION(),
                     int line = __builtin_LINE())
        : text(s), place{file, function, line} {}
    fmt::format_string<A...> text;
    Place place;
};

// Writes whatever the source's level says; for those who asked enabled() themselves.
void write(const Source& source, Level level, const Place& place, std::string_view text, const Error* about = nullptr);

// Out of line and never inlined: the formatting must not burden the place of the call.
[[gnu::noinline, gnu::cold]] void write_formatted(const Source& source, Level level, const Place& place, fmt::string_view text,
                                                  fmt::format_args args);

#define VIREO_LOG_LEVEL(level)                                                                              \
    template <class... A>                                                                                   \
    void level(const Source& source, Format<std::type_identity_t<A>...> format, A&&... args) {              \
        if (source.enabled(Level::level))                                                                   \
            write_formatted(source, Level::level, format.place, format.text, fmt::make_format_args(args...)); \
    }
VIREO_LOG_LEVEL(debug)
VIREO_LOG_LEVEL(info)
VIREO_LOG_LEVEL(warning)
VIREO_LOG_LEVEL(error)
#undef VIREO_LOG_LEVEL

// An error on its way to a caller. Written only if an output was chosen: a program that did not ask for logs gets its
// errors by the API alone.
void raised(const Source& source, const Error& error, const char* function = __builtin_FUNCTION(),
            int line = __builtin_LINE(), const char* file = __builtin_FILE());

// The following throw invalid_arg with libvirt's texts (or system_error when a file cannot be opened) and then leave
// everything as it was. They may be called at any time, from any thread.

// Without a filter for its source a message needs this level; at first warning. Words or digits, 1 to 4.
void set_level(std::string_view level);
void set_level(Level level);
Level level();
// Filters "LEVEL:PATTERN", separated by white space: the first whose pattern (anywhere in the name, may hold glob signs)
// matches a source rules it. "" removes all.
void set_filters(std::string_view filters);
// Each with a blank behind it, as virAdmConnectGetLoggingFilters tells them.
std::string filters();
// Outputs "LEVEL:stderr", "LEVEL:syslog:NAME", "LEVEL:file:PATH", "LEVEL:journald", separated by white space. "" goes
// back to the default output.
void set_outputs(std::string_view outputs);
std::string outputs();
// What "" means to set_outputs; without a call no output, and messages below error level of sources that were asked
// for go to standard error.
void set_default_output(std::string_view output);

// LIBVIRT_DEBUG (level), LIBVIRT_LOG_FILTERS, LIBVIRT_LOG_OUTPUTS.
void set_from_environment();

// Standard error, opened files: gone. For tests and before the end of a program.
void reset();

}  // namespace vireo::log
