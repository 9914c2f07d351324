#include "mock_mpr/state/registry.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace mprsim::registry_test {
namespace {

TEST(Registry, KeepsTheOrder) {
  Registry registry;
  EXPECT_EQ(registry.add_provider("LanMan"), ProviderId{0});
  EXPECT_EQ(registry.add_provider("NFS"), ProviderId{1});
  EXPECT_EQ(registry.add_provider("lanman"), std::nullopt);
  EXPECT_EQ(registry.provider_count(), 2U);
  EXPECT_EQ(registry.name(ProviderId{1}), "NFS");
  EXPECT_EQ(registry.find_provider("LANMAN"), ProviderId{0});
  EXPECT_EQ(registry.find_provider("LanMa"), std::nullopt);
  EXPECT_EQ(registry.find_provider(""), std::nullopt);
  EXPECT_EQ(registry.add_notifyee("indexer"), NotifyeeId{0});
  EXPECT_EQ(registry.add_notifyee("indexer", false), NotifyeeId{1});  // value names are free
  EXPECT_TRUE(registry.loads(NotifyeeId{0}));
  EXPECT_FALSE(registry.loads(NotifyeeId{1}));
  EXPECT_EQ(registry.name(NotifyeeId{1}), "indexer");
}

TEST(Registry, HasLimits) {
  Registry registry;
  for (std::size_t i = 0; i < Registry::max_notifyees; ++i) {
    EXPECT_TRUE(registry.add_notifyee("n", i + 1 != Registry::max_notifyees));
  }
  EXPECT_EQ(registry.add_notifyee("n"), std::nullopt);
  EXPECT_EQ(registry.notifyee_count(), Registry::max_notifyees);
  EXPECT_TRUE(registry.loads(NotifyeeId{30}));
  EXPECT_FALSE(registry.loads(NotifyeeId{31}));
  for (std::size_t i = 0; i < Registry::max_providers; ++i) {
    ASSERT_TRUE(registry.add_provider("p" + std::to_string(i)));
  }
  EXPECT_EQ(registry.add_provider("one more"), std::nullopt);
  EXPECT_EQ(registry.provider_count(), Registry::max_providers);
}

// rule: caps.gate
// rule: caps.missing-export
TEST(Registry, CanIsAdvertisedAndExported) {
  SCOPED_TRACE("caps.gate, caps.missing-export");
  for (const bool advertised : {false, true}) {
    for (const bool exported : {false, true}) {
      Abilities abilities{FunctionSet{}, FunctionSet{}};
      if (advertised) abilities.advertised.insert(NpFunction::NPCancelConnection);
      if (exported) abilities.exported.insert(NpFunction::NPCancelConnection);
      Registry registry;
      registry.add_provider("P", abilities);
      EXPECT_EQ(registry.can(ProviderId{0}, NpFunction::NPCancelConnection), advertised && exported);
      EXPECT_FALSE(registry.can(ProviderId{0}, NpFunction::NPAddConnection));
      EXPECT_EQ(registry.abilities(ProviderId{0}), abilities);
    }
  }
}

TEST(FunctionSet, IsASet) {
  FunctionSet set{NpFunction::NPGetCaps, NpFunction::NPCancelConnection};
  EXPECT_TRUE(set.contains(NpFunction::NPGetCaps) && set.contains(NpFunction::NPCancelConnection));
  EXPECT_FALSE(set.contains(NpFunction::NPAddConnection));
  set.erase(NpFunction::NPGetCaps);
  EXPECT_EQ(set, FunctionSet{NpFunction::NPCancelConnection});
  EXPECT_EQ(set & FunctionSet{NpFunction::NPGetCaps}, FunctionSet{});
  EXPECT_EQ(set & FunctionSet::all(), set);
}

// rule: notify.registration-values
TEST(Registry, PathsExpandLikeRegExpandSz) {
  const std::vector<std::pair<std::string, std::string>> environment{
      {"SystemRoot", R"(C:\Windows)"}, {"Empty", ""}, {"Odd", "%SystemRoot%"}};
  struct {
    std::string_view text, expanded;
  } const rows[] = {
      {"", ""},
      {R"(C:\plain.dll)", R"(C:\plain.dll)"},
      {R"(%SystemRoot%\n.dll)", R"(C:\Windows\n.dll)"},
      {R"(%SYSTEMROOT%\n.dll)", R"(C:\Windows\n.dll)"},
      {"%SystemRoot%%systemroot%", R"(C:\WindowsC:\Windows)"},
      {"a%Empty%b", "ab"},
      {"%Odd%", "%SystemRoot%"},
      {"%Unknown%", "%Unknown%"},
      {"%Unknown%SystemRoot%", R"(%UnknownC:\Windows)"},
      {"100%%SystemRoot%", R"(100%C:\Windows)"},
      {"100%", "100%"},
      {"%%", "%%"},
      {"%", "%"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(expand_environment(row.text, environment), row.expanded)
        << "notify.registration-values: " << row.text;
  }
}

}  // namespace
}  // namespace mprsim::registry_test
