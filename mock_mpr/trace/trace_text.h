// A trace as aligned text for people, in the spirit of strace: one event per line.
//
// Page: docs/trace-format.md. Time in seconds of virtual time; columns are counted in characters of UTF-8;
// lines end in '\n' alone. The same trace gives the same bytes on every platform. Thread-safety: a pure
// function of its argument. Nothing fails but memory.
#pragma once

#include <string>

#include "mock_mpr/trace/trace.h"

namespace mprsim {

/// Empty for a trace without events. A trace that was full ends in a line that says so.
std::string render_text(const Trace& trace);

}  // namespace mprsim
