// SPDX-License-Identifier: LGPL-2.1-or-later
// Jobs on block devices: pull, copy, commit; their state; resizing and thresholds.
#include "apps/virsh/job.h"
#include "apps/virsh/words.h"

#include <atomic>
#include <chrono>
#include <climits>
#include <cstring>
#include <thread>

namespace vireo::sh {

namespace {

// Bandwidth is in MiB/s, or with --bytes in bytes/s with a suffix.
unsigned long bandwidth(Virsh&, const Args& args)
{
    if (args.has("bytes")) return static_cast<unsigned long>(args.scaled("bandwidth", 1, ULONG_MAX).value_or(0));
    return args.ulong_wrap("bandwidth").value_or(0);
}

// Follows one block job to its end, or to the point where a copy is in step with its source.
class BlockWait {
public:
    BlockWait(Virsh& sh, const Args& args, virDomainPtr dom, const char* disk, const char* label)
        : sh_(sh), dom_(dom), disk_(disk), label_(label), verbose_(args.has("verbose")), async_(args.has("async")),
          timeout_(args.timeout_ms("timeout").value_or(0))
    {
    }
    ~BlockWait()
    {
        if (callback_ >= 0) virConnectDomainEventDeregisterAny(sh_.conn(), callback_);
    }
    void listen()
    {
        // the API takes callbacks of all events as one type
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-function-type"
        callback_ = virConnectDomainEventRegisterAny(sh_.conn(), dom_, VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2, VIR_DOMAIN_EVENT_CALLBACK(on_event), this, nullptr);
        if (callback_ < 0)
            callback_ = virConnectDomainEventRegisterAny(sh_.conn(), dom_, VIR_DOMAIN_EVENT_ID_BLOCK_JOB, VIR_DOMAIN_EVENT_CALLBACK(on_event), this, nullptr);
#pragma GCC diagnostic pop
        sh_.forget_error();
    }
    // VIR_DOMAIN_BLOCK_JOB_COMPLETED, FAILED, CANCELED or READY
    int run()
    {
        auto start = std::chrono::steady_clock::now();
        Interrupt guard;
        bool aborted = false, shown = false;
        unsigned long long total = 1;
        int result = -1;
        while (result < 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            if (int e = event_.load(); e >= 0) {
                result = e;
                break;
            }
            virDomainBlockJobInfo info;
            int rc = virDomainGetBlockJobInfo(dom_, disk_, &info, 0);
            if (rc < 0) {
                if (shown) std::fputc('\n', stderr);
                sh_.fail("failed to query job for disk {}", disk_);
            }
            if (rc == 0) {
                // gone; without events that is all there is to know
                if (callback_ < 0) result = aborted ? VIR_DOMAIN_BLOCK_JOB_CANCELED : VIR_DOMAIN_BLOCK_JOB_COMPLETED;
                if (++gone_ > 20) result = aborted ? VIR_DOMAIN_BLOCK_JOB_CANCELED : VIR_DOMAIN_BLOCK_JOB_COMPLETED;
                continue;
            }
            if (verbose_ && (info.cur != last_ || !shown)) {
                show_progress(label_, info.end - info.cur, info.end);
                last_ = info.cur;
                shown = true;
            }
            total = info.end;
            auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
            if (!aborted && (Interrupt::seen() || (timeout_ && passed >= timeout_))) {
                aborted = true;
                unsigned flags = async_ ? VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC : 0;
                if (virDomainBlockJobAbort(dom_, disk_, flags) < 0) sh_.fail("failed to abort job for disk '{}'", disk_);
                if (async_) result = VIR_DOMAIN_BLOCK_JOB_CANCELED;
            }
            if (callback_ < 0 && info.end && info.cur == info.end) result = VIR_DOMAIN_BLOCK_JOB_READY;
        }
        if (verbose_ && (result == VIR_DOMAIN_BLOCK_JOB_COMPLETED || result == VIR_DOMAIN_BLOCK_JOB_READY)) show_progress(label_, 0, total);
        if (verbose_) std::fputc('\n', stderr);
        sh_.forget_error();
        return result;
    }

private:
    static void on_event(virConnectPtr, virDomainPtr, const char* disk, int, int status, void* opaque)
    {
        auto* me = static_cast<BlockWait*>(opaque);
        if (disk && std::strcmp(disk, me->disk_) == 0) me->event_ = status;
    }

