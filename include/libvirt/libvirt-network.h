/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-network.h: virtual networks and their ports.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_NETWORK_H
#define LIBVIRT_NETWORK_H

#include <libvirt/libvirt-common.h>
#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Bandwidth of a port: rates in KiB/s, bursts in KiB; in is towards the guest.
 */
#define VIR_NETWORK_PORT_BANDWIDTH_IN_AVERAGE "inbound.average" /* average rate inwards (Since: 5.5.0) */
#define VIR_NETWORK_PORT_BANDWIDTH_IN_PEAK "inbound.peak" /* highest rate inwards (Since: 5.5.0) */
/* amount at the highest rate inwards (Since: 5.5.0) */
#define VIR_NETWORK_PORT_BANDWIDTH_IN_BURST "inbound.burst"
#define VIR_NETWORK_PORT_BANDWIDTH_IN_FLOOR "inbound.floor" /* guaranteed rate inwards (Since: 5.5.0) */
#define VIR_NETWORK_PORT_BANDWIDTH_OUT_AVERAGE "outbound.average" /* average rate outwards (Since: 5.5.0) */
#define VIR_NETWORK_PORT_BANDWIDTH_OUT_PEAK "outbound.peak" /* highest rate outwards (Since: 5.5.0) */
/* amount at the highest rate outwards (Since: 5.5.0) */
#define VIR_NETWORK_PORT_BANDWIDTH_OUT_BURST "outbound.burst"

/**
 * virNetworkXMLFlags:
 *
 * What the XML of a virtual network contains.
 *
 * Since: 0.9.10
 */
typedef enum {
    VIR_NETWORK_XML_INACTIVE = (1 << 0) /* the stored form (Since: 0.9.10) */
} virNetworkXMLFlags;

/**
 * virConnectListAllNetworksFlags:
 *
 * Which virtual networks are listed.
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_CONNECT_LIST_NETWORKS_INACTIVE = (1 << 0), /* not active (Since: 0.10.2) */
    VIR_CONNECT_LIST_NETWORKS_ACTIVE = (1 << 1), /* active (Since: 0.10.2) */
    VIR_CONNECT_LIST_NETWORKS_PERSISTENT = (1 << 2), /* with a stored definition (Since: 0.10.2) */
    VIR_CONNECT_LIST_NETWORKS_TRANSIENT = (1 << 3), /* without one (Since: 0.10.2) */
    VIR_CONNECT_LIST_NETWORKS_AUTOSTART = (1 << 4), /* started with the host (Since: 0.10.2) */
    VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART = (1 << 5) /* not started with the host (Since: 0.10.2) */
} virConnectListAllNetworksFlags;

/**
 * virNetworkCreateFlags:
 *
 * How a description is read.
 *
 * Since: 7.8.0
 */
typedef enum {
    VIR_NETWORK_CREATE_VALIDATE = (1 << 0) /* check the XML against its schema (Since: 7.8.0) */
} virNetworkCreateFlags;

/**
 * virNetworkDefineFlags:
 *
 * How a definition is read.
 *
 * Since: 7.7.0
 */
typedef enum {
    VIR_NETWORK_DEFINE_VALIDATE = (1 << 0) /* check the XML against its schema (Since: 7.7.0) */
} virNetworkDefineFlags;

/**
 * virNetworkUpdateCommand:
 *
 * What is done with a part of a virtual network.
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_NETWORK_UPDATE_COMMAND_NONE = 0, /* nothing, not valid (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_COMMAND_MODIFY = 1, /* change the one that is there (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_COMMAND_DELETE = 2, /* remove it (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_COMMAND_ADD_LAST = 3, /* add behind the others (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_COMMAND_ADD_FIRST = 4 /* add before the others (Since: 0.10.2) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NETWORK_UPDATE_COMMAND_LAST = 5 /* (Since: 0.10.2) */
#endif
} virNetworkUpdateCommand;

