// SPDX-License-Identifier: LGPL-2.1-or-later
// How character devices look. Their host side is spread over several elements of the same name, so it is one custom
// pair shared by all devices that have it.
#include "model/domain/address_xml.h"
#include "model/domain/domain_xml.h"
#include "model/domain/source_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
using S = ChardevSource;
using T = ChardevType;
using E = vireo::Domain;

[[noreturn]] void bad_attribute(std::string_view attribute, std::string_view element, std::string_view value) {
    fail(Code::xml_error, E::xml, "Invalid value for attribute '{}' in element '{}': '{}'.", attribute, element, value);
}

template <WordEnum W>
void take_word(const xml::Node& n, std::string_view name, W& field) {
    const auto* a = n.find(name);
    if (!a) return;
    auto w = from_word<W>(a->value);
    if (!w) bad_attribute(name, n.name, a->value);
    field = *w;
}

template <WordEnum W>
void need_word(const xml::Node& n, std::string_view name, W& field) {
    if (!n.has(name)) fail(Code::xml_error, E::xml, "Missing required attribute '{}' in element '{}'", name, n.name);
    take_word(n, name, field);
}

void read_source(const xml::Node& node, S& s, ParseContext& cx) {
    enum class Mode { connect, bind } mode = Mode::connect;
    if (const auto* m = node.find("mode")) {
        if (m->value == "bind")
            mode = Mode::bind;
        else if (m->value != "connect" && m->value != "client" && m->value != "server")
            bad_attribute("mode", "source", m->value);
    }
    if (auto tty = node.value("path"); !tty.empty()) {
        if (s.type != T::pty || !(cx.flags & parse_inactive)) s.path = tty;
    }
    for (const auto& e : node.elements())
        if (e.is("seclabel")) row::parse(device_seclabel_element, e, &s.seclabels.emplace_back(), cx);
    switch (s.type) {
        case T::file: take_word(node, "append", s.append); break;
        case T::udp:
            if (mode == Mode::bind) {
                s.bind_host = node.value("host");
                s.bind_service = node.value("service");
            } else {
                s.connect_host = node.value("host");
                s.connect_service = node.value("service");
            }
            break;
        case T::tcp:
            s.listen = mode == Mode::bind;
            s.host = node.value("host");
            s.service = node.value("service");
            take_word(node, "tls", s.tls);
            [[fallthrough]];
        case T::unix_:
            s.listen = mode == Mode::bind;
            if (const auto* r = node.child("reconnect")) {
                row::parse(reconnect_element, *r, &s.reconnect, cx);
                if (s.reconnect.enabled == YesNo::yes) {
                    if (!s.reconnect.timeout)
                        fail(Code::xml_error, E::xml, "Missing required attribute 'timeout' in element 'reconnect'");
                }
            }
            break;
        case T::spiceport:
        case T::dbus: s.channel = node.value("channel"); break;
        case T::nmdm:
            s.nmdm_master = node.value("master");
            s.nmdm_slave = node.value("slave");
            break;
        case T::qemu_vdagent:
            if (const auto* c = node.child("clipboard")) need_word(*c, "copypaste", s.clipboard);
            if (const auto* m = node.child("mouse")) need_word(*m, "mode", s.mouse);
            break;
        default: break;
    }
}

// The whole host side: called with the device's element after everything else was read.
void read_backend(const xml::Node& node, void* self, ParseContext& cx) {
    auto& s = *static_cast<S*>(self);
    unsigned sources = 0, logs = 0, protocols = 0;
    for (const auto& e : node.elements()) {
        if (e.is("source")) {
            if (++sources > (s.type == T::udp ? 2u : 1u)) {
                if (s.type == T::udp)
                    fail(Code::xml_error, E::domain, "only two source elements are allowed for character device");
                fail(Code::xml_error, E::domain, "only one source element is allowed for character device");
            }
            read_source(e, s, cx);
        } else if (e.is("log")) {
            if (++logs > 1) fail(Code::xml_error, E::domain, "only one log element is allowed for character device");
            s.log_file = e.value("file");
            take_word(e, "append", s.log_append);
        } else if (e.is("protocol")) {
            if (++protocols > 1) fail(Code::xml_error, E::domain, "only one protocol element is allowed for character device");
            if (s.type == T::tcp) take_word(e, "type", s.protocol);
        }
    }
}

