// SPDX-License-Identifier: LGPL-2.1-or-later
// The <host> part of a capabilities document.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/uuid.h"
#include "host/node/topology.h"

namespace vireo::hv {

struct SecurityModel {
    std::string model, doi;
    std::vector<std::pair<std::string, std::string>> base_labels;  // virtualization type, label
};

struct HostCaps {
    std::optional<Uuid> uuid;
    std::string arch;
    std::string cpu_xml;              // what follows <arch> inside <cpu>: finished lines, indented by six blanks
    std::vector<unsigned> cpu_pages;  // page sizes of the processor in KiB
    std::optional<std::vector<std::string>> power_management;  // "suspend_mem", ...; absent: not known, no element
    bool iommu = false;
    bool offline_migration = false, live_migration = false;
    std::vector<std::string> uri_transports;
    host::Topology topology;
    std::vector<SecurityModel> security;
};

// "  <host>" ... "  </host>\n", indented by two.
std::string format_host_caps(const HostCaps& caps);

}  // namespace vireo::hv
