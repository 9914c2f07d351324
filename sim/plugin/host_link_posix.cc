#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <initializer_list>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/platform/descriptor_posix.h"
#include "sim/plugin/host_link.h"

extern "C" char** environ;  // NOLINT(readability-redundant-declaration): unistd.h declares it only on request

namespace mprsim {
namespace {

namespace asio = boost::asio;

// The descriptors that the host finds open besides its standard streams.
constexpr int channel_descriptor = 3;
constexpr int control_descriptor = 4;
constexpr int first_free_descriptor = 5;

// A supervisor that does not answer in this time is killed. Only the host itself, its child, is then sure to
// die too.
constexpr std::chrono::milliseconds supervisor_limit{5'000};

struct Pair {
  Descriptor ours, theirs;
};

// The spawn actions copy our descriptors to 3 and 4 one after the other. If one of ours had such a number,
// the first copy would overwrite the source of the second, so ours are moved above them.
bool move_up(Descriptor& descriptor) {
  descriptor = Descriptor(fcntl(descriptor.get(), F_DUPFD_CLOEXEC, first_free_descriptor));
  return descriptor.get() >= 0;
}

bool make_socket_pair(Pair& pair) {
  std::array<int, 2> ends{-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
  pair.ours = Descriptor(ends[0]);
  pair.theirs = Descriptor(ends[1]);
  return move_up(pair.theirs);
}

bool make_pipe(Pair& pair) {
  std::array<int, 2> ends{-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  pair.ours = Descriptor(ends[0]);
  pair.theirs = Descriptor(ends[1]);
  return move_up(pair.theirs);
}

// The environment of the driving program, with the caches of glibc's heap turned off: freed memory in such a
// cache would look like a leak (heap_use()).
std::vector<char*> host_environment(std::string& tunables) {
  constexpr std::string_view name = "GLIBC_TUNABLES=";
  tunables = name;
  tunables += "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0";
  std::vector<char*> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (std::string_view(*entry).starts_with(name)) {
      tunables += ':';
      tunables += std::string_view(*entry).substr(name.size());
    } else {
      environment.push_back(*entry);
    }
  }
  environment.push_back(tunables.data());
  environment.push_back(nullptr);
  return environment;
}

class SpawnSettings {
 public:
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  void connect(int channel, int control, int output) {
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    for (const auto& [from, to] :
         {std::pair{channel, channel_descriptor}, std::pair{control, control_descriptor},
          std::pair{output, STDOUT_FILENO}, std::pair{output, STDERR_FILENO}}) {
      posix_spawn_file_actions_adddup2(&actions_, from, to);
    }
    // The plug-in must not get at other files of the driving program.
    posix_spawn_file_actions_addclosefrom_np(&actions_, first_free_descriptor);
  }
  void plain_signals() {
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  int spawn(pid_t& pid, const std::string& program) {
    std::string path = program;
    std::string channel = std::to_string(channel_descriptor);
    std::string control = std::to_string(control_descriptor);
    std::array<char*, 4> arguments{path.data(), channel.data(), control.data(), nullptr};
    std::string tunables;
    std::vector<char*> environment = host_environment(tunables);
    return posix_spawn(&pid, path.c_str(), &actions_, &attributes_, arguments.data(), environment.data());
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

class PosixLink final : public HostLink {
 public:
  PosixLink(asio::io_context& io, pid_t supervisor, int channel, Descriptor control, int output)
      : supervisor_(supervisor),
        channel_(io, asio::local::stream_protocol(), channel),
        control_(std::move(control)),
        output_(io, output) {}
  ~PosixLink() override { end({}); }

  ChannelStream& channel() override { return channel_; }
  OutputStream& output() override { return output_; }

  bool died() noexcept override { return supervisor_ < 0 || death_.on_its_own || read_record({}); }

  HostDeath end(std::chrono::milliseconds grace) noexcept override {
    if (supervisor_ < 0) return death_;
    if (!death_.on_its_own && !read_record(grace)) {
      ::shutdown(control_.get(), SHUT_WR);
      read_record(supervisor_limit);
    }
    // The supervisor sends its record last, so that it can be killed now.
    kill(supervisor_, SIGKILL);
    while (waitpid(supervisor_, nullptr, 0) < 0 && errno == EINTR) {
    }
    supervisor_ = -1;
    return death_;
  }

  std::optional<std::uint64_t> memory_in_use(std::uint64_t process_id) const noexcept override {
    std::array<char, 64> text{};
    const std::string path = "/proc/" + std::to_string(process_id) + "/statm";
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    const ssize_t count = file.get() < 0 ? -1 : ::read(file.get(), text.data(), text.size());
    if (count <= 0) return std::nullopt;
    // "size resident …", in pages.
    const char* end = text.data() + count;
    const char* resident = std::find<const char*>(text.data(), end, ' ');
    std::uint64_t pages = 0;
    if (resident == end || std::from_chars(resident + 1, end, pages).ec != std::errc{}) return std::nullopt;
    return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  }

 private:
  // Waits at most so long for the supervisor's record, which comes in one piece. False if nothing came in
  // time. True, without a record, if the supervisor closed its end: it is gone.
  bool read_record(std::chrono::milliseconds most) noexcept {
    pollfd event{control_.get(), POLLIN, 0};
    int ready = 0;
    do {
      ready = poll(&event, 1, static_cast<int>(most.count()));
    } while (ready < 0 && errno == EINTR);
    if (ready <= 0) return false;
    if (recv(control_.get(), record_.data(), record_.size(), MSG_DONTWAIT) ==
        static_cast<ssize_t>(record_.size())) {
      death_ = HostDeath::decode(record_);
    }
    return true;
  }

  pid_t supervisor_;
  asio::local::stream_protocol::socket channel_;
  Descriptor control_;
  asio::posix::stream_descriptor output_;
  std::array<std::uint8_t, HostDeath::record_bytes> record_{};
  HostDeath death_;
};

}  // namespace

tl::expected<std::unique_ptr<HostLink>, std::string> HostLink::open(asio::io_context& io,
                                                                    const std::string& program,
                                                                    std::uint64_t /*memory_limit*/) {
  const auto failure = [&](int code) {
    return tl::unexpected("cannot start " + program + ": " + std::generic_category().message(code));
  };
  Pair channel;
  Pair control;
  Pair output;
  if (!make_socket_pair(channel) || !make_socket_pair(control) || !make_pipe(output)) return failure(errno);

  SpawnSettings settings;
  settings.connect(channel.theirs.get(), control.theirs.get(), output.theirs.get());
  settings.plain_signals();
  pid_t supervisor = -1;
  if (const int error = settings.spawn(supervisor, program); error != 0) return failure(error);
  return std::make_unique<PosixLink>(io, supervisor, channel.ours.release(), std::move(control.ours),
                                     output.ours.release());
}

}  // namespace mprsim
