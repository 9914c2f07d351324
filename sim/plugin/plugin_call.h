// What is asked of a plug-in (a network provider or notifyee in a .so or .dll) and what comes back, as plain
// values: the vocabulary between whoever tests a plug-in and the host process that holds it.
//
// Pages: docs/conformance.md, the pages of npapi.h. The caller says what each argument is; the host lays it
// out in memory: inputs in read-only pages, buffers against guard pages, undefined pointers as poison. All
// text is UTF-16, as plug-ins have it. Thread-safety: values.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mprsim {

/// A NULL pointer, whatever the parameter's type.
struct NullArgument {
  friend bool operator==(const NullArgument&, const NullArgument&) = default;
};
/// A pointer that must not be followed: not NULL, and whoever reads through it is caught.
struct PoisonArgument {
  friend bool operator==(const PoisonArgument&, const PoisonArgument&) = default;
};
/// A DWORD, BOOL, HANDLE or HWND by value.
struct ValueArgument {
  std::uint64_t value = 0;
  friend bool operator==(const ValueArgument&, const ValueArgument&) = default;
};
/// An [in] string. Read-only unless `writable`, and its NUL stands right before a guard page.
struct TextArgument {
  std::u16string text;
  bool writable = false;  ///< then what it holds afterwards comes back
  friend bool operator==(const TextArgument&, const TextArgument&) = default;
};
/// An [out] buffer of exactly so many bytes, filled with buffer_fill; it ends at a guard page, and what
/// stands in front of it is checked as well.
struct BufferArgument {
  std::uint32_t bytes = 0;
  friend bool operator==(const BufferArgument&, const BufferArgument&) = default;
};
/// An [in, out] DWORD or HANDLE behind a pointer.
struct CellArgument {
  std::uint64_t value = 0;
  bool is_handle = false;  ///< 8 bytes rather than 4
  friend bool operator==(const CellArgument&, const CellArgument&) = default;
};
/// An optional string inside a structure.
using MaybeText = std::optional<std::u16string>;
/// An [in] NETRESOURCEW, read-only with all that it points to.
struct ResourceArgument {
  std::uint32_t scope = 0, type = 0, display_type = 0, usage = 0;
  MaybeText local{}, remote{}, comment{}, provider{};
  friend bool operator==(const ResourceArgument&, const ResourceArgument&) = default;
};
/// An [in, out] NOTIFYINFO.
struct NotifyInfoArgument {
  std::uint32_t notify_status = 1;  ///< NOTIFY_PRE 1, NOTIFY_POST 2
  std::uint32_t operation_status = 0;
  std::uint64_t context = 0;
  friend bool operator==(const NotifyInfoArgument&, const NotifyInfoArgument&) = default;
};
/// An [in] NOTIFYCANCEL. Writable, since a notifyee that scribbles must not crash in the router; what it
/// holds afterwards comes back.
struct NotifyCancelArgument {
  MaybeText name{};
  MaybeText provider{};
  bool provider_is_poison = false;
  std::uint32_t flags = 0;
  bool force = false;
  friend bool operator==(const NotifyCancelArgument&, const NotifyCancelArgument&) = default;
};
/// An [in] NOTIFYADD, like NOTIFYCANCEL.
struct NotifyAddArgument {
  std::uint64_t owner_window = 0;
  ResourceArgument resource{};
  std::uint32_t flags = 0;
  friend bool operator==(const NotifyAddArgument&, const NotifyAddArgument&) = default;
};

using PluginArgument =
    std::variant<NullArgument, PoisonArgument, ValueArgument, TextArgument, BufferArgument, CellArgument,
                 ResourceArgument, NotifyInfoArgument, NotifyCancelArgument, NotifyAddArgument>;

inline constexpr std::uint8_t buffer_fill = 0xA5;

/// One call of an export: a function of np_functions.def or of mprbench.h, its arguments in order.
struct PluginCall {
  std::string function;
  std::vector<PluginArgument> arguments;
  friend bool operator==(const PluginCall&, const PluginCall&) = default;
};

/// What an argument held when the call had returned. Only for what can change.
struct ArgumentAfter {
  std::uint64_t value = 0;  ///< CellArgument: its value; NotifyInfoArgument: lpContext
  std::vector<std::uint8_t>
      bytes;  ///< BufferArgument: the whole buffer; TextArgument (writable): text in UTF-16
  /// BufferArgument: where it stood in the plug-in's memory, so that pointers inside it can be judged.
  std::uint64_t address = 0;
  /// A structure, or the bytes in front of a buffer, differ from what was handed over.
  bool changed = false;
  friend bool operator==(const ArgumentAfter&, const ArgumentAfter&) = default;
};

/// What a call left behind besides its status.
struct PluginReply {
  std::uint32_t status = 0;                   ///< what the function returned
  std::vector<ArgumentAfter> arguments;       ///< one per argument of the call
  std::chrono::nanoseconds took{};            ///< measured inside the host, wall-clock
  std::vector<std::uint32_t> set_last_error;  ///< every code that the plug-in itself passed to SetLastError
  struct ExtendedError {
    std::uint32_t code = 0;
    std::u16string text, provider;
    friend bool operator==(const ExtendedError&, const ExtendedError&) = default;
  };
  std::optional<ExtendedError> extended;  ///< the last WNetSetLastError of the call
  std::vector<std::string> reentries;     ///< WNet functions that it called, in order, WNetSetLastError aside
  friend bool operator==(const PluginReply&, const PluginReply&) = default;
};

/// How the life of a host ended before it replied.
enum class PluginEndKind : std::uint8_t {
  crash,       ///< a signal or an exception
  overrun,     ///< it touched memory next to an argument, or wrote into an input
  poison,      ///< it followed an undefined pointer
  exit,        ///< the process ended by exit() or abort-free means
  hang,        ///< no reply within the limit of a call or of a check
  memory,      ///< the memory limit
  flood,       ///< more output than anybody would read
  protocol,    ///< what came back is not our protocol: something wrote into it
  not_loaded,  ///< the library cannot be loaded, or lacks what was called
};

struct PluginEnd {
  PluginEndKind kind = PluginEndKind::crash;
  std::string call;  ///< the function under way; "load" before the first
  /// One line: "SIGSEGV reading address 0x…", "writes 2 bytes past the end of argument 2 (lpRemoteName)".
  std::string what;
  std::optional<std::size_t> argument;  ///< overrun, poison: which one
  /// overrun: bytes between the end and what it touched (0: the first byte past the end), or negative before
  /// the start; 0 if it wrote into an input, or touched an argument of a call that had returned.
  std::int64_t offset = 0;
  bool writing = false;                  ///< overrun, poison: it wrote rather than read, where known
  std::vector<std::string> last_events;  ///< the last calls, rendered, oldest first
  std::string output;                    ///< the last of what it printed, at most a few KiB
};

}  // namespace mprsim
