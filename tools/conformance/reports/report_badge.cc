// The badge: a label and a verdict side by side, as wide as their words.
#include <cstddef>
#include <string>
#include <string_view>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/reports/report.h"
#include "tools/conformance/verdict.h"
#include "tools/reports/xml.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

constexpr std::size_t padding = 6;  // pixels on each side of a text

struct Verdict {
  std::string text;
  std::string_view colour;  // white text on it has a contrast of at least 4.5 to 1
};

constexpr std::string_view green = "#1a7f37";
constexpr std::string_view red = "#b3261e";
constexpr std::string_view amber = "#8a5a00";
constexpr std::string_view grey = "#5c6470";

Verdict verdict_of(const Conformance& conformance) {
  const ConformanceCounts counts = count(conformance);
  switch (standing(conformance)) {
    case Standing::conformant:
      return {"conformant", green};
    case Standing::as_expected:
      return {counted(counts.known, "known failure"), amber};
    case Standing::not_conformant:
      if (counts.failing == 0) return {"expectations out of date", red};
      return {counted(counts.failing, "check") + (counts.failing == 1 ? " fails" : " fail"), red};
    case Standing::nothing_made:
      return {"nothing applies", grey};
    case Standing::undecided:
      return {"undecided", grey};
  }
  return {};
}

// In tenths of a pixel of Verdana at 11 pixels, near enough: the text is stretched to the width that was
// reserved.
std::size_t tenths(char c) noexcept {
  constexpr std::string_view narrow = "ijl|!.,:;' ";
  constexpr std::string_view small = "frt()-/";
  if (narrow.find(c) != std::string_view::npos) return 35;
  if (small.find(c) != std::string_view::npos) return 46;
  return c == 'm' || c == 'w' || c == 'M' || c == 'W' ? 98 : 68;
}

std::size_t width_of(std::string_view text) noexcept {
  std::size_t total = 0;
  for (const char c : text) total += tenths(c);
  return (total + 9) / 10;
}

std::string box(std::size_t x, std::size_t width, std::string_view colour) {
  return concat({"<rect", attribute("x", x), attribute("width", width), attribute("height", std::size_t{20}),
                 attribute("fill", colour), "/>"});
}

std::string label(std::size_t x, std::string_view text) {
  return concat({"<text", attribute("x", x + padding), attribute("y", std::size_t{14}),
                 attribute("textLength", width_of(text)), ">", xml(text), "</text>"});
}

}  // namespace

std::string render_badge(const Conformance& conformance) {
  constexpr std::string_view subject = "mprsim";
  const Verdict verdict = verdict_of(conformance);
  const std::size_t left = width_of(subject) + 2 * padding;
  const std::size_t right = width_of(verdict.text) + 2 * padding;
  return concat({"<svg xmlns=\"http://www.w3.org/2000/svg\"", attribute("width", left + right),
                 attribute("height", std::size_t{20}), " role=\"img\"",
                 attribute("aria-label", concat({conformance.name, ": ", verdict.text})), "><title>",
                 xml(concat({conformance.name, ": ", verdict.text})), "</title><clipPath id=\"round\"><rect",
                 attribute("width", left + right),
                 " height=\"20\" rx=\"3\"/></clipPath><g clip-path=\"url(#round)\">", box(0, left, "#444c56"),
                 box(left, right, verdict.colour),
                 "</g><g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">",
                 label(0, subject), label(left, verdict.text), "</g></svg>\n"});
}

}  // namespace mprsim
