/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virterror.h: errors: where they come from, what they say.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_VIRTERROR_H
#define LIBVIRT_VIRTERROR_H

#include <libvirt/libvirt.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * virErrorLevel:
 *
 * How bad an error is.
 *
 * Since: 0.1.0
 */
typedef enum {
    VIR_ERR_NONE = 0, /* it is none (Since: 0.1.0) */
    VIR_ERR_WARNING = 1, /* a warning (Since: 0.1.0) */
    VIR_ERR_ERROR = 2 /* an error (Since: 0.1.0) */
} virErrorLevel;

/**
 * virErrorDomain:
 *
 * Which part of the library raised an error; the comment is the name by which it is printed.
 *
 * Since: 0.1.0
 */
typedef enum {
    VIR_FROM_NONE = 0, /* (Since: 0.1.0) */
    VIR_FROM_XEN = 1, /* Xen Driver (Since: 0.1.0) */
    VIR_FROM_XEND = 2, /* Xen Daemon (Since: 0.1.0) */
    VIR_FROM_XENSTORE = 3, /* Xen Store (Since: 0.1.0) */
    VIR_FROM_SEXPR = 4, /* S-Expression (Since: 0.1.0) */
    VIR_FROM_XML = 5, /* XML Util (Since: 0.1.0) */
    VIR_FROM_DOM = 6, /* Domain (Since: 0.1.0) */
    VIR_FROM_RPC = 7, /* XML-RPC (Since: 0.1.1) */
    VIR_FROM_PROXY = 8, /* Proxy Daemon (Since: 0.1.3) */
    VIR_FROM_CONF = 9, /* Config File (Since: 0.1.6) */
    VIR_FROM_QEMU = 10, /* QEMU Driver (Since: 0.2.0) */
    VIR_FROM_NET = 11, /* Network (Since: 0.2.0) */
    VIR_FROM_TEST = 12, /* Test Driver (Since: 0.2.3) */
    VIR_FROM_REMOTE = 13, /* Remote Driver (Since: 0.2.3) */
    VIR_FROM_OPENVZ = 14, /* OpenVZ Driver (Since: 0.3.1) */
    VIR_FROM_XENXM = 15, /* Xen XM Driver (Since: 0.4.1) */
    VIR_FROM_STATS_LINUX = 16, /* Linux Statistics (Since: 0.4.1) */
    VIR_FROM_LXC = 17, /* LXC Driver (Since: 0.4.2) */
    VIR_FROM_STORAGE = 18, /* Storage Driver (Since: 0.4.1) */
    VIR_FROM_NETWORK = 19, /* Network Driver (Since: 0.4.6) */
    VIR_FROM_DOMAIN = 20, /* Domain Config (Since: 0.4.6) */
    VIR_FROM_UML = 21, /* User Mode Linux Driver (Since: 0.5.0) */
    VIR_FROM_NODEDEV = 22, /* Node Device Driver (Since: 0.5.0) */
    VIR_FROM_XEN_INOTIFY = 23, /* Xen Inotify Driver (Since: 0.5.0) */
    VIR_FROM_SECURITY = 24, /* Security Driver (Since: 0.6.1) */
    VIR_FROM_VBOX = 25, /* VirtualBox Driver (Since: 0.6.3) */
    VIR_FROM_INTERFACE = 26, /* Network Interface Driver (Since: 0.6.4) */
    VIR_FROM_ONE = 27, /* Open Nebula Driver (Since: 0.6.4) */
    VIR_FROM_ESX = 28, /* ESX Driver (Since: 0.7.0) */
    VIR_FROM_PHYP = 29, /* Power Hypervisor Driver (Since: 0.7.0) */
    VIR_FROM_SECRET = 30, /* Secrets Driver (Since: 0.7.1) */
    VIR_FROM_CPU = 31, /* CPU Driver (Since: 0.7.5) */
    VIR_FROM_XENAPI = 32, /* XenAPI Driver (Since: 0.8.0) */
    VIR_FROM_NWFILTER = 33, /* Network Filter Driver (Since: 0.8.0) */
    VIR_FROM_HOOK = 34, /* Lifecycle Hook (Since: 0.8.0) */
    VIR_FROM_DOMAIN_SNAPSHOT = 35, /* Domain Snapshot (Since: 0.8.0) */
    VIR_FROM_AUDIT = 36, /* Audit Utils (Since: 0.8.5) */
    VIR_FROM_SYSINFO = 37, /* Sysinfo Utils (Since: 0.8.6) */
    VIR_FROM_STREAMS = 38, /* I/O Stream Utils (Since: 0.8.6) */
    VIR_FROM_VMWARE = 39, /* VMware Driver (Since: 0.8.7) */
    VIR_FROM_EVENT = 40, /* Event Loop (Since: 0.9.0) */
    VIR_FROM_LIBXL = 41, /* Xen Light Driver (Since: 0.9.0) */
    VIR_FROM_LOCKING = 42, /* Lock Driver (Since: 0.9.2) */
    VIR_FROM_HYPERV = 43, /* Hyper-V Driver (Since: 0.9.5) */
    VIR_FROM_CAPABILITIES = 44, /* Capabilities Utils (Since: 0.9.8) */
    VIR_FROM_URI = 45, /* URI Utils (Since: 0.9.11) */
    VIR_FROM_AUTH = 46, /* Authentication Utils (Since: 0.9.11) */
    VIR_FROM_DBUS = 47, /* DBus Utils (Since: 0.9.12) */
    VIR_FROM_PARALLELS = 48, /* Parallels Cloud Server (Since: 0.10.0) */
    VIR_FROM_DEVICE = 49, /* Device Config (Since: 0.10.0) */
    VIR_FROM_SSH = 50, /* SSH transport layer (Since: 0.10.0) */
    VIR_FROM_LOCKSPACE = 51, /* Lock Space (Since: 1.0.0) */
    VIR_FROM_INITCTL = 52, /* Init control (Since: 1.0.1) */
    VIR_FROM_IDENTITY = 53, /* Identity (Since: 1.0.4) */
    VIR_FROM_CGROUP = 54, /* Cgroup (Since: 1.0.5) */
    VIR_FROM_ACCESS = 55, /* Access Manager (Since: 1.1.0) */
    VIR_FROM_SYSTEMD = 56, /* Systemd (Since: 1.1.1) */
    VIR_FROM_BHYVE = 57, /* Bhyve (Since: 1.2.2) */
    VIR_FROM_CRYPTO = 58, /* Crypto (Since: 1.2.3) */
    VIR_FROM_FIREWALL = 59, /* Firewall (Since: 1.2.4) */
    VIR_FROM_POLKIT = 60, /* Polkit (Since: 1.2.9) */
    VIR_FROM_THREAD = 61, /* Thread jobs (Since: 1.2.14) */
    VIR_FROM_ADMIN = 62, /* Admin Interface (Since: 1.2.17) */
    VIR_FROM_LOGGING = 63, /* Log Manager (Since: 1.3.0) */
    VIR_FROM_XENXL = 64, /* Xen XL Config (Since: 1.3.2) */
    VIR_FROM_PERF = 65, /* Perf (Since: 1.3.3) */
    VIR_FROM_LIBSSH = 66, /* Libssh transport layer (Since: 2.5.0) */
    VIR_FROM_RESCTRL = 67, /* Resource control (Since: 3.7.0) */
    VIR_FROM_FIREWALLD = 68, /* FirewallD (Since: 5.1.0) */
    VIR_FROM_DOMAIN_CHECKPOINT = 69, /* Domain Checkpoint (Since: 5.2.0) */
    VIR_FROM_TPM = 70, /* TPM (Since: 5.6.0) */
    VIR_FROM_BPF = 71, /* BPF (Since: 5.10.0) */
    VIR_FROM_CH = 72 /* Cloud-Hypervisor Driver (Since: 7.5.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_ERR_DOMAIN_LAST = 73 /* (Since: 0.9.13) */
#endif
} virErrorDomain;

