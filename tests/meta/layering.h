// Who may include what: tools -> scenarios -> sim -> mock_mpr, and which layer may use which library.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mprsim::meta {

struct Include {
  std::size_t line;  // from 1
  std::string target;
  bool angled;  // <target>, not "target"
};

std::vector<Include> includes_of(std::string_view text);

// What is wrong with the includes of the file at `path` (a layer's file; tests may include anything).
std::vector<std::string> layering_findings(std::string_view path, std::string_view text);

}  // namespace mprsim::meta
