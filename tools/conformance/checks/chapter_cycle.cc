// Inside a routing cycle: the provider is the first, the middle or the last of three. It must not cancel
// connections of the others.
//
// Pages: implementing-a-network-provider (routing); docs/algorithm.md.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/check.h"
#include "tools/conformance/checks/cycle.h"
#include "tools/conformance/checks/names_in_use.h"

namespace mprsim {
namespace cycle_checks {
namespace {

constexpr std::size_t providers = 3;

std::u16string drive_of(std::size_t provider) {
  static constexpr std::array<char16_t, providers> letters{u'N', u'O', u'P'};
  return {letters[provider], u':'};
}

std::u16string share_of(std::size_t provider) {
  return {std::u16string(names::no_such_server) + u"\\p" + static_cast<char16_t>(u'1' + provider)};
}

constexpr char16_t busy_drive[] = u"M:";

// Every provider but the plug-in has a drive and a connection without a device. One of them also has a drive
// with an open file: the second provider if the plug-in is the first, else the first.
std::vector<CycleDrive> table(std::size_t place, const std::optional<std::u16string>& own) {
  std::vector<CycleDrive> drives;
  for (std::size_t i = 0; i < providers; ++i) {
    if (i == place) continue;
    drives.push_back({.owner = i, .name = drive_of(i)});
    drives.push_back({.owner = i, .name = share_of(i)});
  }
  drives.push_back({.owner = place == 0 ? 1U : 0U, .name = busy_drive, .busy = true});
  if (own) drives.push_back({.owner = place, .name = *own});
  return drives;
}

std::string described(const CycleResult& result) {
  const std::string status = mprsim::described(result.status);
  if (!result.cancelled_by) return concat({status, ", cancelled by no provider"});
  return concat({status, ", cancelled by provider ", std::to_string(*result.cancelled_by + 1)});
}

// The same cancels must have the same results with the plug-in and with a correct fake provider in its place.
void route_among_others(Probe& probe, std::size_t place) {
  const PluginFacts& facts = probe.facts();
  std::optional<std::u16string> own;
  if (facts.why_not(Need::connect).empty()) {
    own = facts.drives.front();
    if (!probe.connect(*own, facts.remote(0))) return;
  }
  std::vector<std::u16string> names{std::u16string(names::no_such_drive),
                                    std::u16string(names::no_such_share), busy_drive};
  for (std::size_t i = 0; i < providers; ++i) {
    if (i == place) continue;
    names.push_back(drive_of(i));
    names.push_back(share_of(i));
  }
  if (own) names.push_back(*own);

  Cycle real(providers, table(place, own));
  Cycle ideal(providers, table(place, own));
  for (const std::u16string& name : names) {
    const CycleResult seen = real.cancel(name, &probe, place);
    const CycleResult wanted = ideal.cancel(name, nullptr, place);
    if (probe.over()) return;
    if (seen == wanted) continue;
    probe.fail(concat({"WNetCancelConnection2(", mprsim::described(MaybeText(name)),
                       ") = ", described(wanted), ", as with a correct provider in its place"}),
               concat({described(seen), ", because ", probe.last()}));
  }
}

void first_of_three(Probe& probe) { route_among_others(probe, 0); }
void middle_of_three(Probe& probe) { route_among_others(probe, 1); }
void last_of_three(Probe& probe) { route_among_others(probe, 2); }

constexpr std::array<Rule, 3> proven{Rule::route_false_success, Rule::route_first_significant,
                                     Rule::route_not_connected_on_cancel};

constexpr auto checks = std::to_array<Check>({
    {.id = "cycle/first",
     .title = "As the first of three providers it cancels its own connections and none of the others",
     .rules = proven,
     .needs = Need::cancel,
     .run = first_of_three},
    {.id = "cycle/middle",
     .title = "In the middle of three providers it cancels its own connections and none of the others",
     .rules = proven,
     .needs = Need::cancel,
     .run = middle_of_three},
    {.id = "cycle/last",
     .title = "As the last of three providers it cancels its own connections, and errors of the others stand",
     .rules = proven,
     .needs = Need::cancel,
     .run = last_of_three},
});

}  // namespace
}  // namespace cycle_checks

std::span<const Check> cycle_chapter() noexcept { return cycle_checks::checks; }

}  // namespace mprsim
