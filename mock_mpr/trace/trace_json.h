// A trace as JSON Lines for programs: a header, then one object per event.
//
// Page: docs/trace-format.md, which lists every key. Times in virtual milliseconds. All objects of one kind
// have the same keys in the same order; output is valid UTF-8 and lines end in '\n' alone. The same trace
// gives the same bytes on every platform. Thread-safety: pure functions. Nothing fails but memory.
#pragma once

#include <cstdint>
#include <string>

#include "mock_mpr/trace/trace.h"

namespace mprsim {

/// Rises when a key or a name changes its meaning or goes away; new keys, events and actions may come
/// without.
inline constexpr std::uint32_t trace_json_version = 1;

/// What a trace does not know of itself.
struct TraceHeader {
  std::string scenario;  ///< the path of the scenario; any text that tells traces apart
  std::uint64_t seed = 0;
  Profile profile = Profile::nt_doc;
};

std::string render_jsonl(const Trace& trace, const TraceHeader& header);

}  // namespace mprsim
