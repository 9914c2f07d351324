// Everything that the host of a plug-in needs from the operating system. platform_posix.cc and
// platform_windows.cc implement it; supervise() is in supervisor_posix.cc and supervisor_windows.cc.
//
// Page: docs/architecture.md, "Plug-ins live in a process of their own". Text is UTF-8. Thread-safety: as
// noted at each part. Nothing throws but std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "mock_mpr/mpr.h"
#include "sim/plugin/protocol.h"

namespace mprsim::plugin_host {

// Exit codes of the host itself. They are unlikely numbers, so that they are not taken for exit codes of a
// plug-in.
inline constexpr int channel_broken = 119;  ///< the channel is closed, or an invalid message came through it
inline constexpr int out_of_pages = 118;    ///< no memory is left to lay out arguments

// --- Pages of memory. Safe from any thread.

std::size_t page_bytes() noexcept;
/// Reserves inaccessible pages. The caller leaves the first and the last page inaccessible. Null without
/// memory.
std::byte* reserve_pages(std::size_t bytes) noexcept;
/// Frees pages of reserve_pages(); `bytes` is the number that was reserved.
void free_pages(std::byte* pages, std::size_t bytes) noexcept;
enum class PageAccess : std::uint8_t { none, read, read_write };
/// Changes the access to pages. False without memory; the access is then as it was.
bool set_access(std::byte* pages, std::size_t bytes, PageAccess access) noexcept;

/// The channel to the driving program. Only one thread reads. write() may be called from any thread and from
/// a signal handler.
class Channel {
 public:
  explicit Channel(std::intptr_t handle) noexcept : handle_(handle) {}
  /// Waits for bytes and returns how many came; 0 if the channel is closed.
  std::size_t read_some(std::span<std::uint8_t> into) const noexcept;
  /// Writes all bytes. False if the channel is closed.
  bool write(std::span<const std::uint8_t> bytes) const noexcept;

 private:
  std::intptr_t handle_;
};

/// A loaded library. It is never unloaded. Safe from any thread.
class Library {
 public:
  /// Loads a library. The error is one line from the system's loader.
  static tl::expected<Library, std::string> load(const std::string& path);
  /// The address of an exported function; null if it is not exported.
  void* find(const std::string& name) const noexcept;
  /// Makes the library call these functions instead of the system's functions of the same names. On Linux the
  /// loader has done that already.
  void redirect(std::span<const MprExport> functions) const noexcept;

 private:
  explicit Library(void* handle) noexcept : handle_(handle) {}
  void* handle_;
};

// --- Faults.

/// A fault as the system describes it.
struct RawFault {
  std::uint32_t code = 0;
  std::uintptr_t address = 0;
  bool has_address = false;
  protocol::Access access = protocol::Access::unknown;
  bool out_of_memory = false;
};
/// Called at most once, on the thread that failed, in a signal or exception handler. Then the process dies.
using FaultSink = void (*)(const RawFault& fault) noexcept;
/// True for an address in memory that was laid out for arguments. Called like a FaultSink.
using OwnsAddress = bool (*)(std::uintptr_t address) noexcept;
/// Installs the handlers for all threads. May be called again, to install them anew.
void catch_faults(FaultSink sink, OwnsAddress owns) noexcept;

/// While it lives, a stack overflow of the thread that made it can be reported: a handler needs a stack of
/// its own.
class StackReserve {
 public:
  StackReserve();
  ~StackReserve();
  StackReserve(const StackReserve&) = delete;
  StackReserve& operator=(const StackReserve&) = delete;

 private:
  std::vector<std::byte> stack_;
};

// --- The process.

/// Sets the limits of the system for this process: memory in bytes (Linux; on Windows the job has this
/// limit), the size of files; no core dumps and no error dialogs.
void apply_limits(std::uint64_t most_memory) noexcept;

protocol::HeapUse heap_use() noexcept;

/// Sets the value that GetLastError() of the system returns to this thread. Does nothing on Linux, where
/// GetLastError() is ours (mock_mpr/mpr.h).
void set_system_error(std::uint32_t code) noexcept;
/// The value that GetLastError() returns to a plug-in on this thread.
std::uint32_t last_error() noexcept;

std::uint64_t process_id() noexcept;

/// Ends the process at once, without destructors, exit handlers or output, so that no code of the plug-in
/// runs.
[[noreturn]] void die(int code) noexcept;

/// Runs `body` with the channel, in a process that ends together with every process that it started. Returns
/// the exit code of the program. `arguments` are those of the program, its name first; the driving program's
/// HostLink chooses them.
int supervise(std::span<const std::string> arguments, int (*body)(Channel channel));

}  // namespace mprsim::plugin_host
