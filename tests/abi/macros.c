/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The function macros of the public headers do what programs expect of them. */
#include <libvirt/libvirt.h>
#include <stdio.h>
#include <string.h>

static int failures;

static void same(const char *what, long got, long expected) {
    if (got == expected) return;
    printf("%s: %ld, expected %ld\n", what, got, expected);
    failures++;
}
#define SAME(expression, expected) same(#expression, (long)(expression), expected)

static void lifecycle(virConnectPtr conn, virNetworkPtr net, int event, int detail, void *opaque) {
    (void)conn, (void)net, (void)event, (void)detail, (void)opaque;
}

int main(void) {
    unsigned char map[3] = {0, 0, 0}, table[6] = {1, 0, 0, 0, 0x82, 0}, copy[3] = {9, 9, 9};
    virNodeInfo node = {"", 0, 0, 0, 2, 3, 4, 5};
    virConnectNetworkEventGenericCallback generic = VIR_NETWORK_EVENT_CALLBACK(lifecycle);

    VIR_USE_CPU(map, 0);
    VIR_USE_CPU(map, 9);
    VIR_USE_CPU(map, 23);
    SAME(map[0], 1);
    SAME(map[1], 2);
    SAME(map[2], 0x80);
    VIR_UNUSE_CPU(map, 9);
    SAME(map[1], 0);
    SAME(VIR_CPU_USED(map, 23) != 0, 1);
    SAME(VIR_CPU_USED(map, 22), 0);
    SAME(VIR_CPU_MAPLEN(0), 0);
    SAME(VIR_CPU_MAPLEN(1), 1);
    SAME(VIR_CPU_MAPLEN(8), 1);
    SAME(VIR_CPU_MAPLEN(9), 2);
    SAME(VIR_CPU_USABLE(table, 3, 0, 0) != 0, 1);
    SAME(VIR_CPU_USABLE(table, 3, 1, 9) != 0, 1);
    SAME(VIR_CPU_USABLE(table, 3, 1, 15) != 0, 1);
    SAME(VIR_CPU_USABLE(table, 3, 1, 0), 0);
    SAME(VIR_GET_CPUMAP(table, 3, 1) - table, 3);
    VIR_COPY_CPUMAP(table, 3, 1, copy);
    SAME(memcmp(copy, table + 3, 3), 0);
    SAME(VIR_NODEINFO_MAXCPUS(node), 120);
    SAME(LIBVIR_CHECK_VERSION(11, 3, 0), 1);
    SAME(LIBVIR_CHECK_VERSION(1, 0, 0), 1);
    SAME(LIBVIR_CHECK_VERSION(11, 4, 0), 0);
    SAME(LIBVIR_VERSION_NUMBER, 11003000);
    SAME((void *)generic == (void *)lifecycle, 1);
    return failures != 0;
}
