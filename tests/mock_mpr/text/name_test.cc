#include "mock_mpr/text/name.h"

#include <optional>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace mprsim::name_test {
namespace {

// rule: name.case
TEST(Name, CaseDoesNotMatter) {
  EXPECT_TRUE(equal_names("", "")) << "name.case";
  EXPECT_TRUE(equal_names("Z:", "z:")) << "name.case";
  EXPECT_TRUE(equal_names(R"(\\Files\TEAM)", R"(\\FILES\team)")) << "name.case";
  EXPECT_FALSE(equal_names("Z:", "Y:"));
  EXPECT_FALSE(equal_names("@", "`"));  // 32 apart, like letters
  EXPECT_FALSE(equal_names("[", "{"));
  EXPECT_FALSE(equal_names("\xC3\x84", "\xC3\xA4"));  // only ASCII is folded
}

// rule: name.whole
TEST(Name, ANameMatchesAsAWhole) {
  EXPECT_FALSE(equal_names("LPT1", "L:")) << "name.whole";
  EXPECT_FALSE(equal_names("Y:", R"(Y:\x)")) << "name.whole";
  EXPECT_FALSE(equal_names("Y:", "Y")) << "name.whole";
  EXPECT_FALSE(equal_names("", "Y")) << "name.whole";
}

TEST(Name, OrderIgnoresCase) {
  EXPECT_TRUE(name_less("a:", "B:") && name_less("A:", "b:"));
  EXPECT_FALSE(name_less("a:", "A:") || name_less("A:", "a:"));
  EXPECT_TRUE(name_less("A", "a:") && name_less("", "a"));
}

// rule: name.device-scope
// rule: name.remote-scope
TEST(Name, DevicesAreDrivesAndPorts) {
  for (const char* device :
       {"A:", "a:", "Z:", "z:", "LPT1", "lpt9", "LPT1:", "COM1", "com9:", "Com5", "Lpt3:"}) {
    EXPECT_TRUE(is_device_name(device)) << "name.device-scope: " << device;
    EXPECT_EQ(is_port_name(device), device[1] != ':') << device;
  }
  for (const char* other : {"",        "Z",    ":",   "1:",  "@:",    "[:",   "`:",    "{:",
                            "ZZ:",     "Z:\\", "Z::", "LPT", "LPT0",  "LPT:", "LPT10", "LPT1::",
                            "LPT1x",   "LPTx", "PRN", "COM", "COM0:", "XPT1", "CON",   R"(\\server\share)",
                            "LPT1\\x", "Z :"}) {
    EXPECT_FALSE(is_device_name(other)) << "name.remote-scope: " << other;
    EXPECT_FALSE(is_port_name(other)) << "name.remote-scope: " << other;
  }
}

// rule: name.case
// rule: name.whole
TEST(Name, APortHasOneNameWithAndWithoutItsColon) {
  const std::vector<std::string_view> first = {"LPT1", "LPT1:", "lpt1", "Lpt1:"};
  for (const std::string_view a : first) {
    for (const std::string_view b : first) {
      EXPECT_TRUE(equal_devices(a, b)) << a << ' ' << b;
      EXPECT_FALSE(device_less(a, b)) << a << ' ' << b;
    }
    for (const std::string_view other :
         {"LPT2", "LPT2:", "COM1", "COM1:", "LPT", "LPT1::", "LPT1:x", "L:", "", "LPT10"}) {
      EXPECT_FALSE(equal_devices(a, other)) << a << ' ' << other;
      EXPECT_NE(device_less(a, other), device_less(other, a)) << a << ' ' << other;
    }
  }
  EXPECT_TRUE(equal_devices("com9:", "COM9"));
  EXPECT_TRUE(equal_devices("Z:", "z:"));
  EXPECT_FALSE(equal_devices("Z:", "Z"));              // the colon of a drive is part of its name
  EXPECT_FALSE(equal_devices("LPT0:", "LPT0"));        // no port
  EXPECT_FALSE(equal_devices(R"(\\ab:)", R"(\\ab)"));  // nor this
  EXPECT_TRUE(device_less("COM1:", "LPT1") && device_less("LPT1:", "LPT2") && device_less("LPT1", "Z:"));
}

TEST(Name, LptPortsPrint) {
  for (const char* port : {"LPT1", "lpt9", "LPT3:"}) EXPECT_TRUE(is_printer_port(port)) << port;
  for (const char* other : {"COM1", "COM1:", "L:", "LPT0", "LPT", ""})
    EXPECT_FALSE(is_printer_port(other)) << other;
}

// rule: name.whole
TEST(Name, APathLiesBelowAWholeName) {
  struct Row {
    std::string_view path, name;
    std::optional<std::string_view> below;
  };
  for (const Row& row :
       {Row{R"(Z:\a\b)", "z:", R"(a\b)"}, Row{"Z:", "Z:", ""}, Row{"Z:\\", "Z:", ""},
        Row{"Z:a", "Z:", std::nullopt}, Row{"Z", "Z:", std::nullopt}, Row{R"(LPT1\a)", "LPT1:", "a"},
        Row{R"(lpt1:\a)", "LPT1", "a"}, Row{"LPT1:", "LPT1", ""}, Row{R"(LPT11\a)", "LPT1", std::nullopt},
        Row{R"(\\f\team\x)", R"(\\F\Team)", "x"}, Row{R"(\\f\team)", R"(\\f\team)", ""},
        Row{R"(\\f\teams)", R"(\\f\team)", std::nullopt}, Row{R"(\\f)", R"(\\f\team)", std::nullopt},
        Row{"", "Z:", std::nullopt}}) {
    EXPECT_EQ(path_below(row.path, row.name), row.below) << row.path << " below " << row.name;
  }
}

}  // namespace
}  // namespace mprsim::name_test
