#include "tools/catalogue/explain.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/did_you_mean.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

constexpr std::size_t most_examples = 8;

template <class Info>
const Info* find_by_name(std::span<const Info> known, std::string_view name) {
  const auto found = std::ranges::find(known, name, &Info::name);
  return found == known.end() ? nullptr : &*found;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

std::vector<std::string_view> all_topics() {
  std::vector<std::string_view> topics;
  for (const RuleInfo& rule : all_rules()) topics.push_back(rule.slug);
  for (const std::string_view status : status_names()) topics.push_back(status);
  for (const SwitchInfo& info : all_switches()) topics.push_back(info.name);
  for (const NpFunctionInfo& function : all_np_functions()) topics.push_back(function.name);
  for (const Profile profile : all_profiles()) topics.push_back(name(profile));
  for (const Chapter& chapter : all_chapters()) topics.push_back(chapter.name);
  return topics;
}

}  // namespace

// The kinds of names do not overlap. Statuses may be written in small letters as well.
std::optional<std::string> explain(std::string_view topic, const ExplainContext& context) {
  if (const auto rule = find_rule(topic)) return explain(info(*rule), context);
  if (const auto status = parse_status(upper(topic))) return explain(*status, context);
  if (const auto* decides = find_by_name(all_switches(), topic)) return explain(*decides, context);
  if (const auto function = find_np_function(topic)) return explain(info(*function), context);
  if (const auto profile = find_profile(topic)) return explain(*profile, context);
  if (const auto* chapter = find_by_name(all_chapters(), topic)) return explain(*chapter, context);
  return std::nullopt;
}

std::string nearest_topic(std::string_view word) { return did_you_mean(word, all_topics()); }

std::string list_topics(const ExplainContext& context) {
  std::string rules;
  std::string statuses;
  std::string switches;
  std::string functions;
  std::string profiles;
  for (const Chapter& chapter : all_chapters()) {
    rules += labelled(chapter.name, chapter.title, context);
  }
  for (const StatusInfo& info : all_statuses()) {
    statuses += concat({name(info.status), " "});
  }
  for (const SwitchInfo& info : all_switches()) switches += concat({info.name, " "});
  for (const NpFunctionInfo& function : all_np_functions()) functions += concat({function.name, " "});
  for (const Profile profile : all_profiles()) profiles += labelled(name(profile), meaning(profile), context);
  return concat({"mprsim explain TOPIC, where TOPIC is\n\n",
                 heading("a chapter of the rules, or one of its rules", context), rules, "\n",
                 heading("a status, by number or name", context), wrapped(statuses, 2, context.width), "\n",
                 heading("a switch that decides what the documentation leaves open", context),
                 wrapped(switches, 2, context.width), "\n",
                 heading("a function that a provider or a notifyee exports", context),
                 wrapped(functions, 2, context.width), "\n", heading("a profile", context), profiles});
}

std::string heading(std::string_view text, const ExplainContext& context) {
  return context.style(Ink::strong, text) + "\n";
}

std::string labelled(std::string_view label, std::string_view text, const ExplainContext& context) {
  constexpr std::size_t column = 16;
  const std::string lines = wrapped(text, column, context.width);
  const std::size_t label_width = std::max(columns(label) + 3, column);
  return concat({"  ", padded(label, label_width - 2), lines.substr(std::min(column, lines.size()))});
}

std::string examples(std::string_view title, const Rank& rank, std::string_view filter,
                     const ExplainContext& context) {
  std::vector<std::pair<std::size_t, const Scenario*>> found;
  for (const Scenario& scenario : context.scenarios) {
    if (const auto place = rank(scenario)) found.emplace_back(*place, &scenario);
  }
  if (found.empty()) return {};
  std::ranges::stable_sort(found, {}, &std::pair<std::size_t, const Scenario*>::first);
  const auto shown = std::span(found).first(std::min(found.size(), most_examples));
  std::size_t width = 0;
  for (const auto& [place, scenario] : shown) width = std::max(width, columns(visible(scenario->path)));

  std::string text =
      concat({"\n", heading(concat({title, " (", std::to_string(found.size()), ")"}), context)});
  for (const auto& [place, scenario] : shown) {
    text += concat({"  ", padded(visible(scenario->path), width), "  ", visible(scenario->title), "\n"});
  }
  if (found.size() > shown.size()) {
    text += concat({"  ... and ", std::to_string(found.size() - shown.size()), " more"});
    text += filter.empty() ? "\n" : concat({": mprsim list --filter ", shell_word(filter), "\n"});
  }
  return text + concat({"  See one happen: mprsim run ", shell_word(found.front().second->path), "\n"});
}

std::string rule_list(std::string_view title, const std::function<bool(const RuleInfo&)>& fits,
                      const ExplainContext& context) {
  std::string text;
  for (const RuleInfo& rule : all_rules()) {
    if (!fits(rule)) continue;
    text += concat({"  ", rule.slug, "\n", wrapped(rule.statement, 4, context.width)});
  }
  return text.empty() ? text : concat({"\n", heading(title, context), text});
}

bool has_word(std::string_view text, std::string_view word) noexcept {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

}  // namespace mprsim
