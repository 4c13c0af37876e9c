// SPDX-License-Identifier: LGPL-2.1-or-later
// From QEMU's answers to capabilities: a pure step between asking (probe) and keeping (cache).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "drivers/qemu/caps/caps.h"
#include "drivers/qemu/qmp/command.h"
#include "json/fwd.h"

namespace vireo::qemu {

// Answers by "command" or "command {arguments}"; a refusal has no entry.
class Answers {
  public:
    Answers();
    Answers(Answers&&) noexcept;
    ~Answers();
    static std::string key(const std::string& command, const std::string& arguments);
    void add(std::string key, json::Json value);
    // Null if QEMU refused or was not asked.
    const json::Json* find(const std::string& key) const;

  private:
    struct Store;
    std::unique_ptr<Store> store_;
};

// What to ask an emulator for that architecture, in an order that suits it. The second accelerator of a binary needs
// less.
std::vector<qmp::Command> probe_commands(const std::string& arch, bool only_accelerator);

// `accelerated`: the answers under `accelerator` (KVM or HVF), or null; `emulated`: those under TCG, or null. The first
// that is there also tells what does not depend on the accelerator.
QemuCaps digest(const std::string& emulator, const Answers* accelerated, const Answers* emulated,
                Accelerator accelerator = Accelerator::kvm);

}  // namespace vireo::qemu
