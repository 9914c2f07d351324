// Loads that end differently on Windows: there a library that needs a missing function cannot be linked, and
// the loader itself survives a crash of DllMain and reports it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/plugin/plugin_process.h"
#include "tests/plugin/plugin_fixture.h"

namespace mprsim::loading_posix_test {
namespace {

class PosixLoading : public PluginTest {};

TEST_F(PosixLoading, UnresolvedSymbol) {
  const auto process = start("unresolved");
  ASSERT_FALSE(process);
  EXPECT_EQ(process.error().kind, PluginEndKind::not_loaded);
  EXPECT_THAT(process.error().what, testing::HasSubstr("mprsim_nobody_has_this"));
}

TEST_F(PosixLoading, Crash) {
  const auto process = start("crash_on_load");
  ASSERT_FALSE(process);
  EXPECT_EQ(process.error().kind, PluginEndKind::crash);
  EXPECT_THAT(process.error().what, testing::HasSubstr(access));
  EXPECT_EQ(process.error().call, "load");
  EXPECT_EQ(survivors(), 0U);
}

}  // namespace
}  // namespace mprsim::loading_posix_test
