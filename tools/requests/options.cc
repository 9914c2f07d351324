#include "tools/requests/options.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/did_you_mean.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

template <class Number>
std::optional<Number> parse_number_as(std::string_view text) noexcept {
  Number number{};
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc{} || end != last) return std::nullopt;
  return number;
}

std::span<const std::string_view> profile_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> names;
    for (const Profile profile : all_profiles()) names.push_back(name(profile));
    return names;
  }();
  return words;
}

}  // namespace

void add_text(Options& options, std::string_view names, std::string_view type,
              std::optional<std::string>& text, std::string_view description) {
  const auto take = [&text](const std::string& value) {
    text = value;
    return std::string();
  };
  options.value(names, type, take, description);
}

void add_number(Options& options, std::string_view names, std::uint64_t least, std::uint64_t most,
                std::function<void(std::uint64_t)> take, std::string_view description) {
  const auto check = [least, most, take = std::move(take)](const std::string& value) -> std::string {
    const auto number = parse_whole_number(value);
    if (!number || *number < least || *number > most) {
      return concat({quoted(value), " is not a whole number from ", std::to_string(least), " to ",
                     std::to_string(most)});
    }
    take(*number);
    return {};
  };
  options.value(names, "N", check, description);
}

void add_seconds(Options& options, std::string_view names, std::optional<std::chrono::milliseconds>& time,
                 std::string_view description) {
  constexpr double most = 1e9;
  const auto take = [&time](const std::string& value) -> std::string {
    const auto seconds = parse_number_as<double>(value);
    if (!seconds || !(*seconds >= 0 && *seconds <= most)) {
      return concat({quoted(value), " is not a number of seconds from 0 to 1000000000"});
    }
    time = std::chrono::milliseconds{static_cast<std::int64_t>(*seconds * 1000)};
    return {};
  };
  options.value(names, "SECONDS", take, description);
}

void add_profile(Options& options, std::optional<Profile>& profile) {
  add_word(
      options, "--profile", "NAME", profile_words(),
      [&profile](std::size_t index) { profile = all_profiles()[index]; },
      "Use this profile for every scenario: nt-doc, win9x-ddk, wine or reactos");
}

void add_strategy(Options& options, Strategy& strategy, std::string_view description) {
  const auto take = [&strategy](const std::string& value) -> std::string {
    const auto parsed = parse_strategy(value);
    if (!parsed) return concat({quoted(value), " is not fifo, uniform, pct(DEPTH) or round-robin"});
    strategy = *parsed;
    return {};
  };
  options.value("--strategy", "NAME", take, description);
}

void add_word(Options& options, std::string_view names, std::string_view type,
              std::span<const std::string_view> words, std::function<void(std::size_t)> take,
              std::string_view description) {
  const auto choose = [words, take = std::move(take)](const std::string& value) -> std::string {
    const auto found = std::ranges::find(words, value);
    if (found == words.end()) {
      return concat({quoted(value), " is not one of ",
                     quoted_list(std::vector<std::string_view>(words.begin(), words.end())),
                     after_semicolon(did_you_mean(value, words))});
    }
    take(static_cast<std::size_t>(found - words.begin()));
    return {};
  };
  options.value(names, type, choose, description);
}

std::optional<std::uint64_t> parse_whole_number(std::string_view text) noexcept {
  return parse_number_as<std::uint64_t>(text);
}

std::string not_a_seed(std::string_view text) {
  return concat({quoted(text), " is not a whole number from 0 to ",
                 std::to_string(std::numeric_limits<std::uint64_t>::max())});
}

}  // namespace mprsim
