// SPDX-License-Identifier: LGPL-2.1-or-later
// Migration, and the jobs of a domain.
#include "apps/virsh/job.h"
#include "apps/virsh/words.h"

#include <climits>
#include <cstring>

namespace vireo::sh {

namespace {

void fill(Virsh& sh, const Args& args, Params& p)
{
    auto text = [&](const char* option, const char* field) {
        if (const char* v = args.str(option)) sh.check(virTypedParamsAddString(&p.p, &p.n, &p.room, field, v) >= 0);
    };
    auto integer = [&](const char* option, const char* field) {
        if (auto v = args.integer(option)) sh.check(virTypedParamsAddInt(&p.p, &p.n, &p.room, field, *v) >= 0);
    };
    auto large = [&](const char* option, const char* field) {
        if (auto v = args.ullong(option)) sh.check(virTypedParamsAddULLong(&p.p, &p.n, &p.room, field, *v) >= 0);
    };
    text("migrateuri", VIR_MIGRATE_PARAM_URI);
    text("graphicsuri", VIR_MIGRATE_PARAM_GRAPHICS_URI);
    text("listen-address", VIR_MIGRATE_PARAM_LISTEN_ADDRESS);
    text("dname", VIR_MIGRATE_PARAM_DEST_NAME);
    text("disks-uri", VIR_MIGRATE_PARAM_DISKS_URI);
    text("tls-destination", VIR_MIGRATE_PARAM_TLS_DESTINATION);
    integer("disks-port", VIR_MIGRATE_PARAM_DISKS_PORT);
    struct { const char* option; const char* field; } lists[] = {{"migrate-disks", VIR_MIGRATE_PARAM_MIGRATE_DISKS},
        {"migrate-disks-detect-zeroes", VIR_MIGRATE_PARAM_MIGRATE_DISKS_DETECT_ZEROES}, {"comp-methods", VIR_MIGRATE_PARAM_COMPRESSION}};
    for (auto& l : lists)
        if (const char* v = args.str(l.option))
            for (const std::string& one : split(v, ','))
                sh.check(virTypedParamsAddString(&p.p, &p.n, &p.room, l.field, one.c_str()) >= 0);
    struct { const char* option; const char* field; } documents[] = {{"xml", VIR_MIGRATE_PARAM_DEST_XML}, {"persistent-xml", VIR_MIGRATE_PARAM_PERSIST_XML}};
    for (auto& d : documents)
        if (const char* v = args.str(d.option)) {
            std::string xml = sh.read_file(v);
            sh.check(virTypedParamsAddString(&p.p, &p.n, &p.room, d.field, xml.c_str()) >= 0);
        }
    integer("comp-mt-level", VIR_MIGRATE_PARAM_COMPRESSION_MT_LEVEL);
    integer("comp-mt-threads", VIR_MIGRATE_PARAM_COMPRESSION_MT_THREADS);
    integer("comp-mt-dthreads", VIR_MIGRATE_PARAM_COMPRESSION_MT_DTHREADS);
    large("comp-xbzrle-cache", VIR_MIGRATE_PARAM_COMPRESSION_XBZRLE_CACHE);
    integer("auto-converge-initial", VIR_MIGRATE_PARAM_AUTO_CONVERGE_INITIAL);
    integer("auto-converge-increment", VIR_MIGRATE_PARAM_AUTO_CONVERGE_INCREMENT);
    large("bandwidth", VIR_MIGRATE_PARAM_BANDWIDTH);
    large("postcopy-bandwidth", VIR_MIGRATE_PARAM_BANDWIDTH_POSTCOPY);
    large("available-switchover-bandwidth", VIR_MIGRATE_PARAM_BANDWIDTH_AVAIL_SWITCHOVER);
    integer("parallel-connections", VIR_MIGRATE_PARAM_PARALLEL_CONNECTIONS);
    integer("comp-zlib-level", VIR_MIGRATE_PARAM_COMPRESSION_ZLIB_LEVEL);
    integer("comp-zstd-level", VIR_MIGRATE_PARAM_COMPRESSION_ZSTD_LEVEL);
}

}  // namespace

COMMAND(migrate)
{
    struct { const char* option; unsigned bit; } bits[] = {
        {"live", VIR_MIGRATE_LIVE}, {"offline", VIR_MIGRATE_OFFLINE}, {"p2p", VIR_MIGRATE_PEER2PEER}, {"tunnelled", VIR_MIGRATE_TUNNELLED},
        {"persistent", VIR_MIGRATE_PERSIST_DEST}, {"undefinesource", VIR_MIGRATE_UNDEFINE_SOURCE}, {"suspend", VIR_MIGRATE_PAUSED},
        {"copy-storage-all", VIR_MIGRATE_NON_SHARED_DISK}, {"copy-storage-inc", VIR_MIGRATE_NON_SHARED_INC},
        {"copy-storage-synchronous-writes", VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES}, {"change-protection", VIR_MIGRATE_CHANGE_PROTECTION},
        {"unsafe", VIR_MIGRATE_UNSAFE}, {"compressed", VIR_MIGRATE_COMPRESSED}, {"auto-converge", VIR_MIGRATE_AUTO_CONVERGE},
        {"rdma-pin-all", VIR_MIGRATE_RDMA_PIN_ALL}, {"abort-on-error", VIR_MIGRATE_ABORT_ON_ERROR}, {"postcopy", VIR_MIGRATE_POSTCOPY},
        {"postcopy-resume", VIR_MIGRATE_POSTCOPY_RESUME}, {"zerocopy", VIR_MIGRATE_ZEROCOPY}, {"tls", VIR_MIGRATE_TLS},
        {"parallel", VIR_MIGRATE_PARALLEL}};
    args.exclusive("live", "offline");
    args.exclusive("timeout-suspend", "timeout-postcopy");
    args.requires_option("postcopy-after-precopy", "postcopy");
    args.requires_option("timeout-postcopy", "postcopy");
    args.requires_option("persistent-xml", "persistent");
    args.requires_option("tls-destination", "tls");
    args.requires_option("parallel-connections", "parallel");
    unsigned flags = 0;
    for (auto& b : bits)
        if (args.has(b.option)) flags |= b.bit;
    Dom dom = sh.domain(args);
    auto timeout = args.timeout_ms("timeout");
    bool suspend = args.has("timeout-suspend"), postcopy = args.has("timeout-postcopy");
    if ((suspend || postcopy) && !timeout) sh.fail("migrate: Unexpected timeout for offline migration");
    if (timeout && !(flags & VIR_MIGRATE_LIVE)) sh.fail("migrate: Unexpected timeout for offline migration");
    if (timeout && !suspend && !postcopy) suspend = true;
    bool direct = args.has("direct");
    const char* uri = args.str("desturi");
    Params p;
    fill(sh, args, p);

    JobWatch watch{"Migration", args.has("verbose"), timeout.value_or(0), {}};
    watch.on_timeout = [&] {
        if (suspend) virDomainSuspend(dom);
        else virDomainMigrateStartPostCopy(dom, 0);
    };
    // post-copy as soon as one pass over the memory is done
    int callback = -1;
    if (args.has("postcopy-after-precopy")) {
        auto on_iteration = [](virConnectPtr, virDomainPtr d, int iteration, void*) {
            if (iteration == 2) virDomainMigrateStartPostCopy(d, 0);
        };
        virConnectDomainEventMigrationIterationCallback f = on_iteration;
        // the API takes callbacks of all events as one type
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-function-type"
        callback = virConnectDomainEventRegisterAny(sh.conn(), dom, VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION, VIR_DOMAIN_EVENT_CALLBACK(f), nullptr, nullptr);
#pragma GCC diagnostic pop
        sh.check(callback >= 0);
    }
    bool good = false;
    if ((flags & VIR_MIGRATE_PEER2PEER) || direct) {
        // the source talks to the destination; with --direct the hypervisor alone
        if (direct && virTypedParamsGet(p.p, p.n, VIR_MIGRATE_PARAM_URI) == nullptr)
            sh.check(virTypedParamsAddString(&p.p, &p.n, &p.room, VIR_MIGRATE_PARAM_URI, uri) >= 0);
        good = run_job(sh, dom, watch, [&] { return virDomainMigrateToURI3(dom, direct ? nullptr : uri, p.p, static_cast<unsigned>(p.n), flags) == 0; });
    } else {
        virConnectPtr dest = virConnectOpenAuth(uri, virConnectAuthPtrDefault, 0);
        sh.check(dest);
        good = run_job(sh, dom, watch, [&] {
            Dom moved(virDomainMigrate3(dom, dest, p.p, static_cast<unsigned>(p.n), flags));
            return moved.get() != nullptr;
        });
        virConnectClose(dest);
    }
    if (callback >= 0) virConnectDomainEventDeregisterAny(sh.conn(), callback);
    sh.check(good);
}

COMMAND(migrate_setmaxdowntime)
{
    Dom dom = sh.domain(args);
    auto downtime = args.llong("downtime");
    sh.check(*downtime >= 1, "migrate: Invalid downtime");
    sh.check(virDomainMigrateSetMaxDowntime(dom, static_cast<unsigned long long>(*downtime), 0) >= 0);
}

COMMAND(migrate_getmaxdowntime)
{
    Dom dom = sh.domain(args);
    unsigned long long downtime = 0;
    sh.check(virDomainMigrateGetMaxDowntime(dom, &downtime, 0) >= 0);
    sh.print("{}\n", downtime);
}

COMMAND(migrate_compcache)
{
    Dom dom = sh.domain(args);
    if (auto size = args.ullong("size")) sh.check(virDomainMigrateSetCompressionCache(dom, *size, 0) >= 0);
    unsigned long long size = 0;
    sh.check(virDomainMigrateGetCompressionCache(dom, &size, 0) >= 0);
    Pretty p = pretty_size(size);
    sh.print("Compression cache: {:.3f} {}", p.value, p.unit);
}

COMMAND(migrate_setspeed)
{
    Dom dom = sh.domain(args);
    auto speed = args.ulong_wrap("bandwidth");
    sh.check(virDomainMigrateSetMaxSpeed(dom, *speed, args.has("postcopy") ? VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY : 0) >= 0);
}

COMMAND(migrate_getspeed)
{
    Dom dom = sh.domain(args);
    unsigned long speed = 0;
    sh.check(virDomainMigrateGetMaxSpeed(dom, &speed, args.has("postcopy") ? VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY : 0) >= 0);
    sh.print("{}\n", speed);
}

COMMAND(migrate_postcopy)
{
    Dom dom = sh.domain(args);
    sh.check(virDomainMigrateStartPostCopy(dom, 0) >= 0);
}

COMMAND(domjobabort)
{
    Dom dom = sh.domain(args);
    unsigned flags = args.has("postcopy") ? VIR_DOMAIN_ABORT_JOB_POSTCOPY : 0;
    sh.check((flags ? virDomainAbortJobFlags(dom, flags) : virDomainAbortJob(dom)) >= 0);
}

namespace {

// The figures of a running or finished job, taken out of the parameters as they are shown.
struct JobReport {
    Virsh& sh;
    const virTypedParameter* p;
    int n;

