#include "scenarios/language/reading.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "mock_mpr/facts/np_function.h"
#include "mock_mpr/text/name.h"
#include "mock_mpr/text/unicode.h"
#include "scenarios/language/describe.h"
#include "scenarios/language/did_you_mean.h"

namespace mprsim {
namespace {

using Kind = TomlValue::Kind;

std::string_view article_and_kind(Kind kind) {
  switch (kind) {
    case Kind::boolean:
      return "true or false";
    case Kind::integer:
      return "a whole number";
    case Kind::real:
      return "a number with a fraction";
    case Kind::string:
      return "a string";
    case Kind::date:
      return "a date or time of day";
    case Kind::list:
      return "a list";
    case Kind::table:
      return "a table";
  }
  return {};
}

// The value itself where its kind is right and the value is wrong; otherwise its kind.
std::string shown(const TomlValue& value, Form form) {
  const bool words_or_numbers = form == Form::status || form == Form::answer || form == Form::start_time;
  const bool number = form == Form::whole || words_or_numbers;
  if (value.kind == Kind::integer && number) return std::to_string(value.integer);
  if (value.kind == Kind::string && form != Form::whole && form != Form::flag && form != Form::yes &&
      form != Form::table && form != Form::policy && form != Form::words) {
    return quoted(value.string);
  }
  if (value.kind == Kind::boolean) return value.boolean ? "true" : "false";
  return std::string(article_and_kind(value.kind));
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).units) ++count;
  return count;
}

// "\t" for a tab and so on; "" if the text is safe to show.
std::string first_control(std::string_view text, bool lines_are_fine) {
  for (std::size_t at = 0; at < text.size();) {
    const auto character = decode_utf8(text, at);
    const bool fine =
        lines_are_fine && (character.value == '\n' || character.value == '\t' || character.value == '\r');
    if (!fine && misleads(character.value)) return printable(text, at, character);
    at += character.units;
  }
  return {};
}

bool is_remote_name(std::string_view text) {
  constexpr std::size_t longest = 260;
  if (!text.starts_with(R"(\\)") || characters(text) > longest) return false;
  const auto server_and_share = text.substr(2);
  const auto slash = server_and_share.find('\\');
  if (slash == 0 || slash == std::string_view::npos || slash + 1 == server_and_share.size()) return false;
  return server_and_share[slash + 1] != '\\';
}

std::vector<std::string_view> provider_functions() {
  std::vector<std::string_view> names;
  for (const auto& function : all_np_functions()) {
    if (function.group != NpGroup::notification) names.push_back(function.name);
  }
  return names;
}

// The rules for every text; true if it keeps them.
bool check_text(const TomlValue& value, const Key& key, Reading& reading) {
  const auto& text = value.string;
  if (text.empty() && !key.type.empty_ok) {
    reading.error(value.where, concat({"`", printable(key.name), "` is empty"}));
    return false;
  }
  if (text.size() > key.type.longest) {
    reading.error(value.where, concat({"`", printable(key.name), "` is longer than ",
                                       std::to_string(key.type.longest), " bytes"}));
    return false;
  }
  const auto control = first_control(text, key.type.form == Form::prose);
  if (control.empty()) return true;
  std::string hint;
  constexpr std::array escapes{std::string_view("\\t"), std::string_view("\\x08"), std::string_view("\\x0c"),
                               std::string_view("\\x0d")};
  if (std::ranges::find(escapes, control) != escapes.end()) {
    hint = R"(in "double quotes" a backslash escapes: write paths in 'single quotes')";
  } else if (control == "\\n") {
    hint = "it must be a single line";
  }
  reading.error(value.where, concat({"`", printable(key.name), "` contains the control character ", control}),
                hint);
  return false;
}

bool check_notice(const TomlValue& value, const Key& key, Reading& reading) {
  const std::string_view text = value.string;
  const auto colon = text.rfind(':');
  const auto phase = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
  if (phase != "before" && phase != "after") {
    reading.wants(key, value);
    return false;
  }
  reading.names.use(Noun::notifyee, text.substr(0, colon), value.where);
  return true;
}

bool check_form(const TomlValue& value, const Key& key, Reading& reading) {
  const std::string_view text = value.string;
  switch (key.type.form) {
    case Form::device:
      if (is_device_name(text)) return true;
      reading.wants(key, value, text.starts_with('\\') ? "leave the device out to connect without one" : "");
      return false;
    case Form::remote: {
      if (is_remote_name(text)) return true;
      const bool escaped = text.starts_with('\\') && !text.starts_with(R"(\\)");
      reading.wants(key, value,
                    escaped ? R"(write it in 'single quotes': there a backslash stands for itself)" : "");
      return false;
    }
    case Form::np_function: {
      const auto function = find_np_function(text);
      if (function && info(*function).group != NpGroup::notification) return true;
      reading.wants(key, value, did_you_mean(text, provider_functions()));
      return false;
    }
    case Form::notice:
      return check_notice(value, key, reading);
    default:
      return true;
  }
}

