// What can happen in any call of a provider or notifyee: the tables `latency` and `faults`.
#include "scenarios/language/keys/chance_keys.h"

#include <utility>

#include "scenarios/language/keys/binding.h"

namespace mprsim {
namespace {

using namespace binding;

constexpr auto range_rows =
    keys_of<Latency>(key<&Latency::from>("from", duration(), "the shortest time").required(),
                     key<&Latency::to>("to", duration(), "the longest time").required());

constexpr auto faults_rows = keys_of<FaultPlan>(
    key<&FaultPlan::kinds>("kinds", list(choice(fault_names), 8), "the kinds of faults").required(),
    key<&FaultPlan::one_in>("one_in", whole(1, 1'000'000), "one call of so many has a fault").otherwise("4"),
    key<&FaultPlan::delay>("delay", duration(1), "how much longer a delayed call takes").otherwise("\"1s\""),
    key<&FaultPlan::statuses>("statuses", list(plain(Form::status), 64),
                              "what is returned for a wrong status")
        .otherwise("four usual ones"));

}  // namespace

std::span<const Key> range_keys() noexcept { return range_rows; }
std::span<const Key> faults_keys() noexcept { return faults_rows; }

// A plain list stands for a table with nothing but `kinds`.
void read_fault_plan(FaultPlan& faults, FaultBearer who, const TomlValue& value, const Key& key,
                     Reading& reading) {
  if (value.kind == TomlValue::Kind::list) {
    Key kinds = *find_key(table(TableKind::faults), "kinds");
    kinds.name = key.name;
    read(value, kinds, reading, faults.kinds);
  } else if (value.kind == TomlValue::Kind::table) {
    read_table(value, TableKind::faults, &faults, reading);
  } else {
    return reading.wants(key, value);
  }
  const TomlMember* listed = find_member(value, "kinds");
  for (const FaultInfo& fault : all_faults()) {
    if (!faults.kinds.contains(fault.id) || can_have(who, fault.id)) continue;
    reading.error(listed == nullptr ? value.where : listed->value.where,
                  concat({"a ", who == FaultBearer::provider ? "provider" : "notifyee",
                          " cannot have the fault ", quoted(fault.name)}),
                  concat({quoted(fault.name), ": ", fault.meaning}));
  }
}

std::optional<TomlValue> write_fault_plan(const FaultPlan& plan) {
  if (plan.kinds.empty()) return std::nullopt;
  TomlValue faults = write_table(TableKind::faults, &plan);
  return faults.members.size() == 1 ? std::move(faults.members.front().value) : std::move(faults);
}

}  // namespace mprsim
