// SPDX-License-Identifier: LGPL-2.1-or-later
// How the small devices look.
#include "model/domain/address_xml.h"
#include "model/domain/domain_xml.h"
#include "model/row/forms.h"

namespace vireo::model {
namespace {

using namespace row;
constexpr std::string_view check_words[] = {"check", "fips-host"};
constexpr std::string_view erst_words[] = {"acpi-erst"};
constexpr std::string_view virtio_word[] = {"virtio"};
constexpr std::string_view qemu_word[] = {"qemu"};
using E = vireo::Domain;

// --- TPM ---
constexpr Row tpm_source_rows[] = {
    attr("type", FIELD(Tpm, source_type)).needed().form("file|dir|unix"),
    attr("mode", FIELD(Tpm, source_mode)).form("connect").only(WHEN(Tpm, it.backend == TpmBackend::external)).needed(),
    attr("path", FIELD(Tpm, source_path)).even_zero().needed().form(form::file),
};
const Element tpm_source_element{tpm_source_rows};
constexpr Row device_rows_of_tpm[] = {attr("path", FIELD(Tpm, device_path)).form(form::file)};
const Element tpm_device_element{device_rows_of_tpm};
constexpr Row encryption_rows[] = {attr("secret", FIELD(Tpm, encryption_secret)).needed().wrong(Code::internal_error, "Unable to parse secret uuid '{}'")};
const Element tpm_encryption_element{encryption_rows};
constexpr Row bank_rows[] = {
    flag("sha1", FIELD(Tpm, sha1)),
    flag("sha256", FIELD(Tpm, sha256)),
    flag("sha384", FIELD(Tpm, sha384)),
    flag("sha512", FIELD(Tpm, sha512)),
};
const Element banks_element{bank_rows, [](const xml::Node&, void* p, ParseContext&) { static_cast<Tpm*>(p)->has_pcr_banks = true; }};
constexpr Row profile_rows[] = {
    attr("source", FIELD(Tpm, profile_source)).form("[A-Za-z0-9.\\-:]+"),
    attr("removeDisabled", FIELD(Tpm, profile_remove_disabled)).among(check_words),
    attr("name", FIELD(Tpm, profile_name)).form("[A-Za-z0-9.\\-:]+"),
};
const Element profile_element{profile_rows};
constexpr auto emulator = WHEN(Tpm, it.backend == TpmBackend::emulator);
constexpr Row backend_rows[] = {
    attr("type", FIELD(Tpm, backend)).req(Code::xml_error, "missing TPM device backend type").wrong(Code::config_unsupported, "Unknown TPM backend type '{}'").guest(),
    attr("version", FIELD(Tpm, version)).guest(),
    attr("persistent_state", FIELD(Tpm, persistent_state)).wrong(Code::internal_error, "Invalid persistent_state value, either 'yes' or 'no'").when(emulator),
    attr("debug", FIELD(Tpm, debug)).when(emulator).form(form::uint8),
    inside("encryption", tpm_encryption_element).when(emulator),
    inside("active_pcr_banks", banks_element).when(emulator),
    inside("source", tpm_source_element).when(WHEN(Tpm, it.backend != TpmBackend::passthrough)).show(WHEN(Tpm, !it.source_type.empty())),
    inside("profile", profile_element).when(emulator),
    inside("device", tpm_device_element).when(WHEN(Tpm, it.backend == TpmBackend::passthrough)),
};
void finish_backend(const xml::Node& node, void* self, ParseContext&) {
    auto& t = *static_cast<Tpm*>(self);
    const xml::Node* source = node.child("source");
    if (t.backend == TpmBackend::emulator && source && t.source_path.empty()) fail(Code::xml_error, E::domain, "missing TPM source path");
    if (t.backend == TpmBackend::external && source) {
        unsigned sources = 0;
        for (const auto& e : node.elements()) sources += e.is("source");
        if (sources > 1 && t.source_type == "unix") fail(Code::xml_error, E::domain, "only one source element is allowed for character device");
        const auto mode = source->value("mode");
        if (t.source_type == "unix" && source->has("mode") && mode != "bind" && mode != "connect" && mode != "client" && mode != "server")
            fail(Code::xml_error, E::xml, "Invalid value for attribute 'mode' in element 'source': '{}'.", mode);
    }
    if (t.backend == TpmBackend::passthrough && t.device_path.empty()) t.device_path = "/dev/tpm0";
    if (t.backend == TpmBackend::external) {
        if (t.source_type.empty()) fail(Code::xml_error, E::domain, "missing external TPM backend source type");
        if (t.source_type != "unix") fail(Code::config_unsupported, E::domain, "unknown backend source type '{}' for external TPM", t.source_type);
        if (t.source_path.empty()) fail(Code::xml_error, E::domain, "missing socket path for external TPM device");
        if (t.source_mode.empty()) t.source_mode = "connect";
    }
}
const Element tpm_backend_element{backend_rows, finish_backend};
// Of some parts there can be one.
void only_one(const xml::Node& node, std::string_view part, const char* what) {
    unsigned n = 0;
    for (const auto& e : node.elements()) n += e.is(part);
    if (n > 1) fail(Code::xml_error, E::domain, "only one {} is supported", what);
}
void judge_tpm(const xml::Node& node, ParseContext&) { only_one(node, "backend", "TPM backend"); }
void judge_crypto(const xml::Node& node, ParseContext&) { only_one(node, "backend", "crypto backend"); }
constexpr Row tpm_rows[] = {
    attr("model", FIELD(Tpm, model)).guest(),
    inside("backend", tpm_backend_element).req(Code::xml_error, "missing TPM device backend"),
    embed(FIELD(Tpm, info), small_device_rows),
};

// --- watchdog, balloon, random numbers ---
constexpr Row watchdog_rows[] = {
    attr("model", FIELD(Watchdog, model)).req().guest(),
    attr("action", FIELD(Watchdog, action)),
    embed(FIELD(Watchdog, info), device_rows),
};

constexpr Row stats_rows[] = {attr("period", FIELD(Memballoon, stats_period)).nonnegative().needed().form(form::positive)};
const Element stats_element{stats_rows, [](const xml::Node&, void* p, ParseContext&) {
    auto& m = *static_cast<Memballoon*>(p);
    if (m.stats_period && !*m.stats_period) m.stats_period.reset();
}};
constexpr Row balloon_driver_rows[] = {embed(FIELD(Memballoon, virtio), virtio_options_rows)};
const Element balloon_driver_element{balloon_driver_rows};
constexpr Row memballoon_rows[] = {
    attr("model", FIELD(Memballoon, model)).req().guest(),
    attr("autodeflate", FIELD(Memballoon, autodeflate)).guest(),
    attr("freePageReporting", FIELD(Memballoon, free_page_reporting)).guest(),
    inside("stats", stats_element),
    embed(FIELD(Memballoon, info), device_rows),
    inside("driver", balloon_driver_element),
};

constexpr Row rate_rows[] = {
    attr("bytes", FIELD(Rng, rate_bytes)).needed().form(form::positive).wrong(Code::xml_error, "invalid RNG rate bytes value"),
    attr("period", FIELD(Rng, rate_period)).quiet_zero().form(form::positive).wrong(Code::xml_error, "invalid RNG rate period value"),
};
const Element rate_element{rate_rows};
void read_rng_backend(const xml::Node& node, void* self, ParseContext& cx) {
    auto& r = *static_cast<Rng*>(self);
    auto model = node.value("model");
    if (model.empty()) fail(Code::xml_error, E::xml, "Missing required attribute 'model' in element 'backend'");
    auto b = from_word<RngBackend>(model);
    if (!b) fail(Code::xml_error, E::xml, "Invalid value for attribute 'model' in element 'backend': '{}'.", model);
    r.backend = *b;
    if (r.backend == RngBackend::random) r.device = node.text.empty() ? "/dev/random" : std::string(node.text);
    if (r.backend == RngBackend::egd) {
        if (node.value("type").empty()) fail(Code::xml_error, E::domain, "missing EGD backend type");
        if (!from_word<ChardevType>(node.value("type")))
            fail(Code::config_unsupported, E::domain, "unknown backend type '{}' for egd", node.value("type"));
        row::parse(chardev_source_rows, node, &r.egd, cx);
    }
}
void write_rng_backend(const void* self, FormatContext& cx) {
    const auto& r = *static_cast<const Rng*>(self);
    cx.out.open("backend");
    cx.out.plain_attribute("model", word(r.backend));
    if (r.backend == RngBackend::random && !r.device.empty()) cx.out.text(r.device);
    if (r.backend == RngBackend::egd) {
        row::format(chardev_source_rows, &r.egd, cx);
        cx.out.begin_content();
    }
    cx.out.close();
}
constexpr auto egd = WHEN(Rng, it.backend == RngBackend::egd);
constexpr Row rng_backend_rows[] = {
    attr("model", FIELD(Rng, backend)).needed(),
    embed(FIELD(Rng, egd), chardev_source_rows).when(egd),
    content(FIELD(Rng, device)).form(form::absolute_file).only(WHEN(Rng, it.backend == RngBackend::random)),
};
const Element rng_backend_element{rng_backend_rows};
constexpr Row rng_driver_rows[] = {embed(FIELD(Rng, virtio), virtio_options_rows)};
const Element rng_driver_element{rng_driver_rows};
constexpr Row rng_rows[] = {
    attr("model", FIELD(Rng, model)).req().guest(),
    inside("rate", rate_element),
    custom("backend", read_rng_backend, write_rng_backend).needed().looks(rng_backend_element),
    inside("driver", rng_driver_element),
    embed(FIELD(Rng, info), device_rows),
};
void finish_rng(const xml::Node& node, void*, ParseContext&) {
    int backends = 0;
    for (const auto& e : node.elements()) backends += e.is("backend");
    if (backends != 1) fail(Code::xml_error, E::domain, "only one RNG backend is supported");
}

constexpr Row panic_rows[] = {
    attr("model", FIELD(Panic, model)).wrong(Code::config_unsupported, "unknown panic model '{}'").guest(),
    embed(FIELD(Panic, info), small_device_rows),
};

// --- shared memory ---
constexpr Row shmem_model_rows[] = {attr("type", FIELD(Shmem, model)).guest().needed()};
const Element shmem_model_element{shmem_model_rows};
constexpr Row server_rows[] = {attr("path", FIELD(Shmem, server_path)).form(form::absolute_file)};
const Element server_element{server_rows};
constexpr Row msi_attributes[] = {
    attr("vectors", FIELD(Shmem, msi_vectors)).guest(),
    attr("ioeventfd", FIELD(Shmem, msi_ioeventfd)).guest(),
};
const Element msi_element{msi_attributes};
void read_shmem_size(const xml::Node& node, void* self, ParseContext&) {
    static_cast<Shmem*>(self)->size = read_scaled(node.text, node.value("unit"), 1, 1, "./size[1]");
}
void write_shmem_size(const void* self, FormatContext& cx) {
    const auto& s = *static_cast<const Shmem*>(self);
    if (!s.size || *s.size < 1 << 20) return;
    cx.out.open("size");
    cx.out.plain_attribute("unit", "M");
    cx.out.text(std::to_string(*s.size >> 20));
    cx.out.close();
}
constexpr Row shmem_size_rows[] = {scaled(FIELD(Shmem, size), 1, 1)};
const Element shmem_size_element{shmem_size_rows};
constexpr Row shmem_rows[] = {
    attr("name", FIELD(Shmem, name)).req(Code::xml_error, "shmem element must contain 'name' attribute").even_zero().guest().form("[^/]*"),
    attr("role", FIELD(Shmem, role)).guest(),
    inside("model", shmem_model_element),
    custom("size", read_shmem_size, write_shmem_size).looks(shmem_size_element),
    inside("server", server_element).marks(FIELD(Shmem, has_server)),
    inside("msi", msi_element).marks(FIELD(Shmem, msi)),
    embed(FIELD(Shmem, info), device_rows),
};

// --- memory modules ---
using M = MemoryDevice;
constexpr Row memory_source_rows[] = {
    leaf("path", FIELD(M, path)).form(form::absolute_file),
    leaf("nodemask", FIELD(M, source_nodes)).wrong(Code::invalid_arg, "Failed to parse bitmap '{}'"),
    scaled_leaf("pagesize", FIELD(M, page_size)),
    scaled_leaf("alignsize", FIELD(M, align_size)),
    flag("pmem", FIELD(M, pmem)),
};
const Element memory_source_element{memory_source_rows};
constexpr Row label_rows[] = {scaled_leaf("size", FIELD(M, label_size)).guest().needed()};
const Element label_element{label_rows};
constexpr Row memory_address_rows[] = {hex("base", FIELD(M, address)).guest().needed().form(form::hex_lower)};
const Element memory_address_element{memory_address_rows};
constexpr Row memory_target_rows[] = {
    attr("dynamicMemslots", FIELD(M, dynamic_memslots)),
    scaled_leaf("size", FIELD(M, size)).guest().req(Code::xml_error, "missing element or attribute './size'").blames(E::xml),
    leaf("node", FIELD(M, node)).wrong(Code::xml_error, "invalid value of memory device node").guest().nonnegative().form(form::unsigned_int),
    inside("label", label_element),
    scaled_leaf("block", FIELD(M, block_size)).guest(),
    scaled_leaf("requested", FIELD(M, requested_size)),
    scaled_leaf("current", FIELD(M, current_size)).live(),
    flag("readonly", FIELD(M, readonly)).guest(),
    inside("address", memory_address_element),
};
const Element memory_target_element{memory_target_rows};
constexpr Row memory_rows[] = {
    attr("model", FIELD(M, model)).req().guest(),
    attr("access", FIELD(M, access)),
    attr("discard", FIELD(M, discard)),
    leaf("uuid", FIELD(M, uuid)).guest(),
    inside("source", memory_source_element),
    inside("target", memory_target_element).req(Code::xml_error, "missing <target> element for <memory> device"),
    embed(FIELD(M, info), device_rows),
};

// --- the rest ---
constexpr Row iommu_driver_rows[] = {
    attr("intremap", FIELD(Iommu, intremap)).guest(),
    attr("caching_mode", FIELD(Iommu, caching_mode)).guest(),
    attr("eim", FIELD(Iommu, eim)).guest(),
    attr("iotlb", FIELD(Iommu, iotlb)).guest(),
    attr("aw_bits", FIELD(Iommu, aw_bits)).quiet_zero().guest().form(form::uint8),
    attr("dma_translation", FIELD(Iommu, dma_translation)).guest(),
};
const Element iommu_driver_element{iommu_driver_rows};
constexpr Row iommu_rows[] = {
    attr("model", FIELD(Iommu, model)).req().guest(),
    inside("driver", iommu_driver_element),
    embed(FIELD(Iommu, info), device_rows),
};

constexpr Row cid_rows[] = {
    attr("auto", FIELD(Vsock, auto_cid)),
    attr("address", FIELD(Vsock, cid)),
};
const Element cid_element{cid_rows};
constexpr Row vsock_driver_rows[] = {embed(FIELD(Vsock, virtio), virtio_options_rows)};
const Element vsock_driver_element{vsock_driver_rows};
constexpr Row vsock_rows[] = {
    attr("model", FIELD(Vsock, model)).guest(),
    inside("cid", cid_element),
    embed(FIELD(Vsock, info), device_rows),
    inside("driver", vsock_driver_element),
};

constexpr Row hub_rows[] = {
    attr("type", FIELD(Hub, type)).req(Code::internal_error, "missing hub device type").guest().form("usb"),
    embed(FIELD(Hub, info), small_device_rows),
};
void finish_hub(const xml::Node&, void* self, ParseContext&) {
    const auto& h = *static_cast<const Hub*>(self);
    if (h.type != "usb") fail(Code::config_unsupported, E::domain, "unknown hub device type '{}'", h.type);
}
constexpr Row nvram_rows[] = {embed(FIELD(Nvram, info), device_rows)};

constexpr Row lease_target_rows[] = {
    attr("path", FIELD(Lease, path)).even_zero().needed(),
    attr("offset", FIELD(Lease, offset)).show(WHEN(Lease, it.offset && *it.offset)).form(form::unsigned_int),
};
const Element lease_target_element{lease_target_rows};
constexpr Row lease_rows[] = {
    leaf("lockspace", FIELD(Lease, lockspace)).needed(),
    leaf("key", FIELD(Lease, key)).needed(),
    inside("target", lease_target_element).always().needed(),
};
void finish_lease(const xml::Node& node, void* self, ParseContext&) {
    const auto& l = *static_cast<const Lease*>(self);
    if (l.key.empty()) fail(Code::xml_error, E::domain, "Missing 'key' element for lease");
    if (!node.child("target")) fail(Code::xml_error, E::domain, "Missing 'target' element for lease");
    if (l.path.empty()) fail(Code::xml_error, E::domain, "Missing 'path' attribute to 'target' element for lease");
}

constexpr Row crypto_backend_rows[] = {
    attr("model", FIELD(Crypto, backend)).req(),
    attr("queues", FIELD(Crypto, queues)).form(form::positive),
};
const Element crypto_backend_element{crypto_backend_rows};
constexpr Row crypto_driver_rows[] = {embed(FIELD(Crypto, virtio), virtio_options_rows)};
const Element crypto_driver_element{crypto_driver_rows};
constexpr Row crypto_rows[] = {
    attr("model", FIELD(Crypto, model)).req().among(virtio_word).guest(),
    attr("type", FIELD(Crypto, type)).req().among(qemu_word).guest(),
    inside("backend", crypto_backend_element).needed(),
    inside("driver", crypto_driver_element),
    embed(FIELD(Crypto, info), small_device_rows),
};

constexpr Row pstore_rows[] = {
    attr("backend", FIELD(Pstore, backend)).req().among(erst_words).guest(),
    leaf("path", FIELD(Pstore, path)).form(form::absolute_file),
    scaled_leaf("size", FIELD(Pstore, size)).guest().needed(),
    embed(FIELD(Pstore, info), small_device_rows),
};

// The oldest model decides its role by itself.
void finish_shmem(const xml::Node&, void* self, ParseContext&) {
    auto& s = *static_cast<Shmem*>(self);
    if (s.model == ShmemModel::ivshmem) s.role = ShmemRole::none;
}

}  // namespace

const Element tpm_element{tpm_rows, nullptr, nullptr, judge_tpm};
const Element watchdog_element{watchdog_rows};
const Element memballoon_element{memballoon_rows};
const Element rng_element{rng_rows, finish_rng};
const Element panic_element{panic_rows};
const Element shmem_element{shmem_rows, finish_shmem};
const Element memory_device_element{memory_rows};
const Element iommu_element{iommu_rows};
const Element vsock_element{vsock_rows};
const Element hub_element{hub_rows, finish_hub};
const Element nvram_element{nvram_rows};
const Element lease_element{lease_rows, finish_lease};
const Element crypto_element{crypto_rows, nullptr, nullptr, judge_crypto};
const Element pstore_element{pstore_rows};

}  // namespace vireo::model
