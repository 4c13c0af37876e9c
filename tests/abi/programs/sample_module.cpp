// SPDX-License-Identifier: LGPL-2.1-or-later
// A driver module with next to nothing in it: is it found, loaded, started, and do its errors cross the border?
#include "api/connection.h"
#include "api/gen/host.h"
#include "api/gen/lookup.h"
#include "base/error.h"

namespace {

using namespace vireo;

struct Sample final : api::Connection, api::facet::Host, api::facet::Lookup {
    void* facet(api::FacetId id) override { return api::pick_facet<api::facet::Host, api::facet::Lookup>(this, id); }
    api::ConnectGetTypeRet connect_get_type(api::Call&) override { return {"SAMPLE"}; }
    api::ConnectNumOfDomainsRet connect_num_of_domains(api::Call&) override {
        fail(Code::operation_failed, Domain::test, "{}", "thrown in a module");
    }
};

struct Driver final : api::Driver {
    bool started = false;
    std::string_view name() const override { return "SAMPLE"; }
    void start() override { started = true; }
    std::shared_ptr<api::Connection> open(api::Call&, const api::Uri& uri) override {
        if (uri.driver() != "sample") return nullptr;
        if (!started) fail(Code::internal_error, Domain::test, "{}", "not started");
        return std::make_shared<Sample>();
    }
};

}  // namespace

extern "C" __attribute__((visibility("default"))) void vireo_driver_module(api::Registry& registry) {
    registry.add(std::make_unique<Driver>());
}
