#include "tools/conformance/read_report.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/did_you_mean.h"
#include "sim/platform/file.h"
#include "tools/conformance/verdict.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

namespace json = boost::json;

constexpr std::size_t largest_report = std::size_t{64} << 20;
constexpr std::string_view format_name = "mprsim-conform";

// The first mistake ends the reading. Every function below returns whether to go on.
class ReportReader {
 public:
  std::optional<Conformance> read(const json::value& document);
  const std::string& mistake() const noexcept { return mistake_; }

 private:
  bool fail(std::string_view what) {
    mistake_ = place_.empty() ? std::string(what) : concat({place_, ": ", what});
    return false;
  }

  // Reads what stands at a place below the current one.
  template <class Read>
  bool at(std::string_view step, Read read) {
    const std::size_t before = place_.size();
    if (!place_.empty() && !step.starts_with('[')) place_ += '.';
    place_ += step;
    const bool good = read();
    place_.resize(before);
    return good;
  }

  template <class Read>
  bool member(const json::object& object, std::string_view key, Read read) {
    const json::value* value = object.if_contains(json::string_view(key.data(), key.size()));
    if (value == nullptr) return fail(concat({"the key ", quoted(key), " is missing"}));
    return at(key, [&] { return read(*value); });
  }

  template <class Read>
  bool elements(const json::value& value, Read read) {
    const json::array* array = value.if_array();
    if (array == nullptr) return fail("expected a list");
    for (std::size_t i = 0; i < array->size(); ++i) {
      if (!at(concat({"[", std::to_string(i), "]"}), [&] { return read((*array)[i]); })) return false;
    }
    return true;
  }

  bool text(const json::object& object, std::string_view key, std::string& out) {
    return member(object, key, [&](const json::value& value) { return text(value, out); });
  }
  bool text(const json::value& value, std::string& out) {
    const json::string* string = value.if_string();
    if (string == nullptr) return fail("expected a text");
    out.assign(string->data(), string->size());
    return true;
  }
  bool texts(const json::object& object, std::string_view key, std::vector<std::string>& out) {
    return member(object, key, [&](const json::value& value) {
      return elements(value, [&](const json::value& element) { return text(element, out.emplace_back()); });
    });
  }
  bool truth(const json::object& object, std::string_view key, bool& out) {
    return member(object, key, [&](const json::value& value) {
      const bool* boolean = value.if_bool();
      if (boolean == nullptr) return fail("expected true or false");
      out = *boolean;
      return true;
    });
  }
  bool milliseconds(const json::object& object, std::string_view key, std::chrono::milliseconds& out);
  bool heading(const json::object& object);
  bool kind(const json::object& object, PluginKind& out);
  bool outcome(const json::object& object, Outcome& out);
  bool rule(const json::value& value, std::vector<Rule>& out);
  bool check(const json::value& value, CheckResult& out);
  bool identifiers_differ(const std::vector<CheckResult>& checks);

  // One of some words.
  template <class T>
  bool word(const json::value& value, std::string_view noun,
            std::span<const std::pair<std::string_view, T>> words, T& out);

  std::string place_;
  std::string mistake_;
};

template <class T>
bool ReportReader::word(const json::value& value, std::string_view noun,
                        std::span<const std::pair<std::string_view, T>> words, T& out) {
  std::string given;
  if (!text(value, given)) return false;
  std::vector<std::string_view> known;
  for (const auto& [name, meaning] : words) {
    if (name == given) {
      out = meaning;
      return true;
    }
    known.push_back(name);
  }
  return fail(concat({quoted(given), " is no ", noun, after_semicolon(did_you_mean(given, known))}));
}

// The largest number is a week, which is more than any limit of mprsim: a larger one was not written by it.
bool ReportReader::milliseconds(const json::object& object, std::string_view key,
                                std::chrono::milliseconds& out) {
  constexpr std::int64_t longest = std::int64_t{7} * 24 * 3600 * 1000;
  return member(object, key, [&](const json::value& value) {
    const std::int64_t* number = value.if_int64();
    if (number == nullptr || *number < 0 || *number > longest) {
      return fail("expected a number of milliseconds, at most a week");
    }
    out = std::chrono::milliseconds(*number);
    return true;
  });
}

bool ReportReader::heading(const json::object& object) {
  const json::value* named = object.if_contains("format");
  if (named == nullptr || !named->is_string() || named->get_string() != format_name) {
    return fail(concat({"this is no report of mprsim conform: \"format\" is not ", quoted(format_name)}));
  }
  return member(object, "version", [&](const json::value& value) {
    const std::int64_t* number = value.if_int64();
    if (number == nullptr) return fail("expected a whole number");
    return *number == 1 || fail(concat({"this mprsim reads version 1 of the report, but this is version ",
                                        std::to_string(*number)}));
  });
}

