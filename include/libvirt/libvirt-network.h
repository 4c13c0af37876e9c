/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libvirt-network.h: part of the public C interface.
 * Made by gen/headers.py from facts; do not edit.
 */
#ifndef LIBVIRT_NETWORK_H
#define LIBVIRT_NETWORK_H

#include <libvirt/libvirt-common.h>
#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * VIR_NETWORK_PORT_BANDWIDTH_IN_AVERAGE:
 *
 * Since: 5.5.0
 */
#define VIR_NETWORK_PORT_BANDWIDTH_IN_AVERAGE "inbound.average"

/**
 * VIR_NETWORK_PORT_BANDWIDTH_IN_PEAK:
 *
 * Since: 5.5.0
 */
#define VIR_NETWORK_PORT_BANDWIDTH_IN_PEAK "inbound.peak"

/**
 * VIR_NETWORK_PORT_BANDWIDTH_IN_BURST:
 *
 * Since: 5.5.0
 */
#define VIR_NETWORK_PORT_BANDWIDTH_IN_BURST "inbound.burst"

/**
 * VIR_NETWORK_PORT_BANDWIDTH_IN_FLOOR:
 *
 * Since: 5.5.0
 */
#define VIR_NETWORK_PORT_BANDWIDTH_IN_FLOOR "inbound.floor"

/**
 * VIR_NETWORK_PORT_BANDWIDTH_OUT_AVERAGE:
 *
 * Since: 5.5.0
 */
#define VIR_NETWORK_PORT_BANDWIDTH_OUT_AVERAGE "outbound.average"

/**
 * VIR_NETWORK_PORT_BANDWIDTH_OUT_PEAK:
 *
 * Since: 5.5.0
 */
#define VIR_NETWORK_PORT_BANDWIDTH_OUT_PEAK "outbound.peak"

/**
 * VIR_NETWORK_PORT_BANDWIDTH_OUT_BURST:
 *
 * Since: 5.5.0
 */
#define VIR_NETWORK_PORT_BANDWIDTH_OUT_BURST "outbound.burst"

/**
 * virNetworkXMLFlags:
 *
 * Since: 0.9.10
 */
typedef enum {
    VIR_NETWORK_XML_INACTIVE = (1 << 0) /* (Since: 0.9.10) */
} virNetworkXMLFlags;

/**
 * virConnectListAllNetworksFlags:
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_CONNECT_LIST_NETWORKS_INACTIVE = (1 << 0), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NETWORKS_ACTIVE = (1 << 1), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NETWORKS_PERSISTENT = (1 << 2), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NETWORKS_TRANSIENT = (1 << 3), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NETWORKS_AUTOSTART = (1 << 4), /* (Since: 0.10.2) */
    VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART = (1 << 5) /* (Since: 0.10.2) */
} virConnectListAllNetworksFlags;

/**
 * virNetworkCreateFlags:
 *
 * Since: 7.8.0
 */
typedef enum {
    VIR_NETWORK_CREATE_VALIDATE = (1 << 0) /* (Since: 7.8.0) */
} virNetworkCreateFlags;

/**
 * virNetworkDefineFlags:
 *
 * Since: 7.7.0
 */
typedef enum {
    VIR_NETWORK_DEFINE_VALIDATE = (1 << 0) /* (Since: 7.7.0) */
} virNetworkDefineFlags;

/**
 * virNetworkUpdateCommand:
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_NETWORK_UPDATE_COMMAND_NONE = 0, /* (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_COMMAND_MODIFY = 1, /* (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_COMMAND_DELETE = 2, /* (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_COMMAND_ADD_LAST = 3, /* (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_COMMAND_ADD_FIRST = 4 /* (Since: 0.10.2) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NETWORK_UPDATE_COMMAND_LAST = 5 /* (Since: 0.10.2) */
#endif
} virNetworkUpdateCommand;

/**
 * virNetworkUpdateSection:
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_NETWORK_SECTION_NONE = 0, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_BRIDGE = 1, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_DOMAIN = 2, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_IP = 3, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_IP_DHCP_HOST = 4, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_IP_DHCP_RANGE = 5, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_FORWARD = 6, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_FORWARD_INTERFACE = 7, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_FORWARD_PF = 8, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_PORTGROUP = 9, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_DNS_HOST = 10, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_DNS_TXT = 11, /* (Since: 0.10.2) */
    VIR_NETWORK_SECTION_DNS_SRV = 12 /* (Since: 0.10.2) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NETWORK_SECTION_LAST = 13 /* (Since: 0.10.2) */
#endif
} virNetworkUpdateSection;

/**
 * virNetworkUpdateFlags:
 *
 * Since: 0.10.2
 */
