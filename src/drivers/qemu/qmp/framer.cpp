// SPDX-License-Identifier: LGPL-2.1-or-later
// See framer.h. The scanner knows strings and brackets only; whether the text between is JSON is for the reader to say.
#include "drivers/qemu/qmp/framer.h"

namespace vireo::qemu::qmp {

bool Framer::broken(const char* why) {
    why_ = why;
    buffer_.clear();
    buffer_.shrink_to_fit();
    consumed_ = scanned_ = start_ = 0;
    depth_ = 0;
    return false;
}

bool Framer::feed(std::string_view bytes) {
    if (*why_) return false;
    if (consumed_ == buffer_.size()) {
        buffer_.clear();
        consumed_ = scanned_ = 0;
    } else if (consumed_ > (buffer_.size() >> 1)) {  // moved bytes stay below fed bytes: linear over all
        buffer_.erase(0, consumed_);
        scanned_ -= consumed_;
        start_ -= depth_ ? consumed_ : start_;
        consumed_ = 0;
    }
    if (depth_ && scanned_ - start_ + bytes.size() > limits_.document) {
        // The document may still end inside these bytes, so look before refusing.
        if (scanned_ - start_ > limits_.document) return broken("document too large");
    }
    buffer_.append(bytes);
    return true;
}

std::string_view Framer::next() {
    if (*why_) return {};
    const char* data = buffer_.data();
    for (const std::size_t size = buffer_.size(); scanned_ < size; ++scanned_) {
        const char c = data[scanned_];
        if (quoted_) {
            if (escaped_)
                escaped_ = false;
            else if (c == '\\')
                escaped_ = true;
            else if (c == '"')
                quoted_ = false;
            continue;
        }
        if (depth_ == 0) {
            if (c == '{') {
                start_ = scanned_;
                depth_ = 1;
            } else if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                broken("text outside of a document");
                return {};
            } else {
                consumed_ = scanned_ + 1;
            }
            continue;
        }
        switch (c) {
            case '"': quoted_ = true; break;
            case '{':
            case '[':
                if (++depth_ > limits_.depth) {
                    broken("document nested too deeply");
                    return {};
                }
                break;
            case '}':
            case ']':
                if (--depth_ == 0) {
                    ++scanned_;
                    std::string_view document(data + start_, scanned_ - start_);
                    consumed_ = scanned_;
                    if (document.size() > limits_.document) {
                        broken("document too large");
                        return {};
                    }
                    return document;
                }
                break;
            default: break;
        }
    }
    if (depth_ && scanned_ - start_ > limits_.document) broken("document too large");
    return {};
}

}  // namespace vireo::qemu::qmp
