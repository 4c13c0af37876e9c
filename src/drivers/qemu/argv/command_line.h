// SPDX-License-Identifier: LGPL-2.1-or-later
// The command of one guest, as a value: nothing is run here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "drivers/qemu/argv/props.h"
#include "model/row/types.h"

namespace vireo::qemu::argv {

struct CommandLine {
    std::string program;
    std::vector<std::string> args;
    std::vector<std::pair<std::string, std::string>> env;
    bool json_devices = true;  // whether the emulator can take devices as JSON and still unplug them

    void add(std::string option) { args.push_back(std::move(option)); }
    void add(std::string option, std::string value) {
        args.push_back(std::move(option));
        args.push_back(std::move(value));
    }
    void add(std::string option, const Option& value) { add(std::move(option), value.text()); }
    void add(std::string option, const Props& value) {
        if (!json_devices && option == "-device")
            add(std::move(option), value.option("driver"));
        else
            add(std::move(option), value.json());
    }
};

// What the host has prepared for this guest. Descriptor numbers are those that the guest's process will see.
struct Bindings {
    // Variables of the daemon's environment that the guest's process gets too; only those in environment() count.
    std::map<std::string, std::string> inherited_env;
    std::string lib_dir = "/var/lib/libvirt/qemu";  // of the driver
    std::string domain_dir;                         // of this guest: lib_dir/domain-ID-NAME
    int monitor_fd = -1;                            // a listening socket; or, if -1:
    std::string monitor_path;
    std::string master_key_file;                    // empty: none

    // Text that only the emulator can read: encrypted with the key in master_key_file, both in base64.
    struct SealedSecret {
        std::string data, iv;
    };
    std::map<std::string, SealedSecret> secrets;  // by UUID, or by usage where a definition names that; cookies by the object's id

    struct Chardev {
        int fd = -1;           // listening unix socket; for a back end in another process its connected one
        int file_fd = -1;      // opened file, as a descriptor set
        int log_fd = -1;
        std::string path;      // replaces the one of the definition (channel targets)
        unsigned file_set = 0, log_set = 0;
    };
    std::map<std::string, Chardev> chardevs;  // by alias of the device

    struct Nic {
        std::vector<int> tap_fds, vhost_fds;
        int slirp_fd = -1;          // of a helper that plays the user network
        int vdpa_fd = -1;
        unsigned vdpa_set = 0;
        std::string passt_socket;   // of a passt process
    };
    std::map<std::string, Nic> nics;

    struct Scsi {
        std::string device;  // generic node of the host, e.g. /dev/sg3
        std::string node;    // name of the image node
    };
    std::map<std::string, Scsi> scsi;  // SCSI host devices by alias

    // Images that QEMU does not open by their name; by the name of the storage node.
    struct Image {
        unsigned set = 0;           // of the descriptors
        std::vector<int> fds;
        bool writable = false;      // the (single) descriptor may write
        std::string nbd_socket;     // a helper serves the image here instead
    };
    std::map<std::string, Image> images;

    std::string tpm_socket;         // of the process that emulates a TPM
    struct Tpm {                    // the host's own, passed through
        int device_fd = -1, cancel_fd = -1;
        unsigned device_set = 0, cancel_set = 0;
    };
    std::map<std::string, Tpm> tpms;

    std::map<std::string, int> vhost_fds;  // vsock and SCSI hosts that the kernel serves, by alias

    // Driver configuration.
    std::string vnc_listen = "127.0.0.1", spice_listen = "127.0.0.1";
    struct Certificates {
        std::string dir, secret;    // secret: UUID, of the key's password; empty: the key is open
        bool verify = false;
    };
    bool vnc_tls = false, vnc_sasl = false, spice_tls = false, spice_sasl = false;
    Certificates vnc_certificates, chardev_certificates, nbd_certificates;
    std::string spice_tls_dir, vnc_sasl_dir, spice_sasl_dir;
    std::string vnc_password, spice_password;
    std::string dbus_address;       // of the bus that displays and other parts of this guest meet on
    bool dump_guest_core = false;
    int seccomp_sandbox = -1;  // -1: on if QEMU knows it, 0: off, 1: on
    bool log_timestamp = true;
    bool privileged = true;
    std::string hugetlbfs_dir, memory_backing_dir;
    std::int64_t now = 0;  // seconds since the epoch; for clocks with an offset
    std::string incoming;  // migration source
    std::map<unsigned, model::Bitmap> node_cpus;  // of the host's NUMA nodes; empty: not known
    model::Bitmap auto_nodes;      // host nodes for memory that is placed automatically
    std::string render_node;       // for OpenGL where the definition names none
    unsigned host_page_kib = 4;
    std::map<std::string, std::string> hugepage_paths;  // page size in KiB -> mount point
};

}  // namespace vireo::qemu::argv
