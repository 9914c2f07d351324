// LoadedProvider and LoadedNotifyee: a plug-in in its host, spoken to in the router's words.
//
// A synchronous convenience over PluginProcess for whoever drives the router with real plug-ins: buffers grow
// as WN_MORE_DATA asks, enumerations are opened, read to the end and closed. Pages: those of npapi.h. Text is
// UTF-8 here. A plug-in that dies returns its PluginEnd from then on, whatever is asked. What a plug-in does
// not export is WN_NOT_SUPPORTED, without a call. Thread-safety: as PluginProcess, which is shared by
// reference and must live longer. Nothing throws but std::bad_alloc.
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

/// A NETRESOURCE as an enumeration returns it.
struct LoadedResource {
  std::uint32_t scope = 0, type = 0, display_type = 0, usage = 0;
  /// Nothing where the pointer is NULL, or the text does not stand in the buffer with its NUL.
  std::optional<std::string> local, remote, comment, provider;
  friend bool operator==(const LoadedResource&, const LoadedResource&) = default;
};

class LoadedProvider {
 public:
  explicit LoadedProvider(PluginProcess& process) noexcept : process_(&process) {}

  PluginResult<std::uint32_t> capabilities(std::uint32_t index);

  PluginResult<Status> cancel_connection(std::string_view name, bool force);

  /// NPAddConnection3 where it is exported, else NPAddConnection, which knows no flags.
  struct Add {
    std::uint32_t type = 1;  ///< RESOURCETYPE_DISK
    std::optional<std::string> local;
    std::string remote;
    std::optional<std::string> user, password;
    std::uint32_t flags = 0;
  };
  PluginResult<Status> add_connection(const Add& add);

  struct Connection {
    Status status;
    std::string remote;  ///< "" unless status is WN_SUCCESS
  };
  PluginResult<Connection> get_connection(std::string_view local);

  struct Enumeration {
    Status status;                          ///< WN_SUCCESS when the end was reached
    std::vector<LoadedResource> resources;  ///< what came before
  };
  /// `scope` is RESOURCE_CONNECTED 1 or another of winnetwk.h. A provider that never comes to an end is
  /// stopped after 65,536 resources or empty answers, with WN_OUT_OF_MEMORY.
  PluginResult<Enumeration> enumerate(std::uint32_t scope, std::uint32_t type = 0, std::uint32_t usage = 0);

  /// What the calls of this object left behind besides their answers, in order.
  struct LeftBehind {
    std::vector<std::uint32_t> set_last_error;           ///< codes that it passed to SetLastError itself
    std::optional<PluginReply::ExtendedError> extended;  ///< the last WNetSetLastError
    std::vector<std::string> reentries;                  ///< WNet functions that it called
  };
  const LeftBehind& left_behind() const noexcept { return left_behind_; }

 private:
  /// Calls what is exported; what is not declines.
  PluginResult<PluginReply> call(std::string_view function, std::vector<PluginArgument> arguments);

  PluginProcess* process_;
  LeftBehind left_behind_;
};

class LoadedNotifyee {
 public:
  explicit LoadedNotifyee(PluginProcess& process) noexcept : process_(&process) {}

  struct Answer {
    Status status;
    std::uint64_t context = 0;   ///< what lpContext holds afterwards
    bool changed_input = false;  ///< it wrote into what it was told
  };
  PluginResult<Answer> notify(const NotifyInfoArgument& info, const NotifyCancelArgument& cancel);
  PluginResult<Answer> notify(const NotifyInfoArgument& info, const NotifyAddArgument& add);

 private:
  PluginProcess* process_;
};

}  // namespace mprsim
