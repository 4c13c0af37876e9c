// SPDX-License-Identifier: LGPL-2.1-or-later
// Refusals that every hypervisor driver words alike.
#pragma once

#include "api/gen/common.h"
#include "base/error.h"

namespace vireo::hv {

// A known reference whose domain is gone: code no_domain.
[[noreturn]] void no_such_domain(Domain driver, const api::DomainRef& dom);
// Look-ups. (libvirt's test driver gives the plain text instead: Error(Code::no_domain, Domain::test, "").)
[[noreturn]] void no_domain_with_uuid(Domain driver, const Uuid& uuid);
[[noreturn]] void no_domain_with_name(Domain driver, const std::string& name);
[[noreturn]] void no_domain_with_id(Domain driver, int id);

// A definition or start whose name or UUID is taken: domain Domain::domain.
[[noreturn]] void name_taken(const std::string& name, const Uuid& owner);
[[noreturn]] void uuid_taken(const std::string& owner_name, const Uuid& uuid);
[[noreturn]] void already_active(const std::string& name);

}  // namespace vireo::hv
