// SPDX-License-Identifier: LGPL-2.1-or-later
// Devices of the host.
#include "apps/virsh/engine/tree.h"
#include "apps/virsh/virsh.h"
#include "apps/virsh/words.h"

#include <strings.h>

namespace vireo::sh {

namespace {

std::string dev_name(virNodeDevicePtr d) { return virNodeDeviceGetName(d); }

}  // namespace

COMMAND(nodedev_create)
{
    const char* file = args.str("file");
    std::string xml = sh.read_file(file);
    Dev dev(virNodeDeviceCreateXML(sh.conn(), xml.c_str(), args.has("validate") ? VIR_NODE_DEVICE_CREATE_XML_VALIDATE : 0));
    sh.check(dev, "Failed to create node device from {}", file);
    sh.extra("Node device {} created from {}\n", dev_name(dev), file);
}

COMMAND(nodedev_define)
{
    const char* file = args.str("file");
    std::string xml = sh.read_file(file);
    Dev dev(virNodeDeviceDefineXML(sh.conn(), xml.c_str(), args.has("validate") ? VIR_NODE_DEVICE_DEFINE_XML_VALIDATE : 0));
    sh.check(dev, "Failed to define node device from '{}'", file);
    sh.extra("Node device '{}' defined from '{}'\n", dev_name(dev), file);
}

COMMAND(nodedev_destroy)
{
    Dev dev = sh.device(args);
    std::string name = args.need("device");
    sh.check(virNodeDeviceDestroy(dev) == 0, "Failed to destroy node device '{}'", name);
    sh.extra("Destroyed node device '{}'\n", name);
}

COMMAND(nodedev_undefine)
{
    Dev dev = sh.device(args);
    std::string name = args.need("device");
    sh.check(virNodeDeviceUndefine(dev, 0) == 0, "Failed to undefine node device '{}'", name);
    sh.extra("Undefined node device '{}'\n", name);
}

COMMAND(nodedev_start)
{
    Dev dev = sh.device(args);
    sh.check(virNodeDeviceCreate(dev, 0) == 0, "Failed to start device {}", dev_name(dev));
    sh.extra("Device {} started\n", dev_name(dev));
}

COMMAND(nodedev_autostart)
{
    Dev dev = sh.device(args);
    bool on = !args.has("disable");
    if (virNodeDeviceSetAutostart(dev, on) < 0) {
        if (on) sh.fail("failed to mark device {} as autostarted", dev_name(dev));
        sh.fail("failed to unmark device {} as autostarted", dev_name(dev));
    }
    if (on) sh.extra("Device {} marked as autostarted\n", dev_name(dev));
    else sh.extra("Device {} unmarked as autostarted\n", dev_name(dev));
}

COMMAND(nodedev_update)
{
    args.exclusive("current", "live");
    args.exclusive("current", "config");
    Dev dev = sh.device(args);
    std::string xml = sh.read_file(args.str("file"));
    unsigned flags = VIR_NODE_DEVICE_UPDATE_AFFECT_CURRENT;
    if (args.has("config")) flags |= VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG;
    if (args.has("live")) flags |= VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE;
    sh.check(virNodeDeviceUpdate(dev, xml.c_str(), flags) >= 0, "Failed to update node device {} from '{}'", dev_name(dev), args.str("file"));
    const char* where = flags == (VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG | VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE) ? "persistent config and live state"
                        : flags & VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG ? "persistent config"
                        : flags & VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE || virNodeDeviceIsActive(dev) == 1 ? "live state" : "persistent config";
    sh.extra("Updated node device {} {}\n", dev_name(dev), where);
}

COMMAND(nodedev_detach)
{
    std::string name = args.need("device");
    Dev dev(virNodeDeviceLookupByName(sh.conn(), name.c_str()));
    sh.check(dev, "Could not find matching device '{}'", name);
    const char* driver = args.str("driver");
    // without a driver the call that all servers know
    int rc = driver ? virNodeDeviceDetachFlags(dev, driver, 0) : virNodeDeviceDettach(dev);
    sh.check(rc == 0, "Failed to detach device {}", name);
    sh.extra("Device {} detached\n", name);
}

COMMAND(nodedev_reattach)
{
    std::string name = args.need("device");
    Dev dev(virNodeDeviceLookupByName(sh.conn(), name.c_str()));
    sh.check(dev, "Could not find matching device '{}'", name);
    sh.check(virNodeDeviceReAttach(dev) == 0, "Failed to re-attach device {}", name);
    sh.extra("Device {} re-attached\n", name);
}

COMMAND(nodedev_reset)
{
    std::string name = args.need("device");
    Dev dev(virNodeDeviceLookupByName(sh.conn(), name.c_str()));
    sh.check(dev, "Could not find matching device '{}'", name);
    sh.check(virNodeDeviceReset(dev) == 0, "Failed to reset device {}", name);
    sh.extra("Device {} reset\n", name);
}

COMMAND(nodedev_dumpxml)
{
    Dev dev = sh.device(args);
    Text xml = virNodeDeviceGetXMLDesc(dev, args.has("inactive") ? VIR_NODE_DEVICE_XML_INACTIVE : 0);
    sh.check(bool(xml));
    sh.print_xml(xml.c_str(), args);
}

COMMAND(nodedev_info)
{
    Dev dev = sh.device(args);
    sh.print("{:<15} {}\n", "Name:", dev_name(dev));
    const char* parent = virNodeDeviceGetParent(dev);
    sh.print("{:<15} {}\n", "Parent:", parent ? parent : "");
    sh.print("{:<15} {}\n", "Active:", virNodeDeviceIsActive(dev) ? "yes" : "no");
    sh.print("{:<15} {}\n", "Persistent:", virNodeDeviceIsPersistent(dev) ? "yes" : "no");
    int autostart = 0;
    sh.print("{:<15} {}\n", "Autostart:", virNodeDeviceGetAutostart(dev, &autostart) < 0 ? "no autostart" : autostart ? "yes" : "no");
    sh.forget_error();
}

COMMAND(nodedev_list)
{
    bool tree = args.has("tree");
    bool inactive = args.has("inactive"), all = args.has("all"), persistent = args.has("persistent"), transient = args.has("transient");
    const char* caps = args.str("cap");
    unsigned flags = 0;
    if (all && inactive) sh.fail("Option --all is incompatible with --inactive");
    if (tree && (caps || inactive || persistent || transient))
        sh.fail("Option --tree is incompatible with --cap, --inactive, --persistent and --transient");
    if (caps)
        for (const std::string& c : split(caps, ',')) {
            const std::string& name = c;
            int at = word_index(nodedev_capabilities, name);
            sh.check(at >= 0, "Invalid capability type");
            flags |= 1u << at;
        }
    if (inactive || all) flags |= VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE;
    if (!inactive) flags |= VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE;
    if (persistent) flags |= VIR_CONNECT_LIST_NODE_DEVICES_PERSISTENT;
    if (transient) flags |= VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT;
    List<virNodeDevice, virNodeDeviceFree> devs;
    devs.n = virConnectListAllNodeDevices(sh.conn(), &devs.p, flags);
    sh.check(devs.n >= 0, "Failed to list node devices");
    std::vector<virNodeDevicePtr> rows(devs.begin(), devs.end());
    std::stable_sort(rows.begin(), rows.end(), [](auto* a, auto* b) { return strcasecmp(virNodeDeviceGetName(a), virNodeDeviceGetName(b)) < 0; });
    if (!tree) {
        for (auto* d : rows) sh.print("{}\n", dev_name(d));
        return;
    }
    std::vector<TreeItem> items;
    for (auto* d : rows) {
        const bool top = dev_name(d) == "computer";
        const char* parent = top ? "" : virNodeDeviceGetParent(d);
        items.push_back({dev_name(d), parent ? parent : "computer"});
    }
    sh.print("{}", tree_text(items));
}

}  // namespace vireo::sh
