// The bench that a fixture describes: commands, and where there is none for something, the provider's own
// functions and the system's drives.
//
// Without `connect` the provider connects itself; without `reset` its connections are cancelled by force;
// without `open_file` and on Windows, real files are opened on the drive. Page: docs/conformance.md.
#pragma once

#include "tools/conformance/bench/bench.h"
#include "tools/conformance/bench/fixture.h"

namespace mprsim {

BenchFactory fixture_bench(Fixture fixture);

}  // namespace mprsim
