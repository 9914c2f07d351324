// Options: how a command says what it takes on the command line, without a word about the library that reads
// it.
//
// A command names each option once, with the place that its value goes to; the place must outlive the reading
// of the command line. A value that does not fit is a message about the option and exit code 2, before any
// action runs. An option that may be given once and is given twice is a mistake as well. Names are as on the
// command line:
// "-q,--quiet", "--out". Page: docs/cli.md. Thread-safety: none. Throws std::bad_alloc only.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/policy.h"
#include "sim/choice/chooser.h"

namespace mprsim {

/// Where the value of an option goes. Returns what is wrong with it, as a clause about it ("\"x\" is not a
/// whole number"), or "" if it fits.
using TakeValue = std::function<std::string(const std::string& value)>;

enum class Presence : std::uint8_t { optional, required };

class Options {
 public:
  Options() = default;
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;
  virtual ~Options() = default;

  /// Sets `value` to true when given.
  virtual void flag(std::string_view names, bool& value, std::string_view description) = 0;
  /// `type` is the word that help shows for the value: "FILE".
  virtual void value(std::string_view names, std::string_view type, TakeValue take,
                     std::string_view description) = 0;
  /// May be given more than once, with one value each.
  virtual void values(std::string_view names, std::string_view type, std::vector<std::string>& values,
                      std::string_view description) = 0;
  /// A word that is no option.
  virtual void argument(std::string_view name, std::string_view type, std::string& value, Presence presence,
                        std::string_view description) = 0;
  /// All words that are no options.
  virtual void arguments(std::string_view name, std::string_view type, std::vector<std::string>& values,
                         Presence presence, std::string_view description) = 0;
};

// --- Values of the usual kinds. Each declares one option with value().

void add_text(Options& options, std::string_view names, std::string_view type,
              std::optional<std::string>& text, std::string_view description);
/// A whole number from `least` to `most`, handed to `take`.
void add_number(Options& options, std::string_view names, std::uint64_t least, std::uint64_t most,
                std::function<void(std::uint64_t)> take, std::string_view description);
/// A number of seconds, which may have a fraction.
void add_seconds(Options& options, std::string_view names, std::optional<std::chrono::milliseconds>& time,
                 std::string_view description);
/// --profile NAME
void add_profile(Options& options, std::optional<Profile>& profile);
/// --strategy NAME
void add_strategy(Options& options, Strategy& strategy, std::string_view description);
/// One of some words; `take` gets its position among them. Keeps a view of the words, not the words.
void add_word(Options& options, std::string_view names, std::string_view type,
              std::span<const std::string_view> words, std::function<void(std::size_t)> take,
              std::string_view description);

/// --format FORMAT: the words stand in the order of the enumerators.
template <class Format>
void add_format(Options& options, Format& format, std::span<const std::string_view> words,
                std::string_view description) {
  add_word(
      options, "--format", "FORMAT", words,
      [&format](std::size_t index) { format = static_cast<Format>(index); }, description);
}

/// A whole number without sign; nothing if the text is anything else or the number does not fit.
std::optional<std::uint64_t> parse_whole_number(std::string_view text) noexcept;

/// What is wrong with a text that is no seed.
std::string not_a_seed(std::string_view text);

}  // namespace mprsim
