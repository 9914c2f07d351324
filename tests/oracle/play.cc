#include "tests/oracle/play.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "mock_mpr/operations/add.h"
#include "mock_mpr/operations/cancel.h"
#include "mock_mpr/operations/lookup.h"

namespace mprsim::oracle {
namespace {

// The driver's side of the world: how often each was asked, and whether the entry is still there.
class Actors {
 public:
  explicit Actors(const World& world) : world_(world), entry_(world.remembered) {}

  Reply perform(const Call& call) {
    const bool after = call.kind() == CallKind::notify_after;
    if (after_ && !after) ++round_;  // the call after an after-the-fact notification begins a new round
    after_ = after;
    switch (call.kind()) {
      case CallKind::call_provider:
        return {in_round(world_.providers[index(call.provider())].answers)};
      case CallKind::notify_before: {
        const Notifyee& notifyee = world_.notifyees[index(call.notifyee())];
        return {notifyee.before, notifyee.leaves};
      }
      case CallKind::notify_after:
        return {in_round(world_.notifyees[index(call.notifyee())].after)};
      case CallKind::look_up:
        return {world_.connected ? wn::success : wn::not_connected};
      case CallKind::read_profile:
      case CallKind::remember:
        return {world_.profile};
      case CallKind::forget: {
        if (!world_.profile.ok()) return {world_.profile};
        const bool there = entry_;
        entry_ = false;
        return {there ? wn::success : wn::not_connected};
      }
      default:
        return {Status{5}, 99};  // a skip: the answer must not be read
    }
  }

 private:
  Status in_round(const std::vector<Status>& statuses) const {
    if (statuses.empty()) return wn::success;
    return round_ < statuses.size() ? statuses[round_] : statuses.back();
  }

