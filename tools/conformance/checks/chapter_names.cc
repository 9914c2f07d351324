// Names: which connection a name means. The checks look at what is connected afterwards, not at what a call
// returns.
//
// Pages: nf-winnetwk-wnetcancelconnection2w (lpName), nf-npapi-npaddconnection, nf-npapi-npcancelconnection.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/check.h"

namespace mprsim {
namespace names_checks {
namespace {

std::u16string with_other_case(std::u16string name) {
  for (char16_t& c : name) {
    const bool upper = c >= u'A' && c <= u'Z';
    const bool lower = c >= u'a' && c <= u'z';
    if (upper || lower) c = static_cast<char16_t>(c ^ 0x20);
  }
  return name;
}

bool is_connected(Probe& probe, const std::u16string& device, const std::u16string& remote) {
  const TextAnswer answer = probe.get(device);
  return answer.status.ok() && answer.text == remote;
}

void case_of_devices(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  const std::u16string& drive = facts.drives.front();
  const std::u16string other = with_other_case(drive);
  if (!probe.connect(drive, facts.remote(0))) return;
  if (facts.can(NpFunction::NPGetConnection)) {
    const TextAnswer answer = probe.get(other);
    probe.expect(answer.status.ok(), "the connection is found: device names compare without regard to case");
  }
  const Status answer = probe.cancel(other, false);
  if (probe.over() || answer.ok()) return;
  probe.expect(false, concat({described(wn::success), ": device names compare without regard to case"}),
               concat({described(MaybeText(drive)), " is connected"}));
}

// The other connections come first and have the same remote name: a provider that removes one of them has not
// compared the device alone.
void device_scope(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  const std::u16string& neighbour = facts.drives[1];
  const std::u16string& drive = facts.drives[0];
  const std::u16string remote = facts.remote(0);
  if (!probe.connect(neighbour, remote)) return;
  const Status deviceless = probe.perform({.action = BenchAction::connect, .remote = remote});
  const Status second = probe.perform({.action = BenchAction::connect, .name = drive, .remote = remote});
  if (!second.ok() && !probe.connect(drive, facts.remote(1))) return;

  const Status answer = probe.cancel(drive, false);
  probe.expect(answer.ok(), concat({described(wn::success), ": nothing is open on it"}));
  probe.expect(is_connected(probe, neighbour, remote),
               concat({described(MaybeText(neighbour)), " is still connected"}),
               concat({"only ", described(MaybeText(drive)), " was cancelled"}));
  if (!deviceless.ok() || probe.over()) return;
  probe.expect(probe.cancel(remote, false).ok(),
               "the connection without a device is still there to be cancelled",
               concat({"only ", described(MaybeText(drive)), " was cancelled before"}));
}

// Uses the enumeration if there is one. Otherwise a second cancel shows it, unless the provider reports
// success for every name.
bool is_left(Probe& probe, const std::u16string& remote) {
  if (!probe.facts().why_not(Need::list).empty()) return probe.cancel(remote, false).ok();
  const auto resources = probe.list(resource_connected);
  return resources && std::ranges::any_of(*resources, [&](const ResourceArgument& resource) {
           return resource.remote == remote && !resource.local;
         });
}

void remote_scope(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  const std::u16string& drive = facts.drives.front();
  const std::u16string remote = facts.remote(0);
  if (!probe.connect(drive, remote)) return;
  probe.cancel(remote, true);
  if (!probe.expect(is_connected(probe, drive, remote),
                    concat({described(MaybeText(drive)), " is still connected"}),
                    "its remote name was cancelled, which means only connections without a device"))
    return;
  const Status deviceless = probe.perform({.action = BenchAction::connect, .remote = remote});
  if (!deviceless.ok())
    return probe.observe("connections without a device were not tested: the bench makes none");
  const Status second = probe.perform({.action = BenchAction::connect, .remote = remote});
  probe.expect(probe.cancel(remote, false).ok(),
               concat({described(wn::success), ": a connection without a device has that name"}));
  probe.expect(!is_left(probe, remote),
               "no connection without a device is left: a remote name cancels all of them",
               second.ok() ? "two were connected, and one is left" : "");
  probe.expect(is_connected(probe, drive, remote),
               concat({described(MaybeText(drive)), " is still connected"}), "a remote name was cancelled");
}

// Names that only begin like a device, for a drive D: "D", "D:\", "D:\folder", "DPT1", "D:x".
std::vector<std::u16string> lookalikes(const std::u16string& drive) {
  const std::u16string letter = drive.substr(0, 1);
  return {letter + u"PT1", letter, drive + u"\\", drive + u"\\folder", letter + u":x", letter + drive};
}

void must_not_match(Probe& probe, const std::u16string& device, const std::u16string& remote,
                    const std::u16string& lookalike) {
  if (probe.facts().can(NpFunction::NPGetConnection)) {
    const TextAnswer answer = probe.get(lookalike);
    probe.expect(!answer.status.ok() || answer.text != remote,
                 concat({described(MaybeText(lookalike)), " is not ", described(MaybeText(device))}));
  }
  probe.cancel(lookalike, true);
  const std::string cancelled = probe.last();
  if (!is_connected(probe, device, remote) && !probe.over()) {
    probe.fail(concat({described(MaybeText(lookalike)), " is not ", described(MaybeText(device)),
                       ", which stays connected"}),
               concat({cancelled, ", and then ", probe.last()}));
  }
}

void whole_names(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  const std::u16string remote = facts.remote(0);
  for (const std::u16string& drive : {facts.drives.front(), facts.drives.back()}) {
    if (!probe.must({.action = BenchAction::reset}) || !probe.connect(drive, remote)) return;
    for (const std::u16string& name : lookalikes(drive)) {
      if (probe.over()) return;
      must_not_match(probe, drive, remote, name);
    }
  }
  const std::u16string printer = facts.remote(0, ResourceType::print);
  if (printer.empty() || !probe.must({.action = BenchAction::reset})) return;
  const std::u16string port = u"LPT1";
  if (!probe.perform({.action = BenchAction::connect, .name = port, .remote = printer}).ok()) return;
  for (const char16_t* name : {u"L:", u"LPT", u"LPT11", u"LPT2"}) must_not_match(probe, port, printer, name);
}

// The router passes no such name to a provider, but other callers may.
void survives_null(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  if (facts.why_not(Need::connect).empty() && !probe.connect(facts.drives.front(), facts.remote(0))) return;
  const std::string expected = "an error, not a crash";
  for (const MaybeText& name : {MaybeText{}, MaybeText{u""}}) {
    const Status answer = probe.cancel(name, false);
    if (answer.ok()) probe.expect(false, expected);
    if (facts.can(NpFunction::NPGetConnection)) {
      const TextAnswer got = probe.get(name);
      if (got.status.ok()) probe.expect(false, expected);
    }
  }
}

// Passes the input in memory that can be written, so that a change can be seen.
void must_be_unchanged(Probe& probe, const PluginCall& call) {
  const auto reply = probe.call(call);
  if (!reply || reply->arguments.size() != call.arguments.size()) return;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const auto* text = std::get_if<TextArgument>(&call.arguments[i]);
    const bool structure = std::holds_alternative<ResourceArgument>(call.arguments[i]);
    if ((text != nullptr || structure) && reply->arguments[i].changed) {
      probe.expect(false, "the input is unchanged",
                   concat({"argument ", std::to_string(i + 1), " was changed by the call"}));
    }
  }
}

void input_unchanged(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  std::vector<std::u16string> devices{u"q:", u"Q:", u"\\\\MPRsim-No-Such-Server\\Share\\"};
  if (facts.why_not(Need::connect).empty()) {
    const std::u16string& drive = facts.drives.front();
    if (!probe.connect(drive, facts.remote(0))) return;
    devices.push_back(with_other_case(drive));
    devices.push_back(drive);
  }
  for (const std::u16string& device : devices) {
    const TextArgument name{device, true};
    if (facts.can(NpFunction::NPGetConnection)) {
      must_be_unchanged(probe, {"NPGetConnection", {name, BufferArgument{2048}, CellArgument{1024}}});
    }
    must_be_unchanged(probe, {"NPCancelConnection", {name, ValueArgument{}}});
  }
  if (!facts.can(NpFunction::NPAddConnection)) return;
  const ResourceArgument resource{.type = 1, .local = u"q:", .remote = u"\\\\MPRsim-No-Such-Server\\Share\\"};
  must_be_unchanged(
      probe, {"NPAddConnection", {resource, TextArgument{u"Secret", true}, TextArgument{u"User", true}}});
}

constexpr auto checks = std::to_array<Check>({
    {.id = "names/case",
     .title = "Device names compare without regard to case",
     .rules = {Rule::name_case},
     .needs = Need::cancel | Need::connect,
     .run = case_of_devices},
    {.id = "names/device-scope",
     .title = "A device name cancels the connection of that device and no other",
     .rules = {Rule::name_device_scope},
     .needs = Need::cancel | Need::get | Need::connect,
     .run = device_scope},
    {.id = "names/remote-scope",
     .title = "A remote name cancels all connections without a device to it, and no drive",
     .rules = {Rule::name_remote_scope},
     .needs = Need::cancel | Need::get | Need::connect,
     .run = remote_scope},
    {.id = "names/whole",
     .title = "A device name matches only as a whole",
     .rules = {Rule::name_whole},
     .needs = Need::cancel | Need::get | Need::connect | Need::reset,
     .run = whole_names},
    {.id = "names/null",
     .title = "A NULL or empty name gives an error, not a crash",
     .rules = {Rule::provider_survives_null, Rule::name_null},
     .needs = Need::cancel,
     .run = survives_null},
    {.id = "names/input-unchanged",
     .title = "Names and structures that are input are unchanged after the call",
     .rules = {Rule::provider_input_unchanged},
     .needs = Need::cancel,
     .run = input_unchanged},
});

}  // namespace
}  // namespace names_checks

std::span<const Check> names_chapter() noexcept { return names_checks::checks; }

}  // namespace mprsim
