# The one place that names warnings. Linked PRIVATE everywhere, so consumers never inherit them.
add_library(mprsim_warnings INTERFACE)
target_compile_options(mprsim_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  $<$<BOOL:${MPRSIM_WERROR}>:-Werror>)

# g++ 12 finds overlapping memcpy in its own std::string when `"literal" + string` is inlined (GCC PR 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(mprsim_warnings INTERFACE -Wno-restrict)
endif()

# What is said of joined sources alone: clang, that a local variable shadows a constant of another source; g++, that a
# class has a member whose type other sources do not know, because it takes a source that is included for a header. The
# preset clang compiles every source on its own, with all warnings.
if(MPRSIM_JOIN_SOURCES)
  target_compile_options(mprsim_warnings INTERFACE
    $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-shadow> $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>)
endif()
