// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/tls/tls.h"

#if __has_include(<gnutls/gnutls.h>)
#include <dlfcn.h>
#include <fnmatch.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "base/error.h"

namespace vireo::host {
namespace {

// The functions of the library that we use.
#define VIREO_GNUTLS(X)                                                                                                              \
    X(gnutls_global_init) X(gnutls_strerror) X(gnutls_init) X(gnutls_deinit) X(gnutls_set_default_priority) X(gnutls_priority_set_direct)  \
    X(gnutls_credentials_set) X(gnutls_certificate_allocate_credentials) X(gnutls_certificate_free_credentials)                       \
    X(gnutls_certificate_set_x509_trust_file) X(gnutls_certificate_set_x509_crl_file) X(gnutls_certificate_set_x509_key_file)         \
    X(gnutls_certificate_server_set_request) X(gnutls_certificate_verify_peers2) X(gnutls_certificate_get_peers)                      \
    X(gnutls_certificate_type_get) X(gnutls_handshake) X(gnutls_record_get_direction) X(gnutls_record_recv) X(gnutls_record_send)     \
    X(gnutls_record_check_pending) X(gnutls_transport_set_int2) X(gnutls_cipher_get) X(gnutls_cipher_get_key_size)                     \
    X(gnutls_x509_crt_init) X(gnutls_x509_crt_deinit) X(gnutls_x509_crt_import) X(gnutls_x509_crt_get_dn)                              \
    X(gnutls_x509_crt_check_hostname) X(gnutls_x509_crt_get_expiration_time) X(gnutls_x509_crt_get_activation_time)                    \
    X(gnutls_server_name_set) X(gnutls_bye)

struct Library {
#define VIREO_MEMBER(name) decltype(&::name) name = nullptr;
    VIREO_GNUTLS(VIREO_MEMBER)
#undef VIREO_MEMBER
    Library() {
        void* handle = dlopen("libgnutls.so.30", RTLD_NOW | RTLD_LOCAL);
        if (!handle) fail(Code::system_error, Domain::rpc, "Unable to load TLS library: {}", dlerror());
#define VIREO_LOOK_UP(name)                                                                                      \
    name = reinterpret_cast<decltype(name)>(dlsym(handle, #name));                                               \
    if (!name) fail(Code::system_error, Domain::rpc, "TLS library lacks {}", #name);
        VIREO_GNUTLS(VIREO_LOOK_UP)
#undef VIREO_LOOK_UP
        this->gnutls_global_init();
    }
};

const Library& tls() {
    static const Library library;
    return library;
}

gnutls_session_t as_session(void* p) { return static_cast<gnutls_session_t>(p); }

bool readable(const std::string& path) { return !path.empty() && access(path.c_str(), R_OK) == 0; }

}  // namespace

std::shared_ptr<TlsContext> TlsContext::make(const TlsFiles& f) {
    const Library& l = tls();
    std::shared_ptr<TlsContext> c(new TlsContext);
    c->server_ = f.server;
    c->priority_ = f.priority;
    gnutls_certificate_credentials_t credentials;
    if (int e = l.gnutls_certificate_allocate_credentials(&credentials))
        fail(Code::system_error, Domain::rpc, "Unable to allocate x509 credentials: {}", l.gnutls_strerror(e));
    c->credentials_ = credentials;
    if (!readable(f.ca)) fail_errno(Domain::rpc, errno ? errno : ENOENT, "Cannot read CA certificate '{}'", f.ca);
    if (int e = l.gnutls_certificate_set_x509_trust_file(credentials, f.ca.c_str(), GNUTLS_X509_FMT_PEM); e < 0)
        fail(Code::system_error, Domain::rpc, "Unable to set x509 CA certificate: {}: {}", f.ca, l.gnutls_strerror(e));
    if (readable(f.crl))
        if (int e = l.gnutls_certificate_set_x509_crl_file(credentials, f.crl.c_str(), GNUTLS_X509_FMT_PEM); e < 0)
            fail(Code::system_error, Domain::rpc, "Unable to set x509 certificate revocation list: {}: {}", f.crl, l.gnutls_strerror(e));
    bool have_cert = readable(f.cert), have_key = readable(f.key);
    if (f.server && !have_cert) fail_errno(Domain::rpc, ENOENT, "Cannot read server certificate '{}'", f.cert);
    if (f.server && !have_key) fail_errno(Domain::rpc, ENOENT, "Cannot read server key '{}'", f.key);
    if (have_cert && have_key)
        if (int e = l.gnutls_certificate_set_x509_key_file(credentials, f.cert.c_str(), f.key.c_str(), GNUTLS_X509_FMT_PEM); e < 0)
            fail(Code::system_error, Domain::rpc, "Unable to set x509 key and certificate: {}, {}: {}", f.key, f.cert, l.gnutls_strerror(e));
    return c;
}

TlsContext::~TlsContext() {
    if (credentials_) tls().gnutls_certificate_free_credentials(static_cast<gnutls_certificate_credentials_t>(credentials_));
}

TlsSession::TlsSession(std::shared_ptr<TlsContext> context, int fd, std::string host) : context_(std::move(context)), host_(std::move(host)) {
    const Library& l = tls();
    gnutls_session_t s;
    unsigned flags = (context_->server_ ? GNUTLS_SERVER : GNUTLS_CLIENT) | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL;
    if (int e = l.gnutls_init(&s, flags)) fail(Code::system_error, Domain::rpc, "Failed to initialize TLS session: {}", l.gnutls_strerror(e));
    session_ = s;
    int e = context_->priority_.empty() ? l.gnutls_set_default_priority(s) : l.gnutls_priority_set_direct(s, context_->priority_.c_str(), nullptr);
    if (!e) e = l.gnutls_credentials_set(s, GNUTLS_CRD_CERTIFICATE, context_->credentials_);
    if (e) {
        l.gnutls_deinit(s);
        fail(Code::system_error, Domain::rpc, "Failed to set TLS session priority {}: {}", context_->priority_, l.gnutls_strerror(e));
    }
    if (context_->server_) l.gnutls_certificate_server_set_request(s, GNUTLS_CERT_REQUEST);
    else if (!host_.empty() && host_.find_first_not_of("0123456789.:") != host_.npos) l.gnutls_server_name_set(s, GNUTLS_NAME_DNS, host_.data(), host_.size());
    l.gnutls_transport_set_int2(s, fd, fd);
}

TlsSession::~TlsSession() {
    if (session_) tls().gnutls_deinit(as_session(session_));
}

TlsSession::Wants TlsSession::handshake() {
    std::lock_guard lock(mutex_);
    const Library& l = tls();
    int e = l.gnutls_handshake(as_session(session_));
    if (e == 0) return Wants::nothing;
    if (e == GNUTLS_E_AGAIN || e == GNUTLS_E_INTERRUPTED) return l.gnutls_record_get_direction(as_session(session_)) ? Wants::write : Wants::read;
    fail(Code::system_error, Domain::rpc, "TLS handshake failed {}", l.gnutls_strerror(e));
}

void TlsSession::verify(const std::vector<std::string>& allowed) {
    std::lock_guard lock(mutex_);
    const Library& l = tls();
    auto s = as_session(session_);
    unsigned status = 0;
    if (int e = l.gnutls_certificate_verify_peers2(s, &status); e < 0) fail(Code::system_error, Domain::rpc, "Unable to verify TLS peer: {}", l.gnutls_strerror(e));
    if (status) {
        const char* why = status & GNUTLS_CERT_REVOKED              ? "The certificate has been revoked."
                          : status & GNUTLS_CERT_SIGNER_NOT_FOUND   ? "The certificate hasn't got a known issuer."
                          : status & GNUTLS_CERT_INSECURE_ALGORITHM ? "The certificate uses an insecure algorithm"
                          : status & GNUTLS_CERT_EXPIRED            ? "The certificate has expired"
                          : status & GNUTLS_CERT_NOT_ACTIVATED      ? "The certificate is not yet active"
                                                                    : "Invalid certificate";
        fail(Code::system_error, Domain::rpc, "Certificate failed validation: {}", why);
    }
    if (l.gnutls_certificate_type_get(s) != GNUTLS_CRT_X509) fail(Code::system_error, Domain::rpc, "Only x509 certificates are supported");
    unsigned count = 0;
    const gnutls_datum_t* certificates = l.gnutls_certificate_get_peers(s, &count);
    if (!certificates || count == 0) fail(Code::system_error, Domain::rpc, "The certificate has no peers");
    gnutls_x509_crt_t certificate;
    if (int e = l.gnutls_x509_crt_init(&certificate); e < 0) fail(Code::system_error, Domain::rpc, "Unable to initialize certificate: {}", l.gnutls_strerror(e));
    std::unique_ptr<std::remove_pointer_t<gnutls_x509_crt_t>, decltype(&::gnutls_x509_crt_deinit)> owner(certificate, l.gnutls_x509_crt_deinit);
    if (int e = l.gnutls_x509_crt_import(certificate, &certificates[0], GNUTLS_X509_FMT_DER); e < 0)
        fail(Code::system_error, Domain::rpc, "Unable to load certificate: {}", l.gnutls_strerror(e));
    char name[1024];
    std::size_t size = sizeof name;
    if (int e = l.gnutls_x509_crt_get_dn(certificate, name, &size); e) fail(Code::system_error, Domain::rpc, "Failed to get certificate distinguished name: {}", l.gnutls_strerror(e));
    peer_name_.assign(name, strnlen(name, sizeof name));
    if (context_->server_) {
        if (allowed.empty()) return;
        for (const auto& pattern : allowed)
            if (fnmatch(pattern.c_str(), peer_name_.c_str(), 0) == 0) return;
        fail(Code::system_error, Domain::rpc, "Client's Distinguished Name is not on the list of allowed clients (tls_allowed_dn_list).");
    }
    if (!host_.empty() && !l.gnutls_x509_crt_check_hostname(certificate, host_.c_str()))
        fail(Code::rpc, Domain::rpc, "Certificate [session] owner does not match the hostname {}", host_);
}

long TlsSession::read(char* into, std::size_t n) {
    std::lock_guard lock(mutex_);
    const Library& l = tls();
    for (;;) {
        ssize_t got = l.gnutls_record_recv(as_session(session_), into, n);
        if (got >= 0) return got;
        if (got == GNUTLS_E_INTERRUPTED) continue;
        if (got == GNUTLS_E_AGAIN) return would_block;
        if (got == GNUTLS_E_PREMATURE_TERMINATION || got == GNUTLS_E_PULL_ERROR) return 0;  // it left without a word
        fail_errno(Domain::rpc, EIO, "Unable to read from socket: {}", l.gnutls_strerror(static_cast<int>(got)));
    }
}

long TlsSession::write(const char* from, std::size_t n) {
    std::lock_guard lock(mutex_);
    const Library& l = tls();
    for (;;) {
        // A record that was refused is finished with no data of its own.
        ssize_t put = unsent_ ? l.gnutls_record_send(as_session(session_), nullptr, 0) : l.gnutls_record_send(as_session(session_), from, n);
        if (put == GNUTLS_E_INTERRUPTED || put == GNUTLS_E_AGAIN) {
            unsent_ = n;
            if (put == GNUTLS_E_INTERRUPTED) continue;
            return would_block;
        }
        unsent_ = 0;
        if (put >= 0) return put;
        fail_errno(Domain::rpc, EPIPE, "Cannot write data: {}", l.gnutls_strerror(static_cast<int>(put)));
    }
}

bool TlsSession::pending() const {
    std::lock_guard lock(mutex_);
    return tls().gnutls_record_check_pending(as_session(session_)) > 0;
}

unsigned TlsSession::strength() const {
    std::lock_guard lock(mutex_);
    const Library& l = tls();
    return static_cast<unsigned>(l.gnutls_cipher_get_key_size(l.gnutls_cipher_get(as_session(session_))) * 8);
}

}  // namespace vireo::host

#else  // built without the library's headers

#include "base/error.h"

namespace vireo::host {
std::shared_ptr<TlsContext> TlsContext::make(const TlsFiles&) { fail(Code::config_unsupported, Domain::rpc, "TLS is not built in"); }
TlsContext::~TlsContext() = default;
TlsSession::TlsSession(std::shared_ptr<TlsContext>, int, std::string) {}
TlsSession::~TlsSession() = default;
TlsSession::Wants TlsSession::handshake() { return Wants::nothing; }
void TlsSession::verify(const std::vector<std::string>&) {}
long TlsSession::read(char*, std::size_t) { return 0; }
long TlsSession::write(const char*, std::size_t) { return 0; }
bool TlsSession::pending() const { return false; }
unsigned TlsSession::strength() const { return 0; }
}  // namespace vireo::host
#endif
