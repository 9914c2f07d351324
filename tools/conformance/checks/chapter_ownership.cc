// Ownership and routing: what a provider answers for names that are not its own, and how it behaves among
// other providers.
//
// Page: implementing-a-network-provider.
#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/check.h"
#include "tools/conformance/checks/battery.h"
#include "tools/conformance/checks/names_in_use.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace ownership_checks {
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
        probe.expect(!answer.ok(), decline,
                     "the router stops at this success and never asks the owner of the name");
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
    probe.expect(false, "the provider calls no WNet function, which would enter the router again",
                 concat({"the provider called ", joined(reply.reentries, ", ")}));
  });
}

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// How long a decline may take: far more than it needs, so that a busy machine is no reason to fail, and more
// where even NPGetCaps is slow.
constexpr milliseconds decline_limit{25};
constexpr int baseline_factor = 50;
constexpr int tries = 5;

milliseconds rounded(nanoseconds time) { return std::chrono::duration_cast<milliseconds>(time); }

// The shortest time of some tries: other programs on the machine can only make a call slower.
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
  const nanoseconds least = quickest(limit, [&](int nth) {  // another name each time, so that no cache helps
    std::u16string name(names::no_such_share);
    name.push_back(static_cast<char16_t>(u'a' + nth));
    return probe.call({"NPCancelConnection", {TextArgument{name, true}, ValueArgument{}}});
  });
  probe.expect(least <= limit || probe.over(),
               concat({"a decline within ", std::to_string(rounded(limit).count()), " ms"}),
               concat({"the fastest of ", std::to_string(tries), " calls took ",
                       std::to_string(rounded(least).count()), " ms"}));
}

// The router takes these codes for "not mine" or "not there".
constexpr auto evasive =
    std::to_array<Status>({wn::bad_netpath, wn::bad_netname, wn::bad_value, wn::bad_level, wn::no_network});

void must_be_faithful(Probe& probe, Status answer) {
  probe.expect(std::ranges::find(evasive, answer) == evasive.end(),
               "the real error, not one that the router takes for \"not mine\" or \"not there\"",
               "the router ignores this answer, so the user never sees the failure");
}

// The name is the provider's own, and an open file or a use blocks the cancel.
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
  // A share that the provider lists is its own, so that refusing it is a real failure.
  for (const std::u16string& share : shares_on_offer(probe, most_shares)) {
    must_be_faithful(probe, probe.add({}, share));
  }
}

// The provider checks whether the name is its own before it checks other parameters. Otherwise it would
// answer with an error in place of the owner.
void owner_before_parameters(Probe& probe) {
  const TextAnswer plain = probe.get(std::u16string(names::no_such_drive));
  const TextAnswer bare =
      probe.get_into("NPGetConnection", std::u16string(names::no_such_drive), 0, std::nullopt);
  probe.expect(bare.status == plain.status,
               concat({described(plain.status), ", as with a buffer: the name is not the provider's own"}),
               "the provider checks another parameter before it checks whether the name is its own");
}

constexpr auto checks = std::to_array<Check>({
    {.id = "ownership/false-success",
     .title = "The provider reports no success for drives, ports and remote names that are not its own",
     .rules = {Rule::route_false_success, Rule::route_stop_at_success},
     .needs = Need::cancel,
     .run = no_false_success},
    {.id = "ownership/no-reentry",
     .title = "No function calls back into the router",
     .rules = {Rule::route_no_reentry},
     .run = no_reentry},
    {.id = "ownership/fast-decline",
     .title = "The provider declines names that are not its own at once",
     .rules = {Rule::provider_fast_decline},
     .needs = Need::cancel,
     .run = fast_decline},
    {.id = "ownership/owner-before-parameters",
     .title = "The provider checks whether a name is its own before it checks other parameters",
     .rules = {Rule::provider_validation_order},
     .needs = Need::get,
     .run = owner_before_parameters},
    {.id = "ownership/faithful-codes",
     .title = "The provider reports a real failure with a code that the router does not ignore",
     .rules = {Rule::provider_faithful_codes, Rule::route_insignificant},
     .needs = Need::connect,
     .run = faithful_codes},
});

}  // namespace
}  // namespace ownership_checks

std::span<const Check> ownership_chapter() noexcept { return ownership_checks::checks; }

}  // namespace mprsim
