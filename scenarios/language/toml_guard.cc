#include "scenarios/language/toml_guard.h"

#include <array>
#include <string>

#include "mock_mpr/text/unicode.h"

namespace mprsim {
namespace {

// One pass over the text, which tells strings and comments from the rest. It need not know more of TOML: the
// parser reports every other mistake.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<Diagnostic> run() {
    while (at_ < text_.size()) {
      const auto character = decode_utf8(text_, at_);
      if (auto problem = check(character)) return problem;
      advance(character);
    }
    return std::nullopt;
  }

 private:
  enum class Inside { nothing, comment, basic, literal, long_basic, long_literal };

  Diagnostic problem(std::string message, std::string hint = {}) const {
    return {where_, std::move(message), std::move(hint)};
  }

  std::optional<Diagnostic> check(const CodePoint& character) const {
    if (!character.valid) {
      return problem(concat({"byte ", printable(text_, at_, character), " is not valid UTF-8"}),
                     "save the file as UTF-8");
    }
    const char32_t code = character.value;
    if (code == 0) return problem("the file contains a NUL byte");
    if (code == '\r' && text_.substr(at_, 2) != "\r\n") {
      return problem("carriage return without a line feed after it");
    }
    const bool control = (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0x7F;
    if (control) {
      return problem(concat({"control character ", printable(text_, at_, character)}),
                     "in \"double quotes\" it can be written as an escape");
    }
    if (code >= 0x80 && inside_ == Inside::nothing) {
      return problem(concat({quoted(text_.substr(at_, character.units)), " outside quotes"}),
                     "letters other than a-z belong into quotes");
    }
    const bool opens = inside_ == Inside::nothing && (code == '[' || code == '{' || code == '.');
    if (opens && depth_ >= deepest_nesting) {
      return problem(concat({"nested deeper than ", std::to_string(deepest_nesting), " levels"}));
    }
    return std::nullopt;
  }

  void advance(const CodePoint& character) {
    const char c = character.units == 1 ? text_[at_] : '\0';
    std::size_t bytes = character.units;
    switch (inside_) {
      case Inside::nothing:
        bytes = outside_strings(c);
        break;
      case Inside::comment:
        if (c == '\n') inside_ = Inside::nothing;
        break;
      case Inside::basic:
      case Inside::literal:
        bytes = inside_string(c, inside_ == Inside::basic);
        break;
      case Inside::long_basic:
      case Inside::long_literal:
        bytes = inside_long_string(c, inside_ == Inside::long_basic);
        break;
    }
    at_ += bytes;
    if (c == '\n') {
      where_ = {where_.line + 1, 1};
    } else {
      where_.column += bytes > character.units ? static_cast<std::uint32_t>(bytes) : 1;
    }
  }

  // Each returns how many bytes to pass over; more than one only for ASCII.
  std::size_t outside_strings(char c) {
    const bool three = at_ + 2 < text_.size() && text_[at_ + 1] == c && text_[at_ + 2] == c;
    switch (c) {
      case '#':
        inside_ = Inside::comment;
        break;
      case '"':
        inside_ = three ? Inside::long_basic : Inside::basic;
        return three ? 3 : 1;
      case '\'':
        inside_ = three ? Inside::long_literal : Inside::literal;
        return three ? 3 : 1;
      case '[':
      case '{':
        dots_[open_++] = 0;
        ++depth_;
        break;
      case ']':
      case '}':
        close();
        break;
      case '.':
        ++(open_ > 0 ? dots_[open_ - 1] : top_dots_);
        ++depth_;
        break;
      case ',':
        forget_dots();
        break;
      case '\n':
        if (open_ == 0) forget_dots();
        break;
      default:
        break;
    }
    return 1;
  }

  // The dots of a key count until its value ends.
  void forget_dots() {
    auto& dots = open_ > 0 ? dots_[open_ - 1] : top_dots_;
    depth_ -= dots;
    dots = 0;
  }

  void close() {
    if (open_ == 0) return;
    forget_dots();
    --open_;
    --depth_;
  }

  std::size_t inside_string(char c, bool escapes) {
    if (escapes && c == '\\' && escaped_is_plain()) return 2;
    // A line end closes a string that was not closed: the parser reports this line, and the guard must not
    // report the next one instead.
    if (c == (escapes ? '"' : '\'') || c == '\n') inside_ = Inside::nothing;
    return 1 + (c == '\0' ? decode_utf8(text_, at_).units - 1 : 0);
  }

  std::size_t inside_long_string(char c, bool escapes) {
    if (escapes && c == '\\' && escaped_is_plain()) return 2;
    const char quote = escapes ? '"' : '\'';
    if (c != quote) return decode_utf8(text_, at_).units;
    std::size_t quotes = 1;
    while (quotes < 5 && at_ + quotes < text_.size() && text_[at_ + quotes] == quote) ++quotes;
    // Up to two quotes may stand right before the closing three.
    if (quotes >= 3) inside_ = Inside::nothing;
    return quotes;
  }

  // Line ends and characters beyond ASCII after a backslash still have to pass check().
  bool escaped_is_plain() const {
    return at_ + 1 < text_.size() && text_[at_ + 1] >= ' ' && text_[at_ + 1] < '\x7F';
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Location where_{1, 1};
  Inside inside_ = Inside::nothing;
  std::size_t depth_ = 0;     // open brackets and the dots of the keys around here
  std::size_t open_ = 0;      // open brackets, never more than depth_
  std::size_t top_dots_ = 0;  // dots of the key outside all brackets
  std::array<std::size_t, deepest_nesting> dots_{};
};

}  // namespace

std::optional<Diagnostic> check_toml_text(std::string_view text) {
  if (text.size() > largest_file) {
    return Diagnostic{
        {}, concat({"the file is larger than ", std::to_string(largest_file >> 20), " MiB"}), {}};
  }
  return Scanner(text).run();
}

}  // namespace mprsim
