// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/config.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>

#include "base/error.h"
#include "base/fd.h"
#include "base/text.h"

namespace vireo {
namespace {

#include "base/config_keys.inc"

constexpr std::size_t most_bytes = 10u << 20;
constexpr unsigned most_depth = 32;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_eol(char c) { return c == '\n' || c == '\r'; }

class Parser {
  public:
    Parser(std::string_view text, const std::string& name, ConfigFile::Dialect dialect)
        : text_(text), name_(name), dialect_(dialect) {}

    std::vector<ConfigFile::Entry> run() {
        std::vector<ConfigFile::Entry> out;
        for (;;) {
            skip_blank_lines();
            if (at_end()) return out;
            ConfigFile::Entry e;
            e.line = line_;
            if (peek() == '#') {
                e.comment = comment();
            } else {
                e.name = read_name();
                skip_blanks();
                if (at_end() || peek() != '=') wrong("expecting an assignment");
                ++at_;
                skip_blanks();
                e.value = dialect_ == ConfigFile::Dialect::lxc ? rest_of_line() : value(0);
                skip_blanks();
                if (!at_end() && peek() == '#') e.comment = comment();
                skip_blanks();
                if (!at_end() && !is_eol(peek()) && peek() != ';') wrong("expecting a separator");
                if (!at_end() && peek() == ';') ++at_;
            }
            out.push_back(std::move(e));
        }
    }

  private:
    [[noreturn]] void wrong(const char* what) { fail(Code::conf_syntax, Domain::conf, "{}:{}: {}", name_, line_, what); }
    bool at_end() const { return at_ == text_.size(); }
    char peek() const { return text_[at_]; }

    void skip_blanks() {
        while (!at_end() && is_blank(peek())) ++at_;
    }
    void skip_blank_lines() {
        while (!at_end() && (is_blank(peek()) || is_eol(peek()))) line_ += text_[at_++] == '\n';
    }
    std::string_view to_eol() {
        auto start = at_;
        while (!at_end() && !is_eol(peek())) ++at_;
        return text_.substr(start, at_ - start);
    }
    std::string comment() {
        ++at_;
        return std::string(to_eol());
    }
    std::string read_name() {
        if (!is_alpha(peek()) && !(dialect_ == ConfigFile::Dialect::vmx && peek() == '.')) wrong("expecting a name");
        auto start = at_;
        auto extra = dialect_ == ConfigFile::Dialect::vmx ? ":.-*" : dialect_ == ConfigFile::Dialect::lxc ? "." : "";
        while (!at_end() && (is_alnum(peek()) || peek() == '_' || std::string_view(extra).find(peek()) != std::string_view::npos))
            ++at_;
        return std::string(text_.substr(start, at_ - start));
    }
    ConfigValue rest_of_line() { return std::string(trim(to_eol())); }

    ConfigValue value(unsigned depth) {
        if (at_end()) wrong("expecting a value");
        char c = peek();
        if (c == '"' || c == '\'') return string();
        if (c == '[') return list(depth);
        if (is_digit(c) || c == '-' || c == '+') return number();
        wrong("expecting a value");
    }
    ConfigValue string() {
        char quote = peek();
        if (text_.substr(at_, 3) == "\"\"\"") {
            auto end = text_.find("\"\"\"", at_ + 3);
            if (end == text_.npos) wrong("unterminated string");
            auto body = text_.substr(at_ + 3, end - at_ - 3);
            for (char c : body) line_ += c == '\n';
            at_ = end + 3;
            return std::string(body);
        }
        auto start = ++at_;
        while (!at_end() && peek() != quote && !is_eol(peek())) ++at_;
        if (at_end() || peek() != quote) wrong("unterminated string");
        return std::string(text_.substr(start, at_++ - start));
    }
    ConfigValue list(unsigned depth) {
        if (depth == most_depth) wrong("list is nested too deeply");
        ++at_;
        ConfigValue::List items;
        skip_blank_lines();
        while (at_end() || peek() != ']') {
            items.push_back(value(depth + 1));
            skip_blank_lines();
            if (at_end()) wrong("list is not closed with ]");
            if (peek() == ']') break;
            if (peek() != ',') wrong("expecting a separator in list");
            ++at_;
            skip_blank_lines();
        }
        ++at_;
        return items;
    }
    ConfigValue number() {
        ConfigValue::Number n;
        if (peek() == '-' || peek() == '+') n.negative = text_[at_++] == '-';
        if (at_end() || !is_digit(peek())) wrong("unterminated number");
        while (!at_end() && is_digit(peek())) {
            auto digit = static_cast<std::uint64_t>(text_[at_++] - '0');
            if (__builtin_mul_overflow(n.magnitude, 10u, &n.magnitude) ||
                __builtin_add_overflow(n.magnitude, digit, &n.magnitude)) {
                n.magnitude = UINT64_MAX;
                while (!at_end() && is_digit(peek())) ++at_;
            }
        }
        return ConfigValue::number(n);
    }

