// Every small operation there is, played by the router and told by the oracle. A rule that the router breaks
// shows here as a line with the world, the policy, and both scenarios.
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "mock_mpr/facts/policy.h"
#include "tests/oracle/oracle.h"
#include "tests/oracle/play.h"

namespace mprsim::oracle::routing_oracle_test {
namespace {

// What one provider may be: one of thirteen answers, without the capability, or without the export.
const std::vector<Provider>& all_providers() {
  static const std::vector<Provider> all = [] {
    std::vector<Provider> kinds;
    for (const std::uint32_t code :
         {0U, 2250U, 2401U, 2404U, 5U, 53U, 67U, 86U, 87U, 124U, 170U, 1208U, 1222U}) {
      kinds.push_back({.answers = {Status{code}}});
    }
    kinds.push_back({.capable = false, .exported = true, .answers = {}});
    kinds.push_back({.capable = true, .exported = false, .answers = {}});
    return kinds;
  }();
  return all;
}

std::string describe(const World& world) {
  std::string text = world.connected ? "connected" : "away";
  text += world.remembered ? ", remembered, profile " : ", profile ";
  text += std::to_string(world.profile.code()) + ", providers";
  for (const Provider& provider : world.providers) {
    text += ' ';
    if (!provider.capable) text += '-';
    if (!provider.exported) text += 'x';
    for (const Status answer : provider.answers) text += std::to_string(answer.code()) + ",";
  }
  text += ", notifyees";
  for (const Notifyee& notifyee : world.notifyees) {
    text += notifyee.loads ? " " : " broken ";
    text += std::to_string(notifyee.before.code()) + "/" + std::to_string(notifyee.leaves);
    for (const Status after : notifyee.after) text += "/" + std::to_string(after.code());
  }
  return text;
}

// Counts what was compared, and gives up after a few differences: one defect makes thousands.
class Comparison {
 public:
  bool same(const World& world, const Policy& policy, const Outcome& router, const Outcome& expected) {
    ++compared_;
    if (router == expected) [[likely]]
      return true;
    ADD_FAILURE() << describe(world) << "\n  under  " << differences(policy) << "\n  router "
                  << to_text(router) << "\n  oracle " << to_text(expected);
    return ++differences_ < 5;
  }
  bool too_many() const { return differences_ >= 5; }
  std::size_t compared() const { return compared_; }