/**
 * virErrorNumber:
 *
 * What went wrong; the comment is the text of the message, before details.
 *
 * Since: 0.1.0
 */
typedef enum {
    VIR_ERR_OK = 0, /* (Since: 0.1.0) */
    VIR_ERR_INTERNAL_ERROR = 1, /* internal error (Since: 0.1.0) */
    VIR_ERR_NO_MEMORY = 2, /* out of memory (Since: 0.1.0) */
    VIR_ERR_NO_SUPPORT = 3, /* this function is not supported by the connection driver (Since: 0.1.0) */
    VIR_ERR_UNKNOWN_HOST = 4, /* unknown host (Since: 0.1.0) */
    VIR_ERR_NO_CONNECT = 5, /* no connection driver available (Since: 0.1.0) */
    VIR_ERR_INVALID_CONN = 6, /* invalid connection pointer in (Since: 0.1.0) */
    VIR_ERR_INVALID_DOMAIN = 7, /* invalid domain pointer in (Since: 0.1.0) */
    VIR_ERR_INVALID_ARG = 8, /* invalid argument (Since: 0.1.0) */
    VIR_ERR_OPERATION_FAILED = 9, /* operation failed (Since: 0.1.0) */
    VIR_ERR_GET_FAILED = 10, /* GET operation failed (Since: 0.1.0) */
    VIR_ERR_POST_FAILED = 11, /* POST operation failed (Since: 0.1.0) */
    VIR_ERR_HTTP_ERROR = 12, /* got unknown HTTP error code (Since: 0.1.0) */
    VIR_ERR_SEXPR_SERIAL = 13, /* failed to serialize S-Expr (Since: 0.1.0) */
    VIR_ERR_NO_XEN = 14, /* could not use Xen hypervisor entry (Since: 0.1.0) */
    VIR_ERR_XEN_CALL = 15, /* failed Xen syscall (Since: 0.1.0) */
    VIR_ERR_OS_TYPE = 16, /* unknown OS type (Since: 0.1.0) */
    VIR_ERR_NO_KERNEL = 17, /* missing kernel information (Since: 0.1.0) */
    VIR_ERR_NO_ROOT = 18, /* missing root device information (Since: 0.1.0) */
    VIR_ERR_NO_SOURCE = 19, /* missing source information for device (Since: 0.1.0) */
    VIR_ERR_NO_TARGET = 20, /* missing target information for device (Since: 0.1.0) */
    VIR_ERR_NO_NAME = 21, /* missing name information (Since: 0.1.0) */
    VIR_ERR_NO_OS = 22, /* missing operating system information (Since: 0.1.0) */
    VIR_ERR_NO_DEVICE = 23, /* missing devices information (Since: 0.1.0) */
    VIR_ERR_NO_XENSTORE = 24, /* could not connect to Xen Store (Since: 0.1.0) */
    VIR_ERR_DRIVER_FULL = 25, /* too many drivers registered (Since: 0.1.0) */
    VIR_ERR_CALL_FAILED = 26, /* library call failed; no longer raised (Since: 0.1.0) */
    VIR_ERR_XML_ERROR = 27, /* XML description is invalid or not well formed (Since: 0.1.1) */
    VIR_ERR_DOM_EXIST = 28, /* this domain exists already (Since: 0.1.1) */
    VIR_ERR_OPERATION_DENIED = 29, /* operation forbidden for read only access (Since: 0.1.4) */
    VIR_ERR_OPEN_FAILED = 30, /* failed to open configuration file (Since: 0.1.6) */
    VIR_ERR_READ_FAILED = 31, /* failed to read configuration file (Since: 0.1.6) */
    VIR_ERR_PARSE_FAILED = 32, /* failed to parse configuration file (Since: 0.1.6) */
    VIR_ERR_CONF_SYNTAX = 33, /* configuration file syntax error (Since: 0.1.6) */
    VIR_ERR_WRITE_FAILED = 34, /* failed to write configuration file (Since: 0.1.6) */
    VIR_ERR_XML_DETAIL = 35, /* parser error (Since: 0.1.9) */
    VIR_ERR_INVALID_NETWORK = 36, /* invalid network pointer in (Since: 0.2.0) */
    VIR_ERR_NETWORK_EXIST = 37, /* this network exists already (Since: 0.2.0) */
    VIR_ERR_SYSTEM_ERROR = 38, /* system call error (Since: 0.2.1) */
    VIR_ERR_RPC = 39, /* RPC error (Since: 0.2.3) */
    VIR_ERR_GNUTLS_ERROR = 40, /* GNUTLS call error (Since: 0.2.3) */
    VIR_WAR_NO_NETWORK = 41, /* Failed to find the network (Since: 0.2.3) */
    VIR_ERR_NO_DOMAIN = 42, /* Domain not found (Since: 0.3.0) */
    VIR_ERR_NO_NETWORK = 43, /* Network not found (Since: 0.3.0) */
    VIR_ERR_INVALID_MAC = 44, /* invalid MAC address (Since: 0.3.1) */
    VIR_ERR_AUTH_FAILED = 45, /* authentication failed (Since: 0.4.1) */
    VIR_ERR_INVALID_STORAGE_POOL = 46, /* invalid storage pool pointer in (Since: 0.4.1) */
    VIR_ERR_INVALID_STORAGE_VOL = 47, /* invalid storage volume pointer in (Since: 0.4.1) */
    VIR_WAR_NO_STORAGE = 48, /* Failed to find a storage driver (Since: 0.4.1) */
    VIR_ERR_NO_STORAGE_POOL = 49, /* Storage pool not found (Since: 0.4.1) */
    VIR_ERR_NO_STORAGE_VOL = 50, /* Storage volume not found (Since: 0.4.1) */
    VIR_WAR_NO_NODE = 51, /* Failed to find a node driver (Since: 0.5.0) */
    VIR_ERR_INVALID_NODE_DEVICE = 52, /* invalid node device pointer (Since: 0.5.0) */
    VIR_ERR_NO_NODE_DEVICE = 53, /* Node device not found (Since: 0.5.0) */
    VIR_ERR_NO_SECURITY_MODEL = 54, /* Security model not found (Since: 0.6.1) */
    VIR_ERR_OPERATION_INVALID = 55, /* Requested operation is not valid (Since: 0.6.4) */
    VIR_WAR_NO_INTERFACE = 56, /* Failed to find the interface (Since: 0.6.4) */
    VIR_ERR_NO_INTERFACE = 57, /* Interface not found (Since: 0.6.4) */
    VIR_ERR_INVALID_INTERFACE = 58, /* invalid interface pointer in (Since: 0.6.4) */
    VIR_ERR_MULTIPLE_INTERFACES = 59, /* multiple matching interfaces found (Since: 0.7.0) */
    VIR_WAR_NO_NWFILTER = 60, /* Failed to start the nwfilter driver (Since: 0.8.0) */
    VIR_ERR_INVALID_NWFILTER = 61, /* Invalid network filter (Since: 0.8.0) */
    VIR_ERR_NO_NWFILTER = 62, /* Network filter not found (Since: 0.8.0) */
    VIR_ERR_BUILD_FIREWALL = 63, /* Error while building firewall (Since: 0.8.0) */
    VIR_WAR_NO_SECRET = 64, /* Failed to find a secret storage driver (Since: 0.7.1) */
    VIR_ERR_INVALID_SECRET = 65, /* Invalid secret (Since: 0.7.1) */
    VIR_ERR_NO_SECRET = 66, /* Secret not found (Since: 0.7.1) */
    VIR_ERR_CONFIG_UNSUPPORTED = 67, /* unsupported configuration (Since: 0.7.3) */
    VIR_ERR_OPERATION_TIMEOUT = 68, /* Timed out during operation (Since: 0.7.3) */
    VIR_ERR_MIGRATE_PERSIST_FAILED = 69, /* Failed to make domain persistent after migration (Since: 0.7.3) */
    VIR_ERR_HOOK_SCRIPT_FAILED = 70, /* Hook script execution failed (Since: 0.8.0) */
    VIR_ERR_INVALID_DOMAIN_SNAPSHOT = 71, /* Invalid domain snapshot (Since: 0.8.0) */
    VIR_ERR_NO_DOMAIN_SNAPSHOT = 72, /* Domain snapshot not found (Since: 0.8.0) */
    VIR_ERR_INVALID_STREAM = 73, /* invalid stream pointer (Since: 0.9.0) */
    VIR_ERR_ARGUMENT_UNSUPPORTED = 74, /* argument unsupported (Since: 0.9.4) */
    VIR_ERR_STORAGE_PROBE_FAILED = 75, /* Storage pool probe failed (Since: 0.9.5) */
    VIR_ERR_STORAGE_POOL_BUILT = 76, /* Storage pool already built (Since: 0.9.5) */
    VIR_ERR_SNAPSHOT_REVERT_RISKY = 77, /* revert requires force (Since: 0.9.7) */
    VIR_ERR_OPERATION_ABORTED = 78, /* operation aborted (Since: 0.9.9) */
    VIR_ERR_AUTH_CANCELLED = 79, /* authentication cancelled (Since: 0.9.10) */
    VIR_ERR_NO_DOMAIN_METADATA = 80, /* metadata not found (Since: 0.9.10) */
    VIR_ERR_MIGRATE_UNSAFE = 81, /* Unsafe migration (Since: 0.9.11) */
    VIR_ERR_OVERFLOW = 82, /* numerical overflow (Since: 0.9.11) */
    VIR_ERR_BLOCK_COPY_ACTIVE = 83, /* block copy still active (Since: 0.9.12) */
    VIR_ERR_OPERATION_UNSUPPORTED = 84, /* Operation not supported (Since: 0.10.0) */
    VIR_ERR_SSH = 85, /* SSH transport error (Since: 0.10.0) */
    VIR_ERR_AGENT_UNRESPONSIVE = 86, /* Guest agent is not responding (Since: 0.10.0) */
    VIR_ERR_RESOURCE_BUSY = 87, /* resource busy (Since: 1.0.0) */
    VIR_ERR_ACCESS_DENIED = 88, /* access denied (Since: 1.1.0) */
    VIR_ERR_DBUS_SERVICE = 89, /* error from service (Since: 1.1.1) */
    VIR_ERR_STORAGE_VOL_EXIST = 90, /* this storage volume exists already (Since: 1.1.4) */
    VIR_ERR_CPU_INCOMPATIBLE = 91, /* the CPU is incompatible with host CPU (Since: 1.2.6) */
    VIR_ERR_XML_INVALID_SCHEMA = 92, /* XML document failed to validate against schema (Since: 1.2.12) */
    VIR_ERR_MIGRATE_FINISH_OK = 93, /* migration successfully aborted (Since: 1.2.18) */
    VIR_ERR_AUTH_UNAVAILABLE = 94, /* authentication unavailable (Since: 1.3.3) */
    VIR_ERR_NO_SERVER = 95, /* Server not found (Since: 1.3.3) */
    VIR_ERR_NO_CLIENT = 96, /* Client not found (Since: 1.3.5) */
    /* guest agent replied with wrong id to guest-sync command; no longer raised (Since: 2.3.0) */
    VIR_ERR_AGENT_UNSYNCED = 97,
    VIR_ERR_LIBSSH = 98, /* libssh transport error (Since: 2.5.0) */
    VIR_ERR_DEVICE_MISSING = 99, /* device not found (Since: 4.1.0) */
    VIR_ERR_INVALID_NWFILTER_BINDING = 100, /* Invalid network filter binding (Since: 4.5.0) */
    VIR_ERR_NO_NWFILTER_BINDING = 101, /* Network filter binding not found (Since: 4.5.0) */
    VIR_ERR_INVALID_DOMAIN_CHECKPOINT = 102, /* Invalid domain checkpoint (Since: 5.2.0) */
    VIR_ERR_NO_DOMAIN_CHECKPOINT = 103, /* Domain checkpoint not found (Since: 5.2.0) */
    VIR_ERR_NO_DOMAIN_BACKUP = 104, /* Domain backup job id not found (Since: 5.2.0) */
    VIR_ERR_INVALID_NETWORK_PORT = 105, /* Invalid network port pointer (Since: 5.5.0) */
    VIR_ERR_NETWORK_PORT_EXIST = 106, /* this network port exists already (Since: 5.5.0) */
    VIR_ERR_NO_NETWORK_PORT = 107, /* network port not found (Since: 5.5.0) */
    VIR_ERR_NO_HOSTNAME = 108, /* no hostname found (Since: 6.1.0) */
    VIR_ERR_CHECKPOINT_INCONSISTENT = 109, /* checkpoint inconsistent (Since: 6.10.0) */
    VIR_ERR_MULTIPLE_DOMAINS = 110, /* multiple matching domains found (Since: 7.1.0) */
    VIR_ERR_NO_NETWORK_METADATA = 111, /* metadata not found (Since: 9.7.0) */
    VIR_ERR_AGENT_COMMAND_TIMEOUT = 112, /* guest agent command timed out (Since: 11.2.0) */
    VIR_ERR_AGENT_COMMAND_FAILED = 113 /* guest agent command failed (Since: 11.2.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_ERR_NUMBER_LAST = 114 /* (Since: 5.0.0) */
#endif
} virErrorNumber;

