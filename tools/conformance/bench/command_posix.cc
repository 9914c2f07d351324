#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/conformance/bench/command.h"

extern "C" char** environ;  // NOLINT(readability-redundant-declaration): unistd.h declares it only on request

namespace mprsim {
namespace {

// How a child is started: in a process group of its own, with input and output from and to /dev/null.
class SpawnSettings {
 public:
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
      posix_spawn_file_actions_addopen(&actions_, stream, "/dev/null", O_WRONLY, 0);
    }
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSettings() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// Waits for the child to end, without taking its status; false at the limit.
bool wait_for(pid_t child, std::chrono::milliseconds limit) {
  const int descriptor = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  if (descriptor < 0) return true;  // then the wait that follows is without a limit
  std::array<pollfd, 1> polled{pollfd{descriptor, POLLIN, 0}};
  int ready = 0;
  do {
    ready = poll(polled.data(), polled.size(), static_cast<int>(limit.count()));
  } while (ready < 0 && errno == EINTR);
  close(descriptor);
  return ready > 0;
}

int status_of(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& words, std::chrono::milliseconds limit) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const SpawnSettings settings;
  pid_t child = 0;
  if (posix_spawnp(&child, arguments.front(), settings.actions(), settings.attributes(), arguments.data(),
                   environ) != 0) {
    return {};
  }
  const bool in_time = wait_for(child, limit);
  if (!in_time) kill(-child, SIGKILL);
  const int status = status_of(child);
  if (!in_time) return {CommandEnd::timed_out};
  if (!WIFEXITED(status)) return {CommandEnd::killed};
  return {CommandEnd::exited, static_cast<std::uint32_t>(WEXITSTATUS(status))};
}

}  // namespace mprsim
