// SPDX-License-Identifier: LGPL-2.1-or-later
// What reading and printing a domain document costs: xml_bench FILE [ROUNDS]. Prints the best and the median of each
// step in microseconds.
#include <cstdlib>

#include "measure.h"
#include "model/domain/domain.h"
#include "model/row/row.h"
#include "xml/parse.h"

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "xml_bench FILE [ROUNDS]\n");
        return 2;
    }
    const std::string text = vireo::bench::content(argv[1]);
    int rounds = argc > 2 ? std::atoi(argv[2]) : 2000;
    using namespace vireo;
    using bench::measure;
    std::printf("%zu bytes\n", text.size());
    measure("xml tree", rounds, [&] { xml::parse(text); });
    measure("xml tree by the library", rounds, [&] { xml::parse(text, {.plain_first = false}); });
    auto tree = xml::parse(text);
    model::ParseOptions rows;
    rows.flags = model::parse_inactive | model::parse_skip_fill | model::parse_skip_checks;
    measure("rows from tree", rounds, [&] { model::parse_domain(tree.root(), rows); });
    measure("tree, rows, fill-ins, checks", rounds, [&] { model::parse_domain(text); });
    auto domain = model::parse_domain(text);
    std::size_t size = 0;
    measure("format", rounds, [&] { size = model::format_domain(domain, model::row::format_inactive).size(); });
    measure("copy", rounds, [&] { auto copy = domain; });
    measure("equal", rounds, [&] { volatile bool same = domain == domain; (void)same; });
    std::printf("%zu bytes printed\n", size);
}
