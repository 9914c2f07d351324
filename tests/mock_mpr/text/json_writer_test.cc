#include "mock_mpr/text/json_writer.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace mprsim::json_writer_test {
namespace {

namespace json = boost::json;

// --- Escaping, checked with the parser of Boost.JSON.

std::string json_text(std::string_view text) {
  JsonWriter json(0);
  json.value(text);
  return std::move(json).take();
}

TEST(JsonWriter, EveryCharacterSurvives) {
  std::string all;
  for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
  all += "Ärger \u2028 日本 😀";
  EXPECT_EQ(json::parse(json_text(all)).as_string(), all);
  EXPECT_EQ(json_text("\"\\\n\r\t\x01"), R"("\"\\\n\r\t\u0001")");
  EXPECT_EQ(json_text(""), "\"\"");
}

TEST(JsonWriter, WhatIsNotUtf8IsReplaced) {
  EXPECT_EQ(json_text("a\xFFz"), R"("a\ufffdz")");
  EXPECT_EQ(json_text("\xC0\xAF"), R"("\ufffd\ufffd")");
  EXPECT_EQ(json_text("\xED\xA0\x80"), R"("\ufffd\ufffd\ufffd")");
  EXPECT_EQ(json_text("\xE6\x97"), R"("\ufffd\ufffd")");
}

// --- Layout.

std::string document(JsonLayout layout) {
  JsonWriter json(layout, 0);
  const std::vector<std::string> texts{"a", "b"};
  json.begin_object().member("text", "x").member("number", std::uint64_t{7}).member("truth", true);
  json.key("nothing").null().key("word").word("w");
  json.member("texts", texts).member("none", std::vector<std::string>{});
  json.key("empty").begin_object().end_object();
  json.key("objects").begin_array();
  json.begin_object().member("n", 1U).end_object();
  json.begin_object().member("n", 2U).end_object();
  json.end_array().end_object().end_line();
  json.begin_object().end_object().end_line();
  return std::move(json).take();
}

TEST(JsonWriter, CompactIsOneLineAnObject) {
  EXPECT_EQ(document(JsonLayout::compact),
            R"({"text":"x","number":7,"truth":true,"nothing":null,"word":"w","texts":["a","b"],"none":[],)"
            R"("empty":{},"objects":[{"n":1},{"n":2}]})"
            "\n{}\n");
}

TEST(JsonWriter, IndentedIsOneLineAValue) {
  EXPECT_EQ(document(JsonLayout::indented), R"({
  "text": "x",
  "number": 7,
  "truth": true,
  "nothing": null,
  "word": "w",
  "texts": [
    "a",
    "b"
  ],
  "none": [],
  "empty": {},
  "objects": [
    {
      "n": 1
    },
    {
      "n": 2
    }
  ]
}
{}
)");
}

TEST(JsonWriter, AnArrayInLineDoesNotIndent) {
  JsonWriter json(JsonLayout::indented);
  json.begin_object().key("a").begin_array_in_line().value("x").value(1U);
  json.begin_object().member("b", true).end_object();
  json.begin_array_in_line().end_array().end_array().member("c", false).end_object();
  EXPECT_EQ(std::move(json).take(), R"({
  "a": ["x", 1, {
    "b": true
  }, []],
  "c": false
})");
}

TEST(JsonWriter, NumbersAreWholeToTheLast) {
  JsonWriter json;
  json.begin_array().value(std::numeric_limits<std::uint64_t>::max()).value(0U).value(-1);
  json.value(std::numeric_limits<std::int64_t>::min()).end_array();
  EXPECT_EQ(std::move(json).take(), "[18446744073709551615,0,-1,-9223372036854775808]");
}

}  // namespace
}  // namespace mprsim::json_writer_test
