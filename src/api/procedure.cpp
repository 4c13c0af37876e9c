// SPDX-License-Identifier: LGPL-2.1-or-later
#include "api/procedure.h"

#include "api/endpoint.h"
#include "api/event_row.h"
#include "api/facet.h"

namespace vireo::api {

namespace {
constexpr Field typed_param_fields[] = {
    {"field", offsetof(TypedParam, field), Kind::string, Kind::none, 4194304u, nullptr, nullptr},
    {"value", offsetof(TypedParam, value), Kind::typed_value, Kind::none, 0u, nullptr, nullptr},
};
}  // namespace

const Type type_TypedParam = make_type<TypedParam>("typed_param", typed_param_fields);

const Procedure* find_procedure(std::uint32_t program, std::int32_t number) {
    for (const auto& p : programs)
        if (p.number == program)
            return number >= 1 && static_cast<std::uint32_t>(number) <= p.count ? &procedures[p.first + number - 1] : nullptr;
    return nullptr;
}

const EventRow* find_event(EventClass cls, int id) {
    for (unsigned i = 0; i < event_row_count; ++i)
        if (event_rows[i].cls == cls && event_rows[i].id == id) return &event_rows[i];
    return nullptr;
}

bool flag_test(FlagTest test, std::uint32_t mask, std::ptrdiff_t offset, const void* in) {
    if (test == FlagTest::always || offset < 0) return true;
    std::uint32_t value;
    std::memcpy(&value, static_cast<const char*>(in) + offset, sizeof value);
    switch (test) {
        case FlagTest::if_any: return (value & mask) != 0;
        case FlagTest::unless_any: return (value & mask) == 0;
        case FlagTest::if_equals: return value == mask;
        case FlagTest::always: break;
    }
    return true;
}

void require_writable(const Procedure& p, const void* in) {
    if (p.read_only == ReadOnly::allowed) return;
    if (p.read_only == ReadOnly::conditional && !flag_test(p.read_only_test, p.read_only_mask, p.read_only_offset, in)) return;
    fail(Code::operation_denied, p.domain, "read only access prevents {}", p.api);
}

void unsupported(const char* function, Domain domain) { throw Error(Code::no_support, domain, function); }

void invoke_row(Endpoint& e, const Procedure& p, Call& c, const void* in, void* out) { e.invoke(p, c, in, out); }

int Endpoint::set_keepalive(int, unsigned) { unsupported("virConnectSetKeepAlive", Domain::none); }

}  // namespace vireo::api
