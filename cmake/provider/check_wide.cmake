# Fails the build of a plug-in that calls a wide character function of the C or C++ library: it would pass 16-bit
# characters to a function that expects 32 bits.
#
#   cmake -D NM=... -D FILE=... -P check_wide.cmake
execute_process(COMMAND "${NM}" --dynamic --undefined-only --format=posix "${FILE}"
  OUTPUT_VARIABLE symbols RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "${NM} cannot read ${FILE}")
endif()

# Functions of one character (towupper, isw...) are not included: their parameter is wider than both.
set(wide "wcs[a-z]+|wcp[a-z]+|wmem[a-z]+|v?f?s?w(printf|scanf)|mbs?r?n?r?to(wc|wcs|c16s)|wcr?tomb|fgetws|fputws|wcs[a-z]*_l")
string(REGEX MATCHALL "[^\n]+" lines "${symbols}")
set(found "")
foreach(line IN LISTS lines)
  string(REGEX REPLACE "[@ ].*" "" symbol "${line}")
  if(symbol MATCHES "^(__isoc[0-9]+_)?_*(${wide})(_chk)?$" OR symbol MATCHES "^_Z.*(Iw(St|E)|St4?w(cout|cerr|clog|cin))")
    list(APPEND found "${symbol}")
  endif()
endforeach()

if(found)
  file(REMOVE "${FILE}")
  list(JOIN found " " found)
  message(FATAL_ERROR "${FILE} uses wide character functions that mprsim::portable does not have for 16-bit "
    "characters (docs/portable-abi.md): ${found}")
endif()
