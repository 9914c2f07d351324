// World: everything that a disconnect acts on. Connections by logon session, the files, print jobs and
// processes that hold them, and what each session remembers.
//
// Page: docs/architecture.md (the world). A plain value: copying it forks the world. Names are ids of the
// Trace that the caller keeps; times are virtual milliseconds. What happens is recorded in the trace that
// each change is given. Thread-safety: none needed, no shared state.
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

/// Positions in the vectors of a World; they stay valid while it lives.
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

/// open: the handle works. stale: the connection was taken from under it.
enum class FileState : std::uint8_t { open, closed, stale };

struct OpenFile {
  ConnectionId connection{};
  NameId path = NameId::null;
  NameId by = NameId::null;
  std::uint32_t unwritten = 0;
  FileState state = FileState::open;
};

enum class JobState : std::uint8_t { printing, finished, aborted };

struct PrintJob {
  ConnectionId connection{};
  NameId document = NameId::null;
  std::uint32_t pages = 1;
  JobState state = JobState::printing;
};

struct DeviceUse {
  ConnectionId connection{};
  NameId process = NameId::null;
  bool active = true;
};

/// Where and when a change happens: the trace that records it, the time, and the call that it belongs to.
struct Recording {
  Trace* trace = nullptr;
  SimTime now{0};
  std::uint32_t call = 0;
};

class World {
 public:
  SessionId add_session(NameId name);
  SessionId find_or_add_session(NameId name);
  Session& session(SessionId id) noexcept { return sessions_[static_cast<std::size_t>(id)]; }
  const Session& session(SessionId id) const noexcept { return sessions_[static_cast<std::size_t>(id)]; }

  ConnectionId connect(const Connection& connection);
  const Connection& connection(ConnectionId id) const noexcept {
    return connections_[static_cast<std::size_t>(id)];
  }
  std::size_t connection_count() const noexcept { return connections_.size(); }
  std::span<const Connection> connections() const noexcept { return connections_; }

  /// The living connection of a device in a session, whoever owns it (name.case, name.whole).
  std::optional<ConnectionId> find_device(SessionId session, std::string_view device,
                                          const Trace& names) const;
  /// A living connection without a device to a remote name, from a position on.
  std::optional<ConnectionId> find_remote(SessionId session, std::string_view remote, const Trace& names,
                                          std::size_t from = 0) const;
  /// The living connection that a path such as "Z:\a" or "\\files\team\a" lies on.
  std::optional<ConnectionId> find_path(SessionId session, std::string_view path, const Trace& names) const;

  FileId open_file(const OpenFile& file, const Recording& recording);
  void close_file(FileId id, const Recording& recording);
  /// Through the handle: WN_SUCCESS; ERROR_NETNAME_DELETED of a stale handle; ERROR_INVALID_HANDLE of a
  /// closed one.
  Status write_file(FileId id, const Recording& recording);
  /// The latest handle of somebody (or of anybody, by null) on a path, without regard to case.
  std::optional<FileId> find_file(std::string_view path, NameId by, const Trace& names) const;
  std::span<const OpenFile> files() const noexcept { return files_; }
  const OpenFile& file(FileId id) const noexcept { return files_[static_cast<std::size_t>(id)]; }
  /// The files whose unwritten changes were lost, in the order of loss.
  const std::vector<NameId>& lost() const noexcept { return lost_; }

  JobId start_job(const PrintJob& job, const Recording& recording);
  /// One page comes out. True while pages are left.
  bool print_page(JobId id, const Recording& recording);
  std::optional<JobId> find_job(std::string_view document, const Trace& names) const;
  std::span<const PrintJob> jobs() const noexcept { return jobs_; }
  const PrintJob& job(JobId id) const noexcept { return jobs_[static_cast<std::size_t>(id)]; }

  std::span<const DeviceUse> uses() const noexcept { return uses_; }
  const DeviceUse& use(UseId id) const noexcept { return uses_[static_cast<std::size_t>(id)]; }

  UseId begin_use(const DeviceUse& use, const Recording& recording);
  void end_use(UseId id, const Recording& recording);
  /// Ends every use of a process.
  void end_process(std::string_view process, const Recording& recording);

  /// What there is now, in all sessions.
  struct Counts {
    std::size_t connections = 0;  ///< living
    std::size_t handles = 0;      ///< not closed; stale ones are among them
    std::size_t jobs = 0;         ///< printing
    std::size_t uses = 0;         ///< active
    friend bool operator==(const Counts&, const Counts&) = default;
  };
  Counts counts() const noexcept;
  std::size_t session_count() const noexcept { return sessions_.size(); }

  bool has_open_files(ConnectionId id) const noexcept;
  bool has_jobs(ConnectionId id) const noexcept;
  bool is_in_use(ConnectionId id) const noexcept;

  /// How a connection ends: without anything open, or with force (force.levels).
  enum class Ending : std::uint8_t { idle, use_force, lots_of_force };
  /// The connection is gone. With lots_of_force open handles become stale and unwritten changes are lost;
  /// with any force jobs are aborted and uses end. `because` explains the handles that it kills; without a
  /// rule nothing that ends is explained.
  void disconnect(ConnectionId id, Ending ending, const Recording& recording,
                  Reason because = {Rule::force_stale_handles, Switch::force_levels});

 private:
  void abandon_file(OpenFile& file, const Recording& recording, Reason because);

  std::vector<Session> sessions_;
  std::vector<Connection> connections_;
  std::vector<OpenFile> files_;
  std::vector<PrintJob> jobs_;
  std::vector<DeviceUse> uses_;
  std::vector<NameId> lost_;
};

/// Records one change of the world.
void record(const Recording& recording, WorldAction action, NameId who, NameId what, std::uint32_t value = 0,
            Reason reason = {}, Status status = {});

}  // namespace mprsim
