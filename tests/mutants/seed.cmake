# cmake -D SOURCE_DIR=... -D PATCHES_DIR=... -D OUTPUT_DIR=... -P seed.cmake
# Copies the sources of the libraries and plants all bugs into the copy. A patch that no longer fits is an error:
# bring it up to date with the sources.
foreach(folder mock_mpr sim)
  file(COPY "${SOURCE_DIR}/${folder}" DESTINATION "${OUTPUT_DIR}.new"
    PATTERN "library" EXCLUDE
    PATTERN "CMakeLists.txt" EXCLUDE)
endforeach()
file(GLOB patches "${PATCHES_DIR}/*.patch")
list(SORT patches)
foreach(patch IN LISTS patches)
  execute_process(COMMAND patch --batch --forward --quiet --fuzz=0 -p0 -i "${patch}" WORKING_DIRECTORY "${OUTPUT_DIR}.new"
    RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "${patch} does not fit the sources any more")
  endif()
endforeach()
# Files that did not change keep their time, so that they are not compiled again.
file(GLOB_RECURSE seeded RELATIVE "${OUTPUT_DIR}.new" "${OUTPUT_DIR}.new/*")
foreach(file IN LISTS seeded)
  configure_file("${OUTPUT_DIR}.new/${file}" "${OUTPUT_DIR}/${file}" COPYONLY)
endforeach()
file(REMOVE_RECURSE "${OUTPUT_DIR}.new")