typedef enum {
    VIR_NETWORK_UPDATE_AFFECT_CURRENT = 0, /* (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_AFFECT_LIVE = (1 << 0), /* (Since: 0.10.2) */
    VIR_NETWORK_UPDATE_AFFECT_CONFIG = (1 << 1) /* (Since: 0.10.2) */
} virNetworkUpdateFlags;

/**
 * virNetworkEventLifecycleType:
 *
 * Since: 1.2.1
 */
typedef enum {
    VIR_NETWORK_EVENT_DEFINED = 0, /* (Since: 1.2.1) */
    VIR_NETWORK_EVENT_UNDEFINED = 1, /* (Since: 1.2.1) */
    VIR_NETWORK_EVENT_STARTED = 2, /* (Since: 1.2.1) */
    VIR_NETWORK_EVENT_STOPPED = 3 /* (Since: 1.2.1) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NETWORK_EVENT_LAST = 4 /* (Since: 1.2.1) */
#endif
} virNetworkEventLifecycleType;

/**
 * virNetworkEventID:
 *
 * Since: 1.2.1
 */
typedef enum {
    VIR_NETWORK_EVENT_ID_LIFECYCLE = 0, /* (Since: 1.2.1) */
    VIR_NETWORK_EVENT_ID_METADATA_CHANGE = 1 /* (Since: 9.8.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NETWORK_EVENT_ID_LAST = 2 /* (Since: 1.2.1) */
#endif
} virNetworkEventID;

/**
 * virIPAddrType:
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
 * Since: 5.5.0
 */
typedef enum {
    VIR_NETWORK_PORT_CREATE_RECLAIM = (1 << 0), /* (Since: 5.5.0) */
    VIR_NETWORK_PORT_CREATE_VALIDATE = (1 << 1) /* (Since: 7.8.0) */
} virNetworkPortCreateFlags;

/**
 * virNetworkMetadataType:
 *
 * Since: 9.7.0
 */
typedef enum {
    VIR_NETWORK_METADATA_DESCRIPTION = 0, /* (Since: 9.7.0) */
    VIR_NETWORK_METADATA_TITLE = 1, /* (Since: 9.7.0) */
    VIR_NETWORK_METADATA_ELEMENT = 2 /* (Since: 9.7.0) */
#ifdef VIR_ENUM_SENTINELS
    , VIR_NETWORK_METADATA_LAST = 3 /* (Since: 9.7.0) */
#endif
} virNetworkMetadataType;

/**
 * VIR_NETWORK_EVENT_CALLBACK:
 *
 * Cast to virConnectNetworkEventGenericCallback.
 *
 * Since: 1.2.1
 */
#define VIR_NETWORK_EVENT_CALLBACK(cb) \
    ((virConnectNetworkEventGenericCallback)(cb))

/**
 * virNetwork:
 *
 * Since: 0.2.0
 */
typedef struct _virNetwork virNetwork;

/**
 * virNetworkPort:
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
 * Since: 1.2.6
 */
struct _virNetworkDHCPLease {
    char *iface;
    long long expirytime;
    int type;
    char *mac;
    char *iaid;
    char *ipaddr;
    unsigned int prefix;
    char *hostname;
    char *clientid;
};

/**
 * virConnectNetworkEventLifecycleCallback:
 * @conn: see above
 * @net: see above
 * @event: see above
 * @detail: see above
 * @opaque: see above
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
 * @conn: see above
 * @net: see above
 * @opaque: see above
 *
 * Since: 1.2.1
 */
typedef void (*virConnectNetworkEventGenericCallback)(virConnectPtr conn,
                                                      virNetworkPtr net,
                                                      void *opaque);

/**
 * virConnectNetworkEventMetadataChangeCallback:
 * @conn: see above
 * @net: see above
 * @type: see above
 * @nsuri: see above
 * @opaque: see above
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
 * @conn: see above
 * @nets: see above
 * @flags: bits of virConnectListAllNetworksFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.10.2
 */
int virConnectListAllNetworks(virConnectPtr conn, virNetworkPtr **nets, unsigned int flags);

/**
 * virConnectListDefinedNetworks:
 * @conn: see above
 * @names: see above
 * @maxnames: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.2.0
 */
