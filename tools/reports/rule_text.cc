#include "tools/reports/rule_text.h"

#include <algorithm>
#include <array>

#include "scenarios/language/diagnostics.h"

namespace mprsim {
namespace {

constexpr std::string_view learn = "https://learn.microsoft.com/windows/win32/";

// Page identifiers are lower case with hyphens; anything else is a book, a registry key or a program.
bool is_page(std::string_view source) noexcept {
  return source.find('-') != std::string_view::npos && std::ranges::all_of(source, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '#';
         });
}

// "nf-npapi-npgetcaps" is a reference page of npapi.h, anything else a topic of the security documentation,
// where network providers have their chapter.
std::string url_of(std::string_view source) {
  const std::string_view page = source.substr(0, source.find(' '));
  if (!is_page(page)) return {};
  if (!page.starts_with("nf-") && !page.starts_with("ns-")) return concat({learn, "secauthn/", page});
  const std::string_view header = page.substr(3, page.find('-', 3) - 3);
  return concat({learn, "api/", header, "/", page});
}

}  // namespace

std::string_view meaning(Level level) noexcept {
  switch (level) {
    case Level::must:
      return "Violating this is a defect.";
    case Level::should:
      return "Violating this is a defect, unless there is a good reason.";
    case Level::may:
      return "Allowed. Callers cannot rely on it.";
    case Level::policy:
      return "An open question: a named switch answers it here. The answer is not known to be that of "
             "Windows.";
  }
  return {};
}

std::string_view meaning(Provenance provenance) noexcept {
  switch (provenance) {
    case Provenance::documented:
      return "The current documentation of Windows says so.";
    case Provenance::documented_win9x:
      return "The driver kits of Windows 95 and 98 say so; the current documentation is silent.";
    case Provenance::observed_wine:
      return "Observed by running Wine 8.0, which is not Windows.";
    case Provenance::convention:
      return "No page says this in so many words. Careful implementations do it, and callers rely on it.";
    case Provenance::conflicting:
      return "The pages contradict each other or themselves, so this is not claimed to be the behaviour of "
             "Windows.";
    case Provenance::silent:
      return "No page answers the question, so this is not claimed to be the behaviour of Windows.";
  }
  return {};
}

std::string_view meaning(Subject subject) noexcept {
  switch (subject) {
    case Subject::router:
      return "The router (MPR), which stands between applications and providers.";
    case Subject::provider:
      return "Every network provider: a library that makes and ends connections to its own network.";
    case Subject::notifyee:
      return "Every notifyee: a library that asked to be notified before and after a connection is made or "
             "ended.";
    case Subject::client:
      return "The client: the application, or the shell, that calls the WNet functions.";
  }
  return {};
}

std::string_view meaning(Profile profile) noexcept {
  switch (profile) {
    case Profile::nt_doc:
      return "What the current documentation says, with a default wherever it leaves a question open.";
    case Profile::win9x_ddk:
      return "The router of Windows 95 and 98 as their driver kits describe it.";
    case Profile::wine:
      return "Wine 8.0 as measured: notifyees are never called, and the last answer wins.";
    case Profile::reactos:
      return "ReactOS: as Wine, except that a failed cancel forgets the remembered connection.";
  }
  return {};
}

std::string slug_list(std::span<const Rule> rules) {
  std::string list;
  for (const Rule rule : rules) list += concat({list.empty() ? "" : ", ", slug(rule)});
  return list;
}

std::vector<const RuleInfo*> rules_of(const Chapter& chapter) {
  std::vector<const RuleInfo*> rules;
  for (const RuleInfo& rule : all_rules()) {
    if (chapter_of(rule.slug) == chapter.name) rules.push_back(&rule);
  }
  return rules;
}

std::vector<Source> sources(const RuleInfo& rule) {
  std::vector<Source> found;
  for (std::string_view rest = rule.source; !rest.empty();) {
    const std::size_t end = std::min(rest.find("; "), rest.size());
    const std::string_view name = rest.substr(0, end);
    found.push_back({std::string(name), url_of(name)});
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return found;
}

std::vector<const SwitchInfo*> switches_of(Rule rule) {
  std::vector<const SwitchInfo*> found;
  for (const SwitchInfo& info : all_switches()) {
    if (info.rule == rule) found.push_back(&info);
  }
  return found;
}

}  // namespace mprsim
