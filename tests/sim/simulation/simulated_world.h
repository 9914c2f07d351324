// A simulation that a test drives call by call: the helpers that the tests of Simulation share.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "sim/simulation/simulation.h"
#include "sim/time/timer.h"
#include "tests/sim/small_world.h"

namespace mprsim {

inline constexpr AppId app = SmallWorld::app_id;
inline constexpr SessionId user = SmallWorld::user_session;

/// The result of a call, and the time at which the call ended.
template <class Result>
struct Ended {
  Result result{};
  SimTime at{-1};
  std::uint32_t call = 0;
};

// Calls that begin at a given time. They are free functions, so that the coroutine frame holds their
// arguments.
inline Task<> cancel_at(Simulation& sim, SimTime at, AppId by, CancelRequest request,
                        Ended<CancelResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.cancel(by, request, out.call);
  out.at = sim.context().now();
}
inline Task<> add_at(Simulation& sim, SimTime at, AppId by, AddRequest request, Ended<AddResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.add(by, request, out.call);
  out.at = sim.context().now();
}
inline Task<> get_at(Simulation& sim, SimTime at, AppId by, std::string_view device,
                     Ended<LookupResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.get(by, {device}, out.call);
  out.at = sim.context().now();
}
inline Task<> list_at(Simulation& sim, SimTime at, EnumScope scope, Ended<EnumerateResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.enumerate(app, scope, out.call);
  out.at = sim.context().now();
}
inline Task<> dialog_at(Simulation& sim, SimTime at, DialogRequest request, bool yes,
                        Ended<DialogResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.disconnect_dialog(app, request, yes, out.call);
  out.at = sim.context().now();
}
inline Task<> logon_at(Simulation& sim, SimTime at, AppId by, Ended<Simulation::Logon>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.logon(by, out.call);
  out.at = sim.context().now();
}
inline Task<> start_at(Simulation& sim, SimTime at, Ended<StartResult>& out) {
  co_await async_sleep_until(sim.context(), at);
  out.result = co_await sim.start(app, out.call);
  out.at = sim.context().now();
}

/// A setup, a world and a simulation of it. A test makes the world first, then calls begin().
struct SimulatedWorld : SmallWorld {
  explicit SimulatedWorld(const Policy& policy = {}) : SmallWorld(policy), sim(setup) {}

  void begin(std::uint64_t seed = 0) { sim.begin(state, trace, seed); }
  void run() { EXPECT_EQ(sim.context().run(), RunResult::idle); }

  void cancel(std::uint32_t at, CancelRequest request, Ended<CancelResult>& out, AppId by = app_id) {
    spawn(sim.context(), cancel_at(sim, SimTime{at}, by, request, out));
  }
  void add(std::uint32_t at, AddRequest request, Ended<AddResult>& out, AppId by = app_id) {
    spawn(sim.context(), add_at(sim, SimTime{at}, by, request, out));
  }
  template <class F>
  void at(std::uint32_t time, F&& action) {
    sim.context().arm_timer(SimTime{time},
                            [action = std::forward<F>(action)](boost::system::error_code) { action(); });
  }
  // Makes one call at time 0 and runs until nothing is left to run.
  CancelResult cancel_now(CancelRequest request, AppId by = app_id) {
    Ended<CancelResult> out;
    cancel(0, request, out, by);
    run();
    return out.result;
  }
  AddResult add_now(AddRequest request, AppId by = app_id) {
    Ended<AddResult> out;
    add(0, request, out, by);
    run();
    return out.result;
  }
  Simulation::Logon logon_now(AppId by = app_id) {
    Ended<Simulation::Logon> out;
    spawn(sim.context(), logon_at(sim, SimTime{0}, by, out));
    run();
    return out.result;
  }

  Simulation sim;
};

inline CancelRequest cancel_of(std::string_view name, std::uint32_t flags = 0, bool force = false) {
  return {.name = Text{name}, .flags = flags, .force = force};
}
inline AddRequest add_of(std::string_view device, std::string_view remote, std::uint32_t flags = 0) {
  return {.resource = {ResourceType::disk, device, remote, {}}, .flags = flags};
}
inline constexpr std::uint32_t update = connect_flag::update_profile;

}  // namespace mprsim
