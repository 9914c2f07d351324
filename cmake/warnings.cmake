# The one place that names warnings. Linked PRIVATE everywhere, so consumers never inherit them.
add_library(mprsim_warnings INTERFACE)
target_compile_options(mprsim_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  $<$<BOOL:${MPRSIM_WERROR}>:-Werror>)

# g++ 12 finds overlapping memcpy in its own std::string when `"literal" + string` is inlined (GCC PR 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(mprsim_warnings INTERFACE -Wno-restrict)
endif()

# clang says that a local variable shadows a constant of another file when both files are compiled as one. The preset
# clang compiles every file on its own, with the warning.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND MPRSIM_JOIN_SOURCES)
  target_compile_options(mprsim_warnings INTERFACE -Wno-shadow)
endif()
