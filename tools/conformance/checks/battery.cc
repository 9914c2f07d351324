#include "tools/conformance/checks/battery.h"

#include <algorithm>
#include <array>
#include <utility>

#include "tools/conformance/checks/names_in_use.h"

namespace mprsim {
namespace {

constexpr std::uint32_t buffer_bytes = 4096;
constexpr std::uint32_t universal_name_level = 1;
constexpr std::uint32_t usage_container = 2;
constexpr std::size_t most_shares = 8;
constexpr int most_containers = 4;

PluginArgument text(std::u16string_view value) { return TextArgument{std::u16string(value), true}; }

ResourceArgument remote(std::u16string_view name) { return {.type = 1, .remote = std::u16string(name)}; }

// Calls about a name. Functions that open a dialog are left out, because no user is there to close it.
std::vector<std::pair<NpFunction, PluginCall>> calls_about(std::u16string_view device,
                                                           std::u16string_view share) {
  const BufferArgument buffer{buffer_bytes};
  const CellArgument bytes{buffer_bytes};
  const CellArgument characters{buffer_bytes / 2};
  const NullArgument null;
  return {
      {NpFunction::NPCancelConnection, {"NPCancelConnection", {text(share), ValueArgument{}}}},
      {NpFunction::NPCancelConnection, {"NPCancelConnection", {text(device), ValueArgument{}}}},
      {NpFunction::NPGetConnection, {"NPGetConnection", {text(device), buffer, characters}}},
      {NpFunction::NPGetConnection3, {"NPGetConnection3", {text(device), ValueArgument{1}, buffer, bytes}}},
      {NpFunction::NPGetUniversalName,
       {"NPGetUniversalName", {text(device), ValueArgument{universal_name_level}, buffer, bytes}}},
      {NpFunction::NPGetUser, {"NPGetUser", {text(device), buffer, characters}}},
      {NpFunction::NPGetUser, {"NPGetUser", {null, buffer, characters}}},
      {NpFunction::NPAddConnection, {"NPAddConnection", {remote(share), null, null}}},
      {NpFunction::NPAddConnection3,
       {"NPAddConnection3", {ValueArgument{}, remote(share), null, null, ValueArgument{}}}},
      {NpFunction::NPFormatNetworkName,
       {"NPFormatNetworkName", {text(share), buffer, characters, ValueArgument{1}, ValueArgument{40}}}},
      {NpFunction::NPGetResourceParent, {"NPGetResourceParent", {remote(share), buffer, bytes}}},
      {NpFunction::NPGetResourceInformation,
       {"NPGetResourceInformation", {remote(share), buffer, bytes, CellArgument{0, true}}}},
      {NpFunction::NPGetDirectoryType,
       {"NPGetDirectoryType", {text(device), CellArgument{}, ValueArgument{}}}},
  };
}

bool is_called(const PluginFacts& facts, NpFunction function) { return facts.exported(info(function).name); }

void call_about(Probe& probe, std::u16string_view device, std::u16string_view share,
                const std::function<void(const PluginReply&)>& look) {
  for (auto& [function, call] : calls_about(device, share)) {
    if (probe.over()) return;
    if (!is_called(probe.facts(), function)) continue;
    if (const auto reply = probe.call(std::move(call))) look(*reply);
  }
}

void enumerate(Probe& probe, std::uint32_t scope, const std::function<void(const PluginReply&)>& look) {
  if (!probe.facts().why_not(Need::list).empty()) return;
  const auto opened = probe.call(
      {"NPOpenEnum",
       {ValueArgument{scope}, ValueArgument{}, ValueArgument{}, NullArgument{}, CellArgument{0, true}}});
  if (opened) look(*opened);
  if (!opened || !Status{opened->status}.ok()) return;
  const std::uint64_t handle = opened->arguments[4].value;
  const auto listed = probe.call({"NPEnumResource",
                                  {ValueArgument{handle}, CellArgument{0xFFFFFFFF},
                                   BufferArgument{buffer_bytes}, CellArgument{buffer_bytes}}});
  if (listed) look(*listed);
  const auto closed = probe.call({"NPCloseEnum", {ValueArgument{handle}}});
  if (closed) look(*closed);
}

std::vector<ResourceArgument> listed(Probe& probe, const MaybeText& container) {
  return probe.list(resource_globalnet, container).value_or(std::vector<ResourceArgument>{});
}

}  // namespace

void run_battery(Probe& probe, const std::function<void(const PluginReply&)>& look) {
  const PluginFacts& facts = probe.facts();
  if (is_called(facts, NpFunction::NPGetCaps)) {
    for (const WnncIndex& index : all_wnnc_indexes()) {
      if (const auto reply = probe.call({"NPGetCaps", {ValueArgument{index.number}}})) look(*reply);
    }
  }
  call_about(probe, names::no_such_drive, names::no_such_share, look);
  for (const std::uint32_t scope : {resource_connected, resource_globalnet}) enumerate(probe, scope, look);
  if (facts.can(BenchAction::connect) && !facts.remote(0).empty()) {
    const std::u16string drive = facts.drives.front();
    probe.perform({.action = BenchAction::connect, .name = drive, .remote = facts.remote(0)});
    call_about(probe, drive, facts.remote(0), look);
  }
  // Only with a bench it is known that listed shares may be connected.
  if (!facts.why_not(Need::add | Need::connect).empty()) return;
  for (const std::u16string& share : shares_on_offer(probe, most_shares)) {
    if (probe.over()) return;
    const auto reply =
        is_called(facts, NpFunction::NPAddConnection)
            ? probe.call({"NPAddConnection", {remote(share), NullArgument{}, NullArgument{}}})
            : probe.call({"NPAddConnection3",
                          {ValueArgument{}, remote(share), NullArgument{}, NullArgument{}, ValueArgument{}}});
    if (reply) look(*reply);
  }
}

std::vector<std::u16string> shares_on_offer(Probe& probe, std::size_t most) {
  std::vector<std::u16string> shares;
  if (!probe.facts().why_not(Need::list).empty()) return shares;
  const auto take = [&](const ResourceArgument& resource) {
    const bool fits = resource.remote && shares.size() < most;
    if (fits && std::ranges::find(shares, *resource.remote) == shares.end())
      shares.push_back(*resource.remote);
  };
  int containers = 0;
  for (const ResourceArgument& top : listed(probe, {})) {
    if ((top.usage & usage_container) == 0) {
      take(top);
      continue;
    }
    if (!top.remote || ++containers > most_containers) continue;
    for (const ResourceArgument& inner : listed(probe, top.remote)) {
      if ((inner.usage & usage_container) == 0) take(inner);
    }
  }
  return shares;
}

}  // namespace mprsim