void note_name(const TomlValue& value, const Type& type, Reading& reading) {
  if (type.noun == Noun::none || value.string.empty()) return;
  if (type.defines) reading.names.define(type.noun, value.string, value.where, reading.diagnostics);
  if (!type.defines || type.noun == Noun::holder) reading.names.use(type.noun, value.string, value.where);
}

struct Duration {
  std::optional<std::int64_t> milliseconds;
  std::string hint;
};

constexpr std::int64_t longest_duration = longest_time.count();

// Digits, possibly a point and more digits, and a unit. Without floating point, so that it is exact on every
// platform.
Duration parse_duration(std::string_view text) {
  struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
  };
  constexpr Unit units[] = {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}};
  const auto number_end = std::min(text.find_first_not_of("0123456789."), text.size());
  const auto number = text.substr(0, number_end);
  const auto unit = std::ranges::find(units, text.substr(number_end), &Unit::name);
  const auto point = std::min(number.find('.'), number.size());
  const auto whole = number.substr(0, point);
  const auto fraction = point < number.size() ? number.substr(point + 1) : std::string_view{};
  const bool good_fraction = point == number.size() || !fraction.empty();
  if (whole.empty() || !good_fraction || fraction.find('.') != std::string_view::npos) return {};
  if (unit == std::end(units)) {
    return {
        {},
        number_end == text.size() ? "a time needs a unit: ms, s, m or h" : "the units are ms, s, m and h"};
  }
  std::int64_t value = 0;
  const auto parsed = std::from_chars(whole.data(), whole.data() + whole.size(), value);
  if (parsed.ec != std::errc{} || value > longest_duration) return {{}, "the longest time is 720h"};
  // Twelve digits of hours still fit into 64 bits.
  constexpr std::size_t most_digits = 12;
  std::int64_t rest = 0;
  std::int64_t divisor = 1;
  for (const char digit : fraction.substr(0, most_digits)) {
    rest = rest * 10 + (digit - '0') * unit->milliseconds;
    divisor *= 10;
  }
  if (fraction.size() > most_digits || rest % divisor != 0)
    return {{}, "the smallest unit is one millisecond"};
  const std::int64_t total = value * unit->milliseconds + rest / divisor;
  if (total > longest_duration) return {{}, "the longest time is 720h"};
  return {total, {}};
}

// Milliseconds between the bounds of the type.
std::optional<std::int64_t> read_milliseconds(const TomlValue& value, const Key& key, Reading& reading) {
  if (value.kind == Kind::integer || value.kind == Kind::real) {
    const auto number = value.kind == Kind::integer ? std::to_string(value.integer) : std::string("1.5");
    reading.wants(key, value, concat({"a time needs a unit: \"", number, "ms\" or \"", number, "s\""}));
    return std::nullopt;
  }
  const auto duration = value.kind == Kind::string ? parse_duration(value.string) : Duration{};
  const bool good = duration.milliseconds && *duration.milliseconds >= key.type.least;
  if (!good) reading.wants(key, value, duration.hint);
  return good ? duration.milliseconds : std::nullopt;
}

std::optional<std::int64_t> read_whole(const TomlValue& value, const Key& key, Reading& reading) {
  const bool good =
      value.kind == Kind::integer && value.integer >= key.type.least && value.integer <= key.type.most;
  if (!good) reading.wants(key, value);
  return good ? std::optional(value.integer) : std::nullopt;
}

// WNNC_START gives the numbers 0 and 1 a meaning of their own, so that the shortest time is 2 ms.
std::optional<std::int64_t> read_start_time(const TomlValue& value, const Key& key, Reading& reading) {
  constexpr std::int64_t unknown = 0xFFFFFFFF;
  if (value.kind == Kind::integer && (value.integer == 0 || value.integer == 1)) return value.integer;
  if (value.kind == Kind::string && value.string == "unknown") return unknown;
  const auto duration = value.kind == Kind::string ? parse_duration(value.string) : Duration{};
  if (duration.milliseconds && *duration.milliseconds >= 2) return duration.milliseconds;
  constexpr std::array words{std::string_view("unknown")};
  auto hint = value.kind == Kind::integer ? std::string(R"(a time needs a unit: "5s")") : duration.hint;
  if (hint.empty()) hint = did_you_mean(value.string, words);
  reading.wants(key, value, std::move(hint));
  return std::nullopt;
}

