// All that the host of a plug-in asks of the operating system: platform_posix.cc and platform_windows.cc.
//
// Thread-safety: as noted. Nothing throws but std::bad_alloc. Text is UTF-8.
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

// Exit codes of the host itself, unlikely ones, so that they are not taken for a plug-in's.
inline constexpr int channel_broken = 119;  // what came through the channel cannot be, or it is closed
inline constexpr int out_of_pages = 118;    // no memory is left to lay out arguments

// Pages of memory. Safe from any thread.
std::size_t page_bytes() noexcept;
// Inaccessible; the first and the last page, at least, will stay so. Null when there is no memory.
std::byte* reserve_pages(std::size_t bytes) noexcept;
void free_pages(std::byte* pages, std::size_t bytes) noexcept;
enum class PageAccess : std::uint8_t { none, read, read_write };
// False when there is no memory.
bool set_access(std::byte* pages, std::size_t bytes, PageAccess access) noexcept;

// The way to whoever started this process. One thread reads; write() is a single write, also from a signal
// handler.
class Channel {
 public:
  explicit Channel(std::intptr_t handle) noexcept : handle_(handle) {}
  // How many bytes came; 0 when no more will.
  std::size_t read_some(std::span<std::uint8_t> into) const noexcept;
  // False when nobody can be reached.
  bool write(std::span<const std::uint8_t> bytes) const noexcept;

 private:
  std::intptr_t handle_;
};

// A loaded library; it is never unloaded. Safe from any thread.
class Library {
 public:
  static tl::expected<Library, std::string> load(const std::string& path);
  // Null if it is not exported.
  void* find(const std::string& name) const noexcept;
  // From now on it calls these functions instead of the system's of the same names, where the system's loader
  // has not seen to that already.
  void redirect(std::span<const MprExport> functions) const noexcept;

 private:
  explicit Library(void* handle) noexcept : handle_(handle) {}
  void* handle_;
};

// What the system says about a fault.
struct RawFault {
  std::uint32_t code = 0;
  std::uintptr_t address = 0;
  bool has_address = false;
  protocol::Access access = protocol::Access::unknown;
  bool out_of_memory = false;
};
// Called on the thread that failed, in a signal handler or the like, at most once; then the process dies.
using FaultSink = void (*)(const RawFault& fault) noexcept;
// Whether an address is in memory that was laid out for arguments. Called like a FaultSink.
using OwnsAddress = bool (*)(std::uintptr_t address) noexcept;
// From now on, for all threads.
void catch_faults(FaultSink sink, OwnsAddress owns) noexcept;

// While it lives, a stack overflow of this thread can be reported.
class StackReserve {
 public:
  StackReserve();
  ~StackReserve();
  StackReserve(const StackReserve&) = delete;
  StackReserve& operator=(const StackReserve&) = delete;

 private:
  std::vector<std::byte> stack_;
};

// Limits that the system keeps: on memory, in bytes, where the host limits itself; on files; no dumps, no
// dialogs.
void apply_limits(std::uint64_t most_memory) noexcept;

protocol::HeapUse heap_use() noexcept;

// What the system's own GetLastError() says to this thread, where it is not mock_mpr/mpr.h that says it.
void set_system_error(std::uint32_t code) noexcept;
// What GetLastError() says to a plug-in on this thread, whoever says it.
std::uint32_t last_error() noexcept;

std::uint64_t process_id() noexcept;

// Without destructors, handlers or output: the plug-in has no say in it.
[[noreturn]] void die(int code) noexcept;

// Runs `body` with the channel in a process that takes everything it started along when it ends, and returns
// its exit code. `arguments` are those of the program, its name first.
int supervise(std::span<const std::string> arguments, int (*body)(Channel channel));

}  // namespace mprsim::plugin_host
