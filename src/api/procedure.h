// SPDX-License-Identifier: LGPL-2.1-or-later
// A procedure is data: number, types, access rules, lane and the one thunk that reaches a driver's slot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "api/call.h"
#include "api/gen/facets.h"
#include "api/type.h"
#include "base/error_codes.h"

namespace vireo::api {

class Endpoint;

// Where a procedure runs. inline_: answered from snapshots, never waits. direct: may wait for the host but belongs to
// no domain. query, modify, agent: the strand of that name of the domain that it is about.
enum class LaneKind : std::uint8_t { inline_, direct, query, modify, agent };

enum class ReadOnly : std::uint8_t { allowed, denied, conditional };
enum class FlagTest : std::uint8_t { always, if_any, unless_any, if_equals };
enum class StreamUse : std::uint8_t { none, to_server, to_client };

struct AclRule {
    const char* object;      // "domain", "connect", ...
    const char* permission;  // "read", "start", ...
    FlagTest test;
    std::uint32_t mask;
    std::ptrdiff_t offset;  // of the 32-bit member that the test reads, -1 for none
};

struct Procedure {
    std::uint32_t program;
    std::int32_t number;
    const char* name;  // slot name: "domain_get_info"
    const char* api;   // public or internal C function behind it, "" if there is none
    Domain domain;     // of errors about the procedure itself: not supported, not allowed
    const Type* in;    // null: no arguments; of an event: its message
    const Type* out;   // null: no result
    FacetId facet;     // session: the connection's own business, no driver slot
    LaneKind lane;
    bool event, high_priority, before_auth;
    ReadOnly read_only;
    FlagTest read_only_test;
    std::uint32_t read_only_mask;
    std::ptrdiff_t read_only_offset;
    std::ptrdiff_t domain_offset;  // of the DomainRef that the call is about inside *in, -1 for none
    StreamUse stream;
    bool fds_in, fds_out;
    std::span<const AclRule> acl;         // all must hold
    std::span<const AclRule> acl_filter;  // asked for each object of a list
    void (*run)(void* facet, Call&, const void* in, void* out);
};

struct Program {
    std::uint32_t number, version;
    std::uint32_t first, count;  // in `procedures`; procedure n is at first + n - 1
    const char* name;
};

extern const Procedure procedures[];
extern const unsigned procedure_count;
extern const Program programs[4];  // remote, qemu, lxc, admin

// The row, or null if program or number is unknown.
const Procedure* find_procedure(std::uint32_t program, std::int32_t number);

// A facet of that kind that fills no slot: each answers "not supported" with its own function and error domain. Null for
// the session.
void* bare_facet(FacetId id);

// Does the test hold for these arguments?
bool flag_test(FlagTest test, std::uint32_t mask, std::ptrdiff_t offset, const void* in);

// Throws VIR_ERR_OPERATION_DENIED if the procedure must not be used on a read-only connection with these arguments.
void require_writable(const Procedure& p, const void* in);

void invoke_row(Endpoint& e, const Procedure& p, Call& c, const void* in, void* out);

// Typed call: api::invoke<api::proc::DomainGetInfo>(endpoint, call, {dom}).
template <class P>
typename P::Out invoke(Endpoint& e, Call& c, const typename P::In& in = {}) {
    typename P::Out out{};
    invoke_row(e, procedures[P::row], c, &in, &out);
    return out;
}

}  // namespace vireo::api
