# A header must compile on its own, even if nothing was included before it: one translation unit each.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}"
  "${PROJECT_SOURCE_DIR}/mock_mpr/*.h" "${PROJECT_SOURCE_DIR}/sim/*.h" "${PROJECT_SOURCE_DIR}/scenarios/*.h"
  "${PROJECT_SOURCE_DIR}/tools/*.h")
# The host's own headers need the SDK's; the examples are a project of their own; the SDK's names of mingw/ stand in for
# ours there.
list(FILTER headers EXCLUDE REGEX "^(sim/plugin/host|tools/examples|mock_mpr/portable/mingw|mock_mpr/plugin)/")
# Those of the other platform.
if(WIN32)
  list(FILTER headers EXCLUDE REGEX "_posix\\.h$")
else()
  list(FILTER headers EXCLUDE REGEX "_windows\\.h$")
endif()
set(sources "")
foreach(header IN LISTS headers)
  string(REPLACE "/" "_" name "${header}")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/headers/${name}.cc")
  file(CONFIGURE OUTPUT "${source}" CONTENT "#include \"${header}\"\n")
  list(APPEND sources "${source}")
endforeach()

if(sources)
  add_library(header_check OBJECT ${sources})
  target_link_libraries(header_check PRIVATE mprsim_tools mprsim_abi mprsim_warnings)
  target_include_directories(header_check SYSTEM PRIVATE "${MPRSIM_TOML_INCLUDE_DIR}")
  # Only whether it compiles matters: no optimiser, no debug information.
  target_compile_options(header_check PRIVATE -O0 -g0)
endif()
