// SPDX-License-Identifier: LGPL-2.1-or-later
// The emulated TPM with the real swtpm: set up once, answering at its socket, gone with the guest.
#include <sys/socket.h>
#include <sys/un.h>

#include "base/text.h"
#include "host/file/file.h"
#include "host/process/process.h"
#include "scene.h"

namespace vireo::qemu {
namespace {

class TpmTest : public testing::Test {
  protected:
    void SetUp() override {
        if (!host::find_program("swtpm") || !host::find_program("swtpm_setup")) GTEST_SKIP() << "needs swtpm and swtpm_setup";
        setenv("VIREO_LAUNCH", VIREO_BINARY_DIR "/bin/vireo-launch", 1);
        model::Tpm tpm;
        tpm.backend = model::TpmBackend::emulator;
        tpm.version = model::TpmVersion::v2_0;
        tpm.info.alias = "tpm0";
        s.live.devices.tpms = {tpm};
    }
    // swtpm's control channel: CMD_GET_CAPABILITY gives 4 or 8 bytes of flags after a result of 0.
    static bool answers(const std::string& path) {
        Fd fd(socket(AF_UNIX, SOCK_STREAM, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        if (connect(fd.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) < 0) return false;
        timeval limit{5, 0};
        setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        const unsigned char ask[] = {0, 0, 0, 1};
        unsigned char answer[16];
        return send(fd.get(), ask, sizeof ask, 0) == 4 && recv(fd.get(), answer, sizeof answer, 0) >= 4;
    }
    Scene s;
};

TEST_F(TpmTest, LivesAsLongAsTheGuest) {
    std::string state = s.root + "/lib/swtpm/" + s.live.uuid.text() + "/tpm2";
    std::string pid_file = s.root + "/run/swtpm/7-guest-swtpm.pid";
    for (int round = 0; round < 2; ++round) {
        run::Rollback undo;
        PreparedHost prepared;
        s.prepare(prepared, undo);
        undo.keep();
        EXPECT_EQ(s.bindings.tpm_socket, s.root + "/run/swtpm/7-guest-swtpm.sock");
        EXPECT_TRUE(answers(s.bindings.tpm_socket)) << Scene::read(s.root + "/log/swtpm/guest-swtpm.log");
        EXPECT_TRUE(Scene::exists(state + "/tpm2-00.permall"));
        EXPECT_EQ(Scene::mode(state), 0700u);
        cleanup_host(s.live, s.config, "");
        EXPECT_FALSE(Scene::exists(pid_file));
        EXPECT_FALSE(Scene::exists(s.bindings.tpm_socket));
    }
    s.live.devices.tpms[0].persistent_state = model::YesNo::yes;
    cleanup_host(s.live, s.config, "", true);
    EXPECT_TRUE(Scene::exists(state));
    s.live.devices.tpms[0].persistent_state = model::YesNo::absent;
    cleanup_host(s.live, s.config, "", true);
    EXPECT_FALSE(Scene::exists(s.root + "/lib/swtpm/" + s.live.uuid.text()));
}

TEST_F(TpmTest, AFailedStartEndsItAndForgetsNewState) {
    std::optional<int> pid;
    {
        run::Rollback undo;
        PreparedHost prepared;
        s.prepare(prepared, undo);
        pid = to_number<int>(trim(Scene::read(s.root + "/run/swtpm/7-guest-swtpm.pid")));
    }
    ASSERT_TRUE(pid);
    // It may wait for whoever collects it; running it is not.
    if (auto process = host::open_process(*pid)) {
        EXPECT_TRUE(host::wait_for_end(process->get(), Deadline::in_ms(0)));
    }
    EXPECT_FALSE(Scene::exists(s.root + "/lib/swtpm/" + s.live.uuid.text()));
}

TEST_F(TpmTest, AnOldNumberIsNobodysDeath) {
    host::make_directory(s.root + "/run/swtpm", 0700);
    host::write_file(s.root + "/run/swtpm/7-guest-swtpm.pid", std::to_string(getpid()) + "\n", 0600);
    cleanup_host(s.live, s.config, "");
    EXPECT_FALSE(Scene::exists(s.root + "/run/swtpm/7-guest-swtpm.pid"));
}

}  // namespace
}  // namespace vireo::qemu
