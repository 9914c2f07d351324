#include "tests/mock_mpr/cancel_script.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <optional>
#include <sstream>

namespace mprsim {
namespace {

// "5,0": one answer for each round.
std::vector<Status> parse_rounds(const std::string& word) {
  std::vector<Status> rounds;
  std::istringstream in(word);
  for (std::string code; std::getline(in, code, ',');) {
    const std::optional<Status> status = parse_status(code);
    if (!status) std::abort();
    rounds.push_back(*status);
  }
  return rounds;
}

Abilities abilities_of(const std::string& word) {
  Abilities abilities;
  if (word == "-") abilities.advertised.erase(NpFunction::NPCancelConnection);
  if (word == "x") abilities.exported.erase(NpFunction::NPCancelConnection);
  return abilities;
}

}  // namespace

CancelScript::CancelScript(std::string_view provider_row, const Policy& chosen,
                           std::vector<ScriptedNotifyee> told)
    : policy(chosen), notifyees(std::move(told)) {
  std::istringstream row{std::string(provider_row)};
  for (std::string word; row >> word;) {
    const bool callable = word != "-" && word != "x";
    registry.add_provider("P" + std::to_string(answers.size() + 1), abilities_of(word));
    answers.push_back(callable ? parse_rounds(word) : std::vector<Status>{wn::success});
  }
  for (std::size_t i = 0; i < notifyees.size(); ++i) {
    registry.add_notifyee(std::string(1, static_cast<char>('A' + i)), notifyees[i].loads);
  }
}

// In memory that is not clean: an operation does not initialise the contexts that it does not use.
CancelResult CancelScript::play() {
  alignas(CancelOperation) std::byte memory[sizeof(CancelOperation)];
  for (volatile std::byte& byte : memory) byte = std::byte{0x5A};
  CancelOperation& operation = *new (memory) CancelOperation{request, registry, policy};
  log.clear();
  steps.clear();
  std::size_t round = 0;
  bool after = false;
  while (const Call call = operation.next()) {
    const bool is_after = call.kind() == CallKind::notify_after;
    if (after && !is_after) ++round;
    after = is_after;
    ScriptedStep step{.call = call};
    if (call.notifies()) {
      step.info = call.info();
      step.details = call.details().cancel();
    }
    step.reason = operation.reply(perform(call, round));
    steps.push_back(step);
  }
  return operation.result();
}

Reply CancelScript::perform(const Call& call, std::size_t round) {
  if (!log.empty()) log += ' ';
  const auto notifyee_name = [&] { return std::string(registry.name(call.notifyee())); };
  const auto provider_name = [&] { return std::string(registry.name(call.provider())); };
  switch (call.kind()) {
    case CallKind::notify_before: {
      log += '<' + notifyee_name();
      const ScriptedNotifyee& told = notifyees[index(call.notifyee())];
      const Context context = told.leaves == 0 ? 0 : told.leaves + 16 * index(call.notifyee());
      return {round == 0 ? told.before : told.before_later, context};
    }
    case CallKind::notify_after: {
      log += '>' + notifyee_name();
      const ScriptedNotifyee& told = notifyees[index(call.notifyee())];
      return {round == 0 ? told.after : told.after_later};
    }
    case CallKind::call_provider: {
      log += provider_name();
      const std::vector<Status>& rounds = answers[index(call.provider())];
      return {rounds[std::min(round, rounds.size() - 1)]};
    }
    case CallKind::skip_provider:
      log += '(' + provider_name() + ')';
      return {};
    case CallKind::skip_notifyee:
      log += '(' + notifyee_name() + ')';
      return {};
    case CallKind::look_up:
      log += "look";
      return {connected ? wn::success : wn::not_connected};
    case CallKind::read_profile:
      log += "read";
      return {profile};
    case CallKind::forget:
      log += "forget";
      return {forget};
    case CallKind::remember:
    case CallKind::none:
      break;
  }
  std::abort();
}

std::vector<ScriptedStep> CancelScript::notified(CallKind kind) const {
  std::vector<ScriptedStep> found;
  for (const ScriptedStep& step : steps) {
    if (step.call.kind() == kind) found.push_back(step);
  }
  return found;
}

Policy with(Switch id, std::string_view value, Policy policy) {
  if (!set(policy, id, value)) std::abort();
  return policy;
}

}  // namespace mprsim
