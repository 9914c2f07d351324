#include "tests/meta/documents.h"

#include <regex>

#include "tests/meta/source_tree.h"

namespace mprsim::meta {

namespace {

Command parse_command(std::size_t line, const std::string& text) {
  static const std::regex exits("#.*exits ([0-9]+)");
  static const std::regex decoration(R"(^\$ |\s+#.*$|^#.*$)");
  std::smatch match;
  const int exit_code = std::regex_search(text, match, exits) ? std::stoi(match[1]) : 0;
  return {line, std::regex_replace(text, decoration, ""), exit_code};
}

}  // namespace

std::vector<Command> shell_commands(std::string_view markdown) {
  std::vector<Command> commands;
  std::string pending;  // a command that goes on in the next line
  bool in_block = false;
  std::size_t number = 0;
  for (std::string_view line : split_lines(markdown)) {
    ++number;
    if (line.starts_with("```")) {
      in_block = !in_block && line == "```sh";
      continue;
    }
    if (!in_block) continue;
    pending += line;
    if (pending.ends_with('\\')) {
      pending.pop_back();
      continue;
    }
    Command command = parse_command(number, pending);
    if (!command.text.empty()) commands.push_back(std::move(command));
    pending.clear();
  }
  return commands;
}

std::vector<Link> file_links(std::string_view markdown) {
  static const std::regex link(R"(\]\(([^)#: ]+)(#[^)]*)?\))");
  std::vector<Link> links;
  std::size_t number = 0;
  for (std::string_view line : split_lines(markdown)) {
    ++number;
    const char* const end = line.data() + line.size();
    for (std::cregex_iterator found(line.data(), end, link), none; found != none; ++found) {
      links.push_back({number, (*found)[1]});
    }
  }
  return links;
}

}  // namespace mprsim::meta
