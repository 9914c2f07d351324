#include "mock_mpr/facts/status.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>

namespace mprsim::status_test {
namespace {

static_assert(sizeof(Status) == 4);
static_assert(std::is_trivially_copyable_v<Status>);
static_assert(Status{} == wn::success && Status{}.ok() && !Status{5}.ok());
static_assert(Status{5} < Status{53} && Status{5} != Status{53});
static_assert(significance(wn::bad_netpath) == Significance::insignificant &&
              !soft_on_win9x(wn::bad_netpath));

// Numbers, names and roles written down again, independently of status.def.
struct Golden {
  std::uint32_t code;
  std::string_view name;        // as name() shows it
  std::string_view other_name;  // another name for the same number, "" if there is none
  Significance significance;
  bool soft;
};

constexpr auto accepted = Significance::accepted;
constexpr auto insignificant = Significance::insignificant;
constexpr auto not_connected = Significance::not_connected;
constexpr auto significant = Significance::significant;

// clang-format off
constexpr Golden golden[] = {
    {0, "WN_SUCCESS", "ERROR_SUCCESS", accepted, false},
    {0, "WN_SUCCESS", "WN_NO_ERROR", accepted, false},
    {5, "WN_ACCESS_DENIED", "ERROR_ACCESS_DENIED", significant, false},
    {50, "WN_NOT_SUPPORTED", "ERROR_NOT_SUPPORTED", significant, true},
    {53, "ERROR_BAD_NETPATH", "", insignificant, false},
    {59, "WN_NET_ERROR", "WN_WINDOWS_ERROR", significant, false},
    {67, "WN_BAD_NETNAME", "ERROR_BAD_NET_NAME", insignificant, true},
    {85, "WN_ALREADY_CONNECTED", "ERROR_ALREADY_ASSIGNED", significant, false},
    {86, "WN_BAD_PASSWORD", "ERROR_INVALID_PASSWORD", significant, false},
    {87, "WN_BAD_VALUE", "ERROR_INVALID_PARAMETER", insignificant, false},
    {121, "ERROR_SEM_TIMEOUT", "", significant, false},
    {124, "WN_BAD_LEVEL", "ERROR_INVALID_LEVEL", insignificant, false},
    {170, "WN_FUNCTION_BUSY", "ERROR_BUSY", significant, false},
    {234, "WN_MORE_DATA", "ERROR_MORE_DATA", significant, false},
    {1200, "WN_BAD_LOCALNAME", "ERROR_BAD_DEVICE", significant, true},
    {1201, "WN_CONNECTION_CLOSED", "ERROR_CONNECTION_UNAVAIL", significant, false},
    {1203, "WN_NO_NET_OR_BAD_PATH", "ERROR_NO_NET_OR_BAD_PATH", significant, false},
    {1205, "WN_CANNOT_OPEN_PROFILE", "ERROR_CANNOT_OPEN_PROFILE", significant, false},
    {1206, "WN_BAD_PROFILE", "ERROR_BAD_PROFILE", significant, false},
    {1208, "WN_EXTENDED_ERROR", "ERROR_EXTENDED_ERROR", significant, false},
    {1222, "WN_NO_NETWORK", "ERROR_NO_NETWORK", significant, true},
    {1223, "WN_CANCEL", "ERROR_CANCELLED", significant, false},
    {1237, "WN_RETRY", "ERROR_RETRY", significant, false},
    {1326, "ERROR_LOGON_FAILURE", "", significant, false},
    {2250, "WN_NOT_CONNECTED", "ERROR_NOT_CONNECTED", not_connected, true},
    {2401, "WN_OPEN_FILES", "ERROR_OPEN_FILES", significant, false},
    {2404, "WN_DEVICE_IN_USE", "ERROR_DEVICE_IN_USE", significant, false},
};
// clang-format on

TEST(Status, GoldenFacts) {
  for (const Golden& row : golden) {
    SCOPED_TRACE(row.code);
    const Status status{row.code};
    EXPECT_EQ(name(status), row.name);
    EXPECT_EQ(to_string(status), row.name);
    EXPECT_EQ(parse_status(row.name), status);
    if (!row.other_name.empty()) {
      EXPECT_EQ(parse_status(row.other_name), status);
    }
    EXPECT_EQ(significance(status), row.significance);
    EXPECT_EQ(soft_on_win9x(status), row.soft);
  }
}

TEST(Status, TheDocumentedSetsAreExact) {
  std::set<std::uint32_t> accepted_codes, insignificant_codes, not_connected_codes, soft_codes;
  for (std::uint32_t code = 0; code < 20'000; ++code) {
    const Status status{code};
    if (significance(status) == accepted) accepted_codes.insert(code);
    if (significance(status) == insignificant) insignificant_codes.insert(code);
    if (significance(status) == not_connected) not_connected_codes.insert(code);
    if (soft_on_win9x(status)) soft_codes.insert(code);
  }
  EXPECT_EQ(accepted_codes, (std::set<std::uint32_t>{0}));
  EXPECT_EQ(insignificant_codes, (std::set<std::uint32_t>{53, 67, 87, 124}));
  EXPECT_EQ(not_connected_codes, (std::set<std::uint32_t>{2250}));
  EXPECT_EQ(soft_codes, (std::set<std::uint32_t>{50, 67, 1200, 1222, 2250}));
}

TEST(Status, UnknownCodesAreSignificantHardAndNameless) {
  for (const std::uint32_t code : {4u, 2251u, 4095u, 4096u, 4096u + 2250u, 65536u + 53u, 0xFFFFFFFFu}) {
    const Status status{code};
    EXPECT_EQ(significance(status), significant) << code;
    EXPECT_FALSE(soft_on_win9x(status)) << code;
    EXPECT_EQ(find_status(status), nullptr) << code;
    EXPECT_EQ(name(status), "") << code;
    EXPECT_EQ(to_string(status), std::to_string(code));
    EXPECT_EQ(parse_status(to_string(status)), status);
  }
}

TEST(Status, EveryRowAgreesWithTheLookUps) {
  std::set<std::uint32_t> numbers;
  for (const StatusInfo& info : all_statuses()) {
    SCOPED_TRACE(info.error_name);
    EXPECT_TRUE(numbers.insert(info.status.code()).second);
    EXPECT_EQ(find_status(info.status), &info);
    EXPECT_EQ(significance(info.status), info.significance);
    EXPECT_EQ(soft_on_win9x(info.status), info.soft_on_win9x);
    EXPECT_EQ(parse_status(to_string(info.status)), info.status);
    EXPECT_EQ(parse_status(std::to_string(info.status.code())), info.status);
    EXPECT_TRUE(info.wn_name.empty() || info.wn_name.starts_with("WN_"));
    EXPECT_TRUE(info.error_name.starts_with("ERROR_") || info.error_name == "NO_ERROR");
    EXPECT_TRUE(info.meaning.size() > 20 && info.meaning.ends_with('.')) << info.meaning;
  }
  EXPECT_TRUE(std::ranges::is_sorted(all_statuses(), {}, &StatusInfo::status));
}

TEST(Status, NamesAreUniqueAndAllParse) {
  std::set<std::string_view> seen;
  for (const std::string_view known : status_names()) {
    EXPECT_TRUE(seen.insert(known).second) << known;
    EXPECT_TRUE(parse_status(known).has_value()) << known;
  }
  for (const StatusInfo& info : all_statuses()) EXPECT_TRUE(seen.contains(info.error_name));
  EXPECT_TRUE(seen.contains("WN_WINDOWS_ERROR"));
}

TEST(Status, ParseRefusesEverythingElse) {
  for (const std::string_view text :
       {"", " ", "wn_success", "WN_SUCCESS ", " WN_SUCCESS", "WN_", "SUCCESS", "-1", "+5", "5 ", " 5", "0x5",
        "5.0", "4294967296", "99999999999999999999", "WN_NOT_CONNECTED2"}) {
    EXPECT_EQ(parse_status(text), std::nullopt) << '"' << text << '"';
  }
  EXPECT_EQ(parse_status("4294967295"), Status{0xFFFFFFFF});
}

TEST(Status, HashFollowsEquality) {
  EXPECT_EQ(std::hash<Status>{}(Status{2250}), std::hash<Status>{}(wn::not_connected));
  EXPECT_NE(std::hash<Status>{}(Status{2250}), std::hash<Status>{}(wn::open_files));
}

}  // namespace
}  // namespace mprsim::status_test
