#include "mock_mpr/facts/rule.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace mprsim::rule_test {
namespace {

bool is_slug_part(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// [a-z0-9-]+\.[a-z0-9-]+
bool is_slug(std::string_view text) {
  const auto dot = text.find('.');
  return dot != std::string_view::npos && is_slug_part(text.substr(0, dot)) &&
         is_slug_part(text.substr(dot + 1));
}

// The identifier of each rule as rules.def spells it, to be compared with its slug.
constexpr std::string_view identifiers[] = {
#define MPRSIM_RULE(identifier, ...) #identifier,
#include "mock_mpr/facts/rules.def"
};

// A word that no rule uses would be a word that its readers learn in vain.
TEST(Rule, EveryWordOfTheCatalogueIsUsed) {
  std::set<std::string_view> levels, provenances, subjects;
  for (const RuleInfo& rule : all_rules()) {
    levels.insert(to_string(rule.level));
    provenances.insert(to_string(rule.provenance));
    subjects.insert(to_string(rule.subject));
  }
  EXPECT_EQ(levels, (std::set<std::string_view>{"MUST", "SHOULD", "MAY", "POLICY"}));
  EXPECT_EQ(provenances, (std::set<std::string_view>{"documented", "documented-win9x", "observed-wine",
                                                     "convention", "conflicting", "silent"}));
  EXPECT_EQ(subjects, (std::set<std::string_view>{"router", "provider", "notifyee", "client"}));
}

// That every rule has a chapter is asserted when rule.cc is compiled.
TEST(Rule, TheRulesOfAChapterStandTogetherInTheOrderOfTheChapters) {
  std::vector<std::string_view> in_rules, chapters;
  for (const RuleInfo& rule : all_rules()) {
    const std::string_view chapter = chapter_of(rule.slug);
    if (in_rules.empty() || in_rules.back() != chapter) in_rules.push_back(chapter);
  }
  for (const Chapter& chapter : all_chapters()) {
    chapters.push_back(chapter.name);
    EXPECT_FALSE(chapter.title.empty()) << chapter.name;
  }
  EXPECT_EQ(in_rules, chapters);
}

TEST(Rule, SlugsAreWellFormedUniqueAndSpelledLikeTheirIdentifier) {
  std::set<std::string_view> seen;
  ASSERT_EQ(std::size(identifiers), all_rules().size());
  for (std::size_t i = 0; i < all_rules().size(); ++i) {
    const RuleInfo& rule = all_rules()[i];
    EXPECT_TRUE(is_slug(rule.slug)) << rule.slug;
    EXPECT_TRUE(seen.insert(rule.slug).second) << rule.slug;
    std::string identifier{rule.slug};
    std::ranges::replace_if(
        identifier, [](char c) { return c == '.' || c == '-'; }, '_');
    EXPECT_EQ(identifier, identifiers[i]);
  }
}

TEST(Rule, EveryRuleIsFoundBySlugAndByValue) {
  for (const RuleInfo& rule : all_rules()) {
    EXPECT_NE(rule.rule, Rule::none);
    EXPECT_EQ(&info(rule.rule), &rule);
    EXPECT_EQ(slug(rule.rule), rule.slug);
    EXPECT_EQ(find_rule(rule.slug), rule.rule);
    EXPECT_TRUE(rule.statement.size() > 20 && rule.statement.ends_with('.')) << rule.statement;
    EXPECT_FALSE(rule.source.empty()) << rule.slug;
  }
}

TEST(Rule, NoneHasNoTextsAndIsNotFound) {
  EXPECT_EQ(slug(Rule::none), "");
  EXPECT_EQ(info(Rule::none).statement, "");
  for (const std::string_view text :
       {"", "none", "route", "route.", ".", "Route.provider-order", "route_provider_order"}) {
    EXPECT_EQ(find_rule(text), std::nullopt) << text;
  }
}

// What is left open is a switch, and nothing that a source settles is one.
TEST(Rule, PolicyRulesAreSilentOrConflicting) {
  for (const RuleInfo& rule : all_rules()) {
    const bool open = rule.provenance == Provenance::silent || rule.provenance == Provenance::conflicting;
    if (rule.level == Level::policy) {
      EXPECT_TRUE(open) << rule.slug;
    }
    if (rule.provenance == Provenance::silent) {
      EXPECT_EQ(rule.level, Level::policy) << rule.slug;
    }
  }
}

struct Golden {
  Rule rule;
  std::string_view slug, level, provenance, subject, source;
};

// clang-format off
constexpr Golden golden[] = {
    {Rule::notifycancel_name, "notifycancel.name", "MUST", "documented", "router", "ns-npapi-notifycancel"},
    {Rule::notifycancel_provider_before, "notifycancel.provider-before", "MUST", "documented", "notifyee", "ns-npapi-notifycancel"},
    {Rule::notifyinfo_operation_status_routed, "notifyinfo.operation-status-routed", "SHOULD", "documented-win9x", "router", "win98ddk network_083d"},
    {Rule::route_not_connected_on_cancel, "route.not-connected-on-cancel", "POLICY", "conflicting", "router", "implementing-a-network-provider#routing; nf-npapi-npcancelconnection"},
    {Rule::route_all_insignificant, "route.all-insignificant", "POLICY", "silent", "router", "implementing-a-network-provider#routing"},
    {Rule::route_last_answer, "route.last-answer", "MAY", "observed-wine", "router", "Wine 8.0 mpr.dll"},
    {Rule::force_ask_then_force, "force.ask-then-force", "SHOULD", "documented", "client", "ns-winnetwk-discdlgstructw"},
    {Rule::profile_store_layout, "profile.store-layout", "SHOULD", "convention", "router", "HKCU\\Network"},
    {Rule::provider_survives_null, "provider.survives-null", "SHOULD", "convention", "provider", "nf-npapi-npcancelconnection"},
};
// clang-format on

TEST(Rule, GoldenRows) {
  for (const Golden& row : golden) {
    const RuleInfo& rule = info(row.rule);
    EXPECT_EQ(rule.slug, row.slug);
    EXPECT_EQ(to_string(rule.level), row.level) << row.slug;
    EXPECT_EQ(to_string(rule.provenance), row.provenance) << row.slug;
    EXPECT_EQ(to_string(rule.subject), row.subject) << row.slug;
    EXPECT_EQ(rule.source, row.source) << row.slug;
  }
  EXPECT_EQ(info(Rule::route_first_significant).statement,
            "If no provider accepts the call, the first significant error is reported.");
  EXPECT_EQ(all_rules().front().rule, Rule::notifycancel_name);
  EXPECT_EQ(all_rules().back().rule, Rule::provider_thread_safe);
}

}  // namespace
}  // namespace mprsim::rule_test
