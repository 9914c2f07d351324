/* The bench of style_provider.c as a companion library: the provider knows nothing of it. Both see the same
 * shared memory. Files are all that there is to open.
 */
#include <mprbench.h>
#include <npapi.h>
#include <wchar.h>

#include "style_shared_memory.h"

static const LPCWSTR g_RemoteNames[] = {L"\\\\STYLESRV\\home", L"\\\\STYLESRV\\work", L"\\\\STYLESRV\\play"};

/* The serial of the connection of that name, by device or by remote name; 0 if there is none. */
static ULONG FindSerial(LPCWSTR lpName) {
  PSTYLE_SHARED_MEMORY pMemory = StyleSharedMemory();
  PSTYLE_UNC pUnc;

  if (wcslen(lpName) == 2 && lpName[1] == L':') {
    int iDrive = (int)towupper(lpName[0]) - L'A';
    return iDrive >= 0 && iDrive < STYLE_MAX_DRIVES ? pMemory->Drives[iDrive].ulSerial : 0;
  }
  for (pUnc = pMemory->pUncList; pUnc != NULL; pUnc = pUnc->pNext) {
    if (_wcsicmp(pUnc->szRemoteName, lpName) == 0) {
      return pUnc->ulSerial;
    }
  }
  return 0;
}

static BOOL IsAlive(ULONG ulSerial) {
  PSTYLE_SHARED_MEMORY pMemory = StyleSharedMemory();
  PSTYLE_UNC pUnc;
  int i;

  for (i = 0; i < STYLE_MAX_DRIVES; i++) {
    if (pMemory->Drives[i].ulSerial == ulSerial) {
      return TRUE;
    }
  }
  for (pUnc = pMemory->pUncList; pUnc != NULL; pUnc = pUnc->pNext) {
    if (pUnc->ulSerial == ulSerial) {
      return TRUE;
    }
  }
  return FALSE;
}

/* A handle is an index, plus one. */
static ULONG* FromHandle(HANDLE hFile) {
  ULONG_PTR i = (ULONG_PTR)hFile - 1;

  return i < STYLE_MAX_HANDLES ? &StyleSharedMemory()->Handles[i] : NULL;
}

DWORD APIENTRY MprBenchReset(void) {
  PSTYLE_SHARED_MEMORY pMemory = StyleSharedMemory();
  ULONG ulLastSerial = pMemory->ulLastSerial;

  while (pMemory->pUncList != NULL) {
    PSTYLE_UNC pUnc = pMemory->pUncList;
    pMemory->pUncList = pUnc->pNext;
    HeapFree(GetProcessHeap(), 0, pUnc);
  }
  ZeroMemory(pMemory, sizeof(*pMemory));
  pMemory->ulLastSerial = ulLastSerial;
  return WN_SUCCESS;
}

DWORD APIENTRY MprBenchRemoteName(DWORD nIndex, LPDWORD lpdwType, LPWSTR lpRemoteName, LPDWORD lpnLength) {
  DWORD cch;

  if (nIndex >= sizeof(g_RemoteNames) / sizeof(g_RemoteNames[0])) {
    return WN_NO_MORE_ENTRIES;
  }
  cch = (DWORD)wcslen(g_RemoteNames[nIndex]) + 1;
  if (*lpnLength < cch) {
    *lpnLength = cch;
    return WN_MORE_DATA;
  }
  wcscpy(lpRemoteName, g_RemoteNames[nIndex]);
  *lpdwType = RESOURCETYPE_DISK;
  return WN_SUCCESS;
}

DWORD APIENTRY MprBenchConnect(LPCWSTR lpLocalName, LPCWSTR lpRemoteName) {
  PSTYLE_SHARED_MEMORY pMemory = StyleSharedMemory();
  PSTYLE_DRIVE pDrive;
  PSTYLE_UNC pUnc;

  if (lpLocalName != NULL) {
    int iDrive = wcslen(lpLocalName) == 2 ? (int)towupper(lpLocalName[0]) - L'A' : -1;
    if (iDrive < 0 || iDrive >= STYLE_MAX_DRIVES) {
      return WN_BAD_LOCALNAME;
    }
    pDrive = &pMemory->Drives[iDrive];
    if (pDrive->fInUse) {
      return WN_ALREADY_CONNECTED;
    }
    pDrive->fInUse = TRUE;
    pDrive->ulSerial = ++pMemory->ulLastSerial;
    wcscpy(pDrive->szRemoteName, lpRemoteName);
    return WN_SUCCESS;
  }
  pUnc = (PSTYLE_UNC)HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof(STYLE_UNC));
  if (pUnc == NULL) {
    return WN_OUT_OF_MEMORY;
  }
  wcscpy(pUnc->szRemoteName, lpRemoteName);
  pUnc->ulSerial = ++pMemory->ulLastSerial;
  pUnc->pNext = pMemory->pUncList;
  pMemory->pUncList = pUnc;
  return WN_SUCCESS;
}

DWORD APIENTRY MprBenchOpenFile(LPCWSTR lpName, LPHANDLE lphFile) {
  PSTYLE_SHARED_MEMORY pMemory = StyleSharedMemory();
  ULONG ulSerial = FindSerial(lpName);
  ULONG i;

  if (ulSerial == 0) {
    return WN_NOT_CONNECTED;
  }
  for (i = 0; i < STYLE_MAX_HANDLES; i++) {
    if (pMemory->Handles[i] == 0) {
      pMemory->Handles[i] = ulSerial;
      *lphFile = (HANDLE)((ULONG_PTR)i + 1);
      return WN_SUCCESS;
    }
  }
  return WN_OUT_OF_MEMORY;
}

DWORD APIENTRY MprBenchTouchFile(HANDLE hFile) {
  const ULONG* pulSerial = FromHandle(hFile);

  return pulSerial != NULL && *pulSerial != 0 && IsAlive(*pulSerial) ? WN_SUCCESS : WN_BAD_HANDLE;
}

DWORD APIENTRY MprBenchCloseFile(HANDLE hFile) {
  ULONG* pulSerial = FromHandle(hFile);

  if (pulSerial == NULL || *pulSerial == 0) {
    return WN_BAD_HANDLE;
  }
  *pulSerial = 0;
  return WN_SUCCESS;
}

DWORD APIENTRY MprBenchStopNetwork(BOOL fStop) {
  StyleSharedMemory()->fStopped = fStop;
  return WN_SUCCESS;
}
