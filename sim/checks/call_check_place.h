// CallCheck::Place: the event that is checked, the set-up and trace that it is checked against, and the list
// that gets the violations. Internal to the sources of CallCheck.
//
// Page: docs/sweeps.md, "Invariants". Thread-safety: none; lives while one event is checked. Nothing throws
// but std::bad_alloc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "sim/checks/call_check.h"

namespace mprsim {

/// The references must outlive the object.
struct CallCheck::Place {
  const CheckedSetup& checked;
  std::size_t position;
  Violations& out;

  const Policy& policy() const noexcept { return checked.setup.policy; }
  const Registry& registry() const noexcept { return checked.setup.registry; }
  const Trace& trace() const noexcept { return checked.trace; }
  /// Adds a violation at this event.
  void broken(Rule rule, std::string what) const { out.add(rule, position, std::move(what)); }

  /// The number of the notifyee with this name; notifyee_count() if there is none.
  std::size_t notifyee(NameId name) const noexcept {
    std::size_t i = 0;
    while (i < registry().notifyee_count() && trace().notifyee(static_cast<NotifyeeId>(i)) != name) ++i;
    return i;
  }
  /// The number of the provider with this name; provider_count() if there is none. `guess` is looked at
  /// first: it is the provider whose turn it is, which is right almost always.
  std::size_t provider(NameId name, std::size_t guess) const noexcept {
    const std::size_t count = registry().provider_count();
    if (guess < count && trace().provider(static_cast<ProviderId>(guess)) == name) return guess;
    std::size_t i = 0;
    while (i < count && trace().provider(static_cast<ProviderId>(i)) != name) ++i;
    return i;
  }
  std::string quoted(NameId name) const {
    if (name == NameId::null) return "NULL";
    return name == NameId::poison ? "the poison pointer" : std::string{trace().text(name)};
  }
};

/// The bit of a notifyee in the sets that CallCheck keeps.
constexpr std::uint32_t bit(std::size_t notifyee) noexcept { return std::uint32_t{1} << notifyee; }

}  // namespace mprsim
