/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-host.h: connections and the host behind them.
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
 * Room for a security label, in bytes with the final zero.
 *
 * Since: 0.6.1
 */
#define VIR_SECURITY_LABEL_BUFLEN 4097

/**
 * VIR_SECURITY_MODEL_BUFLEN:
 *
 * Room for the name of a security model, in bytes with the final zero.
 *
 * Since: 0.6.1
 */
#define VIR_SECURITY_MODEL_BUFLEN 257

/**
 * VIR_SECURITY_DOI_BUFLEN:
 *
 * Room for a domain of interpretation, in bytes with the final zero.
 *
 * Since: 0.6.1
 */
#define VIR_SECURITY_DOI_BUFLEN 257

/**
 * VIR_NODE_CPU_STATS_FIELD_LENGTH:
 *
 * Room for the name of a figure about CPU time, in bytes with the final zero.
 *
 * Since: 0.9.3
 */
#define VIR_NODE_CPU_STATS_FIELD_LENGTH 80

/*
 * Figures of virNodeGetCPUStats(), in nanoseconds.
 */
#define VIR_NODE_CPU_STATS_KERNEL "kernel" /* in the kernel (Since: 0.9.3) */
#define VIR_NODE_CPU_STATS_USER "user" /* in user space (Since: 0.9.3) */
#define VIR_NODE_CPU_STATS_IDLE "idle" /* idle (Since: 0.9.3) */
#define VIR_NODE_CPU_STATS_IOWAIT "iowait" /* idle, waiting for I/O (Since: 0.9.3) */
#define VIR_NODE_CPU_STATS_INTR "intr" /* in interrupts (Since: 1.2.2) */
#define VIR_NODE_CPU_STATS_UTILIZATION "utilization" /* in percent, where there are no times (Since: 0.9.3) */

/**
 * VIR_NODE_MEMORY_STATS_FIELD_LENGTH:
 *
 * Room for the name of a figure about memory, in bytes with the final zero.
 *
 * Since: 0.9.3
 */
#define VIR_NODE_MEMORY_STATS_FIELD_LENGTH 80

/*
 * Figures of virNodeGetMemoryStats(), in KiB.
 */
#define VIR_NODE_MEMORY_STATS_TOTAL "total" /* in all (Since: 0.9.3) */
#define VIR_NODE_MEMORY_STATS_FREE "free" /* free (Since: 0.9.3) */
#define VIR_NODE_MEMORY_STATS_BUFFERS "buffers" /* buffers (Since: 0.9.3) */
#define VIR_NODE_MEMORY_STATS_CACHED "cached" /* caches (Since: 0.9.3) */

/*
 * Page sharing of the host: settings of virNodeSetMemoryParameters() and figures.
 */
/* pages to look at before a rest (Since: 0.10.2) */
#define VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN "shm_pages_to_scan"
/* length of the rest in milliseconds (Since: 0.10.2) */
#define VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS "shm_sleep_millisecs"
#define VIR_NODE_MEMORY_SHARED_PAGES_SHARED "shm_pages_shared" /* pages that are shared (Since: 0.10.2) */
#define VIR_NODE_MEMORY_SHARED_PAGES_SHARING "shm_pages_sharing" /* places that share them (Since: 0.10.2) */
/* pages looked at that were unique (Since: 0.10.2) */
#define VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED "shm_pages_unshared"
/* pages that change too fast (Since: 0.10.2) */
#define VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE "shm_pages_volatile"
#define VIR_NODE_MEMORY_SHARED_FULL_SCANS "shm_full_scans" /* passes over all memory (Since: 0.10.2) */
/* 1 to share between NUMA nodes, 0 not to (Since: 1.0.0) */
#define VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES "shm_merge_across_nodes"

/*
 * Figures of virNodeGetSEVInfo().
 */