std::vector<std::string_view> rule_slugs() {
  std::vector<std::string_view> slugs;
  for (const auto& rule : all_rules()) slugs.push_back(rule.slug);
  return slugs;
}

bool check_entries(const TomlValue& value, std::size_t count, const Key& key, Reading& reading) {
  if (count <= key.type.at_most) return true;
  reading.error(value.where, concat({"`", printable(key.name), "` has ", std::to_string(count),
                                     " entries; the limit is ", std::to_string(key.type.at_most)}));
  return false;
}

bool check_table(const TomlValue& value, const Key& key, Reading& reading) {
  if (value.kind != Kind::table) {
    reading.wants(key, value);
    return false;
  }
  return check_entries(value, value.members.size(), key, reading);
}

}  // namespace

void Reading::error(Location where, std::string message, std::string hint) {
  diagnostics.push_back({where, std::move(message), std::move(hint)});
}

void Reading::wants(const Key& key, const TomlValue& value, std::string hint) {
  error(value.where,
        concat({"`", printable(key.name), "` must be ", describe(key.type), ", not ",
                shown(value, key.type.form)}),
        std::move(hint));
}

std::optional<std::size_t> read_choice(const TomlValue& value, const Key& key, Reading& reading) {
  const auto choices = key.type.choices();
  if (value.kind == Kind::string) {
    const auto found = std::ranges::find(choices, value.string);
    if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  }
  const bool guess = value.kind == Kind::string && reading.hints_help();
  reading.wants(key, value, guess ? did_you_mean(value.string, choices) : "");
  return std::nullopt;
}

bool read(const TomlValue& value, const Key& key, Reading& reading, bool& field) {
  if (key.type.form == Form::choice) {  // the second of two words means true
    const auto index = read_choice(value, key, reading);
    if (index) field = *index == 1;
    return index.has_value();
  }
  const bool good = value.kind == Kind::boolean && (value.boolean || key.type.form == Form::flag);
  if (good) {
    field = value.boolean;
  } else {
    reading.wants(key, value, value.kind == Kind::string ? "without the quotes" : "");
  }
  return good;
}

bool read(const TomlValue& value, const Key& key, Reading& reading, std::uint32_t& field) {
  const bool start = key.type.form == Form::start_time;
  const auto number = start ? read_start_time(value, key, reading) : read_whole(value, key, reading);
  if (number) field = static_cast<std::uint32_t>(*number);
  return number.has_value();
}

bool read(const TomlValue& value, const Key& key, Reading& reading, std::uint64_t& field) {
  const auto number = read_whole(value, key, reading);
  if (number) field = static_cast<std::uint64_t>(*number);
  return number.has_value();
}

bool read(const TomlValue& value, const Key& key, Reading& reading, std::string& field) {
  if (value.kind != Kind::string) {
    reading.wants(key, value);
    return false;
  }
  if (!check_text(value, key, reading) || !check_form(value, key, reading)) return false;
  note_name(value, key.type, reading);
  field = value.string;
  return true;
}

bool read(const TomlValue& value, const Key& key, Reading& reading, SimTime& field) {
  const auto milliseconds = read_milliseconds(value, key, reading);
  if (milliseconds) field = SimTime(*milliseconds);
  return milliseconds.has_value();
}

bool read(const TomlValue& value, const Key& key, Reading& reading, Status& field) {
  if (value.kind == Kind::integer && value.integer >= 0 && value.integer <= 0xFFFFFFFF) {
    field = Status(static_cast<std::uint32_t>(value.integer));
    return true;
  }
  std::string hint;
  if (value.kind == Kind::string) {
    if (const auto status = parse_status(value.string)) {
      field = *status;
      return true;
    }
    if (reading.hints_help()) hint = did_you_mean(value.string, status_names());
  }
  reading.wants(key, value, hint);
  return false;
}

bool read(const TomlValue& value, const Key& key, Reading& reading, std::optional<Status>& field) {
  if (key.type.form == Form::answer && value.kind == Kind::string && value.string == "truth") {
    field.reset();
    return true;
  }
  Status status;
  const bool good = read(value, key, reading, status);
  if (good) field = status;
  return good;
}

