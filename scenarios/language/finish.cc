#include "scenarios/language/finish.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "mock_mpr/text/name.h"
#include "scenarios/language/reading.h"

namespace mprsim {
namespace {

constexpr std::size_t most_steps = 1000;

Location value_of(const TomlValue& table, std::string_view key) {
  const auto* member = find_member(table, key);
  return member == nullptr ? table.where : member->value.where;
}

bool lies_on(std::string_view file, std::string_view root) {
  return !root.empty() && !path_below(file, root).value_or("").empty();
}

void check_files(const ConnectionModel& model, const TomlValue& value, Reading& reading) {
  const auto* open = find_member(value, "open");
  const bool readable = open != nullptr && open->value.kind == TomlValue::Kind::list && !model.remote.empty();
  if (!readable) return;
  for (const auto& entry : open->value.items) {
    const auto* file = find_member(entry, "file");
    if (file == nullptr || file->value.kind != TomlValue::Kind::string) continue;
    const auto& path = file->value.string;
    if (path.empty() || lies_on(path, model.device) || lies_on(path, model.remote)) continue;
    const std::string_view root = model.device.empty() ? model.remote : model.device;
    reading.error(file->value.where, concat({"the file ", quoted(path), " is not on this connection"}),
                  concat({"its path begins with '", printable(root), "\\'"}));
  }
}

// Two connections can have the same device only if one is connected now and the other comes back at the next
// logon.
void check_devices(const Scenario& scenario, Reading& reading) {
  const auto less = [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : device_less(a.second, b.second);
  };
  std::map<std::pair<std::string, std::string>, std::array<const ConnectionModel*, 2>, decltype(less)> taken(
      less);
  for (const auto& connection : scenario.connections) {
    if (connection.device.empty()) continue;
    auto& [connected, remembered] = taken[{connection.session, connection.device}];
    const bool both_connected = connection.connected && connected != nullptr;
    const bool both_remembered = connection.remembered && remembered != nullptr;
    if (both_connected || both_remembered) {
      const auto* first = both_connected ? connected : remembered;
      reading.error(connection.where,
                    concat({"the device ", quoted(connection.device), " is ",
                            both_connected ? "connected" : "remembered", " already in the session ",
                            quoted(connection.session)}),
                    concat({"the first is in line ", std::to_string(first->where.line)}));
    }
    if (connection.connected && connected == nullptr) connected = &connection;
    if (connection.remembered && remembered == nullptr) remembered = &connection;
  }
}

void check_provider_order(const Scenario& scenario, const TomlValue& value, Reading& reading) {
  if (scenario.provider_order.empty()) return;
  const auto where = value_of(value, "provider_order");
  std::set<std::string_view> seen;
  for (const auto& name : scenario.provider_order) {
    if (!seen.insert(name).second) {
      reading.error(where, concat({"`provider_order` has ", quoted(name), " twice"}));
    }
  }
  if (scenario.provider_order.size() >= scenario.providers.size()) return;
  for (const auto& provider : scenario.providers) {
    if (seen.contains(provider.name) || provider.name.empty()) continue;
    reading.error(where, concat({"`provider_order` lacks ", quoted(provider.name)}),
                  "it must name every provider");
  }
}

void check_shows(const Scenario& scenario, const TomlValue& value, Reading& reading) {
  const auto* shows = find_member(value, "shows");
  if (shows == nullptr || shows->value.kind != TomlValue::Kind::list) return;
  if (shows->value.items.empty()) {
    reading.error(shows->value.where, "`shows` is empty", "name at least one rule that the scenario shows");
  }
  std::set<Rule> seen;
  for (const auto rule : scenario.shows) {
    if (!seen.insert(rule).second) {
      reading.error(shows->value.where, concat({"`shows` has ", quoted(slug(rule)), " twice"}));
    }
  }
}

void check_steps(const Scenario& scenario, const TomlValue& value, Reading& reading) {
  auto steps = scenario.steps.size();
  for (const auto& app : scenario.apps) {
    const bool too_many = steps <= most_steps && steps + app.steps.size() > most_steps;
    steps += app.steps.size();
    if (too_many) {
      reading.error(app.where, concat({"more than ", std::to_string(most_steps), " steps in all"}));
    }
  }
  const bool none_written = find_member(value, "step") == nullptr && find_member(value, "app") == nullptr;
  const bool none_left = steps == 0 && reading.diagnostics.empty();
  if (none_written || none_left) {
    reading.error({1, 1}, "nothing happens in this scenario", "write at least one [[step]]");
  }
}

void check_at(const Step& step, const TomlValue& value, Reading& reading) {
  if (!step.at) return;
  if (step.after)
    reading.error(value_of(value, "after"), "`after` and `at` in one step", "choose one of them");
  if (reading.last_at && *step.at < *reading.last_at) {
    reading.error(value_of(value, "at"),
                  concat({"`at` goes back in time: a step before this one waits until ",
                          format_time(*reading.last_at), " s"}),
                  "steps run in the order of the file");
    return;
  }
  reading.last_at = step.at;
}

// A plug-in acts by itself: keys that script a fake one would have no effect.
void check_plugin(TableKind kind, std::string_view noun, std::span<const std::string_view> allowed,
                  const TomlValue& value, Reading& reading) {
  for (const auto& member : value.members) {
    const bool is_known = find_key(table(kind), member.key) != nullptr;  // an unknown key is reported already
    if (!is_known || std::ranges::find(allowed, member.key) != allowed.end()) continue;
    reading.error(member.where,
                  concat({"`", member.key, "` does not go with a ", noun, " that is a plug-in"}),
                  concat({"with `plugin` go ", quoted_list({allowed.begin(), allowed.end()})}));
  }
}

}  // namespace

ResourceType standard_type(std::string_view device) noexcept {
  return is_printer_port(device) ? ResourceType::print : ResourceType::disk;
}

void finish(ProviderModel& model, const TomlValue& value, Reading& reading) {
  static constexpr std::string_view allowed_keys[] = {"name", "plugin", "bench", "network", "latency"};
  if (!model.plugin.empty())
    return check_plugin(TableKind::provider, "provider", allowed_keys, value, reading);
  if (const auto* bench = find_member(value, "bench")) {
    reading.error(bench->where, "`bench` does not go without `plugin`", "a fake provider needs no bench");
  }
}

void finish(NotifyeeModel& model, const TomlValue& value, Reading& reading) {
  static constexpr std::string_view allowed_keys[] = {"name", "plugin", "value", "library", "latency"};
  if (!model.plugin.empty()) check_plugin(TableKind::notifyee, "notifyee", allowed_keys, value, reading);
}

void finish(ConnectionModel& model, const TomlValue& value, Reading& reading) {
  if (find_member(value, "type") == nullptr) model.type = standard_type(model.device);
  if (model.remembered && find_member(value, "device") == nullptr) {
    reading.error(value_of(value, "remembered"), "only a connection with a device can be remembered",
                  "add a device, or leave `remembered` out");
  }
  if (!model.connected && !model.remembered) {
    reading.error(value_of(value, "connected"), "this connection is neither connected nor remembered",
                  "add `remembered = true`, or leave the table out");
  }
  if (!model.jobs.empty() && model.type != ResourceType::print) {
    reading.error(value_of(value, "jobs"), "print jobs on a connection that is not a printer",
                  R"(use a device such as "LPT1", or add `type = "print"`)");
  }
  const bool in_use = !model.open.empty() || !model.jobs.empty() || !model.used_by.empty();
  if (!model.connected && model.remembered && in_use) {
    reading.error(value.where, "files, jobs or users of a connection that is not connected");
  }
  check_files(model, value, reading);
}

void finish(ConditionModel& model, const TomlValue& value, Reading& reading) {
  const bool about_name = model.connected || model.remembered;
  if (about_name && model.name.empty()) {
    reading.error(value.where, "this condition does not say what is connected or remembered",
                  "add `name`, a device or a remote name");
  }
  constexpr std::array keys{"connected", "remembered", "status", "files", "jobs", "lost"};
  const bool states_nothing =
      std::ranges::none_of(keys, [&value](const char* key) { return find_member(value, key) != nullptr; });
  if (states_nothing) {
    reading.error(value.where, "this condition states nothing",
                  "add `connected`, `remembered`, `status`, `files`, `jobs` or `lost`");
  }
}

void finish(ChoiceModel& model, const TomlValue& value, Reading& reading) {
  if (model.takes.has_value() == model.number.has_value()) {
    reading.error(value.where, "a choice says either what it `takes` or its `number`");
  }
}

void finish(Step& model, const TomlValue& value, Reading& reading) {
  check_at(model, value, reading);
  const auto* app = find_member(value, "app");
  if (app != nullptr && reading.app) {
    reading.error(app->where,
                  concat({"a step of [[app]] is done by that application, ", quoted(*reading.app)}),
                  "leave `app` out");
  }
  // An add that names a provider which does not exist can be the point of a scenario; a network of such a
  // provider cannot.
  if (model.verb == Verb::network && !model.provider.empty()) {
    reading.names.use(Noun::provider, model.provider, value_of(value, "provider"));
  }
}

void finish(Scenario& model, const TomlValue& value, Reading& reading) {
  check_steps(model, value, reading);
  check_shows(model, value, reading);
  check_provider_order(model, value, reading);
  check_devices(model, reading);
}

}  // namespace mprsim
