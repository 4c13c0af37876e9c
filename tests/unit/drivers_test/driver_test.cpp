// SPDX-License-Identifier: LGPL-2.1-or-later
// The test driver through the one door that every face uses.
#include <gtest/gtest.h>

#include <thread>

#include "api/gen/events.h"
#include "api/gen/procedures.h"
#include "drivers/test/driver.h"

namespace vireo::test {
namespace {

namespace proc = api::proc;

struct Open {
    explicit Open(const char* uri = "test:///default") {
        auto driver = make_driver();
        auto connection = driver->open(call, api::Uri::parse(uri));
        endpoint = std::make_shared<api::LocalEndpoint>(std::vector{connection});
    }
    template <class P>
    typename P::Out ask(const typename P::In& in = {}) {
        return api::invoke<P>(*endpoint, call, in);
    }
    api::DomainRef named(const char* name) { return ask<proc::DomainLookupByName>({name}).dom; }
    api::Call call;
    std::shared_ptr<api::LocalEndpoint> endpoint;
};

template <class F>
Error caught(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e;
    }
    return Error(Code::ok, Domain::none, "nothing was thrown");
}

std::string definition(const std::string& name, const std::string& more = "") {
    return "<domain type='test'><name>" + name + "</name><memory>65536</memory><vcpu>2</vcpu><os><type>hvm</type></os>" + more +
           "</domain>";
}

TEST(TestDriver, TakesItsUrisOnly) {
    auto driver = make_driver();
    api::Call call;
    EXPECT_EQ(driver->open(call, api::Uri::parse("qemu:///system")), nullptr);
    EXPECT_EQ(driver->open(call, api::Uri::parse("test://host/default")), nullptr);
    Error e = caught([&] { driver->open(call, api::Uri::parse("test:///")); });
    EXPECT_EQ(e.message, "invalid argument: testOpen: supply a path or use test:///default");
    e = caught([&] { driver->open(call, api::Uri::parse("test:///no/such/file")); });
    EXPECT_EQ(e.message, "Failed to open file '/no/such/file': No such file or directory");
}

TEST(TestDriver, DefaultDomain) {
    Open c;
    auto dom = c.named("test");
    EXPECT_EQ(dom.id, 1);
    EXPECT_EQ(dom.uuid.text(), "6695eb01-f6a4-8304-79aa-97f2502e193f");
    auto info = c.ask<proc::DomainGetInfo>({dom});
    EXPECT_EQ(info.state, 1);
    EXPECT_EQ(info.maxMem, 8388608u);
    EXPECT_EQ(info.memory, 2097152u);
    EXPECT_EQ(info.nrVirtCpu, 2);
    auto xml = c.ask<proc::DomainGetXmlDesc>({dom, 0}).xml;
    EXPECT_NE(xml.find("<target dev='testnet0'/>"), xml.npos) << xml;
    EXPECT_NE(xml.find("<type arch='i686'>hvm</type>"), xml.npos) << xml;
    EXPECT_EQ(c.ask<proc::DomainLookupById>({1}).dom, dom);
    EXPECT_EQ(c.ask<proc::DomainLookupByUuid>({dom.uuid}).dom, dom);
    EXPECT_EQ(caught([&] { c.named("nope"); }).code, Code::no_domain);
}

TEST(TestDriver, DefaultConnectionsShareOneWorldWhileOpen) {
    {
        Open a, b;
        a.ask<proc::DomainDefineXml>({definition("shared")});
        EXPECT_EQ(b.named("shared").id, -1);
    }
    Open c;
    EXPECT_EQ(caught([&] { c.named("shared"); }).code, Code::no_domain);
}

TEST(TestDriver, LifeOfADomain) {
    Open c;
    std::vector<std::pair<int, int>> events;
    api::EventFilter filter;
    auto ticket = c.endpoint->subscribe(c.call, filter, [&](const api::Event& e) {
        const auto& m = *static_cast<const api::DomainEventCallbackLifecycleMsg*>(e.body.get());
        events.emplace_back(m.msg.event, m.msg.detail);
    });
    auto dom = c.ask<proc::DomainDefineXml>({definition("life")}).dom;
    EXPECT_EQ(caught([&] { c.ask<proc::DomainDestroy>({dom}); }).message,
              "Requested operation is not valid: domain is not running");
    c.ask<proc::DomainCreate>({dom});
    EXPECT_EQ(c.ask<proc::DomainGetState>({dom, 0}), (api::DomainGetStateRet{1, 1}));
    EXPECT_EQ(caught([&] { c.ask<proc::DomainCreate>({dom}); }).message, "internal error: Domain 'life' is already running");
    c.ask<proc::DomainSuspend>({dom});
    EXPECT_EQ(c.ask<proc::DomainGetState>({dom, 0}), (api::DomainGetStateRet{3, 1}));
    c.ask<proc::DomainResume>({dom});
    EXPECT_EQ(c.ask<proc::DomainGetState>({dom, 0}), (api::DomainGetStateRet{1, 5}));
    c.ask<proc::DomainReboot>({dom, 0});
    c.ask<proc::DomainShutdown>({dom});
    EXPECT_EQ(c.ask<proc::DomainGetState>({dom, 0}), (api::DomainGetStateRet{5, 1}));
    c.ask<proc::DomainRename>({dom, "other", 0});
    EXPECT_EQ(c.named("other").uuid, dom.uuid);
    c.ask<proc::DomainUndefine>({dom});
    EXPECT_EQ(caught([&] { c.ask<proc::DomainGetInfo>({dom}); }).code, Code::no_domain);
    c.endpoint->unsubscribe(c.call, ticket);
    using Pairs = std::vector<std::pair<int, int>>;
    EXPECT_EQ(events, (Pairs{{0, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}, {1, 1}, {0, 2}, {1, 0}}));
}

TEST(TestDriver, NamesAndUuidsAreUnique) {
    Open c;
    auto a = c.ask<proc::DomainDefineXml>({definition("a", "<uuid>00000000-1111-2222-3333-444444444441</uuid>")}).dom;
    EXPECT_EQ(caught([&] { c.ask<proc::DomainDefineXml>({definition("a")}); }).message,
              "operation failed: domain 'a' already exists with uuid " + a.uuid.text());
    EXPECT_EQ(caught([&] {
                  c.ask<proc::DomainDefineXml>({definition("b", "<uuid>00000000-1111-2222-3333-444444444441</uuid>")});
              }).message,
              "operation failed: domain 'a' is already defined with uuid " + a.uuid.text());
}

TEST(TestDriver, ReadOnlyCallsMayNotChange) {
    Open c;
    c.call.read_only = true;
    EXPECT_EQ(caught([&] { c.ask<proc::DomainDefineXml>({definition("ro")}); }).code, Code::operation_denied);
    EXPECT_EQ(c.named("test").id, 1);
}

TEST(TestDriver, MetadataKeepsItsNamespace) {
    Open c;
    auto dom = c.ask<proc::DomainDefineXml>({definition("meta")}).dom;
    c.ask<proc::DomainSetMetadata>({dom, 2, "<a><b c='1'/></a>", "k", "http://x", 0});
    EXPECT_EQ(c.ask<proc::DomainGetMetadata>({dom, 2, "http://x", 0}).metadata, "<a>\n  <b c=\"1\"/>\n</a>");
    auto xml = c.ask<proc::DomainGetXmlDesc>({dom, 0}).xml;
    EXPECT_NE(xml.find("    <k:a xmlns:k=\"http://x\">\n      <k:b c=\"1\"/>\n    </k:a>\n"), xml.npos) << xml;
    c.ask<proc::DomainSetMetadata>({dom, 2, std::nullopt, std::nullopt, "http://x", 0});
    EXPECT_EQ(caught([&] { c.ask<proc::DomainGetMetadata>({dom, 2, "http://x", 0}); }).code, Code::no_domain_metadata);
}

TEST(TestDriver, SaveAndRestore) {
    Open c;
    auto dom = c.ask<proc::DomainDefineXml>({definition("saved")}).dom;
    c.ask<proc::DomainCreate>({dom});
    std::string path = testing::TempDir() + "/vireo-save";
    c.ask<proc::DomainSave>({dom, path});
    EXPECT_EQ(c.ask<proc::DomainGetState>({dom, 0}), (api::DomainGetStateRet{5, 5}));
    c.ask<proc::DomainRestore>({path});
    EXPECT_EQ(c.ask<proc::DomainGetState>({dom, 0}), (api::DomainGetStateRet{1, 3}));
    EXPECT_EQ(caught([&] { c.ask<proc::DomainRestore>({path}); }).message,
              "Requested operation is not valid: domain 'saved' is already active");
    std::remove(path.c_str());
}

TEST(TestDriver, ReadersAmongChanges) {
    Open c;
    auto dom = c.ask<proc::DomainDefineXml>({definition("busy")}).dom;
    std::atomic<bool> stop{false};
    std::atomic<int> wrong{0};
    std::vector<std::thread> readers;
    for (int t = 0; t < 3; ++t)
        readers.emplace_back([&] {
            api::Call call;
            while (!stop) {
                auto info = api::invoke<proc::DomainGetInfo>(*c.endpoint, call, {dom});
                if (info.maxMem != 65536) ++wrong;
                auto xml = api::invoke<proc::DomainGetXmlDesc>(*c.endpoint, call, {dom, 0}).xml;
                if (xml.find("<name>busy</name>") == xml.npos) ++wrong;
                api::invoke<proc::ConnectListAllDomains>(*c.endpoint, call, {1, 0});
            }
        });
    for (int i = 0; i < 200; ++i) {
        c.ask<proc::DomainCreate>({dom});
        c.ask<proc::DomainDestroy>({dom});
        auto other = c.ask<proc::DomainCreateXml>({definition("brief"), 0}).dom;
        c.ask<proc::DomainDestroy>({other});
    }
    stop = true;
    for (auto& r : readers) r.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace vireo::test
