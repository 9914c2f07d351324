// [[provider]], and in it `answers` and `extended_error`.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_mpr/facts/np_function.h"
#include "scenarios/language/keys/binding.h"
#include "scenarios/language/keys/chance_keys.h"

namespace mprsim {
namespace {

using namespace binding;

// --- `can` and `missing_exports`.

constexpr std::array<std::string_view, 5> capabilities{"add", "add3", "cancel", "get", "enumerate"};

// The functions that each capability promises.
constexpr std::array<FunctionSet, capabilities.size()> promised{
    FunctionSet{NpFunction::NPAddConnection}, FunctionSet{NpFunction::NPAddConnection3},
    FunctionSet{NpFunction::NPCancelConnection}, FunctionSet{NpFunction::NPGetConnection},
    FunctionSet{NpFunction::NPOpenEnum, NpFunction::NPEnumResource, NpFunction::NPCloseEnum}};

void read_capabilities(ProviderModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (!check_list(value, key, reading)) return;
  std::array<bool, capabilities.size()> listed{};
  for (const auto& item : value.items) {
    if (const auto index = read_choice(item, entry_of(key), reading)) listed[*index] = true;
  }
  for (const NpFunctionInfo& function : all_np_functions()) {
    for (std::size_t i = 0; i < capabilities.size(); ++i) {
      if (!listed[i] && promised[i].contains(function.function)) {
        model.abilities.advertised.erase(function.function);
      }
    }
  }
}

std::optional<TomlValue> write_capabilities(const ProviderModel& model, const Key& key) {
  std::vector<std::string> list;
  for (std::size_t i = 0; i < capabilities.size(); ++i) {
    if (model.abilities.advertised.contains(promised[i])) list.emplace_back(capabilities[i]);
  }
  return list.size() == capabilities.size() ? std::nullopt : std::optional(write(list, key));
}

void read_missing_exports(ProviderModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  std::vector<std::string> names;
  read(value, key, reading, names);
  for (const std::string& name : names) {
    if (const auto function = find_np_function(name)) model.abilities.exported.erase(*function);
  }
}

std::optional<TomlValue> write_missing_exports(const ProviderModel& model, const Key& key) {
  std::vector<std::string> names;
  for (const NpFunctionInfo& function : all_np_functions()) {
    if (!model.abilities.exported.contains(function.function)) names.emplace_back(function.name);
  }
  return names.empty() ? std::nullopt : std::optional(write(names, key));
}

constexpr std::array<std::string_view, 2> up_down{"up", "down"};

// --- `answers`.

constexpr Type answer_list = list(plain(Form::answer));

template <ScriptedCall Call>
void read_answers_of(ScriptedAnswers& answers, const TomlValue& value, const Key& key, Reading& reading) {
  read(value, key, reading, answers[static_cast<std::size_t>(Call)]);
}

template <ScriptedCall Call>
std::optional<TomlValue> write_answers_of(const ScriptedAnswers& answers, const Key& key) {
  const auto& list = answers[static_cast<std::size_t>(Call)];
  return list.empty() ? std::nullopt : std::optional(write(list, key));
}

// A bare list is for cancel.
void read_answers(ProviderModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (value.kind == TomlValue::Kind::table) {
    read_table(value, TableKind::answers, &model.answers, reading);
  } else if (value.kind == TomlValue::Kind::list) {
    Key answers = key;
    answers.type.form = Form::answer;
    read_answers_of<ScriptedCall::cancel>(model.answers, value, answers, reading);
  } else {
    reading.wants(key, value);
  }
}

std::optional<TomlValue> write_answers(const ProviderModel& model, const Key&) {
  TomlValue answers = write_table(TableKind::answers, &model.answers);
  if (answers.members.empty()) return std::nullopt;
  const bool bare = answers.members.size() == 1 && answers.members.front().key == "cancel";
  return bare ? std::move(answers.members.front().value) : std::move(answers);
}

// --- The keys.

template <ScriptedCall Call>
constexpr auto answers_key(std::string_view name, std::string_view doc) {
  return key<&read_answers_of<Call>>(name, answer_list, doc).template written<&write_answers_of<Call>>();
}

constexpr auto answers_rows = keys_of<ScriptedAnswers>(
    answers_key<ScriptedCall::cancel>("cancel", "answers of NPCancelConnection"),
    answers_key<ScriptedCall::add>("add", "answers of NPAddConnection and NPAddConnection3"),
    answers_key<ScriptedCall::get>("get", "answers of NPGetConnection"),
    answers_key<ScriptedCall::enumerate>("enumerate", "answers of NPOpenEnum"));

constexpr auto extended_error_rows = keys_of<ExtendedError>(
    key<&ExtendedError::code>("code", whole(0, 0xFFFFFFFF), "the provider's own error code").required(),
    key<&ExtendedError::text>("text", text(), "the provider's own error text").required());

constexpr auto provider_rows = keys_of<ProviderModel>(
    key<&ProviderModel::name>("name", defines(Noun::provider), "its name, to which other tables refer")
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
    key<&read_missing_exports>("missing_exports", list(text_of(Form::np_function)),
                               "functions that it does not export, even if it advertises them")
        .written<&write_missing_exports>(),
    key<&ProviderModel::start, ProviderModel>(
        "start", plain(Form::start_time),
        "what it answers to WNNC_START: 0 will not start, 1 has started, or how long it takes")
        .otherwise("1"),
    key<&ProviderModel::network_down>("network", choice(words_of<up_down>),
                                      "\"down\": every call answers WN_NO_NETWORK")
        .otherwise("\"up\""),
    key<&ProviderModel::latency, ProviderModel>("latency", time_or_range(),
                                                "how long each of its calls takes")
        .otherwise("\"0ms\""),
    key<&read_faults<ProviderModel, FaultBearer::provider>>("faults", fault_plan(),
                                                            "what can go wrong in each of its calls")
        .written<&write_faults<ProviderModel>>(),
    key<&ProviderModel::owns, ProviderModel>("owns", list(any_name()),
                                             "how the remote names begin that it accepts in an add")
        .otherwise("every name"),
    key<&read_answers>("answers",
                       Type{.form = Form::answer_lists,
                            .many = Many::one,
                            .at_most = list_entries,
                            .table = TableKind::answers},
                       "what it answers, call by call, instead of the truth; a bare list is for cancel")
        .written<&write_answers>(),
    key<&ProviderModel::extended_error, ProviderModel>("extended_error", one_table(),
                                                       "what it sets before it answers WN_EXTENDED_ERROR"),
    key<&ProviderModel::overrides_device_in_use, ProviderModel>(
        "overrides_device_in_use", flag(),
        "whether force overrides a device in use, where the policy leaves that to the provider")
        .otherwise("false"),
    key<&ProviderModel::reenters, ProviderModel>(
        "reenters", flag(), "whether it calls WNetGetConnection during a cancel, which it must not")
        .otherwise("false"),
    key<&ProviderModel::sets_last_error, ProviderModel>(
        "sets_last_error", plain(Form::status), "what it passes to SetLastError, which it must not call"));

}  // namespace

std::span<const Key> provider_keys() noexcept { return provider_rows; }
std::span<const Key> answers_keys() noexcept { return answers_rows; }
std::span<const Key> extended_error_keys() noexcept { return extended_error_rows; }

}  // namespace mprsim