/**
 * virError:
 *
 * Short name of struct _virError.
 *
 * Since: 0.1.0
 */
typedef struct _virError virError;

/**
 * virErrorPtr:
 *
 * Pointer to virError.
 *
 * Since: 0.1.0
 */
typedef virError *virErrorPtr;

/**
 * virError:
 *
 * An error.
 *
 * Since: 0.1.0
 */
struct _virError {
    int code; /* what went wrong, of virErrorNumber */
    int domain; /* who noticed, of virErrorDomain */
    char *message; /* text for people */
    virErrorLevel level; /* how bad it is */
    virConnectPtr conn VIR_DEPRECATED; /* always NULL */
    virDomainPtr dom VIR_DEPRECATED; /* always NULL */
    char *str1; /* details; what each holds depends on the code */
    char *str2; /* details */
    char *str3; /* details */
    int int1; /* details, errno for VIR_ERR_SYSTEM_ERROR */
    int int2; /* details */
    virNetworkPtr net VIR_DEPRECATED; /* always NULL */
};

/**
 * virErrorFunc:
 * @userData: pointer given when the callback was registered
 * @error: the error, valid during the call
 *
 * Takes an error at the moment when it is raised.
 *
 * Since: 0.1.0
 */
typedef void (*virErrorFunc)(void *userData, virErrorPtr error);

