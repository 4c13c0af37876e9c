// SPDX-License-Identifier: LGPL-2.1-or-later
// Handles, errors, lists, structures and typed parameters through the public functions.
#include <gtest/gtest.h>

#include <cstring>
#include <thread>

#include "fake_driver.h"
#include "shim/public.h"

namespace {

using vireo::fake::Host;

void silent(void*, virErrorPtr) {}

struct Wall : testing::Test {
    Wall() {
        vireo::fake::register_driver();
        virSetErrorFunc(nullptr, silent);
        conn = virConnectOpen("fake:///x");
        Host::instance()->dom.id = 7;
        dom = virDomainLookupByName(conn, "guest");
    }
    ~Wall() override {
        if (dom) virDomainFree(dom);
        EXPECT_EQ(virConnectClose(conn), 0);
        virSetErrorFunc(nullptr, nullptr);
    }
    void expect_error(int code, int domain, const char* message) {
        virErrorPtr e = virGetLastError();
        ASSERT_NE(e, nullptr);
        EXPECT_EQ(e->code, code);
        EXPECT_EQ(e->domain, domain);
        EXPECT_STREQ(e->message, message);
    }
    virConnectPtr conn = nullptr;
    virDomainPtr dom = nullptr;
};

TEST_F(Wall, AnObjectHasIdentityAndHoldsItsConnection) {
    ASSERT_NE(dom, nullptr);
    EXPECT_STREQ(virDomainGetName(dom), "guest");
    EXPECT_EQ(virDomainGetID(dom), 7u);
    char text[VIR_UUID_STRING_BUFLEN];
    EXPECT_EQ(virDomainGetUUIDString(dom, text), 0);
    EXPECT_STREQ(text, "11111111-2222-3333-4444-555555555555");
    EXPECT_EQ(virDomainGetConnect(dom), conn);
    EXPECT_EQ(virConnectRef(conn), 0);
    EXPECT_EQ(virConnectClose(conn), 1);
    EXPECT_EQ(virDomainRef(dom), 0);
    EXPECT_EQ(virDomainFree(dom), 0);
    EXPECT_STREQ(virDomainGetName(dom), "guest");
}

TEST_F(Wall, LookUpByUuidTextChecksTheText) {
    EXPECT_EQ(virDomainLookupByUUIDString(conn, "nonsense"), nullptr);
    expect_error(VIR_ERR_INVALID_ARG, VIR_FROM_DOMAIN, "uuidstr in virDomainLookupByUUIDString must be a valid UUID");
    virDomainPtr d = virDomainLookupByUUIDString(conn, "11111111-2222-3333-4444-555555555555");
    ASSERT_NE(d, nullptr);
    virDomainFree(d);
}

TEST_F(Wall, DestroyAndCreateMoveTheId) {
    EXPECT_EQ(virDomainDestroy(dom), 0);
    EXPECT_EQ(virDomainGetID(dom), static_cast<unsigned>(-1));
    EXPECT_EQ(virDomainCreate(dom), 0);
    EXPECT_EQ(virDomainGetID(dom), 8u);
}

TEST_F(Wall, ADriverErrorArrivesWhole) {
    EXPECT_EQ(virDomainLookupByName(conn, "nobody"), nullptr);
    expect_error(VIR_ERR_NO_DOMAIN, VIR_FROM_TEST, "Domain not found: no domain 'nobody'");
    EXPECT_STREQ(virGetLastError()->str1, "Domain not found: %1$s");
    EXPECT_STREQ(virGetLastError()->str2, "no domain 'nobody'");
    EXPECT_EQ(virGetLastError()->int1, -1);
    virErrorPtr of_conn = virConnGetLastError(conn);
    ASSERT_NE(of_conn, nullptr);
    EXPECT_EQ(of_conn->code, VIR_ERR_NO_DOMAIN);
    // Success forgets the thread's error and leaves the connection's.
    EXPECT_EQ(virDomainRef(dom), 0);
    EXPECT_EQ(virDomainFree(dom), 0);
    EXPECT_EQ(virGetLastError(), nullptr);
    EXPECT_EQ(virGetLastErrorCode(), 0);
    EXPECT_STREQ(virGetLastErrorMessage(), "no error");
    EXPECT_NE(virConnGetLastError(conn), nullptr);
    virConnResetLastError(conn);
    EXPECT_EQ(virConnGetLastError(conn), nullptr);
}

TEST_F(Wall, EachThreadHasItsOwnError) {
    EXPECT_EQ(virDomainGetInfo(nullptr, nullptr), -1);
    std::thread([] {
        EXPECT_EQ(virGetLastError(), nullptr);
        EXPECT_EQ(virStreamRef(nullptr), -1);
        EXPECT_EQ(virGetLastErrorCode(), VIR_ERR_INVALID_STREAM);
    }).join();
    EXPECT_EQ(virGetLastErrorCode(), VIR_ERR_INVALID_DOMAIN);
    virErrorPtr saved = virSaveLastError();
    virResetLastError();
    EXPECT_EQ(saved->code, VIR_ERR_INVALID_DOMAIN);
    virFreeError(saved);
}

TEST_F(Wall, HandlersHearOfErrors) {
    static int heard;
    heard = 0;
    virSetErrorFunc(&heard, [](void* data, virErrorPtr e) { *static_cast<int*>(data) = e->code; });
    virDomainGetInfo(dom, nullptr);
    EXPECT_EQ(heard, VIR_ERR_INVALID_ARG);
    static int of_conn;
    virConnSetErrorFunc(conn, &of_conn, [](void* data, virErrorPtr e) { *static_cast<int*>(data) = e->domain; });
    heard = of_conn = 0;
    virDomainGetInfo(dom, nullptr);
    EXPECT_EQ(heard, 0);
    EXPECT_EQ(of_conn, VIR_FROM_DOMAIN);
    virSetErrorFunc(nullptr, silent);
}

TEST_F(Wall, ChecksComeBeforeTheDriver) {
    EXPECT_EQ(virDomainSetMemory(dom, 0), -1);
    expect_error(VIR_ERR_INVALID_ARG, VIR_FROM_DOMAIN, "memory in virDomainSetMemory must not be zero");
    virConnectPtr ro = virConnectOpenReadOnly("fake:///x");
    virDomainPtr d = virDomainLookupByName(ro, "guest");
    EXPECT_EQ(virDomainDestroy(d), -1);
    expect_error(VIR_ERR_OPERATION_DENIED, VIR_FROM_DOMAIN, "operation forbidden: read only access prevents virDomainDestroy");
    EXPECT_EQ(virDomainGetXMLDesc(d, VIR_DOMAIN_XML_SECURE), nullptr);
    expect_error(VIR_ERR_OPERATION_DENIED, VIR_FROM_DOMAIN, "operation forbidden: read only access prevents virDomainGetXMLDesc");
    EXPECT_EQ(virDomainGetXMLDesc(d, 0), nullptr);
    expect_error(VIR_ERR_NO_SUPPORT, VIR_FROM_DOMAIN, "this function is not supported by the connection driver: virDomainGetXMLDesc");
    virDomainFree(d);
    EXPECT_EQ(virConnectClose(ro), 0);
}

TEST_F(Wall, StructuresAndLists) {
    virDomainInfo info;
    ASSERT_EQ(virDomainGetInfo(dom, &info), 0);
    EXPECT_EQ(info.state, 1);
    EXPECT_EQ(info.maxMem, 2048u);
    EXPECT_EQ(info.nrVirtCpu, 3u);
    EXPECT_EQ(info.cpuTime, 99u);
    EXPECT_STREQ(virConnectGetType(conn), "FAKE");
    char* uri = virConnectGetURI(conn);
    EXPECT_STREQ(uri, "fake:///x");
    free(uri);

    EXPECT_EQ(virConnectListAllDomains(conn, nullptr, 5), 2);
    EXPECT_EQ(Host::instance()->last_flags, 5u);
    virDomainPtr* list = nullptr;
    ASSERT_EQ(virConnectListAllDomains(conn, &list, 0), 2);
    EXPECT_STREQ(virDomainGetName(list[1]), "other");
    EXPECT_EQ(list[2], nullptr);
    virDomainFree(list[0]);
    virDomainFree(list[1]);
    free(list);

    char* names[2];
    ASSERT_EQ(virConnectListDefinedDomains(conn, names, 2), 2);
    EXPECT_STREQ(names[0], "a");
    free(names[0]);
    free(names[1]);
    EXPECT_EQ(virConnectListDefinedDomains(conn, names, 1), -1);  // more came than fit

    virVcpuInfo vcpus[2];
    unsigned char maps[4] = {};
    ASSERT_EQ(virDomainGetVcpus(dom, vcpus, 2, maps, 2), 1);
    EXPECT_EQ(vcpus[0].cpuTime, 5u);
    EXPECT_EQ(maps[1], 0xff);
    EXPECT_EQ(maps[2], 0);

    virTypedParameter stats[2 * 3] = {};
    EXPECT_EQ(virDomainGetCPUStats(dom, nullptr, 0, 0, 1, 0), 2);
    ASSERT_EQ(virDomainGetCPUStats(dom, stats, 3, 0, 2, 0), 2);
    EXPECT_STREQ(stats[3].field, "cpu_time");
    EXPECT_EQ(stats[3].value.ul, 101u);
    EXPECT_EQ(stats[2].type, 0);
    EXPECT_EQ(virDomainGetCPUStats(dom, stats, 3, 0, 0x60000000, 0), -1);
}

TEST_F(Wall, OpeningFailsWithAReason) {
    EXPECT_EQ(virConnectOpen("fake:///broken"), nullptr);
    expect_error(VIR_ERR_INTERNAL_ERROR, VIR_FROM_TEST, "internal error: broken on purpose");
    EXPECT_EQ(virConnectOpen("no-scheme"), nullptr);
    expect_error(VIR_ERR_NO_CONNECT, VIR_FROM_NONE, "no connection driver available for URI 'no-scheme' does not include a driver name");
    EXPECT_EQ(virConnectOpen("qemu://system"), nullptr);
    expect_error(VIR_ERR_INTERNAL_ERROR, VIR_FROM_NONE, "internal error: invalid URI qemu://system (maybe you want qemu:///system)");
    EXPECT_EQ(virConnectOpen("qemu:///embed?root=rel"), nullptr);
    expect_error(VIR_ERR_CONFIG_UNSUPPORTED, VIR_FROM_NONE, "unsupported configuration: root path must be absolute");
}

TEST_F(Wall, TypedParametersRoundTrip) {
    virTypedParameterPtr p = nullptr;
    int n = 0, max = 0;
    EXPECT_EQ(virTypedParamsAddULLong(&p, &n, &max, "hard_limit", 1ull << 40), 0);
    EXPECT_EQ(virTypedParamsAddInt(&p, &n, &max, "i", -5), 0);
    EXPECT_EQ(virTypedParamsAddUInt(&p, &n, &max, "u", 5), 0);
    EXPECT_EQ(virTypedParamsAddLLong(&p, &n, &max, "l", -6), 0);
    EXPECT_EQ(virTypedParamsAddDouble(&p, &n, &max, "d", 0.5), 0);
    EXPECT_EQ(virTypedParamsAddBoolean(&p, &n, &max, "b", 7), 0);
    EXPECT_EQ(virTypedParamsAddString(&p, &n, &max, "s", "text"), 0);
    EXPECT_EQ(virTypedParamsAddFromString(&p, &n, &max, "f", VIR_TYPED_PARAM_INT, "12x"), -1);
    EXPECT_EQ(virTypedParamsAddFromString(&p, &n, &max, "f", VIR_TYPED_PARAM_INT, "12"), 0);
    ASSERT_EQ(n, 8);
    EXPECT_EQ(virTypedParamsAddInt(&p, &n, &max, std::string(80, 'x').c_str(), 1), -1);
    ASSERT_EQ(virDomainSetMemoryParameters(dom, p, n, 0), 0);
    virTypedParamsFree(p, n);

    int count = 0;
    ASSERT_EQ(virDomainGetMemoryParameters(dom, nullptr, &count, 0), 0);
    ASSERT_EQ(count, 8);
    virTypedParameter got[10];
    count = 10;
    ASSERT_EQ(virDomainGetMemoryParameters(dom, got, &count, 0), 0);
    ASSERT_EQ(count, 8);
    unsigned long long ul = 0;
    const char* s = nullptr;
    int b = 0, i = 0;
    EXPECT_EQ(virTypedParamsGetULLong(got, count, "hard_limit", &ul), 1);
    EXPECT_EQ(ul, 1ull << 40);
    EXPECT_EQ(virTypedParamsGetString(got, count, "s", &s), 1);
    EXPECT_STREQ(s, "text");
    EXPECT_EQ(virTypedParamsGetBoolean(got, count, "b", &b), 1);
    EXPECT_EQ(b, 1);
    EXPECT_EQ(virTypedParamsGetInt(got, count, "absent", &i), 0);
    EXPECT_EQ(virTypedParamsGetInt(got, count, "s", &i), -1);
    expect_error(VIR_ERR_INVALID_ARG, VIR_FROM_NONE,
                 "invalid argument: Invalid type 'int' requested for parameter 's', actual type is 'string'");
    virTypedParamsClear(got, count);
    count = 3;
    EXPECT_EQ(virDomainGetMemoryParameters(dom, got, &count, 0), -1);
}

TEST_F(Wall, ParametersThatLieAreRefused) {
    virTypedParameter bad[1] = {};
    std::memset(bad[0].field, 'x', sizeof bad[0].field);
    bad[0].type = VIR_TYPED_PARAM_INT;
    EXPECT_EQ(virDomainSetMemoryParameters(dom, bad, 1, 0), -1);
    std::strcpy(bad[0].field, "s");
    bad[0].type = VIR_TYPED_PARAM_STRING;
    EXPECT_EQ(virDomainSetMemoryParameters(dom, bad, 1, 0), -1);
    bad[0].type = 77;
    EXPECT_EQ(virDomainSetMemoryParameters(dom, bad, 1, 0), -1);
}

using Steps = std::vector<std::string>;

struct Migrate : Wall {
    Migrate() {
        host.steps.clear();
        host.failing.clear();
        host.features = {6, 13};
        there = virConnectOpen("fake:///there");
    }
    ~Migrate() override {
        host.features.clear();
        EXPECT_EQ(virConnectClose(there), 0);
    }
    Host& host = *Host::instance();
    virConnectPtr there;
};

TEST_F(Migrate, FiveStepsAndTheCookiesBetweenThem) {
    virDomainPtr moved = virDomainMigrate3(dom, there, nullptr, 0, VIR_MIGRATE_LIVE);
    ASSERT_NE(moved, nullptr);
    EXPECT_EQ(virDomainGetID(moved), 9u);
    EXPECT_EQ(virDomainGetConnect(moved), there);
    EXPECT_EQ(host.steps, (Steps{"begin 0 1", "prepare b <domain/>", "perform p -", "finish r 0", "confirm f 0"}));
    virDomainFree(moved);
}

TEST_F(Migrate, ThePlainFormSaysTheSame) {
    virDomainPtr moved = virDomainMigrate(dom, there, VIR_MIGRATE_LIVE, "new", "tcp:x", 7);
    ASSERT_NE(moved, nullptr);
    EXPECT_EQ(host.steps, (Steps{"begin new 7", "prepare b tcp:x <domain/>", "perform p tcp:x", "finish new 0", "confirm f 0"}));
    virDomainFree(moved);
    host.steps.clear();
    // Nobody named an address: there is nothing to perform with, and both sides have to know.
    EXPECT_EQ(virDomainMigrate(dom, there, VIR_MIGRATE_LIVE, nullptr, nullptr, 0), nullptr);
    expect_error(VIR_ERR_INTERNAL_ERROR, VIR_FROM_DOMAIN, "internal error: domainMigratePrepare3 did not set uri");
    EXPECT_EQ(host.steps, (Steps{"begin - 0", "prepare b - <domain/>", "finish guest 1", "confirm p 1"}));
}

TEST_F(Migrate, AFailureIsToldToBothSidesAndReported) {
    host.failing = "perform";
    EXPECT_EQ(virDomainMigrate3(dom, there, nullptr, 0, 0), nullptr);
    expect_error(VIR_ERR_OPERATION_FAILED, VIR_FROM_TEST, "operation failed: perform fails");
    EXPECT_EQ(host.steps, (Steps{"begin 0 0", "prepare b <domain/>", "perform p -", "finish p 1", "confirm p 1"}));
    host.steps.clear();
    host.failing = "finish";
    EXPECT_EQ(virDomainMigrate3(dom, there, nullptr, 0, 0), nullptr);
    expect_error(VIR_ERR_OPERATION_FAILED, VIR_FROM_TEST, "operation failed: finish fails");
    EXPECT_EQ(host.steps.back(), "confirm r 1");
    host.steps.clear();
    host.failing = "prepare";
    host.features.insert(7);  // the definition was locked, so the lock must be given back
    EXPECT_EQ(virDomainMigrate3(dom, there, nullptr, 0, 0), nullptr);
    EXPECT_EQ(host.steps, (Steps{"begin 0 256", "prepare b <domain/>", "confirm b 1"}));
}

TEST_F(Migrate, PeerToPeerIsOneCall) {
    EXPECT_EQ(virDomainMigrateToURI3(dom, "qemu+tcp://far/system", nullptr, 0, VIR_MIGRATE_PEER2PEER), -1);
    expect_error(VIR_ERR_ARGUMENT_UNSUPPORTED, VIR_FROM_DOMAIN, "argument unsupported: p2p migration is not supported by the source host");
    host.features.insert(4);
    EXPECT_EQ(virDomainMigrateToURI3(dom, "qemu+tcp://far/system", nullptr, 0, VIR_MIGRATE_PEER2PEER), 0);
    EXPECT_EQ(host.steps, (Steps{"perform  qemu+tcp://far/system"}));
    EXPECT_EQ(virDomainMigrateToURI3(dom, "qemu:///system", nullptr, 0, VIR_MIGRATE_PEER2PEER), -1);
    EXPECT_EQ(virGetLastErrorCode(), VIR_ERR_INVALID_ARG);
}

}  // namespace
