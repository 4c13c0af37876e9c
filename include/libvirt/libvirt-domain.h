/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-domain.h: domains: virtual machines and containers.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_DOMAIN_H
#define LIBVIRT_DOMAIN_H

#include <libvirt/libvirt-common.h>
#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Parameters of CPU schedulers; which exist is said by virDomainGetSchedulerType(). Periods and
 * quotas are microseconds, a negative quota means none.
 */
#define VIR_DOMAIN_SCHEDULER_CPU_SHARES "cpu_shares" /* weight against other domains (Since: 0.9.7) */
#define VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD "global_period" /* period for the whole domain (Since: 1.3.3) */
/* CPU time per period for the whole domain (Since: 1.3.3) */
#define VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA "global_quota"
#define VIR_DOMAIN_SCHEDULER_VCPU_PERIOD "vcpu_period" /* period for each virtual CPU (Since: 0.9.7) */
/* CPU time per period for each virtual CPU (Since: 0.9.7) */
#define VIR_DOMAIN_SCHEDULER_VCPU_QUOTA "vcpu_quota"
/* period for the emulator's own threads (Since: 0.10.0) */
#define VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD "emulator_period"
/* CPU time per period for the emulator's own threads (Since: 0.10.0) */
#define VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA "emulator_quota"
#define VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD "iothread_period" /* period for each I/O thread (Since: 2.2.0) */
/* CPU time per period for each I/O thread (Since: 2.2.0) */
#define VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA "iothread_quota"
#define VIR_DOMAIN_SCHEDULER_WEIGHT "weight" /* weight (credit scheduler) (Since: 0.9.7) */
/* limit in percent of one CPU, 0 for none (credit scheduler) (Since: 0.9.7) */
#define VIR_DOMAIN_SCHEDULER_CAP "cap"
/* guaranteed MHz (allocation scheduler) (Since: 0.9.7) */
#define VIR_DOMAIN_SCHEDULER_RESERVATION "reservation"
/* limit in MHz, -1 for none (allocation scheduler) (Since: 0.9.7) */
#define VIR_DOMAIN_SCHEDULER_LIMIT "limit"
/* weight, or -1 low, -2 normal, -3 high (allocation scheduler) (Since: 0.9.7) */
#define VIR_DOMAIN_SCHEDULER_SHARES "shares"

/**
 * VIR_DOMAIN_BLOCK_STATS_FIELD_LENGTH:
 *
 * Old name of VIR_TYPED_PARAM_FIELD_LENGTH.
 *
 * Since: 0.9.5
 */
#define VIR_DOMAIN_BLOCK_STATS_FIELD_LENGTH VIR_TYPED_PARAM_FIELD_LENGTH

/*
 * Counters of virDomainBlockStatsFlags(). Times are nanoseconds.
 */
#define VIR_DOMAIN_BLOCK_STATS_READ_BYTES "rd_bytes" /* bytes read (Since: 0.9.5) */
#define VIR_DOMAIN_BLOCK_STATS_READ_REQ "rd_operations" /* read requests (Since: 0.9.5) */
#define VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES "rd_total_times" /* time spent on reading (Since: 0.9.5) */
#define VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES "wr_bytes" /* bytes written (Since: 0.9.5) */
#define VIR_DOMAIN_BLOCK_STATS_WRITE_REQ "wr_operations" /* write requests (Since: 0.9.5) */
#define VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES "wr_total_times" /* time spent on writing (Since: 0.9.5) */
#define VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ "flush_operations" /* flush requests (Since: 0.9.5) */
/* time spent on flushing (Since: 0.9.5) */
#define VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES "flush_total_times"
#define VIR_DOMAIN_BLOCK_STATS_ERRS "errs" /* errors (Xen) (Since: 0.9.5) */

/*
 * Parameters of virDomainMigrate3() and virDomainMigrateToURI3().
 */
/* address that the source uses to reach the destination (Since: 1.1.0) */
#define VIR_MIGRATE_PARAM_URI "migrate_uri"
/* name of the domain at the destination (Since: 1.1.0) */
#define VIR_MIGRATE_PARAM_DEST_NAME "destination_name"
/* XML for the running domain at the destination (Since: 1.1.0) */
#define VIR_MIGRATE_PARAM_DEST_XML "destination_xml"
/* XML for the definition to be stored at the destination (Since: 1.3.4) */
#define VIR_MIGRATE_PARAM_PERSIST_XML "persistent_xml"
#define VIR_MIGRATE_PARAM_BANDWIDTH "bandwidth" /* limit in MiB/s (Since: 1.1.0) */
/* limit of the post-copy phase in MiB/s (Since: 5.1.0) */
#define VIR_MIGRATE_PARAM_BANDWIDTH_POSTCOPY "bandwidth.postcopy"
/* what the final phase may reckon with, in MiB/s, instead of the measured figure (Since: 11.1.0) */
#define VIR_MIGRATE_PARAM_BANDWIDTH_AVAIL_SWITCHOVER "bandwidth.avail.switchover"
/* where clients of the graphics server shall go (Since: 1.1.0) */
#define VIR_MIGRATE_PARAM_GRAPHICS_URI "graphics_uri"
/* address on which the destination listens for data (Since: 1.1.4) */
#define VIR_MIGRATE_PARAM_LISTEN_ADDRESS "listen_address"
/* target name of a disk to copy; may be given several times (Since: 1.2.17) */
#define VIR_MIGRATE_PARAM_MIGRATE_DISKS "migrate_disks"
/* target name of a disk of which zeroes are not sent; may be given several times (Since: 10.9.0) */
#define VIR_MIGRATE_PARAM_MIGRATE_DISKS_DETECT_ZEROES "migrate_disks_detect_zeroes"
/* port on which the destination listens for disks (Since: 1.3.3) */
#define VIR_MIGRATE_PARAM_DISKS_PORT "disks_port"
/* address on which the destination listens for disks (Since: 6.8.0) */
#define VIR_MIGRATE_PARAM_DISKS_URI "disks_uri"
/* method: "xbzrle", "mt", "zlib" or "zstd"; may be given several times (Since: 1.3.4) */
#define VIR_MIGRATE_PARAM_COMPRESSION "compression"
/* level, 0 (none) to 9 (Since: 1.3.4) */
#define VIR_MIGRATE_PARAM_COMPRESSION_MT_LEVEL "compression.mt.level"
/* threads at the source (Since: 1.3.4) */
#define VIR_MIGRATE_PARAM_COMPRESSION_MT_THREADS "compression.mt.threads"
/* threads at the destination (Since: 1.3.4) */
#define VIR_MIGRATE_PARAM_COMPRESSION_MT_DTHREADS "compression.mt.dthreads"
/* cache size in bytes (Since: 1.3.4) */
#define VIR_MIGRATE_PARAM_COMPRESSION_XBZRLE_CACHE "compression.xbzrle.cache"
/* level, 0 (none) to 9 (Since: 9.4.0) */
#define VIR_MIGRATE_PARAM_COMPRESSION_ZLIB_LEVEL "compression.zlib.level"
/* level, 0 (none) to 20 (Since: 9.4.0) */
#define VIR_MIGRATE_PARAM_COMPRESSION_ZSTD_LEVEL "compression.zstd.level"
/* how much the guest is slowed down at first, in percent (Since: 2.0.0) */
#define VIR_MIGRATE_PARAM_AUTO_CONVERGE_INITIAL "auto_converge.initial"
/* how much more at each step, in percent (Since: 2.0.0) */
#define VIR_MIGRATE_PARAM_AUTO_CONVERGE_INCREMENT "auto_converge.increment"
/* number of connections (Since: 5.2.0) */
#define VIR_MIGRATE_PARAM_PARALLEL_CONNECTIONS "parallel.connections"
/* name that the certificate of the destination must have (Since: 6.0.0) */
#define VIR_MIGRATE_PARAM_TLS_DESTINATION "tls.destination"

/*
 * Parameters of virDomainSaveParams() and virDomainRestoreParams().
 */
#define VIR_DOMAIN_SAVE_PARAM_FILE "file" /* path of the file (Since: 8.4.0) */
#define VIR_DOMAIN_SAVE_PARAM_DXML "dxml" /* XML to use instead (Since: 8.4.0) */
/* format of the file, "raw" if not given (Since: 11.2.0) */
#define VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT "image_format"
/* number of channels that write or read at once (Since: 11.2.0) */
#define VIR_DOMAIN_SAVE_PARAM_PARALLEL_CHANNELS "parallel.channels"

/*
 * Figures of virDomainGetCPUStats(), in nanoseconds.
 */
#define VIR_DOMAIN_CPU_STATS_CPUTIME "cpu_time" /* CPU time in all (Since: 0.9.10) */
#define VIR_DOMAIN_CPU_STATS_USERTIME "user_time" /* in user space (Since: 0.9.11) */
#define VIR_DOMAIN_CPU_STATS_SYSTEMTIME "system_time" /* in the kernel (Since: 0.9.11) */
#define VIR_DOMAIN_CPU_STATS_VCPUTIME "vcpu_time" /* of the virtual CPUs only (Since: 0.9.13) */

/*
 * Parameters of disk traffic. Those by device are texts: path, comma, figure, and so on.
 */
#define VIR_DOMAIN_BLKIO_WEIGHT "weight" /* weight against other domains, 100 to 1000 (Since: 0.9.0) */
#define VIR_DOMAIN_BLKIO_DEVICE_WEIGHT "device_weight" /* weights by device (Since: 0.9.8) */
/* reads per second by device (Since: 1.2.2) */
#define VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS "device_read_iops_sec"
/* writes per second by device (Since: 1.2.2) */
#define VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS "device_write_iops_sec"
/* bytes read per second by device (Since: 1.2.2) */
#define VIR_DOMAIN_BLKIO_DEVICE_READ_BPS "device_read_bytes_sec"
/* bytes written per second by device (Since: 1.2.2) */
#define VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS "device_write_bytes_sec"

/**
 * VIR_DOMAIN_MEMORY_PARAM_UNLIMITED:
 *
 * Value of a memory limit that stands for none, in KiB.
 *
 * Since: 0.8.8
 */
#define VIR_DOMAIN_MEMORY_PARAM_UNLIMITED 9007199254740991LL

/*
 * Memory limits, in KiB.
 */
/* most that the domain may take of the host (Since: 0.8.5) */
#define VIR_DOMAIN_MEMORY_HARD_LIMIT "hard_limit"
/* most that it may take when memory is short (Since: 0.8.5) */
#define VIR_DOMAIN_MEMORY_SOFT_LIMIT "soft_limit"
#define VIR_DOMAIN_MEMORY_MIN_GUARANTEE "min_guarantee" /* least that it is promised (Since: 0.8.5) */
/* most that it may take of memory and swap together (Since: 0.8.5) */
#define VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT "swap_hard_limit"

/*
 * Parameters of memory placement.
 */
#define VIR_DOMAIN_NUMA_NODESET "numa_nodeset" /* nodes as text, such as "0-1" (Since: 0.9.9) */
#define VIR_DOMAIN_NUMA_MODE "numa_mode" /* of virDomainNumatuneMemMode (Since: 0.9.9) */

/*
 * Bandwidth of an interface: rates in KiB/s, bursts in KiB; in is towards the guest.
 */
#define VIR_DOMAIN_BANDWIDTH_IN_AVERAGE "inbound.average" /* average rate inwards (Since: 0.9.9) */
#define VIR_DOMAIN_BANDWIDTH_IN_PEAK "inbound.peak" /* highest rate inwards (Since: 0.9.9) */
#define VIR_DOMAIN_BANDWIDTH_IN_BURST "inbound.burst" /* amount at the highest rate inwards (Since: 0.9.9) */
#define VIR_DOMAIN_BANDWIDTH_IN_FLOOR "inbound.floor" /* guaranteed rate inwards (Since: 1.2.19) */
#define VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE "outbound.average" /* average rate outwards (Since: 0.9.9) */
#define VIR_DOMAIN_BANDWIDTH_OUT_PEAK "outbound.peak" /* highest rate outwards (Since: 0.9.9) */
/* amount at the highest rate outwards (Since: 0.9.9) */
#define VIR_DOMAIN_BANDWIDTH_OUT_BURST "outbound.burst"

/*
 * Tuning of an I/O thread.
 */
/* longest polling in nanoseconds, 0 for none (Since: 4.10.0) */
#define VIR_DOMAIN_IOTHREAD_POLL_MAX_NS "poll_max_ns"
#define VIR_DOMAIN_IOTHREAD_POLL_GROW "poll_grow" /* factor by which polling grows (Since: 4.10.0) */
#define VIR_DOMAIN_IOTHREAD_POLL_SHRINK "poll_shrink" /* divisor by which polling shrinks (Since: 4.10.0) */
#define VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN "thread_pool_min" /* worker threads at least (Since: 8.5.0) */
#define VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX "thread_pool_max" /* worker threads at most (Since: 8.5.0) */

/*
 * Statistics, group VIR_DOMAIN_STATS_STATE.
 */
#define VIR_DOMAIN_STATS_STATE_STATE "state.state" /* of virDomainState (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_STATE_REASON "state.reason" /* reason of that state (Since: 11.2.0) */

/*
 * Statistics, group VIR_DOMAIN_STATS_CPU_TOTAL; times are nanoseconds. A monitor's fields are
 * prefix, number, suffix.
 */
#define VIR_DOMAIN_STATS_CPU_TIME "cpu.time" /* CPU time in all (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CPU_USER "cpu.user" /* in user space (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CPU_SYSTEM "cpu.system" /* in the kernel (Since: 11.2.0) */
/* polling of halted CPUs that paid off (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CPU_HALTPOLL_SUCCESS_TIME "cpu.haltpoll.success.time"
/* polling of halted CPUs in vain (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CPU_HALTPOLL_FAIL_TIME "cpu.haltpoll.fail.time"
/* number of cache monitors (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_COUNT "cpu.cache.monitor.count"
/* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_PREFIX "cpu.cache.monitor."
#define VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_NAME ".name" /* name of the monitor (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_VCPUS ".vcpus" /* its virtual CPUs (Since: 11.2.0) */
/* number of cache banks (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_COUNT ".bank.count"
/* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_PREFIX ".bank."
/* number of the bank (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_SUFFIX_ID ".id"
/* bytes used in it (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_SUFFIX_BYTES ".bytes"

/*
 * Statistics, group VIR_DOMAIN_STATS_BALLOON, in KiB; see virDomainMemoryStatTags.
 */
#define VIR_DOMAIN_STATS_BALLOON_CURRENT "balloon.current" /* memory that the guest has (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BALLOON_MAXIMUM "balloon.maximum" /* memory at most (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BALLOON_SWAP_IN "balloon.swap_in" /* read from swap (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BALLOON_SWAP_OUT "balloon.swap_out" /* written to swap (Since: 11.2.0) */
/* page faults that needed a disk (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BALLOON_MAJOR_FAULT "balloon.major_fault"
/* page faults that did not (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BALLOON_MINOR_FAULT "balloon.minor_fault"
#define VIR_DOMAIN_STATS_BALLOON_UNUSED "balloon.unused" /* not used at all (Since: 11.2.0) */
/* what the guest can use in all (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BALLOON_AVAILABLE "balloon.available"
#define VIR_DOMAIN_STATS_BALLOON_RSS "balloon.rss" /* held by the process on the host (Since: 11.2.0) */
/* could be taken back without swapping (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BALLOON_USABLE "balloon.usable"
/* when the guest reported, in seconds since 1970 (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BALLOON_LAST_UPDATE "balloon.last-update"
#define VIR_DOMAIN_STATS_BALLOON_DISK_CACHES "balloon.disk_caches" /* used for caches (Since: 11.2.0) */
/* huge pages given out (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BALLOON_HUGETLB_PGALLOC "balloon.hugetlb_pgalloc"
/* huge pages that could not be given out (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BALLOON_HUGETLB_PGFAIL "balloon.hugetlb_pgfail"

/*
 * Statistics, group VIR_DOMAIN_STATS_VCPU; times are nanoseconds. A CPU's fields are prefix,
 * number, suffix.
 */
#define VIR_DOMAIN_STATS_VCPU_CURRENT "vcpu.current" /* number in use (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_VCPU_MAXIMUM "vcpu.maximum" /* number at most (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_VCPU_PREFIX "vcpu." /* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_VCPU_SUFFIX_STATE ".state" /* of virVcpuState (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_VCPU_SUFFIX_TIME ".time" /* CPU time (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_VCPU_SUFFIX_WAIT ".wait" /* waiting for I/O (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_VCPU_SUFFIX_HALTED ".halted" /* whether it is halted (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_VCPU_SUFFIX_DELAY ".delay" /* ready, but waiting for a host CPU (Since: 11.2.0) */

/*
 * Ends of names that the hypervisor makes: how the figure is meant.
 */
#define VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_CUR ".cur" /* value of this moment (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_SUM ".sum" /* sum since the start (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_MAX ".max" /* highest value so far (Since: 11.2.0) */

/*
 * Statistics, group VIR_DOMAIN_STATS_INTERFACE. An interface's fields are prefix, number, suffix.
 */
#define VIR_DOMAIN_STATS_NET_COUNT "net.count" /* number of interfaces (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_NET_PREFIX "net." /* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_NET_SUFFIX_NAME ".name" /* name on the host (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_NET_SUFFIX_RX_BYTES ".rx.bytes" /* bytes received (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_NET_SUFFIX_RX_PKTS ".rx.pkts" /* packets received (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_NET_SUFFIX_RX_ERRS ".rx.errs" /* errors of reception (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_NET_SUFFIX_RX_DROP ".rx.drop" /* packets dropped on reception (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_NET_SUFFIX_TX_BYTES ".tx.bytes" /* bytes sent (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_NET_SUFFIX_TX_PKTS ".tx.pkts" /* packets sent (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_NET_SUFFIX_TX_ERRS ".tx.errs" /* errors of sending (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_NET_SUFFIX_TX_DROP ".tx.drop" /* packets dropped on sending (Since: 11.2.0) */

/*
 * Statistics, group VIR_DOMAIN_STATS_BLOCK; times are nanoseconds, sizes bytes. A disk's fields are
 * prefix, number, suffix.
 */
#define VIR_DOMAIN_STATS_BLOCK_COUNT "block.count" /* number of disks and images (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_PREFIX "block." /* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_NAME ".name" /* target name (Since: 11.2.0) */
/* number of the image in the chain (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_BACKINGINDEX ".backingIndex"
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_PATH ".path" /* path of the image (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_REQS ".rd.reqs" /* read requests (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_BYTES ".rd.bytes" /* bytes read (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_TIMES ".rd.times" /* time spent on reading (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_REQS ".wr.reqs" /* write requests (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_BYTES ".wr.bytes" /* bytes written (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_TIMES ".wr.times" /* time spent on writing (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_FL_REQS ".fl.reqs" /* flush requests (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_FL_TIMES ".fl.times" /* time spent on flushing (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_ERRORS ".errors" /* errors (Xen) (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_ALLOCATION ".allocation" /* highest position written (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_CAPACITY ".capacity" /* what the guest sees (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_PHYSICAL ".physical" /* size of the file or device (Since: 11.2.0) */
/* of virDomainSetBlockThreshold() (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_BLOCK_SUFFIX_THRESHOLD ".threshold"

/*
 * Statistics, group VIR_DOMAIN_STATS_PERF: counts of the events named by VIR_PERF_PARAM_*.
 */
#define VIR_DOMAIN_STATS_PERF_CMT "perf.cmt" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_MBMT "perf.mbmt" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_MBML "perf.mbml" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_CACHE_MISSES "perf.cache_misses" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_CACHE_REFERENCES "perf.cache_references" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_INSTRUCTIONS "perf.instructions" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_CPU_CYCLES "perf.cpu_cycles" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_BRANCH_INSTRUCTIONS "perf.branch_instructions" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_BRANCH_MISSES "perf.branch_misses" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_BUS_CYCLES "perf.bus_cycles" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_STALLED_CYCLES_FRONTEND "perf.stalled_cycles_frontend" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_STALLED_CYCLES_BACKEND "perf.stalled_cycles_backend" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_REF_CPU_CYCLES "perf.ref_cpu_cycles" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_CPU_CLOCK "perf.cpu_clock" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_TASK_CLOCK "perf.task_clock" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_PAGE_FAULTS "perf.page_faults" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_CONTEXT_SWITCHES "perf.context_switches" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_CPU_MIGRATIONS "perf.cpu_migrations" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_PAGE_FAULTS_MIN "perf.page_faults_min" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_PAGE_FAULTS_MAJ "perf.page_faults_maj" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_ALIGNMENT_FAULTS "perf.alignment_faults" /* (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_PERF_EMULATION_FAULTS "perf.emulation_faults" /* (Since: 11.2.0) */

/*
 * Statistics, group VIR_DOMAIN_STATS_IOTHREAD. A thread's fields are prefix, number, suffix.
 */
#define VIR_DOMAIN_STATS_IOTHREAD_COUNT "iothread.count" /* number of threads (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_IOTHREAD_PREFIX "iothread." /* start of the names (Since: 11.2.0) */
/* longest polling in nanoseconds (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_MAX_NS ".poll-max-ns"
/* factor by which polling grows (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_GROW ".poll-grow"
/* divisor by which polling shrinks (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_SHRINK ".poll-shrink"

/*
 * Statistics, group VIR_DOMAIN_STATS_MEMORY. A monitor's fields are prefix, number, suffix.
 */
/* number of bandwidth monitors (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_COUNT "memory.bandwidth.monitor.count"
/* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_PREFIX "memory.bandwidth.monitor."
/* name of the monitor (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NAME ".name"
#define VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_VCPUS ".vcpus" /* its virtual CPUs (Since: 11.2.0) */
/* number of memory controllers (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_COUNT ".node.count"
/* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_PREFIX ".node."
/* number of the controller (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_ID ".id"
/* bytes through the CPU's own controller (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_BYTES_LOCAL ".bytes.local"
/* bytes through all controllers (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_BYTES_TOTAL ".bytes.total"

/*
 * Statistics, group VIR_DOMAIN_STATS_DIRTYRATE: the last measurement of
 * virDomainStartDirtyRateCalc().
 */
/* of virDomainDirtyRateStatus (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_DIRTYRATE_CALC_STATUS "dirtyrate.calc_status"
/* start in seconds (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_DIRTYRATE_CALC_START_TIME "dirtyrate.calc_start_time"
#define VIR_DOMAIN_STATS_DIRTYRATE_CALC_PERIOD "dirtyrate.calc_period" /* length in seconds (Since: 11.2.0) */
/* result in MiB/s (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_DIRTYRATE_MEGABYTES_PER_SECOND "dirtyrate.megabytes_per_second"
#define VIR_DOMAIN_STATS_DIRTYRATE_CALC_MODE "dirtyrate.calc_mode" /* method (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_DIRTYRATE_VCPU_PREFIX "dirtyrate.vcpu." /* start of the names (Since: 11.2.0) */
/* result of one virtual CPU in MiB/s (Since: 11.2.0) */
#define VIR_DOMAIN_STATS_DIRTYRATE_VCPU_SUFFIX_MEGABYTES_PER_SECOND ".megabytes_per_second"

/*
 * Statistics, group VIR_DOMAIN_STATS_VM: what follows is named by the hypervisor.
 */
#define VIR_DOMAIN_STATS_VM_PREFIX "vm." /* (Since: 11.2.0) */

/*
 * Performance events.
 */
#define VIR_PERF_PARAM_CMT "cmt" /* bytes used in the last-level cache (Since: 1.3.3) */
#define VIR_PERF_PARAM_MBMT "mbmt" /* memory traffic of all CPUs (Since: 1.3.5) */
#define VIR_PERF_PARAM_MBML "mbml" /* memory traffic of the CPU's own controller (Since: 1.3.5) */
#define VIR_PERF_PARAM_CACHE_MISSES "cache_misses" /* cache misses (Since: 2.3.0) */
#define VIR_PERF_PARAM_CACHE_REFERENCES "cache_references" /* cache accesses (Since: 2.3.0) */
#define VIR_PERF_PARAM_INSTRUCTIONS "instructions" /* instructions (Since: 2.3.0) */
#define VIR_PERF_PARAM_CPU_CYCLES "cpu_cycles" /* CPU cycles (Since: 2.3.0) */
#define VIR_PERF_PARAM_BRANCH_INSTRUCTIONS "branch_instructions" /* branches (Since: 3.0.0) */
#define VIR_PERF_PARAM_BRANCH_MISSES "branch_misses" /* branches foretold wrongly (Since: 3.0.0) */
#define VIR_PERF_PARAM_BUS_CYCLES "bus_cycles" /* bus cycles (Since: 3.0.0) */
/* cycles in which no instruction could be issued (Since: 3.0.0) */
#define VIR_PERF_PARAM_STALLED_CYCLES_FRONTEND "stalled_cycles_frontend"
/* cycles in which none could be retired (Since: 3.0.0) */
#define VIR_PERF_PARAM_STALLED_CYCLES_BACKEND "stalled_cycles_backend"
#define VIR_PERF_PARAM_REF_CPU_CYCLES "ref_cpu_cycles" /* CPU cycles at a steady clock (Since: 3.0.0) */
#define VIR_PERF_PARAM_CPU_CLOCK "cpu_clock" /* time of the CPU clock (Since: 3.2.0) */
#define VIR_PERF_PARAM_TASK_CLOCK "task_clock" /* time of the task clock (Since: 3.2.0) */
#define VIR_PERF_PARAM_PAGE_FAULTS "page_faults" /* page faults (Since: 3.2.0) */
#define VIR_PERF_PARAM_CONTEXT_SWITCHES "context_switches" /* context switches (Since: 3.2.0) */
#define VIR_PERF_PARAM_CPU_MIGRATIONS "cpu_migrations" /* moves to another CPU (Since: 3.2.0) */
#define VIR_PERF_PARAM_PAGE_FAULTS_MIN "page_faults_min" /* page faults that needed no disk (Since: 3.2.0) */
#define VIR_PERF_PARAM_PAGE_FAULTS_MAJ "page_faults_maj" /* page faults that needed a disk (Since: 3.2.0) */
#define VIR_PERF_PARAM_ALIGNMENT_FAULTS "alignment_faults" /* alignment faults (Since: 3.2.0) */
/* instructions that the kernel emulated (Since: 3.2.0) */
#define VIR_PERF_PARAM_EMULATION_FAULTS "emulation_faults"

/*
 * Parameters of virDomainBlockCopy().
 */
#define VIR_DOMAIN_BLOCK_COPY_BANDWIDTH "bandwidth" /* limit in bytes/s (Since: 1.2.8) */
/* unit in which changes are tracked, in bytes, a power of two (Since: 1.2.8) */
#define VIR_DOMAIN_BLOCK_COPY_GRANULARITY "granularity"
#define VIR_DOMAIN_BLOCK_COPY_BUF_SIZE "buf-size" /* data under way at once, in bytes (Since: 1.2.8) */

/*
 * Throttling of a disk. A total excludes separate figures for reading and writing; 0 means no
 * limit.
 */
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC "total_bytes_sec" /* bytes per second (Since: 0.9.8) */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC "read_bytes_sec" /* bytes read per second (Since: 0.9.8) */
/* bytes written per second (Since: 0.9.8) */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC "write_bytes_sec"
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC "total_iops_sec" /* requests per second (Since: 0.9.8) */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC "read_iops_sec" /* reads per second (Since: 0.9.8) */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC "write_iops_sec" /* writes per second (Since: 0.9.8) */
/* bytes per second during a burst (Since: 1.2.11) */
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX "total_bytes_sec_max"
/* bytes read per second during a burst (Since: 1.2.11) */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX "read_bytes_sec_max"
/* bytes written per second during a burst (Since: 1.2.11) */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX "write_bytes_sec_max"
/* requests per second during a burst (Since: 1.2.11) */
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX "total_iops_sec_max"
/* reads per second during a burst (Since: 1.2.11) */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX "read_iops_sec_max"
/* writes per second during a burst (Since: 1.2.11) */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX "write_iops_sec_max"
/* length of such a burst in seconds (Since: 2.4.0) */
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH "total_bytes_sec_max_length"
/* length of such a burst in seconds (Since: 2.4.0) */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH "read_bytes_sec_max_length"
/* length of such a burst in seconds (Since: 2.4.0) */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH "write_bytes_sec_max_length"
/* length of such a burst in seconds (Since: 2.4.0) */
#define VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH "total_iops_sec_max_length"
/* length of such a burst in seconds (Since: 2.4.0) */
#define VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH "read_iops_sec_max_length"
/* length of such a burst in seconds (Since: 2.4.0) */
#define VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH "write_iops_sec_max_length"
/* size in bytes that counts as one request (Since: 1.2.11) */
#define VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC "size_iops_sec"
/* disks with the same name share the limits (Since: 3.0.0) */
#define VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME "group_name"

/**
 * VIR_DOMAIN_SEND_KEY_MAX_KEYS:
 *
 * How many keys virDomainSendKey() can press at once.
 *
 * Since: 0.9.3
 */
#define VIR_DOMAIN_SEND_KEY_MAX_KEYS 16

/*
 * Figures of virDomainGetJobStats(). Times are milliseconds, amounts bytes, rates bytes/s.
 */
