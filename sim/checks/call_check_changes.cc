// What a call may change: the remembered entries, and the world.
// Rules: profile.*, start.longest-wait, force.failure-leaves-intact, force.open-files-block,
// force.jobs-block, force.device-in-use, provider.no-collateral.
#include <string_view>

#include "mock_mpr/text/name.h"
#include "sim/checks/call_check_place.h"

namespace mprsim {

// --- The remembered entries.

bool CallCheck::updates_profile(const Policy& policy) const noexcept {
  if (api_ == Api::cancel_connection) return policy.old_cancel == OldCancel::forgets;
  return (flags_ & event_flag::update_profile) != 0;
}

void CallCheck::check_profile(const Event& event, const Place& place) {
  switch (static_cast<ProfileAction>(event.action)) {
    case ProfileAction::read:
      op_.store_failed = op_.store_failed || !event.status.ok();
      return;
    case ProfileAction::forget:
      op_.asked_to_forget = true;
      op_.store_failed = op_.store_failed || (!event.status.ok() && event.status != wn::not_connected);
      if (event.status.ok()) check_forgotten(event, place);
      return;
    case ProfileAction::remember:
      op_.store_failed = op_.store_failed || !event.status.ok();
      if (!adds() || !op_.round.accepted_by || event.object == NameId::null) {
        place.broken(Rule::profile_only_devices, "a connection was remembered that no provider has made");
      }
      return;
    case ProfileAction::keep:
      return;
  }
}

void CallCheck::check_forgotten(const Event& event, const Place& place) {
  op_.forgot = true;
  const Policy& policy = place.policy();
  if (!cancels() || !updates_profile(policy)) {
    place.broken(api_ == Api::cancel_connection ? Rule::profile_old_cancel_call : Rule::profile_zero_keeps,
                 place.quoted(event.object) + " was forgotten, but the caller did not ask for that");
  }
  if (!is_device_name(place.trace().text(event.object))) {
    place.broken(Rule::profile_remote_name_no_effect,
                 "a cancel by remote name changed the remembered entries");
  }
  const bool every_provider_had_its_turn =
      op_.round.cursor == place.registry().provider_count() || op_.round.ends;
  if (op_.round.accepted_by || policy.failed_cancel == FailedCancel::forgets) return;
  if (!every_provider_had_its_turn) {
    place.broken(Rule::profile_update_forgets, "the entry was forgotten before the cancel had succeeded");
  } else if (!op_.absent || policy.forget_unconnected == ForgetUnconnected::refused) {
    place.broken(Rule::profile_failure_keeps, "a failed cancel forgot the entry of a live connection");
  }
}

// --- The world.

void CallCheck::check_change(const Event& event, std::size_t position, const CheckedSetup& checked,
                             Violations& out) {
  const Place place{checked, position, out};
  const auto action = static_cast<WorldAction>(event.action);
  const bool by_provider = cancels() && provider_call_.is_last;
  // Only a change that comes directly after the call of a provider is that provider's.
  const auto takes = [&](Rule unless_forced) {
    if (!by_provider || had_fault_) return;
    if (!provider_call_.status.ok()) {
      place.broken(Rule::force_failure_leaves_intact,
                   "a provider whose cancel failed has changed the connection");
    } else if (!provider_call_.forced && unless_forced != Rule::none) {
      place.broken(unless_forced, "a cancel without force ended something that was in use");
    }
  };
  switch (action) {
    case WorldAction::asked:
      op_ = Operation{};
      return;
    case WorldAction::faulted:
      had_fault_ = true;
      return;
    case WorldAction::still_connected:
      lied_to_ = true;
      return;
    case WorldAction::waits:
      if (event.a < longest_wait_) {
        place.broken(Rule::start_longest_wait,
                     "the router waited for a shorter time than a provider asked for");
      }
      return;
    case WorldAction::file_stale:
    case WorldAction::changes_lost:
      return takes(Rule::force_open_files_block);
    case WorldAction::job_aborted:
      return takes(Rule::force_jobs_block);
    case WorldAction::use_ended:
      return takes(Rule::force_device_in_use);
    case WorldAction::disconnected:
      takes(Rule::none);
      if (cancels() && !equal_devices(place.trace().text(event.object), place.trace().text(name_))) {
        place.broken(Rule::provider_no_collateral,
                     "a cancel of " + place.quoted(name_) + " ended " + place.quoted(event.object));
      }
      return;
    default:
      return;
  }
}

}  // namespace mprsim
