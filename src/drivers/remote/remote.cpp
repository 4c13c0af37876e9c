// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/remote/remote.h"

#include <unistd.h>

#include "base/error.h"
#include "drivers/remote/connect.h"
#include "drivers/remote/endpoint.h"
#include "drivers/remote/target.h"

namespace vireo::remote {

bool names_a_daemon(const api::Uri& uri) {
    return uri.scheme.empty() || uri.driver() == "remote" || !uri.transport().empty() || uri.host.has_value();
}

std::shared_ptr<api::Endpoint> open_remote(const api::Uri& uri, const Options& options) {
    Target target = read_target(uri, options.mode);
    Pipe pipe = connect_to(target, options.read_only);
    auto client = rpc::Client::make(std::move(pipe.channel), options.loop, std::move(pipe.explain));
    auto endpoint = std::make_shared<RemoteEndpoint>(std::move(client), pipe.secure, pipe.encrypted, false);
    endpoint->authenticate(target.auth.value_or(""));
    endpoint->open(target.server_uri, true, options.read_only ? 1u : 0u);
    return endpoint;
}

std::shared_ptr<api::Endpoint> open_admin(const api::Uri& uri, const Options& options) {
    std::string prefix = uri.scheme == "libvirtd" ? "libvirt" : uri.scheme;
    bool session = uri.path == "/session";
    if (!session && uri.path != "/system") fail(Code::invalid_arg, Domain::admin, "Invalid URI path '{}', try '/system'", uri.path);
    auto socket = uri.param("socket");
    std::string path = socket ? std::string(*socket) : fmt::format("{}/{}-admin-sock", socket_dir(session), prefix);
    auto client = rpc::Client::make(rpc::make_socket_channel(connect_unix(path)), options.loop);
    auto endpoint = std::make_shared<RemoteEndpoint>(std::move(client), true, false, true);
    endpoint->open("", false, 0);
    return endpoint;
}

}  // namespace vireo::remote
