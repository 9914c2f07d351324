// Errors: what a provider leaves behind for the caller besides its status.
//
// Pages: returning-values-to-the-mpr, nf-npapi-wnetsetlasterrora.
#include <array>
#include <functional>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/check.h"
#include "tools/conformance/checks/battery.h"
#include "tools/conformance/narration.h"

namespace mprsim {
namespace {

void last_error_by_router(Probe& probe) {
  run_battery(probe, [&](const PluginReply& reply) {
    if (reply.set_last_error.empty()) return;
    probe.expect(false, "no call of SetLastError: the router sets the last error",
                 concat({"it called SetLastError(", std::to_string(reply.set_last_error.front()), ")"}));
  });
}

// Cancels that something stands in the way of, each looked at.
void hindered_cancels(Probe& probe, const std::function<void(const PluginReply&)>& look) {
  struct Hindrance {
    Need needs;
    BenchAction action;
    std::u16string device;
    ResourceType type;
  };
  const PluginFacts& facts = probe.facts();
  const Hindrance hindrances[] = {
      {Need::files, BenchAction::open_file, facts.drives.front(), ResourceType::disk},
      {Need::uses, BenchAction::start_use, facts.drives.front(), ResourceType::disk},
      {Need::jobs, BenchAction::start_job, u"LPT1", ResourceType::print}};
  for (const auto& [needs, action, device, type] : hindrances) {
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
                 reply.extended ? "the text is empty" : "it was not called");
  };
  run_battery(probe, look);
  if (!probe.facts().bench.empty()) hindered_cancels(probe, look);
  if (!seen) probe.inapplicable(concat({"no call came to ", described(wn::extended_error)}));
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

std::span<const Check> errors_chapter() noexcept { return checks; }

}  // namespace mprsim
