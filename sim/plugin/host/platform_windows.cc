#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <limits>
#include <string_view>

#include <windows.h>
#include <psapi.h>

#include "mock_mpr/text/unicode.h"
#include "sim/plugin/host/platform.h"

namespace mprsim::plugin_host {
namespace {

constexpr DWORD stack_for_fault_report = 64U << 10;
// A process that comes this close to its job's limit counts as out of memory.
constexpr std::uint64_t memory_slack = std::uint64_t{16} << 20;

std::atomic<FaultSink> fault_sink = nullptr;
std::atomic<OwnsAddress> owns_address = nullptr;
std::atomic_flag fault_reported;
std::atomic<std::uint64_t> memory_limit = 0;

std::wstring wide(std::string_view text) {
  const std::u16string units = to_utf16(text);
  return {units.begin(), units.end()};
}

std::string narrow(std::wstring_view text) { return to_utf8(text); }

std::string system_message(DWORD code) {
  std::array<wchar_t, 512> text{};
  const DWORD length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr,
                                      code, 0, text.data(), static_cast<DWORD>(text.size()), nullptr);
  std::wstring_view message(text.data(), length);
  while (!message.empty() && message.back() <= L' ') message.remove_suffix(1);
  return narrow(message) + " (" + std::to_string(code) + ")";
}

bool memory_is_exhausted() noexcept {
  PROCESS_MEMORY_COUNTERS counters{};
  if (GetProcessMemoryInfo(GetCurrentProcess(), &counters, sizeof counters) == 0) return false;
  return counters.PagefileUsage + memory_slack >= memory_limit;
}

bool has_address(const EXCEPTION_RECORD& record) noexcept {
  return (record.ExceptionCode == EXCEPTION_ACCESS_VIOLATION ||
          record.ExceptionCode == EXCEPTION_IN_PAGE_ERROR) &&
         record.NumberParameters >= 2;
}

protocol::Access access_of(const EXCEPTION_RECORD& record) noexcept {
  switch (record.ExceptionInformation[0]) {
    case 0:
      return protocol::Access::read;
    case 1:
      return protocol::Access::write;
    case 8:
      return protocol::Access::execute;
    default:
      return protocol::Access::unknown;
  }
}

[[noreturn]] void report_and_die(const RawFault& fault) noexcept {
  if (!fault_reported.test_and_set()) {
    fault_sink.load()(fault);
    TerminateProcess(GetCurrentProcess(), fault.code);
  }
  for (;;) Sleep(INFINITE);  // another thread is about to end the process
}

RawFault fault_of(const EXCEPTION_RECORD& record) noexcept {
  RawFault fault;
  fault.code = record.ExceptionCode;
  fault.has_address = has_address(record);
  if (fault.has_address) {
    fault.access = access_of(record);
    fault.address = record.ExceptionInformation[1];
  }
  fault.out_of_memory = memory_is_exhausted();
  return fault;
}

// Is called for every exception before the plug-in's own handlers. A touch of our pages is reported even if
// the plug-in would handle it; so is a stack overflow, because a later handler would have no stack. All other
// exceptions may be part of the plug-in's normal work.
LONG CALLBACK on_first_chance(EXCEPTION_POINTERS* pointers) noexcept {
  const EXCEPTION_RECORD& record = *pointers->ExceptionRecord;
  const bool ours = has_address(record) && owns_address.load()(record.ExceptionInformation[1]);
  if (ours || record.ExceptionCode == EXCEPTION_STACK_OVERFLOW) report_and_die(fault_of(record));
  return EXCEPTION_CONTINUE_SEARCH;
}

LONG CALLBACK on_unhandled(EXCEPTION_POINTERS* pointers) noexcept {
  report_and_die(fault_of(*pointers->ExceptionRecord));
}

void on_abort(int /*signal*/) {
  RawFault fault;
  fault.code = static_cast<std::uint32_t>(STATUS_FATAL_APP_EXIT);
  fault.out_of_memory = memory_is_exhausted();
  report_and_die(fault);
}

DWORD at_most_dword(std::size_t bytes) noexcept {
  return static_cast<DWORD>(std::min<std::size_t>(bytes, std::numeric_limits<DWORD>::max()));
}

}  // namespace

std::size_t page_bytes() noexcept {
  static const std::size_t bytes = [] {
    SYSTEM_INFO info{};
    GetSystemInfo(&info);
    return std::size_t{info.dwPageSize};
  }();
  return bytes;
}

std::byte* reserve_pages(std::size_t bytes) noexcept {
  return static_cast<std::byte*>(VirtualAlloc(nullptr, bytes, MEM_RESERVE, PAGE_NOACCESS));
}

void free_pages(std::byte* pages, std::size_t /*bytes*/) noexcept { VirtualFree(pages, 0, MEM_RELEASE); }

bool set_access(std::byte* pages, std::size_t bytes, PageAccess access) noexcept {
  DWORD protection = PAGE_NOACCESS;
  if (access == PageAccess::read) protection = PAGE_READONLY;
  if (access == PageAccess::read_write) {
    protection = PAGE_READWRITE;
    if (VirtualAlloc(pages, bytes, MEM_COMMIT, protection) == nullptr) return false;
  }
  DWORD before = 0;
  return VirtualProtect(pages, bytes, protection, &before) != 0;
}

