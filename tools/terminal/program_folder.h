// Where the running program is, so that it finds what was installed beside it.
//
// Thread-safety: pure functions but for looking at the file system. Throws std::bad_alloc only.
#pragma once

#include <string>

#include "tools/terminal/streams.h"

namespace mprsim {

/// The folder of a program that was started under this name, with its separator at the end: taken from the
/// name, else found along PATH. "" if it cannot be found. Symbolic links are not followed.
std::string program_folder(const std::string& started_as, const Environment& environment);

/// The path of mprsim-host, which holds plug-ins: beside the program.
std::string host_beside(const Environment& environment);

}  // namespace mprsim
