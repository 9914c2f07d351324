#include <cerrno>
#include <climits>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/platform/descriptor_posix.h"
#include "sim/platform/platform.h"

namespace mprsim {

namespace {

int descriptor_of(StandardStream stream) noexcept {
  switch (stream) {
    case StandardStream::input:
      return STDIN_FILENO;
    case StandardStream::output:
      return STDOUT_FILENO;
    case StandardStream::error:
      return STDERR_FILENO;
  }
  return -1;
}

}  // namespace

bool is_terminal(StandardStream stream) noexcept { return isatty(descriptor_of(stream)) == 1; }

std::optional<unsigned> terminal_width(StandardStream stream) noexcept {
  winsize size{};
  if (ioctl(descriptor_of(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return size.ws_col;
}

std::optional<std::string> environment_variable(const std::string& name) {
  const char* value =
      std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  if (value == nullptr) return std::nullopt;
  return value;
}

std::vector<std::string> command_line_arguments(int argc, const char* const* argv) {
  return {argv, argv + argc};
}

std::uint32_t process_id() noexcept { return static_cast<std::uint32_t>(getpid()); }

std::string_view shared_library_extension() noexcept { return ".so"; }

// Nothing to do: POSIX streams carry bytes unchanged, and terminals understand UTF-8.
struct PortableConsole::Saved {};
PortableConsole::PortableConsole() = default;
PortableConsole::~PortableConsole() = default;

namespace platform {

namespace {

tl::unexpected<FileError> system_error(Attempt attempt, const std::string& path) {
  const int code = errno;
  const auto error = [&](FileErrorKind kind, std::string_view detail = {}) {
    return tl::unexpected(file_error(kind, attempt, path, detail));
  };
  switch (code) {
    case ENOENT:
      return error(FileErrorKind::missing);
    case ENOTDIR:
      return error(attempt == Attempt::list ? FileErrorKind::not_directory : FileErrorKind::missing);
    case EISDIR:
      return error(FileErrorKind::directory);
    case EACCES:
    case EPERM:
      return error(FileErrorKind::denied);
    case ELOOP:
      return error(FileErrorKind::symlink_loop);
    case EEXIST:
      return error(FileErrorKind::exists);
    case ENAMETOOLONG:
      return error(FileErrorKind::bad_name, "is too long");
    default:
      return error(FileErrorKind::other, std::generic_category().message(code));
  }
}

FileResult<void> expect_regular(const struct stat& status, Attempt attempt, const std::string& path) {
  const auto error = [&](FileErrorKind kind, std::string_view detail = {}) {
    return tl::unexpected(file_error(kind, attempt, path, detail));
  };
  switch (status.st_mode & S_IFMT) {
    case S_IFREG:
      return {};
    case S_IFDIR:
      return error(FileErrorKind::directory);
    case S_IFIFO:
      return error(FileErrorKind::special, "a FIFO");
    case S_IFSOCK:
      return error(FileErrorKind::special, "a socket");
    default:
      return error(FileErrorKind::special, "a device");
  }
}

// The kind of the file is checked before it is opened, because opening a device or a FIFO may have an effect.
// It is checked again afterwards, because the file may have been replaced meanwhile; O_NONBLOCK makes sure
// that even then the call does not wait.
FileResult<Descriptor> open_regular(const std::string& path, struct stat& status) {
  if (stat(path.c_str(), &status) != 0) return system_error(Attempt::read, path);
  if (auto regular = expect_regular(status, Attempt::read, path); !regular) {
    return tl::unexpected(std::move(regular.error()));
  }
  Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (!file || fstat(file.get(), &status) != 0) return system_error(Attempt::read, path);
  if (auto regular = expect_regular(status, Attempt::read, path); !regular) {
    return tl::unexpected(std::move(regular.error()));
  }
  return file;
}

bool write_all(int descriptor, std::string_view contents) {
  while (!contents.empty()) {
    const ssize_t count = write(descriptor, contents.data(), contents.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    contents.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// The new file also gets the owner of the model if the system allows that: if root edits a file of a user, it
// stays the user's.
bool copy_permissions(int descriptor, const struct stat& model) {
  const bool owned = fchown(descriptor, model.st_uid, model.st_gid) == 0 || errno == EPERM || errno == EINVAL;
  return owned && fchmod(descriptor, model.st_mode & 0777) == 0;
}

EntryKind kind_of(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return EntryKind::other;
  const bool is_link = lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
  return is_link ? EntryKind::link_to_directory : EntryKind::directory;
}

std::string directory_of(const std::string& path) {
  const std::size_t end = path.rfind('/');
  return end == std::string::npos ? "" : path.substr(0, end + 1);
}

// The target of a symbolic link; empty if `path` is not one.
std::optional<std::string> read_link(const std::string& path) {
  std::string target(PATH_MAX, '\0');
  const ssize_t length = readlink(path.c_str(), target.data(), target.size());
  if (length <= 0) return std::nullopt;
  target.resize(static_cast<std::size_t>(length));
  return target.front() == '/' ? target : directory_of(path) + target;
}

}  // namespace

FileResult<std::string> read_regular_file(const std::string& path, std::size_t max_bytes) {
  struct stat status {};
  auto file = open_regular(path, status);
  if (!file) return tl::unexpected(std::move(file.error()));
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > max_bytes) return tl::unexpected(too_large_error(path, max_bytes));

  // The size is only a hint: a file may grow meanwhile, and files under /proc report 0.
  constexpr std::size_t growth = 65'536;
  std::string contents(size + 1, '\0');
  std::size_t used = 0;
  for (;;) {
    if (used == contents.size()) contents.resize(used + growth);
    const ssize_t count = read(file->get(), contents.data() + used, contents.size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error(Attempt::read, path);
    used += static_cast<std::size_t>(count);
    if (used > max_bytes) return tl::unexpected(too_large_error(path, max_bytes));
    if (count == 0) break;
  }
  contents.resize(used);
  return contents;
}

bool is_directory(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

FileResult<std::vector<DirectoryEntry>> directory_entries(const std::string& path) {
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir(path.c_str()), closedir);
  if (!directory) return system_error(Attempt::list, path);
  std::vector<DirectoryEntry> entries;
  const std::string prefix = path + "/";
  for (;;) {
    errno = 0;
    const dirent* entry = readdir(directory.get());  // NOLINT(concurrency-mt-unsafe): the stream is our own
    if (entry == nullptr) break;
    std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    const EntryKind kind = entry->d_type == DT_REG ? EntryKind::other : kind_of(prefix + name);
    entries.push_back({std::move(name), kind});
  }
  if (errno != 0) return system_error(Attempt::list, path);
  return entries;
}

FileResult<std::string> replaceable_target(const std::string& path) {
  constexpr int most_links = 40;
  std::string target = path;
  for (int links = 0; auto next = read_link(target); ++links) {
    if (links == most_links)
      return tl::unexpected(file_error(FileErrorKind::symlink_loop, Attempt::write, path));
    target = std::move(*next);
  }
  struct stat status {};
  if (stat(target.c_str(), &status) != 0) {
    if (errno == ENOENT) return target;
    return system_error(Attempt::write, path);
  }
  if (auto regular = expect_regular(status, Attempt::write, path); !regular) {
    return tl::unexpected(std::move(regular.error()));
  }
  // A rename would replace a write-protected file too, which its owner protected on purpose.
  if (faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) return system_error(Attempt::write, path);
  return target;
}

FileResult<void> write_new_file(const std::string& path, std::string_view contents,
                                const std::string& model) {
  struct stat status {};
  const bool has_model = stat(model.c_str(), &status) == 0;
  // No other user may read the file until it has the permissions of the model.
  const mode_t mode = has_model ? 0600 : 0666;
  Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!file) return system_error(Attempt::write, path);
  const bool written = write_all(file.get(), contents) &&
                       (!has_model || copy_permissions(file.get(), status)) && fsync(file.get()) == 0 &&
                       file.close();
  if (written) return {};
  auto error = system_error(Attempt::write, path);
  remove_file(path);
  return error;
}

FileResult<void> rename_over(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) != 0) return system_error(Attempt::write, to);
  // Syncs the directory, so that the new name survives a power cut. The file is already replaced, so that a
  // failure of the sync is not reported.
  const std::string directory = directory_of(to);
  const Descriptor parent(
      open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (parent) fsync(parent.get());
  return {};
}

void remove_file(const std::string& path) noexcept { unlink(path.c_str()); }

std::string_view path_separators() noexcept { return "/"; }

}  // namespace platform

}  // namespace mprsim