  const World& world_;
  std::size_t round_ = 0;
  bool after_ = false;
  bool entry_;
};

Step::Kind kind_of(CallKind kind) {
  switch (kind) {
    case CallKind::notify_before:
      return Step::before;
    case CallKind::notify_after:
      return Step::after;
    case CallKind::call_provider:
      return Step::call;
    case CallKind::skip_provider:
      return Step::skip;
    case CallKind::skip_notifyee:
      return Step::broken;
    case CallKind::look_up:
      return Step::look;
    case CallKind::read_profile:
      return Step::read;
    case CallKind::forget:
      return Step::forget;
    case CallKind::remember:
    case CallKind::none:
      break;
  }
  return Step::remember;
}

Step step_of(const Call& call) {
  Step step{kind_of(call.kind())};
  switch (call.kind()) {
    case CallKind::call_provider:
    case CallKind::skip_provider:
      step.who = static_cast<int>(call.provider());
      break;
    case CallKind::notify_before:
    case CallKind::notify_after:
    case CallKind::skip_notifyee:
      step.who = static_cast<int>(call.notifyee());
      break;
    default:
      break;
  }
  return step;
}

// dwNotifyStatus is not a field of Step: a wrong one spoils the operation status.
void note_info(const NotifyInfo& info, Step& step) {
  const bool right =
      info.notify_status == (step.kind == Step::before ? NotifyStatus::pre : NotifyStatus::post);
  step.operation_status = right ? info.operation_status.code() : 0xBADBAD;
  step.context = info.context;
}

// An entry for the device, and not for the remote name that an add is to connect.
void remember_another(RememberedStore& store) {
  RememberedEntry entry;
  entry.device = "Z:";
  entry.remote_path = R"(\\other\one)";
  store.remember(entry);
}

int number(Text provider) {
  if (provider.is_poison()) return -2;
  return provider.is_null() ? -1 : provider.view().back() - '0';
}

int number(std::optional<ProviderId> provider) { return provider ? static_cast<int>(*provider) : -1; }

}  // namespace

Registry registry_of(const World& world) {
  Registry registry;
  for (const Provider& provider : world.providers) {
    Abilities abilities;
    for (const NpFunction function :
         {NpFunction::NPCancelConnection, NpFunction::NPAddConnection, NpFunction::NPGetConnection}) {
      if (!provider.capable) abilities.advertised.erase(function);
      if (!provider.exported) abilities.exported.erase(function);
    }
    registry.add_provider("P" + std::to_string(registry.provider_count()), abilities);
  }
  for (const Notifyee& notifyee : world.notifyees) {
    registry.add_notifyee("N" + std::to_string(registry.notifyee_count()), notifyee.loads);
  }
  return registry;
}

Outcome play_cancel(const World& world, const Registry& registry, const Cancel& cancel,
                    const Policy& policy) {
  const CancelRequest request{
      .name = cancel.name.empty() ? Text{} : Text{cancel.name},
      .flags = cancel.flags,
      .force = cancel.force,
      .api = cancel.old_call ? CancelApi::cancel_connection : CancelApi::cancel_connection2};
  CancelOperation operation{request, registry, policy};
  Actors actors{world};
  Outcome outcome;
  outcome.steps.reserve(12);
  while (const Call call = operation.next()) {
    Step step = step_of(call);
    if (call.notifies()) {
      note_info(call.info(), step);
      const NotifyCancel& details = call.details().cancel();
      step.provider = number(details.provider);
      step.flags = details.flags;
      step.force = details.force;
      if (details.name != request.name) step.provider = -99;
    }
    outcome.steps.push_back(step);
    operation.reply(actors.perform(call));
  }
  outcome.status = operation.result().status;
  outcome.provider = number(operation.result().provider);
  outcome.forgotten = operation.result().forgotten;
  return outcome;
}

Outcome play_add(const World& world, const Registry& registry, const Add& add, const Policy& policy) {
  RememberedStore store;
  if (world.remembered) remember_another(store);
  store.set_state(world.profile);
  const std::string named = add.named_provider < 0 ? "" : "P" + std::to_string(add.named_provider);
  const AddRequest request{
      .resource = {.local = add.device, .remote = add.remote, .provider = named},
      .flags = add.update_profile ? connect_flag::update_profile : 0,
  };
  AddOperation operation{request, registry, policy, store};
  Actors actors{world};
  Outcome outcome;
  while (const Call call = operation.next()) {
    Step step = step_of(call);
    if (call.notifies()) note_info(call.info(), step);
    outcome.steps.push_back(step);
    operation.reply(actors.perform(call));
  }
  outcome.status = operation.result().status;
  outcome.provider = number(operation.result().provider);
  outcome.forgotten = operation.result().remembered;
  return outcome;
}

Outcome play_look_up(const World& world, const Registry& registry, const Policy& policy) {
  RememberedStore store;
  if (world.remembered) remember_another(store);
  const LookupRequest request{"Z:"};
  LookupOperation operation{request, registry, policy, store};
  Actors actors{world};
  Outcome outcome;
  while (const Call call = operation.next()) {
    outcome.steps.push_back(step_of(call));
    operation.reply(actors.perform(call).status, R"(\\s\r)");
  }
  outcome.status = operation.result().status;
  return outcome;
}

std::vector<Policy> single_switch_variations() {
  std::vector<Policy> policies;
  for (const SwitchInfo& info : all_switches()) {
    for (const std::string_view value : info.values) {
      Policy policy;
      if (value_of(policy, info.id) == value) continue;
      set(policy, info.id, value);
      policies.push_back(policy);
    }
  }
  return policies;
}

std::string differences(const Policy& policy) {
  std::string text = "nt-doc";
  for (const SwitchInfo& info : all_switches()) {
    const std::string_view value = value_of(policy, info.id);
    if (value == value_of(Policy{}, info.id)) continue;
    text.append(" ").append(info.name).append("=").append(value);
  }
  return text;
}

}  // namespace mprsim::oracle
