// WNetSetLastError, WNetGetLastError and SetLastError: per thread, and without the Router (error.per-thread).
#include "mock_mpr/wnet/state.h"
#include "mock_mpr/wnet/text.h"
#include "mock_mpr/wnet/wnet.h"

namespace mprsim::wnet {
namespace {

template <class Char>
void set_extended(DWORD code, const Char* text, const Char* provider) {
  mpr_errors().set_extended({code, from_caller(text), from_caller(provider)});
}

// Does not count as a call whose result becomes the last error: it reports one.
template <class Char>
DWORD get_extended(LPDWORD code, Char* text, DWORD text_size, Char* provider, DWORD provider_size) {
  const bool wrong =
      code == nullptr || (text == nullptr && text_size > 0) || (provider == nullptr && provider_size > 0);
  if (wrong) return wn::bad_pointer.code();
  const ExtendedError error = mpr_errors().extended().value_or(ExtendedError{});
  *code = error.code;
  write_truncated(error.text, text, text_size);
  write_truncated(error.provider, provider, provider_size);
  return wn::success.code();
}

}  // namespace

DWORD WNetGetLastErrorA(LPDWORD code, LPSTR text, DWORD text_size, LPSTR provider, DWORD provider_size) {
  return get_extended(code, text, text_size, provider, provider_size);
}

DWORD WNetGetLastErrorW(LPDWORD code, LPWSTR text, DWORD text_size, LPWSTR provider, DWORD provider_size) {
  return get_extended(code, text, text_size, provider, provider_size);
}

void WNetSetLastErrorA(DWORD code, LPSTR text, LPSTR provider) { set_extended(code, text, provider); }
void WNetSetLastErrorW(DWORD code, LPWSTR text, LPWSTR provider) { set_extended(code, text, provider); }

void SetLastError(DWORD code) {
  mpr_errors().set_last_error(Status{code});
  publish_last_error(Status{code});
}

}  // namespace mprsim::wnet
