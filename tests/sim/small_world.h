// A set-up and a world in a few lines, for the tests of the simulator.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/policy.h"
#include "mock_mpr/trace/trace.h"
#include "sim/simulation/simulation.h"
#include "tests/mock_mpr/reason_text.h"

namespace mprsim {

/// An application "app" in the session "user", and the actors that a test adds. A test makes the set-up
/// first, then the world.
struct SmallWorld {
  explicit SmallWorld(const Policy& policy = {});

  /// A reference is valid until the next provider (notifyee) is added.
  FakeProvider& provider(std::string name, Abilities abilities = {});
  FakeNotifyee& notifyee(std::string name, bool loads = true);
  SessionId session(std::string_view name);
  AppId add_app(std::string_view name, SessionId in = user_session);

  /// An empty `device` makes a connection without a device.
  ConnectionId connect(std::string_view device, std::string_view remote, ProviderId owner = {},
                       SessionId in = user_session);
  FileId open(ConnectionId on, std::string_view path, std::string_view by = "editor",
              std::uint32_t unwritten = 0);
  JobId print(ConnectionId on, std::string_view document, std::uint32_t pages = 1);
  UseId use(ConnectionId on, std::string_view process);
  Status remember(std::string_view device, std::string_view remote, std::string_view provider = "LanMan",
                  SessionId in = user_session);

  World& world() { return state.world; }
  const RememberedStore& store(SessionId in = user_session) { return state.world.session(in).store; }
  bool is_connected(std::string_view device, SessionId in = user_session) {
    return state.world.find_device(in, device, trace).has_value();
  }
  /// For changes that a test makes itself.
  WorldRecorder recorder(std::uint32_t at_ms = 0) { return {&trace, SimTime{at_ms}, 0}; }

  static constexpr AppId app_id{0};
  static constexpr SessionId user_session{0};

  Setup setup;
  SimulationState state;
  Trace trace;
};

/// The policy with one switch moved; aborts if it has no such value.
Policy with(Switch id, std::string_view value, Policy policy = {});

/// One line for each event: "20 LanMan NPCancelConnection(Z:, FALSE) = WN_SUCCESS", milliseconds first.
std::vector<std::string> trace_lines(const Trace& trace);
/// The same for the events of one kind.
std::vector<std::string> trace_lines(const Trace& trace, EventKind kind);
/// The same with the rule that explains each event: "0 profile keeps Z: / profile.zero-keeps".
std::vector<std::string> reasons(const Trace& trace, EventKind kind);

}  // namespace mprsim
