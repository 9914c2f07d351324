// The commands the documents show, so that a test can run them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mprsim::meta {

struct Command {
  std::size_t line;  // from 1
  std::string text;  // without a leading "$ " and without the comment
  int exit_code;     // 0, or N where the comment says "# exits N"
};

// The lines of ```sh blocks. A line that ends in a backslash goes on in the next.
std::vector<Command> shell_commands(std::string_view markdown);

}  // namespace mprsim::meta
