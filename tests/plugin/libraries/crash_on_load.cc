// A library that crashes while it is loaded.
namespace {

int* volatile nowhere = nullptr;

struct Crash {
  Crash() { *nowhere = 1; }
} crash;

}  // namespace

extern "C" unsigned NPGetCaps(unsigned) { return 0; }
