# What is built. As a subproject only the libraries and the program are: the defaults ask "am I top level?".
option(MPRSIM_BUILD_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(MPRSIM_BUILD_BENCH "Build the benchmarks (Google Benchmark)" OFF)
option(MPRSIM_BUILD_FUZZERS "Build the libFuzzer targets (clang only)" OFF)
option(MPRSIM_CHECK_HEADERS "Compile every header on its own" OFF)
option(MPRSIM_TEST_CONSUMERS "Test that other CMake projects can use mprsim" OFF)
option(MPRSIM_TEST_MUTANTS "Test that sweeps find bugs that are planted into a copy of the sources" OFF)
option(MPRSIM_JOIN_SOURCES "Compile the libraries and tests several sources at once: quicker from scratch" OFF)
option(MPRSIM_INSTALL "Add install rules" ${PROJECT_IS_TOP_LEVEL})
option(MPRSIM_WERROR "Treat warnings as errors" ${PROJECT_IS_TOP_LEVEL})
set(MPRSIM_MUTANT_SAMPLE 1 CACHE STRING "The conformance suite is tested against every MPRSIM_MUTANT_SAMPLE-th mutant")
set(MPRSIM_SANITIZE "" CACHE STRING "Sanitizers for everything built here, e.g. address,undefined or thread")

if(PROJECT_IS_TOP_LEVEL)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
  endif()
  set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

  find_program(MPRSIM_CCACHE ccache)
  if(MPRSIM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${MPRSIM_CCACHE}")
  endif()
endif()

if(MPRSIM_SANITIZE)
  add_compile_options(-fsanitize=${MPRSIM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${MPRSIM_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ warns about its own instrumented standard library (std::regex), and about the fences in Boost.Asio that
    # ThreadSanitizer does not follow.
    add_compile_options(-Wno-maybe-uninitialized -Wno-tsan)
  endif()
endif()
