// mprsim explain: finds out what a word means and teaches it.
#include "tools/catalogue/explain.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/did_you_mean.h"
#include "tools/commands/commands.h"
#include "tools/reports/report.h"
#include "tools/terminal/exit_code.h"
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

// The kinds of names do not overlap; statuses may also be written in small letters.
std::optional<std::string> find_and_explain(std::string_view topic, const Classroom& room) {
  if (const auto rule = find_rule(topic)) return explain(info(*rule), room);
  if (const auto status = parse_status(upper(topic))) return explain(*status, room);
  if (const auto* decides = find_by_name(all_switches(), topic)) return explain(*decides, room);
  if (const auto function = find_np_function(topic)) return explain(info(*function), room);
  if (const auto profile = find_profile(topic)) return explain(*profile, room);
  if (const auto* chapter = find_by_name(all_chapters(), topic)) return explain(*chapter, room);
  return std::nullopt;
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

// What there is to explain, as words to type.
std::string index(const Classroom& room) {
  std::string rules, statuses, switches, functions, profiles;
  for (const Chapter& chapter : all_chapters()) {
    rules += labelled(chapter.name, chapter.title, room);
  }
  for (const StatusInfo& info : all_statuses()) {
    statuses += concat({name(info.status), " "});
  }
  for (const SwitchInfo& info : all_switches()) switches += concat({info.name, " "});
  for (const NpFunctionInfo& function : all_np_functions()) functions += concat({function.name, " "});
  for (const Profile profile : all_profiles()) profiles += labelled(name(profile), meaning(profile), room);
  return concat({"mprsim explain TOPIC, where TOPIC is\n\n",
                 heading("a chapter of the rules, or one of its rules", room), rules, "\n",
                 heading("a status, by number or name", room), wrapped(statuses, 2, room.width), "\n",
                 heading("a switch that decides what the documentation leaves open", room),
                 wrapped(switches, 2, room.width), "\n",
                 heading("a function that a provider or a notifyee exports", room),
                 wrapped(functions, 2, room.width), "\n", heading("a profile", room), profiles});
}

int refuse_topic(std::string_view topic, CommandContext& context) {
  const std::string guess = did_you_mean(topic, all_topics());
  context.streams.err << "mprsim: there is nothing to explain under " << mprsim::quoted(topic)
                      << (guess.empty() ? "; mprsim explain lists what there is" : concat({"; ", guess}))
                      << "\n";
  return exit_code::bad_input;
}

}  // namespace

std::string heading(std::string_view text, const Classroom& room) {
  return room.style(Ink::strong, text) + "\n";
}

std::string labelled(std::string_view label, std::string_view text, const Classroom& room) {
  constexpr std::size_t column = 16;
  const std::string lines = wrapped(text, column, room.width);
  const std::size_t label_width = std::max(columns(label) + 3, column);
  return concat({"  ", padded(label, label_width - 2), lines.substr(std::min(column, lines.size()))});
}

std::string examples(std::string_view title, const Rank& rank, std::string_view filter,
                     const Classroom& room) {
  std::vector<std::pair<std::size_t, const Scenario*>> found;
  for (const Scenario& scenario : room.scenarios) {
    if (const auto place = rank(scenario)) found.emplace_back(*place, &scenario);
  }
  if (found.empty()) return {};
  std::ranges::stable_sort(found, {}, &std::pair<std::size_t, const Scenario*>::first);
  const auto shown = std::span(found).first(std::min(found.size(), most_examples));
  std::size_t width = 0;
  for (const auto& [place, scenario] : shown) width = std::max(width, columns(visible(scenario->path)));

  std::string text = concat({"\n", heading(concat({title, " (", std::to_string(found.size()), ")"}), room)});
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
                      const Classroom& room) {
  std::string text;
  for (const RuleInfo& rule : all_rules()) {
    if (!fits(rule)) continue;
    text += concat({"  ", rule.slug, "\n", wrapped(rule.statement, 4, room.width)});
  }
  return text.empty() ? text : concat({"\n", heading(title, room), text});
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

int execute(const ExplainCommand& command, CommandContext& context) {
  const std::vector<Scenario> scenarios = valid_scenarios(command.selection, context.environment);
  const Classroom room{scenarios, context.out, context.streams.width};
  if (command.topic.empty()) {
    context.streams.out << index(room);
    return exit_code::holds;
  }
  const auto text = find_and_explain(command.topic, room);
  if (!text) return refuse_topic(command.topic, context);
  context.streams.out << *text;
  return exit_code::holds;
}

}  // namespace mprsim
