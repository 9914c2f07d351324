// Profile files: a remembered store as a file. `mprsim run --profile-store FILE` begins with it and writes it
// back.
//
// Page: docs/scenario-format.md, "Profile files". The file is a text of lines with a version. It has one
// section per device with the values of HKCU\Network:
//   mprsim-profile 1
//   [Z:]
//   RemotePath=\\files\team
//   UserName=
//   ProviderName=LanMan
//   ProviderType=131072
//   ConnectionType=1
// A file is replaced in one step. A file that cannot be parsed is never changed. Thread-safety: that of
// sim/platform/file.h. Failure: as at each function; nothing throws but std::bad_alloc.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "mock_mpr/state/remembered.h"
#include "sim/platform/file.h"

namespace mprsim {

/// The first mistake in the text of a profile.
struct ProfileError {
  std::size_t line = 0;  ///< from 1
  std::string message;
};

/// The text of a store. parse_profile() makes the same store of it.
std::string format_profile(const RememberedStore& store);
/// The store of a text, or the first mistake in it.
tl::expected<RememberedStore, ProfileError> parse_profile(std::string_view text);

struct LoadedProfile {
  /// Empty if there is no file. Its state is ERROR_CANNOT_OPEN_PROFILE 1205 if the file cannot be read, and
  /// ERROR_BAD_PROFILE 1206 if it cannot be parsed.
  RememberedStore store;
  /// What is wrong, as "file message" or "file:line: message"; "" if nothing is.
  std::string problem;
};

/// Reads a profile. A failure is a state of the store, because the router reports it as such to an
/// application.
LoadedProfile load_profile(const std::string& path);

/// Writes a store. If it could not be loaded (its state is a failure), nothing is written, and the file stays
/// as it was.
FileResult<void> save_profile(const std::string& path, const RememberedStore& store);

}  // namespace mprsim
