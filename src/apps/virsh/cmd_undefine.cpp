// SPDX-License-Identifier: LGPL-2.1-or-later
// undefine, with the removal of what belongs to the domain: saved state, snapshots, NVRAM, TPM state, volumes.
#include "apps/virsh/virsh.h"

#include <cstring>

namespace vireo::sh {

namespace {

struct Volume {
    Vol vol;
    std::string source, target;
};

// The volumes behind the domain's disks: those named, or all of them.
std::vector<Volume> volumes_of(Virsh& sh, virDomainPtr dom, const char* storage, bool all)
{
    std::vector<std::string> wanted;
    if (storage) wanted = split(storage, ',');
    std::vector<Volume> out;
    Node doc = sh.domain_doc(dom, VIR_DOMAIN_XML_INACTIVE);
    for (const Node* d : doc.all("devices/disk")) {
        std::string type = d->get("@type"), target = d->get("target@dev"), source, pool;
        for (const char* k : {"file", "dev", "dir", "name", "volume"})
            if (std::string v = d->get(std::string("source@") + k); !v.empty()) {
                source = v;
                break;
            }
        pool = d->get("source@pool");
        if (source.empty()) continue;
        if (!all) {
            auto hit = std::find_if(wanted.begin(), wanted.end(), [&](const std::string& w) { return w == target || w == source; });
            if (hit == wanted.end()) continue;
            wanted.erase(hit);
        }
        Volume v;
        v.source = source;
        v.target = target;
        if (!pool.empty()) {
            Pool p(virStoragePoolLookupByName(sh.conn(), pool.c_str()));
            if (!p) {
                sh.error("Storage pool '{}' for volume '{}' not found.", pool, target);
                sh.forget_error();
                continue;
            }
            v.vol = virStorageVolLookupByName(p, source.c_str());
        } else {
            v.vol = virStorageVolLookupByPath(sh.conn(), source.c_str());
        }
        if (!v.vol) {
            sh.error("Storage volume '{}'({}) is not managed by libvirt. Remove it manually.", target, source);
            sh.forget_error();
            continue;
        }
        out.push_back(std::move(v));
    }
    for (const std::string& w : wanted) sh.error("Volume '{}' was not found in domain's definition.", w);
    if (!wanted.empty()) sh.fail();
    return out;
}

}  // namespace

COMMAND(undefine)
{
    bool managed = args.has("managed-save"), snapshots = args.has("snapshots-metadata"), checkpoints = args.has("checkpoints-metadata");
    bool wipe = args.has("wipe-storage"), all_storage = args.has("remove-all-storage"), volume_snapshots = args.has("delete-storage-volume-snapshots");
    bool nvram = args.has("nvram"), keep_nvram = args.has("keep-nvram"), tpm = args.has("tpm"), keep_tpm = args.has("keep-tpm");
    const char* storage = args.str("storage");
    args.requires_option("delete-storage-volume-snapshots", "remove-all-storage");
    args.exclusive("nvram", "keep-nvram");
    args.exclusive("tpm", "keep-tpm");
    unsigned flags = 0;
    if (managed) flags |= VIR_DOMAIN_UNDEFINE_MANAGED_SAVE;
    if (snapshots) flags |= VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA;
    if (checkpoints) flags |= VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA;
    if (nvram) flags |= VIR_DOMAIN_UNDEFINE_NVRAM;
    if (keep_nvram) flags |= VIR_DOMAIN_UNDEFINE_KEEP_NVRAM;
    if (tpm) flags |= VIR_DOMAIN_UNDEFINE_TPM;
    if (keep_tpm) flags |= VIR_DOMAIN_UNDEFINE_KEEP_TPM;

    Dom dom = sh.domain(args);
    std::string name = args.need("domain");
    bool running = virDomainIsActive(dom) == 1;
    std::vector<Volume> volumes;
    if (storage || all_storage) {
        args.exclusive("storage", "remove-all-storage");
        sh.check(!running, "Storage volume deletion is supported only on stopped domains");
        volumes = volumes_of(sh, dom, storage, all_storage);
    }
    int rc = flags ? virDomainUndefineFlags(dom, flags) : virDomainUndefine(dom);
    sh.check(rc == 0, "Failed to undefine domain '{}'", name);
    sh.extra("Domain '{}' has been undefined\n", name);
    for (Volume& v : volumes) {
        if (wipe) {
            sh.extra("Wiping volume '{}'({}) ... ", v.target, v.source);
            sh.flush();
            if (virStorageVolWipe(v.vol, 0) < 0) {
                sh.error("Failed! Volume not removed.");
                sh.mark_failed();
                continue;
            }
            sh.extra("Done.\n");
        }
        if (virStorageVolDelete(v.vol, volume_snapshots ? VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS : 0) < 0) {
            sh.error("Failed to remove storage volume '{}'({})", v.target, v.source);
            sh.mark_failed();
            continue;
        }
        sh.extra("Volume '{}'({}) removed.\n", v.target, v.source);
    }
}

}  // namespace vireo::sh
