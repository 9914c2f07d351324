// Notification: who among the notifyees is told of one operation, before and after it, and what they leave
// behind.
//
// Pages: "Connection Notification API", ns-npapi-notifyinfo, nf-npapi-cancelconnectnotify; docs/algorithm.md.
// A notifyee that leaves its context NULL is not called again for the operation: the contexts are the whole
// memory. A plain value, shared by the cancel and the add operation. Thread-safety: none needed.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>

#include "mock_mpr/call.h"

namespace mprsim {

class Notification {
 public:
  /// The shuffle key is the choice that a driver drew for NotifyOrder::shuffle; it is not read otherwise.
  Notification(const Registry& registry, const Policy& policy, std::uint64_t shuffle_key) noexcept
      : registry_(&registry),
        policy_(&policy),
        count_(static_cast<std::uint32_t>(registry.notifyee_count())),
        limit_(count_) {
    assert(count_ <= Registry::kMaxNotifyees);
    if (policy.notify_order == NotifyOrder::shuffle) shuffle(shuffle_key);
  }

  /// Nobody is told of this operation.
  void silence() noexcept { count_ = limit_ = 0; }

  /// The next advance notification (or notifyee to skip); false when all were told or one vetoed.
  Call next_before() noexcept {
    while (told_ < limit_) {
      const std::uint32_t position = told_++;
      if (asked_to_retry(position)) continue;  // keeps its context: it is not told in advance a second time
      contexts_[position] = 0;
      if (!is_called(notifyee(position))) [[unlikely]]
        return {CallKind::skip_notifyee, notifyee(position)};
      return {CallKind::notify_before, notifyee(position)};
    }
    return {};
  }

  /// Takes the reply of the notifyee that next_before() named. Returns the status that vetoes the operation;
  /// WN_SUCCESS if none does.
  Status absorb_before(const Reply& reply) noexcept {
    contexts_[told_ - 1] = reply.context;
    reason_ = {reply.context == 0 ? Rule::notifyinfo_context_opt_out : Rule::notify_before_first_provider};
    if (reply.status.ok()) [[likely]]
      return wn::success;
    return judge_error(reply.status);
  }

  /// Takes back a skipped notifyee. Returns the status that vetoes the operation; WN_SUCCESS if none does.
  Status absorb_skip() noexcept {
    if (policy_->notifyees == Notifyees::not_called) {
      reason_ = {Rule::notify_both_cancel_calls, Switch::notifyees};
      return wn::success;
    }
    reason_ = {Rule::notify_broken_library_ignored, Switch::broken_notifyee};
    if (policy_->broken_notifyee == BrokenNotifyee::ignored) return wn::success;
    limit_ = told_;
    return wn::module_not_found;
  }

  /// The next after-the-fact notification; false when everybody who is interested was told.
  Call next_after() noexcept {
    while (told_after_ < count_) {
      const std::uint32_t position = after_position(told_after_++);
      if (!holds_context(position) || contexts_[position] == 0) continue;
      return {CallKind::notify_after, notifyee(position)};
    }
    return {};
  }

  /// Takes the reply to an after-the-fact notification.
  void absorb_after(Status reply, Status operation_status) noexcept {
    reason_ = {operation_status.ok() ? Rule::notifyinfo_context_round_trip : Rule::notify_after_failure_too};
    if (reply != wn::retry) [[likely]]
      return;
    if (policy_->notify_retry == NotifyRetry::retry && operation_status.ok()) {
      reason_ = {Rule::notify_retry_misused, Switch::notify_retry};
      return;
    }
    reason_ = {Rule::notify_retry_after_failure, Switch::notify_retry};
    if (policy_->notify_retry == NotifyRetry::retry)
      retry_ |= std::uint32_t{1} << after_position(told_after_ - 1);
  }

  /// True if somebody asked for a retry and the bound is not reached: the round starts again, and the askers
  /// keep their context.
  bool begin_retry() noexcept {
    if (retry_ == 0 || rounds_ == kMaxRetries) return false;
    ++rounds_;
    retained_ = retry_;
    retry_ = 0;
    told_ = 0;
    told_after_ = 0;
    limit_ = count_;
    return true;
  }

  /// The lpContext of the notifyee that next_after() named.
  Context context() const noexcept { return contexts_[after_position(told_after_ - 1)]; }

  Reason reason() const noexcept { return reason_; }

  static constexpr std::uint32_t kMaxRetries = 8;

