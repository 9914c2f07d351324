// [[app]] and [[step]]: the verbs, and the keys that go with them.
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "scenarios/language/choices.h"
#include "scenarios/language/keys/binding.h"
#include "scenarios/language/variation.h"

namespace mprsim {
namespace {

using namespace binding;

constexpr std::array down_up{std::string_view("down"), std::string_view("up")};
constexpr std::array no_yes{std::string_view("no"), std::string_view("yes")};
constexpr std::array enumerate_scopes{std::string_view("connected"), std::string_view("remembered")};

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

std::optional<TomlValue> write_null_name(const Step& model, const Key& key) {
  return model.name_is_null ? toml_boolean(false) : write(model.object, key);
}

std::optional<TomlValue> write_true(const Step&, const Key&) { return toml_boolean(true); }

std::optional<TomlValue> write_step_app(const Step& model, const Key& key) {
  return model.app.empty() ? std::nullopt : std::optional(write(model.app, key));
}

void read_null_name(Step& model, const TomlValue& value, const Key& key, Reading& reading) {
  model.name_is_null = value.kind == TomlValue::Kind::boolean && !value.boolean;
  if (!model.name_is_null) read(value, key, reading, model.object);
}

// `logon = true`: the value says nothing more.
void read_nothing(Step&, const TomlValue& value, const Key& key, Reading& reading) {
  bool always_true = true;
  read(value, key, reading, always_true);
}

// Every combination of the values of `any` is an expectation of its own, and one of them must hold.
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
  if (model.app == main_app_name) model.app.clear();
}

void read_app_steps(AppModel& model, const TomlValue& value, const Key& key, Reading& reading) {
  reading.app = model.name;
  read_steps(model, value, key, reading);
  reading.app.reset();
}

constexpr auto app_rows = keys_of<AppModel>(
    key<&AppModel::name>("name", defines(Noun::app), "its name, to which other tables refer")
        .required()
        .fixed(),
    key<&AppModel::session>("session", defines(Noun::app_session), "the logon session it runs in")
        .otherwise("\"user\""),
    key<&read_app_steps>(
        "step", Type{.form = Form::table, .many = Many::list, .at_most = 1000, .table = TableKind::step},
        "what it does beside the main sequence, in this order")
        .written<&write_steps<AppModel>>());

constexpr auto step_rows = keys_of<Step>(
    verb<Verb::cancel, &read_null_name, &write_null_name>(
        "cancel", {.form = Form::null_name, .longest = step_name_bytes, .empty_ok = true},
        "calls WNetCancelConnection2 with this name; false is NULL"),
    verb<Verb::cancel_old, &read_null_name, &write_null_name>(
        "cancel_old", {.form = Form::null_name, .longest = step_name_bytes, .empty_ok = true},
        "calls WNetCancelConnection with this name; false is NULL"),
    verb<Verb::add, &Step::object>("add", any_name(), "calls WNetAddConnection for this remote name"),
    verb<Verb::get, &Step::object>("get", any_name(), "calls WNetGetConnection with this name"),
    verb<Verb::enumerate, &Step::enumerate_remembered>(
        "enumerate", choice(words_of<enumerate_scopes>),
        "lists connections, from WNetOpenEnum to WNetCloseEnum"),
    verb<Verb::dialog, &Step::object>("dialog", any_name(), "calls WNetDisconnectDialog1 with this name"),
    verb<Verb::get_last_error, &read_nothing, &write_true>("get_last_error", yes(),
                                                           "calls GetLastError and WNetGetLastError"),
    verb<Verb::start, &read_nothing, &write_true>("start", yes(),
                                                  "the router asks every provider for WNNC_START, and waits"),
    verb<Verb::logon, &read_nothing, &write_true>(
        "logon", yes(), "the wait at start-up, then remembered connections come back"),
    verb<Verb::logoff, &read_nothing, &write_true>(
        "logoff", yes(), "the connections of the session end; the remembered entries stay"),
    verb<Verb::open, &Step::object>("open", defines(Noun::file), "opens a file"),
    verb<Verb::write, &Step::object>("write", uses(Noun::file), "writes to a file it has open"),
    verb<Verb::close, &Step::object>("close", uses(Noun::file), "closes a file"),
    verb<Verb::print, &Step::object>("print", text(), "starts a print job on this device"),
    verb<Verb::use, &Step::object>("use", text(), "starts to use this device"),
    verb<Verb::end, &Step::object>("end", uses(Noun::process), "a process no longer uses any device"),
    verb<Verb::network, &Step::network_up>("network", choice(words_of<down_up>),
                                           "a network goes down or comes up"),
    verb<Verb::wait, &Step::duration>("wait", duration(), "lets time pass"),
    key<&read_step_app>("app", uses(Noun::app), "the application that does it, in the main sequence")
        .written<&write_step_app>()
        .otherwise("\"app\""),
    key<&Step::at>("at", duration(), "not before this time"),
    key<&Step::after>("after", duration(), "so long after the step before it"),
    key<&Step::update_profile>("update_profile", flag(), "the flag CONNECT_UPDATE_PROFILE")
        .with(verbs(Verb::cancel, Verb::add, Verb::dialog))
        .otherwise("false"),
    key<&Step::force>("force", flag(), "fForce")
        .with(verbs(Verb::cancel, Verb::cancel_old))
        .otherwise("false"),
    key<&Step::device>("device", any_name(), "the local device to redirect").with(verbs(Verb::add)),
    key<&Step::provider>("provider", or_empty(text()),
                         "the only provider to ask; of `network`: the one whose network it is")
        .with(verbs(Verb::add, Verb::network))
        .otherwise("all"),
    key<&Step::type>("type", choice(words_of<resource_types>), "the kind of resource")
        .with(verbs(Verb::add))
        .otherwise("\"disk\""),
    key<&Step::temporary>("temporary", flag(), "the flag CONNECT_TEMPORARY")
        .with(verbs(Verb::add))
        .otherwise("false"),
    key<&Step::user>("user", or_empty(text()), "the user name to connect with").with(verbs(Verb::add)),
    key<&Step::level>("level", whole(1, 3),
                      "1, 2 or 3: WNetAddConnection, WNetAddConnection2 or WNetAddConnection3")
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

constexpr std::size_t verb_count = static_cast<std::size_t>(Verb::wait) + 1;

// The verbs are the first keys of a step, in the order of Verb.
constexpr auto names_of_verbs = [] {
  std::array<std::string_view, verb_count> names;
  for (std::size_t index = 0; index < verb_count; ++index) names[index] = step_rows[index].name;
  return names;
}();

static_assert([] {
  for (std::size_t index = 0; index < step_rows.size(); ++index) {
    const bool right =
        index < verb_count ? step_rows[index].verb == static_cast<Verb>(index) : !step_rows[index].verb;
    if (!right) return false;
  }
  return true;
}());

}  // namespace

std::span<const Key> app_keys() noexcept { return app_rows; }
std::span<const Key> step_keys() noexcept { return step_rows; }

std::string_view name(Verb verb) noexcept { return names_of_verbs[static_cast<std::size_t>(verb)]; }

std::span<const std::string_view> verb_names() { return names_of_verbs; }

}  // namespace mprsim
