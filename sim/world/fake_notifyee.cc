#include "sim/world/fake_notifyee.h"

namespace mprsim {
namespace {

void close_own(World& world, const WorldRecorder& recorder, NameId notifyee, NameId path) {
  const auto file = world.find_file(recorder.trace->text(path), notifyee, *recorder.trace);
  if (file) world.close_file(*file, recorder);
}

// A file whose connection is gone cannot be opened: the failure is recorded, as the notifyee would see it.
void open_own(World& world, const WorldRecorder& recorder, SessionId session, NameId notifyee, NameId path) {
  const auto connection = world.find_path(session, recorder.trace->text(path), *recorder.trace);
  if (connection) {
    world.open_file({.connection = *connection, .path = path, .by = notifyee}, recorder);
  } else {
    record(recorder, WorldAction::file_opened, notifyee, path, 0, {}, wn::path_not_found);
  }
}

// The rule that says what lpProvider holds in this notification.
Reason reading_reason(const NotifyInfo& info) noexcept {
  if (info.notify_status == NotifyStatus::pre)
    return {Rule::notifycancel_provider_before, Switch::provider_before};
  if (info.operation_status.ok()) return {Rule::notifycancel_provider_after_success};
  return {Rule::notifycancel_provider_after_failure, Switch::provider_after_failure};
}

}  // namespace

Reply notify(const FakeNotifyee& notifyee, FakeNotifyeeState& state, World& world,
             const WorldRecorder& recorder, const Call& call, SessionId session, Context& last_context) {
  const NotifyInfo& info = call.info();
  const std::size_t slot = notification_slot(call.details().is_add(), info.notify_status);
  const NotifyeeScript& script = notifyee.scripts[slot];
  const std::uint32_t nth = state.calls[slot]++;
  if (script.reads_provider) {
    const NameId seen = recorder.trace->intern(call.details().provider());
    record(recorder, WorldAction::provider_read, notifyee.name, seen, 0, reading_reason(info));
  }
  for (const NameId file : script.close) close_own(world, recorder, notifyee.name, file);
  for (const NameId process : script.end) world.end_process(recorder.trace->text(process), recorder);
  for (const NameId file : script.open) open_own(world, recorder, session, notifyee.name, file);
  if (script.edits) {
    record(recorder, WorldAction::details_edited, notifyee.name, NameId::null, 0,
           {Rule::notifycancel_read_only});
  }
  if (info.notify_status == NotifyStatus::pre && info.context != 0) state.found_context = true;
  Reply reply;
  if (nth < script.returns.size()) reply.status = script.returns[nth];
  if (info.notify_status == NotifyStatus::pre && !script.declines) reply.context = ++last_context;
  return reply;
}

}  // namespace mprsim