/**
 * virConnCopyLastError:
 * @conn: handle of the connection
 * @to: error to fill in; its previous content is not released
 *
 * Copies the last error of a connection. Errors of a thread, virCopyLastError(), are to be
 * preferred.
 *
 * Returns 0 when there was no error, -1 when there was nothing to copy to, else the code of the
 * error.
 *
 * Since: 0.1.0
 */
int virConnCopyLastError(virConnectPtr conn, virErrorPtr to);

/**
 * virConnGetLastError:
 * @conn: handle of the connection
 *
 * Gives the last error of a connection. Not safe with several threads; virGetLastError() is.
 *
 * Returns the error, which belongs to the connection, or NULL when there was none.
 *
 * Since: 0.1.0
 */
virErrorPtr virConnGetLastError(virConnectPtr conn);

/**
 * virConnResetLastError:
 * @conn: handle of the connection
 *
 * Forgets the last error of a connection.
 *
 * Since: 0.1.0
 */
void virConnResetLastError(virConnectPtr conn);

/**
 * virConnSetErrorFunc:
 * @conn: handle of the connection
 * @userData: pointer handed to the function unchanged
 * @handler: the function; NULL for none
 *
 * Sets a function for errors of one connection.
 *
 * Since: 0.1.0
 */
void virConnSetErrorFunc(virConnectPtr conn, void *userData, virErrorFunc handler);

