// SPDX-License-Identifier: LGPL-2.1-or-later
// Writes out what the rows of our documents know: a grammar, all grammars into a folder, what reference
// pages are made of, a dictionary.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <numeric>
#include <set>
#include <sstream>

#include "base/error.h"
#include "model/schema/schema.h"

using namespace vireo;

namespace {

int usage() {
    std::fputs("usage: vireo-describe grammar NAME | grammars FOLDER | rows NAME | names | dictionary [NAME...]\n", stderr);
    return 2;
}

int write_all(const std::string& folder) {
    for (auto name : model::schema_names()) {
        std::ofstream out(folder + "/" + std::string(name) + ".rng");
        out << model::schema_text(name);
        if (!out.flush()) {
            std::fprintf(stderr, "cannot write %s/%s.rng\n", folder.c_str(), std::string(name).c_str());
            return 1;
        }
    }
    return 0;
}

int put(const std::string& text) { return std::fputs(text.c_str(), stdout) < 0 || text.empty(); }

}  // namespace

int main(int argc, char** argv) try {
    const std::string what = argc > 1 ? argv[1] : "", which = argc > 2 ? argv[2] : "";
    if (what == "grammar" && !which.empty()) return put(model::schema_text(which));
    if (what == "grammars" && !which.empty()) return write_all(which);
    if (what == "names") {
        for (auto n : model::schema_names()) std::printf("%s\n", std::string(n).c_str());
        return 0;
    }
    if (what == "rows" && !which.empty()) return put(model::schema_listing(which));
    if (what == "dictionary" && which.empty()) return put(model::domain_dictionary());
    if (what == "dictionary") {
        std::set<std::string> lines;
        for (int i = 2; i < argc; ++i) {
            std::istringstream in(model::schema_dictionary(argv[i]));
            for (std::string line; std::getline(in, line);) lines.insert(line + "\n");
        }
        return put(std::accumulate(lines.begin(), lines.end(), std::string()));
    }
    return usage();
} catch (const Error& e) {
    std::fprintf(stderr, "%s\n", e.message.c_str());
    return 1;
}
