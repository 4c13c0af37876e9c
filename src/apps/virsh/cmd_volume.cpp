// SPDX-License-Identifier: LGPL-2.1-or-later
// Storage volumes.
#include "apps/virsh/virsh.h"

#include "apps/virsh/words.h"

#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vireo::sh {

namespace {

std::string vol_name(virStorageVolPtr v) { return virStorageVolGetName(v); }

constexpr const char* vol_types[] = {"file", "block", "dir", "network", "netdir", "ploop"};

unsigned long long size_of(Virsh& sh, const char* text)
{
    std::string why;
    auto v = parse_scaled(text, 1, ULLONG_MAX, why);
    if (v) return *v;
    if (!why.empty()) sh.remember_error(why);
    sh.fail("Malformed size {}", text);
}

struct Fd {
    int fd = -1;
    ~Fd() { if (fd >= 0) close(fd); }
};

}  // namespace

COMMAND(vol_create_as)
{
    unsigned flags = args.has("prealloc-metadata") ? VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA : 0;
    Pool pool = sh.pool(args);
    const char* name = args.str("name");
    unsigned long long capacity = size_of(sh, args.str("capacity")), allocation = 0;
    const char* allocated = args.str("allocation");
    if (allocated) allocation = size_of(sh, allocated);
    const char* format = args.str("format");
    const char* backing = args.str("backing-vol");
    const char* backing_format = args.str("backing-vol-format");
    std::string xml = fmt::format("<volume>\n  <name>{}</name>\n  <capacity>{}</capacity>\n", xml_escape(name), capacity);
    if (allocated) xml += fmt::format("  <allocation>{}</allocation>\n", allocation);
    if (format) xml += fmt::format("  <target>\n    <format type='{}'/>\n  </target>\n", xml_escape(format));
    if (backing) {
        // the name of a volume, its key or its path
        Vol v(virStorageVolLookupByName(pool, backing));
        if (!v) v = virStorageVolLookupByKey(sh.conn(), backing);
        if (!v) v = virStorageVolLookupByPath(sh.conn(), backing);
        sh.check(v, "failed to get vol '{}'", backing);
        sh.forget_error();
        Text path = virStorageVolGetPath(v);
        sh.check(bool(path), "failed to get volume path");
        xml += fmt::format("  <backingStore>\n    <path>{}</path>\n", xml_escape(path.c_str()));
        if (backing_format) xml += fmt::format("    <format type='{}'/>\n", xml_escape(backing_format));
        xml += "  </backingStore>\n";
    }
    xml += "</volume>\n";
    if (args.has("print-xml")) {
        sh.print("{}", xml);
        return;
    }
    Vol vol(virStorageVolCreateXML(pool, xml.c_str(), flags));
    sh.check(vol, "Failed to create vol {}", name);
    sh.extra("Vol {} created\n", name);
}

COMMAND(vol_create)
{
    const char* file = args.str("file");
    unsigned flags = 0;
    if (args.has("prealloc-metadata")) flags |= VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA;
    if (args.has("validate")) flags |= VIR_STORAGE_VOL_CREATE_VALIDATE;
    Pool pool = sh.pool(args);
    std::string xml = sh.read_file(file);
    Vol vol(virStorageVolCreateXML(pool, xml.c_str(), flags));
    sh.check(vol, "Failed to create vol from {}", file);
    sh.extra("Vol {} created from {}\n", vol_name(vol), file);
}

COMMAND(vol_create_from)
{
    unsigned flags = 0;
    if (args.has("prealloc-metadata")) flags |= VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA;
    if (args.has("reflink")) flags |= VIR_STORAGE_VOL_CREATE_REFLINK;
    if (args.has("validate")) flags |= VIR_STORAGE_VOL_CREATE_VALIDATE;
    Pool pool = sh.pool(args);
    const char* file = args.str("file");
    Vol from = sh.volume(args, "vol", "inputpool");
    std::string xml = sh.read_file(file);
    Vol vol(virStorageVolCreateXMLFrom(pool, xml.c_str(), from, flags));
    sh.check(vol, "Failed to create vol from {}", file);
    sh.extra("Vol {} created from input vol {}\n", vol_name(vol), vol_name(from));
}

