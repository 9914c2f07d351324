// Bench: the provider's world under the control of a check. Connections, open files, jobs and uses come and
// go by request, without the router.
//
// Three benches stand behind this interface: the exports of mprbench.h (in the plug-in or in a library beside
// it), a fixture file that names commands (fixture_bench.h), and, inside the second on Windows, real files on
// real drives. Page: docs/conformance.md. A bench belongs to one session and is used by its thread. Throws
// std::bad_alloc only.
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
  reset,       ///< ends everything; the network runs
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

/// In the order of BenchAction.
std::span<const BenchActionInfo> all_bench_actions() noexcept;
const BenchActionInfo& info(BenchAction action) noexcept;

struct BenchRequest {
  BenchAction action;
  MaybeText name{};
  std::u16string remote{};
  std::uint64_t handle = 0;
};

/// The handle has a meaning with WN_SUCCESS alone.
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

  virtual bool can(BenchAction action) const = 0;
  /// Ends where the plug-in ends while it is asked.
  virtual PluginResult<BenchAnswer> perform(const BenchRequest& request) = 0;
  virtual PluginResult<std::vector<BenchResource>> resources() = 0;
  /// The drives that a check may connect, at least three.
  virtual std::span<const std::u16string> drives() const = 0;
  /// Whether what it did stays when the plug-in is gone, so that it has to be reset at the end, and checks
  /// cannot be made at once.
  virtual bool outlives_session() const { return false; }
};

/// Makes the bench of a session; null if there is none. Called from several threads at once.
using BenchFactory = std::function<std::unique_ptr<Bench>(PluginSession& session)>;

/// The bench that a plug-in or its companion exports.
BenchFactory exported_bench();

/// The drives of a bench that does not name any.
std::span<const std::u16string> usual_drives() noexcept;

}  // namespace mprsim
