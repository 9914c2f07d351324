#include "sim/plugin/protocol.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <concepts>
#include <limits>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "mock_mpr/text/hash.h"

namespace mprsim::protocol {
namespace {

// The members of each structure, written once: Writer and Reader both follow these lists, so that the two
// directions cannot differ. A type without a list is no Structure.
struct NoStructure {};
template <class T>
inline constexpr NoStructure members_of;
template <class T>
concept Structure = !std::same_as<decltype(members_of<T>), const NoStructure>;

#define MPRSIM_MEMBERS(Type, ...) \
  template <>                     \
  inline constexpr auto members_of<Type> = std::make_tuple(__VA_ARGS__)
MPRSIM_MEMBERS(NullArgument);
MPRSIM_MEMBERS(PoisonArgument);
MPRSIM_MEMBERS(AskHeapUse);
MPRSIM_MEMBERS(ValueArgument, &ValueArgument::value);
MPRSIM_MEMBERS(TextArgument, &TextArgument::text, &TextArgument::writable);
MPRSIM_MEMBERS(BufferArgument, &BufferArgument::bytes);
MPRSIM_MEMBERS(CellArgument, &CellArgument::value, &CellArgument::is_handle);
MPRSIM_MEMBERS(ResourceArgument, &ResourceArgument::scope, &ResourceArgument::type,
               &ResourceArgument::display_type, &ResourceArgument::usage, &ResourceArgument::local,
               &ResourceArgument::remote, &ResourceArgument::comment, &ResourceArgument::provider);
MPRSIM_MEMBERS(NotifyInfoArgument, &NotifyInfoArgument::notify_status, &NotifyInfoArgument::operation_status,
               &NotifyInfoArgument::context);
MPRSIM_MEMBERS(NotifyCancelArgument, &NotifyCancelArgument::name, &NotifyCancelArgument::provider,
               &NotifyCancelArgument::provider_is_poison, &NotifyCancelArgument::flags,
               &NotifyCancelArgument::force);
MPRSIM_MEMBERS(NotifyAddArgument, &NotifyAddArgument::owner_window, &NotifyAddArgument::resource,
               &NotifyAddArgument::flags);
MPRSIM_MEMBERS(PluginCall, &PluginCall::function, &PluginCall::arguments);
MPRSIM_MEMBERS(ArgumentAfter, &ArgumentAfter::value, &ArgumentAfter::bytes, &ArgumentAfter::address,
               &ArgumentAfter::changed);
MPRSIM_MEMBERS(PluginReply::ExtendedError, &PluginReply::ExtendedError::code,
               &PluginReply::ExtendedError::text, &PluginReply::ExtendedError::provider);
MPRSIM_MEMBERS(PluginReply, &PluginReply::status, &PluginReply::arguments, &PluginReply::took,
               &PluginReply::set_last_error, &PluginReply::extended, &PluginReply::reentries);
MPRSIM_MEMBERS(Load, &Load::plugin, &Load::companion, &Load::memory_limit);
MPRSIM_MEMBERS(CallTogether, &CallTogether::rounds, &CallTogether::threads);
MPRSIM_MEMBERS(Loaded, &Loaded::process_id, &Loaded::exports);
MPRSIM_MEMBERS(NotLoaded, &NotLoaded::message);
MPRSIM_MEMBERS(RepliesTogether, &RepliesTogether::threads);
MPRSIM_MEMBERS(HeapUse, &HeapUse::bytes, &HeapUse::blocks);
MPRSIM_MEMBERS(Fault, &Fault::code, &Fault::address, &Fault::has_address, &Fault::access, &Fault::place,
               &Fault::function, &Fault::argument_function, &Fault::argument, &Fault::part, &Fault::offset,
               &Fault::out_of_memory);
#undef MPRSIM_MEMBERS

// The last enumerator of each enumeration: a larger number does not decode.
template <class T>
inline constexpr T last_of = T{};
template <>
inline constexpr Access last_of<Access> = Access::execute;
template <>
inline constexpr Place last_of<Place> = Place::returned;
template <>
inline constexpr Part last_of<Part> = Part::name;

// The most elements of a vector. An element takes at least one byte of message but hundreds of bytes of
// memory, so that a hostile sender could make the decoder allocate far more than the payload's limit. These
// are the most that a driver ever asks for.
template <class T>
inline constexpr std::uint32_t most_elements = most_payload_bytes;
template <>
inline constexpr std::uint32_t most_elements<PluginArgument> = 16;
template <>
inline constexpr std::uint32_t most_elements<ArgumentAfter> = 16;
template <>
inline constexpr std::uint32_t most_elements<PluginCall> = 256;
template <>
inline constexpr std::uint32_t most_elements<PluginReply> = 256;
template <>
inline constexpr std::uint32_t most_elements<std::vector<PluginCall>> = most_threads;
template <>
inline constexpr std::uint32_t most_elements<std::vector<PluginReply>> = most_threads;
template <>
inline constexpr std::uint32_t most_elements<std::string> = 65'536;

template <class Integer>
void store(std::uint8_t* out, Integer value) noexcept {
  using Bits = std::make_unsigned_t<Integer>;
  const auto bits = static_cast<Bits>(value);
  for (std::size_t i = 0; i < sizeof(Bits); ++i) out[i] = static_cast<std::uint8_t>(bits >> (8 * i));
}

template <class Integer>
Integer fetch(const std::uint8_t* in) noexcept {
  using Bits = std::make_unsigned_t<Integer>;
  Bits bits = 0;
  for (std::size_t i = 0; i < sizeof(Bits); ++i) {
    bits = static_cast<Bits>(bits | static_cast<Bits>(static_cast<Bits>(in[i]) << (8 * i)));
  }
  return static_cast<Integer>(bits);
}

// The two targets of a Writer: a vector that grows, and memory of a fixed size, for the signal handler.
struct GrowingSink {
  std::vector<std::uint8_t>& bytes;
  std::uint8_t* extend(std::size_t count) {
    bytes.resize(bytes.size() + count);
    return bytes.data() + bytes.size() - count;
  }
};
struct FixedSink {
  std::span<std::uint8_t> rest;
  std::uint8_t* extend(std::size_t count) noexcept {
    assert(count <= rest.size());
    std::uint8_t* at = rest.data();
    rest = rest.subspan(count);
    return at;
  }
};

template <class Sink>
class Writer {
 public:
  explicit Writer(Sink& sink) noexcept : sink_(sink) {}

