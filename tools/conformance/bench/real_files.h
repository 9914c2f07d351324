// Real files on a drive of a provider. Only Windows has them: there a connection is a drive letter that any
// program can use.
//
// Thread-safety: none. Throws std::bad_alloc only. The destructor closes and deletes all files.
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
  /// Closes and deletes the file, even if its connection is gone.
  Status close(std::uint64_t handle);
  void close_all();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mprsim
