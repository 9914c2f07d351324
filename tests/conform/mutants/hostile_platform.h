// What hostile mutants do with the operating system itself.
#pragma once

namespace mprsim::mutants {

/// Starts a process that does nothing for ten minutes, with every descriptor that this one has; in a session
/// (on Windows: a process group, and outside the job if that is allowed) of its own.
void start_child(bool own_session);

/// Writes to every descriptor or handle of the process that takes it.
void write_everywhere(const char* text);

}  // namespace mprsim::mutants
