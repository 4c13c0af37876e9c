// SPDX-License-Identifier: LGPL-2.1-or-later
// The emulators of this host and what each can do: probed once, kept in memory and on disk, and believed as long as the
// binary and KVM stay what they were. A question costs one stat.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "drivers/qemu/caps/cache_xml.h"
#include "drivers/qemu/caps/caps.h"

namespace vireo::run {
class Loop;
}

namespace vireo::qemu {

using CapsPtr = std::shared_ptr<const QemuCaps>;

class CapsStore {
  public:
    // `cache_dir` may be empty: nothing is kept on disk.
    CapsStore(run::Loop& loop, std::string cache_dir);

    // What that binary can do. Throws what probing throws, system_error if there is no such file.
    CapsPtr get(const std::string& emulator);
    // Path of the emulator for a guest architecture, "" if none is installed.
    std::string emulator_for(std::string_view arch) const;
    // All emulators that are installed, probed in parallel where they are not known yet; those that fail are left out.
    std::vector<CapsPtr> all();

  private:
    struct Entry {
        std::mutex probing;
        CapsStamp stamp;
        CapsPtr caps;
    };
    static CapsStamp stamp_of(const std::string& emulator);
    std::string cache_file(const std::string& emulator) const;
    CapsPtr load(const std::string& emulator, const CapsStamp& stamp) const;
    void keep(const std::string& emulator, const CapsStamp& stamp, const QemuCaps& caps) const;

    run::Loop& loop_;
    std::string cache_dir_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Entry>> entries_;
};

}  // namespace vireo::qemu
