// SPDX-License-Identifier: LGPL-2.1-or-later
// Trees of names, as nodedev-list and snapshot-list draw them.
#include "apps/virsh/engine/tree.h"

#include <gtest/gtest.h>

namespace vireo::sh {
namespace {

TEST(Tree, DrawsChildrenBelowTheirParents) {
    EXPECT_EQ(tree_text({{"a", ""}, {"b", "a"}, {"c", "b"}, {"d", "a"}}),
              "a\n"
              "  |\n"
              "  +- b\n"
              "  |   |\n"
              "  |   +- c\n"
              "  |     \n"
              "  +- d\n"
              "    \n");
}

TEST(Tree, ANameThatIsNotListedMakesARoot) { EXPECT_EQ(tree_text({{"b", "gone"}, {"a", ""}}), "b\n\na\n\n"); }

TEST(Tree, ItemsThatNameEachOtherAreNoRoots) { EXPECT_EQ(tree_text({{"a", "b"}, {"b", "a"}, {"c", ""}}), "c\n\n"); }

}  // namespace
}  // namespace vireo::sh
