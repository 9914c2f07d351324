/* A network provider in the manner of the well-known ones: Hungarian names, annotations, one critical
 * section, drive letters through a table, wide literals and the wcs functions. It is here to show that such a
 * source compiles unchanged on Linux and on Windows, and it conforms. To start a provider of your own, take
 * tools/examples instead.
 */
/* clang-format off */
#include <windows.h>
#include <winnetwk.h>
#include <npapi.h>
#include <sal.h>
#include <wchar.h>
/* clang-format on */

#include "style_shared_memory.h"

#define STYLE_PROVIDER_NAME L"Style Network"
#define STYLE_SERVER_NAME L"\\\\STYLESRV\\"
#define STYLE_NET_TYPE 0x00F10000
#define STYLE_DRIVER_VERSION(major, minor) (((major)*0x00010000) + (minor))

typedef struct _NPENUMCTX {
  ULONG cEntries;
  ULONG iNext;
  struct {
    WCHAR szLocalName[3];
    WCHAR szRemoteName[STYLE_MAX_REMOTE];
  } Entries[ANYSIZE_ARRAY];
} NPENUMCTX, *PNPENUMCTX;

static CRITICAL_SECTION g_Lock;

BOOL WINAPI DllMain(__in HINSTANCE hInstance, __in DWORD dwReason, __in LPVOID lpReserved) {
  UNREFERENCED_PARAMETER(hInstance);
  UNREFERENCED_PARAMETER(lpReserved);

  if (dwReason == DLL_PROCESS_ATTACH) {
    InitializeCriticalSection(&g_Lock);
  } else if (dwReason == DLL_PROCESS_DETACH) {
    DeleteCriticalSection(&g_Lock);
  }
  return TRUE;
}

static PSTYLE_SHARED_MEMORY AcquireSharedMemory(void) {
  EnterCriticalSection(&g_Lock);
  return StyleSharedMemory();
}

static DWORD ReleaseSharedMemory(__in DWORD dwStatus) {
  LeaveCriticalSection(&g_Lock);
  return dwStatus;
}

/* The index of "Z:" in the table, or -1 if that is not a drive. */
static int DriveIndex(__in_opt LPCWSTR lpName) {
  WCHAR ch;

  if (lpName == NULL || wcslen(lpName) != 2 || lpName[1] != L':') {
    return -1;
  }
  ch = (WCHAR)towupper(lpName[0]);
  return ch >= L'A' && ch <= L'Z' ? ch - L'A' : -1;
}

/* \\STYLESRV\ and the name of a share, which has no more parts. */
static BOOL IsOurRemoteName(__in_opt LPCWSTR lpRemoteName) {
  size_t cchServer = wcslen(STYLE_SERVER_NAME);
  size_t cchName = lpRemoteName == NULL ? 0 : wcslen(lpRemoteName);

  return cchName > cchServer && cchName < STYLE_MAX_REMOTE &&
         _wcsnicmp(lpRemoteName, STYLE_SERVER_NAME, cchServer) == 0 &&
         wcschr(lpRemoteName + cchServer, L'\\') == NULL;
}

static BOOL HasOpenFiles(__in PSTYLE_SHARED_MEMORY pMemory, __in ULONG ulSerial) {
  ULONG i;

  for (i = 0; i < STYLE_MAX_HANDLES; i++) {
    if (pMemory->Handles[i] == ulSerial) {
      return TRUE;
    }
  }
  return FALSE;
}

DWORD APIENTRY NPGetCaps(__in DWORD ndex) {
  DWORD rc = 0;

  switch (ndex) {
    case WNNC_SPEC_VERSION:
      rc = WNNC_SPEC_VERSION51;
      break;
    case WNNC_NET_TYPE:
      rc = STYLE_NET_TYPE;
      break;
    case WNNC_DRIVER_VERSION:
      rc = STYLE_DRIVER_VERSION(1, 0);
      break;
    case WNNC_CONNECTION:
      rc = WNNC_CON_GETCONNECTIONS | WNNC_CON_CANCELCONNECTION | WNNC_CON_ADDCONNECTION |
           WNNC_CON_ADDCONNECTION3;
      break;
    case WNNC_ENUMERATION:
      rc = WNNC_ENUM_LOCAL;
      break;
    case WNNC_START:
      rc = WNNC_WAIT_FOR_START;
      break;
    default:
      break;
  }
  return rc;
}

