#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <utility>

#include <windows.h>
#include <fcntl.h>
#include <io.h>
#include <shellapi.h>

#include "sim/platform/handle_windows.h"
#include "sim/platform/platform.h"

namespace mprsim {

namespace {

// Empty if the text is not valid UTF-8.
std::optional<std::wstring> to_wide(std::string_view text) {
  if (text.empty()) return std::wstring();
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return std::nullopt;
  const int size = static_cast<int>(text.size());
  const int needed = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text.data(), size, nullptr, 0);
  if (needed <= 0) return std::nullopt;
  std::wstring wide(static_cast<std::size_t>(needed), L'\0');
  MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text.data(), size, wide.data(), needed);
  return wide;
}

// Half of a surrogate pair, which Windows allows in names, becomes U+FFFD.
std::string to_utf8(std::wstring_view wide) {
  if (wide.empty()) return {};
  const int size = static_cast<int>(wide.size());
  const int needed = WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, nullptr, 0, nullptr, nullptr);
  std::string text(static_cast<std::size_t>(std::max(needed, 0)), '\0');
  WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, text.data(), needed, nullptr, nullptr);
  return text;
}

HANDLE handle_of(StandardStream stream) noexcept {
  switch (stream) {
    case StandardStream::input:
      return GetStdHandle(STD_INPUT_HANDLE);
    case StandardStream::output:
      return GetStdHandle(STD_OUTPUT_HANDLE);
    case StandardStream::error:
      return GetStdHandle(STD_ERROR_HANDLE);
  }
  return nullptr;
}

}  // namespace

bool is_terminal(StandardStream stream) noexcept {
  DWORD mode = 0;
  return GetConsoleMode(handle_of(stream), &mode) != 0;
}

std::optional<unsigned> terminal_width(StandardStream stream) noexcept {
  CONSOLE_SCREEN_BUFFER_INFO info{};
  if (!GetConsoleScreenBufferInfo(handle_of(stream), &info)) return std::nullopt;
  const int columns = info.srWindow.Right - info.srWindow.Left + 1;
  if (columns <= 0) return std::nullopt;
  return static_cast<unsigned>(columns);
}

std::optional<std::string> environment_variable(const std::string& name) {
  const auto wide_name = to_wide(name.c_str());
  if (!wide_name || wide_name->empty()) return std::nullopt;
  std::wstring value(256, L'\0');
  for (;;) {
    SetLastError(ERROR_SUCCESS);
    const DWORD length =
        GetEnvironmentVariableW(wide_name->c_str(), value.data(), static_cast<DWORD>(value.size()));
    if (length == 0 && GetLastError() != ERROR_SUCCESS) return std::nullopt;
    const bool fitted = length < value.size();
    value.resize(length);
    if (fitted) return to_utf8(value);
  }
}

std::vector<std::string> command_line_arguments(int, const char* const*) {
  int count = 0;
  const std::unique_ptr<LPWSTR, decltype(&LocalFree)> wide(CommandLineToArgvW(GetCommandLineW(), &count),
                                                           LocalFree);
  std::vector<std::string> arguments;
  if (!wide) return arguments;
  for (int i = 0; i < count; ++i) arguments.push_back(to_utf8(wide.get()[i]));
  return arguments;
}

std::uint32_t process_id() noexcept { return GetCurrentProcessId(); }

std::string_view shared_library_extension() noexcept { return ".dll"; }

struct PortableConsole::Saved {
  struct Stream {
    HANDLE handle;
    DWORD mode;
  };
  UINT input_code_page = GetConsoleCP();
  UINT output_code_page = GetConsoleOutputCP();
  std::vector<Stream> coloured;
};

PortableConsole::PortableConsole() : saved_(std::make_unique<Saved>()) {
  for (FILE* file : {stdin, stdout, stderr}) _setmode(_fileno(file), _O_BINARY);
  SetConsoleCP(CP_UTF8);
  SetConsoleOutputCP(CP_UTF8);
  for (const StandardStream stream : {StandardStream::output, StandardStream::error}) {
    const HANDLE handle = handle_of(stream);
    DWORD mode = 0;
    if (!GetConsoleMode(handle, &mode)) continue;
    if (SetConsoleMode(handle, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING))
      saved_->coloured.push_back({handle, mode});
  }
}

PortableConsole::~PortableConsole() {
  // The buffered output is written first: it was meant for the console as it is now. The streams are restored
  // in reverse order, because both may be one console, whose first saved state is the original one.
  std::fflush(stdout);
  std::fflush(stderr);
  for (auto stream = saved_->coloured.rbegin(); stream != saved_->coloured.rend(); ++stream) {
    SetConsoleMode(stream->handle, stream->mode);
  }
  // 0: there was no console.
  if (saved_->input_code_page != 0) SetConsoleCP(saved_->input_code_page);
  if (saved_->output_code_page != 0) SetConsoleOutputCP(saved_->output_code_page);
}