 private:
  std::size_t compared_ = 0;
  int differences_ = 0;
};

// Calls `visit` with the world once for every row of `count` providers. The registry changes with what the
// providers can do alone, so it is built once for each of those.
template <class Visit>
void for_all_rows(World& world, std::size_t count, const Visit& visit) {
  const std::vector<Provider>& kinds = all_providers();
  const std::size_t answering = kinds.size() - 2;
  std::vector<Registry> registries;  // by ability, three kinds of it
  std::size_t shapes = 1;
  for (std::size_t i = 0; i < count; ++i) shapes *= 3;
  for (std::size_t shape = 0; shape < shapes; ++shape) {
    world.providers.clear();
    for (std::size_t i = 0, rest = shape; i < count; ++i, rest /= 3) {
      world.providers.push_back(kinds[rest % 3 == 0 ? 0 : answering + rest % 3 - 1]);
    }
    registries.push_back(registry_of(world));
  }
  std::vector<std::size_t> row(count, 0);
  world.providers.assign(count, kinds[0]);
  for (;;) {
    std::size_t shape = 0;
    for (std::size_t i = count; i > 0; --i) {
      shape = shape * 3 + (row[i - 1] < answering ? 0 : row[i - 1] - answering + 1);
    }
    if (!visit(registries[shape])) return;
    std::size_t digit = 0;
    for (; digit < count; ++digit) {
      row[digit] = (row[digit] + 1) % kinds.size();
      world.providers[digit] = kinds[row[digit]];
      if (row[digit] != 0) break;
    }
    if (digit == count) return;
  }
}

// A notifyee that is interested, and one that declines. A shuffle wants a choice from outside: with one
// notifyee there is none to make.
std::vector<Notifyee> two_notifyees(const Policy& policy) {
  std::vector<Notifyee> notifyees{{.leaves = 4711}, {.leaves = 0}};
  if (policy.notify_order == NotifyOrder::shuffle) notifyees.pop_back();
  return notifyees;
}

std::size_t compare_cancels(const std::vector<Policy>& policies, std::size_t most_providers,
                            const std::vector<Cancel>& requests, bool connected) {
  Comparison comparison;
  for (const Policy& policy : policies) {
    World world{.notifyees = two_notifyees(policy), .connected = connected};
    for (std::size_t count = 0; count <= most_providers; ++count) {
      for_all_rows(world, count, [&](const Registry& registry) {
        for (const Cancel& request : requests) {
          const Outcome router = play_cancel(world, registry, request, policy);
          if (!comparison.same(world, policy, router, cancel(world, request, policy))) return false;
        }
        return true;
      });
    }
  }
  return comparison.compared();
}

std::vector<Policy> profiles() {
  std::vector<Policy> policies;
  for (const Profile profile : all_profiles()) policies.push_back(Policy::of(profile));
  return policies;
}

// rule: route.provider-order
// rule: route.stop-at-success
// rule: route.continue-after-error
// rule: route.first-significant
// rule: route.insignificant
// rule: route.last-answer
// rule: route.hard-error-stops
TEST(RoutingOracle, EveryCancelOverFourProvidersUnderEveryProfile) {
  constexpr std::size_t rows = 1 + 15 + 15 * 15 + 15 * 15 * 15 + 15 * 15 * 15 * 15;
  EXPECT_EQ(compare_cancels(profiles(), 4, {{.force = false}, {.force = true}}, true), rows * 2 * 4);
}

// rule: profile.update-forgets
// rule: profile.failure-keeps
// rule: profile.forget-disconnected
TEST(RoutingOracle, EveryCancelThatForgetsUnderEveryProfile) {
  for (const bool connected : {false, true}) compare_cancels(profiles(), 3, {{.flags = 1}}, connected);
}

// rule: route.all-insignificant
// rule: route.not-connected-on-cancel
// rule: caps.missing-export
TEST(RoutingOracle, EveryCancelWithOneSwitchMoved) {
  const std::vector<Policy> policies = single_switch_variations();
  EXPECT_GE(policies.size(), 30U);
  compare_cancels(policies, 3, {{.force = false}, {.force = true}}, true);
  compare_cancels(policies, 2, {{.flags = 1}}, false);
}

// rule: route.remote-name-stops
// rule: profile.remote-name-no-effect
// rule: name.null
// rule: profile.old-cancel-call
TEST(RoutingOracle, EveryKindOfNameAndBothCalls) {
  std::vector<Policy> policies = single_switch_variations();
  for (const Policy& profile : profiles()) policies.push_back(profile);
  std::vector<Cancel> requests;
  for (const char* name : {"", "Z:", "z:", "LPT1", "COM9:", "LPT0", "Z", R"(\\s\r)"}) {
    for (const bool old_call : {false, true}) {
      requests.push_back({.name = name, .flags = 1, .old_call = old_call});
    }
  }
  compare_cancels(policies, 2, requests, true);
}

// rule: route.named-provider
// rule: profile.only-devices
// rule: profile.conflicting-entry
TEST(RoutingOracle, EveryAddOverThreeProviders) {
  std::vector<Policy> policies = single_switch_variations();
  for (const Policy& profile : profiles()) policies.push_back(profile);
  Comparison comparison;
  const auto compare = [&](World& world, std::size_t count, const Policy& policy,
                           const std::vector<Add>& requests) {
    for_all_rows(world, count, [&](const Registry& registry) {
      for (const Add& request : requests) {
        const Outcome router = play_add(world, registry, request, policy);
        if (!comparison.same(world, policy, router, add(world, request, policy))) return false;
      }
      return true;
    });
  };
  const std::vector<Add> requests{{},
                                  {.update_profile = false},
                                  {.device = ""},
                                  {.device = "QQ"},
                                  {.remote = ""},
                                  {.named_provider = 1},
                                  {.named_provider = 7}};
  for (const Policy& policy : policies) {
    World world{.notifyees = two_notifyees(policy), .remembered = false};
    for (const std::uint32_t profile : {0U, 1205U, 1206U}) {
      for (const bool remembered : {false, true}) {
        world.profile = Status{profile};
        world.remembered = remembered;
        compare(world, 2, policy, requests);
      }
    }
  }
  for (const Policy& policy : profiles()) {
    World world{.notifyees = two_notifyees(policy), .remembered = false};
    compare(world, 3, policy, {{.update_profile = false}});
  }
  EXPECT_GT(comparison.compared(), 300'000U);
}

// rule: route.network-down
// rule: restore.unconnected
TEST(RoutingOracle, EveryLookUpOverThreeProviders) {
  std::vector<Policy> policies = single_switch_variations();
  for (const Policy& profile : profiles()) policies.push_back(profile);
  Comparison comparison;
  for (const Policy& policy : policies) {
    for (const bool remembered : {false, true}) {
      World world{.notifyees = {}, .remembered = remembered};
      const bool weighs_differently = policy.not_connected == NotConnected::significant ||
                                      policy == Policy{} || policy.routing != RoutingStyle::first_significant;
      for (std::size_t count = 0; count <= (weighs_differently ? 3U : 2U); ++count) {
        for_all_rows(world, count, [&](const Registry& registry) {
          return comparison.same(world, policy, play_look_up(world, registry, policy),
                                 look_up(world, policy));
        });
      }
    }
  }
  EXPECT_GT(comparison.compared(), 50'000U);
}

// What one notifyee may be.
std::vector<Notifyee> all_notifyees() {
  std::vector<Notifyee> kinds{{.loads = false}};
  for (const std::uint32_t before : {0U, 5U, 1223U, 1237U}) {
    for (const std::uint64_t leaves : {0U, 8U}) {
      for (const std::uint32_t first : {0U, 1237U}) {
        kinds.push_back({.before = Status{before}, .leaves = leaves, .after = {Status{first}, Status{0}}});
      }
    }
  }
  kinds.push_back({.after = {Status{1237}}});             // asks for ever
  kinds.push_back({.after = {Status{5}, Status{1237}}});  // asks in the second round
  return kinds;
}

// The rows of providers that notification can tell apart, some of which fare better in a second round.
std::vector<std::vector<Provider>> provider_rows() {
  const auto answers = [](std::initializer_list<std::uint32_t> codes) {
    Provider provider;
    for (const std::uint32_t code : codes) provider.answers.push_back(Status{code});
    return provider;
  };
  return {{answers({0})},
          {answers({5})},
          {answers({5, 0})},
          {answers({2250}), answers({67, 5, 0})},
          {answers({67, 67, 0}), answers({2250, 5})}};
}

void compare_notifications(const std::vector<Policy>& policies, std::size_t count,
                           const std::vector<Notifyee>& kinds) {
  Comparison comparison;
  World world;
  const std::vector<std::vector<Provider>> rows = provider_rows();
  std::vector<std::size_t> chosen(count, 0);
  for (;;) {
    world.notifyees.clear();
    for (std::size_t i = 0; i < count; ++i) {
      world.notifyees.push_back(kinds[chosen[i]]);
      world.notifyees.back().leaves += world.notifyees.back().leaves == 0 ? 0 : i;  // each has its own
    }
    for (const std::vector<Provider>& providers : rows) {
      world.providers = providers;
      const Registry registry = registry_of(world);
      for (const Policy& policy : policies) {
        if (count > 1 && policy.notify_order == NotifyOrder::shuffle) continue;
        for (int kind = 0; kind < 5; ++kind) {
          const Cancel request{.flags = kind == 0 ? 0xFFFFFFFEU : 1U};
          world.connected = kind == 1;
          world.remembered = kind != 3;
          world.profile = Status{kind == 4 ? 1206U : 0U};
          const Outcome router = play_cancel(world, registry, request, policy);
          if (!comparison.same(world, policy, router, cancel(world, request, policy))) return;
        }
      }
    }
    std::size_t digit = 0;
    while (digit < count && ++chosen[digit] == kinds.size()) chosen[digit++] = 0;
    if (digit == count) return;
  }
}

// rule: notifyinfo.context-round-trip
// rule: notifyinfo.context-isolated
// rule: notifyinfo.context-opt-out
// rule: notify.cancel-vetoes
// rule: notify.retry-after-failure
// rule: notify.retry-misused
TEST(NotificationOracle, EveryPairOfNotifyees) {
  std::vector<Policy> policies = single_switch_variations();
  for (const Policy& profile : profiles()) policies.push_back(profile);
  for (std::size_t count = 0; count <= 2; ++count) compare_notifications(policies, count, all_notifyees());
}

TEST(NotificationOracle, EveryTrioOfNotifyeesOnNtAndOnWindows9x) {
  const Policy win9x = Policy::of(Profile::win9x_ddk);
  compare_notifications({Policy{}, win9x}, 3, all_notifyees());
}

// Switches meet: every pair of moved switches, over worlds that are small and awkward.
TEST(NotificationOracle, EveryPairOfSwitches) {
  std::vector<Policy> policies;
  for (const Policy& one : single_switch_variations()) {
    for (const SwitchInfo& info : all_switches()) {
      for (const std::string_view value : info.values) {
        Policy two = one;
        if (value_of(one, info.id) != value_of(Policy{}, info.id) || value == value_of(one, info.id))
          continue;
        set(two, info.id, value);
        policies.push_back(two);
      }
    }
  }
  EXPECT_GT(policies.size(), 700U);
  const std::vector<Notifyee> awkward{{.loads = false},
                                      {.before = Status{1223}},
                                      {.before = Status{1237}, .after = {Status{1237}, Status{0}}}};
  compare_notifications(policies, 1, awkward);
  compare_notifications(policies, 2, awkward);
}

// The oracle itself, on rows that the documentation and the measured table of Wine give.
TEST(Oracle, KnowsTheRowsThatAreWrittenDown) {
  const auto status = [](std::initializer_list<std::uint32_t> codes, Profile profile) {
    World world;
    for (const std::uint32_t code : codes) world.providers.push_back({.answers = {Status{code}}});
    return cancel(world, {}, Policy::of(profile)).status.code();
  };
  EXPECT_EQ(status({86, 67, 67}, Profile::nt_doc), 86U);
  EXPECT_EQ(status({86, 67, 67}, Profile::wine), 67U);
  EXPECT_EQ(status({2404, 2401, 5}, Profile::wine), 2401U);
  EXPECT_EQ(status({53, 0}, Profile::win9x_ddk), 53U);
  EXPECT_EQ(status({53, 0}, Profile::nt_doc), 0U);
  EXPECT_EQ(status({}, Profile::nt_doc), 1222U);
}

}  // namespace
}  // namespace mprsim::oracle::routing_oracle_test