/**
 * virNetworkUpdateSection:
 *
 * Parts of a virtual network, by their element.
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_NETWORK_SECTION_NONE = 0, /* nothing, not valid (Since: 0.10.2) */
    VIR_NETWORK_SECTION_BRIDGE = 1, /* <bridge> (Since: 0.10.2) */
    VIR_NETWORK_SECTION_DOMAIN = 2, /* <domain> (Since: 0.10.2) */
    VIR_NETWORK_SECTION_IP = 3, /* <ip> (Since: 0.10.2) */
    VIR_NETWORK_SECTION_IP_DHCP_HOST = 4, /* <ip>/<dhcp>/<host> (Since: 0.10.2) */
    VIR_NETWORK_SECTION_IP_DHCP_RANGE = 5, /* <ip>/<dhcp>/<range> (Since: 0.10.2) */
    VIR_NETWORK_SECTION_FORWARD = 6, /* <forward> (Since: 0.10.2) */
    VIR_NETWORK_SECTION_FORWARD_INTERFACE = 7, /* <forward>/<interface> (Since: 0.10.2) */
    VIR_NETWORK_SECTION_FORWARD_PF = 8, /* <forward>/<pf> (Since: 0.10.2) */
    VIR_NETWORK_SECTION_PORTGROUP = 9, /* <portgroup> (Since: 0.10.2) */
    VIR_NETWORK_SECTION_DNS_HOST = 10, /* <dns>/<host> (Since: 0.10.2) */
    VIR_NETWORK_SECTION_DNS_TXT = 11, /* <dns>/<txt> (Since: 0.10.2) */
    VIR_NETWORK_SECTION_DNS_SRV = 12 /* <dns>/<srv> (Since: 0.10.2) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NETWORK_SECTION_LAST = 13 /* (Since: 0.10.2) */
#endif
} virNetworkUpdateSection;

/**
 * virNetworkUpdateFlags:
 *
 * Which form of the virtual network a change concerns; LIVE and CONFIG may be joined.
 *
 * Since: 0.10.2
 */
typedef enum {
    /* what there is: the active one if it is active, else the stored one (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_AFFECT_CURRENT = 0,
    VIR_NETWORK_UPDATE_AFFECT_LIVE = (1 << 0), /* the active one (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_AFFECT_CONFIG = (1 << 1) /* the stored one (Since: 0.10.2) */
} virNetworkUpdateFlags;

/**
 * virNetworkEventLifecycleType:
 *
 * What happened to a virtual network's life.
 *
 * Since: 1.2.1
 */
typedef enum {
    VIR_NETWORK_EVENT_DEFINED = 0, /* its definition was stored (Since: 1.2.1) */
    VIR_NETWORK_EVENT_UNDEFINED = 1, /* its definition was removed (Since: 1.2.1) */
    VIR_NETWORK_EVENT_STARTED = 2, /* it started (Since: 1.2.1) */
    VIR_NETWORK_EVENT_STOPPED = 3 /* it stopped (Since: 1.2.1) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NETWORK_EVENT_LAST = 4 /* (Since: 1.2.1) */
#endif
} virNetworkEventLifecycleType;

/**
 * virNetworkEventID:
 *
 * Kinds of network events, each with the type of its callback.
 *
 * Since: 1.2.1
 */
typedef enum {
    VIR_NETWORK_EVENT_ID_LIFECYCLE = 0, /* virConnectNetworkEventLifecycleCallback (Since: 1.2.1) */
    VIR_NETWORK_EVENT_ID_METADATA_CHANGE = 1 /* virConnectNetworkEventMetadataChangeCallback (Since: 9.8.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NETWORK_EVENT_ID_LAST = 2 /* (Since: 1.2.1) */
#endif
} virNetworkEventID;

/**
 * virIPAddrType:
 *
 * Kinds of addresses.
 *
 * Since: 1.2.6
 */
