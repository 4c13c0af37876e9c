// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/crypto/secret.h"

#if __has_include(<gnutls/crypto.h>)
#include <dlfcn.h>
#include <gnutls/crypto.h>
#endif

#include "base/error.h"

namespace vireo::host {

#if __has_include(<gnutls/crypto.h>)
namespace {

// Loaded when a guest has a secret; most have none.
struct Library {
    decltype(&::gnutls_cipher_init) init = nullptr;
    decltype(&::gnutls_cipher_encrypt) encrypt = nullptr;
    decltype(&::gnutls_cipher_deinit) deinit = nullptr;
    Library() {
        void* handle = dlopen("libgnutls.so.30", RTLD_NOW | RTLD_LOCAL);
        if (!handle) fail(Code::system_error, Domain::crypto, "Unable to load TLS library: {}", dlerror());
        auto look_up = [&](auto& f, const char* name) {
            f = reinterpret_cast<std::decay_t<decltype(f)>>(dlsym(handle, name));
            if (!f) fail(Code::system_error, Domain::crypto, "TLS library lacks {}", name);
        };
        look_up(init, "gnutls_cipher_init");
        look_up(encrypt, "gnutls_cipher_encrypt");
        look_up(deinit, "gnutls_cipher_deinit");
    }
};

}  // namespace

std::string encrypt_secret(std::string_view key, std::string_view iv, std::string_view secret) {
    static const Library library;
    if (key.size() != secret_key_bytes) fail(Code::internal_error, Domain::crypto, "AES256CBC encryption invalid keylen={}", key.size());
    if (iv.size() != secret_iv_bytes) fail(Code::internal_error, Domain::crypto, "AES256CBC initialization vector invalid len={}", iv.size());
    std::string k(key), v(iv), data(secret);
    const auto padding = 16 - data.size() % 16;
    data.append(padding, static_cast<char>(padding));
    const gnutls_datum_t key_datum{reinterpret_cast<unsigned char*>(k.data()), static_cast<unsigned>(k.size())};
    const gnutls_datum_t iv_datum{reinterpret_cast<unsigned char*>(v.data()), static_cast<unsigned>(v.size())};
    gnutls_cipher_hd_t cipher = nullptr;
    int rc = library.init(&cipher, GNUTLS_CIPHER_AES_256_CBC, &key_datum, &iv_datum);
    if (rc == 0) {
        rc = library.encrypt(cipher, data.data(), data.size());
        library.deinit(cipher);
    }
    // What was the key must not stay in freed memory.
    explicit_bzero(k.data(), k.size());
    if (rc != 0) fail(Code::internal_error, Domain::crypto, "failed to encrypt the data: {}", rc);
    return data;
}
#else
std::string encrypt_secret(std::string_view, std::string_view, std::string_view) {
    fail(Code::config_unsupported, Domain::crypto, "built without a cryptographic library");
}
#endif

std::string base64(std::string_view bytes) {
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned v = 0;
        const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t k = 0; k < 3; ++k) v = v << 8 | (k < n ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k) out += k <= n ? digits[v >> (18 - 6 * k) & 63] : '=';
    }
    return out;
}

}  // namespace vireo::host
