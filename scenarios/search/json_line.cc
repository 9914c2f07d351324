#include "scenarios/search/json_line.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <boost/json.hpp>

namespace mprsim {
namespace {

namespace json = boost::json;

constexpr std::size_t most_texts = 4096;

}  // namespace

std::string hex(std::uint64_t number) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16).ptr;
  const auto length = static_cast<std::size_t>(end - digits.data());
  return std::string(digits.size() - length, '0') + std::string(digits.data(), length);
}

std::optional<std::uint64_t> parse_hex(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (error != std::errc{} || end != text.data() + text.size() || text.size() != 16) return std::nullopt;
  return number;
}

std::optional<Outcome> find_outcome(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(Outcome::timeout); ++i) {
    if (to_string(static_cast<Outcome>(i)) == text) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

JsonLine::JsonLine(std::string_view text, std::string& error) : error_(error) {
  json::error_code failed;
  json::parse_options options;
  options.max_depth = 4;
  value_ = json::parse({text.data(), text.size()}, failed, {}, options);
  if (failed) {
    fail("this is no JSON: " + failed.message());
  } else if (!value_.is_object()) {
    fail("this is no JSON object");
  }
}

std::string JsonLine::text(std::string_view key) {
  const json::value* value = want(key);
  if (value == nullptr) return {};
  if (!value->is_string()) return fail(key, "a string"), std::string{};
  const json::string& string = value->get_string();
  return {string.data(), string.size()};
}

std::uint64_t JsonLine::number(std::string_view key, std::uint64_t most) {
  const json::value* value = want(key);
  if (value == nullptr) return 0;
  std::uint64_t number = most;
  const bool whole = value->is_uint64() || (value->is_int64() && value->get_int64() >= 0);
  if (whole) number = value->to_number<std::uint64_t>();
  if (!whole || number > most) fail(key, "a whole number from 0 to " + std::to_string(most));
  return number;
}

std::vector<std::string> JsonLine::texts(std::string_view key) {
  const json::value* value = want(key);
  std::vector<std::string> texts;
  if (value == nullptr) return texts;
  const bool all_texts = value->is_array() && value->get_array().size() <= most_texts &&
                         std::ranges::all_of(value->get_array(), &json::value::is_string);
  if (!all_texts) return fail(key, "a list of strings"), texts;
  for (const json::value& item : value->get_array()) {
    texts.emplace_back(item.get_string().data(), item.get_string().size());
  }
  return texts;
}

const json::value* JsonLine::find(std::string_view key) const {
  return good() ? value_.get_object().if_contains({key.data(), key.size()}) : nullptr;
}

const json::value* JsonLine::want(std::string_view key) {
  const json::value* value = find(key);
  if (value == nullptr) fail(concat({"this line lacks `", key, "`"}));
  return value;
}

void JsonLine::fail(std::string_view key, std::string_view wanted) {
  fail(concat({"`", key, "` wants ", wanted}));
}

}  // namespace mprsim