static DWORD AddUncConnection(__inout PSTYLE_SHARED_MEMORY pMemory, __in LPCWSTR lpRemoteName) {
  PSTYLE_UNC pUnc = (PSTYLE_UNC)HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof(STYLE_UNC));

  if (pUnc == NULL) {
    return WN_OUT_OF_MEMORY;
  }
  wcscpy(pUnc->szRemoteName, lpRemoteName);
  pUnc->ulSerial = ++pMemory->ulLastSerial;
  pUnc->pNext = pMemory->pUncList;
  pMemory->pUncList = pUnc;
  return WN_SUCCESS;
}

DWORD APIENTRY NPAddConnection3(__in_opt HWND hwndOwner, __in LPNETRESOURCEW lpNetResource,
                                __in_opt LPWSTR lpPassword, __in_opt LPWSTR lpUserName, __in DWORD dwFlags) {
  PSTYLE_SHARED_MEMORY pMemory = AcquireSharedMemory();
  LPCWSTR lpLocalName;
  int iDrive;

  UNREFERENCED_PARAMETER(hwndOwner);
  UNREFERENCED_PARAMETER(lpPassword);
  UNREFERENCED_PARAMETER(lpUserName);
  UNREFERENCED_PARAMETER(dwFlags);

  if (pMemory->fStopped) {
    return ReleaseSharedMemory(WN_NO_NETWORK);
  }
  if (lpNetResource == NULL || !IsOurRemoteName(lpNetResource->lpRemoteName)) {
    return ReleaseSharedMemory(WN_BAD_NETNAME);
  }
  if (lpNetResource->dwType != RESOURCETYPE_ANY && lpNetResource->dwType != RESOURCETYPE_DISK) {
    return ReleaseSharedMemory(WN_BAD_DEV_TYPE);
  }
  lpLocalName = lpNetResource->lpLocalName;
  if (lpLocalName == NULL || *lpLocalName == L'\0') {
    return ReleaseSharedMemory(AddUncConnection(pMemory, lpNetResource->lpRemoteName));
  }
  iDrive = DriveIndex(lpLocalName);
  if (iDrive < 0) {
    return ReleaseSharedMemory(WN_BAD_LOCALNAME);
  }
  if (pMemory->Drives[iDrive].fInUse) {
    return ReleaseSharedMemory(WN_ALREADY_CONNECTED);
  }
  pMemory->Drives[iDrive].fInUse = TRUE;
  pMemory->Drives[iDrive].ulSerial = ++pMemory->ulLastSerial;
  wcscpy(pMemory->Drives[iDrive].szRemoteName, lpNetResource->lpRemoteName);
  return ReleaseSharedMemory(WN_SUCCESS);
}

DWORD APIENTRY NPAddConnection(__in LPNETRESOURCEW lpNetResource, __in_opt LPWSTR lpPassword,
                               __in_opt LPWSTR lpUserName) {
  return NPAddConnection3(NULL, lpNetResource, lpPassword, lpUserName, 0);
}

/* All connections to that name go, or none does. */
static DWORD CancelUncConnections(__inout PSTYLE_SHARED_MEMORY pMemory, __in LPCWSTR lpName,
                                  __in BOOL fForce) {
  PSTYLE_UNC pUnc;
  PSTYLE_UNC* ppUnc = &pMemory->pUncList;
  DWORD dwStatus = WN_NOT_CONNECTED;

  for (pUnc = pMemory->pUncList; pUnc != NULL; pUnc = pUnc->pNext) {
    if (_wcsicmp(pUnc->szRemoteName, lpName) == 0) {
      if (!fForce && HasOpenFiles(pMemory, pUnc->ulSerial)) {
        return WN_OPEN_FILES;
      }
      dwStatus = WN_SUCCESS;
    }
  }
  while ((pUnc = *ppUnc) != NULL) {
    if (_wcsicmp(pUnc->szRemoteName, lpName) == 0) {
      *ppUnc = pUnc->pNext;
      HeapFree(GetProcessHeap(), 0, pUnc);
    } else {
      ppUnc = &pUnc->pNext;
    }
  }
  return dwStatus;
}