typedef enum {
    VIR_IP_ADDR_TYPE_IPV4 = 0, /* (Since: 1.2.6) */
    VIR_IP_ADDR_TYPE_IPV6 = 1 /* (Since: 1.2.6) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_IP_ADDR_TYPE_LAST = 2 /* (Since: 1.2.6) */
#endif
} virIPAddrType;

/**
 * virNetworkPortCreateFlags:
 *
 * How a port is made.
 *
 * Since: 5.5.0
 */
typedef enum {
    VIR_NETWORK_PORT_CREATE_RECLAIM = (1 << 0), /* take over what exists for it already (Since: 5.5.0) */
    VIR_NETWORK_PORT_CREATE_VALIDATE = (1 << 1) /* check the XML against its schema (Since: 7.8.0) */
} virNetworkPortCreateFlags;

/**
 * virNetworkMetadataType:
 *
 * Parts of a virtual network's metadata.
 *
 * Since: 9.7.0
 */
typedef enum {
    VIR_NETWORK_METADATA_DESCRIPTION = 0, /* a text of any length (Since: 9.7.0) */
    VIR_NETWORK_METADATA_TITLE = 1, /* a short text in one line (Since: 9.7.0) */
    VIR_NETWORK_METADATA_ELEMENT = 2 /* an element of a program's own namespace (Since: 9.7.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NETWORK_METADATA_LAST = 3 /* (Since: 9.7.0) */
#endif
} virNetworkMetadataType;

/**
 * VIR_NETWORK_EVENT_CALLBACK:
 *
 * Casts the callback of any network event for virConnectNetworkEventRegisterAny().
 *
 * Since: 1.2.1
 */
#define VIR_NETWORK_EVENT_CALLBACK(cb) \
    ((virConnectNetworkEventGenericCallback)(void (*)(void))(cb))

/**
 * virNetwork:
 *
 * A virtual network. Its contents are private.
 *
 * Since: 0.2.0
 */
typedef struct _virNetwork virNetwork;

/**
 * virNetworkPort:
 *
 * A port of a virtual network. Its contents are private.
 *
 * Since: 5.5.0
 */
typedef struct _virNetworkPort virNetworkPort;

/**
 * virNetworkPtr:
 *
 * Pointer to virNetwork.
 *
 * Since: 0.2.0
 */
typedef virNetwork *virNetworkPtr;

/**
 * virNetworkPortPtr:
 *
 * Pointer to virNetworkPort.
 *
 * Since: 5.5.0
 */
typedef virNetworkPort *virNetworkPortPtr;

/**
 * virNetworkDHCPLease:
 *
 * Short name of struct _virNetworkDHCPLease.
 *
 * Since: 1.2.6
 */
typedef struct _virNetworkDHCPLease virNetworkDHCPLease;

/**
 * virNetworkDHCPLeasePtr:
 *
 * Pointer to virNetworkDHCPLease.
 *
 * Since: 1.2.6
 */
typedef virNetworkDHCPLease *virNetworkDHCPLeasePtr;

/**
 * virNetworkDHCPLease:
 *
 * A lease given out by a network's DHCP server.
 *
 * Since: 1.2.6
 */
struct _virNetworkDHCPLease {
    char *iface; /* bridge of the network */
    long long expirytime; /* end, in seconds since 1970 */
    int type; /* of virIPAddrType */
    char *mac; /* MAC address of the client */
    char *iaid; /* identity association of DHCPv6; may be NULL */
    char *ipaddr; /* address */
    unsigned int prefix; /* length of the network prefix in bits */
    char *hostname; /* name of the client; may be NULL */
    char *clientid; /* client identifier or DUID; may be NULL */
};

/**
 * virConnectNetworkEventLifecycleCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @net: the virtual network concerned; valid during the call, take a reference to keep it
 * @event: what happened, a value of virNetworkEventLifecycleType
 * @detail: not used, 0
 * @opaque: pointer given when the callback was registered
 *
 * Tells that a virtual network was defined, started, stopped or undefined.
 *
 * Since: 1.2.1
 */
