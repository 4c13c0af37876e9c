// SPDX-License-Identifier: LGPL-2.1-or-later
// Opening: which URI is meant, and which driver answers to it.
#include "shim/open.h"

#include <unistd.h>

#include <cstdlib>

#include "api/connection.h"
#include "base/config.h"
#include "base/error.h"
#include "base/log.h"
#include "drivers/remote/remote.h"
#include "shim/application_loop.h"
#include "shim/drivers.h"
#include "shim/modules.h"
#include "shim/wall.h"

namespace vireo::shim {
namespace {

std::once_flag once;
std::mutex start_mutex;

ConfigFile read_client_config() {
    std::string path = client_config_path("libvirt.conf");
    return !path.empty() && access(path.c_str(), R_OK) == 0 ? ConfigFile::read(path) : ConfigFile{};
}

bool is_alias_name(std::string_view s) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    return s.find_first_not_of(plain) == s.npos;
}

// "qemu://system" names a host called system; nobody means that.
void refuse_missing_slash(const api::Uri& uri) {
    if (!uri.host || (*uri.host != "system" && *uri.host != "session")) return;
    for (std::string_view scheme : {"qemu", "vbox", "vz"})
        if (uri.scheme == scheme)
            fail(Code::internal_error, Domain::none, "invalid URI {} (maybe you want {}:///{})", uri.text(), scheme, *uri.host);
}

// Loads the driver of an embedded URI and lets it begin.
void prepare_embedded(const api::Uri& uri) {
    if (!uri.transport().empty())
        fail(Code::no_connect, Domain::none, "URI scheme '{}' for embedded driver is not valid", uri.scheme);
    auto root = uri.param("root");
    if (!root) fail(Code::invalid_arg, Domain::uri, "Missing URI parameter 'root'");
    if (!root->starts_with('/')) fail(Code::config_unsupported, Domain::none, "root path must be absolute");
    if (!has_application_loop())
        fail(Code::config_unsupported, Domain::event, "An event loop implementation must be registered");
    auto& registry = api::Registry::instance();
    std::lock_guard lock(start_mutex);
    std::size_t before = registry.drivers().size();
    if (!load_driver_module(uri.scheme, registry))
        fail(Code::no_connect, Domain::none, "URI '{}': no embeddable driver of that name is installed", uri.text());
    for (std::size_t i = before; i < registry.drivers().size(); ++i) registry.drivers()[i]->start();
}

// Some hypervisors are reached by the client itself: no daemon could answer for them.
void refuse_absent_client_driver(const api::Uri& uri) {
    struct {
        std::string_view scheme, driver;
        bool needs_host;
    } static constexpr drivers[] = {{"esx", "esx", true}, {"vpx", "esx", true}, {"gsx", "esx", true}, {"hyperv", "hyperv", true},
                                    {"openvz", "openvz", false}, {"vmwareplayer", "vmware", false}, {"vmwarews", "vmware", false},
                                    {"vmwarefusion", "vmware", false}};
    for (const auto& d : drivers) {
        if (uri.scheme != d.scheme) continue;
        if (d.needs_host && !uri.host) fail(Code::invalid_arg, Domain::none, "URI is missing the server part");
        fail(Code::config_unsupported, Domain::none, "libvirt was built without the '{}' driver", d.driver);
    }
}

void refuse_unknown_flags(const char* function, Domain domain, unsigned flags) {
    if (unsigned other = flags & ~static_cast<unsigned>(VIR_CONNECT_RO | VIR_CONNECT_NO_ALIASES))
        fail_flags({function, domain}, other);
}

// The application's callback as a function of values.
std::function<bool(std::vector<remote::Credential>&)> asker(virConnectAuthPtr auth) {
    if (!auth || !auth->cb) return {};
    return [auth](std::vector<remote::Credential>& questions) {
        std::vector<virConnectCredential> c(questions.size());
        for (std::size_t i = 0; i < c.size(); ++i)
            c[i] = {questions[i].type, questions[i].prompt.c_str(), questions[i].challenge.empty() ? nullptr : questions[i].challenge.c_str(),
                    questions[i].default_result.empty() ? nullptr : questions[i].default_result.c_str(), nullptr, 0};
        bool answered = auth->cb(c.data(), static_cast<unsigned>(c.size()), auth->cbdata) >= 0;
        for (std::size_t i = 0; i < c.size(); ++i) {
            if (c[i].result) questions[i].result.assign(c[i].result, c[i].resultlen);
            free(c[i].result);
        }
        return answered;
    };
}

// The URI that the daemon has chosen or confirms; the one that was asked for if it does not say.
std::string confirmed_uri(api::Endpoint& endpoint, const std::string& asked) {
    try {
        api::Call call;
        return api::invoke<api::proc::ConnectGetUri>(endpoint, call).uri;
    } catch (const Error&) {
        return asked;
    }
}

}  // namespace

