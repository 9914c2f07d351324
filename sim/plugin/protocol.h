// What goes between a program and the host of a plug-in, as bytes: frames with a checked header, and the
// messages inside them.
//
// Whoever decodes trusts nothing: the plug-in shares the host's memory and descriptors. A frame is decoded
// whole or not at all, sizes and counts are bounded before anything is allocated, every byte must be
// accounted for, and what decodes has only one encoding. Both sides come from one build on one machine, so
// another version is an error. Thread-safety: functions on values. Nothing throws but std::bad_alloc.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include "sim/plugin/plugin_call.h"

namespace mprsim::protocol {

inline constexpr std::uint32_t magic_word = 0x4D50'5248;
inline constexpr std::uint16_t format_version = 1;
inline constexpr std::size_t header_bytes = 20;
inline constexpr std::uint32_t most_payload_bytes = 16U << 20;
inline constexpr std::uint32_t most_threads = 64;
inline constexpr std::uint32_t most_rounds = 1'000'000;
inline constexpr std::uint32_t most_buffer_bytes = 1U << 20;
/// How long either side asks for the other's message again and again before it sleeps until it comes: longer
/// than a usual call takes, because waking a core that sleeps takes longer than both.
inline constexpr std::chrono::microseconds awake{100};

// To the host.
struct Load {
  std::string plugin, companion;   // UTF-8; companion may be ""
  std::uint64_t memory_limit = 0;  // bytes
  friend bool operator==(const Load&, const Load&) = default;
};
struct CallTogether {
  std::uint32_t rounds = 1;
  std::vector<std::vector<PluginCall>> threads;
  friend bool operator==(const CallTogether&, const CallTogether&) = default;
};
struct AskHeapUse {
  friend bool operator==(const AskHeapUse&, const AskHeapUse&) = default;
};

// From the host.
struct Loaded {
  std::uint64_t process_id = 0;
  std::vector<std::string> exports;
  friend bool operator==(const Loaded&, const Loaded&) = default;
};
struct NotLoaded {
  std::string message;
  friend bool operator==(const NotLoaded&, const NotLoaded&) = default;
};
struct RepliesTogether {
  std::vector<std::vector<PluginReply>> threads;
  friend bool operator==(const RepliesTogether&, const RepliesTogether&) = default;
};
struct HeapUse {
  std::uint64_t bytes = 0, blocks = 0;
  friend bool operator==(const HeapUse&, const HeapUse&) = default;
};

enum class Access : std::uint8_t { unknown, read, write, execute };
// Where a fault is, as seen from the arguments that the host has laid out.
enum class Place : std::uint8_t {
  elsewhere,
  past_end,
  before_start,
  inside,  // of an input, which may only be read
  poison,
  returned,  // in an argument of a call that is over
};
// Which string of a structure it is.
enum class Part : std::uint8_t { whole, local_name, remote_name, comment, provider, name };

// The last words of a host. Of fixed size, because they are spoken in a signal handler.
struct Fault {
  static constexpr std::uint32_t no_function = 0xFFFF'FFFF;

  std::uint32_t code = 0;  // of the signal or exception
  std::uint64_t address = 0;
  bool has_address = false;
  Access access = Access::unknown;
  Place place = Place::elsewhere;
  std::uint32_t function = no_function;  // under way on the thread, an index into all_plugin_functions()
  std::uint32_t argument_function = no_function;  // whose argument `place` speaks of
  std::uint32_t argument = 0;
  Part part = Part::whole;
  std::int64_t offset = 0;
  bool out_of_memory = false;  // the memory limit was reached
  friend bool operator==(const Fault&, const Fault&) = default;
};

using Message = std::variant<Load, PluginCall, CallTogether, AskHeapUse, Loaded, NotLoaded, PluginReply,
                             RepliesTogether, HeapUse, Fault>;

struct Header {
  std::uint16_t kind = 0;      // the index in Message
  std::uint32_t sequence = 0;  // a reply has that of its request
  std::uint32_t payload_bytes = 0;
  std::uint32_t checksum = 0;
};

// What is wrong, for people: "the magic number is missing".
template <class T>
using Decoded = tl::expected<T, std::string_view>;

std::vector<std::uint8_t> encode(const Message& message, std::uint32_t sequence);

// What Header::checksum must be: over the other fields of the header and the payload.
std::uint32_t checksum_of(const Header& header, std::span<const std::uint8_t> payload) noexcept;

Decoded<Header> decode_header(std::span<const std::uint8_t, header_bytes> bytes) noexcept;
// `payload` are the bytes behind the header, exactly Header::payload_bytes of them.
Decoded<Message> decode_payload(const Header& header, std::span<const std::uint8_t> payload);

// Header::kind of a Fault.
inline constexpr std::size_t fault_kind = std::variant_size_v<Message> - 1;
static_assert(std::is_same_v<std::variant_alternative_t<fault_kind, Message>, Fault>);
// The same for one message, without memory of its own: it may be called from a signal handler.
inline constexpr std::size_t fault_frame_bytes = header_bytes + 37;
void encode_fault(const Fault& fault, std::uint32_t sequence,
                  std::span<std::uint8_t, fault_frame_bytes> out) noexcept;

}  // namespace mprsim::protocol
