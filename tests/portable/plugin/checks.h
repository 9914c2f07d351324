// The smallest of test frameworks, for inside a plug-in: what fails is written down, and the host asks for
// it.
//
// A plug-in exports groups of checks as functions that return the failures, "" if there are none. Their names
// begin with NP, as a provider's do, so that they are exported without further ado.
#pragma once

#include <string>

#include <windows.h>

/// Defines an exported group of checks.
#define CHECKS(name)                                               \
  static void name##Body(std::string& failures);                   \
  extern "C" __declspec(dllexport) const char* WINAPI name(void);  \
  extern "C" __declspec(dllexport) const char* WINAPI name(void) { \
    static std::string failures;                                   \
    failures.clear();                                              \
    name##Body(failures);                                          \
    return failures.c_str();                                       \
  }                                                                \
  static void name##Body(std::string& failures)

/// Inside a group.
#define CHECK(condition) \
  if (!(condition)) failures += std::to_string(__LINE__) + ": " #condition "\n"
