// SPDX-License-Identifier: LGPL-2.1-or-later
// An emulated TPM is a program of its own that runs beside QEMU and ends with it. Its state outlives the guest's runs.
#include "base/error.h"
#include "base/text.h"
#include "drivers/qemu/prepare/helper.h"
#include "drivers/qemu/prepare/steps.h"
#include "host/account/account.h"
#include "host/file/file.h"
#include "host/process/launcher.h"
#include "host/process/process.h"
#include "host/socket/listen.h"
#include "host/swtpm/swtpm.h"

namespace vireo::qemu {
namespace {

using model::Tpm;

const Tpm* emulated(const model::Domain& d) {
    for (const auto& t : d.devices.tpms)
        if (t.backend == model::TpmBackend::emulator) return &t;
    return nullptr;
}

struct Places {
    std::string base;     // of the guest, below the driver's storage
    std::string storage;  // of the state: a folder, or a file
    std::string socket, pid, log;
    bool is_file = false;

    Places(const model::Domain& d, const Tpm& t, const Config& c) {
        base = c.paths.swtpm_storage + "/" + d.uuid.text();
        storage = base + (t.version == model::TpmVersion::v1_2 ? "/tpm1.2" : "/tpm2");
        if (!t.source_path.empty()) {
            storage = t.source_path;
            is_file = t.source_type == "file";
        }
        socket = c.paths.swtpm_state + "/" + short_name(d) + "-swtpm.sock";
        pid = c.paths.swtpm_state + "/" + short_name(d) + "-swtpm.pid";
        log = c.paths.swtpm_log + "/" + d.name + "-swtpm.log";
    }
};

std::string program(const char* name) {
    auto path = host::find_program(name);
    if (!path) fail(Code::config_unsupported, Domain::none, "Unable to find '{}' binary in $PATH", name);
    return *path;
}

std::string pcr_banks(const Tpm& t) {
    std::vector<std::string_view> names;
    if (t.sha1) names.push_back("sha1");
    if (t.sha256) names.push_back("sha256");
    if (t.sha384) names.push_back("sha384");
    if (t.sha512) names.push_back("sha512");
    return join(names, ",");
}

// Ends the emulator of a guest, if it is still that; its files go.
void end_emulator(const std::string& pid_file, const std::string& socket) {
    prepare::end_helper(pid_file, {"swtpm"});
    host::remove_file(socket);
}

class Emulator {
  public:
    Emulator(prepare::Preparation& p, const Tpm& t) : p_(p), tpm_(t), places_(p.live, t, p.config), v2_(t.version != model::TpmVersion::v1_2) {}

    void start() {
        if (tpm_.encryption_secret && !p_.prepared.find_secret)
            fail(Code::no_secret, Domain::secret, "no secret with matching uuid '{}'", tpm_.encryption_secret->text());
        if (tpm_.encryption_secret)
            fail(Code::no_support, Domain::qemu, "encrypted state of an emulated TPM");
        program_ = program("swtpm");
        make_places();
        set_up();
        run();
    }

  private:
    const host::Owner* owner() const { return p_.config.privileged ? &owner_ : nullptr; }

    void make_places() {
        const auto& paths = p_.config.paths;
        host::make_directory(paths.swtpm_state, 0771, owner());
        host::make_directory(paths.swtpm_log, 0730, owner());
        if (tpm_.source_path.empty()) {
            host::make_directory(paths.swtpm_storage, 0711);
            is_new_ = !host::path_exists(places_.storage);
            host::make_directory(places_.base, 0711, owner());
            host::make_directory(places_.storage, 0700, owner());
            if (is_new_) p_.undo.add("new TPM state", [base = places_.base] { host::remove_tree(base); });
        } else if (places_.is_file) {
            is_new_ = !host::path_exists(places_.storage);
        } else {
            is_new_ = !host::path_exists(places_.storage + (v2_ ? "/tpm2-00.permall" : "/tpm-00.permall"));
        }
        // Written by both programs, neither of which may make files there.
        Fd log = host::open_to_append(places_.log, 0600, false);
        if (owner()) host::change_owner(places_.log, owner_.uid, owner_.gid);
    }

    std::string state_argument() const {
        return places_.is_file ? "backend-uri=file://" + places_.storage : fmt::format("dir={},mode=0600", places_.storage);
    }

