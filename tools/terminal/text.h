// Text for people: columns that line up, lines that wrap, names that are safe to show and to paste.
//
// Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mprsim {

/// With control characters and bytes that are not UTF-8 escaped: "\x1b".
std::string visible(std::string_view text);

/// Columns on a terminal of text without control characters.
std::size_t columns(std::string_view text) noexcept;

/// With blanks at the end up to a width; longer text stays as it is.
std::string padded(std::string_view text, std::size_t width);

/// Lines of at most `width` columns, each after `indent` blanks and ended with '\n'. Words stay whole. A line
/// break of the text is a blank; an empty line begins a new paragraph.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

/// As one word of a command line: quoted only where a shell needs it.
std::string shell_word(std::string_view text);

std::string joined(const std::vector<std::string>& words, std::string_view separator);

/// "; did you mean "x"?": a hint as the end of a message, or "" if there is no hint.
std::string after_semicolon(std::string_view hint);

/// "1 scenario", "2 scenarios".
std::string counted(std::size_t count, std::string_view noun);

}  // namespace mprsim