void write_backend(const void* self, FormatContext& cx) {
    const auto& s = *static_cast<const S*>(self);
    auto& w = cx.out;
    auto labels = [&] {
        for (const auto& l : s.seclabels) {
            if (l.labelskip == YesNo::yes && (cx.flags & format_inactive)) continue;
            w.open("seclabel");
            row::format(device_seclabel_element, &l, cx);
            w.close();
        }
    };
    auto reconnect = [&] {
        if (s.reconnect.enabled == YesNo::absent) return;
        w.open("reconnect");
        w.plain_attribute("enabled", word(s.reconnect.enabled));
        if (s.reconnect.enabled == YesNo::yes && s.reconnect.timeout)
            w.plain_attribute("timeout", std::to_string(*s.reconnect.timeout));
        w.close();
    };
    switch (s.type) {
        case T::pty:
        case T::dev:
        case T::file:
        case T::pipe:
            if (s.path.empty() || (s.type == T::pty && (cx.flags & format_inactive))) break;
            w.open("source");
            w.attribute("path", s.path);
            if (s.type == T::file && s.append != OnOff::absent) w.plain_attribute("append", word(s.append));
            labels();
            w.close();
            break;
        case T::nmdm:
            if (s.nmdm_master.empty() && s.nmdm_slave.empty()) break;
            w.open("source");
            w.attribute("master", s.nmdm_master);
            w.attribute("slave", s.nmdm_slave);
            w.close();
            break;
        case T::udp:
            if (!s.bind_service.empty() || !s.bind_host.empty()) {
                w.open("source");
                w.plain_attribute("mode", "bind");
                if (!s.bind_host.empty()) w.attribute("host", s.bind_host);
                if (!s.bind_service.empty()) w.attribute("service", s.bind_service);
                w.close();
            }
            if (!s.connect_service.empty() || !s.connect_host.empty()) {
                w.open("source");
                w.plain_attribute("mode", "connect");
                if (!s.connect_host.empty()) w.attribute("host", s.connect_host);
                if (!s.connect_service.empty()) w.attribute("service", s.connect_service);
                w.close();
            }
            break;
        case T::tcp:
            w.open("source");
            w.plain_attribute("mode", s.listen ? "bind" : "connect");
            w.attribute("host", s.host);
            w.attribute("service", s.service);
            if (s.tls != YesNo::absent && !((cx.flags & format_migratable) && s.tls_from_config))
                w.plain_attribute("tls", word(s.tls));
            reconnect();
            w.close();
            w.open("protocol");
            w.plain_attribute("type", word(s.protocol));
            w.close();
            break;
        case T::unix_:
            if (s.path.empty()) break;
            w.open("source");
            w.plain_attribute("mode", s.listen ? "bind" : "connect");
            w.attribute("path", s.path);
            reconnect();
            labels();
            w.close();
            break;
        case T::spiceport:
        case T::dbus:
            w.open("source");
            w.attribute("channel", s.channel);
            w.close();
            break;
        case T::qemu_vdagent:
            w.open("source");
            if (s.clipboard != YesNo::absent) {
                w.open("clipboard");
                w.plain_attribute("copypaste", word(s.clipboard));
                w.close();
            }
            if (s.mouse != MouseMode::none) {
                w.open("mouse");
                w.plain_attribute("mode", word(s.mouse));
                w.close();
            }
            w.close_or_drop();
            break;
        default: break;
    }
    if (!s.log_file.empty()) {
        w.open("log");
        w.attribute("file", s.log_file);
        if (s.log_append != OnOff::absent) w.plain_attribute("append", word(s.log_append));
        w.close();
    }
}

// How the host side looks; it is read and printed by hand.
struct SourceForm {
    std::string text;
    OnOff append = OnOff::absent;
    YesNo tls = YesNo::absent;
    Reconnect reconnect;
    std::vector<DeviceSeclabel> labels;
    S real;
};
constexpr Row clipboard_rows[] = {attr("copypaste", FIELD(SourceForm, real.clipboard)).needed()};
const Element clipboard_form{clipboard_rows};
constexpr Row mouse_rows[] = {attr("mode", FIELD(SourceForm, real.mouse)).needed()};
const Element mouse_form{mouse_rows};
constexpr Row host_rows[] = {
    attr("mode", FIELD(SourceForm, text)),    attr("path", FIELD(SourceForm, text)),
    attr("host", FIELD(SourceForm, text)),    attr("service", FIELD(SourceForm, text)),
    attr("channel", FIELD(SourceForm, text)), attr("master", FIELD(SourceForm, text)),
    attr("slave", FIELD(SourceForm, text)),   attr("append", FIELD(SourceForm, append)),
    attr("tls", FIELD(SourceForm, tls)),
    element("reconnect", FIELD(SourceForm, reconnect), reconnect_element),
    list("seclabel", FIELD(SourceForm, labels), device_seclabel_element),
    inside("clipboard", clipboard_form),
    inside("mouse", mouse_form),
};
const Element host_form{host_rows};
constexpr Row log_rows[] = {
    attr("file", FIELD(SourceForm, text)).needed().form(form::absolute_file),
    attr("append", FIELD(SourceForm, append)),
};
const Element log_form{log_rows};
constexpr Row protocol_rows[] = {attr("type", FIELD(S, protocol))};
const Element protocol_form{protocol_rows};
constexpr Row backend_form_rows[] = {
    custom("source", nullptr, nullptr).several().looks_like<SourceForm>(host_form),
    custom("log", nullptr, nullptr).looks_like<SourceForm>(log_form),
    inside("protocol", protocol_form),
};
const Element backend_form{backend_form_rows};

