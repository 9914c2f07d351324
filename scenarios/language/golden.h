// Writes the golden trace into the text of a scenario file (`mprsim run --update`).
//
// Page: docs/scenario-format.md. Thread-safety: a pure function. Throws std::bad_alloc only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mprsim {

/// The text with the trace of its [golden] section replaced, or the section added at the end; every other
/// byte is kept, and the trace gets the line ends of the file. Loading the result gives back exactly this
/// trace. Nothing if there is no such text: it is no TOML, `golden` is no table, the trace is not UTF-8, or
/// the whole becomes too large.
std::optional<std::string> replace_golden(std::string_view text, std::string_view trace);

/// A golden trace means the same in a file with Windows line ends: every "\r\n" is "\n".
std::string without_carriage_returns(std::string_view text);

}  // namespace mprsim