#define VIR_DOMAIN_JOB_OPERATION "operation" /* of virDomainJobOperation (Since: 3.3.0) */
#define VIR_DOMAIN_JOB_TIME_ELAPSED "time_elapsed" /* since the start (Since: 1.0.3) */
/* since the start, without the distance between the hosts' clocks (Since: 1.2.15) */
#define VIR_DOMAIN_JOB_TIME_ELAPSED_NET "time_elapsed_net"
#define VIR_DOMAIN_JOB_TIME_REMAINING "time_remaining" /* estimate until the end (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_DOWNTIME "downtime" /* how long the guest is, or was, paused (Since: 1.0.3) */
/* the same without the distance between the hosts' clocks (Since: 1.2.15) */
#define VIR_DOMAIN_JOB_DOWNTIME_NET "downtime_net"
#define VIR_DOMAIN_JOB_SETUP_TIME "setup_time" /* preparations (Since: 1.2.9) */
#define VIR_DOMAIN_JOB_DATA_TOTAL "data_total" /* memory and disks together (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_DATA_PROCESSED "data_processed" /* done of it (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_DATA_REMAINING "data_remaining" /* left of it (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_MEMORY_TOTAL "memory_total" /* memory to transfer (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_MEMORY_PROCESSED "memory_processed" /* done of it (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_MEMORY_REMAINING "memory_remaining" /* left of it (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_MEMORY_CONSTANT "memory_constant" /* pages that held one value only (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_MEMORY_NORMAL "memory_normal" /* pages sent in full (Since: 1.0.3) */
/* bytes of pages sent in full (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_MEMORY_NORMAL_BYTES "memory_normal_bytes"
#define VIR_DOMAIN_JOB_MEMORY_BPS "memory_bps" /* rate of memory (Since: 1.2.9) */
/* pages that the guest changes per second (Since: 1.3.1) */
#define VIR_DOMAIN_JOB_MEMORY_DIRTY_RATE "memory_dirty_rate"
#define VIR_DOMAIN_JOB_MEMORY_PAGE_SIZE "memory_page_size" /* size of a page (Since: 3.9.0) */
#define VIR_DOMAIN_JOB_MEMORY_ITERATION "memory_iteration" /* number of the pass over memory (Since: 1.3.1) */
/* pages that the destination had to ask for (Since: 5.0.0) */
#define VIR_DOMAIN_JOB_MEMORY_POSTCOPY_REQS "memory_postcopy_requests"
#define VIR_DOMAIN_JOB_DISK_TOTAL "disk_total" /* disks to transfer (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_DISK_PROCESSED "disk_processed" /* done of it (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_DISK_REMAINING "disk_remaining" /* left of it (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_DISK_BPS "disk_bps" /* rate of disks (Since: 1.2.9) */
#define VIR_DOMAIN_JOB_COMPRESSION_CACHE "compression_cache" /* size of the cache (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_COMPRESSION_BYTES "compression_bytes" /* bytes sent compressed (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_COMPRESSION_PAGES "compression_pages" /* pages sent compressed (Since: 1.0.3) */
/* pages not found in the cache (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_COMPRESSION_CACHE_MISSES "compression_cache_misses"
/* pages that grew when compressed (Since: 1.0.3) */
#define VIR_DOMAIN_JOB_COMPRESSION_OVERFLOW "compression_overflow"
/* how much the guest is slowed down, in percent (Since: 2.0.0) */
#define VIR_DOMAIN_JOB_AUTO_CONVERGE_THROTTLE "auto_converge_throttle"
#define VIR_DOMAIN_JOB_SUCCESS "success" /* whether the job succeeded (Since: 6.0.0) */
#define VIR_DOMAIN_JOB_ERRMSG "errmsg" /* why it failed (Since: 6.3.0) */
/* room used in temporary files of a backup (Since: 6.0.0) */
#define VIR_DOMAIN_JOB_DISK_TEMP_USED "disk_temp_used"
#define VIR_DOMAIN_JOB_DISK_TEMP_TOTAL "disk_temp_total" /* room there is for these (Since: 6.0.0) */
/* state of assigned devices that was sent (Since: 10.6.0) */
#define VIR_DOMAIN_JOB_VFIO_DATA_TRANSFERRED "vfio_data_transferred"

/*
 * Fields of the event on changed settings: pinning and scheduling. Pinning is a text such as "0-3";
 * %u stands for a number.
 */
#define VIR_DOMAIN_TUNABLE_CPU_VCPUPIN "cputune.vcpupin%u" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_CPU_EMULATORPIN "cputune.emulatorpin" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_CPU_IOTHREADSPIN "cputune.iothreadpin%u" /* (Since: 1.2.14) */
#define VIR_DOMAIN_TUNABLE_CPU_CPU_SHARES "cputune.cpu_shares" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_CPU_GLOBAL_PERIOD "cputune.global_period" /* (Since: 1.3.3) */
#define VIR_DOMAIN_TUNABLE_CPU_GLOBAL_QUOTA "cputune.global_quota" /* (Since: 1.3.3) */
#define VIR_DOMAIN_TUNABLE_CPU_VCPU_PERIOD "cputune.vcpu_period" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_CPU_VCPU_QUOTA "cputune.vcpu_quota" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_CPU_EMULATOR_PERIOD "cputune.emulator_period" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_CPU_EMULATOR_QUOTA "cputune.emulator_quota" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_PERIOD "cputune.iothread_period" /* (Since: 2.2.0) */
#define VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_QUOTA "cputune.iothread_quota" /* (Since: 2.2.0) */

/*
 * Fields of the event on changed settings: throttling of a disk, see VIR_DOMAIN_BLOCK_IOTUNE_*.
 */
#define VIR_DOMAIN_TUNABLE_BLKDEV_DISK "blkdeviotune.disk" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC "blkdeviotune.total_bytes_sec" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC "blkdeviotune.read_bytes_sec" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC "blkdeviotune.write_bytes_sec" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC "blkdeviotune.total_iops_sec" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC "blkdeviotune.read_iops_sec" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC "blkdeviotune.write_iops_sec" /* (Since: 1.2.9) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX "blkdeviotune.total_bytes_sec_max" /* (Since: 1.2.11) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX "blkdeviotune.read_bytes_sec_max" /* (Since: 1.2.11) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX "blkdeviotune.write_bytes_sec_max" /* (Since: 1.2.11) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX "blkdeviotune.total_iops_sec_max" /* (Since: 1.2.11) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX "blkdeviotune.read_iops_sec_max" /* (Since: 1.2.11) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX "blkdeviotune.write_iops_sec_max" /* (Since: 1.2.11) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_SIZE_IOPS_SEC "blkdeviotune.size_iops_sec" /* (Since: 1.2.11) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_GROUP_NAME "blkdeviotune.group_name" /* (Since: 3.0.0) */
/* (Since: 2.4.0) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX_LENGTH "blkdeviotune.total_bytes_sec_max_length"
/* (Since: 2.4.0) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX_LENGTH "blkdeviotune.read_bytes_sec_max_length"
/* (Since: 2.4.0) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX_LENGTH "blkdeviotune.write_bytes_sec_max_length"
/* (Since: 2.4.0) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX_LENGTH "blkdeviotune.total_iops_sec_max_length"
/* (Since: 2.4.0) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX_LENGTH "blkdeviotune.read_iops_sec_max_length"
/* (Since: 2.4.0) */
#define VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX_LENGTH "blkdeviotune.write_iops_sec_max_length"

/**
 * VIR_DOMAIN_SCHED_FIELD_LENGTH:
 *
 * Old name of VIR_TYPED_PARAM_FIELD_LENGTH.
 *
 * Since: 0.2.3
 */
#define VIR_DOMAIN_SCHED_FIELD_LENGTH VIR_TYPED_PARAM_FIELD_LENGTH

/**
 * VIR_DOMAIN_BLKIO_FIELD_LENGTH:
 *
 * Old name of VIR_TYPED_PARAM_FIELD_LENGTH.
 *
 * Since: 0.9.0
 */
#define VIR_DOMAIN_BLKIO_FIELD_LENGTH VIR_TYPED_PARAM_FIELD_LENGTH

/**
 * VIR_DOMAIN_MEMORY_FIELD_LENGTH:
 *
 * Old name of VIR_TYPED_PARAM_FIELD_LENGTH.
 *
 * Since: 0.8.5
 */
#define VIR_DOMAIN_MEMORY_FIELD_LENGTH VIR_TYPED_PARAM_FIELD_LENGTH

/*
 * Figures and settings of a protected launch (AMD SEV).
 */
/* measurement of the launch, base64 (Since: 4.5.0) */
#define VIR_DOMAIN_LAUNCH_SECURITY_SEV_MEASUREMENT "sev-measurement"
/* version of the firmware's interface (Since: 8.0.0) */
#define VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MAJOR "sev-api-major"
/* version of the firmware's interface (Since: 8.0.0) */
#define VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MINOR "sev-api-minor"
#define VIR_DOMAIN_LAUNCH_SECURITY_SEV_BUILD_ID "sev-build-id" /* build of the firmware (Since: 8.0.0) */
#define VIR_DOMAIN_LAUNCH_SECURITY_SEV_POLICY "sev-policy" /* policy of the guest (Since: 8.0.0) */
/* policy of the guest (SEV-SNP) (Since: 10.5.0) */
#define VIR_DOMAIN_LAUNCH_SECURITY_SEV_SNP_POLICY "sev-snp-policy"
/* header of the secret, base64 (Since: 8.0.0) */
#define VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_HEADER "sev-secret-header"
#define VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET "sev-secret" /* the secret, base64 (Since: 8.0.0) */
/* guest address to put it (Since: 8.0.0) */
#define VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_SET_ADDRESS "sev-secret-set-address"

/*
 * Guest information: who is logged in. A user's fields are prefix, number, suffix.
 */
#define VIR_DOMAIN_GUEST_INFO_USER_COUNT "user.count" /* number of users (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_USER_PREFIX "user." /* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_NAME ".name" /* name (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_DOMAIN ".domain" /* domain (Windows) (Since: 11.2.0) */
/* milliseconds since 1970 (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_LOGIN_TIME ".login-time"

/*
 * Guest information: operating system.
 */
#define VIR_DOMAIN_GUEST_INFO_OS_ID "os.id" /* short name for programs (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_OS_NAME "os.name" /* name (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_OS_PRETTY_NAME "os.pretty-name" /* name for people (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_OS_VERSION "os.version" /* version for people (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_OS_VERSION_ID "os.version-id" /* version for programs (Since: 11.2.0) */
/* release of the kernel (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_OS_KERNEL_RELEASE "os.kernel-release"
/* version of the kernel (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_OS_KERNEL_VERSION "os.kernel-version"
#define VIR_DOMAIN_GUEST_INFO_OS_MACHINE "os.machine" /* architecture (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_OS_VARIANT "os.variant" /* variant for people (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_OS_VARIANT_ID "os.variant-id" /* variant for programs (Since: 11.2.0) */

/*
 * Guest information: time zone.
 */
#define VIR_DOMAIN_GUEST_INFO_TIMEZONE_NAME "timezone.name" /* name (Since: 11.2.0) */
/* distance to UTC in seconds (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_TIMEZONE_OFFSET "timezone.offset"

/*
 * Guest information: host name.
 */
#define VIR_DOMAIN_GUEST_INFO_HOSTNAME_HOSTNAME "hostname" /* (Since: 11.2.0) */

/*
 * Guest information: file systems. Their fields are prefix, number, suffix; those of their disks
 * likewise behind that.
 */
#define VIR_DOMAIN_GUEST_INFO_FS_COUNT "fs.count" /* number of file systems (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_FS_PREFIX "fs." /* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_MOUNTPOINT ".mountpoint" /* where it is mounted (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_NAME ".name" /* device (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_FSTYPE ".fstype" /* kind (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_TOTAL_BYTES ".total-bytes" /* size (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_USED_BYTES ".used-bytes" /* room taken (Since: 11.2.0) */
/* number of disks under it (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_COUNT ".disk.count"
#define VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_PREFIX ".disk." /* start of the names (Since: 11.2.0) */
/* alias in the domain's XML (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_ALIAS ".alias"
#define VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_SERIAL ".serial" /* serial number (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_DEVICE ".device" /* device (Since: 11.2.0) */

/*
 * Guest information: disks. Their fields are prefix, number, suffix.
 */
#define VIR_DOMAIN_GUEST_INFO_DISK_COUNT "disk.count" /* number of disks (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_DISK_PREFIX "disk." /* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_NAME ".name" /* device (Since: 11.2.0) */
/* whether it is a partition (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_PARTITION ".partition"
/* number of devices it rests on (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_COUNT ".dependency.count"
/* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_PREFIX ".dependency."
/* device it rests on (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_SUFFIX_NAME ".name"
#define VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_SERIAL ".serial" /* serial number (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_ALIAS ".alias" /* alias in the domain's XML (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_GUEST_ALIAS ".guest_alias" /* alias in the guest (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_GUEST_BUS ".guest_bus" /* bus in the guest (Since: 11.2.0) */

/*
 * Guest information: interfaces. Their fields are prefix, number, suffix; those of their addresses
 * likewise behind that.
 */
#define VIR_DOMAIN_GUEST_INFO_IF_COUNT "if.count" /* number of interfaces (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_IF_PREFIX "if." /* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_NAME ".name" /* name (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_HWADDR ".hwaddr" /* MAC address (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_COUNT ".addr.count" /* number of addresses (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_PREFIX ".addr." /* start of the names (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_TYPE ".type" /* "ipv4" or "ipv6" (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_ADDR ".addr" /* address (Since: 11.2.0) */
/* length of the network prefix in bits (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_PREFIX ".prefix"

/*
 * Guest information: load.
 */
#define VIR_DOMAIN_GUEST_INFO_LOAD_1M "load.1m" /* average of 1 minute (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_LOAD_5M "load.5m" /* average of 5 minutes (Since: 11.2.0) */
#define VIR_DOMAIN_GUEST_INFO_LOAD_15M "load.15m" /* average of 15 minutes (Since: 11.2.0) */

/**
 * virDomainState:
 *
 * States of a domain.
 *
 * Since: 0.0.1
 */
typedef enum {
    VIR_DOMAIN_NOSTATE = 0, /* not known (Since: 0.0.1) */
    VIR_DOMAIN_RUNNING = 1, /* runs (Since: 0.0.1) */
    VIR_DOMAIN_BLOCKED = 2, /* waits for a resource (Since: 0.0.1) */
    VIR_DOMAIN_PAUSED = 3, /* stopped by the administrator or the host (Since: 0.0.1) */
    VIR_DOMAIN_SHUTDOWN = 4, /* is on its way down (Since: 0.0.1) */
    VIR_DOMAIN_SHUTOFF = 5, /* does not run (Since: 0.0.1) */
    VIR_DOMAIN_CRASHED = 6, /* fell (Since: 0.0.2) */
    VIR_DOMAIN_PMSUSPENDED = 7 /* sleeps by its own power management (Since: 0.9.11) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_LAST = 8 /* (Since: 0.9.5) */
#endif
} virDomainState;

/**
 * virDomainNostateReason:
 *
 * Reasons of VIR_DOMAIN_NOSTATE.
 *
 * Since: 0.9.2
 */
typedef enum {
    VIR_DOMAIN_NOSTATE_UNKNOWN = 0 /* (Since: 0.9.2) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_NOSTATE_LAST = 1 /* (Since: 0.9.10) */
#endif
} virDomainNostateReason;

/**
 * virDomainRunningReason:
 *
 * Reasons of VIR_DOMAIN_RUNNING.
 *
 * Since: 0.9.2
 */
typedef enum {
    VIR_DOMAIN_RUNNING_UNKNOWN = 0, /* not known (Since: 0.9.2) */
    VIR_DOMAIN_RUNNING_BOOTED = 1, /* started anew (Since: 0.9.2) */
    VIR_DOMAIN_RUNNING_MIGRATED = 2, /* came from another host (Since: 0.9.2) */
    VIR_DOMAIN_RUNNING_RESTORED = 3, /* resumed from a saved file (Since: 0.9.2) */
    VIR_DOMAIN_RUNNING_FROM_SNAPSHOT = 4, /* returned to a snapshot (Since: 0.9.2) */
    VIR_DOMAIN_RUNNING_UNPAUSED = 5, /* resumed after a pause (Since: 0.9.2) */
    VIR_DOMAIN_RUNNING_MIGRATION_CANCELED = 6, /* a migration was given up (Since: 0.9.2) */
    VIR_DOMAIN_RUNNING_SAVE_CANCELED = 7, /* saving was given up (Since: 0.9.2) */
    VIR_DOMAIN_RUNNING_WAKEUP = 8, /* woke from sleep (Since: 0.9.11) */
    VIR_DOMAIN_RUNNING_CRASHED = 9, /* resumed after a crash (Since: 1.1.1) */
    VIR_DOMAIN_RUNNING_POSTCOPY = 10, /* came from another host, its memory still arrives (Since: 1.3.3) */
    /* came from another host, but the arrival of memory broke off (Since: 8.5.0) */
    VIR_DOMAIN_RUNNING_POSTCOPY_FAILED = 11
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_RUNNING_LAST = 12 /* (Since: 0.9.10) */
#endif
} virDomainRunningReason;

/**
 * virDomainBlockedReason:
 *
 * Reasons of VIR_DOMAIN_BLOCKED.
 *
 * Since: 0.9.2
 */
typedef enum {
    VIR_DOMAIN_BLOCKED_UNKNOWN = 0 /* (Since: 0.9.2) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_BLOCKED_LAST = 1 /* (Since: 0.9.10) */
#endif
} virDomainBlockedReason;

/**
 * virDomainPausedReason:
 *
 * Reasons of VIR_DOMAIN_PAUSED.
 *
 * Since: 0.9.2
 */
typedef enum {
    VIR_DOMAIN_PAUSED_UNKNOWN = 0, /* not known (Since: 0.9.2) */
    VIR_DOMAIN_PAUSED_USER = 1, /* somebody asked (Since: 0.9.2) */
    VIR_DOMAIN_PAUSED_MIGRATION = 2, /* for an offline step of a migration (Since: 0.9.2) */
    VIR_DOMAIN_PAUSED_SAVE = 3, /* while it is saved (Since: 0.9.2) */
    VIR_DOMAIN_PAUSED_DUMP = 4, /* while its memory is dumped (Since: 0.9.2) */
    VIR_DOMAIN_PAUSED_IOERROR = 5, /* a disk failed (Since: 0.9.2) */
    VIR_DOMAIN_PAUSED_WATCHDOG = 6, /* its watchdog ran out (Since: 0.9.2) */
    VIR_DOMAIN_PAUSED_FROM_SNAPSHOT = 7, /* returned to a paused snapshot (Since: 0.9.2) */
    VIR_DOMAIN_PAUSED_SHUTTING_DOWN = 8, /* about to stop (Since: 0.9.5) */
    VIR_DOMAIN_PAUSED_SNAPSHOT = 9, /* while a snapshot is made (Since: 1.0.1) */
    VIR_DOMAIN_PAUSED_CRASHED = 10, /* the guest crashed (Since: 1.1.1) */
    VIR_DOMAIN_PAUSED_STARTING_UP = 11, /* about to start (Since: 1.2.14) */
    /* runs at the destination already, its memory is still sent (Since: 1.3.3) */
    VIR_DOMAIN_PAUSED_POSTCOPY = 12,
    VIR_DOMAIN_PAUSED_POSTCOPY_FAILED = 13, /* sending its memory broke off (Since: 1.3.3) */
    VIR_DOMAIN_PAUSED_API_ERROR = 14 /* an operation failed and left it so (Since: 9.2.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_PAUSED_LAST = 15 /* (Since: 0.9.10) */
#endif
} virDomainPausedReason;

/**
 * virDomainShutdownReason:
 *
 * Reasons of VIR_DOMAIN_SHUTDOWN.
 *
 * Since: 0.9.2
 */
typedef enum {
    VIR_DOMAIN_SHUTDOWN_UNKNOWN = 0, /* not known (Since: 0.9.2) */
    VIR_DOMAIN_SHUTDOWN_USER = 1 /* somebody asked (Since: 0.9.2) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_SHUTDOWN_LAST = 2 /* (Since: 0.9.10) */
#endif
} virDomainShutdownReason;

/**
 * virDomainShutoffReason:
 *
 * Reasons of VIR_DOMAIN_SHUTOFF.
 *
 * Since: 0.9.2
 */
typedef enum {
    VIR_DOMAIN_SHUTOFF_UNKNOWN = 0, /* not known (Since: 0.9.2) */
    VIR_DOMAIN_SHUTOFF_SHUTDOWN = 1, /* powered off in order (Since: 0.9.2) */
    VIR_DOMAIN_SHUTOFF_DESTROYED = 2, /* stopped by force (Since: 0.9.2) */
    VIR_DOMAIN_SHUTOFF_CRASHED = 3, /* fell (Since: 0.9.2) */
    VIR_DOMAIN_SHUTOFF_MIGRATED = 4, /* moved to another host (Since: 0.9.2) */
    VIR_DOMAIN_SHUTOFF_SAVED = 5, /* saved to a file (Since: 0.9.2) */
    VIR_DOMAIN_SHUTOFF_FAILED = 6, /* could not start (Since: 0.9.2) */
    VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT = 7, /* returned to a snapshot that was off (Since: 0.9.2) */
    /* the daemon decided so, for instance when it found the process gone (Since: 4.10.0) */
    VIR_DOMAIN_SHUTOFF_DAEMON = 8
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_SHUTOFF_LAST = 9 /* (Since: 0.9.10) */
#endif
} virDomainShutoffReason;

/**
 * virDomainCrashedReason:
 *
 * Reasons of VIR_DOMAIN_CRASHED.
 *
 * Since: 0.9.2
 */
typedef enum {
    VIR_DOMAIN_CRASHED_UNKNOWN = 0, /* not known (Since: 0.9.2) */
    VIR_DOMAIN_CRASHED_PANICKED = 1 /* the guest's kernel panicked (Since: 1.1.1) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_CRASHED_LAST = 2 /* (Since: 0.9.10) */
#endif
} virDomainCrashedReason;

/**
 * virDomainPMSuspendedReason:
 *
 * Reasons of VIR_DOMAIN_PMSUSPENDED.
 *
 * Since: 0.9.11
 */
typedef enum {
    VIR_DOMAIN_PMSUSPENDED_UNKNOWN = 0 /* (Since: 0.9.11) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_PMSUSPENDED_LAST = 1 /* (Since: 0.9.11) */
#endif
} virDomainPMSuspendedReason;

/**
 * virDomainPMSuspendedDiskReason:
 *
 * Reasons of VIR_DOMAIN_PMSUSPENDED with memory on disk.
 *
 * Since: 1.0.0
 */
typedef enum {
    VIR_DOMAIN_PMSUSPENDED_DISK_UNKNOWN = 0 /* (Since: 1.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_PMSUSPENDED_DISK_LAST = 1 /* (Since: 1.0.0) */
#endif
} virDomainPMSuspendedDiskReason;

/**
 * virDomainControlState:
 *
 * How the channel to the hypervisor process is.
 *
 * Since: 0.9.3
 */
typedef enum {
    VIR_DOMAIN_CONTROL_OK = 0, /* free (Since: 0.9.3) */
    VIR_DOMAIN_CONTROL_JOB = 1, /* a job runs, questions are still answered (Since: 0.9.3) */
    VIR_DOMAIN_CONTROL_OCCUPIED = 2, /* a command waits for its answer (Since: 0.9.3) */
    VIR_DOMAIN_CONTROL_ERROR = 3 /* broken (Since: 0.9.3) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_CONTROL_LAST = 4 /* (Since: 0.9.10) */
#endif
} virDomainControlState;

/**
 * virDomainControlErrorReason:
 *
 * Why the channel is broken.
 *
 * Since: 1.2.14
 */
typedef enum {
    VIR_DOMAIN_CONTROL_ERROR_REASON_NONE = 0, /* it is not (Since: 1.2.14) */
    VIR_DOMAIN_CONTROL_ERROR_REASON_UNKNOWN = 1, /* not known (Since: 1.2.14) */
    VIR_DOMAIN_CONTROL_ERROR_REASON_MONITOR = 2, /* the connection to the process failed (Since: 1.2.14) */
    VIR_DOMAIN_CONTROL_ERROR_REASON_INTERNAL = 3 /* the library failed (Since: 1.2.14) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_CONTROL_ERROR_REASON_LAST = 4 /* (Since: 1.2.14) */
#endif
} virDomainControlErrorReason;

/**
 * virDomainModificationImpact:
 *
 * Which form of the domain a call concerns; LIVE and CONFIG may be joined.
 *
 * Since: 0.9.2
 */
typedef enum {
    /* what there is: the running one if it runs, else the stored one (Since: 0.9.2) */
    VIR_DOMAIN_AFFECT_CURRENT = 0,
    VIR_DOMAIN_AFFECT_LIVE = (1 << 0), /* the running one (Since: 0.9.2) */
    VIR_DOMAIN_AFFECT_CONFIG = (1 << 1) /* the stored one, for the next start (Since: 0.9.2) */
} virDomainModificationImpact;

/**
 * virDomainCreateFlags:
 *
 * How a domain is started.
 *
 * Since: 0.0.1
 */
typedef enum {
    VIR_DOMAIN_NONE = 0, /* as usual (Since: 0.0.1) */
    VIR_DOMAIN_START_PAUSED = (1 << 0), /* do not let the CPUs run yet (Since: 0.8.2) */
    VIR_DOMAIN_START_AUTODESTROY = (1 << 1), /* stop it when the connection closes (Since: 0.9.3) */
    VIR_DOMAIN_START_BYPASS_CACHE = (1 << 2), /* read the saved state past the host's cache (Since: 0.9.4) */
    VIR_DOMAIN_START_FORCE_BOOT = (1 << 3), /* drop a managed save image and boot (Since: 0.9.5) */
    VIR_DOMAIN_START_VALIDATE = (1 << 4), /* check the XML against its schema (Since: 1.2.12) */
    VIR_DOMAIN_START_RESET_NVRAM = (1 << 5) /* begin with fresh firmware variables (Since: 8.1.0) */
} virDomainCreateFlags;

/**
 * virDomainMemoryStatTags:
 *
 * Figures about a guest's memory, in KiB unless said otherwise.
 *
 * Since: 0.7.5
 */
typedef enum {
    VIR_DOMAIN_MEMORY_STAT_SWAP_IN = 0, /* read from swap (Since: 0.7.5) */
    VIR_DOMAIN_MEMORY_STAT_SWAP_OUT = 1, /* written to swap (Since: 0.7.5) */
    VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT = 2, /* number of page faults that needed a disk (Since: 0.7.5) */
    VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT = 3, /* number of page faults that did not (Since: 0.7.5) */
    VIR_DOMAIN_MEMORY_STAT_UNUSED = 4, /* not used at all (Since: 0.7.5) */
    VIR_DOMAIN_MEMORY_STAT_AVAILABLE = 5, /* what the guest can use in all (Since: 0.7.5) */
    VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON = 6, /* what the balloon leaves it (Since: 0.9.3) */
    VIR_DOMAIN_MEMORY_STAT_RSS = 7, /* held by the process on the host (Since: 0.9.10) */
    VIR_DOMAIN_MEMORY_STAT_USABLE = 8, /* what could be taken back without swapping (Since: 2.1.0) */
    /* when the guest reported, in seconds since 1970 (Since: 2.1.0) */
    VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE = 9,
    VIR_DOMAIN_MEMORY_STAT_DISK_CACHES = 10, /* used for caches (Since: 4.6.0) */
    VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC = 11, /* number of huge pages given out (Since: 5.4.0) */
    /* number of huge pages that could not be given out (Since: 5.4.0) */
    VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL = 12,
    VIR_DOMAIN_MEMORY_STAT_NR = 13 /* number of tags (Since: 0.7.5) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_MEMORY_STAT_LAST = 13 /* (Since: 0.9.10) */
#endif
} virDomainMemoryStatTags;

/**
 * virDomainCoreDumpFlags:
 *
 * How memory is dumped.
 *
 * Since: 0.7.5
 */
typedef enum {
    VIR_DUMP_CRASH = (1 << 0), /* stop the domain afterwards (Since: 0.7.5) */
    VIR_DUMP_LIVE = (1 << 1), /* let it run meanwhile (Since: 0.7.5) */
    VIR_DUMP_BYPASS_CACHE = (1 << 2), /* write past the host's cache (Since: 0.9.4) */
    VIR_DUMP_RESET = (1 << 3), /* reset the guest afterwards (Since: 0.9.7) */
    VIR_DUMP_MEMORY_ONLY = (1 << 4) /* memory only, in a format for analysis (Since: 0.9.13) */
} virDomainCoreDumpFlags;

/**
 * virDomainCoreDumpFormat:
 *
 * Formats of a dump.
 *
 * Since: 1.2.3
 */
typedef enum {
    VIR_DOMAIN_CORE_DUMP_FORMAT_RAW = 0, /* plain (Since: 1.2.3) */
    VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_ZLIB = 1, /* kdump compressed by zlib (Since: 1.2.3) */
    VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_LZO = 2, /* kdump compressed by lzo (Since: 1.2.3) */
    VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_SNAPPY = 3, /* kdump compressed by snappy (Since: 1.2.3) */
    VIR_DOMAIN_CORE_DUMP_FORMAT_WIN_DMP = 4 /* for Windows debuggers (Since: 7.4.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_CORE_DUMP_FORMAT_LAST = 5 /* (Since: 1.2.3) */
#endif
} virDomainCoreDumpFormat;

/**
 * virDomainMigrateFlags:
 *
 * How a domain is moved.
 *
 * Since: 0.3.2
 */
