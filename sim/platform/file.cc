#include "sim/platform/file.h"

#include <algorithm>
#include <utility>

#include "sim/platform/platform.h"

namespace mprsim {

namespace {

using platform::Attempt;
using platform::EntryKind;

tl::expected<void, FileError> check_name(const std::string& path, Attempt attempt) {
  if (path.empty())
    return tl::unexpected(platform::file_error(FileErrorKind::bad_name, attempt, path, "is empty"));
  if (path.find('\0') != std::string::npos) {
    return tl::unexpected(platform::file_error(FileErrorKind::bad_name, attempt, path, "has a NUL byte"));
  }
  return {};
}

std::string_view verb(Attempt attempt) {
  switch (attempt) {
    case Attempt::read:
      return "cannot be read: ";
    case Attempt::list:
      return "cannot be listed: ";
    case Attempt::write:
      return "cannot be written: ";
  }
  return "";
}

std::string format_size(std::size_t bytes) {
  constexpr std::size_t kibi = 1024;
  constexpr std::size_t mebi = kibi * kibi;
  if (bytes >= mebi && bytes % mebi == 0) return std::to_string(bytes / mebi) + " MiB";
  if (bytes >= kibi && bytes % kibi == 0) return std::to_string(bytes / kibi) + " KiB";
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

// A path with '/' between its parts and none at its end: "a\b" becomes "a/b", "a/" becomes "a".
std::string generic_root(std::string root) {
  if (platform::path_separators().find('\\') != std::string_view::npos)
    std::replace(root.begin(), root.end(), '\\', '/');
  while (root.size() > 1 && root.back() == '/') root.pop_back();
  return root;
}

std::string join(const std::string& directory, const std::string& name) {
  return directory.back() == '/' ? directory + name : directory + "/" + name;
}

class Lister {
 public:
  Lister(std::string root, const ListLimits& limits) : root_(std::move(root)), limits_(limits) {}

  FileResult<std::vector<std::string>> list() {
    if (auto done = walk(root_, 1); !done) return tl::unexpected(std::move(done.error()));
    std::sort(files_.begin(), files_.end());
    return std::move(files_);
  }

 private:
  FileResult<void> walk(const std::string& directory, std::size_t depth) {
    if (depth > limits_.max_depth) {
      return stop("has directories nested more than " + std::to_string(limits_.max_depth) + " deep");
    }
    auto entries = platform::directory_entries(directory);
    if (!entries) return tl::unexpected(std::move(entries.error()));
    for (const auto& entry : *entries) {
      const std::string path = join(directory, entry.name);
      if (entry.kind == EntryKind::directory) {
        if (auto done = walk(path, depth + 1); !done) return done;
      } else if (entry.kind == EntryKind::other) {
        if (files_.size() == limits_.max_files) {
          return stop("holds more than " + std::to_string(limits_.max_files) + " files");
        }
        files_.push_back(path);
      }
    }
    return {};
  }

  FileResult<void> stop(std::string message) const {
    return tl::unexpected(FileError{FileErrorKind::too_large, root_, std::move(message)});
  }

  std::string root_;
  ListLimits limits_;
  std::vector<std::string> files_;
};

// Writes a temporary file in the folder of the target: a rename is one step only within a file system. Its
// name does not contain the target's, which may be as long as the system allows.
FileResult<std::string> write_beside(const std::string& target, std::string_view contents) {
  const std::string stem = directory_part(target) + ".mprsim-" + std::to_string(process_id()) + "-";
  FileResult<void> written;
  std::string path;
  // A name may be taken: by a run that died, or by another thread of this program.
  for (int attempt = 0; attempt < 100; ++attempt) {
    path = stem + std::to_string(attempt) + ".tmp";
    written = platform::write_new_file(path, contents, target);
    if (written || written.error().kind != FileErrorKind::exists) break;
  }
  if (!written) return tl::unexpected(std::move(written.error()));
  return path;
}

}  // namespace

std::string directory_part(const std::string& path) {
  const std::size_t end = path.find_last_of(platform::path_separators());
  return end == std::string::npos ? "" : path.substr(0, end + 1);
}

namespace platform {

FileError file_error(FileErrorKind kind, Attempt attempt, std::string path, std::string_view detail) {
  const auto error = [&](std::string message) {
    return FileError{kind, std::move(path), std::move(message)};
  };
  const auto could_not = [&](std::string_view reason) {
    return error(std::string(verb(attempt)) + std::string(reason));
  };
  switch (kind) {
    case FileErrorKind::missing:
      return attempt == Attempt::write ? could_not("its directory does not exist") : error("does not exist");
    case FileErrorKind::directory:
      return error("is a directory");
    case FileErrorKind::not_directory:
      return error("is not a directory");
    case FileErrorKind::special:
      return error("is not a regular file (" + std::string(detail) + ")");
    case FileErrorKind::denied:
      return could_not("Permission denied");
    case FileErrorKind::symlink_loop:
      return could_not("its symbolic links form a loop");
    case FileErrorKind::exists:
      return could_not("it exists already");
    case FileErrorKind::bad_name:
      return could_not("its name " + std::string(detail));
    case FileErrorKind::too_large:
    case FileErrorKind::other:
      break;
  }
  return could_not(detail);
}

FileError too_large_error(std::string path, std::size_t max_bytes) {
  return {FileErrorKind::too_large, std::move(path), "is larger than the limit of " + format_size(max_bytes)};
}

}  // namespace platform

std::string to_string(const FileError& error) { return error.path + " " + error.message; }

FileResult<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  if (auto named = check_name(path, Attempt::read); !named) return tl::unexpected(std::move(named.error()));
  return platform::read_regular_file(path, max_bytes);
}

bool is_directory(const std::string& path) {
  return check_name(path, Attempt::read).has_value() && platform::is_directory(path);
}

FileResult<std::vector<std::string>> list_files(const std::string& root, const ListLimits& limits) {
  if (auto named = check_name(root, Attempt::list); !named) return tl::unexpected(std::move(named.error()));
  return Lister(generic_root(root), limits).list();
}

FileResult<void> replace_file(const std::string& path, std::string_view contents) {
  if (auto named = check_name(path, Attempt::write); !named) return named;
  // Errors name the path that the caller gave, not the target of a link or a temporary file.
  const auto fail = [&path](FileError error) {
    error.path = path;
    return tl::unexpected(std::move(error));
  };
  auto target = platform::replaceable_target(path);
  if (!target) return fail(std::move(target.error()));
  auto temporary = write_beside(*target, contents);
  if (!temporary) return fail(std::move(temporary.error()));
  if (auto renamed = platform::rename_over(*temporary, *target); !renamed) {
    platform::remove_file(*temporary);
    return fail(std::move(renamed.error()));
  }
  return {};
}

}  // namespace mprsim
