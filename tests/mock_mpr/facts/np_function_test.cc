#include "mock_mpr/facts/np_function.h"

#include <bit>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

namespace mprsim::np_function_test {
namespace {

static_assert(wnnc::connection == 6 && wnnc::con_cancelconnection == 2);
static_assert(wnnc::enumeration == 11 && wnnc::start == 12);

// Written down again, independently of np_functions.def.
struct Golden {
  NpFunction function;
  std::string_view name;
  std::string_view group;
  std::uint32_t index;
  std::uint32_t bits;
  std::string_view signature;
};

// clang-format off
constexpr Golden golden[] = {
    {NpFunction::NPGetCaps, "NPGetCaps", "capabilities", 0, 0, "DWORD NPGetCaps(DWORD ndex)"},
    {NpFunction::NPCancelConnection, "NPCancelConnection", "connection", 6, 2, "DWORD NPCancelConnection(LPWSTR lpName, BOOL fForce)"},
    {NpFunction::NPGetConnection, "NPGetConnection", "connection", 6, 4, "DWORD NPGetConnection(LPWSTR lpLocalName, LPWSTR lpRemoteName, LPDWORD lpnBufferLen)"},
    {NpFunction::NPCloseEnum, "NPCloseEnum", "enumeration", 11, 15, "DWORD NPCloseEnum(HANDLE hEnum)"},
    {NpFunction::NPGetUser, "NPGetUser", "user", 4, 1, "DWORD NPGetUser(LPWSTR lpName, LPWSTR lpUserName, LPDWORD lpnBufferLen)"},
    {NpFunction::NPDeviceMode, "NPDeviceMode", "dialog", 8, 1, "DWORD NPDeviceMode(HWND hParent)"},
    {NpFunction::NPDirectoryNotify, "NPDirectoryNotify", "admin", 9, 2, "DWORD NPDirectoryNotify(HWND hwnd, LPWSTR lpDir, DWORD dwOper)"},
    {NpFunction::CancelConnectNotify, "CancelConnectNotify", "notification", 0, 0, "DWORD CancelConnectNotify(LPNOTIFYINFO lpNotifyInfo, LPNOTIFYCANCEL lpCancelInfo)"},
};
// clang-format on

TEST(NpFunction, GoldenRows) {
  for (const Golden& row : golden) {
    SCOPED_TRACE(row.name);
    const NpFunctionInfo& function = info(row.function);
    EXPECT_EQ(function.name, row.name);
    EXPECT_EQ(to_string(function.group), row.group);
    EXPECT_EQ(function.capability_index, row.index);
    EXPECT_EQ(function.capability_bits, row.bits);
    EXPECT_EQ(function.signature, row.signature);
  }
}

TEST(NpFunction, EveryFunctionIsFoundByNameAndByValue) {
  std::set<std::string_view> seen;
  for (const NpFunctionInfo& function : all_np_functions()) {
    EXPECT_TRUE(seen.insert(function.name).second) << function.name;
    EXPECT_EQ(&info(function.function), &function);
    EXPECT_EQ(find_np_function(function.name), function.function);
    EXPECT_TRUE(function.signature.starts_with("DWORD " + std::string(function.name) + "("));
  }
  for (const std::string_view text : {"", "npgetcaps", "NPGetCaps ", "NPCancelConnection2"}) {
    EXPECT_EQ(find_np_function(text), std::nullopt) << text;
  }
}

// A router asks NPGetCaps before it calls: each promise must be one that NPGetCaps can express.
TEST(NpFunction, CapabilitiesNameKnownIndexesAndBits) {
  for (const NpFunctionInfo& function : all_np_functions()) {
    EXPECT_EQ(function.capability_index == 0, function.capability_bits == 0) << function.name;
    std::uint32_t known = 0;
    for (const WnncValue& value : all_wnnc_values()) {
      if (value.index == function.capability_index) known |= value.number;
    }
    EXPECT_EQ(function.capability_bits & ~known, 0u) << function.name;
  }
}

TEST(NpFunction, OnlyTheTwoNotifyeeExportsAreNotifications) {
  std::set<std::string_view> notifications;
  for (const NpFunctionInfo& function : all_np_functions()) {
    if (function.group == NpGroup::notification) notifications.insert(function.name);
    EXPECT_EQ(function.name.starts_with("NP"), function.group != NpGroup::notification) << function.name;
  }
  EXPECT_EQ(notifications, (std::set<std::string_view>{"AddConnectNotify", "CancelConnectNotify"}));
}

TEST(Wnnc, IndexesAndValuesAreUniqueAndNamed) {
  std::set<std::uint32_t> numbers;
  std::set<std::string_view> names;
  for (const WnncIndex& index : all_wnnc_indexes()) {
    EXPECT_TRUE(numbers.insert(index.number).second) << index.name;
    EXPECT_TRUE(names.insert(index.name).second && index.name.starts_with("WNNC_")) << index.name;
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const WnncValue& value : all_wnnc_values()) {
    EXPECT_TRUE(numbers.contains(value.index)) << value.name;
    EXPECT_TRUE(pairs.insert({value.index, value.number}).second) << value.name;
    EXPECT_TRUE(names.insert(value.name).second && value.name.starts_with("WNNC_")) << value.name;
    const bool mask = value.index != wnnc::spec_version && value.index != wnnc::net_type;
    if (mask) {
      EXPECT_TRUE(std::has_single_bit(value.number)) << value.name;
    }
  }
}

}  // namespace
}  // namespace mprsim::np_function_test