typedef enum {
    VIR_MIGRATE_LIVE = (1 << 0), /* let it run meanwhile (Since: 0.3.2) */
    VIR_MIGRATE_PEER2PEER = (1 << 1), /* the source connects to the destination by itself (Since: 0.7.2) */
    VIR_MIGRATE_TUNNELLED = (1 << 2), /* send data through that connection (Since: 0.7.2) */
    VIR_MIGRATE_PERSIST_DEST = (1 << 3), /* store the definition at the destination (Since: 0.7.3) */
    VIR_MIGRATE_UNDEFINE_SOURCE = (1 << 4), /* remove the definition at the source (Since: 0.7.3) */
    VIR_MIGRATE_PAUSED = (1 << 5), /* leave it paused at the destination (Since: 0.7.5) */
    VIR_MIGRATE_NON_SHARED_DISK = (1 << 6), /* copy the disks in full (Since: 0.8.2) */
    VIR_MIGRATE_NON_SHARED_INC = (1 << 7), /* copy the disks' top layers only (Since: 0.8.2) */
    VIR_MIGRATE_CHANGE_PROTECTION = (1 << 8), /* refuse changes of the definition meanwhile (Since: 0.9.4) */
    VIR_MIGRATE_UNSAFE = (1 << 9), /* even if disks could be damaged (Since: 0.9.11) */
    /* move only the definition of a domain that does not run (Since: 1.0.1) */
    VIR_MIGRATE_OFFLINE = (1 << 10),
    VIR_MIGRATE_COMPRESSED = (1 << 11), /* compress memory (Since: 1.0.3) */
    VIR_MIGRATE_ABORT_ON_ERROR = (1 << 12), /* give up when a disk fails (Since: 1.1.0) */
    VIR_MIGRATE_AUTO_CONVERGE = (1 << 13), /* slow the guest down until it can be caught up (Since: 1.2.3) */
    VIR_MIGRATE_RDMA_PIN_ALL = (1 << 14), /* lock all memory before RDMA starts (Since: 1.2.9) */
    VIR_MIGRATE_POSTCOPY = (1 << 15), /* allow virDomainMigrateStartPostCopy() (Since: 1.3.3) */
    VIR_MIGRATE_TLS = (1 << 16), /* encrypt the data (Since: 3.2.0) */
    VIR_MIGRATE_PARALLEL = (1 << 17), /* use several connections (Since: 5.2.0) */
    /* guest writes wait until they are at the destination too (Since: 8.0.0) */
    VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES = (1 << 18),
    VIR_MIGRATE_POSTCOPY_RESUME = (1 << 19), /* go on with a post-copy that broke off (Since: 8.5.0) */
    VIR_MIGRATE_ZEROCOPY = (1 << 20) /* send without copying inside the kernel (Since: 8.5.0) */
} virDomainMigrateFlags;

/**
 * virDomainMigrateMaxSpeedFlags:
 *
 * Which limit is meant.
 *
 * Since: 5.1.0
 */
typedef enum {
    VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY = (1 << 0) /* the one of the post-copy phase (Since: 5.1.0) */
} virDomainMigrateMaxSpeedFlags;

/**
 * virConnectGetDomainCapabilitiesFlags:
 *
 * What the answer contains.
 *
 * Since: 11.0.0
 */
typedef enum {
    /* show CPUs with their deprecated features switched off (Since: 11.0.0) */
    VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES = (1 << 0)
} virConnectGetDomainCapabilitiesFlags;

/**
 * virDomainShutdownFlagValues:
 *
 * Ways to ask a guest to power off; the driver chooses among those given.
 *
 * Since: 0.9.10
 */
typedef enum {
    VIR_DOMAIN_SHUTDOWN_DEFAULT = 0, /* the driver's choice (Since: 0.9.10) */
    VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN = 1, /* press the power button (Since: 0.9.10) */
    VIR_DOMAIN_SHUTDOWN_GUEST_AGENT = 2, /* ask the guest agent (Since: 0.9.10) */
    VIR_DOMAIN_SHUTDOWN_INITCTL = 4, /* write to the init process' pipe (containers) (Since: 1.0.1) */
    VIR_DOMAIN_SHUTDOWN_SIGNAL = 8, /* send a signal to the init process (containers) (Since: 1.0.1) */
    VIR_DOMAIN_SHUTDOWN_PARAVIRT = 16 /* ask the paravirtual driver (Since: 1.2.5) */
} virDomainShutdownFlagValues;

/**
 * virDomainRebootFlagValues:
 *
 * Ways to ask a guest to reboot; the driver chooses among those given.
 *
 * Since: 0.9.10
 */
typedef enum {
    VIR_DOMAIN_REBOOT_DEFAULT = 0, /* the driver's choice (Since: 0.9.10) */
    VIR_DOMAIN_REBOOT_ACPI_POWER_BTN = 1, /* press the power button (Since: 0.9.10) */
    VIR_DOMAIN_REBOOT_GUEST_AGENT = 2, /* ask the guest agent (Since: 0.9.10) */
    VIR_DOMAIN_REBOOT_INITCTL = 4, /* write to the init process' pipe (containers) (Since: 1.0.1) */
    VIR_DOMAIN_REBOOT_SIGNAL = 8, /* send a signal to the init process (containers) (Since: 1.0.1) */
    VIR_DOMAIN_REBOOT_PARAVIRT = 16 /* ask the paravirtual driver (Since: 1.2.5) */
} virDomainRebootFlagValues;

/**
 * virDomainDestroyFlagsValues:
 *
 * How a domain is stopped by force.
 *
 * Since: 0.9.4
 */
typedef enum {
    VIR_DOMAIN_DESTROY_DEFAULT = 0, /* as needed (Since: 0.9.10) */
    VIR_DOMAIN_DESTROY_GRACEFUL = (1 << 0), /* ask the process to end, but do not kill it (Since: 0.9.10) */
    VIR_DOMAIN_DESTROY_REMOVE_LOGS = (1 << 1) /* remove its logs too (Since: 8.3.0) */
} virDomainDestroyFlagsValues;

/**
 * virDomainSaveRestoreFlags:
 *
 * How a domain is saved and resumed.
 *
 * Since: 0.9.4
 */
typedef enum {
    VIR_DOMAIN_SAVE_BYPASS_CACHE = (1 << 0), /* past the host's cache (Since: 0.9.4) */
    VIR_DOMAIN_SAVE_RUNNING = (1 << 1), /* let it run after resuming (Since: 0.9.5) */
    VIR_DOMAIN_SAVE_PAUSED = (1 << 2), /* leave it paused after resuming (Since: 0.9.5) */
    VIR_DOMAIN_SAVE_RESET_NVRAM = (1 << 3) /* begin with fresh firmware variables (Since: 8.1.0) */
} virDomainSaveRestoreFlags;

/**
 * virDomainMemoryModFlags:
 *
 * Which form of the domain a memory call concerns.
 *
 * Since: 0.9.0
 */
typedef enum {
    /* what there is: the running one if it runs, else the stored one (Since: 0.9.1) */
    VIR_DOMAIN_MEM_CURRENT = 0,
    VIR_DOMAIN_MEM_LIVE = (1 << 0), /* the running one (Since: 0.9.0) */
    VIR_DOMAIN_MEM_CONFIG = (1 << 1), /* the stored one (Since: 0.9.0) */
    VIR_DOMAIN_MEM_MAXIMUM = (1 << 2) /* the maximum instead of the present size (Since: 0.9.1) */
} virDomainMemoryModFlags;

/**
 * virDomainNumatuneMemMode:
 *
 * How strictly memory stays on NUMA nodes.
 *
 * Since: 0.9.9
 */
typedef enum {
    VIR_DOMAIN_NUMATUNE_MEM_STRICT = 0, /* on these nodes or not at all (Since: 0.9.9) */
    VIR_DOMAIN_NUMATUNE_MEM_PREFERRED = 1, /* on these nodes if there is room (Since: 0.9.9) */
    VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE = 2, /* spread over these nodes (Since: 0.9.9) */
    /* on these nodes by control group only, it may be moved later (Since: 7.3.0) */
    VIR_DOMAIN_NUMATUNE_MEM_RESTRICTIVE = 3
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_NUMATUNE_MEM_LAST = 4 /* (Since: 0.9.9) */
#endif
} virDomainNumatuneMemMode;

/**
 * virDomainGetHostnameFlags:
 *
 * Whom to ask for the guest's name.
 *
 * Since: 6.1.0
 */
typedef enum {
    VIR_DOMAIN_GET_HOSTNAME_LEASE = (1 << 0), /* the DHCP leases (Since: 6.1.0) */
    VIR_DOMAIN_GET_HOSTNAME_AGENT = (1 << 1) /* the guest agent (Since: 6.1.0) */
} virDomainGetHostnameFlags;

/**
 * virDomainMetadataType:
 *
 * Parts of a domain's metadata.
 *
 * Since: 0.9.10
 */
typedef enum {
    VIR_DOMAIN_METADATA_DESCRIPTION = 0, /* a text of any length (Since: 0.9.10) */
    VIR_DOMAIN_METADATA_TITLE = 1, /* a short text in one line (Since: 0.9.10) */
    VIR_DOMAIN_METADATA_ELEMENT = 2 /* an element of a program's own namespace (Since: 0.9.10) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_METADATA_LAST = 3 /* (Since: 0.9.10) */
#endif
} virDomainMetadataType;

/**
 * virDomainXMLFlags:
 *
 * What the XML of a domain contains.
 *
 * Since: 0.3.3
 */
typedef enum {
    VIR_DOMAIN_XML_SECURE = (1 << 0), /* secrets too (Since: 0.3.3) */
    VIR_DOMAIN_XML_INACTIVE = (1 << 1), /* the stored form (Since: 0.3.3) */
    VIR_DOMAIN_XML_UPDATE_CPU = (1 << 2), /* the CPU as the host would provide it (Since: 0.8.0) */
    /* a form that older versions at a destination understand (Since: 1.0.0) */
    VIR_DOMAIN_XML_MIGRATABLE = (1 << 3)
} virDomainXMLFlags;

/**
 * virDomainSaveImageXMLFlags:
 *
 * What the XML of a saved file contains.
 *
 * Since: 5.1.0
 */
typedef enum {
    VIR_DOMAIN_SAVE_IMAGE_XML_SECURE = (1 << 0) /* secrets too (Since: 5.1.0) */
} virDomainSaveImageXMLFlags;

/**
 * virDomainBlockResizeFlags:
 *
 * How a disk is resized.
 *
 * Since: 0.9.11
 */
typedef enum {
    VIR_DOMAIN_BLOCK_RESIZE_BYTES = (1 << 0), /* the size is in bytes (Since: 0.9.11) */
    VIR_DOMAIN_BLOCK_RESIZE_CAPACITY = (1 << 1) /* grow to the size of the device behind it (Since: 10.0.0) */
} virDomainBlockResizeFlags;

/**
 * virDomainMemoryFlags:
 *
 * What kind of address is meant.
 *
 * Since: 0.4.4
 */
typedef enum {
    VIR_MEMORY_VIRTUAL = (1 << 0), /* virtual, of the current context (Since: 0.4.4) */
    VIR_MEMORY_PHYSICAL = (1 << 1) /* physical, of the guest (Since: 0.7.0) */
} virDomainMemoryFlags;

/**
 * virDomainDefineFlags:
 *
 * How a definition is read.
 *
 * Since: 1.2.12
 */
typedef enum {
    VIR_DOMAIN_DEFINE_VALIDATE = (1 << 0) /* check the XML against its schema (Since: 1.2.12) */
} virDomainDefineFlags;

/**
 * virDomainUndefineFlagsValues:
 *
 * What goes together with a definition, or stays.
 *
 * Since: 0.9.4
 */
typedef enum {
    VIR_DOMAIN_UNDEFINE_MANAGED_SAVE = (1 << 0), /* remove the managed save image (Since: 0.9.4) */
    VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA = (1 << 1), /* forget the snapshots (Since: 0.9.5) */
    VIR_DOMAIN_UNDEFINE_NVRAM = (1 << 2), /* remove the firmware variables (Since: 1.2.9) */
    VIR_DOMAIN_UNDEFINE_KEEP_NVRAM = (1 << 3), /* keep the firmware variables (Since: 2.3.0) */
    VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA = (1 << 4), /* forget the checkpoints (Since: 5.6.0) */
    VIR_DOMAIN_UNDEFINE_TPM = (1 << 5), /* remove the TPM's state (Since: 8.9.0) */
    VIR_DOMAIN_UNDEFINE_KEEP_TPM = (1 << 6) /* keep the TPM's state (Since: 8.9.0) */
} virDomainUndefineFlagsValues;

/**
 * virConnectListAllDomainsFlags:
 *
 * Which domains are listed.
 *
 * Since: 0.9.13
 */
typedef enum {
    VIR_CONNECT_LIST_DOMAINS_ACTIVE = (1 << 0), /* running (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_INACTIVE = (1 << 1), /* not running (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_PERSISTENT = (1 << 2), /* with a stored definition (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_TRANSIENT = (1 << 3), /* without one (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_RUNNING = (1 << 4), /* in state running (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_PAUSED = (1 << 5), /* in state paused (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_SHUTOFF = (1 << 6), /* in state shut off (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_OTHER = (1 << 7), /* in any other state (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE = (1 << 8), /* with a managed save image (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE = (1 << 9), /* without one (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_AUTOSTART = (1 << 10), /* started with the host (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART = (1 << 11), /* not started with the host (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT = (1 << 12), /* with snapshots (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT = (1 << 13), /* without (Since: 0.9.13) */
    VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT = (1 << 14), /* with checkpoints (Since: 5.6.0) */
    VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT = (1 << 15) /* without (Since: 5.6.0) */
} virConnectListAllDomainsFlags;

/**
 * virVcpuState:
 *
 * States of a virtual CPU.
 *
 * Since: 0.1.4
 */
typedef enum {
    VIR_VCPU_OFFLINE = 0, /* not in use (Since: 0.1.4) */
    VIR_VCPU_RUNNING = 1, /* runs (Since: 0.1.4) */
    VIR_VCPU_BLOCKED = 2 /* waits (Since: 0.1.4) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_VCPU_LAST = 3 /* (Since: 0.9.10) */
#endif
} virVcpuState;

/**
 * virVcpuHostCpuState:
 *
 * Stands in the place of a host CPU's number.
 *
 * Since: 6.10.0
 */
typedef enum {
    VIR_VCPU_INFO_CPU_OFFLINE = -1, /* the virtual CPU is not in use (Since: 6.10.0) */
    VIR_VCPU_INFO_CPU_UNAVAILABLE = -2 /* the driver cannot tell (Since: 6.10.0) */
} virVcpuHostCpuState;

/**
 * virDomainVcpuFlags:
 *
 * Which virtual CPUs a call concerns.
 *
 * Since: 0.8.5
 */
typedef enum {
    /* what there is: the running domain if it runs, else the stored one (Since: 0.9.4) */
    VIR_DOMAIN_VCPU_CURRENT = 0,
    VIR_DOMAIN_VCPU_LIVE = (1 << 0), /* the running domain (Since: 0.8.5) */
    VIR_DOMAIN_VCPU_CONFIG = (1 << 1), /* the stored domain (Since: 0.8.5) */
    VIR_DOMAIN_VCPU_MAXIMUM = (1 << 2), /* the maximum instead of the present number (Since: 0.8.5) */
    VIR_DOMAIN_VCPU_GUEST = (1 << 3), /* as the guest sees it, through its agent (Since: 1.1.0) */
    VIR_DOMAIN_VCPU_HOTPLUGGABLE = (1 << 4) /* new ones can be taken out again (Since: 2.4.0) */
} virDomainVcpuFlags;

/**
 * virDomainDeviceModifyFlags:
 *
 * Which form of the domain a change of devices concerns.
 *
 * Since: 0.7.7
 */
typedef enum {
    /* what there is: the running one if it runs, else the stored one (Since: 0.7.7) */
    VIR_DOMAIN_DEVICE_MODIFY_CURRENT = 0,
    VIR_DOMAIN_DEVICE_MODIFY_LIVE = (1 << 0), /* the running one (Since: 0.7.7) */
    VIR_DOMAIN_DEVICE_MODIFY_CONFIG = (1 << 1), /* the stored one (Since: 0.7.7) */
    /* even if the guest holds on to it, such as a locked tray (Since: 0.8.6) */
    VIR_DOMAIN_DEVICE_MODIFY_FORCE = (1 << 2)
} virDomainDeviceModifyFlags;

/**
 * virDomainStatsTypes:
 *
 * Groups of statistics.
 *
 * Since: 1.2.8
 */
typedef enum {
    VIR_DOMAIN_STATS_STATE = 1, /* state and reason (Since: 1.2.8) */
    VIR_DOMAIN_STATS_CPU_TOTAL = 2, /* CPU time (Since: 1.2.9) */
    VIR_DOMAIN_STATS_BALLOON = 4, /* memory (Since: 1.2.9) */
    VIR_DOMAIN_STATS_VCPU = 8, /* virtual CPUs (Since: 1.2.9) */
    VIR_DOMAIN_STATS_INTERFACE = 16, /* traffic of interfaces (Since: 1.2.9) */
    VIR_DOMAIN_STATS_BLOCK = 32, /* traffic and sizes of disks (Since: 1.2.9) */
    VIR_DOMAIN_STATS_PERF = 64, /* performance events (Since: 1.3.3) */
    VIR_DOMAIN_STATS_IOTHREAD = 128, /* I/O threads (Since: 4.10.0) */
    VIR_DOMAIN_STATS_MEMORY = 256, /* memory bandwidth by host cache group (Since: 6.0.0) */
    VIR_DOMAIN_STATS_DIRTYRATE = 512, /* speed at which memory changes (Since: 7.2.0) */
    /* figures as the hypervisor names them, which may change at any time (Since: 8.9.0) */
    VIR_DOMAIN_STATS_VM = 1024
} virDomainStatsTypes;

/**
 * virConnectGetAllDomainStatsFlags:
 *
 * Which domains are asked, and how.
 *
 * Since: 1.2.8
 */
typedef enum {
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE = (1 << 0), /* running (Since: 1.2.8) */
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE = (1 << 1), /* not running (Since: 1.2.8) */
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT = (1 << 2), /* with a stored definition (Since: 1.2.8) */
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT = (1 << 3), /* without one (Since: 1.2.8) */
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING = (1 << 4), /* in state running (Since: 1.2.8) */
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED = (1 << 5), /* in state paused (Since: 1.2.8) */
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF = (1 << 6), /* in state shut off (Since: 1.2.8) */
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER = (1 << 7), /* in any other state (Since: 1.2.8) */
    /* leave out what a busy domain cannot tell at once (Since: 4.5.0) */
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT = (1 << 29),
    /* list backing images of disks too (Since: 1.2.12) */
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING = (1 << 30),
    /* fail when a group is not supported (Since: 1.2.8) */
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS = (1U << 31)
} virConnectGetAllDomainStatsFlags;

/**
 * virDomainBlockJobType:
 *
 * Kinds of block jobs.
 *
 * Since: 0.9.4
 */
typedef enum {
    VIR_DOMAIN_BLOCK_JOB_TYPE_UNKNOWN = 0, /* not known (Since: 0.9.4) */
    VIR_DOMAIN_BLOCK_JOB_TYPE_PULL = 1, /* copies from backing images up (Since: 0.9.4) */
    VIR_DOMAIN_BLOCK_JOB_TYPE_COPY = 2, /* mirrors to another place (Since: 0.9.12) */
    VIR_DOMAIN_BLOCK_JOB_TYPE_COMMIT = 3, /* merges layers down (Since: 0.10.2) */
    VIR_DOMAIN_BLOCK_JOB_TYPE_ACTIVE_COMMIT = 4, /* merges down from the active layer (Since: 1.2.6) */
    VIR_DOMAIN_BLOCK_JOB_TYPE_BACKUP = 5 /* saves the contents (Since: 6.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_BLOCK_JOB_TYPE_LAST = 6 /* (Since: 0.9.10) */
#endif
} virDomainBlockJobType;

/**
 * virDomainBlockJobAbortFlags:
 *
 * How a block job is ended.
 *
 * Since: 0.9.12
 */
typedef enum {
    VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC = (1 << 0), /* do not wait for the end (Since: 0.9.12) */
    VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT = (1 << 1) /* switch to the new image (Since: 0.9.12) */
} virDomainBlockJobAbortFlags;

/**
 * virDomainBlockJobInfoFlags:
 *
 * Units of the answer.
 *
 * Since: 1.2.9
 */
typedef enum {
    /* the limit counts bytes/s, not MiB/s (Since: 1.2.9) */
    VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES = (1 << 0)
} virDomainBlockJobInfoFlags;

/**
 * virDomainBlockJobSetSpeedFlags:
 *
 * Units of the limit.
 *
 * Since: 1.2.9
 */
typedef enum {
    /* the limit counts bytes/s, not MiB/s (Since: 1.2.9) */
    VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES = (1 << 0)
} virDomainBlockJobSetSpeedFlags;

/**
 * virDomainBlockPullFlags:
 *
 * Units of the limit.
 *
 * Since: 1.2.9
 */
typedef enum {
    VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES = (1 << 6) /* the limit counts bytes/s, not MiB/s (Since: 1.2.9) */
} virDomainBlockPullFlags;

/**
 * virDomainBlockRebaseFlags:
 *
 * How a disk is rebased or copied.
 *
 * Since: 0.9.12
 */
typedef enum {
    VIR_DOMAIN_BLOCK_REBASE_SHALLOW = (1 << 0), /* copy the top layer only (Since: 0.9.12) */
    VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT = (1 << 1), /* the target exists already (Since: 0.9.12) */
    VIR_DOMAIN_BLOCK_REBASE_COPY_RAW = (1 << 2), /* make the target raw (Since: 0.9.12) */
    VIR_DOMAIN_BLOCK_REBASE_COPY = (1 << 3), /* copy instead of pull (Since: 0.9.12) */
    VIR_DOMAIN_BLOCK_REBASE_RELATIVE = (1 << 4), /* keep names of backing images relative (Since: 1.2.7) */
    VIR_DOMAIN_BLOCK_REBASE_COPY_DEV = (1 << 5), /* the target is a block device (Since: 1.2.9) */
    /* the limit counts bytes/s, not MiB/s (Since: 1.2.9) */
    VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES = (1 << 6)
} virDomainBlockRebaseFlags;

/**
 * virDomainBlockCopyFlags:
 *
 * How a disk is copied.
 *
 * Since: 1.2.8
 */
typedef enum {
    VIR_DOMAIN_BLOCK_COPY_SHALLOW = (1 << 0), /* the top layer only (Since: 1.2.8) */
    VIR_DOMAIN_BLOCK_COPY_REUSE_EXT = (1 << 1), /* the target exists already (Since: 1.2.8) */
    /* the job need not survive a restart of the domain (Since: 3.5.0) */
    VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB = (1 << 2),
    /* guest writes wait until they are in the copy too (Since: 8.0.0) */
    VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES = (1 << 3)
} virDomainBlockCopyFlags;

/**
 * virDomainBlockCommitFlags:
 *
 * How layers are merged.
 *
 * Since: 0.10.2
 */
typedef enum {
    /* the base is the image right below the top (Since: 0.10.2) */
    VIR_DOMAIN_BLOCK_COMMIT_SHALLOW = (1 << 0),
    VIR_DOMAIN_BLOCK_COMMIT_DELETE = (1 << 1), /* remove images that became superfluous (Since: 0.10.2) */
    VIR_DOMAIN_BLOCK_COMMIT_ACTIVE = (1 << 2), /* the top is the active layer (Since: 1.2.6) */
    VIR_DOMAIN_BLOCK_COMMIT_RELATIVE = (1 << 3), /* keep names of backing images relative (Since: 1.2.7) */
    /* the limit counts bytes/s, not MiB/s (Since: 1.2.9) */
    VIR_DOMAIN_BLOCK_COMMIT_BANDWIDTH_BYTES = (1 << 4)
} virDomainBlockCommitFlags;

/**
 * virDomainDiskErrorCode:
 *
 * Errors of a disk.
 *
 * Since: 0.9.10
 */
typedef enum {
    VIR_DOMAIN_DISK_ERROR_NONE = 0, /* none (Since: 0.9.10) */
    VIR_DOMAIN_DISK_ERROR_UNSPEC = 1, /* not said which (Since: 0.9.10) */
    VIR_DOMAIN_DISK_ERROR_NO_SPACE = 2 /* no room left (Since: 0.9.10) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_DISK_ERROR_LAST = 3 /* (Since: 0.9.10) */
#endif
} virDomainDiskErrorCode;

/**
 * virKeycodeSet:
 *
 * Where the code of a key comes from.
 *
 * Since: 0.9.3
 */
typedef enum {
    VIR_KEYCODE_SET_LINUX = 0, /* Linux input events (Since: 0.9.3) */
    VIR_KEYCODE_SET_XT = 1, /* XT keyboards (Since: 0.9.3) */
    VIR_KEYCODE_SET_ATSET1 = 2, /* AT keyboards, set 1 (Since: 0.9.3) */
    VIR_KEYCODE_SET_ATSET2 = 3, /* AT keyboards, set 2 (Since: 0.9.3) */
    VIR_KEYCODE_SET_ATSET3 = 4, /* AT keyboards, set 3 (Since: 0.9.3) */
    VIR_KEYCODE_SET_OSX = 5, /* macOS (Since: 0.9.4) */
    VIR_KEYCODE_SET_XT_KBD = 6, /* XT codes as Linux' old keyboard driver gives them (Since: 0.9.4) */
    VIR_KEYCODE_SET_USB = 7, /* USB HID (Since: 0.9.4) */
    VIR_KEYCODE_SET_WIN32 = 8, /* Windows (Since: 0.9.4) */
    VIR_KEYCODE_SET_QNUM = 9 /* XT codes with a high bit for extended keys, as VNC uses them (Since: 4.2.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_KEYCODE_SET_LAST = 10 /* (Since: 0.9.4) */
#endif
} virKeycodeSet;

/**
 * virDomainProcessSignal:
 *
 * Signals for processes in a guest, with fixed numbers whatever the guest's system.
 *
 * Since: 1.0.1
 */
typedef enum {
    VIR_DOMAIN_PROCESS_SIGNAL_NOP = 0, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_HUP = 1, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_INT = 2, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_QUIT = 3, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_ILL = 4, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_TRAP = 5, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_ABRT = 6, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_BUS = 7, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_FPE = 8, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_KILL = 9, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_USR1 = 10, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_SEGV = 11, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_USR2 = 12, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_PIPE = 13, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_ALRM = 14, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_TERM = 15, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_STKFLT = 16, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_CHLD = 17, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_CONT = 18, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_STOP = 19, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_TSTP = 20, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_TTIN = 21, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_TTOU = 22, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_URG = 23, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_XCPU = 24, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_XFSZ = 25, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_VTALRM = 26, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_PROF = 27, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_WINCH = 28, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_POLL = 29, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_PWR = 30, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_SYS = 31, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT0 = 32, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT1 = 33, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT2 = 34, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT3 = 35, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT4 = 36, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT5 = 37, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT6 = 38, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT7 = 39, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT8 = 40, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT9 = 41, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT10 = 42, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT11 = 43, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT12 = 44, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT13 = 45, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT14 = 46, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT15 = 47, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT16 = 48, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT17 = 49, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT18 = 50, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT19 = 51, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT20 = 52, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT21 = 53, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT22 = 54, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT23 = 55, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT24 = 56, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT25 = 57, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT26 = 58, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT27 = 59, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT28 = 60, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT29 = 61, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT30 = 62, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT31 = 63, /* (Since: 1.0.1) */
    VIR_DOMAIN_PROCESS_SIGNAL_RT32 = 64 /* (Since: 1.0.1) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_PROCESS_SIGNAL_LAST = 65 /* (Since: 1.0.1) */
#endif
} virDomainProcessSignal;

/**
 * virDomainEventType:
 *
 * What happened to a domain's life.
 *
 * Since: 0.5.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_DEFINED = 0, /* its definition was stored (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_UNDEFINED = 1, /* its definition was removed (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_STARTED = 2, /* it started (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_SUSPENDED = 3, /* it was paused (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_RESUMED = 4, /* it runs again (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_STOPPED = 5, /* it stopped (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_SHUTDOWN = 6, /* the guest powered off, the process still exists (Since: 0.9.8) */
    VIR_DOMAIN_EVENT_PMSUSPENDED = 7, /* it sleeps by its own power management (Since: 0.10.2) */
    VIR_DOMAIN_EVENT_CRASHED = 8 /* it fell (Since: 1.1.1) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_LAST = 9 /* (Since: 0.9.10) */
#endif
} virDomainEventType;

/**
 * virDomainEventDefinedDetailType:
 *
 * Details of VIR_DOMAIN_EVENT_DEFINED.
 *
 * Since: 0.5.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_DEFINED_ADDED = 0, /* it is new (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_DEFINED_UPDATED = 1, /* it was changed (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_DEFINED_RENAMED = 2, /* it has a new name (Since: 1.2.19) */
    VIR_DOMAIN_EVENT_DEFINED_FROM_SNAPSHOT = 3 /* it came from a snapshot (Since: 1.3.3) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_DEFINED_LAST = 4 /* (Since: 0.9.10) */
#endif
} virDomainEventDefinedDetailType;

/**
 * virDomainEventUndefinedDetailType:
 *
 * Details of VIR_DOMAIN_EVENT_UNDEFINED.
 *
 * Since: 0.5.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_UNDEFINED_REMOVED = 0, /* it was removed (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_UNDEFINED_RENAMED = 1 /* its name is gone (Since: 1.2.19) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_UNDEFINED_LAST = 2 /* (Since: 0.9.10) */
#endif
} virDomainEventUndefinedDetailType;

/**
 * virDomainEventStartedDetailType:
 *
 * Details of VIR_DOMAIN_EVENT_STARTED.
 *
 * Since: 0.5.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_STARTED_BOOTED = 0, /* started anew (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_STARTED_MIGRATED = 1, /* came from another host (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_STARTED_RESTORED = 2, /* resumed from a saved file (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT = 3, /* returned to a snapshot (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_STARTED_WAKEUP = 4 /* woke from sleep (Since: 0.9.11) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_STARTED_LAST = 5 /* (Since: 0.9.10) */
#endif
} virDomainEventStartedDetailType;

