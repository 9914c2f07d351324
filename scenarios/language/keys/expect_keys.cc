// `expect`, and the conditions: [[always]], [[eventually]] and [[sometimes]].
#include <optional>

#include "scenarios/language/choices.h"
#include "scenarios/language/keys/binding.h"

namespace mprsim {
namespace {

using namespace binding;

constexpr VerbSet cancel_verbs = verbs(Verb::cancel, Verb::cancel_old, Verb::dialog);
constexpr VerbSet call_verbs = cancel_verbs | verbs(Verb::add, Verb::get, Verb::enumerate);
constexpr VerbSet session_verbs = verbs(Verb::start, Verb::logon, Verb::logoff);
constexpr VerbSet file_verbs = verbs(Verb::open, Verb::write, Verb::close);
constexpr VerbSet name_verbs =
    cancel_verbs | verbs(Verb::add, Verb::get, Verb::use, Verb::print, Verb::logon, Verb::logoff);

void read_lost(Expectation& model, const TomlValue& value, const Key& key, Reading& reading) {
  if (read(value, key, reading, model.lost)) model.lost_nothing = model.lost.empty();
}

std::optional<TomlValue> write_lost(const Expectation& model, const Key& key) {
  return model.lost_nothing ? std::optional(write(model.lost, key)) : std::nullopt;
}

constexpr auto expect_rows = keys_of<Expectation>(
    key<&Expectation::status>("status", plain(Form::status), "what the call returned")
        .with(call_verbs | file_verbs | verbs(Verb::get_last_error, Verb::print, Verb::use, Verb::logon)),
    key<&Expectation::provider>("provider", or_empty(uses(Noun::provider)),
                                "the provider that did it; \"\" none")
        .with(cancel_verbs | verbs(Verb::add, Verb::get)),
    key<&Expectation::connected>("connected", flag(), "whether the name of the step is connected afterwards")
        .with(name_verbs),
    key<&Expectation::remembered>("remembered", flag(), "whether it is remembered afterwards")
        .with(name_verbs),
    key<&Expectation::remote>("remote", or_empty(any_name()),
                              "what the name is connected to; of `get`: its result")
        .with(name_verbs),
    key<&Expectation::names>("names", list(any_name()), "local names, or remote names where there is none")
        .with(verbs(Verb::enumerate)),
    key<&Expectation::called>("called", list(uses(Noun::provider)), "the providers called, in this order")
        .with(call_verbs | session_verbs),
    key<&Expectation::notified>("notified", list(text_of(Form::notice)), "the notifications, in this order")
        .with(call_verbs | session_verbs),
    key<&Expectation::restored>("restored", list(text_of(Form::device)), "the devices connected again")
        .with(verbs(Verb::logon)),
    key<&Expectation::last_error>("last_error", plain(Form::status), "what GetLastError returns afterwards")
        .with(call_verbs | file_verbs | session_verbs | verbs(Verb::get_last_error)),
    key<&Expectation::extended>("extended", or_empty(text()),
                                "the text that WNetGetLastError returns; \"\" none")
        .with(call_verbs | session_verbs | verbs(Verb::get_last_error)),
    key<&Expectation::extended_code>("extended_code", whole(0, 0xFFFFFFFF), "the code that it returns")
        .with(call_verbs | session_verbs | verbs(Verb::get_last_error)),
    key<&Expectation::extended_provider>("extended_provider", or_empty(uses(Noun::provider)),
                                         "the provider that it names")
        .with(call_verbs | session_verbs | verbs(Verb::get_last_error)),
    key<&Expectation::asked>("asked", flag(), "whether the user was asked").with(verbs(Verb::dialog)),
    key<&Expectation::wait>("wait", duration(), "how long the router waited")
        .with(verbs(Verb::start, Verb::logon)),
    key<&Expectation::at>("at", duration(), "the time at which the step ended"),
    key<&Expectation::hangs>("hangs", flag(), "whether the call never returned, because of a fault")
        .with(call_verbs | session_verbs),
    key<&Expectation::files>("files", words(words_of<file_states>, Noun::file),
                             "the states of files afterwards"),
    key<&Expectation::jobs>("jobs", words(words_of<job_states>, Noun::document),
                            "the states of print jobs afterwards"),
    key<&read_lost>("lost", list(uses(Noun::file)), "the files whose unwritten changes are lost by now")
        .written<&write_lost>());

constexpr auto condition_rows = keys_of<ConditionModel>(
    key<&ConditionModel::what>("what", text(), "the condition in words, in one line"),
    key<&ConditionModel::session>("session", uses(Noun::session), "the session whose connections it is about")
        .otherwise("\"user\""),
    key<&ConditionModel::name>("name", any_name(), "the device or remote name that it is about"),
    key<&ConditionModel::connected>("connected", flag(), "whether that is connected"),
    key<&ConditionModel::remembered>("remembered", flag(), "whether that is remembered"),
    key<&ConditionModel::app>("app", uses(Noun::app), "the application whose calls it is about")
        .otherwise("any application"),
    key<&ConditionModel::status>("status", plain(Form::status),
                                 "what a call returns, at the moment when it returns"),
    key<&ConditionModel::files>("files", words(words_of<file_states>, Noun::file), "the states of files"),
    key<&ConditionModel::jobs>("jobs", words(words_of<job_states>, Noun::document),
                               "the states of print jobs"),
    key<&ConditionModel::lost>("lost", list(uses(Noun::file)), "files whose unwritten changes are lost"));

}  // namespace

std::span<const Key> expect_keys() noexcept { return expect_rows; }
std::span<const Key> condition_keys() noexcept { return condition_rows; }

}  // namespace mprsim
