// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

#include "api/connection.h"
#include "api/gen/events.h"
#include "api/gen/lookup.h"
#include "api/gen/procedures.h"

using namespace vireo;
using namespace vireo::api;

namespace {

struct Small final : Connection, facet::Lookup {
    EventBus bus;
    void* facet(FacetId id) override { return pick_facet<facet::Lookup>(this, id); }
    EventBus* events(EventClass c) override { return c == EventClass::domain ? &bus : nullptr; }
    DomainGetInfoRet domain_get_info(Call&, const DomainGetInfoArgs& a) override { return {.state = 5, .maxMem = a.dom.name.size()}; }
};

TEST(Procedure, RowsAreFoundByProgramAndNumber) {
    const Procedure* p = find_procedure(0x20008086, 16);
    ASSERT_NE(p, nullptr);
    EXPECT_STREQ(p->name, "domain_get_info");
    EXPECT_STREQ(p->api, "virDomainGetInfo");
    EXPECT_EQ(p->number, 16);
    EXPECT_EQ(find_procedure(0x20008086, 0), nullptr);
    EXPECT_EQ(find_procedure(0x20008086, 454), nullptr);
    EXPECT_EQ(find_procedure(1, 1), nullptr);
    EXPECT_EQ(find_procedure(programs[3].number, 20)->number, 20);
    for (unsigned i = 0; i < procedure_count; ++i)
        if (procedures[i].program == 0x20008086) { EXPECT_EQ(procedures[i].number, static_cast<int>(i) + 1); }
}

TEST(Procedure, LocalEndpointReachesTheSlot) {
    LocalEndpoint e({std::make_shared<Small>()});
    Call call;
    auto r = invoke<proc::DomainGetInfo>(e, call, {.dom = {.name = "four", .uuid = {}, .id = -1}});
    EXPECT_EQ(r.state, 5);
    EXPECT_EQ(r.maxMem, 4u);
    try {
        invoke<proc::DomainGetState>(e, call);
        FAIL();
    } catch (const vireo::Error& err) {
        EXPECT_EQ(err.code, Code::no_support);
        EXPECT_EQ(err.message, "this function is not supported by the connection driver: virDomainGetState");
    }
}

TEST(Procedure, ReadOnlyCallsMayNotWrite) {
    LocalEndpoint e({std::make_shared<Small>()});
    Call call;
    call.read_only = true;
    try {
        invoke<proc::DomainDestroy>(e, call);
        FAIL();
    } catch (const vireo::Error& err) {
        EXPECT_EQ(err.code, Code::operation_denied);
        EXPECT_EQ(err.message, "operation forbidden: read only access prevents virDomainDestroy");
    }
    // Conditional: reading secrets out of the XML is a privileged act.
    EXPECT_THROW(invoke<proc::DomainGetXmlDesc>(e, call, {.dom = {}, .flags = 1}), vireo::Error);
}

TEST(Events, ReachMatchingSubscribersInOrder) {
    EventBus bus;
    std::vector<int> seen;
    auto t = bus.subscribe({.cls = EventClass::domain, .id = 0}, [&](const Event& e) {
        seen.push_back(static_cast<const DomainEventCallbackLifecycleMsg*>(e.body.get())->msg.event);
    });
    auto none = bus.subscribe({.cls = EventClass::domain, .id = 1}, [&](const Event&) { seen.push_back(-1); });
    for (int i = 0; i < 3; ++i) bus.publish(make_event(EventClass::domain, 0, Uuid{}, DomainEventCallbackLifecycleMsg{.callbackID = 0, .msg = {.dom = {}, .event = i}}));
    bus.unsubscribe(t);
    bus.unsubscribe(none);
    bus.publish(make_event(EventClass::domain, 0, Uuid{}, DomainEventCallbackLifecycleMsg{}));
    EXPECT_EQ(seen, (std::vector<int>{0, 1, 2}));
}

TEST(Uri, PartsAndText) {
    Uri u = Uri::parse("qemu+ssh://root@host:2222/system?socket=/run/x&no_verify=1#f");
    EXPECT_EQ(u.driver(), "qemu");
    EXPECT_EQ(u.transport(), "ssh");
    EXPECT_EQ(u.user, "root");
    EXPECT_EQ(u.host, "host");
    EXPECT_EQ(u.port, 2222);
    EXPECT_EQ(u.path, "/system");
    EXPECT_EQ(u.param("socket"), "/run/x");
    EXPECT_EQ(u.fragment, "f");
    EXPECT_EQ(u.text(), "qemu+ssh://root@host:2222/system?socket=/run/x&no_verify=1#f");
    EXPECT_EQ(Uri::parse("test:///default").text(), "test:///default");
    EXPECT_EQ(Uri::parse("qemu+tcp://[::1]/system").host, "::1");
    EXPECT_THROW(Uri::parse("qemu:///a b"), vireo::Error);
}

}  // namespace
