// SPDX-License-Identifier: LGPL-2.1-or-later
// net-event, pool-event, nodedev-event, secret-event: the same command for four kinds of objects.
#include "apps/virsh/event_wait.h"
#include "apps/virsh/words.h"

// The API takes callbacks of all events as one type and casts back by the id.
#pragma GCC diagnostic ignored "-Wcast-function-type"

namespace vireo::sh {

namespace {

struct Watch {
    EventWait* wait;
    const char* name;
};

template <class... A>
void show(void* opaque, fmt::format_string<A...> f, A&&... a)
{
    static_cast<Watch*>(opaque)->wait->show(fmt::format(f, std::forward<A>(a)...));
}
const char* name_in(void* opaque) { return static_cast<Watch*>(opaque)->name; }

// Everything that differs between the four.
struct Kind4 {
    Words events;
    std::function<int(int event, Watch*)> add;
    std::function<void(int id)> remove;
};

void run(Virsh& sh, const Args& args, Words events, const std::function<Kind4()>& open)
{
    args.exclusive("list", "event");
    if (args.has("list")) {
        for (const char* e : events) sh.print("{}\n", e);
        return;
    }
    const char* event = args.str("event");
    sh.check(event, "either --list or --event <type> is required");
    int number = word_index(events, event);
    sh.check(number >= 0, "unknown event type {}", event);
    EventWait wait(sh, args);
    Kind4 k = open();
    Watch watch{&wait, events[static_cast<size_t>(number)]};
    int id = k.add(number, &watch);
    sh.check(id >= 0);
    struct Remove {
        std::function<void(int)>& f;
        int id;
        ~Remove() { f(id); }
    } remove{k.remove, id};
    wait.run();
}

void net_life(virConnectPtr, virNetworkPtr n, int event, int, void* o)
{
    static constexpr const char* words[] = {"Defined", "Undefined", "Started", "Stopped"};
    show(o, "event '{}' for network {}: {}\n", name_in(o), virNetworkGetName(n), word_at(words, event));
}
void net_metadata(virConnectPtr, virNetworkPtr n, int type, const char* uri, void* o)
{
    static constexpr const char* words[] = {"description", "title", "element"};
    show(o, "event '{}' for network '{}': type {}, uri {}\n", name_in(o), virNetworkGetName(n), word_at(words, type), uri ? uri : "N/A");
}
void pool_life(virConnectPtr, virStoragePoolPtr p, int event, int, void* o)
{
    static constexpr const char* words[] = {"Defined", "Undefined", "Started", "Stopped", "Created", "Deleted"};
    show(o, "event '{}' for storage pool {}: {}\n", name_in(o), virStoragePoolGetName(p), word_at(words, event));
}
void pool_refresh(virConnectPtr, virStoragePoolPtr p, void* o)
{
    show(o, "event '{}' for storage pool {}\n", name_in(o), virStoragePoolGetName(p));
}
void dev_life(virConnectPtr, virNodeDevicePtr d, int event, int, void* o)
{
    static constexpr const char* words[] = {"Created", "Deleted", "Defined", "Undefined"};
    show(o, "event '{}' for node device {}: {}\n", name_in(o), virNodeDeviceGetName(d), word_at(words, event));
}
void dev_update(virConnectPtr, virNodeDevicePtr d, void* o)
{
    show(o, "event '{}' for node device {}\n", name_in(o), virNodeDeviceGetName(d));
}
std::string secret_id(virSecretPtr s)
{
    char uuid[VIR_UUID_STRING_BUFLEN] = "";
    virSecretGetUUIDString(s, uuid);
    return uuid;
}
void secret_life(virConnectPtr, virSecretPtr s, int event, int, void* o)
{
    static constexpr const char* words[] = {"Defined", "Undefined"};
    show(o, "event '{}' for secret {}: {}\n", name_in(o), secret_id(s), word_at(words, event));
}
void secret_value(virConnectPtr, virSecretPtr s, void* o)
{
    show(o, "event '{}' for secret {}\n", name_in(o), secret_id(s));
}

}  // namespace

COMMAND(net_event)
{
    Net net;
    run(sh, args, network_event_names, [&] {
        if (args.has("network")) net = sh.network(args);
        return Kind4{{}, [&](int e, Watch* w) {
                         auto f = e == 0 ? VIR_NETWORK_EVENT_CALLBACK(net_life) : VIR_NETWORK_EVENT_CALLBACK(net_metadata);
                         return virConnectNetworkEventRegisterAny(sh.conn(), net, e, f, w, nullptr);
                     },
                     [&](int id) { virConnectNetworkEventDeregisterAny(sh.conn(), id); }};
    });
}

COMMAND(pool_event)
{
    Pool pool;
    run(sh, args, pool_event_names, [&] {
        if (args.has("pool")) pool = sh.pool(args);
        return Kind4{{}, [&](int e, Watch* w) {
                         auto f = e == 0 ? VIR_STORAGE_POOL_EVENT_CALLBACK(pool_life) : VIR_STORAGE_POOL_EVENT_CALLBACK(pool_refresh);
                         return virConnectStoragePoolEventRegisterAny(sh.conn(), pool, e, f, w, nullptr);
                     },
                     [&](int id) { virConnectStoragePoolEventDeregisterAny(sh.conn(), id); }};
    });
}

COMMAND(nodedev_event)
{
    Dev dev;
    run(sh, args, nodedev_event_names, [&] {
        if (args.has("device")) dev = sh.device(args);
        return Kind4{{}, [&](int e, Watch* w) {
                         auto f = e == 0 ? VIR_NODE_DEVICE_EVENT_CALLBACK(dev_life) : VIR_NODE_DEVICE_EVENT_CALLBACK(dev_update);
                         return virConnectNodeDeviceEventRegisterAny(sh.conn(), dev, e, f, w, nullptr);
                     },
                     [&](int id) { virConnectNodeDeviceEventDeregisterAny(sh.conn(), id); }};
    });
}

COMMAND(secret_event)
{
    Secret secret;
    run(sh, args, secret_event_names, [&] {
        if (args.has("secret")) secret = sh.secret(args);
        return Kind4{{}, [&](int e, Watch* w) {
                         auto f = e == 0 ? VIR_SECRET_EVENT_CALLBACK(secret_life) : VIR_SECRET_EVENT_CALLBACK(secret_value);
                         return virConnectSecretEventRegisterAny(sh.conn(), secret, e, f, w, nullptr);
                     },
                     [&](int id) { virConnectSecretEventDeregisterAny(sh.conn(), id); }};
    });
}

}  // namespace vireo::sh
