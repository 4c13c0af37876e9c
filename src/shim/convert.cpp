// SPDX-License-Identifier: LGPL-2.1-or-later
// Conversions that the generated wall leans on.
#include "shim/convert.h"

namespace vireo::shim {

void* allocate(std::size_t count, std::size_t size) {
    void* p = calloc(count ? count : 1, size);
    if (!p) throw std::bad_alloc();
    return p;
}

char* new_text(std::string_view s) {
    auto* p = static_cast<char*>(malloc(s.size() + 1));
    if (!p) throw std::bad_alloc();
    std::memcpy(p, s.data(), s.size());
    p[s.size()] = 0;
    return p;
}

Uuid uuid_in(const Where& w, const char* text, const char* argument) {
    auto u = Uuid::parse(text);
    if (!u)
        throw Error::verbatim(Code::invalid_arg, w.domain, ErrorLevel::error,
                              fmt::format("{} in {} must be a valid UUID", argument, w.function), w.function, argument, "", 0, 0);
    return *u;
}

std::vector<std::string> texts_in(const char* const* texts, std::size_t n) {
    std::vector<std::string> out;
    out.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        if (!texts || !texts[i]) fail(Code::invalid_arg, Domain::none, "string {} of the list is NULL", i);
        out.emplace_back(texts[i]);
    }
    return out;
}

std::vector<Fd> fds_in(const int* fds, std::size_t n) {
    std::vector<Fd> out;
    for (std::size_t i = 0; i < n; ++i) {
        Fd borrowed(fds[i]);
        try {
            out.push_back(borrowed.duplicate());
        } catch (...) {
            borrowed.release();
            throw;
        }
        borrowed.release();
    }
    return out;
}

void fail_too_many(const Where& w, std::size_t have, std::size_t limit) {
    fail(Code::internal_error, w.domain, "too many results of {}: {} where {} fit", w.function, have, limit);
}

int texts_out(const Where& w, const std::vector<std::string>& texts, char** names, int maxnames) {
    if (texts.size() > static_cast<std::size_t>(maxnames < 0 ? 0 : maxnames)) fail_too_many(w, texts.size(), maxnames);
    std::size_t n = 0;
    try {
        for (; n < texts.size(); ++n) names[n] = new_text(texts[n]);
    } catch (...) {
        while (n > 0) free(names[--n]);
        throw;
    }
    return static_cast<int>(n);
}

char** text_list_out(const std::vector<std::string>& texts) {
    auto list = new_array<char*>(texts.size() + 1);
    texts_out({"", Domain::none}, texts, list.get(), static_cast<int>(texts.size()));
    return list.release();
}

virDomainPtr make_handle(virConnectPtr c, api::DomainRef&& r) { return new _virDomain(c, std::move(r)); }
virNetworkPtr make_handle(virConnectPtr c, api::NetworkRef&& r) { return new _virNetwork(c, std::move(r)); }
virInterfacePtr make_handle(virConnectPtr c, api::InterfaceRef&& r) { return new _virInterface(c, std::move(r)); }
virStoragePoolPtr make_handle(virConnectPtr c, api::StoragePoolRef&& r) { return new _virStoragePool(c, std::move(r)); }
virStorageVolPtr make_handle(virConnectPtr c, api::StorageVolRef&& r) { return new _virStorageVol(c, std::move(r)); }
virNodeDevicePtr make_handle(virConnectPtr c, api::NodeDeviceRef&& r) { return new _virNodeDevice(c, std::move(r)); }
virSecretPtr make_handle(virConnectPtr c, api::SecretRef&& r) { return new _virSecret(c, std::move(r)); }
virNWFilterPtr make_handle(virConnectPtr c, api::NwfilterRef&& r) { return new _virNWFilter(c, std::move(r)); }
virNWFilterBindingPtr make_handle(virConnectPtr c, api::NwfilterBindingRef&& r) {
    return new _virNWFilterBinding(c, std::move(r));
}

namespace {

// Holds a fresh handle until what is made from it holds it itself.
template <class H>
struct Brief {
    H* handle;
    ~Brief() { drop(handle); }
};

}  // namespace

virNetworkPortPtr make_handle(virConnectPtr c, api::NetworkPortRef&& r) {
    Brief<_virNetwork> net{make_handle(c, std::move(r.net))};
    return new _virNetworkPort(net.handle, r.uuid);
}

virDomainSnapshotPtr make_handle(virConnectPtr c, api::DomainSnapshotRef&& r) {
    Brief<_virDomain> dom{make_handle(c, std::move(r.dom))};
    return new _virDomainSnapshot(dom.handle, std::move(r.name));
}

virDomainCheckpointPtr make_handle(virConnectPtr c, api::DomainCheckpointRef&& r) {
    Brief<_virDomain> dom{make_handle(c, std::move(r.dom))};
    return new _virDomainCheckpoint(dom.handle, std::move(r.name));
}

}  // namespace vireo::shim
