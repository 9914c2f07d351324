// Notification: which notifyees are told of one operation, before it and after it, what they are told, and
// the contexts that they leave.
//
// Pages: "Connection Notification API", ns-npapi-notifyinfo, nf-npapi-cancelconnectnotify; docs/algorithm.md.
// A notifyee that leaves its context NULL is not called again for the operation: the contexts are the whole
// memory. A plain value, shared by the cancel and the add operation; the registry and the policy must outlive
// it. Thread-safety: none needed, no shared state. Nothing throws.
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
  /// What taking the reply of a notifyee comes to. The veto is WN_SUCCESS unless the reply ends the
  /// operation.
  struct Taken {
    Reason reason{};
    Status veto{};
  };

  static constexpr std::uint32_t max_retries = 8;

  /// The details (NotifyCancel or NotifyAdd) are what every notifyee is told, apart from lpProvider:
  /// set_provider(). The shuffle key is the choice that a driver drew for NotifyOrder::shuffle; it is not
  /// read otherwise.
  template <class Details>
  Notification(const Registry& registry, const Policy& policy, std::uint64_t shuffle_key,
               const Details& details) noexcept
      : registry_(&registry),
        policy_(&policy),
        count_(static_cast<std::uint32_t>(registry.notifyee_count())),
        skipped_(policy.notifyees == Notifyees::called ? registry.broken_notifyees() : ~std::uint32_t{0}),
        details_(details) {
    assert(count_ <= Registry::max_notifyees);
    if (policy.notify_order == NotifyOrder::shuffle) shuffle(shuffle_key);
  }

  /// No notifyee is told of this operation.
  void silence() noexcept { count_ = 0; }

  /// What lpProvider holds from now on.
  void set_provider(Text name) noexcept { details_.set_provider(name); }

  /// What the operation came to, told after the fact.
  void set_operation_status(Status status) noexcept { operation_status_ = status; }

  /// The next advance notification, or the next notifyee to skip; false when all were told. Not to be asked
  /// after a veto.
  Call next_before() noexcept {
    if (!find_before()) return {};
    const NotifyeeId id = notifyee(told_ - 1);
    if (is_skipped(id)) return {CallKind::skip_notifyee, id};
    return {CallKind::notify_before, id, info_before(), details_};
  }

  /// Takes the reply to an advance notification.
  Taken take_before(Reply reply) noexcept {
    Taken taken{{reply.context == 0 ? Rule::notifyinfo_context_opt_out : Rule::notify_before_first_provider}};
    if (!reply.status.ok()) taken = take_error_before(reply.status);
    // A notifyee that vetoes is not told of the failure that it made.
    if (!taken.veto.ok() || reply.context == 0) return taken;
    contexts_[told_ - 1] = reply.context;
    interested_ |= bit(told_ - 1);
    return taken;
  }

  /// Takes note that a notifyee was skipped.
  Taken take_skip() const noexcept {
    if (policy_->notifyees == Notifyees::not_called)
      return {{Rule::notify_both_cancel_calls, Switch::notifyees}};
    const bool ignored = policy_->broken_notifyee == BrokenNotifyee::ignored;
    return {{Rule::notify_broken_library_ignored, Switch::broken_notifyee},
            ignored ? wn::success : wn::module_not_found};
  }

  /// The next after-the-fact notification; false when every interested notifyee was told.
  Call next_after() noexcept {
    if (!find_after()) return {};
    return {CallKind::notify_after, notifyee(after_), info_after(), details_};
  }

  /// Takes the reply to an after-the-fact notification.
  Reason take_after(Status reply) noexcept {
    interested_ &= ~bit(after_);
    const bool failed = !operation_status_.ok();
    if (reply != wn::retry)
      return {failed ? Rule::notify_after_failure_too : Rule::notifyinfo_context_round_trip};
    const bool retries = policy_->notify_retry == NotifyRetry::retry;
    if (retries && !failed) return {Rule::notify_retry_misused, Switch::notify_retry};
    if (retries) retry_ |= bit(after_);
    return {Rule::notify_retry_after_failure, Switch::notify_retry};
  }

  /// True if a notifyee asked for a retry and the bound is not reached: the round starts again, and the
  /// notifyees that asked keep their contexts.
  bool begin_retry() noexcept {
    if (retry_ == 0 || rounds_ == max_retries) return false;
    ++rounds_;
    kept_ = interested_ = retry_;
    retry_ = 0;
    told_ = 0;
    return true;
  }

  friend bool operator==(const Notification& a, const Notification& b) noexcept {
    return a.registry_ == b.registry_ && a.policy_ == b.policy_ && a.count_ == b.count_ &&
           a.told_ == b.told_ && a.interested_ == b.interested_ && a.retry_ == b.retry_ &&
           a.kept_ == b.kept_ && a.rounds_ == b.rounds_ && a.operation_status_ == b.operation_status_ &&
           a.details_ == b.details_ && a.same_contexts(b) && a.same_order(b);
  }

  /// Feeds the memory of the notifications to a hasher.
  template <class Hasher>
  void hash(Hasher& hasher) const noexcept {
    hasher.add(std::uint64_t{told_} << 32 | rounds_);
    hasher.add(std::uint64_t{retry_} << 32 | kept_);
    hasher.add(std::uint64_t{interested_} << 32 | operation_status_.code());
    for (std::uint32_t i = 0; i < count_; ++i) hasher.add(has(interested_, i) ? contexts_[i] : 0);
  }

 private:
  friend class FastCancel;

  // Goes to the next position to be told in advance, told_ - 1. False if there is none.
  bool find_before() noexcept {
    while (told_ < count_) {
      if (!has(kept_, told_++)) return true;  // a notifyee that asked for a retry is told once
    }
    return false;
  }
  // Goes to the next position to be told after the fact, after_. False if there is none.
  bool find_after() noexcept {
    if (interested_ == 0) return false;
    after_ = after_position();
    return true;
  }
  bool is_skipped(NotifyeeId id) const noexcept { return (skipped_ >> index(id) & 1) != 0; }
  NotifyInfo info_before() const noexcept { return {NotifyStatus::pre, wn::success, 0}; }
  NotifyInfo info_after() const noexcept {
    return {NotifyStatus::post, operation_status_, contexts_[after_]};
  }

  static std::uint32_t bit(std::uint32_t position) noexcept { return std::uint32_t{1} << position; }
  static bool has(std::uint32_t bits, std::uint32_t position) noexcept { return (bits & bit(position)) != 0; }

  // The notifyee at a position in the order of telling.
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

  // The position to be told next after the fact; at least one notifyee is interested. Windows 9x tells in
  // registration order again, so its reverse order is reversed once more.
  std::uint32_t after_position() const noexcept {
    return static_cast<std::uint32_t>(policy_->notify_order == NotifyOrder::reverse
                                          ? 31 - std::countl_zero(interested_)
                                          : std::countr_zero(interested_));
  }

  Taken take_error_before(Status error) const noexcept {
    if (error == wn::retry && policy_->notify_retry == NotifyRetry::retry) {  // counts as success
      return {{Rule::notify_retry_misused, Switch::notify_retry}};
    }
    switch (policy_->notify_error) {
      case NotifyError::veto:
        return {{Rule::notify_error_before, Switch::notify_error}, error};
      case NotifyError::cancel_vetoes:
        if (error == wn::cancel) return {{Rule::notify_cancel_vetoes, Switch::notify_error}, error};
        break;
      case NotifyError::record:
        break;
    }
    return {{Rule::notify_error_before, Switch::notify_error}};
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
  Status operation_status_;
  NotifyDetails details_;
  // By position in the order of telling, for the notifyees that are interested. Not initialised: an operation
  // writes before it reads, and most operations have few notifyees or none.
  std::array<Context, Registry::max_notifyees> contexts_;
  std::array<std::uint8_t, Registry::max_notifyees> order_;  // written for NotifyOrder::shuffle alone
};

}  // namespace mprsim
