#include "tests/meta/layering.h"

#include <algorithm>
#include <array>
#include <optional>
#include <regex>

#include "tests/meta/rooms.h"
#include "tests/meta/source_tree.h"

namespace mprsim::meta {

namespace {

struct Library {
  std::string_view prefix;  // how its includes begin
  std::string_view users;   // which files may include it, as a regular expression
};

// The libraries and the operating systems. What is not listed is not used.
constexpr std::array libraries = {
    Library{"fmt/", R"(mock_mpr/trace/\w+\.(h|cc)|(sim|scenarios|tools)/.*)"},
    Library{"tl/", R"((sim|scenarios|tools)/.*)"},
    Library{"boost/", R"((sim|scenarios|tools)/.*)"},
    Library{"toml++/", R"(scenarios/language/\w+\.cc)"},
    Library{"CLI/", R"(tools/cli/\w+\.cc)"},
    Library{"windows.h",
            R"([\w/]+_windows\.(cc|h)|mock_mpr/wnet/.*|mock_mpr/plugin/mprbench\.h|sim/plugin/host/abi\.h)"},
    Library{"winnetwk.h", R"(mock_mpr/wnet/.*|sim/plugin/host/abi\.h)"},
    Library{"npapi.h", R"(mock_mpr/wnet/.*|sim/plugin/host/abi\.h)"},
    Library{"io.h", R"([\w/]+_windows\.cc)"},
    Library{"fcntl.h", R"([\w/]+_(windows|posix)\.cc)"},
    Library{"shellapi.h", R"([\w/]+_windows\.cc)"},
    Library{"unistd.h", R"([\w/]+_posix\.(cc|h))"},
    Library{"dirent.h", R"([\w/]+_posix\.cc)"},
    Library{"sys/", R"([\w/]+_posix\.cc)"},
    // Processes, pages and pipes: the host of a plug-in, and the program that drives one.
    Library{"bcrypt.h", R"(sim/plugin/\w+_windows\.cc)"},
    Library{"psapi.h", R"(sim/plugin/(host/)?\w+_windows\.cc)"},
    Library{"dlfcn.h", R"(sim/plugin/host/\w+_posix\.cc)"},
    Library{"malloc.h", R"(sim/plugin/host/\w+_posix\.cc)"},
    Library{"poll.h", R"((sim/plugin/(host/)?|tools/conformance/bench/)\w+_posix\.cc)"},
    Library{"spawn.h", R"((sim/plugin|tools/conformance/bench)/\w+_posix\.cc)"},
    Library{"ucontext.h", R"(sim/plugin/host/\w+_posix\.cc)"},
};

bool matches(std::string_view text, std::string_view pattern) {
  return std::regex_match(std::string(text), std::regex(pattern.begin(), pattern.end()));
}

// The portable <windows.h> and its libraries: platform code below the layers, whose headers mirror the SDK's
// names.
bool is_portable_abi(std::string_view path) { return path.starts_with("mock_mpr/portable/"); }

bool is_standard_header(std::string_view name) { return matches(name, "[a-z0-9_]+"); }

std::optional<std::string> project_include_error(const Rooms& rooms, std::string_view path,
                                                 const std::string& target) {
  // What the build generates lies beside the layer's objects.
  static constexpr std::string_view generated = R"([a-z0-9_]+\.inc)";
  if (matches(target, generated)) return std::nullopt;
  if (is_portable_abi(path) && target.find('/') == target.npos) return std::nullopt;
  const std::string_view from = folder_of(path);
  const std::string_view to = folder_of(target);
  if (rooms.may_use(from, to)) return std::nullopt;
  if (!rooms.find(to)) return "\"" + target + "\" is in no room; spell a project include from the root";
  if (!rooms.is_below_or_same(layer_of(to), layer_of(from))) {
    return std::string(layer_of(from)) + " may not include \"" + target + "\": it is of a higher layer";
  }
  return std::string(from) + " may not include \"" + target + "\": no arrow of " + std::string(rooms_file) +
         " leads there";
}

std::optional<std::string> library_include_error(std::string_view path, const std::string& target) {
  if (is_standard_header(target)) return std::nullopt;
  if (is_portable_abi(path) && matches(target, R"((sys/)?\w+\.h)")) return std::nullopt;
  const auto library =
      std::ranges::find_if(libraries, [&](const Library& l) { return target.starts_with(l.prefix); });
  if (library == libraries.end()) return "<" + target + "> is not a library the layers use";
  if (matches(path, library->users)) return std::nullopt;
  return "<" + target + "> may not be included here, only in " + std::string(library->users);
}

}  // namespace

std::vector<Include> includes_of(std::string_view text) {
  static const std::regex directive(R"(\s*#\s*include\s*([<"])([^>"]+)[>"].*)");
  std::vector<Include> includes;
  std::size_t number = 0;
  for (std::string_view line : split_lines(text)) {
    ++number;
    std::cmatch match;
    if (!std::regex_match(line.data(), line.data() + line.size(), match, directive)) continue;
    includes.push_back({number, match[2], match[1] == "<"});
  }
  return includes;
}

std::vector<std::string> layering_findings(const Rooms& rooms, std::string_view path, std::string_view text) {
  std::vector<std::string> findings;
  if (path.starts_with("tools/examples/")) return findings;  // a project of its own, made to be copied
  if (path.starts_with("tests/")) return findings;
  for (const Include& include : includes_of(text)) {
    const auto error = include.angled ? library_include_error(path, include.target)
                                      : project_include_error(rooms, path, include.target);
    if (error) findings.push_back(finding(path, include.line, *error));
  }
  return findings;
}

}  // namespace mprsim::meta
