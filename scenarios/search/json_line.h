// Lines of JSON files that were written by mprsim and are hostile until they were read: one object a line.
//
// For log_file.h and sweep_file.h. Thread-safety: values and pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "scenarios/language/diagnostics.h"
#include "scenarios/play/result.h"

namespace mprsim {

/// Sixteen hexadecimal digits, and back.
std::string hex(std::uint64_t number);
std::optional<std::uint64_t> parse_hex(std::string_view text);

std::optional<Outcome> find_outcome(std::string_view text);

/// One line, and the first thing that is wrong with it. After that everything is empty.
class JsonLine {
 public:
  /// The error must be empty, and outlive the line.
  JsonLine(std::string_view text, std::string& error);

  bool good() const noexcept { return error_.empty(); }
  bool has(std::string_view key) const { return find(key) != nullptr; }

  std::string text(std::string_view key);
  /// From 0 to `most`.
  std::uint64_t number(std::string_view key, std::uint64_t most);
  std::vector<std::string> texts(std::string_view key);

  /// What a word stands for, by a function that knows all words.
  template <class Find>
  auto word(std::string_view key, std::string_view what, Find find_word) {
    const std::string said = text(key);
    auto found = find_word(said);
    if (good() && !found) fail(concat({"`", key, "`: ", quoted(said), " is no ", what}));
    return found;
  }

  void fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
  }

 private:
  const boost::json::value* find(std::string_view key) const;
  const boost::json::value* want(std::string_view key);
  void fail(std::string_view key, std::string_view wanted);

  boost::json::value value_;
  std::string& error_;
};

}  // namespace mprsim