#define VIR_NODE_SEV_PDH "pdh" /* Diffie-Hellman key of the platform, base64 (Since: 4.5.0) */
#define VIR_NODE_SEV_CERT_CHAIN "cert-chain" /* its certificates, base64 (Since: 4.5.0) */
#define VIR_NODE_SEV_CPU0_ID "cpu0-id" /* identity of the first CPU (Since: 8.4.0) */
#define VIR_NODE_SEV_CBITPOS "cbitpos" /* bit of an address that marks encrypted memory (Since: 4.5.0) */
#define VIR_NODE_SEV_REDUCED_PHYS_BITS "reduced-phys-bits" /* address bits lost by it (Since: 4.5.0) */
#define VIR_NODE_SEV_MAX_GUESTS "max-guests" /* guests at most with SEV (Since: 8.0.0) */
#define VIR_NODE_SEV_MAX_ES_GUESTS "max-es-guests" /* guests at most with SEV-ES (Since: 8.0.0) */

/**
 * VIR_UUID_BUFLEN:
 *
 * Length of a raw UUID in bytes.
 *
 * Since: 0.2.0
 */
#define VIR_UUID_BUFLEN 16

/**
 * VIR_UUID_STRING_BUFLEN:
 *
 * Room for a UUID as text, in bytes with the final zero.
 *
 * Since: 0.2.0
 */
#define VIR_UUID_STRING_BUFLEN 37

/*
 * Fields of virConnectSetIdentity().
 */
#define VIR_CONNECT_IDENTITY_USER_NAME "user-name" /* name of the user (Since: 5.8.0) */
#define VIR_CONNECT_IDENTITY_UNIX_USER_ID "unix-user-id" /* number of the user (Since: 5.8.0) */
#define VIR_CONNECT_IDENTITY_GROUP_NAME "group-name" /* name of the group (Since: 5.8.0) */
#define VIR_CONNECT_IDENTITY_UNIX_GROUP_ID "unix-group-id" /* number of the group (Since: 5.8.0) */
#define VIR_CONNECT_IDENTITY_PROCESS_ID "process-id" /* number of the process (Since: 5.8.0) */
/* start of the process, as the kernel counts (Since: 5.8.0) */
#define VIR_CONNECT_IDENTITY_PROCESS_TIME "process-time"
#define VIR_CONNECT_IDENTITY_SASL_USER_NAME "sasl-user-name" /* name proved by SASL (Since: 5.8.0) */
/* name in the client's certificate (Since: 5.8.0) */
#define VIR_CONNECT_IDENTITY_X509_DISTINGUISHED_NAME "x509-distinguished-name"
/* security label of the process (Since: 5.8.0) */
#define VIR_CONNECT_IDENTITY_SELINUX_CONTEXT "selinux-context"

/**
 * virNodeSuspendTarget:
 *
 * How deep a host or guest sleeps.
 *
 * Since: 0.9.8
 */
typedef enum {
    VIR_NODE_SUSPEND_TARGET_MEM = 0, /* memory is kept powered (Since: 0.9.8) */
    VIR_NODE_SUSPEND_TARGET_DISK = 1, /* memory is written to disk (Since: 0.9.8) */
    VIR_NODE_SUSPEND_TARGET_HYBRID = 2 /* both: written to disk and kept powered (Since: 0.9.8) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NODE_SUSPEND_TARGET_LAST = 3 /* (Since: 0.9.8) */
#endif
} virNodeSuspendTarget;

/**
 * virNodeGetCPUStatsAllCPUs:
 *
 * Stands for all CPUs together.
 *
 * Since: 0.9.8
 */
typedef enum {
    VIR_NODE_CPU_STATS_ALL_CPUS = -1 /* (Since: 0.9.3) */
} virNodeGetCPUStatsAllCPUs;

/**
 * virNodeGetMemoryStatsAllCells:
 *
 * Stands for all NUMA nodes together.
 *
 * Since: 0.9.8
 */
typedef enum {
    VIR_NODE_MEMORY_STATS_ALL_CELLS = -1 /* (Since: 0.9.3) */
} virNodeGetMemoryStatsAllCells;

