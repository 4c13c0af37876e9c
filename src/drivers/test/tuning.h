// SPDX-License-Identifier: LGPL-2.1-or-later
// facet::Tuning; its slots are spread over tuning_cpu.cpp, tuning_memory.cpp and tuning_io.cpp.
#pragma once

#include "drivers/test/connection.h"
#include "hv/typed_params.h"

namespace vireo::test {

inline constexpr unsigned host_cpus = 16, most_vcpus = 32;

class TuningFacet final : public api::facet::Tuning, Part {
  public:
    using Part::Part;

    // CPUs and threads
    api::DomainGetMaxVcpusRet domain_get_max_vcpus(api::Call&, const api::DomainGetMaxVcpusArgs&) override;
    api::DomainGetVcpusFlagsRet domain_get_vcpus_flags(api::Call&, const api::DomainGetVcpusFlagsArgs&) override;
    void domain_set_vcpus(api::Call&, const api::DomainSetVcpusArgs&) override;
    void domain_set_vcpus_flags(api::Call&, const api::DomainSetVcpusFlagsArgs&) override;
    api::DomainGetVcpusRet domain_get_vcpus(api::Call&, const api::DomainGetVcpusArgs&) override;
    void domain_pin_vcpu(api::Call&, const api::DomainPinVcpuArgs&) override;
    void domain_pin_vcpu_flags(api::Call&, const api::DomainPinVcpuFlagsArgs&) override;
    api::DomainGetVcpuPinInfoRet domain_get_vcpu_pin_info(api::Call&, const api::DomainGetVcpuPinInfoArgs&) override;
    void domain_pin_emulator(api::Call&, const api::DomainPinEmulatorArgs&) override;
    api::DomainGetEmulatorPinInfoRet domain_get_emulator_pin_info(api::Call&, const api::DomainGetEmulatorPinInfoArgs&) override;
    api::DomainGetIothreadInfoRet domain_get_iothread_info(api::Call&, const api::DomainGetIothreadInfoArgs&) override;
    void domain_pin_iothread(api::Call&, const api::DomainPinIothreadArgs&) override;
    void domain_add_iothread(api::Call&, const api::DomainAddIothreadArgs&) override;
    void domain_del_iothread(api::Call&, const api::DomainDelIothreadArgs&) override;
    void domain_set_iothread_params(api::Call&, const api::DomainSetIothreadParamsArgs&) override;
    api::DomainGetSchedulerTypeRet domain_get_scheduler_type(api::Call&, const api::DomainGetSchedulerTypeArgs&) override;
    api::DomainGetSchedulerParametersRet domain_get_scheduler_parameters(api::Call&,
                                                                         const api::DomainGetSchedulerParametersArgs&) override;
    api::DomainGetSchedulerParametersFlagsRet domain_get_scheduler_parameters_flags(
        api::Call&, const api::DomainGetSchedulerParametersFlagsArgs&) override;
    void domain_set_scheduler_parameters(api::Call&, const api::DomainSetSchedulerParametersArgs&) override;
    void domain_set_scheduler_parameters_flags(api::Call&, const api::DomainSetSchedulerParametersFlagsArgs&) override;

    // Memory
    api::DomainGetMaxMemoryRet domain_get_max_memory(api::Call&, const api::DomainGetMaxMemoryArgs&) override;
    void domain_set_max_memory(api::Call&, const api::DomainSetMaxMemoryArgs&) override;
    void domain_set_memory(api::Call&, const api::DomainSetMemoryArgs&) override;
    void domain_set_memory_flags(api::Call&, const api::DomainSetMemoryFlagsArgs&) override;
    api::DomainGetMemoryParametersRet domain_get_memory_parameters(api::Call&, const api::DomainGetMemoryParametersArgs&) override;
    void domain_set_memory_parameters(api::Call&, const api::DomainSetMemoryParametersArgs&) override;
    api::DomainGetNumaParametersRet domain_get_numa_parameters(api::Call&, const api::DomainGetNumaParametersArgs&) override;
    void domain_set_numa_parameters(api::Call&, const api::DomainSetNumaParametersArgs&) override;

    // Disks and interfaces
    api::DomainGetBlkioParametersRet domain_get_blkio_parameters(api::Call&, const api::DomainGetBlkioParametersArgs&) override;
    void domain_set_blkio_parameters(api::Call&, const api::DomainSetBlkioParametersArgs&) override;
    api::DomainGetBlockIoTuneRet domain_get_block_io_tune(api::Call&, const api::DomainGetBlockIoTuneArgs&) override;
    void domain_set_block_io_tune(api::Call&, const api::DomainSetBlockIoTuneArgs&) override;
    api::DomainGetInterfaceParametersRet domain_get_interface_parameters(api::Call&,
                                                                         const api::DomainGetInterfaceParametersArgs&) override;
    void domain_set_interface_parameters(api::Call&, const api::DomainSetInterfaceParametersArgs&) override;

  private:
    void set_vcpus(const api::DomainRef& dom, unsigned count, std::uint32_t flags);
    void set_memory(const api::DomainRef& dom, std::uint64_t kib, std::uint32_t flags);
    void pin_vcpu(const api::DomainRef& dom, unsigned vcpu, const api::Bytes& map);
};

// Flags of calls that read one definition; the third bit says that the caller understands texts.
inline constexpr std::uint32_t affect_mask = 3, string_okay = 4;

}  // namespace vireo::test
