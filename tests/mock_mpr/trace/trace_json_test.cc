#include "mock_mpr/trace/trace_json.h"

#include <fstream>
#include <iterator>
#include <limits>
#include <set>
#include <sstream>
#include <vector>

#include <boost/json/src.hpp>
#include <gtest/gtest.h>

#include "tests/mock_mpr/example_trace.h"

namespace mprsim::trace_json_test {
namespace {

namespace json = boost::json;
using namespace handmade;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The object of the only event of a trace, as text.
std::string event_line(const Trace& trace) { return lines_of(render_jsonl(trace, {})).at(1); }

std::string line(Trace& trace, const Event& event) {
  trace.clear();
  trace.append() = event;
  return event_line(trace);
}

// What stands between the keys that every event has.
std::string fields(Trace& trace, const Event& event) {
  const std::string begin = R"({"seq":0,"time":0,"call":0,)";
  const std::string end = R"(,"rule":null,"switch":null})";
  const std::string text = line(trace, event);
  EXPECT_TRUE(text.starts_with(begin) && text.ends_with(end)) << text;
  return text.substr(begin.size(), text.size() - begin.size() - end.size());
}

std::vector<std::string> keys_of(const json::object& object) {
  std::vector<std::string> keys;
  for (const auto& member : object) keys.emplace_back(member.key());
  return keys;
}

#ifndef _WIN32
constexpr bool reads_documents = true;
#else
constexpr bool reads_documents = false;  // the folder of the sources is another system's
#endif

std::string document() {
  std::ifstream file(MPRSIM_SOURCE_DIR "/docs/trace-format.md");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// ---- The header.

TEST(TraceJson, TheHeaderSaysWhatTheTraceIsOf) {
  const std::string text =
      render_jsonl(Trace(Policy::of(Profile::wine)), {.scenario = "a \"b\".toml",
                                                      .seed = std::numeric_limits<std::uint64_t>::max(),
                                                      .profile = Profile::wine});
  ASSERT_TRUE(text.ends_with("}\n"));
  const json::object header = json::parse(text).as_object();
  EXPECT_EQ(keys_of(header), (std::vector<std::string>{"format", "version", "scenario", "seed", "profile",
                                                       "policy", "events", "truncated"}));
  EXPECT_EQ(header.at("format"), "mprsim-trace");
  EXPECT_EQ(header.at("version").to_number<int>(), 1);
  EXPECT_EQ(header.at("scenario"), "a \"b\".toml");
  EXPECT_EQ(header.at("seed").to_number<std::uint64_t>(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(header.at("profile"), "wine");
  EXPECT_EQ(header.at("events").to_number<int>(), 0);
  EXPECT_EQ(header.at("truncated"), false);
}

TEST(TraceJson, TheHeaderHoldsEverySwitch) {
  const Policy policy = Policy::of(Profile::win9x_ddk);
  const json::value header = json::parse(render_jsonl(Trace(policy), {}));
  const json::object& switches = header.at("policy").as_object();
  EXPECT_EQ(switches.size(), all_switches().size());
  for (const SwitchInfo& info : all_switches()) {
    EXPECT_EQ(switches.at(info.name), json::string_view(value_of(policy, info.id))) << info.name;
  }
}

TEST(TraceJson, AFullTraceIsTruncated) {
  Trace trace({}, 1);
  trace.append() = begins(trace, "app", Api::logoff, nullptr);
  trace.append() = ends(trace, "app", Api::logoff, wn::success);
  const json::value header = json::parse(lines_of(render_jsonl(trace, {})).at(0));
  EXPECT_EQ(header.at("truncated"), true);
  EXPECT_EQ(header.at("events").to_number<int>(), 1);
}

// ---- Events.

TEST(TraceJson, ShowsACancel) {
  const std::vector<std::string> lines = lines_of(render_jsonl(example_trace(), {}));
  ASSERT_EQ(lines.size(), 9u);
  EXPECT_EQ(
      lines[2],
      R"({"seq":1,"time":0,"call":1,"event":"notified","notifyee":"indexer","function":"CancelConnectNotify",)"
      R"("when":"pre","operation_status":{"code":0,"name":"WN_SUCCESS"},"provider":null,"context":1,)"
      R"("reply":{"code":0,"name":"WN_SUCCESS"},"rule":"notify.before-first-provider","switch":null})");
  EXPECT_EQ(
      lines[4],
      R"({"seq":3,"time":0,"call":1,"event":"provider_called","provider":"LanMan",)"
      R"("function":"NPCancelConnection","name":"Z:","remote":null,"force":false,)"
      R"("reply":{"code":0,"name":"WN_SUCCESS"},"value":0,"rule":"route.stop-at-success","switch":null})");
}

TEST(TraceJson, EveryKindHasItsFields) {
  Trace t;
  const char* const share = R"(\\files\team)";
  EXPECT_EQ(fields(t, begins(t, "app", Api::cancel_connection2, nullptr,
                             event_flag::force | event_flag::update_profile)),
            R"("event":"call_begins","app":"app","api":"cancel_connection2","name":null,"device":null,)"
            R"("force":true,"update_profile":true,"temporary":false,"no_force":false,"remembered":false)");
  EXPECT_EQ(
      fields(t, begins(t, "app", Api::add_connection2, share,
                       event_flag::temporary | event_flag::no_force | event_flag::remembered, "Z:")),
      R"("event":"call_begins","app":"app","api":"add_connection2","name":"\\\\files\\team","device":"Z:",)"
      R"("force":false,"update_profile":false,"temporary":true,"no_force":true,"remembered":true)");
  EXPECT_EQ(
      fields(t, ends(t, "app", Api::get_connection, wn::success, share)),
      R"("event":"call_ends","app":"app","api":"get_connection","status":{"code":0,"name":"WN_SUCCESS"},)"
      R"("text":"\\\\files\\team","value":0)");
  EXPECT_EQ(fields(t, ends(t, "app", Api::start, Status{3999}, nullptr, 60'000)),
            R"("event":"call_ends","app":"app","api":"start","status":{"code":3999,"name":null},)"
            R"("text":null,"value":60000)");
  EXPECT_EQ(fields(t, notified(t, "ras", {.provider = "<poison>", .reply = wn::cancel})),
            R"("event":"notified","notifyee":"ras","function":"CancelConnectNotify","when":"pre",)"
            R"("operation_status":{"code":0,"name":"WN_SUCCESS"},"provider":{"poison":true},"context":null,)"
            R"("reply":{"code":1223,"name":"WN_CANCEL"})");
  EXPECT_EQ(fields(t, notified(t, "ras",
                               {.when = NotifyStatus::post,
                                .add = true,
                                .operation = wn::open_files,
                                .provider = "NFS",
                                .context = 7})),
            R"("event":"notified","notifyee":"ras","function":"AddConnectNotify","when":"post",)"
            R"("operation_status":{"code":2401,"name":"WN_OPEN_FILES"},"provider":"NFS","context":7,)"
            R"("reply":{"code":0,"name":"WN_SUCCESS"})");
  EXPECT_EQ(
      fields(t, with_remote(t, called(t, "NFS", NpFunction::NPGetConnection, "Z:", wn::success), share)),
      R"("event":"provider_called","provider":"NFS","function":"NPGetConnection","name":"Z:",)"
      R"("remote":"\\\\files\\team","force":false,"reply":{"code":0,"name":"WN_SUCCESS"},"value":0)");
  EXPECT_EQ(fields(t, with_value(called(t, "NFS", NpFunction::NPGetCaps, nullptr, wn::success), 0xFFFFFFFF)),
            R"("event":"provider_called","provider":"NFS","function":"NPGetCaps","name":null,"remote":null,)"
            R"("force":false,"reply":{"code":0,"name":"WN_SUCCESS"},"value":4294967295)");
  EXPECT_EQ(fields(t, {.kind = EventKind::skipped, .status = {}, .subject = t.intern("NFS")}),
            R"("event":"skipped","who":"NFS","counts_as":{"code":0,"name":"WN_SUCCESS"})");
  EXPECT_EQ(fields(t, profile(t, ProfileAction::remember, "Z:", wn::success, share)),
            R"("event":"profile","action":"remember","device":"Z:","remote":"\\\\files\\team",)"
            R"("status":{"code":0,"name":"WN_SUCCESS"})");
  EXPECT_EQ(fields(t, profile(t, ProfileAction::read, nullptr, wn::bad_profile)),
            R"("event":"profile","action":"read","device":null,"remote":null,)"
            R"("status":{"code":1206,"name":"WN_BAD_PROFILE"})");
  EXPECT_EQ(fields(t, {.kind = EventKind::looked_up, .status = wn::not_connected, .object = t.intern("Z:")}),
            R"("event":"looked_up","device":"Z:","status":{"code":2250,"name":"WN_NOT_CONNECTED"})");
  EXPECT_EQ(fields(t, world(t, WorldAction::changes_lost, nullptr, R"(Z:\a)", 3)),
            R"("event":"world","action":"changes_lost","who":null,"what":"Z:\\a","value":3,)"
            R"("status":{"code":0,"name":"WN_SUCCESS"})");
}

TEST(TraceJson, NamesTheRuleAndTheSwitch) {
  Trace t;
  const Event event = because({.kind = EventKind::skipped, .status = {}, .subject = t.intern("NFS")},
                              Rule::caps_missing_export, Switch::missing_export);
  EXPECT_EQ(
      line(t, in_call(event, 3, 1'500)),
      R"({"seq":0,"time":1500,"call":3,"event":"skipped","who":"NFS","counts_as":{"code":0,"name":"WN_SUCCESS"},)"
      R"("rule":"caps.missing-export","switch":"missing_export"})");
}

// --- The words of events.def.

void expect_documented(std::string_view word) {
  static const std::string text = document();
  const std::string quoted = '`' + std::string(word) + '`';
  EXPECT_TRUE(!reads_documents || text.find(quoted) != std::string::npos)
      << word << " is not in trace-format.md";
}

std::string value_of(Trace& trace, const Event& event, const char* key) {
  return std::string(json::parse(line(trace, event)).at(key).as_string());
}

// The words are part of the format: a reader of version 1 relies on each of them.
TEST(TraceJson, AnEnumeratorIsAWordInJson) {
  Trace t;
#define MPRSIM_EVENT_KIND(name)                                                    \
  EXPECT_EQ(value_of(t, {.kind = EventKind::name, .status = {}}, "event"), #name); \
  expect_documented(#name);
#define MPRSIM_API(name)                                                \
  EXPECT_EQ(value_of(t, begins(t, "a", Api::name, "b"), "api"), #name); \
  expect_documented(#name);
#define MPRSIM_PROFILE_ACTION(name)                                                            \
  EXPECT_EQ(value_of(t, profile(t, ProfileAction::name, "Z:", wn::success), "action"), #name); \
  expect_documented(#name);
#include "mock_mpr/trace/events.def"
}

TEST(TraceJson, ARenamedActionKeepsItsWord) {
  Trace t;
  EXPECT_EQ(value_of(t, world(t, WorldAction::run_ended, "a", "b"), "action"), "story_ended");
  EXPECT_EQ(value_of(t, world(t, WorldAction::file_opened, "a", "b"), "action"), "file_opened");
}

// The table of world actions in trace-format.md is the one of events.def.
TEST(TraceJson, WorldActionsAreDistinctAndDocumentedRowByRow) {
  const std::string text = document();
  std::set<std::string_view> words;
  for (const WorldActionInfo& action : all_world_actions()) {
    EXPECT_TRUE(words.insert(action.json).second) << action.json;
    std::string row = "| `" + std::string(action.json) + "` |";
    for (const std::string_view cell : {action.who, action.what, action.value, action.in_text}) {
      row += (cell.empty() ? std::string{} : ' ' + std::string(cell)) + " |";
    }
    EXPECT_TRUE(!reads_documents || text.find(row + '\n') != std::string::npos) << "trace-format.md lacks\n"
                                                                                << row;
  }
}

TEST(TraceJson, EveryByteGivesValidJson) {
  for (int c = 0; c < 256; ++c) {
    Trace t;
    const std::string name{'a', static_cast<char>(c), 'z'};
    t.append() = {.kind = EventKind::skipped, .status = {}, .subject = t.intern(name)};
    boost::system::error_code error;
    json::parse(event_line(t), error);
    EXPECT_FALSE(error) << c;
  }
}

}  // namespace
}  // namespace mprsim::trace_json_test
