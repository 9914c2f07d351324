// Errors: what a provider reports to the caller beside its status.
//
// Pages: returning-values-to-the-mpr, nf-npapi-wnetsetlasterrora.
#include <array>
#include <functional>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/check.h"
#include "tools/conformance/checks/battery.h"

namespace mprsim {
namespace errors_checks {
namespace {

void last_error_by_router(Probe& probe) {
  run_battery(probe, [&](const PluginReply& reply) {
    if (reply.set_last_error.empty()) return;
    probe.expect(
        false, "no function calls SetLastError: the router sets the last error",
        concat({"the provider called SetLastError(", std::to_string(reply.set_last_error.front()), ")"}));
  });
}

// Makes the cancels that an open file, a use or a print job blocks, and looks at each reply.
void blocked_cancels(Probe& probe, const std::function<void(const PluginReply&)>& look) {
  struct Obstacle {
    Need needs;
    BenchAction action;
    std::u16string device;
    ResourceType type;
  };
  const PluginFacts& facts = probe.facts();
  const Obstacle obstacles[] = {
      {Need::files, BenchAction::open_file, facts.drives.front(), ResourceType::disk},
      {Need::uses, BenchAction::start_use, facts.drives.front(), ResourceType::disk},
      {Need::jobs, BenchAction::start_job, u"LPT1", ResourceType::print}};
  for (const auto& [needs, action, device, type] : obstacles) {
    if (!facts.why_not(Need::cancel | Need::connect | Need::reset | needs).empty()) continue;
    if (!probe.must({.action = BenchAction::reset}) || !probe.connect(device, facts.remote(0, type)) ||
        !probe.begin(action, device))
      return;
    const auto reply = probe.call({"NPCancelConnection", {TextArgument{device, true}, ValueArgument{}}});
    if (reply) look(*reply);
  }
}

void extended_error(Probe& probe) {
  bool seen = false;
  const auto look = [&](const PluginReply& reply) {
    if (Status{reply.status} != wn::extended_error) return;
    seen = true;
    probe.expect(reply.extended.has_value() && !reply.extended->text.empty(),
                 "WNetSetLastError was called with a text before WN_EXTENDED_ERROR was returned",
                 reply.extended ? "the text is empty" : "WNetSetLastError was not called");
  };
  run_battery(probe, look);
  if (!probe.facts().bench.empty()) blocked_cancels(probe, look);
  if (!seen) probe.inapplicable(concat({"no call returned ", described(wn::extended_error)}));
}

constexpr auto checks = std::to_array<Check>({
    {.id = "errors/last-error-by-router",
     .title = "No function calls SetLastError",
     .rules = {Rule::error_last_error_by_router},
     .run = last_error_by_router},
    {.id = "errors/extended",
     .title = "WN_EXTENDED_ERROR comes with a text",
     .rules = {Rule::error_extended, Rule::error_per_thread},
     .run = extended_error},
});

}  // namespace
}  // namespace errors_checks

std::span<const Check> errors_chapter() noexcept { return errors_checks::checks; }

}  // namespace mprsim
