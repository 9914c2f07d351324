// Files on a drive that the system really has: on Windows, where a provider's connection is a drive letter
// that any program can use. Elsewhere there are none.
//
// Thread-safety: none. Nothing throws but std::bad_alloc. What is open at the end is closed, and the files
// are gone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "mock_mpr/facts/status.h"
#include "tools/conformance/bench/bench.h"

namespace mprsim {

class RealFiles {
 public:
  RealFiles();
  ~RealFiles();
  RealFiles(const RealFiles&) = delete;
  RealFiles& operator=(const RealFiles&) = delete;

  /// Whether this system has them.
  static bool available() noexcept;
  /// Makes a file on a drive and keeps it open.
  BenchAnswer open(const std::u16string& drive);
  /// Writes to it.
  Status touch(std::uint64_t handle);
  /// A stale handle closes as well.
  Status close(std::uint64_t handle);
  void close_all();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mprsim
