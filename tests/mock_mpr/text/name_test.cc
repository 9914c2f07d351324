#include "mock_mpr/text/name.h"

#include <gtest/gtest.h>

namespace mprsim {
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

}  // namespace
}  // namespace mprsim
