// The commands and the links of the documents, so that a test can follow them.
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

struct Link {
  std::size_t line;    // from 1
  std::string target;  // a path, without its #fragment
};

// The links to files, not those to web pages or to places in the same document.
std::vector<Link> file_links(std::string_view markdown);

}  // namespace mprsim::meta
