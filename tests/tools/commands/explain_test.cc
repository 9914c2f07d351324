#include "tools/catalogue/explain.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "tests/tools/tool_run.h"

namespace mprsim::explain_test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string explained(const std::string& topic) {
  const ToolRun run = run_mprsim({"explain", topic});
  EXPECT_EQ(run.code, 0) << topic << "\n" << run.err;
  return run.out;
}

TEST(Explain, ARuleTeachesInOneScreen) {
  const std::string text = explained("route.first-significant");
  const std::string statement(info(*find_rule("route.first-significant")).statement);
  EXPECT_THAT(text, StartsWith("route.first-significant\n  " + statement.substr(0, 40)));
  for (const char* part :
       {"\n  MUST ", "\n  documented ", "\n  binds         The router",
        "secauthn/implementing-a-network-provider#routing", "Scenarios that show it (",
        "  route/first-significant-of-two.toml              Of two significant errors the first is "
        "reported\n",
        "See one happen: mprsim run route/", "mprsim list --filter route.first-significant\n"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_LE(std::ranges::count(text, '\n'), 24);
}

TEST(Explain, AStatusTeachesInOneScreen) {
  const std::string text = explained("2401");
  EXPECT_THAT(text, StartsWith("2401  WN_OPEN_FILES, ERROR_OPEN_FILES\n"));
  EXPECT_THAT(text, HasSubstr("\n  nt-doc      an error: the first counts "));
  EXPECT_THAT(text, HasSubstr("\n  wine        an error that ends the cycle "));
  EXPECT_THAT(text, HasSubstr("\n  force.open-files-block\n"));
  EXPECT_LE(std::ranges::count(text, '\n'), 40);
  EXPECT_EQ(explained("WN_OPEN_FILES"), text);
  EXPECT_EQ(explained("error_open_files"), text);
}

TEST(Explain, AnInsignificantStatusSaysSo) {
  const std::string text = explained("53");
  EXPECT_THAT(text, HasSubstr("\n  nt-doc      not mine: ask the next "));
  EXPECT_THAT(text, HasSubstr("\n  win9x-ddk   an error that ends the cycle "));
}

TEST(Explain, AnUnknownNumberIsAnErrorWithoutAName) {
  EXPECT_THAT(explained("31337"), StartsWith("31337\n  mprsim does not know this status."));
}

TEST(Explain, ARuleWithASwitchShowsEveryAnswer) {
  const std::string text = explained("name.null");
  EXPECT_THAT(text, HasSubstr("Decided by the switch null_name: What does a NULL or empty lpName give?\n"));
  EXPECT_THAT(text, HasSubstr("\n  invalid_parameter   nt-doc, win9x-ddk\n"));
  EXPECT_THAT(text, HasSubstr("\n  bad_pointer         only if a scenario says so\n"));
}

TEST(Explain, ASwitch) {
  const std::string text = explained("routing");
  EXPECT_THAT(text, HasSubstr("\n  last_answer         in the profile wine, reactos\n"));
  EXPECT_THAT(text, HasSubstr("\n  route.continue-after-error\n"));
  EXPECT_THAT(text, HasSubstr("\n  [policy]\n  routing = \"last_answer\"\n"));
}

TEST(Explain, AFunctionAProfileAndAChapter) {
  EXPECT_THAT(explained("NPCancelConnection"),
              HasSubstr("DWORD NPCancelConnection(LPWSTR lpName, BOOL fForce)"));
  EXPECT_THAT(explained("NPCancelConnection"),
              HasSubstr("NPGetCaps(WNNC_CONNECTION) answers WNNC_CON_CANCELCONNECTION"));
  EXPECT_THAT(explained("reactos"), HasSubstr("\n  failed_cancel           forgets "));
  EXPECT_THAT(explained("route"), HasSubstr("\n  route.named-provider "));
}

TEST(Explain, EverythingThatHasANameIsExplained) {
  std::vector<std::string_view> topics = status_names();
  for (const RuleInfo& rule : all_rules()) topics.push_back(rule.slug);
  for (const SwitchInfo& info : all_switches()) topics.push_back(info.name);
  for (const NpFunctionInfo& function : all_np_functions()) topics.push_back(function.name);
  for (const Profile profile : all_profiles()) topics.push_back(name(profile));
  for (const Chapter& chapter : all_chapters()) topics.push_back(chapter.name);
  for (const std::string_view topic : topics) {
    // Without examples, which would have to be read again for each.
    const ToolRun run = run_mprsim({"explain", std::string(topic), "--library", "no/such/library"});
    EXPECT_EQ(run.code, 0) << topic;
    EXPECT_GT(std::ranges::count(run.out, '\n'), 2) << run.out;
  }
}

TEST(Explain, WithoutATopicItListsThem) {
  const ToolRun run = run_mprsim({"explain"});
  EXPECT_EQ(run.code, 0);
  for (const char* word : {"  route  ", "WN_NOT_CONNECTED", "null_name", "NPGetCaps", "win9x-ddk"}) {
    EXPECT_THAT(run.out, HasSubstr(word));
  }
}

TEST(Explain, AWrongWordGetsAGuess) {
  const ToolRun run = run_mprsim({"explain", "route.first-signifcant"});
  EXPECT_EQ(run.code, 2);
  EXPECT_EQ(run.err,
            "mprsim: there is nothing to explain under \"route.first-signifcant\"; did you mean "
            "\"route.first-significant\"?\n");
}

TEST(Explain, WorksWithoutALibrary) {
  const ToolRun run = run_mprsim({"explain", "2401", "--library", "no/such/library"});
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out.find("Scenarios"), std::string::npos);
}

TEST(Explain, WordsAreWhole) {
  EXPECT_TRUE(has_word("5 or 86", "86"));
  EXPECT_FALSE(has_word("186", "86"));
  EXPECT_FALSE(has_word("WN_CANCELLED", "WN_CANCEL"));
}

// Not a table of our own: every page of the catalogue has an address, and only pages have.
TEST(RuleText, PagesHaveAddresses) {
  for (const RuleInfo& rule : all_rules()) {
    for (const Source& source : sources(rule)) {
      const bool book = source.name.starts_with("win9") || source.name.starts_with("HKCU") ||
                        source.name.starts_with("Wine") || source.name.starts_with("NetUseDel") ||
                        source.name.starts_with("MS-");
      EXPECT_EQ(source.url.empty(), book) << source.name;
    }
  }
  EXPECT_EQ(sources(info(Rule::notifycancel_name)).front().url,
            "https://learn.microsoft.com/windows/win32/api/npapi/ns-npapi-notifycancel");
}

TEST(RuleText, EveryRuleHasAChapter) {
  std::vector<std::string_view> in_chapters;
  for (const Chapter& chapter : all_chapters()) {
    EXPECT_FALSE(rules_of(chapter).empty()) << chapter.name;
    for (const RuleInfo* rule : rules_of(chapter)) in_chapters.push_back(rule->slug);
  }
  std::vector<std::string_view> all;
  for (const RuleInfo& rule : all_rules()) all.push_back(rule.slug);
  EXPECT_THAT(in_chapters, testing::UnorderedElementsAreArray(all));
}

}  // namespace
}  // namespace mprsim::explain_test
