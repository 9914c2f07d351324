#include "tools/terminal/style.h"

namespace mprsim {
namespace {

std::string_view code(Ink ink) noexcept {
  switch (ink) {
    case Ink::good:
      return "32";
    case Ink::bad:
      return "1;31";
    case Ink::warning:
      return "33";
    case Ink::faint:
      return "2";
    case Ink::strong:
      return "1";
  }
  return {};
}

std::string value(const Environment& environment, const char* name) {
  return environment.variable(name).value_or("");
}

}  // namespace

std::string Style::operator()(Ink ink, std::string_view text) const {
  if (!colours_ || text.empty()) return std::string(text);
  std::string inked = "\x1b[";
  inked.append(code(ink)).append("m").append(text).append("\x1b[0m");
  return inked;
}

bool wants_colours(bool is_terminal, const Environment& environment) {
  if (!value(environment, "NO_COLOR").empty()) return false;
  const std::string force = value(environment, "CLICOLOR_FORCE");
  if (!force.empty() && force != "0") return true;
  if (value(environment, "CLICOLOR") == "0") return false;
  return is_terminal && value(environment, "TERM") != "dumb";
}

}  // namespace mprsim
