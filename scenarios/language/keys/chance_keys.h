// `faults` as a value of [[provider]] and of [[notifyee]]: a list of kinds, or a table that says more.
//
// For the files of this folder. Thread-safety: none; the Reading belongs to one load. Throws std::bad_alloc
// only.
#pragma once

#include <optional>

#include "scenarios/language/reading.h"
#include "sim/choice/fault.h"

namespace mprsim {

/// Reads the plan, and reports each kind of fault that a `bearer` cannot have.
void read_fault_plan(FaultPlan& plan, FaultBearer bearer, const TomlValue& value, const Key& key,
                     Reading& reading);

/// The list of kinds where there is nothing else to say; nothing for a plan without faults.
std::optional<TomlValue> write_fault_plan(const FaultPlan& plan);

/// The two directions of the key `faults` of a Model.
template <class Model, FaultBearer Bearer>
void read_faults(Model& model, const TomlValue& value, const Key& key, Reading& reading) {
  read_fault_plan(model.faults, Bearer, value, key, reading);
}
template <class Model>
std::optional<TomlValue> write_faults(const Model& model, const Key&) {
  return write_fault_plan(model.faults);
}

}  // namespace mprsim
