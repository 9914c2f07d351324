// Everything that differs between platforms, behind one interface. platform_posix.cc and platform_windows.cc
// implement it. Programs use the first half. The second half, in the namespace platform, is there for
// sim/platform/file.h.
//
// Page: docs/architecture.md, "Input is hostile". Text is UTF-8 everywhere. Thread-safety: safe from any
// thread, except PortableConsole. Failure: a FileError, or an empty result. Nothing throws but
// std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/platform/file.h"

namespace mprsim {

enum class StandardStream : std::uint8_t { input, output, error };

/// True if the stream is a terminal.
bool is_terminal(StandardStream stream) noexcept;

/// The width of a terminal in columns; empty if the stream is not a terminal or the terminal does not say.
std::optional<unsigned> terminal_width(StandardStream stream) noexcept;

/// Empty if the variable is not set; an empty text if it is set to nothing.
std::optional<std::string> environment_variable(const std::string& name);

/// The arguments of this program, its name first. On Windows argc and argv are ignored, because they are not
/// UTF-8 there; the system is asked instead.
std::vector<std::string> command_line_arguments(int argc, const char* const* argv);

/// The number of this process.
std::uint32_t process_id() noexcept;

/// The extension of libraries that programs load: ".so" or ".dll".
std::string_view shared_library_extension() noexcept;

/// While it lives, the standard streams carry bytes unchanged (no CRLF on Windows), and the console
/// understands UTF-8 and colours. A program makes one object at the start of main(), before its first output.
/// The destructor sets the console back to its old state.
class PortableConsole {
 public:
  PortableConsole();
  ~PortableConsole();
  PortableConsole(const PortableConsole&) = delete;
  PortableConsole& operator=(const PortableConsole&) = delete;

 private:
  struct Saved;
  std::unique_ptr<Saved> saved_;
};

namespace platform {

/// What the program tried to do with a file, for messages.
enum class Attempt : std::uint8_t { read, list, write };

/// Makes every FileError, so that all platforms have the same messages. `detail` is used for special (what
/// the path is) and for bad_name and other (what is wrong). Implemented in file.cc.
FileError file_error(FileErrorKind kind, Attempt attempt, std::string path, std::string_view detail = {});
FileError too_large_error(std::string path, std::size_t max_bytes);

enum class EntryKind : std::uint8_t { directory, link_to_directory, other };
/// One name in a directory, without the directory.
struct DirectoryEntry {
  std::string name;
  EntryKind kind;
};

// Precondition of every function below: a path is not empty and has no NUL byte.

/// As read_file().
FileResult<std::string> read_regular_file(const std::string& path, std::size_t max_bytes);

/// As mprsim::is_directory().
bool is_directory(const std::string& path);

/// The names in a directory without "." and "..", in any order.
FileResult<std::vector<DirectoryEntry>> directory_entries(const std::string& path);

/// The path at the end of the symbolic links: a regular file that may be written, or a name that is free.
FileResult<std::string> replaceable_target(const std::string& path);

/// Makes a new file, which is on disk when the function returns. The file gets the permission bits of `model`
/// if that exists. On failure no file is left; the error `exists` says that the name was taken.
FileResult<void> write_new_file(const std::string& path, std::string_view contents, const std::string& model);

/// Renames a file over another in one step; the new name is on disk when the function returns.
FileResult<void> rename_over(const std::string& from, const std::string& to);

/// Removes a file. A failure is ignored.
void remove_file(const std::string& path) noexcept;

/// The characters that can end the directory part of a path.
std::string_view path_separators() noexcept;

}  // namespace platform

}  // namespace mprsim
