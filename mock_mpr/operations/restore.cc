#include "mock_mpr/operations/restore.h"

namespace mprsim {

RestoreOperation::RestoreOperation(const RememberedStore& store, const Registry& registry,
                                   const Policy& policy)
    : registry_(&registry), policy_(&policy) {
  if (store.state().ok()) entries_.assign(store.entries().begin(), store.entries().end());
}

Call RestoreOperation::next() {
  while (results_.size() < entries_.size()) {
    if (!cycle_) begin_entry();
    if (!cycle_) continue;
    if (const Call call = cycle_->next()) {
      asked_ = call.kind();
      return call;
    }
    end_entry(cycle_->conclusion().status, cycle_->accepted_by());
  }
  asked_ = CallKind::none;
  return {};
}

Reason RestoreOperation::reply(Status status) {
  if (asked_ == CallKind::skip_provider) return cycle_->skip();
  if (asked_ != CallKind::call_provider) return {};
  const Reason reason = cycle_->hear(status);
  return status.ok() ? Reason{Rule::restore_kept} : reason;
}

// An entry names the provider that made the connection; one that is no longer installed cannot restore it.
void RestoreOperation::begin_entry() {
  const std::string& name = entry().provider_name;
  const auto named = registry_->find_provider(name);
  if (!name.empty() && !named) {
    end_entry(wn::bad_provider, std::nullopt);
    return;
  }
  cycle_.emplace(Route::add, NpFunction::NPAddConnection, *registry_, *policy_);
  if (named) cycle_->only(*named);
}

void RestoreOperation::end_entry(Status status, std::optional<ProviderId> provider) {
  results_.push_back({entry(), status, provider});
  cycle_.reset();
}

}  // namespace mprsim
