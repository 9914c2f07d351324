// The decoder of the host protocol: the first byte chooses the kind of message, the rest is the payload,
// sealed with the right checksum, since chance would hardly find that. What decodes must encode to the same
// bytes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "sim/plugin/protocol.h"

using namespace mprsim::protocol;  // NOLINT(google-build-using-namespace)

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span input(data, size);
  if (size >= header_bytes) (void)decode_header(input.first<header_bytes>());
  if (size == 0) return 0;

  const std::span payload = input.subspan(1);
  const auto kind = static_cast<std::uint16_t>(data[0] % std::variant_size_v<Message>);
  Header header{kind, 1, static_cast<std::uint32_t>(payload.size()), 0};
  header.checksum = checksum_of(header, payload);
  const auto message = decode_payload(header, payload);
  if (!message) return 0;
  const std::vector<std::uint8_t> again = encode(*message, header.sequence);
  if (again.size() != header_bytes + payload.size() ||
      !std::equal(payload.begin(), payload.end(), again.begin() + header_bytes)) {
    std::abort();
  }
  return 0;
}