    // A new state gets its keys and certificates; banks that the definition names are set before each start.
    void set_up() {
        const auto banks = pcr_banks(tpm_);
        if (!is_new_ && banks.empty()) return;
        std::vector<std::string> argv{program("swtpm_setup")};
        if (is_new_ && !tpm_.profile_name.empty() && !host::find_swtpm().setup_features.contains("cmdarg-profile"))
            fail(Code::argument_unsupported, Domain::none, "swtpm_setup has no support for profiles");
        if (p_.config.privileged && owner_.uid != 0) argv.insert(argv.end(), {"--runas", host::user_name(owner_.uid)});
        if (v2_) argv.push_back("--tpm2");
        argv.insert(argv.end(), {"--tpm-state", places_.is_file ? "file://" + places_.storage : places_.storage});
        argv.insert(argv.end(), {"--logfile", places_.log});
        if (is_new_) {
            argv.insert(argv.end(), {"--vmid", p_.live.name + ":" + p_.live.uuid.text()});
            argv.insert(argv.end(), {"--createek", "--create-ek-cert", "--create-platform-cert", "--lock-nvram", "--not-overwrite"});
            if (!tpm_.profile_name.empty()) argv.insert(argv.end(), {"--profile-name", tpm_.profile_name});
            if (!tpm_.profile_remove_disabled.empty()) argv.insert(argv.end(), {"--profile-remove-disabled", tpm_.profile_remove_disabled});
        } else {
            argv.push_back("--reconfigure");
        }
        if (!banks.empty()) argv.insert(argv.end(), {"--pcr-banks", banks});
        auto result = host::run_command(argv);
        if (!result.ok())
            fail(Code::internal_error, Domain::none, "Could not run '{}'. exitstatus: {}; Check error log '{}' for details.", argv[0],
                 result.exit_code(), places_.log);
    }

    void run() {
        // Its socket is ours: QEMU can be told of it at once, whenever swtpm gets round to answering.
        Fd socket = host::listen_unix(places_.socket, 0177);
        p_.undo.add("TPM socket", [path = places_.socket] { host::remove_file(path); });
        if (p_.config.privileged) host::change_owner(places_.socket, p_.emulator().uid, p_.emulator().gid);

        constexpr int number = 3;
        host::LaunchOrder order;
        order.program = program_;
        order.args = {program_,     "socket",         "--ctrl", fmt::format("type=unixio,fd={}", number),
                      "--tpmstate", state_argument(), "--log",  "file=" + places_.log + (tpm_.debug ? fmt::format(",level={}", *tpm_.debug) : ""),
                      "--terminate"};
        if (v2_) order.args.push_back("--tpm2");
        order.env = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"};
        order.fds = {{socket.get(), number}};
        order.pid_file = places_.pid;
        if (p_.config.privileged) {
            order.uid = owner_.uid;
            order.gid = owner_.gid;
            order.groups = std::vector<gid_t>{owner_.gid};
        }
        auto process = host::launch(order, Deadline::in_ms(30'000));
        p_.undo.add("TPM emulator", [pid = places_.pid, socket = places_.socket] { end_emulator(pid, socket); });
        // One that cannot read its state ends at once.
        if (host::wait_for_end(process.pidfd.get(), Deadline::in_ms(0)))
            fail(Code::internal_error, Domain::none, "Could not start 'swtpm'. Check error log '{}' for details.", places_.log);
        p_.bindings.tpm_socket = places_.socket;
    }

    prepare::Preparation& p_;
    const Tpm& tpm_;
    Places places_;
    bool v2_, is_new_ = false;
    std::string program_;
    host::Owner owner_{p_.config.settings.swtpm_user, p_.config.settings.swtpm_group};
};

}  // namespace

namespace prepare {

void tpm(Preparation& p) {
    if (const auto* t = emulated(p.live)) Emulator(p, *t).start();
}

void stop_tpm(const model::Domain& live, const Config& config) {
    const auto* t = emulated(live);
    if (!t || !live.id) return;
    Places places(live, *t, config);
    end_emulator(places.pid, places.socket);
}

}  // namespace prepare

void delete_tpm_state(const model::Domain& domain, const Config& config, bool always) {
    const auto* t = emulated(domain);
    if (!t || !t->source_path.empty()) return;
    if (!always && t->persistent_state == model::YesNo::yes) return;
    host::remove_tree(Places(domain, *t, config).base);
}

}  // namespace vireo::qemu