COMMAND(vol_clone)
{
    Vol from = sh.volume(args);
    unsigned flags = 0;
    if (args.has("prealloc-metadata")) flags |= VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA;
    if (args.has("reflink")) flags |= VIR_STORAGE_VOL_CREATE_REFLINK;
    Pool pool(virStoragePoolLookupByVolume(from));
    sh.check(pool, "failed to get parent pool");
    const char* name = args.str("newname");
    Text xml = virStorageVolGetXMLDesc(from, 0);
    sh.check(bool(xml));
    auto doc = parse_xml(xml.c_str());
    sh.check(doc.has_value(), "Failed to allocate XML buffer");
    Node* n = doc->child("name");
    sh.check(n, "Failed to allocate XML buffer");
    n->kids.clear();
    n->kids.push_back({"", name, {}, {}});
    std::string text = xml_text(*doc);
    if (args.has("print-xml")) {
        sh.print("{}", text);
        return;
    }
    Vol vol(virStorageVolCreateXMLFrom(pool, text.c_str(), from, flags));
    sh.check(vol, "Failed to clone vol from {}", vol_name(from));
    sh.extra("Vol {} cloned from {}\n", vol_name(vol), vol_name(from));
}

COMMAND(vol_delete)
{
    Vol vol = sh.volume(args);
    unsigned flags = args.has("delete-snapshots") ? VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS : 0;
    sh.check(virStorageVolDelete(vol, flags) == 0, "Failed to delete vol {}", vol_name(vol));
    sh.extra("Vol {} deleted\n", vol_name(vol));
}

COMMAND(vol_wipe)
{
    Vol vol = sh.volume(args);
    unsigned algorithm = VIR_STORAGE_VOL_WIPE_ALG_ZERO;
    const char* word = args.str("algorithm");
    if (word) {
        int at = word_index(wipe_algorithms, word);
        sh.check(at >= 0, "Unsupported algorithm '{}'", word);
        algorithm = static_cast<unsigned>(at);
    }
    int rc = virStorageVolWipePattern(vol, algorithm, 0);
    if (rc < 0 && algorithm == VIR_STORAGE_VOL_WIPE_ALG_ZERO) {
        // servers from before patterns
        sh.forget_error();
        rc = virStorageVolWipe(vol, 0);
    }
    sh.check(rc >= 0, "Failed to wipe vol {}", vol_name(vol));
    sh.extra("Vol {} wiped\n", vol_name(vol));
}

COMMAND(vol_resize)
{
    unsigned flags = 0;
    bool delta = args.has("delta");
    if (args.has("allocate")) flags |= VIR_STORAGE_VOL_RESIZE_ALLOCATE;
    if (delta) flags |= VIR_STORAGE_VOL_RESIZE_DELTA;
    if (args.has("shrink")) flags |= VIR_STORAGE_VOL_RESIZE_SHRINK;
    Vol vol = sh.volume(args);
    const char* text = args.str("capacity");
    const char* digits = text;
    // a minus means: by that much smaller
    if (*digits == '-') {
        sh.check(flags & VIR_STORAGE_VOL_RESIZE_SHRINK, "negative size requires --shrink");
        ++digits;
        flags |= VIR_STORAGE_VOL_RESIZE_DELTA;
        delta = true;
    }
    unsigned long long size = size_of(sh, digits);
    if (virStorageVolResize(vol, size, flags) != 0) {
        if (delta) sh.fail("Failed to change size of volume '{}' by {}", vol_name(vol), text);
        sh.fail("Failed to change size of volume '{}' to {}", vol_name(vol), text);
    }
    if (delta) sh.extra("Size of volume '{}' successfully changed by {}\n", vol_name(vol), text);
    else sh.extra("Size of volume '{}' successfully changed to {}\n", vol_name(vol), text);
}

