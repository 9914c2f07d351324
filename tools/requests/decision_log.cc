#include "tools/requests/decision_log.h"

#include <utility>

#include "scenarios/language/diagnostics.h"
#include "sim/platform/file.h"

namespace mprsim {

tl::expected<LogFile, std::string> read_log_file(const std::string& path) {
  const auto text = read_file(path, largest_log);
  if (!text) return tl::unexpected(to_string(text.error()));
  auto log = parse_log(*text);
  if (log) return *std::move(log);
  const LogError& error = log.error();
  const std::string line = error.line == 0 ? "" : concat({":", std::to_string(error.line)});
  return tl::unexpected(concat({path, line, ": ", error.message}));
}

}  // namespace mprsim
