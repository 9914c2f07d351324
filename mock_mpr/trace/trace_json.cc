#include "mock_mpr/trace/trace_json.h"

#include <utility>

#include "mock_mpr/text/json_writer.h"

namespace mprsim {
namespace {

constexpr std::string_view kind_names[] = {
#define MPRSIM_EVENT_KIND(name) #name,
#include "mock_mpr/trace/events.def"
};
constexpr std::string_view api_names[] = {
#define MPRSIM_API(name) #name,
#include "mock_mpr/trace/events.def"
};
constexpr std::string_view profile_action_names[] = {
#define MPRSIM_PROFILE_ACTION(name) #name,
#include "mock_mpr/trace/events.def"
};

constexpr WorldActionInfo with_name(std::string_view name, WorldActionInfo info) noexcept {
  if (info.json.empty()) info.json = name;
  return info;
}
constexpr WorldActionInfo world_actions[] = {
#define MPRSIM_WORLD_ACTION(name, ...) with_name(#name, {__VA_ARGS__}),
#include "mock_mpr/trace/events.def"
};

template <class Id>
std::string_view json_name(std::span<const std::string_view> names, Id id) noexcept {
  return names[static_cast<std::size_t>(id)];
}

class EventWriter {
 public:
  EventWriter(JsonWriter& json, const Event& event) : json_(json), event_(event) {}

  void operator()(const CallBegins& call) {
    text("app", call.app);
    word("api", json_name(api_names, call.api));
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
    word("api", json_name(api_names, call.api));
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
    notified.context == 0 ? json_.null() : json_.value(notified.context);
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
    word("action", json_name(profile_action_names, profile.action));
    text_or_null("device", profile.device);
    text_or_null("remote", profile.remote);
    status("status", profile.status);
  }
  void operator()(const LookedUp& lookup) {
    text("device", lookup.device);
    status("status", lookup.status);
  }
  void operator()(const WorldChanged& world) {
    word("action", info(world.action).json);
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
    word("event", json_name(kind_names, event_.kind));
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
    json_.value(value);
  }
  void number(std::string_view key, std::uint64_t value) {
    json_.key(key);
    json_.value(value);
  }
  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.value(value);
  }
  void text_or_null(std::string_view key, std::string_view value) {
    json_.key(key);
    value.empty() ? json_.null() : json_.value(value);
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
      value.is_null() ? json_.null() : json_.value(value.view());
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
  json.member("format", "mprsim-trace");
  json.member("version", trace_json_version);
  json.member("scenario", header.scenario);
  json.member("seed", header.seed);
  json.member("profile", name(header.profile));
  json.key("policy").begin_object();
  for (const SwitchInfo& policy_switch : all_switches()) {
    json.member(policy_switch.name, value_of(trace.policy(), policy_switch.id));
  }
  json.end_object();
  json.member("events", trace.events().size());
  json.member("truncated", trace.full() && !trace.ended());
  json.end_object();
  json.end_line();
}

}  // namespace

const WorldActionInfo& info(WorldAction action) noexcept {
  return world_actions[static_cast<std::size_t>(action)];
}

std::span<const WorldActionInfo> all_world_actions() noexcept { return world_actions; }

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
