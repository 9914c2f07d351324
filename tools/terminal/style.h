// Colours on a terminal, and only there.
//
// Thread-safety: a value and pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tools/terminal/streams.h"

namespace mprsim {

enum class Ink : std::uint8_t { good, bad, warning, faint, strong };

class Style {
 public:
  explicit Style(bool colours = false) noexcept : colours_(colours) {}
  /// The text in that ink; as it is without colours.
  std::string operator()(Ink ink, std::string_view text) const;

 private:
  bool colours_;
};

/// NO_COLOR turns colours off, else CLICOLOR_FORCE turns them on, else CLICOLOR=0 turns them off, else a
/// terminal has them unless it is a dumb one. An empty variable counts as not set.
bool wants_colours(bool is_terminal, const Environment& environment);

}  // namespace mprsim
