# A header must compile on its own, whatever was included before it: one translation unit each.
file(GLOB headers CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}"
  "${PROJECT_SOURCE_DIR}/mock_mpr/*.h" "${PROJECT_SOURCE_DIR}/mock_mpr/portable/*.h"
  "${PROJECT_SOURCE_DIR}/mock_mpr/wnet/*.h" "${PROJECT_SOURCE_DIR}/sim/*.h" "${PROJECT_SOURCE_DIR}/sim/plugin/*.h"
  "${PROJECT_SOURCE_DIR}/scenarios/*.h" "${PROJECT_SOURCE_DIR}/tools/*.h" "${PROJECT_SOURCE_DIR}/tools/conform/*.h")
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
