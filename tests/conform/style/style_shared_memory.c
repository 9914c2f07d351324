/* Stands in for the named shared memory between a provider and its redirector: one block per process. */
#include "style_shared_memory.h"

static STYLE_SHARED_MEMORY g_SharedMemory;

PSTYLE_SHARED_MEMORY StyleSharedMemory(void) { return &g_SharedMemory; }
