// Diagnostics: what is wrong with a scenario file, and how it is shown to its author.
//
// Page: docs/scenario-format.md. A scenario file is hostile input: every text from it that reaches a message
// is clipped, and its control characters are escaped. Thread-safety: values and pure functions. Throws
// std::bad_alloc only.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/model.h"

namespace mprsim {

/// One mistake.
struct Diagnostic {
  Location where;       ///< line 0: the file as a whole
  std::string message;  ///< what is wrong, one line
  std::string hint;     ///< what was probably meant, or what to write, one line; "" if there is no guess

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// Sorts by position; diagnostics of equal positions keep their order. Of more than 100 the first 100 stay,
/// and one more diagnostic says how many were dropped.
void sort_and_limit(Diagnostics& diagnostics);

/// The diagnostics as text for a terminal, in their order, in the manner of a compiler; each ends with a
/// newline:
///   path:12:3: error: what is wrong
///      12 | the line
///         |   ^
///         hint: what was meant
/// `text` is the text of the file; a position beyond its end is shown without the line.
std::string render(const Diagnostics& diagnostics, std::string_view path, std::string_view text);

/// Text from a file made safe to show: control characters and invalid bytes are escaped, and what follows the
/// first 60 characters is replaced by "...".
std::string printable(std::string_view text);

/// printable() in double quotes.
std::string quoted(std::string_view text);

/// `"A", "B" and "C"`; nothing for an empty list. Of more than twenty words the first twenty, and "...".
std::string quoted_list(const std::vector<std::string_view>& words);

/// The parts one after the other.
std::string concat(std::initializer_list<std::string_view> parts);

}  // namespace mprsim
