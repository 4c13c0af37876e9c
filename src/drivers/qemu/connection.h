// SPDX-License-Identifier: LGPL-2.1-or-later
// One open connection to the driver: the facets that it fills, each in a file of its own under facet/.
#pragma once

#include <memory>

#include "api/connection.h"
#include "api/gen/blocks.h"
#include "api/gen/capabilities.h"
#include "api/gen/consoles.h"
#include "api/gen/definition.h"
#include "api/gen/guest.h"
#include "api/gen/host.h"
#include "api/gen/lifecycle.h"
#include "api/gen/lookup.h"
#include "api/gen/saverestore.h"
#include "api/gen/security.h"
#include "api/gen/stats.h"
#include "api/gen/tuning.h"
#include "drivers/qemu/core.h"
#include "hv/node_facet.h"

namespace vireo::qemu {

class QemuConnection final : public api::Connection,
                             public api::facet::Blocks,
                             public api::facet::Capabilities,
                             public api::facet::Consoles,
                             public api::facet::Definition,
                             public api::facet::Guest,
                             public api::facet::Host,
                             public api::facet::Lifecycle,
                             public api::facet::Lookup,
                             public api::facet::SaveRestore,
                             public api::facet::Security,
                             public api::facet::Stats,
                             public api::facet::Tuning,
                             public hv::LocalNode {
  public:
    using Guest = ::vireo::qemu::Guest;  // not the facet of that name

    explicit QemuConnection(std::shared_ptr<Core> core) : core_(std::move(core)) {}
    ~QemuConnection() override;

    // api::Connection
    void* facet(api::FacetId id) override;
    std::shared_ptr<run::Lane> lane(api::LaneKind kind, const api::DomainRef& ref) override;
    api::EventBus* events(api::EventClass cls) override;
    bool supports_feature(int feature) override;

    // Host
    api::ConnectGetTypeRet connect_get_type(api::Call&) override;
    api::ConnectGetVersionRet connect_get_version(api::Call&) override;
    api::ConnectGetMaxVcpusRet connect_get_max_vcpus(api::Call&, const api::ConnectGetMaxVcpusArgs&) override;
    api::ConnectGetHostnameRet connect_get_hostname(api::Call&) override;
    api::ConnectGetSysinfoRet connect_get_sysinfo(api::Call&, const api::ConnectGetSysinfoArgs&) override;
    api::ConnectGetUriRet connect_get_uri(api::Call&) override;
    api::ConnectIsSecureRet connect_is_secure(api::Call&) override;
    api::ConnectGetLibVersionRet connect_get_lib_version(api::Call&) override;

    // Capabilities
    api::ConnectGetCapabilitiesRet connect_get_capabilities(api::Call&) override;
    api::ConnectDomainXmlToNativeRet connect_domain_xml_to_native(api::Call&, const api::ConnectDomainXmlToNativeArgs&) override;
    api::ConnectGetDomainCapabilitiesRet connect_get_domain_capabilities(api::Call&, const api::ConnectGetDomainCapabilitiesArgs&) override;
    api::ConnectCompareCpuRet connect_compare_cpu(api::Call&, const api::ConnectCompareCpuArgs&) override;
    api::ConnectBaselineCpuRet connect_baseline_cpu(api::Call&, const api::ConnectBaselineCpuArgs&) override;
    api::ConnectGetCpuModelNamesRet connect_get_cpu_model_names(api::Call&, const api::ConnectGetCpuModelNamesArgs&) override;
    api::ConnectCompareHypervisorCpuRet connect_compare_hypervisor_cpu(api::Call&, const api::ConnectCompareHypervisorCpuArgs&) override;
    api::ConnectBaselineHypervisorCpuRet connect_baseline_hypervisor_cpu(api::Call&, const api::ConnectBaselineHypervisorCpuArgs&) override;

    // Security
    api::DomainGetSecurityLabelRet domain_get_security_label(api::Call&, const api::DomainGetSecurityLabelArgs&) override;
    api::DomainGetSecurityLabelListRet domain_get_security_label_list(api::Call&, const api::DomainGetSecurityLabelListArgs&) override;
    api::NodeGetSecurityModelRet node_get_security_model(api::Call&) override;
    api::DomainGetLaunchSecurityInfoRet domain_get_launch_security_info(api::Call&, const api::DomainGetLaunchSecurityInfoArgs&) override;

    // Lookup
    api::DomainGetInfoRet domain_get_info(api::Call&, const api::DomainGetInfoArgs&) override;
    api::ConnectListDefinedDomainsRet connect_list_defined_domains(api::Call&, const api::ConnectListDefinedDomainsArgs&) override;
    api::DomainLookupByIdRet domain_lookup_by_id(api::Call&, const api::DomainLookupByIdArgs&) override;
    api::DomainLookupByNameRet domain_lookup_by_name(api::Call&, const api::DomainLookupByNameArgs&) override;
    api::DomainLookupByUuidRet domain_lookup_by_uuid(api::Call&, const api::DomainLookupByUuidArgs&) override;
    api::ConnectNumOfDefinedDomainsRet connect_num_of_defined_domains(api::Call&) override;
    api::ConnectListDomainsRet connect_list_domains(api::Call&, const api::ConnectListDomainsArgs&) override;
    api::ConnectNumOfDomainsRet connect_num_of_domains(api::Call&) override;
    api::DomainIsActiveRet domain_is_active(api::Call&, const api::DomainIsActiveArgs&) override;
    api::DomainIsPersistentRet domain_is_persistent(api::Call&, const api::DomainIsPersistentArgs&) override;
    api::DomainGetStateRet domain_get_state(api::Call&, const api::DomainGetStateArgs&) override;
    api::DomainGetControlInfoRet domain_get_control_info(api::Call&, const api::DomainGetControlInfoArgs&) override;
    api::ConnectListAllDomainsRet connect_list_all_domains(api::Call&, const api::ConnectListAllDomainsArgs&) override;

    // Definition
    api::DomainDefineXmlRet domain_define_xml(api::Call&, const api::DomainDefineXmlArgs&) override;
    api::DomainDefineXmlFlagsRet domain_define_xml_flags(api::Call&, const api::DomainDefineXmlFlagsArgs&) override;
    api::DomainGetXmlDescRet domain_get_xml_desc(api::Call&, const api::DomainGetXmlDescArgs&) override;
    api::DomainGetAutostartRet domain_get_autostart(api::Call&, const api::DomainGetAutostartArgs&) override;
    void domain_set_autostart(api::Call&, const api::DomainSetAutostartArgs&) override;
    api::DomainGetAutostartOnceRet domain_get_autostart_once(api::Call&, const api::DomainGetAutostartOnceArgs&) override;
    void domain_set_autostart_once(api::Call&, const api::DomainSetAutostartOnceArgs&) override;
    api::DomainGetDiskErrorsRet domain_get_disk_errors(api::Call&, const api::DomainGetDiskErrorsArgs&) override;
    api::DomainGetOsTypeRet domain_get_os_type(api::Call&, const api::DomainGetOsTypeArgs&) override;
    void domain_undefine(api::Call&, const api::DomainUndefineArgs&) override;
    void domain_undefine_flags(api::Call&, const api::DomainUndefineFlagsArgs&) override;
    api::DomainIsUpdatedRet domain_is_updated(api::Call&, const api::DomainIsUpdatedArgs&) override;
    void domain_set_metadata(api::Call&, const api::DomainSetMetadataArgs&) override;
    api::DomainGetMetadataRet domain_get_metadata(api::Call&, const api::DomainGetMetadataArgs&) override;
    void domain_set_lifecycle_action(api::Call&, const api::DomainSetLifecycleActionArgs&) override;
    api::DomainRenameRet domain_rename(api::Call&, const api::DomainRenameArgs&) override;

    // Lifecycle
    void domain_create(api::Call&, const api::DomainCreateArgs&) override;
    api::DomainCreateWithFlagsRet domain_create_with_flags(api::Call&, const api::DomainCreateWithFlagsArgs&) override;
    api::DomainCreateXmlRet domain_create_xml(api::Call&, const api::DomainCreateXmlArgs&) override;
    void domain_destroy(api::Call&, const api::DomainDestroyArgs&) override;
    void domain_destroy_flags(api::Call&, const api::DomainDestroyFlagsArgs&) override;
    void domain_reboot(api::Call&, const api::DomainRebootArgs&) override;
    void domain_reset(api::Call&, const api::DomainResetArgs&) override;
    void domain_resume(api::Call&, const api::DomainResumeArgs&) override;
    void domain_shutdown(api::Call&, const api::DomainShutdownArgs&) override;
    void domain_shutdown_flags(api::Call&, const api::DomainShutdownFlagsArgs&) override;
    void domain_suspend(api::Call&, const api::DomainSuspendArgs&) override;
    api::QemuDomainMonitorCommandRet qemu_domain_monitor_command(api::Call&, const api::QemuDomainMonitorCommandArgs&) override;

    // Consoles
    void domain_open_console(api::Call&, const api::DomainOpenConsoleArgs&) override;
    void domain_open_channel(api::Call&, const api::DomainOpenChannelArgs&) override;
    api::DomainScreenshotRet domain_screenshot(api::Call&, const api::DomainScreenshotArgs&) override;
    void domain_send_key(api::Call&, const api::DomainSendKeyArgs&) override;
    void domain_inject_nmi(api::Call&, const api::DomainInjectNmiArgs&) override;

    // SaveRestore: what is known without a job
    api::DomainGetJobInfoRet domain_get_job_info(api::Call&, const api::DomainGetJobInfoArgs&) override;
    api::DomainGetJobStatsRet domain_get_job_stats(api::Call&, const api::DomainGetJobStatsArgs&) override;
    void domain_abort_job(api::Call&, const api::DomainAbortJobArgs&) override;
    api::DomainHasManagedSaveImageRet domain_has_managed_save_image(api::Call&, const api::DomainHasManagedSaveImageArgs&) override;

    // Stats
    api::ConnectGetAllDomainStatsRet connect_get_all_domain_stats(api::Call&, const api::ConnectGetAllDomainStatsArgs&) override;
    api::DomainBlockStatsRet domain_block_stats(api::Call&, const api::DomainBlockStatsArgs&) override;
    api::DomainBlockStatsFlagsRet domain_block_stats_flags(api::Call&, const api::DomainBlockStatsFlagsArgs&) override;
    api::DomainInterfaceStatsRet domain_interface_stats(api::Call&, const api::DomainInterfaceStatsArgs&) override;
    api::DomainMemoryStatsRet domain_memory_stats(api::Call&, const api::DomainMemoryStatsArgs&) override;
    api::DomainGetBlockInfoRet domain_get_block_info(api::Call&, const api::DomainGetBlockInfoArgs&) override;

    void domain_set_memory_stats_period(api::Call&, const api::DomainSetMemoryStatsPeriodArgs&) override;
    api::DomainGetPerfEventsRet domain_get_perf_events(api::Call&, const api::DomainGetPerfEventsArgs&) override;
    void domain_set_perf_events(api::Call&, const api::DomainSetPerfEventsArgs&) override;
    void domain_set_block_threshold(api::Call&, const api::DomainSetBlockThresholdArgs&) override;
    api::DomainGetCpuStatsRet domain_get_cpu_stats(api::Call&, const api::DomainGetCpuStatsArgs&) override;
    api::DomainMemoryPeekRet domain_memory_peek(api::Call&, const api::DomainMemoryPeekArgs&) override;
    api::DomainBlockPeekRet domain_block_peek(api::Call&, const api::DomainBlockPeekArgs&) override;
    api::DomainGetMessagesRet domain_get_messages(api::Call&, const api::DomainGetMessagesArgs&) override;
    void domain_start_dirty_rate_calc(api::Call&, const api::DomainStartDirtyRateCalcArgs&) override;

    // Tuning
    api::DomainGetMaxMemoryRet domain_get_max_memory(api::Call&, const api::DomainGetMaxMemoryArgs&) override;
    api::DomainGetMaxVcpusRet domain_get_max_vcpus(api::Call&, const api::DomainGetMaxVcpusArgs&) override;
    api::DomainGetVcpusFlagsRet domain_get_vcpus_flags(api::Call&, const api::DomainGetVcpusFlagsArgs&) override;
    api::DomainGetVcpusRet domain_get_vcpus(api::Call&, const api::DomainGetVcpusArgs&) override;
    void domain_set_max_memory(api::Call&, const api::DomainSetMaxMemoryArgs&) override;
    void domain_set_memory(api::Call&, const api::DomainSetMemoryArgs&) override;
    void domain_set_memory_flags(api::Call&, const api::DomainSetMemoryFlagsArgs&) override;
    api::DomainGetMemoryParametersRet domain_get_memory_parameters(api::Call&, const api::DomainGetMemoryParametersArgs&) override;
    void domain_set_memory_parameters(api::Call&, const api::DomainSetMemoryParametersArgs&) override;
    api::DomainGetNumaParametersRet domain_get_numa_parameters(api::Call&, const api::DomainGetNumaParametersArgs&) override;
    void domain_set_numa_parameters(api::Call&, const api::DomainSetNumaParametersArgs&) override;
    api::DomainGetBlkioParametersRet domain_get_blkio_parameters(api::Call&, const api::DomainGetBlkioParametersArgs&) override;
    void domain_set_blkio_parameters(api::Call&, const api::DomainSetBlkioParametersArgs&) override;
    api::DomainGetBlockIoTuneRet domain_get_block_io_tune(api::Call&, const api::DomainGetBlockIoTuneArgs&) override;
    void domain_set_block_io_tune(api::Call&, const api::DomainSetBlockIoTuneArgs&) override;
    api::DomainGetInterfaceParametersRet domain_get_interface_parameters(api::Call&, const api::DomainGetInterfaceParametersArgs&) override;
    void domain_set_interface_parameters(api::Call&, const api::DomainSetInterfaceParametersArgs&) override;
    void domain_set_vcpus(api::Call&, const api::DomainSetVcpusArgs&) override;
    void domain_set_vcpus_flags(api::Call&, const api::DomainSetVcpusFlagsArgs&) override;
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
    api::DomainGetSchedulerParametersRet domain_get_scheduler_parameters(api::Call&, const api::DomainGetSchedulerParametersArgs&) override;
    api::DomainGetSchedulerParametersFlagsRet domain_get_scheduler_parameters_flags(api::Call&, const api::DomainGetSchedulerParametersFlagsArgs&) override;
    void domain_set_scheduler_parameters(api::Call&, const api::DomainSetSchedulerParametersArgs&) override;
    void domain_set_scheduler_parameters_flags(api::Call&, const api::DomainSetSchedulerParametersFlagsArgs&) override;

    // Guest: what its agent is asked, and its sleep
    void domain_pm_suspend_for_duration(api::Call&, const api::DomainPmSuspendForDurationArgs&) override;
    void domain_pm_wakeup(api::Call&, const api::DomainPmWakeupArgs&) override;
    api::DomainGetHostnameRet domain_get_hostname(api::Call&, const api::DomainGetHostnameArgs&) override;
    void domain_fstrim(api::Call&, const api::DomainFstrimArgs&) override;
    api::DomainGetTimeRet domain_get_time(api::Call&, const api::DomainGetTimeArgs&) override;
    void domain_set_time(api::Call&, const api::DomainSetTimeArgs&) override;
    api::DomainFsfreezeRet domain_fsfreeze(api::Call&, const api::DomainFsfreezeArgs&) override;
    api::DomainFsthawRet domain_fsthaw(api::Call&, const api::DomainFsthawArgs&) override;
    api::DomainGetFsinfoRet domain_get_fsinfo(api::Call&, const api::DomainGetFsinfoArgs&) override;
    api::DomainInterfaceAddressesRet domain_interface_addresses(api::Call&, const api::DomainInterfaceAddressesArgs&) override;
    void domain_set_user_password(api::Call&, const api::DomainSetUserPasswordArgs&) override;
    api::DomainGetGuestVcpusRet domain_get_guest_vcpus(api::Call&, const api::DomainGetGuestVcpusArgs&) override;
    void domain_set_guest_vcpus(api::Call&, const api::DomainSetGuestVcpusArgs&) override;
    api::DomainGetGuestInfoRet domain_get_guest_info(api::Call&, const api::DomainGetGuestInfoArgs&) override;
    api::DomainAgentSetResponseTimeoutRet domain_agent_set_response_timeout(api::Call&, const api::DomainAgentSetResponseTimeoutArgs&) override;
    api::DomainAuthorizedSshKeysGetRet domain_authorized_ssh_keys_get(api::Call&, const api::DomainAuthorizedSshKeysGetArgs&) override;
    void domain_authorized_ssh_keys_set(api::Call&, const api::DomainAuthorizedSshKeysSetArgs&) override;
    api::QemuDomainAgentCommandRet qemu_domain_agent_command(api::Call&, const api::QemuDomainAgentCommandArgs&) override;

    // Blocks
    void domain_block_resize(api::Call&, const api::DomainBlockResizeArgs&) override;

  private:
    // Reads, completes and takes a definition; returns its guest.
    GuestPtr define(const std::string& xml, std::uint32_t flags);
    GuestPtr guest(const api::DomainRef& ref) const { return core_->find(ref); }

    std::shared_ptr<Core> core_;
    std::mutex mutex_;
    std::vector<std::weak_ptr<Guest>> autodestroy_;  // guests that end with this connection
};

}  // namespace vireo::qemu