  void write(bool value) { write(static_cast<std::uint8_t>(value)); }
  template <std::integral T>
  void write(T value) {
    store(sink_.extend(sizeof(T)), value);
  }
  template <class T>
    requires std::is_enum_v<T>
  void write(T value) {
    write(static_cast<std::underlying_type_t<T>>(value));
  }
  void write(std::chrono::nanoseconds value) { write(static_cast<std::int64_t>(value.count())); }
  template <class T>
    requires requires(const T& t) { t.size(), t.begin(); }
  void write(const T& sequence) {
    write(static_cast<std::uint32_t>(sequence.size()));
    if constexpr (sizeof(typename T::value_type) == 1) {
      std::ranges::copy(sequence, sink_.extend(sequence.size()));
    } else {
      for (const auto& element : sequence) write(element);
    }
  }
  template <class T>
  void write(const std::optional<T>& value) {
    write(value.has_value());
    if (value) write(*value);
  }
  template <class... T>
  void write(const std::variant<T...>& value) {
    write(static_cast<std::uint8_t>(value.index()));
    std::visit([&](const auto& alternative) { write(alternative); }, value);
  }
  template <Structure T>
  void write(const T& value) {
    std::apply([&](auto... member) { (write(value.*member), ...); }, members_of<T>);
  }

 private:
  Sink& sink_;
};

// After the first mistake nothing more is read: every read() then leaves its value as it was, and finished()
// is false. So the readers of structures need no checks of their own.
class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> bytes) noexcept : rest_(bytes) {}

  bool finished() const noexcept { return good_ && rest_.empty(); }

  void read(bool& value) {
    std::uint8_t byte = 0;
    read(byte);
    good_ = good_ && byte <= 1;  // otherwise a message would have several encodings
    value = byte == 1;
  }
  template <std::integral T>
  void read(T& value) {
    const std::uint8_t* at = take(sizeof(T));
    if (at != nullptr) value = fetch<T>(at);
  }
  template <class T>
    requires std::is_enum_v<T>
  void read(T& value) {
    std::underlying_type_t<T> number{};
    read(number);
    good_ = good_ && number <= static_cast<std::underlying_type_t<T>>(last_of<T>);
    if (good_) value = static_cast<T>(number);
  }
  void read(std::chrono::nanoseconds& value) {
    std::int64_t count = 0;
    read(count);
    value = std::chrono::nanoseconds(count);
  }
  void read(std::string& text) { read_characters(text); }
  void read(std::vector<std::uint8_t>& bytes) { read_characters(bytes); }
  void read(std::u16string& text) {
    std::uint32_t count = 0;
    read(count);
    const std::uint8_t* at = take(std::size_t{count} * 2);
    if (at == nullptr) return;
    text.resize(count);
    for (std::size_t i = 0; i < count; ++i) text[i] = static_cast<char16_t>(fetch<std::uint16_t>(at + 2 * i));
  }
  template <class T>
  void read(std::vector<T>& sequence) {
    std::uint32_t count = 0;
    read(count);
    good_ = good_ && count <= most_elements<T> && count <= rest_.size();
    for (; good_ && count > 0; --count) read(sequence.emplace_back());
  }
  template <class T>
  void read(std::optional<T>& value) {
    bool present = false;
    read(present);
    if (present) read(value.emplace(T{}));
  }
  template <class... T>
  void read(std::variant<T...>& value) {
    std::uint8_t index = 0;
    read(index);
    read_alternative(value, index);
  }
  template <class... T>
  void read_alternative(std::variant<T...>& value, std::size_t index) {
    good_ = good_ && index < sizeof...(T);
    if (!good_) return;
    std::size_t candidate = 0;
    // A loop over the types: the one at `index` is emplaced and read.
    ((candidate++ == index ? read(value.template emplace<T>()) : void()), ...);
  }
  template <Structure T>
  void read(T& value) {
    std::apply([&](auto... member) { (read(value.*member), ...); }, members_of<T>);
  }