/**
 * virDomainEventSuspendedDetailType:
 *
 * Details of VIR_DOMAIN_EVENT_SUSPENDED.
 *
 * Since: 0.5.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_SUSPENDED_PAUSED = 0, /* somebody asked (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED = 1, /* for the last step of a migration (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_SUSPENDED_IOERROR = 2, /* a disk failed (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_SUSPENDED_WATCHDOG = 3, /* its watchdog ran out (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_SUSPENDED_RESTORED = 4, /* resumed from a file in paused state (Since: 0.9.5) */
    VIR_DOMAIN_EVENT_SUSPENDED_FROM_SNAPSHOT = 5, /* returned to a paused snapshot (Since: 0.9.5) */
    VIR_DOMAIN_EVENT_SUSPENDED_API_ERROR = 6, /* an operation failed and left it so (Since: 1.0.1) */
    VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY = 7, /* it runs at the destination already (Since: 1.3.3) */
    VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY_FAILED = 8 /* sending its memory broke off (Since: 1.3.3) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_SUSPENDED_LAST = 9 /* (Since: 0.9.10) */
#endif
} virDomainEventSuspendedDetailType;

/**
 * virDomainEventResumedDetailType:
 *
 * Details of VIR_DOMAIN_EVENT_RESUMED.
 *
 * Since: 0.5.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_RESUMED_UNPAUSED = 0, /* somebody asked (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_RESUMED_MIGRATED = 1, /* a migration ended (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_RESUMED_FROM_SNAPSHOT = 2, /* returned to a running snapshot (Since: 0.9.5) */
    VIR_DOMAIN_EVENT_RESUMED_POSTCOPY = 3, /* its memory still arrives (Since: 1.3.3) */
    VIR_DOMAIN_EVENT_RESUMED_POSTCOPY_FAILED = 4 /* the arrival of memory broke off (Since: 8.5.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_RESUMED_LAST = 5 /* (Since: 0.9.10) */
#endif
} virDomainEventResumedDetailType;

/**
 * virDomainEventStoppedDetailType:
 *
 * Details of VIR_DOMAIN_EVENT_STOPPED.
 *
 * Since: 0.5.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN = 0, /* powered off in order (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_STOPPED_DESTROYED = 1, /* by force (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_STOPPED_CRASHED = 2, /* fell (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_STOPPED_MIGRATED = 3, /* moved to another host (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_STOPPED_SAVED = 4, /* saved to a file (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_STOPPED_FAILED = 5, /* the hypervisor failed (Since: 0.5.0) */
    VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT = 6 /* returned to a snapshot that was off (Since: 0.8.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_STOPPED_LAST = 7 /* (Since: 0.9.10) */
#endif
} virDomainEventStoppedDetailType;

/**
 * virDomainEventShutdownDetailType:
 *
 * Details of VIR_DOMAIN_EVENT_SHUTDOWN.
 *
 * Since: 0.9.8
 */
typedef enum {
    VIR_DOMAIN_EVENT_SHUTDOWN_FINISHED = 0, /* the guest is down (Since: 0.9.8) */
    VIR_DOMAIN_EVENT_SHUTDOWN_GUEST = 1, /* the guest wanted it (Since: 3.4.0) */
    VIR_DOMAIN_EVENT_SHUTDOWN_HOST = 2 /* the host wanted it (Since: 3.4.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_SHUTDOWN_LAST = 3 /* (Since: 0.9.10) */
#endif
} virDomainEventShutdownDetailType;

/**
 * virDomainEventPMSuspendedDetailType:
 *
 * Details of VIR_DOMAIN_EVENT_PMSUSPENDED.
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY = 0, /* memory is kept (Since: 0.10.2) */
    VIR_DOMAIN_EVENT_PMSUSPENDED_DISK = 1 /* memory is on disk (Since: 1.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_PMSUSPENDED_LAST = 2 /* (Since: 0.10.2) */
#endif
} virDomainEventPMSuspendedDetailType;

/**
 * virDomainEventCrashedDetailType:
 *
 * Details of VIR_DOMAIN_EVENT_CRASHED.
 *
 * Since: 1.1.1
 */
typedef enum {
    VIR_DOMAIN_EVENT_CRASHED_PANICKED = 0, /* the guest's kernel panicked (Since: 1.1.1) */
    /* the guest's kernel panicked and goes on with its crash kernel (Since: 6.1.0) */
    VIR_DOMAIN_EVENT_CRASHED_CRASHLOADED = 1
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_CRASHED_LAST = 2 /* (Since: 1.1.1) */
#endif
} virDomainEventCrashedDetailType;

/**
 * virDomainMemoryFailureRecipientType:
 *
 * Whose memory failed.
 *
 * Since: 6.9.0
 */
typedef enum {
    /* memory of the process itself (Since: 6.9.0) */
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_HYPERVISOR = 0,
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_GUEST = 1 /* memory of the guest (Since: 6.9.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_LAST = 2 /* (Since: 6.9.0) */
#endif
} virDomainMemoryFailureRecipientType;

/**
 * virDomainMemoryFailureActionType:
 *
 * What was done about failed memory.
 *
 * Since: 6.9.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_IGNORE = 0, /* nothing, it can be waited for (Since: 6.9.0) */
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_INJECT = 1, /* the guest was told (Since: 6.9.0) */
    /* nothing can be done, the process ends (Since: 6.9.0) */
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_FATAL = 2,
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_RESET = 3 /* the guest cannot cope and is reset (Since: 6.9.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_LAST = 4 /* (Since: 6.9.0) */
#endif
} virDomainMemoryFailureActionType;

/**
 * virDomainMemoryFailureFlags:
 *
 * What is known about failed memory.
 *
 * Since: 6.9.0
 */
typedef enum {
    VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED = (1 << 0), /* the guest must act at once (Since: 6.9.0) */
    /* it failed while an earlier failure was handled (Since: 6.9.0) */
    VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE = (1 << 1)
} virDomainMemoryFailureFlags;

/**
 * virDomainJobType:
 *
 * How a job is.
 *
 * Since: 0.7.7
 */
typedef enum {
    VIR_DOMAIN_JOB_NONE = 0, /* there is none (Since: 0.7.7) */
    VIR_DOMAIN_JOB_BOUNDED = 1, /* runs and its end can be estimated (Since: 0.7.7) */
    VIR_DOMAIN_JOB_UNBOUNDED = 2, /* runs, its end is not known (Since: 0.7.7) */
    VIR_DOMAIN_JOB_COMPLETED = 3, /* done, cleaning up (Since: 0.7.7) */
    VIR_DOMAIN_JOB_FAILED = 4, /* failed, cleaning up (Since: 0.7.7) */
    VIR_DOMAIN_JOB_CANCELLED = 5 /* given up, cleaning up (Since: 0.7.7) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_JOB_LAST = 6 /* (Since: 0.9.10) */
#endif
} virDomainJobType;

/**
 * virDomainGetJobStatsFlags:
 *
 * Which job is asked for.
 *
 * Since: 1.2.9
 */
typedef enum {
    VIR_DOMAIN_JOB_STATS_COMPLETED = (1 << 0), /* the last one that ended (Since: 1.2.9) */
    /* and keep its figures for the next question (Since: 6.0.0) */
    VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED = (1 << 1)
} virDomainGetJobStatsFlags;

/**
 * virDomainAbortJobFlagsValues:
 *
 * How a job is stopped.
 *
 * Since: 8.5.0
 */
typedef enum {
    /* break off a post-copy migration, which can be resumed (Since: 8.5.0) */
    VIR_DOMAIN_ABORT_JOB_POSTCOPY = (1 << 0)
} virDomainAbortJobFlagsValues;

/**
 * virDomainJobOperation:
 *
 * What a job is about.
 *
 * Since: 3.3.0
 */
typedef enum {
    VIR_DOMAIN_JOB_OPERATION_UNKNOWN = 0, /* not known (Since: 3.3.0) */
    VIR_DOMAIN_JOB_OPERATION_START = 1, /* starting (Since: 3.3.0) */
    VIR_DOMAIN_JOB_OPERATION_SAVE = 2, /* saving (Since: 3.3.0) */
    VIR_DOMAIN_JOB_OPERATION_RESTORE = 3, /* resuming from a file (Since: 3.3.0) */
    VIR_DOMAIN_JOB_OPERATION_MIGRATION_IN = 4, /* arriving from another host (Since: 3.3.0) */
    VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT = 5, /* leaving for another host (Since: 3.3.0) */
    VIR_DOMAIN_JOB_OPERATION_SNAPSHOT = 6, /* making a snapshot (Since: 3.3.0) */
    VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_REVERT = 7, /* returning to a snapshot (Since: 3.3.0) */
    VIR_DOMAIN_JOB_OPERATION_DUMP = 8, /* dumping memory (Since: 3.3.0) */
    VIR_DOMAIN_JOB_OPERATION_BACKUP = 9, /* saving disks (Since: 6.0.0) */
    VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_DELETE = 10 /* removing a snapshot (Since: 9.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_JOB_OPERATION_LAST = 11 /* (Since: 3.3.0) */
#endif
} virDomainJobOperation;

/**
 * virDomainEventWatchdogAction:
 *
 * What was done when a watchdog ran out.
 *
 * Since: 0.8.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_WATCHDOG_NONE = 0, /* nothing (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_WATCHDOG_PAUSE = 1, /* paused (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_WATCHDOG_RESET = 2, /* reset (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF = 3, /* stopped by force (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN = 4, /* asked to power off (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_WATCHDOG_DEBUG = 5, /* only noted (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_WATCHDOG_INJECTNMI = 6 /* sent an interrupt (Since: 1.2.17) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_WATCHDOG_LAST = 7 /* (Since: 0.9.10) */
#endif
} virDomainEventWatchdogAction;

/**
 * virDomainEventIOErrorAction:
 *
 * What was done on an I/O error.
 *
 * Since: 0.8.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_IO_ERROR_NONE = 0, /* nothing (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_IO_ERROR_PAUSE = 1, /* the domain was paused (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_IO_ERROR_REPORT = 2 /* the guest was told (Since: 0.8.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_IO_ERROR_LAST = 3 /* (Since: 0.9.10) */
#endif
} virDomainEventIOErrorAction;

/**
 * virDomainEventGraphicsPhase:
 *
 * What a client of a graphics server does.
 *
 * Since: 0.8.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_GRAPHICS_CONNECT = 0, /* connects (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_GRAPHICS_INITIALIZE = 1, /* has proved who it is and begins (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT = 2 /* leaves (Since: 0.8.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_GRAPHICS_LAST = 3 /* (Since: 0.9.10) */
#endif
} virDomainEventGraphicsPhase;

/**
 * virDomainEventGraphicsAddressType:
 *
 * Kinds of addresses of a graphics connection.
 *
 * Since: 0.8.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4 = 0, /* (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV6 = 1, /* (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_UNIX = 2 /* (Since: 0.9.7) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_LAST = 3 /* (Since: 0.9.10) */
#endif
} virDomainEventGraphicsAddressType;

/**
 * virConnectDomainEventBlockJobStatus:
 *
 * How a block job is.
 *
 * Since: 0.9.4
 */
typedef enum {
    VIR_DOMAIN_BLOCK_JOB_COMPLETED = 0, /* done (Since: 0.9.4) */
    VIR_DOMAIN_BLOCK_JOB_FAILED = 1, /* failed (Since: 0.9.4) */
    VIR_DOMAIN_BLOCK_JOB_CANCELED = 2, /* given up (Since: 0.9.12) */
    VIR_DOMAIN_BLOCK_JOB_READY = 3 /* in step, it can be ended either way (Since: 1.0.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_BLOCK_JOB_LAST = 4 /* (Since: 0.9.10) */
#endif
} virConnectDomainEventBlockJobStatus;

/**
 * virConnectDomainEventDiskChangeReason:
 *
 * Why a disk has another medium.
 *
 * Since: 0.9.7
 */
typedef enum {
    /* its source was missing at the start and was taken out (Since: 0.9.7) */
    VIR_DOMAIN_EVENT_DISK_CHANGE_MISSING_ON_START = 0,
    /* its source was missing at the start and the disk was dropped (Since: 1.1.2) */
    VIR_DOMAIN_EVENT_DISK_DROP_MISSING_ON_START = 1
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_DISK_CHANGE_LAST = 2 /* (Since: 0.9.10) */
#endif
} virConnectDomainEventDiskChangeReason;

/**
 * virDomainEventTrayChangeReason:
 *
 * How a tray moved.
 *
 * Since: 0.9.11
 */
typedef enum {
    VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN = 0, /* it opened (Since: 0.9.11) */
    VIR_DOMAIN_EVENT_TRAY_CHANGE_CLOSE = 1 /* it shut (Since: 0.9.11) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_TRAY_CHANGE_LAST = 2 /* (Since: 0.9.11) */
#endif
} virDomainEventTrayChangeReason;

/**
 * virConnectDomainEventAgentLifecycleState:
 *
 * Whether the guest agent can be reached.
 *
 * Since: 1.2.11
 */
typedef enum {
    VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED = 1, /* (Since: 1.2.11) */
    VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_DISCONNECTED = 2 /* (Since: 1.2.11) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_LAST = 3 /* (Since: 1.2.11) */
#endif
} virConnectDomainEventAgentLifecycleState;

/**
 * virConnectDomainEventAgentLifecycleReason:
 *
 * Why that changed.
 *
 * Since: 1.2.11
 */
typedef enum {
    VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_UNKNOWN = 0, /* not known (Since: 1.2.11) */
    /* the domain started (Since: 1.2.11) */
    VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_DOMAIN_STARTED = 1,
    /* its channel was opened or closed (Since: 1.2.11) */
    VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_CHANNEL = 2
#ifdef VIR_ENUM_SENTINELS
    , VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_LAST = 3 /* (Since: 1.2.11) */
#endif
} virConnectDomainEventAgentLifecycleReason;

/**
 * virDomainEventID:
 *
 * Kinds of domain events, each with the type of its callback.
 *
 * Since: 0.8.0
 */
typedef enum {
    VIR_DOMAIN_EVENT_ID_LIFECYCLE = 0, /* virConnectDomainEventCallback (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_ID_REBOOT = 1, /* virConnectDomainEventGenericCallback (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_ID_RTC_CHANGE = 2, /* virConnectDomainEventRTCChangeCallback (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_ID_WATCHDOG = 3, /* virConnectDomainEventWatchdogCallback (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_ID_IO_ERROR = 4, /* virConnectDomainEventIOErrorCallback (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_ID_GRAPHICS = 5, /* virConnectDomainEventGraphicsCallback (Since: 0.8.0) */
    VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON = 6, /* virConnectDomainEventIOErrorReasonCallback (Since: 0.8.1) */
    VIR_DOMAIN_EVENT_ID_CONTROL_ERROR = 7, /* virConnectDomainEventGenericCallback (Since: 0.9.2) */
    /* virConnectDomainEventBlockJobCallback, disk by path (Since: 0.9.4) */
    VIR_DOMAIN_EVENT_ID_BLOCK_JOB = 8,
    VIR_DOMAIN_EVENT_ID_DISK_CHANGE = 9, /* virConnectDomainEventDiskChangeCallback (Since: 0.9.7) */
    VIR_DOMAIN_EVENT_ID_TRAY_CHANGE = 10, /* virConnectDomainEventTrayChangeCallback (Since: 0.9.11) */
    VIR_DOMAIN_EVENT_ID_PMWAKEUP = 11, /* virConnectDomainEventPMWakeupCallback (Since: 0.9.11) */
    VIR_DOMAIN_EVENT_ID_PMSUSPEND = 12, /* virConnectDomainEventPMSuspendCallback (Since: 0.9.11) */
    VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE = 13, /* virConnectDomainEventBalloonChangeCallback (Since: 0.10.0) */
    VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK = 14, /* virConnectDomainEventPMSuspendDiskCallback (Since: 1.0.0) */
    VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED = 15, /* virConnectDomainEventDeviceRemovedCallback (Since: 1.1.1) */
    /* virConnectDomainEventBlockJobCallback, disk by target name (Since: 1.2.6) */
    VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2 = 16,
    VIR_DOMAIN_EVENT_ID_TUNABLE = 17, /* virConnectDomainEventTunableCallback (Since: 1.2.9) */
    /* virConnectDomainEventAgentLifecycleCallback (Since: 1.2.11) */
    VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE = 18,
    VIR_DOMAIN_EVENT_ID_DEVICE_ADDED = 19, /* virConnectDomainEventDeviceAddedCallback (Since: 1.2.15) */
    /* virConnectDomainEventMigrationIterationCallback (Since: 1.3.2) */
    VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION = 20,
    VIR_DOMAIN_EVENT_ID_JOB_COMPLETED = 21, /* virConnectDomainEventJobCompletedCallback (Since: 1.3.3) */
    /* virConnectDomainEventDeviceRemovalFailedCallback (Since: 1.3.4) */
    VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED = 22,
    VIR_DOMAIN_EVENT_ID_METADATA_CHANGE = 23, /* virConnectDomainEventMetadataChangeCallback (Since: 3.0.0) */
    VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD = 24, /* virConnectDomainEventBlockThresholdCallback (Since: 3.2.0) */
    VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE = 25, /* virConnectDomainEventMemoryFailureCallback (Since: 6.9.0) */
    /* virConnectDomainEventMemoryDeviceSizeChangeCallback (Since: 7.9.0) */
    VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE = 26,
    VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE = 27 /* virConnectDomainEventNICMACChangeCallback (Since: 11.2.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_EVENT_ID_LAST = 28 /* (Since: 0.8.0) */
#endif
} virDomainEventID;

/**
 * virDomainConsoleFlags:
 *
 * How a console is opened.
 *
 * Since: 0.9.11
 */
typedef enum {
    VIR_DOMAIN_CONSOLE_FORCE = (1 << 0), /* throw out whoever has it open (Since: 0.9.11) */
    VIR_DOMAIN_CONSOLE_SAFE = (1 << 1) /* only if no two can have it open at once (Since: 0.9.11) */
} virDomainConsoleFlags;

/**
 * virDomainChannelFlags:
 *
 * How a channel is opened.
 *
 * Since: 1.0.2
 */
typedef enum {
    VIR_DOMAIN_CHANNEL_FORCE = (1 << 0) /* throw out whoever has it open (Since: 1.0.2) */
} virDomainChannelFlags;

/**
 * virDomainOpenGraphicsFlags:
 *
 * How a graphics server is opened.
 *
 * Since: 0.9.7
 */
typedef enum {
    VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH = (1 << 0) /* without a password (Since: 0.9.7) */
} virDomainOpenGraphicsFlags;

/**
 * virDomainSetTimeFlags:
 *
 * How a clock is set.
 *
 * Since: 1.2.5
 */
typedef enum {
    VIR_DOMAIN_TIME_SYNC = (1 << 0) /* from the guest's own hardware clock (Since: 1.2.5) */
} virDomainSetTimeFlags;

/**
 * virSchedParameterType:
 *
 * Old names of virTypedParameterType.
 *
 * Since: 0.2.3
 */
typedef enum {
    VIR_DOMAIN_SCHED_FIELD_INT = 1, /* (Since: 0.2.3) */
    VIR_DOMAIN_SCHED_FIELD_UINT = 2, /* (Since: 0.2.3) */
    VIR_DOMAIN_SCHED_FIELD_LLONG = 3, /* (Since: 0.2.3) */
    VIR_DOMAIN_SCHED_FIELD_ULLONG = 4, /* (Since: 0.2.3) */
    VIR_DOMAIN_SCHED_FIELD_DOUBLE = 5, /* (Since: 0.2.3) */
    VIR_DOMAIN_SCHED_FIELD_BOOLEAN = 6 /* (Since: 0.2.3) */
} virSchedParameterType;

/**
 * virBlkioParameterType:
 *
 * Old names of virTypedParameterType.
 *
 * Since: 0.9.0
 */
typedef enum {
    VIR_DOMAIN_BLKIO_PARAM_INT = 1, /* (Since: 0.9.0) */
    VIR_DOMAIN_BLKIO_PARAM_UINT = 2, /* (Since: 0.9.0) */
    VIR_DOMAIN_BLKIO_PARAM_LLONG = 3, /* (Since: 0.9.0) */
    VIR_DOMAIN_BLKIO_PARAM_ULLONG = 4, /* (Since: 0.9.0) */
    VIR_DOMAIN_BLKIO_PARAM_DOUBLE = 5, /* (Since: 0.9.0) */
    VIR_DOMAIN_BLKIO_PARAM_BOOLEAN = 6 /* (Since: 0.9.0) */
} virBlkioParameterType;

/**
 * virMemoryParameterType:
 *
 * Old names of virTypedParameterType.
 *
 * Since: 0.8.5
 */
typedef enum {
    VIR_DOMAIN_MEMORY_PARAM_INT = 1, /* (Since: 0.8.5) */
    VIR_DOMAIN_MEMORY_PARAM_UINT = 2, /* (Since: 0.8.5) */
    VIR_DOMAIN_MEMORY_PARAM_LLONG = 3, /* (Since: 0.8.5) */
    VIR_DOMAIN_MEMORY_PARAM_ULLONG = 4, /* (Since: 0.8.5) */
    VIR_DOMAIN_MEMORY_PARAM_DOUBLE = 5, /* (Since: 0.8.5) */
    VIR_DOMAIN_MEMORY_PARAM_BOOLEAN = 6 /* (Since: 0.8.5) */
} virMemoryParameterType;

/**
 * virDomainInterfaceAddressesSource:
 *
 * Whom to ask for addresses of a guest.
 *
 * Since: 1.2.14
 */
typedef enum {
    /* the DHCP leases of its virtual networks (Since: 1.2.14) */
    VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE = 0,
    VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT = 1, /* the guest agent (Since: 1.2.14) */
    VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP = 2 /* the host's ARP table (Since: 4.2.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LAST = 3 /* (Since: 1.2.14) */
#endif
} virDomainInterfaceAddressesSource;

/**
 * virDomainSetUserPasswordFlags:
 *
 * Form of a password.
 *
 * Since: 1.2.16
 */
typedef enum {
    VIR_DOMAIN_PASSWORD_ENCRYPTED = (1 << 0) /* it is encrypted as the guest stores it (Since: 1.2.16) */
} virDomainSetUserPasswordFlags;

/**
 * virDomainLifecycle:
 *
 * Occasions in a domain's life.
 *
 * Since: 3.9.0
 */
typedef enum {
    VIR_DOMAIN_LIFECYCLE_POWEROFF = 0, /* the guest powers off (Since: 3.9.0) */
    VIR_DOMAIN_LIFECYCLE_REBOOT = 1, /* the guest reboots (Since: 3.9.0) */
    VIR_DOMAIN_LIFECYCLE_CRASH = 2 /* the guest crashes (Since: 3.9.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_LIFECYCLE_LAST = 3 /* (Since: 3.9.0) */
#endif
} virDomainLifecycle;

/**
 * virDomainLifecycleAction:
 *
 * What happens on these occasions.
 *
 * Since: 3.9.0
 */
typedef enum {
    VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY = 0, /* stop it (Since: 3.9.0) */
    VIR_DOMAIN_LIFECYCLE_ACTION_RESTART = 1, /* start it anew (Since: 3.9.0) */
    VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME = 2, /* start it anew under another name (Since: 3.9.0) */
    VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE = 3, /* keep it for analysis (Since: 3.9.0) */
    VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY = 4, /* dump its memory and stop it (Since: 3.9.0) */
    VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART = 5 /* dump its memory and start it anew (Since: 3.9.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_LIFECYCLE_ACTION_LAST = 6 /* (Since: 3.9.0) */
#endif
} virDomainLifecycleAction;

/**
 * virDomainGuestInfoTypes:
 *
 * What to ask the guest agent.
 *
 * Since: 5.7.0
 */
typedef enum {
    VIR_DOMAIN_GUEST_INFO_USERS = 1, /* who is logged in (Since: 5.7.0) */
    VIR_DOMAIN_GUEST_INFO_OS = 2, /* operating system (Since: 5.7.0) */
    VIR_DOMAIN_GUEST_INFO_TIMEZONE = 4, /* time zone (Since: 5.7.0) */
    VIR_DOMAIN_GUEST_INFO_HOSTNAME = 8, /* host name (Since: 5.7.0) */
    VIR_DOMAIN_GUEST_INFO_FILESYSTEM = 16, /* file systems (Since: 5.7.0) */
    VIR_DOMAIN_GUEST_INFO_DISKS = 32, /* disks (Since: 7.0.0) */
    VIR_DOMAIN_GUEST_INFO_INTERFACES = 64, /* network interfaces (Since: 7.10.0) */
    VIR_DOMAIN_GUEST_INFO_LOAD = 128 /* load (Since: 11.2.0) */
} virDomainGuestInfoTypes;

/**
 * virDomainAgentResponseTimeoutValues:
 *
 * Special times to wait for the guest agent.
 *
 * Since: 5.10.0
 */
typedef enum {
    VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK = -2, /* for ever (Since: 5.10.0) */
    VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_DEFAULT = -1, /* the library's default (Since: 5.10.0) */
    VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_NOWAIT = 0 /* not at all (Since: 5.10.0) */
} virDomainAgentResponseTimeoutValues;

/**
 * virDomainBackupBeginFlags:
 *
 * How a backup starts.
 *
 * Since: 6.0.0
 */
typedef enum {
    VIR_DOMAIN_BACKUP_BEGIN_REUSE_EXTERNAL = (1 << 0) /* the target files exist already (Since: 6.0.0) */
} virDomainBackupBeginFlags;

/**
 * virDomainAuthorizedSSHKeysSetFlags:
 *
 * What happens with the keys given.
 *
 * Since: 6.10.0
 */
typedef enum {
    VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND = (1 << 0), /* add them (Since: 6.10.0) */
    VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE = (1 << 1) /* remove them (Since: 6.10.0) */
} virDomainAuthorizedSSHKeysSetFlags;

/**
 * virDomainMessageType:
 *
 * Kinds of texts about a domain.
 *
 * Since: 7.1.0
 */
typedef enum {
    VIR_DOMAIN_MESSAGE_DEPRECATION = 1, /* it uses something that will go away (Since: 7.1.0) */
    VIR_DOMAIN_MESSAGE_TAINTING = 2, /* something was done to it that is not supported (Since: 7.1.0) */
    VIR_DOMAIN_MESSAGE_IOERRORS = 4 /* its disks failed (Since: 11.1.0) */
} virDomainMessageType;

/**
 * virDomainDirtyRateStatus:
 *
 * How a measurement of changing memory is.
 *
 * Since: 7.2.0
 */
typedef enum {
    VIR_DOMAIN_DIRTYRATE_UNSTARTED = 0, /* none was started (Since: 7.2.0) */
    VIR_DOMAIN_DIRTYRATE_MEASURING = 1, /* runs (Since: 7.2.0) */
    VIR_DOMAIN_DIRTYRATE_MEASURED = 2 /* done (Since: 7.2.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_DIRTYRATE_LAST = 3 /* (Since: 7.2.0) */
#endif
} virDomainDirtyRateStatus;

/**
 * virDomainDirtyRateCalcFlags:
 *
 * How changing memory is measured.
 *
 * Since: 8.1.0
 */
typedef enum {
    VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING = 0, /* by samples (Since: 8.1.0) */
    VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP = (1 << 0), /* by bit map (Since: 8.1.0) */
    VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING = (1 << 1) /* by ring, per virtual CPU (Since: 8.1.0) */
} virDomainDirtyRateCalcFlags;

/**
 * virDomainFDAssociateFlags:
 *
 * What happens to the security label of associated files.
 *
 * Since: 9.0.0
 */
typedef enum {
    VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_RESTORE = (1 << 0), /* try to restore it afterwards (Since: 9.0.0) */
    VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_WRITABLE = (1 << 1) /* set one that allows writing (Since: 9.0.0) */
} virDomainFDAssociateFlags;

/**
 * virDomainGraphicsReloadType:
 *
 * Which graphics server reads its files again.
 *
 * Since: 10.2.0
 */
typedef enum {
    VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_ANY = 0, /* the one there is (Since: 10.2.0) */
    VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_VNC = 1 /* the VNC server (Since: 10.2.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_LAST = 2 /* (Since: 10.2.0) */
#endif
} virDomainGraphicsReloadType;

/**
 * VIR_KEYCODE_SET_RFB:
 *
 * Old name of VIR_KEYCODE_SET_QNUM.
 *
 * Since: 0.9.5
 */
#define VIR_KEYCODE_SET_RFB VIR_KEYCODE_SET_QNUM

/**
 * VIR_USE_CPU:
 *
 * Sets the bit of CPU number cpu in the byte array cpumap; CPU 0 is the lowest bit of byte 0.
 *
 * Since: 0.1.4
 */
#define VIR_USE_CPU(cpumap, cpu) \
    ((cpumap)[(cpu) / 8] |= (1 << ((cpu) % 8)))

/**
 * VIR_UNUSE_CPU:
 *
 * Clears the bit of CPU number cpu in the byte array cpumap.
 *
 * Since: 0.1.4
 */
#define VIR_UNUSE_CPU(cpumap, cpu) \
    ((cpumap)[(cpu) / 8] &= ~(1 << ((cpu) % 8)))

/**
 * VIR_CPU_USED:
 *
 * Not zero when the bit of CPU number cpu is set in the byte array cpumap.
 *
 * Since: 1.0.0
 */
#define VIR_CPU_USED(cpumap, cpu) \
    ((cpumap)[(cpu) / 8] & (1 << ((cpu) % 8)))

/**
 * VIR_CPU_MAPLEN:
 *
 * Bytes needed for the bits of so many CPUs.
 *
 * Since: 0.1.4
 */
#define VIR_CPU_MAPLEN(cpu) \
    (((cpu) + 7) / 8)

/**
 * VIR_CPU_USABLE:
 *
 * VIR_CPU_USED() for row vcpu of a table of maps with rows of maplen bytes.
 *
 * Since: 0.1.4
 */
#define VIR_CPU_USABLE(cpumaps, maplen, vcpu, cpu) \
    VIR_CPU_USED(VIR_GET_CPUMAP(cpumaps, maplen, vcpu), cpu)

/**
 * VIR_COPY_CPUMAP:
 *
 * Copies row vcpu of a table of maps into cpumap; needs <string.h>.
 *
 * Since: 0.1.4
 */
#define VIR_COPY_CPUMAP(cpumaps, maplen, vcpu, cpumap) \
    memcpy(cpumap, VIR_GET_CPUMAP(cpumaps, maplen, vcpu), maplen)

