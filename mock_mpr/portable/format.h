// printf as Microsoft's C library has it, into memory: the one formatter behind swprintf, wsprintf and
// StringCchPrintf.
//
// Page: "Format specification syntax: printf and wprintf functions". What differs from the C standard: %s and
// %c are of the kind of the format string, %S and %C of the other; `l` is 32 bits, I64 and ll are 64, I is
// the size of a pointer; %p is 16 upper-case digits. %n writes nothing. NULL strings are "(null)".
#pragma once

#include <stdarg.h>
#include <stddef.h>

namespace mprsim::portable {

/// Writes what fits into the first `size` characters, without an end, and returns how many there are in all.
size_t format(wchar_t* target, size_t size, const wchar_t* text, va_list arguments);
size_t format(char* target, size_t size, const char* text, va_list arguments);

}  // namespace mprsim::portable
