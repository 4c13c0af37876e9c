// SPDX-License-Identifier: LGPL-2.1-or-later
// virsh: the engine plus a connection, and the look-ups that nearly every command starts with.
#pragma once

#include "apps/virsh/engine/handles.h"
#include "apps/virsh/engine/numbers.h"
#include "apps/virsh/engine/shell.h"
#include "apps/virsh/engine/table.h"
#include "apps/virsh/engine/xml.h"

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include <atomic>
#include <functional>

namespace vireo::sh {

enum By : unsigned { by_id = 1, by_uuid = 2, by_name = 4, by_any = 7 };

class Virsh : public Shell {
public:
    explicit Virsh(CommandTable table);
    ~Virsh() override;

    virConnectPtr conn() const { return conn_; }
    bool open_connection(bool again);
    void close_connection();
    void start_events();                // the event loop and its thread; needed before a connection is opened

    // Objects named by an option; they fail with virsh's message when there is no such object.
    Dom domain(const Args& args, unsigned by = by_any);
    Dom domain_named(const char* name, unsigned by = by_any);
    Dom try_domain(const char* name, unsigned by = by_any);    // null, no message
    Net network(const Args& args, unsigned by = by_uuid | by_name, const char* option = "network");
    Port network_port(const Args& args, virNetworkPtr net);
    Iface iface(const Args& args, bool name = true, bool mac = true);
    Pool pool(const Args& args, const char* option = "pool", unsigned by = by_uuid | by_name);
    Pool pool_named(const char* name, unsigned by = by_uuid | by_name);
    Vol volume(const Args& args, const char* option = "vol", const char* pool_option = "pool", bool by_name_too = true);
    Dev device(const Args& args, const char* option = "device");
    Secret secret(const Args& args);
    Filter filter(const Args& args);
    Binding binding(const Args& args);
    Snap snapshot(const Args& args, virDomainPtr dom, const char* option, const char* current_option);

    // Files and documents
    std::string read_file(const char* path);                    // fails with the library's message
    Text domain_xml(virDomainPtr dom, unsigned flags = 0);
    Node domain_doc(virDomainPtr dom, unsigned flags = 0);
    void print_xml(const char* xml, const Args& args);          // with --xpath and --wrap

    // --live, --config, --current: the flag bits, with the checks on combinations.
    unsigned affect(const Args& args, bool persistent_too = false);

    void print_table(const Table& t) { write(t.text(!quiet)); }

    std::vector<std::string> complete_value(const Command&, const Option&, const Args&, const std::string& prefix) override;
    bool connected() override;
    const char* prompt() override { return readonly ? "virsh > " : "virsh # "; }

    const char* uri = nullptr;
    std::string uri_store;
    bool readonly = false;
    int keepalive_interval = -1;
    int keepalive_count = -1;
    const char* escape = "^]";
    std::atomic<bool> lost{false};

private:
    virConnectPtr conn_ = nullptr;
    bool ever_connected_ = false;
    bool events_on_ = false;
};

// COMMAND(start) { ... } defines the function of one row: `sh` is the shell, `args` its options.
#define COMMAND(id)                                                                              \
    static void run_##id([[maybe_unused]] Virsh& sh, [[maybe_unused]] const Args& args);         \
    void cmd_##id(Shell& shell, const Args& args) { run_##id(static_cast<Virsh&>(shell), args); } \
    static void run_##id([[maybe_unused]] Virsh& sh, [[maybe_unused]] const Args& args)

inline std::string name_of(virDomainPtr d) { return virDomainGetName(d); }
// A world wide name: sixteen hexadecimal digits, 0x before them is fine. Fails otherwise.
void check_wwn(Virsh& sh, std::string wwn);
std::string state_word(int state);
std::string size_text(unsigned long long bytes);                // "10.00 MiB"

// Runs $VISUAL or $EDITOR on a temporary copy. Returns nothing when the text came back unchanged.
std::optional<std::string> edit_text(Shell& sh, const std::string& text);
// Edits until `store` takes it or the user gives up. Fails when `again` shows that the document changed meanwhile.
void edit_document(Shell& sh, const std::function<std::string()>& fetch, const std::function<bool(const std::string&)>& store,
                   const std::function<void()>& unchanged, const std::function<void()>& stored,
                   const std::function<bool()>& relax = {});

// Evaluates an XPath expression: the matching nodes as text, a line each or below one <nodes> element. Not usable when the
// expression gives something else than nodes.
struct XPathAnswer {
    bool usable = false;
    std::string text;
};
XPathAnswer evaluate_xpath(const char* xml, const char* expression, bool wrap);

}  // namespace vireo::sh
