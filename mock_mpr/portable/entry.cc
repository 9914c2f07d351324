// Loading and unloading: where the plug-in has a DllMain, it is called as the loader of Windows would.
//
// A constructor cannot refuse to be loaded. What DllMain said is therefore kept for the host, which asks
// MprPortableAttached, and gives the library up on FALSE, as LoadLibrary does.
#include "windows.h"

extern "C" {

#pragma weak DllMain

// The start of this very library in memory: what Windows hands out as HINSTANCE.
extern const char __ehdr_start __attribute__((visibility("hidden")));

BOOL DisableThreadLibraryCalls(HMODULE) { return TRUE; }  // threads are not announced here anyway

/// Exported from every plug-in: what DllMain answered to DLL_PROCESS_ATTACH; TRUE where there is none.
__attribute__((visibility("default"))) BOOL WINAPI MprPortableAttached(void);
}

namespace {

BOOL attached = TRUE;

BOOL call_entry(DWORD reason) {
  if (DllMain == nullptr) return TRUE;
  // NOLINTNEXTLINE: the loader's handle is the address of the image
  return DllMain(reinterpret_cast<HINSTANCE>(const_cast<char*>(&__ehdr_start)), reason, nullptr);
}

// Linked after the plug-in's own objects, so that it runs after their constructors and before their
// destructors, as the C library of Windows does it.
__attribute__((constructor)) void attach() { attached = call_entry(DLL_PROCESS_ATTACH); }
__attribute__((destructor)) void detach() { call_entry(DLL_PROCESS_DETACH); }

}  // namespace

BOOL MprPortableAttached(void) { return attached; }
