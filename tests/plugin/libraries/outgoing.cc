// A provider that calls the router and sets errors. The name that it is asked to cancel says what it does. It
// is built as providers are.
#include <windows.h>
#include <npapi.h>
#include <winnetwk.h>

namespace {

bool is(LPCWSTR name, LPCWSTR wanted) { return lstrcmpW(name, wanted) == 0; }

}  // namespace

extern "C" DWORD APIENTRY NPCancelConnection(LPWSTR name, BOOL force) {
  WCHAR text[] = L"the server said \u00e9";
  WCHAR provider[] = L"Outgoing";
  if (is(name, L"set")) SetLastError(5);
  if (is(name, L"restore")) {
    const DWORD before = GetLastError();
    SetLastError(6);
    SetLastError(before);
  }
  if (is(name, L"repeat")) {
    SetLastError(7);
    SetLastError(7);
    SetLastError(GetLastError());
  }
  if (is(name, L"extended")) {
    WNetSetLastErrorW(17, text, provider);
    return WN_EXTENDED_ERROR;
  }
  if (is(name, L"enter")) {
    DWORD size = 0;
    WNetGetConnectionW(L"Z:", nullptr, &size);
    return WNetCancelConnection2W(name, 0, force);
  }
  return WN_SUCCESS;
}