constexpr Row source_rows[] = {
    attr("type", FIELD(S, type)).wrong(Code::config_unsupported, "unknown type presented to host for character device: {}").needed(),
    custom("", read_backend, write_backend).looks(backend_form),
};

constexpr Codec port_codec = [] {
    Codec c = default_codec<std::optional<int>>();
    return c;
}();

constexpr Row model_rows[] = {attr("name", FIELD(Chardev, serial_model)).needed().wrong(Code::config_unsupported, "unknown target model '{}' specified for character device")};
const Element model_element{model_rows};
constexpr Row serial_target_rows[] = {
    attr("type", FIELD(Chardev, serial_target)).wrong(Code::config_unsupported, "unknown target type '{}' specified for character device"),
    attr("port", FIELD(Chardev, port), port_codec).wrong(Code::xml_error, "Invalid port number: {}").form(form::any),
    inside("model", model_element),
};
const Element serial_target_element{serial_target_rows};
// Targets that the grammar lets everybody have.
constexpr Row legacy_target_rows[] = {
    attr("type", FIELD(Chardev, console_target)),
    attr("type", FIELD(Chardev, serial_target)),
    inside("model", model_element),
};
const Element legacy_target_element{legacy_target_rows};
constexpr Row parallel_target_rows[] = {
    custom("@legacy", nullptr, nullptr).looks(legacy_target_element),
    attr("port", FIELD(Chardev, port), port_codec).wrong(Code::xml_error, "Invalid port number: {}").form(form::any),
};
const Element parallel_target_element{parallel_target_rows};
constexpr Row legacy_smartcard_rows[] = {
    custom("@legacy", nullptr, nullptr).looks(legacy_target_element),
    attr("port", FIELD(Chardev, port)).form(form::any),
};
const Element legacy_smartcard_target{legacy_smartcard_rows};
constexpr Row console_target_rows[] = {
    custom("@legacy", nullptr, nullptr).looks(legacy_target_element),
    attr("type", FIELD(Chardev, console_target)).wrong(Code::config_unsupported, "unknown target type '{}' specified for character device"),
    attr("port", FIELD(Chardev, port), port_codec).wrong(Code::xml_error, "Invalid port number: {}").form(form::any),
};
const Element console_target_element{console_target_rows};

using C = Chardev;
constexpr auto guestfwd = WHEN(C, it.channel_target == ChannelTarget::guestfwd);
constexpr auto named = WHEN(C, it.channel_target == ChannelTarget::virtio || it.channel_target == ChannelTarget::xen);
constexpr Row channel_target_rows[] = {
    attr("type", FIELD(C, channel_target)).req(Code::xml_error, "target type must be specified for channel device").wrong(Code::config_unsupported, "unknown target type '{}' specified for character device"),
    attr("address", FIELD(C, guestfwd_address)).when(guestfwd).req(Code::xml_error, "guestfwd channel does not define a target address"),
    attr("port", FIELD(C, guestfwd_port)).when(guestfwd).req(Code::xml_error, "guestfwd channel does not define a target port"),
    attr("name", FIELD(C, name)).when(named).guest(),
    attr("state", FIELD(C, state)).when(WHEN(C, it.channel_target == ChannelTarget::virtio)).live(),
};
const Element channel_target_element{channel_target_rows};

template <ChardevRole Role>
void set_role(const xml::Node& node, void* self, ParseContext&) {
    static_cast<C*>(self)->role = Role;
    // Without a target element the kind of target stays open, except for channels, which need one.
    if (Role == ChardevRole::channel && !node.child("target"))
        fail(Code::xml_error, E::domain, "target type must be specified for channel device");
}
constexpr auto is_console = WHEN(C, it.role == ChardevRole::console);
constexpr auto on_pty = WHEN(C, it.source.type == T::pty);

