// Files, read and written so that hostile input is a clear message and never a hang or half a file.
// Paths are UTF-8 on every platform. Nothing here throws (but for lack of memory): trouble is a FileError.
// Thread-safety: safe from any thread, as far as the file system is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace mprsim {

enum class FileErrorKind : std::uint8_t {
  missing,        // it, or a folder on the way to it, does not exist
  directory,      // a file was wanted
  not_directory,  // a directory was wanted
  special,        // a FIFO, a socket, a device: neither file nor directory
  denied,         // permission
  symlink_loop,   // symbolic links that never end
  too_large,      // or, for a listing: too many files, or folders nested too deep
  bad_name,       // empty, with a NUL byte, or not a possible name
  exists,         // a new file was wanted
  other,          // anything else the system reports
};

// `message` continues a sentence that starts with the path: "is a directory", "cannot be read: Permission
// denied".
struct FileError {
  FileErrorKind kind;
  std::string path;
  std::string message;

  friend bool operator==(const FileError&, const FileError&) = default;
};

// "<path> <message>", for programs that have no better place for the path.
std::string to_string(const FileError& error);

template <class T>
using FileResult = tl::expected<T, FileError>;

// What comes before the name of the file, with the separator at its end; "" if nothing does.
std::string directory_part(const std::string& path);

// The bytes of a regular file; symbolic links are followed. Never blocks on a FIFO or a device, and opens
// neither. A file of more than `max_bytes` is an error, found without reading all of it.
FileResult<std::string> read_file(const std::string& path, std::size_t max_bytes);

// Whether `path` is a directory or a symbolic link to one. False for whatever cannot be looked at.
bool is_directory(const std::string& path);

struct ListLimits {
  std::size_t max_files = 100'000;
  std::size_t max_depth = 64;
};

// The files under a directory as "<root>/<folder>/<file>", '/' on every platform, in the order of their
// bytes. Listed is every name that is not a directory, so that a FIFO or a dangling link is reported by
// whoever reads it rather than left out unseen. A symbolic link to a directory is not followed (but `root`
// may be one): no loops. On failure nothing is listed.
FileResult<std::vector<std::string>> list_files(const std::string& root, const ListLimits& limits = {});

// Replaces the contents of a file in one step, or makes it: whoever reads it sees the old or the new bytes,
// whole. The bytes are on disk before the old file goes. Permission bits stay; a symbolic link stays and its
// target changes. On failure the old file is as it was and no other file is left behind.
FileResult<void> replace_file(const std::string& path, std::string_view contents);

}  // namespace mprsim
