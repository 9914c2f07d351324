// What a user of mprsim_add_provider() does next: load the provider, put it behind a Router, and disconnect
// through the C functions, as any program on Windows would.
#include <cstdio>
#include <string>
#include <string_view>

#include <windows.h>
#include <dlfcn.h>
#include <winnetwk.h>

#include "mock_mpr/mpr.h"
#include "mock_mpr/text/unicode.h"

int main(int, char** argv) {
  void* const library = dlopen(argv[1], RTLD_NOW);
  using Cancel = DWORD(LPWSTR, BOOL);
  auto* const cancel =
      library == nullptr ? nullptr : reinterpret_cast<Cancel*>(dlsym(library, "NPCancelConnection"));
  if (cancel == nullptr) {
    std::printf("%s\n", dlerror());
    return 2;
  }

  mprsim::Router mpr;
  mpr.add_provider("Tape", [cancel](std::string_view name, bool force) {
    std::u16string wide = mprsim::to_utf16(name);
    return mprsim::Status{cancel(wide.data(), force ? TRUE : FALSE)};
  });
  mprsim::install_router(&mpr);
  const DWORD first = WNetCancelConnection2W(u"t:", 0, FALSE);
  const DWORD second = WNetCancelConnection2W(u"t:", 0, FALSE);
  mprsim::install_router(nullptr);
  std::printf("%u, then %u\n", first, second);
  return first == WN_SUCCESS && second == WN_NOT_CONNECTED ? 0 : 1;
}
