// Leaks: a call that fails or declines releases what it allocated.
//
// Page: nf-npapi-npcancelconnection.
#include <array>
#include <string>

#include "tools/conformance/check.h"
#include "tools/conformance/checks/leak.h"
#include "tools/conformance/checks/names_in_use.h"

namespace mprsim {
namespace leaks_checks {
namespace {

constexpr std::uint32_t times = 400;

PluginCall cancel_of(std::u16string_view name) {
  return {"NPCancelConnection", {TextArgument{std::u16string(name), true}, ValueArgument{}}};
}

void declined_cancels(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  if (facts.why_not(Need::connect).empty() && !probe.connect(facts.drives.front(), facts.remote(0))) return;
  expect_no_leak(probe, times, "declined cancels", [&](std::uint32_t count) {
    probe.repeat(cancel_of(names::no_such_share), count);
    probe.repeat(cancel_of(names::no_such_drive), count);
  });
}

void failed_cancels(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  const std::u16string& drive = facts.drives.front();
  if (!probe.connect(drive, facts.remote(0)) || !probe.begin(BenchAction::open_file, drive)) return;
  if (probe.cancel(drive, false).ok()) {
    return probe.inapplicable("the cancel did not fail; force/open-files-block reports that");
  }
  expect_no_leak(probe, times, "failed cancels",
                 [&](std::uint32_t count) { probe.repeat(cancel_of(drive), count); });
}

constexpr auto checks = std::to_array<Check>({
    {.id = "leaks/declined-cancels",
     .title = "A cancel that the provider declines releases what it allocated",
     .rules = {Rule::provider_no_leak},
     .needs = Need::cancel,
     .run = declined_cancels},
    {.id = "leaks/failed-cancels",
     .title = "A cancel that fails releases what it allocated",
     .rules = {Rule::provider_no_leak},
     .needs = Need::cancel | Need::connect | Need::files,
     .run = failed_cancels},
});

}  // namespace
}  // namespace leaks_checks

std::span<const Check> leaks_chapter() noexcept { return leaks_checks::checks; }

}  // namespace mprsim
