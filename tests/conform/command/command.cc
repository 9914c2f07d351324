// A command for the fixtures of tests, the same on every platform: test_command exit CODE, test_command
// sleep, or test_command same A B, which succeeds if the two are the same text.
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <thread>

int main(int argc, char** argv) {
  const std::string_view verb = argc > 1 ? argv[1] : "";
  if (verb == "exit" && argc == 3) return std::atoi(argv[2]);
  if (verb == "same" && argc == 4) return std::string_view{argv[2]} == argv[3] ? 0 : 1;
  if (verb == "sleep") std::this_thread::sleep_for(std::chrono::seconds(30));
  return 2;
}
