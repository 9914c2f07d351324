// finish(): what a table of a scenario file must hold as a whole, once each of its keys has been read.
//
// Called by read() of reading.h for every model that has such a function. What is wrong becomes a diagnostic.
// Thread-safety: none; the Reading belongs to one load. Throws std::bad_alloc only.
#pragma once

#include <string_view>

#include "scenarios/model.h"

namespace mprsim {

class Reading;
struct TomlValue;

void finish(ProviderModel& model, const TomlValue& value, Reading& reading);
void finish(NotifyeeModel& model, const TomlValue& value, Reading& reading);
/// Sets the type of a connection that does not state it.
void finish(ConnectionModel& model, const TomlValue& value, Reading& reading);
void finish(ConditionModel& model, const TomlValue& value, Reading& reading);
void finish(ChoiceModel& model, const TomlValue& value, Reading& reading);
void finish(Step& model, const TomlValue& value, Reading& reading);
void finish(Scenario& model, const TomlValue& value, Reading& reading);

/// The type of a connection that does not state it: LPTn prints, every other device is a disk.
ResourceType standard_type(std::string_view device) noexcept;

}  // namespace mprsim