bool read(const TomlValue& value, const Key& key, Reading& reading, Rule& field) {
  std::string hint;
  if (value.kind == Kind::string) {
    if (const auto rule = find_rule(value.string)) {
      field = *rule;
      return true;
    }
    if (reading.hints_help()) hint = did_you_mean(value.string, rule_slugs());
  }
  reading.wants(key, value, hint);
  return false;
}

bool read(const TomlValue& value, const Key& key, Reading& reading, Latency& field) {
  if (value.kind != Kind::table) {
    const bool good = read(value, key, reading, field.from);
    field.to = field.from;
    return good;
  }
  const std::size_t before = reading.diagnostics.size();
  read_table(value, TableKind::range, &field, reading);
  const bool good = reading.diagnostics.size() == before;
  if (!good || field.from <= field.to) return good;
  reading.error(value.where, concat({"`", printable(key.name), "` ends before it begins"}),
                "`from` is the shortest time, `to` the longest");
  return false;
}

bool read(const TomlValue& value, const Key& key, Reading& reading, FaultSet& field) {
  if (!check_list(value, key, reading)) return false;
  for (const TomlValue& item : value.items) {
    if (const auto index = read_choice(item, entry_of(key), reading))
      field.insert(static_cast<Fault>(*index));
  }
  return true;
}

bool read(const TomlValue& value, const Key& key, Reading& reading, Profile& field) {
  const auto index = read_choice(value, key, reading);
  if (index) field = all_profiles()[*index];
  return index.has_value();
}

bool read(const TomlValue& value, const Key& key, Reading& reading,
          std::vector<std::pair<std::string, std::string>>& field) {
  if (!check_table(value, key, reading)) return false;
  for (const auto& [name, where, inner] : value.members) {
    TomlValue name_as_value;
    name_as_value.kind = Kind::string;
    name_as_value.string = name;
    name_as_value.where = where;
    if (!check_text(name_as_value, key, reading)) continue;
    note_name(name_as_value, key.type, reading);

    Key entry{.name = name, .type = key.type, .doc = {}};
    entry.type.noun = Noun::none;
    entry.type.empty_ok = true;
    entry.type.form = key.type.choices == nullptr ? Form::text : Form::choice;
    std::string text;
    if (key.type.choices == nullptr) {
      if (read(inner, entry, reading, text)) field.emplace_back(name, std::move(text));
    } else if (const auto index = read_choice(inner, entry, reading)) {
      field.emplace_back(name, key.type.choices()[*index]);
    }
  }
  return true;
}

bool read(const TomlValue& value, const Key& key, Reading& reading,
          std::vector<std::pair<Switch, std::string>>& field) {
  if (!check_table(value, key, reading)) return false;
  for (const auto& [name, where, inner] : value.members) {
    const auto found = std::ranges::find(all_switches(), name, &SwitchInfo::name);
    if (found == all_switches().end()) {
      std::vector<std::string_view> names;
      for (const auto& known : all_switches()) names.push_back(known.name);
      reading.error(where, concat({"there is no policy switch ", quoted(name)}),
                    reading.hints_help() ? did_you_mean(name, names) : "");
      continue;
    }
    const bool text = inner.kind == Kind::string;
    if (text && std::ranges::find(found->values, inner.string) != found->values.end()) {
      field.emplace_back(found->id, inner.string);
      continue;
    }
    reading.error(
        inner.where,
        concat({"`", found->name, "` is one of ", quoted_list({found->values.begin(), found->values.end()}),
                ", not ", shown(inner, Form::choice)}),
        text ? did_you_mean(inner.string, found->values) : "");
  }
  return true;
}

Key entry_of(const Key& key) {
  Key entry = key;
  entry.type.many = Many::one;
  return entry;
}

std::string hint_at_brackets(const TomlValue& value, const Key& key) {
  const auto heading = table(key.type.table).heading;
  const bool wants_list = key.type.many != Many::one;
  if (key.type.form == Form::table && wants_list && value.kind == Kind::table) {
    return heading.starts_with("[[") ? concat({"write two brackets: ", heading})
                                     : "put it into brackets: [{ ... }]";
  }
  if (key.type.form == Form::table && !wants_list && value.kind == Kind::list && heading.starts_with('[')) {
    return concat({"write single brackets: ", heading});
  }
  if (key.type.form != Form::table && wants_list && value.kind != Kind::table)
    return "put it into brackets: [...]";
  return {};
}

bool check_list(const TomlValue& value, const Key& key, Reading& reading) {
  if (value.kind == Kind::list) return check_entries(value, value.items.size(), key, reading);
  reading.wants(key, value, hint_at_brackets(value, key));
  return false;
}

}  // namespace mprsim
