// All that differs between platforms, behind one interface: platform_posix.cc and platform_windows.cc
// implement it. Text is UTF-8 everywhere. Nothing here throws (but for lack of memory). Programs use the
// first half; the second half is what sim/platform/file.h is made of.
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

bool is_terminal(StandardStream stream) noexcept;

// Columns, where the stream is a terminal that knows.
std::optional<unsigned> terminal_width(StandardStream stream) noexcept;

// Nothing when it is not set; an empty text when it is set to nothing.
std::optional<std::string> environment_variable(const std::string& name);

// The arguments of this program, its name first. On Windows argc and argv are not looked at: they are not
// UTF-8 there.
std::vector<std::string> command_line_arguments(int argc, const char* const* argv);

std::uint32_t process_id() noexcept;

// Of the file names of libraries that programs load: ".so", ".dll".
std::string_view shared_library_extension() noexcept;

// While it lives, the standard streams carry bytes as they are (no CRLF on Windows) and the console takes
// UTF-8 and colours. Make one at the start of main(), before the first output. The console is left as it was
// found.
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

enum class Attempt : std::uint8_t { read, list, write };

// The one place that words a FileError, so that all platforms say the same. `detail` matters for special
// (what it is) and other (what the system said). Implemented in file.cc.
FileError file_error(FileErrorKind kind, Attempt attempt, std::string path, std::string_view detail = {});
FileError too_large_error(std::string path, std::size_t max_bytes);

enum class EntryKind : std::uint8_t { directory, link_to_directory, anything_else };
struct DirectoryEntry {
  std::string name;
  EntryKind kind;
};

// In every function below a path is neither empty nor holds a NUL byte.

FileResult<std::string> read_regular_file(const std::string& path, std::size_t max_bytes);

bool is_directory(const std::string& path);

// Without "." and "..", in any order.
FileResult<std::vector<DirectoryEntry>> directory_entries(const std::string& path);

// The end of the symbolic links: a regular file that may be written, or a name that is free.
FileResult<std::string> replaceable_target(const std::string& path);

// Makes a file and sees it onto the disk. It gets the permission bits of `model` where that exists. On
// failure no file is left; `exists` says that the name was taken already.
FileResult<void> write_new_file(const std::string& path, std::string_view contents, const std::string& model);

// In one step, and on disk when it returns.
FileResult<void> rename_over(const std::string& from, const std::string& to);

void remove_file(const std::string& path) noexcept;

// The characters that end the directory part of a path.
std::string_view path_separators() noexcept;

}  // namespace platform

}  // namespace mprsim