bool ReportReader::kind(const json::object& object, PluginKind& out) {
  static constexpr auto words = std::to_array<std::pair<std::string_view, PluginKind>>(
      {{"provider", PluginKind::provider}, {"notifyee", PluginKind::notifyee}});
  return member(object, "kind", [&](const json::value& value) {
    return word<PluginKind>(value, "kind of plug-in", words, out);
  });
}

bool ReportReader::outcome(const json::object& object, Outcome& out) {
  std::array<std::pair<std::string_view, Outcome>, outcome_count> words;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    words[i] = {to_string(static_cast<Outcome>(i)), static_cast<Outcome>(i)};
  }
  return member(object, "outcome",
                [&](const json::value& value) { return word<Outcome>(value, "outcome", words, out); });
}

bool ReportReader::rule(const json::value& value, std::vector<Rule>& out) {
  std::string slug;
  if (!text(value, slug)) return false;
  const std::optional<Rule> found = find_rule(slug);
  if (!found) return fail(concat({quoted(slug), " is no rule that this mprsim knows"}));
  out.push_back(*found);
  return true;
}

bool ReportReader::check(const json::value& value, CheckResult& out) {
  const json::object* object = value.if_object();
  if (object == nullptr) return fail("expected an object");
  return text(*object, "id", out.id) && text(*object, "title", out.title) &&
         member(*object, "rules",
                [&](const json::value& rules) {
                  return elements(rules, [&](const json::value& each) { return rule(each, out.rules); });
                }) &&
         outcome(*object, out.outcome) && truth(*object, "expected_to_fail", out.expected_to_fail) &&
         text(*object, "expected_because", out.expected_because) && text(*object, "did", out.did) &&
         text(*object, "expected", out.expected) && text(*object, "happened", out.happened) &&
         text(*object, "reason", out.reason) && texts(*object, "last_events", out.last_events) &&
         milliseconds(*object, "took_ms", out.took);
}

// A comparison of two reports finds a check by its id.
bool ReportReader::identifiers_differ(const std::vector<CheckResult>& checks) {
  std::vector<std::string_view> ids;
  ids.reserve(checks.size());
  for (const CheckResult& each : checks) ids.push_back(each.id);
  std::ranges::sort(ids);
  const auto twice = std::ranges::adjacent_find(ids);
  return twice == ids.end() || fail(concat({"checks: ", quoted(*twice), " is there twice"}));
}

std::optional<Conformance> ReportReader::read(const json::value& document) {
  Conformance made;
  const json::object* object = document.if_object();
  if (object == nullptr) {
    fail("this is no report of mprsim conform: the document is not an object");
    return std::nullopt;
  }
  const bool good =
      heading(*object) && text(*object, "mprsim", made.version) && text(*object, "plugin", made.plugin) &&
      text(*object, "name", made.name) && kind(*object, made.kind) &&
      text(*object, "platform", made.platform) && truth(*object, "strict", made.strict) &&
      texts(*object, "capabilities", made.capabilities) && text(*object, "bench", made.bench) &&
      text(*object, "command", made.command) &&
      member(*object, "checks",
             [&](const json::value& checks) {
               return elements(
                   checks, [&](const json::value& each) { return check(each, made.checks.emplace_back()); });
             }) &&
      identifiers_differ(made.checks) && texts(*object, "stale_expectations", made.stale_expectations);
  if (!good) return std::nullopt;
  return made;
}

// Line and column of a byte. Columns count characters, as everywhere.
Location location_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::string_view line = before.substr(before.rfind('\n') + 1);
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  return {static_cast<std::uint32_t>(std::ranges::count(before, '\n') + 1),
          static_cast<std::uint32_t>(line.size() + 1) -
              static_cast<std::uint32_t>(std::ranges::count_if(line, continues))};
}

}  // namespace

tl::expected<Conformance, Diagnostic> read_conformance(std::string_view text) {
  json::stream_parser parser;
  json::error_code error;
  const std::size_t read = parser.write(text.data(), text.size(), error);
  if (!error) parser.finish(error);
  if (error == json::error::incomplete) {
    return tl::unexpected(
        Diagnostic{location_of(text, text.size()), "the file ends in the middle of the report", {}});
  }
  if (error) return tl::unexpected(Diagnostic{location_of(text, read), error.message(), {}});
  ReportReader reader;
  std::optional<Conformance> made = reader.read(parser.release());
  if (!made) return tl::unexpected(Diagnostic{{}, reader.mistake(), {}});
  return std::move(*made);
}

tl::expected<Conformance, std::string> read_conformance_file(const std::string& path) {
  const FileResult<std::string> text = read_file(path, largest_report);
  if (!text) return tl::unexpected(concat({"mprsim: ", visible(to_string(text.error())), "\n"}));
  auto made = read_conformance(*text);
  if (!made) return tl::unexpected(render({made.error()}, path, *text));
  return std::move(*made);
}

}  // namespace mprsim
