// store_fast() does what an assignment does, for every event.
#include <cstdint>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "mock_mpr/trace/event.h"
#include "mock_mpr/trace/store_fast.h"

namespace mprsim::event_properties_test {
namespace {

template <class Value>
Value any_of_type() {
  return static_cast<Value>(*rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << (8 * sizeof(Value))));
}

Event any_event() {
  return {.at_ms = any_of_type<std::uint32_t>(),
          .call = any_of_type<std::uint32_t>(),
          .kind = any_of_type<EventKind>(),
          .action = any_of_type<std::uint8_t>(),
          .rule = any_of_type<Rule>(),
          .by = any_of_type<Switch>(),
          .status = Status{any_of_type<std::uint32_t>()},
          .subject = any_of_type<NameId>(),
          .object = any_of_type<NameId>(),
          .a = any_of_type<std::uint32_t>(),
          .b = any_of_type<std::uint32_t>()};
}

RC_GTEST_PROP(EventProperties, StoreFastDoesWhatAnAssignmentDoes, ()) {
  const Event event = any_event();
  Event assigned = any_event();
  Event stored = assigned;
  assigned = event;
  store_fast(stored, event);
  RC_ASSERT(stored == assigned);
}

}  // namespace
}  // namespace mprsim::event_properties_test
