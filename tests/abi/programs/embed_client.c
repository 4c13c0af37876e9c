/* SPDX-License-Identifier: LGPL-2.1-or-later
 * Embeds a driver that lives in a module: loaded when first asked for, from the folder that the environment names. */
#include <stdio.h>
#include <string.h>

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

static void quiet(void *data, virErrorPtr err)
{
    (void)data;
    (void)err;
}

int main(void)
{
    virConnectPtr conn, again;
    int ok;

    virSetErrorFunc(NULL, quiet);
    if (virConnectOpen("sample:///embed?root=/tmp")) return 1;
    if (virGetLastErrorCode() != VIR_ERR_CONFIG_UNSUPPORTED || virGetLastErrorDomain() != VIR_FROM_EVENT) return 2;
    virEventRegisterDefaultImpl();
    if (virConnectOpen("absent:///embed?root=/tmp") || virGetLastErrorCode() != VIR_ERR_NO_CONNECT) return 3;
    conn = virConnectOpen("sample:///embed?root=/tmp");
    if (!conn) {
        fprintf(stderr, "%s\n", virGetLastErrorMessage());
        return 4;
    }
    ok = strcmp(virConnectGetType(conn), "SAMPLE") == 0;
    /* What the module throws arrives as an error of the library. */
    ok &= virConnectNumOfDomains(conn) == -1 && virGetLastErrorCode() == VIR_ERR_OPERATION_FAILED;
    again = virConnectOpen("sample:///embed?root=/tmp");
    ok &= again != NULL;
    virConnectClose(again);
    virConnectClose(conn);
    return ok ? 0 : 5;
}
