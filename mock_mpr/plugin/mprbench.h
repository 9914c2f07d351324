// mprbench.h: the test bench of a network provider, in C. What a provider (or a companion library beside it)
// may export so that a conformance run can put its world into a known state. None of these functions belongs
// to npapi.h; Windows never calls them. A check that needs a function which is missing is not applicable.
//
// Page: docs/conformance.md. All text is UTF-16. All functions return WN_SUCCESS or the error that stood in
// the way; a function that fails changes nothing, and its outputs hold nothing. Thread-safety: none needed.
// They are called by one thread at a time, never while a function of the provider runs.
#pragma once

#include <windows.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Ends every connection, file, job and use; the network runs.
DWORD APIENTRY MprBenchReset(void);

/// The nth (from 0) remote name that the bench can connect to; at least three, one of them a printer if the
/// provider has printers. WN_NO_MORE_ENTRIES after the last; WN_MORE_DATA, and the size needed, if it does
/// not fit. *lpnLength is in characters and counts the NUL. *lpdwType becomes RESOURCETYPE_DISK or
/// RESOURCETYPE_PRINT.
DWORD APIENTRY MprBenchRemoteName(DWORD nIndex, LPDWORD lpdwType, LPWSTR lpRemoteName, LPDWORD lpnLength);

/// Makes a connection behind the router's back. A NULL lpLocalName makes one without a device.
DWORD APIENTRY MprBenchConnect(LPCWSTR lpLocalName, LPCWSTR lpRemoteName);

/// Opens a file on a connection, named by its device, or by its remote name if it has none.
DWORD APIENTRY MprBenchOpenFile(LPCWSTR lpName, LPHANDLE lphFile);
/// Uses an open file: WN_SUCCESS while the handle works, an error once it is stale.
DWORD APIENTRY MprBenchTouchFile(HANDLE hFile);
/// A stale handle closes with WN_SUCCESS as well.
DWORD APIENTRY MprBenchCloseFile(HANDLE hFile);

DWORD APIENTRY MprBenchStartJob(LPCWSTR lpName, LPHANDLE lphJob);
DWORD APIENTRY MprBenchEndJob(HANDLE hJob);

/// A process uses the device as its own (its current directory, say): ERROR_DEVICE_IN_USE without force.
DWORD APIENTRY MprBenchStartUse(LPCWSTR lpName, LPHANDLE lphUse);
DWORD APIENTRY MprBenchEndUse(HANDLE hUse);

/// TRUE stops the provider's network, FALSE starts it again.
DWORD APIENTRY MprBenchStopNetwork(BOOL fStop);

#ifdef __cplusplus
}
#endif
