// One event of a trace in words, before anything is aligned.
//
// Page: docs/trace-format.md. Thread-safety: a pure function of its arguments. Nothing fails but memory. All
// texts are valid UTF-8 without control characters, even if the names in the trace are not.
#pragma once

#include <cstdint>
#include <string>

#include "mock_mpr/trace/trace.h"

namespace mprsim {

struct TraceLine {
  std::string who;     ///< "app"; "→ indexer" where the router calls it; "  indexer" where it acts itself
  std::string action;  ///< what is called, or what happens
  std::string result;  ///< "= WN_SUCCESS ctx=#1"; empty where nothing came back
  std::string reason;  ///< the rule and the switch: "notify.order [notify_order=shuffle]"; may be empty
};

/// Seconds with exactly three decimals: 12345 ms is "12.345".
std::string format_seconds(std::uint32_t milliseconds);

TraceLine describe(const Trace& trace, const Event& event);

}  // namespace mprsim
