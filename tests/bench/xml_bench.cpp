// SPDX-License-Identifier: LGPL-2.1-or-later
// What reading and printing a domain document costs: xml_bench FILE [ROUNDS]. Prints the best and the median of each
// step in microseconds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "model/domain/domain.h"
#include "model/row/row.h"
#include "xml/parse.h"

namespace {

template <class F>
void measure(const char* what, int rounds, F&& step) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        auto t0 = std::chrono::steady_clock::now();
        step();
        times.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - t0).count());
    }
    std::sort(times.begin(), times.end());
    std::printf("%-28s best %7.1f us   median %7.1f us\n", what, times[0], times[times.size() / 2]);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "xml_bench FILE [ROUNDS]\n");
        return 2;
    }
    std::ifstream in(argv[1]);
    std::ostringstream s;
    s << in.rdbuf();
    std::string text = s.str();
    int rounds = argc > 2 ? std::atoi(argv[2]) : 2000;
    using namespace vireo;
    std::printf("%zu bytes\n", text.size());
    measure("xml tree", rounds, [&] { xml::parse(text); });
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
