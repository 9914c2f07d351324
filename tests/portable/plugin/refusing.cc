// A plug-in that does not want to be loaded.
#include <windows.h>

BOOL APIENTRY DllMain(HINSTANCE, DWORD fdwReason, LPVOID) { return fdwReason != DLL_PROCESS_ATTACH; }
