# `cmake --install`: the program, the libraries with their headers and tables, the scenario library, and a package
# that `find_package(mprsim)` finds. Headers keep their folder, so `#include "mock_mpr/router.h"` works the same
# against the build tree and the installation.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/mprsim")

set(libraries mprsim_core mprsim_mpr mprsim_plugin mprsim_sim mprsim_scenarios mprsim_abi)
if(NOT WIN32)
  list(APPEND libraries mprsim_portable mprsim_mpr_shared)
endif()
install(TARGETS ${libraries} EXPORT mprsimTargets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
foreach(program mprsim mprsim-host)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
  endif()
endforeach()

foreach(layer mock_mpr sim scenarios)
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/${layer}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/mprsim"
    FILES_MATCHING PATTERN "*.h" PATTERN "*.def" PATTERN "library" EXCLUDE)
endforeach()
if(EXISTS "${PROJECT_SOURCE_DIR}/scenarios/library")
  install(DIRECTORY "${PROJECT_SOURCE_DIR}/scenarios/library" DESTINATION "${CMAKE_INSTALL_DATADIR}/mprsim")
endif()

install(EXPORT mprsimTargets NAMESPACE mprsim:: DESTINATION "${package_dir}")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/mprsimConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/mprsimConfig.cmake" INSTALL_DESTINATION "${package_dir}")
# Before 1.0 a minor version may change the API.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/mprsimConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/mprsimConfig.cmake" "${PROJECT_BINARY_DIR}/mprsimConfigVersion.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/provider.cmake" DESTINATION "${package_dir}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/cmake/provider" DESTINATION "${package_dir}")
