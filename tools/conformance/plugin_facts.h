// The facts about a plug-in that decide which checks apply: its exports, its advertised capabilities, and the
// actions of its bench.
//
// Page: docs/conformance.md. They are read once per run, so that every check sees the same. Thread-safety: a
// value and pure functions. Throws std::bad_alloc only.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/np_function.h"
#include "mock_mpr/state/registry.h"
#include "tools/conformance/bench/bench.h"
#include "tools/conformance/bench/session.h"
#include "tools/conformance/conformance.h"

namespace mprsim {

/// Something that a check needs; needs combine with |.
enum class Need : std::uint32_t {
  nothing = 0,
  // functions, advertised and exported
  cancel = 1U << 0,
  get = 1U << 1,
  add = 1U << 2,
  list = 1U << 3,  ///< NPOpenEnum and its two companions, for connections
  user = 1U << 4,
  caps = 1U << 5,
  // the bench
  connect = 1U << 8,
  files = 1U << 9,
  touch = 1U << 10,
  jobs = 1U << 11,
  uses = 1U << 12,
  stop = 1U << 13,
  three_names = 1U << 14,  ///< of disks
  reset = 1U << 15,
};

constexpr Need operator|(Need a, Need b) noexcept {
  return static_cast<Need>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
constexpr bool has(Need needs, Need one) noexcept {
  return (static_cast<std::uint32_t>(needs) & static_cast<std::uint32_t>(one)) != 0;
}

struct PluginFacts {
  PluginKind kind = PluginKind::provider;
  std::vector<std::string> exports;
  std::map<std::uint32_t, std::uint32_t> advertised;  ///< what NPGetCaps answers, by index
  std::vector<BenchAction> bench;                     ///< what the bench can do; empty without one
  std::vector<BenchResource> resources;
  std::vector<std::u16string> drives;

  bool exported(std::string_view function) const noexcept;
  /// Whether NPGetCaps advertises the function, or no capability stands for it.
  bool advertises(NpFunction function) const noexcept;
  bool can(NpFunction function) const noexcept {
    return advertises(function) && exported(info(function).name);
  }
  bool can(BenchAction action) const noexcept;

  /// The nth remote name of a type; empty if there are fewer.
  std::u16string remote(std::size_t nth, ResourceType type = ResourceType::disk) const;

  /// Why a check with these needs cannot be made, in one sentence; "" if it can.
  std::string why_not(Need needs) const;

  /// "cancel", "get", "add", "enumerate", "user": what is advertised and exported; of a notifyee "add",
  /// "cancel".
  std::vector<std::string> capabilities() const;
};

/// Reads the facts of a plug-in that was just loaded. The bench may be null. The error is the end of the
/// plug-in, if it ended meanwhile.
PluginResult<PluginFacts> find_facts(PluginKind kind, PluginSession& session, Bench* bench);

}  // namespace mprsim
