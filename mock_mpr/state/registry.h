// Registry: who is installed. The providers in ProviderOrder order and the notifyees in the order of their
// values, as MPR finds them under HKLM\SYSTEM\CurrentControlSet\Control\NetworkProvider.
//
// Pages: "Authentication Registry Keys", "Registering to Receive Connection Notifications".
// Thread-safety: a value; share it between threads once it is built. Operations keep a pointer to the
// Registry that they run over, so it must outlive them and must not change while one is under way.
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
  /// Any of them.
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

  /// Appends to the order. The name must be new (providers are told apart by name, without regard to case)
  /// and the limit not reached; otherwise nothing changes and the result is empty.
  std::optional<ProviderId> add_provider(std::string name, Abilities abilities = {});
  std::optional<NotifyeeId> add_notifyee(std::string name, bool loads = true);

  std::size_t provider_count() const noexcept { return abilities_.size(); }
  std::size_t notifyee_count() const noexcept { return notifyee_names_.size(); }
  const Abilities& abilities(ProviderId id) const noexcept { return abilities_[index(id)]; }
  /// Advertised and exported.
  bool can(ProviderId id, NpFunction function) const noexcept {
    return callable_[index(id)].contains(function);
  }
  /// What can() looks at, by provider.
  std::span<const FunctionSet> callable() const noexcept { return callable_; }
  std::string_view name(ProviderId id) const noexcept { return provider_names_[index(id)]; }
  std::string_view name(NotifyeeId id) const noexcept { return notifyee_names_[index(id)]; }
  /// False if the notifyee's library cannot be loaded or lacks an export.
  bool loads(NotifyeeId id) const noexcept { return (broken_ >> index(id) & 1) == 0; }
  /// A bit for each notifyee that does not load.
  std::uint32_t broken_notifyees() const noexcept { return broken_; }

  /// Without regard to case, as lpProvider is matched.
  std::optional<ProviderId> find_provider(std::string_view name) const noexcept;

  friend bool operator==(const Registry&, const Registry&) = default;

 private:
  // Arrays apart, because a cycle asks every provider whether it can, and one at most for its name.
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

/// Expands %NAME% as REG_EXPAND_SZ is expanded: names compare without regard to case, unknown ones stay as
/// they are.
std::string expand_environment(std::string_view text,
                               std::span<const std::pair<std::string, std::string>> environment);

}  // namespace mprsim
