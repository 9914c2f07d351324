// Event: one thing that happened in a run, in 32 bytes, with interned names.
//
// Page: docs/trace-format.md. What `action`, `subject`, `object`, `a` and `b` hold depends on the kind:
// Recorder (recorder.h) and events.def say what is written, Trace::view() (trace.h) gives it back in a
// structure of the kind. Thread-safety: values. Nothing throws.
#pragma once

#include <cstdint>

#include "mock_mpr/operations/call.h"

namespace mprsim {

/// An interned name. 0 is "no name": NULL.
enum class NameId : std::uint32_t { null = 0, poison = 0xFFFFFFFF };

enum class EventKind : std::uint8_t {
#define MPRSIM_EVENT_KIND(name) name,
#include "mock_mpr/trace/events.def"
};

/// What an application called.
enum class Api : std::uint8_t {
#define MPRSIM_API(name) name,
#include "mock_mpr/trace/events.def"
};

enum class ProfileAction : std::uint8_t {
#define MPRSIM_PROFILE_ACTION(name) name,
#include "mock_mpr/trace/events.def"
};

/// What happened in the world around the router. Event::subject is who did it, Event::object what it was done
/// to and Event::a the value; events.def says for each action what they are.
enum class WorldAction : std::uint8_t {
#define MPRSIM_WORLD_ACTION(name, ...) name,
#include "mock_mpr/trace/events.def"
};

struct Event {
  std::uint32_t at_ms = 0;
  std::uint32_t call = 0;  ///< which call of an application it belongs to, counted from 1; 0: to none
  EventKind kind = EventKind::world;
  std::uint8_t action = 0;  ///< Api, NotifyStatus, NpFunction, ProfileAction or WorldAction, by kind
  Rule rule = Rule::none;
  Switch by = Switch::none;
  Status status;
  NameId subject = NameId::null;
  NameId object = NameId::null;
  std::uint32_t a = 0;
  std::uint32_t b = 0;

  /// What `a` holds depends on the kind: a name, or a number.
  constexpr bool a_is_name() const noexcept {
    switch (kind) {
      case EventKind::call_begins:
      case EventKind::profile:
        return true;
      case EventKind::provider_called:
        return static_cast<NpFunction>(action) == NpFunction::NPAddConnection ||
               static_cast<NpFunction>(action) == NpFunction::NPAddConnection3 ||
               static_cast<NpFunction>(action) == NpFunction::NPGetConnection;
      default:
        return false;
    }
  }
  constexpr NameId name_in_a() const noexcept { return a_is_name() ? static_cast<NameId>(a) : NameId::null; }

  friend bool operator==(const Event&, const Event&) = default;
};
static_assert(sizeof(Event) == 32);

/// Bits of Event::b in call_begins, and of provider_called.
namespace event_flag {
inline constexpr std::uint32_t force = 0x1;
inline constexpr std::uint32_t update_profile = 0x2;
inline constexpr std::uint32_t temporary = 0x4;
inline constexpr std::uint32_t no_force = 0x8;
inline constexpr std::uint32_t add = 0x10;  ///< notified: AddConnectNotify rather than CancelConnectNotify
inline constexpr std::uint32_t remembered = 0x20;  ///< enumerate: RESOURCE_REMEMBERED
}  // namespace event_flag

}  // namespace mprsim
