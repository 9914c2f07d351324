#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <windows.h>
#include <bcrypt.h>
#include <psapi.h>

#include "mock_mpr/text/unicode.h"
#include "sim/platform/handle_windows.h"
#include "sim/plugin/host_link.h"

namespace mprsim {
namespace {

namespace asio = boost::asio;

constexpr DWORD pipe_bytes = 65'536;
// How long end() waits for the processes of a job. After that the system ends them when it can.
constexpr int most_milliseconds_to_end = 5'000;
// Between the tries there is a pause, which doubles each time.
constexpr int most_tries_to_create = 5;
constexpr DWORD first_pause = 10;

struct Pair {
  Handle ours, theirs;
};

std::wstring wide(std::string_view text) {
  const std::u16string units = to_utf16(text);
  return {units.begin(), units.end()};
}

SECURITY_ATTRIBUTES inheritable() noexcept { return {sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE}; }

// Asio cannot wait for an anonymous pipe, so the pipe has a name. Another process cannot guess the name, and
// it works for one connection only.
bool make_pipe(Pair& pair, DWORD our_access, DWORD their_access) {
  std::array<unsigned char, 16> random{};
  if (BCryptGenRandom(nullptr, random.data(), static_cast<ULONG>(random.size()),
                      BCRYPT_USE_SYSTEM_PREFERRED_RNG) < 0) {
    return false;
  }
  std::wstring name = LR"(\\.\pipe\mprsim-host-)";
  for (const unsigned char byte : random) name += std::to_wstring(byte) + L"-";
  pair.ours = Handle(CreateNamedPipeW(
      name.c_str(), our_access | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
      PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, pipe_bytes, pipe_bytes, 0, nullptr));
  SECURITY_ATTRIBUTES security = inheritable();
  pair.theirs = Handle(CreateFileW(name.c_str(), their_access, 0, &security, OPEN_EXISTING, 0, nullptr));
  return pair.ours && pair.theirs;
}

Handle make_job(std::uint64_t memory_limit) {
  Handle job(CreateJobObjectW(nullptr, nullptr));
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE |
                                            JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION |
                                            JOB_OBJECT_LIMIT_JOB_MEMORY;
  limits.JobMemoryLimit = static_cast<SIZE_T>(memory_limit);
  if (job &&
      SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits) == 0) {
    return {};
  }
  return job;
}

// The host inherits only the handles in this list, even if another thread starts a process at the same time.
class StartupInfo {
 public:
  StartupInfo(HANDLE input, HANDLE output, HANDLE channel) : handles_{input, output, channel} {
    SIZE_T bytes = 0;
    InitializeProcThreadAttributeList(nullptr, 1, 0, &bytes);
    memory_.resize(bytes);
    info_.StartupInfo.cb = sizeof info_;
    info_.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    info_.StartupInfo.hStdInput = input;
    info_.StartupInfo.hStdOutput = output;
    info_.StartupInfo.hStdError = output;
    auto* list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.data());
    if (InitializeProcThreadAttributeList(list, 1, 0, &bytes) == 0) return;
    info_.lpAttributeList = list;
    UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles_.data(),
                              handles_.size() * sizeof(HANDLE), nullptr, nullptr);
  }
  ~StartupInfo() {
    if (info_.lpAttributeList != nullptr) DeleteProcThreadAttributeList(info_.lpAttributeList);
  }
  StartupInfo(const StartupInfo&) = delete;
  StartupInfo& operator=(const StartupInfo&) = delete;

  STARTUPINFOW* get() noexcept { return &info_.StartupInfo; }

 private:
  std::array<HANDLE, 3> handles_;
  std::vector<std::byte> memory_;
  STARTUPINFOEXW info_{};
};

// Starts the host suspended, so that it is in the job before it runs. Under Wine a process sometimes ends
// before any of it has run, and CreateProcess then fails with ERROR_INTERNAL_ERROR. The next try usually
// works.
bool create_process(const std::wstring& program, const Pair& channel, StartupInfo& startup,
                    PROCESS_INFORMATION& started) {
  for (int tries = 1;; ++tries) {
    std::wstring command =
        L"\"" + program + L"\" " + std::to_wstring(reinterpret_cast<std::intptr_t>(channel.theirs.get()));
    if (CreateProcessW(program.c_str(), command.data(), nullptr, nullptr, TRUE,
                       CREATE_SUSPENDED | EXTENDED_STARTUPINFO_PRESENT | CREATE_NO_WINDOW, nullptr, nullptr,
                       startup.get(), &started) != 0) {
      return true;
    }
    if (GetLastError() != ERROR_INTERNAL_ERROR || tries == most_tries_to_create) return false;
    Sleep(first_pause << (tries - 1));
  }
}

