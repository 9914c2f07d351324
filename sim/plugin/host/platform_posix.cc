#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <thread>

#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <ucontext.h>
#include <unistd.h>

#include "sim/plugin/host/platform.h"

// Present in programs that are built with AddressSanitizer, whose heap mallinfo() does not know.
extern "C" __attribute__((weak)) std::size_t __sanitizer_get_current_allocated_bytes();

namespace mprsim::plugin_host {
namespace {

// A sanitizer reserves more address space than any useful limit allows, so the limit is not set with one.
constexpr bool sanitized =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    true;
#else
    false;
#endif
#else
    false;
#endif

constexpr std::uint64_t most_file_bytes = std::uint64_t{256} << 20;
constexpr std::uint64_t address_space_slack = std::uint64_t{16} << 20;

std::atomic<FaultSink> fault_sink = nullptr;
std::atomic_flag fault_reported;
std::atomic<std::uint64_t> address_space_limit = 0;

constexpr std::array fault_signals = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS, SIGTRAP};

// Reads /proc/self/statm, whose first number is the size in pages. Only system calls, because a signal
// handler calls it.
bool address_space_is_exhausted() noexcept {
  const std::uint64_t limit = address_space_limit;
  if (limit == 0) return false;
  std::array<char, 64> text{};
  const int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const ssize_t count = read(file, text.data(), text.size());
  close(file);
  std::uint64_t pages = 0;
  for (ssize_t i = 0; i < count && text[static_cast<std::size_t>(i)] >= '0'; ++i) {
    pages = pages * 10 + static_cast<std::uint64_t>(text[static_cast<std::size_t>(i)] - '0');
  }
  return pages * page_bytes() + address_space_slack >= limit;
}

protocol::Access access_of([[maybe_unused]] const ucontext_t& context) noexcept {
#if defined(__x86_64__)
  // The error code of a page fault: bit 1 is a write, bit 4 an instruction fetch.
  const auto error = context.uc_mcontext.gregs[REG_ERR];
  constexpr auto page_fault = 14;
  if (context.uc_mcontext.gregs[REG_TRAPNO] != page_fault) return protocol::Access::unknown;
  if ((error & 16) != 0) return protocol::Access::execute;
  return (error & 2) != 0 ? protocol::Access::write : protocol::Access::read;
#else
  return protocol::Access::unknown;
#endif
}

void on_fault(int signal, siginfo_t* info, void* context) noexcept {
  if (!fault_reported.test_and_set()) {
    RawFault fault;
    fault.code = static_cast<std::uint32_t>(signal);
    // A signal that a process sent (si_code <= 0) has no address.
    fault.has_address = info->si_code > 0 && (signal == SIGSEGV || signal == SIGBUS);
    if (fault.has_address) {
      fault.address = reinterpret_cast<std::uintptr_t>(info->si_addr);
      fault.access = access_of(*static_cast<const ucontext_t*>(context));
    }
    fault.out_of_memory = address_space_is_exhausted();
    fault_sink.load()(fault);
  }
  // The process now dies of the signal itself, so that its status agrees with the report.
  std::signal(signal, SIG_DFL);
  sigset_t just_this;
  sigemptyset(&just_this);
  sigaddset(&just_this, signal);
  pthread_sigmask(SIG_UNBLOCK, &just_this, nullptr);
  raise(signal);
  _exit(128 + signal);
}

}  // namespace

std::size_t page_bytes() noexcept {
  static const auto bytes = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return bytes;
}

// The guard pages get a flag that the pages between them do not have. The system then keeps three separate
// mappings; otherwise it would split and join them at every change of access, which doubles the time of a
// call.
std::byte* reserve_pages(std::size_t bytes) noexcept {
  void* pages = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (pages == MAP_FAILED) return nullptr;
  auto* begin = static_cast<std::byte*>(pages);
  madvise(begin, page_bytes(), MADV_DONTDUMP);
  madvise(begin + bytes - page_bytes(), page_bytes(), MADV_DONTDUMP);
  return begin;
}

void free_pages(std::byte* pages, std::size_t bytes) noexcept { munmap(pages, bytes); }

