#include "tools/conformance/bench/fixture.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "mock_mpr/text/name.h"
#include "mock_mpr/text/unicode.h"
#include "scenarios/language/did_you_mean.h"
#include "scenarios/language/toml_guard.h"
#include "scenarios/language/toml_reader.h"
#include "sim/platform/file.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

using Kind = TomlValue::Kind;
using Words = std::vector<std::string_view>;

constexpr std::size_t longest_text = 1024;
constexpr std::size_t most_arguments = 64;
constexpr std::size_t most_resources = 64;
constexpr std::size_t least_devices = 3;
constexpr std::int64_t longest_limit = 300;

constexpr std::string_view local_name = "{local}";
constexpr std::string_view remote_name = "{remote}";
constexpr std::string_view file_name = "{file}";

// The placeholders that the command of an action may have.
Words placeholders(BenchAction action) {
  switch (action) {
    case BenchAction::connect:
      return {local_name, remote_name};
    case BenchAction::open_file:
    case BenchAction::start_job:
    case BenchAction::start_use:
      return {local_name, file_name};
    case BenchAction::touch_file:
    case BenchAction::close_file:
    case BenchAction::end_job:
    case BenchAction::end_use:
      return {file_name};
    case BenchAction::reset:
    case BenchAction::stop_network:
    case BenchAction::start_network:
      break;
  }
  return {};
}

class FixtureReader {
 public:
  Fixture fixture;
  Diagnostics diagnostics;

  void read(const TomlValue& file) {
    known_keys(file, "a fixture", {"devices", "time_limit", "resource", "commands"});
    if (const TomlMember* devices = find_member(file, "devices")) read_devices(devices->value);
    if (const TomlMember* limit = find_member(file, "time_limit")) read_limit(limit->value);
    if (const TomlMember* commands = find_member(file, "commands")) read_commands(commands->value);
    const TomlMember* resources = find_member(file, "resource");
    if (resources != nullptr) return read_resources(resources->value);
    error(file.where, "a fixture needs at least one [[resource]]: a remote name to connect to");
  }

 private:
  void error(Location where, std::string message, std::string hint = {}) {
    diagnostics.push_back({where, std::move(message), std::move(hint)});
  }

  // A hostile file may hold a hundred thousand mistakes; guesses for all of them would take long.
  bool hints_help() const noexcept { return diagnostics.size() < 100; }

  void known_keys(const TomlValue& table, std::string_view what, const Words& keys) {
    for (const TomlMember& member : table.members) {
      if (std::ranges::find(keys, member.key) != keys.end()) continue;
      std::string hint = hints_help() ? did_you_mean(member.key, keys) : std::string();
      if (hint.empty() && hints_help()) hint = concat({"the keys here: ", quoted_list(keys)});
      error(member.where, concat({quoted(member.key), " is not a key of ", what}), std::move(hint));
    }
  }

  bool is(const TomlValue& value, Kind kind, std::string_view wanted) {
    if (value.kind == kind) return true;
    error(value.where, concat({"expected ", wanted}));
    return false;
  }

  std::optional<std::string> text(const TomlValue& value, std::string_view what) {
    if (!is(value, Kind::string, what)) return std::nullopt;
    const bool control = std::ranges::any_of(value.string, [](char c) { return c >= 0 && c < ' '; });
    if (value.string.empty() || value.string.size() > longest_text || control) {
      error(value.where, concat({"expected ", what, " of 1 to ", std::to_string(longest_text),
                                 " bytes without control characters"}));
      return std::nullopt;
    }
    return value.string;
  }

  void read_devices(const TomlValue& value) {
    if (!is(value, Kind::list, "a list of drives")) return;
    std::vector<std::u16string> drives;
    for (const TomlValue& item : value.items) {
      const auto name = text(item, "a drive such as \"Z:\"");
      if (!name) continue;
      const bool drive = is_device_name(*name) && !is_port_name(*name);
      if (!drive) error(item.where, concat({quoted(*name), " is not a drive such as \"Z:\""}));
      const auto is_named = [&name](std::u16string_view known) {
        return equal_devices(to_utf8(known), *name);
      };
      if (std::ranges::any_of(drives, is_named)) {
        error(item.where, concat({quoted(*name), " is named twice"}));
      }
      if (drive) drives.push_back(to_utf16(*name));
    }
    if (value.items.size() < least_devices) error(value.where, "a fixture needs three drives or more");
    fixture.drives = std::move(drives);
  }

