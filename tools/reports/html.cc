#include "tools/reports/html.h"

#include <algorithm>

#include "scenarios/language/diagnostics.h"
#include "tools/reports/xml.h"

namespace mprsim {
namespace {

// Colours have a contrast of at least 4.5 to 1 against what they stand on, in both themes. The outcome is
// always written out as well, so no reader depends on the colour.
constexpr std::string_view style_sheet = R"css(
:root { color-scheme: light dark;
  --page: #ffffff; --card: #f6f7f9; --line: #d5d9e0; --text: #1b1f27; --soft: #59616e; --link: #0b57a8;
  --good: #14692f; --good-page: #e2f4e7; --bad: #a3151e; --bad-page: #fde8e8;
  --warning: #7a4a00; --warning-page: #fdf0d5; --faint: #59616e; --faint-page: #eceef2; }
@media (prefers-color-scheme: dark) { :root {
  --page: #14171c; --card: #1c2027; --line: #363c47; --text: #e4e7ec; --soft: #a3abb8; --link: #7cb8f5;
  --good: #7fd79a; --good-page: #17301f; --bad: #ff9a9a; --bad-page: #3d1c1f;
  --warning: #f2c46d; --warning-page: #38290f; --faint: #a3abb8; --faint-page: #262b33; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 72rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.15rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, pre, .id { font: .875em/1.5 ui-monospace, "Cascadia Mono", Menlo, "Liberation Mono", monospace; }
pre { margin: 0; padding: .6rem .8rem; max-height: 20rem; overflow: auto; white-space: pre-wrap;
  background: var(--page); border: 1px solid var(--line); border-radius: 6px; }
.soft { color: var(--soft); }
.verdict { margin: 1.25rem 0; padding: .8rem 1rem; border-radius: 8px; border-left: 6px solid; font-weight: 600; }
.good { color: var(--good); background: var(--good-page); }
.bad { color: var(--bad); background: var(--bad-page); }
.warning { color: var(--warning); background: var(--warning-page); }
.faint { color: var(--faint); background: var(--faint-page); }
.verdict.good, .verdict.bad, .verdict.warning, .verdict.faint { border-left-color: currentColor; }
.outcome { display: inline-block; padding: 0 .5rem; border-radius: 4px; font-size: .85rem; font-weight: 600;
  white-space: nowrap; }
dl { display: grid; grid-template-columns: fit-content(30%) 1fr; gap: .3rem 1rem; margin: .75rem 0; }
dt { min-width: 6rem; color: var(--soft); }
dd .outcome { white-space: normal; }
dd { margin: 0; min-width: 0; max-height: 24rem; overflow: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--soft); font-weight: 600; font-size: .875rem; }
tbody th { font-weight: 400; }
.scroll { overflow-x: auto; }
.checks { table-layout: fixed; }
.checks col.outcomes { width: 9.5rem; }
.checks col.names { width: 34%; }
.tally { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0; padding: 0; list-style: none; }
details { margin: .5rem 0; padding: .6rem .9rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 8px; }
summary { cursor: pointer; }
details dl { scroll-margin-top: 4rem; }
.statement { margin: 0; }
.matrix { width: auto; min-width: 100%; }
.matrix thead th { position: sticky; top: 0; background: var(--page); }
.matrix th[scope=row] { min-width: 18rem; }
.matrix th[scope=rowgroup] { padding-top: 1.5rem; font-weight: 600; border-bottom-width: 2px; }
.matrix td { text-align: center; }
footer { margin-top: 3rem; color: var(--soft); font-size: .875rem; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
  .checks col.outcomes { width: 7.5rem; } }
@media print { body { max-width: none; } pre, dd { max-height: none; } }
)css";

constexpr std::string_view policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

bool is_plain_in_an_anchor(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace

std::string html_page(std::string_view title, std::string_view body) {
  return concat(
      {"<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
       "<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\"",
       attribute("content", policy),
       "/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
       "<meta name=\"referrer\" content=\"no-referrer\"/>\n",
       html_element("title", "", title), "\n<style>", style_sheet, "</style>\n</head>\n<body>\n", body,
       "</body>\n</html>\n"});
}

std::string html_element(std::string_view tag, std::string_view css_class, std::string_view text) {
  return concat({"<", tag, css_class.empty() ? "" : attribute("class", css_class), ">", xml_body(text), "</",
                 tag, ">"});
}

std::string html_link(std::string_view url, std::string_view text) {
  if (url.empty()) return xml_body(text);
  return concat({"<a", attribute("href", url), ">", xml_body(text), "</a>"});
}

std::string_view html_class(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::pass:
      return "good";
    case Outcome::warn:
      return "warning";
    case Outcome::not_applicable:
    case Outcome::disabled:
      return "faint";
    case Outcome::fail:
    case Outcome::error:
    case Outcome::crash:
    case Outcome::timeout:
      return "bad";
  }
  return "bad";
}

std::string html_anchor(std::string_view prefix, std::string_view id) {
  std::string anchor = concat({prefix, "-", id});
  std::ranges::replace_if(
      anchor, [](char c) { return !is_plain_in_an_anchor(c); }, '-');
  return anchor;
}

}  // namespace mprsim
