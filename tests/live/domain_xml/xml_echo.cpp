// SPDX-License-Identifier: LGPL-2.1-or-later
// Reads file names, one a line, and answers each with one line: "ok" or "error CODE DOMAIN" and a length, then that
// many bytes: the stored form of the document, or the message.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/error.h"
#include "model/domain/domain.h"
#include "model/row/row.h"

int main() {
    using namespace vireo;
    for (std::string name; std::getline(std::cin, name);) {
        std::ifstream in(name, std::ios::binary);
        std::ostringstream s;
        s << in.rdbuf();
        try {
            model::ParseOptions o;
            o.namespaces = 0;
            auto d = model::parse_domain(s.str(), o);
            auto text = model::format_domain(d, model::row::format_secure | model::row::format_inactive);
            std::printf("ok %zu\n%s\n", text.size(), text.c_str());
        } catch (const Error& e) {
            std::printf("error %d %d %zu\n%s\n", static_cast<int>(e.code), static_cast<int>(e.domain), e.message.size(), e.message.c_str());
        }
        std::fflush(stdout);
    }
}
