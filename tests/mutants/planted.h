// What is planted, and how it wakes up.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/mutants/seeded_bug.h"

namespace mprsim {

/// The names of the patches in a folder beside this file, sorted; each begins with its number.
inline std::vector<std::string> planted(const std::string& folder) {
  std::vector<std::string> names;
  const std::filesystem::path path{MPRSIM_SOURCE_DIR "/tests/mutants/" + folder};
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.path().extension() == ".patch") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

/// The bug is awake while one lives.
class AwakeBug {
 public:
  explicit AwakeBug(const std::string& name) { seeded_bug = std::stoi(name); }
  ~AwakeBug() { seeded_bug = 0; }
  AwakeBug(const AwakeBug&) = delete;
  AwakeBug& operator=(const AwakeBug&) = delete;
};

}  // namespace mprsim
