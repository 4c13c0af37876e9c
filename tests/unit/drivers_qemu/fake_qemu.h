// SPDX-License-Identifier: LGPL-2.1-or-later
// The other end of a QMP socket: a thread that reads commands line by line and answers as the test says.
#pragma once

#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/fd.h"

namespace vireo::qemu::test {

class FakeQemu {
  public:
    // Given a command line, returns the text to write back (may be several lines, or nothing).
    using Answer = std::function<std::string(const std::string& line)>;

    explicit FakeQemu(Answer answer);
    ~FakeQemu();
    // The end for the client; once.
    Fd client_end() { return std::move(client_); }
    void write(const std::string& text);
    void hang_up();
    std::vector<std::string> lines();

    // {"return": value, "id": <that of the line>}
    static std::string reply(const std::string& line, const std::string& value);
    static std::string error(const std::string& line, const std::string& cls, const std::string& text);
    static std::string id_of(const std::string& line);

  private:
    Answer answer_;
    Fd client_, server_;
    std::thread thread_;
    std::mutex mutex_;
    std::vector<std::string> lines_;
};

}  // namespace vireo::qemu::test