/**
 * VIR_GET_CPUMAP:
 *
 * Address of row vcpu in a table of maps with rows of maplen bytes.
 *
 * Since: 0.1.4
 */
#define VIR_GET_CPUMAP(cpumaps, maplen, vcpu) \
    (&((cpumaps)[(vcpu) * (maplen)]))

/**
 * VIR_DOMAIN_EVENT_CALLBACK:
 *
 * Casts the callback of any domain event for virConnectDomainEventRegisterAny().
 *
 * Since: 0.8.0
 */
#define VIR_DOMAIN_EVENT_CALLBACK(cb) \
    ((virConnectDomainEventGenericCallback)(void (*)(void))(cb))

/**
 * virDomain:
 *
 * A domain: virtual machine or container. Its contents are private.
 *
 * Since: 0.0.1
 */
typedef struct _virDomain virDomain;

#define _virSchedParameter _virTypedParameter
#define _virBlkioParameter _virTypedParameter
#define _virMemoryParameter _virTypedParameter
/**
 * virDomainPtr:
 *
 * Pointer to virDomain.
 *
 * Since: 0.0.1
 */
typedef virDomain *virDomainPtr;

/**
 * virDomainControlInfo:
 *
 * Short name of struct _virDomainControlInfo.
 *
 * Since: 0.9.3
 */
typedef struct _virDomainControlInfo virDomainControlInfo;

/**
 * virDomainControlInfoPtr:
 *
 * Pointer to virDomainControlInfo.
 *
 * Since: 0.9.3
 */
typedef virDomainControlInfo *virDomainControlInfoPtr;

/**
 * virDomainInfo:
 *
 * Short name of struct _virDomainInfo.
 *
 * Since: 0.0.1
 */
typedef struct _virDomainInfo virDomainInfo;

/**
 * virDomainInfoPtr:
 *
 * Pointer to virDomainInfo.
 *
 * Since: 0.0.1
 */
typedef virDomainInfo *virDomainInfoPtr;

/**
 * virDomainBlockStatsStruct:
 *
 * Short name of struct _virDomainBlockStats.
 *
 * Since: 0.3.3
 */
typedef struct _virDomainBlockStats virDomainBlockStatsStruct;

/**
 * virDomainBlockStatsPtr:
 *
 * Pointer to virDomainBlockStatsStruct.
 *
 * Since: 0.3.2
 */
typedef virDomainBlockStatsStruct *virDomainBlockStatsPtr;

/**
 * virDomainInterfaceStatsStruct:
 *
 * Short name of struct _virDomainInterfaceStats.
 *
 * Since: 0.3.3
 */
typedef struct _virDomainInterfaceStats virDomainInterfaceStatsStruct;

/**
 * virDomainInterfaceStatsPtr:
 *
 * Pointer to virDomainInterfaceStatsStruct.
 *
 * Since: 0.3.2
 */
typedef virDomainInterfaceStatsStruct *virDomainInterfaceStatsPtr;

/**
 * virDomainMemoryStatStruct:
 *
 * Short name of struct _virDomainMemoryStat.
 *
 * Since: 0.7.5
 */
typedef struct _virDomainMemoryStat virDomainMemoryStatStruct;

/**
 * virDomainMemoryStatPtr:
 *
 * Pointer to virDomainMemoryStatStruct.
 *
 * Since: 0.7.5
 */
typedef virDomainMemoryStatStruct *virDomainMemoryStatPtr;

/**
 * virDomainBlockInfo:
 *
 * Short name of struct _virDomainBlockInfo.
 *
 * Since: 0.8.1
 */
typedef struct _virDomainBlockInfo virDomainBlockInfo;

/**
 * virDomainBlockInfoPtr:
 *
 * Pointer to virDomainBlockInfo.
 *
 * Since: 0.8.1
 */
typedef virDomainBlockInfo *virDomainBlockInfoPtr;

/**
 * virVcpuInfo:
 *
 * Short name of struct _virVcpuInfo.
 *
 * Since: 0.1.4
 */
typedef struct _virVcpuInfo virVcpuInfo;

/**
 * virVcpuInfoPtr:
 *
 * Pointer to virVcpuInfo.
 *
 * Since: 0.1.4
 */
typedef virVcpuInfo *virVcpuInfoPtr;

/**
 * virDomainIOThreadInfo:
 *
 * Short name of struct _virDomainIOThreadInfo.
 *
 * Since: 1.2.14
 */
typedef struct _virDomainIOThreadInfo virDomainIOThreadInfo;

/**
 * virDomainIOThreadInfoPtr:
 *
 * Pointer to virDomainIOThreadInfo.
 *
 * Since: 1.2.14
 */
typedef virDomainIOThreadInfo *virDomainIOThreadInfoPtr;

/**
 * virDomainStatsRecord:
 *
 * Short name of struct _virDomainStatsRecord.
 *
 * Since: 1.2.8
 */
typedef struct _virDomainStatsRecord virDomainStatsRecord;

/**
 * virDomainStatsRecordPtr:
 *
 * Pointer to virDomainStatsRecord.
 *
 * Since: 1.2.8
 */
typedef virDomainStatsRecord *virDomainStatsRecordPtr;

/**
 * virDomainBlockJobCursor:
 *
 * A position within a block job; only its relation to the end means something.
 *
 * Since: 0.9.4
 */
typedef unsigned long long virDomainBlockJobCursor;

/**
 * virDomainBlockJobInfo:
 *
 * Short name of struct _virDomainBlockJobInfo.
 *
 * Since: 0.9.4
 */
typedef struct _virDomainBlockJobInfo virDomainBlockJobInfo;

/**
 * virDomainBlockJobInfoPtr:
 *
 * Pointer to virDomainBlockJobInfo.
 *
 * Since: 0.9.4
 */
typedef virDomainBlockJobInfo *virDomainBlockJobInfoPtr;

/**
 * virDomainDiskError:
 *
 * Short name of struct _virDomainDiskError.
 *
 * Since: 0.9.10
 */
typedef struct _virDomainDiskError virDomainDiskError;

/**
 * virDomainDiskErrorPtr:
 *
 * Pointer to virDomainDiskError.
 *
 * Since: 0.9.10
 */
typedef virDomainDiskError *virDomainDiskErrorPtr;

/**
 * virDomainJobInfo:
 *
 * Short name of struct _virDomainJobInfo.
 *
 * Since: 0.7.7
 */
typedef struct _virDomainJobInfo virDomainJobInfo;

/**
 * virDomainJobInfoPtr:
 *
 * Pointer to virDomainJobInfo.
 *
 * Since: 0.7.7
 */
typedef virDomainJobInfo *virDomainJobInfoPtr;

/**
 * virDomainEventGraphicsAddress:
 *
 * Short name of struct _virDomainEventGraphicsAddress.
 *
 * Since: 0.8.0
 */
typedef struct _virDomainEventGraphicsAddress virDomainEventGraphicsAddress;

/**
 * virDomainEventGraphicsAddressPtr:
 *
 * Pointer to virDomainEventGraphicsAddress.
 *
 * Since: 0.8.0
 */
typedef virDomainEventGraphicsAddress *virDomainEventGraphicsAddressPtr;

/**
 * virDomainEventGraphicsSubjectIdentity:
 *
 * Short name of struct _virDomainEventGraphicsSubjectIdentity.
 *
 * Since: 0.8.0
 */
typedef struct _virDomainEventGraphicsSubjectIdentity virDomainEventGraphicsSubjectIdentity;

/**
 * virDomainEventGraphicsSubjectIdentityPtr:
 *
 * Pointer to virDomainEventGraphicsSubjectIdentity.
 *
 * Since: 0.8.0
 */
typedef virDomainEventGraphicsSubjectIdentity *virDomainEventGraphicsSubjectIdentityPtr;

/**
 * virDomainEventGraphicsSubject:
 *
 * Short name of struct _virDomainEventGraphicsSubject.
 *
 * Since: 0.8.0
 */
typedef struct _virDomainEventGraphicsSubject virDomainEventGraphicsSubject;

/**
 * virDomainEventGraphicsSubjectPtr:
 *
 * Pointer to virDomainEventGraphicsSubject.
 *
 * Since: 0.8.0
 */
typedef virDomainEventGraphicsSubject *virDomainEventGraphicsSubjectPtr;

/**
 * virDomainFSInfo:
 *
 * Short name of struct _virDomainFSInfo.
 *
 * Since: 1.2.11
 */
typedef struct _virDomainFSInfo virDomainFSInfo;

/**
 * virDomainFSInfoPtr:
 *
 * Pointer to virDomainFSInfo.
 *
 * Since: 1.2.11
 */
typedef virDomainFSInfo *virDomainFSInfoPtr;

/**
 * virSchedParameter:
 *
 * Old name of virTypedParameter.
 *
 * Since: 0.2.3
 */
typedef struct _virTypedParameter virSchedParameter;

/**
 * virSchedParameterPtr:
 *
 * Old name of virTypedParameterPtr.
 *
 * Since: 0.2.3
 */
typedef virSchedParameter *virSchedParameterPtr;

/**
 * virBlkioParameter:
 *
 * Old name of virTypedParameter.
 *
 * Since: 0.9.0
 */
typedef struct _virTypedParameter virBlkioParameter;

/**
 * virBlkioParameterPtr:
 *
 * Old name of virTypedParameterPtr.
 *
 * Since: 0.9.0
 */
typedef virBlkioParameter *virBlkioParameterPtr;

/**
 * virMemoryParameter:
 *
 * Old name of virTypedParameter.
 *
 * Since: 0.8.5
 */
typedef struct _virTypedParameter virMemoryParameter;

/**
 * virMemoryParameterPtr:
 *
 * Old name of virTypedParameterPtr.
 *
 * Since: 0.8.5
 */
typedef virMemoryParameter *virMemoryParameterPtr;

/**
 * virDomainIPAddress:
 *
 * Short name of struct _virDomainInterfaceIPAddress.
 *
 * Since: 1.2.14
 */
typedef struct _virDomainInterfaceIPAddress virDomainIPAddress;

/**
 * virDomainIPAddressPtr:
 *
 * Pointer to virDomainIPAddress.
 *
 * Since: 1.2.14
 */
typedef virDomainIPAddress *virDomainIPAddressPtr;

/**
 * virDomainInterface:
 *
 * Short name of struct _virDomainInterface.
 *
 * Since: 1.2.14
 */
typedef struct _virDomainInterface virDomainInterface;

/**
 * virDomainInterfacePtr:
 *
 * Pointer to virDomainInterface.
 *
 * Since: 1.2.14
 */
typedef virDomainInterface *virDomainInterfacePtr;

/**
 * virDomainControlInfo:
 *
 * How the channel to the hypervisor process is.
 *
 * Since: 0.9.3
 */
struct _virDomainControlInfo {
    unsigned int state; /* of virDomainControlState */
    unsigned int details; /* of virDomainControlErrorReason in state VIR_DOMAIN_CONTROL_ERROR, else 0 */
    unsigned long long stateTime; /* milliseconds since the state began */
};

/**
 * virDomainInfo:
 *
 * State and figures of a domain.
 *
 * Since: 0.0.1
 */
struct _virDomainInfo {
    unsigned char state; /* of virDomainState */
    unsigned long maxMem; /* memory at most, in KiB */
    unsigned long memory; /* memory in use, in KiB */
    unsigned short nrVirtCpu; /* number of virtual CPUs */
    unsigned long long cpuTime; /* CPU time taken, in nanoseconds */
};

/**
 * virDomainBlockStatsStruct:
 *
 * Traffic of a disk; -1 stands for not known.
 *
 * Since: 0.3.3
 */
struct _virDomainBlockStats {
    long long rd_req; /* read requests */
    long long rd_bytes; /* bytes read */
    long long wr_req; /* write requests */
    long long wr_bytes; /* bytes written */
    long long errs; /* errors */
};

/**
 * virDomainInterfaceStatsStruct:
 *
 * Traffic of an interface as the guest sees it; -1 stands for not known.
 *
 * Since: 0.3.3
 */
struct _virDomainInterfaceStats {
    long long rx_bytes; /* bytes received */
    long long rx_packets; /* packets received */
    long long rx_errs; /* errors of reception */
    long long rx_drop; /* packets dropped on reception */
    long long tx_bytes; /* bytes sent */
    long long tx_packets; /* packets sent */
    long long tx_errs; /* errors of sending */
    long long tx_drop; /* packets dropped on sending */
};

/**
 * virDomainMemoryStatStruct:
 *
 * One figure about the guest's memory.
 *
 * Since: 0.7.5
 */
struct _virDomainMemoryStat {
    int tag; /* which, of virDomainMemoryStatTags */
    unsigned long long val; /* the figure */
};

/**
 * virDomainBlockInfo:
 *
 * Sizes of a disk, in bytes.
 *
 * Since: 0.8.1
 */
struct _virDomainBlockInfo {
    unsigned long long capacity; /* what the guest sees */
    unsigned long long allocation; /* room taken by data */
    unsigned long long physical; /* size of the file or device that holds it */
};

/**
 * virVcpuInfo:
 *
 * A virtual CPU.
 *
 * Since: 0.1.4
 */
struct _virVcpuInfo {
    unsigned int number; /* its number, from 0 */
    int state; /* of virVcpuState */
    unsigned long long cpuTime; /* CPU time taken, in nanoseconds */
    int cpu; /* host CPU it runs on, or a value of virVcpuHostCpuState */
};

/**
 * virDomainIOThreadInfo:
 *
 * An I/O thread.
 *
 * Since: 1.2.14
 */
struct _virDomainIOThreadInfo {
    unsigned int iothread_id; /* its number */
    unsigned char *cpumap; /* bit map of the host CPUs it may run on */
    int cpumaplen; /* length of the map in bytes */
};

/**
 * virDomainStatsRecord:
 *
 * Statistics of one domain.
 *
 * Since: 1.2.8
 */
struct _virDomainStatsRecord {
    virDomainPtr dom; /* the domain */
    virTypedParameterPtr params; /* the values */
    int nparams; /* number of values */
};

/**
 * virDomainBlockJobInfo:
 *
 * How far a block job has come.
 *
 * Since: 0.9.4
 */
struct _virDomainBlockJobInfo {
    int type; /* of virDomainBlockJobType */
    unsigned long bandwidth; /* limit in MiB/s or bytes/s by the flags asked with, 0 for none */
    virDomainBlockJobCursor cur; /* position */
    virDomainBlockJobCursor end; /* position at the end; both equal means ready or done */
};

/**
 * virDomainDiskError:
 *
 * A disk with an I/O error.
 *
 * Since: 0.9.10
 */
struct _virDomainDiskError {
    char *disk; /* target name */
    int error; /* of virDomainDiskErrorCode */
};

/**
 * virDomainJobInfo:
 *
 * How far a job has come. Times are milliseconds, amounts bytes.
 *
 * Since: 0.7.7
 */
struct _virDomainJobInfo {
    int type; /* of virDomainJobType */
    unsigned long long timeElapsed; /* since the start */
    unsigned long long timeRemaining; /* estimate until the end */
    unsigned long long dataTotal; /* memory and files together */
    unsigned long long dataProcessed;
    unsigned long long dataRemaining;
    unsigned long long memTotal; /* memory to transfer */
    unsigned long long memProcessed;
    unsigned long long memRemaining;
    unsigned long long fileTotal; /* disks to transfer */
    unsigned long long fileProcessed;
    unsigned long long fileRemaining;
};

/**
 * virDomainEventGraphicsAddress:
 *
 * One end of a connection to a graphics server.
 *
 * Since: 0.8.0
 */
struct _virDomainEventGraphicsAddress {
    int family; /* of virDomainEventGraphicsAddressType */
    char *node; /* address */
    char *service; /* port */
};

/**
 * virDomainEventGraphicsSubjectIdentity:
 *
 * One thing known about a client of a graphics server.
 *
 * Since: 0.8.0
 */
struct _virDomainEventGraphicsSubjectIdentity {
    char *type; /* what it is, such as "saslUsername" */
    char *name; /* the value */
};

/**
 * virDomainEventGraphicsSubject:
 *
 * All that is known about a client of a graphics server.
 *
 * Since: 0.8.0
 */
struct _virDomainEventGraphicsSubject {
    int nidentity; /* number of entries */
    virDomainEventGraphicsSubjectIdentityPtr identities; /* the entries */
};

/**
 * virDomainFSInfo:
 *
 * A file system in the guest.
 *
 * Since: 1.2.11
 */
struct _virDomainFSInfo {
    char *mountpoint; /* where it is mounted */
    char *name; /* device in the guest */
    char *fstype; /* kind of file system */
    size_t ndevAlias; /* number of disks under it */
    char **devAlias; /* their aliases, as far as known */
};

/**
 * virDomainIPAddress:
 *
 * An address of a guest's interface.
 *
 * Since: 1.2.14
 */
struct _virDomainInterfaceIPAddress {
    int type; /* of virIPAddrType */
    char *addr; /* address as text */
    unsigned int prefix; /* length of the network prefix in bits */
};

/**
 * virDomainInterface:
 *
 * An interface of the guest with its addresses.
 *
 * Since: 1.2.14
 */
struct _virDomainInterface {
    char *name; /* name */
    char *hwaddr; /* MAC address; may be NULL */
    unsigned int naddrs; /* number of addresses */
    virDomainIPAddressPtr addrs; /* the addresses */
};

/**
 * virConnectDomainEventCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @event: what happened, a value of virDomainEventType
 * @detail: why; a value of the virDomainEvent*DetailType of that event
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a domain changed its life: defined, started, paused, stopped, ...
 *
 * Returns a number that is ignored.
 *
 * Since: 0.5.0
 */
typedef int (*virConnectDomainEventCallback)(virConnectPtr conn,
                                             virDomainPtr dom,
                                             int event,
                                             int detail,
                                             void *opaque);

/**
 * virConnectDomainEventGenericCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @opaque: pointer given when the callback was registered
 *
 * Stands for the callback of any domain event, and is the callback of those that say nothing but
 * which domain.
 *
 * Since: 0.8.0
 */
typedef void (*virConnectDomainEventGenericCallback)(virConnectPtr conn,
                                                     virDomainPtr dom,
                                                     void *opaque);

/**
 * virConnectDomainEventRTCChangeCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @utcoffset: new distance to UTC in seconds
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the guest changed its clock.
 *
 * Since: 0.8.0
 */
typedef void (*virConnectDomainEventRTCChangeCallback)(virConnectPtr conn,
                                                       virDomainPtr dom,
                                                       long long utcoffset,
                                                       void *opaque);

/**
 * virConnectDomainEventWatchdogCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @action: what was done, a value of virDomainEventWatchdogAction
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the guest's watchdog ran out.
 *
 * Since: 0.8.0
 */
typedef void (*virConnectDomainEventWatchdogCallback)(virConnectPtr conn,
                                                      virDomainPtr dom,
                                                      int action,
                                                      void *opaque);

/**
 * virConnectDomainEventIOErrorCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @srcPath: path of the image
 * @devAlias: alias of the device in the domain's XML
 * @action: what was done, a value of virDomainEventIOErrorAction
 * @opaque: pointer given when the callback was registered
 *
 * Tells of an I/O error of a disk.
 *
 * Since: 0.8.0
 */
typedef void (*virConnectDomainEventIOErrorCallback)(virConnectPtr conn,
                                                     virDomainPtr dom,
                                                     const char *srcPath,
                                                     const char *devAlias,
                                                     int action,
                                                     void *opaque);

/**
 * virConnectDomainEventIOErrorReasonCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @srcPath: path of the image
 * @devAlias: alias of the device in the domain's XML
 * @action: what was done, a value of virDomainEventIOErrorAction
 * @reason: why, such as "enospc"; empty when not known
 * @opaque: pointer given when the callback was registered
 *
 * Tells of an I/O error of a disk and why it came about.
 *
 * Since: 0.8.1
 */
typedef void (*virConnectDomainEventIOErrorReasonCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           const char *srcPath,
                                                           const char *devAlias,
                                                           int action,
                                                           const char *reason,
                                                           void *opaque);

/**
 * virConnectDomainEventGraphicsCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @phase: what happened, a value of virDomainEventGraphicsPhase
 * @local: address of the server
 * @remote: address of the client
 * @authScheme: how the client proved who it is
 * @subject: who the client is
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a client came to or left a graphics server.
 *
 * Since: 0.8.0
 */
typedef void (*virConnectDomainEventGraphicsCallback)(virConnectPtr conn,
                                                      virDomainPtr dom,
                                                      int phase,
                                                      const virDomainEventGraphicsAddress *local,
                                                      const virDomainEventGraphicsAddress *remote,
                                                      const char *authScheme,
                                                      const virDomainEventGraphicsSubject *subject,
                                                      void *opaque);

/**
 * virConnectDomainEventBlockJobCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @disk: path or target name of the disk, by the event number
 * @type: kind of the job, a value of virDomainBlockJobType
 * @status: how it is, a value of virConnectDomainEventBlockJobStatus
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a block job ended or got ready.
 *
 * Since: 0.9.4
 */
typedef void (*virConnectDomainEventBlockJobCallback)(virConnectPtr conn,
                                                      virDomainPtr dom,
                                                      const char *disk,
                                                      int type,
                                                      int status,
                                                      void *opaque);

/**
 * virConnectDomainEventDiskChangeCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @oldSrcPath: former source; may be NULL
 * @newSrcPath: new source; may be NULL
 * @devAlias: alias of the device in the domain's XML
 * @reason: why, a value of virConnectDomainEventDiskChangeReason
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a disk has another medium.
 *
 * Since: 0.9.7
 */
typedef void (*virConnectDomainEventDiskChangeCallback)(virConnectPtr conn,
                                                        virDomainPtr dom,
                                                        const char *oldSrcPath,
                                                        const char *newSrcPath,
                                                        const char *devAlias,
                                                        int reason,
                                                        void *opaque);

/**
 * virConnectDomainEventTrayChangeCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @devAlias: alias of the device in the domain's XML
 * @reason: open or shut, a value of virDomainEventTrayChangeReason
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the tray of a drive moved.
 *
 * Since: 0.9.11
 */
typedef void (*virConnectDomainEventTrayChangeCallback)(virConnectPtr conn,
                                                        virDomainPtr dom,
                                                        const char *devAlias,
                                                        int reason,
                                                        void *opaque);

/**
 * virConnectDomainEventPMWakeupCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @reason: not used, 0
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the guest woke up.
 *
 * Since: 0.9.11
 */
typedef void (*virConnectDomainEventPMWakeupCallback)(virConnectPtr conn,
                                                      virDomainPtr dom,
                                                      int reason,
                                                      void *opaque);

/**
 * virConnectDomainEventPMSuspendCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @reason: not used, 0
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the guest went to sleep with its memory kept.
 *
 * Since: 0.9.11
 */
typedef void (*virConnectDomainEventPMSuspendCallback)(virConnectPtr conn,
                                                       virDomainPtr dom,
                                                       int reason,
                                                       void *opaque);

/**
 * virConnectDomainEventBalloonChangeCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @actual: memory in KiB
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the guest has more or less memory.
 *
 * Since: 0.10.0
 */
typedef void (*virConnectDomainEventBalloonChangeCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           unsigned long long actual,
                                                           void *opaque);

/**
 * virConnectDomainEventPMSuspendDiskCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @reason: not used, 0
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the guest went to sleep with its memory on disk.
 *
 * Since: 1.0.0
 */
typedef void (*virConnectDomainEventPMSuspendDiskCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           int reason,
                                                           void *opaque);

/**
 * virConnectDomainEventDeviceRemovedCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @devAlias: alias of the device in the domain's XML
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a device is gone.
 *
 * Since: 1.1.1
 */
typedef void (*virConnectDomainEventDeviceRemovedCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           const char *devAlias,
                                                           void *opaque);

/**
 * virConnectDomainEventDeviceAddedCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @devAlias: alias of the device in the domain's XML
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a device was added.
 *
 * Since: 1.2.15
 */
typedef void (*virConnectDomainEventDeviceAddedCallback)(virConnectPtr conn,
                                                         virDomainPtr dom,
                                                         const char *devAlias,
                                                         void *opaque);

/**
 * virConnectDomainEventDeviceRemovalFailedCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @devAlias: alias of the device in the domain's XML
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the guest refused to let a device go.
 *
 * Since: 1.3.4
 */
typedef void (*virConnectDomainEventDeviceRemovalFailedCallback)(virConnectPtr conn,
                                                                 virDomainPtr dom,
                                                                 const char *devAlias,
                                                                 void *opaque);

/**
 * virConnectDomainEventMetadataChangeCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @type: which part, a value of virDomainMetadataType
 * @nsuri: namespace of a custom element, else NULL
 * @opaque: pointer given when the callback was registered
 *
 * Tells that metadata of the domain changed.
 *
 * Since: 3.0.0
 */
typedef void (*virConnectDomainEventMetadataChangeCallback)(virConnectPtr conn,
                                                            virDomainPtr dom,
                                                            int type,
                                                            const char *nsuri,
                                                            void *opaque);

/**
 * virConnectDomainEventMigrationIterationCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @iteration: number of the pass
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a migration began another pass over memory.
 *
 * Since: 1.3.2
 */
typedef void (*virConnectDomainEventMigrationIterationCallback)(virConnectPtr conn,
                                                                virDomainPtr dom,
                                                                int iteration,
                                                                void *opaque);

/**
 * virConnectDomainEventJobCompletedCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @params: the values
 * @nparams: number of values in @params
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a job ended, with its statistics (VIR_DOMAIN_JOB_*).
 *
 * Since: 1.3.3
 */
typedef void (*virConnectDomainEventJobCompletedCallback)(virConnectPtr conn,
                                                          virDomainPtr dom,
                                                          virTypedParameterPtr params,
                                                          int nparams,
                                                          void *opaque);

/**
 * virConnectDomainEventTunableCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @params: the values
 * @nparams: number of values in @params
 * @opaque: pointer given when the callback was registered
 *
 * Tells that settings changed while the domain runs (VIR_DOMAIN_TUNABLE_*).
 *
 * Since: 1.2.9
 */
typedef void (*virConnectDomainEventTunableCallback)(virConnectPtr conn,
                                                     virDomainPtr dom,
                                                     virTypedParameterPtr params,
                                                     int nparams,
                                                     void *opaque);

/**
 * virConnectDomainEventAgentLifecycleCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @state: a value of virConnectDomainEventAgentLifecycleState
 * @reason: a value of virConnectDomainEventAgentLifecycleReason
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the guest agent came or went.
 *
 * Since: 1.2.11
 */
typedef void (*virConnectDomainEventAgentLifecycleCallback)(virConnectPtr conn,
                                                            virDomainPtr dom,
                                                            int state,
                                                            int reason,
                                                            void *opaque);

/**
 * virConnectDomainEventBlockThresholdCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @dev: target name of the disk, with "[index]" for an image of its chain
 * @path: path of the image; may be NULL
 * @threshold: the threshold in bytes
 * @excess: how far beyond, in bytes
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the guest wrote beyond a threshold of virDomainSetBlockThreshold().
 *
 * Since: 3.2.0
 */
typedef void (*virConnectDomainEventBlockThresholdCallback)(virConnectPtr conn,
                                                            virDomainPtr dom,
                                                            const char *dev,
                                                            const char *path,
                                                            unsigned long long threshold,
                                                            unsigned long long excess,
                                                            void *opaque);

/**
 * virConnectDomainEventMemoryFailureCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @recipient: whose memory, a value of virDomainEventMemoryFailureRecipientType
 * @action: what was done, a value of virDomainEventMemoryFailureActionType
 * @flags: bits of virDomainMemoryFailureFlags
 * @opaque: pointer given when the callback was registered
 *
 * Tells of a hardware memory failure.
 *
 * Since: 6.9.0
 */
typedef void (*virConnectDomainEventMemoryFailureCallback)(virConnectPtr conn,
                                                           virDomainPtr dom,
                                                           int recipient,
                                                           int action,
                                                           unsigned int flags,
                                                           void *opaque);

/**
 * virConnectDomainEventMemoryDeviceSizeChangeCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @alias: alias of the device in the domain's XML
 * @size: new size in KiB
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the guest took or gave back memory of a memory device.
 *
 * Since: 7.9.0
 */
typedef void (*virConnectDomainEventMemoryDeviceSizeChangeCallback)(virConnectPtr conn,
                                                                    virDomainPtr dom,
                                                                    const char *alias,
                                                                    unsigned long long size,
                                                                    void *opaque);

/**
 * virConnectDomainEventNICMACChangeCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @dom: the domain concerned; valid during the call, take a reference to keep it
 * @alias: alias of the device in the domain's XML
 * @oldMAC: former address
 * @newMAC: new address
 * @opaque: pointer given when the callback was registered
 *
 * Tells that the guest changed the MAC address of an interface.
 *
 * Since: 11.2.0
 */
typedef void (*virConnectDomainEventNICMACChangeCallback)(virConnectPtr conn,
                                                          virDomainPtr dom,
                                                          const char *alias,
                                                          const char *oldMAC,
                                                          const char *newMAC,
                                                          void *opaque);

/**
 * virConnectDomainEventDeregister:
 * @conn: handle of the connection
 * @cb: the function that was registered
 *
 * Removes a lifecycle callback that virConnectDomainEventRegister() added.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL.
 *
 * Since: 0.5.0
 */
int virConnectDomainEventDeregister(virConnectPtr conn, virConnectDomainEventCallback cb);

/**
 * virConnectDomainEventDeregisterAny:
 * @conn: handle of the connection
 * @callbackID: number that the registration returned
 *
 * Ends a registration; when the call returns no new event is delivered to it, and its free function
 * has run or runs soon.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @callbackID is negative.
 *
 * Since: 0.8.0
 */
int virConnectDomainEventDeregisterAny(virConnectPtr conn, int callbackID);

