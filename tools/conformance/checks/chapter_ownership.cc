// Ownership and routing: what a provider answers about names that are not its own, and how it behaves as one
// among many.
//
// Page: implementing-a-network-provider.
#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/check.h"
#include "tools/conformance/checks/battery.h"
#include "tools/conformance/checks/names_in_use.h"
#include "tools/conformance/narration.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

constexpr auto foreign_names = std::to_array<std::u16string_view>(
    {names::no_such_drive, names::no_such_port, names::no_such_share, names::no_such_server, u"\\\\", u"COM9",
     u"q:\\folder", u"no such name"});

constexpr std::string_view decline = "an error: the name is not the provider's own";

void no_false_success(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  for (const std::u16string_view name : foreign_names) {
    for (const bool force : {false, true}) {
      const Status answer = probe.cancel(std::u16string(name), force);
      if (answer != no_answer)
        probe.expect(!answer.ok(), decline, "the router stops there, and the owner is never asked");
    }
    if (facts.can(NpFunction::NPGetConnection)) {
      const TextAnswer answer = probe.get(std::u16string(name));
      probe.expect(!answer.status.ok(), decline);
    }
  }
  if (facts.why_not(Need::add).empty()) {
    probe.expect(!probe.add({}, std::u16string(names::no_such_share)).ok(), decline);
  }
}

void no_reentry(Probe& probe) {
  run_battery(probe, [&](const PluginReply& reply) {
    if (reply.reentries.empty()) return;
    probe.expect(false, "a provider calls no WNet function, which would lead back into the router",
                 concat({"it called ", joined(reply.reentries, ", ")}));
  });
}

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// How long a decline may take: far more than one takes, so that a loaded machine proves nothing, and more
// still where even NPGetCaps is slow.
constexpr milliseconds decline_limit{25};
constexpr int baseline_factor = 50;
constexpr int tries = 5;

milliseconds rounded(nanoseconds time) { return std::chrono::duration_cast<milliseconds>(time); }

// The quickest of some tries: what else runs on the machine can only slow a call down.
template <class Call>
nanoseconds quickest(nanoseconds enough, Call call) {
  nanoseconds least = nanoseconds::max();
  for (int i = 0; i < tries && least > enough; ++i) {
    const auto reply = call(i);
    if (!reply) break;
    least = std::min(least, reply->took);
  }
  return least;
}

void fast_decline(Probe& probe) {
  const nanoseconds baseline = quickest(nanoseconds{0}, [&](int) {
    return probe.call({"NPGetCaps", {ValueArgument{wnnc::connection}}});
  });
  if (probe.over()) return;
  const nanoseconds limit = std::max<nanoseconds>(decline_limit, baseline * baseline_factor);
  const nanoseconds least = quickest(limit, [&](int nth) {  // other names, which no cache knows
    std::u16string name(names::no_such_share);
    name.push_back(static_cast<char16_t>(u'a' + nth));
    return probe.call({"NPCancelConnection", {TextArgument{name, true}, ValueArgument{}}});
  });
  probe.expect(least <= limit || probe.over(),
               concat({"a decline within ", std::to_string(rounded(limit).count()), " ms"}),
               concat({"the quickest of ", std::to_string(tries), " took ",
                       std::to_string(rounded(least).count()), " ms"}));
}

// Codes that the router takes for "not mine" or "not there".
constexpr auto evasive =
    std::to_array<Status>({wn::bad_netpath, wn::bad_netname, wn::bad_value, wn::bad_level, wn::no_network});

void must_be_faithful(Probe& probe, Status answer) {
  probe.expect(std::ranges::find(evasive, answer) == evasive.end(),
               "the real error, not one that the router takes for \"not mine\" or \"not there\"",
               "the router forgets such an answer, and the user never hears of the failure");
}

// The name is the provider's own, and something is in the way.
void faithful_cancel(Probe& probe, const std::u16string& drive) {
  const PluginFacts& facts = probe.facts();
  if (!facts.can(NpFunction::NPCancelConnection)) return;
  for (const BenchAction obstacle : {BenchAction::open_file, BenchAction::start_use}) {
    if (!facts.can(obstacle)) continue;
    const auto handle = probe.begin(obstacle, drive);
    if (!handle) return;
    must_be_faithful(probe, probe.cancel(drive, false));
    const auto end = obstacle == BenchAction::open_file ? BenchAction::close_file : BenchAction::end_use;
    if (facts.can(end)) probe.perform({.action = end, .handle = *handle});
    return;
  }
}

constexpr std::size_t most_shares = 16;

void faithful_codes(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  const std::u16string drive = facts.drives.front();
  if (!probe.connect(drive, facts.remote(0))) return;
  faithful_cancel(probe, drive);
  if (!facts.why_not(Need::add).empty() || probe.over()) return;
  if (!probe.must({.action = BenchAction::reset}) || !probe.connect(drive, facts.remote(0))) return;
  must_be_faithful(probe, probe.add(drive, facts.remote(0)));  // the device is taken
  // Whatever the provider lists itself is its own, so that a refusal is a failure.
  for (const std::u16string& share : shares_on_offer(probe, most_shares)) {
    must_be_faithful(probe, probe.add({}, share));
  }
}

// Whose name it is comes before whether the other parameters are any good: only then is the owner found.
void owner_before_parameters(Probe& probe) {
  const TextAnswer plain = probe.get(std::u16string(names::no_such_drive));
  const TextAnswer bare =
      probe.get_into("NPGetConnection", std::u16string(names::no_such_drive), 0, std::nullopt);
  probe.expect(bare.status == plain.status,
               concat({described(plain.status), ", as with a buffer: the name is not the provider's own"}),
               "it complains about a parameter before it has looked whose the name is");
}

constexpr auto checks = std::to_array<Check>({
    {.id = "ownership/false-success",
     .title = "No success for drives, ports and remote names that are not the provider's own",
     .rules = {Rule::route_false_success, Rule::route_stop_at_success},
     .needs = Need::cancel,
     .run = no_false_success},
    {.id = "ownership/no-reentry",
     .title = "No function calls back into the router",
     .rules = {Rule::route_no_reentry},
     .run = no_reentry},
    {.id = "ownership/fast-decline",
     .title = "What is not its own the provider declines at once",
     .rules = {Rule::provider_fast_decline},
     .needs = Need::cancel,
     .run = fast_decline},
    {.id = "ownership/owner-before-parameters",
     .title = "Whose name it is comes before what is wrong with the other parameters",
     .rules = {Rule::provider_validation_order},
     .needs = Need::get,
     .run = owner_before_parameters},
    {.id = "ownership/faithful-codes",
     .title = "A real failure is reported as what it is",
     .rules = {Rule::provider_faithful_codes, Rule::route_insignificant},
     .needs = Need::connect,
     .run = faithful_codes},
});

}  // namespace

std::span<const Check> ownership_chapter() noexcept { return checks; }

}  // namespace mprsim
