/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-host.h: part of the public C interface.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_HOST_H
#define LIBVIRT_HOST_H

#include <libvirt/libvirt-common.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * VIR_SECURITY_LABEL_BUFLEN:
 *
 * Since: 0.6.1
 */
#define VIR_SECURITY_LABEL_BUFLEN 4097

/**
 * VIR_SECURITY_MODEL_BUFLEN:
 *
 * Since: 0.6.1
 */
#define VIR_SECURITY_MODEL_BUFLEN 257

/**
 * VIR_SECURITY_DOI_BUFLEN:
 *
 * Since: 0.6.1
 */
#define VIR_SECURITY_DOI_BUFLEN 257

/**
 * VIR_NODE_CPU_STATS_FIELD_LENGTH:
 *
 * Since: 0.9.3
 */
#define VIR_NODE_CPU_STATS_FIELD_LENGTH 80

/**
 * VIR_NODE_CPU_STATS_KERNEL:
 *
 * Since: 0.9.3
 */
#define VIR_NODE_CPU_STATS_KERNEL "kernel"

/**
 * VIR_NODE_CPU_STATS_USER:
 *
 * Since: 0.9.3
 */
#define VIR_NODE_CPU_STATS_USER "user"

/**
 * VIR_NODE_CPU_STATS_IDLE:
 *
 * Since: 0.9.3
 */
#define VIR_NODE_CPU_STATS_IDLE "idle"

/**
 * VIR_NODE_CPU_STATS_IOWAIT:
 *
 * Since: 0.9.3
 */
#define VIR_NODE_CPU_STATS_IOWAIT "iowait"

/**
 * VIR_NODE_CPU_STATS_INTR:
 *
 * Since: 1.2.2
 */
#define VIR_NODE_CPU_STATS_INTR "intr"

/**
 * VIR_NODE_CPU_STATS_UTILIZATION:
 *
 * Since: 0.9.3
 */
#define VIR_NODE_CPU_STATS_UTILIZATION "utilization"

/**
 * VIR_NODE_MEMORY_STATS_FIELD_LENGTH:
 *
 * Since: 0.9.3
 */
#define VIR_NODE_MEMORY_STATS_FIELD_LENGTH 80

/**
 * VIR_NODE_MEMORY_STATS_TOTAL:
 *
 * Since: 0.9.3
 */
#define VIR_NODE_MEMORY_STATS_TOTAL "total"

/**
 * VIR_NODE_MEMORY_STATS_FREE:
 *
 * Since: 0.9.3
 */
#define VIR_NODE_MEMORY_STATS_FREE "free"

/**
 * VIR_NODE_MEMORY_STATS_BUFFERS:
 *
 * Since: 0.9.3
 */
#define VIR_NODE_MEMORY_STATS_BUFFERS "buffers"

/**
 * VIR_NODE_MEMORY_STATS_CACHED:
 *
 * Since: 0.9.3
 */
#define VIR_NODE_MEMORY_STATS_CACHED "cached"

/**
 * VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN:
 *
 * Since: 0.10.2
 */
#define VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN "shm_pages_to_scan"

/**
 * VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS:
 *
 * Since: 0.10.2
 */
#define VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS "shm_sleep_millisecs"

/**
 * VIR_NODE_MEMORY_SHARED_PAGES_SHARED:
 *
 * Since: 0.10.2
 */
#define VIR_NODE_MEMORY_SHARED_PAGES_SHARED "shm_pages_shared"

/**
 * VIR_NODE_MEMORY_SHARED_PAGES_SHARING:
 *
 * Since: 0.10.2
 */
#define VIR_NODE_MEMORY_SHARED_PAGES_SHARING "shm_pages_sharing"

/**
 * VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED:
 *
 * Since: 0.10.2
 */
#define VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED "shm_pages_unshared"

/**
 * VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE:
 *
 * Since: 0.10.2
 */
#define VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE "shm_pages_volatile"

/**
 * VIR_NODE_MEMORY_SHARED_FULL_SCANS:
 *
 * Since: 0.10.2
 */
#define VIR_NODE_MEMORY_SHARED_FULL_SCANS "shm_full_scans"

/**
 * VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES:
 *
 * Since: 1.0.0
 */
