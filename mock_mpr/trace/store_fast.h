// store_fast(): an event written over another. It exists for nanoseconds alone: it does what `place = event`
// does, but with four stores of 64 bits where compilers make one for each member, and these are most of what
// recording costs. A property test compares the two (tests/properties/). docs/performance.md has the figures.
//
// Thread-safety and failures: those of an assignment.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "mock_mpr/trace/event.h"

namespace mprsim {

inline void store_fast(Event& place, const Event& event) noexcept {
  if constexpr (std::endian::native != std::endian::little) {
    place = event;
    return;
  }
  auto store = [at = reinterpret_cast<std::byte*>(&place)](auto first, std::uint32_t second) mutable {
    const std::uint64_t word = std::uint64_t{second} << 32 | static_cast<std::uint32_t>(first);
    std::memcpy(at, &word, sizeof word);
    at += sizeof word;
  };
  store(event.at_ms, event.call);
  store(static_cast<std::uint32_t>(event.kind) | std::uint32_t{event.action} << 8 |
            static_cast<std::uint32_t>(event.rule) << 16 | static_cast<std::uint32_t>(event.by) << 24,
        event.status.code());
  store(event.subject, static_cast<std::uint32_t>(event.object));
  store(event.a, event.b);
}

}  // namespace mprsim
