// LoadedProvider and LoadedNotifyee: the functions of a plug-in as the router calls them, over a
// PluginProcess.
//
// Pages: those of npapi.h. For a driver that runs the router with real plug-ins: a buffer grows as
// WN_MORE_DATA asks, and an enumeration is opened, read to its end and closed. Text is UTF-8. Every call
// waits for its reply.
//
// Thread-safety: that of the PluginProcess, which must outlive the object. Failure: a plug-in that dies
// returns its PluginEnd, from this call and from every later one. A function that the plug-in does not export
// returns WN_NOT_SUPPORTED without a call. Nothing throws but std::bad_alloc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/status.h"
#include "sim/plugin/plugin_call.h"
#include "sim/plugin/plugin_process.h"

namespace mprsim {

/// One NETRESOURCE of an enumeration.
struct LoadedResource {
  std::uint32_t scope = 0, type = 0, display_type = 0, usage = 0;
  /// Empty if the pointer is NULL, or if it does not point to a text that ends inside the buffer.
  std::optional<std::string> local, remote, comment, provider;
  friend bool operator==(const LoadedResource&, const LoadedResource&) = default;
};

class LoadedProvider {
 public:
  explicit LoadedProvider(PluginProcess& process) noexcept : process_(&process) {}

  /// NPGetCaps: the value for an index such as WNNC_START; 0 if NPGetCaps is not exported.
  PluginResult<std::uint32_t> capabilities(std::uint32_t index);

  /// NPCancelConnection.
  PluginResult<Status> cancel_connection(std::string_view name, bool force);

  /// The arguments of an add.
  struct Add {
    std::uint32_t type = 1;  ///< RESOURCETYPE_DISK
    std::optional<std::string> local;
    std::string remote;
    std::optional<std::string> user, password;
    std::uint32_t flags = 0;
  };
  /// NPAddConnection3 if it is exported, otherwise NPAddConnection, which has no flags.
  PluginResult<Status> add_connection(const Add& add);

  struct Connection {
    Status status;
    std::string remote;  ///< "" unless status is WN_SUCCESS
  };
  /// NPGetConnection.
  PluginResult<Connection> get_connection(std::string_view local);

  struct Enumeration {
    Status status;                          ///< WN_SUCCESS if the end was reached
    std::vector<LoadedResource> resources;  ///< also those before a failure
  };
  /// NPOpenEnum, NPEnumResource to the end, NPCloseEnum. `scope` is RESOURCE_CONNECTED 1 or another of
  /// winnetwk.h. An enumeration that does not end is given up after 65,536 resources or answers, with
  /// WN_OUT_OF_MEMORY.
  PluginResult<Enumeration> enumerate(std::uint32_t scope, std::uint32_t type = 0, std::uint32_t usage = 0);

  /// Effects of the calls of this object besides their answers, in order.
  struct LeftBehind {
    std::vector<std::uint32_t> set_last_error;  ///< codes that the plug-in passed to SetLastError itself
    std::optional<PluginReply::ExtendedError> extended;  ///< the last WNetSetLastError
    std::vector<std::string> reentries;                  ///< WNet functions that the plug-in called
  };
  const LeftBehind& left_behind() const noexcept { return left_behind_; }

 private:
  /// Calls a function if it is exported, and keeps what it left behind.
  PluginResult<PluginReply> call(std::string_view function, std::vector<PluginArgument> arguments);

  PluginProcess* process_;
  LeftBehind left_behind_;
};

class LoadedNotifyee {
 public:
  explicit LoadedNotifyee(PluginProcess& process) noexcept : process_(&process) {}

  struct Answer {
    Status status;
    std::uint64_t context = 0;   ///< the value of lpContext after the call
    bool changed_input = false;  ///< it wrote into a structure that it may only read
  };
  /// CancelConnectNotify.
  PluginResult<Answer> notify(const NotifyInfoArgument& info, const NotifyCancelArgument& cancel);
  /// AddConnectNotify.
  PluginResult<Answer> notify(const NotifyInfoArgument& info, const NotifyAddArgument& add);

 private:
  PluginProcess* process_;
};

}  // namespace mprsim