int virConnectListDefinedNetworks(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectListNetworks:
 * @conn: see above
 * @names: see above
 * @maxnames: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @maxnames is negative, or if @names is NULL while @maxnames is not
 * 0.
 *
 * Since: 0.2.0
 */
int virConnectListNetworks(virConnectPtr conn, char **const names, int maxnames);

/**
 * virConnectNetworkEventDeregisterAny:
 * @conn: see above
 * @callbackID: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @callbackID is negative.
 *
 * Since: 1.2.1
 */
int virConnectNetworkEventDeregisterAny(virConnectPtr conn, int callbackID);

/**
 * virConnectNetworkEventRegisterAny:
 * @conn: see above
 * @net: see above
 * @eventID: see above
 * @cb: see above
 * @opaque: see above
 * @freecb: see above
 *
 * Returns the result, or -1 on failure.
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
 * @conn: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.2.0
 */
int virConnectNumOfDefinedNetworks(virConnectPtr conn);

/**
 * virConnectNumOfNetworks:
 * @conn: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.2.0
 */
int virConnectNumOfNetworks(virConnectPtr conn);

/**
 * virNetworkCreate:
 * @network: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.2.0
 */
int virNetworkCreate(virNetworkPtr network);

/**
 * virNetworkCreateXML:
 * @conn: see above
 * @xmlDesc: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xmlDesc is
 * NULL.
 *
 * Since: 0.2.0
 */
virNetworkPtr virNetworkCreateXML(virConnectPtr conn, const char *xmlDesc);

/**
 * virNetworkCreateXMLFlags:
 * @conn: see above
 * @xmlDesc: see above
 * @flags: bits of virNetworkCreateFlags
 *
 * Returns the result, or NULL on failure.
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
 * @lease: see above
 *
 * Since: 1.2.6
 */
void virNetworkDHCPLeaseFree(virNetworkDHCPLeasePtr lease);

/**
 * virNetworkDefineXML:
 * @conn: see above
 * @xmlDesc: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 0.2.0
 */
virNetworkPtr virNetworkDefineXML(virConnectPtr conn, const char *xmlDesc);

/**
 * virNetworkDefineXMLFlags:
 * @conn: see above
 * @xmlDesc: see above
 * @flags: bits of virNetworkDefineFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @xml is NULL.
 *
 * Since: 7.7.0
 */
virNetworkPtr virNetworkDefineXMLFlags(virConnectPtr conn,
                                       const char *xmlDesc,
                                       unsigned int flags);

/**
 * virNetworkDestroy:
 * @network: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.2.0
 */
int virNetworkDestroy(virNetworkPtr network);

/**
 * virNetworkFree:
 * @network: see above
 *
 * Returns the result.
 *
 * Since: 0.2.0
 */
int virNetworkFree(virNetworkPtr network);

/**
 * virNetworkGetAutostart:
 * @network: see above
 * @autostart: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @autostart is NULL.
 *
 * Since: 0.2.1
 */
int virNetworkGetAutostart(virNetworkPtr network, int *autostart);

/**
 * virNetworkGetBridgeName:
 * @network: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.2.0
 */
char *virNetworkGetBridgeName(virNetworkPtr network);

/**
 * virNetworkGetConnect:
 * @network: see above
 *
 * Returns the result.
 *
 * Since: 0.3.0
 */
virConnectPtr virNetworkGetConnect(virNetworkPtr network);

/**
 * virNetworkGetDHCPLeases:
 * @network: see above
 * @mac: see above
 * @leases: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 1.2.6
 */
int virNetworkGetDHCPLeases(virNetworkPtr network,
                            const char *mac,
                            virNetworkDHCPLeasePtr **leases,
                            unsigned int flags);

/**
 * virNetworkGetMetadata:
 * @network: see above
 * @type: a value of virNetworkMetadataType
 * @uri: see above
 * @flags: bits of virNetworkUpdateFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uri is NULL; VIR_NETWORK_UPDATE_AFFECT_LIVE and
 * VIR_NETWORK_UPDATE_AFFECT_CONFIG exclude each other.
 *
 * Since: 9.7.0
 */
char *virNetworkGetMetadata(virNetworkPtr network, int type, const char *uri, unsigned int flags);

/**
 * virNetworkGetName:
 * @network: see above
 *
 * Returns the result.
 *
 * Since: 0.2.0
 */
const char *virNetworkGetName(virNetworkPtr network);

/**
 * virNetworkGetUUID:
 * @network: see above
 * @uuid: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.2.0
 */
int virNetworkGetUUID(virNetworkPtr network, unsigned char *uuid);

/**
 * virNetworkGetUUIDString:
 * @network: see above
 * @buf: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @buf is NULL.
 *
 * Since: 0.2.0
 */
int virNetworkGetUUIDString(virNetworkPtr network, char *buf);

/**
 * virNetworkGetXMLDesc:
 * @network: see above
 * @flags: bits of virNetworkXMLFlags
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 0.2.0
 */
char *virNetworkGetXMLDesc(virNetworkPtr network, unsigned int flags);

/**
 * virNetworkIsActive:
 * @net: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virNetworkIsActive(virNetworkPtr net);

/**
 * virNetworkIsPersistent:
 * @net: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 0.7.3
 */
int virNetworkIsPersistent(virNetworkPtr net);

/**
 * virNetworkListAllPorts:
 * @network: see above
 * @ports: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Since: 5.5.0
 */
int virNetworkListAllPorts(virNetworkPtr network, virNetworkPortPtr **ports, unsigned int flags);

/**
 * virNetworkLookupByName:
 * @conn: see above
 * @name: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @name is NULL.
 *
 * Since: 0.2.0
 */
virNetworkPtr virNetworkLookupByName(virConnectPtr conn, const char *name);

/**
 * virNetworkLookupByUUID:
 * @conn: see above
 * @uuid: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 0.2.0
 */
virNetworkPtr virNetworkLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/**
 * virNetworkLookupByUUIDString:
 * @conn: see above
 * @uuid: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuidstr is NULL.
 *
 * Since: 0.2.0
 */
virNetworkPtr virNetworkLookupByUUIDString(virConnectPtr conn, const char *uuid);

/**
 * virNetworkPortCreateXML:
 * @net: see above
 * @xmldesc: see above
 * @flags: bits of virNetworkPortCreateFlags
 *
 * Returns the result, or NULL on failure.
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
 * @port: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 5.5.0
 */
int virNetworkPortDelete(virNetworkPortPtr port, unsigned int flags);

/**
 * virNetworkPortFree:
 * @port: see above
 *
 * Returns the result.
 *
 * Since: 5.5.0
 */
int virNetworkPortFree(virNetworkPortPtr port);

/**
 * virNetworkPortGetNetwork:
 * @port: see above
 *
 * Returns the result.
 *
 * Since: 5.5.0
 */
virNetworkPtr virNetworkPortGetNetwork(virNetworkPortPtr port);

/**
 * virNetworkPortGetParameters:
 * @port: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
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
 * @port: see above
 * @uuid: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 5.5.0
 */
int virNetworkPortGetUUID(virNetworkPortPtr port, unsigned char *uuid);

/**
 * virNetworkPortGetUUIDString:
 * @port: see above
 * @buf: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @buf is NULL.
 *
 * Since: 5.5.0
 */
int virNetworkPortGetUUIDString(virNetworkPortPtr port, char *buf);

/**
 * virNetworkPortGetXMLDesc:
 * @port: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or NULL on failure.
 *
 * Since: 5.5.0
 */
char *virNetworkPortGetXMLDesc(virNetworkPortPtr port, unsigned int flags);

/**
 * virNetworkPortLookupByUUID:
 * @net: see above
 * @uuid: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuid is NULL.
 *
 * Since: 5.5.0
 */
virNetworkPortPtr virNetworkPortLookupByUUID(virNetworkPtr net, const unsigned char *uuid);

/**
 * virNetworkPortLookupByUUIDString:
 * @net: see above
 * @uuidstr: see above
 *
 * Returns the result, or NULL on failure.
 *
 * Errors: VIR_ERR_INVALID_ARG if @uuidstr is NULL.
 *
 * Since: 5.5.0
 */
virNetworkPortPtr virNetworkPortLookupByUUIDString(virNetworkPtr net, const char *uuidstr);

/**
 * virNetworkPortRef:
 * @port: see above
 *
 * Returns the result.
 *
 * Since: 5.5.0
 */
int virNetworkPortRef(virNetworkPortPtr port);

/**
 * virNetworkPortSetParameters:
 * @port: see above
 * @params: see above
 * @nparams: see above
 * @flags: none defined yet; pass 0
 *
 * Returns the result, or -1 on failure.
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
 * @network: see above
 *
 * Returns the result.
 *
 * Since: 0.6.0
 */
int virNetworkRef(virNetworkPtr network);

/**
 * virNetworkSetAutostart:
 * @network: see above
 * @autostart: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.2.1
 */
int virNetworkSetAutostart(virNetworkPtr network, int autostart);

/**
 * virNetworkSetMetadata:
 * @network: see above
 * @type: a value of virNetworkMetadataType
 * @metadata: see above
 * @key: see above
 * @uri: see above
 * @flags: bits of virNetworkUpdateFlags
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG if @uri or @key
 * is NULL.
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
 * @network: see above
 *
 * Returns the result, or -1 on failure.
 *
 * Errors: VIR_ERR_OPERATION_DENIED on a read-only connection.
 *
 * Since: 0.2.0
 */
int virNetworkUndefine(virNetworkPtr network);

/**
 * virNetworkUpdate:
 * @network: see above
 * @command: a value of virNetworkUpdateCommand
 * @section: a value of virNetworkUpdateSection
 * @parentIndex: see above
 * @xml: see above
 * @flags: bits of virNetworkUpdateFlags
 *
 * Returns the result, or -1 on failure.
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
