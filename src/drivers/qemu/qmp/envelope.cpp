// SPDX-License-Identifier: LGPL-2.1-or-later
// See envelope.h. One pass, no recursion, no copies.
#include "drivers/qemu/qmp/envelope.h"

namespace vireo::qemu::qmp {
namespace {

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    void space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
    }
    bool take(char c) {
        space();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    // The text between quotes, escapes left as they are.
    std::optional<std::string_view> string() {
        if (!take('"')) return std::nullopt;
        const std::size_t begin = at_;
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\\')
                ++at_;
            else if (text_[at_] == '"')
                return text_.substr(begin, at_++ - begin);
        }
        return std::nullopt;
    }
    // The text of any value.
    std::optional<std::string_view> value() {
        space();
        const std::size_t begin = at_;
        std::size_t depth = 0;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"') {
                if (!string()) return std::nullopt;
            } else if (c == '{' || c == '[') {
                ++depth, ++at_;
                continue;
            } else if (c == '}' || c == ']') {
                if (depth == 0) break;
                --depth, ++at_;
            } else if (depth == 0 && c == ',') {
                break;
            } else {
                ++at_;
                continue;
            }
            if (depth == 0) break;
        }
        if (depth || at_ > text_.size()) return std::nullopt;
        std::size_t end = at_;
        while (end > begin && (text_[end - 1] == ' ' || text_[end - 1] == '\n' || text_[end - 1] == '\r' || text_[end - 1] == '\t')) --end;
        if (end == begin) return std::nullopt;
        return text_.substr(begin, end - begin);
    }
    bool at_end() {
        space();
        return at_ == text_.size();
    }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
};

std::string_view unquoted(std::string_view v) {
    if (v.size() >= 2 && v.front() == '"' && v.back() == '"') return v.substr(1, v.size() - 2);
    return v;
}

}  // namespace

std::optional<Envelope> read_envelope(std::string_view document) {
    Scanner in(document);
    if (!in.take('{')) return std::nullopt;
    Envelope out;
    if (in.take('}')) return in.at_end() ? std::optional(out) : std::nullopt;
    do {
        auto key = in.string();
        if (!key || !in.take(':')) return std::nullopt;
        auto value = in.value();
        if (!value) return std::nullopt;
        if (*key == "id") {
            out.id = unquoted(*value);
        } else if (*key == "event") {
            out.kind = Envelope::Kind::event;
            out.name = unquoted(*value);
        } else if (*key == "data") {
            out.value = *value;
        } else if (*key == "timestamp") {
            out.timestamp = *value;
        } else if (*key == "return") {
            out.kind = Envelope::Kind::reply;
            out.value = *value;
        } else if (*key == "error") {
            out.kind = Envelope::Kind::error;
            out.value = *value;
        } else if (*key == "QMP") {
            out.kind = Envelope::Kind::greeting;
            out.value = *value;
        }
    } while (in.take(','));
    if (!in.take('}') || !in.at_end()) return std::nullopt;
    return out;
}

}  // namespace vireo::qemu::qmp
