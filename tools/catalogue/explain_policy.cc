// mprsim explain <switch>, <profile> and <function>.
#include <algorithm>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "tools/catalogue/explain.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

using Place = std::optional<std::size_t>;

Place place_if(bool fits) { return fits ? Place(0) : std::nullopt; }

bool overrides(const Scenario& scenario, Switch id) {
  return std::ranges::any_of(scenario.overrides, [&](const auto& change) { return change.first == id; });
}

bool lacks_export(const Scenario& scenario, NpFunction function) {
  return std::ranges::any_of(scenario.providers, [&](const ProviderModel& provider) {
    return !provider.abilities.exported.contains(function);
  });
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

std::string explain(const SwitchInfo& info, const ExplainContext& context) {
  const RuleInfo& rule = mprsim::info(info.rule);
  std::string text =
      heading(concat({info.name, " (switch)"}), context) + wrapped(info.question, 2, context.width) + "\n";
  for (const std::string_view value : info.values) {
    std::string profiles;
    for (const Profile profile : all_profiles()) {
      if (value_of(Policy::of(profile), info.id) == value) {
        profiles += concat({profiles.empty() ? "in the profile " : ", ", name(profile)});
      }
    }
    text += concat({"  ", padded(value, 20), profiles.empty() ? "in no profile" : profiles, "\n"});
  }
  text += concat({"\n", heading("It decides this rule", context)});
  text += concat({"  ", rule.slug, "\n", wrapped(rule.statement, 4, context.width)});
  text += labelled(to_string(rule.provenance), meaning(rule.provenance), context);
  text += concat({"\n", heading("To set it in a scenario", context)});
  text += concat({"  [policy]\n  ", info.name, " = \"", info.values.back(), "\"\n"});
  const auto rank = [&](const Scenario& scenario) { return place_if(overrides(scenario, info.id)); };
  return text + examples("Scenarios that set it", rank, "", context);
}

std::string explain(Profile profile, const ExplainContext& context) {
  std::string text =
      heading(concat({name(profile), " (profile)"}), context) + wrapped(meaning(profile), 2, context.width);
  const bool is_standard = profile == Profile::nt_doc;
  text += concat({"\n", heading(is_standard ? "Its switches" : "Where it differs from nt-doc", context)});
  for (const SwitchInfo& info : all_switches()) {
    const std::string_view value = value_of(Policy::of(profile), info.id);
    if (!is_standard && value == value_of(Policy::of(Profile::nt_doc), info.id)) continue;
    text += concat({"  ", padded(info.name, 24), padded(value, 20), slug(info.rule), "\n"});
  }
  text += concat({"\n", heading("To use it", context), "  mprsim run PATH --profile ", name(profile),
                  "\n  profile = \"", name(profile), "\"   in a scenario\n"});
  if (is_standard) return text;
  const auto rank = [&](const Scenario& scenario) { return place_if(scenario.profile == profile); };
  return text + examples("Scenarios that use it", rank, "", context);
}

std::string explain(const NpFunctionInfo& function, const ExplainContext& context) {
  const bool notifyee = function.group == NpGroup::notification;
  std::string text = heading(function.name, context);
  text += concat({"  ", function.signature, "\n\n"});
  text += labelled("exported by", notifyee ? "a notifyee" : "a network provider", context);
  text += labelled("group", to_string(function.group), context);
  const std::string promised = promise(function);
  if (!promised.empty()) text += labelled("promised by", promised, context);
  text += rule_list(
      "Rules about it", [&](const RuleInfo& rule) { return has_word(rule.statement, function.name); },
      context);
  const auto rank = [&](const Scenario& scenario) {
    return place_if(lacks_export(scenario, function.function));
  };
  return text + examples("Scenarios without this export", rank, "", context);
}

}  // namespace mprsim
