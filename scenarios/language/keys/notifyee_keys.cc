// [[notifyee]], and in it what a notifyee does: before, after, add_before and add_after.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "scenarios/language/keys/binding.h"
#include "scenarios/language/keys/chance_keys.h"

namespace mprsim {
namespace {

using namespace binding;

constexpr std::array notify_exports{std::string_view("AddConnectNotify"),
                                    std::string_view("CancelConnectNotify")};

void read_notify_exports(NotifyeeModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (!check_list(value, key, reading)) return;
  std::array<bool, notify_exports.size()> exports{};
  for (const auto& item : value.items) {
    if (const auto index = read_choice(item, entry_of(key), reading)) exports[*index] = true;
  }
  std::tie(model.exports_add, model.exports_cancel) = std::tuple_cat(exports);
}

std::optional<TomlValue> write_notify_exports(const NotifyeeModel& model, const Key& key) {
  if (model.exports_add && model.exports_cancel) return std::nullopt;
  std::vector<std::string> list;
  if (model.exports_add) list.emplace_back(notify_exports[0]);
  if (model.exports_cancel) list.emplace_back(notify_exports[1]);
  return write(list, key);
}

template <NotifyeeBehaviour NotifyeeModel::*Behaviour>
std::optional<TomlValue> write_behaviour(const NotifyeeModel& model, const Key& key) {
  if (model.*Behaviour == NotifyeeBehaviour{}) return std::nullopt;
  return write(model.*Behaviour, key);
}

// Declining is leaving lpContext NULL, which only a notification before the operation can do.
void read_after(NotifyeeBehaviour& behaviour, const TomlValue& value, const Key& key, Reading& reading) {
  const auto* declines = value.kind == TomlValue::Kind::table ? find_member(value, "declines") : nullptr;
  if (declines != nullptr) {
    reading.error(declines->where, concat({"`declines` does not go with `", key.name, "`"}),
                  "a notifyee can decline only before the operation, by leaving the context NULL");
  }
  read(value, key, reading, behaviour);
}

void read_cancel_after(NotifyeeModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  read_after(model.after, value, key, reading);
}

void read_add_after(NotifyeeModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  read_after(model.add_after, value, key, reading);
}

constexpr auto notifyee_rows = keys_of<NotifyeeModel>(
    key<&NotifyeeModel::name>("name", defines(Noun::notifyee), "its name, to which other tables refer")
        .required()
        .fixed(),
    key<&NotifyeeModel::plugin>(
        "plugin", text(), "a notifyee in a library, by its path from this file; .so or .dll may be left out"),
    key<&NotifyeeModel::value>("value", text(), "the name of its value under the Notifyees key"),
    key<&NotifyeeModel::library>("library", text(), "the path in that value; %variables% are expanded"),
    key<&NotifyeeModel::loads>("loads", flag(), "whether its library can be loaded").otherwise("true"),
    key<&read_notify_exports>("exports", list(choice(words_of<notify_exports>), 2),
                              "what its library exports")
        .written<&write_notify_exports>()
        .otherwise("both"),
    key<&NotifyeeModel::latency>("latency", time_or_range(), "how long each notification takes")
        .otherwise("\"0ms\""),
    key<&read_faults<NotifyeeModel, FaultBearer::notifyee>>("faults", fault_plan(),
                                                            "what can go wrong in each notification")
        .written<&write_faults<NotifyeeModel>>(),
    key<&NotifyeeModel::before>("before", one_table(), "what it does before a cancel"),
    key<&read_cancel_after>("after", one_table(TableKind::behaviour), "what it does after a cancel")
        .written<&write_behaviour<&NotifyeeModel::after>>(),
    key<&NotifyeeModel::add_before>("add_before", one_table(), "what it does before an add"),
    key<&read_add_after>("add_after", one_table(TableKind::behaviour), "what it does after an add")
        .written<&write_behaviour<&NotifyeeModel::add_after>>());

constexpr auto behaviour_rows = keys_of<NotifyeeBehaviour>(
    key<&NotifyeeBehaviour::close>("close", one_or_list(uses(Noun::file)), "files that it closes"),
    key<&NotifyeeBehaviour::open>("open", one_or_list(defines(Noun::file)),
                                  "files that it opens in its own name"),
    key<&NotifyeeBehaviour::end>("end", one_or_list(uses(Noun::process)),
                                 "processes whose use of a device it ends"),
    key<&NotifyeeBehaviour::returns>("returns", one_or_list(plain(Form::status)),
                                     "what it returns, call by call; WN_SUCCESS after that"),
    key<&NotifyeeBehaviour::declines>("declines", flag(),
                                      "leaves the context NULL, so that it is not notified afterwards")
        .otherwise("false"),
    key<&NotifyeeBehaviour::edits>("edits", flag(),
                                   "writes into the structures that it is given, which it must not")
        .otherwise("false"),
    key<&NotifyeeBehaviour::reads_provider>("reads_provider", flag(), "reads lpProvider").otherwise("false"));

}  // namespace

std::span<const Key> notifyee_keys() noexcept { return notifyee_rows; }
std::span<const Key> behaviour_keys() noexcept { return behaviour_rows; }

}  // namespace mprsim
