// SPDX-License-Identifier: LGPL-2.1-or-later
// TLS over a connected socket, by GnuTLS, which is loaded when the first connection needs it: a client that never uses
// TLS does not pay for the library.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace vireo::host {

struct TlsFiles {
    std::string ca, crl, cert, key;  // crl, and for a client cert and key, need not exist
    std::string priority;            // "": the library's own
    bool server = false;
    bool check_own = true;           // look at our own certificates before using them
};

// Credentials, shared by connections.
class TlsContext {
  public:
    // Throws with libvirt's texts when a file is missing or no good.
    static std::shared_ptr<TlsContext> make(const TlsFiles& files);
    ~TlsContext();

  private:
    friend class TlsSession;
    TlsContext() = default;
    void* credentials_ = nullptr;
    std::string priority_;
    bool server_ = false;
};

// One connection. The descriptor is not owned and has to be non-blocking. May be used from several threads.
class TlsSession {
  public:
    enum class Wants { nothing, read, write };
    static constexpr long would_block = -1;

    // host: the name that the server's certificate must carry; "" on a server.
    TlsSession(std::shared_ptr<TlsContext> context, int fd, std::string host);
    ~TlsSession();
    TlsSession(const TlsSession&) = delete;
    TlsSession& operator=(const TlsSession&) = delete;

    // Goes on with the handshake; nothing when it is over. Throws when it fails.
    Wants handshake();
    // Judges the certificate of the other side: signed, valid now, for this host, not withdrawn. On a server, allowed
    // lists the names (shell patterns) that are let in; empty: all. Throws with libvirt's texts.
    void verify(const std::vector<std::string>& allowed);

    // Bytes, 0 at the end, would_block. Throws on failure.
    long read(char* into, std::size_t n);
    // After would_block the same bytes have to be offered again.
    long write(const char* from, std::size_t n);
    // Decrypted bytes wait here; no descriptor tells of them.
    bool pending() const;
    // Name of the other side's certificate, "" if it showed none.
    std::string peer_name() const { return peer_name_; }
    // Strength of the cipher in bits.
    unsigned strength() const;

  private:
    std::shared_ptr<TlsContext> context_;
    mutable std::mutex mutex_;
    void* session_ = nullptr;
    std::string host_, peer_name_;
    std::size_t unsent_ = 0;
};

}  // namespace vireo::host