/**
 * virConnectFlags:
 *
 * How a connection is opened.
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_CONNECT_RO = (1 << 0), /* read only (Since: 0.4.1) */
    /* take the URI as it is, do not look it up among the aliases of the configuration (Since: 0.9.7) */
    VIR_CONNECT_NO_ALIASES = (1 << 1)
} virConnectFlags;

/**
 * virConnectCredentialType:
 *
 * What an authentication asks for.
 *
 * Since: 0.4.1
 */
typedef enum {
    VIR_CRED_USERNAME = 1, /* whom to act as (Since: 0.4.1) */
    VIR_CRED_AUTHNAME = 2, /* who proves to be somebody (Since: 0.4.1) */
    VIR_CRED_LANGUAGE = 3, /* languages, by RFC 1766, comma separated (Since: 0.4.1) */
    VIR_CRED_CNONCE = 4, /* random text of the client (Since: 0.4.1) */
    VIR_CRED_PASSPHRASE = 5, /* a secret (Since: 0.4.1) */
    VIR_CRED_ECHOPROMPT = 6, /* an answer that may be shown (Since: 0.4.1) */
    VIR_CRED_NOECHOPROMPT = 7, /* an answer that must not be shown (Since: 0.4.1) */
    VIR_CRED_REALM = 8, /* part of the world in which the name holds (Since: 0.4.1) */
    VIR_CRED_EXTERNAL = 9 /* a step outside of the library, such as asking an agent (Since: 0.4.1) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_CRED_LAST = 10 /* (Since: 0.9.10) */
#endif
} virConnectCredentialType;

/**
 * virCPUCompareResult:
 *
 * How a CPU relates to the one of the host.
 *
 * Since: 0.7.5
 */
typedef enum {
    VIR_CPU_COMPARE_ERROR = -1, /* the comparison failed (Since: 0.7.5) */
    VIR_CPU_COMPARE_INCOMPATIBLE = 0, /* the host lacks something (Since: 0.7.5) */
    VIR_CPU_COMPARE_IDENTICAL = 1, /* both are the same (Since: 0.7.5) */
    VIR_CPU_COMPARE_SUPERSET = 2 /* the host has all and more (Since: 0.7.5) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_CPU_COMPARE_LAST = 3 /* (Since: 0.9.10) */
#endif
} virCPUCompareResult;

/**
 * virConnectCompareCPUFlags:
 *
 * How CPUs are compared.
 *
 * Since: 1.2.6
 */
typedef enum {
    /* raise an error that names what is missing (Since: 1.2.6) */
    VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE = (1 << 0),
    VIR_CONNECT_COMPARE_CPU_VALIDATE_XML = (1 << 1) /* check the XML against its schema (Since: 6.9.0) */
} virConnectCompareCPUFlags;

/**
 * virConnectBaselineCPUFlags:
 *
 * What a baseline CPU contains.
 *
 * Since: 1.1.2
 */
typedef enum {
    /* list also the features that the model implies (Since: 1.1.2) */
    VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES = (1 << 0),
    /* leave out features that forbid migration (Since: 1.2.14) */
    VIR_CONNECT_BASELINE_CPU_MIGRATABLE = (1 << 1)
} virConnectBaselineCPUFlags;

/**
 * virNodeAllocPagesFlags:
 *
 * How the number of huge pages is meant.
 *
 * Since: 1.2.9
 */
typedef enum {
    VIR_NODE_ALLOC_PAGES_ADD = 0, /* as many more (Since: 1.2.9) */
    VIR_NODE_ALLOC_PAGES_SET = (1 << 0) /* so many in all (Since: 1.2.9) */
} virNodeAllocPagesFlags;

/**
 * VIR_NODEINFO_MAXCPUS:
 *
 * Number of CPUs that the topology in a virNodeInfo has room for.
 *
 * Since: 0.1.4
 */
