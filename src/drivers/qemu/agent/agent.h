// SPDX-License-Identifier: LGPL-2.1-or-later
// The conversation with the program inside the guest (qemu-guest-agent): one connection per question, kept apart from the
// monitor, always with a deadline, since the guest may answer anything or nothing.
#pragma once

#include "base/clock.h"
#include "drivers/qemu/guest.h"
#include "json/fwd.h"

namespace vireo::qemu::agent {

// Does the definition have the agent's channel?
bool configured(const model::Domain& domain);
// Throws argument_unsupported "QEMU guest agent is not configured" or agent_unresponsive "QEMU guest agent is not connected".
void require_ready(const model::Domain& live);
// The same for a question: a guest that stands still answers none. Throws operation_invalid "domain is not running" first.
void require_ready(const GuestState& state);

// Sends one command and returns what "return" says. Throws agent_unresponsive at the deadline, internal_error for a refusal.
json::Json call(const Guest& guest, const char* command, const json::Json& arguments, Deadline until);

// The same for text of a client of ours; seconds: see Timeout in agent/client.h. Gives the agent's whole answer.
std::string call_text(const Guest& guest, const std::string& command, int seconds);
// A command that is not answered when it works, e.g. a suspend.
void tell(const Guest& guest, const char* command);

enum class Shutdown { power_down, reboot, halt };
// The agent does not answer when it succeeds: an end of the connection, or silence, counts as success.
void shutdown(const Guest& guest, Shutdown mode);

}  // namespace vireo::qemu::agent
