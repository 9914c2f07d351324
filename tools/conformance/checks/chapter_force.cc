// Force: open files, print jobs and devices in use, with fForce FALSE and TRUE.
//
// Pages: ns-npapi-notifycancel (fForce), nf-npapi-npcancelconnection, nf-winnetwk-wnetcancelconnection2w.
#include <array>
#include <optional>
#include <string>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/check.h"
#include "tools/conformance/checks/names_in_use.h"

namespace mprsim {
namespace force_checks {
namespace {

constexpr char16_t printer_port[] = u"LPT1";

const std::u16string& drive(const Probe& probe) { return probe.facts().drives.front(); }

// Connects a drive and opens a file on it or starts a use of it. Returns the handle; nothing if the bench
// refused.
std::optional<std::uint64_t> occupied_drive(Probe& probe, BenchAction by) {
  if (!probe.connect(drive(probe), probe.facts().remote(0))) return std::nullopt;
  return probe.begin(by, drive(probe));
}

std::optional<std::uint64_t> printing_port(Probe& probe) {
  if (!probe.connect(printer_port, probe.facts().remote(0, ResourceType::print))) return std::nullopt;
  return probe.begin(BenchAction::start_job, printer_port);
}

// Whether the router ignores the answer. ownership/faithful-codes reports such an answer.
bool is_evasive(Status answer) {
  return significance(answer) == Significance::insignificant || answer == wn::no_network;
}

void open_files_block(Probe& probe) {
  if (!occupied_drive(probe, BenchAction::open_file)) return;
  const Status answer = probe.cancel(drive(probe), false);
  if (is_evasive(answer))
    return probe.observe("refused, but with another error than expected (see ownership/faithful-codes)");
  probe.expect(answer == wn::open_files, described(wn::open_files), "a file is open, and fForce is FALSE");
}

void jobs_block(Probe& probe) {
  if (!printing_port(probe)) return;
  const Status answer = probe.cancel(std::u16string(printer_port), false);
  probe.expect(!answer.ok(), concat({"an error, such as ", described(wn::open_files)}),
               "a job is printing, and fForce is FALSE");
  if (!answer.ok()) probe.observe(concat({"refused with ", described(answer)}));
}

void must_be_overridden(Probe& probe, const std::u16string& device, std::string_view what) {
  const Status answer = probe.cancel(device, true);
  probe.expect(answer.ok(), described(wn::success), concat({what, ", but fForce is TRUE"}));
}

void force_overrides(Probe& probe) {
  if (!occupied_drive(probe, BenchAction::open_file)) return;
  must_be_overridden(probe, drive(probe), "a file is open");
  if (!probe.facts().why_not(Need::jobs).empty() || probe.over()) return;
  if (!printing_port(probe)) return;
  must_be_overridden(probe, std::u16string(printer_port), "a job is printing");
}

void idle_no_difference(Probe& probe) {
  std::optional<Status> without;
  for (const bool force : {false, true}) {
    if (!probe.connect(drive(probe), probe.facts().remote(0))) return;
    const Status answer = probe.cancel(drive(probe), force);
    if (!without) {
      without = answer;
      if (!answer.ok() && !probe.must({.action = BenchAction::reset})) return;
      continue;
    }
    probe.expect(answer == *without, concat({described(*without), ", as without force: nothing is open"}));
  }
}

void failure_leaves_intact(Probe& probe) {
  const auto file = occupied_drive(probe, BenchAction::open_file);
  if (!file) return;
  if (probe.cancel(drive(probe), false).ok()) {
    return probe.inapplicable("the cancel did not fail; force/open-files-block reports that");
  }
  const TextAnswer answer = probe.get(drive(probe));
  probe.expect(answer.status.ok() && answer.text == probe.facts().remote(0),
               concat({"connected to ", described(MaybeText(probe.facts().remote(0))), " as before"}),
               "the cancel reported an error, but the connection is gone");
  if (!probe.facts().can(BenchAction::touch_file) || probe.over()) return;
  const Status touched = probe.perform({.action = BenchAction::touch_file, .handle = *file});
  probe.expect(touched.ok(), "the open file still works",
               "the cancel reported an error, so it must change nothing");
}

void device_in_use(Probe& probe) {
  if (!occupied_drive(probe, BenchAction::start_use)) return;
  const Status answer = probe.cancel(drive(probe), false);
  if (is_evasive(answer))
    return probe.observe("refused, but with another error than expected (see ownership/faithful-codes)");
  probe.expect(answer == wn::device_in_use, described(wn::device_in_use),
               "a process uses the device; no file is open");
}

void device_in_use_forced(Probe& probe) {
  if (!occupied_drive(probe, BenchAction::start_use)) return;
  const Status answer = probe.cancel(drive(probe), true);
  probe.observe(answer.ok()
                    ? "a forced cancel succeeds for a device that a process uses (device_in_use_forced = "
                      "\"overridden\")"
                    : concat({"a forced cancel fails for a device that a process uses: ", described(answer),
                              " (device_in_use_forced = \"refused\")"}));
}

// Which of the Windows levels of force fForce TRUE stands for in this provider.
void force_levels(Probe& probe) {
  if (!occupied_drive(probe, BenchAction::open_file)) return;
  if (!probe.cancel(drive(probe), true).ok()) return probe.observe("fForce TRUE is USE_NOFORCE");
  if (!probe.facts().why_not(Need::uses).empty()) return probe.observe("fForce TRUE is USE_FORCE or more");
  if (!occupied_drive(probe, BenchAction::start_use)) return;
  probe.observe(probe.cancel(drive(probe), true).ok() ? "fForce TRUE is USE_LOTS_OF_FORCE"
                                                      : "fForce TRUE is USE_FORCE");
}

void stale_handles(Probe& probe) {
  const auto file = occupied_drive(probe, BenchAction::open_file);
  if (!file) return;
  if (!probe.cancel(drive(probe), true).ok()) {
    return probe.inapplicable("the forced cancel failed; force/overrides reports that");
  }
  const Status touched = probe.perform({.action = BenchAction::touch_file, .handle = *file});
  probe.expect(!touched.ok(), "an error: the connection of the handle is gone");
}

constexpr auto checks = std::to_array<Check>({
    {.id = "force/open-files-block",
     .title = "Without force a cancel fails with WN_OPEN_FILES while a file is open",
     .rules = {Rule::force_open_files_block},
     .needs = Need::cancel | Need::connect | Need::files,
     .run = open_files_block},
    {.id = "force/jobs-block",
     .title = "Without force a cancel fails while a print job is open",
     .rules = {Rule::force_jobs_block},
     .needs = Need::cancel | Need::connect | Need::jobs,
     .run = jobs_block},
    {.id = "force/overrides",
     .title = "With force a cancel succeeds in spite of open files and jobs",
     .rules = {Rule::force_overrides},
     .needs = Need::cancel | Need::connect | Need::files,
     .run = force_overrides},
    {.id = "force/idle-no-difference",
     .title = "Force makes no difference for an idle connection",
     .rules = {Rule::force_idle_no_difference},
     .needs = Need::cancel | Need::connect | Need::reset,
     .run = idle_no_difference},
    {.id = "force/failure-leaves-intact",
     .title = "A cancel that fails changes nothing",
     .rules = {Rule::force_failure_leaves_intact},
     .needs = Need::cancel | Need::get | Need::connect | Need::files,
     .run = failure_leaves_intact},
    {.id = "force/device-in-use",
     .title = "Without force a cancel fails with WN_DEVICE_IN_USE while a process uses the device",
     .rules = {Rule::force_device_in_use},
     .needs = Need::cancel | Need::connect | Need::uses,
     .run = device_in_use},
    {.id = "force/device-in-use-forced",
     .title = "A forced cancel of a device that a process uses (reported: an open question)",
     .rules = {Rule::force_device_in_use_forced},
     .needs = Need::cancel | Need::connect | Need::uses,
     .run = device_in_use_forced},
    {.id = "force/levels",
     .title = "The level of force that fForce stands for (reported: an open question)",
     .rules = {Rule::force_levels},
     .needs = Need::cancel | Need::connect | Need::files,
     .run = force_levels},
    {.id = "force/stale-handles",
     .title = "After a forced cancel, file handles of the connection no longer work",
     .rules = {Rule::force_stale_handles},
     .needs = Need::cancel | Need::connect | Need::files | Need::touch,
     .run = stale_handles},
});

}  // namespace
}  // namespace force_checks

std::span<const Check> force_chapter() noexcept { return force_checks::checks; }

}  // namespace mprsim
