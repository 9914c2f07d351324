#include "mock_mpr/trace/trace_line.h"

#include "mock_mpr/operations/start.h"
#include "mock_mpr/text/unicode.h"

namespace mprsim {
namespace {

constexpr std::string_view called = "→ ";       // the router calls a notifyee or a provider
constexpr std::string_view acts_prefix = "  ";  // an actor does something by itself

std::string shown(std::string_view name) { return name.empty() ? "\"\"" : printable_in_trace(name); }

std::string shown(Text name, std::string_view null = "NULL") {
  if (name.is_null()) return std::string(null);
  return name.is_poison() ? "<poison>" : shown(name.view());
}

// Where a view cannot tell NULL from an empty name, as in a connection without a device.
std::string shown_or_null(std::string_view name) { return name.empty() ? "NULL" : printable_in_trace(name); }

std::string equals(Status status) { return "= " + to_string(status); }

std::string equals_unless_ok(Status status) { return status.ok() ? std::string{} : equals(status); }

std::string count(std::uint32_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + ' ' + std::string(number == 1 ? one : many);
}

std::string unwritten_changes(std::uint32_t number) {
  return count(number, "unwritten change", "unwritten changes");
}

std::string pages(std::uint32_t number) { return count(number, "page", "pages"); }

std::string context(std::uint32_t number) {
  return number == 0 ? "ctx=NULL" : "ctx=#" + std::to_string(number);
}

std::string_view boolean(bool value) { return value ? "TRUE" : "FALSE"; }

// "UPDATE_PROFILE|TEMPORARY", "0".
std::string flags(const CallBegins& call) {
  std::string set;
  const auto add = [&set](bool is_set, std::string_view name) {
    if (!is_set) return;
    if (!set.empty()) set += '|';
    set += name;
  };
  add(call.update_profile, "UPDATE_PROFILE");
  add(call.temporary, "TEMPORARY");
  add(call.no_force, "NO_FORCE");
  return set.empty() ? "0" : set;
}

std::string add_call(std::string_view function, const CallBegins& call, bool has_flags) {
  return std::string(function) + '(' + shown(call.name) + ", " + shown_or_null(call.device) +
         (has_flags ? ", " + flags(call) : std::string{}) + ')';
}

// "logs on", with the session where the event names one.
std::string session_call(std::string_view verb, Text session) {
  return std::string(verb) + (session.is_null() ? std::string{} : " (" + shown(session) + ')');
}

std::string call_text(const CallBegins& call) {
  const std::string force = std::string(", fForce=").append(boolean(call.force)) + ')';
  switch (call.api) {
    case Api::cancel_connection:
      return "WNetCancelConnection(" + shown(call.name) + force;
    case Api::cancel_connection2:
      return "WNetCancelConnection2(" + shown(call.name) + ", " + flags(call) + force;
    case Api::add_connection:
      return add_call("WNetAddConnection", call, false);
    case Api::add_connection2:
      return add_call("WNetAddConnection2", call, true);
    case Api::add_connection3:
      return add_call("WNetAddConnection3", call, true);
    case Api::get_connection:
      return "WNetGetConnection(" + shown(call.name) + ')';
    case Api::enumerate:
      return call.remembered ? "WNetOpenEnum(RESOURCE_REMEMBERED)" : "WNetOpenEnum(RESOURCE_CONNECTED)";
    case Api::disconnect_dialog:
      return "WNetDisconnectDialog1(" + shown(call.name) + ", " + flags(call) + ')';
    case Api::get_last_error:
      return "GetLastError(), WNetGetLastError()";
    case Api::start:
      return session_call("starts up", call.name);
    case Api::logon:
      return session_call("logs on", call.name);
    case Api::logoff:
      return session_call("logs off", call.name);
  }
  return "?";
}

// What a call returns beside its status.
std::string returned(const CallEnds& call) {
  switch (call.api) {
    case Api::get_last_error:
      if (call.text.empty() && call.value == 0) return {};
      return ", extended " + std::to_string(call.value) + " \"" + printable_in_trace(call.text) + '"';
    case Api::start:
      return ", waited " + format_seconds(call.value) + " s";
    case Api::logon:
      return ", " + count(call.value, "connection restored", "connections restored");
    case Api::enumerate:
      return call.status.ok() ? ", " + count(call.value, "entry", "entries") : std::string{};
    default:
      return call.text.empty() ? std::string{} : ' ' + printable_in_trace(call.text);
  }
}

// What NPGetCaps(WNNC_START) answered, as start.values reads it.
std::string start_text(std::uint32_t value) {
  switch (value) {
    case start_value::will_not_start:
      return "= 0 (will not start)";
    case start_value::started:
      return "= 1 (already started)";
    case start_value::unknown:
      return "= 0xFFFFFFFF (unknown)";
    default:
      return "= " + std::to_string(value) + " (starts in " + format_seconds(value) + " s)";
  }
}

std::string parameters(const ProviderCalled& call) {
  switch (call.function) {
    case NpFunction::NPCancelConnection:
      return shown(call.name) + ", " + std::string(boolean(call.force));
    case NpFunction::NPAddConnection:
    case NpFunction::NPAddConnection3:
      return shown_or_null(call.remote) + ", " + shown(call.name);
    case NpFunction::NPGetCaps:
      return "WNNC_START";
    case NpFunction::NPOpenEnum:
      return shown(call.name, "RESOURCE_CONNECTED");
    default:
      return shown(call.name, "");
  }
}

std::string answer(const ProviderCalled& call) {
  switch (call.function) {
    case NpFunction::NPGetCaps:
      return start_text(call.value);
    case NpFunction::NPGetConnection:
      return equals(call.reply) +
             (call.remote.empty() ? std::string{} : ' ' + printable_in_trace(call.remote));
    case NpFunction::NPEnumResource:
      return equals(call.reply) +
             (call.reply.ok() ? ", " + count(call.value, "entry", "entries") : std::string{});
    default:
      return equals(call.reply);
  }
}

std::string profile_trouble(const ProfileTouched& profile) {
  const std::string device = shown(profile.device);
  const bool named = !profile.device.empty();
  if (profile.status == wn::not_connected) return named ? "holds no entry for " + device : "holds no entry";
  if (profile.status == wn::device_already_remembered) return "remembers " + device + " as something else";
  const std::string trouble = profile.status == wn::bad_profile ? "is malformed" : "cannot be opened";
  switch (profile.action) {
    case ProfileAction::forget:
      return trouble + ", so it does not forget " + device;
    case ProfileAction::remember:
      return trouble + ", so it does not remember " + device;
    case ProfileAction::keep:
    case ProfileAction::read:
      break;
  }
  return trouble;
}

std::string profile_text(const ProfileTouched& profile) {
  if (!profile.status.ok()) return profile_trouble(profile);
  const std::string device = shown(profile.device);
  const std::string remote = profile.remote.empty() ? "" : " as " + printable_in_trace(profile.remote);
  switch (profile.action) {
    case ProfileAction::read:
      return profile.device.empty() ? "is read" : "holds " + device + remote;
    case ProfileAction::forget:
      return "forgets " + device;
    case ProfileAction::remember:
      return "remembers " + device + remote;
    case ProfileAction::keep:
      return "keeps " + device;
  }
  return "?";
}

std::string world_text(const WorldChanged& world) {
  const std::string what = shown(world.what);
  switch (world.action) {
    case WorldAction::file_opened:
      return "opens " + what + (world.value == 0 ? "" : " with " + unwritten_changes(world.value));
    case WorldAction::file_written:
      return "writes to " + what + (world.value == 0 ? "" : ", now with " + unwritten_changes(world.value));
    case WorldAction::file_closed:
      return "closes " + what;
    case WorldAction::file_stale:
      return "handle on " + what + " is stale";
    case WorldAction::changes_lost:
      return unwritten_changes(world.value) + " in " + what + (world.value == 1 ? " is lost" : " are lost");
    case WorldAction::job_started:
      return "starts job " + what + " of " + pages(world.value);
    case WorldAction::page_printed:
      return "prints a page of job " + what + ", " + pages(world.value) + " left";
    case WorldAction::job_finished:
      return "job " + what + " is printed";
    case WorldAction::job_aborted:
      return "job " + what + " aborted with " + pages(world.value) + " left";
    case WorldAction::use_began:
      return "uses " + what;
    case WorldAction::use_ended:
      return "no longer uses " + what;
    case WorldAction::connected:
      return "connects " + what;
    case WorldAction::disconnected:
      return "disconnects " + what;
    case WorldAction::session_began:
      return "session begins";
    case WorldAction::session_ended:
      return "session ends";
    case WorldAction::network_changed:
      return world.value == 0 ? "network goes down" : "network comes up";
    case WorldAction::extended_error:
      return "calls WNetSetLastError(" + std::to_string(world.value) + ", \"" +
             printable_in_trace(world.what.view()) + "\")";
    case WorldAction::last_error_set:
      return "calls SetLastError(" + to_string(world.status) + ") itself";
    case WorldAction::reentered:
      return "calls back into the router" + (world.what.is_null() ? std::string{} : ": " + what);
    case WorldAction::details_edited:
      return "scribbles over the details it was given";
    case WorldAction::provider_read:
      return "reads lpProvider: " + what;
    case WorldAction::waits:
      return "waits " + format_seconds(world.value) + " s for the networks";
    case WorldAction::asked:
      return "is asked about " + what + (world.value == 0 ? " and answers no" : " and answers yes");
    case WorldAction::registered:
      return "is registered as " + what;
    case WorldAction::still_connected:
      return "said that it cancelled " + what + ", which is still connected";
    case WorldAction::faulted:
      return "has a fault: " + what;
    case WorldAction::recovered:
      return "works again";
    case WorldAction::run_ended:
      return "ends the run in " + what;
  }
  return "?";
}

std::string world_result(const WorldChanged& world) {
  switch (world.action) {
    case WorldAction::file_written:
      return equals(world.status);
    case WorldAction::last_error_set:
      return {};  // the status is what was set
    default:
      return equals_unless_ok(world.status);
  }
}

// Who acts, where the event names no actor.
std::string_view unnamed_actor(WorldAction action) {
  switch (action) {
    case WorldAction::waits:
      return "router";
    case WorldAction::asked:
      return "user";
    default:
      return "world";
  }
}

// lpProvider is undefined before a cancel; an add carries what its caller asked for.
std::string notified_provider(const Notified& notified) {
  const bool undefined = notified.when == NotifyStatus::pre && !notified.add;
  return shown(notified.provider, undefined ? "?" : "NULL");
}

struct Describer {
  TraceLine operator()(const CallBegins& call) const { return {shown(call.app), call_text(call), {}, {}}; }

