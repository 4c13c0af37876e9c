// SPDX-License-Identifier: LGPL-2.1-or-later
// What some emulators are too old for, or were built without, and would refuse with words of their own.
#include "base/error.h"
#include "drivers/qemu/rules/checks.h"

namespace vireo::qemu::rules {

using namespace model;

namespace {

template <class... A>
[[noreturn]] void unsupported(fmt::format_string<A...> text, A&&... args) {
    fail(Code::config_unsupported, vireo::Domain::none, text, std::forward<A>(args)...);
}

void teardown(const Subject& s) {
    const auto& f = s.d.features;
    if (f.async_teardown_given && f.async_teardown != YesNo::absent && !s.caps.has("run-with.async-teardown"))
        unsupported("asynchronous teardown is not available with this QEMU binary");
}

void disks(const Subject& s) {
    for (const Disk& x : s.d.devices.disks) {
        if (x.driver.discard_no_unref != OnOff::absent && !s.caps.has("qcow2-discard-no-unref"))
            unsupported("'discard_no_unref' is not supported by this QEMU binary");
        if (!x.driver.iothreads.empty() && !s.caps.has("virtio-blk.iothread-mapping"))
            unsupported("IOThread mapping for disk '{}' is not available with this QEMU binary", x.target_dev);
    }
}

void sounds(const Subject& s) {
    for (const Sound& x : s.d.devices.sounds)
        if (x.model == SoundModel::virtio && !s.caps.has("virtio-sound")) unsupported("virtio-sound controller is not supported in this QEMU binary");
}

using K = DeviceKind;
constexpr KindCheck list[] = {{K::disk, disks}, {K::sound, sounds}};
constexpr Check machine_list[] = {teardown};

}  // namespace

std::span<const KindCheck> version_checks() { return list; }
std::span<const Check> version_machine_checks() { return machine_list; }

}  // namespace vireo::qemu::rules
