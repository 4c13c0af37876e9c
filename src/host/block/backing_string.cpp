// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/block/backing_string.h"

#include "base/error.h"
#include "base/text.h"
#include "host/block/backing_parts.h"
#include "json/json.h"

namespace vireo::host {

using namespace model;
using namespace backing;

namespace {

// Longer texts than this are no names.
constexpr std::size_t longest = 1u << 20;

std::string percent_decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && text.size() - i > 2)
            if (auto n = to_number<unsigned>(text.substr(i + 1, 2), 16); n && *n) {
                out += static_cast<char>(*n);
                i += 2;
                continue;
            }
        out += text[i];
    }
    return out;
}

StorageHost host_and_port(std::string_view text) {
    StorageHost h;
    std::string_view port;
    if (text.starts_with('[') && text.find(']') != text.npos) {
        const auto close = text.find(']');
        h.name = text.substr(1, close - 1);
        if (close + 1 < text.size()) {
            if (text[close + 1] != ':') fail(Code::internal_error, Domain::storage, "malformed host '{}'", text);
            port = text.substr(close + 2);
        }
    } else {
        const auto colon = text.rfind(':');
        h.name = text.substr(0, colon);
        if (colon != text.npos) port = text.substr(colon + 1);
    }
    if (!port.empty()) h.port = port_number(port);
    return h;
}

// nbd:host:port[:exportname=x], nbd:unix:path[:exportname=x]
void read_nbd(std::string_view rest, StorageSource& s) {
    network(s, StorageProtocol::nbd);
    if (auto e = rest.find(":exportname="); e != rest.npos) {
        s.path = rest.substr(e + 12);
        rest = rest.substr(0, e);
    }
    StorageHost h;
    if (rest.starts_with("unix:")) {
        h.transport = HostTransport::unix_;
        h.socket = rest.substr(5);
        if (h.socket.empty()) fail(Code::internal_error, Domain::storage, "missing unix socket path in nbd backing string {}", rest);
    } else {
        if (rest.find(':') == rest.npos) fail(Code::internal_error, Domain::storage, "malformed nbd string 'nbd:{}'", rest);
        h = host_and_port(rest);
        if (h.name.empty()) fail(Code::internal_error, Domain::storage, "missing remote information in '{}' for protocol nbd", rest);
    }
    s.hosts.push_back(std::move(h));
}

}  // namespace

namespace backing {

void network(StorageSource& s, StorageProtocol p) {
    s.type = StorageType::network;
    s.protocol = p;
}

unsigned port_number(std::string_view text) {
    auto n = to_number<unsigned>(text);
    if (!n) fail(Code::invalid_arg, Domain::storage, "failed to parse port number '{}'", text);
    if (*n > 65535) fail(Code::invalid_arg, Domain::storage, "port '{}' out of range", text);
    return *n;
}

StorageProtocol protocol_of(std::string_view scheme) {
    auto p = from_word<StorageProtocol>(scheme);
    if (!p || *p == StorageProtocol::none) fail(Code::internal_error, Domain::storage, "invalid backing protocol '{}'", scheme);
    return *p;
}

// pool/image[@snapshot][:key=value...]; a backslash keeps the character after it.
void read_rbd(std::string_view text, StorageSource& s) {
    network(s, StorageProtocol::rbd);
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            // Kept for mon_host, whose own separator is the colon.
            parts.back() += text[i];
            parts.back() += text[++i];
        } else if (text[i] == ':') {
            parts.emplace_back();
        } else {
            parts.back() += text[i];
        }
    }
    auto plain = [](std::string_view t) {
        std::string out;
        for (std::size_t i = 0; i < t.size(); ++i) {
            if (t[i] == '\\' && i + 1 < t.size()) ++i;
            out += t[i];
        }
        return out;
    };
    s.path = plain(parts[0]);
    if (auto at = s.path.find('@'); at != s.path.npos) {
        s.snapshot = s.path.substr(at + 1);
        s.path.resize(at);
    }
    for (std::size_t i = 1; i < parts.size(); ++i) {
        std::string_view part = parts[i];
        if (part.starts_with("conf=")) s.config_file = plain(part.substr(5));
        if (!part.starts_with("mon_host=")) continue;
        part.remove_prefix(9);
        while (!part.empty()) {
            auto end = part.find_first_of(",;");
            // "\;" too parts hosts
            auto one = part.substr(0, end);
            part = end == part.npos ? std::string_view() : part.substr(end + 1);
            if (one.ends_with('\\')) one.remove_suffix(1);
            if (!one.empty()) s.hosts.push_back(host_and_port(plain(one)));
        }
    }
}

