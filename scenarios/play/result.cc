#include "scenarios/play/result.h"

#include <array>
#include <cstddef>

namespace mprsim {

std::string_view to_string(Outcome outcome) noexcept {
  constexpr std::array<std::string_view, 8> outcome_names{"pass",     "fail",  "warn",  "not-applicable",
                                                          "disabled", "error", "crash", "timeout"};
  return outcome_names[static_cast<std::size_t>(outcome)];
}

}  // namespace mprsim
