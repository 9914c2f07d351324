// What the usual provider, its redirector and the bench share: the connections of the session. A table of
// drive letters, as providers like to have it, and a list of the connections that have none.
#pragma once

#include <windows.h>

#define STYLE_MAX_DRIVES 26
#define STYLE_MAX_REMOTE 128
#define STYLE_MAX_HANDLES 64

typedef struct _STYLE_DRIVE {
  BOOL fInUse;
  ULONG ulSerial; /* of this use of the letter, so that a handle can tell one from the next */
  WCHAR szRemoteName[STYLE_MAX_REMOTE];
} STYLE_DRIVE, *PSTYLE_DRIVE;

typedef struct _STYLE_UNC {
  struct _STYLE_UNC* pNext;
  ULONG ulSerial;
  WCHAR szRemoteName[STYLE_MAX_REMOTE];
} STYLE_UNC, *PSTYLE_UNC;

typedef struct _STYLE_SHARED_MEMORY {
  BOOL fStopped;
  ULONG ulLastSerial;
  STYLE_DRIVE Drives[STYLE_MAX_DRIVES];
  PSTYLE_UNC pUncList;
  ULONG Handles[STYLE_MAX_HANDLES]; /* open files: the serial of their connection, 0 if free */
} STYLE_SHARED_MEMORY, *PSTYLE_SHARED_MEMORY;

#ifdef __cplusplus
extern "C" {
#endif

PSTYLE_SHARED_MEMORY StyleSharedMemory(void);

#ifdef __cplusplus
}
#endif