#define VIR_NODEINFO_MAXCPUS(nodeinfo) \
    ((nodeinfo).nodes * (nodeinfo).sockets * (nodeinfo).cores * (nodeinfo).threads)

/**
 * virConnect:
 *
 * A connection to a hypervisor or its daemon. Its contents are private.
 *
 * Since: 0.0.1
 */
typedef struct _virConnect virConnect;

/**
 * virStream:
 *
 * A channel for bulk data. Its contents are private.
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
 * Security label of a running domain.
 *
 * Since: 0.6.1
 */
struct _virSecurityLabel {
    char label[VIR_SECURITY_LABEL_BUFLEN]; /* text of the label */
    int enforcing; /* 1 when violations are prevented, 0 when they are only noted */
};

/**
 * virSecurityModel:
 *
 * A security model of the host.
 *
 * Since: 0.6.1
 */
struct _virSecurityModel {
    char model[VIR_SECURITY_MODEL_BUFLEN]; /* name, such as "selinux" */
    char doi[VIR_SECURITY_DOI_BUFLEN]; /* domain of interpretation: within it a label means the same */
};

/**
 * virNodeInfo:
 *
 * CPU topology and memory of a host.
 *
 * Since: 0.1.0
 */
struct _virNodeInfo {
    char model[32]; /* name of the CPU's architecture */
    unsigned long memory; /* size in KiB */
    unsigned int cpus; /* number of CPUs that are online */
    unsigned int mhz; /* clock in MHz, 0 when not known */
    unsigned int nodes; /* number of NUMA nodes, 1 when the topology is unusual */
    unsigned int sockets; /* sockets per node */
    unsigned int cores; /* cores per socket */
    unsigned int threads; /* threads per core */
};

/**
 * virNodeCPUStats:
 *
 * One figure about the host's CPU time.
 *
 * Since: 0.9.3
 */
struct _virNodeCPUStats {
    char field[VIR_NODE_CPU_STATS_FIELD_LENGTH]; /* name, of VIR_NODE_CPU_STATS_* */
    unsigned long long value; /* nanoseconds, or percent for the utilization */
};

/**
 * virNodeMemoryStats:
 *
 * One figure about the host's memory.
 *
 * Since: 0.9.3
 */
struct _virNodeMemoryStats {
    char field[VIR_NODE_MEMORY_STATS_FIELD_LENGTH]; /* name, of VIR_NODE_MEMORY_STATS_* */
    unsigned long long value; /* KiB */
};

/**
 * virConnectCredential:
 *
 * One question of an authentication.
 *
 * Since: 0.4.1
 */
struct _virConnectCredential {
    int type; /* what is asked, of virConnectCredentialType */
    const char *prompt; /* text to show */
    const char *challenge; /* text of the server that the answer depends on */
    const char *defresult; /* answer when none is given */
    char *result; /* the answer, made with malloc() */
    unsigned int resultlen; /* its length in bytes */
};

/**
 * virConnectAuthCallbackPtr:
 * @cred: array of the questions
 * @ncred: number of entries in the array
 * @cbdata: pointer given when the callback was registered
 *
 * Obtains credentials: fills in result and resultlen of each entry. The results are released by the
 * library with free().
 *
 * Returns 0 when all were answered, -1 to give up.
 *
 * Since: 0.4.1
 */
typedef int (*virConnectAuthCallbackPtr)(virConnectCredentialPtr cred,
                                         unsigned int ncred,
                                         void *cbdata);

/**
 * virConnectAuth:
 *
 * How a program answers questions of an authentication.
 *
 * Since: 0.4.1
 */
struct _virConnectAuth {
    int *credtype; /* kinds of questions that @cb can answer, of virConnectCredentialType */
    unsigned int ncredtype; /* number of these */
    virConnectAuthCallbackPtr cb; /* function that answers */
    void *cbdata; /* pointer handed to it unchanged */
};

