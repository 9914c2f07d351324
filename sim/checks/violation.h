// Violation: a rule that a run broke, and where.
//
// Page: docs/sweeps.md, "Invariants". Thread-safety: values. Nothing throws but std::bad_alloc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_mpr/facts/rule.h"

namespace mprsim {

struct Violation {
  Rule rule = Rule::none;
  std::size_t event = 0;  ///< the position in the trace of the event that broke it
  std::string what;       ///< one line, for people
  friend bool operator==(const Violation&, const Violation&) = default;
};

/// The violations of one run, in order. Only the first few are kept: what is broken once is usually broken
/// again and again.
class Violations {
 public:
  static constexpr std::size_t most = 16;

  void clear() noexcept { list_.clear(); }
  /// Adds a violation. Does nothing if `most` are kept already.
  void add(Rule rule, std::size_t event, std::string what) {
    if (list_.size() < most) list_.push_back({rule, event, std::move(what)});
  }
  bool empty() const noexcept { return list_.empty(); }
  const std::vector<Violation>& list() const noexcept { return list_; }

 private:
  std::vector<Violation> list_;
};

}  // namespace mprsim
