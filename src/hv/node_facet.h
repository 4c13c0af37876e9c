// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Node for drivers of the machine that we run on.
#pragma once

#include "api/gen/node.h"

namespace vireo::hv {

class LocalNode : public api::facet::Node {
  public:
    api::NodeGetInfoRet node_get_info(api::Call&) override;
    api::NodeGetCellsFreeMemoryRet node_get_cells_free_memory(api::Call&, const api::NodeGetCellsFreeMemoryArgs&) override;
    api::NodeGetFreeMemoryRet node_get_free_memory(api::Call&) override;
    api::NodeGetCpuStatsRet node_get_cpu_stats(api::Call&, const api::NodeGetCpuStatsArgs&) override;
    api::NodeGetMemoryStatsRet node_get_memory_stats(api::Call&, const api::NodeGetMemoryStatsArgs&) override;
    void node_set_memory_parameters(api::Call&, const api::NodeSetMemoryParametersArgs&) override;
    api::NodeGetMemoryParametersRet node_get_memory_parameters(api::Call&, const api::NodeGetMemoryParametersArgs&) override;
    api::NodeGetCpuMapRet node_get_cpu_map(api::Call&, const api::NodeGetCpuMapArgs&) override;
    api::NodeGetFreePagesRet node_get_free_pages(api::Call&, const api::NodeGetFreePagesArgs&) override;
    api::NodeAllocPagesRet node_alloc_pages(api::Call&, const api::NodeAllocPagesArgs&) override;
};

}  // namespace vireo::hv