  void read_limit(const TomlValue& value) {
    if (!is(value, Kind::integer, "a whole number of seconds")) return;
    if (value.integer < 1 || value.integer > longest_limit) {
      return error(value.where, concat({"expected 1 to ", std::to_string(longest_limit), " seconds"}));
    }
    fixture.time_limit = std::chrono::seconds(value.integer);
  }

  void read_resources(const TomlValue& value) {
    if (!is(value, Kind::list, "[[resource]] tables")) return;
    if (value.items.empty() || value.items.size() > most_resources) {
      return error(value.where, concat({"expected 1 to ", std::to_string(most_resources), " resources"}));
    }
    for (const TomlValue& item : value.items) read_resource(item);
  }

  void read_resource(const TomlValue& value) {
    if (!is(value, Kind::table, "a table with `remote`")) return;
    known_keys(value, "[[resource]]", {"remote", "type"});
    BenchResource resource;
    if (const TomlMember* type = find_member(value, "type")) resource.type = read_type(type->value);
    const TomlMember* remote = find_member(value, "remote");
    if (remote == nullptr) return error(value.where, "a [[resource]] needs a `remote`");
    if (const auto name = text(remote->value, "a remote name")) {
      resource.remote = to_utf16(*name);
      fixture.resources.push_back(std::move(resource));
    }
  }

  ResourceType read_type(const TomlValue& value) {
    const Words types{"disk", "print"};
    if (is(value, Kind::string, "\"disk\" or \"print\"") && value.string != "disk" &&
        value.string != "print") {
      error(value.where, concat({quoted(value.string), " is neither \"disk\" nor \"print\""}),
            hints_help() ? did_you_mean(value.string, types) : std::string());
    }
    return value.string == "print" ? ResourceType::print : ResourceType::disk;
  }

  void read_commands(const TomlValue& value) {
    if (!is(value, Kind::table, "a table of commands")) return;
    Words names;
    for (const BenchActionInfo& action : all_bench_actions()) names.push_back(action.command);
    known_keys(value, "[commands]", names);
    for (const BenchActionInfo& action : all_bench_actions()) {
      const TomlMember* member = find_member(value, action.command);
      if (member != nullptr) read_command(action.action, member->value);
    }
  }

  void read_command(BenchAction action, const TomlValue& value) {
    if (!is(value, Kind::list, "a list: the program and its arguments")) return;
    if (value.items.empty() || value.items.size() > most_arguments) {
      return error(value.where, concat({"expected 1 to ", std::to_string(most_arguments),
                                        " texts: the program and its arguments"}));
    }
    std::vector<std::string> command;
    for (const TomlValue& item : value.items) {
      const auto word = text(item, "a text");
      if (!word) continue;
      check_placeholders(action, *word, item.where);
      command.push_back(*word);
    }
    fixture.commands[static_cast<std::size_t>(action)] = std::move(command);
  }

  // An unknown word in braces is a mistake, because it would be passed to the command as it is.
  void check_placeholders(BenchAction action, std::string_view word, Location where) {
    const Words known = placeholders(action);
    for (std::size_t open = word.find('{'); open != std::string_view::npos; open = word.find('{', open + 1)) {
      const std::size_t close = word.find('}', open);
      if (close == std::string_view::npos) return;
      const std::string_view placeholder = word.substr(open, close - open + 1);
      if (std::ranges::find(known, placeholder) != known.end()) continue;
      std::string hint = hints_help() ? did_you_mean(placeholder, known) : std::string();
      if (hint.empty() && !known.empty() && hints_help()) hint = concat({"known here: ", quoted_list(known)});
      error(where, concat({quoted(placeholder), " has no meaning in ", info(action).command}),
            std::move(hint));
    }
  }
};

}  // namespace

tl::expected<Fixture, Diagnostics> load_fixture(std::string_view text) {
  const auto file = read_toml(text);
  if (!file) return tl::unexpected(Diagnostics{file.error()});
  FixtureReader reader;
  reader.fixture.drives.assign(usual_drives().begin(), usual_drives().end());
  reader.read(*file);
  if (reader.diagnostics.empty()) return std::move(reader.fixture);
  sort_and_limit(reader.diagnostics);
  return tl::unexpected(std::move(reader.diagnostics));
}

tl::expected<Fixture, std::string> load_fixture_file(const std::string& path) {
  const auto text = read_file(path, largest_file);
  if (!text) return tl::unexpected(concat({"mprsim: ", visible(to_string(text.error())), "\n"}));
  auto fixture = load_fixture(*text);
  if (!fixture) return tl::unexpected(render(fixture.error(), path, *text));
  return std::move(*fixture);
}

}  // namespace mprsim
