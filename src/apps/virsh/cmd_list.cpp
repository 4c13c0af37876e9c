// SPDX-License-Identifier: LGPL-2.1-or-later
// list: domains by state and kind.
#include "apps/virsh/virsh.h"

#include <cstring>

namespace vireo::sh {

COMMAND(list)
{
    struct { const char* option; unsigned flag; } filters[] = {
        {"persistent", VIR_CONNECT_LIST_DOMAINS_PERSISTENT}, {"transient", VIR_CONNECT_LIST_DOMAINS_TRANSIENT},
        {"with-managed-save", VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE}, {"without-managed-save", VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE},
        {"autostart", VIR_CONNECT_LIST_DOMAINS_AUTOSTART}, {"no-autostart", VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART},
        {"with-snapshot", VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT}, {"without-snapshot", VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT},
        {"with-checkpoint", VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT}, {"without-checkpoint", VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT},
        {"state-running", VIR_CONNECT_LIST_DOMAINS_RUNNING}, {"state-paused", VIR_CONNECT_LIST_DOMAINS_PAUSED},
        {"state-shutoff", VIR_CONNECT_LIST_DOMAINS_SHUTOFF}, {"state-other", VIR_CONNECT_LIST_DOMAINS_OTHER},
    };
    unsigned flags = VIR_CONNECT_LIST_DOMAINS_ACTIVE;
    if (args.has("inactive")) flags = VIR_CONNECT_LIST_DOMAINS_INACTIVE;
    if (args.has("all")) flags = VIR_CONNECT_LIST_DOMAINS_ACTIVE | VIR_CONNECT_LIST_DOMAINS_INACTIVE;
    for (auto& f : filters)
        if (args.has(f.option)) flags |= f.flag;
    bool uuid = args.has("uuid"), name = args.has("name"), id = args.has("id"), title = args.has("title"), saved = args.has("managed-save");
    bool table = args.has("table");
    if (table) {
        args.exclusive("table", "name");
        args.exclusive("table", "id");
    } else if (!uuid && !name && !id) {
        table = true;
    }

    List<virDomain, virDomainFree> doms;
    doms.n = virConnectListAllDomains(sh.conn(), &doms.p, flags);
    sh.check(doms.n >= 0, "Failed to list domains");
    struct Row { virDomainPtr dom; unsigned id; };
    std::vector<Row> rows;
    for (virDomainPtr d : doms) rows.push_back({d, virDomainGetID(d)});
    // running ones by id, then the others by name
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        bool off_a = a.id == ~0u, off_b = b.id == ~0u;
        if (off_a != off_b) return off_b;
        if (!off_a) return a.id < b.id;
        return std::strcmp(virDomainGetName(a.dom), virDomainGetName(b.dom)) < 0;
    });
    sh.forget_error();

    std::vector<std::string> head{"Id", "Name", "State"};
    if (title) head.push_back("Title");
    if (uuid) head.push_back("UUID");
    Table out(std::move(head));
    std::string lines;
    for (const Row& r : rows) {
        std::string number = r.id == ~0u ? "-" : fmt::format("{}", r.id);
        char text[VIR_UUID_STRING_BUFLEN] = "";
        if (uuid) sh.check(virDomainGetUUIDString(r.dom, text) == 0, "Failed to get domain's UUID");
        if (!table) {
            std::string line;
            auto add = [&](const std::string& part) { line += (line.empty() ? "" : " ") + part; };
            if (uuid) add(text);
            if (id && (uuid || name || r.id != ~0u)) add(number);
            if (name) add(virDomainGetName(r.dom));
            if (!line.empty()) lines += line + "\n";
            continue;
        }
        int state = -2, reason = 0;
        if (virDomainGetState(r.dom, &state, &reason, 0) < 0) state = -2;
        // the domain went away meanwhile
        if (r.id == ~0u ? false : state == VIR_DOMAIN_SHUTOFF && virDomainIsActive(r.dom) == 0) number = "-";
        std::string word = state == -2 ? "no state" : state_word(state);
        if (saved && state == VIR_DOMAIN_SHUTOFF && virDomainHasManagedSaveImage(r.dom, 0) > 0) word = "saved";
        std::vector<std::string> row{number, virDomainGetName(r.dom), word};
        if (title) {
            Text t = virDomainGetMetadata(r.dom, VIR_DOMAIN_METADATA_TITLE, nullptr, 0);
            row.push_back(t.str());
            sh.forget_error();
        }
        if (uuid) row.push_back(text);
        out.row(std::move(row));
    }
    if (table) sh.print_table(out);
    else sh.write(lines);
}

}  // namespace vireo::sh
