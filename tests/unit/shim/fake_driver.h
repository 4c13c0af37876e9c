// SPDX-License-Identifier: LGPL-2.1-or-later
// A hypervisor for tests of the C wall: fake:///NAME, one domain, one stream, events on demand.
#pragma once

#include <cstring>
#include <map>
#include <set>
#include <string>

#include "api/connection.h"
#include "api/gen/consoles.h"
#include "api/gen/events.h"
#include "api/gen/host.h"
#include "api/gen/lifecycle.h"
#include "api/gen/lookup.h"
#include "api/gen/migration.h"
#include "api/gen/networks.h"
#include "api/gen/stats.h"
#include "api/gen/tuning.h"
#include "api/stream.h"

namespace vireo::fake {

// What the bytes of a stream are: sent ones are collected, received ones come from `out`; a hole is a run of zeros.
struct Pipe final : api::StreamSource {
    std::string in, out;
    std::size_t at = 0;
    std::vector<std::int64_t> holes;
    int busy = 0;  // how often to say would_block first
    bool finished = false, aborted = false;
    std::shared_ptr<Pipe> keep;

    int receive(std::span<char> into, bool stop_at_hole) override;
    int send(std::span<const char> from) override;
    void send_hole(std::int64_t n) override { holes.push_back(n); }
    std::int64_t receive_hole() override;
    void finish() override { finished = true; }
    void abort() override { aborted = true; }
    unsigned wait(unsigned ready, Deadline) override { return ready; }
};

struct PipeEnd final : api::StreamSource {  // what is attached; the test keeps the pipe
    explicit PipeEnd(std::shared_ptr<Pipe> p) : pipe(std::move(p)) {}
    std::shared_ptr<Pipe> pipe;
    int receive(std::span<char> i, bool s) override { return pipe->receive(i, s); }
    int send(std::span<const char> f) override { return pipe->send(f); }
    void send_hole(std::int64_t n) override { pipe->send_hole(n); }
    std::int64_t receive_hole() override { return pipe->receive_hole(); }
    void finish() override { pipe->finish(); }
    void abort() override { pipe->abort(); }
    unsigned wait(unsigned r, Deadline d) override { return pipe->wait(r, d); }
};

struct Host final : api::Connection,
                    api::facet::Host,
                    api::facet::Lookup,
                    api::facet::Lifecycle,
                    api::facet::Consoles,
                    api::facet::Stats,
                    api::facet::Tuning,
                    api::facet::Networks,
                    api::facet::Migration {
    static std::shared_ptr<Host> instance();

    api::DomainRef dom{"guest", *Uuid::parse("11111111-2222-3333-4444-555555555555"), 7};
    api::EventBus bus;
    std::shared_ptr<Pipe> pipe = std::make_shared<Pipe>();
    api::TypedParams params;
    unsigned last_flags = 0;
    // Of migrations: what was asked in which order, what is understood, which step fails.
    std::vector<std::string> steps;
    std::set<int> features;
    std::string failing;
    bool supports_feature(int f) override { return features.contains(f); }
    void step(const std::string& name, const std::string& detail) {
        steps.push_back(name + " " + detail);
        if (failing == name) fail(Code::operation_failed, Domain::test, "{} fails", name);
    }
    static std::string cookie(const api::Bytes& b) { return std::string(b.begin(), b.end()); }
    static api::Bytes cookie(const char* s) { return api::Bytes(s, s + std::strlen(s)); }

    void* facet(api::FacetId id) override {
        return api::pick_facet<api::facet::Host, api::facet::Lookup, api::facet::Lifecycle, api::facet::Consoles,
                               api::facet::Stats, api::facet::Tuning, api::facet::Networks, api::facet::Migration>(this, id);
    }
    api::EventBus* events(api::EventClass c) override {
        return c == api::EventClass::domain || c == api::EventClass::qemu_monitor ? &bus : nullptr;
    }

    api::ConnectGetTypeRet connect_get_type(api::Call&) override { return {"FAKE"}; }
    api::DomainLookupByNameRet domain_lookup_by_name(api::Call&, const api::DomainLookupByNameArgs& a) override {
        if (a.name != dom.name) fail(Code::no_domain, Domain::test, "no domain '{}'", a.name);
        return {dom};
    }
    api::DomainLookupByUuidRet domain_lookup_by_uuid(api::Call&, const api::DomainLookupByUuidArgs&) override { return {dom}; }
    api::DomainGetInfoRet domain_get_info(api::Call&, const api::DomainGetInfoArgs&) override {
        return {.state = 1, .maxMem = 2048, .memory = 1024, .nrVirtCpu = 3, .cpuTime = 99};
    }
    api::ConnectListAllDomainsRet connect_list_all_domains(api::Call&, const api::ConnectListAllDomainsArgs& a) override {
        last_flags = a.flags;
        if (!a.need_results) return {{}, 2};
        return {{dom, {"other", Uuid{}, -1}}, 2};
    }
    api::ConnectListDefinedDomainsRet connect_list_defined_domains(api::Call&, const api::ConnectListDefinedDomainsArgs&) override {
        return {{"a", "b"}};
    }
    void domain_destroy(api::Call&, const api::DomainDestroyArgs&) override {}
    void domain_create(api::Call&, const api::DomainCreateArgs&) override { dom.id = 8; }
    void domain_open_console(api::Call& c, const api::DomainOpenConsoleArgs&) override {
        c.stream->attach(std::make_unique<PipeEnd>(pipe));
    }
    void domain_set_memory_parameters(api::Call&, const api::DomainSetMemoryParametersArgs& a) override { params = a.params; }
    api::DomainGetMemoryParametersRet domain_get_memory_parameters(api::Call&, const api::DomainGetMemoryParametersArgs& a) override {
        if (a.nparams == 0) return {{}, static_cast<int>(params.size())};
        return {params, static_cast<int>(params.size())};
    }
    api::DomainGetCpuStatsRet domain_get_cpu_stats(api::Call&, const api::DomainGetCpuStatsArgs& a) override {
        if (a.nparams == 0) return {{}, 2};
        api::TypedParams p;
        for (unsigned cpu = 0; cpu < a.ncpus; ++cpu)
            p.insert(p.end(), {{"cpu_time", std::uint64_t{100 + cpu}}, {"vcpu_time", std::uint64_t{200 + cpu}}});
        return {p, 2};
    }
    api::DomainGetVcpusRet domain_get_vcpus(api::Call&, const api::DomainGetVcpusArgs& a) override {
        return {{{0, 1, 5, 2}}, api::Bytes(static_cast<std::size_t>(a.maplen), 0xff)};
    }

    api::DomainGetStateRet domain_get_state(api::Call&, const api::DomainGetStateArgs&) override { return {1, 0}; }
    api::DomainMigrateBegin3ParamsRet domain_migrate_begin3_params(api::Call&, const api::DomainMigrateBegin3ParamsArgs& a) override {
        step("begin", std::to_string(a.params.size()) + " " + std::to_string(a.flags));
        return {cookie("b"), "<domain/>"};
    }
    api::DomainMigratePrepare3ParamsRet domain_migrate_prepare3_params(api::Call&, const api::DomainMigratePrepare3ParamsArgs& a) override {
        step("prepare", cookie(a.cookie_in) + " " + std::get<std::string>(a.params.back().value));
        return {cookie("p"), "tcp:there"};
    }
    api::DomainMigratePerform3ParamsRet domain_migrate_perform3_params(api::Call&, const api::DomainMigratePerform3ParamsArgs& a) override {
        step("perform", cookie(a.cookie_in) + " " + a.dconnuri.value_or("-"));
        return {cookie("r")};
    }
    api::DomainMigrateFinish3ParamsRet domain_migrate_finish3_params(api::Call&, const api::DomainMigrateFinish3ParamsArgs& a) override {
        step("finish", cookie(a.cookie_in) + " " + std::to_string(a.cancelled));
        if (a.cancelled) fail(Code::operation_failed, Domain::test, "migration was cancelled");
        return {{"guest", dom.uuid, 9}, cookie("f")};
    }
    void domain_migrate_confirm3_params(api::Call&, const api::DomainMigrateConfirm3ParamsArgs& a) override {
        step("confirm", cookie(a.cookie_in) + " " + std::to_string(a.cancelled));
    }
    api::DomainMigrateBegin3Ret domain_migrate_begin3(api::Call&, const api::DomainMigrateBegin3Args& a) override {
        step("begin", a.dname.value_or("-") + " " + std::to_string(a.resource));
        return {cookie("b"), "<domain/>"};
    }
    api::DomainMigratePrepare3Ret domain_migrate_prepare3(api::Call&, const api::DomainMigratePrepare3Args& a) override {
        step("prepare", cookie(a.cookie_in) + " " + a.uri_in.value_or("-") + " " + a.dom_xml);
        return {cookie("p"), std::nullopt};
    }
    api::DomainMigratePerform3Ret domain_migrate_perform3(api::Call&, const api::DomainMigratePerform3Args& a) override {
        step("perform", cookie(a.cookie_in) + " " + a.uri.value_or("-"));
        return {cookie("r")};
    }
    api::DomainMigrateFinish3Ret domain_migrate_finish3(api::Call&, const api::DomainMigrateFinish3Args& a) override {
        step("finish", a.dname + " " + std::to_string(a.cancelled));
        if (a.cancelled) fail(Code::operation_failed, Domain::test, "migration was cancelled");
        return {{"guest", dom.uuid, 9}, cookie("f")};
    }
    void domain_migrate_confirm3(api::Call&, const api::DomainMigrateConfirm3Args& a) override {
        step("confirm", cookie(a.cookie_in) + " " + std::to_string(a.cancelled));
    }
};

void register_driver();

}  // namespace vireo::fake
