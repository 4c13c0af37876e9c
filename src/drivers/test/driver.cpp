// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/driver.h"

#include "drivers/test/connection.h"

namespace vireo::test {
namespace {

class TestDriver final : public api::Driver {
  public:
    std::string_view name() const override { return "TEST"; }
    std::shared_ptr<api::Connection> open(api::Call&, const api::Uri& uri) override {
        if (uri.driver() != "test" || uri.host) return nullptr;
        if (uri.path.empty() || uri.path == "/")
            fail(Code::invalid_arg, Domain::test, "testOpen: supply a path or use test:///default");
        auto world = uri.path == "/default" ? World::shared_default() : World::from_file(uri.path);
        return std::make_shared<TestConnection>(std::move(world), uri.text());
    }
    bool opens_at_once(const api::Uri& uri) const override { return uri.driver() != "test" || uri.path == "/default"; }
};

}  // namespace

std::unique_ptr<api::Driver> make_driver() { return std::make_unique<TestDriver>(); }

}  // namespace vireo::test
