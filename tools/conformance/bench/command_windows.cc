#include <utility>

#include <windows.h>

#include "mock_mpr/text/unicode.h"
#include "tools/conformance/bench/command.h"

namespace mprsim {
namespace {

class Handle {
 public:
  explicit Handle(HANDLE handle) noexcept : handle_(handle) {}
  ~Handle() {
    if (handle_ != nullptr) CloseHandle(handle_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  HANDLE get() const noexcept { return handle_; }

 private:
  HANDLE handle_;
};

// One word so that CommandLineToArgvW reads it back: backslashes count only before a quote.
std::string quoted_word(const std::string& word) {
  if (!word.empty() && word.find_first_of(" \t\"") == std::string::npos) return word;
  std::string text = "\"";
  std::size_t backslashes = 0;
  for (const char c : word) {
    if (c == '"') text.append(backslashes + 1, '\\');
    backslashes = c == '\\' ? backslashes + 1 : 0;
    text.push_back(c);
  }
  text.append(backslashes, '\\');
  return text + "\"";
}

std::wstring wide(const std::string& text) {
  const std::u16string units = to_utf16(text);
  return {units.begin(), units.end()};
}

std::wstring command_line(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line.push_back(' ');
    line += quoted_word(word);
  }
  return wide(line);
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& words, std::chrono::milliseconds limit) {
  std::wstring line = command_line(words);
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION started{};
  if (CreateProcessW(nullptr, line.data(), nullptr, nullptr, FALSE,
                     CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP, nullptr, nullptr, &startup,
                     &started) == 0) {
    return {};
  }
  const Handle process(started.hProcess);
  const Handle thread(started.hThread);
  if (WaitForSingleObject(process.get(), static_cast<DWORD>(limit.count())) != WAIT_OBJECT_0) {
    TerminateProcess(process.get(), 1);
    return {CommandEnd::timed_out};
  }
  DWORD code = 0;
  if (GetExitCodeProcess(process.get(), &code) == 0) return {CommandEnd::killed};
  return {CommandEnd::exited, code};
}

}  // namespace mprsim
