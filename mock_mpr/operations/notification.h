// Notification: who among the notifyees is told of one operation, before and after it, and what they leave
// behind.
//
// Pages: "Connection Notification API", ns-npapi-notifyinfo, nf-npapi-cancelconnectnotify; docs/algorithm.md.
// A notifyee that leaves its context NULL is not called again for the operation: the contexts are the whole
// memory. A plain value, shared by the cancel and the add operation. Thread-safety: none needed.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstdint>

#include "mock_mpr/operations/call.h"

namespace mprsim {

class Notification {
 public:
  /// The shuffle key is the choice that a driver drew for NotifyOrder::shuffle; it is not read otherwise.
  Notification(const Registry& registry, const Policy& policy, std::uint64_t shuffle_key) noexcept
      : registry_(&registry),
        policy_(&policy),
        count_(static_cast<std::uint32_t>(registry.notifyee_count())),
        skipped_(policy.notifyees == Notifyees::called ? registry.broken_notifyees() : ~std::uint32_t{0}) {
    assert(count_ <= Registry::max_notifyees);
    if (policy.notify_order == NotifyOrder::shuffle) shuffle(shuffle_key);
  }

  /// Nobody is told of this operation.
  void silence() noexcept { count_ = 0; }

  /// The next advance notification (or notifyee to skip); false when all were told. Not to be asked after a
  /// veto.
  Call next_before() noexcept {
    while (told_ < count_) {
      const std::uint32_t position = told_++;
      if (has(kept_, position)) continue;  // asked for a retry: it is not told in advance a second time
      const NotifyeeId id = notifyee(position);
      if ((skipped_ >> index(id) & 1) != 0) [[unlikely]]
        return {CallKind::skip_notifyee, id};
      return {CallKind::notify_before, id};
    }
    return {};
  }

  /// Takes the reply of the notifyee that next_before() named. Returns the status that vetoes the operation;
  /// WN_SUCCESS if none does.
  Status absorb_before(Reply reply) noexcept {
    reason_ = {reply.context == 0 ? Rule::notifyinfo_context_opt_out : Rule::notify_before_first_provider};
    if (!reply.status.ok()) [[unlikely]] {
      if (vetoes(reply.status)) return reply.status;  // who vetoes is not told of the failure that it made
    }
    if (reply.context == 0) return wn::success;
    contexts_[told_ - 1] = reply.context;
    interested_ |= bit(told_ - 1);
    return wn::success;
  }

  /// Takes back a skipped notifyee. Returns the status that vetoes the operation; WN_SUCCESS if none does.
  Status absorb_skip() noexcept {
    if (policy_->notifyees == Notifyees::not_called) {
      reason_ = {Rule::notify_both_cancel_calls, Switch::notifyees};
      return wn::success;
    }
    reason_ = {Rule::notify_broken_library_ignored, Switch::broken_notifyee};
    return policy_->broken_notifyee == BrokenNotifyee::ignored ? wn::success : wn::module_not_found;
  }

  /// The next after-the-fact notification; false when everybody who is interested was told.
  Call next_after() noexcept {
    if (interested_ == 0) return {};
    after_ = after_position();
    return {CallKind::notify_after, notifyee(after_)};
  }

  /// Takes the reply to an after-the-fact notification.
  void absorb_after(Status reply, Status operation_status) noexcept {
    interested_ &= ~bit(after_);
    reason_ = {operation_status.ok() ? Rule::notifyinfo_context_round_trip : Rule::notify_after_failure_too};
    if (reply != wn::retry) [[likely]]
      return;
    if (policy_->notify_retry == NotifyRetry::retry && operation_status.ok()) {
      reason_ = {Rule::notify_retry_misused, Switch::notify_retry};
      return;
    }
    reason_ = {Rule::notify_retry_after_failure, Switch::notify_retry};
    if (policy_->notify_retry == NotifyRetry::retry) retry_ |= bit(after_);
  }

  /// True if somebody asked for a retry and the bound is not reached: the round starts again, and the askers
  /// keep their context.
  bool begin_retry() noexcept {
    if (retry_ == 0 || rounds_ == max_retries) return false;
    ++rounds_;
    kept_ = interested_ = retry_;
    retry_ = 0;
    told_ = 0;
    return true;
  }

