// SPDX-License-Identifier: LGPL-2.1-or-later
// Where bytes of a disk come from: <source> with its hosts, secrets and the chain of images below it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/uuid.h"
#include "model/domain/address.h"
#include "model/row/box.h"

namespace vireo::model {

enum class StorageType : std::uint8_t { none, file, block, dir, network, volume, nvme, vhost_user, vhost_vdpa };
VIREO_WORDS(StorageType, "", "file", "block", "dir", "network", "volume", "nvme", "vhostuser", "vhostvdpa")

enum class StorageFormat : std::uint8_t {
    none, raw, dir, bochs, cloop, dmg, iso, vpc, vdi, fat, vhd, ploop, luks, cow, qcow, qcow2, qed, vmdk, auto_
};
VIREO_WORDS(StorageFormat, "", "raw", "dir", "bochs", "cloop", "dmg", "iso", "vpc", "vdi", "fat", "vhd", "ploop", "luks",
            "cow", "qcow", "qcow2", "qed", "vmdk", "auto")

enum class StorageProtocol : std::uint8_t {
    none, nbd, rbd, sheepdog, gluster, iscsi, http, https, ftp, ftps, tftp, ssh, vxhs, nfs
};
VIREO_WORDS(StorageProtocol, "", "nbd", "rbd", "sheepdog", "gluster", "iscsi", "http", "https", "ftp", "ftps", "tftp",
            "ssh", "vxhs", "nfs")

enum class HostTransport : std::uint8_t { tcp, unix_, rdma };
VIREO_WORDS(HostTransport, "tcp", "unix", "rdma")

// What a server of the protocol listens on when nothing else is said; 0: it has no such port.
unsigned default_port(StorageProtocol p);

struct StorageHost {
    HostTransport transport = HostTransport::tcp;
    std::string name;
    std::optional<unsigned> port;
    std::string socket;  // transport unix
    bool operator==(const StorageHost&) const = default;
};

// A secret by its UUID or by its usage; exactly one is given.
struct SecretReference {
    std::string type;  // "ceph", "iscsi", "passphrase", ...
    std::optional<Uuid> uuid;
    std::string usage;
    bool operator==(const SecretReference&) const = default;
};

struct StorageAuth {
    std::string username;
    SecretReference secret;
    bool operator==(const StorageAuth&) const = default;
};

enum class EncryptionFormat : std::uint8_t { default_, qcow, luks, luks2, luks_any };
VIREO_WORDS(EncryptionFormat, "default", "qcow", "luks", "luks2", "luks-any")
enum class EncryptionEngine : std::uint8_t { none, qemu, librbd };
VIREO_WORDS(EncryptionEngine, "", "qemu", "librbd")

struct Encryption {
    EncryptionFormat format = EncryptionFormat::default_;
    EncryptionEngine engine = EncryptionEngine::none;
    std::vector<SecretReference> secrets;
    struct Cipher {
        std::string name;
        std::optional<unsigned> size;  // bits
        std::string mode, hash;
        bool operator==(const Cipher&) const = default;
    };
    struct Ivgen {
        std::string name, hash;
        bool operator==(const Ivgen&) const = default;
    };
    Cipher cipher;
    Ivgen ivgen;
    bool operator==(const Encryption&) const = default;
};

// A device's own security label.
struct DeviceSeclabel {
    std::string model, label;
    YesNo relabel = YesNo::absent, labelskip = YesNo::absent;
    bool operator==(const DeviceSeclabel&) const = default;
};

struct Reconnect {
    YesNo enabled = YesNo::absent;
    std::optional<unsigned> timeout;  // seconds
    std::optional<unsigned> delay;    // seconds (NBD)
    bool operator==(const Reconnect&) const = default;
};

struct Cookie {
    std::string name, value;
    bool operator==(const Cookie&) const = default;
};

struct Slice {
    std::string type = "storage";
    std::optional<std::uint64_t> offset, size;  // bytes
    bool operator==(const Slice&) const = default;
};

struct Reservations {
    YesNo managed = YesNo::absent;
    struct Socket {
        std::string type, path, mode;
        Reconnect reconnect;
        bool operator==(const Socket&) const = default;
    };
    Socket source;
    bool operator==(const Reservations&) const = default;
};

enum class StartupPolicy : std::uint8_t { none, mandatory, requisite, optional };
VIREO_WORDS(StartupPolicy, "", "mandatory", "requisite", "optional")
enum class VolumeMode : std::uint8_t { none, host, direct };
VIREO_WORDS(VolumeMode, "", "host", "direct")

// One image, or the place of one. Which members count depends on `type` and `protocol`.
struct StorageSource {
    StorageType type = StorageType::none;
    StorageFormat format = StorageFormat::none;
    std::string path;                 // file, device, folder, network name, socket or vhost device
    std::string fdgroup;              // file: descriptors passed by the client
    StorageProtocol protocol = StorageProtocol::none;
    std::string query;                // http(s)
    YesNo tls = YesNo::absent;
    std::string tls_hostname;
    std::vector<StorageHost> hosts;
    std::string snapshot, config_file;  // rbd
    std::string pool, volume;         // type volume
    VolumeMode volume_mode = VolumeMode::none;
    std::string nvme_type;            // always "pci"
    std::optional<unsigned> nvme_namespace;
    YesNo nvme_managed = YesNo::absent;
    PciAddress nvme_address;
    std::string vhost_type;           // type vhost_user: "unix"
    StartupPolicy startup_policy = StartupPolicy::none;
    std::optional<unsigned> index;    // id of the node in a running guest
    bool raw_layer = false;           // its bytes have a node of format "raw" above them, as older emulators want it
    std::vector<Slice> slices;
    Box<StorageAuth> auth;
    Box<Encryption> encryption;
    Box<Reservations> reservations;
    std::string initiator_iqn;
    YesNo ssl_verify = YesNo::absent;
    std::vector<Cookie> cookies;
    std::optional<std::uint64_t> readahead, timeout;
    Reconnect reconnect;
    std::string known_hosts;          // ssh
    std::string ssh_user, ssh_keyfile, ssh_agent;
    std::string ssh_backing_user;     // ssh, from a backing string: kept for the hypervisor, not part of the document
    bool ssh_host_key_unchecked = false;  // likewise
    std::string nfs_user, nfs_group;
    std::vector<DeviceSeclabel> seclabels;
    std::optional<std::uint64_t> metadata_cache_max_size;  // bytes; qcow2
    // Status files only.
    bool tls_from_config = false;     // network: the daemon's settings decided on TLS
    StorageType actual_type = StorageType::none;  // volume: what it turned out to be; `path` is where
    std::string private_data;         // the driver's <privateData>, printed at level 0
    std::string relative_path;        // the name by which the image above calls this one, if it is a relative one; not part of the document
    Box<StorageSource> data_store;    // qcow2 with external data
    Box<StorageSource> backing;       // the image below; type none ends the chain

    bool is_empty() const;            // names nothing: an empty drive
    bool operator==(const StorageSource&) const = default;
};

}  // namespace vireo::model
