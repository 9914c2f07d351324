#include "scenarios/language/keys.h"

#include <algorithm>
#include <array>
#include <vector>

namespace mprsim {

const Table& table(TableKind kind) noexcept {
  static const std::array<Table, table_kinds> tables{{
#define MPRSIM_TABLE(kind, Model, heading, doc) \
  {TableKind::kind, #kind, heading, doc, kind##_keys(), TableKind::kind == TableKind::step},
#include "scenarios/language/tables.def"
#undef MPRSIM_TABLE
  }};
  return tables[static_cast<std::size_t>(kind)];
}

const Key* find_key(const Table& table, std::string_view name) noexcept {
  const auto found = std::ranges::find(table.keys, name, &Key::name);
  return found == table.keys.end() ? nullptr : &*found;
}

std::span<const std::string_view> fault_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (const FaultInfo& fault : all_faults()) list.push_back(fault.name);
    return list;
  }();
  return names;
}

}  // namespace mprsim
