// A fixture for the tests of loaded plug-ins.
#pragma once

#include <cstddef>
#include <string>

#include <gtest/gtest.h>

#include "sim/plugin/plugin_process.h"

namespace mprsim {

// The number of processes that have the marker, which every host of this test inherits.
class Survivors {
 public:
  Survivors();
  std::size_t count() const;

 private:
  std::string marker_;
};

class PluginTest : public testing::Test {
 public:
  // The platform's names for the ends of a process.
  static const char* const abort_signal;
  static const char* const access;
  static const char* const divide_signal;
  static const char* const stack_overflow;

 protected:
  static std::string library(const std::string& name);
  static PluginSpec spec(const std::string& name = "misbehaving");
  static PluginResult<PluginProcess> start(const std::string& name = "misbehaving") {
    return PluginProcess::start(spec(name));
  }
  static PluginCall cancel(std::u16string name, bool force = false) {
    return {"NPCancelConnection", {TextArgument{std::move(name)}, ValueArgument{force ? 1U : 0U}}};
  }
  std::size_t survivors() const { return survivors_.count(); }

 private:
  Survivors survivors_;
};

}  // namespace mprsim
