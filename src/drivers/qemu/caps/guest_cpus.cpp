// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/caps/guest_cpus.h"

#include <sys/stat.h>
#include <sys/utsname.h>

#include "base/text.h"
#include "host/node/sysfs.h"

namespace vireo::qemu {
namespace {

// KVM offers what the processor, its microcode, the kernel and the module's parameters allow. Loading the module again
// makes its node anew.
std::string kvm_stamp() {
    struct stat st;
    if (::stat("/dev/kvm", &st) < 0) return {};
    utsname u{};
    uname(&u);
    return fmt::format("{} {} {}.{} {}", u.release, st.st_ino, st.st_ctim.tv_sec, st.st_ctim.tv_nsec,
                       host::read_text("/sys/devices/system/cpu/cpu0/microcode/version").value_or(""));
}

}  // namespace

std::list<GuestCpus::Entry>::iterator GuestCpus::seek(const CapsPtr& caps, const std::string& options) {
    auto it = entries_.begin();
    while (it != entries_.end() && (it->caps != caps || it->options != options)) ++it;
    return it;
}

std::optional<GuestCpu> GuestCpus::find(const CapsPtr& caps, const std::string& options) {
    if (options.empty()) return std::nullopt;
    std::lock_guard lock(mutex_);
    auto it = seek(caps, options);
    if (it == entries_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, it);
    return it->cpu;
}

void GuestCpus::keep(const CapsPtr& caps, const std::string& options, const GuestCpu& cpu) {
    if (options.empty()) return;
    std::lock_guard lock(mutex_);
    if (auto it = seek(caps, options); it != entries_.end()) entries_.erase(it);
    entries_.push_front({caps, options, cpu});
    if (entries_.size() > most) entries_.pop_back();
}

std::string cpu_options(const std::vector<std::string>& args) {
    std::string out;
    bool kvm = false, tcg = false;
    for (std::size_t i = 0; i + 1 < args.size(); ++i) {
        const std::string& option = args[i];
        const std::string& value = args[i + 1];
        // Options from elsewhere, and guests whose processor is shaped by more than its own option.
        if (option == "-readconfig" || option == "-set") return {};
        if (option == "-machine" && (value.find("confidential-guest-support") != value.npos || value.find("accel=") != value.npos)) return {};
        if (option == "-accel") kvm = value.starts_with("kvm"), tcg = value.starts_with("tcg");
        if (option != "-machine" && option != "-accel" && option != "-cpu" && option != "-smp" && option != "-global") continue;
        out += option + ' ' + value + '\n';
        ++i;
    }
    if (tcg) return out;
    if (!kvm) return {};
    auto stamp = kvm_stamp();
    return stamp.empty() ? std::string() : out + stamp;
}

}  // namespace vireo::qemu
