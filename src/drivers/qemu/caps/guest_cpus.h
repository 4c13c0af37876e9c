// SPDX-License-Identifier: LGPL-2.1-or-later
// What emulators made of the processors that guests asked for: the answer follows from the emulator and the options, and
// asking for it is the longest conversation of a start.
#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <string>

#include "drivers/qemu/caps/store.h"
#include "hv/cpu/cpuid.h"

namespace vireo::qemu {

struct GuestCpu {
    hv::cpu::FeatureSet enabled, disabled;  // disabled: asked for and not to be had
};

class GuestCpus {
  public:
    static constexpr std::size_t most = 64;

    // The answer of that emulator to these options (see cpu_options()), if known. Empty options are never known.
    std::optional<GuestCpu> find(const CapsPtr& caps, const std::string& options);
    void keep(const CapsPtr& caps, const std::string& options, const GuestCpu& cpu);

  private:
    // The capabilities are the very object: the store makes a new one when the binary has changed.
    struct Entry {
        CapsPtr caps;
        std::string options;
        GuestCpu cpu;
    };
    std::list<Entry>::iterator seek(const CapsPtr& caps, const std::string& options);

    std::mutex mutex_;
    std::list<Entry> entries_;  // used last first
};

// Everything on a command line and of this host that the processor's features follow from. "": not known to be all.
std::string cpu_options(const std::vector<std::string>& args);

}  // namespace vireo::qemu