void read_cookies(std::string_view text, StorageSource& s) {
    while (!text.empty()) {
        auto end = text.find(';');
        auto one = trim(text.substr(0, end));
        text = end == text.npos ? std::string_view() : text.substr(end + 1);
        if (one.empty()) continue;
        auto equals = one.find('=');
        if (equals == one.npos) fail(Code::internal_error, Domain::storage, "malformed http cookie '{}'", one);
        s.cookies.push_back({std::string(one.substr(0, equals)), std::string(one.substr(equals + 1))});
    }
}

bool read_uri(std::string_view text, StorageSource& s) {
    const auto colon = text.find("://");
    std::string_view scheme = text.substr(0, colon), rest = text.substr(colon + 3), transport;
    if (scheme.empty()) fail(Code::internal_error, Domain::storage, "failed to parse backing file location '{}'", text);
    if (auto plus = scheme.find('+'); plus != scheme.npos) {
        transport = scheme.substr(plus + 1);
        scheme = scheme.substr(0, plus);
    }
    network(s, protocol_of(scheme));
    StorageHost h;
    if (!transport.empty()) {
        auto t = from_word<HostTransport>(transport);
        if (!t) fail(Code::internal_error, Domain::storage, "invalid transport '{}'", transport);
        h.transport = *t;
    }
    if (auto hash = rest.find('#'); hash != rest.npos) rest = rest.substr(0, hash);
    std::string_view query;
    bool has_query = false;
    if (auto q = rest.find('?'); q != rest.npos) {
        query = rest.substr(q + 1);
        rest = rest.substr(0, q);
        has_query = true;
    }
    const auto slash = rest.find('/');
    auto authority = rest.substr(0, slash);
    if (slash != rest.npos) s.path = percent_decoded(rest.substr(slash + 1));
    const auto at = authority.rfind('@');
    const bool credentials = at != authority.npos;
    if (credentials) authority = authority.substr(at + 1);
    if (h.transport == HostTransport::unix_) {
        for (auto part : split(query, '&'))
            if (part.starts_with("socket=")) h.socket = percent_decoded(part.substr(7));
        if (h.socket.empty()) fail(Code::internal_error, Domain::storage, "missing socket for unix transport");
        h.name.clear();
    } else {
        const auto t = h.transport;
        h = host_and_port(authority);
        h.transport = t;
        h.name = percent_decoded(h.name);
        if ((s.protocol == StorageProtocol::http || s.protocol == StorageProtocol::https) && has_query) s.query = query;
        if (!h.port)
            if (auto port = default_port(s.protocol)) h.port = port;
    }
    s.hosts.push_back(std::move(h));
    return !credentials;
}

}  // namespace backing

bool is_relative_backing(std::string_view text) {
    if (text.empty() || text[0] == '/') return false;
    const auto colon = text.find(':'), slash = text.find('/');
    return colon == text.npos || slash < colon;
}

BackingSource parse_backing_string(std::string_view text) {
    if (text.empty()) fail(Code::internal_error, Domain::storage, "empty backing file location");
    if (text.size() > longest) fail(Code::internal_error, Domain::storage, "backing file location is too long");
    BackingSource out;
    StorageSource& s = out.source;
    if (text[0] == '/' || is_relative_backing(text)) {
        s.type = StorageType::file;
        s.path = text;
        return out;
    }
    if (text.starts_with("json:")) {
        json::Json description;
        try {
            description = json::parse(text.substr(5), 64, longest);
        } catch (const Error&) {
            fail(Code::internal_error, Domain::storage, "invalid json in file: {}", text);
        }
        return parse_backing_json(description);
    }
    if (text.starts_with("fat:")) {
        s.type = StorageType::dir;
        s.path = text.substr(4);
        return out;
    }
    if (text.substr(text.find(':')).starts_with("://")) {
        out.complete = read_uri(text, s);
        return out;
    }
    const auto scheme = text.substr(0, text.find(':'));
    switch (protocol_of(scheme)) {
        case StorageProtocol::nbd: read_nbd(text.substr(4), s); break;
        case StorageProtocol::rbd: read_rbd(text.substr(4), s); break;
        default: fail(Code::internal_error, Domain::storage, "backing store parser is not implemented for protocol {}", scheme);
    }
    return out;
}

}  // namespace vireo::host