  /// The lpContext of the notifyee that next_after() named.
  Context context() const noexcept { return contexts_[after_]; }

  Reason reason() const noexcept { return reason_; }

  static constexpr std::uint32_t max_retries = 8;

  friend bool operator==(const Notification& a, const Notification& b) noexcept {
    return a.registry_ == b.registry_ && a.policy_ == b.policy_ && a.count_ == b.count_ &&
           a.told_ == b.told_ && a.interested_ == b.interested_ && a.retry_ == b.retry_ &&
           a.kept_ == b.kept_ && a.rounds_ == b.rounds_ && a.reason_ == b.reason_ && a.same_contexts(b) &&
           a.same_order(b);
  }

  /// Feeds everything that operator== compares, but for the pointers, to a hasher.
  template <class Hasher>
  void hash(Hasher& hasher) const noexcept {
    hasher.add(std::uint64_t{told_} << 32 | rounds_);
    hasher.add(std::uint64_t{retry_} << 32 | kept_);
    hasher.add(interested_);
    for (std::uint32_t i = 0; i < count_; ++i) hasher.add(has(interested_, i) ? contexts_[i] : 0);
  }

 private:
  static std::uint32_t bit(std::uint32_t position) noexcept { return std::uint32_t{1} << position; }
  static bool has(std::uint32_t bits, std::uint32_t position) noexcept { return (bits & bit(position)) != 0; }

  // Who stands at a position in the order of telling.
  NotifyeeId notifyee(std::uint32_t position) const noexcept {
    if (policy_->notify_order == NotifyOrder::registration) [[likely]]
      return static_cast<NotifyeeId>(position);
    return static_cast<NotifyeeId>(policy_->notify_order == NotifyOrder::reverse ? count_ - 1 - position
                                                                                 : order_[position]);
  }

  // Who is told next after the fact; somebody is interested. The reverse order of win9x is reversed once
  // more.
  std::uint32_t after_position() const noexcept {
    return static_cast<std::uint32_t>(policy_->notify_order == NotifyOrder::reverse
                                          ? 31 - std::countl_zero(interested_)
                                          : std::countr_zero(interested_));
  }

  bool vetoes(Status error) noexcept {
    if (error == wn::retry && policy_->notify_retry == NotifyRetry::retry) {  // counts as success
      reason_ = {Rule::notify_retry_misused, Switch::notify_retry};
      return false;
    }
    reason_ = {Rule::notify_error_before, Switch::notify_error};
    if (policy_->notify_error == NotifyError::veto) return true;
    if (policy_->notify_error != NotifyError::cancel_vetoes || error != wn::cancel) return false;
    reason_.rule = Rule::notify_cancel_vetoes;
    return true;
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
      if (has(interested_, i) && contexts_[i] != other.contexts_[i]) return false;
    }
    return true;
  }

  bool same_order(const Notification& other) const noexcept {
    return policy_->notify_order != NotifyOrder::shuffle ||
           std::equal(order_.begin(), order_.begin() + count_, other.order_.begin());
  }

  const Registry* registry_;
  const Policy* policy_;
  std::uint32_t count_;      // how many there are to tell
  std::uint32_t skipped_;    // a bit per notifyee: not called
  std::uint32_t told_ = 0;   // how many were told in advance, in order
  std::uint32_t after_ = 0;  // the position that next_after() named; not compared, as interested_ tells it
  // A bit per position:
  std::uint32_t interested_ = 0;  // left a context, and did not reply to being told afterwards yet
  std::uint32_t retry_ = 0;       // asked for a retry in this round
  std::uint32_t kept_ = 0;        // asked for it in the round before, and keeps its context
  std::uint32_t rounds_ = 0;
  Reason reason_;
  // By position in the order of telling, of those who are interested. Not initialised: an operation writes
  // what it reads, and most have few notifyees or none.
  std::array<Context, Registry::max_notifyees> contexts_;
  std::array<std::uint8_t, Registry::max_notifyees> order_;  // written for NotifyOrder::shuffle alone
};

}  // namespace mprsim
