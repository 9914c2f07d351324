// The project's own sources as data, for tests that read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mprsim::meta {

struct SourceFile {
  std::string path;  // relative to the root, '/' between names: "sim/time/executor.h"
  std::string text;
};

// A finding about one line: "sim/time/executor.h:12: why".
std::string finding(std::string_view path, std::size_t line, std::string_view why);

std::vector<std::string_view> split_lines(std::string_view text);

// Every file below `folders` of the source tree whose extension (".cc") is one of `extensions`, sorted by
// path.
std::vector<SourceFile> read_tree(const std::vector<std::string>& folders,
                                  const std::vector<std::string>& extensions);

std::string read_source(std::string_view path);

// One finding per line, for a readable failure.
std::string join(const std::vector<std::string>& findings);

}  // namespace mprsim::meta
