// The portable headers against abi.def, and, on Windows, abi.def against mingw-w64's headers: one source,
// built with either. If both builds pass, the headers agree.

// Each of these needs the one before.
// clang-format off
#include <windows.h>
#include <winnetwk.h>
#include <npapi.h>
#include <strsafe.h>
// clang-format on

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "mock_mpr/facts/np_function.h"
#include "mock_mpr/facts/status.h"

namespace mprsim {
namespace {

// Constants are pointers, longs or ints there, and unsigned here and there: the bits count.
template <class Value>
std::uint32_t bits(Value value) {
  if constexpr (std::is_pointer_v<Value>) {
    return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(value));
  } else {
    return static_cast<std::uint32_t>(value);
  }
}

TEST(Abi, ConstantsHaveTheirNumbers) {
#define MPRSIM_ABI_VALUE(name, number) EXPECT_EQ(bits(name), bits(number)) << #name;
#include "tests/portable/abi.def"
}

TEST(Abi, TypesHaveTheirLayout) {
#define MPRSIM_ABI_SIZE(type, bytes) EXPECT_EQ(sizeof(type), std::size_t{bytes}) << #type;
#define MPRSIM_ABI_OFFSET(type, member, bytes) \
  EXPECT_EQ(offsetof(type, member), std::size_t{bytes}) << #type "." #member;
#include "tests/portable/abi.def"
}

// Which Windows has signed is signed here.
static_assert(std::is_signed_v<LONG> && std::is_signed_v<BOOL> && std::is_signed_v<LONG_PTR>);
static_assert(std::is_unsigned_v<DWORD> && std::is_unsigned_v<ULONG_PTR> && std::is_unsigned_v<WORD>);
static_assert(!std::is_convertible_v<HWND, HINSTANCE>);

TEST(Abi, MacrosComputeWhatTheirNamesSay) {
  EXPECT_EQ(bits(INVALID_HANDLE_VALUE), 0xFFFFFFFF);
  EXPECT_EQ(MAKELONG(0x1234, 0x5678), 0x56781234);
  EXPECT_EQ(LOWORD(0x56781234), 0x1234);
  EXPECT_EQ(HIWORD(0x56781234), 0x5678);
  EXPECT_EQ(HRESULT_FROM_WIN32(ERROR_INVALID_PARAMETER), E_INVALIDARG);
  EXPECT_EQ(HRESULT_FROM_WIN32(ERROR_SUCCESS), S_OK);
  EXPECT_TRUE(FAILED(E_FAIL));
  EXPECT_TRUE(SUCCEEDED(S_FALSE));
}

std::string read(const std::string& path) {
  std::ifstream file(std::string(MPRSIM_SOURCE_DIR "/") + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Abi, EveryConstantOfOursIsCompared) {
  std::set<std::string> compared = {
#define MPRSIM_ABI_VALUE(name, number) #name,
#include "tests/portable/abi.def"
  };
  for (const std::string_view name : status_names()) compared.emplace(name);
  for (const WnncIndex& index : all_wnnc_indexes()) compared.emplace(index.name);
  for (const WnncValue& value : all_wnnc_values()) compared.emplace(value.name);
  static const std::regex constant(R"(\n#define ([A-Z][A-Z0-9_]+) +[(A-Z)]*(0x[0-9A-Fa-f]+|[0-9]+)\b)");
  std::size_t found = 0;
  for (const char* header : {"windef", "winnt", "winerror", "winbase", "winnls", "winuser", "winnetwk",
                             "npapi", "wnnc", "strsafe"}) {
    const std::string text = read("mock_mpr/portable/" + std::string(header) + ".h");
    for (std::sregex_iterator it(text.begin(), text.end(), constant), end; it != end; ++it, ++found) {
      EXPECT_TRUE(compared.contains((*it)[1])) << header << ".h: " << (*it)[1];
    }
  }
  EXPECT_GT(found, 300U);
}

}  // namespace
}  // namespace mprsim
