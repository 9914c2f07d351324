# mprsim_add_provider(<name> SOURCES <file>... [NOTIFYEE] [LINK <library>...] [EXPORTS <symbol>...])
#
# A network provider (or, with NOTIFYEE, a connection notifyee) as the loadable library <name>.so or <name>.dll, from
# sources in C or C++ that are written for Windows. On Windows they see the SDK's headers and link mpr; elsewhere those
# of mock_mpr/portable, and the runtime in mprsim::portable.
#   LINK     more libraries; on Windows system libraries by name
#   EXPORTS  more symbols to export than NP*, AddConnectNotify, CancelConnectNotify and MprBench*; `*` is a wildcard.
#            On Windows the source decides: __declspec(dllexport), a .def file, or by default everything
# The kind is kept in the target property MPRSIM_PLUGIN_KIND: provider or notifyee.
function(mprsim_add_provider name)
  cmake_parse_arguments(arg "NOTIFYEE" "" "SOURCES;LINK;EXPORTS" ${ARGN})
  if(NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "mprsim_add_provider(${name}): SOURCES <file>... [NOTIFYEE] [LINK ...] [EXPORTS ...]")
  endif()
  set(kind provider)
  if(arg_NOTIFYEE)
    set(kind notifyee)
  endif()

  add_library(${name} MODULE ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES PREFIX "" MPRSIM_PLUGIN_KIND ${kind})
  if(WIN32)
    target_link_libraries(${name} PRIVATE mprsim::abi ${arg_LINK} mpr)
    if(MINGW)
      target_link_options(${name} PRIVATE -static)
    endif()
    return()
  endif()

  target_link_libraries(${name} PRIVATE ${arg_LINK} mprsim::portable)

  set(files "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/provider")
  # Everything else is local: two plug-ins in one process must not share a symbol, and none may use a symbol of the host.
  set(exports "${arg_EXPORTS}")
  list(TRANSFORM exports APPEND ";")
  list(JOIN exports " " exports)
  configure_file("${files}/exports.map.in" "${CMAKE_CURRENT_BINARY_DIR}/${name}.map" @ONLY)
  target_link_options(${name} PRIVATE "LINKER:--version-script=${CMAKE_CURRENT_BINARY_DIR}/${name}.map")
  set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS "${CMAKE_CURRENT_BINARY_DIR}/${name}.map")

  add_custom_command(TARGET ${name} POST_BUILD VERBATIM
    COMMAND "${CMAKE_COMMAND}" "-DNM=${CMAKE_NM}" "-DFILE=$<TARGET_FILE:${name}>"
            -P "${files}/check_wide.cmake")
endfunction()
