// SPDX-License-Identifier: LGPL-2.1-or-later
#include "hv/events.h"

namespace vireo::hv {
namespace {

// virDomainEventID
enum Id : int {
    id_lifecycle = 0, id_reboot = 1, id_rtc_change = 2, id_control_error = 7, id_balloon_change = 13, id_device_removed = 15,
    id_tunable = 17, id_agent_lifecycle = 18, id_device_added = 19, id_job_completed = 21, id_device_removal_failed = 22,
    id_metadata_change = 23,
};

template <class Msg>
api::Event made(int id, const Uuid& uuid, Msg msg) {
    return api::make_event(api::EventClass::domain, id, uuid, std::move(msg));
}

}  // namespace

api::Event lifecycle_event(const api::DomainRef& dom, event::Lifecycle what, int detail) {
    return made(id_lifecycle, dom.uuid, api::DomainEventCallbackLifecycleMsg{0, {dom, static_cast<int>(what), detail}});
}

api::Event reboot_event(const api::DomainRef& dom) {
    return made(id_reboot, dom.uuid, api::DomainEventCallbackRebootMsg{0, {dom}});
}

api::Event rtc_change_event(const api::DomainRef& dom, std::int64_t offset_s) {
    return made(id_rtc_change, dom.uuid, api::DomainEventCallbackRtcChangeMsg{0, {dom, offset_s}});
}

api::Event balloon_change_event(const api::DomainRef& dom, std::uint64_t actual_kib) {
    return made(id_balloon_change, dom.uuid, api::DomainEventCallbackBalloonChangeMsg{0, {dom, actual_kib}});
}

api::Event control_error_event(const api::DomainRef& dom) {
    return made(id_control_error, dom.uuid, api::DomainEventCallbackControlErrorMsg{0, {dom}});
}

api::Event device_added_event(const api::DomainRef& dom, std::string alias) {
    return made(id_device_added, dom.uuid, api::DomainEventCallbackDeviceAddedMsg{0, dom, std::move(alias)});
}

api::Event device_removed_event(const api::DomainRef& dom, std::string alias) {
    return made(id_device_removed, dom.uuid, api::DomainEventCallbackDeviceRemovedMsg{0, {dom, std::move(alias)}});
}

api::Event device_removal_failed_event(const api::DomainRef& dom, std::string alias) {
    return made(id_device_removal_failed, dom.uuid, api::DomainEventCallbackDeviceRemovalFailedMsg{0, dom, std::move(alias)});
}

api::Event tunable_event(const api::DomainRef& dom, api::TypedParams params) {
    return made(id_tunable, dom.uuid, api::DomainEventCallbackTunableMsg{0, dom, std::move(params)});
}

api::Event metadata_change_event(const api::DomainRef& dom, int type, std::optional<std::string> uri) {
    return made(id_metadata_change, dom.uuid, api::DomainEventCallbackMetadataChangeMsg{0, dom, type, std::move(uri)});
}

api::Event agent_lifecycle_event(const api::DomainRef& dom, int state, int reason) {
    return made(id_agent_lifecycle, dom.uuid, api::DomainEventCallbackAgentLifecycleMsg{0, dom, state, reason});
}

api::Event job_completed_event(const api::DomainRef& dom, api::TypedParams params) {
    return made(id_job_completed, dom.uuid, api::DomainEventCallbackJobCompletedMsg{0, dom, std::move(params)});
}

}  // namespace vireo::hv
