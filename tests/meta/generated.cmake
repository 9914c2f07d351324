# cmake -DPROGRAM=mprsim -DARGUMENTS="rules;--format;markdown" -DFILE=docs/rules.md -P generated.cmake
# Fails unless FILE is, byte for byte, what the program prints.
get_filename_component(name "${FILE}" NAME)
get_filename_component(folder "${PROGRAM}" DIRECTORY)
set(actual "${folder}/generated/${name}")
file(MAKE_DIRECTORY "${folder}/generated")
execute_process(COMMAND "${PROGRAM}" ${ARGUMENTS} OUTPUT_FILE "${actual}" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${FILE}" "${actual}" RESULT_VARIABLE differs)
if(differs)
  list(JOIN ARGUMENTS " " arguments)
  message(FATAL_ERROR "${FILE} is out of date: run `mprsim ${arguments} > ${FILE}`")
endif()
