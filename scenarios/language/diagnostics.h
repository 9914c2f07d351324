// What is wrong with a scenario file, and how it is shown to the person who wrote it.
//
// Page: docs/scenario-format.md. The file is hostile: whatever of it reaches a message is clipped and has its
// control characters escaped. Thread-safety: values and pure functions. Throws std::bad_alloc only.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/model.h"

namespace mprsim {

struct Diagnostic {
  Location where;       ///< line 0: about the file as a whole
  std::string message;  ///< what is wrong, one line
  std::string hint;     ///< what was probably meant, one line; "" if there is no guess

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// By position; of equal positions the first found stays first. Keeps the first 100 and says how many more
/// there are.
void sort_and_limit(Diagnostics& diagnostics);

/// For people, each ending with a newline:
///   path:12:3: error: what is wrong
///      12 | the line
///         |   ^
///         hint: what was meant
std::string render(const Diagnostics& diagnostics, std::string_view path, std::string_view text);

/// Text from a file, safe to show: escaped, and clipped to about 60 characters.
std::string printable(std::string_view text);

/// The same in double quotes.
std::string quoted(std::string_view text);

/// "A", "B" and "C"; "" for an empty list; the first twenty and "..." for a long one.
std::string quoted_list(const std::vector<std::string_view>& words);

std::string concat(std::initializer_list<std::string_view> parts);

}  // namespace mprsim
