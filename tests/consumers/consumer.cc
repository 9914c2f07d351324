// What a user of the libraries writes first: only public headers, found by the target alone.
#include <cstdio>

#include "mock_mpr/status.h"

int main() {
  const mprsim::Status status = mprsim::wn::not_connected;
  std::printf("%u %s\n", status.code(), mprsim::to_string(status).c_str());
  return status.code() == 2250 && !status.ok() ? 0 : 1;
}
