#include "mock_mpr/trace/trace_json.h"

#include <utility>

#include "mock_mpr/text/json_writer.h"

namespace mprsim {
namespace {

std::string_view json_name(EventKind kind) noexcept {
  switch (kind) {
    case EventKind::call_begins:
      return "call_begins";
    case EventKind::call_ends:
      return "call_ends";
    case EventKind::notified:
      return "notified";
    case EventKind::provider_called:
      return "provider_called";
    case EventKind::skipped:
      return "skipped";
    case EventKind::profile:
      return "profile";
    case EventKind::looked_up:
      return "looked_up";
    case EventKind::world:
      return "world";
  }
  return "?";
}

std::string_view json_name(Api api) noexcept {
  switch (api) {
    case Api::cancel_connection:
      return "cancel_connection";
    case Api::cancel_connection2:
      return "cancel_connection2";
    case Api::add_connection:
      return "add_connection";
    case Api::add_connection2:
      return "add_connection2";
    case Api::add_connection3:
      return "add_connection3";
    case Api::get_connection:
      return "get_connection";
    case Api::enumerate:
      return "enumerate";
    case Api::disconnect_dialog:
      return "disconnect_dialog";
    case Api::get_last_error:
      return "get_last_error";
    case Api::start:
      return "start";
    case Api::logon:
      return "logon";
    case Api::logoff:
      return "logoff";
  }
  return "?";
}

std::string_view json_name(ProfileAction action) noexcept {
  switch (action) {
    case ProfileAction::read:
      return "read";
    case ProfileAction::forget:
      return "forget";
    case ProfileAction::remember:
      return "remember";
    case ProfileAction::keep:
      return "keep";
  }
  return "?";
}

std::string_view json_name(WorldAction action) noexcept {
  switch (action) {
    case WorldAction::file_opened:
      return "file_opened";
    case WorldAction::file_written:
      return "file_written";
    case WorldAction::file_closed:
      return "file_closed";
    case WorldAction::file_stale:
      return "file_stale";
    case WorldAction::changes_lost:
      return "changes_lost";
    case WorldAction::job_started:
      return "job_started";
    case WorldAction::page_printed:
      return "page_printed";
    case WorldAction::job_finished:
      return "job_finished";
    case WorldAction::job_aborted:
      return "job_aborted";
    case WorldAction::use_began:
      return "use_began";
    case WorldAction::use_ended:
      return "use_ended";
    case WorldAction::connected:
      return "connected";
    case WorldAction::disconnected:
      return "disconnected";
    case WorldAction::session_began:
      return "session_began";
    case WorldAction::session_ended:
      return "session_ended";
    case WorldAction::network_changed:
      return "network_changed";
    case WorldAction::extended_error:
      return "extended_error";
    case WorldAction::last_error_set:
      return "last_error_set";
    case WorldAction::reentered:
      return "reentered";
    case WorldAction::details_edited:
      return "details_edited";
    case WorldAction::provider_read:
      return "provider_read";
    case WorldAction::waits:
      return "waits";
    case WorldAction::asked:
      return "asked";
    case WorldAction::registered:
      return "registered";
    case WorldAction::still_connected:
      return "still_connected";
    case WorldAction::faulted:
      return "faulted";
    case WorldAction::recovered:
      return "recovered";
    case WorldAction::run_ended:
      return "story_ended";
  }
  return "?";
}

class EventWriter {
 public:
  EventWriter(JsonWriter& json, const Event& event) : json_(json), event_(event) {}