    std::string_view text_;
    const std::string& name_;
    ConfigFile::Dialect dialect_;
    std::size_t at_ = 0;
    unsigned line_ = 1;
};

void put(std::string& out, const ConfigValue& v, ConfigFile::Dialect dialect) {
    if (const auto* n = v.number()) {
        out += fmt::format("{}{}", n->negative ? "-" : "", n->magnitude);
    } else if (const auto* s = v.text()) {
        if (dialect == ConfigFile::Dialect::lxc)
            out += *s;
        else if (s->find_first_of("\n\"") != s->npos)
            out += fmt::format("\"\"\"{}\"\"\"", *s);  // the syntax knows no escapes
        else
            out += fmt::format("\"{}\"", *s);
    } else if (const auto* l = v.list()) {
        out += "[ ";
        for (std::size_t i = 0; i < l->size(); ++i) {
            if (i) out += ", ";
            put(out, (*l)[i], dialect);
        }
        out += " ]";
    }
}

}  // namespace

ConfigValue ConfigValue::number(Number n) {
    ConfigValue v;
    v.value_ = n;
    return v;
}

ConfigValue ConfigValue::number(std::int64_t n) {
    auto u = static_cast<std::uint64_t>(n);
    return number(Number{n < 0 ? 0 - u : u, n < 0});
}

ConfigFile ConfigFile::read(const std::string& path, Dialect dialect) {
    Fd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!fd) fail_errno(Domain::none, errno, "Failed to open file '{}'", path);
    std::string text;
    char buffer[16384];
    for (;;) {
        auto n = ::read(fd.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR) continue;
        if (n >= 0 && text.size() + static_cast<std::size_t>(n) > most_bytes) n = -1, errno = EOVERFLOW;
        if (n < 0) fail_errno(Domain::none, errno, "Failed to read file '{}'", path);
        if (n == 0) break;
        text.append(buffer, static_cast<std::size_t>(n));
    }
    return parse(text, path, dialect);
}

ConfigFile ConfigFile::parse(std::string_view text, std::string name, Dialect dialect) {
    ConfigFile f;
    f.name_ = std::move(name);
    f.dialect_ = dialect;
    f.entries_ = Parser(text.substr(0, most_bytes), f.name_, dialect).run();
    return f;
}

std::string ConfigFile::format() const {
    std::string out;
    for (const auto& e : entries_) {
        if (!e.name.empty()) {
            out += e.name;
            out += " = ";
            put(out, e.value, dialect_);
            if (e.comment) out += " ";
        }
        if (e.comment) {
            out += "#";
            out += *e.comment;
        }
        out += "\n";
    }
    return out;
}

const ConfigValue* ConfigFile::find(std::string_view name) const {
    for (const auto& e : entries_)
        if (e.name == name && !name.empty()) return &e.value;
    return nullptr;
}

void ConfigFile::set(std::string_view name, ConfigValue value) {
    for (auto& e : entries_)
        if (e.name == name) {
            e.value = std::move(value);
            return;
        }
    entries_.push_back({std::string(name), std::move(value), {}, 0});
}

std::optional<std::string> ConfigFile::get_string(std::string_view name) const {
    const auto* v = find(name);
    if (!v) return std::nullopt;
    if (!v->text()) fail(Code::internal_error, Domain::conf, "{}: expected a string for '{}' parameter", name_, name);
    return *v->text();
}

