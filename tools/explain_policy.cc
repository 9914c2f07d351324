// mprsim explain <switch>, <profile> and <function>.
#include <algorithm>
#include <string>

#include "scenarios/diagnostics.h"
#include "tools/explain.h"
#include "tools/text.h"

namespace mprsim {
namespace {

bool overrides(const Scenario& scenario, Switch id) {
  return std::ranges::any_of(scenario.overrides, [&](const auto& change) { return change.first == id; });
}

std::string promise(const NpFunctionInfo& function) {
  std::string bits;
  for (const WnncValue& value : all_wnnc_values()) {
    const bool promises =
        value.index == function.capability_index && (value.number & function.capability_bits) != 0;
    if (promises) bits += concat({bits.empty() ? "" : " or ", value.name});
  }
  for (const WnncIndex& index : all_wnnc_indexes()) {
    if (index.number == function.capability_index)
      return concat({"NPGetCaps(", index.name, ") answers ", bits});
  }
  return {};
}

}  // namespace

std::string explain(const SwitchInfo& info, const Classroom& room) {
  const RuleInfo& rule = mprsim::info(info.rule);
  std::string text =
      heading(concat({info.name, " (switch)"}), room) + wrapped(info.question, 2, room.width) + "\n";
  for (const std::string_view value : info.values) {
    std::string profiles;
    for (const Profile profile : all_profiles()) {
      if (value_of(Policy::of(profile), info.id) == value) {
        profiles += concat({profiles.empty() ? "in the profile " : ", ", name(profile)});
      }
    }
    text += concat({"  ", padded(value, 20), profiles.empty() ? "in no profile" : profiles, "\n"});
  }
  text += concat({"\n", heading("It decides this rule", room)});
  text += concat({"  ", rule.slug, "\n", wrapped(rule.statement, 4, room.width)});
  text += labelled(to_string(rule.provenance), meaning(rule.provenance), room);
  text += concat({"\n", heading("To set it in a scenario", room)});
  text += concat({"  [policy]\n  ", info.name, " = \"", info.values.back(), "\"\n"});
  return text + examples(
                    "Scenarios that set it",
                    [&](const Scenario& scenario) { return overrides(scenario, info.id); }, "", room);
}

std::string explain(Profile profile, const Classroom& room) {
  std::string text =
      heading(concat({name(profile), " (profile)"}), room) + wrapped(meaning(profile), 2, room.width);
  const Policy policy = Policy::of(profile);
  const Policy standard = Policy::of(Profile::nt_doc);
  const bool standard_itself = profile == Profile::nt_doc;
  text += concat({"\n", heading(standard_itself ? "Its switches" : "Where it differs from nt-doc", room)});
  for (const SwitchInfo& info : all_switches()) {
    const std::string_view value = value_of(policy, info.id);
    if (!standard_itself && value == value_of(standard, info.id)) continue;
    text += concat({"  ", padded(info.name, 24), padded(value, 20), info.question, "\n"});
  }
  text += concat({"\n", heading("To use it", room)});
  text += concat({"  mprsim run PATH --profile ", name(profile), "\n  profile = \"", name(profile),
                  "\"   in a scenario\n"});
  if (standard_itself) return text;
  return text + examples(
                    "Scenarios that use it",
                    [&](const Scenario& scenario) { return scenario.profile == profile; }, "", room);
}

std::string explain(const NpFunctionInfo& function, const Classroom& room) {
  const bool notifyee = function.group == NpGroup::notification;
  std::string text = heading(function.name, room);
  text += concat({"  ", function.signature, "\n\n"});
  text += labelled("exported by", notifyee ? "a notifyee" : "a network provider", room);
  text += labelled("group", to_string(function.group), room);
  const std::string promised = promise(function);
  if (!promised.empty()) text += labelled("promised by", promised, room);
  text += rule_list(
      "Rules that speak of it", [&](const RuleInfo& rule) { return has_word(rule.statement, function.name); },
      room);
  return text + examples(
                    "Scenarios without this export",
                    [&](const Scenario& scenario) {
                      return std::ranges::any_of(scenario.providers, [&](const ProviderModel& provider) {
                        const auto& missing = provider.missing_exports;
                        return std::ranges::find(missing, function.name) != missing.end();
                      });
                    },
                    "", room);
}

}  // namespace mprsim
