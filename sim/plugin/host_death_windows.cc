#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include <windows.h>

#include "sim/plugin/host_death.h"

namespace mprsim {
namespace {

struct Name {
  DWORD code;
  std::string_view name;
};

constexpr std::array names = {
    Name{EXCEPTION_ACCESS_VIOLATION, "EXCEPTION_ACCESS_VIOLATION"},
    Name{EXCEPTION_IN_PAGE_ERROR, "EXCEPTION_IN_PAGE_ERROR"},
    Name{EXCEPTION_STACK_OVERFLOW, "EXCEPTION_STACK_OVERFLOW"},
    Name{EXCEPTION_ILLEGAL_INSTRUCTION, "EXCEPTION_ILLEGAL_INSTRUCTION"},
    Name{EXCEPTION_PRIV_INSTRUCTION, "EXCEPTION_PRIV_INSTRUCTION"},
    Name{EXCEPTION_INT_DIVIDE_BY_ZERO, "EXCEPTION_INT_DIVIDE_BY_ZERO"},
    Name{EXCEPTION_FLT_DIVIDE_BY_ZERO, "EXCEPTION_FLT_DIVIDE_BY_ZERO"},
    Name{EXCEPTION_BREAKPOINT, "EXCEPTION_BREAKPOINT"},
    Name{EXCEPTION_DATATYPE_MISALIGNMENT, "EXCEPTION_DATATYPE_MISALIGNMENT"},
    Name{STATUS_HEAP_CORRUPTION, "STATUS_HEAP_CORRUPTION"},
    Name{STATUS_STACK_BUFFER_OVERRUN, "STATUS_STACK_BUFFER_OVERRUN"},
    Name{STATUS_FATAL_APP_EXIT, "abort"},
};

}  // namespace

// Windows has no signals: a process that an exception ended has the exception as its exit code. Programs
// choose small exit codes, and exceptions are large numbers.
HostDeath HostDeath::of_system_status(std::uint32_t status) noexcept {
  const bool is_exception =
      status >= 0xC000'0000 || std::ranges::find(names, status, &Name::code) != names.end();
  return {false, is_exception, status};
}

std::string fault_name(std::uint32_t code) {
  const auto* found = std::ranges::find(names, code, &Name::code);
  if (found != names.end()) return std::string(found->name);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "exception 0x%08lX", static_cast<unsigned long>(code));
  return text.data();
}

}  // namespace mprsim
