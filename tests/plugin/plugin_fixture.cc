#include "tests/plugin/plugin_fixture.h"

namespace mprsim {

std::string PluginTest::library(const std::string& name) {
  return std::string(MPRSIM_TEST_LIBRARIES) + "/" + name + MPRSIM_LIBRARY_SUFFIX;
}

PluginSpec PluginTest::spec(const std::string& name) {
  PluginSpec spec;
  spec.plugin = library(name);
  spec.host = MPRSIM_HOST;
  return spec;
}

}  // namespace mprsim
