// EnumerateOperation: WNetOpenEnum .. WNetCloseEnum over RESOURCE_CONNECTED or RESOURCE_REMEMBERED, as a
// fold.
//
// Pages: nf-winnetwk-wnetopenenumw, ns-winnetwk-netresourcew. RESOURCE_CONNECTED asks every provider that can
// enumerate; RESOURCE_REMEMBERED reads the store and calls no provider. The use, the life times and the
// thread-safety are those of CancelOperation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mock_mpr/operations/call.h"
#include "mock_mpr/state/remembered.h"

namespace mprsim {

/// dwScope, with the numbers of winnetwk.h.
enum class EnumScope : std::uint32_t { connected = 1, remembered = 3 };

/// One NETRESOURCE of the result.
struct EnumeratedResource {
  std::optional<std::string> local;  ///< lpLocalName; NULL for a connection without a device
  std::string remote;
  std::string provider;
  ResourceType type = ResourceType::disk;
  friend bool operator==(const EnumeratedResource&, const EnumeratedResource&) = default;
};

struct EnumerateResult {
  Status status;  ///< WN_SUCCESS; 1205 or 1206 of the profile; WN_NO_NETWORK if no provider can enumerate
  Reason reason;
  std::vector<EnumeratedResource> resources;
};

class EnumerateOperation {
 public:
  EnumerateOperation(EnumScope scope, const Registry& registry, const RememberedStore& store)
      : scope_(scope), registry_(&registry), store_(&store) {}

  /// NPOpenEnum, NPEnumResource until it says WN_NO_MORE_ENTRIES, NPCloseEnum, for one provider after the
  /// other; false when the operation is over. Each call wants one reply.
  Call next();
  /// Takes what came of the call that next() named last. The resources count with WN_SUCCESS from
  /// NPEnumResource alone. Returns why the reply means what it means.
  Reason reply(Status status, std::vector<EnumeratedResource> resources);
  /// Meaningful when next() has become false.
  const EnumerateResult& result() const noexcept { return result_; }
  /// How many resources the provider under way has listed so far.
  std::size_t listed() const noexcept { return result_.resources.size() - listed_before_; }
  EnumScope scope() const noexcept { return scope_; }

 private:
  enum class Phase : std::uint8_t { begin, open, list, close, done };

  void read_store();
  Call ask(NpFunction function, Phase phase);
  Reason skip_reason() const;
  Call next_provider();

  EnumScope scope_;
  const Registry* registry_;
  const RememberedStore* store_;
  EnumerateResult result_;
  Call pending_;
  std::size_t cursor_ = 0;
  std::size_t answered_ = 0;
  std::size_t listed_before_ = 0;
  Phase phase_ = Phase::begin;
};

}  // namespace mprsim
