// SPDX-License-Identifier: LGPL-2.1-or-later
// Opening: which URI is meant, and which driver answers to it.
#include "shim/open.h"

#include <cstdlib>

#include "api/connection.h"
#include "base/error.h"

namespace vireo::shim {
namespace {

std::once_flag once;

}  // namespace

void initialize() {
    std::call_once(once, [] {});
}

virConnectPtr open_connection(const char* name, virConnectAuthPtr, unsigned flags) {
    initialize();
    std::string text = name ? name : "";
    if (text.empty())
        if (const char* from_environment = std::getenv("LIBVIRT_DEFAULT_URI")) text = from_environment;
    api::Uri uri = api::Uri::parse(text);
    if (!text.empty() && uri.scheme.empty())
        fail(Code::no_connect, Domain::none, "URI '{}' does not include a driver name", text);
    api::Call call;
    call.read_only = flags & VIR_CONNECT_RO;
    if (auto endpoint = api::Registry::instance().open(call, uri))
        return new _virConnect(std::move(endpoint), std::move(text), flags);
    fail(Code::no_connect, Domain::none, "URI '{}'", text);
}

}  // namespace vireo::shim
