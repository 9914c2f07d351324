#include "sim/world/world.h"

#include <algorithm>

#include "mock_mpr/text/name.h"

namespace mprsim {
namespace {

template <class Id>
std::size_t slot(Id id) noexcept {
  return static_cast<std::size_t>(id);
}

}  // namespace

void record(const WorldRecorder& recorder, WorldAction action, NameId subject, NameId object,
            std::uint32_t value, Reason reason, Status status) {
  Event& event = recorder.trace->append();
  event.at_ms = static_cast<std::uint32_t>(recorder.now.count());
  event.call = recorder.call;
  event.kind = EventKind::world;
  event.action = static_cast<std::uint8_t>(action);
  event.rule = reason.rule;
  event.by = reason.by;
  event.status = status;
  event.subject = subject;
  event.object = object;
  event.a = value;
}

SessionId World::add_session(NameId name) {
  sessions_.push_back({.name = name});
  return static_cast<SessionId>(sessions_.size() - 1);
}

SessionId World::find_or_add_session(NameId name) {
  const auto known = std::ranges::find(sessions_, name, &Session::name);
  return known == sessions_.end() ? add_session(name) : static_cast<SessionId>(known - sessions_.begin());
}

ConnectionId World::connect(const Connection& connection) {
  connections_.push_back(connection);
  return static_cast<ConnectionId>(connections_.size() - 1);
}

std::optional<ConnectionId> World::find_device(SessionId session, std::string_view device,
                                               const Trace& names) const {
  for (std::size_t i = 0; i < connections_.size(); ++i) {
    const Connection& c = connections_[i];
    if (!c.connected || c.session != session || c.device == NameId::null) continue;
    if (equal_devices(names.text(c.device), device)) return static_cast<ConnectionId>(i);
  }
  return std::nullopt;
}

std::optional<ConnectionId> World::find_remote(SessionId session, std::string_view remote, const Trace& names,
                                               std::size_t from) const {
  for (std::size_t i = from; i < connections_.size(); ++i) {
    const Connection& c = connections_[i];
    if (!c.connected || c.session != session || c.device != NameId::null) continue;
    if (equal_names(names.text(c.remote), remote)) return static_cast<ConnectionId>(i);
  }
  return std::nullopt;
}

std::optional<ConnectionId> World::find_path(SessionId session, std::string_view path,
                                             const Trace& names) const {
  for (std::size_t i = 0; i < connections_.size(); ++i) {
    const Connection& c = connections_[i];
    if (!c.connected || c.session != session) continue;
    if (path_below(path, names.text(c.device == NameId::null ? c.remote : c.device)))
      return static_cast<ConnectionId>(i);
  }
  return std::nullopt;
}

FileId World::open_file(const OpenFile& file, const WorldRecorder& recorder) {
  files_.push_back(file);
  record(recorder, WorldAction::file_opened, file.by, file.path, file.unwritten);
  return static_cast<FileId>(files_.size() - 1);
}

void World::close_file(FileId id, const WorldRecorder& recorder) {
  OpenFile& file = files_[slot(id)];
  if (file.state == FileState::closed) return;
  file.state = FileState::closed;
  file.unwritten = 0;  // an open handle writes its changes back; a stale one lost them when it became stale
  record(recorder, WorldAction::file_closed, file.by, file.path);
}

Status World::write_file(FileId id, const WorldRecorder& recorder) {
  OpenFile& file = files_[slot(id)];
  const Status status = file.state == FileState::open    ? wn::success
                        : file.state == FileState::stale ? wn::netname_deleted
                                                         : wn::bad_handle;
  if (status.ok()) ++file.unwritten;
  record(recorder, WorldAction::file_written, file.by, file.path, file.unwritten,
         {file.state == FileState::stale ? Rule::force_stale_handles : Rule::none}, status);
  return status;
}

std::optional<FileId> World::find_file(std::string_view path, NameId by, const Trace& names) const {
  for (std::size_t i = files_.size(); i > 0; --i) {
    const OpenFile& file = files_[i - 1];
    if ((by == NameId::null || file.by == by) && equal_names(names.text(file.path), path)) {
      return static_cast<FileId>(i - 1);
    }
  }
  return std::nullopt;
}

JobId World::start_job(const PrintJob& job, const WorldRecorder& recorder) {
  jobs_.push_back(job);
  record(recorder, WorldAction::job_started, connection(job.connection).device, job.document, job.pages);
  return static_cast<JobId>(jobs_.size() - 1);
}

bool World::print_page(JobId id, const WorldRecorder& recorder) {
  PrintJob& job = jobs_[slot(id)];
  if (job.state != JobState::printing) return false;
  --job.pages;
  const NameId printer = connection(job.connection).device;
  if (job.pages > 0) {
    record(recorder, WorldAction::page_printed, printer, job.document, job.pages);
  } else {
    job.state = JobState::finished;
    record(recorder, WorldAction::job_finished, printer, job.document);
  }
  return job.pages > 0;
}

std::optional<JobId> World::find_job(std::string_view document, const Trace& names) const {
  for (std::size_t i = jobs_.size(); i > 0; --i) {
    if (names.text(jobs_[i - 1].document) == document) return static_cast<JobId>(i - 1);
  }
  return std::nullopt;
}

UseId World::begin_use(const DeviceUse& use, const WorldRecorder& recorder) {
  uses_.push_back(use);
  record(recorder, WorldAction::use_began, use.process, connection(use.connection).device);
  return static_cast<UseId>(uses_.size() - 1);
}

void World::end_use(UseId id, const WorldRecorder& recorder) {
  DeviceUse& use = uses_[slot(id)];
  if (!use.active) return;
  use.active = false;
  record(recorder, WorldAction::use_ended, use.process, connection(use.connection).device);
}

void World::end_process(std::string_view process, const WorldRecorder& recorder) {
  for (std::size_t i = 0; i < uses_.size(); ++i) {
    if (recorder.trace->text(uses_[i].process) == process) end_use(static_cast<UseId>(i), recorder);
  }
}

World::Counts World::counts() const noexcept {
  const auto count = [](const auto& list, auto is_counted) {
    return static_cast<std::size_t>(std::ranges::count_if(list, is_counted));
  };
  return {.connections = count(connections_, [](const Connection& c) { return c.connected; }),
          .handles = count(files_, [](const OpenFile& f) { return f.state != FileState::closed; }),
          .jobs = count(jobs_, [](const PrintJob& j) { return j.state == JobState::printing; }),
          .uses = count(uses_, [](const DeviceUse& u) { return u.active; })};
}

bool World::has_open_files(ConnectionId id) const noexcept {
  return std::ranges::any_of(
      files_, [id](const OpenFile& f) { return f.connection == id && f.state == FileState::open; });
}

bool World::has_jobs(ConnectionId id) const noexcept {
  return std::ranges::any_of(
      jobs_, [id](const PrintJob& j) { return j.connection == id && j.state == JobState::printing; });
}

bool World::is_in_use(ConnectionId id) const noexcept {
  return std::ranges::any_of(uses_, [id](const DeviceUse& u) { return u.connection == id && u.active; });
}

void World::abandon_file(OpenFile& file, const WorldRecorder& recorder, Reason because) {
  file.state = FileState::stale;
  record(recorder, WorldAction::file_stale, file.by, file.path, 0, because);
  if (file.unwritten == 0) return;
  lost_.push_back(file.path);
  record(recorder, WorldAction::changes_lost, file.by, file.path, file.unwritten, because);
  file.unwritten = 0;
}

void World::disconnect(ConnectionId id, Ending ending, const WorldRecorder& recorder, Reason because) {
  Connection& connection = connections_[slot(id)];
  const bool was_forced = because.rule != Rule::none;  // a logoff forces nothing
  for (OpenFile& file : files_) {
    const bool held = file.connection == id && file.state == FileState::open;
    if (held && ending == Ending::lots_of_force) abandon_file(file, recorder, because);
  }
  for (PrintJob& job : jobs_) {
    if (job.connection != id || job.state != JobState::printing) continue;
    job.state = JobState::aborted;
    record(recorder, WorldAction::job_aborted, connection.device, job.document, job.pages,
           {was_forced ? Rule::force_overrides : Rule::none});
  }
  for (std::size_t i = 0; i < uses_.size(); ++i) {
    if (uses_[i].connection == id) end_use(static_cast<UseId>(i), recorder);
  }
  connection.connected = false;
  record(recorder, WorldAction::disconnected, recorder.trace->provider(connection.owner),
         connection.device == NameId::null ? connection.remote : connection.device);
}

}  // namespace mprsim
