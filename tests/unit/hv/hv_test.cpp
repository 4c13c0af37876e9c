// SPDX-License-Identifier: LGPL-2.1-or-later
// The small shared rules of hypervisor drivers: wording of refusals, filters, impact, parameters, events.
#include <gtest/gtest.h>

#include "hv/domain_list.h"
#include "hv/events.h"
#include "hv/flags.h"
#include "hv/impact.h"
#include "hv/refusals.h"
#include "hv/typed_params.h"

namespace vireo::hv {
namespace {

template <class F>
Error caught(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e;
    }
    return Error(Code::ok, Domain::none, "nothing was thrown");
}

TEST(Flags, UnknownBitsAreNamed) {
    EXPECT_NO_THROW(check_flags(3, 7, "testX", Domain::test));
    Error e = caught([] { check_flags(0xff, 0x1f, "testDomainReboot", Domain::test); });
    EXPECT_EQ(e.code, Code::invalid_arg);
    EXPECT_EQ(e.domain, Domain::test);
    EXPECT_EQ(e.message, "unsupported flags (0xe0) in function testDomainReboot");
    EXPECT_EQ(e.str1, "testDomainReboot");
    EXPECT_EQ(e.str2, "flags");
    EXPECT_EQ(e.int1, 0);
}

TEST(Impact, ReadsBits) {
    EXPECT_TRUE(resolve_impact(affect_current, true, true).live);
    EXPECT_FALSE(resolve_impact(affect_current, true, true).config);
    EXPECT_TRUE(resolve_impact(affect_current, false, true).config);
    Impact both = resolve_impact(affect_live | affect_config, true, true);
    EXPECT_TRUE(both.live && both.config);
    EXPECT_EQ(caught([] { resolve_impact(affect_live, false, true); }).message,
              "Requested operation is not valid: domain is not running");
    EXPECT_EQ(caught([] { resolve_impact(affect_config, true, false); }).message,
              "Requested operation is not valid: transient domains do not have any persistent config");
    EXPECT_EQ(caught([] { reads_live(3, true, true); }).message,
              "Flags 'VIR_DOMAIN_AFFECT_LIVE' and 'VIR_DOMAIN_AFFECT_CONFIG' are mutually exclusive");
    EXPECT_TRUE(reads_live(0, true, true));
    EXPECT_FALSE(reads_live(2, true, true));
}

TEST(List, Groups) {
    ListFacts d{.phase = Phase::running, .active = true, .persistent = true};
    EXPECT_TRUE(listed(0, d));
    EXPECT_TRUE(listed(list::active, d));
    EXPECT_FALSE(listed(list::inactive, d));
    EXPECT_TRUE(listed(list::active | list::inactive, d));
    EXPECT_FALSE(listed(list::active | list::transient, d));
    EXPECT_TRUE(listed(list::running | list::paused, d));
    EXPECT_FALSE(listed(list::other, d));
    EXPECT_TRUE(listed(list::other, {.phase = Phase::crashed}));
    EXPECT_TRUE(listed(list::no_snapshot | list::no_autostart | list::no_managed_save | list::no_checkpoint, d));
    EXPECT_FALSE(listed(list::has_checkpoint, d));
}

TEST(Params, TableIsKept) {
    static constexpr KnownParam known[] = {{"weight", ParamType::uint}, {"tag", ParamType::string, true}};
    auto given = [](const char* name, api::TypedValue v) { return api::TypedParam{name, std::move(v)}; };
    api::TypedParams ok{given("weight", 3u), given("tag", std::string("a")), given("tag", std::string("b"))};
    EXPECT_NO_THROW(check_params(ok, known));
    EXPECT_EQ(param<std::uint32_t>(ok, "weight"), 3u);
    EXPECT_EQ(param<std::string>(ok, "none"), std::nullopt);
    Error e = caught([&] { check_params(api::TypedParams{given("foo", 1u)}, known); });
    EXPECT_EQ(e.code, Code::argument_unsupported);
    EXPECT_EQ(e.message, "argument unsupported: parameter 'foo' not supported");
    e = caught([&] { check_params(api::TypedParams{given("weight", std::uint64_t{1})}, known); });
    EXPECT_EQ(e.message, "invalid argument: invalid type 'ullong' for parameter 'weight', expected 'uint'");
    e = caught([&] { check_params(api::TypedParams{given("weight", 1u), given("weight", 2u)}, known); });
    EXPECT_EQ(e.message, "invalid argument: parameter 'weight' occurs multiple times");
}

TEST(Params, BuilderAndCut) {
    Params p;
    p.u32("a", 1);
    p.text("b", "x");
    p.boolean("c", true);
    ASSERT_EQ(p.list.size(), 3u);
    EXPECT_EQ(type_of(p.list[0]), ParamType::uint);
    EXPECT_EQ(type_of(p.list[1]), ParamType::string);
    EXPECT_EQ(type_of(p.list[2]), ParamType::boolean);
    cut_to(p.list, 2);
    EXPECT_EQ(p.list.size(), 2u);
}

TEST(Events, LifecycleCarriesTheReference) {
    api::DomainRef dom{"a", *Uuid::parse("00000000-1111-2222-3333-444444444441"), 4};
    api::Event e = lifecycle_event(dom, event::Lifecycle::stopped, event::stopped::destroyed);
    ASSERT_NE(e.row, nullptr);
    EXPECT_EQ(e.row->id, 0);
    EXPECT_EQ(e.uuid, dom.uuid);
    const auto& m = *static_cast<const api::DomainEventCallbackLifecycleMsg*>(e.body.get());
    EXPECT_EQ(m.msg.dom, dom);
    EXPECT_EQ(m.msg.event, 5);
    EXPECT_EQ(m.msg.detail, 1);
}

TEST(Refusals, Wording) {
    api::DomainRef dom{"a", *Uuid::parse("00000000-1111-2222-3333-444444444441"), -1};
    Error e = caught([&] { no_such_domain(Domain::test, dom); });
    EXPECT_EQ(e.message, "Domain not found: no domain with matching uuid '00000000-1111-2222-3333-444444444441' (a)");
    EXPECT_EQ(caught([&] { name_taken("a", dom.uuid); }).message,
              "operation failed: domain 'a' already exists with uuid 00000000-1111-2222-3333-444444444441");
}

}  // namespace
}  // namespace vireo::hv
