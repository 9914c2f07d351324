// Harmful acts that differ between platforms: harm_posix.cc, harm_windows.cc.
#pragma once

namespace harm {

void sleep_milliseconds(unsigned milliseconds);

// Writes garbage into every pipe or socket that the process has, except its standard streams.
void scribble_on_descriptors();
void close_descriptors();

// Starts a child that stays: a plain one, one in a session of its own, or one whose parent has ended already.
void leave_child();
void leave_child_in_own_session();
void leave_orphan();

void overflow_stack();
void corrupt_heap();
// Allocates until no memory is left.
void eat_memory();

}  // namespace harm
