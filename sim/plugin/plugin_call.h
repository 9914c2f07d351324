// Calls of a plug-in (a network provider or notifyee in a .so or .dll) and their replies, as plain values.
// The driving program makes them, and the host process carries them out.
//
// Pages: docs/conformance.md, the pages of npapi.h. The caller says what each argument is, and the host lays
// it out in memory: an input in read-only pages, a buffer before a guard page, an undefined pointer as
// poison. All text is UTF-16, as plug-ins have it. Thread-safety: values. Nothing fails.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace mprsim {

/// A NULL pointer, for a parameter of any pointer type.
struct NullArgument {
  friend bool operator==(const NullArgument&, const NullArgument&) = default;
};
/// A pointer that is undefined by the documentation: not NULL, and a plug-in that follows it ends with
/// PluginEndKind::poison.
struct PoisonArgument {
  friend bool operator==(const PoisonArgument&, const PoisonArgument&) = default;
};
/// A DWORD, BOOL, HANDLE or HWND by value.
struct ValueArgument {
  std::uint64_t value = 0;
  friend bool operator==(const ValueArgument&, const ValueArgument&) = default;
};
/// An [in] string. It is read-only unless `writable`, and its NUL stands directly before a guard page.
struct TextArgument {
  std::u16string text;
  bool writable = false;  ///< the reply then has the text after the call
  friend bool operator==(const TextArgument&, const TextArgument&) = default;
};
/// An [out] buffer of exactly so many bytes, filled with buffer_fill. It ends at a guard page, and the bytes
/// in front of it are checked after the call.
struct BufferArgument {
  std::uint32_t bytes = 0;
  friend bool operator==(const BufferArgument&, const BufferArgument&) = default;
};
/// An [in, out] DWORD or HANDLE behind a pointer.
struct CellArgument {
  std::uint64_t value = 0;
  bool is_handle = false;  ///< a HANDLE of 8 bytes rather than a DWORD of 4
  friend bool operator==(const CellArgument&, const CellArgument&) = default;
};
/// An optional string inside a structure.
using MaybeText = std::optional<std::u16string>;
/// An [in] NETRESOURCEW, read-only together with its strings.
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
/// An [in] NOTIFYCANCEL. It is writable, because in the real router a notifyee that writes into it does not
/// crash. The reply says whether it changed.
struct NotifyCancelArgument {
  MaybeText name{};
  MaybeText provider{};
  bool provider_is_poison = false;
  std::uint32_t flags = 0;
  bool force = false;
  friend bool operator==(const NotifyCancelArgument&, const NotifyCancelArgument&) = default;
};
/// An [in] NOTIFYADD, writable like NOTIFYCANCEL.
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

/// One call of an exported function of np_functions.def or mprbench.h, with its arguments in order.
struct PluginCall {
  std::string function;
  std::vector<PluginArgument> arguments;
  friend bool operator==(const PluginCall&, const PluginCall&) = default;
};

/// An argument after the call. A member that does not apply to the kind of argument has its default value.
struct ArgumentAfter {
  std::uint64_t value = 0;  ///< CellArgument: its value; NotifyInfoArgument: lpContext
  /// BufferArgument: the whole buffer. TextArgument, if writable: the text in UTF-16 with its NUL.
  std::vector<std::uint8_t> bytes;
  /// BufferArgument: its address in the plug-in's memory, so that pointers inside it can be checked.
  std::uint64_t address = 0;
  /// True if a structure, or the bytes in front of a buffer, differ from what the plug-in was given.
  bool changed = false;
  friend bool operator==(const ArgumentAfter&, const ArgumentAfter&) = default;
};

/// The result of a call that returned, with its effects.
struct PluginReply {
  std::uint32_t status = 0;                   ///< the value that the function returned
  std::vector<ArgumentAfter> arguments;       ///< one per argument of the call
  std::chrono::nanoseconds took{};            ///< the time of the call, wall-clock, measured inside the host
  std::vector<std::uint32_t> set_last_error;  ///< every code that the plug-in itself passed to SetLastError
  struct ExtendedError {
    std::uint32_t code = 0;
    std::u16string text, provider;
    friend bool operator==(const ExtendedError&, const ExtendedError&) = default;
  };
  std::optional<ExtendedError> extended;  ///< the last WNetSetLastError of the call
  std::vector<std::string> reentries;  ///< WNet functions that it called, in order, except WNetSetLastError
  friend bool operator==(const PluginReply&, const PluginReply&) = default;
};

/// How a host ended before it could reply.
enum class PluginEndKind : std::uint8_t {
  crash,     ///< a signal or an exception
  overrun,   ///< the plug-in touched memory next to an argument, or wrote into an input
  poison,    ///< the plug-in followed an undefined pointer
  exit,      ///< the process ended with an exit code, without a signal or exception
  hang,      ///< no reply within the limit of a call or of the whole process
  memory,    ///< more memory than the limit
  flood,     ///< more output than the limit
  protocol,  ///< the bytes that came back are not our protocol: the plug-in wrote to the channel or closed it
  not_loaded,  ///< the library cannot be loaded, or does not export the function
};

/// The end of a host, with everything that helps to find its cause.
struct PluginEnd {
  PluginEndKind kind = PluginEndKind::crash;
  std::string call;  ///< the function under way; "load" before the first call
  /// One line: "SIGSEGV reading address 0x…", "writes 2 bytes past the end of argument 2 (lpRemoteName)".
  std::string what;
  std::optional<std::size_t> argument;  ///< overrun, poison: the number of the argument, from 0
  /// overrun: how many bytes past the end the plug-in touched (0: the first byte past the end), or, negative,
  /// before the start. 0 also if it wrote into an input, or touched an argument of a call that had returned.
  std::int64_t offset = 0;
  bool writing = false;                  ///< overrun, poison: it wrote rather than read, where known
  std::vector<std::string> last_events;  ///< the last calls as text, the oldest first
  std::string output;                    ///< the end of its standard output and error, at most 4 KiB
};

}  // namespace mprsim
