// JsonWriter: writes JSON into one string, value after value, without building anything in between.
//
// Two layouts: compact, for JSON Lines; indented, for documents that people read and compare, with two blanks
// for each level. Commas and line breaks come by themselves. The output is always valid UTF-8: each byte of a
// text that is part of no character becomes U+FFFD. The writer does not notice a key, a value or an end in
// the wrong place: that is a defect of the caller. Not thread-safe. Nothing fails but memory
// (std::bad_alloc).
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "mock_mpr/text/unicode.h"

namespace mprsim {

enum class JsonLayout : std::uint8_t { compact, indented };

class JsonWriter {
 public:
  /// With room for so many bytes before the string has to grow.
  explicit JsonWriter(std::size_t room) : buffer_(room, '\0') {}
  explicit JsonWriter(JsonLayout layout = JsonLayout::compact, std::size_t room = 256)
      : buffer_(room, '\0'), layout_(layout) {}

  JsonWriter& begin_object() { return begin("{"); }
  JsonWriter& end_object() { return end("}"); }
  JsonWriter& begin_array() { return begin("["); }
  /// An array whose items stand on one line in every layout: ["a", "b"]. Objects in it are indented as
  /// if the array were not there.
  JsonWriter& begin_array_in_line() { return begin("[", true); }
  JsonWriter& end_array() { return end("]"); }

  /// Inside an object; the value follows, or begin_object() or begin_array(). Keys are written as they are:
  /// plain ASCII without quotes and backslashes.
  JsonWriter& key(std::string_view name) {
    separate();
    put("\"");
    put(name);
    put(layout_ == JsonLayout::compact ? "\":" : "\": ");
    place_ = Place::after_key;
    return *this;
  }

  JsonWriter& value(std::string_view text);
  template <std::integral Number>
    requires(!std::same_as<Number, bool>)
  JsonWriter& value(Number number) {
    if constexpr (std::signed_integral<Number>) return digits(std::int64_t{number});
    return digits(static_cast<std::uint64_t>(number));
  }
  JsonWriter& value(std::same_as<bool> auto truth) { return bare(truth ? "true" : "false"); }
  JsonWriter& null() { return bare("null"); }
  /// A text of plain ASCII that needs no escaping: faster than value().
  JsonWriter& word(std::string_view plain) {
    separate();
    put("\"");
    put(plain);
    put("\"");
    place_ = Place::after_value;
    return *this;
  }

  /// A key and its value.
  template <class Content>
    requires(!std::convertible_to<const Content&, std::span<const std::string>>)
  JsonWriter& member(std::string_view name, const Content& content) {
    return key(name).value(content);
  }
  /// A key and an array of texts.
  JsonWriter& member(std::string_view name, std::span<const std::string> texts);

  /// A line break after a whole object or array; another one may follow.
  JsonWriter& end_line() {
    put("\n");
    place_ = Place::first;
    return *this;
  }

  /// All that was written. The writer is done.
  std::string take() && {
    buffer_.resize(size_);
    return std::move(buffer_);
  }

 private:
  // What stands before the next key or value.
  enum class Place : std::uint8_t { first, after_key, after_value };

  // In line, because most of what is written are literals, whose length the compiler then knows.
  void put(std::string_view text) {
    if (buffer_.size() - size_ < text.size()) [[unlikely]]
      grow(text.size());
    text.copy(buffer_.data() + size_, text.size());
    size_ += text.size();
  }
  bool is_in_line() const noexcept { return (in_line_ & 1) != 0; }
  void separate() {
    if (place_ == Place::after_value) put(is_in_line() ? ", " : ",");
    if (layout_ == JsonLayout::indented && place_ != Place::after_key && depth_ > 0 && !is_in_line())
      break_line();
  }
  JsonWriter& begin(std::string_view bracket, bool in_line = false) {
    separate();
    put(bracket);
    in_line_ = in_line_ << 1 | (in_line ? 1 : 0);
    if (!in_line) ++depth_;
    place_ = Place::first;
    return *this;
  }
  JsonWriter& end(std::string_view bracket) {
    if (!is_in_line()) {
      --depth_;
      if (layout_ == JsonLayout::indented && place_ == Place::after_value) break_line();
    }
    in_line_ >>= 1;
    put(bracket);
    place_ = Place::after_value;
    return *this;
  }
  JsonWriter& bare(std::string_view token) {
    separate();
    put(token);
    place_ = Place::after_value;
    return *this;
  }
  JsonWriter& digits(std::uint64_t number);
  JsonWriter& digits(std::int64_t number);
  void grow(std::size_t needed);
  void break_line();
  void put_special(std::string_view text, std::size_t at, const CodePoint& character);

  std::string buffer_;  // size_ bytes of it are written: the rest is room
  std::size_t size_ = 0;
  std::size_t depth_ = 0;  // open objects and arrays, without the arrays in line
  std::uint64_t in_line_ =
      0;  // a bit for each open object or array, the innermost last: the last 64 are known
  JsonLayout layout_ = JsonLayout::compact;
  Place place_ = Place::first;
};

}  // namespace mprsim
