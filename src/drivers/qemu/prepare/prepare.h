// SPDX-License-Identifier: LGPL-2.1-or-later
// What the host needs before an emulator can be executed: folders, sockets, files, ports, owners, helper programs; and
// taking it all back when the guest has ended. Each step registers its undo; each undo may run twice.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fd.h"
#include "drivers/qemu/argv/command_line.h"
#include "drivers/qemu/caps/caps.h"
#include "drivers/qemu/config.h"
#include "drivers/qemu/rules/volume.h"
#include "model/domain/domain.h"
#include "run/rollback.h"

namespace vireo::qemu {

// "ID-NAME" with at most 20 characters of the name: part of paths of sockets, which are short.
std::string short_name(const model::Domain& live);
std::string domain_dir(const model::Domain& live, const Config& config);
std::string channel_dir(const model::Domain& live, const Config& config);
std::string log_path(const model::Domain& domain, const Config& config);
std::string pid_path(const model::Domain& domain, const Config& config);

// A disk whose image was missing and whose definition allows that: the guest starts with an empty drive.
struct DroppedImage {
    std::string target, path, alias;
};

// What the driver's configuration and environment say to every guest.
void prepare_settings(argv::Bindings& b, const Config& config);

// What a start needs besides the command line. Descriptors are kept open until close_passed().
class PreparedHost {
  public:
    std::string channel_dir, pid_file;
    std::optional<unsigned> uid, gid;                // absent: as the daemon
    std::optional<std::vector<unsigned>> groups;
    std::optional<std::uint64_t> max_memlock, max_files, max_processes, max_core;
    std::vector<DroppedImage> dropped;
    bool arriving = false;                           // to be set before: the guest comes from another host or a saved image
    bool reset_nvram = false;                        // to be set before: firmware variables start anew

    // To be set before: the value of a secret; throws if there is none. Null: no secrets can be had.
    std::function<std::string(const model::SecretReference&)> find_secret;
    std::string master_key;                          // of this start
    // To be set before: where a volume of a storage pool is. Null: there are no pools.
    rules::FindVolume find_volume;

    // Gives a descriptor to the guest; returns its number there.
    int pass(Fd fd);
    // As at most one descriptor each: standard output and error.
    void pass_output(Fd fd);
    // Descriptors of ours and their numbers in the guest.
    std::vector<std::pair<int, int>> fds() const;
    void close_passed();
    unsigned next_fd_set() { return fd_sets_++; }

    // Banner, environment and command line into the guest's log.
    void log_start(const argv::CommandLine& line);
    // What the emulator has written since then, without noise; at most some kilobytes.
    std::string emulator_output() const;

    std::string log_file, qemu_version;

  private:
    std::vector<std::pair<Fd, int>> passed_;
    int next_number_ = 3;
    unsigned fd_sets_ = 0;
    std::uint64_t log_offset_ = 0;
};

// All steps, in libvirt's order. `live` gets what they decide: ports, paths, backing chains, names of devices.
void prepare_host(model::Domain& live, const Config& config, const QemuCaps& caps, argv::Bindings& bindings,
                  PreparedHost& prepared, run::Rollback& undo);

// Takes back what prepare_host made, after the guest has ended; also for guests that another daemon started. reason is
// the word in the guest's log: "destroyed", "shutdown", "crashed", ...; empty: nothing is logged. forget: the guest
// is transient, so what it keeps between runs goes, too. Never throws; what fails is logged and the rest is still done.
void cleanup_host(const model::Domain& live, const Config& config, std::string_view reason, bool forget = false) noexcept;

// Marks what a running guest uses (ports, names) as used; for recovery.
void adopt_host(const model::Domain& live, const Config& config);

// Forgets what an emulated TPM keeps between runs: for an undefined guest, or a transient one that ended. A definition
// that wants it kept is heeded unless `always`.
void delete_tpm_state(const model::Domain& domain, const Config& config, bool always = false);

// Hook scripts about a guest ("prepare", "start", "started", "stopped", "release", "reconnect", ...); throws
// hook_script_failed. Returns what they wrote.
std::string guest_hook(const model::Domain& live, const Config& config, const char* operation, const char* sub_operation = "begin");

// A secret as QEMU takes it; the initialization vector is fresh.
argv::Bindings::SealedSecret sealed_secret(std::string_view value, std::string_view master_key);

// Single devices, for guests that run. An image: is it there, its chain, numbers of its nodes (above all that the guest
// has), its owner. `live` is the guest without the disk.
void prepare_disk(model::Disk& disk, const model::Domain& live, const Config& config, run::Rollback& undo);
void release_disk(const model::Disk& disk, const model::Domain& live, const Config& config) noexcept;
// Images that a running guest is to use besides: targets of copies and snapshots. Nothing is probed.
void lend_image(const model::StorageSource& image, bool writable, const model::Domain& live, const Config& config, run::Rollback& undo);
void return_image(const model::StorageSource& image, bool writable, const model::Domain& live, const Config& config) noexcept;
// The descriptors are in `prepared` and, by alias, in `bindings`, as numbers of prepared.fds().
void prepare_interface(model::Interface& nic, model::Domain& live, const Config& config, const QemuCaps& caps, argv::Bindings& bindings,
                       PreparedHost& prepared, run::Rollback& undo);
void release_interface(const model::Interface& nic) noexcept;
void prepare_chardev(model::Chardev& chardev, model::Domain& live, const Config& config, const QemuCaps& caps, argv::Bindings& bindings,
                     PreparedHost& prepared, run::Rollback& undo);
void release_chardev(const model::Chardev& chardev, const model::Domain& live, const Config& config) noexcept;

}  // namespace vireo::qemu
