#include "tools/conformance/plugin_facts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "scenarios/language/diagnostics.h"

namespace mprsim {
namespace {

struct FunctionNeed {
  Need need;
  NpFunction function;
};

constexpr auto function_needs = std::to_array<FunctionNeed>({
    {Need::cancel, NpFunction::NPCancelConnection},
    {Need::get, NpFunction::NPGetConnection},
    {Need::list, NpFunction::NPOpenEnum},
    {Need::list, NpFunction::NPEnumResource},
    {Need::list, NpFunction::NPCloseEnum},
    {Need::user, NpFunction::NPGetUser},
    {Need::caps, NpFunction::NPGetCaps},
});

struct BenchNeed {
  Need need;
  BenchAction action;
};

constexpr auto bench_needs = std::to_array<BenchNeed>({
    {Need::connect, BenchAction::connect},
    {Need::files, BenchAction::open_file},
    {Need::touch, BenchAction::touch_file},
    {Need::jobs, BenchAction::start_job},
    {Need::uses, BenchAction::start_use},
    {Need::stop, BenchAction::stop_network},
    {Need::reset, BenchAction::reset},
});

std::string lacks(const PluginFacts& facts, NpFunction function) {
  const std::string_view name = info(function).name;
  return facts.exported(name) ? concat({name, " is not advertised, so the router never calls it"})
                              : concat({name, " is not exported"});
}

}  // namespace

bool PluginFacts::exported(std::string_view function) const noexcept {
  return std::ranges::find(exports, function) != exports.end();
}

bool PluginFacts::advertises(NpFunction function) const noexcept {
  const NpFunctionInfo& wanted = info(function);
  if (wanted.capability_index == 0) return true;
  const auto answer = advertised.find(wanted.capability_index);
  return answer != advertised.end() && (answer->second & wanted.capability_bits) != 0;
}

bool PluginFacts::can(BenchAction action) const noexcept {
  return std::ranges::find(bench, action) != bench.end();
}

std::u16string PluginFacts::remote(std::size_t nth, ResourceType type) const {
  for (const BenchResource& resource : resources) {
    if (resource.type == type && nth-- == 0) return resource.remote;
  }
  return {};
}

std::string PluginFacts::why_not(Need needs) const {
  for (const auto& [need, function] : function_needs) {
    if (has(needs, need) && !can(function)) return lacks(*this, function);
  }
  if (has(needs, Need::add) && !can(NpFunction::NPAddConnection) && !can(NpFunction::NPAddConnection3)) {
    return lacks(*this, NpFunction::NPAddConnection);
  }
  for (const auto& [need, action] : bench_needs) {
    if (!has(needs, need) || can(action)) continue;
    if (bench.empty()) return concat({"there is no test bench, and the check needs ", info(action).function});
    return concat({"the test bench has no ", info(action).function});
  }
  if (has(needs, Need::connect) && remote(0).empty())
    return "the test bench names no remote name to connect to";
  if (has(needs, Need::three_names) && remote(2).empty())
    return "the test bench names fewer than three disks to connect to";
  if (has(needs, Need::jobs) && remote(0, ResourceType::print).empty())
    return "the test bench names no printer to connect to";
  return {};
}

std::vector<std::string> PluginFacts::capabilities() const {
  std::vector<std::string> words;
  const auto word = [&](bool has_it, const char* text) {
    if (has_it) words.emplace_back(text);
  };
  if (kind == PluginKind::notifyee) {
    word(exported(info(NpFunction::AddConnectNotify).name), "add");
    word(exported(info(NpFunction::CancelConnectNotify).name), "cancel");
    return words;
  }
  word(can(NpFunction::NPCancelConnection), "cancel");
  word(can(NpFunction::NPAddConnection) || can(NpFunction::NPAddConnection3), "add");
  word(can(NpFunction::NPGetConnection), "get");
  word(can(NpFunction::NPOpenEnum) && can(NpFunction::NPEnumResource) && can(NpFunction::NPCloseEnum),
       "enumerate");
  word(can(NpFunction::NPGetUser), "user");
  return words;
}

PluginResult<PluginFacts> find_facts(PluginKind kind, PluginSession& session, Bench* bench) {
  PluginFacts facts;
  facts.kind = kind;
  facts.exports = session.exports();
  const std::string_view caps = info(NpFunction::NPGetCaps).name;
  if (kind == PluginKind::provider && facts.exported(caps)) {
    for (const WnncIndex& index : all_wnnc_indexes()) {
      auto reply = session.call({std::string(caps), {ValueArgument{index.number}}});
      if (!reply) return tl::unexpected(std::move(reply.error()));
      facts.advertised[index.number] = reply->status;
    }
  }
  if (bench == nullptr) return facts;
  for (const BenchActionInfo& each : all_bench_actions()) {
    if (bench->can(each.action)) facts.bench.push_back(each.action);
  }
  facts.drives.assign(bench->drives().begin(), bench->drives().end());
  auto resources = bench->resources();
  if (!resources) return tl::unexpected(std::move(resources.error()));
  facts.resources = std::move(*resources);
  return facts;
}

}  // namespace mprsim
