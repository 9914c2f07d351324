// Start: what a provider reports about its start, and what it answers while its network is stopped.
//
// Pages: nf-npapi-npgetcaps (WNNC_START), implementing-a-network-provider (validation).
#include <array>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/check.h"
#include "tools/conformance/checks/names_in_use.h"

namespace mprsim {
namespace start_checks {
namespace {

constexpr std::uint32_t will_not_start = 0;
constexpr std::uint32_t started = 1;
constexpr std::uint32_t unknown = 0xFFFFFFFF;

std::string meaning_of_start(std::uint32_t answer) {
  if (answer == will_not_start) return "WNNC_START is 0: the network will not start";
  if (answer == started) return "WNNC_START is 1: the network is started";
  if (answer == unknown) return "WNNC_START is 0xFFFFFFFF: it is unknown when the network starts";
  return concat(
      {"WNNC_START is ", std::to_string(answer), ": the router waits this many milliseconds at logon"});
}

// Every number has a meaning. Only 0 can be wrong: "the network will not start", while connections succeed.
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
    probe.fail("no connection succeeds while WNNC_START says that the network will not start",
               concat({said, ", which means \"will not start\", but ", probe.last()}));
  }
}

bool says_no_network(Probe& probe, Status answer) {
  return probe.expect(answer == wn::no_network, described(wn::no_network),
                      "the network is stopped, which is checked before anything else");
}

// provider.validation-order: the provider checks first whether its network is there, even if something else
// is wrong.
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
     .title = "WNNC_START is not 0 (\"will not start\") while connections succeed",
     .rules = {Rule::start_values},
     .needs = Need::caps,
     .run = start_value},
    {.id = "start/stopped-network",
     .title = "While the network is stopped, every answer is WN_NO_NETWORK, even if something else is wrong",
     .rules = {Rule::provider_validation_order},
     .needs = Need::stop,
     .run = stopped_network},
});

}  // namespace
}  // namespace start_checks

std::span<const Check> start_chapter() noexcept { return start_checks::checks; }

}  // namespace mprsim
