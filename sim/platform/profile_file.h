// The file form of a remembered store: what `mprsim run --profile-store FILE` starts from and keeps.
//
// Page: docs/scenario-format.md, "Profile files". A line-based text, versioned, one section per device with
// the values of HKCU\Network:
//   mprsim-profile 1
//   [Z:]
//   RemotePath=\\files\team
//   UserName=
//   ProviderName=LanMan
//   ProviderType=131072
//   ConnectionType=1
// Files are replaced in one step; a file that cannot be understood is never touched. Thread-safety: as
// sim/platform/file.h.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "mock_mpr/state/remembered.h"
#include "sim/platform/file.h"

namespace mprsim {

/// What is wrong with the text of a profile, and in which line (from 1).
struct ProfileError {
  std::size_t line = 0;
  std::string message;
};

std::string format_profile(const RememberedStore& store);
tl::expected<RememberedStore, ProfileError> parse_profile(std::string_view text);

struct LoadedProfile {
  /// Empty where there is no file yet. Its state is ERROR_CANNOT_OPEN_PROFILE 1205 where the file cannot be
  /// read, and ERROR_BAD_PROFILE 1206 where it is malformed.
  RememberedStore store;
  /// "" or what is wrong, as "file: message" or "file:line: message".
  std::string problem;
};

LoadedProfile load_profile(const std::string& path);

/// Writes the store. A store that could not be loaded is not written: the file stays as it was.
FileResult<void> save_profile(const std::string& path, const RememberedStore& store);

}  // namespace mprsim
