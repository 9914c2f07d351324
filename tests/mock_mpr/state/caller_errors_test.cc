#include "mock_mpr/state/caller_errors.h"

#include <gtest/gtest.h>

namespace mprsim::caller_errors_test {
namespace {

// rule: error.last-error-by-router
TEST(CallerErrors, TheRouterSetsTheLastErrorToItsResult) {
  SCOPED_TRACE("error.last-error-by-router");
  const Policy nt;
  CallerErrors caller;
  EXPECT_EQ(caller.last_error(), wn::success);
  caller.set_last_error(wn::access_denied);  // a provider that should not
  EXPECT_EQ(caller.last_error(), wn::access_denied);
  caller.call_returned(wn::open_files, nt);
  EXPECT_EQ(caller.last_error(), wn::open_files);
  caller.call_returned(wn::success, nt);
  EXPECT_EQ(caller.last_error(), wn::success);
  for (const Profile profile : {Profile::wine, Profile::reactos}) {
    caller.set_last_error(wn::access_denied);
    caller.call_returned(wn::open_files, Policy::of(profile));
    EXPECT_EQ(caller.last_error(), wn::access_denied) << name(profile);
  }
}

// rule: error.per-thread
// rule: error.extended
TEST(CallerErrors, TheExtendedErrorStaysUntilOverwritten) {
  SCOPED_TRACE("error.per-thread, error.extended");
  CallerErrors one;
  CallerErrors other;
  EXPECT_EQ(one.extended(), std::nullopt);
  const ExtendedError first{7, "The volume is locked.", "NetWare"};
  one.set_extended(first);
  one.call_returned(wn::success, {});
  one.set_last_error(wn::access_denied);
  EXPECT_EQ(one.extended(), first);
  EXPECT_EQ(other.extended(), std::nullopt);
  one.set_extended({8, "", "NFS"});
  EXPECT_EQ(one.extended(), (ExtendedError{8, "", "NFS"}));
  EXPECT_NE(one, other);
}

}  // namespace
}  // namespace mprsim::caller_errors_test
