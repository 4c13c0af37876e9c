// SPDX-License-Identifier: LGPL-2.1-or-later
// Worlds from the built-in description and from files:
//   <node><cpu>..</cpu><memory>KiB</memory><domain>..</domain><domain file='other.xml'/> ..</node>
#include <cerrno>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "drivers/test/capabilities.h"
#include "drivers/test/state.h"
#include "hv/arch.h"
#include "xml/parse.h"

namespace vireo::test {
namespace {

constexpr std::string_view default_domain =
    "<domain type='test'>"
    "<name>test</name><uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>"
    "<memory>8388608</memory><currentMemory>2097152</currentMemory><vcpu>2</vcpu>"
    "<os><type>hvm</type></os>"
    "<devices>"
    "<disk type='file'><source file='/guest/diskimage1'/><target dev='vda' bus='virtio'/>"
    "<address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></disk>"
    "<interface type='network'><mac address='aa:bb:cc:dd:ee:ff'/><source network='default'/>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x01' function='0x0'/></interface>"
    "<memballoon model='virtio'>"
    "<address type='pci' domain='0x0000' bus='0x00' slot='0x02' function='0x0'/></memballoon>"
    "</devices></domain>";

constexpr std::string_view default_network =
    "<network><name>default</name><uuid>dd8fe884-6c02-601e-7551-cca97df1c5df</uuid><forward mode='nat'/>"
    "<bridge name='virbr0'/><ip address='192.168.122.1' netmask='255.255.255.0'>"
    "<dhcp><range start='192.168.122.2' end='192.168.122.254'/></dhcp></ip></network>";

constexpr std::string_view default_pool =
    "<pool type='dir'><name>default-pool</name><uuid>dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566</uuid>"
    "<target><path>/default-pool</path></target></pool>";

constexpr std::string_view test_namespace = "http://libvirt.org/schemas/domain/test/1.0";
constexpr std::size_t largest_file = 16u << 20;

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) fail_errno(Domain::none, errno, "Failed to open file '{}'", path);
    std::string text;
    char block[65536];
    while (in.read(block, sizeof block), in.gcount() > 0) {
        text.append(block, static_cast<std::size_t>(in.gcount()));
        if (text.size() > largest_file) fail_errno(Domain::none, EOVERFLOW, "Failed to read file '{}'", path);
    }
    return text;
}

// Where a relative file name in a configuration file points to.
std::string beside(const std::string& config, std::string_view file) {
    if (file.starts_with('/')) return std::string(file);
    auto slash = config.rfind('/');
    return (slash == config.npos ? std::string() : config.substr(0, slash + 1)) + std::string(file);
}

void read_number(const xml::Node& root, const char* path, const char* what, std::uint32_t& to) {
    const xml::Node* n = root.path(path);
    if (!n) return;
    auto v = to_number<std::uint32_t>(trim(n->text));
    if (!v) fail(Code::xml_error, Domain::test, "invalid node {} value", what);
    to = *v;
}

// What <test:...> elements inside a definition say about the domain's past.
struct History {
    hv::Phase phase = hv::Phase::running;
    bool transient = false, managed_save = false;
};

History read_history(const xml::Node& domain) {
    History h;
    for (const auto& e : domain.elements()) {
        if (e.ns != test_namespace) continue;
        if (e.name == "transient") h.transient = true;
        if (e.name == "hasmanagedsave") h.managed_save = true;
        if (e.name == "runstate") {
            auto v = to_number<std::uint32_t>(trim(e.text));
            if (!v) fail(Code::xml_error, Domain::test, "invalid runstate");
            if (*v > 7) fail(Code::xml_error, Domain::test, "runstate '{}' out of range'", *v);
            h.phase = static_cast<hv::Phase>(*v);
        }
    }
    if (h.transient && h.phase == hv::Phase::shutoff)
        fail(Code::xml_error, Domain::test, "transient domain cannot have runstate 'shutoff'");
    if (h.managed_save && h.phase != hv::Phase::shutoff)
        fail(Code::xml_error, Domain::test, "domain with managedsave data can only have runstate 'shutoff'");
    return h;
}

}  // namespace

struct Builder {
    World& world;

    void domain(const model::DomainPtr& config, const History& h) {
        DomainState s;
        s.ref = {config->name, config->uuid, -1};
        s.persistent = !h.transient;
        s.managed_save = h.managed_save;
        s.config = config;
        if (h.phase != hv::Phase::shutoff) world.start(s, hv::why::unknown);
        s.state = {h.phase, hv::why::unknown};
        world.add(std::move(s));
    }

