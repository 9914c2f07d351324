// The protocol between a driving program and the host of a plug-in: frames with a checked header, and the
// messages inside them.
//
// Page: docs/architecture.md, "Plug-ins live in a process of their own". A frame is a header of 20 bytes and
// a payload:
//   0  magic_word     4 bytes    all integers are little-endian
//   4  format_version 2
//   6  kind           2          the index of the message in Message
//   8  sequence       4          a reply has the sequence of its request
//   12 payload_bytes  4
//   16 checksum       4          FNV-1a over bytes 0 to 15 and the payload
// The members of a message follow each other in the order of protocol.cc. Before a string, a vector and an
// optional stands its count (4 bytes, an optional 1 byte), before a variant its index (1 byte).
//
// The decoder trusts nothing, because the plug-in shares the host's memory and descriptors and may write
// anything. A frame is decoded whole or not at all; sizes and counts are bounded before memory is allocated;
// every byte must belong to a member; every message has exactly one encoding. The checksum finds accidents,
// such as a plug-in that prints to a wrong descriptor; it is no protection against intent. Both sides come
// from one build on one machine, so that another version is an error.
//
// Thread-safety: functions on values. Failure: a decoder returns what is wrong. Nothing throws but
// std::bad_alloc; encode_fault() allocates nothing and may be called from a signal handler.
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

inline constexpr std::uint32_t magic_word = 0x4D50'5248;  ///< "MPRH", M in the highest byte
inline constexpr std::uint16_t format_version = 1;
inline constexpr std::size_t header_bytes = 20;
inline constexpr std::uint32_t most_payload_bytes = 16U << 20;
inline constexpr std::uint32_t most_threads = 64;
inline constexpr std::uint32_t most_rounds = 1'000'000;
inline constexpr std::uint32_t most_buffer_bytes = 1U << 20;
/// How long a side polls for a message before it sleeps until the message comes. Longer than a usual call
/// takes, because waking a sleeping core takes longer than the call (docs/performance.md, "A call of a
/// plug-in").
inline constexpr std::chrono::microseconds awake{100};

// --- Messages to the host. Each is a request that the host answers with one message.

/// Loads the plug-in; the first request. Answer: Loaded or NotLoaded.
struct Load {
  std::string plugin, companion;   ///< paths in UTF-8; companion may be ""
  std::uint64_t memory_limit = 0;  ///< bytes
  friend bool operator==(const Load&, const Load&) = default;
};
/// Calls from several threads at once. Answer: RepliesTogether. (A single call is a PluginCall; answer:
/// PluginReply.)
struct CallTogether {
  std::uint32_t rounds = 1;
  std::vector<std::vector<PluginCall>> threads;
  friend bool operator==(const CallTogether&, const CallTogether&) = default;
};
/// Answer: HeapUse.
struct AskHeapUse {
  friend bool operator==(const AskHeapUse&, const AskHeapUse&) = default;
};

// --- Messages from the host.

struct Loaded {
  std::uint64_t process_id = 0;
  std::vector<std::string> exports;
  friend bool operator==(const Loaded&, const Loaded&) = default;
};
struct NotLoaded {
  std::string message;  ///< one line from the system's loader
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
/// Where the address of a fault lies, relative to the arguments that the host has laid out.
enum class Place : std::uint8_t {
  elsewhere,     ///< not near any argument
  past_end,      ///< behind an argument
  before_start,  ///< in front of an argument
  inside,        ///< in an input, which may only be read
  poison,        ///< where an undefined pointer points to
  returned,      ///< in an argument of a call that had returned
};
/// The string of a structure that a piece of memory holds; whole: the structure itself or a plain argument.
enum class Part : std::uint8_t { whole, local_name, remote_name, comment, provider, name };

/// The last message of a host: a fault has happened, and the host dies. It may come at any time. Its size is
/// fixed, because a signal handler sends it.
struct Fault {
  static constexpr std::uint32_t no_function = 0xFFFF'FFFF;

  std::uint32_t code = 0;  ///< the signal or exception
  std::uint64_t address = 0;
  bool has_address = false;
  Access access = Access::unknown;
  Place place = Place::elsewhere;
  std::uint32_t function =
      no_function;  ///< the function under way on the thread, an index into all_plugin_functions()
  // The next four are set if `place` is not elsewhere.
  std::uint32_t argument_function = no_function;  ///< the function that the argument belongs to
  std::uint32_t argument = 0;                     ///< its number, from 0
  Part part = Part::whole;
  std::int64_t offset = 0;     ///< bytes from the end (past_end) or from the start
  bool out_of_memory = false;  ///< the memory limit was reached
  friend bool operator==(const Fault&, const Fault&) = default;
};

using Message = std::variant<Load, PluginCall, CallTogether, AskHeapUse, Loaded, NotLoaded, PluginReply,
                             RepliesTogether, HeapUse, Fault>;

struct Header {
  std::uint16_t kind = 0;  ///< the index in Message
  std::uint32_t sequence = 0;
  std::uint32_t payload_bytes = 0;
  std::uint32_t checksum = 0;
};

/// A decoded value, or what is wrong with the bytes: "the magic number is missing".
template <class T>
using Decoded = tl::expected<T, std::string_view>;

/// The whole frame of a message.
std::vector<std::uint8_t> encode(const Message& message, std::uint32_t sequence);

/// The right value of Header::checksum: over the other fields of the header and the payload.
std::uint32_t checksum_of(const Header& header, std::span<const std::uint8_t> payload) noexcept;

/// Checks everything of a header but the checksum, for which the payload is needed.
Decoded<Header> decode_header(std::span<const std::uint8_t, header_bytes> bytes) noexcept;
/// Checks the checksum and decodes a message. `payload` are the bytes behind the header, exactly
/// Header::payload_bytes of them.
Decoded<Message> decode_payload(const Header& header, std::span<const std::uint8_t> payload);

/// Header::kind of a Fault.
inline constexpr std::size_t fault_kind = std::variant_size_v<Message> - 1;
static_assert(std::is_same_v<std::variant_alternative_t<fault_kind, Message>, Fault>);
/// The size of the frame of a Fault.
inline constexpr std::size_t fault_frame_bytes = header_bytes + 37;
/// encode() for a Fault, without allocation: it may be called from a signal handler.
void encode_fault(const Fault& fault, std::uint32_t sequence,
                  std::span<std::uint8_t, fault_frame_bytes> out) noexcept;

}  // namespace mprsim::protocol
