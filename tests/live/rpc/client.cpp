// SPDX-License-Identifier: LGPL-2.1-or-later
// A client without the C interface, for tests against foreign daemons: client URI WORD..., one line of answer per word.
#include <cstdio>

#include "api/gen/procedures.h"
#include "drivers/remote/remote.h"

int main(int argc, char** argv) {
    using namespace vireo;
    using namespace vireo::api::proc;
    if (argc < 3) return 2;
    try {
        remote::Options options;
        auto endpoint = remote::open_remote(api::Uri::parse(argv[1]), options);
        api::Call call;
        for (int i = 2; i < argc; ++i) {
            std::string_view word = argv[i];
            try {
                if (word == "type") fmt::print("{}\n", api::invoke<ConnectGetType>(*endpoint, call).type);
                else if (word == "uri") fmt::print("{}\n", api::invoke<ConnectGetUri>(*endpoint, call).uri);
                else if (word == "hostname") fmt::print("{}\n", api::invoke<ConnectGetHostname>(*endpoint, call).hostname.empty() ? 0 : 1);
                else if (word == "list") {
                    for (const auto& d : api::invoke<ConnectListAllDomains>(*endpoint, call, {1, 0}).domains) fmt::print("{} {} {}\n", d.id, d.name, d.uuid.text());
                } else if (word.starts_with("lookup=")) {
                    fmt::print("{}\n", api::invoke<DomainLookupByName>(*endpoint, call, {std::string(word.substr(7))}).dom.uuid.text());
                } else if (word.starts_with("xml=")) {
                    auto dom = api::invoke<DomainLookupByName>(*endpoint, call, {std::string(word.substr(4))}).dom;
                    fmt::print("{}", api::invoke<DomainGetXmlDesc>(*endpoint, call, {dom, 0}).xml);
                } else if (word.starts_with("feature=")) {
                    fmt::print("{}\n", endpoint->supports_feature(call, std::stoi(std::string(word.substr(8)))) ? 1 : 0);
                } else if (word == "stats") {
                    for (const auto& r : api::invoke<ConnectGetAllDomainStats>(*endpoint, call, {{}, 0, 0}).retStats)
                        fmt::print("{} {} parameters\n", r.dom.name, r.params.size());
                } else {
                    return 2;
                }
            } catch (const Error& e) {
                fmt::print("error {} {}: {}\n", static_cast<int>(e.code), static_cast<int>(e.domain), e.message);
            }
        }
        endpoint->close();
    } catch (const Error& e) {
        fmt::print("error {} {}: {}\n", static_cast<int>(e.code), static_cast<int>(e.domain), e.message);
        return 1;
    }
    return 0;
}
