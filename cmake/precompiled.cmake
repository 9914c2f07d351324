# Precompiled headers, for the tests alone. The libraries go without: joined (MPRSIM_JOIN_SOURCES), their sources are so
# few that headers take longer to precompile than to read.
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
