// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gtest/gtest.h>

#include "hv/keycodes.h"

using namespace vireo::hv;

TEST(Keycodes, TranslateToQemu) {
    EXPECT_EQ(to_qemu_number(0, 1), 1);         // linux KEY_ESC
    EXPECT_EQ(to_qemu_number(0, 28), 28);       // KEY_ENTER
    EXPECT_EQ(to_qemu_number(0, 111), 0xd3);    // KEY_DELETE: set 1 0xe053
    EXPECT_EQ(to_qemu_number(7, 41), 1);        // USB escape
    EXPECT_EQ(to_qemu_number(9, 300), 300);
    EXPECT_EQ(to_qemu_number(0, 9999), std::nullopt);
    EXPECT_EQ(to_qemu_number(77, 1), std::nullopt);
    EXPECT_STREQ(codeset_name(8), "win32");
}
