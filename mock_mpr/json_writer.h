// JsonWriter: appends JSON to a string, one object after the other, without building anything in between.
//
// Keys are plain ASCII and written as they are; texts are escaped, and bytes that are not UTF-8 become
// U+FFFD. The caller sees to it that objects are closed. Not thread-safe; nothing fails but memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mprsim {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) noexcept : out_(out) {}

  void begin_object() {
    out_ += '{';
    first_ = true;
  }
  void end_object() {
    out_ += '}';
    first_ = false;
  }
  void end_line() { out_ += '\n'; }

  /// The value is to follow: a scalar, or begin_object().
  void key(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    out_.append(1, '"').append(name).append("\":");
  }

  void null() { out_ += "null"; }
  void boolean(bool value) { out_ += value ? "true" : "false"; }
  void number(std::uint64_t value);
  void text(std::string_view value);

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace mprsim
