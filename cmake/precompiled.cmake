# Precompiled headers: only the standard library's and other projects', which most sources take in and which are most of
# what a compiler reads. Ours are not among them, so a change of one compiles what includes it and nothing else.
#
# mprsim_precompile(<name> OPTIONS <compile options>... LINK <libraries>... HEADERS <header>...): for the targets that are
# compiled with these options and take it by mprsim_use_precompiled(<target> <name>).
function(mprsim_precompile name)
  cmake_parse_arguments(arg "" "" "OPTIONS;LINK;HEADERS" ${ARGN})
  if(NOT MPRSIM_PRECOMPILE_HEADERS)
    return()
  endif()
  file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/${name}.cc" CONTENT "")
  add_library(${name} OBJECT "${CMAKE_CURRENT_BINARY_DIR}/${name}.cc")
  target_compile_features(${name} PRIVATE cxx_std_20)
  target_compile_options(${name} PRIVATE ${arg_OPTIONS})
  target_link_libraries(${name} PRIVATE ${arg_LINK} mprsim_warnings)
  target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()

function(mprsim_use_precompiled target name)
  if(MPRSIM_PRECOMPILE_HEADERS)
    target_precompile_headers(${target} REUSE_FROM ${name})
  endif()
endfunction()

set(standard_headers <algorithm> <array> <chrono> <cstdint> <deque> <fstream> <functional> <iterator> <map>
  <memory> <optional> <random> <set> <span> <sstream> <string> <string_view> <tuple> <utility> <variant> <vector>)
set(asio_headers <boost/asio/associated_cancellation_slot.hpp> <boost/asio/associated_executor.hpp>
  <boost/asio/async_result.hpp> <boost/asio/awaitable.hpp> <boost/asio/co_spawn.hpp> <boost/asio/deferred.hpp>
  <boost/asio/dispatch.hpp> <boost/asio/execution.hpp> <boost/asio/execution_context.hpp>
  <boost/asio/use_awaitable.hpp>)
mprsim_precompile(mprsim_headers LINK fmt::fmt-header-only tl::expected Boost::headers
  HEADERS ${standard_headers} <fmt/format.h> <tl/expected.hpp> ${asio_headers})
