# Which tests name which rules: reads the tests and writes rows for tools/catalogue/coverage.cc.
#
#   cmake -D SOURCE_DIR=... -D OUTPUT=... -P rule_tests.cmake
#
# A test names a rule by its slug in any string or comment, or as Rule::identifier, inside its body or in the
# comment right above it. Tables outside tests do not count: they name rules, but nothing says who uses them.
cmake_minimum_required(VERSION 3.25)

file(READ "${SOURCE_DIR}/mock_mpr/facts/rules.def" rules)
string(REGEX MATCHALL "MPRSIM_RULE\\([a-z0-9_]+, \\.slug = \"[^\"]+\"" rules "${rules}")
set(identifiers "")
foreach(rule IN LISTS rules)
  string(REGEX REPLACE "MPRSIM_RULE\\(([a-z0-9_]+), \\.slug = \"([^\"]+)\"" "\\1;\\2" rule "${rule}")
  list(GET rule 0 identifier)
  list(GET rule 1 slug)
  list(APPEND identifiers "${identifier}")
  set("identifier_of_${slug}" "${identifier}")
endforeach()

# rules_in(<out> <line>): the identifiers of the rules that a line names.
function(rules_in out line)
  set(found "")
  string(REGEX MATCHALL "Rule::[a-z0-9_]+" names "${line}")
  foreach(name IN LISTS names)
    string(SUBSTRING "${name}" 6 -1 name)
    if(name IN_LIST identifiers)
      list(APPEND found "${name}")
    endif()
  endforeach()
  string(REGEX MATCHALL "[a-z0-9-]+(\\.[a-z0-9-]+)+" slugs "${line}")
  foreach(slug IN LISTS slugs)
    if(DEFINED "identifier_of_${slug}")
      list(APPEND found "${identifier_of_${slug}}")
    endif()
  endforeach()
  list(REMOVE_DUPLICATES found)
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE files RELATIVE "${SOURCE_DIR}" "${SOURCE_DIR}/tests/*_test.cc")
# To tests of the language, the renderers and the tool a rule is but sample text.
list(FILTER files EXCLUDE REGEX "^tests/(tools|meta)/|^tests/scenarios/(language/)?(loader|diagnostics|schema|golden|keys)_|_(text|json)_test|/rule_test")
list(SORT files)
set(rows "")
foreach(file IN LISTS files)
  file(READ "${SOURCE_DIR}/${file}" text)
  # One list element per line: characters that mean something to CMake's lists go first.
  string(REGEX REPLACE "[][;\\\\]" " " text "${text}")
  # A long header may be broken after the suite.
  string(REGEX REPLACE "(TEST[A-Z_]*\\([A-Za-z0-9_]+,)\n +([A-Za-z0-9_]+\\))" "\\1 \\2\n" text "${text}")
  string(REPLACE "\n" ";" lines "${text}")
  set(number 0)
  set(test "")
  set(above "")  # rules named by the comment above
  set(seen "")   # rules that this test has named
  foreach(line IN LISTS lines)
    math(EXPR number "${number} + 1")
    if(line MATCHES "^ *(TEST|TEST_F|TEST_P|TYPED_TEST|RC_GTEST_PROP|RC_GTEST_FIXTURE_PROP)\\(([A-Za-z0-9_]+), *([A-Za-z0-9_]+)")
      set(test "${CMAKE_MATCH_2}.${CMAKE_MATCH_3}")
      set(seen "")
      rules_in(named "${line}")
      list(PREPEND named ${above})
      set(above "")
    elseif(test STREQUAL "")
      if(line MATCHES "^//")
        rules_in(named "${line}")
        list(APPEND above ${named})
      else()
        set(above "")
      endif()
      continue()
    else()
      rules_in(named "${line}")
    endif()
    foreach(rule IN LISTS named)
      if(NOT rule IN_LIST seen)
        list(APPEND seen "${rule}")
        string(APPEND rows "MPRSIM_RULE_TEST(${rule}, \"${file}\", ${number}, \"${test}\")\n")
      endif()
    endforeach()
    if(line MATCHES "^}")
      set(test "")
    endif()
  endforeach()
endforeach()

# An unchanged file keeps its time, so that nothing is built anew.
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT "${rows}" @ONLY)
