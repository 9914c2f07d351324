// The supervisor of a host on Linux: it makes sure that no process of the plug-in outlives the host.
//
// A plug-in may start processes that move to a session of their own and survive their parent. So mprsim-host
// is two processes: it forks before the plug-in is loaded, the child becomes the host, and the parent becomes
// the supervisor. The supervisor adopts every orphan below it (PR_SET_CHILD_SUBREAPER), and when the host
// ends it kills its children until none is left. The driving program could not do that itself: it may have
// other children, and it must not reap those.
//
//   driving program --control socket--> supervisor --parent of--> host --> processes of the plug-in
//                   --channel socket---------------------------> host
//
// The supervisor ends when the host dies, when the driving program closes its half of the control socket
// (HostLink::end), or when the driving program dies, which closes the socket too. In each case it sends one
// record that says how the host ended. The plug-in never sees the control socket.
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/plugin/host/platform.h"
#include "sim/plugin/host_death.h"

namespace mprsim::plugin_host {
namespace {

// A tree of processes that grows faster than it can be killed is given up after this many sweeps.
constexpr int most_sweeps = 2'000;
constexpr int sweep_pause_milliseconds = 1;

struct Ends {
  int channel;
  int control;
};

std::optional<int> parse_descriptor(const std::string& text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

// The parent of a process, from /proc/PID/stat: "PID (name) state parent …", where the name may hold
// anything.
std::optional<pid_t> parent_of(const char* pid) {
  const std::string path = std::string("/proc/") + pid + "/stat";
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::array<char, 512> text{};
  const ssize_t count = read(file, text.data(), text.size());
  close(file);
  if (count <= 0) return std::nullopt;
  const std::string_view line(text.data(), static_cast<std::size_t>(count));
  const std::size_t name_end = line.rfind(')');
  if (name_end == std::string_view::npos || name_end + 4 > line.size()) return std::nullopt;
  pid_t parent = 0;
  const std::string_view rest = line.substr(name_end + 4);
  if (std::from_chars(rest.data(), rest.data() + rest.size(), parent).ec != std::errc{}) return std::nullopt;
  return parent;
}

// Killing the direct children is enough: when one dies, its own children become children of the supervisor,
// and the next sweep finds them.
void kill_children() {
  const std::unique_ptr<DIR, int (*)(DIR*)> processes(opendir("/proc"), closedir);
  if (!processes) return;
  const pid_t self = getpid();
  while (const dirent* entry = readdir(processes.get())) {  // NOLINT(concurrency-mt-unsafe)
    if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
    if (parent_of(entry->d_name) != self) continue;
    pid_t pid = 0;
    std::from_chars(entry->d_name, entry->d_name + std::strlen(entry->d_name), pid);
    kill(pid, SIGKILL);
  }
}

class Supervisor {
 public:
  Supervisor(pid_t host, int control, int child_signal) noexcept
      : host_(host), control_(control), child_signal_(child_signal) {}

  // Returns when the host and all processes that it started are gone.
  int run() {
    bool asked_to_end = false;
    while (!death_ && !asked_to_end) {
      std::array<pollfd, 2> events{pollfd{child_signal_, POLLIN, 0}, pollfd{control_, POLLIN, 0}};
      poll(events.data(), events.size(), -1);
      drain_signals();
      reap();
      asked_to_end = events[1].revents != 0;
    }
    const bool on_its_own = death_.has_value();
    if (!on_its_own) kill(host_, SIGKILL);
    sweep();
    const std::array<std::uint8_t, HostDeath::record_bytes> record =
        death_.value_or(HostDeath{}).with_cause(on_its_own).encode();
    (void)!send(control_, record.data(), record.size(), MSG_NOSIGNAL);
    return 0;
  }

 private:
  void drain_signals() const {
    signalfd_siginfo info{};
    (void)!read(child_signal_, &info, sizeof info);
  }

  // Collects the children that have died. True if others are left.
  bool reap() {
    for (;;) {
      int status = 0;
      const pid_t pid = waitpid(-1, &status, WNOHANG);
      if (pid < 0) return errno != ECHILD;
      if (pid == 0) return true;
      if (pid == host_) death_ = HostDeath::of_system_status(static_cast<std::uint32_t>(status));
    }
  }

  void sweep() {
    for (int i = 0; i < most_sweeps && reap(); ++i) {
      if (death_) kill_children();
      pollfd signal{child_signal_, POLLIN, 0};
      poll(&signal, 1, sweep_pause_milliseconds);
      drain_signals();
    }
  }

  pid_t host_;
  int control_;
  int child_signal_;
  std::optional<HostDeath> death_;
};

// A terminal sends these signals to all processes of a job. The driving program decides what they mean; when
// it ends, the supervisor ends too.
constexpr std::array ignored_signals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};

// After the record is sent, no code runs any more: the driving program relies on it that no process is left.
[[noreturn]] void supervise(pid_t host, const Ends& ends, int child_signal) {
  close(ends.channel);
  for (const int standard : {STDOUT_FILENO, STDERR_FILENO}) close(standard);
  die(Supervisor(host, ends.control, child_signal).run());
}

// Undoes in the child what the supervisor needs. PR_SET_PDEATHSIG kills the host if the supervisor dies; if
// the supervisor had died before that call, the parent is another one by then.
void become_host(const Ends& ends, int child_signal, pid_t supervisor) {
  close(ends.control);
  close(child_signal);
  setsid();
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != supervisor) die(0);
  for (const int signal : ignored_signals) std::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

}  // namespace

int supervise(std::span<const std::string> arguments, int (*body)(Channel channel)) {
  if (arguments.size() != 3) return channel_broken;
  const auto channel = parse_descriptor(arguments[1]);
  const auto control = parse_descriptor(arguments[2]);
  if (!channel || !control) return channel_broken;
  const Ends ends{*channel, *control};
  // Programs that the plug-in starts must not inherit them.
  for (const int end : {ends.channel, ends.control}) fcntl(end, F_SETFD, FD_CLOEXEC);

  // All of this comes before the fork: no signal and no orphan can then slip between the fork and the
  // preparation.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  for (const int signal : ignored_signals) std::signal(signal, SIG_IGN);
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, nullptr);
  const int child_signal = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);

  const pid_t supervisor = getpid();
  const pid_t host = fork();
  if (host < 0 || child_signal < 0) return channel_broken;
  if (host > 0) supervise(host, ends, child_signal);
  become_host(ends, child_signal, supervisor);
  die(body(Channel(ends.channel)));
}

}  // namespace mprsim::plugin_host
