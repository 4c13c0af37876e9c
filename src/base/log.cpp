// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/log.h"

#include <fnmatch.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/log_output.h"
#include "base/text.h"
#include "base/version.h"

namespace vireo::log {

constinit std::atomic<std::uint32_t> Source::settings_age{1};

struct Filter {
    Level level;
    std::string pattern;
};

struct Target {
    Level level;
    std::string kind, name;
    std::shared_ptr<Output> output;
    bool begun = false;
};

struct Settings {
    std::mutex mutex;
    Level level = Level::warning;
    std::vector<Filter> filters;
    std::vector<Target> targets;
    std::string default_output;
    std::unique_ptr<Output> fallback;  // standard error, when no output was chosen
    bool fallback_begun = false;

    static Settings& get() {
        static Settings& s = *new Settings;  // threads may log until the very end
        return s;
    }
    // Under the mutex.
    static void changed() { Source::settings_age.fetch_add(1, std::memory_order_relaxed); }
    static std::uint32_t age() { return Source::settings_age.load(std::memory_order_relaxed) & 0xffffff; }
};

namespace {

constinit std::atomic<bool> output_chosen{false};  // targets is not empty

std::optional<Level> to_level(std::string_view digit) {
    auto n = to_number<unsigned>(digit);
    if (!n || *n < 1 || *n > 4) return std::nullopt;
    return static_cast<Level>(*n);
}

const char* word(Level level) {
    switch (level) {
        case Level::debug: return "debug";
        case Level::info: return "info";
        case Level::warning: return "warning";
        case Level::error: break;
    }
    return "error";
}

template <class... A>
[[noreturn]] void invalid(fmt::format_string<A...> text, A&&... args) {
    fail(Code::invalid_arg, Domain::none, text, std::forward<A>(args)...);
}

std::vector<Filter> parse_filters(std::string_view text) {
    std::vector<Filter> out;
    for (auto one : split_words(text)) {
        auto parts = split(one, ':');
        if (parts.size() < 2) invalid("Malformed format for filter '{}'", one);
        auto level = to_level(parts[0]);
        if (!level) invalid("Invalid priority '{}' for filter '{}'", parts[0], one);
        auto pattern = parts[1];
        if (pattern.starts_with('+')) pattern.remove_prefix(1);  // once asked for stack traces
        if (pattern.empty()) invalid("Invalid match string '{}'", parts[1]);
        out.push_back({*level, fmt::format("*{}*", pattern)});
    }
    return out;
}

std::string absolute(std::string_view path) {
    if (path.starts_with('/')) return std::string(path);
    std::unique_ptr<char, decltype(&free)> here(getcwd(nullptr, 0), free);
    if (!here) fail_errno(Domain::none, errno, "cannot get current directory");
    return fmt::format("{}/{}", here.get(), path);
}

Target parse_output(std::string_view one) {
    auto parts = split(one, ':');
    if (parts.size() < 2) invalid("Malformed format for log output '{}'", one);
    auto level = to_level(parts[0]);
    if (!level) invalid("Invalid log priority '{}' for log output '{}'", parts[0], one);
    auto kind = parts[1];
    bool named = kind == "file" || kind == "syslog";
    if (!named && kind != "stderr" && kind != "journald") invalid("Invalid log destination '{}' for log output '{}'", kind, one);
    if ((named && parts.size() < 3) || (!named && parts.size() != 2))
        invalid("Log output '{}' does not meet the format requirements for destination type '{}'", one, kind);
    Target t{*level, std::string(kind), {}, {}};
    if (named) {
        auto name = one.substr(parts[0].size() + parts[1].size() + 2);  // a path may hold colons
        t.name = kind == "file" ? absolute(name) : std::string(name);
    }
    return t;
}

void open_target(Target& t) {
    if (t.kind == "stderr") t.output = stderr_output();
    if (t.kind == "file") t.output = file_output(t.name);
    if (t.kind == "syslog") t.output = syslog_output(t.name);
    if (t.kind == "journald") t.output = journal_output();
}

// "2026-01-01 00:00:00.000+0000: 1234: "
void put_prefix(std::string& out) {
    timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    tm utc;
    gmtime_r(&now.tv_sec, &utc);
    thread_local const auto thread = static_cast<long>(syscall(SYS_gettid));
    fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}+0000: {}: ", utc.tm_year + 1900,
                   utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, now.tv_nsec / 1'000'000, thread);
}

void put_banner(const Source& source, Output& output) {
    char host[256] = {};
    gethostname(host, sizeof host - 1);
    for (auto text : {fmt::format("libvirt version: {}", version_text), fmt::format("hostname: {}", host)}) {
        std::string line;
        put_prefix(line);
        fmt::format_to(std::back_inserter(line), "info : {}", text);
        output.write({source, Level::info, {}, text, line, nullptr});
    }
}

}  // namespace

