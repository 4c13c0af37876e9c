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
void shim(const Subject& s) {
    if (!s.d.os.shim.empty() && !s.caps.has("shim")) unsupported("shim is not supported by this QEMU binary");
}

void thread_pools(const Subject& s) {
    if (s.caps.has("iothread.thread-pool-max")) return;
    bool any = s.d.default_iothread_pool_min || s.d.default_iothread_pool_max;
    for (const Iothread& t : s.d.iothread_ids) any = any || t.pool_min || t.pool_max;
    if (any) unsupported("thread_pool_min and thread_pool_max is not supported by this QEMU binary");
}

void pstores(const Subject& s) {
    if (s.d.devices.pstore && !s.caps.has("acpi-erst")) unsupported("acpi-erst backend of pstore device is not supported");
}

constexpr KindCheck list[] = {{K::disk, disks}, {K::sound, sounds}, {K::pstore, pstores}};
constexpr Check machine_list[] = {teardown, shim, thread_pools};

}  // namespace

std::span<const KindCheck> version_checks() { return list; }
std::span<const Check> version_machine_checks() { return machine_list; }

}  // namespace vireo::qemu::rules
