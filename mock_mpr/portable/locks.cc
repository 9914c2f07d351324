// Critical sections, slim reader/writer locks and one-time initialization, each on the words that its
// structure has.
//
// They wait with std::atomic's wait, in the kernel. Nothing is allocated, so nothing leaks when a
// DeleteCriticalSection is missing.
#include <atomic>

#include "windows.h"

namespace {

std::atomic_ref<LONG> lock_word(LPCRITICAL_SECTION section) noexcept {
  return std::atomic_ref(section->LockCount);
}

// LockCount, as in "Futexes Are Tricky": free, taken, taken while another thread may wait.
constexpr LONG free_lock = -1;
constexpr LONG taken_lock = 0;
constexpr LONG contended = 1;

HANDLE this_thread() noexcept {
  return reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(GetCurrentThreadId()));
}

// Only the owner can find itself there, so this needs no order among threads.
bool is_owner(LPCRITICAL_SECTION section) noexcept {
  return std::atomic_ref(section->OwningThread).load(std::memory_order_relaxed) == this_thread();
}

void own(LPCRITICAL_SECTION section) noexcept {
  std::atomic_ref(section->OwningThread).store(this_thread(), std::memory_order_relaxed);
  section->RecursionCount = 1;
}

// Ptr of a lock: 0 free, 1 held by a writer, else twice the number of readers.
constexpr ULONG_PTR writer_wait = 1;
constexpr ULONG_PTR reader_wait = 2;

std::atomic_ref<ULONG_PTR> word(PVOID* pointer) noexcept {
  return std::atomic_ref(*reinterpret_cast<ULONG_PTR*>(pointer));
}

void wake(std::atomic_ref<ULONG_PTR> state) noexcept { state.notify_all(); }

bool try_read(std::atomic_ref<ULONG_PTR> state) noexcept {
  ULONG_PTR now = state.load(std::memory_order_relaxed);
  while ((now & writer_wait) == 0) {
    if (state.compare_exchange_weak(now, now + reader_wait, std::memory_order_acquire)) return true;
  }
  return false;
}

bool try_write(std::atomic_ref<ULONG_PTR> state) noexcept {
  ULONG_PTR free = 0;
  return state.compare_exchange_strong(free, writer_wait, std::memory_order_acquire);
}

// INIT_ONCE: the two lower bits say how far it is, the others are the context.
constexpr ULONG_PTR once_idle = 0;
constexpr ULONG_PTR once_running = 1;
constexpr ULONG_PTR once_done = 2;
constexpr ULONG_PTR once_bits = 3;

}  // namespace

extern "C" {

void InitializeCriticalSection(LPCRITICAL_SECTION section) {
  *section = {nullptr, free_lock, 0, nullptr, nullptr, 0};
}

BOOL InitializeCriticalSectionAndSpinCount(LPCRITICAL_SECTION section, DWORD spins) {
  InitializeCriticalSection(section);
  section->SpinCount = spins;
  return TRUE;
}

BOOL InitializeCriticalSectionEx(LPCRITICAL_SECTION section, DWORD spins, DWORD) {
  return InitializeCriticalSectionAndSpinCount(section, spins);
}

BOOL TryEnterCriticalSection(LPCRITICAL_SECTION section) {
  if (is_owner(section)) {
    ++section->RecursionCount;
    return TRUE;
  }
  LONG free = free_lock;
  if (!lock_word(section).compare_exchange_strong(free, taken_lock, std::memory_order_acquire)) return FALSE;
  own(section);
  return TRUE;
}

void EnterCriticalSection(LPCRITICAL_SECTION section) {
  if (TryEnterCriticalSection(section)) return;
  const auto state = lock_word(section);
  while (state.exchange(contended, std::memory_order_acquire) != free_lock) state.wait(contended);
  own(section);
}

void LeaveCriticalSection(LPCRITICAL_SECTION section) {
  if (--section->RecursionCount > 0) return;
  std::atomic_ref(section->OwningThread).store(nullptr, std::memory_order_relaxed);
  const auto state = lock_word(section);
  if (state.exchange(free_lock, std::memory_order_release) == contended) state.notify_one();
}

void DeleteCriticalSection(LPCRITICAL_SECTION section) { InitializeCriticalSection(section); }

void InitializeSRWLock(PSRWLOCK lock) { lock->Ptr = nullptr; }

BOOLEAN TryAcquireSRWLockExclusive(PSRWLOCK lock) { return try_write(word(&lock->Ptr)); }
BOOLEAN TryAcquireSRWLockShared(PSRWLOCK lock) { return try_read(word(&lock->Ptr)); }

void AcquireSRWLockExclusive(PSRWLOCK lock) {
  const auto state = word(&lock->Ptr);
  while (!try_write(state)) {
    if (const ULONG_PTR now = state.load(std::memory_order_relaxed); now != 0) state.wait(now);
  }
}

void AcquireSRWLockShared(PSRWLOCK lock) {
  const auto state = word(&lock->Ptr);
  while (!try_read(state)) state.wait(writer_wait);
}

void ReleaseSRWLockExclusive(PSRWLOCK lock) {
  const auto state = word(&lock->Ptr);
  state.store(0, std::memory_order_release);
  wake(state);
}

void ReleaseSRWLockShared(PSRWLOCK lock) {
  const auto state = word(&lock->Ptr);
  state.fetch_sub(reader_wait, std::memory_order_release);
  wake(state);
}

BOOL InitOnceExecuteOnce(PINIT_ONCE once, PINIT_ONCE_FN function, PVOID parameter, LPVOID* context) {
  const auto state = word(&once->Ptr);
  for (;;) {
    ULONG_PTR now = once_idle;
    if (state.compare_exchange_strong(now, once_running, std::memory_order_acquire)) {
      PVOID made = nullptr;
      const BOOL done = function(once, parameter, &made);
      state.store(done ? reinterpret_cast<ULONG_PTR>(made) | once_done : once_idle,
                  std::memory_order_release);
      state.notify_all();
      if (!done) return FALSE;
      if (context != nullptr) *context = made;
      return TRUE;
    }
    if ((now & once_done) != 0) {
      if (context != nullptr) *context = reinterpret_cast<PVOID>(now & ~once_bits);
      return TRUE;
    }
    state.wait(once_running);
  }
}

}  // extern "C"
