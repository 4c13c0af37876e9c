// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents that clients send for objects other than domains: refused, or read into a value that prints to a document
// that reads back to the same one.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "model/backup/backup.h"
#include "model/checkpoint/checkpoint.h"
#include "model/iface/iface.h"
#include "model/network/update.h"
#include "model/nodedev/nodedev.h"
#include "model/nwfilter/nwfilter.h"
#include "model/secret/secret.h"
#include "model/storage/storage.h"

using namespace vireo::model;

namespace {

template <class Parse, class Format>
void round_trip(const std::string& text, Parse&& parse, Format&& format) {
    std::string once;
    try {
        once = format(parse(text));
    } catch (const vireo::Error&) {
        return;
    }
    // Printed documents are stable, unless a value was made up that the text did not have.
    try {
        if (format(parse(once)) != once) std::abort();
    } catch (const vireo::Error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    round_trip(text, [](const std::string& t) { return parse_secret(t); }, format_secret);
    round_trip(text, [](const std::string& t) { return parse_iface(t); }, format_iface);
    round_trip(text, [](const std::string& t) { return parse_node_device(t); }, format_node_device);
    round_trip(text, [](const std::string& t) { return parse_filter(t); }, format_filter);
    round_trip(text, [](const std::string& t) { return parse_filter_binding(t); }, format_filter_binding);
    round_trip(text, [](const std::string& t) { return parse_checkpoint(t); }, [](const Checkpoint& c) { return format_checkpoint(c, 0); });
    round_trip(text, [](const std::string& t) { return parse_backup(t); }, [](const Backup& b) { return format_backup(b); });
    round_trip(text, [](const std::string& t) { return parse_storage_pool(t); }, format_storage_pool);
    round_trip(text, [](const std::string& t) { return parse_storage_volume(t, PoolType::dir); }, format_storage_volume);
    for (auto section : {NetworkSection::ip_dhcp_host, NetworkSection::ip_dhcp_range, NetworkSection::portgroup, NetworkSection::dns_host,
                         NetworkSection::dns_txt, NetworkSection::dns_srv, NetworkSection::forward_interface}) {
        Network n;
        n.name = "n";
        n.ips.emplace_back();
        try {
            update_network(n, NetworkCommand::add_last, section, -1, text);
        } catch (const vireo::Error&) {
        }
    }
    return 0;
}
