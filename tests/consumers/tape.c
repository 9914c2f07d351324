/* A network provider as it is written for Windows: one drive letter, one connection. */
#include <windows.h>
#include <winnetwk.h>
#include <npapi.h>

static WCHAR g_drive[] = L"T:";
static LONG g_connected = 1;

DWORD APIENTRY NPGetCaps(__in DWORD ndex) {
  return ndex == WNNC_CONNECTION ? WNNC_CON_CANCELCONNECTION : 0;
}

DWORD APIENTRY NPCancelConnection(__in LPWSTR lpName, __in BOOL fForce) {
  UNREFERENCED_PARAMETER(fForce);
  if (lpName == NULL || _wcsicmp(lpName, g_drive) != 0) return WN_NOT_CONNECTED;
  return InterlockedExchange(&g_connected, 0) ? WN_SUCCESS : WN_NOT_CONNECTED;
}
