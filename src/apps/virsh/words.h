// SPDX-License-Identifier: LGPL-2.1-or-later
// Numbers that the API uses and the words virsh prints and accepts for them. A word's place in its list is its number.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vireo::sh {

using Words = std::span<const char* const>;

const char* word_at(Words words, int number, const char* otherwise = "unknown");
int word_index(Words words, std::string_view word);   // -1 when it is not in the list

extern const Words event_names, network_event_names, pool_event_names, nodedev_event_names, secret_event_names;
extern const Words codeset_names, network_update_commands, network_update_sections, lifecycle_types, lifecycle_actions;
extern const Words shutdown_modes, process_signals, wipe_algorithms, numa_modes, job_names, suspend_targets, dump_formats, link_states;
extern const Words nodedev_capabilities, pool_types, perf_events;

// The fixed words that an option takes; empty when there are none.
std::vector<std::string> words_of_option(std::string_view command, std::string_view option);

}  // namespace vireo::sh
