// Cancel: the connection is gone after a success, and no other connection is.
//
// Pages: nf-npapi-npcancelconnection, nf-npapi-npgetconnection, nf-winnetwk-wnetcancelconnection2w.
#include <array>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/check.h"

namespace mprsim {
namespace cancel_checks {
namespace {

void gone_after_success(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  for (const bool force : {false, true}) {
    const std::u16string& drive = facts.drives.front();
    if (!probe.connect(drive, facts.remote(0))) return;
    if (!probe.cancel(drive, force).ok()) {
      return probe.inapplicable(concat({"an idle connection cannot be cancelled: ", probe.last()}));
    }
    const TextAnswer after = probe.get(drive);
    if (!probe.expect(
            after.status == wn::not_connected, described(wn::not_connected),
            "the provider reported that it cancelled the connection, but the connection is still there"))
      return;
  }
}

bool still_there(Probe& probe, const std::u16string& drive, const std::u16string& remote) {
  const TextAnswer answer = probe.get(drive);
  return probe.expect(
      answer.status.ok() && answer.text == remote,
      concat({described(MaybeText(drive)), " is still connected to ", described(MaybeText(remote))}),
      answer.status.ok() ? concat({"connected to ", described(MaybeText(answer.text))})
                         : std::string("another connection was cancelled, not this one"));
}

bool listed(const std::vector<ResourceArgument>& resources, const std::u16string& drive) {
  for (const ResourceArgument& resource : resources) {
    if (resource.local == drive) return true;
  }
  return false;
}

// Cancels each of three connections in turn: a table can lose the entries before a gap or those after it.
void no_collateral(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  for (std::size_t gone = 0; gone < 3 && !probe.over(); ++gone) {
    if (!probe.must({.action = BenchAction::reset})) return;
    for (std::size_t i = 0; i < 3; ++i) {
      if (!probe.connect(facts.drives[i], facts.remote(i))) return;
    }
    probe.cancel(facts.drives[gone], false);
    for (std::size_t i = 0; i < 3; ++i) {
      if (i != gone) still_there(probe, facts.drives[i], facts.remote(i));
    }
    if (!facts.why_not(Need::list).empty() || probe.over()) continue;
    const auto resources = probe.list(resource_connected);
    if (!resources) continue;  // enumeration/packing reports that
    for (std::size_t i = 0; i < 3; ++i) {
      if (i == gone || listed(*resources, facts.drives[i])) continue;
      probe.fail(concat({"the enumeration still lists ", described(MaybeText(facts.drives[i]))}),
                 concat({"it lists ", std::to_string(resources->size()), " connections without it"}));
    }
  }
}

constexpr auto checks = std::to_array<Check>({
    {.id = "cancel/gone-after-success",
     .title = "A connection is gone after its cancel succeeded",
     .rules = {Rule::force_gone_after_success},
     .needs = Need::cancel | Need::get | Need::connect,
     .run = gone_after_success},
    {.id = "cancel/no-collateral",
     .title = "After the cancel of one connection every other connection is still visible and usable",
     .rules = {Rule::provider_no_collateral, Rule::enum_connected},
     .needs = Need::cancel | Need::get | Need::connect | Need::three_names | Need::reset,
     .run = no_collateral},
});

}  // namespace
}  // namespace cancel_checks

std::span<const Check> cancel_chapter() noexcept { return cancel_checks::checks; }

}  // namespace mprsim
