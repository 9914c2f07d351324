#include <map>
#include <string>

#include <windows.h>

#include "tools/conformance/bench/real_files.h"

namespace mprsim {

// By the handle that the bench knows: never used twice, unlike the system's.
class RealFiles::Impl {
 public:
  std::map<std::uint64_t, HANDLE> files;
  std::uint64_t last = 0;
};

RealFiles::RealFiles() : impl_(std::make_unique<Impl>()) {}
RealFiles::~RealFiles() { close_all(); }

bool RealFiles::available() noexcept { return true; }

BenchAnswer RealFiles::open(const std::u16string& drive) {
  const std::uint64_t number = ++impl_->last;
  std::wstring path(drive.begin(), drive.end());
  path +=
      L"\\mprsim-bench-" + std::to_wstring(GetCurrentProcessId()) + L"-" + std::to_wstring(number) + L".tmp";
  const HANDLE file = CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, nullptr,
                                  CREATE_NEW, FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, nullptr);
  if (file == INVALID_HANDLE_VALUE) return {Status{GetLastError()}};
  impl_->files[number] = file;
  return {wn::success, number};
}

Status RealFiles::touch(std::uint64_t handle) {
  const auto found = impl_->files.find(handle);
  if (found == impl_->files.end()) return wn::bad_handle;
  DWORD written = 0;
  const bool works =
      WriteFile(found->second, "x", 1, &written, nullptr) != 0 && FlushFileBuffers(found->second) != 0;
  return works ? wn::success : Status{GetLastError()};
}

Status RealFiles::close(std::uint64_t handle) {
  const auto found = impl_->files.find(handle);
  if (found == impl_->files.end()) return wn::bad_handle;
  CloseHandle(found->second);
  impl_->files.erase(found);
  return wn::success;
}

void RealFiles::close_all() {
  for (const auto& [number, file] : impl_->files) CloseHandle(file);
  impl_->files.clear();
}

}  // namespace mprsim
