// SPDX-License-Identifier: LGPL-2.1-or-later
// See round_trip.h.
#include "round_trip.h"

#include <set>
#include <sstream>

#include "base/error.h"

namespace vireo::test {

model::ParseOptions steady() {
    model::ParseOptions o;
    o.make_uuid = [] { return *Uuid::parse("c7a5fdbd-edaf-9455-926a-d65c16db1809"); };
    o.random_bytes = [](std::uint8_t* to, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<std::uint8_t>(i + 1);
    };
    return o;
}

namespace {

// Which screen a guest gets unasked is the business of its driver.
std::string printed(const std::string& text, const model::ParseOptions& options, unsigned flags) {
    auto d = model::parse_domain(text, options);
    for (auto& v : d.devices.videos)
        if (v.type == model::VideoType::default_) v.type = model::VideoType::virtio;
    return model::format_domain(d, flags);
}

}  // namespace

std::pair<std::string, std::string> twice(const std::string& text, const model::ParseOptions& options, unsigned flags) {
    std::string once;
    try {
        once = printed(text, options, flags);
    } catch (const Error&) {
        return {};
    }
    return {once, printed(once, options, flags)};
}

bool settled(const std::string& once, const std::string& again, const model::ParseOptions& options, unsigned flags) {
    if (once == again) return true;
    auto lines = [](const std::string& s) {
        std::multiset<std::string> all;
        std::istringstream in(s);
        for (std::string l; std::getline(in, l);) all.insert(l);
        return all;
    };
    return lines(once) == lines(again) && twice(again, options, flags).first == again;
}

}  // namespace vireo::test
