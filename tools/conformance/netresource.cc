#include "tools/conformance/netresource.h"

#include <array>
#include <span>
#include <string_view>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/bench/buffer_text.h"

namespace mprsim {
namespace {

using Bytes = std::span<const std::uint8_t>;

template <class Number>
Number number_at(Bytes bytes, std::size_t at) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) value |= std::uint64_t{bytes[at + i]} << 8 * i;
  return static_cast<Number>(value);
}

struct TextMember {
  std::string_view name;
  std::size_t offset;
  MaybeText ResourceArgument::*member;
};

const auto texts = std::to_array<TextMember>({
    {"lpLocalName", 16, &ResourceArgument::local},
    {"lpRemoteName", 24, &ResourceArgument::remote},
    {"lpComment", 32, &ResourceArgument::comment},
    {"lpProvider", 40, &ResourceArgument::provider},
});

// The string behind a pointer of a structure, or what is wrong with it.
tl::expected<MaybeText, std::string> text_at(const ArgumentAfter& buffer, std::uint64_t pointer,
                                             std::size_t structures_end) {
  if (pointer == 0) return MaybeText{};
  if (pointer < buffer.address || pointer - buffer.address >= buffer.bytes.size())
    return tl::unexpected(std::string("points outside the buffer"));
  const auto offset = static_cast<std::size_t>(pointer - buffer.address);
  if (offset < structures_end) return tl::unexpected(std::string("points among the structures"));
  const Bytes rest = Bytes(buffer.bytes).subspan(offset);
  std::u16string text = text_of(rest);
  if ((text.size() + 1) * 2 > rest.size())
    return tl::unexpected(std::string("has no NUL before the end of the buffer"));
  return MaybeText(std::move(text));
}

}  // namespace

tl::expected<std::vector<ResourceArgument>, std::string> read_netresources(const ArgumentAfter& buffer,
                                                                           std::uint64_t count) {
  const Bytes bytes = buffer.bytes;
  if (count > bytes.size() / netresource_bytes) {
    return tl::unexpected(concat(
        {std::to_string(count), " structures do not fit into ", std::to_string(bytes.size()), " bytes"}));
  }
  const auto entries = static_cast<std::size_t>(count);
  std::vector<ResourceArgument> resources;
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t at = i * netresource_bytes;
    ResourceArgument resource{.scope = number_at<std::uint32_t>(bytes, at),
                              .type = number_at<std::uint32_t>(bytes, at + 4),
                              .display_type = number_at<std::uint32_t>(bytes, at + 8),
                              .usage = number_at<std::uint32_t>(bytes, at + 12)};
    for (const TextMember& each : texts) {
      const auto pointer = number_at<std::uint64_t>(bytes, at + each.offset);
      auto text = text_at(buffer, pointer, entries * netresource_bytes);
      if (!text) {
        return tl::unexpected(concat({"entry ", std::to_string(i + 1), ": ", each.name, " ", text.error()}));
      }
      resource.*each.member = std::move(*text);
    }
    resources.push_back(std::move(resource));
  }
  return resources;
}

}  // namespace mprsim