#define CHARDEV_ROWS(name, type_rows, target)                                                 \
    constexpr Row name##_rows[] = {                                                            \
        embed(FIELD(C, source), type_rows),                                                \
        attr("tty", FIELD(C, source.path)).when(on_pty).live().live_read().show(is_console), \
        embed(FIELD(C, source), chardev_backend_element),                                  \
        target,                                                          \
        embed(FIELD(C, info), device_rows),                                                \
    }
constexpr Row chardev_type_rows[] = {source_rows[0]};
const Element chardev_type_element{chardev_type_rows};
// Devices of their own are terminals unless they say otherwise; a console may leave that out in its grammar too.
constexpr Row chardev_default_type_rows[] = {source_rows[0].otherwise("pty")};
const Element chardev_default_type_element{chardev_default_type_rows};
constexpr Row console_type_rows[] = {source_rows[0].otherwise("pty").needed([](const void*) { return false; })};
const Element console_type_element{console_type_rows};
constexpr Row chardev_backend_rows[] = {source_rows[1]};
const Element chardev_backend_element{chardev_backend_rows};
CHARDEV_ROWS(serial, chardev_default_type_element, inside("target", serial_target_element));
CHARDEV_ROWS(parallel, chardev_default_type_element, inside("target", parallel_target_element));
CHARDEV_ROWS(console, console_type_element, inside("target", console_target_element));
CHARDEV_ROWS(channel, chardev_default_type_element, inside("target", channel_target_element).needed());

constexpr auto by_certificates = WHEN(Smartcard, it.mode == SmartcardMode::host_certificates);
constexpr Row smartcard_rows[] = {
    attr("mode", FIELD(Smartcard, mode)).req().guest(),
    embed(FIELD(Smartcard, source), chardev_type_element).when(WHEN(Smartcard, it.mode == SmartcardMode::passthrough)),
    leaves("certificate", FIELD(Smartcard, certificates)).only(by_certificates).needed(),
    leaf("database", FIELD(Smartcard, database)).form(form::absolute_folder).only(by_certificates),
    embed(FIELD(Smartcard, source), chardev_backend_element).when(WHEN(Smartcard, it.mode == SmartcardMode::passthrough)),
    custom("target", nullptr, nullptr).only(WHEN(Smartcard, it.mode == SmartcardMode::passthrough)).looks_like<Chardev>(legacy_smartcard_target),
    embed(FIELD(Smartcard, info), device_rows),
};
void finish_smartcard(const xml::Node& node, void* self, ParseContext&) {
    const auto& s = *static_cast<const Smartcard*>(self);
    if (s.mode == SmartcardMode::host_certificates) {
        if (s.certificates.size() != 3)
            fail(Code::xml_error, E::domain, "host-certificates mode needs exactly three certificates");
        if (!s.database.empty() && s.database[0] != '/')
            fail(Code::xml_error, E::domain, "expecting absolute path: {}", s.database);
    }
    if (s.mode == SmartcardMode::passthrough && !node.has("type"))
        fail(Code::xml_error, E::domain, "passthrough mode requires a character device type attribute");
}

constexpr Row redirdev_rows[] = {
    attr("bus", FIELD(Redirdev, bus)).guest().needed().form("usb"),
    embed(FIELD(Redirdev, source), chardev_type_element),
    embed(FIELD(Redirdev, source), chardev_backend_element),
    embed(FIELD(Redirdev, info), boot_device_rows),
};
void finish_redirdev(const xml::Node& node, void* self, ParseContext&) {
    const auto& r = *static_cast<const Redirdev*>(self);
    if (r.bus != "usb") fail(Code::config_unsupported, E::domain, "unknown redirdev bus '{}'", r.bus);
    if (!node.has("type")) fail(Code::internal_error, E::domain, "missing type in redirdev");
}

}  // namespace

const Element chardev_source_rows{source_rows};
const Element serial_element{serial_rows, set_role<ChardevRole::serial>};
const Element parallel_element{parallel_rows, set_role<ChardevRole::parallel>};
const Element console_element{console_rows, set_role<ChardevRole::console>};
const Element channel_element{channel_rows, set_role<ChardevRole::channel>};
const Element smartcard_element{smartcard_rows, finish_smartcard};
const Element redirdev_element{redirdev_rows, finish_redirdev};

}  // namespace vireo::model