COMMAND(vol_info)
{
    bool bytes = args.has("bytes"), physical = args.has("physical");
    Vol vol = sh.volume(args);
    sh.print("{:<15} {}\n", "Name:", vol_name(vol));
    virStorageVolInfo i;
    sh.check((physical ? virStorageVolGetInfoFlags(vol, &i, VIR_STORAGE_VOL_GET_PHYSICAL) : virStorageVolGetInfo(vol, &i)) == 0);
    sh.print("{:<15} {}\n", "Type:", word_at(vol_types, i.type));
    auto size = [&](unsigned long long v) { return bytes ? fmt::format("{} bytes", v) : size_text(v); };
    sh.print("{:<15} {}\n", "Capacity:", size(i.capacity));
    sh.print("{:<15} {}\n", physical ? "Physical:" : "Allocation:", size(i.allocation));
}

COMMAND(vol_dumpxml)
{
    Vol vol = sh.volume(args);
    Text xml = virStorageVolGetXMLDesc(vol, 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(vol_key)
{
    Vol vol = sh.volume(args);
    sh.print("{}\n", virStorageVolGetKey(vol));
}

COMMAND(vol_name)
{
    Vol vol = sh.volume(args, "vol", nullptr, false);
    sh.print("{}\n", vol_name(vol));
}

COMMAND(vol_path)
{
    Vol vol = sh.volume(args);
    Text path = virStorageVolGetPath(vol);
    sh.check(bool(path));
    sh.print("{}\n", path.c_str());
}

COMMAND(vol_pool)
{
    Vol vol = sh.volume(args, "vol", nullptr, false);
    Pool pool(virStoragePoolLookupByVolume(vol));
    sh.check(pool, "failed to get parent pool");
    if (!args.has("uuid")) {
        sh.print("{}\n", virStoragePoolGetName(pool));
        return;
    }
    char uuid[VIR_UUID_STRING_BUFLEN];
    sh.check(virStoragePoolGetUUIDString(pool, uuid) == 0);
    sh.print("{}\n", uuid);
}

COMMAND(vol_list)
{
    Pool pool = sh.pool(args);
    bool details = args.has("details");
    List<virStorageVol, virStorageVolFree> vols;
    vols.n = virStoragePoolListAllVolumes(pool, &vols.p, 0);
    sh.check(vols.n >= 0, "Failed to list volumes");
    std::vector<virStorageVolPtr> rows(vols.begin(), vols.end());
    std::stable_sort(rows.begin(), rows.end(), [](virStorageVolPtr a, virStorageVolPtr b) {
        return strcasecmp(virStorageVolGetName(a), virStorageVolGetName(b)) < 0;
    });
    Table out(details ? std::vector<std::string>{"Name", "Path", "Type", "Capacity", "Allocation"} : std::vector<std::string>{"Name", "Path"});
    for (auto* v : rows) {
        Text path = virStorageVolGetPath(v);
        std::string where = path ? path.str() : "-";
        if (!details) {
            out.row({vol_name(v), where});
            continue;
        }
        virStorageVolInfo i;
        if (virStorageVolGetInfo(v, &i) != 0) out.row({vol_name(v), where, "unknown", "unknown", "unknown"});
        else out.row({vol_name(v), where, word_at(vol_types, i.type), size_text(i.capacity), size_text(i.allocation)});
    }
    sh.forget_error();
    sh.print_table(out);
}

COMMAND(vol_upload)
{
    bool sparse = args.has("sparse");
    unsigned long long offset = args.ullong("offset").value_or(0), length = args.ullong_wrap("length").value_or(0);
    Vol vol = sh.volume(args);
    const char* file = args.str("file");
    Fd in{open(file, O_RDONLY | O_CLOEXEC)};
    sh.check(in.fd >= 0, "cannot read {}", file);
    struct stat st_file;
    sh.check(fstat(in.fd, &st_file) == 0, "unable to stat {}", file);
    struct Source {
        int fd;
        bool block;
    } source{in.fd, S_ISBLK(st_file.st_mode)};
    Stream st(virStreamNew(sh.conn(), 0));
    sh.check(st, "cannot create a new stream");
    sh.check(virStorageVolUpload(vol, st, offset, length, sparse ? VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM : 0) >= 0, "cannot upload to volume {}",
             vol_name(vol));
    auto read_some = [](virStreamPtr, char* buf, size_t n, void* opaque) -> int {
        ssize_t r;
        do r = read(static_cast<Source*>(opaque)->fd, buf, n);
        while (r < 0 && errno == EINTR);
        return static_cast<int>(r);
    };
    int rc;
    if (sparse) {
        auto in_data = [](virStreamPtr, int* data, long long* length, void* opaque) -> int {
            int fd = static_cast<Source*>(opaque)->fd;
            off_t here = lseek(fd, 0, SEEK_CUR), end;
            if (here < 0) return -1;
            off_t at = lseek(fd, here, SEEK_DATA);
            if (at == here) {
                *data = 1;
                end = lseek(fd, here, SEEK_HOLE);
            } else {
                *data = 0;
                // past the last data there is one hole up to the end
                end = at >= 0 ? at : errno == ENXIO ? lseek(fd, 0, SEEK_END) : -1;
            }
            if (end < 0) return -1;
            *length = end - here;
            return lseek(fd, here, SEEK_SET) < 0 ? -1 : 0;
        };
        auto skip = [](virStreamPtr, long long offset, void* opaque) -> int {
            return lseek(static_cast<Source*>(opaque)->fd, offset, SEEK_CUR) < 0 ? -1 : 0;
        };
        rc = virStreamSparseSendAll(st, read_some, in_data, skip, &source);
    } else {
        rc = virStreamSendAll(st, read_some, &source);
    }
    sh.check(rc >= 0, "cannot send data to volume {}", vol_name(vol));
    sh.check(virStreamFinish(st) >= 0, "cannot close volume {}", vol_name(vol));
}

COMMAND(vol_download)
{
    bool sparse = args.has("sparse");
    unsigned long long offset = args.ullong("offset").value_or(0), length = args.ullong_wrap("length").value_or(0);
    Vol vol = sh.volume(args);
    const char* file = args.str("file");
    bool created = false;
    Fd out{open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
    if (out.fd >= 0) created = true;
    else if (errno != EEXIST || (out.fd = open(file, O_WRONLY | O_TRUNC | O_CLOEXEC, 0666)) < 0) sh.fail("cannot create {}", file);
    struct Undo {
        const char* file;
        bool on;
        ~Undo() { if (on) unlink(file); }
    } undo{file, created};
    Stream st(virStreamNew(sh.conn(), 0));
    sh.check(st, "cannot create a new stream");
    sh.check(virStorageVolDownload(vol, st, offset, length, sparse ? VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM : 0) >= 0,
             "cannot download from volume {}", vol_name(vol));
    auto sink = [](virStreamPtr, const char* bytes, size_t n, void* opaque) -> int {
        size_t done = 0;
        while (done < n) {
            ssize_t w = write(*static_cast<int*>(opaque), bytes + done, n - done);
            if (w < 0 && errno == EINTR) continue;
            if (w < 0) return -1;
            done += static_cast<size_t>(w);
        }
        return static_cast<int>(n);
    };
    auto hole = [](virStreamPtr, long long length, void* opaque) -> int {
        int fd = *static_cast<int*>(opaque);
        off_t at = lseek(fd, length, SEEK_CUR);
        return at < 0 || ftruncate(fd, at) < 0 ? -1 : 0;
    };
    int rc = sparse ? virStreamSparseRecvAll(st, sink, hole, &out.fd) : virStreamRecvAll(st, sink, &out.fd);
    sh.check(rc >= 0, "cannot receive data from volume {}", vol_name(vol));
    int closed = close(out.fd);
    out.fd = -1;
    sh.check(closed == 0, "cannot close file {}", file);
    sh.check(virStreamFinish(st) >= 0, "cannot close volume {}", vol_name(vol));
    undo.on = false;
}

}  // namespace vireo::sh
