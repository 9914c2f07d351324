// A library that takes long to load.
#include "tests/plugin/libraries/harm.h"

namespace {
struct Slow {
  Slow() { harm::sleep_milliseconds(60'000); }
} slow;
}  // namespace

extern "C" unsigned NPGetCaps(unsigned) { return 0; }