#define VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES "shm_merge_across_nodes"

/**
 * VIR_NODE_SEV_PDH:
 *
 * Since: 4.5.0
 */
#define VIR_NODE_SEV_PDH "pdh"

/**
 * VIR_NODE_SEV_CERT_CHAIN:
 *
 * Since: 4.5.0
 */
#define VIR_NODE_SEV_CERT_CHAIN "cert-chain"

/**
 * VIR_NODE_SEV_CPU0_ID:
 *
 * Since: 8.4.0
 */
#define VIR_NODE_SEV_CPU0_ID "cpu0-id"

/**
 * VIR_NODE_SEV_CBITPOS:
 *
 * Since: 4.5.0
 */
#define VIR_NODE_SEV_CBITPOS "cbitpos"

/**
 * VIR_NODE_SEV_REDUCED_PHYS_BITS:
 *
 * Since: 4.5.0
 */
#define VIR_NODE_SEV_REDUCED_PHYS_BITS "reduced-phys-bits"

/**
 * VIR_NODE_SEV_MAX_GUESTS:
 *
 * Since: 8.0.0
 */
#define VIR_NODE_SEV_MAX_GUESTS "max-guests"

/**
 * VIR_NODE_SEV_MAX_ES_GUESTS:
 *
 * Since: 8.0.0
 */
#define VIR_NODE_SEV_MAX_ES_GUESTS "max-es-guests"

/**
 * VIR_UUID_BUFLEN:
 *
 * Since: 0.2.0
 */
#define VIR_UUID_BUFLEN 16

/**
 * VIR_UUID_STRING_BUFLEN:
 *
 * Since: 0.2.0
 */
#define VIR_UUID_STRING_BUFLEN 37

/**
 * VIR_CONNECT_IDENTITY_USER_NAME:
 *
 * Since: 5.8.0
 */
#define VIR_CONNECT_IDENTITY_USER_NAME "user-name"

/**
 * VIR_CONNECT_IDENTITY_UNIX_USER_ID:
 *
 * Since: 5.8.0
 */
#define VIR_CONNECT_IDENTITY_UNIX_USER_ID "unix-user-id"

/**
 * VIR_CONNECT_IDENTITY_GROUP_NAME:
 *
 * Since: 5.8.0
 */
#define VIR_CONNECT_IDENTITY_GROUP_NAME "group-name"

/**
 * VIR_CONNECT_IDENTITY_UNIX_GROUP_ID:
 *
 * Since: 5.8.0
 */
#define VIR_CONNECT_IDENTITY_UNIX_GROUP_ID "unix-group-id"

/**
 * VIR_CONNECT_IDENTITY_PROCESS_ID:
 *
 * Since: 5.8.0
 */
#define VIR_CONNECT_IDENTITY_PROCESS_ID "process-id"

/**
 * VIR_CONNECT_IDENTITY_PROCESS_TIME:
 *
 * Since: 5.8.0
 */
#define VIR_CONNECT_IDENTITY_PROCESS_TIME "process-time"

/**
 * VIR_CONNECT_IDENTITY_SASL_USER_NAME:
 *
 * Since: 5.8.0
 */
#define VIR_CONNECT_IDENTITY_SASL_USER_NAME "sasl-user-name"

/**
 * VIR_CONNECT_IDENTITY_X509_DISTINGUISHED_NAME:
 *
 * Since: 5.8.0
 */
#define VIR_CONNECT_IDENTITY_X509_DISTINGUISHED_NAME "x509-distinguished-name"

/**
 * VIR_CONNECT_IDENTITY_SELINUX_CONTEXT:
 *
 * Since: 5.8.0
 */
#define VIR_CONNECT_IDENTITY_SELINUX_CONTEXT "selinux-context"

/**
 * virNodeSuspendTarget:
 *
 * Since: 0.9.8
 */
typedef enum {
    VIR_NODE_SUSPEND_TARGET_MEM = 0, /* (Since: 0.9.8) */
    VIR_NODE_SUSPEND_TARGET_DISK = 1, /* (Since: 0.9.8) */
    VIR_NODE_SUSPEND_TARGET_HYBRID = 2 /* (Since: 0.9.8) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NODE_SUSPEND_TARGET_LAST = 3 /* (Since: 0.9.8) */
#endif
} virNodeSuspendTarget;

