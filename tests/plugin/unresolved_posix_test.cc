// A Windows library that needs what nobody has cannot even be linked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/plugin/plugin_process.h"
#include "tests/plugin/plugin_fixture.h"

namespace mprsim {
namespace {

class Unresolved : public PluginTest {};

TEST_F(Unresolved, IsNotLoaded) {
  const auto process = start("unresolved");
  ASSERT_FALSE(process);
  EXPECT_EQ(process.error().kind, PluginEndKind::not_loaded);
  EXPECT_THAT(process.error().what, testing::HasSubstr("mprsim_nobody_has_this"));
}

}  // namespace
}  // namespace mprsim