std::string client_config_path(std::string_view file) {
    if (geteuid() == 0) return fmt::format("/etc/libvirt/{}", file);
    if (const char* base = std::getenv("XDG_CONFIG_HOME"); base && *base) return fmt::format("{}/libvirt/{}", base, file);
    if (const char* home = std::getenv("HOME"); home && *home) return fmt::format("{}/.config/libvirt/{}", home, file);
    return {};
}

std::string resolve_uri_alias(const ConfigFile& config, const std::string& text) {
    auto aliases = config.get_string_list("uri_aliases");
    if (!aliases || !is_alias_name(text)) return text;
    for (const std::string& entry : *aliases) {
        auto equals = entry.find('=');
        if (equals == entry.npos || equals == 0)
            fail(Code::conf_syntax, Domain::conf, "Malformed 'uri_aliases' config entry '{}', expected 'alias=uri://host/path'", entry);
        std::string_view name = std::string_view(entry).substr(0, equals);
        if (!is_alias_name(name))
            fail(Code::conf_syntax, Domain::conf,
                 "Malformed 'uri_aliases' config entry '{}', aliases may only contain 'a-Z, 0-9, _, -'", entry);
        if (name == text) return entry.substr(equals + 1);
    }
    return text;
}

void initialize() {
    // A malformed LIBVIRT_DEBUG or LIBVIRT_LOG_* is told by each attempt, so it comes first.
    std::call_once(once, [] { log::set_from_environment(); });
}

virConnectPtr open_connection(const char* name, virConnectAuthPtr auth, unsigned flags) {
    initialize();
    ConfigFile config = read_client_config();
    std::string text = name ? name : "";
    if (text.empty()) {
        if (const char* from_environment = std::getenv("LIBVIRT_DEFAULT_URI"); from_environment && *from_environment)
            text = from_environment;
        else
            text = config.get_string("uri_default").value_or("");
    }
    if (text == "xen") text = "xen:///system";
    if (!text.empty() && !(flags & VIR_CONNECT_NO_ALIASES)) text = resolve_uri_alias(config, text);

    api::Call call;
    call.read_only = flags & VIR_CONNECT_RO;
    auto& registry = api::Registry::instance();
    if (text.empty())  // a driver of this process may offer itself
        for (const auto& driver : registry.drivers())
            if (text = driver->probe_uri(geteuid() == 0); !text.empty()) break;

    api::Uri uri;
    if (!text.empty()) {
        uri = api::Uri::parse(text);
        if (uri.scheme.empty())
            fail(Code::no_connect, Domain::none, "URI '{}' does not include a driver name", name ? name : "(null)");
        refuse_missing_slash(uri);
        if (uri.path == "/embed") prepare_embedded(uri);
        if (uri.transport().empty()) {
            bool here = !uri.host;
            if (here && uri.scheme == "test") refuse_unknown_flags("testConnectOpen", Domain::test, flags);
            if (here && is_client_driver(uri.scheme)) load_driver_module(uri.scheme, registry);
            if (auto endpoint = here ? registry.open(call, uri) : nullptr)
                return new _virConnect(std::move(endpoint), std::move(text), flags);
            refuse_absent_client_driver(uri);
        }
    }

    remote::Options options;
    options.read_only = call.read_only;
    options.loop = application_loop();
    options.ask = asker(auth);
    if (auth && auth->credtype) options.credential_types.assign(auth->credtype, auth->credtype + auth->ncredtype);
    if (auto file = uri.param("authfile")) options.auth_file = *file;
    options.mode = config.get_string("remote_mode").value_or("auto");
    std::shared_ptr<api::Endpoint> endpoint = remote::open_remote(uri, options);
    if (text.empty() || uri.driver() == "remote") text = confirmed_uri(*endpoint, text);
    return new _virConnect(std::move(endpoint), std::move(text), flags);
}

}  // namespace vireo::shim