/**
 * virNodeGetCPUStatsAllCPUs:
 *
 * Since: 0.9.8
 */
typedef enum {
    VIR_NODE_CPU_STATS_ALL_CPUS = -1 /* (Since: 0.9.3) */
} virNodeGetCPUStatsAllCPUs;

/**
 * virNodeGetMemoryStatsAllCells:
 *
 * Since: 0.9.8
 */
typedef enum {
    VIR_NODE_MEMORY_STATS_ALL_CELLS = -1 /* (Since: 0.9.3) */
} virNodeGetMemoryStatsAllCells;

/**
 * virConnectFlags:
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_CONNECT_RO = (1 << 0), /* (Since: 0.4.1) */
    VIR_CONNECT_NO_ALIASES = (1 << 1) /* (Since: 0.9.7) */
} virConnectFlags;

/**
 * virConnectCredentialType:
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_CRED_USERNAME = 1, /* (Since: 0.4.1) */
    VIR_CRED_AUTHNAME = 2, /* (Since: 0.4.1) */
    VIR_CRED_LANGUAGE = 3, /* (Since: 0.4.1) */
    VIR_CRED_CNONCE = 4, /* (Since: 0.4.1) */
    VIR_CRED_PASSPHRASE = 5, /* (Since: 0.4.1) */
    VIR_CRED_ECHOPROMPT = 6, /* (Since: 0.4.1) */
    VIR_CRED_NOECHOPROMPT = 7, /* (Since: 0.4.1) */
    VIR_CRED_REALM = 8, /* (Since: 0.4.1) */
    VIR_CRED_EXTERNAL = 9 /* (Since: 0.4.1) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_CRED_LAST = 10 /* (Since: 0.9.10) */
#endif
} virConnectCredentialType;

/**
 * virCPUCompareResult:
 *
 * Since: 0.7.5
 */
typedef enum {
    VIR_CPU_COMPARE_ERROR = -1, /* (Since: 0.7.5) */
    VIR_CPU_COMPARE_INCOMPATIBLE = 0, /* (Since: 0.7.5) */
    VIR_CPU_COMPARE_IDENTICAL = 1, /* (Since: 0.7.5) */
    VIR_CPU_COMPARE_SUPERSET = 2 /* (Since: 0.7.5) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_CPU_COMPARE_LAST = 3 /* (Since: 0.9.10) */
#endif
} virCPUCompareResult;

/**
 * virConnectCompareCPUFlags:
 *
 * Since: 1.2.6
 */
typedef enum {
    VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE = (1 << 0), /* (Since: 1.2.6) */
    VIR_CONNECT_COMPARE_CPU_VALIDATE_XML = (1 << 1) /* (Since: 6.9.0) */
} virConnectCompareCPUFlags;

/**
 * virConnectBaselineCPUFlags:
 *
 * Since: 1.1.2
 */
typedef enum {
    VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES = (1 << 0), /* (Since: 1.1.2) */
    VIR_CONNECT_BASELINE_CPU_MIGRATABLE = (1 << 1) /* (Since: 1.2.14) */
} virConnectBaselineCPUFlags;

/**
 * virNodeAllocPagesFlags:
 *
 * Since: 1.2.9
 */
typedef enum {
    VIR_NODE_ALLOC_PAGES_ADD = 0, /* (Since: 1.2.9) */
    VIR_NODE_ALLOC_PAGES_SET = (1 << 0) /* (Since: 1.2.9) */
} virNodeAllocPagesFlags;

/**
 * VIR_NODEINFO_MAXCPUS:
 *
 * Product of fields nodes, sockets, cores, threads.
 *
 * Since: 0.1.4
 */
#define VIR_NODEINFO_MAXCPUS(nodeinfo) \
    ((nodeinfo).nodes * (nodeinfo).sockets * (nodeinfo).cores * (nodeinfo).threads)

/**
 * virConnect:
 *
 * Since: 0.0.1
 */
typedef struct _virConnect virConnect;

/**
 * virStream:
 *
 * Since: 0.7.2
 */
typedef struct _virStream virStream;

/**
 * virConnectPtr:
 *
 * Pointer to virConnect.
 *
 * Since: 0.0.1
 */