  TraceLine operator()(const CallEnds& call) const {
    return {shown(call.app), equals(call.status) + returned(call), {}, {}};
  }

  TraceLine operator()(const Notified& notified) const {
    const bool before = notified.when == NotifyStatus::pre;
    std::string action = notified.add ? "AddConnectNotify" : "CancelConnectNotify";
    action += before ? " PRE " : " POST";
    action += " status=" + to_string(notified.operation_status) + " provider=" + notified_provider(notified) +
              ' ' + context(before ? 0 : notified.context);
    std::string result = equals(notified.reply);
    if (before) result += ' ' + context(notified.context);
    return {std::string(called) + shown(notified.notifyee), std::move(action), std::move(result), {}};
  }

  TraceLine operator()(const ProviderCalled& call) const {
    return {std::string(called) + shown(call.provider),
            std::string(info(call.function).name) + '(' + parameters(call) + ')',
            answer(call),
            {}};
  }

  TraceLine operator()(const Skipped& skipped) const {
    const std::string counts_as = skipped.counts_as.ok() ? "" : ", counts as " + to_string(skipped.counts_as);
    return {std::string(acts_prefix) + shown(skipped.who), "skipped" + counts_as, {}, {}};
  }

  TraceLine operator()(const ProfileTouched& profile) const {
    return {
        std::string(acts_prefix) + "profile", profile_text(profile), equals_unless_ok(profile.status), {}};
  }

  TraceLine operator()(const LookedUp& lookup) const {
    return {
        std::string(acts_prefix) + "router", "looks up " + shown(lookup.device), equals(lookup.status), {}};
  }

  TraceLine operator()(const WorldChanged& world) const {
    return {std::string(acts_prefix) + shown(world.who, unnamed_actor(world.action)),
            world_text(world),
            world_result(world),
            {}};
  }
};

std::string reason_text(const Trace& trace, const Event& event) {
  std::string text(slug(event.rule));
  if (event.by == Switch::none) return text;
  if (!text.empty()) text += ' ';
  return text.append("[").append(name(event.by)).append("=").append(value_of(trace.policy(), event.by)) + ']';
}

}  // namespace

std::string format_seconds(std::uint32_t milliseconds) {
  std::string text = std::to_string(milliseconds / 1000) + '.';
  return text += std::to_string(1000 + milliseconds % 1000).substr(1);
}

TraceLine describe(const Trace& trace, const Event& event) {
  TraceLine line = std::visit(Describer{}, trace.view(event));
  line.reason = reason_text(trace, event);
  return line;
}

}  // namespace mprsim
