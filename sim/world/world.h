// World: everything that a disconnect acts on. It holds the connections by logon session, the files, print
// jobs and processes that use them, and the remembered connections of each session.
//
// Page: docs/architecture.md, "The world". A plain value: a copy is a world of its own. Nothing is ever
// removed: what ends is marked as ended, so that ids stay valid and the end can be looked at. Names are ids
// of the Trace that the caller keeps. Every change is recorded in that trace, through the WorldRecorder that
// the change is given. Thread-safety: a value; no shared state. Failure: an id that this World did not give
// out is a defect of the caller. Nothing throws but std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "mock_mpr/operations/call.h"
#include "mock_mpr/state/remembered.h"
#include "mock_mpr/trace/trace.h"
#include "sim/time/time.h"

namespace mprsim {

/// Positions in the vectors of a World. They stay valid while the World lives, and in its copies.
enum class SessionId : std::uint16_t {};
enum class ConnectionId : std::uint32_t {};
enum class FileId : std::uint32_t {};
enum class JobId : std::uint32_t {};
enum class UseId : std::uint32_t {};

struct Session {
  NameId name = NameId::null;
  bool logged_on = true;
  RememberedStore store{};
};

struct Connection {
  SessionId session{};
  NameId device = NameId::null;  ///< null: a connection without a device
  NameId remote = NameId::null;
  NameId user = NameId::null;
  ProviderId owner{};
  ResourceType type = ResourceType::disk;
  bool connected = true;
};

/// open: the handle works. closed: its owner closed it. stale: its connection was cancelled with force, and
/// every use of the handle fails.
enum class FileState : std::uint8_t { open, closed, stale };

/// One handle on a file.
struct OpenFile {
  ConnectionId connection{};
  NameId path = NameId::null;
  NameId by = NameId::null;     ///< the application or notifyee that opened it
  std::uint32_t unwritten = 0;  ///< changes that are not written back yet
  FileState state = FileState::open;
};

enum class JobState : std::uint8_t { printing, finished, aborted };

struct PrintJob {
  ConnectionId connection{};
  NameId document = NameId::null;
  std::uint32_t pages = 1;  ///< still to be printed
  JobState state = JobState::printing;
};

/// A process that uses a device, which makes a cancel fail with ERROR_DEVICE_IN_USE 2404.
struct DeviceUse {
  ConnectionId connection{};
  NameId process = NameId::null;
  bool active = true;
};

/// The trace that records a change of the world, with the time and the call that the event gets.
struct WorldRecorder {
  Trace* trace = nullptr;
  SimTime now{0};
  std::uint32_t call = 0;  ///< the number of the call in the trace; 0: the change belongs to no call
};

class World {
 public:
  // Sessions.

  /// Adds a session that is logged on and remembers nothing.
  SessionId add_session(NameId name);
  /// The session with this name; it is added if there is none.
  SessionId find_or_add_session(NameId name);
  Session& session(SessionId id) noexcept { return sessions_[static_cast<std::size_t>(id)]; }
  const Session& session(SessionId id) const noexcept { return sessions_[static_cast<std::size_t>(id)]; }

  // Connections.

  /// Adds a connection. The caller checks that the device is free, and records the event.
  ConnectionId connect(const Connection& connection);
  const Connection& connection(ConnectionId id) const noexcept {
    return connections_[static_cast<std::size_t>(id)];
  }
  /// The number of connections that were ever made, ended ones included.
  std::size_t connection_count() const noexcept { return connections_.size(); }
  std::span<const Connection> connections() const noexcept { return connections_; }

  /// The live connection of a device in a session, no matter which provider owns it (name.case, name.whole).
  std::optional<ConnectionId> find_device(SessionId session, std::string_view device,
                                          const Trace& names) const;
  /// The first live connection to a remote name without a device, at position `from` or later.
  std::optional<ConnectionId> find_remote(SessionId session, std::string_view remote, const Trace& names,
                                          std::size_t from = 0) const;
  /// The live connection that a path such as "Z:\a" or "\\files\team\a" lies on.
  std::optional<ConnectionId> find_path(SessionId session, std::string_view path, const Trace& names) const;