typedef virConnect *virConnectPtr;

/**
 * virStreamPtr:
 *
 * Pointer to virStream.
 *
 * Since: 0.7.2
 */
typedef virStream *virStreamPtr;

/**
 * virSecurityLabel:
 *
 * Short name of struct _virSecurityLabel.
 *
 * Since: 0.6.1
 */
typedef struct _virSecurityLabel virSecurityLabel;

/**
 * virSecurityLabelPtr:
 *
 * Pointer to virSecurityLabel.
 *
 * Since: 0.6.1
 */
typedef virSecurityLabel *virSecurityLabelPtr;

/**
 * virSecurityModel:
 *
 * Short name of struct _virSecurityModel.
 *
 * Since: 0.6.1
 */
typedef struct _virSecurityModel virSecurityModel;

/**
 * virSecurityModelPtr:
 *
 * Pointer to virSecurityModel.
 *
 * Since: 0.6.1
 */
typedef virSecurityModel *virSecurityModelPtr;

/**
 * virNodeInfo:
 *
 * Short name of struct _virNodeInfo.
 *
 * Since: 0.1.0
 */
typedef struct _virNodeInfo virNodeInfo;

/**
 * virNodeCPUStats:
 *
 * Short name of struct _virNodeCPUStats.
 *
 * Since: 0.9.3
 */
typedef struct _virNodeCPUStats virNodeCPUStats;

/**
 * virNodeMemoryStats:
 *
 * Short name of struct _virNodeMemoryStats.
 *
 * Since: 0.9.3
 */
typedef struct _virNodeMemoryStats virNodeMemoryStats;

/**
 * virNodeInfoPtr:
 *
 * Pointer to virNodeInfo.
 *
 * Since: 0.1.0
 */
typedef virNodeInfo *virNodeInfoPtr;

/**
 * virNodeCPUStatsPtr:
 *
 * Pointer to virNodeCPUStats.
 *
 * Since: 0.9.3
 */
typedef virNodeCPUStats *virNodeCPUStatsPtr;

/**
 * virNodeMemoryStatsPtr:
 *
 * Pointer to virNodeMemoryStats.
 *
 * Since: 0.9.3
 */
typedef virNodeMemoryStats *virNodeMemoryStatsPtr;

/**
 * virConnectCredential:
 *
 * Short name of struct _virConnectCredential.
 *
 * Since: 0.4.1
 */
typedef struct _virConnectCredential virConnectCredential;

/**
 * virConnectCredentialPtr:
 *
 * Pointer to virConnectCredential.
 *
 * Since: 0.4.1
 */
typedef virConnectCredential *virConnectCredentialPtr;

/**
 * virConnectAuth:
 *
 * Short name of struct _virConnectAuth.
 *
 * Since: 0.4.1
 */
typedef struct _virConnectAuth virConnectAuth;

/**
 * virConnectAuthPtr:
 *
 * Pointer to virConnectAuth.
 *
 * Since: 0.4.1
 */
typedef virConnectAuth *virConnectAuthPtr;

/**
 * virSecurityLabel:
 *
 * Since: 0.6.1
 */
struct _virSecurityLabel {
    char label[VIR_SECURITY_LABEL_BUFLEN];
    int enforcing;
};

/**
 * virSecurityModel:
 *
 * Since: 0.6.1
 */
struct _virSecurityModel {
    char model[VIR_SECURITY_MODEL_BUFLEN];
    char doi[VIR_SECURITY_DOI_BUFLEN];
};

/**
 * virNodeInfo:
 *
 * Since: 0.1.0
 */
struct _virNodeInfo {
    char model[32];
    unsigned long memory;
    unsigned int cpus;
    unsigned int mhz;
    unsigned int nodes;
    unsigned int sockets;
    unsigned int cores;
    unsigned int threads;
};

/**
 * virNodeCPUStats:
 *
 * Since: 0.9.3
 */
struct _virNodeCPUStats {
    char field[VIR_NODE_CPU_STATS_FIELD_LENGTH];
    unsigned long long value;
};

/**
 * virNodeMemoryStats:
 *
 * Since: 0.9.3
 */
