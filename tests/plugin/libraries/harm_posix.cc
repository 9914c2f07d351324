#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/plugin/libraries/harm.h"

namespace harm {
namespace {

constexpr int first_other_descriptor = 3;
constexpr int most_descriptors = 64;

[[noreturn]] void linger() {
  for (;;) pause();
}

}  // namespace

void sleep_milliseconds(unsigned milliseconds) { usleep(milliseconds * 1000); }

void scribble_on_descriptors() {
  static constexpr char garbage[] =
      "This is no reply of anybody's, and long enough to be taken for a header.";
  signal(SIGPIPE, SIG_IGN);
  for (int descriptor = first_other_descriptor; descriptor < most_descriptors; ++descriptor) {
    (void)!write(descriptor, garbage, sizeof garbage);
  }
}

void close_descriptors() {
  for (int descriptor = first_other_descriptor; descriptor < most_descriptors; ++descriptor)
    close(descriptor);
}

void leave_child() {
  if (fork() == 0) linger();
}

void leave_child_in_own_session() {
  if (fork() != 0) return;
  setsid();
  signal(SIGHUP, SIG_IGN);
  linger();
}

void leave_orphan() {
  if (fork() != 0) return;
  setsid();
  for (int generation = 0; generation < 3; ++generation) {
    if (fork() != 0) _exit(0);
    setsid();
  }
  signal(SIGTERM, SIG_IGN);
  linger();
}

void overflow_stack() {
  volatile char frame[4096];
  frame[0] = 1;
  if (frame[0] == 1) overflow_stack();
  frame[1] = frame[0];
}

// Pointers that a compiler must not see through, or it does without the heap.
void corrupt_heap() {
  char* volatile first = static_cast<char*>(std::malloc(40));
  char* volatile second = static_cast<char*>(std::malloc(40));
  volatile std::size_t length = 64;
  for (std::size_t i = 0; i < length; ++i) static_cast<volatile char*>(first)[i] = 0x41;
  std::free(second);
  std::free(first);
}

void eat_memory() {
  for (;;) {
    constexpr std::size_t bite = 1U << 20;
    char* volatile memory = static_cast<char*>(std::malloc(bite));
    std::memset(memory, 1, bite);
  }
}

}  // namespace harm
