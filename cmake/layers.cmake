# Sources are globbed: a file in a layer's folder is its own registration, so no list is edited to add one.
# `x_posix.cc` and `x_windows.cc` are two forms of one file; exactly one of them is built.
#
# mprsim_glob(<out> [RECURSE] <pattern>): with RECURSE in all folders below as well.
function(mprsim_glob out)
  set(kind GLOB)
  if(ARGV1 STREQUAL RECURSE)
    set(kind GLOB_RECURSE)
  endif()
  list(GET ARGV -1 pattern)
  file(${kind} files CONFIGURE_DEPENDS "${pattern}")
  if(WIN32)
    list(FILTER files EXCLUDE REGEX "_posix(_test)?\\.cc$")
  else()
    list(FILTER files EXCLUDE REGEX "_windows(_test)?\\.cc$")
  endif()
  set(${out} "${files}" PARENT_SCOPE)
endfunction()

# mprsim_join_sources(<target>): with MPRSIM_JOIN_SOURCES its sources are compiled several as one. Most of what a compiler
# reads of a source is headers, and most of what it does is to expand their templates.
function(mprsim_join_sources target)
  if(MPRSIM_JOIN_SOURCES)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 14)
    if(MINGW)  # which has few sections to an object file by default
      target_compile_options(${target} PRIVATE -Wa,-mbig-obj)
    endif()
  endif()
endfunction()

# mprsim_add_layer(<name> [FOLDERS <folder>...] [EXCLUDE <file>...] [LINK <public libraries>...])
# One static library mprsim_<name>, also known as mprsim::<name>, from the .cc files of the current folder and of the
# folders named.
function(mprsim_add_layer name)
  cmake_parse_arguments(arg "" "" "FOLDERS;EXCLUDE;LINK" ${ARGN})
  mprsim_glob(sources "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  foreach(folder IN LISTS arg_FOLDERS)
    mprsim_glob(more "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cc")
    list(APPEND sources ${more})
  endforeach()
  foreach(file IN LISTS arg_EXCLUDE)
    list(REMOVE_ITEM sources "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
  endforeach()
  if(NOT sources)
    file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/empty.cc" "")
    set(sources "${CMAKE_CURRENT_BINARY_DIR}/empty.cc")
  endif()

  add_library(mprsim_${name} STATIC ${sources})
  add_library(mprsim::${name} ALIAS mprsim_${name})
  set_target_properties(mprsim_${name} PROPERTIES EXPORT_NAME ${name})
  mprsim_join_sources(mprsim_${name})
  target_compile_features(mprsim_${name} PUBLIC cxx_std_20)
  target_include_directories(mprsim_${name} PUBLIC
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>" "$<INSTALL_INTERFACE:include/mprsim>")
  target_link_libraries(mprsim_${name} PUBLIC ${arg_LINK} PRIVATE $<BUILD_INTERFACE:mprsim_warnings>)
endfunction()
