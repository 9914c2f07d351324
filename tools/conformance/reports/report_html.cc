// The conformance report as a static page: the verdict on top, what is wrong next, then every check by
// chapter.
#include <algorithm>
#include <string>
#include <string_view>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/reports/html_parts.h"
#include "tools/conformance/reports/report.h"
#include "tools/conformance/verdict.h"
#include "tools/reports/html.h"
#include "tools/reports/rule_text.h"
#include "tools/reports/xml.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

std::string badge_of(const CheckResult& check) {
  const std::string_view css_class = check.expected_to_fail ? "warning" : html_class(check.outcome);
  return html_element("span", concat({"outcome ", css_class}), to_string(check.outcome));
}

// A row of a definition list whose description is HTML; nothing if that is empty.
std::string row(std::string_view term, std::string_view html) {
  return html.empty() ? std::string() : concat({html_element("dt", "", term), "<dd>", html, "</dd>\n"});
}

std::string header(const Conformance& conformance) {
  std::string text =
      concat({"<header>\n", html_element("h1", "", conformance.name), "\n<p class=\"soft\">",
              to_string(conformance.kind), " ", html_element("code", "", conformance.plugin), "</p>\n"});
  text += concat({"<p class=\"verdict ", html_verdict_class(standing(conformance)), "\" role=\"status\">",
                  xml(verdict_line(conformance)), "</p>\n<ul class=\"tally\">\n"});
  const ConformanceCounts counts = count(conformance);
  for (std::size_t i = 0; i < outcome_count; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (counts.outcomes.of(outcome) == 0) continue;
    text +=
        concat({"<li>",
                html_element("span", concat({"outcome ", html_class(outcome)}),
                             concat({std::to_string(counts.outcomes.of(outcome)), " ", to_string(outcome)})),
                "</li>\n"});
  }
  return concat(
      {text, "</ul>\n<dl>\n", row("capabilities", xml(joined(conformance.capabilities, ", "))),
       row("bench", xml(conformance.bench)), row("platform", xml(conformance.platform)),
       row("level", conformance.strict ? "strict: SHOULD counts as MUST" : "MUST fails, SHOULD warns"),
       row("again", html_element("pre", "", conformance.command)), "</dl>\n</header>\n"});
}

std::string rule_rows(const CheckResult& check) {
  std::string rows;
  for (const Rule each : check.rules) {
    const RuleInfo& rule = info(each);
    std::string html = concat({html_element("code", "", rule.slug), " <span class=\"soft\">",
                               to_string(rule.level), ", ", to_string(rule.provenance), "</span>",
                               html_element("p", "statement", rule.statement), "<p class=\"statement\">"});
    for (const Source& source : sources(rule)) html += html_link(source.url, source.name) + " ";
    rows += row(rows.empty() ? "rule" : "also", html + "</p>");
  }
  return rows;
}

std::string stale_section(const Conformance& conformance) {
  if (conformance.stale_expectations.empty()) return {};
  std::string text = "<section>\n<h2>Expectations out of date</h2>\n<ul>\n";
  for (const std::string& line : conformance.stale_expectations) text += html_element("li", "", line) + "\n";
  return text + "</ul>\n</section>\n";
}

std::string wrong_section(const Conformance& conformance) {
  std::string details;
  for (const CheckResult& check : conformance.checks) {
    if (is_remarkable(check)) details += html_details(conformance, check, "check", !check.expected_to_fail);
  }
  return details.empty() ? details
                         : concat({"<section>\n<h2>What does not hold</h2>\n", details, "</section>\n"});
}

std::string check_row(const CheckResult& check) {
  std::string name = html_element("span", "id", name_of_check(check.id));
  if (is_remarkable(check)) {
    name = concat({"<a", attribute("href", "#" + html_anchor("check", check.id)), ">", name, "</a>"});
  }
  std::string note;
  if (!check.reason.empty()) note = html_element("div", "soft", check.reason);
  return concat({"<tr><td>", badge_of(check), "</td><th scope=\"row\">", name, "</th><td>",
                 xml_body(check.title), note, "</td></tr>\n"});
}

std::string chapter_section(const CheckChapter& chapter) {
  std::string text =
      concat({"<section>\n", html_element("h2", "", chapter.name.empty() ? "checks" : chapter.name),
              "\n<table class=\"checks\">\n<colgroup><col class=\"outcomes\"/><col "
              "class=\"names\"/><col/></colgroup>\n"
              "<thead><tr><th scope=\"col\">outcome</th><th scope=\"col\">check</th><th scope=\"col\">what "
              "it looks at"
              "</th></tr></thead>\n<tbody>\n"});
  for (const CheckResult* check : chapter.checks) text += check_row(*check);
  return text + "</tbody>\n</table>\n</section>\n";
}

}  // namespace

std::string_view html_verdict_class(Standing standing) noexcept {
  switch (standing) {
    case Standing::conformant:
      return "good";
    case Standing::as_expected:
      return "warning";
    case Standing::not_conformant:
    case Standing::undecided:
      return "bad";
    case Standing::nothing_made:
      return "faint";
  }
  return "bad";
}

std::string html_details(const Conformance& conformance, const CheckResult& check,
                         std::string_view anchor_prefix, bool open) {
  std::string events;
  for (const std::string& event : check.last_events) events += concat({visible(event), "\n"});
  return concat({"<details",
                 open ? " open=\"open\"" : "",
                 ">\n<summary>",
                 badge_of(check),
                 " ",
                 html_element("span", "id", check.id),
                 " ",
                 xml_body(check.title),
                 check.expected_to_fail ? " (expected to fail)" : "",
                 "</summary>\n<dl",
                 attribute("id", html_anchor(anchor_prefix, check.id)),
                 ">\n",
                 row("did", xml_body(check.did)),
                 row("expected", xml_body(check.expected)),
                 row("happened", xml_body(check.happened)),
                 row("because", xml_body(check.reason)),
                 row("known", xml_body(check.expected_because)),
                 rule_rows(check),
                 row("last events", events.empty() ? events : html_element("pre", "", events)),
                 row("again", html_element("pre", "", repro_line(conformance, check))),
                 "</dl>\n</details>\n"});
}

std::string render_html(const Conformance& conformance) {
  std::string body =
      header(conformance) + "<main>\n" + stale_section(conformance) + wrong_section(conformance);
  for (const CheckChapter& chapter : by_chapter(conformance)) body += chapter_section(chapter);
  body += concat({"</main>\n",
                  html_element("footer", "",
                               concat({"mprsim ", conformance.version, ", ",
                                       counted(conformance.checks.size(), "check")})),
                  "\n"});
  return html_page(concat({conformance.name, ": ", verdict_line(conformance)}), body);
}

}  // namespace mprsim
