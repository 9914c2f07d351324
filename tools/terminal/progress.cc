#include "tools/terminal/progress.h"

#include <ostream>

namespace mprsim {
namespace {

constexpr std::string_view clear_line = "\r\x1b[K";

}  // namespace

void Progress::show(std::string_view text) {
  if (!is_shown()) return;
  streams_.err << clear_line << text << std::flush;
  written_ = true;
}

void Progress::clear() {
  if (!written_) return;
  streams_.err << clear_line << std::flush;
  written_ = false;
}

}  // namespace mprsim
