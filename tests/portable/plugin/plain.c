/* A provider in C, as written for Windows: nothing here knows of mprsim. */
#include <windows.h>
#include <winnetwk.h>
#include <npapi.h>
#include <tchar.h>

#define PREFIX L"\\\\tape\\"

static SRWLOCK g_lock = SRWLOCK_INIT;
static WCHAR g_remote[26][MAX_PATH];

static int drive_index(__in LPCWSTR name) {
  if (lstrlenW(name) != 2 || name[1] != L':' || !iswalpha(name[0])) return -1;
  return towupper(name[0]) - L'A';
}

DWORD APIENTRY NPGetCaps(__in DWORD ndex) {
  switch (ndex) {
    case WNNC_SPEC_VERSION:
      return WNNC_SPEC_VERSION51;
    case WNNC_NET_TYPE:
      return WNNC_NET_RDR2SAMPLE;
    case WNNC_CONNECTION:
      return WNNC_CON_ADDCONNECTION | WNNC_CON_CANCELCONNECTION | WNNC_CON_GETCONNECTIONS;
    case WNNC_START:
      return WNNC_WAIT_FOR_START;
    default:
      return 0;
  }
}

DWORD APIENTRY NPAddConnection(_In_ LPNETRESOURCEW lpNetResource, _In_opt_ LPWSTR lpPassword,
                               _In_opt_ LPWSTR lpUserName) {
  DWORD status = WN_SUCCESS;
  int drive;
  UNREFERENCED_PARAMETER(lpPassword);
  UNREFERENCED_PARAMETER(lpUserName);
  if (_wcsnicmp(lpNetResource->lpRemoteName, PREFIX, wcslen(PREFIX)) != 0) return WN_BAD_NETNAME;
  drive = drive_index(lpNetResource->lpLocalName);
  if (drive < 0) return WN_BAD_LOCALNAME;
  AcquireSRWLockExclusive(&g_lock);
  if (g_remote[drive][0] != L'\0') {
    status = WN_ALREADY_CONNECTED;
  } else {
    wcscpy_s(g_remote[drive], _countof(g_remote[drive]), lpNetResource->lpRemoteName);
  }
  ReleaseSRWLockExclusive(&g_lock);
  return status;
}

DWORD APIENTRY NPCancelConnection(_In_ LPWSTR lpName, _In_ BOOL fForce) {
  DWORD status = WN_NOT_CONNECTED;
  const int drive = drive_index(lpName);
  UNREFERENCED_PARAMETER(fForce);
  if (drive < 0) return WN_NOT_CONNECTED;
  AcquireSRWLockExclusive(&g_lock);
  if (g_remote[drive][0] != L'\0') {
    g_remote[drive][0] = L'\0';
    status = WN_SUCCESS;
  }
  ReleaseSRWLockExclusive(&g_lock);
  return status;
}

DWORD APIENTRY NPGetConnection(__in LPWSTR lpLocalName, __out LPWSTR lpRemoteName,
                               __inout LPDWORD lpnBufferLen) {
  DWORD status = WN_NOT_CONNECTED;
  DWORD size;
  const int drive = drive_index(lpLocalName);
  if (drive < 0) return WN_NOT_CONNECTED;
  AcquireSRWLockShared(&g_lock);
  size = (DWORD)_tcslen(g_remote[drive]) + 1;
  if (size > 1 && *lpnBufferLen < size) {
    *lpnBufferLen = size;
    status = WN_MORE_DATA;
  } else if (size > 1) {
    CopyMemory(lpRemoteName, g_remote[drive], size * sizeof(WCHAR));
    status = WN_SUCCESS;
  }
  ReleaseSRWLockShared(&g_lock);
  return status;
}
