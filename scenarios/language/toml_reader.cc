#include "scenarios/language/toml_reader.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

#include "mock_mpr/text/unicode.h"
#include "scenarios/language/toml_guard.h"

namespace {

struct TomlAssertion {};

[[noreturn]] void toml_assertion_failed() { throw TomlAssertion{}; }

}  // namespace

// toml++ 3.3 has an assertion that some input fails (`[[`, a line end, `a]=`), and undefined behaviour behind
// it. It ties its assertions to NDEBUG, so this file, the only one that includes it, is always compiled
// without.
#undef NDEBUG
#define TOML_ASSERT(...) ((__VA_ARGS__) ? static_cast<void>(0) : toml_assertion_failed())
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace mprsim {
namespace {

Location location(const toml::source_position& position) { return {position.line, position.column}; }

auto position_of(const TomlMember& member) { return std::tuple(member.where.line, member.where.column); }

TomlValue convert(const toml::node& node);

void convert_table(const toml::table& table, TomlValue& value) {
  value.members.reserve(table.size());
  for (const auto& [key, node] : table) {
    value.members.push_back({std::string(key.str()), location(key.source().begin), convert(node)});
  }
  std::ranges::sort(value.members, {}, position_of);
}

TomlValue convert(const toml::node& node) {
  TomlValue value;
  value.where = location(node.source().begin);
  value.end = location(node.source().end);
  switch (node.type()) {
    case toml::node_type::table:
      convert_table(*node.as_table(), value);
      break;
    case toml::node_type::array:
      value.kind = TomlValue::Kind::list;
      value.items.reserve(node.as_array()->size());
      for (const auto& item : *node.as_array()) value.items.push_back(convert(item));
      break;
    case toml::node_type::string:
      value.kind = TomlValue::Kind::string;
      value.string = node.as_string()->get();
      break;
    case toml::node_type::integer:
      value.kind = TomlValue::Kind::integer;
      value.integer = node.as_integer()->get();
      break;
    case toml::node_type::boolean:
      value.kind = TomlValue::Kind::boolean;
      value.boolean = node.as_boolean()->get();
      break;
    case toml::node_type::floating_point:
      value.kind = TomlValue::Kind::real;
      break;
    default:
      value.kind = TomlValue::Kind::date;
      break;
  }
  return value;
}

std::size_t byte_at(std::string_view text, Location where);

bool mentions(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// toml++ positions a repeated key at the end of its value; the author of a file looks at the beginning of the
// line.
Location start_of_line(std::string_view text, Location where) {
  const auto begin = byte_at(text, {where.line, 1});
  const auto first = text.find_first_not_of(" \t", begin);
  if (first == std::string_view::npos) return where;
  return {where.line, static_cast<std::uint32_t>(first - begin + 1)};
}

std::size_t byte_at(std::string_view text, Location where) {
  std::size_t at = 0;
  for (std::uint32_t line = 1; line < where.line && at < text.size(); ++line) {
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  return at;
}

Diagnostic explain(std::string_view text, std::string_view description, Location where) {
  if (mentions(description, "cannot redefine existing") || mentions(description, "cannot insert")) {
    where = start_of_line(text, where);
  }
  // "Error while parsing string: unknown escape sequence": inside what, and what is wrong.
  constexpr std::string_view start = "Error while parsing ";
  const auto colon = std::min(description.find(": "), description.size());
  const auto inside =
      description.starts_with(start) ? description.substr(start.size(), colon - start.size()) : "";
  const auto what = colon == description.size() ? description : description.substr(colon + 2);
  Diagnostic diagnostic{where, concat({"this is not TOML: ", printable(what)}), {}};
  if (mentions(what, "end-of-file")) {
    diagnostic.message = concat({"the file ends in the middle of this: ", printable(inside)});
    diagnostic.hint = "a quote or a bracket above is not closed";
  } else if (mentions(what, "escape sequence") || mentions(inside, "unicode scalar sequence")) {
    diagnostic.hint = R"(a backslash escapes in "double quotes", but not in 'single quotes': '\\files\team')";
  } else if (mentions(what, "unescaped control characters")) {
    diagnostic.message = "this string is not closed before its line ends";
  } else if (mentions(what, "could not determine value type") || mentions(what, "expected value") ||
             inside == "boolean" || mentions(what, "expected digit")) {
    diagnostic.message = "this is not TOML: a value is missing here, or lacks its quotes";
    diagnostic.hint = R"(texts, names and times stand in quotes: "WN_SUCCESS", 'Z:', "5s")";
  } else if (mentions(what, "cannot redefine existing table")) {
    diagnostic.hint = "a table may be written once; lists of tables need two brackets: [[step]]";
  } else if (mentions(what, "cannot redefine existing")) {
    diagnostic.hint = "a key may be given once";
  }
  return diagnostic;
}

// An assertion has no position. The parser reads forward only, so the shortest prefix that fails it ends
// there.
std::size_t assertion_position(std::string_view text) {
  const auto fails = [](std::string_view prefix) {
    try {
      static_cast<void>(toml::parse(prefix));
    } catch (const TomlAssertion&) {
      return true;
    } catch (const toml::parse_error&) {
      return false;
    }
    return false;
  };
  std::size_t passes = 0;
  std::size_t failing = text.size();
  while (passes + 1 < failing) {
    const auto middle = passes + (failing - passes) / 2;
    (fails(text.substr(0, middle)) ? failing : passes) = middle;
  }
  return failing;
}

Location location_of_last(std::string_view prefix) {
  Location where{1, 0};
  for (std::size_t at = 0; at < prefix.size(); at += decode_utf8(prefix, at).units) {
    const bool line_ends = prefix[at] == '\n' && at + 1 < prefix.size();
    where = line_ends ? Location{where.line + 1, 0} : Location{where.line, where.column + 1};
  }
  return where;
}

}  // namespace

const TomlMember* find_member(const TomlValue& table, std::string_view key) noexcept {
  const auto found = std::ranges::find(table.members, key, &TomlMember::key);
  return found == table.members.end() ? nullptr : &*found;
}

tl::expected<TomlValue, Diagnostic> read_toml(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (auto problem = check_toml_text(text)) return tl::unexpected(*std::move(problem));
  try {
    return convert(toml::parse(text));
  } catch (const toml::parse_error& error) {
    return tl::unexpected(explain(text, error.description(), location(error.source().begin)));
  } catch (const TomlAssertion&) {
    const auto where = location_of_last(text.substr(0, assertion_position(text)));
    return tl::unexpected(Diagnostic{where, "this is not TOML: malformed key or table header", {}});
  }
}

}  // namespace mprsim
