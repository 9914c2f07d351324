# GoogleTest: the package where it fits the compiler, its sources in a cross-build.
if(CMAKE_CROSSCOMPILING)
  set(INSTALL_GTEST OFF)
  add_subdirectory("${MPRSIM_GOOGLETEST_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/third_party/googletest" EXCLUDE_FROM_ALL SYSTEM)
else()
  find_package(GTest REQUIRED)
endif()

# Each test file has a namespace of its own, so that mprsim_join_sources() can join several (tests/meta/hygiene_test.cc).
#
# mprsim_add_test(<name> <folder> [OPTIMISE] [PLAIN] [LINK <libraries>...])
# One executable from <folder>/**.cc (of the current folder itself when it is `.`), registered as ONE ctest test: a process
# per test case costs over 100 times as much (520 ms against 4 ms for 200 cases). Run a single case with --gtest_filter.
# What is tested is optimised as the preset says. The tests themselves need not be, and compile in half the time (under
# a sanitizer in a third), unless they do much of the work: OPTIMISE. PLAIN: each file is compiled on its own, for tests
# whose macros change what headers contain.
function(mprsim_add_test name folder)
  cmake_parse_arguments(arg "OPTIMISE;PLAIN" "" "LINK" ${ARGN})
  if(folder STREQUAL ".")
    mprsim_glob(sources "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  else()
    mprsim_glob(sources RECURSE "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cc")
  endif()
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE ${arg_LINK} fmt::fmt-header-only GTest::gmock_main mprsim_warnings)
  if(NOT arg_PLAIN)
    mprsim_join_sources(${name})
  endif()
  target_compile_features(${name} PRIVATE cxx_std_20)
  target_compile_options(${name} PRIVATE $<IF:$<BOOL:${arg_OPTIMISE}>,-O1,-O0>)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_compile_definitions(${name} PRIVATE MPRSIM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name} --gtest_brief=1 WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
endfunction()
