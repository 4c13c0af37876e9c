// SPDX-License-Identifier: LGPL-2.1-or-later
// See words.h.
#include "apps/virsh/words.h"

#include <iterator>

namespace vireo::sh {

namespace {

constexpr const char* events[] = {
    "lifecycle", "reboot", "rtc-change", "watchdog", "io-error", "graphics", "io-error-reason", "control-error", "block-job", "disk-change",
    "tray-change", "pm-wakeup", "pm-suspend", "balloon-change", "pm-suspend-disk", "device-removed", "block-job-2", "tunable",
    "agent-lifecycle", "device-added", "migration-iteration", "job-completed", "device-removal-failed", "metadata-change",
    "block-threshold", "memory-failure", "memory-device-size-change", "nic-mac-change"};
constexpr const char* net_events[] = {"lifecycle", "metadata-change"};
constexpr const char* pool_events[] = {"lifecycle", "refresh"};
constexpr const char* dev_events[] = {"lifecycle", "update"};
constexpr const char* secret_events[] = {"lifecycle", "value-changed"};
constexpr const char* codesets[] = {"linux", "xt", "atset1", "atset2", "atset3", "os_x", "xt_kbd", "usb", "win32", "rfb", "qnum"};
constexpr const char* update_commands[] = {"none", "modify", "delete", "add-last", "add-first"};
constexpr const char* update_sections[] = {"none", "bridge", "domain", "ip", "ip-dhcp-host", "ip-dhcp-range", "forward", "forward-interface",
                                           "forward-pf", "portgroup", "dns-host", "dns-txt", "dns-srv"};
constexpr const char* life_types[] = {"poweroff", "reboot", "crash"};
constexpr const char* life_actions[] = {"destroy", "restart", "rename-restart", "preserve", "coredump-destroy", "coredump-restart"};
constexpr const char* modes[] = {"acpi", "agent", "initctl", "signal", "paravirt"};
constexpr const char* signals[] = {
    "nop", "hup", "int", "quit", "ill", "trap", "abrt", "bus", "fpe", "kill", "usr1", "segv", "usr2", "pipe", "alrm", "term", "stkflt", "chld",
    "cont", "stop", "tstp", "ttin", "ttou", "urg", "xcpu", "xfsz", "vtalrm", "prof", "winch", "poll", "pwr", "sys", "rt0", "rt1", "rt2", "rt3",
    "rt4", "rt5", "rt6", "rt7", "rt8", "rt9", "rt10", "rt11", "rt12", "rt13", "rt14", "rt15", "rt16", "rt17", "rt18", "rt19", "rt20", "rt21",
    "rt22", "rt23", "rt24", "rt25", "rt26", "rt27", "rt28", "rt29", "rt30", "rt31", "rt32"};
constexpr const char* wipes[] = {"zero", "nnsa", "dod", "bsi", "gutmann", "schneier", "pfitzner7", "pfitzner33", "random", "trim"};
constexpr const char* numas[] = {"strict", "preferred", "interleave", "restrictive"};
constexpr const char* jobs[] = {"None", "Bounded", "Unbounded", "Completed", "Failed", "Cancelled"};
constexpr const char* suspends[] = {"mem", "disk", "hybrid"};
constexpr const char* dumps[] = {"elf", "kdump-zlib", "kdump-lzo", "kdump-snappy", "win-dmp", "kdump-raw-zlib", "kdump-raw-lzo", "kdump-raw-snappy"};
constexpr const char* links[] = {"up", "down"};
constexpr const char* caps[] = {"system", "pci", "usb_device", "usb", "net", "scsi_host", "scsi_target", "scsi", "storage", "fc_host", "vports",
                                "scsi_generic", "drm", "mdev_types", "mdev", "ccw", "css", "vdpa", "ap_card", "ap_queue", "ap_matrix", "vpd",
                                "ccwgroup"};
constexpr const char* pools[] = {"dir", "fs", "netfs", "logical", "disk", "iscsi", "iscsi-direct", "scsi", "mpath", "rbd", "sheepdog", "gluster",
                                 "zfs", "vstorage"};
constexpr const char* perfs[] = {"cmt", "mbmt", "mbml", "cpu_cycles", "instructions", "cache_references", "cache_misses", "branch_instructions",
                                 "branch_misses", "bus_cycles", "stalled_cycles_frontend", "stalled_cycles_backend", "ref_cpu_cycles",
                                 "cpu_clock", "task_clock", "page_faults", "context_switches", "cpu_migrations", "page_faults_min",
                                 "page_faults_maj", "alignment_faults", "emulation_faults"};
constexpr const char* update_verbs[] = {"add", "add-last", "add-first", "delete", "modify"};

}  // namespace

const Words event_names = events, network_event_names = net_events, pool_event_names = pool_events, nodedev_event_names = dev_events,
            secret_event_names = secret_events, codeset_names = codesets, network_update_commands = update_commands,
            network_update_sections = update_sections, lifecycle_types = life_types, lifecycle_actions = life_actions, shutdown_modes = modes,
            process_signals = signals, wipe_algorithms = wipes, numa_modes = numas, job_names = jobs, suspend_targets = suspends,
            dump_formats = dumps, link_states = links, nodedev_capabilities = caps, pool_types = pools, perf_events = perfs;

const char* word_at(Words words, int number, const char* otherwise)
{
    return number >= 0 && static_cast<size_t>(number) < words.size() ? words[static_cast<size_t>(number)] : otherwise;
}

int word_index(Words words, std::string_view word)
{
    for (size_t i = 0; i < words.size(); ++i)
        if (word == words[i]) return static_cast<int>(i);
    return -1;
}

std::vector<std::string> words_of_option(std::string_view c, std::string_view o)
{
    struct Row {
        const char* command;   // "" for any
        const char* option;
        Words words;
        size_t skip = 0;       // leading words that are not offered
    };
    const Row rows[] = {
        {"event", "event", events}, {"net-event", "event", net_events}, {"pool-event", "event", pool_events}, {"nodedev-event", "event", dev_events},
        {"secret-event", "event", secret_events}, {"send-key", "codeset", codesets}, {"net-update", "command", update_verbs},
        {"net-update", "section", update_sections, 1}, {"set-lifecycle-action", "type", life_types}, {"set-lifecycle-action", "action", life_actions},
        {"shutdown", "mode", modes}, {"reboot", "mode", modes}, {"send-process-signal", "signame", signals}, {"vol-wipe", "algorithm", wipes},
        {"numatune", "mode", numas}, {"nodesuspend", "target", suspends}, {"dompmsuspend", "target", suspends}, {"dump", "format", dumps},
        {"domif-setlink", "state", links}, {"nodedev-list", "cap", caps}, {"pool-list", "type", pools}, {"pool-create-as", "type", pools},
        {"pool-define-as", "type", pools}, {"find-storage-pool-sources-as", "type", pools}, {"find-storage-pool-sources", "type", pools},
        {"perf", "enable", perfs}, {"perf", "disable", perfs},
    };
    std::vector<std::string> out;
    for (const Row& r : rows) {
        if (o != r.option || (*r.command && c != r.command)) continue;
        for (size_t i = r.skip; i < r.words.size(); ++i) {
            if (c == "send-key" && std::string_view(r.words[i]) == "rfb") continue;   // only an old name for qnum
            out.emplace_back(r.words[i]);
        }
        break;
    }
    return out;
}

}  // namespace vireo::sh
