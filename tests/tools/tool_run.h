// Runs mprsim in process and keeps what it printed.
#pragma once

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tools/cli/tool.h"
#include "tools/terminal/streams.h"

namespace mprsim {

struct ToolRun {
  int code;
  std::string out;
  std::string err;
};

using Variables = std::map<std::string, std::string>;

inline Environment environment_of(Variables variables) {
  Environment environment;
  environment.variable = [variables =
                              std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  return environment;
}

inline ToolRun run_mprsim(const std::vector<std::string>& arguments, const Variables& variables = {}) {
  std::ostringstream out;
  std::ostringstream err;
  Streams streams{out, err};
  const int code = run_tool(arguments, streams, environment_of(variables));
  return {code, out.str(), err.str()};
}

// Small scenarios to write into a folder. The name of the drive tells them apart.
inline std::string scenario_text(const std::string& status, const std::string& more = "") {
  return "title = \"A cancel of Z:\"\nwhy = \"To have something to run.\"\nshows = "
         "[\"route.stop-at-success\"]\n" +
         more +
         "\n[[provider]]\nname = \"LanMan\"\n\n[[connection]]\ndevice = \"Z:\"\nremote = '\\\\files\\team'\n"
         "provider = \"LanMan\"\n\n[[step]]\ncancel = \"Z:\"\nexpect = { status = \"" +
         status + "\" }\n";
}
inline std::string holds() { return scenario_text("WN_SUCCESS"); }
inline std::string does_not_hold() { return scenario_text("WN_OPEN_FILES"); }

}  // namespace mprsim
