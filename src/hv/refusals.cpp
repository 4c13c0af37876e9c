// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/refusals.h"

namespace vireo::hv {

void no_such_domain(Domain driver, const api::DomainRef& dom) {
    fail(Code::no_domain, driver, "no domain with matching uuid '{}' ({})", dom.uuid.text(), dom.name);
}

void no_domain_with_uuid(Domain driver, const Uuid& uuid) {
    fail(Code::no_domain, driver, "no domain with matching uuid '{}'", uuid.text());
}

void no_domain_with_name(Domain driver, const std::string& name) {
    fail(Code::no_domain, driver, "no domain with matching name '{}'", name);
}

void no_domain_with_id(Domain driver, int id) { fail(Code::no_domain, driver, "no domain with matching id {}", id); }

void name_taken(const std::string& name, const Uuid& owner) {
    fail(Code::operation_failed, Domain::domain, "domain '{}' already exists with uuid {}", name, owner.text());
}

void uuid_taken(const std::string& owner_name, const Uuid& uuid) {
    fail(Code::operation_failed, Domain::domain, "domain '{}' is already defined with uuid {}", owner_name, uuid.text());
}

void already_active(const std::string& name) {
    fail(Code::operation_invalid, Domain::domain, "domain '{}' is already active", name);
}

}  // namespace vireo::hv