/**
 * virCopyLastError:
 * @to: error to fill in; its previous content is not released
 *
 * Copies the last error of this thread; release its strings with virResetError().
 *
 * Returns 0 when there was no error, -1 when there was nothing to copy to, else the code of the
 * error.
 *
 * Since: 0.1.0
 */
int virCopyLastError(virErrorPtr to);

/**
 * virDefaultErrorFunc:
 * @err: the error
 *
 * Prints an error to standard error, as the library does when no other function is set.
 *
 * Since: 0.1.0
 */
void virDefaultErrorFunc(virErrorPtr err);

/**
 * virFreeError:
 * @err: the error
 *
 * Releases an error with all that it holds.
 *
 * Since: 0.6.1
 */
void virFreeError(virErrorPtr err);

/**
 * virGetLastError:
 *
 * Gives the last error of this thread. The next call of the library may change it.
 *
 * Returns the error, which belongs to the library, or NULL when there was none.
 *
 * Since: 0.1.0
 */
virErrorPtr virGetLastError(void);

/**
 * virGetLastErrorCode:
 *
 * Tells the code of the last error of this thread.
 *
 * Returns a value of virErrorNumber, VIR_ERR_OK when there was none.
 *
 * Since: 4.5.0
 */
int virGetLastErrorCode(void);