/**
 * virConnectDomainEventRegister:
 * @conn: handle of the connection
 * @cb: function to call
 * @opaque: pointer handed to the callback unchanged
 * @freecb: called once with @opaque when the callback is no longer needed; may be NULL
 *
 * Adds a callback for lifecycle events of all domains. virConnectDomainEventRegisterAny() can do
 * more. Events need a running event loop.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL.
 *
 * Since: 0.5.0
 */
int virConnectDomainEventRegister(virConnectPtr conn,
                                  virConnectDomainEventCallback cb,
                                  void *opaque,
                                  virFreeCallback freecb);

/**
 * virConnectDomainEventRegisterAny:
 * @conn: handle of the connection
 * @dom: the domain, or NULL for all
 * @eventID: a value of virDomainEventID
 * @cb: function to call for each event; its real type depends on @eventID, cast it with the
 *     VIR_DOMAIN_EVENT_CALLBACK() macro
 * @opaque: pointer handed to the callback unchanged
 * @freecb: called once with @opaque when the callback is no longer needed; may be NULL
 *
 * Adds a callback for one kind of event, of one domain or of all. Events need a running event loop.
 *
 * Returns a number of the registration (0 or more) to be used for deregistering, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL, or if @eventID is negative.
 *
 * Since: 0.8.0
 */
int virConnectDomainEventRegisterAny(virConnectPtr conn,
                                     virDomainPtr dom,
                                     int eventID,
                                     virConnectDomainEventGenericCallback cb,
                                     void *opaque,
                                     virFreeCallback freecb);

/**
 * virConnectDomainXMLFromNative:
 * @conn: handle of the connection
 * @nativeFormat: name of the format, for instance "xen-xl" or "vmware-vmx"
 * @nativeConfig: the configuration
 * @flags: none defined yet; pass 0
 *
 * Turns a native configuration, such as a hypervisor's own file, into domain XML.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @nativeFormat
 * or @nativeConfig is NULL.
 *
 * Since: 0.6.4
 */
char *virConnectDomainXMLFromNative(virConnectPtr conn,
                                    const char *nativeFormat,
                                    const char *nativeConfig,
                                    unsigned int flags);

/**
 * virConnectDomainXMLToNative:
 * @conn: handle of the connection
 * @nativeFormat: name of the format, for instance "qemu-argv"
 * @domainXml: the domain in XML
 * @flags: none defined yet; pass 0
 *
 * Turns domain XML into a native configuration, for instance a QEMU command line. Nothing is
 * started.
 *
 * Returns the text, to be released with free(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @nativeFormat
 * or @domainXml is NULL.
 *
 * Since: 0.6.4
 */
char *virConnectDomainXMLToNative(virConnectPtr conn,
                                  const char *nativeFormat,
                                  const char *domainXml,
                                  unsigned int flags);

/**
 * virConnectGetAllDomainStats:
 * @conn: handle of the connection
 * @stats: groups of statistics wanted, bits of virDomainStatsTypes; 0 for all that are supported
 * @retStats: where a new NULL-terminated array of records is stored; release it with
 *     virDomainStatsRecordListFree()
 * @flags: bits of virConnectGetAllDomainStatsFlags
 *
 * Collects statistics of all domains, or of those that filter bits in @flags select, in one call.
 *
 * Returns the number of records.
 *
 * Errors: VIR_ERR_INVALID_ARG if @retStats is NULL.
 *
 * Since: 1.2.8
 */
int virConnectGetAllDomainStats(virConnectPtr conn,
                                unsigned int stats,
                                virDomainStatsRecordPtr **retStats,
                                unsigned int flags);

/**
 * virConnectGetDomainCapabilities:
 * @conn: handle of the connection
 * @emulatorbin: path of the emulator program, or NULL for the default of @arch
 * @arch: architecture of the guest, or NULL for that of the host
 * @machine: machine type, or NULL for the default of the emulator
 * @virttype: type of virtualization ("kvm", "qemu", ...), or NULL for the best
 * @flags: bits of virConnectGetDomainCapabilitiesFlags
 *
 * Describes what guests of one emulator, architecture and machine type can have: devices, CPU
 * modes, firmware.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.2.7
 */
char *virConnectGetDomainCapabilities(virConnectPtr conn,
                                      const char *emulatorbin,
                                      const char *arch,
                                      const char *machine,
                                      const char *virttype,
                                      unsigned int flags);

/**
 * virConnectListAllDomains:
 * @conn: handle of the connection
 * @domains: where a new NULL-terminated array of handles is stored (release each handle, then
 *     free() the array); NULL to only count
 * @flags: bits of virConnectListAllDomainsFlags
 *
 * Lists domains; filter bits of one group select any of their kinds, several groups must all fit.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 0.9.13
 */
int virConnectListAllDomains(virConnectPtr conn, virDomainPtr **domains, unsigned int flags);

/**
 * virConnectListDefinedDomains:
 * @conn: handle of the connection
 * @names: array that receives the names; release each with free()
 * @maxnames: room in the array
 *
 * Lists the names of domains that are defined but not running.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.1.1
 */
