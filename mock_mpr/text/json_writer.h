// JsonWriter: writes JSON into one string, object after object, without building anything in between.
//
// Keys are plain ASCII and written as they are; texts are escaped, and bytes that are not UTF-8 become
// U+FFFD. The caller sees to it that objects are closed. Not thread-safe; nothing fails but memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "mock_mpr/text/trace_character.h"

namespace mprsim {

class JsonWriter {
 public:
  /// With room for that many bytes before the string has to grow.
  explicit JsonWriter(std::size_t room = 256) : buffer_(room, '\0') {}

  void begin_object() {
    put("{");
    first_ = true;
  }
  void end_object() {
    put("}");
    first_ = false;
  }
  void end_line() { put("\n"); }

  void begin_array() {
    put("[");
    first_ = true;
  }
  void end_array() {
    put("]");
    first_ = false;
  }
  /// An entry of an array is to follow.
  void item() {
    if (!first_) put(",");
    first_ = false;
  }

  /// The value is to follow: a scalar, or begin_object().
  void key(std::string_view name) {
    put(first_ ? "\"" : ",\"");
    put(name);
    put("\":");
    first_ = false;
  }

  void null() { put("null"); }
  void boolean(bool value) { put(value ? "true" : "false"); }
  void number(std::uint64_t value);
  void text(std::string_view value);
  /// A text of plain characters that need no escaping.
  void word(std::string_view value) {
    put("\"");
    put(value);
    put("\"");
  }

  /// All that was written.
  std::string take() && {
    buffer_.resize(size_);
    return std::move(buffer_);
  }

 private:
  // In line, because most of what is written are literals, whose length the compiler then knows.
  void put(std::string_view text) {
    if (buffer_.size() - size_ < text.size()) [[unlikely]]
      grow(text.size());
    text.copy(buffer_.data() + size_, text.size());
    size_ += text.size();
  }
  void grow(std::size_t needed);
  void put_special(std::string_view text, std::size_t at, const TraceCharacter& character);

  std::string buffer_;  // size_ bytes of it are written: the rest is room
  std::size_t size_ = 0;
  bool first_ = true;
};

}  // namespace mprsim
