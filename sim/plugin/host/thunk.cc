#include "sim/plugin/host/thunk.h"

#include <array>
#include <cassert>
#include <type_traits>
#include <utility>

#include "sim/plugin/host/abi.h"

namespace mprsim::plugin_host {
namespace {

template <class T>
T from_word(std::uint64_t word) noexcept {
  if constexpr (std::is_pointer_v<T>) {
    return reinterpret_cast<T>(static_cast<std::uintptr_t>(word));  // NOLINT(performance-no-int-to-ptr)
  } else {
    return static_cast<T>(word);
  }
}

template <class Signature>
struct Invoke;
template <class... Parameter>
struct Invoke<DWORD(Parameter...)> {
  static std::uint32_t call(void* function, std::span<const std::uint64_t> arguments) {
    assert(arguments.size() == sizeof...(Parameter));
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return reinterpret_cast<DWORD(APIENTRY*)(Parameter...)>(function)(
          from_word<Parameter>(arguments[I])...);
    }(std::index_sequence_for<Parameter...>());
  }
};

constexpr auto thunks = std::to_array<Thunk>({
#define MPRSIM_NP_FUNCTION(Name, return_type, parameters, ...) &Invoke<return_type parameters>::call,
#include "mock_mpr/facts/np_functions.def"
#define MPRSIM_BENCH_FUNCTION(Name, return_type, parameters) &Invoke<return_type parameters>::call,
#include "mock_mpr/plugin/mprbench.def"
});

}  // namespace

std::span<const Thunk> all_thunks() noexcept { return thunks; }

}  // namespace mprsim::plugin_host
