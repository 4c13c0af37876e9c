// SPDX-License-Identifier: LGPL-2.1-or-later
// Files that belong to the emulator's account as long as the guest runs.
#include <exception>

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "drivers/qemu/prepare/hostdevs.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/account/account.h"
#include "host/file/file.h"

namespace vireo::qemu::prepare {
namespace {

using model::StorageSource;
using model::StorageType;
using model::YesNo;

constinit log::Source source_log{"qemu.owners"};

struct Loan {
    std::string path;
    host::Owner to;
    bool returned;  // given back at the end; images that others may share are not
};

const model::DeviceSeclabel* dac_label(const std::vector<model::DeviceSeclabel>& labels) {
    for (const auto& l : labels)
        if (l.model.empty() || l.model == "dac") return &l;
    return nullptr;
}

struct Loans {
    const model::Domain& live;
    const Config& config;
    std::vector<Loan> all;
    host::Owner guest;
    bool relabel = true;

    Loans(const model::Domain& d, const Config& c) : live(d), config(c), guest{c.settings.user, c.settings.group} {
        for (const auto& l : d.seclabels) {
            if (l.model != "dac") continue;
            if (l.relabel == YesNo::no || l.type == model::SeclabelType::none) relabel = false;
            if (auto own = parse(l.imagelabel.empty() ? l.label : l.imagelabel)) guest = *own;
        }
    }

    // "user:group", each a name, a number or "+number".
    static std::optional<host::Owner> parse(std::string_view text) {
        if (text.empty() || text.find(':') == text.npos) return std::nullopt;
        auto user = take_until(text, ':');
        return host::Owner{host::parse_user(std::string(user)), host::parse_group(std::string(text))};
    }

    void add(const std::string& path, bool returned, const std::vector<model::DeviceSeclabel>* labels = nullptr) {
        if (path.empty()) return;
        host::Owner to = guest;
        if (labels)
            if (const auto* l = dac_label(*labels)) {
                if (l->relabel == YesNo::no) return;
                if (auto own = parse(l->label)) to = *own;
            }
        all.push_back({path, to, returned});
    }

    void chain(const StorageSource& top, bool shared) {
        for (const StorageSource* s = &top; s && s->type != StorageType::none; s = s->backing.get()) {
            if (s->is_empty()) break;
            if ((s->type == StorageType::file && s->fdgroup.empty()) || s->type == StorageType::block)
                add(s->path, s == &top && !shared, &s->seclabels);
            if (s->data_store && s->data_store->type == StorageType::file) add(s->data_store->path, s == &top && !shared, &s->data_store->seclabels);
        }
    }

    void collect() {
        if (!relabel) return;
        const auto& d = live.devices;
        for (const auto& disk : d.disks) chain(disk.source, disk.readonly || disk.shareable);
        auto copy = live;
        for_each_chardev(copy, [&](model::ChardevSource& s, model::DeviceInfo&) {
            if (s.type == model::ChardevType::file || s.type == model::ChardevType::dev) add(s.path, true, &s.seclabels);
            if (s.type == model::ChardevType::pipe) {
                // A pair of pipes, or one for both directions.
                bool pair = host::path_exists(s.path + ".in");
                add(pair ? s.path + ".in" : s.path, true, &s.seclabels);
                if (pair) add(s.path + ".out", true, &s.seclabels);
            }
        });
        for (const auto& input : d.inputs) add(input.source, true);
        for (const auto& tpm : d.tpms)
            if (tpm.backend == model::TpmBackend::passthrough) add(tpm.device_path, true);
        for (const auto& h : d.hostdevs) {
            if (h.mode != model::HostdevMode::subsystem) continue;
            if (h.type == model::HostdevType::usb && h.source.usb_bus && h.source.missing != YesNo::yes)
                add(host::usb_node(*h.source.usb_bus, h.source.usb_device.value_or(0)), true);
            if (h.type == model::HostdevType::scsi && h.source.scsi_protocol == model::ScsiProtocol::adapter) try {
                    add(scsi_node(h.source), !h.readonly && !h.shareable);
                } catch (const Error& e) {
                    // pulled out meanwhile, so there is nobody to take it back from
                    log::warning(source_log, "'{}': {}", live.name, e.message);
                }
        }
        for (const auto& m : d.memories)
            if (m.model == model::MemoryModel::nvdimm || m.model == model::MemoryModel::virtio_pmem) add(m.path, true);
        const auto& os = live.os;
        if (os.nvram && os.nvram->source.type == StorageType::file) add(os.nvram->source.path, true, &os.nvram->source.seclabels);
        for (const auto* path : {&os.kernel, &os.initrd, &os.dtb, &os.shim}) add(*path, true);
        for (const auto& table : os.acpi_tables) add(table.path, true);
    }
};

bool may_give_away(const Config& config) { return config.privileged && config.settings.dynamic_ownership; }

}  // namespace

namespace {

void lend(const Loans& loans, const Config& config, run::Rollback& undo) {
    const bool remember = config.settings.remember_owner;
    for (const auto& loan : loans.all) {
        host::lend_file(loan.path, loan.to, remember && loan.returned);
        if (loan.returned) undo.add("owner of " + loan.path, [path = loan.path, remember] { host::return_file(path, remember); });
    }
}

void take_back(const Loans& loans, const Config& config) {
    for (auto it = loans.all.rbegin(); it != loans.all.rend(); ++it) {
        if (!it->returned) continue;
        try {
            host::return_file(it->path, config.settings.remember_owner);
        } catch (const Error& e) {
            log::warning(source_log, "cannot give '{}' back to its owner: {}", it->path, e.message);
        }
    }
}

}  // namespace

void owners(Preparation& p) {
    if (!may_give_away(p.config)) return;
    Loans loans(p.live, p.config);
    loans.collect();
    lend(loans, p.config, p.undo);
}

void return_owners(const model::Domain& live, const Config& config) {
    if (!may_give_away(config)) return;
    Loans loans(live, config);
    loans.collect();
    take_back(loans, config);
}

void lend_chain(const StorageSource& top, bool shared, const model::Domain& live, const Config& config, run::Rollback& undo) {
    if (!may_give_away(config)) return;
    Loans loans(live, config);
    if (loans.relabel) loans.chain(top, shared);
    lend(loans, config, undo);
}

void return_chain(const StorageSource& top, bool shared, const model::Domain& live, const Config& config) {
    if (!may_give_away(config)) return;
    Loans loans(live, config);
    if (loans.relabel) loans.chain(top, shared);
    take_back(loans, config);
}

}  // namespace vireo::qemu::prepare