DWORD APIENTRY NPCancelConnection(__in LPWSTR lpName, __in BOOL fForce) {
  PSTYLE_SHARED_MEMORY pMemory = AcquireSharedMemory();
  PSTYLE_DRIVE pDrive;
  int iDrive;

  if (pMemory->fStopped) {
    return ReleaseSharedMemory(WN_NO_NETWORK);
  }
  if (lpName == NULL) {
    return ReleaseSharedMemory(WN_NOT_CONNECTED);
  }
  iDrive = DriveIndex(lpName);
  if (iDrive < 0) {
    return ReleaseSharedMemory(CancelUncConnections(pMemory, lpName, fForce));
  }
  pDrive = &pMemory->Drives[iDrive];
  if (!pDrive->fInUse) {
    return ReleaseSharedMemory(WN_NOT_CONNECTED);
  }
  if (!fForce && HasOpenFiles(pMemory, pDrive->ulSerial)) {
    return ReleaseSharedMemory(WN_OPEN_FILES);
  }
  ZeroMemory(pDrive, sizeof(*pDrive));
  return ReleaseSharedMemory(WN_SUCCESS);
}

DWORD APIENTRY NPGetConnection(__in LPWSTR lpLocalName, __out LPWSTR lpRemoteName,
                               __inout LPDWORD lpnBufferLen) {
  PSTYLE_SHARED_MEMORY pMemory = AcquireSharedMemory();
  int iDrive = DriveIndex(lpLocalName);
  DWORD cchRemoteName;

  if (pMemory->fStopped) {
    return ReleaseSharedMemory(WN_NO_NETWORK);
  }
  if (iDrive < 0 || !pMemory->Drives[iDrive].fInUse) {
    return ReleaseSharedMemory(WN_NOT_CONNECTED);
  }
  if (lpnBufferLen == NULL) {
    return ReleaseSharedMemory(WN_BAD_POINTER);
  }
  cchRemoteName = (DWORD)wcslen(pMemory->Drives[iDrive].szRemoteName) + 1;
  if (*lpnBufferLen < cchRemoteName) {
    *lpnBufferLen = cchRemoteName;
    return ReleaseSharedMemory(WN_MORE_DATA);
  }
  if (lpRemoteName == NULL) {
    return ReleaseSharedMemory(WN_BAD_POINTER);
  }
  CopyMemory(lpRemoteName, pMemory->Drives[iDrive].szRemoteName, cchRemoteName * sizeof(WCHAR));
  return ReleaseSharedMemory(WN_SUCCESS);
}

static ULONG CountConnections(__in PSTYLE_SHARED_MEMORY pMemory) {
  PSTYLE_UNC pUnc;
  ULONG cConnections = 0;
  ULONG i;

  for (i = 0; i < STYLE_MAX_DRIVES; i++) {
    cConnections += pMemory->Drives[i].fInUse ? 1 : 0;
  }
  for (pUnc = pMemory->pUncList; pUnc != NULL; pUnc = pUnc->pNext) {
    cConnections++;
  }
  return cConnections;
}

static void ListConnections(__in PSTYLE_SHARED_MEMORY pMemory, __inout PNPENUMCTX pCtx) {
  PSTYLE_UNC pUnc;
  ULONG i;

  for (i = 0; i < STYLE_MAX_DRIVES; i++) {
    if (pMemory->Drives[i].fInUse) {
      pCtx->Entries[pCtx->cEntries].szLocalName[0] = (WCHAR)(L'A' + i);
      pCtx->Entries[pCtx->cEntries].szLocalName[1] = L':';
      wcscpy(pCtx->Entries[pCtx->cEntries++].szRemoteName, pMemory->Drives[i].szRemoteName);
    }
  }
  for (pUnc = pMemory->pUncList; pUnc != NULL; pUnc = pUnc->pNext) {
    wcscpy(pCtx->Entries[pCtx->cEntries++].szRemoteName, pUnc->szRemoteName);
  }
}

DWORD APIENTRY NPOpenEnum(__in DWORD dwScope, __in DWORD dwType, __in DWORD dwUsage,
                          __in_opt LPNETRESOURCEW lpNetResource, __out LPHANDLE lphEnum) {
  PSTYLE_SHARED_MEMORY pMemory = AcquireSharedMemory();
  PNPENUMCTX pCtx;

  UNREFERENCED_PARAMETER(dwUsage);
  UNREFERENCED_PARAMETER(lpNetResource);

  if (pMemory->fStopped) {
    return ReleaseSharedMemory(WN_NO_NETWORK);
  }
  if (dwScope != RESOURCE_CONNECTED) {
    return ReleaseSharedMemory(WN_NOT_SUPPORTED);
  }
  if (lphEnum == NULL) {
    return ReleaseSharedMemory(WN_BAD_POINTER);
  }
  pCtx = (PNPENUMCTX)HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY,
                               sizeof(NPENUMCTX) + CountConnections(pMemory) * sizeof(pCtx->Entries[0]));
  if (pCtx == NULL) {
    return ReleaseSharedMemory(WN_OUT_OF_MEMORY);
  }
  /* Disks are all there is. */
  if ((dwType & RESOURCETYPE_DISK) != 0 || (dwType & RESOURCETYPE_PRINT) == 0) {
    ListConnections(pMemory, pCtx);
  }
  *lphEnum = pCtx;
  return ReleaseSharedMemory(WN_SUCCESS);
}