typedef void (*virConnectNetworkEventLifecycleCallback)(virConnectPtr conn,
                                                        virNetworkPtr net,
                                                        int event,
                                                        int detail,
                                                        void *opaque);

/**
 * virConnectNetworkEventGenericCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @net: the virtual network concerned; valid during the call, take a reference to keep it
 * @opaque: pointer given when the callback was registered
 *
 * Stands for the callback of any network event.
 *
 * Since: 1.2.1
 */
typedef void (*virConnectNetworkEventGenericCallback)(virConnectPtr conn,
                                                      virNetworkPtr net,
                                                      void *opaque);

/**
 * virConnectNetworkEventMetadataChangeCallback:
 * @conn: the connection concerned; valid during the call, take a reference to keep it
 * @net: the virtual network concerned; valid during the call, take a reference to keep it
 * @type: which part, a value of virNetworkMetadataType
 * @nsuri: namespace of a custom element, else NULL
 * @opaque: pointer given when the callback was registered
 *
 * Tells that metadata of the virtual network changed.
 *
 * Since: 9.8.0
 */
typedef void (*virConnectNetworkEventMetadataChangeCallback)(virConnectPtr conn,
                                                             virNetworkPtr net,
                                                             int type,
                                                             const char *nsuri,
                                                             void *opaque);

/**
 * virConnectListAllNetworks:
 * @conn: handle of the connection
 * @nets: where a new NULL-terminated array of handles is stored (release each handle, then free()
 *     the array); NULL to only count
 * @flags: bits of virConnectListAllNetworksFlags
 *
 * Lists virtual networks; filter bits of one group select any of their kinds, several groups must
 * all fit.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllNetworks(virConnectPtr conn, virNetworkPtr **nets, unsigned int flags);

/**
 * virConnectListDefinedNetworks:
 * @conn: handle of the connection
 * @names: array that receives the names; release each with free()
 * @maxnames: room in the array
 *
 * Lists the names of virtual networks that are defined but not active.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.2.0
 */
