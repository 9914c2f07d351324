#include "scenarios/language/keys.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "scenarios/language/golden.h"
#include "scenarios/language/key_binding.h"
#include "scenarios/language/reading.h"
#include "scenarios/language/variation.h"

namespace mprsim {
namespace {

using namespace binding;

// --- Choices, in the order of the enumerations they fill; a field of type bool is true for the second.

using sv = std::string_view;
constexpr std::array resource_types{sv("any"), sv("disk"), sv("print")};
constexpr std::array store_states{sv("ok"), sv("unreadable"), sv("malformed")};
constexpr std::array up_down{sv("up"), sv("down")};
constexpr std::array down_up{sv("down"), sv("up")};
constexpr std::array no_yes{sv("no"), sv("yes")};
constexpr std::array scopes{sv("connected"), sv("remembered")};
constexpr std::array capabilities{sv("add"), sv("add3"), sv("cancel"), sv("get"), sv("enumerate")};
constexpr std::array notify_exports{sv("AddConnectNotify"), sv("CancelConnectNotify")};
constexpr std::array file_states{sv("open"), sv("closed"), sv("stale")};
constexpr std::array job_states{sv("printing"), sv("finished"), sv("aborted")};

// --- Which verbs a key goes with.

constexpr VerbSet cancels = verbs(Verb::cancel, Verb::cancel_old, Verb::dialog);
constexpr VerbSet calls = cancels | verbs(Verb::add, Verb::get, Verb::enumerate);
constexpr VerbSet session_verbs = verbs(Verb::start, Verb::logon, Verb::logoff);
constexpr VerbSet file_verbs = verbs(Verb::open, Verb::write, Verb::close);
constexpr VerbSet named =
    cancels | verbs(Verb::add, Verb::get, Verb::use, Verb::print, Verb::logon, Verb::logoff);

// --- Keys that fill more than one field, or less than one.

void read_capabilities(ProviderModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (!check_list(value, key, reading)) return;
  std::array<bool, capabilities.size()> can{};
  for (const auto& item : value.items) {
    if (const auto index = read_choice(item, entry_of(key), reading)) can[*index] = true;
  }
  std::tie(model.can_add, model.can_add3, model.can_cancel, model.can_get, model.can_enumerate) =
      std::tuple_cat(can);
}

void read_notify_exports(NotifyeeModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (!check_list(value, key, reading)) return;
  std::array<bool, notify_exports.size()> exports{};
  for (const auto& item : value.items) {
    if (const auto index = read_choice(item, entry_of(key), reading)) exports[*index] = true;
  }
  std::tie(model.exports_add, model.exports_cancel) = std::tuple_cat(exports);
}

void read_answers(ProviderModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (value.kind == TomlValue::Kind::table) {
    read_table(value, TableKind::answers, &model, reading);
  } else if (value.kind == TomlValue::Kind::list) {
    Key answers = key;
    answers.type.form = Form::answer;
    read(value, answers, reading, model.cancel_answers);
  } else {
    reading.wants(key, value);
  }
}

std::optional<TomlValue> write_expect(const Step& model, const Key& key) {
  if (!model.expect) return std::nullopt;
  TomlValue first = write(*model.expect, key);
  if (model.or_else.empty()) return first;
  TomlValue ways;
  ways.kind = TomlValue::Kind::list;
  ways.items.push_back(std::move(first));
  for (const Expectation& way : model.or_else) ways.items.push_back(write(way, key));
  TomlValue any;
  any.members.push_back({"any", {}, std::move(ways)});
  return any;
}

// A list of words that are true, unless all of them are.
template <std::size_t N>
std::optional<TomlValue> write_flags(const std::array<bool, N>& flags, const Key& key) {
  if (std::ranges::all_of(flags, [](bool flag) { return flag; })) return std::nullopt;
  std::vector<std::string> list;
  for (std::size_t i = 0; i < N; ++i) {
    if (flags[i]) list.emplace_back(key.type.choices()[i]);
  }
  return write(list, key);
}

std::optional<TomlValue> write_capabilities(const ProviderModel& model, const Key& key) {
  return write_flags(
      std::array{model.can_add, model.can_add3, model.can_cancel, model.can_get, model.can_enumerate}, key);
}

std::optional<TomlValue> write_notify_exports(const NotifyeeModel& model, const Key& key) {
  return write_flags(std::array{model.exports_add, model.exports_cancel}, key);
}

std::optional<TomlValue> write_answers(const ProviderModel& model, const Key&) {
  TomlValue answers = write_table(TableKind::answers, &model);
  if (answers.members.empty()) return std::nullopt;
  const bool bare = answers.members.size() == 1 && !model.cancel_answers.empty();
  return bare ? std::move(answers.members.front().value) : std::move(answers);
}

using CodeAndText = std::pair<std::uint32_t, std::string>;

std::optional<TomlValue> write_extended_error(const ProviderModel& model, const Key&) {
  if (!model.extended_error) return std::nullopt;
  return write_table(TableKind::extended_error, &*model.extended_error);
}

template <NotifyeeBehaviour NotifyeeModel::*behaviour>
std::optional<TomlValue> write_behaviour(const NotifyeeModel& model, const Key& key) {
  if (model.*behaviour == NotifyeeBehaviour{}) return std::nullopt;
  return write(model.*behaviour, key);
}

// What is printed on is a printer unless it says otherwise.
std::optional<TomlValue> write_type(const ConnectionModel& model, const Key& key) {
  if (model.type == standard_type(model.device)) return std::nullopt;
  return write(model.type, key);
}

std::optional<TomlValue> write_null_name(const Step& model, const Key& key) {
  return model.name_is_null ? toml_boolean(false) : write(model.object, key);
}

std::optional<TomlValue> write_true(const Step&, const Key&) { return toml_boolean(true); }

std::optional<TomlValue> write_step_app(const Step& model, const Key& key) {
  return model.app.empty() ? std::nullopt : std::optional(write(model.app, key));
}

std::optional<TomlValue> write_lost(const Expectation& model, const Key& key) {
  return model.lost_nothing ? std::optional(write(model.lost, key)) : std::nullopt;
}

std::optional<TomlValue> write_trace(const Golden& model, const Key& key) { return write(model.trace, key); }

template <class Model>
std::optional<TomlValue> write_steps(const Model& model, const Key& key) {
  return model.steps.empty() ? std::nullopt : std::optional(write(model.steps, key));
}

void read_extended_error(ProviderModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (value.kind != TomlValue::Kind::table) return reading.wants(key, value);
  read_table(value, TableKind::extended_error, &model.extended_error.emplace(), reading);
}

// After the fact nobody can decline any more.
void read_after(NotifyeeBehaviour& behaviour, const TomlValue& value, const Key& key, Reading& reading) {
  const auto* declines = value.kind == TomlValue::Kind::table ? find_member(value, "declines") : nullptr;
  if (declines != nullptr) {
    reading.error(declines->where, concat({"`declines` means nothing in `", key.name, "`"}),
                  "a notifyee declines in advance notification, by leaving the context NULL");
  }
  read(value, key, reading, behaviour);
}

void read_cancel_after(NotifyeeModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  read_after(model.after, value, key, reading);
}

void read_add_after(NotifyeeModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  read_after(model.add_after, value, key, reading);
}

void read_null_name(Step& model, const TomlValue& value, const Key& key, Reading& reading) {
  model.name_is_null = value.kind == TomlValue::Kind::boolean && !value.boolean;
  if (!model.name_is_null) read(value, key, reading, model.object);
}

// `logon = true`: the key says it all.
void read_nothing(Step&, const TomlValue& value, const Key& key, Reading& reading) {
  bool always_true = true;
  read(value, key, reading, always_true);
}

// A plain list is a table of kinds alone.
void read_faults(FaultPlan& faults, FaultBearer who, const TomlValue& value, const Key& key,
                 Reading& reading) {
  if (value.kind == TomlValue::Kind::list) {
    Key kinds = *find_key(table(TableKind::faults), "kinds");
    kinds.name = key.name;
    read(value, kinds, reading, faults.kinds);
  } else if (value.kind == TomlValue::Kind::table) {
    read_table(value, TableKind::faults, &faults, reading);
  } else {
    return reading.wants(key, value);
  }
  const TomlMember* listed = find_member(value, "kinds");
  for (const FaultInfo& fault : all_faults()) {
    if (!faults.kinds.contains(fault.id) || can_have(who, fault.id)) continue;
    reading.error(listed == nullptr ? value.where : listed->value.where,
                  concat({"a ", who == FaultBearer::provider ? "provider" : "notifyee",
                          " cannot have the fault ", quoted(fault.name)}),
                  concat({quoted(fault.name), ": ", fault.meaning}));
  }
}

template <class Model>
std::optional<TomlValue> write_faults(const Model& model, const Key&) {
  if (model.faults.kinds.empty()) return std::nullopt;
  TomlValue faults = write_table(TableKind::faults, &model.faults);
  return faults.members.size() == 1 ? std::move(faults.members.front().value) : std::move(faults);
}

void read_provider_faults(ProviderModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  read_faults(model.faults, FaultBearer::provider, value, key, reading);
}

void read_notifyee_faults(NotifyeeModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  read_faults(model.faults, FaultBearer::notifyee, value, key, reading);
}

// With `any` in it, every way to take it is an expectation of its own, and one of them must hold.
void read_expect(Step& model, const TomlValue& value, const Key& key, Reading& reading) {
  const auto ways = every_way(value);
  if (ways.size() > most_expectations) {
    return reading.error(
        value.where,
        concat({"this expectation can be taken in more than ", std::to_string(most_expectations), " ways"}),
        "expect less, or fewer values with `any`");
  }
  for (const TomlValue& way : ways) {
    std::optional<Expectation> expectation;
    if (!read(way, key, reading, expectation)) continue;
    if (!model.expect) {
      model.expect = std::move(expectation);
    } else {
      model.or_else.push_back(*std::move(expectation));
    }
  }
}

// "app" is the main application, which the model calls "".
void read_step_app(Step& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (!read(value, key, reading, model.app)) return;
  if (model.app == "app") model.app.clear();
}

void read_lost(Expectation& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (read(value, key, reading, model.lost)) model.lost_nothing = model.lost.empty();
}

void read_trace(Golden& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (read(value, key, reading, model.trace)) model.trace = without_carriage_returns(model.trace);
}

template <class Model>
void read_steps(Model& model, const TomlValue& value, const Key& key, Reading& reading) {
  reading.last_at.reset();
  read(value, key, reading, model.steps);
}

void read_app_steps(AppModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  reading.app = model.name;
  read_steps(model, value, key, reading);
  reading.app.reset();
}

// --- The language.

constexpr auto scenario_keys = keys_of<Scenario>(
    key<&Scenario::title>("title", text(), "the fact that the scenario shows, in one line")
        .required()
        .fixed(),
    key<&Scenario::why>("why", text_of(Form::prose, text_bytes), "what it teaches and why that matters")
        .required()
        .fixed(),
    key<&Scenario::shows>("shows", list(plain(Form::rule)), "the rules that the scenario shows, by slug")
        .required()
        .fixed(),
    key<&Scenario::profile>("profile", choice(profile_names), "whose answers to the open questions hold")
        .otherwise("\"nt-doc\""),
    key<&Scenario::overrides>("policy", {.form = Form::policy, .at_most = list_entries},
                              "switches changed on top of the profile"),
    key<&Scenario::seed>("seed", whole(0, INT64_MAX), "where chance starts").otherwise("0").fixed(),
    key<&Scenario::restore_timeout>("restore_timeout", duration(),
                                    "the registry value RestoreTimeout, for the wait at start-up"),
    key<&Scenario::provider_order>("provider_order", list(uses(Noun::provider)),
                                   "the registry value ProviderOrder: every provider, the first asked first")
        .otherwise("the order of the file"),
    key<&Scenario::environment>("environment", words(nullptr, Noun::none),
                                "environment variables, for the paths of notifyees"),
    key<&Scenario::always>("always", tables(64), "what holds at every moment of every run"),
    key<&Scenario::eventually>("eventually", tables(64), "what holds at some moment of every run"),
    key<&Scenario::sometimes>("sometimes", tables(64), "what holds at some moment of some run of a sweep"),
    key<&Scenario::choices>("choices", tables(100'000),
                            "choices that are made in advance, as a sweep found them")
        .fixed(),
    key<&Scenario::limits>("limits", one_table(), "how long the scenario may become").fixed(),
    key<&Scenario::sessions>("session", tables(64), "logon sessions"),
    key<&Scenario::providers>("provider", tables(64), "network providers"),
    key<&Scenario::notifyees>("notifyee", tables(32), "who is told about connections made and cancelled"),
    key<&Scenario::connections>("connection", tables(1000),
                                "what is connected, or remembered, at the beginning"),
    key<&Scenario::apps>("app", tables(64), "applications beside the main one"),
    key<&read_steps<Scenario>>(
        "step", Type{.form = Form::table, .many = Many::list, .at_most = 1000, .table = TableKind::step},
        "what the main application does, in this order")
        .written<&write_steps<Scenario>>(),
    key<&Scenario::golden>("golden", one_table(), "the trace that the scenario must leave").fixed());

constexpr auto session_keys = keys_of<SessionModel>(
    key<&SessionModel::name>("name", defines(Noun::session), "its name, by which the others know it")
        .required()
        .fixed(),
    key<&SessionModel::store>("store", choice(words_of<store_states>),
                              "what opening its remembered connections gives")
        .otherwise("\"ok\""),
    key<&SessionModel::logged_on>("logged_on", flag(), "whether the user is logged on at the beginning")
        .otherwise("true"));

constexpr auto provider_keys = keys_of<ProviderModel>(
    key<&ProviderModel::name>("name", defines(Noun::provider), "its name, by which the others know it")
        .required()
        .fixed(),
    key<&ProviderModel::plugin>(
        "plugin", text(), "a provider in a library, by its path from this file; .so or .dll may be left out"),
    key<&ProviderModel::bench>("bench", text(), "a second library, which holds the bench of the plug-in")
        .otherwise("the plug-in's own"),
    key<&read_capabilities>("can", list(choice(words_of<capabilities>), 5),
                            "the capabilities that it advertises")
        .written<&write_capabilities>()
        .otherwise("all"),
    key<&ProviderModel::missing_exports>("missing_exports", list(text_of(Form::np_function)),
                                         "functions that it does not export, whatever it advertises"),
    key<&ProviderModel::start>(
        "start", plain(Form::start_time),
        "what it answers to WNNC_START: 0 will not start, 1 has started, or how long it takes")
        .otherwise("1"),
    key<&ProviderModel::network_down>("network", choice(words_of<up_down>),
                                      "\"down\": every call answers WN_NO_NETWORK")
        .otherwise("\"up\""),
    key<&ProviderModel::latency>("latency", time_or_range(), "how long each of its calls takes")
        .otherwise("\"0ms\""),
    key<&read_provider_faults>("faults", fault_plan(), "what can go wrong in each of its calls")
        .written<&write_faults<ProviderModel>>(),
    key<&ProviderModel::owns>("owns", list(any_name()), "how the remote names begin that it connects")
        .otherwise("every name"),
    key<&read_answers>("answers",
                       Type{.form = Form::answer_lists,
                            .many = Many::one,
                            .at_most = list_entries,
                            .table = TableKind::answers},
                       "what it answers, call by call, instead of the truth; a bare list is for cancel")
        .written<&write_answers>(),
    key<&read_extended_error>("extended_error", one_table(TableKind::extended_error),
                              "what it sets before it answers WN_EXTENDED_ERROR")
        .written<&write_extended_error>(),
    key<&ProviderModel::overrides_device_in_use>(
        "overrides_device_in_use", flag(),
        "whether force overrides a device in use, where the policy leaves it to it")
        .otherwise("false"),
    key<&ProviderModel::reenters>("reenters", flag(),
                                  "whether it calls WNetGetConnection during a cancel: a fault")
        .otherwise("false"),
    key<&ProviderModel::sets_last_error>("sets_last_error", plain(Form::status),
                                         "what it passes to SetLastError: a fault"));

constexpr Type answer_list = list(plain(Form::answer));
constexpr auto answers_keys = keys_of<ProviderModel>(
    key<&ProviderModel::cancel_answers>("cancel", answer_list, "answers of NPCancelConnection"),
    key<&ProviderModel::add_answers>("add", answer_list, "answers of NPAddConnection and NPAddConnection3"),
    key<&ProviderModel::get_answers>("get", answer_list, "answers of NPGetConnection"),
    key<&ProviderModel::enumerate_answers>("enumerate", answer_list, "answers of NPOpenEnum"));

constexpr auto range_keys =
    keys_of<LatencyModel>(key<&LatencyModel::from>("from", duration(), "the shortest time").required(),
                          key<&LatencyModel::to>("to", duration(), "the longest time").required());

constexpr auto faults_keys = keys_of<FaultPlan>(
    key<&FaultPlan::kinds>("kinds", list(choice(fault_names), 8), "the kinds of faults").required(),
    key<&FaultPlan::one_in>("one_in", whole(1, 1'000'000), "one call of so many has a fault").otherwise("4"),
    key<&FaultPlan::delay>("delay", duration(1), "how much longer a delayed call takes").otherwise("\"1s\""),
    key<&FaultPlan::statuses>("statuses", list(plain(Form::status), 64),
                              "what is returned for a wrong status")
        .otherwise("four usual ones"));

constexpr auto extended_error_keys = keys_of<CodeAndText>(
    key<&CodeAndText::first>("code", whole(0, 0xFFFFFFFF), "the provider's own error code").required(),
    key<&CodeAndText::second>("text", text(), "the provider's own error text").required());

constexpr auto notifyee_keys = keys_of<NotifyeeModel>(
    key<&NotifyeeModel::name>("name", defines(Noun::notifyee), "its name, by which the others know it")
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
    key<&read_notifyee_faults>("faults", fault_plan(), "what can go wrong in each notification")
        .written<&write_faults<NotifyeeModel>>(),
    key<&NotifyeeModel::before>("before", one_table(), "what it does before a cancel"),
    key<&read_cancel_after>("after", one_table(TableKind::behaviour), "what it does after a cancel")
        .written<&write_behaviour<&NotifyeeModel::after>>(),
    key<&NotifyeeModel::add_before>("add_before", one_table(), "what it does before an add"),
    key<&read_add_after>("add_after", one_table(TableKind::behaviour), "what it does after an add")
        .written<&write_behaviour<&NotifyeeModel::add_after>>());

constexpr auto behaviour_keys = keys_of<NotifyeeBehaviour>(
    key<&NotifyeeBehaviour::close>("close", one_or_list(uses(Noun::file)), "files that it closes"),
    key<&NotifyeeBehaviour::open>("open", one_or_list(defines(Noun::file)),
                                  "files that it opens in its own name"),
    key<&NotifyeeBehaviour::end>("end", one_or_list(uses(Noun::process)),
                                 "processes whose use of a device it ends"),
    key<&NotifyeeBehaviour::returns>("returns", one_or_list(plain(Form::status)),
                                     "what it returns, call by call; WN_SUCCESS after that"),
    key<&NotifyeeBehaviour::declines>("declines", flag(),
                                      "leaves the context NULL, so it is not called afterwards")
        .otherwise("false"),
    key<&NotifyeeBehaviour::edits>("edits", flag(), "scribbles over the structures it is given")
        .otherwise("false"),
    key<&NotifyeeBehaviour::reads_provider>("reads_provider", flag(), "reads lpProvider").otherwise("false"));

constexpr auto connection_keys = keys_of<ConnectionModel>(
    key<&ConnectionModel::session>("session", uses(Noun::session), "the logon session it belongs to")
        .otherwise("\"user\""),
    key<&ConnectionModel::device>("device", text_of(Form::device), "the local device, if it has one"),
    key<&ConnectionModel::remote>("remote", text_of(Form::remote, step_name_bytes), "the remote name")
        .required(),
    key<&ConnectionModel::provider>("provider", uses(Noun::provider), "whose connection it is").required(),
    key<&ConnectionModel::user>("user", text(), "the user name it was made with"),
    key<&ConnectionModel::type>("type", choice(words_of<resource_types>), "the kind of resource")
        .written<&write_type>()
        .otherwise("\"print\" for LPTn, else \"disk\""),
    key<&ConnectionModel::connected>("connected", flag(), "whether it is connected at the beginning")
        .otherwise("true"),
    key<&ConnectionModel::remembered>("remembered", flag(), "whether it comes back at the next logon")
        .otherwise("false"),
    key<&ConnectionModel::open>("open", tables(), "files open on it"),
    key<&ConnectionModel::jobs>("jobs", tables(), "print jobs on it"),
    key<&ConnectionModel::used_by>("used_by", tables(), "processes that use the device"));

constexpr auto open_file_keys = keys_of<OpenFileModel>(
    key<&OpenFileModel::file>("file", defines(Noun::file), "its path, on the device or the remote name")
        .required(),
    key<&OpenFileModel::by>("by", defines(Noun::holder),
                            "who opened it: an application, a notifyee or any process"),
    key<&OpenFileModel::unwritten>("unwritten", whole(0, 1'000'000), "changes not written yet")
        .otherwise("0"),
    key<&OpenFileModel::closes>("closes", duration(), "when it closes by itself"));

constexpr auto job_keys = keys_of<PrintJobModel>(
    key<&PrintJobModel::document>("document", defines(Noun::document),
                                  "its name, by which the others know it")
        .required()
        .fixed(),
    key<&PrintJobModel::pages>("pages", whole(1, 10'000), "pages left to print").otherwise("1"),
    key<&PrintJobModel::page_time>("page_time", duration(1),
                                   "how long a page takes; without it nothing is printed"));

constexpr auto use_keys = keys_of<DeviceUseModel>(
    key<&DeviceUseModel::process>("process", defines(Noun::holder), "who uses the device").required(),
    key<&DeviceUseModel::ends>("ends", duration(), "when the use ends by itself"));

constexpr auto app_keys = keys_of<AppModel>(
    key<&AppModel::name>("name", defines(Noun::app), "its name, by which the others know it")
        .required()
        .fixed(),
    key<&AppModel::session>("session", defines(Noun::app_session), "the logon session it runs in")
        .otherwise("\"user\""),
    key<&read_app_steps>(
        "step", Type{.form = Form::table, .many = Many::list, .at_most = 1000, .table = TableKind::step},
        "what it does beside the main sequence, in this order")
        .written<&write_steps<AppModel>>());

constexpr auto step_keys = keys_of<Step>(
    verb<Verb::cancel, &read_null_name, &write_null_name>(
        "cancel", {.form = Form::null_name, .longest = step_name_bytes, .empty_ok = true},
        "calls WNetCancelConnection2 with this name; false is NULL"),
    verb<Verb::cancel_old, &read_null_name, &write_null_name>(
        "cancel_old", {.form = Form::null_name, .longest = step_name_bytes, .empty_ok = true},
        "calls WNetCancelConnection with this name; false is NULL"),
    verb<Verb::add, &Step::object>("add", any_name(), "calls WNetAddConnection for this remote name"),
    verb<Verb::get, &Step::object>("get", any_name(), "calls WNetGetConnection with this name"),
    verb<Verb::enumerate, &Step::enumerate_remembered>(
        "enumerate", choice(words_of<scopes>), "lists connections, from WNetOpenEnum to WNetCloseEnum"),
    verb<Verb::dialog, &Step::object>("dialog", any_name(), "calls WNetDisconnectDialog1 with this name"),
    verb<Verb::get_last_error, &read_nothing, &write_true>("get_last_error", yes(),
                                                           "calls GetLastError and WNetGetLastError"),
    verb<Verb::start, &read_nothing, &write_true>("start", yes(),
                                                  "the router asks every provider for WNNC_START, and waits"),
    verb<Verb::logon, &read_nothing, &write_true>(
        "logon", yes(), "the wait at start-up, then remembered connections come back"),
    verb<Verb::logoff, &read_nothing, &write_true>("logoff", yes(),
                                                   "the connections of the session end; entries stay"),
    verb<Verb::open, &Step::object>("open", defines(Noun::file), "opens a file"),
    verb<Verb::write, &Step::object>("write", uses(Noun::file), "writes to a file it has open"),
    verb<Verb::close, &Step::object>("close", uses(Noun::file), "closes a file"),
    verb<Verb::print, &Step::object>("print", text(), "starts a print job on this device"),
    verb<Verb::use, &Step::object>("use", text(), "starts to use this device"),
    verb<Verb::end, &Step::object>("end", uses(Noun::process), "a process no longer uses any device"),
    verb<Verb::network, &Step::network_up>("network", choice(words_of<down_up>),
                                           "a network goes down or comes up"),
    verb<Verb::wait, &Step::duration>("wait", duration(), "lets time pass"),
    key<&read_step_app>("app", uses(Noun::app), "who does it, in the main sequence")
        .written<&write_step_app>()
        .otherwise("\"app\""),
    key<&Step::at>("at", duration(), "not before this time"),
    key<&Step::after>("after", duration(), "so long after the step before"),
    key<&Step::update_profile>("update_profile", flag(), "the flag CONNECT_UPDATE_PROFILE")
        .with(verbs(Verb::cancel, Verb::add, Verb::dialog))
        .otherwise("false"),
    key<&Step::force>("force", flag(), "fForce")
        .with(verbs(Verb::cancel, Verb::cancel_old))
        .otherwise("false"),
    key<&Step::device>("device", any_name(), "the local device to redirect").with(verbs(Verb::add)),
    key<&Step::provider>("provider", or_empty(text()), "the provider to ask alone, or whose network it is")
        .with(verbs(Verb::add, Verb::network))
        .otherwise("all"),
    key<&Step::type>("type", choice(words_of<resource_types>), "the kind of resource")
        .with(verbs(Verb::add))
        .otherwise("\"disk\""),
    key<&Step::temporary>("temporary", flag(), "the flag CONNECT_TEMPORARY")
        .with(verbs(Verb::add))
        .otherwise("false"),
    key<&Step::user>("user", or_empty(text()), "the user name to connect with").with(verbs(Verb::add)),
    key<&Step::level>("level", whole(1, 3), "which of WNetAddConnection, 2 and 3")
        .with(verbs(Verb::add))
        .otherwise("2"),
    key<&Step::no_force>("no_force", flag(), "the flag DISC_NO_FORCE")
        .with(verbs(Verb::dialog))
        .otherwise("false"),
    key<&Step::answer_yes>("answer", choice(words_of<no_yes>), "what the user answers when asked")
        .with(verbs(Verb::dialog))
        .otherwise("\"yes\""),
    key<&Step::unwritten>("unwritten", whole(0, 1'000'000), "changes not written yet")
        .with(verbs(Verb::open))
        .otherwise("0"),
    key<&Step::closes>("closes", duration(), "when the file closes by itself").with(verbs(Verb::open)),
    key<&Step::document>("document", defines(Noun::document), "the name of the job").with(verbs(Verb::print)),
    key<&Step::pages>("pages", whole(1, 10'000), "pages to print").with(verbs(Verb::print)).otherwise("1"),
    key<&Step::page_time>("page_time", duration(1), "how long a page takes; without it nothing is printed")
        .with(verbs(Verb::print)),
    key<&read_expect>("expect", one_table(TableKind::expect), "what the step must have led to")
        .written<&write_expect>());

constexpr auto expect_keys = keys_of<Expectation>(
    key<&Expectation::status>("status", plain(Form::status), "what the call returned")
        .with(calls | file_verbs | verbs(Verb::get_last_error, Verb::print, Verb::use, Verb::logon)),
    key<&Expectation::provider>("provider", or_empty(uses(Noun::provider)), "who did it; \"\" nobody")
        .with(cancels | verbs(Verb::add, Verb::get)),
    key<&Expectation::connected>("connected", flag(), "whether the name of the step is connected afterwards")
        .with(named),
    key<&Expectation::remembered>("remembered", flag(), "whether it is remembered afterwards").with(named),
    key<&Expectation::remote>("remote", or_empty(any_name()),
                              "what the name is connected to; of `get`: its result")
        .with(named),
    key<&Expectation::names>("names", list(any_name()), "local names, or remote names where there is none")
        .with(verbs(Verb::enumerate)),
    key<&Expectation::called>("called", list(uses(Noun::provider)), "the providers called, in this order")
        .with(calls | session_verbs),
    key<&Expectation::notified>("notified", list(text_of(Form::notice)), "the notifications, in this order")
        .with(calls | session_verbs),
    key<&Expectation::restored>("restored", list(text_of(Form::device)), "the devices connected again")
        .with(verbs(Verb::logon)),
    key<&Expectation::last_error>("last_error", plain(Form::status), "what GetLastError returns afterwards")
        .with(calls | file_verbs | session_verbs | verbs(Verb::get_last_error)),
    key<&Expectation::extended>("extended", or_empty(text()),
                                "the text that WNetGetLastError returns; \"\" none")
        .with(calls | session_verbs | verbs(Verb::get_last_error)),
    key<&Expectation::extended_code>("extended_code", whole(0, 0xFFFFFFFF), "the code that it returns")
        .with(calls | session_verbs | verbs(Verb::get_last_error)),
    key<&Expectation::extended_provider>("extended_provider", or_empty(uses(Noun::provider)),
                                         "the provider that it names")
        .with(calls | session_verbs | verbs(Verb::get_last_error)),
    key<&Expectation::asked>("asked", flag(), "whether the user was asked").with(verbs(Verb::dialog)),
    key<&Expectation::wait>("wait", duration(), "how long the router waited")
        .with(verbs(Verb::start, Verb::logon)),
    key<&Expectation::at>("at", duration(), "the time at which the step ended"),
    key<&Expectation::hangs>("hangs", flag(), "whether the call never returned, because of a fault")
        .with(calls | session_verbs),
    key<&Expectation::files>("files", words(words_of<file_states>, Noun::file), "what has become of files"),
    key<&Expectation::jobs>("jobs", words(words_of<job_states>, Noun::document),
                            "what has become of print jobs"),
    key<&read_lost>("lost", list(uses(Noun::file)), "the files whose unwritten changes are lost by now")
        .written<&write_lost>());

constexpr auto limits_keys = keys_of<Limits>(
    key<&Limits::time>("time", duration(1), "the longest that the scenario may take")
        .otherwise("\"24h\"")
        .fixed(),
    key<&Limits::events>("events", whole(1, 1'000'000), "the longest trace").otherwise("10000").fixed());

constexpr auto condition_keys = keys_of<ConditionModel>(
    key<&ConditionModel::what>("what", text(), "what it is, in one line"),
    key<&ConditionModel::session>("session", uses(Noun::session), "whose connections it is about")
        .otherwise("\"user\""),
    key<&ConditionModel::name>("name", any_name(), "the device or remote name that it is about"),
    key<&ConditionModel::connected>("connected", flag(), "whether that is connected"),
    key<&ConditionModel::remembered>("remembered", flag(), "whether that is remembered"),
    key<&ConditionModel::app>("app", uses(Noun::app), "whose calls it is about").otherwise("anybody"),
    key<&ConditionModel::status>("status", plain(Form::status), "what a call returns, at the moment it does"),
    key<&ConditionModel::files>("files", words(words_of<file_states>, Noun::file), "how it is with files"),
    key<&ConditionModel::jobs>("jobs", words(words_of<job_states>, Noun::document),
                               "how it is with print jobs"),
    key<&ConditionModel::lost>("lost", list(uses(Noun::file)), "files whose unwritten changes are lost"));

constexpr auto choice_keys = keys_of<ChoiceModel>(
    key<&ChoiceModel::of>("of", text(), "who is asked to choose, as decision logs name it")
        .required()
        .fixed(),
    key<&ChoiceModel::takes>("takes", or_empty(text()), "the alternative, by its name").fixed(),
    key<&ChoiceModel::number>("number", whole(INT64_MIN, INT64_MAX),
                              "its position from 0, or the number itself")
        .fixed());

constexpr auto golden_keys =
    keys_of<Golden>(key<&read_trace>("trace", or_empty(text_of(Form::prose, trace_bytes)),
                                     "the trace, as `mprsim run --update` writes it")
                        .written<&write_trace>()
                        .required()
                        .fixed());

constexpr std::array<Table, table_kinds> all_tables{{
    {TableKind::scenario, "the scenario", "The top level of the file.", scenario_keys},
    {TableKind::session, "[[session]]",
     "A logon session. Sessions named elsewhere need no table, but to say more about them.", session_keys},
    {TableKind::provider, "[[provider]]", "A fake network provider with a true table of its connections.",
     provider_keys},
    {TableKind::answers, "answers",
     "Answers by call, each a status or \"truth\", which is what the provider's table says. After the last "
     "one listed "
     "every answer is the truth.",
     answers_keys},
    {TableKind::range, "latency", "A time that is drawn anew for each call, from the seed.", range_keys},
    {TableKind::faults, "faults",
     "What can go wrong, and how often; drawn anew for each call, from the seed.", faults_keys},
    {TableKind::extended_error, "extended_error", "What the provider passes to WNetSetLastError.",
     extended_error_keys},
    {TableKind::notifyee, "[[notifyee]]", "Somebody who is told before and after.", notifyee_keys},
    {TableKind::behaviour, "before / after", "What a notifyee does when it is told.", behaviour_keys},
    {TableKind::connection, "[[connection]]", "A connection at the beginning of the scenario.",
     connection_keys},
    {TableKind::open_file, "open", "A file that is open on a connection.", open_file_keys},
    {TableKind::job, "jobs", "A print job on a connection.", job_keys},
    {TableKind::use, "used_by", "A process that uses the device of a connection.", use_keys},
    {TableKind::app, "[[app]]", "An application beside the main one.", app_keys},
    {TableKind::step, "[[step]]", "One thing that is done: exactly one of the verbs, and what goes with it.",
     step_keys, true},
    {TableKind::expect, "expect", "What must hold after a step. What is not mentioned is not checked.",
     expect_keys},
    {TableKind::condition, "[[always]], [[eventually]], [[sometimes]]",
     "What holds at every moment, at some moment of every run, or of some run. All that it states, at once.",
     condition_keys},
    {TableKind::limits, "[limits]", "A scenario that exceeds them fails.", limits_keys},
    {TableKind::choice, "choices",
     "A choice made in advance. Each component takes its own, one after the other; then, the first "
     "alternative.",
     choice_keys},
    {TableKind::golden, "[golden]", "The trace that the scenario must leave, byte for byte.", golden_keys},
}};

static_assert(std::ranges::all_of(all_tables, [](const Table& table) {
  return &table == &all_tables[static_cast<std::size_t>(table.kind)];
}));

constexpr std::size_t verb_count = static_cast<std::size_t>(Verb::wait) + 1;

// The verbs are the first keys of a step, in the order of Verb.
constexpr auto names_of_verbs = [] {
  std::array<std::string_view, verb_count> names;
  for (std::size_t index = 0; index < verb_count; ++index) names[index] = step_keys[index].name;
  return names;
}();

static_assert([] {
  for (std::size_t index = 0; index < step_keys.size(); ++index) {
    const bool right =
        index < verb_count ? step_keys[index].verb == static_cast<Verb>(index) : !step_keys[index].verb;
    if (!right) return false;
  }
  return true;
}());

}  // namespace

const Table& table(TableKind kind) noexcept { return all_tables[static_cast<std::size_t>(kind)]; }

const Key* find_key(const Table& table, std::string_view name) noexcept {
  const auto found = std::ranges::find(table.keys, name, &Key::name);
  return found == table.keys.end() ? nullptr : &*found;
}

std::string_view name(Verb verb) noexcept { return names_of_verbs[static_cast<std::size_t>(verb)]; }

std::span<const std::string_view> verb_names() { return names_of_verbs; }

std::span<const std::string_view> fault_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (const FaultInfo& fault : all_faults()) list.push_back(fault.name);
    return list;
  }();
  return names;
}

std::span<const std::string_view> profile_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (const auto profile : all_profiles()) list.push_back(name(profile));
    return list;
  }();
  return names;
}

}  // namespace mprsim