static LPWSTR PutString(__inout LPWSTR* ppStringZone, __in LPCWSTR lpString) {
  size_t cch = wcslen(lpString) + 1;

  *ppStringZone -= cch;
  CopyMemory(*ppStringZone, lpString, cch * sizeof(WCHAR));
  return *ppStringZone;
}

DWORD APIENTRY NPEnumResource(__in HANDLE hEnum, __inout LPDWORD lpcCount, __out LPVOID lpBuffer,
                              __inout LPDWORD lpBufferSize) {
  PNPENUMCTX pCtx = (PNPENUMCTX)hEnum;
  LPNETRESOURCEW pNetResource = (LPNETRESOURCEW)lpBuffer;
  LPWSTR pStringZone;
  DWORD cbRemaining, cbEntry = 0, cCopied = 0;
  BOOL fStopped = AcquireSharedMemory()->fStopped;

  if (fStopped || pCtx == NULL) {
    return ReleaseSharedMemory(fStopped ? WN_NO_NETWORK : WN_BAD_HANDLE);
  }
  if (lpcCount == NULL || lpBufferSize == NULL) {
    return ReleaseSharedMemory(WN_BAD_POINTER);
  }
  if (pCtx->iNext == pCtx->cEntries) {
    return ReleaseSharedMemory(WN_NO_MORE_ENTRIES);
  }
  /* Structures from the front of the buffer, strings from its end, which is that of a whole character. */
  cbRemaining = lpBuffer == NULL ? 0 : *lpBufferSize & ~1U;
  pStringZone = (LPWSTR)((PBYTE)lpBuffer + cbRemaining);
  for (; cCopied < *lpcCount && pCtx->iNext < pCtx->cEntries; pCtx->iNext++) {
    LPCWSTR lpLocalName = pCtx->Entries[pCtx->iNext].szLocalName;
    LPCWSTR lpRemoteName = pCtx->Entries[pCtx->iNext].szRemoteName;

    cbEntry = sizeof(NETRESOURCEW) + sizeof(STYLE_PROVIDER_NAME);
    cbEntry += (DWORD)((wcslen(lpRemoteName) + 1) * sizeof(WCHAR));
    cbEntry += *lpLocalName == L'\0' ? 0 : (DWORD)((wcslen(lpLocalName) + 1) * sizeof(WCHAR));
    if (cbEntry > cbRemaining) {
      break;
    }
    cbRemaining -= cbEntry;
    ZeroMemory(pNetResource, sizeof(*pNetResource));
    pNetResource->dwScope = RESOURCE_CONNECTED;
    pNetResource->dwType = RESOURCETYPE_DISK;
    pNetResource->dwDisplayType = RESOURCEDISPLAYTYPE_SHARE;
    pNetResource->dwUsage = RESOURCEUSAGE_CONNECTABLE;
    pNetResource->lpLocalName = *lpLocalName == L'\0' ? NULL : PutString(&pStringZone, lpLocalName);
    pNetResource->lpRemoteName = PutString(&pStringZone, lpRemoteName);
    pNetResource->lpProvider = PutString(&pStringZone, STYLE_PROVIDER_NAME);
    pNetResource++;
    cCopied++;
  }
  if (cCopied == 0 && *lpcCount != 0) {
    *lpBufferSize = cbEntry;
    return ReleaseSharedMemory(WN_MORE_DATA);
  }
  *lpcCount = cCopied;
  return ReleaseSharedMemory(WN_SUCCESS);
}

DWORD APIENTRY NPCloseEnum(__in HANDLE hEnum) {
  if (hEnum == NULL) {
    return WN_BAD_HANDLE;
  }
  HeapFree(GetProcessHeap(), 0, hEnum);
  return WN_SUCCESS;
}
