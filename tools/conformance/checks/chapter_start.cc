// Start: what a provider says about being ready, and what it answers while its network is stopped.
//
// Pages: nf-npapi-npgetcaps (WNNC_START), implementing-a-network-provider (validation).
#include <array>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/check.h"
#include "tools/conformance/checks/names_in_use.h"
#include "tools/conformance/narration.h"

namespace mprsim {
namespace {

constexpr std::uint32_t will_not_start = 0;
constexpr std::uint32_t started = 1;
constexpr std::uint32_t unknown = 0xFFFFFFFF;

std::string meaning_of_start(std::uint32_t answer) {
  if (answer == will_not_start) return "WNNC_START is 0: it will not start";
  if (answer == started) return "WNNC_START is 1: it is started";
  if (answer == unknown) return "WNNC_START is 0xFFFFFFFF: nobody knows when it starts";
  return concat(
      {"WNNC_START is ", std::to_string(answer), ": the router waits as many milliseconds at logon"});
}

// Any number has a meaning; only one can be wrong: that of a network that never starts, while it is there.
void start_value(Probe& probe) {
  const auto reply = probe.call({"NPGetCaps", {ValueArgument{wnnc::start}}});
  if (!reply) return;
  probe.observe(meaning_of_start(reply->status));
  if (reply->status != will_not_start) return;
  const std::string said = probe.last();
  const PluginFacts& facts = probe.facts();
  if (!facts.can(BenchAction::connect) || facts.remote(0).empty()) return;
  const Status connected = probe.perform(
      {.action = BenchAction::connect, .name = facts.drives.front(), .remote = facts.remote(0)});
  if (connected.ok()) {
    probe.fail("a network that will not start connects nothing",
               concat({said, ", which is \"will not start\", and yet ", probe.last()}));
  }
}

bool says_no_network(Probe& probe, Status answer) {
  return probe.expect(answer == wn::no_network, described(wn::no_network),
                      "the network is stopped, and that comes before everything else");
}

// provider.validation-order: the network is asked for first, whatever else is wrong.
void stopped_network(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  if (!probe.must({.action = BenchAction::stop_network})) return;
  if (facts.can(NpFunction::NPCancelConnection)) {
    says_no_network(probe, probe.cancel(std::u16string(names::no_such_share), false));
    says_no_network(probe, probe.cancel(std::u16string(names::no_such_drive), false));
  }
  if (facts.can(NpFunction::NPGetConnection)) {
    says_no_network(probe, probe.get(std::u16string(names::no_such_drive)).status);
  }
  if (facts.why_not(Need::add).empty()) {
    says_no_network(probe, probe.add({}, std::u16string(names::no_such_share)));
  }
}

constexpr auto checks = std::to_array<Check>({
    {.id = "start/value",
     .title = "WNNC_START does not deny a network that is there",
     .rules = {Rule::start_values},
     .needs = Need::caps,
     .run = start_value},
    {.id = "start/stopped-network",
     .title = "While the network is stopped every answer is WN_NO_NETWORK, whatever else is wrong",
     .rules = {Rule::provider_validation_order},
     .needs = Need::stop,
     .run = stopped_network},
});

}  // namespace

std::span<const Check> start_chapter() noexcept { return checks; }

}  // namespace mprsim
