// A trace as JSON Lines for programs: a header, then one object per event.
//
// Page: docs/trace-format.md, which lists every key. Times in virtual milliseconds. All objects of one kind
// have the same keys in the same order; output is valid UTF-8 and lines end in '\n' alone. The same trace
// gives the same bytes on every platform. Thread-safety: pure functions. Nothing fails but memory.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

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

/// The whole trace: the line of the header, then a line for each event.
std::string render_jsonl(const Trace& trace, const TraceHeader& header);

/// A row of events.def: what the fields of a world action mean, and how the text form shows it. The fields
/// but `json` are cells of the table in docs/trace-format.md; a cell is empty where the action has no such
/// thing.
struct WorldActionInfo {
  std::string_view json{};  ///< its word in JSON
  std::string_view who{};
  std::string_view what{};
  std::string_view value{};
  std::string_view in_text{};
};

const WorldActionInfo& info(WorldAction action) noexcept;
/// In the order of the enumeration.
std::span<const WorldActionInfo> all_world_actions() noexcept;

}  // namespace mprsim
