// SPDX-License-Identifier: LGPL-2.1-or-later
// Configuration files of any content: reading ends with a value or an Error; what was read and written is read the same.
#include <cstdlib>

#include "base/config.h"
#include "base/error.h"

using namespace vireo;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0) return 0;
    auto dialect = static_cast<ConfigFile::Dialect>(data[0] % 3);
    std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    try {
        auto file = ConfigFile::parse(text, "fuzz", dialect);
        for (const auto& e : file.entries()) {
            for (auto get : {+[](const ConfigFile& f, std::string_view n) { (void)f.get_string_list(n, true); },
                             +[](const ConfigFile& f, std::string_view n) { (void)f.get_int(n); },
                             +[](const ConfigFile& f, std::string_view n) { (void)f.get_bool(n); }}) {
                try {
                    get(file, e.name);
                } catch (const Error&) {
                }
            }
        }
        (void)config_findings(file, "qemu");
        auto out = file.format();
        // Three double quotes in a text, or one at its end, cannot be said in this syntax.
        bool sayable = out.find("\"\"\"") == out.npos;
        if (dialect == ConfigFile::Dialect::plain && sayable && ConfigFile::parse(out, "again", dialect).format() != out) abort();
    } catch (const Error&) {
    }
    return 0;
}