    Virsh& sh_;
    virDomainPtr dom_;
    const char* disk_;
    const char* label_;
    bool verbose_, async_;
    int timeout_;
    int callback_ = -1, gone_ = 0;
    unsigned long long last_ = 0;
    std::atomic<int> event_{-1};
};

bool waits(const Args& args)
{
    for (const char* o : {"verbose", "timeout", "async"}) args.requires_option(o, "wait");
    return args.has("wait");
}

}  // namespace

COMMAND(blockpull)
{
    bool wait = waits(args);
    const char* path = args.str("path");
    const char* base = args.str("base");
    unsigned long speed = bandwidth(sh, args);
    unsigned flags = 0;
    if (args.has("keep-relative")) flags |= VIR_DOMAIN_BLOCK_REBASE_RELATIVE;
    Dom dom = sh.domain(args);
    BlockWait job(sh, args, dom, path, "Block Pull");
    if (wait) job.listen();
    int rc;
    if (base || flags) {
        if (args.has("bytes")) flags |= VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES;
        rc = virDomainBlockRebase(dom, path, base, speed, flags);
    } else {
        rc = virDomainBlockPull(dom, path, speed, args.has("bytes") ? VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES : 0);
    }
    sh.check(rc >= 0);
    if (!wait) {
        sh.extra("Block Pull started");
        return;
    }
    switch (job.run()) {
    case VIR_DOMAIN_BLOCK_JOB_CANCELED: sh.print("Pull aborted"); sh.fail();
    case VIR_DOMAIN_BLOCK_JOB_FAILED: sh.print("Pull failed"); sh.fail();
    default: sh.extra("Pull complete");
    }
}

COMMAND(blockcommit)
{
    bool wait = args.has("wait") || args.has("pivot") || args.has("keep-overlay");
    args.exclusive("pivot", "keep-overlay");
    const char* path = args.str("path");
    const char* base = args.str("base");
    const char* top = args.str("top");
    bool pivot = args.has("pivot"), keep = args.has("keep-overlay");
    bool active = args.has("active") || pivot || keep;
    unsigned long speed = bandwidth(sh, args);
    unsigned flags = 0;
    if (args.has("bytes")) flags |= VIR_DOMAIN_BLOCK_COMMIT_BANDWIDTH_BYTES;
    if (args.has("shallow")) flags |= VIR_DOMAIN_BLOCK_COMMIT_SHALLOW;
    if (args.has("delete")) flags |= VIR_DOMAIN_BLOCK_COMMIT_DELETE;
    if (active) flags |= VIR_DOMAIN_BLOCK_COMMIT_ACTIVE;
    if (args.has("keep-relative")) flags |= VIR_DOMAIN_BLOCK_COMMIT_RELATIVE;
    Dom dom = sh.domain(args);
    BlockWait job(sh, args, dom, path, "Block commit");
    if (wait) job.listen();
    sh.check(virDomainBlockCommit(dom, path, base, top, speed, flags) >= 0);
    if (!wait) {
        sh.extra("{}", active ? "Active Block Commit started" : "Block Commit started");
        return;
    }
    switch (job.run()) {
    case VIR_DOMAIN_BLOCK_JOB_CANCELED: sh.print("Commit aborted"); sh.fail();
    case VIR_DOMAIN_BLOCK_JOB_FAILED: sh.print("Commit failed"); sh.fail();
    default: break;
    }
    if (active) {
        if (pivot) {
            sh.check(virDomainBlockJobAbort(dom, path, VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT) >= 0, "failed to pivot job for disk {}", path);
            sh.extra("Successfully pivoted");
        } else if (keep) {
            sh.check(virDomainBlockJobAbort(dom, path, 0) >= 0, "failed to finish job for disk {}", path);
            sh.extra("Commit complete, overlay image kept");
        } else {
            sh.extra("Now in synchronized phase");
        }
    } else {
        sh.extra("Commit complete");
    }
}

COMMAND(blockcopy)
{
    args.exclusive("dest", "xml");
    args.exclusive("format", "xml");
    args.exclusive("pivot", "finish");
    const char* path = args.str("path");
    const char* dest = args.str("dest");
    const char* xml_file = args.str("xml");
    const char* format = args.str("format");
    bool pivot = args.has("pivot"), finish = args.has("finish"), blockdev = args.has("blockdev");
    bool wait = args.has("wait") || pivot || finish;
    sh.check(dest || xml_file, "need either --dest or --xml");
    unsigned flags = 0;
    if (args.has("shallow")) flags |= VIR_DOMAIN_BLOCK_COPY_SHALLOW;
    if (args.has("reuse-external")) flags |= VIR_DOMAIN_BLOCK_COPY_REUSE_EXT;
    if (args.has("transient-job")) flags |= VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB;
    if (args.has("synchronous-writes")) flags |= VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES;
    auto granularity = args.uint("granularity");
    auto buffer = args.ullong("buf-size");
    unsigned long speed = bandwidth(sh, args);
    Dom dom = sh.domain(args);
    std::string xml;
    bool modern = xml_file || granularity || buffer || (flags & (VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB | VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES))
               || args.has("print-xml") || (format && std::strcmp(format, "raw") != 0);
    if (xml_file) xml = sh.read_file(xml_file);
    if (modern && xml.empty()) {
        xml = fmt::format("<disk type='{}'>\n  <source {}='{}'/>\n", blockdev ? "block" : "file", blockdev ? "dev" : "file", xml_escape(dest));
        if (format) xml += fmt::format("  <driver type='{}'/>\n", xml_escape(format));
        xml += "</disk>\n";
    }
    if (args.has("print-xml")) {
        sh.print("{}", xml);
        return;
    }
    BlockWait job(sh, args, dom, path, "Block Copy");
    if (wait) job.listen();
    int rc;
    if (modern) {
        Params p;
        if (speed) {
            // MiB unless the user said bytes
            unsigned long long bytes = args.has("bytes") ? speed : static_cast<unsigned long long>(speed) << 20;
            virTypedParamsAddULLong(&p.p, &p.n, &p.room, VIR_DOMAIN_BLOCK_COPY_BANDWIDTH, bytes);
        }
        if (granularity) virTypedParamsAddUInt(&p.p, &p.n, &p.room, VIR_DOMAIN_BLOCK_COPY_GRANULARITY, *granularity);
        if (buffer) virTypedParamsAddULLong(&p.p, &p.n, &p.room, VIR_DOMAIN_BLOCK_COPY_BUF_SIZE, *buffer);
        rc = virDomainBlockCopy(dom, path, xml.c_str(), p.p, p.n, flags);
    } else {
        unsigned rebase = VIR_DOMAIN_BLOCK_REBASE_COPY;
        if (flags & VIR_DOMAIN_BLOCK_COPY_SHALLOW) rebase |= VIR_DOMAIN_BLOCK_REBASE_SHALLOW;
        if (flags & VIR_DOMAIN_BLOCK_COPY_REUSE_EXT) rebase |= VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT;
        if (blockdev) rebase |= VIR_DOMAIN_BLOCK_REBASE_COPY_DEV;
        if (args.has("bytes")) rebase |= VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES;
        if (format) rebase |= VIR_DOMAIN_BLOCK_REBASE_COPY_RAW;
        rc = virDomainBlockRebase(dom, path, dest, speed, rebase);
    }
    sh.check(rc >= 0);
    if (!wait) {
        sh.extra("Block Copy started");
        return;
    }
    switch (job.run()) {
    case VIR_DOMAIN_BLOCK_JOB_CANCELED: sh.print("Copy aborted"); sh.fail();
    case VIR_DOMAIN_BLOCK_JOB_FAILED: sh.print("Copy failed"); sh.fail();
    default: break;
    }
    if (pivot) {
        sh.check(virDomainBlockJobAbort(dom, path, VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT) >= 0, "failed to pivot job for disk {}", path);
        sh.extra("Successfully pivoted");
    } else if (finish) {
        sh.check(virDomainBlockJobAbort(dom, path, 0) >= 0, "failed to finish job for disk {}", path);
        sh.extra("Successfully copied");
    } else {
        sh.extra("Now in mirroring phase");
    }
}

COMMAND(blockjob)
{
    static constexpr const char* types[] = {"Unknown job", "Block Pull", "Block Copy", "Block Commit", "Active Block Commit", "Backup"};
    bool raw = args.has("raw"), bytes = args.has("bytes"), abort = args.has("abort"), pivot = args.has("pivot"), async = args.has("async");
    bool set_speed = args.has("bandwidth");
    bool abort_mode = abort || pivot || async;
    bool info_mode = args.has("info") || raw;
    if (abort_mode && info_mode) {
        args.exclusive("info", "abort");
        args.exclusive("info", "pivot");
        args.exclusive("info", "async");
        args.exclusive("raw", "abort");
        args.exclusive("raw", "pivot");
        args.exclusive("raw", "async");
    }
    for (const char* o : {"abort", "async", "pivot", "info", "raw"}) args.exclusive(o, "bandwidth");
    const char* path = args.str("path");
    Dom dom = sh.domain(args);
    if (set_speed) {
        unsigned long speed = bandwidth(sh, args);
        sh.check(virDomainBlockJobSetSpeed(dom, path, speed, bytes ? VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES : 0) >= 0);
        return;
    }
    if (abort_mode) {
        unsigned flags = 0;
        if (async) flags |= VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC;
        if (pivot) flags |= VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT;
        sh.check(virDomainBlockJobAbort(dom, path, flags) >= 0);
        return;
    }
    virDomainBlockJobInfo info;
    unsigned flags = bytes || raw ? VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES : 0;
    int rc = virDomainGetBlockJobInfo(dom, path, &info, flags);
    if (rc < 0 && flags) {
        virErrorPtr e = virGetLastError();
        if (e && e->code == VIR_ERR_INVALID_ARG) {
            sh.forget_error();
            flags = 0;
            rc = virDomainGetBlockJobInfo(dom, path, &info, 0);
        }
    }
    sh.check(rc >= 0);
    if (rc == 0) {
        if (raw) sh.fail();
        sh.extra("No current block job for {}", path);
        return;
    }
    if (raw) {
        sh.print(" type={}\n bandwidth={}\n cur={}\n end={}\n", word_at(types, info.type, "Unknown job"), info.bandwidth, info.cur, info.end);
        return;
    }
    sh.flush();
    show_progress(word_at(types, info.type, "Unknown job"), info.end - info.cur, info.end);
    if (info.bandwidth) {
        if (flags) {
            Pretty p = pretty_size(info.bandwidth);
            sh.print("    Bandwidth limit: {} bytes/s ({:.3f} {}/s)", info.bandwidth, p.value, p.unit);
        } else {
            sh.print("    Bandwidth limit: {} MiB/s", info.bandwidth);
        }
    }
    sh.print("\n");
}

COMMAND(blockresize)
{
    const char* path = args.str("path");
    auto size = args.scaled("size", 1024, ULLONG_MAX);
    unsigned flags = 0;
    if (args.has("capacity")) {
        args.exclusive("size", "capacity");
        flags |= VIR_DOMAIN_BLOCK_RESIZE_CAPACITY;
    } else if (!size) {
        sh.fail("Either --size or --capacity must be provided");
    }
    // a size in bytes is sent as such, so that nothing is rounded
    unsigned long long value = size.value_or(0);
    if (value % 1024 == 0) value /= 1024;
    else flags |= VIR_DOMAIN_BLOCK_RESIZE_BYTES;
    Dom dom = sh.domain(args);
    sh.check(virDomainBlockResize(dom, path, value, flags) >= 0, "Failed to resize block device '{}'", path);
    sh.extra("Block device '{}' is resized", path);
}

COMMAND(domblkthreshold)
{
    auto threshold = args.scaled("threshold", 1, ULLONG_MAX);
    const char* dev = args.str("dev");
    Dom dom = sh.domain(args);
    sh.check(virDomainSetBlockThreshold(dom, dev, *threshold, 0) >= 0);
}

}  // namespace vireo::sh
