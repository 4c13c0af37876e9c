// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fake_driver.h"

#include <algorithm>
#include <cstring>

namespace vireo::fake {

int Pipe::receive(std::span<char> into, bool stop_at_hole) {
    if (busy > 0) return --busy, would_block;
    if (at >= out.size()) return 0;
    if (stop_at_hole && out[at] == 0) return at_hole;
    std::size_t n = std::min(into.size(), out.size() - at);
    if (stop_at_hole) n = std::min(n, out.find('\0', at) == out.npos ? n : out.find('\0', at) - at);
    std::memcpy(into.data(), out.data() + at, n);
    at += n;
    return static_cast<int>(n);
}

int Pipe::send(std::span<const char> from) {
    if (busy > 0) return --busy, would_block;
    std::size_t n = std::min<std::size_t>(from.size(), 1000);  // short writes are the normal case
    in.append(from.data(), n);
    return static_cast<int>(n);
}

std::int64_t Pipe::receive_hole() {
    std::size_t begin = at;
    while (at < out.size() && out[at] == 0) ++at;
    return static_cast<std::int64_t>(at - begin);
}

std::shared_ptr<Host> Host::instance() {
    static auto host = std::make_shared<Host>();
    return host;
}

namespace {

struct Driver final : api::Driver {
    std::string_view name() const override { return "FAKE"; }
    std::shared_ptr<api::Connection> open(api::Call&, const api::Uri& uri) override {
        if (uri.driver() != "fake") return nullptr;
        if (uri.path == "/broken") fail(Code::internal_error, Domain::test, "broken on purpose");
        return Host::instance();
    }
};

}  // namespace

void register_driver() {
    static bool done = [] {
        api::Registry::instance().add(std::make_unique<Driver>());
        return true;
    }();
    (void)done;
}

}  // namespace vireo::fake
