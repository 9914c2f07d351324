// The top level of a scenario file, [[session]], [limits], `choices` and [golden].
#include <array>
#include <optional>
#include <string_view>

#include "scenarios/language/golden.h"
#include "scenarios/language/keys/binding.h"

namespace mprsim {
namespace {

using namespace binding;

void read_trace(Golden& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (read(value, key, reading, model.trace)) model.trace = without_carriage_returns(model.trace);
}

std::optional<TomlValue> write_trace(const Golden& model, const Key& key) { return write(model.trace, key); }

constexpr auto scenario_rows = keys_of<Scenario>(
    key<&Scenario::title>("title", text(), "the fact that the scenario shows, in one line")
        .required()
        .fixed(),
    key<&Scenario::why>("why", text_of(Form::prose, longest_why), "what it teaches and why that matters")
        .required()
        .fixed(),
    key<&Scenario::shows>("shows", list(plain(Form::rule)), "the rules that the scenario shows, by slug")
        .required()
        .fixed(),
    key<&Scenario::profile>("profile", choice(profile_names),
                            "the answers to the questions that the documentation leaves open")
        .otherwise("\"nt-doc\""),
    key<&Scenario::overrides>("policy", {.form = Form::policy, .at_most = list_entries},
                              "switches changed on top of the profile"),
    key<&Scenario::seed>("seed", whole(0, INT64_MAX), "the seed of every random decision")
        .otherwise("0")
        .fixed(),
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
    key<&Scenario::limits>("limits", one_table(), "how long a run may become").fixed(),
    key<&Scenario::sessions>("session", tables(64), "logon sessions"),
    key<&Scenario::providers>("provider", tables(64), "network providers"),
    key<&Scenario::notifyees>("notifyee", tables(32),
                              "applications that are notified when a connection is made or cancelled"),
    key<&Scenario::connections>("connection", tables(1000),
                                "what is connected, or remembered, at the beginning"),
    key<&Scenario::apps>("app", tables(64), "applications beside the main one"),
    key<&read_steps<Scenario>>(
        "step", Type{.form = Form::table, .many = Many::list, .at_most = 1000, .table = TableKind::step},
        "what the main application does, in this order")
        .written<&write_steps<Scenario>>(),
    key<&Scenario::golden>("golden", one_table(), "the trace that the scenario must leave").fixed());

constexpr std::array store_states{std::string_view("ok"), std::string_view("unreadable"),
                                  std::string_view("malformed")};

constexpr auto session_rows = keys_of<SessionModel>(
    key<&SessionModel::name>("name", defines(Noun::session), "its name, to which other tables refer")
        .required()
        .fixed(),
    key<&SessionModel::store>("store", choice(words_of<store_states>),
                              "what opening its remembered connections gives")
        .otherwise("\"ok\""),
    key<&SessionModel::logged_on>("logged_on", flag(), "whether the user is logged on at the beginning")
        .otherwise("true"));

constexpr auto limits_rows = keys_of<Limits>(
    key<&Limits::time>("time", duration(1), "the longest virtual time of a run").otherwise("\"24h\"").fixed(),
    key<&Limits::events>("events", whole(1, 1'000'000), "the largest number of events in the trace")
        .otherwise("10000")
        .fixed());

constexpr auto choice_rows = keys_of<ChoiceModel>(
    key<&ChoiceModel::of>("of", text(), "the component that decides, as decision logs name it")
        .required()
        .fixed(),
    key<&ChoiceModel::takes>("takes", or_empty(text()), "the alternative, by its name").fixed(),
    key<&ChoiceModel::number>("number", whole(INT64_MIN, INT64_MAX),
                              "the position of the alternative, from 0, or the number itself")
        .fixed());

constexpr auto golden_rows =
    keys_of<Golden>(key<&read_trace>("trace", or_empty(text_of(Form::prose, trace_bytes)),
                                     "the trace, as `mprsim run --update` writes it")
                        .written<&write_trace>()
                        .required()
                        .fixed());

}  // namespace

std::span<const Key> scenario_keys() noexcept { return scenario_rows; }
std::span<const Key> session_keys() noexcept { return session_rows; }
std::span<const Key> limits_keys() noexcept { return limits_rows; }
std::span<const Key> choice_keys() noexcept { return choice_rows; }
std::span<const Key> golden_keys() noexcept { return golden_rows; }

}  // namespace mprsim
