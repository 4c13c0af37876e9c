// SPDX-License-Identifier: LGPL-2.1-or-later
// Times a step many times and prints the best and the median, which a busy machine disturbs least.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace vireo::bench {

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

inline std::string content(const char* path) {
    std::ifstream in(path);
    std::ostringstream s;
    s << in.rdbuf();
    return s.str();
}

}  // namespace vireo::bench
