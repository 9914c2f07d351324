#include "tools/terminal/program_folder.h"

#include <algorithm>
#include <string_view>

#include "scenarios/language/diagnostics.h"
#include "sim/platform/file.h"
#include "sim/platform/platform.h"

namespace mprsim {
namespace {

bool on_windows() { return platform::path_separators().find('\\') != std::string_view::npos; }

bool can_be_read(const std::string& path) {
  const auto read = read_file(path, 0);
  return read || read.error().kind != FileErrorKind::missing;
}

}  // namespace

std::string program_folder(const std::string& started_as, const Environment& environment) {
  const std::string_view separators = platform::path_separators();
  const std::size_t separator = started_as.find_last_of(separators);
  if (separator != std::string::npos) return started_as.substr(0, separator + 1);

  const bool windows = on_windows();
  const std::string path = environment.variable("PATH").value_or("");
  for (std::string_view rest = path; !rest.empty() && !started_as.empty();) {
    const std::size_t end = std::min(rest.find(windows ? ';' : ':'), rest.size());
    std::string folder = concat({rest.substr(0, end), "/"});
    if (can_be_read(folder + started_as) || (windows && can_be_read(concat({folder, started_as, ".exe"}))))
      return folder;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return {};
}

std::string host_beside(const Environment& environment) {
  return concat({environment.program_folder, "mprsim-host", on_windows() ? ".exe" : ""});
}

}  // namespace mprsim
