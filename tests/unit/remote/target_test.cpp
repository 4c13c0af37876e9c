// SPDX-License-Identifier: LGPL-2.1-or-later
// From a connection URI to the way to a daemon.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "base/error.h"
#include "drivers/remote/connect.h"
#include "drivers/remote/remote.h"

namespace vireo::remote {
namespace {

Target target(const char* uri, const char* mode = "auto") { return read_target(api::Uri::parse(uri), mode); }

// A folder in place of the system's.
struct Sockets : testing::Test {
    Sockets() {
        char name[] = "/tmp/vireo-target-XXXXXX";
        root = mkdtemp(name);
        mkdir((root + "/run").c_str(), 0755);
        mkdir((root + "/run/libvirt").c_str(), 0755);
        setenv("VIREO_ROOT", root.c_str(), 1);
        setenv("XDG_RUNTIME_DIR", (root + "/user").c_str(), 1);
    }
    ~Sockets() override {
        unsetenv("VIREO_ROOT");
        unsetenv("XDG_RUNTIME_DIR");
        for (const auto& f : files) unlink(f.c_str());
        for (const char* d : {"/run/libvirt", "/run", ""}) rmdir((root + d).c_str());
    }
    void have(const std::string& name) {
        files.push_back(root + "/run/libvirt/" + name);
        std::ofstream{files.back()};
    }
    std::string choose(const char* uri, bool read_only = false, const char* mode = "auto") {
        auto t = target(uri, mode);
        t.session = false;  // whoever runs the test
        std::string path = choose_socket(t, read_only).path, base = root + "/run/libvirt/";
        return path.starts_with(base) ? path.substr(base.size()) : path;
    }
    std::string root;
    std::vector<std::string> files;
};

TEST_F(Sockets, the_daemon_that_is_there_is_taken) {
    EXPECT_EQ(choose("qemu:///system"), "virtqemud-sock");  // neither is there: what a build without monolith has
    have("libvirt-sock");
    EXPECT_EQ(choose("qemu:///system"), "libvirt-sock");
    have("virtqemud-sock");
    EXPECT_EQ(choose("qemu:///system"), "virtqemud-sock");
    EXPECT_EQ(choose("qemu:///system?mode=legacy"), "libvirt-sock");
    EXPECT_EQ(choose("qemu:///system", false, "legacy"), "libvirt-sock");
    EXPECT_EQ(choose("network:///system?mode=direct"), "virtnetworkd-sock");
    EXPECT_EQ(choose("test+unix:///default"), "libvirt-sock");
    EXPECT_EQ(choose("remote+unix:///"), "virtqemud-sock");
    EXPECT_EQ(choose("qemu+unix:///system?socket=/x/y"), "/x/y");
}

TEST_F(Sockets, looking_only_has_its_own_socket) {
    have("libvirt-sock-ro");
    EXPECT_EQ(choose("qemu:///system", true), "libvirt-sock-ro");
}

TEST_F(Sockets, the_users_own_daemon) {
    auto t = target("qemu:///session");
    EXPECT_TRUE(t.session);
    EXPECT_EQ(choose_socket(t, true).path, root + "/user/libvirt/virtqemud-sock");
    EXPECT_EQ(choose_socket(t, false).daemon, "virtqemud");
}

TEST(Target, the_server_gets_what_the_client_did_not_use) {
    EXPECT_EQ(target("qemu+ssh://root@host:22/system?keyfile=/k&no_tty=1&foo=bar").server_uri, "qemu:///system?foo=bar");
    EXPECT_EQ(target("qemu+tcp://host/system?name=test:///default").server_uri, "test:///default");
    EXPECT_EQ(target("remote://host/").server_uri, "");
    EXPECT_EQ(target("qemu:///system?SOCKET=/a").socket, "/a");
    EXPECT_TRUE(target("").ask_uri);
}

TEST(Target, transports) {
    EXPECT_EQ(target("qemu:///system").transport, Transport::unix_);
    EXPECT_EQ(target("qemu://host/system").transport, Transport::tls);
    EXPECT_EQ(target("qemu+ext:///system?command=/bin/x").transport, Transport::ext);
    EXPECT_THROW(target("qemu+carrier:///system"), Error);
    EXPECT_THROW(target("qemu+unix://host/system"), Error);
    EXPECT_THROW(target("qemu:///system?mode=maybe"), Error);
    EXPECT_THROW(target("qemu:///system?no_verify=perhaps"), Error);
    EXPECT_FALSE(names_a_daemon(api::Uri::parse("qemu:///system")));
    EXPECT_TRUE(names_a_daemon(api::Uri::parse("test+unix:///default")));
}

TEST(Target, words_for_ssh) {
    auto words = ssh_words(target("qemu+ssh://me@far:2222/system?keyfile=/k&no_tty=1&no_verify=1&proxy=native"), false);
    std::vector<std::string> want{"ssh", "-p", "2222", "-l", "me", "-i", "/k", "-T", "-e", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no",
                                  "--", "far", "sh -c 'virt-ssh-helper '\\''qemu:///system'\\'''"};
    EXPECT_EQ(words, want);
    auto netcat = ssh_words(target("qemu+ssh://far/system?netcat=/opt/nc&socket=/s"), true).back();
    EXPECT_NE(netcat.find("/opt/nc"), netcat.npos);
    EXPECT_NE(netcat.find("-U"), netcat.npos);
    auto both = ssh_words(target("qemu+ssh://far/system"), true).back();
    EXPECT_NE(both.find("virt-ssh-helper -r"), both.npos);
    EXPECT_NE(both.find("libvirt-sock-ro"), both.npos);
}

TEST(Connect, the_text_names_the_socket) {
    try {
        connect_unix("/nonexistent/sock");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.code, Code::system_error);
        EXPECT_EQ(e.domain, Domain::rpc);
        EXPECT_EQ(e.message, "Failed to connect socket to '/nonexistent/sock': No such file or directory");
        EXPECT_EQ(e.int1, 2);
    }
}

}  // namespace
}  // namespace vireo::remote
