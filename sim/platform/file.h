// Reading and writing of files. A hostile or unusual file gives a clear message; it never makes the program
// hang, and never leaves half a file.
//
// Page: docs/architecture.md, "Input is hostile". Paths are UTF-8 on every platform; sizes are bytes.
// Thread-safety: safe from any thread, as far as the file system is. Failure: a FileError says what is wrong.
// Nothing throws but std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace mprsim {

enum class FileErrorKind : std::uint8_t {
  missing,        ///< the file, or a folder on the way to it, does not exist
  directory,      ///< the path is a directory, but a file is needed
  not_directory,  ///< the path is not a directory, but one is needed
  special,        ///< a FIFO, a socket or a device: neither a regular file nor a directory
  denied,         ///< no permission
  symlink_loop,   ///< symbolic links that never end
  too_large,      ///< more bytes than the limit; for a listing: too many files, or folders nested too deep
  bad_name,       ///< the name is empty, has a NUL byte, or is not possible on this system
  exists,         ///< the file exists already, but must be new
  other,          ///< any other error that the system reports
};

/// `message` is the rest of a sentence that begins with the path: "is a directory", "cannot be read:
/// Permission denied".
struct FileError {
  FileErrorKind kind;
  std::string path;
  std::string message;

  friend bool operator==(const FileError&, const FileError&) = default;
};

/// "<path> <message>", for a program that does not show the path elsewhere.
std::string to_string(const FileError& error);

template <class T>
using FileResult = tl::expected<T, FileError>;

/// The part of a path before the name of the file, with the separator at its end; "" if the path has no
/// folder.
std::string directory_part(const std::string& path);

/// The bytes of a regular file. Symbolic links are followed. A FIFO or a device is an error; it is not
/// opened, so that the call never blocks on it. A file of more than `max_bytes` is an error, found without
/// reading all of it.
FileResult<std::string> read_file(const std::string& path, std::size_t max_bytes);

/// True if `path` is a directory or a symbolic link to one. False if that cannot be found out.
bool is_directory(const std::string& path);

/// Limits of list_files(); more than that is the error too_large.
struct ListLimits {
  std::size_t max_files = 100'000;
  std::size_t max_depth = 64;  ///< of folders, the root included
};

/// The files under a directory as "<root>/<folder>/<file>", with '/' on every platform, in the order of their
/// bytes. The list has every name that is not a directory, also a FIFO or a dangling link: reading it then
/// gives a clear error, while leaving it out would go unnoticed. A symbolic link to a directory is not
/// followed, so that there are no loops; only `root` may be one. On failure the result is the error alone.
FileResult<std::vector<std::string>> list_files(const std::string& root, const ListLimits& limits = {});

/// Replaces the contents of a file in one step, or makes the file. A program that reads it meanwhile sees all
/// of the old bytes or all of the new ones. The new bytes are on disk before the old file goes. The
/// permission bits stay as they were; if `path` is a symbolic link, it stays and its target is replaced. On
/// failure the old file is as it was, and no other file is left.
FileResult<void> replace_file(const std::string& path, std::string_view contents);

}  // namespace mprsim
