// SPDX-License-Identifier: LGPL-2.1-or-later
// virt-admin: the engine plus a connection to a daemon's administration socket.
#pragma once

#include "apps/virsh/engine/handles.h"
#include "apps/virsh/engine/numbers.h"
#include "apps/virsh/engine/shell.h"
#include "apps/virsh/engine/table.h"

#include <libvirt/libvirt-admin.h>
#include <libvirt/virterror.h>

#include <atomic>

namespace vireo::sh {

using Server = Handle<virAdmServer, virAdmServerFree>;
using Client = Handle<virAdmClient, virAdmClientFree>;

class Admin : public Shell {
public:
    explicit Admin(CommandTable table);
    ~Admin() override;

    virAdmConnectPtr conn() const { return conn_; }
    bool open_connection();
    void close_connection();
    Server server(const Args& args);
    Client client(const Args& args, virAdmServerPtr server);
    void print_table(const Table& t) { write(t.text(!quiet)); }

    bool connected() override;
    const char* prompt() override { return "virt-admin # "; }
    std::vector<std::string> complete_value(const Command&, const Option&, const Args&, const std::string&) override;

    std::string uri;
    std::atomic<bool> lost{false};

private:
    virAdmConnectPtr conn_ = nullptr;
};

}  // namespace vireo::sh