  friend bool operator==(const Notification& a, const Notification& b) noexcept {
    return a.registry_ == b.registry_ && a.policy_ == b.policy_ && a.count_ == b.count_ &&
           a.limit_ == b.limit_ && a.told_ == b.told_ && a.told_after_ == b.told_after_ &&
           a.retry_ == b.retry_ && a.retained_ == b.retained_ && a.rounds_ == b.rounds_ &&
           a.reason_ == b.reason_ && a.same_contexts(b) && a.same_order(b);
  }

  /// Feeds everything that operator== compares, but for the pointers, to a hasher.
  template <class Hasher>
  void hash(Hasher& hasher) const noexcept {
    hasher.add(std::uint64_t{told_} << 32 | told_after_);
    hasher.add(std::uint64_t{retry_} << 32 | retained_);
    hasher.add(std::uint64_t{limit_} << 32 | rounds_);
    for (std::uint32_t i = 0; i < count_; ++i) hasher.add(holds_context(i) ? contexts_[i] : 0);
  }

 private:
  NotifyeeId notifyee(std::uint32_t position) const noexcept {
    switch (policy_->notify_order) {
      case NotifyOrder::registration:
        break;
      case NotifyOrder::reverse:
        return static_cast<NotifyeeId>(count_ - 1 - position);
      case NotifyOrder::shuffle:
        return static_cast<NotifyeeId>(order_[position]);
    }
    return static_cast<NotifyeeId>(position);
  }

  bool is_called(NotifyeeId id) const noexcept {
    return registry_->loads(id) && policy_->notifyees == Notifyees::called;
  }

  // The reverse order of win9x is reversed once more after the fact.
  std::uint32_t after_position(std::uint32_t nth) const noexcept {
    return policy_->notify_order == NotifyOrder::reverse ? count_ - 1 - nth : nth;
  }

  bool asked_to_retry(std::uint32_t position) const noexcept { return (retained_ >> position & 1) != 0; }

  // A veto and a broken library end the round early; whoever comes later holds no context of this operation.
  bool holds_context(std::uint32_t position) const noexcept {
    return position < told_ || asked_to_retry(position);
  }

  Status judge_error(Status error) noexcept {
    const bool retry_means_success = policy_->notify_retry == NotifyRetry::retry;
    if (error == wn::retry && retry_means_success) {
      reason_ = {Rule::notify_retry_misused, Switch::notify_retry};
      return wn::success;
    }
    reason_ = {Rule::notify_error_before, Switch::notify_error};
    const bool vetoes = policy_->notify_error == NotifyError::veto ||
                        (policy_->notify_error == NotifyError::cancel_vetoes && error == wn::cancel);
    if (!vetoes) return wn::success;
    if (policy_->notify_error == NotifyError::cancel_vetoes) reason_.rule = Rule::notify_cancel_vetoes;
    contexts_[told_ - 1] = 0;  // the one that vetoes is not told of the failure that it made
    limit_ = told_;
    return error;
  }

  void shuffle(std::uint64_t key) noexcept {
    for (std::uint32_t i = 0; i < count_; ++i) order_[i] = static_cast<std::uint8_t>(i);
    for (std::uint32_t i = count_; i > 1; --i) {
      std::swap(order_[i - 1], order_[key % i]);
      key /= i;
    }
  }

  bool same_contexts(const Notification& other) const noexcept {
    for (std::uint32_t i = 0; i < count_; ++i) {
      if (holds_context(i) && contexts_[i] != other.contexts_[i]) return false;
    }
    return true;
  }

  bool same_order(const Notification& other) const noexcept {
    return policy_->notify_order != NotifyOrder::shuffle ||
           std::equal(order_.begin(), order_.begin() + count_, other.order_.begin());
  }

  const Registry* registry_;
  const Policy* policy_;
  std::uint32_t count_;     // how many there are to tell
  std::uint32_t limit_;     // how many will be told in advance: fewer after a veto
  std::uint32_t told_ = 0;  // how many were told in advance, in order
  std::uint8_t told_after_ = 0;
  std::uint8_t rounds_ = 0;
  std::uint32_t retry_ = 0;     // bit per position: asked for a retry in this round
  std::uint32_t retained_ = 0;  // bit per position: asked for it in the round before
  Reason reason_;
  // By position in the order of telling. Not initialised: an operation writes what it reads, and most have
  // few notifyees or none.
  std::array<Context, Registry::kMaxNotifyees> contexts_;
  std::array<std::uint8_t, Registry::kMaxNotifyees> order_;  // written for NotifyOrder::shuffle alone
};

}  // namespace mprsim