  void operator()(const CallBegins& call) {
    text("app", call.app);
    word("api", json_name(call.api));
    name("name", call.name);
    text_or_null("device", call.device);
    flag("force", call.force);
    flag("update_profile", call.update_profile);
    flag("temporary", call.temporary);
    flag("no_force", call.no_force);
    flag("remembered", call.remembered);
  }
  void operator()(const CallEnds& call) {
    text("app", call.app);
    word("api", json_name(call.api));
    status("status", call.status);
    text_or_null("text", call.text);
    number("value", call.value);
  }
  void operator()(const Notified& notified) {
    text("notifyee", notified.notifyee);
    word("function", notified.add ? "AddConnectNotify" : "CancelConnectNotify");
    word("when", notified.when == NotifyStatus::pre ? "pre" : "post");
    status("operation_status", notified.operation_status);
    name("provider", notified.provider);
    json_.key("context");
    notified.context == 0 ? json_.null() : json_.number(notified.context);
    status("reply", notified.reply);
  }
  void operator()(const ProviderCalled& call) {
    text("provider", call.provider);
    word("function", info(call.function).name);
    name("name", call.name);
    text_or_null("remote", call.remote);
    flag("force", call.force);
    status("reply", call.reply);
    number("value", call.value);
  }
  void operator()(const Skipped& skipped) {
    text("who", skipped.who);
    status("counts_as", skipped.counts_as);
  }
  void operator()(const ProfileTouched& profile) {
    word("action", json_name(profile.action));
    text_or_null("device", profile.device);
    text_or_null("remote", profile.remote);
    status("status", profile.status);
  }
  void operator()(const LookedUp& lookup) {
    text("device", lookup.device);
    status("status", lookup.status);
  }
  void operator()(const WorldChanged& world) {
    word("action", json_name(world.action));
    name("who", world.who);
    name("what", world.what);
    number("value", world.value);
    status("status", world.status);
  }

  void begin(std::size_t sequence) {
    json_.begin_object();
    number("seq", sequence);
    number("time", event_.at_ms);
    number("call", event_.call);
    word("event", json_name(event_.kind));
  }
  void end() {
    word_or_null("rule", slug(event_.rule));
    word_or_null("switch", mprsim::name(event_.by));
    json_.end_object();
    json_.end_line();
  }

 private:
  void flag(std::string_view key, bool value) {
    json_.key(key);
    json_.boolean(value);
  }
  void number(std::string_view key, std::uint64_t value) {
    json_.key(key);
    json_.number(value);
  }
  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.text(value);
  }
  void text_or_null(std::string_view key, std::string_view value) {
    json_.key(key);
    value.empty() ? json_.null() : json_.text(value);
  }
  // Names of ours: nothing in them needs escaping.
  void word(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.word(value);
  }
  void word_or_null(std::string_view key, std::string_view value) {
    json_.key(key);
    value.empty() ? json_.null() : json_.word(value);
  }
  void name(std::string_view key, Text value) {
    json_.key(key);
    if (value.is_poison()) {
      json_.begin_object();
      flag("poison", true);
      json_.end_object();
    } else {
      value.is_null() ? json_.null() : json_.text(value.view());
    }
  }
  void status(std::string_view key, Status value) {
    json_.key(key);
    json_.begin_object();
    number("code", value.code());
    word_or_null("name", mprsim::name(value));
    json_.end_object();
  }

  JsonWriter& json_;
  const Event& event_;
};

void write_header(JsonWriter& json, const Trace& trace, const TraceHeader& header) {
  json.begin_object();
  json.key("format");
  json.text("mprsim-trace");
  json.key("version");
  json.number(trace_json_version);
  json.key("scenario");
  json.text(header.scenario);
  json.key("seed");
  json.number(header.seed);
  json.key("profile");
  json.text(name(header.profile));
  json.key("policy");
  json.begin_object();
  for (const SwitchInfo& policy_switch : all_switches()) {
    json.key(policy_switch.name);
    json.text(value_of(trace.policy(), policy_switch.id));
  }
  json.end_object();
  json.key("events");
  json.number(trace.events().size());
  json.key("truncated");
  json.boolean(trace.full() && !trace.ended());
  json.end_object();
  json.end_line();
}

}  // namespace

std::string render_jsonl(const Trace& trace, const TraceHeader& header) {
  constexpr std::size_t header_size = 2048;
  constexpr std::size_t usual_event_size = 288;
  JsonWriter json(header_size + usual_event_size * trace.events().size());
  write_header(json, trace, header);
  std::size_t sequence = 0;
  for (const Event& event : trace.events()) {
    EventWriter writer(json, event);
    writer.begin(sequence++);
    std::visit(writer, trace.view(event));
    writer.end();
  }
  return std::move(json).take();
}

}  // namespace mprsim