bool set_access(std::byte* pages, std::size_t bytes, PageAccess access) noexcept {
  int protection = PROT_NONE;
  if (access == PageAccess::read) protection = PROT_READ;
  if (access == PageAccess::read_write) protection = PROT_READ | PROT_WRITE;
  return mprotect(pages, bytes, protection) == 0;
}

std::size_t Channel::read_some(std::span<std::uint8_t> into) const noexcept {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point sleeps_at = Clock::now() + protocol::awake;
  int flags = MSG_DONTWAIT;
  for (;;) {
    const ssize_t count = recv(static_cast<int>(handle_), into.data(), into.size(), flags);
    if (count < 0 && errno == EAGAIN) {
      if (Clock::now() >= sleeps_at) flags = 0;
      std::this_thread::yield();
      continue;
    }
    if (count < 0 && errno == EINTR) continue;
    return count > 0 ? static_cast<std::size_t>(count) : 0;
  }
}

bool Channel::write(std::span<const std::uint8_t> bytes) const noexcept {
  while (!bytes.empty()) {
    const ssize_t count = send(static_cast<int>(handle_), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

tl::expected<Library, std::string> Library::load(const std::string& path) {
  // Without a slash, dlopen would search the system's folders.
  const std::string file = path.find('/') == std::string::npos ? "./" + path : path;
  void* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle != nullptr) {
    const Library library(handle);
    // Windows does not load a library whose DllMain returns FALSE. mock_mpr/portable/entry.cc keeps that
    // answer.
    void* attached = library.find("MprPortableAttached");
    if (attached != nullptr && reinterpret_cast<int (*)()>(attached)() == 0) {
      return tl::unexpected(path + ": DllMain returned FALSE");
    }
    return library;
  }
  const char* why = dlerror();  // NOLINT(concurrency-mt-unsafe): glibc keeps one per thread
  return tl::unexpected(std::string(why != nullptr ? why : "dlopen failed"));
}

void* Library::find(const std::string& name) const noexcept { return dlsym(handle_, name.c_str()); }

// Nothing to do: this program exports the functions, and the loader looks in the program first.
void Library::redirect(std::span<const MprExport> /*functions*/) const noexcept {}

// The address does not matter here: the plug-in's own handler, if it installs one, replaces ours.
void catch_faults(FaultSink sink, OwnsAddress /*owns*/) noexcept {
  fault_sink = sink;
  struct sigaction action {};
  action.sa_sigaction = [](int signal, siginfo_t* info, void* context) { on_fault(signal, info, context); };
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (const int signal : fault_signals) sigaction(signal, &action, nullptr);
}

StackReserve::StackReserve() : stack_(64U << 10) {
  stack_t stack{};
  stack.ss_sp = stack_.data();
  stack.ss_size = stack_.size();
  sigaltstack(&stack, nullptr);
}

StackReserve::~StackReserve() {
  stack_t none{};
  none.ss_flags = SS_DISABLE;
  sigaltstack(&none, nullptr);
}

void apply_limits(std::uint64_t most_memory) noexcept {
  // No core files, and no file that fills the disk.
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  const rlimit file{most_file_bytes, most_file_bytes};
  setrlimit(RLIMIT_FSIZE, &file);
  if (sanitized) return;
  const rlimit address_space{most_memory, most_memory};
  if (setrlimit(RLIMIT_AS, &address_space) == 0) address_space_limit = most_memory;
}

protocol::HeapUse heap_use() noexcept {
  if (__sanitizer_get_current_allocated_bytes != nullptr)
    return {__sanitizer_get_current_allocated_bytes(), 0};
  const struct mallinfo2 info = mallinfo2();
  return {info.uordblks + info.hblkhd, 0};
}

void set_system_error(std::uint32_t /*code*/) noexcept {}

std::uint32_t last_error() noexcept { return mpr_errors().last_error().code(); }

std::uint64_t process_id() noexcept { return static_cast<std::uint64_t>(getpid()); }

void die(int code) noexcept { _exit(code); }

}  // namespace mprsim::plugin_host
