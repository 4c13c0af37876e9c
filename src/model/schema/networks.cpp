// SPDX-License-Identifier: LGPL-2.1-or-later
// Grammars of networks, their ports and filters, of secrets and of what storage can do.
#include "model/domain/address_xml.h"
#include "model/domain/domain_xml.h"
#include "model/network/network_xml.h"
#include "model/schema/documents.h"
#include "model/schema/form.h"

namespace vireo::model::schema {
namespace {

constexpr Row owner_rows[] = {line("name").needed(), line("uuid", form::uuid).needed()};
const Element owner{owner_rows};
constexpr Row mac_rows[] = {said("address", form::unicast_mac).needed()};
const Element mac{mac_rows};

// --- ports ---
enum class Plug : std::uint8_t { none, network, bridge, direct, pci };
VIREO_WORDS(Plug, "", "network", "bridge", "direct", "hostdev-pci")
struct PortForm {
    Form form;
    Plug plug = Plug::none;
    PciAddress address;
};
using P = PortForm;
constexpr auto bridged = WHEN(P, it.plug == Plug::network || it.plug == Plug::bridge);
constexpr auto direct = WHEN(P, it.plug == Plug::direct);
constexpr auto pci = WHEN(P, it.plug == Plug::pci);
constexpr Row driver_rows[] = {said("name", "kvm|vfio|xen"), said("model", form::word)};
const Element driver{driver_rows};
constexpr Row plug_rows[] = {
    attr("type", FIELD(P, plug)).needed(),
    said("bridge", form::device).only(bridged).needed(),
    said("macTableManager", "kernel|libvirt").only(bridged),
    said("dev", form::device).only(direct).needed(),
    said("mode", "bridge|passthrough|private|vepa").only(direct).needed(),
    yes_no("managed").only(pci),
    inside("driver", driver).only(pci),
    element("address", FIELD(P, address), pci_source_address_element).only(pci).needed(),
};
const Element plug_element{plug_rows};
constexpr Row filters_rows[] = {yes_no("trustGuest").needed()};
const Element filters{filters_rows};
constexpr Row isolated_rows[] = {yes_no("isolated")};
const Element isolated{isolated_rows};
constexpr Row port_rows[] = {
    line("uuid", form::uuid).needed(),
    inside("owner", owner).needed(),
    inside("mac", mac).needed(),
    line("group", form::device),
    inside("rxfilters", filters),
    custom("virtualport", nullptr, nullptr).looks_like<VirtualPort>(virtual_port_element),
    custom("bandwidth", nullptr, nullptr).looks_like<Bandwidth>(bandwidth_element),
    custom("vlan", nullptr, nullptr).looks_like<Vlan>(vlan_element),
    inside("port", isolated),
    inside("plug", plug_element),
};
const Element port{port_rows};

// --- bindings of filters ---
constexpr Row parameter_rows[] = {said("name", "[a-zA-Z0-9_]+").needed(), said("value", "[a-zA-Z0-9_.:]+").needed()};
const Element parameter{parameter_rows};
constexpr Row reference_rows[] = {said("filter", "=NCName").needed(), inside("parameter", parameter).several()};
const Element reference{reference_rows};
constexpr Row device_rows[] = {said("name").needed()};
const Element named_device{device_rows};
constexpr Row binding_rows[] = {
    inside("owner", owner).needed(),         inside("portdev", named_device).needed(), inside("linkdev", named_device),
    inside("mac", mac).needed(),             inside("filterref", reference).needed(),
};
const Element binding{binding_rows};

// --- secrets ---
enum class Usage : std::uint8_t { none, volume, ceph, iscsi, tls, vtpm };
VIREO_WORDS(Usage, "", "volume", "ceph", "iscsi", "tls", "vtpm")
struct SecretForm {
    Form form;
    Usage usage = Usage::none;
};
constexpr Row usage_rows[] = {
    attr("type", FIELD(SecretForm, usage)).needed(),
    line("volume", form::absolute_file).only(WHEN(SecretForm, it.usage == Usage::volume)).needed(),
    line("target", form::name).only(WHEN(SecretForm, it.usage == Usage::iscsi)).needed(),
    line("name", form::name).only(WHEN(SecretForm, it.usage == Usage::ceph || it.usage == Usage::tls || it.usage == Usage::vtpm)).needed(),
};
const Element usage{usage_rows};
constexpr Row secret_rows[] = {
    yes_no("ephemeral"), yes_no("private"), line("uuid", form::uuid), line("description"), inside("usage", usage),
};
const Element secret_element_of_document{secret_rows};

// --- storage capabilities ---
constexpr Row enum_rows[] = {said("name").needed(), line("value").several()};
const Element enum_element{enum_rows};
constexpr Row default_rows[] = {said("type").needed()};
const Element default_format{default_rows};
constexpr Row pool_options_rows[] = {inside("defaultFormat", default_format), inside("enum", enum_element).several()};
const Element pool_options{pool_options_rows};
constexpr Row volume_options_rows[] = {inside("defaultFormat", default_format).needed(), inside("enum", enum_element).several()};
const Element volume_options{volume_options_rows};
constexpr Row pool_rows[] = {
    said("type").needed(), yes_no("supported").needed(), inside("poolOptions", pool_options), inside("volOptions", volume_options),
};
const Element pool{pool_rows};
constexpr Row pools_rows[] = {inside("pool", pool).several()};
const Element pools{pools_rows};

// --- devices by themselves ---
template <class T>
Root root(std::string_view name, const Element& e, std::vector<std::shared_ptr<void>>& keep) {
    auto p = std::make_shared<T>();
    keep.push_back(p);
    return {name, &e, p.get()};
}

}  // namespace

std::string network(Writer write) {
    Network n;
    return alone(write, network_element, "network", &n);
}
std::string network_port(Writer write) {
    P p;
    return alone(write, port, "networkport", &p);
}
std::string nwfilter_binding(Writer write) {
    Form f;
    return alone(write, binding, "filterbinding", &f);
}
std::string secret(Writer write) {
    SecretForm f;
    return alone(write, secret_element_of_document, "secret", &f);
}
std::string storage_pool_caps(Writer write) {
    Form f;
    return alone(write, pools, "storagepoolCapabilities", &f);
}
std::string device(Writer write) {
    std::vector<std::shared_ptr<void>> keep;
    const Root roots[] = {
        root<Disk>("disk", disk_element, keep),
        root<Controller>("controller", controller_element, keep),
        root<Lease>("lease", lease_element, keep),
        root<Filesystem>("filesystem", filesystem_element, keep),
        root<Interface>("interface", interface_element, keep),
        root<Input>("input", input_element, keep),
        root<Sound>("sound", sound_element, keep),
        root<Audio>("audio", audio_element, keep),
        root<Hostdev>("hostdev", hostdev_element, keep),
        root<Graphics>("graphics", graphics_element, keep),
        root<Video>("video", video_element, keep),
        root<Chardev>("console", console_element, keep),
        root<Chardev>("parallel", parallel_element, keep),
        root<Chardev>("serial", serial_element, keep),
        root<Chardev>("channel", channel_element, keep),
        root<Smartcard>("smartcard", smartcard_element, keep),
        root<Hub>("hub", hub_element, keep),
        root<Redirdev>("redirdev", redirdev_element, keep),
        root<Rng>("rng", rng_element, keep),
        root<Tpm>("tpm", tpm_element, keep),
        root<Shmem>("shmem", shmem_element, keep),
        root<MemoryDevice>("memory", memory_device_element, keep),
        root<Watchdog>("watchdog", watchdog_element, keep),
        root<Memballoon>("memballoon", memballoon_element, keep),
        root<Nvram>("nvram", nvram_element, keep),
        root<Panic>("panic", panic_element, keep),
        root<Iommu>("iommu", iommu_element, keep),
        root<Vsock>("vsock", vsock_element, keep),
    };
    return write(std::span<const Root>(roots), Audience::ourselves);
}

}  // namespace vireo::model::schema
