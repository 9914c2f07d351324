// PrettyJson: builds one JSON document with two blanks per level, for people who look at it and programs that
// compare it.
//
// Text that is not UTF-8 gets U+FFFD for each stray byte: the output is always valid. A value, a key or an
// end in the wrong place is a bug of the caller and not noticed. Thread-safety: none. Throws std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mprsim {

class PrettyJson {
 public:
  PrettyJson& begin_object() { return begin('{'); }
  PrettyJson& end_object() { return end('}'); }
  PrettyJson& begin_array() { return begin('['); }
  PrettyJson& end_array() { return end(']'); }
  PrettyJson& key(std::string_view name);
  PrettyJson& value(std::string_view text);
  PrettyJson& value(const char* text) { return value(std::string_view(text)); }
  PrettyJson& value(std::uint64_t number);
  PrettyJson& value(bool truth);
  PrettyJson& null();

  template <class T>
  PrettyJson& member(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  /// What was written, with a newline at the end.
  std::string take();

 private:
  PrettyJson& begin(char bracket);
  PrettyJson& end(char bracket);
  void before_value();
  void new_line();
  void text(std::string_view content);

  std::string out_;
  std::size_t depth_ = 0;
  bool empty_ = true;       // nothing yet in the innermost object or array
  bool after_key_ = false;  // the value belongs on the line of its key
};

}  // namespace mprsim
