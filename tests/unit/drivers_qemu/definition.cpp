// SPDX-License-Identifier: LGPL-2.1-or-later
// Stored definitions: the facts kept of each, and documents taken from files only where they are what would be printed.
#include "drivers/qemu/definition.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include "model/row/row.h"
#include "run/store.h"

using namespace vireo;
using namespace vireo::qemu;

namespace {

std::string document(const std::string& devices, const std::string& name = "idle") {
    return "<domain type='qemu'><name>" + name +
           "</name><uuid>00000000-0000-4000-8000-000000000001</uuid><memory unit='MiB'>64</memory><currentMemory unit='MiB'>32</currentMemory>"
           "<vcpu current='2'>4</vcpu><os><type arch='x86_64' machine='pc'>hvm</type></os><devices><emulator>/usr/bin/qemu-system-x86_64</emulator>" +
           devices + "</devices></domain>";
}

struct DefinitionTest : testing::Test {
    std::string dir;
    void SetUp() override {
        char name[] = "/tmp/vireo-definition-XXXXXX";
        ASSERT_TRUE(mkdtemp(name));
        dir = name;
    }
    void TearDown() override {
        if (system(("rm -rf " + dir).c_str())) abort();
    }
    std::string file() const { return dir + "/idle.xml"; }
    // Accepted and written, as the driver does it.
    std::shared_ptr<const StoredDefinition> stored(const std::string& devices) {
        auto d = std::make_shared<const StoredDefinition>(file(), share(parse_stored(document(devices), "test", false)));
        run::save_file(file(), d->file_text(), {.durable = false});
        return d;
    }
    std::string printed(const StoredDefinition& d, bool secrets) {
        return model::format_domain(*d.get(), model::row::format_inactive | (secrets ? model::row::format_secure : 0u));
    }
};

}  // namespace

TEST_F(DefinitionTest, FactsAreKept) {
    auto d = stored("<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/images/a'/><target dev='vda' bus='virtio'/></disk>"
                    "<disk type='file' device='cdrom'><target dev='hdc' bus='ide'/></disk>");
    for (const auto& x : {d, std::make_shared<const StoredDefinition>(file())}) {
        const auto& f = x->facts();
        EXPECT_EQ(f.memory, 64u << 10);
        EXPECT_EQ(f.current_memory, 32u << 10);
        EXPECT_EQ(f.vcpus, 4u);
        EXPECT_EQ(f.current_vcpus, 2u);
        EXPECT_EQ(f.os_type, "hvm");
        EXPECT_EQ(f.nvram, "");
        ASSERT_EQ(f.disks.size(), 2u);
        EXPECT_EQ(f.disks[0].target, "vda");
        EXPECT_EQ(f.disks[0].path, "/images/a");
        EXPECT_EQ(f.disks[0].format, model::StorageFormat::qcow2);
        EXPECT_EQ(f.disks[1].path, "");
    }
}

TEST_F(DefinitionTest, TheFileIsTheDocument) {
    auto d = stored("<memballoon model='none'/>");
    EXPECT_EQ(d->document(false), printed(*d, false));
    EXPECT_EQ(d->document(true), printed(*d, true));
    // After a start of the daemon the first answer is printed; all are the same.
    StoredDefinition again(file());
    for (int i = 0; i < 3; ++i) EXPECT_EQ(again.document(false), d->document(false));
    EXPECT_EQ(again.document(true), d->document(true));
}

TEST_F(DefinitionTest, WhatMayHaveSecretsButHasNoneIsPlain) {
    auto told = [](const std::string& devices) {
        bool secrets = false;
        model::format_domain(parse_stored(document(devices), "test", false), model::row::format_secure | model::row::format_inactive, 0, &secrets);
        return secrets;
    };
    const std::string disk = "<disk type='file' device='disk'><source file='/images/a'/><target dev='vda' bus='virtio'/></disk>";
    EXPECT_FALSE(told(disk + "<graphics type='vnc' port='-1' autoport='yes'/>"));
    EXPECT_TRUE(told(disk + "<graphics type='vnc' port='-1' autoport='yes' passwd='x'/>"));
    const std::string net = "<disk type='network' device='disk'><source protocol='http' name='a'><host name='h' port='80'/>";
    EXPECT_FALSE(told(net + "</source><target dev='vda' bus='virtio'/></disk>"));
    EXPECT_TRUE(told(net + "<cookies><cookie name='c'>v</cookie></cookies></source><target dev='vda' bus='virtio'/></disk>"));
}

TEST_F(DefinitionTest, SecretsAreShownOnRequestOnly) {
    auto d = stored("<graphics type='vnc' port='-1' autoport='yes' passwd='hidden'/>");
    StoredDefinition again(file());
    for (const auto* x : {d.get(), static_cast<const StoredDefinition*>(&again)})
        for (int i = 0; i < 3; ++i) {
            EXPECT_EQ(x->document(false).find("hidden"), std::string::npos);
            EXPECT_NE(x->document(true).find("passwd='hidden'"), std::string::npos);
            EXPECT_EQ(x->document(false), printed(*x, false));
        }
}

TEST_F(DefinitionTest, AFileInAnotherHandIsReadAndPrinted) {
    run::save_file(file(), "<!-- by hand -->\n" + document(""), {.durable = false});
    StoredDefinition d(file());
    for (int i = 0; i < 3; ++i) EXPECT_EQ(d.document(false), printed(d, false));
    // One that was ours and is edited under us keeps its definition until the daemon starts anew, as long as it is remembered.
    auto ours = stored("");
    const auto before = ours->document(false);
    run::save_file(file(), document("<memballoon model='none'/>"), {.durable = false});
    EXPECT_EQ(ours->document(false), before);
}

TEST_F(DefinitionTest, NvramIsLookedForInTheText) {
    auto text = document("");
    run::save_file(file(), text, {.durable = false});
    EXPECT_EQ(StoredDefinition(file()).nvram(), "");
    run::save_file(file(), "<domain>broken, and without any", {.durable = false});
    EXPECT_EQ(StoredDefinition(file()).nvram(), "");
    const std::string os = "<loader readonly='yes' type='pflash'>/fw/code.fd</loader><nvram template='/fw/vars.fd'>/state/idle_VARS.fd</nvram></os>";
    text.replace(text.find("</os>"), 5, os);
    run::save_file(file(), text, {.durable = false});
    EXPECT_EQ(StoredDefinition(file()).nvram(), "/state/idle_VARS.fd");
    StoredDefinition known(file());
    known.facts();
    unlink(file().c_str());
    EXPECT_EQ(known.nvram(), "/state/idle_VARS.fd");
}

TEST_F(DefinitionTest, MemoryGoesWithTheLastUser) {
    auto d = share(parse_stored(document(""), "test", false));
    std::weak_ptr<const model::Domain> seen = d;
    EXPECT_EQ(d.use_count(), 1);
    d.reset();
    EXPECT_TRUE(seen.expired());
}
