// Router: a mock of MPR that answers at once. Register providers and notifyees, and call it; there is no
// clock, no world and no thread.
//
// This is the quick way into the library, for unit tests of software that sits on MPR (docs/algorithm.md has
// a test in ten lines). Every call runs the same operations as the simulator: cancel.h, add.h, lookup.h,
// enumerate.h.
//   Router mpr;                                  // Policy::of(Profile::nt_doc)
//   mpr.add_provider("LanMan", [](std::string_view name, bool force) { return wn::success; });
//   mpr.add_notifyee("indexer", [](NotifyInfo& info, const NotifyCancel& cancel) { return wn::success; });
//   CancelResult result = mpr.cancel_connection("Z:", {.update_profile = true});
//
// Threads: one thread at a time per Router; two Routers are independent. A provider or notifyee may call the
// Router back, and that call is an operation of its own; it must not register anything while a call is under
// way. Failures: every call reports what happened as the Status in its result, and so throws nothing of its
// own, except std::bad_alloc. An exception of a provider or notifyee leaves the call; what was done until
// then stays done, the last error of the caller is not set, and the Router can be used again. Text: every
// string_view that a provider or notifyee gets is valid until it returns. Names are UTF-8.
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

/// A network provider, as far as the router calls it. Mock it, or derive a fake from it.
class Provider {
 public:
  virtual ~Provider() = default;

  /// NPCancelConnection. WN_SUCCESS: the connection `name` was this provider's, and is cancelled; no later
  /// provider is asked. WN_NOT_CONNECTED: not mine. `force` is fForce as the caller gave it.
  virtual Status cancel_connection(std::string_view name, bool force) = 0;

  /// NPAddConnection and NPAddConnection3. WN_SUCCESS: connected; no later provider is asked. WN_BAD_NETNAME:
  /// not mine, which is the answer of this class. `user` is empty for the default user.
  virtual Status add_connection(const NetResource& resource, std::string_view user);

  /// NPGetConnection. WN_SUCCESS: `remote` was set to the remote name of `device`. With any other status
  /// `remote` is not read. WN_NOT_CONNECTED: not mine, which is the answer of this class.
  virtual Status get_connection(std::string_view device, std::string& remote);

  /// NPGetUser. WN_SUCCESS: `user` was set to the user of the connection `name`. With any other status `user`
  /// is not read. WN_NOT_CONNECTED: not mine, which is the answer of this class.
  virtual Status get_user(std::string_view name, std::string& user);

  /// NPOpenEnum, NPEnumResource and NPCloseEnum over RESOURCE_CONNECTED, all at once. WN_SUCCESS: the
  /// connections of this provider were appended to `resources`; an empty provider name is filled in with this
  /// provider's. With any other status the provider is left out. This class appends none.
  virtual Status list_connections(std::vector<EnumeratedResource>& resources);
};

/// A connection notifyee.
class Notifyee {
 public:
  virtual ~Notifyee() = default;

  /// CancelConnectNotify, before a cancel (NotifyStatus::pre) and after it (post). Before, info.context is 0;
  /// the notifyee stores there what it wants to find afterwards, or leaves 0 and is not called afterwards.
  /// Nothing else that it writes into `info` is read. Whether an error stops the cancel is a question of the
  /// policy (notify_error).
  virtual Status cancel_connect_notify(NotifyInfo& info, const NotifyCancel& cancel) = 0;

  /// AddConnectNotify, in the same way. This class leaves the context 0 and returns WN_SUCCESS.
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

  /// A router without providers, notifyees and remembered connections. The policy is copied, and stays.
  explicit Router(const Policy& policy = {});
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  /// Registers a provider at the end of the provider order. `abilities` says what its NPGetCaps promises and
  /// what its library exports. The provider must outlive the Router. Returns its place in the order; or
  /// nothing, with nothing registered, if a provider has that name already (case does not matter) or
  /// Registry::max_providers is reached.
  std::optional<ProviderId> add_provider(std::string name, Provider& provider, Abilities abilities = {});

  /// The same for a provider that can do everything and is asked through a function; the Router keeps the
  /// function. An empty function throws std::bad_function_call out of the call that asks it.
  std::optional<ProviderId> add_provider(std::string name, CancelFunction cancel);

  /// Registers a notifyee after those that are there. It must outlive the Router. Returns its place; or
  /// nothing, with nothing registered, if Registry::max_notifyees is reached. Two notifyees may have one
  /// name.
  std::optional<NotifyeeId> add_notifyee(std::string name, Notifyee& notifyee);

  /// The same for a notifyee of cancels that is told through a function; the Router keeps the function.
  std::optional<NotifyeeId> add_notifyee(std::string name, NotifyFunction notify);

  /// WNetCancelConnection2: cancels the connection of a device ("Z:") or to a remote name. An empty name is
  /// refused by the policy's null_name before anything is called.
  CancelResult cancel_connection(std::string_view name, CancelOptions options = {});

  /// WNetCancelConnection and WNetCancelConnection2, with everything that a caller can pass. The notifyees
  /// are told before and after, the providers are asked in between, and with CONNECT_UPDATE_PROFILE the
  /// remembered entry of the device goes from store(). The result has the status and the rule that explains
  /// it; with WN_SUCCESS the provider that cancelled, unless the entry alone was forgotten; and whether it
  /// was. Sets the last error. The text of the request must live until the call returns. Allocates nothing,
  /// unless a device must be looked up or a trace grows.
  CancelResult cancel(const CancelRequest& request);

  /// WNetAddConnection, WNetAddConnection2 and WNetAddConnection3. The result has the status and the rule
  /// that explains it, the provider that connected, and whether the connection was remembered in store(). A
  /// status other than WN_SUCCESS with a provider says that the device is connected and could not be
  /// remembered. Sets the last error. The text of the request must live until the call returns.
  AddResult add(const AddRequest& request);

  /// WNetGetConnection. With WN_SUCCESS, and with 1201 (remembered, not connected), the result has the remote
  /// name; otherwise that is empty. Sets the last error.
  LookupResult get_connection(std::string_view device);

  /// WNetGetUser. With WN_SUCCESS the result has the user of the connection; otherwise that is empty. Without
  /// a name it is user(), and no provider is asked. Sets the last error.
  LookupResult get_user(std::string_view name);

  /// WNetOpenEnum, WNetEnumResource to the end, WNetCloseEnum: all connections, in provider order, or all
  /// remembered entries. With a status other than WN_SUCCESS the list is empty. Sets the last error.
  EnumerateResult enumerate(EnumScope scope);

  /// The remembered connections; empty at first. The caller may change them between two calls.
  RememberedStore& store() noexcept { return store_; }
  /// What is registered. Valid as long as the Router.
  const Registry& registry() const noexcept { return registry_; }
  const Policy& policy() const noexcept { return policy_; }
  /// What GetLastError and WNetGetLastError tell the one caller of this Router; a provider may set it.
  CallerErrors& errors() noexcept { return errors_; }
  /// The name of the one caller of this Router; "user" unless set.
  const std::string& user() const noexcept { return user_; }
  void set_user(std::string name) { user_ = std::move(name); }

  /// Records every cancel from now on, at time 0 and as the calls of "app"; null stops. The trace must
  /// outlive the recording. A full trace records no more, and the cancels go on.
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
