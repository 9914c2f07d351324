// Registry: which providers and notifyees are installed. The providers in ProviderOrder order and the
// notifyees in the order of their values, as MPR finds them under
// HKLM\SYSTEM\CurrentControlSet\Control\NetworkProvider.
//
// Pages: "Authentication Registry Keys", "Registering to Receive Connection Notifications".
// Thread-safety: a value; share it between threads once it is built. Operations keep a pointer to the
// Registry that they run over, so it must outlive them and must not change while one is under way. Nothing
// fails but memory (std::bad_alloc).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_mpr/facts/np_function.h"

namespace mprsim {

/// Position in the provider order, and among the notifyees.
enum class ProviderId : std::uint32_t {};
enum class NotifyeeId : std::uint32_t {};

constexpr std::size_t index(ProviderId id) noexcept { return static_cast<std::size_t>(id); }
constexpr std::size_t index(NotifyeeId id) noexcept { return static_cast<std::size_t>(id); }

/// A set of NP functions: advertised through NPGetCaps, or exported by the library.
class FunctionSet {
 public:
  constexpr FunctionSet() noexcept = default;
  constexpr FunctionSet(std::initializer_list<NpFunction> functions) noexcept {
    for (const NpFunction function : functions) insert(function);
  }
  static constexpr FunctionSet all() noexcept {
    FunctionSet set;
    set.bits_ = ~std::uint64_t{0};
    return set;
  }
  constexpr bool contains(NpFunction function) const noexcept { return (bits_ & bit(function)) != 0; }
  /// True if it contains at least one of them.
  constexpr bool contains(FunctionSet functions) const noexcept { return (bits_ & functions.bits_) != 0; }
  friend constexpr FunctionSet operator&(FunctionSet a, FunctionSet b) noexcept {
    a.bits_ &= b.bits_;
    return a;
  }
  constexpr void insert(NpFunction function) noexcept { bits_ |= bit(function); }
  constexpr void erase(NpFunction function) noexcept { bits_ &= ~bit(function); }

  friend constexpr bool operator==(FunctionSet, FunctionSet) noexcept = default;

 private:
  static constexpr std::uint64_t bit(NpFunction function) noexcept {
    return std::uint64_t{1} << static_cast<unsigned>(function);
  }
  std::uint64_t bits_ = 0;
};

/// What the router may call on a provider.
struct Abilities {
  FunctionSet advertised = FunctionSet::all();
  FunctionSet exported = FunctionSet::all();
  friend bool operator==(Abilities, Abilities) = default;
};

class Registry {
 public:
  static constexpr std::size_t max_providers = 4096;
  static constexpr std::size_t max_notifyees = 32;

  /// Appends a provider at the end of the order and returns its position. Nothing, and no change, if a
  /// provider of that name is there already (names compare without regard to case) or if there are
  /// max_providers.
  std::optional<ProviderId> add_provider(std::string name, Abilities abilities = {});
  /// Appends a notifyee and returns its position. `loads` is false for one whose library cannot be loaded or
  /// lacks an export. Names need not differ. Nothing, and no change, if there are max_notifyees.
  std::optional<NotifyeeId> add_notifyee(std::string name, bool loads = true);

  std::size_t provider_count() const noexcept { return abilities_.size(); }
  std::size_t notifyee_count() const noexcept { return notifyee_names_.size(); }

  // The ids that the following functions take must come from this registry, or from a copy of it.

  const Abilities& abilities(ProviderId id) const noexcept { return abilities_[index(id)]; }
  /// Whether the router may call a function of a provider: it is advertised and exported.
  bool can(ProviderId id, NpFunction function) const noexcept {
    return callable_[index(id)].contains(function);
  }
  /// What can() looks at, by position. Valid until the registry changes.
  std::span<const FunctionSet> callable() const noexcept { return callable_; }
  /// Valid until the registry changes.
  std::string_view name(ProviderId id) const noexcept { return provider_names_[index(id)]; }
  std::string_view name(NotifyeeId id) const noexcept { return notifyee_names_[index(id)]; }
  /// As add_notifyee() was told.
  bool loads(NotifyeeId id) const noexcept { return (broken_ >> index(id) & 1) == 0; }
  /// A bit for each notifyee that does not load: bit n for the notifyee at position n.
  std::uint32_t broken_notifyees() const noexcept { return broken_; }

  /// The provider of a name, compared without regard to case, as lpProvider is; nothing if there is none.
  std::optional<ProviderId> find_provider(std::string_view name) const noexcept;

  friend bool operator==(const Registry&, const Registry&) = default;

 private:
  // Separate arrays: a cycle asks of every provider whether it can, and of at most one provider what its name
  // is.
  std::vector<FunctionSet> callable_;
  std::vector<Abilities> abilities_;
  std::vector<std::string> provider_names_;
  std::vector<std::string> notifyee_names_;
  std::uint32_t broken_ = 0;  // a bit for each notifyee that does not load
};

/// A value under the Notifyees key: its name is free, its data is a path.
struct NotifyeeValue {
  std::string name;
  std::string path;
};

/// Expands each %NAME% as Windows expands REG_EXPAND_SZ: by the first entry of `environment` with that name,
/// compared without regard to case. A name that is not there stays as it is, with its signs. Values are not
/// expanded again.
std::string expand_environment(std::string_view text,
                               std::span<const std::pair<std::string, std::string>> environment);

}  // namespace mprsim