int virConnectListDefinedDomains(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectListDomains:
 * @conn: handle of the connection
 * @ids: array that receives the numbers of running domains
 * @maxids: room in the array
 *
 * Lists the numbers of running domains.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxids is negative, or if @ids is NULL while @maxids is not 0.
 *
 * Since: 0.0.3
 */
int virConnectListDomains(virConnectPtr conn, int *ids, int maxids);

/**
 * virConnectNumOfDefinedDomains:
 * @conn: handle of the connection
 *
 * Counts the domains that are defined but not running.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.1.5
 */
int virConnectNumOfDefinedDomains(virConnectPtr conn);

/**
 * virConnectNumOfDomains:
 * @conn: handle of the connection
 *
 * Counts the running domains.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.0.3
 */
int virConnectNumOfDomains(virConnectPtr conn);

/**
 * virDomainAbortJob:
 * @domain: handle of the domain
 *
 * Asks the running job of the domain (migration, save, dump, backup) to stop. It may end a while
 * after the call.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.7.7
 */
int virDomainAbortJob(virDomainPtr domain);

/**
 * virDomainAbortJobFlags:
 * @domain: handle of the domain
 * @flags: bits of virDomainAbortJobFlagsValues
 *
 * Asks the running job of the domain to stop, with more choice than virDomainAbortJob().
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 8.5.0
 */
int virDomainAbortJobFlags(virDomainPtr domain, unsigned int flags);

/**
 * virDomainAddIOThread:
 * @domain: handle of the domain
 * @iothread_id: number of the I/O thread
 * @flags: bits of virDomainModificationImpact
 *
 * Adds an I/O thread to the domain, now, in its stored definition, or both.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.2.15
 */
int virDomainAddIOThread(virDomainPtr domain, unsigned int iothread_id, unsigned int flags);

/**
 * virDomainAgentSetResponseTimeout:
 * @domain: handle of the domain
 * @timeout: seconds, or a value of virDomainAgentResponseTimeoutValues
 * @flags: none defined yet; pass 0
 *
 * Says how long calls wait for the guest agent.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 5.10.0
 */
int virDomainAgentSetResponseTimeout(virDomainPtr domain, int timeout, unsigned int flags);

/**
 * virDomainAttachDevice:
 * @domain: handle of the domain
 * @xml: description in XML
 *
 * Adds a device to the running domain. The stored definition stays as it is.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.1.9
 */
int virDomainAttachDevice(virDomainPtr domain, const char *xml);

/**
 * virDomainAttachDeviceFlags:
 * @domain: handle of the domain
 * @xml: description in XML
 * @flags: bits of virDomainDeviceModifyFlags
 *
 * Adds a device to the running domain, to its stored definition, or both.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.7.7
 */
int virDomainAttachDeviceFlags(virDomainPtr domain, const char *xml, unsigned int flags);

/**
 * virDomainAuthorizedSSHKeysGet:
 * @domain: handle of the domain
 * @user: name of the user
 * @keys: where a new array of the keys is stored; free() each and the array
 * @flags: none defined yet; pass 0
 *
 * Reads through the guest agent which SSH keys let people in as a user of the guest.
 *
 * Returns the number of keys, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @user or @keys
 * is NULL.
 *
 * Since: 6.10.0
 */
int virDomainAuthorizedSSHKeysGet(virDomainPtr domain,
                                  const char *user,
                                  char ***keys,
                                  unsigned int flags);

/**
 * virDomainAuthorizedSSHKeysSet:
 * @domain: handle of the domain
 * @user: name of the user
 * @keys: the keys, one per entry
 * @nkeys: number of entries in the array
 * @flags: bits of virDomainAuthorizedSSHKeysSetFlags
 *
 * Replaces, extends or reduces through the guest agent the SSH keys of a user of the guest.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @user or @keys
 * is NULL; VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND and VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE
 * exclude each other.
 *
 * Since: 6.10.0
 */
int virDomainAuthorizedSSHKeysSet(virDomainPtr domain,
                                  const char *user,
                                  const char **keys,
                                  unsigned int nkeys,
                                  unsigned int flags);

/**
 * virDomainBackupBegin:
 * @domain: handle of the domain
 * @backupXML: what to save, where and how, in XML
 * @checkpointXML: checkpoint to be made at the same moment, in XML; NULL for none
 * @flags: bits of virDomainBackupBeginFlags
 *
 * Starts a backup job: disk contents as of now are pushed to a target or offered for pulling. Its
 * end is announced as an event, or forced with virDomainAbortJob().
 *
 * Returns 0 when the job has started, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @backupXML is
 * NULL.
 *
 * Since: 6.0.0
 */
int virDomainBackupBegin(virDomainPtr domain,
                         const char *backupXML,
                         const char *checkpointXML,
                         unsigned int flags);

/**
 * virDomainBackupGetXMLDesc:
 * @domain: handle of the domain
 * @flags: none defined yet; pass 0
 *
 * Describes the backup job that is running, with all defaults filled in.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 6.0.0
 */
char *virDomainBackupGetXMLDesc(virDomainPtr domain, unsigned int flags);

/**
 * virDomainBlockCommit:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @base: layer that receives the data, as path or "disk[index]"; NULL for the lowest
 * @top: highest layer to be merged; NULL for the active one
 * @bandwidth: limit in MiB/s (bytes/s with the flag that says so), 0 for none
 * @flags: bits of virDomainBlockCommitFlags
 *
 * Starts a job that writes what is in upper layers of a disk's image chain down into a lower one.
 *
 * Returns 0 when the job has started, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @disk is NULL.
 *
 * Since: 0.10.2
 */
int virDomainBlockCommit(virDomainPtr dom,
                         const char *disk,
                         const char *base,
                         const char *top,
                         unsigned long bandwidth,
                         unsigned int flags);

/**
 * virDomainBlockCopy:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @destxml: the target as a <disk> element
 * @params: tuning, named by the VIR_DOMAIN_BLOCK_COPY_* constants; may be NULL
 * @nparams: number of values in @params
 * @flags: bits of virDomainBlockCopyFlags
 *
 * Starts a job that mirrors a disk to another place; once in step, virDomainBlockJobAbort() either
 * stays with the source or pivots to the copy.
 *
 * Returns 0 when the job has started, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @disk or
 * @destxml is NULL, or if @nparams is negative.
 *
 * Since: 1.2.8
 */
int virDomainBlockCopy(virDomainPtr dom,
                       const char *disk,
                       const char *destxml,
                       virTypedParameterPtr params,
                       int nparams,
                       unsigned int flags);

/**
 * virDomainBlockJobAbort:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @flags: bits of virDomainBlockJobAbortFlags
 *
 * Ends the block job of a disk: cancels it or, for a copy or active commit in step, switches to the
 * new image.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @disk is NULL.
 *
 * Since: 0.9.4
 */
int virDomainBlockJobAbort(virDomainPtr dom, const char *disk, unsigned int flags);

/**
 * virDomainBlockJobSetSpeed:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @bandwidth: limit in MiB/s (bytes/s with the flag that says so), 0 for none
 * @flags: bits of virDomainBlockJobSetSpeedFlags
 *
 * Limits the speed of the block job of a disk.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @disk is NULL.
 *
 * Since: 0.9.4
 */
int virDomainBlockJobSetSpeed(virDomainPtr dom,
                              const char *disk,
                              unsigned long bandwidth,
                              unsigned int flags);

/**
 * virDomainBlockPeek:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @offset: position of the first byte
 * @size: number of bytes
 * @buffer: memory for @size bytes
 * @flags: none defined yet; pass 0
 *
 * Reads a piece of a disk as the guest sees it. Meant for a look at headers, not for copying.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @buffer is
 * NULL, or if @disk is NULL or empty.
 *
 * Since: 0.4.2
 */
int virDomainBlockPeek(virDomainPtr dom,
                       const char *disk,
                       unsigned long long offset,
                       size_t size,
                       void *buffer,
                       unsigned int flags);

/**
 * virDomainBlockPull:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @bandwidth: limit in MiB/s (bytes/s with the flag that says so), 0 for none
 * @flags: bits of virDomainBlockPullFlags
 *
 * Starts a job that copies everything from the backing images into the active image, which then
 * needs no backing.
 *
 * Returns 0 when the job has started, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @disk is NULL.
 *
 * Since: 0.9.4
 */
int virDomainBlockPull(virDomainPtr dom,
                       const char *disk,
                       unsigned long bandwidth,
                       unsigned int flags);

/**
 * virDomainBlockRebase:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @base: backing image that remains, or the target of a copy; NULL for none
 * @bandwidth: limit in MiB/s (bytes/s with the flag that says so), 0 for none
 * @flags: bits of virDomainBlockRebaseFlags
 *
 * Starts a job that pulls data down to a given backing image, or, with flags, copies the disk to
 * another file.
 *
 * Returns 0 when the job has started, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @disk is NULL.
 *
 * Since: 0.9.10
 */
int virDomainBlockRebase(virDomainPtr dom,
                         const char *disk,
                         const char *base,
                         unsigned long bandwidth,
                         unsigned int flags);

/**
 * virDomainBlockResize:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @size: new size in KiB (bytes with VIR_DOMAIN_BLOCK_RESIZE_BYTES)
 * @flags: bits of virDomainBlockResizeFlags
 *
 * Changes the size that the guest sees of a disk.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @disk is NULL.
 *
 * Since: 0.9.8
 */
int virDomainBlockResize(virDomainPtr dom,
                         const char *disk,
                         unsigned long long size,
                         unsigned int flags);

/**
 * virDomainBlockStats:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @stats: structure to fill in; unknown counters are -1
 * @size: size of the structure in bytes
 *
 * Reads the traffic counters of a disk, or of all disks when @disk is empty.
 * virDomainBlockStatsFlags() knows more counters.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @disk or @stats is NULL.
 *
 * Since: 0.3.2
 */
int virDomainBlockStats(virDomainPtr dom,
                        const char *disk,
                        virDomainBlockStatsPtr stats,
                        size_t size);

/**
 * virDomainBlockStatsFlags:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @params: array with room for @nparams values, or NULL to only learn how many there are
 * @nparams: room in @params on entry, number of values on return
 * @flags: bits of virTypedParameterFlags
 *
 * Reads the traffic counters of a disk, or of all disks when @disk is empty, as named values.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @disk or @nparams is NULL, or if *@nparams is negative.
 *
 * Since: 0.9.5
 */
int virDomainBlockStatsFlags(virDomainPtr dom,
                             const char *disk,
                             virTypedParameterPtr params,
                             int *nparams,
                             unsigned int flags);

/**
 * virDomainCoreDump:
 * @domain: handle of the domain
 * @to: path of the file on the host of the hypervisor
 * @flags: bits of virDomainCoreDumpFlags
 *
 * Writes the memory of the domain to a file for analysis; what happens to the guest is said by
 * @flags.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @to is NULL;
 * VIR_DUMP_CRASH and VIR_DUMP_LIVE exclude each other; VIR_DUMP_CRASH and VIR_DUMP_RESET exclude
 * each other; VIR_DUMP_LIVE and VIR_DUMP_RESET exclude each other.
 *
 * Since: 0.1.9
 */
int virDomainCoreDump(virDomainPtr domain, const char *to, unsigned int flags);

/**
 * virDomainCoreDumpWithFormat:
 * @domain: handle of the domain
 * @to: path of the file on the host of the hypervisor
 * @dumpformat: a value of virDomainCoreDumpFormat
 * @flags: bits of virDomainCoreDumpFlags
 *
 * Writes the memory of the domain to a file in a chosen format.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @to is NULL;
 * VIR_DUMP_CRASH and VIR_DUMP_LIVE exclude each other; VIR_DUMP_CRASH and VIR_DUMP_RESET exclude
 * each other; VIR_DUMP_LIVE and VIR_DUMP_RESET exclude each other.
 *
 * Since: 1.2.3
 */
int virDomainCoreDumpWithFormat(virDomainPtr domain,
                                const char *to,
                                unsigned int dumpformat,
                                unsigned int flags);

/**
 * virDomainCreate:
 * @domain: handle of the domain
 *
 * Starts a defined domain; a managed save image is resumed and removed.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.1.1
 */
int virDomainCreate(virDomainPtr domain);

/**
 * virDomainCreateLinux:
 * @conn: handle of the connection
 * @xmlDesc: description in XML
 * @flags: bits of virDomainCreateFlags
 *
 * Does the same as virDomainCreateXML(), under its old name.
 *
 * Returns a new handle to be released with virDomainFree().
 *
 * Deprecated: superseded by virDomainCreateXML.
 *
 * Since: 0.0.3
 */
virDomainPtr virDomainCreateLinux(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/**
 * virDomainCreateWithFiles:
 * @domain: handle of the domain
 * @nfiles: number of entries in the array
 * @files: file descriptors, which the caller still has to close
 * @flags: bits of virDomainCreateFlags
 *
 * Starts a defined domain and hands open files to its first process (containers).
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.1.1
 */
int virDomainCreateWithFiles(virDomainPtr domain,
                             unsigned int nfiles,
                             int *files,
                             unsigned int flags);

/**
 * virDomainCreateWithFlags:
 * @domain: handle of the domain
 * @flags: bits of virDomainCreateFlags
 *
 * Starts a defined domain; a managed save image is resumed and removed unless @flags say otherwise.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.8.2
 */
int virDomainCreateWithFlags(virDomainPtr domain, unsigned int flags);

/**
 * virDomainCreateXML:
 * @conn: handle of the connection
 * @xmlDesc: description in XML
 * @flags: bits of virDomainCreateFlags
 *
 * Starts a transient domain from XML: it vanishes when it stops, unless it was defined before.
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 0.5.0
 */
virDomainPtr virDomainCreateXML(virConnectPtr conn, const char *xmlDesc, unsigned int flags);

/**
 * virDomainCreateXMLWithFiles:
 * @conn: handle of the connection
 * @xmlDesc: description in XML
 * @nfiles: number of entries in the array
 * @files: file descriptors, which the caller still has to close
 * @flags: bits of virDomainCreateFlags
 *
 * Starts a transient domain and hands open files to its first process (containers).
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 1.1.1
 */
virDomainPtr virDomainCreateXMLWithFiles(virConnectPtr conn,
                                         const char *xmlDesc,
                                         unsigned int nfiles,
                                         int *files,
                                         unsigned int flags);

/**
 * virDomainDefineXML:
 * @conn: handle of the connection
 * @xml: description in XML
 *
 * Stores the definition of a domain, new or changed. A running domain keeps its present form until
 * it stops.
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.1.1
 */
virDomainPtr virDomainDefineXML(virConnectPtr conn, const char *xml);

/**
 * virDomainDefineXMLFlags:
 * @conn: handle of the connection
 * @xml: description in XML
 * @flags: bits of virDomainDefineFlags
 *
 * Stores the definition of a domain, new or changed, with optional validation.
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 1.2.12
 */
virDomainPtr virDomainDefineXMLFlags(virConnectPtr conn, const char *xml, unsigned int flags);

/**
 * virDomainDelIOThread:
 * @domain: handle of the domain
 * @iothread_id: number of the I/O thread
 * @flags: bits of virDomainModificationImpact
 *
 * Removes an I/O thread that no device uses.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @iothread_id
 * is 0.
 *
 * Since: 1.2.15
 */
int virDomainDelIOThread(virDomainPtr domain, unsigned int iothread_id, unsigned int flags);

/**
 * virDomainDelThrottleGroup:
 * @dom: handle of the domain
 * @group: name of the group
 * @flags: bits of virDomainModificationImpact
 *
 * Removes a throttle group that no disk uses.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @group is NULL.
 *
 * Since: 11.2.0
 */
int virDomainDelThrottleGroup(virDomainPtr dom, const char *group, unsigned int flags);

/**
 * virDomainDestroy:
 * @domain: handle of the domain
 *
 * Stops the domain at once, as if the power were cut. A transient domain vanishes; handles stay
 * valid.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.0.3
 */
int virDomainDestroy(virDomainPtr domain);

/**
 * virDomainDestroyFlags:
 * @domain: handle of the domain
 * @flags: bits of virDomainDestroyFlagsValues
 *
 * Stops the domain at once; with VIR_DOMAIN_DESTROY_GRACEFUL it fails rather than kill a process
 * that does not react.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.4
 */
int virDomainDestroyFlags(virDomainPtr domain, unsigned int flags);

/**
 * virDomainDetachDevice:
 * @domain: handle of the domain
 * @xml: description in XML
 *
 * Removes a device from the running domain. The guest may have to agree; see the event on device
 * removal.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.1.9
 */
int virDomainDetachDevice(virDomainPtr domain, const char *xml);

/**
 * virDomainDetachDeviceAlias:
 * @domain: handle of the domain
 * @alias: alias of the device in the domain's XML
 * @flags: bits of virDomainDeviceModifyFlags
 *
 * Asks for the removal of the device with a given alias and returns without waiting for the guest.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @alias is
 * NULL.
 *
 * Since: 4.4.0
 */
int virDomainDetachDeviceAlias(virDomainPtr domain, const char *alias, unsigned int flags);

/**
 * virDomainDetachDeviceFlags:
 * @domain: handle of the domain
 * @xml: description in XML
 * @flags: bits of virDomainDeviceModifyFlags
 *
 * Removes a device from the running domain, from its stored definition, or both.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.7.7
 */
int virDomainDetachDeviceFlags(virDomainPtr domain, const char *xml, unsigned int flags);

/**
 * virDomainFDAssociate:
 * @domain: handle of the domain
 * @name: name of the group of files
 * @nfds: number of entries in the array
 * @fds: file descriptors, which the caller still has to close
 * @flags: bits of virDomainFDAssociateFlags
 *
 * Ties open files to a name which the domain's XML can refer to; they are dropped when the
 * connection closes or the domain stops.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @fds is NULL,
 * or if @nfds is 0.
 *
 * Since: 9.0.0
 */
int virDomainFDAssociate(virDomainPtr domain,
                         const char *name,
                         unsigned int nfds,
                         int *fds,
                         unsigned int flags);

/**
 * virDomainFSFreeze:
 * @dom: handle of the domain
 * @mountpoints: mount points in the guest; NULL for all
 * @nmountpoints: number of entries in the array
 * @flags: none defined yet; pass 0
 *
 * Freezes file systems of the guest through its agent, so that disks are consistent.
 *
 * Returns the number of file systems frozen, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @mountpoints
 * is NULL while @nmountpoints is not 0.
 *
 * Since: 1.2.5
 */
int virDomainFSFreeze(virDomainPtr dom,
                      const char **mountpoints,
                      unsigned int nmountpoints,
                      unsigned int flags);

/**
 * virDomainFSInfoFree:
 * @info: the record; NULL does nothing
 *
 * Releases one record of virDomainGetFSInfo() with all that it holds.
 *
 * Since: 1.2.11
 */
void virDomainFSInfoFree(virDomainFSInfoPtr info);

/**
 * virDomainFSThaw:
 * @dom: handle of the domain
 * @mountpoints: mount points in the guest; NULL for all
 * @nmountpoints: number of entries in the array
 * @flags: none defined yet; pass 0
 *
 * Thaws frozen file systems of the guest through its agent.
 *
 * Returns the number of file systems thawed, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @mountpoints
 * is NULL while @nmountpoints is not 0.
 *
 * Since: 1.2.5
 */
int virDomainFSThaw(virDomainPtr dom,
                    const char **mountpoints,
                    unsigned int nmountpoints,
                    unsigned int flags);

/**
 * virDomainFSTrim:
 * @dom: handle of the domain
 * @mountPoint: must be NULL, all file systems are trimmed
 * @minimum: smallest free range in bytes worth discarding, 0 for any
 * @flags: none defined yet; pass 0
 *
 * Tells the guest agent to discard unused blocks.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.0.1
 */
int virDomainFSTrim(virDomainPtr dom,
                    const char *mountPoint,
                    unsigned long long minimum,
                    unsigned int flags);

/**
 * virDomainFree:
 * @domain: handle of the domain
 *
 * Gives back one reference to the domain handle; the handle must not be used afterwards. What it
 * stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.0.3
 */
int virDomainFree(virDomainPtr domain);

/**
 * virDomainGetAutostart:
 * @domain: handle of the domain
 * @autostart: where 1 is stored when autostart is on, else 0
 *
 * Tells whether the domain is started when the host boots.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @autostart is NULL.
 *
 * Since: 0.2.1
 */
int virDomainGetAutostart(virDomainPtr domain, int *autostart);

/**
 * virDomainGetAutostartOnce:
 * @domain: handle of the domain
 * @autostart: where 1 or 0 is stored
 *
 * Tells whether the domain is started at the next boot of the host only.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @autostart is NULL.
 *
 * Since: 11.2.0
 */
int virDomainGetAutostartOnce(virDomainPtr domain, int *autostart);

/**
 * virDomainGetBlkioParameters:
 * @domain: handle of the domain
 * @params: array with room for @nparams values, or NULL to only learn how many there are
 * @nparams: room in @params on entry, number of values on return
 * @flags: bits of virDomainModificationImpact and virTypedParameterFlags
 *
 * Reads the weights and limits of the domain's disk traffic.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nparams is NULL, or if *@nparams is negative;
 * VIR_DOMAIN_AFFECT_LIVE and VIR_DOMAIN_AFFECT_CONFIG exclude each other.
 *
 * Since: 0.9.0
 */
int virDomainGetBlkioParameters(virDomainPtr domain,
                                virTypedParameterPtr params,
                                int *nparams,
                                unsigned int flags);

/**
 * virDomainGetBlockInfo:
 * @domain: handle of the domain
 * @disk: target name of the disk or path of its source
 * @info: structure to fill in
 * @flags: none defined yet; pass 0
 *
 * Tells the size of a disk and how much room its image takes.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL, or if @disk is NULL or empty.
 *
 * Since: 0.8.1
 */
int virDomainGetBlockInfo(virDomainPtr domain,
                          const char *disk,
                          virDomainBlockInfoPtr info,
                          unsigned int flags);

/**
 * virDomainGetBlockIoTune:
 * @dom: handle of the domain
 * @disk: target name or source path; NULL only when counting values
 * @params: array with room for @nparams values, or NULL to only learn how many there are
 * @nparams: room in @params on entry, number of values on return
 * @flags: bits of virDomainModificationImpact and virTypedParameterFlags
 *
 * Reads the throttling of a disk.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nparams is NULL, or if *@nparams is negative;
 * VIR_DOMAIN_AFFECT_LIVE and VIR_DOMAIN_AFFECT_CONFIG exclude each other.
 *
 * Since: 0.9.8
 */
int virDomainGetBlockIoTune(virDomainPtr dom,
                            const char *disk,
                            virTypedParameterPtr params,
                            int *nparams,
                            unsigned int flags);

/**
 * virDomainGetBlockJobInfo:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @info: structure to fill in
 * @flags: bits of virDomainBlockJobInfoFlags
 *
 * Tells how far the block job of a disk has come.
 *
 * Returns 1 when there is a job, 0 when there is none, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @disk or @info is NULL.
 *
 * Since: 0.9.4
 */
int virDomainGetBlockJobInfo(virDomainPtr dom,
                             const char *disk,
                             virDomainBlockJobInfoPtr info,
                             unsigned int flags);

/**
 * virDomainGetCPUStats:
 * @domain: handle of the domain
 * @params: array of @nparams * @ncpus values; NULL with @ncpus 0 to learn the number of CPUs
 * @nparams: values per CPU; 0 with NULL @params to learn it
 * @start_cpu: first host CPU, or -1 for the total
 * @ncpus: number of host CPUs, 1 for the total
 * @flags: bits of virTypedParameterFlags
 *
 * Tells how much host CPU time the domain took, in total or per host CPU, in nanoseconds.
 *
 * Returns the number of values filled in per CPU, or the figure that was asked for, or -1 on
 * failure.
 *
 * Since: 0.9.10
 */
int virDomainGetCPUStats(virDomainPtr domain,
                         virTypedParameterPtr params,
                         unsigned int nparams,
                         int start_cpu,
                         unsigned int ncpus,
                         unsigned int flags);

/**
 * virDomainGetConnect:
 * @dom: handle of the domain
 *
 * Tells which connection the domain belongs to.
 *
 * Returns the connection without a new reference (do not close it), or NULL when the handle is
 * invalid.
 *
 * Since: 0.3.0
 */
virConnectPtr virDomainGetConnect(virDomainPtr dom);

/**
 * virDomainGetControlInfo:
 * @domain: handle of the domain
 * @info: structure to fill in
 * @flags: none defined yet; pass 0
 *
 * Tells whether the channel to the hypervisor process is free, busy or broken, without waiting for
 * it.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 0.9.3
 */
int virDomainGetControlInfo(virDomainPtr domain, virDomainControlInfoPtr info, unsigned int flags);

/**
 * virDomainGetDiskErrors:
 * @dom: handle of the domain
 * @errors: array to fill in (free() each name); NULL to learn how many there may be
 * @maxerrors: room in @errors
 * @flags: none defined yet; pass 0
 *
 * Lists disks on which an I/O error stopped the guest.
 *
 * Returns the number of disks with errors, or the room needed when @errors is NULL, or -1 on
 * failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @errors is NULL while @maxerrors is not 0.
 *
 * Since: 0.9.10
 */
int virDomainGetDiskErrors(virDomainPtr dom,
                           virDomainDiskErrorPtr errors,
                           unsigned int maxerrors,
                           unsigned int flags);

/**
 * virDomainGetEmulatorPinInfo:
 * @domain: handle of the domain
 * @cpumap: one bit map of @maplen bytes to fill in
 * @maplen: length of one bit map in bytes, see VIR_CPU_MAPLEN()
 * @flags: bits of virDomainModificationImpact
 *
 * Tells on which host CPUs the emulator's own threads may run.
 *
 * Returns 1 when filled in, 0 when the state cannot be told, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cpumap is NULL, or if @maplen is not positive;
 * VIR_DOMAIN_AFFECT_LIVE and VIR_DOMAIN_AFFECT_CONFIG exclude each other.
 *
 * Since: 0.10.0
 */
int virDomainGetEmulatorPinInfo(virDomainPtr domain,
                                unsigned char *cpumap,
                                int maplen,
                                unsigned int flags);

/**
 * virDomainGetFSInfo:
 * @dom: handle of the domain
 * @info: where a new array of records is stored; virDomainFSInfoFree() each, then free()
 * @flags: none defined yet; pass 0
 *
 * Lists the file systems mounted in the guest, as its agent reports.
 *
 * Returns the number of file systems, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 1.2.11
 */
int virDomainGetFSInfo(virDomainPtr dom, virDomainFSInfoPtr **info, unsigned int flags);

/**
 * virDomainGetGuestInfo:
 * @domain: handle of the domain
 * @types: bits of virDomainGuestInfoTypes; 0 for all that the agent supports
 * @params: where the new array is stored; release it with virTypedParamsFree()
 * @nparams: room in @params on entry, number of values on return
 * @flags: none defined yet; pass 0
 *
 * Asks the guest agent for users, system, time zone, host name, file systems, disks, interfaces and
 * load in one call.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params or
 * @nparams is NULL.
 *
 * Since: 5.7.0
 */
int virDomainGetGuestInfo(virDomainPtr domain,
                          unsigned int types,
                          virTypedParameterPtr *params,
                          int *nparams,
                          unsigned int flags);

/**
 * virDomainGetGuestVcpus:
 * @domain: handle of the domain
 * @params: where the new array is stored; release it with virTypedParamsFree()
 * @nparams: room in @params on entry, number of values on return
 * @flags: none defined yet; pass 0
 *
 * Asks the guest agent which virtual CPUs the guest uses: three bit maps as text.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params or
 * @nparams is NULL.
 *
 * Since: 2.0.0
 */
int virDomainGetGuestVcpus(virDomainPtr domain,
                           virTypedParameterPtr *params,
                           unsigned int *nparams,
                           unsigned int flags);

/**
 * virDomainGetHostname:
 * @domain: handle of the domain
 * @flags: bits of virDomainGetHostnameFlags
 *
 * Tells the host name inside the guest.
 *
 * Returns a new string to be released with free(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.10.0
 */
char *virDomainGetHostname(virDomainPtr domain, unsigned int flags);

/**
 * virDomainGetID:
 * @domain: handle of the domain
 *
 * Tells the number of the running domain.
 *
 * Returns the number, or (unsigned int)-1 when the domain is not running.
 *
 * Since: 0.0.3
 */
unsigned int virDomainGetID(virDomainPtr domain);

/**
 * virDomainGetIOThreadInfo:
 * @dom: handle of the domain
 * @info: where a new array of records is stored; virDomainIOThreadInfoFree() each, then free()
 * @flags: bits of virDomainModificationImpact
 *
 * Lists the I/O threads of the domain and their host CPUs.
 *
 * Returns the number of threads, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL; VIR_DOMAIN_AFFECT_LIVE and VIR_DOMAIN_AFFECT_CONFIG
 * exclude each other.
 *
 * Since: 1.2.14
 */
int virDomainGetIOThreadInfo(virDomainPtr dom,
                             virDomainIOThreadInfoPtr **info,
                             unsigned int flags);

/**
 * virDomainGetInfo:
 * @domain: handle of the domain
 * @info: structure to fill in
 *
 * Tells state, memory, virtual CPUs and CPU time of the domain.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 0.0.3
 */
int virDomainGetInfo(virDomainPtr domain, virDomainInfoPtr info);

/**
 * virDomainGetInterfaceParameters:
 * @domain: handle of the domain
 * @device: target name of the interface, or its MAC address
 * @params: array with room for @nparams values, or NULL to only learn how many there are
 * @nparams: room in @params on entry, number of values on return
 * @flags: bits of virDomainModificationImpact and virTypedParameterFlags
 *
 * Reads the bandwidth limits of an interface.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nparams is NULL, or if *@nparams is negative.
 *
 * Since: 0.9.9
 */
int virDomainGetInterfaceParameters(virDomainPtr domain,
                                    const char *device,
                                    virTypedParameterPtr params,
                                    int *nparams,
                                    unsigned int flags);

/**
 * virDomainGetJobInfo:
 * @domain: handle of the domain
 * @info: structure to fill in
 *
 * Tells how far the running job of the domain has come. virDomainGetJobStats() knows more.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL.
 *
 * Since: 0.7.7
 */
int virDomainGetJobInfo(virDomainPtr domain, virDomainJobInfoPtr info);

/**
 * virDomainGetJobStats:
 * @domain: handle of the domain
 * @type: where the kind of job is stored (virDomainJobType)
 * @params: where the new array is stored; release it with virTypedParamsFree()
 * @nparams: room in @params on entry, number of values on return
 * @flags: bits of virDomainGetJobStatsFlags
 *
 * Tells how far the running job has come, or how the last one went, as named values.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @type or @params or @nparams is NULL;
 * VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED requires VIR_DOMAIN_JOB_STATS_COMPLETED.
 *
 * Since: 1.0.3
 */
int virDomainGetJobStats(virDomainPtr domain,
                         int *type,
                         virTypedParameterPtr *params,
                         int *nparams,
                         unsigned int flags);

/**
 * virDomainGetLaunchSecurityInfo:
 * @domain: handle of the domain
 * @params: where the new array is stored; release it with virTypedParamsFree()
 * @nparams: room in @params on entry, number of values on return
 * @flags: none defined yet; pass 0
 *
 * Tells what is known about the protected launch of the domain, such as measurement and policy.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params or
 * @nparams is NULL.
 *
 * Since: 4.5.0
 */
int virDomainGetLaunchSecurityInfo(virDomainPtr domain,
                                   virTypedParameterPtr *params,
                                   int *nparams,
                                   unsigned int flags);

/**
 * virDomainGetMaxMemory:
 * @domain: handle of the domain
 *
 * Tells the memory that the domain can have at most.
 *
 * Returns KiB, or 0 on failure.
 *
 * Since: 0.0.3
 */
unsigned long virDomainGetMaxMemory(virDomainPtr domain);

/**
 * virDomainGetMaxVcpus:
 * @domain: handle of the domain
 *
 * Tells how many virtual CPUs the domain can have at most.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.2.1
 */
int virDomainGetMaxVcpus(virDomainPtr domain);

/**
 * virDomainGetMemoryParameters:
 * @domain: handle of the domain
 * @params: array with room for @nparams values, or NULL to only learn how many there are
 * @nparams: room in @params on entry, number of values on return
 * @flags: bits of virDomainModificationImpact and virTypedParameterFlags
 *
 * Reads the memory limits that the host puts on the domain, in KiB.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nparams is NULL, or if *@nparams is negative;
 * VIR_DOMAIN_AFFECT_LIVE and VIR_DOMAIN_AFFECT_CONFIG exclude each other.
 *
 * Since: 0.8.5
 */
int virDomainGetMemoryParameters(virDomainPtr domain,
                                 virTypedParameterPtr params,
                                 int *nparams,
                                 unsigned int flags);

/**
 * virDomainGetMessages:
 * @domain: handle of the domain
 * @msgs: where a new NULL-terminated array of texts is stored; free() each, then the array
 * @flags: bits of virDomainMessageType
 *
 * Lists texts that are recorded about the domain, for instance that it uses deprecated settings or
 * is tainted.
 *
 * Returns the number of texts, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @msgs is NULL.
 *
 * Since: 7.1.0
 */
int virDomainGetMessages(virDomainPtr domain, char ***msgs, unsigned int flags);

/**
 * virDomainGetMetadata:
 * @domain: handle of the domain
 * @type: which part of the metadata; a value of virDomainMetadataType
 * @uri: namespace of the custom element; NULL for title and description
 * @flags: bits of virDomainModificationImpact
 *
 * Reads title, description or a custom element of the domain.
 *
 * Returns text or XML to be released with free(), or NULL on failure.
 *
 * Errors: VIR_DOMAIN_AFFECT_LIVE and VIR_DOMAIN_AFFECT_CONFIG exclude each other.
 *
 * Since: 0.9.10
 */
char *virDomainGetMetadata(virDomainPtr domain, int type, const char *uri, unsigned int flags);

/**
 * virDomainGetName:
 * @domain: handle of the domain
 *
 * Tells the name of the domain.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 0.0.3
 */
const char *virDomainGetName(virDomainPtr domain);

/**
 * virDomainGetNumaParameters:
 * @domain: handle of the domain
 * @params: array with room for @nparams values, or NULL to only learn how many there are
 * @nparams: room in @params on entry, number of values on return
 * @flags: bits of virDomainModificationImpact and virTypedParameterFlags
 *
 * Reads how the domain's memory is placed on NUMA nodes.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nparams is NULL, or if *@nparams is negative.
 *
 * Since: 0.9.9
 */
int virDomainGetNumaParameters(virDomainPtr domain,
                               virTypedParameterPtr params,
                               int *nparams,
                               unsigned int flags);

/**
 * virDomainGetOSType:
 * @domain: handle of the domain
 *
 * Tells what kind of interface the guest runs on: "hvm", "linux", "exe", ...
 *
 * Returns a new string to be released with free(), or NULL on failure.
 *
 * Since: 0.0.3
 */
char *virDomainGetOSType(virDomainPtr domain);

/**
 * virDomainGetPerfEvents:
 * @domain: handle of the domain
 * @params: where the new array is stored; release it with virTypedParamsFree()
 * @nparams: room in @params on entry, number of values on return
 * @flags: bits of virDomainModificationImpact and virTypedParameterFlags
 *
 * Tells which performance events are measured for the domain.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @params or @nparams is NULL.
 *
 * Since: 1.3.3
 */
int virDomainGetPerfEvents(virDomainPtr domain,
                           virTypedParameterPtr *params,
                           int *nparams,
                           unsigned int flags);

/**
 * virDomainGetSchedulerParameters:
 * @domain: handle of the domain
 * @params: array with room for @nparams values
 * @nparams: room in @params on entry, number of values on return
 *
 * Reads the CPU scheduling of the domain.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @params or @nparams is NULL, or if *@nparams is not positive.
 *
 * Since: 0.2.3
 */
int virDomainGetSchedulerParameters(virDomainPtr domain,
                                    virTypedParameterPtr params,
                                    int *nparams);

/**
 * virDomainGetSchedulerParametersFlags:
 * @domain: handle of the domain
 * @params: array with room for @nparams values
 * @nparams: room in @params on entry, number of values on return
 * @flags: bits of virDomainModificationImpact and virTypedParameterFlags
 *
 * Reads the CPU scheduling of the running domain or of its stored definition.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @params or @nparams is NULL, or if *@nparams is not positive;
 * VIR_DOMAIN_AFFECT_LIVE and VIR_DOMAIN_AFFECT_CONFIG exclude each other.
 *
 * Since: 0.9.2
 */
int virDomainGetSchedulerParametersFlags(virDomainPtr domain,
                                         virTypedParameterPtr params,
                                         int *nparams,
                                         unsigned int flags);

/**
 * virDomainGetSchedulerType:
 * @domain: handle of the domain
 * @nparams: where the number of parameters of the scheduler is stored; may be NULL
 *
 * Tells the name of the CPU scheduler and how many parameters it has.
 *
 * Returns a new string to be released with free(), or NULL on failure.
 *
 * Since: 0.2.3
 */
char *virDomainGetSchedulerType(virDomainPtr domain, int *nparams);

/**
 * virDomainGetSecurityLabel:
 * @domain: handle of the domain
 * @seclabel: structure to fill in
 *
 * Tells the first security label of the running domain.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @seclabel is NULL.
 *
 * Since: 0.6.1
 */
int virDomainGetSecurityLabel(virDomainPtr domain, virSecurityLabelPtr seclabel);

/**
 * virDomainGetSecurityLabelList:
 * @domain: handle of the domain
 * @seclabels: where a new array is stored, to be released with free()
 *
 * Tells all security labels of the running domain.
 *
 * Returns the number of labels, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @seclabels is NULL.
 *
 * Since: 0.10.0
 */
int virDomainGetSecurityLabelList(virDomainPtr domain, virSecurityLabelPtr *seclabels);

/**
 * virDomainGetState:
 * @domain: handle of the domain
 * @state: where the state is stored (virDomainState)
 * @reason: where the reason is stored (the virDomain*Reason enum of that state); may be NULL
 * @flags: none defined yet; pass 0
 *
 * Tells the state of the domain and why it is in it.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @state is NULL.
 *
 * Since: 0.9.2
 */
int virDomainGetState(virDomainPtr domain, int *state, int *reason, unsigned int flags);

/**
 * virDomainGetTime:
 * @dom: handle of the domain
 * @seconds: where the seconds are stored
 * @nseconds: where the nanoseconds are stored
 * @flags: none defined yet; pass 0
 *
 * Reads the guest's clock through its agent, as time since 1970 in UTC.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.2.5
 */
int virDomainGetTime(virDomainPtr dom,
                     long long *seconds,
                     unsigned int *nseconds,
                     unsigned int flags);

/**
 * virDomainGetUUID:
 * @domain: handle of the domain
 * @uuid: array of VIR_UUID_BUFLEN bytes that receives the raw UUID
 *
 * Gives the UUID of the domain as raw bytes.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.0.5
 */
int virDomainGetUUID(virDomainPtr domain, unsigned char *uuid);

/**
 * virDomainGetUUIDString:
 * @domain: handle of the domain
 * @buf: array of VIR_UUID_STRING_BUFLEN bytes that receives the UUID as text
 *
 * Gives the UUID of the domain as text.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @buf is NULL.
 *
 * Since: 0.1.1
 */
int virDomainGetUUIDString(virDomainPtr domain, char *buf);

/**
 * virDomainGetVcpuPinInfo:
 * @domain: handle of the domain
 * @ncpumaps: number of rows in @cpumaps
 * @cpumaps: table of @maplen-byte rows that receives the bit maps; see VIR_CPU_USABLE()
 * @maplen: length of one bit map in bytes, see VIR_CPU_MAPLEN()
 * @flags: bits of virDomainModificationImpact
 *
 * Tells for each virtual CPU on which host CPUs it may run.
 *
 * Returns the number of rows filled in, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @ncpumaps or @maplen is not positive, or if @cpumaps is NULL while
 * @ncpumaps is not 0; VIR_DOMAIN_AFFECT_LIVE and VIR_DOMAIN_AFFECT_CONFIG exclude each other.
 *
 * Since: 0.9.3
 */
int virDomainGetVcpuPinInfo(virDomainPtr domain,
                            int ncpumaps,
                            unsigned char *cpumaps,
                            int maplen,
                            unsigned int flags);

/**
 * virDomainGetVcpus:
 * @domain: handle of the domain
 * @info: array to fill in
 * @maxinfo: room in @info
 * @cpumaps: table that receives where each one may run; may be NULL
 * @maplen: length of one bit map in bytes; 0 when @cpumaps is NULL
 *
 * Tells state, time and host CPU of each virtual CPU of the running domain.
 *
 * Returns the number of entries filled in, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @info is NULL, or if @maxinfo is not positive.
 *
 * Since: 0.1.4
 */
int virDomainGetVcpus(virDomainPtr domain,
                      virVcpuInfoPtr info,
                      int maxinfo,
                      unsigned char *cpumaps,
                      int maplen);

/**
 * virDomainGetVcpusFlags:
 * @domain: handle of the domain
 * @flags: bits of virDomainVcpuFlags
 *
 * Tells how many virtual CPUs the domain has, or can have.
 *
 * Returns the number, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection when @flags has VIR_DOMAIN_VCPU_GUEST;
 * VIR_DOMAIN_AFFECT_LIVE and VIR_DOMAIN_AFFECT_CONFIG exclude each other.
 *
 * Since: 0.8.5
 */
int virDomainGetVcpusFlags(virDomainPtr domain, unsigned int flags);

/**
 * virDomainGetXMLDesc:
 * @domain: handle of the domain
 * @flags: bits of virDomainXMLFlags
 *
 * Describes the domain: as it runs, or as it is stored.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection when @flags has VIR_DOMAIN_XML_SECURE
 * or VIR_DOMAIN_XML_MIGRATABLE.
 *
 * Since: 0.0.3
 */
char *virDomainGetXMLDesc(virDomainPtr domain, unsigned int flags);

/**
 * virDomainGraphicsReload:
 * @domain: handle of the domain
 * @type: which server, a value of virDomainGraphicsReloadType
 * @flags: none defined yet; pass 0
 *
 * Makes a graphics server of the domain read its files again, for instance new certificates.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 10.2.0
 */
int virDomainGraphicsReload(virDomainPtr domain, unsigned int type, unsigned int flags);

/**
 * virDomainHasManagedSaveImage:
 * @dom: handle of the domain
 * @flags: none defined yet; pass 0
 *
 * Tells whether the next start resumes a state that virDomainManagedSave() wrote.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.8.0
 */
int virDomainHasManagedSaveImage(virDomainPtr dom, unsigned int flags);

/**
 * virDomainIOThreadInfoFree:
 * @info: the record; NULL does nothing
 *
 * Releases one record of virDomainGetIOThreadInfo() with all that it holds.
 *
 * Since: 1.2.14
 */
void virDomainIOThreadInfoFree(virDomainIOThreadInfoPtr info);

/**
 * virDomainInjectNMI:
 * @domain: handle of the domain
 * @flags: none defined yet; pass 0
 *
 * Sends a non-maskable interrupt to the guest.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.2
 */
int virDomainInjectNMI(virDomainPtr domain, unsigned int flags);

/**
 * virDomainInterfaceAddresses:
 * @dom: handle of the domain
 * @ifaces: where a new array of records is stored; virDomainInterfaceFree() each, then free()
 * @source: whom to ask; a value of virDomainInterfaceAddressesSource
 * @flags: none defined yet; pass 0
 *
 * Lists the guest's interfaces and their addresses.
 *
 * Returns the number of interfaces, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection when @source is
 * VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT; VIR_ERR_INVALID_ARG if @ifaces is NULL.
 *
 * Since: 1.2.14
 */
int virDomainInterfaceAddresses(virDomainPtr dom,
                                virDomainInterfacePtr **ifaces,
                                unsigned int source,
                                unsigned int flags);

/**
 * virDomainInterfaceFree:
 * @iface: the record; NULL does nothing
 *
 * Releases one record of virDomainInterfaceAddresses() with all that it holds.
 *
 * Since: 1.2.14
 */
void virDomainInterfaceFree(virDomainInterfacePtr iface);

/**
 * virDomainInterfaceStats:
 * @dom: handle of the domain
 * @device: target name of the interface, or its MAC address
 * @stats: structure to fill in; unknown counters are -1
 * @size: size of the structure in bytes
 *
 * Reads the traffic counters of an interface.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @device or @stats is NULL.
 *
 * Since: 0.3.2
 */
int virDomainInterfaceStats(virDomainPtr dom,
                            const char *device,
                            virDomainInterfaceStatsPtr stats,
                            size_t size);

/**
 * virDomainIsActive:
 * @dom: handle of the domain
 *
 * Tells whether the domain is running or in use.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virDomainIsActive(virDomainPtr dom);

/**
 * virDomainIsPersistent:
 * @dom: handle of the domain
 *
 * Tells whether the domain has a stored definition that outlives its running state.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virDomainIsPersistent(virDomainPtr dom);

/**
 * virDomainIsUpdated:
 * @dom: handle of the domain
 *
 * Tells whether the running domain has been changed since it was started.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.8.6
 */
int virDomainIsUpdated(virDomainPtr dom);

/**
 * virDomainListGetStats:
 * @doms: NULL-terminated array of domains
 * @stats: groups of statistics wanted, bits of virDomainStatsTypes; 0 for all that are supported
 * @retStats: where a new NULL-terminated array of records is stored; release it with
 *     virDomainStatsRecordListFree()
 * @flags: bits of virConnectGetAllDomainStatsFlags
 *
 * Collects statistics of the given domains, which must all belong to one connection.
 *
 * Returns the number of records, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @doms or @retStats is NULL.
 *
 * Since: 1.2.8
 */
int virDomainListGetStats(virDomainPtr *doms,
                          unsigned int stats,
                          virDomainStatsRecordPtr **retStats,
                          unsigned int flags);

/**
 * virDomainLookupByID:
 * @conn: handle of the connection
 * @id: number of the domain
 *
 * Finds the running domain with the given number.
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @id is negative.
 *
 * Since: 0.0.3
 */
virDomainPtr virDomainLookupByID(virConnectPtr conn, int id);

/**
 * virDomainLookupByName:
 * @conn: handle of the connection
 * @name: name of the object
 *
 * Finds the domain with the given name.
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.0.3
 */
virDomainPtr virDomainLookupByName(virConnectPtr conn, const char *name);

/**
 * virDomainLookupByUUID:
 * @conn: handle of the connection
 * @uuid: raw UUID, VIR_UUID_BUFLEN bytes
 *
 * Finds the domain with the given raw UUID.
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.0.5
 */
virDomainPtr virDomainLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/**
 * virDomainLookupByUUIDString:
 * @conn: handle of the connection
 * @uuidstr: UUID as text, with or without dashes
 *
 * Finds the domain whose UUID is given as text.
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuidstr is NULL.
 *
 * Since: 0.1.1
 */
virDomainPtr virDomainLookupByUUIDString(virConnectPtr conn, const char *uuidstr);

/**
 * virDomainManagedSave:
 * @dom: handle of the domain
 * @flags: bits of virDomainSaveRestoreFlags
 *
 * Saves the domain's memory to a file that the host keeps, and stops it. The next start resumes
 * from there.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_DOMAIN_SAVE_RUNNING and
 * VIR_DOMAIN_SAVE_PAUSED exclude each other.
 *
 * Since: 0.8.0
 */
int virDomainManagedSave(virDomainPtr dom, unsigned int flags);

/**
 * virDomainManagedSaveDefineXML:
 * @domain: handle of the domain
 * @dxml: the new XML; only host-side details may differ
 * @flags: bits of virDomainSaveRestoreFlags
 *
 * Changes the XML with which the managed save image will be resumed.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_DOMAIN_SAVE_RUNNING and
 * VIR_DOMAIN_SAVE_PAUSED exclude each other.
 *
 * Since: 3.7.0
 */
int virDomainManagedSaveDefineXML(virDomainPtr domain, const char *dxml, unsigned int flags);

/**
 * virDomainManagedSaveGetXMLDesc:
 * @domain: handle of the domain
 * @flags: bits of virDomainSaveImageXMLFlags
 *
 * Reads the XML inside the managed save image.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection when @flags has
 * VIR_DOMAIN_SAVE_IMAGE_XML_SECURE.
 *
 * Since: 3.7.0
 */
char *virDomainManagedSaveGetXMLDesc(virDomainPtr domain, unsigned int flags);

/**
 * virDomainManagedSaveRemove:
 * @dom: handle of the domain
 * @flags: none defined yet; pass 0
 *
 * Deletes the managed save image, so that the next start boots anew.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.8.0
 */
int virDomainManagedSaveRemove(virDomainPtr dom, unsigned int flags);

/**
 * virDomainMemoryPeek:
 * @dom: handle of the domain
 * @start: first address
 * @size: number of bytes
 * @buffer: memory for @size bytes
 * @flags: bits of virDomainMemoryFlags
 *
 * Reads a piece of the guest's memory.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @buffer is
 * NULL; VIR_MEMORY_VIRTUAL and VIR_MEMORY_PHYSICAL exclude each other.
 *
 * Since: 0.4.2
 */
int virDomainMemoryPeek(virDomainPtr dom,
                        unsigned long long start,
                        size_t size,
                        void *buffer,
                        unsigned int flags);

/**
 * virDomainMemoryStats:
 * @dom: handle of the domain
 * @stats: array to fill in with tags of virDomainMemoryStatTags
 * @nr_stats: room in @stats, VIR_DOMAIN_MEMORY_STAT_NR takes all
 * @flags: none defined yet; pass 0
 *
 * Tells how the guest uses its memory.
 *
 * Returns the number of entries filled in, or -1 on failure.
 *
 * Since: 0.7.5
 */
int virDomainMemoryStats(virDomainPtr dom,
                         virDomainMemoryStatPtr stats,
                         unsigned int nr_stats,
                         unsigned int flags);

/**
 * virDomainMigrate:
 * @domain: handle of the domain
 * @dconn: connection to the destination host
 * @flags: bits of virDomainMigrateFlags
 * @dname: new name of the domain on the destination, or NULL to keep it
 * @uri: address that the source uses to reach the destination; NULL to let the destination choose
 * @bandwidth: limit of the transfer in MiB/s, 0 for the hypervisor's default
 *
 * Moves a domain to another host and returns it as it is there.
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_MIGRATE_NON_SHARED_DISK and
 * VIR_MIGRATE_NON_SHARED_INC exclude each other; VIR_MIGRATE_TUNNELLED and VIR_MIGRATE_PARALLEL
 * exclude each other; VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES requires
 * VIR_MIGRATE_NON_SHARED_DISK | VIR_MIGRATE_NON_SHARED_INC.
 *
 * Since: 0.3.2
 */
virDomainPtr virDomainMigrate(virDomainPtr domain,
                              virConnectPtr dconn,
                              unsigned long flags,
                              const char *dname,
                              const char *uri,
                              unsigned long bandwidth);

/**
 * virDomainMigrate2:
 * @domain: handle of the domain
 * @dconn: connection to the destination host
 * @dxml: XML for the destination, where host-side details may differ; NULL to take the current one
 * @flags: bits of virDomainMigrateFlags
 * @dname: new name of the domain on the destination, or NULL to keep it
 * @uri: address that the source uses to reach the destination; NULL to let the destination choose
 * @bandwidth: limit of the transfer in MiB/s, 0 for the hypervisor's default
 *
 * Moves a domain to another host, possibly with other XML there.
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_MIGRATE_NON_SHARED_DISK and
 * VIR_MIGRATE_NON_SHARED_INC exclude each other; VIR_MIGRATE_TUNNELLED and VIR_MIGRATE_PARALLEL
 * exclude each other; VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES requires
 * VIR_MIGRATE_NON_SHARED_DISK | VIR_MIGRATE_NON_SHARED_INC.
 *
 * Since: 0.9.2
 */
virDomainPtr virDomainMigrate2(virDomainPtr domain,
                               virConnectPtr dconn,
                               const char *dxml,
                               unsigned long flags,
                               const char *dname,
                               const char *uri,
                               unsigned long bandwidth);

/**
 * virDomainMigrate3:
 * @domain: handle of the domain
 * @dconn: connection to the destination host
 * @params: values named by the VIR_MIGRATE_PARAM_* constants; may be NULL
 * @nparams: number of values in @params
 * @flags: bits of virDomainMigrateFlags
 *
 * Moves a domain to another host; all settings are named values.
 *
 * Returns a new handle to be released with virDomainFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @dname is
 * empty; VIR_MIGRATE_NON_SHARED_DISK and VIR_MIGRATE_NON_SHARED_INC exclude each other;
 * VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES requires VIR_MIGRATE_NON_SHARED_DISK |
 * VIR_MIGRATE_NON_SHARED_INC.
 *
 * Since: 1.1.0
 */
virDomainPtr virDomainMigrate3(virDomainPtr domain,
                               virConnectPtr dconn,
                               virTypedParameterPtr params,
                               unsigned int nparams,
                               unsigned int flags);

/**
 * virDomainMigrateGetCompressionCache:
 * @domain: handle of the domain
 * @cacheSize: where the size in bytes is stored
 * @flags: none defined yet; pass 0
 *
 * Tells the size of the cache for compressing repeated pages.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cacheSize is NULL.
 *
 * Since: 1.0.3
 */
int virDomainMigrateGetCompressionCache(virDomainPtr domain,
                                        unsigned long long *cacheSize,
                                        unsigned int flags);

/**
 * virDomainMigrateGetMaxDowntime:
 * @domain: handle of the domain
 * @downtime: where the milliseconds are stored
 * @flags: none defined yet; pass 0
 *
 * Tells how long the guest may pause at the end of a live migration.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @downtime is NULL.
 *
 * Since: 3.7.0
 */
int virDomainMigrateGetMaxDowntime(virDomainPtr domain,
                                   unsigned long long *downtime,
                                   unsigned int flags);

/**
 * virDomainMigrateGetMaxSpeed:
 * @domain: handle of the domain
 * @bandwidth: where the limit in MiB/s is stored
 * @flags: bits of virDomainMigrateMaxSpeedFlags
 *
 * Tells the speed limit of a migration.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @bandwidth is
 * NULL.
 *
 * Since: 0.9.5
 */
int virDomainMigrateGetMaxSpeed(virDomainPtr domain, unsigned long *bandwidth, unsigned int flags);

/**
 * virDomainMigrateSetCompressionCache:
 * @domain: handle of the domain
 * @cacheSize: size in bytes
 * @flags: none defined yet; pass 0
 *
 * Sets the size of the cache for compressing repeated pages.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.0.3
 */
int virDomainMigrateSetCompressionCache(virDomainPtr domain,
                                        unsigned long long cacheSize,
                                        unsigned int flags);

/**
 * virDomainMigrateSetMaxDowntime:
 * @domain: handle of the domain
 * @downtime: milliseconds
 * @flags: none defined yet; pass 0
 *
 * Sets how long the guest may pause at the end of a live migration.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.8.0
 */
int virDomainMigrateSetMaxDowntime(virDomainPtr domain,
                                   unsigned long long downtime,
                                   unsigned int flags);

/**
 * virDomainMigrateSetMaxSpeed:
 * @domain: handle of the domain
 * @bandwidth: limit in MiB/s
 * @flags: bits of virDomainMigrateMaxSpeedFlags
 *
 * Sets the speed limit of a migration.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.0
 */
int virDomainMigrateSetMaxSpeed(virDomainPtr domain, unsigned long bandwidth, unsigned int flags);

/**
 * virDomainMigrateStartPostCopy:
 * @domain: handle of the domain
 * @flags: none defined yet; pass 0
 *
 * Switches a live migration, started with VIR_MIGRATE_POSTCOPY, over: the guest continues at the
 * destination and fetches the rest of its memory from the source.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.3.3
 */
int virDomainMigrateStartPostCopy(virDomainPtr domain, unsigned int flags);

/**
 * virDomainMigrateToURI:
 * @domain: handle of the domain
 * @duri: URI of the destination: a connection with VIR_MIGRATE_PEER2PEER, else an address of the
 *     hypervisor
 * @flags: bits of virDomainMigrateFlags
 * @dname: new name of the domain on the destination, or NULL to keep it
 * @bandwidth: limit of the transfer in MiB/s, 0 for the hypervisor's default
 *
 * Moves a domain to another host without a connection of the caller's own to it.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @duri is NULL;
 * VIR_MIGRATE_TUNNELLED and VIR_MIGRATE_PARALLEL exclude each other.
 *
 * Since: 0.7.2
 */
int virDomainMigrateToURI(virDomainPtr domain,
                          const char *duri,
                          unsigned long flags,
                          const char *dname,
                          unsigned long bandwidth);

/**
 * virDomainMigrateToURI2:
 * @domain: handle of the domain
 * @dconnuri: connection URI of the destination, for VIR_MIGRATE_PEER2PEER; else NULL
 * @miguri: address for the data; may be NULL
 * @dxml: XML for the destination, where host-side details may differ; NULL to take the current one
 * @flags: bits of virDomainMigrateFlags
 * @dname: new name of the domain on the destination, or NULL to keep it
 * @bandwidth: limit of the transfer in MiB/s, 0 for the hypervisor's default
 *
 * Moves a domain to another host, with separate URIs for control and for data.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_MIGRATE_TUNNELLED and
 * VIR_MIGRATE_PARALLEL exclude each other.
 *
 * Since: 0.9.2
 */
int virDomainMigrateToURI2(virDomainPtr domain,
                           const char *dconnuri,
                           const char *miguri,
                           const char *dxml,
                           unsigned long flags,
                           const char *dname,
                           unsigned long bandwidth);

/**
 * virDomainMigrateToURI3:
 * @domain: handle of the domain
 * @dconnuri: connection URI of the destination, for VIR_MIGRATE_PEER2PEER; else NULL
 * @params: values named by the VIR_MIGRATE_PARAM_* constants; may be NULL
 * @nparams: number of values in @params
 * @flags: bits of virDomainMigrateFlags
 *
 * Moves a domain to another host without a connection of the caller's own to it; all settings are
 * named values.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_MIGRATE_TUNNELLED and
 * VIR_MIGRATE_PARALLEL exclude each other.
 *
 * Since: 1.1.0
 */
int virDomainMigrateToURI3(virDomainPtr domain,
                           const char *dconnuri,
                           virTypedParameterPtr params,
                           unsigned int nparams,
                           unsigned int flags);

/**
 * virDomainOpenChannel:
 * @dom: handle of the domain
 * @name: name or alias of the channel; NULL for the first
 * @st: stream to connect
 * @flags: bits of virDomainChannelFlags
 *
 * Connects a stream to a channel device of the guest.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.0.2
 */
int virDomainOpenChannel(virDomainPtr dom, const char *name, virStreamPtr st, unsigned int flags);

/**
 * virDomainOpenConsole:
 * @dom: handle of the domain
 * @dev_name: alias of the console, serial or parallel device; NULL for the first console
 * @st: stream to connect
 * @flags: bits of virDomainConsoleFlags
 *
 * Connects a stream to a console of the guest.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.8.6
 */
int virDomainOpenConsole(virDomainPtr dom,
                         const char *dev_name,
                         virStreamPtr st,
                         unsigned int flags);

/**
 * virDomainOpenGraphics:
 * @dom: handle of the domain
 * @idx: which graphics device, from 0
 * @fd: socket to be taken as the client's connection
 * @flags: bits of virDomainOpenGraphicsFlags
 *
 * Connects one end of the caller's socket to a graphics server of the domain.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @fd is
 * negative.
 *
 * Since: 0.9.7
 */
int virDomainOpenGraphics(virDomainPtr dom, unsigned int idx, int fd, unsigned int flags);

/**
 * virDomainOpenGraphicsFD:
 * @dom: handle of the domain
 * @idx: which graphics device, from 0
 * @flags: bits of virDomainOpenGraphicsFlags
 *
 * Opens a connection to a graphics server of the domain.
 *
 * Returns a socket that the caller has to close, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.2.8
 */
int virDomainOpenGraphicsFD(virDomainPtr dom, unsigned int idx, unsigned int flags);

/**
 * virDomainPMSuspendForDuration:
 * @dom: handle of the domain
 * @target: how deep, a value of virNodeSuspendTarget
 * @duration: seconds after which the guest shall wake; must be 0 where that is not supported
 * @flags: none defined yet; pass 0
 *
 * Asks the guest, through its agent, to go to sleep.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.10
 */
int virDomainPMSuspendForDuration(virDomainPtr dom,
                                  unsigned int target,
                                  unsigned long long duration,
                                  unsigned int flags);

/**
 * virDomainPMWakeup:
 * @dom: handle of the domain
 * @flags: none defined yet; pass 0
 *
 * Wakes a sleeping guest.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.11
 */
int virDomainPMWakeup(virDomainPtr dom, unsigned int flags);

/**
 * virDomainPinEmulator:
 * @domain: handle of the domain
 * @cpumap: bits of host CPUs, CPU 0 is the lowest bit of byte 0; see VIR_USE_CPU()
 * @maplen: length of one bit map in bytes, see VIR_CPU_MAPLEN()
 * @flags: bits of virDomainModificationImpact
 *
 * Says on which host CPUs the emulator's own threads may run.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @cpumap is
 * NULL, or if @maplen is not positive.
 *
 * Since: 0.10.0
 */
int virDomainPinEmulator(virDomainPtr domain,
                         unsigned char *cpumap,
                         int maplen,
                         unsigned int flags);

/**
 * virDomainPinIOThread:
 * @domain: handle of the domain
 * @iothread_id: number of the I/O thread
 * @cpumap: bits of host CPUs, CPU 0 is the lowest bit of byte 0; see VIR_USE_CPU()
 * @maplen: length of one bit map in bytes, see VIR_CPU_MAPLEN()
 * @flags: bits of virDomainModificationImpact
 *
 * Says on which host CPUs an I/O thread may run.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @cpumap is
 * NULL, or if @maplen is not positive.
 *
 * Since: 1.2.14
 */
int virDomainPinIOThread(virDomainPtr domain,
                         unsigned int iothread_id,
                         unsigned char *cpumap,
                         int maplen,
                         unsigned int flags);

/**
 * virDomainPinVcpu:
 * @domain: handle of the domain
 * @vcpu: number of the virtual CPU, from 0
 * @cpumap: bits of host CPUs, CPU 0 is the lowest bit of byte 0; see VIR_USE_CPU()
 * @maplen: length of one bit map in bytes, see VIR_CPU_MAPLEN()
 *
 * Says on which host CPUs a virtual CPU of the running domain may run.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @cpumap is
 * NULL, or if @maplen is not positive.
 *
 * Since: 0.1.4
 */
int virDomainPinVcpu(virDomainPtr domain, unsigned int vcpu, unsigned char *cpumap, int maplen);

/**
 * virDomainPinVcpuFlags:
 * @domain: handle of the domain
 * @vcpu: number of the virtual CPU, from 0
 * @cpumap: bits of host CPUs, CPU 0 is the lowest bit of byte 0; see VIR_USE_CPU()
 * @maplen: length of one bit map in bytes, see VIR_CPU_MAPLEN()
 * @flags: bits of virDomainModificationImpact
 *
 * Says on which host CPUs a virtual CPU may run, now, in the stored definition, or both.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @cpumap is
 * NULL, or if @maplen is not positive.
 *
 * Since: 0.9.3
 */
int virDomainPinVcpuFlags(virDomainPtr domain,
                          unsigned int vcpu,
                          unsigned char *cpumap,
                          int maplen,
                          unsigned int flags);

/**
 * virDomainReboot:
 * @domain: handle of the domain
 * @flags: bits of virDomainRebootFlagValues
 *
 * Asks the guest to reboot. That the call succeeds does not mean that the guest obeys.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.1.0
 */
int virDomainReboot(virDomainPtr domain, unsigned int flags);

/**
 * virDomainRef:
 * @domain: handle of the domain
 *
 * Takes one more reference to the domain, so that several parts of a program can release it on
 * their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.6.0
 */
int virDomainRef(virDomainPtr domain);

/**
 * virDomainRename:
 * @dom: handle of the domain
 * @new_name: the new name
 * @flags: none defined yet; pass 0
 *
 * Gives the domain another name; it must be defined and not running.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @new_name is
 * NULL or empty.
 *
 * Since: 1.2.19
 */
int virDomainRename(virDomainPtr dom, const char *new_name, unsigned int flags);

/**
 * virDomainReset:
 * @domain: handle of the domain
 * @flags: none defined yet; pass 0
 *
 * Resets the guest at once, as the button on a machine does; the process stays.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.7
 */
int virDomainReset(virDomainPtr domain, unsigned int flags);

/**
 * virDomainRestore:
 * @conn: handle of the connection
 * @from: path on the host of the hypervisor
 *
 * Resumes a domain from a file that virDomainSave() wrote.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @from is NULL.
 *
 * Since: 0.0.3
 */
int virDomainRestore(virConnectPtr conn, const char *from);

/**
 * virDomainRestoreFlags:
 * @conn: handle of the connection
 * @from: path on the host of the hypervisor
 * @dxml: XML to use instead of the stored one, where host-side details may differ; NULL for none
 * @flags: bits of virDomainSaveRestoreFlags
 *
 * Resumes a domain from a saved file, possibly with other XML.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @from is NULL;
 * VIR_DOMAIN_SAVE_RUNNING and VIR_DOMAIN_SAVE_PAUSED exclude each other.
 *
 * Since: 0.9.4
 */
int virDomainRestoreFlags(virConnectPtr conn,
                          const char *from,
                          const char *dxml,
                          unsigned int flags);

/**
 * virDomainRestoreParams:
 * @conn: handle of the connection
 * @params: values named by the VIR_DOMAIN_SAVE_PARAM_* constants
 * @nparams: number of values in @params
 * @flags: bits of virDomainSaveRestoreFlags
 *
 * Resumes a domain from a saved file; all settings are named values.
 *
 * Returns 0, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_DOMAIN_SAVE_RUNNING and
 * VIR_DOMAIN_SAVE_PAUSED exclude each other.
 *
 * Since: 8.4.0
 */
int virDomainRestoreParams(virConnectPtr conn,
                           virTypedParameterPtr params,
                           int nparams,
                           unsigned int flags);

/**
 * virDomainResume:
 * @domain: handle of the domain
 *
 * Lets a paused domain run again.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.0.3
 */
int virDomainResume(virDomainPtr domain);

/**
 * virDomainSave:
 * @domain: handle of the domain
 * @to: path on the host of the hypervisor
 *
 * Saves the domain's memory to a file and stops it.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @to is NULL.
 *
 * Since: 0.0.3
 */
int virDomainSave(virDomainPtr domain, const char *to);

/**
 * virDomainSaveFlags:
 * @domain: handle of the domain
 * @to: path on the host of the hypervisor
 * @dxml: XML to use instead of the stored one, where host-side details may differ; NULL for none
 * @flags: bits of virDomainSaveRestoreFlags
 *
 * Saves the domain's memory to a file and stops it, with more choice.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @to is NULL;
 * VIR_DOMAIN_SAVE_RUNNING and VIR_DOMAIN_SAVE_PAUSED exclude each other.
 *
 * Since: 0.9.4
 */
int virDomainSaveFlags(virDomainPtr domain, const char *to, const char *dxml, unsigned int flags);

/**
 * virDomainSaveImageDefineXML:
 * @conn: handle of the connection
 * @file: path on the host of the hypervisor
 * @dxml: the new XML; only host-side details may differ
 * @flags: bits of virDomainSaveRestoreFlags
 *
 * Changes the XML inside a saved file.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @file or @dxml
 * is NULL; VIR_DOMAIN_SAVE_RUNNING and VIR_DOMAIN_SAVE_PAUSED exclude each other.
 *
 * Since: 0.9.4
 */
int virDomainSaveImageDefineXML(virConnectPtr conn,
                                const char *file,
                                const char *dxml,
                                unsigned int flags);

/**
 * virDomainSaveImageGetXMLDesc:
 * @conn: handle of the connection
 * @file: path on the host of the hypervisor
 * @flags: bits of virDomainSaveImageXMLFlags
 *
 * Reads the XML inside a saved file.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @file is NULL.
 *
 * Since: 0.9.4
 */
char *virDomainSaveImageGetXMLDesc(virConnectPtr conn, const char *file, unsigned int flags);

/**
 * virDomainSaveParams:
 * @domain: handle of the domain
 * @params: values named by the VIR_DOMAIN_SAVE_PARAM_* constants
 * @nparams: number of values in @params
 * @flags: bits of virDomainSaveRestoreFlags
 *
 * Saves the domain's memory to a file and stops it; all settings are named values.
 *
 * Returns 0, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_DOMAIN_SAVE_RUNNING and
 * VIR_DOMAIN_SAVE_PAUSED exclude each other.
 *
 * Since: 8.4.0
 */
int virDomainSaveParams(virDomainPtr domain,
                        virTypedParameterPtr params,
                        int nparams,
                        unsigned int flags);

/**
 * virDomainScreenshot:
 * @domain: handle of the domain
 * @stream: stream from which the caller will read the picture
 * @screen: which screen, from 0
 * @flags: none defined yet; pass 0
 *
 * Takes a picture of the guest's screen and sends it through a stream.
 *
 * Returns the media type of the picture, to be released with free(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.2
 */
char *virDomainScreenshot(virDomainPtr domain,
                          virStreamPtr stream,
                          unsigned int screen,
                          unsigned int flags);

/**
 * virDomainSendKey:
 * @domain: handle of the domain
 * @codeset: where the codes come from; a value of virKeycodeSet
 * @holdtime: milliseconds
 * @keycodes: codes of the keys
 * @nkeycodes: number of keys, at most VIR_DOMAIN_SEND_KEY_MAX_KEYS
 * @flags: none defined yet; pass 0
 *
 * Presses keys together, holds them, and releases them.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @keycodes is
 * NULL, or if @nkeycodes is not positive.
 *
 * Since: 0.9.3
 */
int virDomainSendKey(virDomainPtr domain,
                     unsigned int codeset,
                     unsigned int holdtime,
                     unsigned int *keycodes,
                     int nkeycodes,
                     unsigned int flags);

/**
 * virDomainSendProcessSignal:
 * @domain: handle of the domain
 * @pid_value: number of the process inside the guest; negative for a process group
 * @signum: a value of virDomainProcessSignal
 * @flags: none defined yet; pass 0
 *
 * Sends a signal to a process in the guest (containers).
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @pid_value is
 * 0.
 *
 * Since: 1.0.1
 */
int virDomainSendProcessSignal(virDomainPtr domain,
                               long long pid_value,
                               unsigned int signum,
                               unsigned int flags);

/**
 * virDomainSetAutostart:
 * @domain: handle of the domain
 * @autostart: 1 to switch autostart on, 0 to switch it off
 *
 * Says whether the domain is started when the host boots; it must be persistent.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.2.1
 */
int virDomainSetAutostart(virDomainPtr domain, int autostart);

/**
 * virDomainSetAutostartOnce:
 * @domain: handle of the domain
 * @autostart: 1 for yes, 0 for no
 *
 * Says whether the domain is started at the next boot of the host only.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 11.2.0
 */
int virDomainSetAutostartOnce(virDomainPtr domain, int autostart);

/**
 * virDomainSetBlkioParameters:
 * @domain: handle of the domain
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: bits of virDomainModificationImpact
 *
 * Changes the weights and limits of the domain's disk traffic.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params is
 * NULL, or if @nparams is negative.
 *
 * Since: 0.9.0
 */
int virDomainSetBlkioParameters(virDomainPtr domain,
                                virTypedParameterPtr params,
                                int nparams,
                                unsigned int flags);

/**
 * virDomainSetBlockIoTune:
 * @dom: handle of the domain
 * @disk: target name of the disk ("vda") or path of its source
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: bits of virDomainModificationImpact
 *
 * Throttles a disk.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @disk or
 * @params is NULL, or if @nparams is not positive.
 *
 * Since: 0.9.8
 */
int virDomainSetBlockIoTune(virDomainPtr dom,
                            const char *disk,
                            virTypedParameterPtr params,
                            int nparams,
                            unsigned int flags);

/**
 * virDomainSetBlockThreshold:
 * @domain: handle of the domain
 * @dev: target name of the disk, or "name[index]" for an image of its chain
 * @threshold: position in bytes; 0 for none
 * @flags: none defined yet; pass 0
 *
 * Asks for one event when the guest has written beyond a position of an image.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @dev is NULL.
 *
 * Since: 3.1.0
 */
int virDomainSetBlockThreshold(virDomainPtr domain,
                               const char *dev,
                               unsigned long long threshold,
                               unsigned int flags);

/**
 * virDomainSetGuestVcpus:
 * @domain: handle of the domain
 * @cpumap: list of CPU numbers, such as "0,2-4"
 * @state: 0 for off, else on
 * @flags: none defined yet; pass 0
 *
 * Asks the guest agent to switch virtual CPUs on or off inside the guest.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @cpumap is
 * NULL.
 *
 * Since: 2.0.0
 */
int virDomainSetGuestVcpus(virDomainPtr domain, const char *cpumap, int state, unsigned int flags);

/**
 * virDomainSetIOThreadParams:
 * @domain: handle of the domain
 * @iothread_id: number of the I/O thread
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: bits of virDomainModificationImpact and virTypedParameterFlags
 *
 * Changes the tuning of an I/O thread.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params is
 * NULL, or if @nparams is not positive.
 *
 * Since: 4.10.0
 */
int virDomainSetIOThreadParams(virDomainPtr domain,
                               unsigned int iothread_id,
                               virTypedParameterPtr params,
                               int nparams,
                               unsigned int flags);

/**
 * virDomainSetInterfaceParameters:
 * @domain: handle of the domain
 * @device: target name of the interface, or its MAC address
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: bits of virDomainModificationImpact
 *
 * Changes the bandwidth limits of an interface.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params is
 * NULL, or if @nparams is not positive.
 *
 * Since: 0.9.9
 */
int virDomainSetInterfaceParameters(virDomainPtr domain,
                                    const char *device,
                                    virTypedParameterPtr params,
                                    int nparams,
                                    unsigned int flags);

/**
 * virDomainSetLaunchSecurityState:
 * @domain: handle of the domain
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: none defined yet; pass 0
 *
 * Hands a secret to a protected guest before it runs.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params is
 * NULL, or if @nparams is not positive.
 *
 * Since: 8.0.0
 */
int virDomainSetLaunchSecurityState(virDomainPtr domain,
                                    virTypedParameterPtr params,
                                    int nparams,
                                    unsigned int flags);

/**
 * virDomainSetLifecycleAction:
 * @domain: handle of the domain
 * @type: which occasion; a value of virDomainLifecycle
 * @action: what to do; a value of virDomainLifecycleAction
 * @flags: bits of virDomainModificationImpact
 *
 * Says what happens when the guest powers off, reboots or crashes.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 3.9.0
 */
int virDomainSetLifecycleAction(virDomainPtr domain,
                                unsigned int type,
                                unsigned int action,
                                unsigned int flags);

/**
 * virDomainSetMaxMemory:
 * @domain: handle of the domain
 * @memory: size in KiB
 *
 * Changes the memory that the domain can have at most.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @memory is 0.
 *
 * Since: 0.0.3
 */
int virDomainSetMaxMemory(virDomainPtr domain, unsigned long memory);

/**
 * virDomainSetMemory:
 * @domain: handle of the domain
 * @memory: size in KiB
 *
 * Changes the memory that the running domain uses, up to its maximum.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @memory is 0.
 *
 * Since: 0.1.1
 */
int virDomainSetMemory(virDomainPtr domain, unsigned long memory);

/**
 * virDomainSetMemoryFlags:
 * @domain: handle of the domain
 * @memory: size in KiB
 * @flags: bits of virDomainMemoryModFlags
 *
 * Changes the memory, or the maximum, of the running domain, of its stored definition, or both.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @memory is 0.
 *
 * Since: 0.9.0
 */
int virDomainSetMemoryFlags(virDomainPtr domain, unsigned long memory, unsigned int flags);

/**
 * virDomainSetMemoryParameters:
 * @domain: handle of the domain
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: bits of virDomainModificationImpact
 *
 * Changes the memory limits that the host puts on the domain, in KiB.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params is
 * NULL, or if @nparams is not positive.
 *
 * Since: 0.8.5
 */
int virDomainSetMemoryParameters(virDomainPtr domain,
                                 virTypedParameterPtr params,
                                 int nparams,
                                 unsigned int flags);

/**
 * virDomainSetMemoryStatsPeriod:
 * @domain: handle of the domain
 * @period: seconds, 0 for never
 * @flags: bits of virDomainMemoryModFlags
 *
 * Says how often the guest's balloon driver reports its memory use.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @period is
 * negative.
 *
 * Since: 1.1.1
 */
int virDomainSetMemoryStatsPeriod(virDomainPtr domain, int period, unsigned int flags);

/**
 * virDomainSetMetadata:
 * @domain: handle of the domain
 * @type: which part of the metadata; a value of virDomainMetadataType
 * @metadata: new text or element, NULL to remove it
 * @key: prefix under which the namespace is kept; NULL for title and description
 * @uri: namespace of the custom element; NULL for title and description
 * @flags: bits of virDomainModificationImpact
 *
 * Changes title, description or a custom element of the domain.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.10
 */
int virDomainSetMetadata(virDomainPtr domain,
                         int type,
                         const char *metadata,
                         const char *key,
                         const char *uri,
                         unsigned int flags);

/**
 * virDomainSetNumaParameters:
 * @domain: handle of the domain
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: bits of virDomainModificationImpact
 *
 * Changes how the domain's memory is placed on NUMA nodes.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params is
 * NULL, or if @nparams is not positive.
 *
 * Since: 0.9.9
 */
int virDomainSetNumaParameters(virDomainPtr domain,
                               virTypedParameterPtr params,
                               int nparams,
                               unsigned int flags);

/**
 * virDomainSetPerfEvents:
 * @domain: handle of the domain
 * @params: booleans named by the VIR_PERF_PARAM_* constants
 * @nparams: number of values in @params
 * @flags: bits of virDomainModificationImpact
 *
 * Switches performance events on and off.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params is
 * NULL, or if @nparams is not positive.
 *
 * Since: 1.3.3
 */
int virDomainSetPerfEvents(virDomainPtr domain,
                           virTypedParameterPtr params,
                           int nparams,
                           unsigned int flags);

/**
 * virDomainSetSchedulerParameters:
 * @domain: handle of the domain
 * @params: array of the values
 * @nparams: number of values in @params
 *
 * Changes the CPU scheduling of the running domain.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params is
 * NULL, or if @nparams is negative.
 *
 * Since: 0.2.3
 */
int virDomainSetSchedulerParameters(virDomainPtr domain, virTypedParameterPtr params, int nparams);

/**
 * virDomainSetSchedulerParametersFlags:
 * @domain: handle of the domain
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: bits of virDomainModificationImpact
 *
 * Changes the CPU scheduling of the running domain, of its stored definition, or both.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @params is
 * NULL, or if @nparams is negative.
 *
 * Since: 0.9.2
 */
int virDomainSetSchedulerParametersFlags(virDomainPtr domain,
                                         virTypedParameterPtr params,
                                         int nparams,
                                         unsigned int flags);

/**
 * virDomainSetThrottleGroup:
 * @dom: handle of the domain
 * @group: name of the group
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: bits of virDomainModificationImpact
 *
 * Creates or changes a throttle group, a limit that disks can share.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @group or
 * @params is NULL, or if @nparams is not positive.
 *
 * Since: 11.2.0
 */
int virDomainSetThrottleGroup(virDomainPtr dom,
                              const char *group,
                              virTypedParameterPtr params,
                              int nparams,
                              unsigned int flags);

/**
 * virDomainSetTime:
 * @dom: handle of the domain
 * @seconds: seconds since 1970 in UTC
 * @nseconds: nanoseconds
 * @flags: bits of virDomainSetTimeFlags
 *
 * Sets the guest's clock through its agent.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 1.2.5
 */
int virDomainSetTime(virDomainPtr dom,
                     long long seconds,
                     unsigned int nseconds,
                     unsigned int flags);

/**
 * virDomainSetUserPassword:
 * @dom: handle of the domain
 * @user: name of the user
 * @password: the new password
 * @flags: bits of virDomainSetUserPasswordFlags
 *
 * Changes the password of a user of the guest, through its agent.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @user or
 * @password is NULL.
 *
 * Since: 1.2.16
 */
int virDomainSetUserPassword(virDomainPtr dom,
                             const char *user,
                             const char *password,
                             unsigned int flags);

/**
 * virDomainSetVcpu:
 * @domain: handle of the domain
 * @vcpumap: list of CPU numbers, such as "0,2-4"
 * @state: 0 for out, else in
 * @flags: bits of virDomainModificationImpact
 *
 * Plugs single virtual CPUs in or out.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @vcpumap is
 * NULL.
 *
 * Since: 3.1.0
 */
int virDomainSetVcpu(virDomainPtr domain, const char *vcpumap, int state, unsigned int flags);

/**
 * virDomainSetVcpus:
 * @domain: handle of the domain
 * @nvcpus: the new number
 *
 * Changes the number of virtual CPUs of the running domain, up to its maximum.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @nvcpus is 0.
 *
 * Since: 0.1.4
 */
int virDomainSetVcpus(virDomainPtr domain, unsigned int nvcpus);

/**
 * virDomainSetVcpusFlags:
 * @domain: handle of the domain
 * @nvcpus: the new number
 * @flags: bits of virDomainVcpuFlags
 *
 * Changes the number of virtual CPUs, or the maximum, of the running domain, of its stored
 * definition, or both.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @nvcpus is 0;
 * VIR_DOMAIN_VCPU_GUEST and VIR_DOMAIN_AFFECT_CONFIG exclude each other; VIR_DOMAIN_VCPU_MAXIMUM
 * requires VIR_DOMAIN_AFFECT_CONFIG.
 *
 * Since: 0.8.5
 */
int virDomainSetVcpusFlags(virDomainPtr domain, unsigned int nvcpus, unsigned int flags);

/**
 * virDomainShutdown:
 * @domain: handle of the domain
 *
 * Asks the guest to power off. That the call succeeds does not mean that the guest obeys.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.0.3
 */
int virDomainShutdown(virDomainPtr domain);

/**
 * virDomainShutdownFlags:
 * @domain: handle of the domain
 * @flags: bits of virDomainShutdownFlagValues
 *
 * Asks the guest to power off, by the ways that @flags name.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.10
 */
int virDomainShutdownFlags(virDomainPtr domain, unsigned int flags);

/**
 * virDomainStartDirtyRateCalc:
 * @domain: handle of the domain
 * @seconds: length of the measurement, 1 to 60
 * @flags: bits of virDomainDirtyRateCalcFlags
 *
 * Starts measuring how fast the guest changes its memory; virConnectGetAllDomainStats() gives the
 * result.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection;
 * VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING and VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP exclude each
 * other; VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING and VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING exclude
 * each other; VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP and VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING
 * exclude each other.
 *
 * Since: 7.2.0
 */
int virDomainStartDirtyRateCalc(virDomainPtr domain, int seconds, unsigned int flags);

/**
 * virDomainStatsRecordListFree:
 * @stats: the array; NULL does nothing
 *
 * Releases an array of statistics with all that it holds.
 *
 * Since: 1.2.8
 */
void virDomainStatsRecordListFree(virDomainStatsRecordPtr *stats);

/**
 * virDomainSuspend:
 * @domain: handle of the domain
 *
 * Pauses the domain; it keeps its memory but gets no CPU time.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.0.3
 */
int virDomainSuspend(virDomainPtr domain);

/**
 * virDomainUndefine:
 * @domain: handle of the domain
 *
 * Removes the stored definition. A running domain becomes transient.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.1.1
 */
int virDomainUndefine(virDomainPtr domain);

/**
 * virDomainUndefineFlags:
 * @domain: handle of the domain
 * @flags: bits of virDomainUndefineFlagsValues
 *
 * Removes the stored definition and, by @flags, what belongs to it (managed save, snapshots, NVRAM,
 * TPM).
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.9.4
 */
int virDomainUndefineFlags(virDomainPtr domain, unsigned int flags);

/**
 * virDomainUpdateDeviceFlags:
 * @domain: handle of the domain
 * @xml: description in XML
 * @flags: bits of virDomainDeviceModifyFlags
 *
 * Changes settings of a device that exists, for instance the medium of a drive.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.8.0
 */
int virDomainUpdateDeviceFlags(virDomainPtr domain, const char *xml, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_DOMAIN_H */