/**
 * virConnectCloseFunc:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @reason: why, a value of virConnectCloseReason
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a connection was lost.
 *
 * Since: 0.10.0
 */
typedef void (*virConnectCloseFunc)(virConnectPtr conn, int reason, void *opaque);

/**
 * virConnectAuthPtrDefault:
 *
 * Credentials by prompts on the terminal, for virConnectOpenAuth().
 *
 * Since: 0.4.1
 */
VIR_EXPORT_VAR virConnectAuthPtr virConnectAuthPtrDefault;

/**
 * virConnectBaselineCPU:
 * @conn: handle of the connection
 * @xmlCPUs: array of CPU descriptions, as in the host's capabilities
 * @ncpus: number of entries in the array
 * @flags: bits of virConnectBaselineCPUFlags
 *
 * Computes the richest CPU that all given host CPUs can provide, so that a guest with it can move
 * between those hosts.
 *
 * Returns the XML of the CPU, to be released with free(), or NULL on failure.
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
 * @conn: handle of the connection
 * @emulator: path of the emulator program, or NULL for the default of @arch
 * @arch: architecture of the guest, or NULL for that of the host
 * @machine: machine type, or NULL for the default of the emulator
 * @virttype: type of virtualization ("kvm", "qemu", ...), or NULL for the best
 * @xmlCPUs: array of CPU descriptions, best taken from each host's domain capabilities
 * @ncpus: number of entries in the array
 * @flags: bits of virConnectBaselineCPUFlags
 *
 * Computes the richest CPU that all given CPUs have in common and that the named hypervisor can
 * provide on this host.
 *
 * Returns the XML of the CPU, to be released with free(), or NULL on failure.
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
 * @conn: handle of the connection
 *
 * Gives back one reference to the connection; the last one closes it.
 *
 * Returns the number of references that remain, 0 when the connection is closed.
 *
 * Since: 0.0.3
 */
int virConnectClose(virConnectPtr conn);

/**
 * virConnectCompareCPU:
 * @conn: handle of the connection
 * @xmlDesc: the CPU to compare, in XML
 * @flags: bits of virConnectCompareCPUFlags
 *
 * Compares a CPU description with the CPU of the host.
 *
 * Returns a value of virCPUCompareResult; VIR_CPU_COMPARE_ERROR on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @xmlDesc is NULL.
 *
 * Since: 0.7.5
 */
