// Which file may include which: the arrows between rooms (tests/meta/rooms.txt), and the files that may use a
// library.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/meta/rooms.h"

namespace mprsim::meta {

struct Include {
  std::size_t line;  ///< from 1
  std::string target;
  bool angled;  ///< <target>, not "target"
};

std::vector<Include> includes_of(std::string_view text);

/// What is wrong with the includes of the file at `path`. Tests and tools/examples/ may include anything.
std::vector<std::string> layering_findings(const Rooms& rooms, std::string_view path, std::string_view text);

}  // namespace mprsim::meta
