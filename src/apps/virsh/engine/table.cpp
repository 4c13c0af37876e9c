// SPDX-License-Identifier: LGPL-2.1-or-later
// See table.h. A row is " cell  " per column with the last cell unpadded; the rule is three wider than each column.
#include "apps/virsh/engine/table.h"

#include <clocale>
#include <cwchar>
#include <fmt/core.h>

namespace vireo::sh {

namespace {

// Calls with each character: its bytes, and its width or -1 when it cannot be printed.
template <class F>
void each_char(const std::string& text, F&& f)
{
    std::mbstate_t state{};
    for (size_t i = 0; i < text.size();) {
        if (text[i] >= ' ' && text[i] < 0x7f) {
            f(std::string_view(text).substr(i++, 1), 1);
            continue;
        }
        // the user's locale is only read when there is something beyond ASCII to measure: it costs start-up time
        static const bool ready = std::setlocale(LC_CTYPE, "") != nullptr;
        (void)ready;
        wchar_t wc = 0;
        size_t n = std::mbrtowc(&wc, text.data() + i, text.size() - i, &state);
        if (n == 0 || n > text.size() - i) {
            state = {};
            n = 1;
            f(std::string_view(text).substr(i, 1), -1);
        } else {
            f(std::string_view(text).substr(i, n), wcwidth(wc));
        }
        i += n;
    }
}

}  // namespace

std::size_t screen_width(const std::string& text)
{
    size_t width = 0;
    each_char(text, [&](std::string_view bytes, int w) { width += w < 0 ? 4 * bytes.size() : static_cast<size_t>(w); });
    return width;
}

std::string printable(const std::string& text)
{
    std::string out;
    out.reserve(text.size());
    each_char(text, [&](std::string_view bytes, int w) {
        if (w >= 0) {
            out += bytes;
            return;
        }
        for (char c : bytes) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    });
    return out;
}

std::string Table::text(bool header) const
{
    size_t columns = rows_.front().size();
    std::vector<size_t> width(columns);
    for (size_t r = header ? 0 : 1; r < rows_.size(); ++r)
        for (size_t c = 0; c < columns; ++c) width[c] = std::max(width[c], screen_width(rows_[r][c]));
    std::string out;
    for (size_t r = header ? 0 : 1; r < rows_.size(); ++r) {
        for (size_t c = 0; c < columns; ++c) {
            out += ' ';
            out += printable(rows_[r][c]);
            if (c + 1 < columns) out.append(width[c] - screen_width(rows_[r][c]) + 2, ' ');
        }
        out += '\n';
        if (r == 0) {
            size_t rule = 0;
            for (size_t w : width) rule += w + 3;
            out.append(rule, '-');
            out += '\n';
        }
    }
    return out;
}

}  // namespace vireo::sh
