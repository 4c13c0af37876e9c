// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/argv/props.h"

#include <fmt/core.h>

namespace vireo::qemu::argv {
namespace {

void print_string(std::string& out, std::string_view text) {
    out += '"';
    for (char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20)
                    out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
                else
                    out += c;
        }
    }
    out += '"';
}

}  // namespace

Value::Value(Props v) : data_(std::make_shared<const Props>(std::move(v))) {}
Value::Value(std::vector<Value> v) : data_(std::make_shared<const std::vector<Value>>(std::move(v))) {}

void Value::print(std::string& out) const {
    struct Printer {
        std::string& out;
        void operator()(std::monostate) { out += "null"; }
        void operator()(bool v) { out += v ? "true" : "false"; }
        void operator()(std::int64_t v) { out += std::to_string(v); }
        void operator()(std::uint64_t v) { out += std::to_string(v); }
        void operator()(double v) { out += fmt::format("{}", v); }
        void operator()(const std::string& v) { print_string(out, v); }
        void operator()(const std::shared_ptr<const Props>& v) { v->print(out); }
        void operator()(const std::shared_ptr<const std::vector<Value>>& v) {
            out += '[';
            bool first = true;
            for (const Value& x : *v) {
                if (!std::exchange(first, false)) out += ',';
                x.print(out);
            }
            out += ']';
        }
    };
    std::visit(Printer{out}, data_);
}

Props& Props::replace(std::string_view name, Value value) {
    for (auto& [k, v] : items_)
        if (k == name) {
            v = std::move(value);
            return *this;
        }
    return set(name, std::move(value));
}

const Value* Props::find(std::string_view name) const {
    for (const auto& [k, v] : items_)
        if (k == name) return &v;
    return nullptr;
}

void Props::print(std::string& out) const {
    out += '{';
    bool first = true;
    for (const auto& [k, v] : items_) {
        if (!std::exchange(first, false)) out += ',';
        print_string(out, k);
        out += ':';
        v.print(out);
    }
    out += '}';
}

std::string Props::json() const {
    std::string out;
    print(out);
    return out;
}

void Value::flatten(std::string_view key, Option& out) const {
    struct Writer {
        std::string_view key;
        Option& out;
        void operator()(std::monostate) {}
        void operator()(bool v) { out.set(key, v ? "on" : "off"); }
        void operator()(std::int64_t v) { out.set(key, std::to_string(v)); }
        void operator()(std::uint64_t v) { out.set(key, std::to_string(v)); }
        void operator()(double v) { out.set(key, fmt::format("{}", v)); }
        void operator()(const std::string& v) { out.set(key, v); }
        void operator()(const std::shared_ptr<const Props>& v) {
            for (const auto& [k, x] : v->items()) x.flatten(fmt::format("{}.{}", key, k), out);
        }
        void operator()(const std::shared_ptr<const std::vector<Value>>& v) {
            // Wrappers around single strings vanish and repeat the key; what else is listed is numbered.
            unsigned i = 0;
            for (const Value& x : *v) {
                const auto* wrapped = std::get_if<std::shared_ptr<const Props>>(&x.data_);
                if (const Value* inner = wrapped ? (*wrapped)->find("str") : nullptr)
                    inner->flatten(key, out);
                else
                    x.flatten(fmt::format("{}.{}", key, i), out);
                ++i;
            }
        }
    };
    std::visit(Writer{key, out}, data_);
}

Option Props::option(std::string_view first) const {
    Option out;
    if (const Value* v = find(first); v && v->text()) out.word(*v->text());
    for (const auto& [k, v] : items_)
        if (k != first) v.flatten(k, out);
    return out;
}

std::string doubled_commas(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c == ',') out += ',';
        out += c;
    }
    return out;
}

Option& Option::word(std::string_view text) {
    comma();
    text_ += doubled_commas(text);
    return *this;
}
Option& Option::raw(std::string_view text) {
    text_ += text;
    return *this;
}
Option& Option::set(std::string_view key, std::string_view value) {
    comma();
    text_ += key;
    text_ += '=';
    text_ += doubled_commas(value);
    return *this;
}

}  // namespace vireo::qemu::argv