  // Files, print jobs and uses. Each change is recorded.

  FileId open_file(const OpenFile& file, const WorldRecorder& recorder);
  /// Closes a handle; unwritten changes of an open one are written back. Does nothing if it is closed
  /// already.
  void close_file(FileId id, const WorldRecorder& recorder);
  /// Writes through the handle: WN_SUCCESS, and one more unwritten change; ERROR_NETNAME_DELETED 64 if the
  /// handle is stale; ERROR_INVALID_HANDLE 6 if it is closed.
  Status write_file(FileId id, const WorldRecorder& recorder);
  /// The latest handle on a path, in any state, without regard to case. `by` is its owner; null: any owner.
  std::optional<FileId> find_file(std::string_view path, NameId by, const Trace& names) const;
  std::span<const OpenFile> files() const noexcept { return files_; }
  const OpenFile& file(FileId id) const noexcept { return files_[static_cast<std::size_t>(id)]; }
  /// The files whose unwritten changes were lost, in the order of loss.
  const std::vector<NameId>& lost() const noexcept { return lost_; }

  JobId start_job(const PrintJob& job, const WorldRecorder& recorder);
  /// Prints one page; the last one finishes the job. True while pages are left. False, and no change, if the
  /// job is not printing.
  bool print_page(JobId id, const WorldRecorder& recorder);
  /// The latest job with this document, in any state.
  std::optional<JobId> find_job(std::string_view document, const Trace& names) const;
  std::span<const PrintJob> jobs() const noexcept { return jobs_; }
  const PrintJob& job(JobId id) const noexcept { return jobs_[static_cast<std::size_t>(id)]; }

  std::span<const DeviceUse> uses() const noexcept { return uses_; }
  const DeviceUse& use(UseId id) const noexcept { return uses_[static_cast<std::size_t>(id)]; }

  UseId begin_use(const DeviceUse& use, const WorldRecorder& recorder);
  /// Ends a use. Does nothing if it has ended already.
  void end_use(UseId id, const WorldRecorder& recorder);
  /// Ends every use by a process.
  void end_process(std::string_view process, const WorldRecorder& recorder);

  /// How much is live now, in all sessions together.
  struct Counts {
    std::size_t connections = 0;  ///< connected
    std::size_t handles = 0;      ///< not closed; stale ones count
    std::size_t jobs = 0;         ///< printing
    std::size_t uses = 0;         ///< active
    friend bool operator==(const Counts&, const Counts&) = default;
  };
  Counts counts() const noexcept;
  std::size_t session_count() const noexcept { return sessions_.size(); }

  // What keeps a connection from being cancelled without force.

  bool has_open_files(ConnectionId id) const noexcept;  ///< handles in the state open
  bool has_jobs(ConnectionId id) const noexcept;        ///< jobs that print
  bool is_in_use(ConnectionId id) const noexcept;       ///< active uses

  /// How a connection ends: with nothing open on it, or with one of two levels of force (force.levels).
  enum class Ending : std::uint8_t { idle, use_force, lots_of_force };
  /// Ends a connection. Its jobs are aborted and its uses end. With lots_of_force open handles become stale
  /// and unwritten changes are lost; with the other endings handles stay as they are. `because` is the reason
  /// of the events about handles; without a rule no event gets a reason. The caller has checked that the
  /// connection may end.
  void disconnect(ConnectionId id, Ending ending, const WorldRecorder& recorder,
                  Reason because = {Rule::force_stale_handles, Switch::force_levels});

 private:
  void abandon_file(OpenFile& file, const WorldRecorder& recorder, Reason because);

  std::vector<Session> sessions_;
  std::vector<Connection> connections_;
  std::vector<OpenFile> files_;
  std::vector<PrintJob> jobs_;
  std::vector<DeviceUse> uses_;
  std::vector<NameId> lost_;
};

/// Records one change of the world: `subject` does something to `object`. What `value` means depends on the
/// action (mock_mpr/trace/trace.h).
void record(const WorldRecorder& recorder, WorldAction action, NameId subject, NameId object,
            std::uint32_t value = 0, Reason reason = {}, Status status = {});

}  // namespace mprsim