struct _virNodeMemoryStats {
    char field[VIR_NODE_MEMORY_STATS_FIELD_LENGTH];
    unsigned long long value;
};

/**
 * virConnectCredential:
 *
 * Since: 0.4.1
 */
struct _virConnectCredential {
    int type;
    const char *prompt;
    const char *challenge;
    const char *defresult;
    char *result;
    unsigned int resultlen;
};

/**
 * virConnectAuthCallbackPtr:
 * @cred: see above
 * @ncred: see above
 * @cbdata: see above
 *
 * Since: 0.4.1
 */
typedef int (*virConnectAuthCallbackPtr)(virConnectCredentialPtr cred,
                                         unsigned int ncred,
                                         void *cbdata);

/**
 * virConnectAuth:
 *
 * Since: 0.4.1
 */
struct _virConnectAuth {
    int *credtype;
    unsigned int ncredtype;
    virConnectAuthCallbackPtr cb;
    void *cbdata;
};

/**
 * virConnectCloseFunc:
 * @conn: see above
 * @reason: see above
 * @opaque: see above
 *
 * Since: 0.10.0
 */
typedef void (*virConnectCloseFunc)(virConnectPtr conn, int reason, void *opaque);

/**
 * virConnectAuthPtrDefault:
 *
 * Since: 0.4.1
 */
VIR_EXPORT_VAR virConnectAuthPtr virConnectAuthPtrDefault;

/**
 * virConnectBaselineCPU:
 * @conn: see above
 * @xmlCPUs: see above
 * @ncpus: see above
 * @flags: bits of virConnectBaselineCPUFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @xmlCPUs is NULL.
 *
 * Since: 0.7.7
 */
char *virConnectBaselineCPU(virConnectPtr conn,
                            const char **xmlCPUs,
                            unsigned int ncpus,
                            unsigned int flags);

/**
 * virConnectBaselineHypervisorCPU:
 * @conn: see above
 * @emulator: see above
 * @arch: see above
 * @machine: see above
 * @virttype: see above
 * @xmlCPUs: see above
 * @ncpus: see above
 * @flags: bits of virConnectBaselineCPUFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlCPUs is
 * NULL.
 *
 * Since: 4.4.0
 */
char *virConnectBaselineHypervisorCPU(virConnectPtr conn,
                                      const char *emulator,
                                      const char *arch,
                                      const char *machine,
                                      const char *virttype,
                                      const char **xmlCPUs,
                                      unsigned int ncpus,
                                      unsigned int flags);

/**
 * virConnectClose:
 * @conn: see above
 *
 * Returns the result.
 *
 * Since: 0.0.3
 */
int virConnectClose(virConnectPtr conn);

/**
 * virConnectCompareCPU:
 * @conn: see above
 * @xmlDesc: see above
 * @flags: bits of virConnectCompareCPUFlags
 *
 * Returns the result, or VIR_CPU_COMPARE_ERROR on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @xmlDesc is NULL.
 *
 * Since: 0.7.5
 */
