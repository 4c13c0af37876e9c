// SPDX-License-Identifier: LGPL-2.1-or-later
#include "run/rollback.h"

#include <gmock/gmock.h>

#include <stdexcept>

using namespace vireo::run;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Rollback, UndoesBackwardsUnlessKept) {
    std::vector<int> seen;
    {
        Rollback undo;
        undo.add("one", [&] { seen.push_back(1); });
        undo.add("two", [&] { seen.push_back(2); });
    }
    EXPECT_THAT(seen, ElementsAre(2, 1));
    seen.clear();
    {
        Rollback undo;
        undo.add("one", [&] { seen.push_back(1); });
        undo.keep();
        EXPECT_TRUE(undo.empty());
    }
    EXPECT_THAT(seen, IsEmpty());
}

TEST(Rollback, AFailingUndoDoesNotStopTheOthers) {
    std::vector<int> seen;
    Rollback undo;
    undo.add("one", [&] { seen.push_back(1); });
    undo.add("bad", [] { throw std::runtime_error("no"); });
    undo.add("worse", [] { throw 5; });
    undo.add("four", [&] { seen.push_back(4); });
    testing::internal::CaptureStderr();
    EXPECT_THAT(undo.undo(), ElementsAre("worse", "bad"));
    auto log = testing::internal::GetCapturedStderr();
    EXPECT_NE(log.find("cannot undo step 'bad': no"), log.npos);
    EXPECT_THAT(seen, ElementsAre(4, 1));
    EXPECT_THAT(undo.undo(), IsEmpty());
}

TEST(Rollback, RunsWhenAStoryThrows) {
    int undone = 0;
    EXPECT_THROW(
        {
            Rollback undo;
            undo.add("one", [&] { ++undone; });
            throw 1;
        },
        int);
    EXPECT_EQ(undone, 1);
}
