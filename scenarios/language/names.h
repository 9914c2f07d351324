// The names that a scenario file defines, and the places where it uses them.
//
// A name may be used before it is defined, so uses are collected and checked at the end.
// Thread-safety: none; one object belongs to one load. Throws std::bad_alloc only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/language/diagnostics.h"

namespace mprsim {

/// What a name is the name of.
enum class Noun : std::uint8_t {
  none,
  session,
  app_session,  ///< the session of an application: comes into being there
  provider,
  notifyee,
  app,
  holder,  ///< of a file or a device: any process may be one, but a name that is nearly an actor's is a
           ///< mistake
  process,
  file,
  document,
};

/// The names of one file.
class Names {
 public:
  /// A second session, provider, notifyee or application of one name is a mistake, and becomes a diagnostic.
  void define(Noun noun, std::string_view name, Location where, Diagnostics& diagnostics);
  void use(Noun noun, std::string_view name, Location where);
  /// Adds a diagnostic for each use of a name that is not defined. To be called once everything has been
  /// read.
  void check(Diagnostics& diagnostics) const;

 private:
  struct Use {
    Noun noun;
    std::string name;
    Location where;
  };
  struct Definition {
    std::string name;
    Location where;
  };
  using Definitions = std::map<std::string, Definition, std::less<>>;  // by name as compared

  std::vector<std::string_view> candidates(Noun noun) const;
  bool nearly_an_actor(const Use& use) const;
  bool known(const Use& use) const;
  Diagnostic unknown(const Use& use, bool with_hint) const;

  static constexpr std::size_t nouns = static_cast<std::size_t>(Noun::document) + 1;
  std::array<Definitions, nouns> defined_;
  std::vector<Use> uses_;
};

}  // namespace mprsim
