// SPDX-License-Identifier: LGPL-2.1-or-later
// Pinning, weights and limits of a definition as typed parameters and CPU maps: what drivers share when they are asked
// about them or told to change them. Pure functions over the definition.
#pragma once

#include <span>

#include "base/error.h"
#include "hv/typed_params.h"
#include "model/domain/domain.h"

namespace vireo::hv {

inline constexpr std::uint64_t memory_unlimited = 9007199254740991u;  // VIR_DOMAIN_MEMORY_PARAM_UNLIMITED, KiB

// CPU maps of the wire: one bit for each CPU, the lowest bit first.
model::Bitmap bitmap_of(const api::Bytes& map);
// Appends the first `length` bytes of the map.
void append_map(api::Bytes& out, const model::Bitmap& map, std::size_t length);
model::Bitmap first_bits(unsigned count);

// Pins are kept in the order of their numbers.
const model::Pin* find_pin(const std::vector<model::Pin>& pins, unsigned id);
void set_pin(std::vector<model::Pin>& pins, unsigned id, model::Bitmap cpus);

bool vcpu_on_line(const model::Domain& domain, unsigned vcpu);
model::Iothread* find_iothread(model::Domain& domain, unsigned id);

// <blkiotune>: weight, and one text "path,value,..." for each kind of limit. Setting throws invalid_arg for texts that make no sense.
std::span<const KnownParam> known_blkio_params();
api::TypedParams blkio_params(const model::BlkioTune& tune);
void set_blkio_params(model::BlkioTune& tune, const api::TypedParams& params);

// <iotune>.
std::span<const KnownParam> known_io_limits();
api::TypedParams io_limit_params(const model::IoTune& tune);
// The value that a parameter of that name sets; null for the group's name and unknown ones.
std::uint64_t* io_limit(model::IoTune& tune, std::string_view name);
// Throws argument_unsupported for a value above what any limit may be.
void check_io_limit(std::uint64_t value, Domain who);
// Throws invalid_arg where a total stands beside its parts.
void check_io_totals(const model::IoTune& tune, Domain who);

// The disk of that target or source; null if there is none.
model::Disk* find_disk(model::Domain& domain, std::string_view name);
const model::Disk* find_disk(const model::Domain& domain, std::string_view name);

// <bandwidth> of an interface, found by MAC address or target; throws invalid_arg for names of none.
model::Interface& find_interface(model::Domain& domain, const std::string& name);
std::span<const KnownParam> known_bandwidth_params();
api::TypedParams bandwidth_params(const model::Interface& nic);
void set_bandwidth(model::Interface& nic, const api::TypedParams& params);

}  // namespace vireo::hv
