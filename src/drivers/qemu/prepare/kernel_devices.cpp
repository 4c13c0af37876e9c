// SPDX-License-Identifier: LGPL-2.1-or-later
// Devices of the host that the emulator gets as open descriptors, so that it needs no right to their nodes: sockets and
// SCSI targets that the kernel serves, vDPA, the host's own TPM.
#include <cerrno>
#include <fcntl.h>

#include "base/error.h"
#include "drivers/qemu/argv/blockdev.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/file/file.h"
#include "host/vhost/vhost.h"

namespace vireo::qemu::prepare {
namespace {

void vsock(Preparation& p, model::Vsock& v) {
    Fd fd = host::open_device("/dev/vhost-vsock");
    if (!fd) fail(Code::config_unsupported, Domain::qemu, "unable to open vhost-vsock device");
    if (v.auto_cid == model::YesNo::yes)
        v.cid = host::take_vsock_cid(fd.get());
    else if (!host::set_vsock_cid(fd.get(), v.cid.value_or(3)))
        fail_errno(Domain::qemu, EADDRINUSE, "failed to set guest cid {}", v.cid.value_or(3));
    p.bindings.vhost_fds[v.info.alias] = p.prepared.pass(std::move(fd));
}

void scsi_host(Preparation& p, const model::Hostdev& h) {
    constexpr const char* path = "/dev/vhost-scsi";
    if (!host::path_exists(path)) fail(Code::config_unsupported, Domain::qemu, "vhost-scsi device file '{}' cannot be found", path);
    Fd fd = host::open_device(path);
    if (!fd) fail_errno(Domain::qemu, errno, "Unable to open '{}'", path);
    p.bindings.vhost_fds[h.info.alias] = p.prepared.pass(std::move(fd));
}

// The file by which a long command of that TPM is cancelled. One that has none is given something that takes any word.
std::string cancel_path(const std::string& device) {
    const auto name = device.substr(device.rfind('/') + 1);
    for (const char* folder : {"/sys/class/tpm/", "/sys/class/misc/"})
        if (auto path = fmt::format("{}{}/device/cancel", folder, name); host::path_exists(path)) return path;
    return "/dev/null";
}

void host_tpm(Preparation& p, const model::Tpm& t) {
    const std::string device = t.device_path.empty() ? "/dev/tpm0" : t.device_path;
    Fd fd = host::open_device(device);
    if (!fd) fail_errno(Domain::qemu, errno, "Could not open TPM device {}", device);
    const auto cancel = cancel_path(device);
    Fd stop(::open(cancel.c_str(), O_WRONLY | O_CLOEXEC));
    if (!stop) fail_errno(Domain::qemu, errno, "Could not open TPM device's cancel path {}", cancel);
    auto& bound = p.bindings.tpms[t.info.alias];
    bound.device_fd = p.prepared.pass(std::move(fd));
    bound.device_set = p.prepared.next_fd_set();
    bound.cancel_fd = p.prepared.pass(std::move(stop));
    bound.cancel_set = p.prepared.next_fd_set();
}

Fd open_vdpa(const std::string& path) {
    Fd fd = host::open_device(path);
    if (!fd) fail_errno(Domain::qemu, errno, "Unable to open '{}' for vdpa device", path);
    return fd;
}

}  // namespace

void vdpa_nic(Preparation& p, const model::Interface& n) {
    auto& bound = p.bindings.nics[n.info.alias];
    bound.vdpa_fd = p.prepared.pass(open_vdpa(n.source_dev));
    bound.vdpa_set = p.prepared.next_fd_set();
}

void kernel_devices(Preparation& p) {
    auto& v = p.live.devices;
    if (v.vsock) vsock(p, *v.vsock);
    for (const auto& h : v.hostdevs)
        if (h.mode == model::HostdevMode::subsystem && h.type == model::HostdevType::scsi_host) scsi_host(p, h);
    for (const auto& t : v.tpms)
        if (t.backend == model::TpmBackend::passthrough && t.model != model::TpmModel::spapr_proxy) host_tpm(p, t);
    for (const auto& d : v.disks)
        for (const auto* s = &d.source; s; s = argv::has_backing(*s) ? s->backing.get() : nullptr) {
            if (s->type != model::StorageType::vhost_vdpa) continue;
            argv::Bindings::Image image;
            image.fds = {p.prepared.pass(open_vdpa(s->path))};
            image.set = p.prepared.next_fd_set();
            p.bindings.images[argv::layer_names(*s).storage] = std::move(image);
        }
}

}  // namespace vireo::qemu::prepare
