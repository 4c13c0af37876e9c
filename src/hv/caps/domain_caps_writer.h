// SPDX-License-Identifier: LGPL-2.1-or-later
// The words that every domain capabilities document is made of, whichever driver speaks.
#pragma once

#include <string>
#include <vector>

#include "xml/writer.h"

namespace vireo::hv {

class DomainCapsWriter {
  protected:
    using Words = std::vector<std::string>;

    void vcpus(unsigned most) {
        w_.open("vcpu");
        w_.attribute("max", std::to_string(most));
        w_.close();
    }
    void values(const char* name, const Words& list) {
        w_.open("enum");
        w_.attribute("name", name);
        for (const auto& v : list) w_.leaf("value", v);
        w_.close();
    }
    // What an element that is there or not has to say; `inside` is asked only if it is.
    template <class F>
    void supported(const char* name, bool yes, F&& inside) {
        w_.open(name);
        w_.attribute("supported", yes ? "yes" : "no");
        if (yes) inside();
        w_.close();
    }
    void flag(const char* name, bool yes) {
        supported(name, yes, [] {});
    }
    // The text, ended by one newline.
    std::string finish() {
        std::string out = w_.take();
        if (!out.empty() && out.back() != '\n') out += '\n';
        return out;
    }

    xml::Writer w_;
};

}  // namespace vireo::hv
