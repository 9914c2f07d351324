#include "scenarios/language/schema.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "mock_mpr/facts/policy.h"
#include "mock_mpr/facts/rule.h"
#include "mock_mpr/facts/status.h"
#include "scenarios/language/diagnostics.h"
#include "scenarios/language/key_tables.h"
#include "scenarios/language/keys.h"

namespace mprsim::schema_test {
namespace {

using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

// Enough of a JSON reader to find what is not JSON.
class JsonChecker {
 public:
  explicit JsonChecker(std::string_view text) : text_(text) {}
  bool valid() { return value() && (space(), at_ == text_.size()); }

 private:
  void space() { at_ = std::min(text_.find_first_not_of(" \n", at_), text_.size()); }
  bool take(char c) {
    space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool string() {
    if (!take('"')) return false;
    for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (static_cast<unsigned char>(text_[at_]) < 0x20) return false;
      if (text_[at_] == '\\' && std::string_view("\"\\").find(text_[++at_]) == std::string_view::npos)
        return false;
    }
    return take('"');
  }
  bool members() {
    std::set<std::string_view> names;
    do {
      space();
      const auto begin = at_;
      if (!string() || !names.insert(text_.substr(begin, at_ - begin)).second) return false;
      if (!take(':') || !value()) return false;
    } while (take(','));
    return take('}');
  }
  bool items() {
    do {
      if (!value()) return false;
    } while (take(','));
    return take(']');
  }
  bool value() {
    space();
    if (take('{')) return take('}') || members();
    if (take('[')) return take(']') || items();
    if (at_ < text_.size() && text_[at_] == '"') return string();
    const auto end = std::min(text_.find_first_of(",]} \n", at_), text_.size());
    const auto word = text_.substr(at_, end - at_);
    at_ = end;
    return word == "true" || word == "false" ||
           (!word.empty() && word.find_first_not_of("-0123456789") == std::string_view::npos);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

TEST(Schema, IsJsonWithoutRepeatedNames) {
  const auto schema = render_schema();
  EXPECT_TRUE(JsonChecker(schema).valid());
  EXPECT_TRUE(schema.ends_with("}\n"));
  EXPECT_FALSE(JsonChecker("{\"a\": 1, \"a\": 2}").valid());
  EXPECT_FALSE(JsonChecker("{\"a\": }").valid());
}

TEST(Schema, HasEveryKeyAndItsMeaning) {
  const auto schema = render_schema();
  EXPECT_THAT(schema, HasSubstr("https://json-schema.org/draft/2020-12/schema"));
  for (std::size_t kind = 0; kind < table_kinds; ++kind) {
    for (const auto& key : table(static_cast<TableKind>(kind)).keys) {
      EXPECT_THAT(schema, HasSubstr(concat({"\"", key.name, "\": {\n"})));
    }
  }
}

TEST(Schema, EnumeratesTheFacts) {
  const auto schema = render_schema();
  for (const auto name : status_names()) EXPECT_THAT(schema, HasSubstr(quoted(name)));
  for (const auto& rule : all_rules()) EXPECT_THAT(schema, HasSubstr(quoted(rule.slug)));
  for (const auto& info : all_switches()) {
    EXPECT_THAT(schema, HasSubstr(quoted(info.name)));
    for (const auto value : info.values) EXPECT_THAT(schema, HasSubstr(quoted(value)));
  }
}

TEST(Schema, ReferencesOnlyWhatItDefines) {
  const auto schema = render_schema();
  constexpr std::string_view reference = "\"#/$defs/";
  for (auto at = schema.find(reference); at != std::string::npos; at = schema.find(reference, at + 1)) {
    const auto begin = at + reference.size();
    const auto name = schema.substr(begin, schema.find('"', begin) - begin);
    EXPECT_THAT(schema, HasSubstr(concat({"\n    \"", name, "\": {"})));
  }
}

TEST(Keys, AreNamedOnceAndExplained) {
  for (std::size_t kind = 0; kind < table_kinds; ++kind) {
    const auto& keys = table(static_cast<TableKind>(kind));
    std::set<std::string_view> names;
    for (const auto& key : keys.keys) {
      SCOPED_TRACE(key.name);
      EXPECT_TRUE(names.insert(key.name).second);
      EXPECT_FALSE(key.doc.empty());
      EXPECT_FALSE(key.doc.ends_with('.'));
      EXPECT_FALSE(key.is_required && !key.standard.empty());
      EXPECT_NE(key.set, nullptr);
      EXPECT_EQ(find_key(keys, key.name), &key);
      const bool bounded = key.type.many == Many::one || key.type.at_most > 0;
      EXPECT_TRUE(bounded);
    }
  }
}

TEST(Keys, ChoicesAreListed) {
  std::vector<std::string_view> profiles;
  for (const Profile profile : all_profiles()) profiles.push_back(name(profile));
  EXPECT_THAT(profile_names(), ElementsAreArray(profiles));
  EXPECT_EQ(verb_names().front(), "cancel");
  EXPECT_EQ(verb_names().back(), "wait");
  EXPECT_EQ(name(Verb::get_last_error), "get_last_error");
}

}  // namespace
}  // namespace mprsim::schema_test
