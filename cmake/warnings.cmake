# The one place that names warnings. Linked PRIVATE everywhere, so consumers never inherit them.
add_library(mprsim_warnings INTERFACE)
target_compile_options(mprsim_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  $<$<BOOL:${MPRSIM_WERROR}>:-Werror>)
