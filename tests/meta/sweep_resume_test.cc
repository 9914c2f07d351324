// A sweep that is killed without warning goes on where its result file ends, and comes to what an undisturbed
// one comes to. Whenever the kill strikes, early or after the end, that must be so.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

namespace mprsim::sweep_resume_test {
namespace {

namespace fs = std::filesystem;

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(SweepResume, SurvivesKillNine) {
  const fs::path folder = fs::temp_directory_path() / ("mprsim_resume_test_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const std::string sweep = "'" MPRSIM_PROGRAM "' sweep '" MPRSIM_SOURCE_DIR
                            "/scenarios/library/race' "
                            "--seeds 0..19999 --quiet --results ";
  const std::string killed = (folder / "killed").string();
  const std::string whole = (folder / "whole").string();
  (void)std::system(
      ("(" + sweep + "'" + killed + "' & p=$!; sleep 1.3; kill -9 $p; wait $p) 2>/dev/null").c_str());
  ASSERT_TRUE(fs::exists(killed));
  EXPECT_EQ(std::system((sweep + "'" + killed + "' --resume").c_str()), 0);
  EXPECT_EQ(std::system((sweep + "'" + whole + "'").c_str()), 0);
  EXPECT_EQ(contents(killed), contents(whole));
  fs::remove_all(folder);
}

}  // namespace
}  // namespace mprsim::sweep_resume_test