    std::optional<unsigned long long> number(const char* field) const
    {
        auto* v = virTypedParamsGet(const_cast<virTypedParameterPtr>(p), n, field);
        return v && v->type == VIR_TYPED_PARAM_ULLONG ? std::optional(v->value.ul) : std::nullopt;
    }
    std::optional<int> integer(const char* field) const
    {
        auto* v = virTypedParamsGet(const_cast<virTypedParameterPtr>(p), n, field);
        return v && v->type == VIR_TYPED_PARAM_INT ? std::optional(v->value.i) : std::nullopt;
    }
    void size(const char* label, const char* field, const char* suffix = "") const
    {
        if (auto v = number(field)) {
            Pretty s = pretty_size(*v);
            sh.print("{:<17} {:.3f} {}{}\n", label, s.value, s.unit, suffix);
        }
    }
    void count(const char* label, const char* field, const char* unit = "") const
    {
        if (auto v = number(field)) sh.print("{:<17} {:<12}{}\n", label, *v, unit);
    }
};

}  // namespace

COMMAND(domjobinfo)
{
    static constexpr const char* operations[] = {"Unknown", "Start", "Save", "Restore", "Incoming migration", "Outgoing migration", "Snapshot",
                                                 "Snapshot revert", "Dump", "Backup", "Snapshot delete"};
    args.requires_option("keep-completed", "completed");
    Dom dom = sh.domain(args);
    unsigned flags = 0;
    if (args.has("completed")) flags |= VIR_DOMAIN_JOB_STATS_COMPLETED;
    if (args.has("keep-completed")) flags |= VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED;
    bool raw = args.has("rawstats"), any = args.has("anystats");
    Params p;
    int type = 0;
    if (virDomainGetJobStats(dom, &type, &p.p, &p.n, flags) < 0) {
        virErrorPtr e = virGetLastError();
        if (!e || e->code != VIR_ERR_NO_SUPPORT) sh.fail();
        if (flags || raw) sh.fail("Optional flags or --rawstats are not supported by the daemon");
        sh.forget_error();
        virDomainJobInfo i;
        sh.check(virDomainGetJobInfo(dom, &i) >= 0);
        type = i.type;
        auto add = [&](const char* f, unsigned long long v) {
            if (v) virTypedParamsAddULLong(&p.p, &p.n, &p.room, f, v);
        };
        virTypedParamsAddULLong(&p.p, &p.n, &p.room, VIR_DOMAIN_JOB_TIME_ELAPSED, i.timeElapsed);
        add(VIR_DOMAIN_JOB_TIME_REMAINING, i.timeRemaining);
        add(VIR_DOMAIN_JOB_DATA_PROCESSED, i.dataProcessed);
        add(VIR_DOMAIN_JOB_DATA_REMAINING, i.dataRemaining);
        add(VIR_DOMAIN_JOB_DATA_TOTAL, i.dataTotal);
    }
    sh.print("{:<17} {:<12}\n", "Job type:", word_at(job_names, type));
    if (raw) {
        for (auto& v : p) sh.print("{:<17} {}\n", std::string(v.field) + ":", param_text(v));
        return;
    }
    if (type == VIR_DOMAIN_JOB_NONE || (!any && type != VIR_DOMAIN_JOB_BOUNDED && type != VIR_DOMAIN_JOB_UNBOUNDED && type != VIR_DOMAIN_JOB_COMPLETED)) {
        if (type == VIR_DOMAIN_JOB_NONE || !any) return;
    }
    JobReport r{sh, p.p, p.n};
    if (auto op = r.integer(VIR_DOMAIN_JOB_OPERATION)) sh.print("{:<17} {:<12}\n", "Operation:", word_at(operations, *op, "Unknown"));
    r.count("Time elapsed:", VIR_DOMAIN_JOB_TIME_ELAPSED, " ms");
    r.count("Time elapsed w/o network:", VIR_DOMAIN_JOB_TIME_ELAPSED_NET, " ms");
    if (type == VIR_DOMAIN_JOB_BOUNDED) r.count("Time remaining:", VIR_DOMAIN_JOB_TIME_REMAINING, " ms");
    auto group = [&](const char* processed, const char* remaining, const char* total, const char* f1, const char* f2, const char* f3) {
        auto t = r.number(f3);
        if (!t || (*t == 0 && !r.number(f1).value_or(0) && !r.number(f2).value_or(0))) return false;
        r.size(processed, f1);
        r.size(remaining, f2);
        r.size(total, f3);
        return true;
    };
    group("Data processed:", "Data remaining:", "Data total:", VIR_DOMAIN_JOB_DATA_PROCESSED, VIR_DOMAIN_JOB_DATA_REMAINING, VIR_DOMAIN_JOB_DATA_TOTAL);
    if (group("Memory processed:", "Memory remaining:", "Memory total:", VIR_DOMAIN_JOB_MEMORY_PROCESSED, VIR_DOMAIN_JOB_MEMORY_REMAINING,
              VIR_DOMAIN_JOB_MEMORY_TOTAL))
        r.size("Memory bandwidth:", VIR_DOMAIN_JOB_MEMORY_BPS, "/s");
    r.count("Dirty rate:", VIR_DOMAIN_JOB_MEMORY_DIRTY_RATE, " pages/s");
    if (auto v = r.number(VIR_DOMAIN_JOB_MEMORY_PAGE_SIZE)) sh.print("{:<17} {:<12} bytes\n", "Page size:", *v);
    r.count("Iteration:", VIR_DOMAIN_JOB_MEMORY_ITERATION);
    r.count("Postcopy requests:", VIR_DOMAIN_JOB_MEMORY_POSTCOPY_REQS);
    if (group("File processed:", "File remaining:", "File total:", VIR_DOMAIN_JOB_DISK_PROCESSED, VIR_DOMAIN_JOB_DISK_REMAINING, VIR_DOMAIN_JOB_DISK_TOTAL))
        r.size("File bandwidth:", VIR_DOMAIN_JOB_DISK_BPS, "/s");
    r.count("Constant pages:", VIR_DOMAIN_JOB_MEMORY_CONSTANT);
    r.count("Normal pages:", VIR_DOMAIN_JOB_MEMORY_NORMAL);
    r.size("Normal data:", VIR_DOMAIN_JOB_MEMORY_NORMAL_BYTES);
    if (auto v = r.number(VIR_DOMAIN_JOB_DOWNTIME))
        sh.print("{:<17} {:<12} ms\n", type == VIR_DOMAIN_JOB_COMPLETED ? "Total downtime:" : "Expected downtime:", *v);
    r.count("Downtime w/o network:", VIR_DOMAIN_JOB_DOWNTIME_NET, " ms");
    r.count("Setup time:", VIR_DOMAIN_JOB_SETUP_TIME, " ms");
    r.size("Compression cache:", VIR_DOMAIN_JOB_COMPRESSION_CACHE);
    r.size("Compressed data:", VIR_DOMAIN_JOB_COMPRESSION_BYTES);
    r.count("Compressed pages:", VIR_DOMAIN_JOB_COMPRESSION_PAGES);
    r.count("Compression cache misses:", VIR_DOMAIN_JOB_COMPRESSION_CACHE_MISSES);
    r.count("Compression overflows:", VIR_DOMAIN_JOB_COMPRESSION_OVERFLOW);
    if (auto v = r.integer(VIR_DOMAIN_JOB_AUTO_CONVERGE_THROTTLE)) sh.print("{:<17} {:<12}\n", "Auto converge throttle:", *v);
    auto* message = virTypedParamsGet(p.p, p.n, VIR_DOMAIN_JOB_ERRMSG);
    if (message && message->type == VIR_TYPED_PARAM_STRING) sh.print("{:<17} {}\n", "Error message:", message->value.s);
}

}  // namespace vireo::sh
