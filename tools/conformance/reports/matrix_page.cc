#include "tools/conformance/reports/matrix_page.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/reports/html_parts.h"
#include "tools/conformance/verdict.h"
#include "tools/reports/html.h"
#include "tools/reports/rule_text.h"
#include "tools/reports/xml.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

// The first of these that a rule has is its outcome.
constexpr std::array by_weight{Outcome::error, Outcome::crash, Outcome::timeout,        Outcome::fail,
                               Outcome::warn,  Outcome::pass,  Outcome::not_applicable, Outcome::disabled};
static_assert(by_weight.size() == outcome_count);

bool outweighs(Outcome a, Outcome b) noexcept {
  return std::ranges::find(by_weight, a) < std::ranges::find(by_weight, b);
}

// The checks that say something about a rule.
std::vector<const CheckResult*> checks_about(const Conformance& conformance, Rule rule) {
  std::vector<const CheckResult*> found;
  for (const CheckResult& check : conformance.checks) {
    const auto place = std::ranges::find(check.rules, rule);
    if (place == check.rules.end()) continue;
    if (place == check.rules.begin() || !is_remarkable(check)) found.push_back(&check);
  }
  return found;
}

const CheckResult* weightiest(const std::vector<const CheckResult*>& checks) noexcept {
  const auto found = std::ranges::min_element(
      checks, [](const CheckResult* a, const CheckResult* b) { return outweighs(a->outcome, b->outcome); });
  return found == checks.end() ? nullptr : *found;
}

std::string prefix_of(std::size_t column) { return concat({"p", std::to_string(column + 1)}); }

// "force/open-files-block: fail", one check a line, shown when the pointer rests on the cell.
std::string tooltip(const std::vector<const CheckResult*>& checks) {
  std::string text;
  for (const CheckResult* check : checks) {
    text += concat({text.empty() ? "" : "\n", check->id, ": ", to_string(check->outcome),
                    check->reason.empty() ? "" : ", ", printable(check->reason)});
  }
  return text;
}

std::string cell(const Conformance& conformance, std::size_t column, Rule rule) {
  const std::vector<const CheckResult*> checks = checks_about(conformance, rule);
  const CheckResult* first = weightiest(checks);
  if (first == nullptr) return "<td><span class=\"soft\" title=\"no check tests it\">-</span></td>";
  const std::string attributes = attribute("class", concat({"outcome ", html_class(first->outcome)})) +
                                 attribute("title", tooltip(checks));
  if (!is_remarkable(*first)) {
    return concat({"<td><span", attributes, ">", to_string(first->outcome), "</span></td>"});
  }
  return concat({"<td><a", attribute("href", "#" + html_anchor(prefix_of(column), first->id)), attributes,
                 ">", to_string(first->outcome), "</a></td>"});
}

std::string column_heads(std::span<const Conformance> conformances) {
  std::string heads = "<thead><tr><th scope=\"col\">rule</th>";
  for (const Conformance& each : conformances) {
    heads += concat({"<th scope=\"col\"", attribute("title", each.plugin), ">", xml(each.name),
                     "<br/><span class=\"soft\">", to_string(each.kind), ", ", xml(each.platform),
                     "</span></th>"});
  }
  return heads + "</tr></thead>\n";
}

std::string rule_head(const RuleInfo& rule) {
  const std::vector<Source> pages = sources(rule);
  const std::string url = pages.empty() ? std::string() : pages.front().url;
  return concat({"<th scope=\"row\">", html_link(url, rule.slug), " <span class=\"soft\">",
                 to_string(rule.level), ", ", to_string(rule.provenance), "</span><br/><span class=\"soft\">",
                 xml(rule.statement), "</span></th>"});
}

bool is_looked_at(std::span<const Conformance> conformances, Rule rule) {
  return std::ranges::any_of(conformances,
                             [rule](const Conformance& each) { return !checks_about(each, rule).empty(); });
}

std::string chapter_rows(std::span<const Conformance> conformances, const Chapter& chapter) {
  std::string rows;
  for (const RuleInfo* rule : rules_of(chapter)) {
    if (!is_looked_at(conformances, rule->rule)) continue;
    rows += concat({"<tr>", rule_head(*rule)});
    for (std::size_t column = 0; column < conformances.size(); ++column) {
      rows += cell(conformances[column], column, rule->rule);
    }
    rows += "</tr>\n";
  }
  if (rows.empty()) return rows;
  return concat({"<tbody>\n<tr><th scope=\"rowgroup\"", attribute("colspan", conformances.size() + 1), ">",
                 xml(chapter.title), "</th></tr>\n", rows, "</tbody>\n"});
}

std::string verdicts(std::span<const Conformance> conformances) {
  std::string text = "<dl>\n";
  for (const Conformance& each : conformances) {
    text += concat({html_element("dt", "", each.name), "<dd><span class=\"outcome ",
                    html_verdict_class(standing(each)), "\">", xml(verdict_line(each)), "</span></dd>\n"});
  }
  return text + "</dl>\n";
}

std::string legend() {
  struct Entry {
    Outcome outcome;
    std::string_view meaning;
  };
  constexpr std::array entries{
      Entry{Outcome::pass, "the plug-in does what the rule says"},
      Entry{Outcome::warn, "the plug-in violates a SHOULD, or the question is open"},
      Entry{Outcome::fail, "the plug-in violates a MUST"},
      Entry{Outcome::crash, "the plug-in crashed"},
      Entry{Outcome::timeout, "the plug-in did not answer in time"},
      Entry{Outcome::error, "a fault of mprsim: nothing is known"},
      Entry{Outcome::not_applicable, "nothing is known: the plug-in or its bench lacks what the check needs"},
      Entry{Outcome::disabled, "nothing is known: the check was left out"}};
  std::string text = "<section>\n<h2>Legend</h2>\n<dl>\n";
  for (const Entry& entry : entries) {
    text += concat(
        {"<dt>",
         html_element("span", concat({"outcome ", html_class(entry.outcome)}), to_string(entry.outcome)),
         "</dt>", html_element("dd", "", entry.meaning), "\n"});
  }
  return text + "<dt>-</dt><dd>no check tests it</dd>\n</dl>\n</section>\n";
}

std::string details(std::span<const Conformance> conformances) {
  std::string text;
  for (std::size_t column = 0; column < conformances.size(); ++column) {
    const Conformance& each = conformances[column];
    std::string blocks;
    for (const CheckResult& check : each.checks) {
      if (is_remarkable(check)) blocks += html_details(each, check, prefix_of(column), false);
    }
    if (!blocks.empty())
      text += concat({"<section>\n", html_element("h2", "", each.name), "\n", blocks, "</section>\n"});
  }
  return text;
}

}  // namespace

std::optional<Outcome> outcome_of_rule(const Conformance& conformance, Rule rule) {
  const CheckResult* check = weightiest(checks_about(conformance, rule));
  if (check == nullptr) return std::nullopt;
  return check->outcome;
}

std::string render_matrix(std::span<const Conformance> conformances) {
  const std::string title = concat({counted(conformances.size(), "plug-in"), " against the rules"});
  std::string body = concat({"<header>\n", html_element("h1", "", title), "\n", verdicts(conformances),
                             "</header>\n<main>\n<div class=\"scroll\">\n<table class=\"matrix\">\n",
                             column_heads(conformances)});
  for (const Chapter& chapter : all_chapters()) body += chapter_rows(conformances, chapter);
  body += concat({"</table>\n</div>\n", legend(), details(conformances), "</main>\n"});
  return html_page(title, body);
}

}  // namespace mprsim
