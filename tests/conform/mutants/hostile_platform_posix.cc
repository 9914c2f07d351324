#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "tests/conform/mutants/hostile_platform.h"

namespace mprsim::mutants {

void start_child(bool own_session) {
  if (fork() != 0) return;
  if (own_session) setsid();
  sleep(600);
  _exit(0);
}

void write_everywhere(const char* text) {
  for (int descriptor = 0; descriptor < 256; ++descriptor) {
    const int flags = fcntl(descriptor, F_GETFL);
    if (flags == -1) continue;
    fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);  // what is full must not stop us
    if (write(descriptor, text, strlen(text)) < 0) continue;
  }
}

}  // namespace mprsim::mutants
