#include "tools/terminal/program_folder.h"

#include <gtest/gtest.h>

#include "sim/platform/platform.h"
#include "tests/sim/temporary_directory.h"
#include "tests/tools/tool_run.h"
#include "tools/requests/selection.h"

namespace mprsim::program_folder_test {
namespace {

TEST(ProgramFolder, IsPartOfTheName) {
  EXPECT_EQ(program_folder("/opt/bin/mprsim", {}), "/opt/bin/");
  EXPECT_EQ(program_folder("./mprsim", {}), "./");
}

TEST(ProgramFolder, IsFoundAlongPath) {
  const TemporaryDirectory folder;
  folder.write("bin/mprsim-of-the-test", "");
  const bool windows = platform::path_separators().find('\\') != std::string_view::npos;
  const std::string path = (folder / "none") + (windows ? ";" : ":") + (folder / "bin");
  EXPECT_EQ(program_folder("mprsim-of-the-test", environment_of({{"PATH", path}})), folder / "bin/");
  EXPECT_EQ(program_folder("no-such-program", environment_of({{"PATH", path}})), "");
  EXPECT_EQ(program_folder("mprsim", {}), "");
}

}  // namespace
}  // namespace mprsim::program_folder_test
