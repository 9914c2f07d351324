// Fixture: a test bench as a file. It names what a provider can connect to, and the commands that change its
// world.
//
//   devices = ["Z:", "Y:", "X:"]
//   time_limit = 10
//
//   [[resource]]
//   remote = '\\server\share'
//
//   [commands]
//   open_file = ["net-tool", "hold", "{local}", "{file}"]
//
// Page: docs/conformance.md. Nothing of a file that has a mistake is used: a load gives the whole fixture, or
// every mistake of the file at once. Thread-safety: pure functions but for reading the file. Throws
// std::bad_alloc only.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/bench/bench.h"

namespace mprsim {

inline constexpr std::size_t bench_actions = static_cast<std::size_t>(BenchAction::start_network) + 1;

struct Fixture {
  std::vector<std::u16string> drives;  ///< three or more; the usual ones unless the file names some
  std::vector<BenchResource> resources;
  std::chrono::seconds time_limit{10};  ///< of a command
  /// A program and its arguments, by BenchAction; empty: there is no such command. {local}, {remote} and
  /// {file} stand for a device, a remote name and the name of an open file, job or use.
  std::array<std::vector<std::string>, bench_actions> commands;

  const std::vector<std::string>& command(BenchAction action) const noexcept {
    return commands[static_cast<std::size_t>(action)];
  }
};

/// The diagnostics are in the order of the file and never empty.
tl::expected<Fixture, Diagnostics> load_fixture(std::string_view text);

/// The same from a file. The error is lines for Streams::err.
tl::expected<Fixture, std::string> load_fixture_file(const std::string& path);

}  // namespace mprsim
