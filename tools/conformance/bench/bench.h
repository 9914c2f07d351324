// Bench: controls the world of a provider for a check. It makes and ends connections, open files, print jobs
// and uses directly, not through the functions that are tested.
//
// There are two benches: the exports of mprbench.h, in the plug-in or in a companion library, and a fixture
// file that names commands (fixture_bench.h), which on Windows can also open real files on real drives. Page:
// docs/conformance.md. A bench belongs to one session and must not outlive it; one thread uses it at a time.
// Throws std::bad_alloc only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/status.h"
#include "mock_mpr/operations/call.h"
#include "tools/conformance/bench/session.h"

namespace mprsim {

enum class BenchAction : std::uint8_t {
  reset,       ///< ends all connections, files, jobs and uses; starts the network
  connect,     ///< `name`: the device, none for a connection without one; `remote`
  open_file,   ///< on the connection `name`; gives a handle
  touch_file,  ///< `handle`
  close_file,  ///< `handle`
  start_job,   ///< on the connection `name`; gives a handle
  end_job,     ///< `handle`
  start_use,   ///< of the device `name`; gives a handle
  end_use,     ///< `handle`
  stop_network,
  start_network,
};

struct BenchActionInfo {
  BenchAction action;
  std::string_view function;  ///< of mprbench.h: "MprBenchOpenFile"
  std::string_view command;   ///< of a fixture: "open_file"
};

/// Every action, in the order of BenchAction.
std::span<const BenchActionInfo> all_bench_actions() noexcept;
const BenchActionInfo& info(BenchAction action) noexcept;

/// One action with its parameters; BenchAction says which of them count.
struct BenchRequest {
  BenchAction action;
  MaybeText name{};
  std::u16string remote{};
  std::uint64_t handle = 0;
};

/// The handle has a meaning only with WN_SUCCESS.
struct BenchAnswer {
  Status status;
  std::uint64_t handle = 0;
};

/// A remote name that can be connected to.
struct BenchResource {
  std::u16string remote;
  ResourceType type = ResourceType::disk;
  friend bool operator==(const BenchResource&, const BenchResource&) = default;
};

class Bench {
 public:
  Bench() = default;
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  virtual ~Bench() = default;

  /// Whether the bench has the action. perform() of any other gives an error.
  virtual bool can(BenchAction action) const = 0;
  /// Performs the action. The status is that of the bench: WN_SUCCESS means that it is done, and anything
  /// else that nothing has changed. The error is the end of the plug-in, if it ended meanwhile.
  virtual PluginResult<BenchAnswer> perform(const BenchRequest& request) = 0;
  /// What can be connected to; empty if the bench names nothing. The error is the end of the plug-in.
  virtual PluginResult<std::vector<BenchResource>> resources() = 0;
  /// The drives that a check may connect, at least three. The view is valid as long as the bench.
  virtual std::span<const std::u16string> drives() const = 0;
  /// Whether the effects of the bench remain when the plug-in has ended. If so, it has to be reset at the
  /// end, and checks have to be made one after the other.
  virtual bool outlives_session() const { return false; }
};

/// Makes the bench of a session; null if there is none. Called from several threads at once.
using BenchFactory = std::function<std::unique_ptr<Bench>(PluginSession& session)>;

/// The bench that a plug-in or its companion exports.
BenchFactory exported_bench();

/// The drives of a bench that does not name any.
std::span<const std::u16string> usual_drives() noexcept;

}  // namespace mprsim