 private:
  const std::uint8_t* take(std::size_t count) noexcept {
    good_ = good_ && count <= rest_.size();
    if (!good_) return nullptr;
    const std::uint8_t* at = rest_.data();
    rest_ = rest_.subspan(count);
    return at;
  }
  template <class Sequence>
  void read_characters(Sequence& sequence) {
    std::uint32_t count = 0;
    read(count);
    const std::uint8_t* at = take(count);
    if (at != nullptr) sequence.assign(at, at + count);
  }

  std::span<const std::uint8_t> rest_;
  bool good_ = true;
};

constexpr std::size_t checksum_at = header_bytes - sizeof(std::uint32_t);

void store_header(std::uint8_t* out, const Header& header) noexcept {
  store(out, magic_word);
  store(out + 4, format_version);
  store(out + 6, header.kind);
  store(out + 8, header.sequence);
  store(out + 12, header.payload_bytes);
  store(out + checksum_at, header.checksum);
}

void seal(std::span<std::uint8_t> frame, std::size_t kind, std::uint32_t sequence) noexcept {
  const std::span payload = frame.subspan(header_bytes);
  Header header{static_cast<std::uint16_t>(kind), sequence, static_cast<std::uint32_t>(payload.size()), 0};
  header.checksum = checksum_of(header, payload);
  store_header(frame.data(), header);
}

}  // namespace

std::uint32_t checksum_of(const Header& header, std::span<const std::uint8_t> payload) noexcept {
  std::array<std::uint8_t, header_bytes> front{};
  store_header(front.data(), header);
  return checksum(payload, checksum(std::span(front).first(checksum_at)));
}

std::vector<std::uint8_t> encode(const Message& message, std::uint32_t sequence) {
  std::vector<std::uint8_t> frame(header_bytes);
  GrowingSink sink{frame};
  Writer writer(sink);
  std::visit([&](const auto& alternative) { writer.write(alternative); }, message);
  seal(frame, message.index(), sequence);
  return frame;
}

void encode_fault(const Fault& fault, std::uint32_t sequence,
                  std::span<std::uint8_t, fault_frame_bytes> out) noexcept {
  FixedSink sink{out.subspan(header_bytes)};
  Writer(sink).write(fault);
  assert(sink.rest.empty());
  seal(out, fault_kind, sequence);
}

Decoded<Header> decode_header(std::span<const std::uint8_t, header_bytes> bytes) noexcept {
  const auto wrong = [](std::string_view what) { return tl::unexpected(what); };
  if (fetch<std::uint32_t>(bytes.data()) != magic_word) return wrong("the magic number is missing");
  if (fetch<std::uint16_t>(bytes.data() + 4) != format_version) return wrong("the version is not ours");
  Header header;
  header.kind = fetch<std::uint16_t>(bytes.data() + 6);
  if (header.kind >= std::variant_size_v<Message>) return wrong("the kind of message is unknown");
  header.sequence = fetch<std::uint32_t>(bytes.data() + 8);
  header.payload_bytes = fetch<std::uint32_t>(bytes.data() + 12);
  if (header.payload_bytes > most_payload_bytes) return wrong("the message is too large");
  header.checksum = fetch<std::uint32_t>(bytes.data() + checksum_at);
  return header;
}

Decoded<Message> decode_payload(const Header& header, std::span<const std::uint8_t> payload) {
  if (payload.size() != header.payload_bytes || checksum_of(header, payload) != header.checksum) {
    return tl::unexpected(std::string_view("the checksum does not match"));
  }
  Message message;
  Reader reader(payload);
  reader.read_alternative(message, header.kind);
  if (!reader.finished()) return tl::unexpected(std::string_view("the message is malformed"));
  return message;
}

}  // namespace mprsim::protocol
