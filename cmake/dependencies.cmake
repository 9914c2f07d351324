# The libraries mprsim uses, all header-only, found as the system's packages.
#
# A Windows cross-build cannot see the system's include folder (it holds Linux headers), so there each package is
# a symlink in a private include folder inside the build tree, under the same target names.
if(MPRSIM_HOST_INCLUDE_DIR)
  set(private_include "${PROJECT_BINARY_DIR}/third_party/include")
  file(MAKE_DIRECTORY "${private_include}")
  foreach(package boost fmt toml++ CLI tl)
    if(NOT EXISTS "${MPRSIM_HOST_INCLUDE_DIR}/${package}")
      message(FATAL_ERROR "mprsim: ${MPRSIM_HOST_INCLUDE_DIR}/${package} not found; `tools/dev windows` installs it")
    endif()
    file(CREATE_LINK "${MPRSIM_HOST_INCLUDE_DIR}/${package}" "${private_include}/${package}" SYMBOLIC)
  endforeach()
  foreach(target Boost::headers fmt::fmt-header-only tl::expected CLI11::CLI11)
    add_library(${target} INTERFACE IMPORTED)
    target_include_directories(${target} SYSTEM INTERFACE "${private_include}")
  endforeach()
  target_compile_definitions(fmt::fmt-header-only INTERFACE FMT_HEADER_ONLY=1)
  set(MPRSIM_TOML_INCLUDE_DIR "${private_include}")
else()
  find_package(Boost 1.81 REQUIRED)
  find_package(fmt 9 REQUIRED)
  find_package(tl-expected REQUIRED)
  find_package(CLI11 2.1 REQUIRED)
  # Debian's package target links the shared library; the loader wants the header-only form with its own assertions.
  find_path(MPRSIM_TOML_INCLUDE_DIR toml++/toml.h REQUIRED)
endif()