    void domain(const xml::Node& node) {
        History h = read_history(node);
        auto d = model::parse_domain(node, {});
        World::finish_definition(d);
        domain(std::make_shared<const model::Domain>(std::move(d)), h);
    }
};

std::shared_ptr<World> World::shared_default() {
    static std::mutex mutex;
    static std::weak_ptr<World> open;
    // Made once for the process: a world that is opened anew starts from these.
    static const auto capabilities = std::make_shared<const std::string>(make_capabilities_document(true));
    static const auto config = std::make_shared<const model::Domain>(parse(default_domain, model::parse_inactive));
    std::lock_guard lock(mutex);
    if (auto w = open.lock()) return w;
    auto w = std::make_shared<World>();
    static const auto network = std::make_shared<const model::Network>(model::parse_network(default_network));
    static const auto pool = model::parse_storage_pool(default_pool);
    w->networks.add(network, true);
    w->storage.add(pool, {}, true);
    w->node.cells = {2097152, 4194304};
    w->capabilities_ = capabilities;
    Builder{*w}.domain(config, {});
    open = w;
    return w;
}

std::shared_ptr<World> World::from_file(const std::string& path) {
    static const auto capabilities = std::make_shared<const std::string>(make_capabilities_document(false));
    auto document = xml::parse(read_file(path), {.origin = path, .domain = Domain::test});
    xml::expect_root(document, "node");
    const xml::Node& root = document.root();

    auto w = std::make_shared<World>();
    w->capabilities_ = capabilities;
    NodeFigures& n = w->node;
    read_number(root, "cpu/nodes", "cpu nodes", n.nodes);
    read_number(root, "cpu/sockets", "cpu sockets", n.sockets);
    read_number(root, "cpu/cores", "cpu cores", n.cores);
    read_number(root, "cpu/threads", "cpu threads", n.threads);
    n.cpus = n.nodes * n.sockets * n.cores * n.threads;
    read_number(root, "cpu/active", "cpu active", n.cpus);
    read_number(root, "cpu/mhz", "cpu mhz", n.mhz);
    if (const xml::Node* model = root.path("cpu/model")) n.model = std::string(model->text);
    if (const xml::Node* memory = root.child("memory")) {
        auto v = to_number<std::uint64_t>(trim(memory->text));
        if (!v) fail(Code::xml_error, Domain::test, "invalid node memory value");
        n.memory_kib = *v;
    }

    Builder builder{*w};
    // An element may stand in a file of its own.
    auto each = [&](const char* name, Domain domain, auto&& take) {
        for (const auto& e : root.elements()) {
            if (!e.is(name)) continue;
            auto file = e.value("file");
            if (file.empty()) {
                take(e);
                continue;
            }
            const std::string other_path = beside(path, file);
            auto other = xml::parse(read_file(other_path), {.origin = other_path, .domain = domain});
            xml::expect_root(other, name);
            take(other.root());
        }
    };
    each("domain", Domain::domain, [&](const xml::Node& e) { builder.domain(e); });
    each("network", Domain::network, [&](const xml::Node& e) {
        w->networks.add(std::make_shared<const model::Network>(model::parse_network(e)), true);
    });
    each("pool", Domain::storage, [&](const xml::Node& e) {
        auto pool = model::parse_storage_pool(e);
        std::vector<model::StorageVolume> volumes;
        for (const auto& v : e.elements())
            if (v.is("volume") && !v.has("file")) volumes.push_back(model::parse_storage_volume(v, pool.type));
        w->storage.add(std::move(pool), std::move(volumes), true);
    });
    return w;
}

// ---- definitions with this driver's defaults --------------------------------------------------------------------------

model::Domain World::parse(std::string_view xml, unsigned flags) {
    model::ParseOptions options;
    options.flags = flags;
    model::Domain d = model::parse_domain(xml, options);
    finish_definition(d);
    return d;
}

void World::finish_definition(model::Domain& d) {
    if (d.os.arch.empty()) d.os.arch = "i686";
    if (!hv::known_arch(d.os.arch))
        fail(Code::config_unsupported, Domain::domain, "Unknown architecture {}", d.os.arch);
    // Every interface has a name from the start.
    auto taken = [&](const std::string& name) {
        return std::any_of(d.devices.interfaces.begin(), d.devices.interfaces.end(),
                           [&](const auto& i) { return i.target_dev == name; });
    };
    unsigned next = 0;
    for (auto& i : d.devices.interfaces) {
        if (!i.target_dev.empty()) continue;
        std::string name;
        do name = fmt::format("testnet{}", next++);
        while (taken(name));
        i.target_dev = std::move(name);
    }
}

}  // namespace vireo::test
