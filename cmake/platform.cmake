# Settings every translation unit on a platform must agree on.
if(WIN32 AND PROJECT_IS_TOP_LEVEL)
  add_compile_definitions(
    _WIN32_WINNT=0x0A00 WIN32_LEAN_AND_MEAN NOMINMAX UNICODE _UNICODE BOOST_ALL_NO_LIB)
endif()
set(MPRSIM_PLATFORM_LIBRARIES $<$<PLATFORM_ID:Windows>:ws2_32;mswsock;bcrypt;ntdll>)
