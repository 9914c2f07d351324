#include "tools/conformance/expected_failures.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>

#include "mock_mpr/text/unicode.h"
#include "scenarios/language/did_you_mean.h"
#include "sim/platform/file.h"
#include "tools/terminal/pattern.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

constexpr std::size_t largest_list = std::size_t{1} << 20;
constexpr std::string_view blanks = " \t";

bool is_id_character(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view("-/.*?").find(c) != std::string_view::npos;
}

std::string_view trimmed(std::string_view text) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

// Columns count characters.
std::uint32_t column_of(std::string_view line, std::size_t offset) {
  std::uint32_t column = 1;
  for (std::size_t at = 0; at < std::min(offset, line.size()); ++column) at += decode_utf8(line, at).units;
  return column;
}

class Parser {
 public:
  void line(std::string_view text, std::uint32_t number);
  ExpectedFailures take(std::string_view path) && { return {std::string(path), std::move(entries_)}; }
  Diagnostics& mistakes() noexcept { return mistakes_; }

 private:
  void mistake(std::size_t offset, std::string what, std::string hint = {}) {
    mistakes_.push_back({{number_, column_of(line_, offset)}, std::move(what), std::move(hint)});
  }
  bool check_characters();
  bool check_pattern(std::string_view pattern, std::size_t offset);
  bool check_reason(std::size_t hash);

  std::string_view line_;
  std::uint32_t number_ = 0;
  std::vector<ExpectedFailure> entries_;
  std::map<std::string, std::uint32_t> lines_;  // by pattern
  Diagnostics mistakes_;
};

bool Parser::check_characters() {
  for (std::size_t at = 0; at < line_.size();) {
    const CodePoint character = decode_utf8(line_, at);
    if (!character.valid) return mistake(at, "this byte is not UTF-8"), false;
    if (misleads(character.value) && character.value != '\t') {
      return mistake(at, "a control character is not allowed here"), false;
    }
    at += character.units;
  }
  return true;
}

bool Parser::check_pattern(std::string_view pattern, std::size_t offset) {
  const auto bad = std::ranges::find_if_not(pattern, is_id_character);
  if (bad != pattern.end()) {
    const auto at = static_cast<std::size_t>(bad - pattern.begin());
    if (blanks.find(*bad) != std::string_view::npos) {
      mistake(offset + pattern.find_first_not_of(blanks, at),
              "expected one check a line, then # and the reason");
    } else {
      mistake(offset + at,
              concat({quoted(printable(pattern, at, decode_utf8(pattern, at))), " is in no id of a check"}),
              "ids look like force/open-files-block; * and ? stand for other characters");
    }
    return false;
  }
  const auto [earlier, is_new] = lines_.emplace(pattern, number_);
  if (is_new) return true;
  mistake(offset, concat({quoted(pattern), " is listed already, in line ", std::to_string(earlier->second)}));
  return false;
}

bool Parser::check_reason(std::size_t hash) {
  if (hash == std::string_view::npos) {
    mistake(line_.size(), "the reason is missing", "end the line with # and the reason why this check fails");
    return false;
  }
  if (!trimmed(line_.substr(hash + 1)).empty()) return true;
  mistake(hash, "there is no reason after #");
  return false;
}

void Parser::line(std::string_view text, std::uint32_t number) {
  line_ = text;
  number_ = number;
  const std::size_t start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) return;
  if (!check_characters() || text[start] == '#') return;
  const std::size_t hash = text.find('#');
  const std::string_view pattern = trimmed(text.substr(0, hash));
  const bool named = check_pattern(pattern, start);
  const bool reasoned = check_reason(hash);
  if (!named || !reasoned) return;
  entries_.push_back(
      {std::string(pattern), std::string(trimmed(text.substr(hash + 1))), {number, column_of(text, start)}});
}

std::string stale_line(const ExpectedFailures& expected, const ExpectedFailure& entry,
                       std::string_view what) {
  return concat({visible(expected.path), ":", std::to_string(entry.where.line), ": ", what});
}

std::string fits_nothing(const Conformance& conformance, const ExpectedFailure& entry) {
  std::vector<std::string_view> ids;
  ids.reserve(conformance.checks.size());
  for (const CheckResult& check : conformance.checks) ids.push_back(check.id);
  const std::string guess = is_pattern(entry.pattern) ? "" : did_you_mean(entry.pattern, ids);
  return concat({"no check is called ", entry.pattern, after_semicolon(guess)});
}

}  // namespace

tl::expected<ExpectedFailures, Diagnostics> parse_expected_failures(std::string_view text,
                                                                    std::string_view path) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Parser parser;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    parser.line(line, number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (parser.mistakes().empty()) return std::move(parser).take(path);
  sort_and_limit(parser.mistakes());
  return tl::unexpected(std::move(parser.mistakes()));
}

tl::expected<ExpectedFailures, std::string> read_expected_failures(const std::string& path) {
  const FileResult<std::string> text = read_file(path, largest_list);
  if (!text) return tl::unexpected(concat({"mprsim: ", visible(to_string(text.error())), "\n"}));
  auto parsed = parse_expected_failures(*text, path);
  if (!parsed) return tl::unexpected(render(parsed.error(), path, *text));
  return std::move(*parsed);
}

void apply_expectations(Conformance& conformance, const ExpectedFailures& expected) {
  for (CheckResult& check : conformance.checks) {
    check.expected_to_fail = false;
    check.expected_because.clear();
  }
  conformance.stale_expectations.clear();
  for (const ExpectedFailure& entry : expected.entries) {
    bool fits = false;
    for (CheckResult& check : conformance.checks) {
      if (!matches_pattern(entry.pattern, check.id)) continue;
      fits = true;
      if (!check.expected_to_fail) check.expected_because = entry.reason;
      check.expected_to_fail = true;
      if (check.outcome != Outcome::pass) continue;
      conformance.stale_expectations.push_back(
          stale_line(expected, entry, concat({check.id, " was expected to fail, but passes"})));
    }
    if (!fits) {
      conformance.stale_expectations.push_back(stale_line(expected, entry, fits_nothing(conformance, entry)));
    }
  }
}

}  // namespace mprsim
