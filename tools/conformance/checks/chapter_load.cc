// Load and capabilities: what a provider exports, and what it advertises.
//
// Pages: implementing-a-network-provider, nf-npapi-npgetcaps.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/check.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace load_checks {
namespace {

constexpr auto trio =
    std::to_array({NpFunction::NPOpenEnum, NpFunction::NPEnumResource, NpFunction::NPCloseEnum});

std::vector<std::string> missing_of_trio(const PluginFacts& facts) {
  std::vector<std::string> missing;
  for (const NpFunction function : trio) {
    if (!facts.exported(info(function).name)) missing.emplace_back(info(function).name);
  }
  return missing;
}

void exports_npgetcaps(Probe& probe) {
  const std::string_view name = info(NpFunction::NPGetCaps).name;
  if (!probe.facts().exported(name))
    probe.fail(concat({name, " is exported"}),
               "it is not exported, so the router calls no function of the library");
}

bool is_advertised(const PluginFacts& facts, const NpFunctionInfo& function) {
  return function.capability_index != 0 && facts.advertises(function.function);
}

void no_missing_export(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  std::vector<std::string> missing;
  for (const NpFunctionInfo& function : all_np_functions()) {
    if (!is_advertised(facts, function) || facts.exported(function.name)) continue;
    // If some of the three enumeration functions are there and others not, enumeration_trio() reports it.
    if (function.group == NpGroup::enumeration && missing_of_trio(facts).size() < trio.size()) continue;
    missing.emplace_back(function.name);
  }
  if (!missing.empty()) {
    probe.fail(
        "every function that NPGetCaps advertises is exported",
        concat({"NPGetCaps advertises ", joined(missing, ", "), ", which the library does not export"}));
  }
}

void enumeration_trio(Probe& probe) {
  const std::vector<std::string> missing = missing_of_trio(probe.facts());
  if (!missing.empty() && missing.size() < trio.size()) {
    probe.fail("NPOpenEnum, NPEnumResource and NPCloseEnum are exported all together or not at all",
               concat({joined(missing, " and "), missing.size() == 1 ? " is" : " are", " not exported"}));
  } else if (!missing.empty()) {
    probe.observe("none of the three is exported");
  }
}

constexpr std::uint32_t unknown_index = 0x4D50;
constexpr int rounds = 3;

// WNNC_START may be a time to wait, which becomes shorter from one call to the next.
bool may_change(const WnncIndex& index) { return index.number == wnnc::start; }

void caps_are_pure(Probe& probe) {
  if (probe.facts().can(BenchAction::connect) && !probe.facts().remote(0).empty()) {
    if (!probe.connect(probe.facts().drives.front(), probe.facts().remote(0))) return;
  }
  const TextAnswer before =
      probe.facts().can(NpFunction::NPGetConnection)
          ? probe.get(probe.facts().drives.empty() ? u"Z:" : probe.facts().drives.front())
          : TextAnswer{};
  for (int round = 0; round < rounds && !probe.over(); ++round) {
    probe.call({"NPGetCaps", {ValueArgument{unknown_index}}});
    for (const auto& [index, first] : probe.facts().advertised) {
      const auto known = std::ranges::find(all_wnnc_indexes(), index, &WnncIndex::number);
      const auto reply = probe.call({"NPGetCaps", {ValueArgument{index}}});
      if (!reply || may_change(*known)) continue;
      probe.expect(reply->status == first, "NPGetCaps gives the same answer every time",
                   concat({"the answer was ", std::to_string(first), " before"}));
      probe.expect(!reply->extended, "NPGetCaps has no side effects", "NPGetCaps called WNetSetLastError");
    }
  }
  if (before.status == no_answer || probe.over()) return;
  const TextAnswer after = probe.get(probe.facts().drives.empty() ? u"Z:" : probe.facts().drives.front());
  probe.expect(after.status == before.status && after.text == before.text, "NPGetCaps has no side effects",
               "the connection changed while NPGetCaps was called");
}

constexpr auto checks = std::to_array<Check>({
    {.id = "load/exports-npgetcaps",
     .title = "The library exports NPGetCaps; without it the router calls no function of the provider",
     .rules = {Rule::caps_gate},
     .run = exports_npgetcaps},
    {.id = "load/missing-export",
     .title = "Every function that NPGetCaps advertises is exported",
     .rules = {Rule::caps_missing_export},
     .run = no_missing_export,
     .severity = Severity::must},  // it is wrong; open is only what the router does about it
    {.id = "load/enumeration-trio",
     .title = "The three enumeration functions are exported all together or not at all",
     .rules = {Rule::caps_enumeration_trio},
     .run = enumeration_trio},
    {.id = "load/caps-pure",
     .title = "NPGetCaps gives the same answer every time and changes nothing",
     .rules = {Rule::caps_pure},
     .needs = Need::caps,
     .run = caps_are_pure},
});

}  // namespace
}  // namespace load_checks

std::span<const Check> load_chapter() noexcept { return load_checks::checks; }

}  // namespace mprsim
