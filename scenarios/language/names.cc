#include "scenarios/language/names.h"

#include <algorithm>
#include <functional>

#include "scenarios/language/did_you_mean.h"

namespace mprsim {
namespace {

// A hostile file may hold a hundred thousand names and mistakes.
constexpr std::size_t helpful_names = 200;        // searched for a similar one
constexpr std::size_t helpful_diagnostics = 100;  // with a hint

struct NounInfo {
  std::string_view singular, plural;
  bool unique;                      // two of one name are a mistake
  std::vector<Noun> may_be;         // where the definitions are
  std::string_view how_to_declare;  // when there is none at all
};

const NounInfo& info(Noun noun) {
  static const std::array<NounInfo, 10> table{{
      {"", "", false, {}, ""},
      {"session", "sessions", true, {Noun::session, Noun::app_session}, "declare it with [[session]]"},
      {"session", "sessions", false, {}, ""},
      {"provider", "providers", true, {Noun::provider}, "declare it with [[provider]]"},
      {"notifyee", "notifyees", true, {Noun::notifyee}, "declare it with [[notifyee]]"},
      {"application", "applications", true, {Noun::app}, "declare it with [[app]]"},
      {"application or notifyee", "applications and notifyees", false, {Noun::app, Noun::notifyee}, ""},
      {"process", "processes", false, {Noun::holder, Noun::app}, "a connection names it in used_by"},
      {"file", "files", false, {Noun::file}, "a connection, a step or a notifyee opens it"},
      {"document",
       "documents",
       false,
       {Noun::document},
       "a connection names it in jobs, or a step prints it"},
  }};
  return table[static_cast<std::size_t>(noun)];
}

// Windows compares file names without regard to case.
std::string as_compared(Noun noun, std::string_view name) {
  std::string key(name);
  if (noun != Noun::file) return key;
  std::ranges::transform(key, key.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return key;
}

}  // namespace

void Names::define(Noun noun, std::string_view name, Location where, Diagnostics& diagnostics) {
  auto& definitions = defined_[static_cast<std::size_t>(noun)];
  const auto [entry, is_new] =
      definitions.try_emplace(as_compared(noun, name), Definition{std::string(name), where});
  if (is_new || !info(noun).unique) return;
  const auto first = entry->second.where.line;
  const auto where_first = first == 0 ? std::string("that one is always there")
                                      : concat({"the first is in line ", std::to_string(first)});
  diagnostics.push_back(
      {where, concat({"a second ", info(noun).singular, " called ", quoted(name)}), where_first});
}

void Names::use(Noun noun, std::string_view name, Location where) {
  uses_.push_back({noun, std::string(name), where});
}

std::vector<std::string_view> Names::candidates(Noun noun) const {
  std::vector<std::string_view> words;
  for (const auto definition : info(noun).may_be) {
    for (const auto& [key, known] : defined_[static_cast<std::size_t>(definition)]) {
      if (words.size() < helpful_names) words.push_back(known.name);
    }
  }
  return words;
}

// A process that holds a file needs no declaration. But a name that differs from an actor's by a letter or
// two is probably mistyped.
bool Names::nearly_an_actor(const Use& use) const {
  const auto actors = candidates(Noun::holder);
  const auto actor = nearest(use.name, actors);
  return !actor.empty() && actor.size() <= use.name.size() + 1;
}

bool Names::known(const Use& use) const {
  const bool defined = std::ranges::any_of(info(use.noun).may_be, [&](Noun noun) {
    return defined_[static_cast<std::size_t>(noun)].contains(as_compared(noun, use.name));
  });
  return defined || (use.noun == Noun::holder && !nearly_an_actor(use));
}

Diagnostic Names::unknown(const Use& use, bool with_hint) const {
  const auto& noun = info(use.noun);
  Diagnostic diagnostic{use.where, concat({"there is no ", noun.singular, " called ", quoted(use.name)}), {}};
  if (!with_hint) return diagnostic;
  const auto existing = candidates(use.noun);
  diagnostic.hint = did_you_mean(use.name, existing);
  if (diagnostic.hint.empty() && existing.empty()) diagnostic.hint = noun.how_to_declare;
  if (diagnostic.hint.empty()) {
    diagnostic.hint = concat({"the ", noun.plural, " here: ", quoted_list(existing)});
  }
  return diagnostic;
}

void Names::check(Diagnostics& diagnostics) const {
  for (const auto& use : uses_) {
    if (!known(use)) diagnostics.push_back(unknown(use, diagnostics.size() < helpful_diagnostics));
  }
}

}  // namespace mprsim
