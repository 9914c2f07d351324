// Progress: one line on a terminal that says how far a long command is. It is gone when the object is.
//
// Nothing is written where the standard error is no terminal. Thread-safety: none; calls from several threads
// need a lock around them.
#pragma once

#include <string_view>

#include "tools/terminal/streams.h"

namespace mprsim {

class Progress {
 public:
  explicit Progress(Streams& streams) noexcept : streams_(streams) {}
  /// Clears the line.
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Whether show() writes anything: work that only makes its text can be left out otherwise.
  bool is_shown() const noexcept { return streams_.err_is_terminal; }
  /// Replaces what the line said.
  void show(std::string_view text);
  /// Removes the line, so that a message can follow. A later show() writes a new one.
  void clear();

 private:
  Streams& streams_;
  bool written_ = false;
};

}  // namespace mprsim
