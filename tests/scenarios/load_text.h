// A scenario from text, for tests of what is done with it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "scenarios/language/loader.h"

namespace mprsim {

inline constexpr std::string_view beginning = "title = \"t\"\nwhy = \"w\"\nshows = [\"name.null\"]\n";

/// The title, the reason and the rules are put before the text.
inline Scenario load_text(std::string_view text) {
  const std::string whole = std::string(beginning).append(text);
  auto loaded = load_scenario(whole, "test.toml");
  if (loaded) return *std::move(loaded);
  ADD_FAILURE() << render(loaded.error(), "test.toml", whole);
  return {};
}

}  // namespace mprsim