std::optional<std::vector<std::string>> ConfigFile::get_string_list(std::string_view name, bool plain_too) const {
    const auto* v = find(name);
    if (!v) return std::nullopt;
    std::vector<std::string> out;
    if (v->text() && plain_too) {
        out.push_back(*v->text());
    } else if (v->list()) {
        for (const auto& item : *v->list()) {
            if (!item.text())
                fail(Code::conf_syntax, Domain::conf, "{}: expected a string list for '{}' parameter", name_, name);
            out.push_back(*item.text());
        }
    } else {
        fail(Code::internal_error, Domain::conf, "{}: expected a {} for '{}' parameter", name_,
             plain_too ? "string or string list" : "string list", name);
    }
    return out;
}

std::optional<bool> ConfigFile::get_bool(std::string_view name) const {
    const auto* v = find(name);
    if (!v) return std::nullopt;
    if (!v->number() || v->number()->negative)
        fail(Code::internal_error, Domain::conf, "{}: expected a bool for '{}' parameter", name_, name);
    if (v->number()->magnitude > 1)
        fail(Code::internal_error, Domain::conf, "{}: value for '{}' parameter must be 0 or 1", name_, name);
    return v->number()->magnitude == 1;
}

std::optional<int> ConfigFile::get_int(std::string_view name) const {
    const auto* v = find(name);
    if (!v) return std::nullopt;
    const auto* n = v->number();
    if (!n) fail(Code::internal_error, Domain::conf, "{}: expected a signed integer for '{}' parameter", name_, name);
    auto most = static_cast<std::uint64_t>(INT_MAX) + (n->negative ? 1 : 0);
    if (n->magnitude > most)
        fail(Code::internal_error, Domain::conf, "{}: value for '{}' parameter must be in range {}:{}", name_, name, INT_MIN, INT_MAX);
    auto wide = static_cast<std::int64_t>(n->magnitude);
    return static_cast<int>(n->negative ? -wide : wide);
}

std::optional<std::uint64_t> ConfigFile::get_uint64(std::string_view name) const {
    const auto* v = find(name);
    if (!v) return std::nullopt;
    if (!v->number() || v->number()->negative)
        fail(Code::internal_error, Domain::conf, "{}: expected an unsigned integer for '{}' parameter", name_, name);
    return v->number()->magnitude;
}

std::optional<unsigned> ConfigFile::get_uint(std::string_view name) const {
    auto n = get_uint64(name);
    if (!n) return std::nullopt;
    if (*n > UINT_MAX)
        fail(Code::internal_error, Domain::conf, "{}: value for '{}' parameter must be in range {}:{}", name_, name, 0, UINT_MAX);
    return static_cast<unsigned>(*n);
}

std::span<const ConfigKey> config_keys(std::string_view kind) {
    for (const auto& k : kinds)
        if (kind == k.name) return k.keys;
    return {};
}

std::vector<std::string> config_findings(const ConfigFile& file, std::string_view kind) {
    using Type = ConfigKey::Type;
    std::vector<std::string> out;
    auto keys = config_keys(kind);
    for (const auto& e : file.entries()) {
        if (e.name.empty()) continue;
        const ConfigKey* key = nullptr;
        for (const auto& k : keys)
            if (e.name == k.name) key = &k;
        if (!key) {
            out.push_back(fmt::format("{}:{}: unknown setting '{}'", file.name(), e.line, e.name));
            continue;
        }
        const auto& v = e.value;
        auto strings = [&] {
            if (!v.list()) return false;
            for (const auto& item : *v.list())
                if (!item.text()) return false;
            return true;
        };
        bool right = true;
        switch (key->type) {
            case Type::boolean: right = v.number() && !v.number()->negative && v.number()->magnitude <= 1; break;
            case Type::integer: right = v.number(); break;
            case Type::text: right = v.text(); break;
            case Type::text_list: right = strings(); break;
            case Type::text_or_list: right = v.text() || strings(); break;
            case Type::integer_or_word: right = v.number() || v.text(); break;
        }
        if (!right) out.push_back(fmt::format("{}:{}: setting '{}' has a value of the wrong type", file.name(), e.line, e.name));
    }
    return out;
}

}  // namespace vireo
