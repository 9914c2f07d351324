// Text as XML and as HTML that is XML: names and messages may hold anything at all and still do no harm.
//
// Control characters, characters that change the direction of the text around them and bytes that are not
// UTF-8 are spelled out ("\x1b", "\u202e"), because XML has no way to hold most of them and a reader should
// see the rest. Thread-safety: pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mprsim {

/// For the value of an attribute, and for text on one line: a line break is "&#10;".
std::string xml(std::string_view text);

/// Text between tags: line breaks stay as they are, for people who read the file.
std::string xml_body(std::string_view text);

/// ` name="value"`, with a blank in front.
std::string attribute(std::string_view name, std::string_view value);
std::string attribute(std::string_view name, std::size_t value);

}  // namespace mprsim
