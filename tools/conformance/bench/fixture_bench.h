// The bench that a fixture describes: it runs commands. Where a command is missing it uses the functions of
// the provider and the drives of the system.
//
// Without `connect` it calls NPAddConnection; without `reset` it cancels all connections by force; without
// `open_file`, on Windows, it opens real files on the drive. Page: docs/conformance.md. Thread-safety: as
// bench.h.
#pragma once

#include "tools/conformance/bench/bench.h"
#include "tools/conformance/bench/fixture.h"

namespace mprsim {

BenchFactory fixture_bench(Fixture fixture);

}  // namespace mprsim