class WindowsLink final : public HostLink {
 public:
  WindowsLink(asio::io_context& io, Handle process, Handle job, Handle channel, Handle output)
      : process_(std::move(process)),
        job_(std::move(job)),
        channel_(io, channel.release()),
        output_(io, output.release()) {}
  ~WindowsLink() override { end({}); }

  ChannelStream& channel() override { return channel_; }
  OutputStream& output() override { return output_; }

  bool died() noexcept override { return WaitForSingleObject(process_.get(), 0) == WAIT_OBJECT_0; }

  HostDeath end(std::chrono::milliseconds grace) noexcept override {
    if (!job_) return death_;
    const bool on_its_own =
        WaitForSingleObject(process_.get(), static_cast<DWORD>(grace.count())) == WAIT_OBJECT_0;
    DWORD code = 0;
    if (on_its_own) GetExitCodeProcess(process_.get(), &code);
    TerminateJobObject(job_.get(), 1);
    for (int waited = 0; waited < most_milliseconds_to_end && processes_are_left(); ++waited) Sleep(1);
    WaitForSingleObject(process_.get(), most_milliseconds_to_end);
    job_ = Handle();
    if (on_its_own) death_ = HostDeath::of_system_status(code).with_cause(true);
    return death_;
  }

  std::optional<std::uint64_t> memory_in_use(std::uint64_t /*process_id*/) const noexcept override {
    PROCESS_MEMORY_COUNTERS counters{};
    if (GetProcessMemoryInfo(process_.get(), &counters, sizeof counters) == 0) return std::nullopt;
    return counters.WorkingSetSize;
  }

 private:
  bool processes_are_left() const noexcept {
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION accounting{};
    return QueryInformationJobObject(job_.get(), JobObjectBasicAccountingInformation, &accounting,
                                     sizeof accounting, nullptr) != 0 &&
           accounting.ActiveProcesses > 0;
  }

  Handle process_;
  Handle job_;
  asio::windows::stream_handle channel_;
  asio::windows::stream_handle output_;
  HostDeath death_;
};

}  // namespace

tl::expected<std::unique_ptr<HostLink>, std::string> HostLink::open(asio::io_context& io,
                                                                    const std::string& program,
                                                                    std::uint64_t memory_limit) {
  // Reads GetLastError(), so it must come directly after the function that failed.
  const auto failure = [&](std::string_view function) {
    const DWORD code = GetLastError();
    return tl::unexpected("cannot start " + program + ": " + std::string(function) + ": error " +
                          std::to_string(code));
  };
  Pair channel;
  Pair output;
  if (!make_pipe(channel, PIPE_ACCESS_DUPLEX, GENERIC_READ | GENERIC_WRITE) ||
      !make_pipe(output, PIPE_ACCESS_INBOUND, GENERIC_WRITE)) {
    return failure("CreateNamedPipe");
  }
  SECURITY_ATTRIBUTES security = inheritable();
  const Handle input(CreateFileW(L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, &security,
                                 OPEN_EXISTING, 0, nullptr));
  if (!input) return failure("CreateFile");
  Handle job = make_job(memory_limit);
  if (!job) return failure("CreateJobObject");

  StartupInfo startup(input.get(), output.theirs.get(), channel.theirs.get());
  PROCESS_INFORMATION started{};
  if (!create_process(wide(program), channel, startup, started)) return failure("CreateProcess");
  Handle process(started.hProcess);
  const Handle thread(started.hThread);
  const auto give_up = [&](std::string_view function) {
    auto why = failure(function);
    TerminateProcess(process.get(), 1);
    return why;
  };
  if (AssignProcessToJobObject(job.get(), process.get()) == 0) return give_up("AssignProcessToJobObject");
  if (ResumeThread(thread.get()) == static_cast<DWORD>(-1)) return give_up("ResumeThread");
  return std::make_unique<WindowsLink>(io, std::move(process), std::move(job), std::move(channel.ours),
                                       std::move(output.ours));
}

}  // namespace mprsim
