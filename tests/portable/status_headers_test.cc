// status.def against the headers, ours and mingw-w64's: every name of it has the same number there.

// Each of these needs the one before.
// clang-format off
#include <windows.h>
#include <winnetwk.h>
// clang-format on

#include <cstdint>
#include <set>
#include <string_view>

#include <gtest/gtest.h>

#include "mock_mpr/facts/status.h"

namespace mprsim {
namespace {

// clang-format off
#define MPRSIM_SDK_NAMES(N)                                                                                \
  N(WN_SUCCESS) N(NO_ERROR) N(WN_NO_ERROR) N(ERROR_SUCCESS) N(ERROR_INVALID_FUNCTION)                      \
  N(ERROR_FILE_NOT_FOUND) N(ERROR_PATH_NOT_FOUND) N(WN_ACCESS_DENIED) N(ERROR_ACCESS_DENIED)               \
  N(WN_BAD_HANDLE)                                                                                         \
  N(ERROR_INVALID_HANDLE) N(WN_OUT_OF_MEMORY) N(ERROR_NOT_ENOUGH_MEMORY) N(ERROR_OUTOFMEMORY)              \
  N(WN_DEVICE_ERROR) N(ERROR_GEN_FAILURE) N(WN_NOT_SUPPORTED) N(ERROR_NOT_SUPPORTED)                       \
  N(ERROR_BAD_NETPATH) N(ERROR_NETWORK_BUSY) N(ERROR_DEV_NOT_EXIST) N(WN_NET_ERROR)                        \
  N(ERROR_UNEXP_NET_ERR) N(WN_WINDOWS_ERROR) N(ERROR_NETNAME_DELETED) N(ERROR_NETWORK_ACCESS_DENIED)       \
  N(WN_BAD_DEV_TYPE) N(ERROR_BAD_DEV_TYPE) N(WN_BAD_NETNAME) N(ERROR_BAD_NET_NAME)                         \
  N(WN_ALREADY_CONNECTED) N(ERROR_ALREADY_ASSIGNED) N(WN_BAD_PASSWORD) N(ERROR_INVALID_PASSWORD)           \
  N(WN_BAD_VALUE) N(ERROR_INVALID_PARAMETER) N(ERROR_OPEN_FAILED) N(ERROR_CALL_NOT_IMPLEMENTED)            \
  N(ERROR_SEM_TIMEOUT) N(ERROR_INSUFFICIENT_BUFFER) N(WN_BAD_LEVEL) N(ERROR_INVALID_LEVEL)                 \
  N(ERROR_MOD_NOT_FOUND)                                                                                   \
  N(WN_FUNCTION_BUSY) N(ERROR_BUSY) N(ERROR_ALREADY_EXISTS) N(WN_MORE_DATA) N(ERROR_MORE_DATA)             \
  N(WN_NO_MORE_ENTRIES) N(ERROR_NO_MORE_ITEMS) N(WN_BAD_POINTER) N(ERROR_INVALID_ADDRESS)                  \
  N(ERROR_INVALID_FLAGS) N(WN_BAD_LOCALNAME) N(ERROR_BAD_DEVICE) N(WN_CONNECTION_CLOSED)                   \
  N(ERROR_CONNECTION_UNAVAIL) N(WN_DEVICE_ALREADY_REMEMBERED) N(ERROR_DEVICE_ALREADY_REMEMBERED)           \
  N(WN_NO_NET_OR_BAD_PATH) N(ERROR_NO_NET_OR_BAD_PATH) N(WN_BAD_PROVIDER) N(ERROR_BAD_PROVIDER)            \
  N(WN_CANNOT_OPEN_PROFILE) N(ERROR_CANNOT_OPEN_PROFILE) N(WN_BAD_PROFILE) N(ERROR_BAD_PROFILE)            \
  N(WN_NOT_CONTAINER) N(ERROR_NOT_CONTAINER) N(WN_EXTENDED_ERROR) N(ERROR_EXTENDED_ERROR)                  \
  N(ERROR_SESSION_CREDENTIAL_CONFLICT) N(ERROR_REMOTE_SESSION_LIMIT_EXCEEDED) N(ERROR_DUP_DOMAINNAME)      \
  N(WN_NO_NETWORK) N(ERROR_NO_NETWORK) N(WN_CANCEL) N(ERROR_CANCELLED) N(ERROR_USER_MAPPED_FILE)           \
  N(ERROR_NETWORK_UNREACHABLE) N(ERROR_HOST_UNREACHABLE) N(ERROR_CONNECTION_ABORTED) N(WN_RETRY)           \
  N(ERROR_RETRY) N(WN_NOT_AUTHENTICATED) N(ERROR_NOT_AUTHENTICATED) N(WN_NOT_LOGGED_ON)                    \
  N(ERROR_NOT_LOGGED_ON) N(WN_NOT_INITIALIZING) N(ERROR_ALREADY_INITIALIZED) N(WN_NO_MORE_DEVICES)         \
  N(ERROR_NO_MORE_DEVICES) N(WN_NOT_VALIDATED) N(ERROR_NO_LOGON_SERVERS) N(ERROR_NO_SUCH_LOGON_SESSION)    \
  N(ERROR_LOGON_FAILURE) N(ERROR_TIMEOUT) N(WN_CONNECTED_OTHER_PASSWORD)                                   \
  N(ERROR_CONNECTED_OTHER_PASSWORD) N(WN_CONNECTED_OTHER_PASSWORD_DEFAULT)                                 \
  N(ERROR_CONNECTED_OTHER_PASSWORD_DEFAULT) N(WN_BAD_USER) N(ERROR_BAD_USERNAME) N(WN_NOT_CONNECTED)       \
  N(ERROR_NOT_CONNECTED) N(WN_OPEN_FILES) N(ERROR_OPEN_FILES) N(ERROR_ACTIVE_CONNECTIONS)                  \
  N(WN_DEVICE_IN_USE) N(ERROR_DEVICE_IN_USE)
// clang-format on

struct Known {
  std::string_view name;
  Status status;
};

constexpr Known known[] = {
#define MPRSIM_STATUS(identifier, number, ...) \
  {StatusInfo{__VA_ARGS__}.wn_name, wn::identifier}, {StatusInfo{__VA_ARGS__}.error_name, wn::identifier},
#define MPRSIM_STATUS_ALIAS(identifier, name) {name, wn::identifier},
#include "mock_mpr/facts/status.def"
};

constexpr bool has_number(std::string_view name, std::uint32_t number) {
  for (const Known& entry : known) {
    if (entry.name == name) return entry.status.code() == number;
  }
  return false;
}

#define MPRSIM_CHECK(name) static_assert(has_number(#name, name), #name);
MPRSIM_SDK_NAMES(MPRSIM_CHECK)
#undef MPRSIM_CHECK

TEST(StatusInHeaders, EveryNameIsComparedWithTheHeaders) {
#define MPRSIM_NAME(name) #name,
  const std::set<std::string_view> compared = {MPRSIM_SDK_NAMES(MPRSIM_NAME)};
#undef MPRSIM_NAME
  for (const std::string_view name : status_names()) EXPECT_TRUE(compared.contains(name)) << name;
}

}  // namespace
}  // namespace mprsim
