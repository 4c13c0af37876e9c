// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/qemu/caps/store.h"

#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <thread>

#include "base/error.h"
#include "base/log.h"
#include "drivers/qemu/caps/probe.h"
#include "run/store.h"

namespace vireo::qemu {
namespace {

constinit log::Source source{"qemu.caps"};

// Guest architectures whose emulators are looked for, in the order of capability documents.
constexpr std::string_view arches[] = {"alpha", "armv7l", "aarch64", "cris", "i686", "loongarch64", "m68k", "microblaze", "microblazeel", "mips", "mipsel", "mips64", "mips64el",
                                       "ppc", "ppc64", "ppc64le", "riscv32", "riscv64", "s390x", "sh4", "sh4eb", "sparc", "sparc64", "x86_64", "xtensa", "xtensaeb"};

std::string_view suffix_of(std::string_view arch) {
    if (arch == "i686") return "i386";
    if (arch == "armv7l") return "arm";
    if (arch == "ppc64le") return "ppc64";
    return arch;
}

// What an answer depends on besides the binary. The number of the kernel's build stays out: it does not change KVM.
std::string host_stamp() {
    utsname u{};
    uname(&u);
    return std::string(u.release) + (kvm_usable() ? " kvm" : " tcg");
}

// A name of the file that no two paths share (FNV-1a, 64 bits).
std::string name_of(const std::string& emulator) {
    std::uint64_t h = 0xcbf29ce484222325ULL;
    for (unsigned char c : emulator) h = (h ^ c) * 0x100000001b3ULL;
    return fmt::format("{:016x}.xml", h);
}

}  // namespace

CapsStore::CapsStore(run::Loop& loop, std::string cache_dir) : loop_(loop), cache_dir_(std::move(cache_dir)) {}

CapsStamp CapsStore::stamp_of(const std::string& emulator) {
    struct stat st;
    if (::stat(emulator.c_str(), &st) < 0) fail_errno(Domain::qemu, errno, "Cannot check QEMU binary {}", emulator);
    static const std::string host = host_stamp();
    CapsStamp s;
    s.inode = static_cast<std::int64_t>(st.st_ino);
    s.size = st.st_size;
    s.mtime_ns = st.st_mtim.tv_sec * 1'000'000'000LL + st.st_mtim.tv_nsec;
    s.ctime_ns = st.st_ctim.tv_sec * 1'000'000'000LL + st.st_ctim.tv_nsec;
    s.host = host;
    return s;
}

std::string CapsStore::cache_file(const std::string& emulator) const { return cache_dir_ + "/capabilities/" + name_of(emulator); }

CapsPtr CapsStore::load(const std::string& emulator, const CapsStamp& stamp) const {
    if (cache_dir_.empty()) return nullptr;
    try {
        auto text = run::read_file(cache_file(emulator));
        if (!text) return nullptr;
        CapsStamp then;
        auto caps = read_caps(*text, &then);
        if (!(then == stamp) || caps.emulator != emulator) return nullptr;
        return std::make_shared<const QemuCaps>(std::move(caps));
    } catch (const Error& e) {
        log::info(source, "what is kept about {} is of no use: {}", emulator, e.message);
        return nullptr;
    }
}

void CapsStore::keep(const std::string& emulator, const CapsStamp& stamp, const QemuCaps& caps) const {
    if (cache_dir_.empty()) return;
    try {
        run::make_directory(cache_dir_ + "/capabilities", 0755);
        run::save_file(cache_file(emulator), write_caps(caps, stamp), {.durable = false});
    } catch (const Error& e) {
        log::warning(source, "cannot keep what {} can do: {}", emulator, e.message);
    }
}

CapsPtr CapsStore::get(const std::string& emulator) {
    auto stamp = stamp_of(emulator);
    std::shared_ptr<Entry> entry;
    {
        std::lock_guard lock(mutex_);
        auto& slot = entries_[emulator];
        if (!slot) slot = std::make_shared<Entry>();
        entry = slot;
    }
    std::lock_guard one_prober(entry->probing);
    if (entry->caps && entry->stamp == stamp) return entry->caps;
    auto caps = load(emulator, stamp);
    if (!caps) {
        auto fresh = probe_emulator(loop_, emulator, Deadline::in_ms(60'000));
        keep(emulator, stamp, fresh);
        caps = std::make_shared<const QemuCaps>(std::move(fresh));
    }
    entry->stamp = stamp;
    entry->caps = caps;
    return caps;
}

std::string CapsStore::emulator_for(std::string_view arch) const {
    for (std::string_view folder : {"/usr/bin/", "/usr/local/bin/", "/usr/libexec/"}) {
        auto path = fmt::format("{}qemu-system-{}", folder, suffix_of(arch));
        if (::access(path.c_str(), X_OK) == 0) return path;
    }
    return {};
}

std::vector<CapsPtr> CapsStore::all() {
    std::vector<std::string> paths;
    for (auto arch : arches)
        if (auto path = emulator_for(arch); !path.empty() && std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
    std::vector<CapsPtr> found(paths.size());
    std::vector<std::thread> probers;
    for (std::size_t i = 0; i < paths.size(); ++i)
        probers.emplace_back([&, i] {
            try {
                found[i] = get(paths[i]);
            } catch (const Error& e) {
                log::warning(source, "{}", e.message);
            }
        });
    for (auto& t : probers) t.join();
    std::erase(found, nullptr);
    return found;
}

}  // namespace vireo::qemu
