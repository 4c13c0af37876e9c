// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/remote/remote.h"

#include "base/error.h"

namespace vireo::remote {

bool names_a_daemon(const api::Uri& uri) {
    return uri.scheme.empty() || uri.driver() == "remote" || !uri.transport().empty() || uri.host.has_value();
}

std::shared_ptr<api::Endpoint> open_remote(const api::Uri& uri, const Options&) {
    fail(Code::no_connect, Domain::remote, "{}", uri.text());
}

std::shared_ptr<api::Endpoint> open_admin(const api::Uri& uri, const Options&) {
    fail(Code::no_connect, Domain::admin, "{}", uri.text());
}

}  // namespace vireo::remote
