// FastCancel: a CancelOperation run to its end at once, for a driver that can answer at once. It exists for
// nanoseconds alone, and is no part of the algorithm: read cancel.cc instead.
//
// It makes the same calls in the same order as the plain loop
//   while (const Call call = op.next()) { reply = perform(call); reason = op.reply(reply); }
// and leaves the operation in the same state; a property test compares the two
// (operation_properties_test.cc). What it saves: each of the three phases that make nearly all calls has a
// loop of its own, which need not ask what kind of call it just made; and an error that the cycle heard from
// the provider before teaches it nothing, in every style of routing, so that it is not weighed again.
// docs/performance.md has the figures. Thread-safety and failures: those of the driver.
#pragma once

#include "mock_mpr/operations/cancel.h"

namespace mprsim {

class FastCancel {
 public:
  /// The driver has these members; each record is told why the reply means what it means.
  ///   static constexpr bool records                             false: the records below do nothing
  ///   Status ask(ProviderId)                                    NPCancelConnection
  ///   Reply tell(NotifyeeId, NotifyInfo, const NotifyCancel&)   CancelConnectNotify
  ///   Reply perform(const Call&)                                every other call
  ///   void record_asked(const Call&, Status, Reason)
  ///   void record_told(const Call&, Reply, Reason)
  ///   void record(const Call&, Reply, Reason)
  template <class Driver>
  static void run(CancelOperation& op, Driver& driver) {
    // A cancel that has a name and does not touch the profile begins with the notifications.
    const bool is_plain =
        op.phase_ == Phase::check_name && !op.request().name.view().empty() && op.flags_ == 0;
    if (is_plain) op.phase_ = Phase::before;
    for (;;) {
      if (op.phase_ == Phase::before) tell_before(op, driver);
      if (op.phase_ == Phase::route) ask_providers(op, driver);
      if (op.phase_ == Phase::after) tell_after(op, driver);
      if (op.phase_ == Phase::done) {
        op.asked_ = CallKind::none;
        return;
      }
      const Call call = op.next();
      if (!call) return;
      const Reply reply = driver.perform(call);
      driver.record(call, reply, op.reply(reply));
    }
  }

 private:
  using Phase = CancelOperation::Phase;

  template <class Driver>
  static void tell_before(CancelOperation& op, Driver& driver) {
    Notification& told = op.notification_;
    while (told.find_before()) {
      const NotifyeeId id = told.notifyee(told.told_ - 1);
      if (told.is_skipped(id)) {
        driver.record(Call{CallKind::skip_notifyee, id}, {}, op.take(told.take_skip()));
      } else {
        const Reply reply = driver.tell(id, told.info_before(), told.details_.cancel());
        const Reason reason = op.before_reason(op.take(told.take_before(reply)));
        driver.record_told(Call{CallKind::notify_before, id, told.info_before(), told.details_}, reply,
                           reason);
      }
      if (op.phase_ != Phase::before) return;  // a veto
    }
    op.phase_ = Phase::route;
  }

  template <class Driver>
  static void ask_providers(CancelOperation& op, Driver& driver) {
    Routing& cycle = op.routing_;
    Status last = wn::success;  // the error that the cycle heard last, and what it meant; success: none
    Reason meaning{};
    while (const Call call = cycle.next()) {
      if (call.kind() != CallKind::call_provider) {
        driver.record(call, {}, cycle.skip());
        last = wn::success;
        continue;
      }
      const Status status = driver.ask(call.provider());
      if (status.ok() || status != last) {
        const Reason reason = cycle.hear(status);
        if constexpr (Driver::records) meaning = op.provider_reason(reason);
        last = status;
      }
      driver.record_asked(call, status, meaning);
    }
    op.conclude();
  }

  template <class Driver>
  static void tell_after(CancelOperation& op, Driver& driver) {
    Notification& told = op.notification_;
    while (told.find_after()) {
      const NotifyeeId id = told.notifyee(told.after_);
      const NotifyInfo info = told.info_after();
      const Reply reply = driver.tell(id, info, told.details_.cancel());
      const Reason reason = op.after_reason(told.take_after(reply.status));
      driver.record_told(Call{CallKind::notify_after, id, info, told.details_}, reply, reason);
    }
    op.phase_ = op.retries() ? Phase::before : Phase::done;
  }
};

}  // namespace mprsim
