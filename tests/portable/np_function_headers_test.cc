// np_functions.def against npapi.h, ours and mingw-w64's: the same numbers, the same signatures.

// Each of these needs the one before.
// clang-format off
#include <windows.h>
#include <winnetwk.h>
#include <npapi.h>
// clang-format on

#include <type_traits>

#include "mock_mpr/facts/np_function.h"

namespace mprsim {
namespace {

#define MPRSIM_WNNC_INDEX(identifier, number, name) static_assert(wnnc::identifier == name, #name);
#define MPRSIM_WNNC_VALUE(index, identifier, number, name) static_assert(wnnc::identifier == name, #name);
#include "mock_mpr/facts/np_functions.def"

// mingw-w64 declares the path of NPGetUniversalName as LPWSTR where the documentation has LPCWSTR.
template <class Documented, class Declared>
constexpr bool same_signature() {
  using UniversalName = DWORD(LPCWSTR, DWORD, LPVOID, LPDWORD);
  using MingwUniversalName = DWORD(LPWSTR, DWORD, LPVOID, LPDWORD);
  return std::is_same_v<Documented, Declared> ||
         (std::is_same_v<Documented, UniversalName> && std::is_same_v<Declared, MingwUniversalName>);
}

#define MPRSIM_NP_FUNCTION(Name, return_type, parameters, ...) \
  static_assert(same_signature<return_type parameters, decltype(::Name)>(), #Name);
#include "mock_mpr/facts/np_functions.def"

}  // namespace
}  // namespace mprsim