int virConnectListDefinedNetworks(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectListNetworks:
 * @conn: handle of the connection
 * @names: array that receives the names; release each with free()
 * @maxnames: room in the array
 *
 * Lists the names of active virtual networks.
 *
 * Returns the number of entries stored, at most the room given, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.2.0
 */
int virConnectListNetworks(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectNetworkEventDeregisterAny:
 * @conn: handle of the connection
 * @callbackID: number that the registration returned
 *
 * Ends a registration; when the call returns no new event is delivered to it, and its free function
 * has run or runs soon.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @callbackID is negative.
 *
 * Since: 1.2.1
 */
int virConnectNetworkEventDeregisterAny(virConnectPtr conn, int callbackID);

/**
 * virConnectNetworkEventRegisterAny:
 * @conn: handle of the connection
 * @net: the network, or NULL for all
 * @eventID: a value of virNetworkEventID
 * @cb: function to call for each event; its real type depends on @eventID, cast it with the
 *     VIR_NETWORK_EVENT_CALLBACK() macro
 * @opaque: pointer handed to the callback unchanged
 * @freecb: called once with @opaque when the callback is no longer needed; may be NULL
 *
 * Adds a callback for one kind of event, of one virtual network or of all. Events need a running
 * event loop.
 *
 * Returns a number of the registration (0 or more) to be used for deregistering, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @cb is NULL, or if @eventID is negative.
 *
 * Since: 1.2.1
 */
int virConnectNetworkEventRegisterAny(virConnectPtr conn,
                                      virNetworkPtr net,
                                      int eventID,
                                      virConnectNetworkEventGenericCallback cb,
                                      void *opaque,
                                      virFreeCallback freecb);

/**
 * virConnectNumOfDefinedNetworks:
 * @conn: handle of the connection
 *
 * Counts the virtual networks that are defined but not active.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.2.0
 */
int virConnectNumOfDefinedNetworks(virConnectPtr conn);

/**
 * virConnectNumOfNetworks:
 * @conn: handle of the connection
 *
 * Counts the active virtual networks.
 *
 * Returns the number, or -1 on failure.
 *
 * Since: 0.2.0
 */
int virConnectNumOfNetworks(virConnectPtr conn);

/**
 * virNetworkCreate:
 * @network: handle of the virtual network
 *
 * Starts a defined virtual network.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.2.0
 */
int virNetworkCreate(virNetworkPtr network);

/**
 * virNetworkCreateXML:
 * @conn: handle of the connection
 * @xmlDesc: description in XML
 *
 * Starts a transient virtual network from XML: it vanishes when it stops.
 *
 * Returns a new handle to be released with virNetworkFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 0.2.0
 */
virNetworkPtr virNetworkCreateXML(virConnectPtr conn, const char *xmlDesc);

/**
 * virNetworkCreateXMLFlags:
 * @conn: handle of the connection
 * @xmlDesc: description in XML
 * @flags: bits of virNetworkCreateFlags
 *
 * Starts a transient virtual network from XML, with optional validation.
 *
 * Returns a new handle to be released with virNetworkFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 7.8.0
 */
virNetworkPtr virNetworkCreateXMLFlags(virConnectPtr conn,
                                       const char *xmlDesc,
                                       unsigned int flags);

/**
 * virNetworkDHCPLeaseFree:
 * @lease: the lease; NULL does nothing
 *
 * Releases one lease with all that it holds.
 *
 * Since: 1.2.6
 */
void virNetworkDHCPLeaseFree(virNetworkDHCPLeasePtr lease);

/**
 * virNetworkDefineXML:
 * @conn: handle of the connection
 * @xml: description in XML
 *
 * Stores the definition of a virtual network, new or changed. An active one keeps its present form
 * until it stops.
 *
 * Returns a new handle to be released with virNetworkFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.2.0
 */
virNetworkPtr virNetworkDefineXML(virConnectPtr conn, const char *xml);

/**
 * virNetworkDefineXMLFlags:
 * @conn: handle of the connection
 * @xml: description in XML
 * @flags: bits of virNetworkDefineFlags
 *
 * Stores the definition of a virtual network, with optional validation.
 *
 * Returns a new handle to be released with virNetworkFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 7.7.0
 */
virNetworkPtr virNetworkDefineXMLFlags(virConnectPtr conn, const char *xml, unsigned int flags);

/**
 * virNetworkDestroy:
 * @network: handle of the virtual network
 *
 * Stops the virtual network. A transient one vanishes; guests on it lose their link.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.2.0
 */
int virNetworkDestroy(virNetworkPtr network);

/**
 * virNetworkFree:
 * @network: handle of the virtual network
 *
 * Gives back one reference to the virtual network handle; the handle must not be used afterwards.
 * What it stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.2.0
 */
int virNetworkFree(virNetworkPtr network);

/**
 * virNetworkGetAutostart:
 * @network: handle of the virtual network
 * @autostart: where 1 is stored when autostart is on, else 0
 *
 * Tells whether the virtual network is started when the host boots.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @autostart is NULL.
 *
 * Since: 0.2.1
 */
int virNetworkGetAutostart(virNetworkPtr network, int *autostart);

/**
 * virNetworkGetBridgeName:
 * @network: handle of the virtual network
 *
 * Tells the name of the bridge device to which interfaces can be added.
 *
 * Returns a new string to be released with free(), or NULL on failure.
 *
 * Since: 0.2.0
 */
char *virNetworkGetBridgeName(virNetworkPtr network);

/**
 * virNetworkGetConnect:
 * @net: handle of the virtual network
 *
 * Tells which connection the virtual network belongs to.
 *
 * Returns the connection without a new reference (do not close it), or NULL when the handle is
 * invalid.
 *
 * Since: 0.3.0
 */
virConnectPtr virNetworkGetConnect(virNetworkPtr net);

/**
 * virNetworkGetDHCPLeases:
 * @network: handle of the virtual network
 * @mac: only leases of this MAC address; NULL for all
 * @leases: where a new array of records is stored (virNetworkDHCPLeaseFree() each, then free());
 *     NULL to only count
 * @flags: none defined yet; pass 0
 *
 * Lists the leases that the network's DHCP server has given out.
 *
 * Returns the number of leases, or -1 on failure.
 *
 * Since: 1.2.6
 */
int virNetworkGetDHCPLeases(virNetworkPtr network,
                            const char *mac,
                            virNetworkDHCPLeasePtr **leases,
                            unsigned int flags);

/**
 * virNetworkGetMetadata:
 * @network: handle of the virtual network
 * @type: which part of the metadata; a value of virNetworkMetadataType
 * @uri: namespace of the custom element; NULL for title and description
 * @flags: bits of virNetworkUpdateFlags
 *
 * Reads title, description or a custom element of the virtual network.
 *
 * Returns text or XML to be released with free(), or NULL on failure.
 *
 * Errors: VIR_NETWORK_UPDATE_AFFECT_LIVE and VIR_NETWORK_UPDATE_AFFECT_CONFIG exclude each other.
 *
 * Since: 9.7.0
 */
char *virNetworkGetMetadata(virNetworkPtr network, int type, const char *uri, unsigned int flags);

/**
 * virNetworkGetName:
 * @network: handle of the virtual network
 *
 * Tells the name of the virtual network.
 *
 * Returns a string that lives as long as the handle; do not free it.
 *
 * Since: 0.2.0
 */
const char *virNetworkGetName(virNetworkPtr network);

/**
 * virNetworkGetUUID:
 * @network: handle of the virtual network
 * @uuid: array of VIR_UUID_BUFLEN bytes that receives the raw UUID
 *
 * Gives the UUID of the virtual network as raw bytes.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.2.0
 */
int virNetworkGetUUID(virNetworkPtr network, unsigned char *uuid);

/**
 * virNetworkGetUUIDString:
 * @network: handle of the virtual network
 * @buf: array of VIR_UUID_STRING_BUFLEN bytes that receives the UUID as text
 *
 * Gives the UUID of the virtual network as text.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @buf is NULL.
 *
 * Since: 0.2.0
 */
int virNetworkGetUUIDString(virNetworkPtr network, char *buf);

/**
 * virNetworkGetXMLDesc:
 * @network: handle of the virtual network
 * @flags: bits of virNetworkXMLFlags
 *
 * Describes the virtual network as it is, or as it is stored.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 0.2.0
 */
char *virNetworkGetXMLDesc(virNetworkPtr network, unsigned int flags);

/**
 * virNetworkIsActive:
 * @net: handle of the virtual network
 *
 * Tells whether the virtual network is running or in use.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virNetworkIsActive(virNetworkPtr net);

/**
 * virNetworkIsPersistent:
 * @net: handle of the virtual network
 *
 * Tells whether the virtual network has a stored definition that outlives its running state.
 *
 * Returns 1 when it is so, 0 when not, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virNetworkIsPersistent(virNetworkPtr net);

/**
 * virNetworkListAllPorts:
 * @network: handle of the virtual network
 * @ports: where a new NULL-terminated array of handles is stored (release each handle, then free()
 *     the array); NULL to only count
 * @flags: none defined yet; pass 0
 *
 * Lists the ports of the virtual network.
 *
 * Returns the number of objects found, or -1 on failure.
 *
 * Since: 5.5.0
 */
int virNetworkListAllPorts(virNetworkPtr network, virNetworkPortPtr **ports, unsigned int flags);

/**
 * virNetworkLookupByName:
 * @conn: handle of the connection
 * @name: name of the object
 *
 * Finds the virtual network with the given name.
 *
 * Returns a new handle to be released with virNetworkFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.2.0
 */
virNetworkPtr virNetworkLookupByName(virConnectPtr conn, const char *name);

/**
 * virNetworkLookupByUUID:
 * @conn: handle of the connection
 * @uuid: raw UUID, VIR_UUID_BUFLEN bytes
 *
 * Finds the virtual network with the given raw UUID.
 *
 * Returns a new handle to be released with virNetworkFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.2.0
 */
virNetworkPtr virNetworkLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/**
 * virNetworkLookupByUUIDString:
 * @conn: handle of the connection
 * @uuidstr: UUID as text, with or without dashes
 *
 * Finds the virtual network whose UUID is given as text.
 *
 * Returns a new handle to be released with virNetworkFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuidstr is NULL.
 *
 * Since: 0.2.0
 */
virNetworkPtr virNetworkLookupByUUIDString(virConnectPtr conn, const char *uuidstr);

/**
 * virNetworkPortCreateXML:
 * @net: handle of the virtual network
 * @xmldesc: description in XML
 * @flags: bits of virNetworkPortCreateFlags
 *
 * Makes a port: the network's side of an interface that uses it.
 *
 * Returns a new handle to be released with virNetworkPortFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmldesc is
 * NULL.
 *
 * Since: 5.5.0
 */
virNetworkPortPtr virNetworkPortCreateXML(virNetworkPtr net,
                                          const char *xmldesc,
                                          unsigned int flags);

/**
 * virNetworkPortDelete:
 * @port: handle of the network port
 * @flags: none defined yet; pass 0
 *
 * Removes the port and gives back what it used.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 5.5.0
 */
int virNetworkPortDelete(virNetworkPortPtr port, unsigned int flags);

/**
 * virNetworkPortFree:
 * @port: handle of the network port
 *
 * Gives back one reference to the network port handle; the handle must not be used afterwards. What
 * it stands for is not touched.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 5.5.0
 */
int virNetworkPortFree(virNetworkPortPtr port);

/**
 * virNetworkPortGetNetwork:
 * @port: handle of the network port
 *
 * Tells which virtual network the port belongs to.
 *
 * Returns the network without a new reference, or NULL when the handle is invalid.
 *
 * Since: 5.5.0
 */
virNetworkPtr virNetworkPortGetNetwork(virNetworkPortPtr port);

/**
 * virNetworkPortGetParameters:
 * @port: handle of the network port
 * @params: where the new array is stored; release it with virTypedParamsFree()
 * @nparams: room in @params on entry, number of values on return
 * @flags: none defined yet; pass 0
 *
 * Reads the bandwidth limits of the port.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @nparams is NULL, or if *@nparams is negative.
 *
 * Since: 5.5.0
 */
int virNetworkPortGetParameters(virNetworkPortPtr port,
                                virTypedParameterPtr *params,
                                int *nparams,
                                unsigned int flags);

/**
 * virNetworkPortGetUUID:
 * @port: handle of the network port
 * @uuid: array of VIR_UUID_BUFLEN bytes that receives the raw UUID
 *
 * Gives the UUID of the network port as raw bytes.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 5.5.0
 */
int virNetworkPortGetUUID(virNetworkPortPtr port, unsigned char *uuid);

/**
 * virNetworkPortGetUUIDString:
 * @port: handle of the network port
 * @buf: array of VIR_UUID_STRING_BUFLEN bytes that receives the UUID as text
 *
 * Gives the UUID of the network port as text.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @buf is NULL.
 *
 * Since: 5.5.0
 */
int virNetworkPortGetUUIDString(virNetworkPortPtr port, char *buf);

/**
 * virNetworkPortGetXMLDesc:
 * @port: handle of the network port
 * @flags: none defined yet; pass 0
 *
 * Describes the port.
 *
 * Returns XML to be released with free(), or NULL on failure.
 *
 * Since: 5.5.0
 */
char *virNetworkPortGetXMLDesc(virNetworkPortPtr port, unsigned int flags);

/**
 * virNetworkPortLookupByUUID:
 * @net: handle of the virtual network
 * @uuid: raw UUID, VIR_UUID_BUFLEN bytes
 *
 * Finds the network port with the given raw UUID.
 *
 * Returns a new handle to be released with virNetworkPortFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 5.5.0
 */
virNetworkPortPtr virNetworkPortLookupByUUID(virNetworkPtr net, const unsigned char *uuid);

/**
 * virNetworkPortLookupByUUIDString:
 * @net: handle of the virtual network
 * @uuidstr: UUID as text, with or without dashes
 *
 * Finds the network port whose UUID is given as text.
 *
 * Returns a new handle to be released with virNetworkPortFree(), or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuidstr is NULL.
 *
 * Since: 5.5.0
 */
virNetworkPortPtr virNetworkPortLookupByUUIDString(virNetworkPtr net, const char *uuidstr);

/**
 * virNetworkPortRef:
 * @port: handle of the network port
 *
 * Takes one more reference to the network port, so that several parts of a program can release it
 * on their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 5.5.0
 */
int virNetworkPortRef(virNetworkPortPtr port);

/**
 * virNetworkPortSetParameters:
 * @port: handle of the network port
 * @params: array of the values
 * @nparams: number of values in @params
 * @flags: none defined yet; pass 0
 *
 * Changes the bandwidth limits of the port.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 5.5.0
 */
int virNetworkPortSetParameters(virNetworkPortPtr port,
                                virTypedParameterPtr params,
                                int nparams,
                                unsigned int flags);

/**
 * virNetworkRef:
 * @network: handle of the virtual network
 *
 * Takes one more reference to the virtual network, so that several parts of a program can release
 * it on their own.
 *
 * Returns 0, or -1 when the handle is invalid.
 *
 * Since: 0.6.0
 */
int virNetworkRef(virNetworkPtr network);

/**
 * virNetworkSetAutostart:
 * @network: handle of the virtual network
 * @autostart: 1 to switch autostart on, 0 to switch it off
 *
 * Says whether the virtual network is started when the host boots; it must be persistent.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.2.1
 */
int virNetworkSetAutostart(virNetworkPtr network, int autostart);

/**
 * virNetworkSetMetadata:
 * @network: handle of the virtual network
 * @type: which part of the metadata; a value of virNetworkMetadataType
 * @metadata: new text or element, NULL to remove it
 * @key: prefix under which the namespace is kept; NULL for title and description
 * @uri: namespace of the custom element; NULL for title and description
 * @flags: bits of virNetworkUpdateFlags
 *
 * Changes title, description or a custom element of the virtual network.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 9.7.0
 */
int virNetworkSetMetadata(virNetworkPtr network,
                          int type,
                          const char *metadata,
                          const char *key,
                          const char *uri,
                          unsigned int flags);

/**
 * virNetworkUndefine:
 * @network: handle of the virtual network
 *
 * Removes the stored definition. An active network becomes transient.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.2.0
 */
int virNetworkUndefine(virNetworkPtr network);

/**
 * virNetworkUpdate:
 * @network: handle of the virtual network
 * @command: what to do; a value of virNetworkUpdateCommand
 * @section: which part; a value of virNetworkUpdateSection
 * @parentIndex: which of several parents, from 0; -1 when it does not matter
 * @xml: the element in XML
 * @flags: bits of virNetworkUpdateFlags
 *
 * Changes one part of a virtual network, live where that is possible.
 *
 * Returns 0 on success, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.10.2
 */
int virNetworkUpdate(virNetworkPtr network,
                     unsigned int command,
                     unsigned int section,
                     int parentIndex,
                     const char *xml,
                     unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_NETWORK_H */