std::uint32_t Source::refresh() const {
    auto& s = Settings::get();
    std::lock_guard lock(s.mutex);
    auto lowest = s.level;
    for (const auto& f : s.filters)
        if (fnmatch(f.pattern.c_str(), name_, 0) == 0) {
            lowest = f.level;
            break;
        }
    if (!s.targets.empty()) {
        auto heard = Level::error;
        for (const auto& t : s.targets) heard = std::min(heard, t.level);
        lowest = std::max(lowest, heard);
    }
    auto state = Settings::age() << 8 | static_cast<unsigned>(lowest);
    state_.store(state, std::memory_order_relaxed);
    return state;
}

void write(const Source& source, Level level, const Place& place, std::string_view text, const Error* about) {
    std::string line;
    put_prefix(line);
    fmt::format_to(std::back_inserter(line), "{} : {}:{} : {}", word(level), place.function, place.line, text);
    Record record{source, level, place, text, line, about};

    auto& s = Settings::get();
    std::lock_guard lock(s.mutex);
    if (s.targets.empty()) {
        if (!s.fallback) s.fallback = stderr_output();
        if (!std::exchange(s.fallback_begun, true)) put_banner(source, *s.fallback);
        s.fallback->write(record);
    }
    for (auto& t : s.targets) {
        if (level < t.level) continue;
        if (!std::exchange(t.begun, true) && t.output->wants_banner()) put_banner(source, *t.output);
        t.output->write(record);
    }
}

void write_formatted(const Source& source, Level level, const Place& place, fmt::string_view text, fmt::format_args args) {
    std::string message;
    fmt::vformat_to(std::back_inserter(message), text, args);
    write(source, level, place, message);
}

void raised(const Source& source, const Error& error, const char* function, int line, const char* file) {
    if (!output_chosen.load(std::memory_order_relaxed) || !source.enabled(Level::error)) return;
    write(source, Level::error, {file, function, line}, error.message, &error);
}

void set_level(std::string_view text) {
    static constexpr std::pair<std::string_view, Level> words[] = {
        {"debug", Level::debug}, {"info", Level::info}, {"warning", Level::warning}, {"error", Level::error}};
    auto level = to_level(text);
    for (auto& [w, l] : words)
        if (text == w) level = l;
    if (!level) invalid("Failed to set logging priority, argument '{}' is invalid", text);
    set_level(*level);
}

void set_level(Level level) {
    auto& s = Settings::get();
    std::lock_guard lock(s.mutex);
    s.level = level;
    Settings::changed();
}

Level level() {
    auto& s = Settings::get();
    std::lock_guard lock(s.mutex);
    return s.level;
}

void set_filters(std::string_view text) {
    auto parsed = parse_filters(text);
    auto& s = Settings::get();
    std::lock_guard lock(s.mutex);
    s.filters = std::move(parsed);
    Settings::changed();
}

std::string filters() {
    auto& s = Settings::get();
    std::lock_guard lock(s.mutex);
    std::string out;
    for (const auto& f : s.filters) out += fmt::format("{}:{} ", static_cast<int>(f.level), f.pattern);
    return out;
}

void set_outputs(std::string_view text) {
    auto& s = Settings::get();
    std::string fallback;
    if (trim(text).empty()) {
        std::lock_guard lock(s.mutex);
        text = fallback = s.default_output;
    }
    std::vector<Target> fresh;
    for (auto one : split_words(text)) {
        auto t = parse_output(one);
        // The same place named twice: the later one rules.
        std::erase_if(fresh, [&](const Target& o) { return o.kind == t.kind && o.name == t.name; });
        fresh.push_back(std::move(t));
    }
    std::lock_guard lock(s.mutex);
    for (auto& t : fresh) {
        for (const auto& old : s.targets)
            if (old.kind == t.kind && old.name == t.name) t.output = old.output, t.begun = old.begun;
        if (!t.output) open_target(t);
    }
    s.targets = std::move(fresh);
    output_chosen = !s.targets.empty();
    Settings::changed();
}

std::string outputs() {
    auto& s = Settings::get();
    std::lock_guard lock(s.mutex);
    std::string out;
    for (const auto& t : s.targets) {
        out += fmt::format("{}{}:{}", out.empty() ? "" : " ", static_cast<int>(t.level), t.kind);
        if (t.kind == "file" || t.kind == "syslog") out += ":" + t.name;
    }
    return out;
}

void set_default_output(std::string_view output) {
    if (!output.empty()) parse_output(output);
    auto& s = Settings::get();
    std::lock_guard lock(s.mutex);
    s.default_output = output;
}

void set_from_environment() {
    auto variable = [](const char* name) -> std::string_view {
        const char* v = getenv(name);
        return v ? v : "";
    };
    if (auto v = variable("LIBVIRT_DEBUG"); !v.empty()) set_level(v);
    if (auto v = variable("LIBVIRT_LOG_FILTERS"); !v.empty()) set_filters(v);
    if (auto v = variable("LIBVIRT_LOG_OUTPUTS"); !v.empty()) set_outputs(v);
}

void reset() {
    auto& s = Settings::get();
    std::lock_guard lock(s.mutex);
    s.level = Level::warning;
    s.filters.clear();
    s.targets.clear();
    output_chosen = false;
    s.default_output.clear();
    s.fallback.reset();
    s.fallback_begun = false;
    Settings::changed();
}

}  // namespace vireo::log
