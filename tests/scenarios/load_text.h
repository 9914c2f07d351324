// A scenario from text, for tests of the loader and of what is done with a scenario.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "scenarios/language/loader.h"

namespace mprsim {

inline const std::string beginning = "title = \"t\"\nwhy = \"w\"\nshows = [\"name.null\"]\n";

/// The text is a whole file without mistakes.
inline Scenario load_whole(std::string_view text, const std::string& path = "test.toml") {
  auto loaded = load_scenario(text, path);
  if (loaded) return *std::move(loaded);
  ADD_FAILURE() << render(loaded.error(), path, text);
  return {};
}

/// The title, the reason and the rules are put before the text.
inline Scenario load_text(std::string_view text, const std::string& path = "test.toml") {
  return load_whole(beginning + std::string(text), path);
}

/// What is said about a whole file, whose name is bad.toml; nothing if it has no mistakes.
inline std::string complaints(std::string_view text) {
  const auto loaded = load_scenario(text, "bad.toml");
  return loaded ? "" : render(loaded.error(), "bad.toml", text);
}

}  // namespace mprsim