namespace platform {

namespace {

tl::unexpected<FileError> system_error(Attempt attempt, const std::string& path) {
  const DWORD code = GetLastError();
  const auto error = [&](FileErrorKind kind, std::string_view detail = {}) {
    return tl::unexpected(file_error(kind, attempt, path, detail));
  };
  switch (code) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_DRIVE:
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
      return error(FileErrorKind::missing);
    case ERROR_DIRECTORY:
      return error(FileErrorKind::not_directory);
    case ERROR_ACCESS_DENIED:
    case ERROR_WRITE_PROTECT:
      return error(FileErrorKind::denied);
    case ERROR_CANT_RESOLVE_FILENAME:
      return error(FileErrorKind::symlink_loop);
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
      return error(FileErrorKind::exists);
    case ERROR_INVALID_NAME:
    case ERROR_BAD_PATHNAME:
      return error(FileErrorKind::bad_name, "is not a possible file name");
    case ERROR_FILENAME_EXCED_RANGE:
      return error(FileErrorKind::bad_name, "is too long");
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
      return error(FileErrorKind::other, "another program is using it");
    case ERROR_DISK_FULL:
      return error(FileErrorKind::other, "No space left on device");
    default:
      return error(FileErrorKind::other, "system error " + std::to_string(code));
  }
}

// An absolute path near MAX_PATH needs the prefix \\?\, and after that prefix a path must be complete and
// have backslashes.
std::wstring with_long_prefix(const std::wstring& path) {
  constexpr DWORD close_to_max_path = 240;
  const DWORD needed = GetFullPathNameW(path.c_str(), 0, nullptr, nullptr);
  if (needed < close_to_max_path) return path;
  std::wstring full(needed, L'\0');
  full.resize(GetFullPathNameW(path.c_str(), needed, full.data(), nullptr));
  if (full.starts_with(L"\\\\?\\") || full.starts_with(L"\\\\.\\")) return full;
  if (full.starts_with(L"\\\\")) return L"\\\\?\\UNC" + full.substr(1);
  return L"\\\\?\\" + full;
}

FileResult<std::wstring> wide_path(const std::string& path, Attempt attempt) {
  const auto wide = to_wide(path);
  if (!wide) return tl::unexpected(file_error(FileErrorKind::bad_name, attempt, path, "is not valid UTF-8"));
  return with_long_prefix(*wide);
}

// All sharing is allowed, so that other programs can use the file meanwhile. With backup semantics a
// directory can be opened too; otherwise it would look like a file without permission.
HANDLE open_existing(const std::wstring& path, DWORD access) {
  return CreateFileW(path.c_str(), access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                     OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
}

FileResult<void> expect_regular(const Handle& file, Attempt attempt, const std::string& path) {
  const auto error = [&](FileErrorKind kind, std::string_view detail = {}) {
    return tl::unexpected(file_error(kind, attempt, path, detail));
  };
  const DWORD type = GetFileType(file.get());
  if (type == FILE_TYPE_PIPE) return error(FileErrorKind::special, "a FIFO");
  if (type != FILE_TYPE_DISK) return error(FileErrorKind::special, "a device");
  BY_HANDLE_FILE_INFORMATION information{};
  if (!GetFileInformationByHandle(file.get(), &information)) return system_error(attempt, path);
  if (information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) return error(FileErrorKind::directory);
  return {};
}

constexpr DWORD largest_transfer = 1U << 20;

bool write_all(HANDLE file, std::string_view contents) {
  while (!contents.empty()) {
    const auto part = static_cast<DWORD>(std::min<std::size_t>(contents.size(), largest_transfer));
    DWORD count = 0;
    if (!WriteFile(file, contents.data(), part, &count, nullptr)) return false;
    contents.remove_prefix(count);
  }
  return true;
}

EntryKind kind_of(const WIN32_FIND_DATAW& found) {
  if (!(found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY)) return EntryKind::other;
  if (!(found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT)) return EntryKind::directory;
  // Other reparse points (for example a folder that is kept in a cloud) count as normal directories. The
  // links of Wine have no tag.
  const DWORD tag = found.dwReserved0;
  const bool is_link = tag == IO_REPARSE_TAG_SYMLINK || tag == IO_REPARSE_TAG_MOUNT_POINT || tag == 0;
  return is_link ? EntryKind::link_to_directory : EntryKind::directory;
}

}  // namespace

FileResult<std::string> read_regular_file(const std::string& path, std::size_t max_bytes) {
  const auto wide = wide_path(path, Attempt::read);
  if (!wide) return tl::unexpected(wide.error());
  const Handle file(open_existing(*wide, GENERIC_READ));
  if (!file) return system_error(Attempt::read, path);
  if (auto regular = expect_regular(file, Attempt::read, path); !regular) {
    return tl::unexpected(std::move(regular.error()));
  }
  LARGE_INTEGER size{};
  if (!GetFileSizeEx(file.get(), &size)) return system_error(Attempt::read, path);
  if (static_cast<std::uint64_t>(size.QuadPart) > max_bytes)
    return tl::unexpected(too_large_error(path, max_bytes));

  // The size is only a hint: a file may grow meanwhile.
  constexpr std::size_t growth = 65'536;
  std::string contents(static_cast<std::size_t>(size.QuadPart) + 1, '\0');
  std::size_t used = 0;
  for (;;) {
    if (used == contents.size()) contents.resize(used + growth);
    const auto part = static_cast<DWORD>(std::min<std::size_t>(contents.size() - used, largest_transfer));
    DWORD count = 0;
    if (!ReadFile(file.get(), contents.data() + used, part, &count, nullptr)) {
      return system_error(Attempt::read, path);
    }
    used += count;
    if (used > max_bytes) return tl::unexpected(too_large_error(path, max_bytes));
    if (count == 0) break;
  }
  contents.resize(used);
  return contents;
}

bool is_directory(const std::string& path) {
  const auto wide = wide_path(path, Attempt::read);
  if (!wide) return false;
  const Handle file(open_existing(*wide, FILE_READ_ATTRIBUTES));
  BY_HANDLE_FILE_INFORMATION information{};
  return file && GetFileType(file.get()) == FILE_TYPE_DISK &&
         GetFileInformationByHandle(file.get(), &information) &&
         (information.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY);
}

FileResult<std::vector<DirectoryEntry>> directory_entries(const std::string& path) {
  // Checked first, because a search in a file and a search in a missing directory fail with the same error.
  const auto wide = wide_path(path, Attempt::list);
  if (!wide) return tl::unexpected(wide.error());
  if (const Handle itself(open_existing(*wide, FILE_READ_ATTRIBUTES)); !itself) {
    return system_error(Attempt::list, path);
  }
  if (!is_directory(path))
    return tl::unexpected(file_error(FileErrorKind::not_directory, Attempt::list, path));
  const auto pattern = wide_path(path + "/*", Attempt::list);
  if (!pattern) return tl::unexpected(pattern.error());

  WIN32_FIND_DATAW found{};
  const std::unique_ptr<void, decltype(&FindClose)> search(
      FindFirstFileExW(pattern->c_str(), FindExInfoBasic, &found, FindExSearchNameMatch, nullptr, 0),
      FindClose);
  if (search.get() == INVALID_HANDLE_VALUE) return system_error(Attempt::list, path);
  std::vector<DirectoryEntry> entries;
  do {
    const std::wstring_view name = found.cFileName;
    if (name != L"." && name != L"..") entries.push_back({to_utf8(name), kind_of(found)});
  } while (FindNextFileW(search.get(), &found));
  if (GetLastError() != ERROR_NO_MORE_FILES) return system_error(Attempt::list, path);
  return entries;
}

FileResult<std::string> replaceable_target(const std::string& path) {
  const auto wide = wide_path(path, Attempt::write);
  if (!wide) return tl::unexpected(wide.error());
  const Handle file(open_existing(*wide, FILE_READ_ATTRIBUTES));
  if (!file) {
    if (GetLastError() == ERROR_FILE_NOT_FOUND) return path;
    return system_error(Attempt::write, path);
  }
  if (auto regular = expect_regular(file, Attempt::write, path); !regular) {
    return tl::unexpected(std::move(regular.error()));
  }
  BY_HANDLE_FILE_INFORMATION information{};
  if (!GetFileInformationByHandle(file.get(), &information)) return system_error(Attempt::write, path);
  if (information.dwFileAttributes & FILE_ATTRIBUTE_READONLY) {
    return tl::unexpected(file_error(FileErrorKind::denied, Attempt::write, path));
  }
  const DWORD attributes = GetFileAttributesW(wide->c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES || !(attributes & FILE_ATTRIBUTE_REPARSE_POINT)) return path;
  std::wstring target(32'768, L'\0');
  const DWORD length =
      GetFinalPathNameByHandleW(file.get(), target.data(), static_cast<DWORD>(target.size()), 0);
  if (length == 0 || length >= target.size()) return system_error(Attempt::write, path);
  return to_utf8(std::wstring_view(target).substr(0, length));
}

// The file inherits the permissions of its directory, as every new file does. A read-only target was refused
// before.
FileResult<void> write_new_file(const std::string& path, std::string_view contents, const std::string&) {
  const auto wide = wide_path(path, Attempt::write);
  if (!wide) return tl::unexpected(wide.error());
  Handle file(
      CreateFileW(wide->c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!file) return system_error(Attempt::write, path);
  if (write_all(file.get(), contents) && FlushFileBuffers(file.get()) && file.close()) return {};
  auto error = system_error(Attempt::write, path);
  file.close();
  remove_file(path);
  return error;
}

FileResult<void> rename_over(const std::string& from, const std::string& to) {
  const auto wide_from = wide_path(from, Attempt::write);
  if (!wide_from) return tl::unexpected(wide_from.error());
  const auto wide_to = wide_path(to, Attempt::write);
  if (!wide_to) return tl::unexpected(wide_to.error());
  if (!MoveFileExW(wide_from->c_str(), wide_to->c_str(),
                   MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) {
    return system_error(Attempt::write, to);
  }
  return {};
}

void remove_file(const std::string& path) noexcept {
  if (const auto wide = wide_path(path, Attempt::write)) DeleteFileW(wide->c_str());
}

std::string_view path_separators() noexcept { return "/\\:"; }

}  // namespace platform

}  // namespace mprsim
