// The heap: the C library's, with the size of each block in front of it, and a mark that tells a block from
// what is none. A block that is not alive ends the process: Windows does the same when it finds its heap
// corrupted.
#include <stdlib.h>
#include <string.h>

#include "windows.h"

namespace {

struct alignas(16) Header {
  size_t size;
  size_t mark;
};

constexpr size_t alive_mark = 0x6D707273696D4850;
constexpr size_t freed = 0x6465616465616421;
constexpr size_t most = 0x7FFFFFFEFFFF;  // the address space that a process has on 64-bit Windows

Header* header_of(const void* block) noexcept {
  auto* const header = const_cast<Header*>(static_cast<const Header*>(block) - 1);
  if (header->mark != alive_mark) abort();
  return header;
}

void* start(void* raw, size_t size) noexcept {
  if (raw == nullptr) {
    SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    return nullptr;
  }
  auto* const header = static_cast<Header*>(raw);
  *header = {size, alive_mark};
  return header + 1;
}

void* allocate(size_t size, bool zero) noexcept {
  if (size > most) return start(nullptr, size);
  const size_t whole = sizeof(Header) + size;
  return start(zero ? calloc(1, whole) : malloc(whole), size);
}

void* reallocate(void* block, size_t size, bool zero) noexcept {
  Header* const header = header_of(block);
  const size_t old_size = header->size;
  if (size > most) return start(nullptr, size);
  void* const moved = start(realloc(header, sizeof(Header) + size), size);
  if (moved != nullptr && zero && size > old_size)
    memset(static_cast<char*>(moved) + old_size, 0, size - old_size);
  return moved;
}

void release(void* block) noexcept {
  if (block == nullptr) return;
  Header* const header = header_of(block);
  header->mark = freed;
  free(header);
}

size_t size_of(const void* block) noexcept { return block == nullptr ? 0 : header_of(block)->size; }

}  // namespace

extern "C" {

HANDLE GetProcessHeap(void) {
  static int heap;
  return &heap;
}

LPVOID HeapAlloc(HANDLE, DWORD flags, SIZE_T size) { return allocate(size, (flags & HEAP_ZERO_MEMORY) != 0); }

LPVOID HeapReAlloc(HANDLE, DWORD flags, LPVOID block, SIZE_T size) {
  if (block == nullptr) return nullptr;
  const bool fits = size <= size_of(block);
  if ((flags & HEAP_REALLOC_IN_PLACE_ONLY) != 0 && !fits) return nullptr;
  return reallocate(block, size, (flags & HEAP_ZERO_MEMORY) != 0);
}

BOOL HeapFree(HANDLE, DWORD, LPVOID block) {
  release(block);
  return TRUE;
}

SIZE_T HeapSize(HANDLE, DWORD, LPCVOID block) {
  return block == nullptr ? static_cast<SIZE_T>(-1) : size_of(block);
}

HLOCAL LocalAlloc(UINT flags, SIZE_T size) { return allocate(size, (flags & LMEM_ZEROINIT) != 0); }
SIZE_T LocalSize(HLOCAL block) { return size_of(block); }
HLOCAL LocalFree(HLOCAL block) {
  release(block);
  return nullptr;
}

HGLOBAL GlobalAlloc(UINT flags, SIZE_T size) { return allocate(size, (flags & GMEM_ZEROINIT) != 0); }
SIZE_T GlobalSize(HGLOBAL block) { return size_of(block); }
HGLOBAL GlobalFree(HGLOBAL block) {
  release(block);
  return nullptr;
}

PVOID SecureZeroMemory(PVOID block, SIZE_T size) {
  memset(block, 0, size);
  __asm__ volatile("" : : "r"(block) : "memory");  // so that the compiler keeps it
  return block;
}

}  // extern "C"