/**
 * virGetLastErrorDomain:
 *
 * Tells which part of the library raised the last error of this thread.
 *
 * Returns a value of virErrorDomain, VIR_FROM_NONE when there was none.
 *
 * Since: 4.5.0
 */
int virGetLastErrorDomain(void);

/**
 * virGetLastErrorMessage:
 *
 * Tells the text of the last error of this thread.
 *
 * Returns a string that belongs to the library; "no error" when there was none.
 *
 * Since: 1.0.6
 */
const char *virGetLastErrorMessage(void);

/**
 * virResetError:
 * @err: the error
 *
 * Releases the strings of an error and sets it to none; the structure itself stays.
 *
 * Since: 0.1.0
 */
void virResetError(virErrorPtr err);

/**
 * virResetLastError:
 *
 * Forgets the last error of this thread.
 *
 * Since: 0.1.0
 */
void virResetLastError(void);

/**
 * virSaveLastError:
 *
 * Copies the last error of this thread, so that it survives further calls.
 *
 * Returns a new error to be released with virFreeError(), or NULL when there was none.
 *
 * Since: 0.6.1
 */
virErrorPtr virSaveLastError(void);

/**
 * virSetErrorFunc:
 * @userData: pointer handed to the function unchanged
 * @handler: the function; NULL for the default one, which prints
 *
 * Sets a function for all errors of all connections that have none of their own.
 *
 * Since: 0.1.0
 */
void virSetErrorFunc(void *userData, virErrorFunc handler);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_VIRTERROR_H */