int virConnectCompareCPU(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/**
 * virConnectCompareHypervisorCPU:
 * @conn: see above
 * @emulator: see above
 * @arch: see above
 * @machine: see above
 * @virttype: see above
 * @xmlCPU: see above
 * @flags: bits of virConnectCompareCPUFlags
 *
 * Returns the result, or VIR_CPU_COMPARE_ERROR on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlCPU is
 * NULL.
 *
 * Since: 4.4.0
 */
int virConnectCompareHypervisorCPU(virConnectPtr conn,
                                   const char *emulator,
                                   const char *arch,
                                   const char *machine,
                                   const char *virttype,
                                   const char *xmlCPU,
                                   unsigned int flags);

/**
 * virConnectGetCPUModelNames:
 * @conn: see above
 * @arch: see above
 * @models: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @arch is NULL.
 *
 * Since: 1.1.3
 */
int virConnectGetCPUModelNames(virConnectPtr conn,
                               const char *arch,
                               char ***models,
                               unsigned int flags);

/**
 * virConnectGetCapabilities:
 * @conn: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.2.1
 */
char *virConnectGetCapabilities(virConnectPtr conn);

/**
 * virConnectGetHostname:
 * @conn: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.3.0
 */
char *virConnectGetHostname(virConnectPtr conn);

/**
 * virConnectGetLibVersion:
 * @conn: see above
 * @libVer: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @libVer is NULL.
 *
 * Since: 0.7.3
 */
int virConnectGetLibVersion(virConnectPtr conn, unsigned long *libVer);

/**
 * virConnectGetMaxVcpus:
 * @conn: see above
 * @type: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.2.1
 */
int virConnectGetMaxVcpus(virConnectPtr conn, const char *type);

/**
 * virConnectGetSysinfo:
 * @conn: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.8.8
 */
char *virConnectGetSysinfo(virConnectPtr conn, unsigned int flags);

/**
 * virConnectGetType:
 * @conn: see above
 *
 * Returns the result.
 *
 * Since: 0.0.3
 */
const char *virConnectGetType(virConnectPtr conn);

/**
 * virConnectGetURI:
 * @conn: see above
 *
 * Returns the result.
 *
 * Since: 0.3.0
 */
char *virConnectGetURI(virConnectPtr conn);

/**
 * virConnectGetVersion:
 * @conn: see above
 * @hvVer: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @hvVer is NULL.
 *
 * Since: 0.0.3
 */
int virConnectGetVersion(virConnectPtr conn, unsigned long *hvVer);

/**
 * virConnectIsAlive:
 * @conn: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.9.8
 */
int virConnectIsAlive(virConnectPtr conn);

/**
 * virConnectIsEncrypted:
 * @conn: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virConnectIsEncrypted(virConnectPtr conn);

/**
 * virConnectIsSecure:
 * @conn: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virConnectIsSecure(virConnectPtr conn);

/**
 * virConnectOpen:
 * @name: see above
 *
 * Returns the result.
 *
 * Since: 0.0.3
 */
virConnectPtr virConnectOpen(const char *name);

/**
 * virConnectOpenAuth:
 * @name: see above
 * @auth: see above
 * @flags: bits of virConnectFlags
 *
 * Returns the result.
 *
 * Since: 0.4.0
 */
virConnectPtr virConnectOpenAuth(const char *name, virConnectAuthPtr auth, unsigned int flags);

/**
 * virConnectOpenReadOnly:
 * @name: see above
 *
 * Returns the result.
 *
 * Since: 0.0.3
 */
virConnectPtr virConnectOpenReadOnly(const char *name);

/**
 * virConnectRef:
 * @conn: see above
 *
 * Returns the result.
 *
 * Since: 0.6.0
 */
int virConnectRef(virConnectPtr conn);

/**
 * virConnectRegisterCloseCallback:
 * @conn: see above
 * @cb: see above
 * @opaque: see above
 * @freecb: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL.
 *
 * Since: 0.10.0
 */
int virConnectRegisterCloseCallback(virConnectPtr conn,
                                    virConnectCloseFunc cb,
                                    void *opaque,
                                    virFreeCallback freecb);

/**
 * virConnectSetIdentity:
 * @conn: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 5.8.0
 */
int virConnectSetIdentity(virConnectPtr conn,
                          virTypedParameterPtr params,
                          int nparams,
                          unsigned int flags);

/**
 * virConnectSetKeepAlive:
 * @conn: see above
 * @interval: see above
 * @count: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.9.8
 */
int virConnectSetKeepAlive(virConnectPtr conn, int interval, unsigned int count);

/**
 * virConnectUnregisterCloseCallback:
 * @conn: see above
 * @cb: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL.
 *
 * Since: 0.10.0
 */
int virConnectUnregisterCloseCallback(virConnectPtr conn, virConnectCloseFunc cb);

/**
 * virGetVersion:
 * @libVer: see above
 * @type: see above
 * @typeVer: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.0.3
 */
int virGetVersion(unsigned long *libVer, const char *type, unsigned long *typeVer);

/**
 * virInitialize:
 *
 * Returns the result.
 *
 * Since: 0.1.0
 */
int virInitialize(void);

/**
 * virNodeAllocPages:
 * @conn: see above
 * @npages: see above
 * @pageSizes: see above
 * @pageCounts: see above
 * @startCell: see above
 * @cellCount: see above
 * @flags: bits of virNodeAllocPagesFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @pageSizes or
 * @pageCounts is NULL, or if @npages or @cellCount is 0.
 *
 * Since: 1.2.9
 */
int virNodeAllocPages(virConnectPtr conn,
                      unsigned int npages,
                      unsigned int *pageSizes,
                      unsigned long long *pageCounts,
                      int startCell,
                      unsigned int cellCount,
                      unsigned int flags);

/**
 * virNodeGetCPUMap:
 * @conn: see above
 * @cpumap: see above
 * @online: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 1.0.0
 */
int virNodeGetCPUMap(virConnectPtr conn,
                     unsigned char **cpumap,
                     unsigned int *online,
                     unsigned int flags);

/**
 * virNodeGetCPUStats:
 * @conn: see above
 * @cpuNum: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nparams is NULL, or if *@nparams is negative.
 *
 * Since: 0.9.3
 */
int virNodeGetCPUStats(virConnectPtr conn,
                       int cpuNum,
                       virNodeCPUStatsPtr params,
                       int *nparams,
                       unsigned int flags);

/**
 * virNodeGetCellsFreeMemory:
 * @conn: see above
 * @freeMems: see above
 * @startCell: see above
 * @maxCells: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @startCell is negative, or if @maxCells is not positive, or if
 * @freeMems is NULL while @maxCells is not 0.
 *
 * Since: 0.3.3
 */
int virNodeGetCellsFreeMemory(virConnectPtr conn,
                              unsigned long long *freeMems,
                              int startCell,
                              int maxCells);

/**
 * virNodeGetFreeMemory:
 * @conn: see above
 *
 * Returns the result, or 0 on failure.
 *
 * Since: 0.3.3
 */
unsigned long long virNodeGetFreeMemory(virConnectPtr conn);

/**
 * virNodeGetFreePages:
 * @conn: see above
 * @npages: see above
 * @pages: see above
 * @startcell: see above
 * @cellcount: see above
 * @counts: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @pages or @counts is NULL, or if @npages or @cellCount is 0.
 *
 * Since: 1.2.6
 */
int virNodeGetFreePages(virConnectPtr conn,
                        unsigned int npages,
                        unsigned int *pages,
                        int startcell,
                        unsigned int cellcount,
                        unsigned long long *counts,
                        unsigned int flags);

/**
 * virNodeGetInfo:
 * @conn: see above
 * @info: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 0.1.0
 */
int virNodeGetInfo(virConnectPtr conn, virNodeInfoPtr info);

/**
 * virNodeGetMemoryParameters:
 * @conn: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nparams or @params is NULL, or if *@nparams is negative.
 *
 * Since: 0.10.2
 */
int virNodeGetMemoryParameters(virConnectPtr conn,
                               virTypedParameterPtr params,
                               int *nparams,
                               unsigned int flags);

/**
 * virNodeGetMemoryStats:
 * @conn: see above
 * @cellNum: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nparams is NULL, or if *@nparams is negative.
 *
 * Since: 0.9.3
 */
int virNodeGetMemoryStats(virConnectPtr conn,
                          int cellNum,
                          virNodeMemoryStatsPtr params,
                          int *nparams,
                          unsigned int flags);

/**
 * virNodeGetSEVInfo:
 * @conn: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @nparams is
 * NULL, or if *@nparams is negative.
 *
 * Since: 4.5.0
 */
int virNodeGetSEVInfo(virConnectPtr conn,
                      virTypedParameterPtr *params,
                      int *nparams,
                      unsigned int flags);

/**
 * virNodeGetSecurityModel:
 * @conn: see above
 * @secmodel: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @secmodel is NULL.
 *
 * Since: 0.6.1
 */
int virNodeGetSecurityModel(virConnectPtr conn, virSecurityModelPtr secmodel);

/**
 * virNodeSetMemoryParameters:
 * @conn: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params is
 * NULL, or if @nparams is negative.
 *
 * Since: 0.10.2
 */
int virNodeSetMemoryParameters(virConnectPtr conn,
                               virTypedParameterPtr params,
                               int nparams,
                               unsigned int flags);

/**
 * virNodeSuspendForDuration:
 * @conn: see above
 * @target: see above
 * @duration: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.8
 */
int virNodeSuspendForDuration(virConnectPtr conn,
                              unsigned int target,
                              unsigned long long duration,
                              unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_HOST_H */
