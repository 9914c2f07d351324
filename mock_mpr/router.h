// Router: the synchronous driver. Register providers and notifyees, and cancel; no clock, no world, no
// thread.
//
// The quick way into the library, for unit tests of software that sits on MPR (docs/algorithm.md shows it in
// ten lines). Every call runs the same folds as the simulator: cancel.h, add.h, lookup.h, enumerate.h.
//   Router mpr;                                  // Policy::of(Profile::nt_doc)
//   mpr.add_provider("LanMan", [](std::string_view name, bool force) { return wn::success; });
//   mpr.add_notifyee("indexer", [](NotifyInfo& info, const NotifyCancel& cancel) { return wn::success; });
//   CancelResult result = mpr.cancel_connection("Z:", {.update_profile = true});
// Thread-safety: one thread at a time per Router. Whoever is registered by reference must outlive the Router.
// A provider or notifyee may throw; the exception leaves the call, and the Router stays valid.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_mpr/operations/add.h"
#include "mock_mpr/operations/cancel.h"
#include "mock_mpr/operations/enumerate.h"
#include "mock_mpr/operations/lookup.h"
#include "mock_mpr/state/caller_errors.h"
#include "mock_mpr/state/remembered.h"
#include "mock_mpr/trace/trace.h"

namespace mprsim {

/// A network provider, as far as the router calls it. Mock it, or derive a fake.
class Provider {
 public:
  virtual ~Provider() = default;
  /// NPCancelConnection.
  virtual Status cancel_connection(std::string_view name, bool force) = 0;
  /// NPAddConnection. WN_BAD_NETNAME: not mine.
  virtual Status add_connection(const NetResource& resource, std::string_view user);
  /// NPGetConnection. The remote name is written with WN_SUCCESS alone. WN_NOT_CONNECTED: not mine.
  virtual Status get_connection(std::string_view device, std::string& remote);
  /// NPGetUser. The user is written with WN_SUCCESS alone. WN_NOT_CONNECTED: not mine.
  virtual Status get_user(std::string_view name, std::string& user);
  /// NPOpenEnum, NPEnumResource and NPCloseEnum over RESOURCE_CONNECTED, all at once. Resources are appended,
  /// with WN_SUCCESS alone; an empty provider name is this provider's. By default there is nothing to show.
  virtual Status list_connections(std::vector<EnumeratedResource>& resources);
};

/// A connection notifyee.
class Notifyee {
 public:
  virtual ~Notifyee() = default;
  /// CancelConnectNotify. What it leaves in NotifyInfo::context, which is lpContext, is read in advance
  /// notification alone; NULL is found there, and left there by who does not want to be told afterwards.
  virtual Status cancel_connect_notify(NotifyInfo& info, const NotifyCancel& cancel) = 0;
  /// AddConnectNotify. By default not interested.
  virtual Status add_connect_notify(NotifyInfo& info, const NotifyAdd& add);
};

struct CancelOptions {
  bool update_profile = false;  ///< CONNECT_UPDATE_PROFILE
  bool force = false;           ///< fForce
};

class Router {
 public:
  using CancelFunction = std::function<Status(std::string_view name, bool force)>;
  using NotifyFunction = std::function<Status(NotifyInfo& info, const NotifyCancel& cancel)>;

  explicit Router(const Policy& policy = {});
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  /// At the end of the provider order, or of the notifyees. Empty, and nothing registered, if the name of a
  /// provider is taken or a limit of the Registry is reached.
  std::optional<ProviderId> add_provider(std::string name, Provider& provider, Abilities abilities = {});
  std::optional<ProviderId> add_provider(std::string name, CancelFunction cancel);
  std::optional<NotifyeeId> add_notifyee(std::string name, Notifyee& notifyee);
  std::optional<NotifyeeId> add_notifyee(std::string name, NotifyFunction notify);

  /// WNetCancelConnection2.
  CancelResult cancel_connection(std::string_view name, CancelOptions options = {});
  /// WNetCancelConnection and WNetCancelConnection2, with everything that a caller can pass.
  CancelResult cancel(const CancelRequest& request);
  /// WNetAddConnection, WNetAddConnection2, WNetAddConnection3.
  AddResult add(const AddRequest& request);
  /// WNetGetConnection.
  LookupResult get_connection(std::string_view device);
  /// WNetGetUser. Without a name: who this caller is, and nobody is asked.
  LookupResult get_user(std::string_view name);
  /// WNetOpenEnum, WNetEnumResource to the end, WNetCloseEnum.
  EnumerateResult enumerate(EnumScope scope);

  RememberedStore& store() noexcept { return store_; }
  const Registry& registry() const noexcept { return registry_; }
  const Policy& policy() const noexcept { return policy_; }
  /// What GetLastError and WNetGetLastError tell the one caller of this Router; a provider may set it.
  CallerErrors& errors() noexcept { return errors_; }
  /// Who the one caller of this Router is; "user" unless set.
  const std::string& user() const noexcept { return user_; }
  void set_user(std::string name) { user_ = std::move(name); }

  /// Records every cancel from now on, at time 0 and as the calls of "app"; null stops. The trace must
  /// outlive the recording.
  void record_to(Trace* trace);

 private:
  class Untraced;
  class Recorded;

  CancelResult cancel_untraced(const CancelRequest& request);
  CancelResult cancel_recorded(const CancelRequest& request);
  LookupResult look_up(const LookupRequest& request);

  // Do what an operation asks for, and say what came of it.
  Reply perform(const CancelRequest& request, const Call& call);
  Reply perform(const AddOperation& op, const Call& call);
  Status perform(const LookupRequest& request, const Call& call, std::string& answer);
  Status perform(const Call& call, std::vector<EnumeratedResource>& page);
  Reply notify(const Call& call);
  bool is_connected(std::string_view device);

  Policy policy_;
  Registry registry_;
  RememberedStore store_;
  CallerErrors errors_;
  std::string user_ = "user";
  std::vector<Provider*> providers_;
  std::vector<Notifyee*> notifyees_;
  std::vector<std::unique_ptr<Provider>> owned_providers_;
  std::vector<std::unique_ptr<Notifyee>> owned_notifyees_;
  Trace* trace_ = nullptr;
  NameId app_ = NameId::null;  // in the trace
  std::uint32_t calls_ = 0;
};

}  // namespace mprsim
