// The outermost step of a call: first the observer, then the function. edge_posix.cc and edge_windows.cc give
// each function its exported name.
//
// Thread-safety and errors as mock_mpr/mpr.h says.
#pragma once

#include <array>
#include <type_traits>

#include "mock_mpr/wnet/state.h"
#include "mock_mpr/wnet/wnet.h"

namespace mprsim::wnet {

template <class Result, class Function>
Result enter(MprFunction function, const void* caller, std::uint32_t code, Function work) {
  if (MprObserver* const observer = state().observer.load(); observer != nullptr) {
    if (const auto answer = observer->called({function, caller, code, is_inside()}))
      return static_cast<Result>(*answer);
  }
  return work();
}

}  // namespace mprsim::wnet

/// A function of wnet_functions.def under its own name, in the scope where this stands.
#define MPRSIM_EDGE(name, return_type, parameters, arguments, code)                                       \
  return_type WINAPI name parameters {                                                                    \
    return mprsim::wnet::enter<return_type>(mprsim::MprFunction::name, __builtin_return_address(0), code, \
                                            [&] { return mprsim::wnet::name arguments; });                \
  }
