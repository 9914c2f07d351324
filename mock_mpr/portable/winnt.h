// winnt.h: identifiers, large integers, the reasons of DllMain, and the interlocked operations.
//
// Pages: "DllMain entry point", "Interlocked Variable Access". The operations are full barriers, written in
// place with the compiler's builtins: they need no library, and any thread may use them. C and C++.
#pragma once

#include <string.h>

#include "windef.h"

typedef struct _LUID {
  DWORD LowPart;
  LONG HighPart;
} LUID, *PLUID;

typedef union _LARGE_INTEGER {
  __extension__ struct {
    DWORD LowPart;
    LONG HighPart;
  };
  struct {
    DWORD LowPart;
    LONG HighPart;
  } u;
  LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;

typedef union _ULARGE_INTEGER {
  __extension__ struct {
    DWORD LowPart;
    DWORD HighPart;
  };
  struct {
    DWORD LowPart;
    DWORD HighPart;
  } u;
  ULONGLONG QuadPart;
} ULARGE_INTEGER, *PULARGE_INTEGER;

typedef struct _GUID {
  ULONG Data1;
  USHORT Data2;
  USHORT Data3;
  UCHAR Data4[8];
} GUID;

#define DLL_PROCESS_DETACH 0
#define DLL_PROCESS_ATTACH 1
#define DLL_THREAD_ATTACH 2
#define DLL_THREAD_DETACH 3

#define MAXDWORD 0xFFFFFFFF
#define ANYSIZE_ARRAY 1
#define UNICODE_NULL ((WCHAR)0)

#define RtlZeroMemory(target, length) memset((target), 0, (length))
#define RtlFillMemory(target, length, byte) memset((target), (byte), (length))
#define RtlCopyMemory(target, source, length) memcpy((target), (source), (length))
#define RtlMoveMemory(target, source, length) memmove((target), (source), (length))
#define ZeroMemory RtlZeroMemory
#define FillMemory RtlFillMemory
#define CopyMemory RtlCopyMemory
#define MoveMemory RtlMoveMemory
#define FIELD_OFFSET(type, field) ((LONG)offsetof(type, field))
#define ARRAYSIZE(array) (sizeof(array) / sizeof((array)[0]))
#define RTL_NUMBER_OF(array) ARRAYSIZE(array)
#define CONTAINING_RECORD(address, type, field) ((type*)((char*)(address)-offsetof(type, field)))

#define MemoryBarrier() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#ifdef __x86_64__
#define YieldProcessor() __builtin_ia32_pause()
#else
#define YieldProcessor() ((void)0)
#endif

// Increment and Decrement return the new value, all others the old one.
#define MPRSIM_INTERLOCKED(suffix, Type)                                               \
  FORCEINLINE Type InterlockedIncrement##suffix(volatile Type* target) {               \
    return __atomic_add_fetch(target, 1, __ATOMIC_SEQ_CST);                            \
  }                                                                                    \
  FORCEINLINE Type InterlockedDecrement##suffix(volatile Type* target) {               \
    return __atomic_sub_fetch(target, 1, __ATOMIC_SEQ_CST);                            \
  }                                                                                    \
  FORCEINLINE Type InterlockedExchangeAdd##suffix(volatile Type* target, Type value) { \
    return __atomic_fetch_add(target, value, __ATOMIC_SEQ_CST);                        \
  }                                                                                    \
  FORCEINLINE Type InterlockedAnd##suffix(volatile Type* target, Type value) {         \
    return __atomic_fetch_and(target, value, __ATOMIC_SEQ_CST);                        \
  }                                                                                    \
  FORCEINLINE Type InterlockedOr##suffix(volatile Type* target, Type value) {          \
    return __atomic_fetch_or(target, value, __ATOMIC_SEQ_CST);                         \
  }                                                                                    \
  FORCEINLINE Type InterlockedXor##suffix(volatile Type* target, Type value) {         \
    return __atomic_fetch_xor(target, value, __ATOMIC_SEQ_CST);                        \
  }                                                                                    \
  MPRSIM_INTERLOCKED_EXCHANGE(suffix, Type)

#define MPRSIM_INTERLOCKED_EXCHANGE(suffix, Type)                                                          \
  FORCEINLINE Type InterlockedExchange##suffix(Type volatile* target, Type value) {                        \
    return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);                                           \
  }                                                                                                        \
  FORCEINLINE Type InterlockedCompareExchange##suffix(Type volatile* target, Type value, Type comparand) { \
    __atomic_compare_exchange_n(target, &comparand, value, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);         \
    return comparand;                                                                                      \
  }

MPRSIM_INTERLOCKED(, LONG)
MPRSIM_INTERLOCKED(64, LONG64)
MPRSIM_INTERLOCKED_EXCHANGE(Pointer, PVOID)

#undef MPRSIM_INTERLOCKED
#undef MPRSIM_INTERLOCKED_EXCHANGE
