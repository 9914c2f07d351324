#include "mock_mpr/facts/policy.h"

#include <array>
#include <set>
#include <string_view>

#include <gtest/gtest.h>

namespace mprsim::policy_test {
namespace {

static_assert(Policy{} == Policy{});

// The table of profiles written down again, independently of policy.def.
struct Golden {
  std::string_view name;
  std::array<std::string_view, 4> values;  // nt-doc, win9x-ddk, wine, reactos
};

// clang-format off
constexpr Golden golden[] = {
    {"notifyees", {"called", "called", "not_called", "not_called"}},
    {"notify_order", {"registration", "reverse", "registration", "registration"}},
    {"notify_error", {"record", "cancel_vetoes", "record", "record"}},
    {"notify_retry", {"record", "retry", "record", "record"}},
    {"broken_notifyee", {"ignored", "ignored", "ignored", "ignored"}},
    {"forget_only", {"notifies", "notifies", "silent", "silent"}},
    {"provider_before", {"null", "null", "null", "null"}},
    {"provider_after_failure", {"null", "null", "null", "null"}},
    {"routing", {"first_significant", "hard_error_ends", "last_answer", "last_answer"}},
    {"not_connected", {"insignificant", "insignificant", "significant", "significant"}},
    {"all_insignificant", {"summary", "last", "last", "last"}},
    {"remote_name", {"ends", "ends", "ends", "ends"}},
    {"missing_export", {"skipped", "skipped", "no_network", "no_network"}},
    {"device_in_use_forced", {"refused", "by_force_level", "provider_decides", "provider_decides"}},
    {"old_cancel", {"keeps", "forgets", "keeps", "keeps"}},
    {"failed_cancel", {"keeps", "keeps", "keeps", "forgets"}},
    {"forget_unconnected", {"forgets", "forgets", "refused", "forgets_but_fails"}},
    {"null_name", {"invalid_parameter", "invalid_parameter", "to_providers", "to_providers"}},
    {"last_error", {"set", "set", "untouched", "untouched"}},
    {"start_default", {"counts", "counts", "counts", "counts"}},
    {"jobs_status", {"open_files", "open_files", "open_files", "open_files"}},
};
// clang-format on

TEST(Policy, TheProfilesAreThoseOfTheTable) {
  for (const Golden& row : golden) {
    const auto id = find_switch(row.name);
    ASSERT_TRUE(id) << row.name;
    EXPECT_EQ(name(*id), row.name);
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      EXPECT_EQ(value_of(Policy::of(all_profiles()[i]), *id), row.values[i]) << row.name << " " << i;
    }
  }
  EXPECT_EQ(Policy::of(Profile::nt_doc), Policy{});
}

TEST(Policy, ProfilesHaveNames) {
  constexpr std::string_view names[] = {"nt-doc", "win9x-ddk", "wine", "reactos"};
  ASSERT_EQ(all_profiles().size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(name(all_profiles()[i]), names[i]);
    EXPECT_EQ(find_profile(names[i]), all_profiles()[i]);
  }
  for (const std::string_view wrong : {"", "nt_doc", "Wine", "win9x"}) EXPECT_FALSE(find_profile(wrong));
}

TEST(Policy, EverySwitchCanBeSetToEachOfItsValues) {
  std::set<std::string_view> names;
  for (const SwitchInfo& info : all_switches()) {
    SCOPED_TRACE(info.name);
    EXPECT_TRUE(names.insert(info.name).second);
    EXPECT_EQ(find_switch(info.name), info.id);
    EXPECT_NE(info.id, Switch::none);
    EXPECT_NE(info.rule, Rule::none);
    EXPECT_TRUE(info.question.ends_with('?'));
    EXPECT_GE(info.values.size(), 2U);
    std::set<std::string_view> values;
    for (const std::string_view value : info.values) {
      EXPECT_TRUE(values.insert(value).second);
      Policy policy;
      EXPECT_TRUE(set(policy, info.id, value));
      EXPECT_EQ(value_of(policy, info.id), value);
      for (const SwitchInfo& other : all_switches()) {
        if (other.id == info.id) continue;
        EXPECT_EQ(value_of(policy, other.id), value_of(Policy{}, other.id)) << other.name;
      }
      EXPECT_EQ(policy == Policy{}, value == value_of(Policy{}, info.id));
    }
    Policy policy;
    for (const std::string_view wrong : {"", " ", "nonsense"}) EXPECT_FALSE(set(policy, info.id, wrong));
    EXPECT_EQ(policy, Policy{});
  }
}

// Every POLICY rule of the catalogue is a question that some switch answers.
TEST(Policy, EveryOpenQuestionHasASwitch) {
  std::set<Rule> answered;
  for (const SwitchInfo& info : all_switches()) answered.insert(info.rule);
  for (const RuleInfo& rule : all_rules()) {
    if (rule.level != Level::policy) continue;
    EXPECT_TRUE(answered.contains(rule.rule)) << rule.slug;
  }
}

TEST(Policy, NoSwitchHasNoValue) {
  Policy policy;
  EXPECT_EQ(value_of(policy, Switch::none), "");
  EXPECT_EQ(name(Switch::none), "");
  EXPECT_FALSE(set(policy, Switch::none, ""));
  EXPECT_FALSE(find_switch(""));
  EXPECT_FALSE(find_switch("none"));
}

}  // namespace
}  // namespace mprsim::policy_test