std::size_t Channel::read_some(std::span<std::uint8_t> into) const noexcept {
  DWORD count = 0;
  const BOOL read =
      ReadFile(reinterpret_cast<HANDLE>(handle_), into.data(), at_most_dword(into.size()), &count, nullptr);
  return read != 0 ? count : 0;
}

bool Channel::write(std::span<const std::uint8_t> bytes) const noexcept {
  while (!bytes.empty()) {
    DWORD count = 0;
    if (WriteFile(reinterpret_cast<HANDLE>(handle_), bytes.data(), at_most_dword(bytes.size()), &count,
                  nullptr) == 0)
      return false;
    bytes = bytes.subspan(count);
  }
  return true;
}

tl::expected<Library, std::string> Library::load(const std::string& path) {
  const auto failure = [&](DWORD code) { return tl::unexpected(path + ": " + system_message(code)); };
  // A full path, so that the libraries that it needs are searched in its own folder.
  std::wstring full(32'768, L'\0');
  const DWORD length =
      GetFullPathNameW(wide(path).c_str(), static_cast<DWORD>(full.size()), full.data(), nullptr);
  if (length == 0 || length >= full.size()) return failure(GetLastError());
  full.resize(length);
  const HMODULE module = LoadLibraryExW(full.c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
  if (module == nullptr) return failure(GetLastError());
  return Library(module);
}

void* Library::find(const std::string& name) const noexcept {
  return reinterpret_cast<void*>(GetProcAddress(static_cast<HMODULE>(handle_), name.c_str()));
}

// Walks the import tables of the loaded image and replaces the addresses of these functions, found by name.
void Library::redirect(std::span<const MprExport> functions) const noexcept {
  auto* base = static_cast<std::byte*>(handle_);
  const auto at = [base]<class T>(T*, std::size_t offset) { return reinterpret_cast<T*>(base + offset); };
  const auto* dos = at(static_cast<IMAGE_DOS_HEADER*>(nullptr), 0);
  const auto* headers = at(static_cast<IMAGE_NT_HEADERS*>(nullptr), static_cast<std::size_t>(dos->e_lfanew));
  const IMAGE_DATA_DIRECTORY& imports = headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
  if (imports.Size == 0) return;
  const auto* import = at(static_cast<IMAGE_IMPORT_DESCRIPTOR*>(nullptr), imports.VirtualAddress);
  for (; import->Name != 0; ++import) {
    if (import->OriginalFirstThunk == 0) continue;
    const auto* named = at(static_cast<IMAGE_THUNK_DATA*>(nullptr), import->OriginalFirstThunk);
    auto* bound = at(static_cast<IMAGE_THUNK_DATA*>(nullptr), import->FirstThunk);
    for (; named->u1.AddressOfData != 0; ++named, ++bound) {
      if (IMAGE_SNAP_BY_ORDINAL(named->u1.Ordinal)) continue;
      const char* name = at(static_cast<IMAGE_IMPORT_BY_NAME*>(nullptr), named->u1.AddressOfData)->Name;
      const auto found = std::ranges::find_if(
          functions, [name](const MprExport& f) { return std::string_view(f.name) == name; });
      if (found == functions.end()) continue;
      DWORD before = 0;
      VirtualProtect(bound, sizeof *bound, PAGE_READWRITE, &before);
      bound->u1.Function = reinterpret_cast<std::uintptr_t>(found->function);
      VirtualProtect(bound, sizeof *bound, before, &before);
    }
  }
}

void catch_faults(FaultSink sink, OwnsAddress owns) noexcept {
  const bool first = fault_sink.exchange(sink) == nullptr;
  owns_address = owns;
  if (first) AddVectoredExceptionHandler(1, on_first_chance);
  SetUnhandledExceptionFilter(on_unhandled);
  std::signal(SIGABRT, on_abort);
}

StackReserve::StackReserve() {
  ULONG bytes = stack_for_fault_report;
  SetThreadStackGuarantee(&bytes);
}

StackReserve::~StackReserve() = default;

// The job that the host runs in limits its memory; the limit is kept here only to recognise that it was
// reached.
void apply_limits(std::uint64_t most_memory) noexcept {
  memory_limit = most_memory;
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
  HeapSetInformation(nullptr, HeapEnableTerminationOnCorruption, nullptr, 0);
}

protocol::HeapUse heap_use() noexcept {
  std::array<HANDLE, 64> heaps{};
  const DWORD count = std::min(GetProcessHeaps(static_cast<DWORD>(heaps.size()), heaps.data()),
                               static_cast<DWORD>(heaps.size()));
  protocol::HeapUse use;
  for (DWORD i = 0; i < count; ++i) {
    if (HeapLock(heaps[i]) == 0) continue;
    PROCESS_HEAP_ENTRY entry{};
    while (HeapWalk(heaps[i], &entry) != 0) {
      if ((entry.wFlags & PROCESS_HEAP_ENTRY_BUSY) == 0) continue;
      use.bytes += entry.cbData;
      ++use.blocks;
    }
    HeapUnlock(heaps[i]);
  }
  return use;
}

void set_system_error(std::uint32_t code) noexcept { SetLastError(code); }

std::uint32_t last_error() noexcept { return GetLastError(); }

std::uint64_t process_id() noexcept { return GetCurrentProcessId(); }

void die(int code) noexcept {
  TerminateProcess(GetCurrentProcess(), static_cast<UINT>(code));
  for (;;) Sleep(INFINITE);
}

}  // namespace mprsim::plugin_host
