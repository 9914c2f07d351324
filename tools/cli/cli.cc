#include "tools/cli/cli.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "scenarios/language/diagnostics.h"
#include "scenarios/language/did_you_mean.h"
#include "tools/reports/run_report.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

constexpr std::size_t help_columns = 80;
constexpr std::size_t description_column = 26;

constexpr std::string_view main_help = R"(Start here:
  mprsim run                                     play the whole library
  mprsim run notify/lets-an-application-let-go   one disconnect, step by step
  mprsim explain 2401                            what a status means
  mprsim COMMAND --help                          options and examples)";

// Descriptions are wrapped; a required argument shows in the line "Usage".
class HelpFormatter final : public CLI::Formatter {
 public:
  HelpFormatter() {
    column_width(description_column);
    label("Positionals", "Arguments");
    label("SUBCOMMAND", "COMMAND");
  }

  std::string make_option_desc(const CLI::Option* option) const override {
    std::string lines = wrapped(option->get_description(), 0, help_columns - description_column);
    if (lines.ends_with('\n')) lines.pop_back();
    return lines;
  }

  std::string make_option_opts(const CLI::Option* option) const override {
    if (option->get_type_size() == 0) return {};
    const bool many = option->get_expected_max() >= CLI::detail::expected_max_vector_size;
    return concat({" ", option->get_type_name(), many ? " ..." : ""});
  }
};

// The options of one command, for CLI11.
class CommandOptions final : public Options {
 public:
  explicit CommandOptions(CLI::App& app) noexcept : app_(app) {}

  void flag(std::string_view names, bool& value, std::string_view description) override {
    app_.add_flag(std::string(names), value, std::string(description));
  }

  void value(std::string_view names, std::string_view type, TakeValue take,
             std::string_view description) override {
    const std::string label(names.substr(names.find("--")));
    const auto take_or_throw = [label, take = std::move(take)](const std::string& text) {
      const std::string mistake = take(text);
      if (!mistake.empty()) throw CLI::ValidationError(label, mistake);
    };
    app_.add_option_function<std::string>(std::string(names), take_or_throw, std::string(description))
        ->type_name(std::string(type));
  }

  void values(std::string_view names, std::string_view type, std::vector<std::string>& values,
              std::string_view description) override {
    app_.add_option(std::string(names), values, std::string(description))
        ->type_name(std::string(type))
        ->expected(1)
        ->allow_extra_args(false)  // a word after the value is an argument
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  void argument(std::string_view name, std::string_view type, std::string& value, Presence presence,
                std::string_view description) override {
    add(app_.add_option(std::string(name), value, std::string(description)), type, presence);
  }

  void arguments(std::string_view name, std::string_view type, std::vector<std::string>& values,
                 Presence presence, std::string_view description) override {
    add(app_.add_option(std::string(name), values, std::string(description)), type, presence);
  }

 private:
  static void add(CLI::Option* option, std::string_view type, Presence presence) {
    option->type_name(std::string(type))->required(presence == Presence::required);
  }

  CLI::App& app_;
};

// Every name that the user may have meant at this place.
std::vector<std::string> known_words(const CLI::App& command, bool option) {
  std::vector<std::string> words;
  if (option) {
    for (const CLI::Option* each : command.get_options()) {
      for (const std::string& name : each->get_lnames()) words.push_back(concat({"--", name}));
    }
  } else {
    for (const CLI::App* each : command.get_subcommands([](const CLI::App*) { return true; })) {
      words.push_back(each->get_name());
    }
  }
  return words;
}

Action print_text(std::string text) {
  return [text = std::move(text)](CommandContext& context) {
    context.streams.out << text;
    return exit_code::holds;
  };
}

Action print_mistake(std::string text) {
  return [text = std::move(text)](CommandContext& context) {
    context.streams.err << text;
    return exit_code::bad_input;
  };
}

Action usage_error(const CLI::App& command, std::string_view what) {
  const std::string name =
      command.get_parent() == nullptr ? "mprsim" : concat({"mprsim ", command.get_name()});
  return print_mistake(concat({"mprsim: ", what, "\n        see ", name, " --help\n"}));
}

Action unknown_word(const CLI::App& command, const std::string& word) {
  const bool option = word.starts_with('-');
  const std::vector<std::string> known = known_words(command, option);
  const std::string guess =
      did_you_mean(word.substr(0, word.find('=')), std::vector<std::string_view>(known.begin(), known.end()));
  const bool top = command.get_parent() == nullptr;
  const std::string what = option ? concat({"there is no option ", mprsim::quoted(word)})
                           : top  ? concat({"there is no command ", mprsim::quoted(word)})
                                  : concat({"unexpected argument ", mprsim::quoted(word)});
  return usage_error(command, what + after_semicolon(guess));
}

/// The program with all its commands; the action of the one that is given ends up in chosen().
class CommandLine {
 public:
  explicit CommandLine(std::span<const Command* const> commands)
      : app_("What happens when Windows disconnects a network drive? mprsim plays it,\nwithout Windows.",
             "mprsim") {
    app_.formatter(std::make_shared<HelpFormatter>());
    // A path may begin with a slash, under Windows too.
    app_.allow_windows_style_options(false);
    // Unknown words are not CLI11's to report: unknown_word() adds a guess.
    app_.allow_extras();
    app_.require_subcommand(0, 1);
    app_.set_version_flag("--version", concat({"mprsim ", version()}), "Show the version");
    app_.set_help_flag("-h,--help", "Show this text");
    app_.footer(std::string(main_help));
    for (const Command* command : commands) add(*command);
  }

  /// Throws what CLI11 throws for help, the version and mistakes.
  void parse(std::vector<std::string> words) {
    std::ranges::reverse(words);  // as CLI11 wants them
    app_.parse(std::move(words));
  }

  const CLI::App& app() const noexcept { return app_; }

  /// The command that is given; the program if there is none.
  const CLI::App& innermost() const {
    const auto given = app_.get_subcommands();
    return given.empty() ? app_ : *given.front();
  }

  Action action() const {
    const auto found = std::ranges::find(actions_, &innermost(), &std::pair<const CLI::App*, Action>::first);
    return found->second;
  }

 private:
  void add(const Command& command) {
    CLI::App* app = app_.add_subcommand(std::string(command.name), std::string(command.description));
    app->group("Commands")->footer(std::string(command.help));
    CommandOptions options(*app);
    actions_.emplace_back(app, command.declare(options));
  }

  CLI::App app_;
  std::vector<std::pair<const CLI::App*, Action>> actions_;
};

// "mprsim help run" is "mprsim run --help".
std::vector<std::string> normalised(std::span<const std::string> arguments) {
  std::vector<std::string> words(arguments.begin(), arguments.end());
  if (words.empty() || words.front() != "help") return words;
  words.erase(words.begin());
  words.push_back("--help");
  return words;
}

}  // namespace

Action parse_command_line(std::span<const std::string> arguments, std::span<const Command* const> commands) {
  CommandLine line(commands);
  try {
    line.parse(normalised(arguments));
  } catch (const CLI::CallForHelp&) {
    return print_text(line.app().help());
  } catch (const CLI::CallForVersion& version) {
    return print_text(concat({version.what(), "\n"}));
  } catch (const CLI::ParseError& error) {
    return usage_error(line.innermost(), error.what());
  }

  const CLI::App& command = line.innermost();
  for (const CLI::App* place : {&line.app(), &command}) {
    for (const std::string& word : place->remaining()) {
      if (word != "--") return unknown_word(*place, word);
    }
  }
  if (&command == &line.app()) return print_mistake(line.app().help());
  return line.action();
}

}  // namespace mprsim
