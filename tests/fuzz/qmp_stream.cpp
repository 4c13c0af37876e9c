// SPDX-License-Identifier: LGPL-2.1-or-later
// Whatever a guest process sends, framing and envelope reading stay within bounds and agree for every cut.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "drivers/qemu/qmp/envelope.h"
#include "drivers/qemu/qmp/framer.h"

using namespace vireo::qemu::qmp;

namespace {

std::vector<std::string> documents(const std::string& text, std::size_t step) {
    Framer f({.document = 4096, .depth = 16});
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size(); at += step) {
        f.feed(std::string_view(text).substr(at, step));
        for (auto d = f.next(); !d.empty(); d = f.next()) {
            out.emplace_back(d);
            if (auto e = read_envelope(d)) {
                if (e->value.size() > d.size() || e->id.size() > d.size()) std::abort();
            }
        }
    }
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    read_envelope(text);
    if (documents(text, 7) != documents(text, 1)) std::abort();
    return 0;
}
