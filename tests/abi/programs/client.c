/* SPDX-License-Identifier: LGPL-2.1-or-later
 * A program as others write them: C, the public headers, the shared library, the test driver. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

static int bad;
static int events;

#define CHECK(what)                                                                       \
    do {                                                                                  \
        if (!(what)) {                                                                    \
            fprintf(stderr, "line %d: %s: %s\n", __LINE__, #what, virGetLastErrorMessage()); \
            bad = 1;                                                                      \
        }                                                                                 \
    } while (0)

static int on_event(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *opaque)
{
    (void)conn;
    (void)detail;
    if (strcmp(virDomainGetName(dom), "test") == 0 && event == VIR_DOMAIN_EVENT_SUSPENDED) ++*(int *)opaque;
    return 0;
}

static void quiet(void *data, virErrorPtr err)
{
    (void)data;
    (void)err;
}

static void stop(int timer, void *opaque)
{
    (void)timer;
    *(int *)opaque = 1;
}

int main(void)
{
    virConnectPtr conn;
    virDomainPtr dom, *all = NULL;
    virDomainInfo info;
    virNodeInfo node;
    virTypedParameterPtr params = NULL;
    unsigned long version = 0;
    char uuid[VIR_UUID_STRING_BUFLEN];
    char *xml;
    int n = 0, i, id, over = 0, timer;

    virSetErrorFunc(NULL, quiet);
    CHECK(virInitialize() == 0);
    CHECK(virGetVersion(&version, NULL, NULL) == 0 && version == LIBVIR_VERSION_NUMBER);
    CHECK(virEventRegisterDefaultImpl() == 0);
    conn = virConnectOpenAuth("test:///default", virConnectAuthPtrDefault, 0);
    CHECK(conn != NULL);
    if (!conn) return 1;
    CHECK(strcmp(virConnectGetType(conn), "TEST") == 0);
    CHECK(virConnectIsAlive(conn) == 1 && virConnectIsEncrypted(conn) == 0 && virConnectIsSecure(conn) == 1);
    CHECK(virNodeGetInfo(conn, &node) == 0 && node.cpus > 0 && strlen(node.model) < sizeof node.model);

    dom = virDomainLookupByName(conn, "test");
    CHECK(dom != NULL);
    CHECK(virDomainGetInfo(dom, &info) == 0 && info.state == VIR_DOMAIN_RUNNING && info.nrVirtCpu > 0);
    CHECK(virDomainGetUUIDString(dom, uuid) == 0 && strlen(uuid) == 36);
    xml = virDomainGetXMLDesc(dom, 0);
    CHECK(xml && strstr(xml, "<name>test</name>"));
    free(xml);
    CHECK(virDomainGetSchedulerParameters(dom, NULL, &n) == -1 && virGetLastErrorCode() == VIR_ERR_INVALID_ARG);
    xml = virDomainGetSchedulerType(dom, &n);
    CHECK(xml && n > 0);
    free(xml);
    params = calloc(n, sizeof *params);
    CHECK(virDomainGetSchedulerParameters(dom, params, &n) == 0 && n > 0);
    virTypedParamsFree(params, n);

    n = virConnectListAllDomains(conn, &all, VIR_CONNECT_LIST_DOMAINS_ACTIVE);
    CHECK(n >= 1 && all[n] == NULL);
    for (i = 0; i < n; i++) virDomainFree(all[i]);
    free(all);

    id = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE, VIR_DOMAIN_EVENT_CALLBACK(on_event), &events, NULL);
    CHECK(id >= 0);
    CHECK(virDomainSuspend(dom) == 0 && virDomainResume(dom) == 0);
    timer = virEventAddTimeout(50, stop, &over, NULL);
    while (!over) virEventRunDefaultImpl();
    virEventRemoveTimeout(timer);
    CHECK(events == 1);
    CHECK(virConnectDomainEventDeregisterAny(conn, id) == 0);

    CHECK(virDomainLookupByName(conn, "nobody") == NULL && virGetLastErrorCode() == VIR_ERR_NO_DOMAIN);
    CHECK(virConnectOpen("no such uri") == NULL);
    virDomainFree(dom);
    CHECK(virConnectClose(conn) == 0);
    return bad;
}
