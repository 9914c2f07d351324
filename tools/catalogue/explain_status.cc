// mprsim explain <status>.
#include <algorithm>
#include <string>
#include <vector>

#include "mock_mpr/operations/routing.h"
#include "scenarios/language/diagnostics.h"
#include "tools/catalogue/explain.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

// What an answer weighs is asked of the router itself: the first of three providers gives it, and if the
// cycle goes on, the second gives another error.
std::string_view weight(Status answer, Route route, const Policy& policy) {
  static const Registry registry = [] {
    Registry made;
    for (const char* name : {"P1", "P2", "P3"}) made.add_provider(name);
    return made;
  }();
  Routing cycle{route, NpFunction::NPCancelConnection, registry, policy};
  cycle.next();
  cycle.hear(answer);
  if (cycle.accepted_by()) return "success: no other is asked";
  if (cycle.unclaimed()) return "not mine: ask the next";
  if (!cycle.next()) return "an error that ends the cycle";
  cycle.hear(answer == wn::access_denied ? wn::net_error : wn::access_denied);
  return cycle.conclusion().status == answer ? "an error: the first counts" : "an error: the last counts";
}

struct RouteColumn {
  Route route;
  std::string_view title;
};
constexpr RouteColumn routes[] = {
    {Route::cancel, "when cancelling"}, {Route::add, "when connecting"}, {Route::get, "when looking up"}};
constexpr std::size_t profile_width = 12;
constexpr std::size_t column_width = 30;

// What each router does when a provider answers with the status.
std::string weights(Status status, const ExplainContext& context) {
  std::string text = concat({"\n", heading("What it means as the answer of a provider", context)});
  std::string line = concat({"  ", padded("profile", profile_width)});
  for (const RouteColumn& column : routes) line += padded(column.title, column_width);
  text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  for (const Profile profile : all_profiles()) {
    line = concat({"  ", padded(name(profile), profile_width)});
    for (const RouteColumn& column : routes) {
      line += padded(weight(status, column.route, Policy::of(profile)), column_width);
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

bool has(const std::vector<ScriptedAnswer>& answers, Status status) {
  return std::ranges::find(answers, ScriptedAnswer(status)) != answers.end();
}

bool returns(const NotifyeeBehaviour& behaviour, Status status) {
  return std::ranges::find(behaviour.returns, status) != behaviour.returns.end();
}

bool mentions(const ProviderModel& provider, Status status) {
  return provider.sets_last_error == status ||
         std::ranges::any_of(provider.answers, [&](const auto& answers) { return has(answers, status); });
}

bool mentions(const NotifyeeModel& notifyee, Status status) {
  return returns(notifyee.before, status) || returns(notifyee.after, status) ||
         returns(notifyee.add_before, status) || returns(notifyee.add_after, status);
}

bool mentions(const std::vector<Step>& steps, Status status) {
  return std::ranges::any_of(steps, [&](const Step& step) {
    return step.expect && (step.expect->status == status || step.expect->last_error == status);
  });
}

std::string names_of(const StatusInfo& info) {
  return info.wn_name.empty() ? std::string(info.error_name) : concat({info.wn_name, ", ", info.error_name});
}

bool is_named(std::string_view text, Status status) {
  const StatusInfo* info = find_status(status);
  return has_word(text, std::to_string(status.code())) ||
         (info != nullptr &&
          ((!info->wn_name.empty() && has_word(text, info->wn_name)) || has_word(text, info->error_name)));
}

// Best is a scenario about the status.
std::optional<std::size_t> rank(const Scenario& scenario, Status status) {
  if (!mentions(scenario, status)) return std::nullopt;
  return is_named(scenario.title, status) ? 0 : is_named(scenario.why, status) ? 1 : 2;
}

}  // namespace

bool mentions(const Scenario& scenario, Status status) {
  const auto hits = [&](const auto& part) { return mentions(part, status); };
  return std::ranges::any_of(scenario.providers, hits) || std::ranges::any_of(scenario.notifyees, hits) ||
         mentions(scenario.steps, status) ||
         std::ranges::any_of(scenario.apps, [&](const AppModel& app) { return mentions(app.steps, status); });
}

std::string explain(Status status, const ExplainContext& context) {
  const StatusInfo* info = find_status(status);
  const std::string number = std::to_string(status.code());
  std::string text = heading(info != nullptr ? concat({number, "  ", names_of(*info)}) : number, context);
  text +=
      wrapped(info != nullptr
                  ? info->meaning
                  : "mprsim does not know this status. A provider may still return it; it has no name, and "
                    "the router treats it as a significant error.",
              2, context.width);
  text += weights(status, context);
  text += rule_list(
      "Rules about it", [&](const RuleInfo& rule) { return is_named(rule.statement, status); }, context);
  const auto rank_here = [&](const Scenario& scenario) { return rank(scenario, status); };
  return text + examples("Scenarios in which it occurs", rank_here, "", context);
}

}  // namespace mprsim
