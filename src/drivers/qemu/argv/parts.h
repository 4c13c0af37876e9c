// SPDX-License-Identifier: LGPL-2.1-or-later
// The parts of a command line, one function per element; build.cpp says in which order they stand.
#pragma once

#include <optional>
#include <string>

#include "drivers/qemu/argv/blockdev.h"
#include "drivers/qemu/argv/command_line.h"
#include "drivers/qemu/caps/caps.h"
#include "model/domain/domain.h"

namespace vireo::qemu::argv {

// What every part reads, and the line that it writes to.
struct Build {
    const model::Domain& d;
    const QemuCaps& caps;
    const Bindings& host;
    CommandLine& line;
    const model::Devices& dev() const { return d.devices; }
    bool is_q35() const { return d.os.machine == "q35" || d.os.machine.starts_with("pc-q35"); }
    bool is_i440fx() const {
        return d.os.machine == "pc" || d.os.machine.starts_with("pc-i440fx") || d.os.machine.starts_with("pc-0.") ||
               d.os.machine.starts_with("pc-1.");
    }
    bool is_x86() const { return d.os.arch == "x86_64" || d.os.arch == "i686"; }
    bool kvm() const { return d.type == model::VirtType::kvm; }
    Accelerator accelerator() const {
        return kvm() ? Accelerator::kvm : d.type == model::VirtType::hvf ? Accelerator::hvf : Accelerator::tcg;
    }
    std::string default_ram_id() const;
    // The device goes out with what the document's own overrides say about it.
    void device(Props props) const;
};

// machine.cpp
void machine(const Build& b);
void accelerator(const Build& b);
void cpu(const Build& b);
void clock(const Build& b);
void power(const Build& b);
void boot(const Build& b);
void globals(const Build& b);
// memory.cpp
void memory_size(const Build& b);
void memory_backing(const Build& b);
void memory_devices(const Build& b);
// The object that backs a cell, written out; its id, nothing for a cell without memory.
std::optional<std::string> cell_backend(const Build& b, const model::NumaCell& c, unsigned id);
// Old machines take a number instead, where nothing special is asked of the memory.
bool cells_need_backends(const Build& b);
// numa.cpp
void numa(const Build& b);
bool has_hmat(const model::Domain& d);
// smbios.cpp
void smbios(const Build& b);
void fw_cfg(const Build& b);
// controller.cpp
void controllers(const Build& b);
void usb_hubs(const Build& b);  // and the card readers behind them
std::optional<Props> controller_props(const Build& b, const model::Controller& c);
// disk.cpp
// The helper that holds SCSI reservations for all disks that leave it to us.
void managed_reservations(const Build& b);
void firmware_blockdevs(const Build& b);
void disks(const Build& b);
void throttle_groups(const Build& b);
// `drive`: the node that the device shows; "" for an empty drive.
Props disk_props(const Build& b, const model::Disk& d, const std::string& drive);
// The nodes of an image and what lies below it, lowest first, then the filters above; `top` is the name that a device refers to.
struct BlockNodes {
    std::vector<ImageLayer> layers;
    std::vector<Props> filters;
    std::string top;
};
BlockNodes block_nodes(const Build& b, const model::Disk& d);
// Prints an image's descriptors, objects and nodes.
void add_layer(const Build& b, const ImageLayer& layer);
// filesystem.cpp
void filesystems(const Build& b);
// nic.cpp
void nics(const Build& b);
Props nic_props(const Build& b, const model::Interface& n);
Props netdev_props(const Build& b, const model::Interface& n);
// The back end goes out in the form that the emulator reads.
void netdev(const Build& b, const Props& p);
// What a virtual network made of the card, or its own type.
model::InterfaceType actual_type(const model::Interface& n);
// secret.cpp: objects that hold a secret; `reference` is its UUID or usage (Bindings::secrets).
std::string secret_reference(const model::SecretReference& s);
// All that a definition and the configuration name, in no particular order.
std::vector<model::SecretReference> wanted_secrets(const model::Domain& d, const Bindings& host);
Props secret_props(const Build& b, const std::string& id, const std::string& reference);
Props secret_props(const Bindings& host, const std::string& id, const std::string& reference);
void secret(const Build& b, const std::string& id, const std::string& reference);
void tls_credentials(const Build& b, const std::string& id, const std::string& secret_id, const Bindings::Certificates& c, bool server);
Props tls_credentials_props(const std::string& id, const std::string& secret_id, const Bindings::Certificates& c, bool server);
// chardev.cpp
enum class ChardevUser : std::uint8_t { port, parallel, smartcard, redirdev, rng, nic };
void chardev_backend(const Build& b, const model::ChardevSource& s, const std::string& alias, ChardevUser user);
// A unix socket: by path, or passed as a descriptor.
struct UnixEnd {
    std::string path;
    int fd = -1;
    bool listen = false;
    const model::Reconnect* reconnect = nullptr;
};
void unix_chardev(const Build& b, const std::string& id, const UnixEnd& end);
// Makes a passed descriptor one that files are opened by: /dev/fdset/SET.
void add_fd(const Build& b, unsigned set, int fd, const std::string& name);
// serial.cpp
void serials(const Build& b);
void channels(const Build& b);
void smartcards(const Build& b);
void redirdevs(const Build& b);
// audio.cpp
void audio_backends(const Build& b);
void sounds(const Build& b);
// The back end of a sound card or VNC server: the named one, else the first.
std::string audio_id(const Build& b, const std::optional<unsigned>& wanted);
// graphics.cpp
void display_none(const Build& b);
void graphics(const Build& b);
// video.cpp
void videos(const Build& b);
// input.cpp
void hubs(const Build& b);
void inputs(const Build& b);
// hostdev.cpp
void hostdevs(const Build& b);
// misc.cpp
void iommu(const Build& b);
void tpms(const Build& b);
void watchdogs(const Build& b);
void balloon(const Build& b);
void rngs(const Build& b);
void panics(const Build& b);
void nvram(const Build& b);
void shmems(const Build& b);
void cryptos(const Build& b);
void vsock(const Build& b);
void pstore(const Build& b);
void vmcoreinfo(const Build& b);
void launch_security(const Build& b);
void sandbox(const Build& b);

// Shared by devices.
// "bus" and "addr" (or what the kind of address needs).
void add_address(const Build& b, Props& p, const model::DeviceInfo& info);
void add_virtio(Props& p, const model::VirtioOptions& v);
void add_boot_index(Props& p, const model::DeviceInfo& info);
void add_rom(Props& p, const model::DeviceInfo& info);
// "virtio-net-pci", "virtio-net-pci-transitional", "virtio-net-ccw" ... by model and address.
std::string virtio_driver(const char* name, model::VirtioModel model, const model::DeviceInfo& info);
// Alias of a PCI controller: "pci.3", "pcie.0".
std::string pci_bus(const Build& b, unsigned index);
bool on(model::OnOff v);
const char* on_off(bool v);
// Effective boot order of the n-th disk, NIC ... when only <boot dev> was given: done by rules::assign_boot.

}  // namespace vireo::qemu::argv