int virConnectCompareCPU(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/**
 * virConnectCompareHypervisorCPU:
 * @conn: handle of the connection
 * @emulator: path of the emulator program, or NULL for the default of @arch
 * @arch: architecture of the guest, or NULL for that of the host
 * @machine: machine type, or NULL for the default of the emulator
 * @virttype: type of virtualization ("kvm", "qemu", ...), or NULL for the best
 * @xmlCPU: the CPU to compare, in XML
 * @flags: bits of virConnectCompareCPUFlags
 *
 * Compares a CPU description with the CPU that the named hypervisor can provide on this host.
 *
 * Returns a value of virCPUCompareResult; VIR_CPU_COMPARE_ERROR on failure.
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
 * @conn: handle of the connection
 * @arch: name of the architecture
 * @models: where a new NULL-terminated array of names is stored (free() each, then the array); NULL
 *     to only count
 * @flags: none defined yet; pass 0
 *
 * Lists the CPU models known for an architecture.
 *
 * Returns the number of models, 0 when any model is accepted, or -1 on failure.
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
 * @conn: handle of the connection
 *
 * Describes the host and the kinds of guests that it can run.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 0.2.1
 */
char *virConnectGetCapabilities(virConnectPtr conn);

/**
 * virConnectGetHostname:
 * @conn: handle of the connection
 *
 * Tells the name of the host that the connection leads to.
 *
 * Returns a new string to be released with free(), or NULL on failure.
 *
 * Since: 0.3.0
 */
char *virConnectGetHostname(virConnectPtr conn);

/**
 * virConnectGetLibVersion:
 * @conn: handle of the connection
 * @libVer: where the version is stored as major * 1000000 + minor * 1000 + release
 *
 * Tells the version of the library (or daemon) at the far end of the connection.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @libVer is NULL.
 *
 * Since: 0.7.3
 */
int virConnectGetLibVersion(virConnectPtr conn, unsigned long *libVer);

/**
 * virConnectGetMaxVcpus:
 * @conn: handle of the connection
 * @type: type of virtualization, or NULL for the driver's default
 *
 * Tells how many virtual CPUs a guest can have at most.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.2.1
 */
int virConnectGetMaxVcpus(virConnectPtr conn, const char *type);

/**
 * virConnectGetSysinfo:
 * @conn: handle of the connection
 * @flags: none defined yet; pass 0
 *
 * Describes the host's hardware as its firmware (SMBIOS) does.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 0.8.8
 */
char *virConnectGetSysinfo(virConnectPtr conn, unsigned int flags);

/**
 * virConnectGetType:
 * @conn: handle of the connection
 *
 * Tells the name of the driver behind the connection, for instance "QEMU".
 *
 * Returns a constant string; do not free it.
 *
 * Since: 0.0.3
 */
const char *virConnectGetType(virConnectPtr conn);

/**
 * virConnectGetURI:
 * @conn: handle of the connection
 *
 * Tells the URI of the connection as it was resolved, which may differ from the one that was asked
 * for.
 *
 * Returns a new string to be released with free().
 *
 * Since: 0.3.0
 */
char *virConnectGetURI(virConnectPtr conn);

/**
 * virConnectGetVersion:
 * @conn: handle of the connection
 * @hvVer: where the version is stored as major * 1000000 + minor * 1000 + release; 0 when it has
 *     none
 *
 * Tells which version of the hypervisor runs.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @hvVer is NULL.
 *
 * Since: 0.0.3
 */
int virConnectGetVersion(virConnectPtr conn, unsigned long *hvVer);

/**
 * virConnectIsAlive:
 * @conn: handle of the connection
 *
 * Tells whether the connection still works, as far as is known without asking the other side.
 *
 * Returns 1 when it does, 0 when it does not, or -1 on failure.
 *
 * Since: 0.9.8
 */
int virConnectIsAlive(virConnectPtr conn);

/**
 * virConnectIsEncrypted:
 * @conn: handle of the connection
 *
 * Tells whether data on the connection is encrypted.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virConnectIsEncrypted(virConnectPtr conn);

/**
 * virConnectIsSecure:
 * @conn: handle of the connection
 *
 * Tells whether the connection is safe from eavesdropping: encrypted, or local to the host.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virConnectIsSecure(virConnectPtr conn);

/**
 * virConnectOpen:
 * @name: URI of the hypervisor; NULL for the default (LIBVIRT_DEFAULT_URI, configuration, then
 *     probing)
 *
 * Opens a connection with full access. virInitialize() is called when that has not been done.
 *
 * Returns a new connection to be released with virConnectClose().
 *
 * Since: 0.0.3
 */
virConnectPtr virConnectOpen(const char *name);

/**
 * virConnectOpenAuth:
 * @name: URI of the hypervisor; NULL for the default
 * @auth: how to obtain credentials; NULL for none, virConnectAuthPtrDefault for prompts on the
 *     terminal
 * @flags: bits of virConnectFlags
 *
 * Opens a connection and asks for credentials through a callback when they are needed.
 *
 * Returns a new connection to be released with virConnectClose().
 *
 * Since: 0.4.0
 */
virConnectPtr virConnectOpenAuth(const char *name, virConnectAuthPtr auth, unsigned int flags);

/**
 * virConnectOpenReadOnly:
 * @name: URI of the hypervisor; NULL for the default
 *
 * Opens a connection that may look but not change; calls that change are refused.
 *
 * Returns a new connection to be released with virConnectClose().
 *
 * Since: 0.0.3
 */
virConnectPtr virConnectOpenReadOnly(const char *name);

/**
 * virConnectRef:
 * @conn: handle of the connection
 *
 * Takes one more reference to the connection, so that several parts of a program can release it on
 * their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.6.0
 */
int virConnectRef(virConnectPtr conn);

/**
 * virConnectRegisterCloseCallback:
 * @conn: handle of the connection
 * @cb: function to call
 * @opaque: pointer handed to the callback unchanged
 * @freecb: called once with @opaque when the callback is no longer needed; may be NULL
 *
 * Asks to be called once when the connection is lost. One callback per connection is possible.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @conn: handle of the connection
 * @params: fields named by the VIR_CONNECT_IDENTITY_* constants
 * @nparams: number of values in @params
 * @flags: none defined yet; pass 0
 *
 * Replaces the identity that the server ascribes to this client, for programs that act for others.
 * Only a privileged client may do this.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 5.8.0
 */
int virConnectSetIdentity(virConnectPtr conn,
                          virTypedParameterPtr params,
                          int nparams,
                          unsigned int flags);

/**
 * virConnectSetKeepAlive:
 * @conn: handle of the connection
 * @interval: seconds of silence before a question is sent; 0 or less switches it off
 * @count: questions without an answer before the connection counts as lost; 0 for the first
 *
 * Starts asking the other side regularly whether it is alive; needs a running event loop.
 *
 * Returns 0 on success, 1 when the other side does not support it, or -1 on failure.
 *
 * Since: 0.9.8
 */
int virConnectSetKeepAlive(virConnectPtr conn, int interval, unsigned int count);

/**
 * virConnectUnregisterCloseCallback:
 * @conn: handle of the connection
 * @cb: the function that was registered
 *
 * Removes the close callback and runs its free function.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL.
 *
 * Since: 0.10.0
 */
int virConnectUnregisterCloseCallback(virConnectPtr conn, virConnectCloseFunc cb);

/**
 * virGetVersion:
 * @libVer: where the version is stored as major * 1000000 + minor * 1000 + release
 * @type: name of the driver; may be NULL
 * @typeVer: where the version of the driver is stored (that of the library); may be NULL
 *
 * Tells the version of this library and, on request, of a driver in it.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Since: 0.0.3
 */
int virGetVersion(unsigned long *libVer, const char *type, unsigned long *typeVer);

/**
 * virInitialize:
 *
 * Prepares the library. It may be called more than once; programs with several threads should call
 * it before they start them.
 *
 * Returns 0 on success.
 *
 * Since: 0.1.0
 */
int virInitialize(void);

/**
 * virNodeAllocPages:
 * @conn: handle of the connection
 * @npages: number of entries in @pageSizes and @pageCounts
 * @pageSizes: sizes in KiB
 * @pageCounts: number of pages of each size
 * @startCell: first NUMA node, -1 for the host as a whole
 * @cellCount: number of nodes
 * @flags: bits of virNodeAllocPagesFlags
 *
 * Changes how many huge pages the host keeps ready on NUMA nodes.
 *
 * Returns the number of nodes that were adjusted, or -1 on failure.
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
 * @conn: handle of the connection
 * @cpumap: where a new bit map of online CPUs is stored, to be released with free(); may be NULL
 * @online: where the number of online CPUs is stored; may be NULL
 * @flags: none defined yet; pass 0
 *
 * Tells which CPUs the host has and which are online.
 *
 * Returns the number of CPUs that the host knows of, or -1 on failure.
 *
 * Since: 1.0.0
 */
int virNodeGetCPUMap(virConnectPtr conn,
                     unsigned char **cpumap,
                     unsigned int *online,
                     unsigned int flags);

/**
 * virNodeGetCPUStats:
 * @conn: handle of the connection
 * @cpuNum: number of the CPU, or VIR_NODE_CPU_STATS_ALL_CPUS
 * @params: array with room for @nparams values, or NULL to only learn how many there are
 * @nparams: room in @params on entry, number of values on return
 * @flags: none defined yet; pass 0
 *
 * Tells how the host's CPU time was spent, in nanoseconds.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @conn: handle of the connection
 * @freeMems: array that receives the figures
 * @startCell: first NUMA node
 * @maxCells: room in @freeMems
 *
 * Tells the free memory of NUMA nodes in bytes.
 *
 * Returns the number of entries stored, or -1 on failure.
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
 * @conn: handle of the connection
 *
 * Tells the free memory of the host.
 *
 * Returns bytes, or 0 on failure.
 *
 * Since: 0.3.3
 */
unsigned long long virNodeGetFreeMemory(virConnectPtr conn);

/**
 * virNodeGetFreePages:
 * @conn: handle of the connection
 * @npages: number of entries in @pages
 * @pages: page sizes in KiB
 * @startCell: first NUMA node, -1 for the host as a whole
 * @cellCount: number of nodes
 * @counts: array of @npages * @cellCount figures, node by node
 * @flags: none defined yet; pass 0
 *
 * Tells how many memory pages of given sizes are free on NUMA nodes.
 *
 * Returns the number of entries stored, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @pages or @counts is NULL, or if @npages or @cellCount is 0.
 *
 * Since: 1.2.6
 */
int virNodeGetFreePages(virConnectPtr conn,
                        unsigned int npages,
                        unsigned int *pages,
                        int startCell,
                        unsigned int cellCount,
                        unsigned long long *counts,
                        unsigned int flags);

/**
 * virNodeGetInfo:
 * @conn: handle of the connection
 * @info: structure to fill in
 *
 * Tells the CPU topology and the memory of the host.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 0.1.0
 */
int virNodeGetInfo(virConnectPtr conn, virNodeInfoPtr info);

/**
 * virNodeGetMemoryParameters:
 * @conn: handle of the connection
 * @params: array with room for @nparams values, or NULL to only learn how many there are
 * @nparams: room in @params on entry, number of values on return
 * @flags: none defined yet; pass 0
 *
 * Reads the settings of the host's memory, such as those of page sharing.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nparams is NULL, or if *@nparams is negative.
 *
 * Since: 0.10.2
 */
int virNodeGetMemoryParameters(virConnectPtr conn,
                               virTypedParameterPtr params,
                               int *nparams,
                               unsigned int flags);

/**
 * virNodeGetMemoryStats:
 * @conn: handle of the connection
 * @cellNum: NUMA node, or VIR_NODE_MEMORY_STATS_ALL_CELLS
 * @params: array with room for @nparams values, or NULL to only learn how many there are
 * @nparams: room in @params on entry, number of values on return
 * @flags: none defined yet; pass 0
 *
 * Tells how the host's memory is used, in KiB.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @conn: handle of the connection
 * @params: where the new array is stored; release it with virTypedParamsFree()
 * @nparams: room in @params on entry, number of values on return
 * @flags: none defined yet; pass 0
 *
 * Tells what AMD's memory encryption offers on this host: certificates and limits.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @conn: handle of the connection
 * @secmodel: structure to fill in; both texts are empty when there is no model
 *
 * Tells the first security model of the host, such as SELinux.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @secmodel is NULL.
 *
 * Since: 0.6.1
 */
int virNodeGetSecurityModel(virConnectPtr conn, virSecurityModelPtr secmodel);

/**
 * virNodeSetMemoryParameters:
 * @conn: handle of the connection
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: none defined yet; pass 0
 *
 * Changes settings of the host's memory, such as those of page sharing.
 *
 * Returns 0 on success, or -1 on failure.
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
 * @conn: handle of the connection
 * @target: how deep, a value of virNodeSuspendTarget
 * @duration: seconds to sleep, at least 60
 * @flags: none defined yet; pass 0
 *
 * Puts the host to sleep and arranges for it to wake up by itself. The call returns before the host
 * sleeps.
 *
 * Returns 0 on success, or -1 on failure.
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
