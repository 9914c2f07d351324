#include "mock_mpr/trace/trace_text.h"

#include <sstream>
#include <vector>

#include <gtest/gtest.h>

#include "mock_mpr/trace/trace_line.h"
#include "tests/mock_mpr/example_trace.h"

namespace mprsim::trace_text_test {
namespace {

using namespace handmade;

std::string example_text() {
  return R"(0.000  app        WNetCancelConnection2(Z:, UPDATE_PROFILE, fForce=FALSE)
0.000  → indexer  CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL    = WN_SUCCESS ctx=#1   notify.before-first-provider
0.000    indexer  closes Z:\catalog.db
0.000  → LanMan   NPCancelConnection(Z:, FALSE)                                     = WN_SUCCESS          route.stop-at-success
0.000    LanMan   disconnects Z:
0.000    profile  forgets Z:                                                                              profile.update-forgets
0.000  → indexer  CancelConnectNotify POST status=WN_SUCCESS provider=LanMan ctx=#1 = WN_SUCCESS          notifyinfo.context-round-trip
0.000  app        = WN_SUCCESS                                                                            route.stop-at-success
)";
}

TEST(TraceText, ShowsACancel) { EXPECT_EQ(render_text(example_trace()), example_text()); }

// ---- One line for every kind, call and action.

// Who, action and result with a single blank between them: alignment is tested elsewhere.
std::string words(const Trace& trace, const Event& event) {
  const TraceLine line = describe(trace, event);
  return line.who + " | " + line.action + (line.result.empty() ? "" : " | " + line.result);
}

struct Expected {
  Event event;
  std::string line;
};

void expect_words(const Trace& trace, const std::vector<Expected>& rows) {
  for (const Expected& row : rows) EXPECT_EQ(words(trace, row.event), row.line);
}

TEST(TraceText, CallsThatBegin) {
  Trace t;
  const auto call = [&](Api api, const char* name, std::uint32_t flags = 0, const char* device = nullptr) {
    return begins(t, "app", api, name, flags, device);
  };
  constexpr auto update = event_flag::update_profile;
  expect_words(
      t,
      {
          {call(Api::cancel_connection, "Z:"), "app | WNetCancelConnection(Z:, fForce=FALSE)"},
          {call(Api::cancel_connection, "Z:", event_flag::force),
           "app | WNetCancelConnection(Z:, fForce=TRUE)"},
          {call(Api::cancel_connection2, "Z:"), "app | WNetCancelConnection2(Z:, 0, fForce=FALSE)"},
          {call(Api::cancel_connection2, nullptr, update | event_flag::force),
           "app | WNetCancelConnection2(NULL, UPDATE_PROFILE, fForce=TRUE)"},
          {call(Api::cancel_connection2, ""), R"(app | WNetCancelConnection2("", 0, fForce=FALSE))"},
          {call(Api::add_connection, R"(\\files\team)", 0, "Z:"),
           R"(app | WNetAddConnection(\\files\team, Z:))"},
          {call(Api::add_connection2, R"(\\files\team)", update, "Z:"),
           R"(app | WNetAddConnection2(\\files\team, Z:, UPDATE_PROFILE))"},
          {call(Api::add_connection2, R"(\\files\team)", update | event_flag::temporary),
           R"(app | WNetAddConnection2(\\files\team, NULL, UPDATE_PROFILE|TEMPORARY))"},
          {call(Api::add_connection3, R"(\\files\team)", 0, "Z:"),
           R"(app | WNetAddConnection3(\\files\team, Z:, 0))"},
          {call(Api::get_connection, "Z:"), "app | WNetGetConnection(Z:)"},
          {call(Api::enumerate, nullptr), "app | WNetOpenEnum(RESOURCE_CONNECTED)"},
          {call(Api::enumerate, nullptr, event_flag::remembered), "app | WNetOpenEnum(RESOURCE_REMEMBERED)"},
          {call(Api::disconnect_dialog, "Z:"), "app | WNetDisconnectDialog1(Z:, 0)"},
          {call(Api::disconnect_dialog, "Z:", update | event_flag::no_force),
           "app | WNetDisconnectDialog1(Z:, UPDATE_PROFILE|NO_FORCE)"},
          {call(Api::get_last_error, nullptr), "app | GetLastError(), WNetGetLastError()"},
          {call(Api::start, nullptr), "app | starts up"},
          {call(Api::logon, nullptr), "app | logs on"},
          {call(Api::logon, "user"), "app | logs on (user)"},
          {call(Api::logoff, nullptr), "app | logs off"},
      });
}

TEST(TraceText, CallsThatEnd) {
  Trace t;
  const auto end = [&](Api api, Status status, const char* text = nullptr, std::uint32_t value = 0) {
    return ends(t, "app", api, status, text, value);
  };
  expect_words(
      t, {
             {end(Api::cancel_connection2, wn::open_files), "app | = WN_OPEN_FILES"},
             {end(Api::cancel_connection2, Status{3999}), "app | = 3999"},
             {end(Api::get_connection, wn::success, R"(\\files\team)"), R"(app | = WN_SUCCESS \\files\team)"},
             {end(Api::get_connection, wn::not_connected), "app | = WN_NOT_CONNECTED"},
             {end(Api::enumerate, wn::success), "app | = WN_SUCCESS, 0 entries"},
             {end(Api::enumerate, wn::bad_profile), "app | = WN_BAD_PROFILE"},
             {end(Api::enumerate, wn::success, nullptr, 1), "app | = WN_SUCCESS, 1 entry"},
             {end(Api::enumerate, wn::success, nullptr, 2), "app | = WN_SUCCESS, 2 entries"},
             {end(Api::get_last_error, wn::success), "app | = WN_SUCCESS"},
             {end(Api::get_last_error, wn::extended_error, "Ask Bob", 5),
              R"(app | = WN_EXTENDED_ERROR, extended 5 "Ask Bob")"},
             {end(Api::start, wn::success, nullptr, 60'000), "app | = WN_SUCCESS, waited 60.000 s"},
             {end(Api::logon, wn::success, nullptr, 0), "app | = WN_SUCCESS, 0 connections restored"},
             {end(Api::logon, wn::success, nullptr, 1), "app | = WN_SUCCESS, 1 connection restored"},
             {end(Api::logoff, wn::success), "app | = WN_SUCCESS"},
         });
}

TEST(TraceText, Notifications) {
  Trace t;
  const auto told = [&](const Notice& notice) { return notified(t, "ras", notice); };
  constexpr auto post = NotifyStatus::post;
  expect_words(
      t,
      {
          {told({}),
           "→ ras | CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL | = WN_SUCCESS ctx=NULL"},
          {told({.provider = "<poison>", .context = 7}),
           "→ ras | CancelConnectNotify PRE  status=WN_SUCCESS provider=<poison> ctx=NULL | = WN_SUCCESS "
           "ctx=#7"},
          {told({.context = 1, .reply = wn::cancel}),
           "→ ras | CancelConnectNotify PRE  status=WN_SUCCESS provider=? ctx=NULL | = WN_CANCEL ctx=#1"},
          {told({.when = post, .operation = wn::open_files, .context = 7}),
           "→ ras | CancelConnectNotify POST status=WN_OPEN_FILES provider=NULL ctx=#7 | = WN_SUCCESS"},
          {told({.when = post, .operation = wn::open_files, .provider = "<poison>", .reply = wn::retry}),
           "→ ras | CancelConnectNotify POST status=WN_OPEN_FILES provider=<poison> ctx=NULL | = WN_RETRY"},
          {told({.when = post, .provider = "NFS", .context = 1}),
           "→ ras | CancelConnectNotify POST status=WN_SUCCESS provider=NFS ctx=#1 | = WN_SUCCESS"},
          {told({.add = true}),
           "→ ras | AddConnectNotify PRE  status=WN_SUCCESS provider=NULL ctx=NULL | = WN_SUCCESS ctx=NULL"},
          {told({.when = post, .add = true, .provider = "NFS", .context = 2}),
           "→ ras | AddConnectNotify POST status=WN_SUCCESS provider=NFS ctx=#2 | = WN_SUCCESS"},
      });
}

TEST(TraceText, ProviderCalls) {
  Trace t;
  const auto call = [&](NpFunction function, const char* name, Status reply = {}, bool force = false) {
    return called(t, "NFS", function, name, reply, force);
  };
  using enum NpFunction;
  const char* const share = R"(\\files\team)";
  expect_words(
      t,
      {
          {call(NPCancelConnection, "Z:", wn::open_files),
           "→ NFS | NPCancelConnection(Z:, FALSE) | = WN_OPEN_FILES"},
          {call(NPCancelConnection, nullptr, wn::bad_value, true),
           "→ NFS | NPCancelConnection(NULL, TRUE) | = WN_BAD_VALUE"},
          {with_remote(t, call(NPAddConnection, "Z:"), share),
           R"(→ NFS | NPAddConnection(\\files\team, Z:) | = WN_SUCCESS)"},
          {with_remote(t, call(NPAddConnection3, nullptr), share),
           R"(→ NFS | NPAddConnection3(\\files\team, NULL) | = WN_SUCCESS)"},
          {with_remote(t, call(NPGetConnection, "Z:"), share),
           R"(→ NFS | NPGetConnection(Z:) | = WN_SUCCESS \\files\team)"},
          {call(NPGetConnection, "Z:", wn::not_connected),
           "→ NFS | NPGetConnection(Z:) | = WN_NOT_CONNECTED"},
          {call(NPOpenEnum, nullptr), "→ NFS | NPOpenEnum(RESOURCE_CONNECTED) | = WN_SUCCESS"},
          {with_value(call(NPEnumResource, nullptr), 2),
           "→ NFS | NPEnumResource() | = WN_SUCCESS, 2 entries"},
          {call(NPEnumResource, nullptr, wn::no_more_entries),
           "→ NFS | NPEnumResource() | = WN_NO_MORE_ENTRIES"},
          {call(NPCloseEnum, nullptr), "→ NFS | NPCloseEnum() | = WN_SUCCESS"},
          {with_value(call(NPGetCaps, nullptr), 0), "→ NFS | NPGetCaps(WNNC_START) | = 0 (will not start)"},
          {with_value(call(NPGetCaps, nullptr), 1), "→ NFS | NPGetCaps(WNNC_START) | = 1 (already started)"},
          {with_value(call(NPGetCaps, nullptr), 5'000),
           "→ NFS | NPGetCaps(WNNC_START) | = 5000 (starts in 5.000 s)"},
          {with_value(call(NPGetCaps, nullptr), 0xFFFFFFFF),
           "→ NFS | NPGetCaps(WNNC_START) | = 0xFFFFFFFF (unknown)"},
          {call(NPGetUniversalName, "Z:"), "→ NFS | NPGetUniversalName(Z:) | = WN_SUCCESS"},
      });
}

TEST(TraceText, ProfileLookupsAndSkips) {
  Trace t;
  const char* const share = R"(\\files\team)";
  using enum ProfileAction;
  expect_words(
      t,
      {
          {profile(t, read, nullptr, wn::success), "  profile | is read"},
          {profile(t, read, "Z:", wn::success, share), R"(  profile | holds Z: as \\files\team)"},
          {profile(t, read, nullptr, wn::not_connected), "  profile | holds no entry | = WN_NOT_CONNECTED"},
          {profile(t, read, nullptr, wn::cannot_open_profile),
           "  profile | cannot be opened | = WN_CANNOT_OPEN_PROFILE"},
          {profile(t, read, nullptr, wn::bad_profile), "  profile | is malformed | = WN_BAD_PROFILE"},
          {profile(t, forget, "Z:", wn::success), "  profile | forgets Z:"},
          {profile(t, forget, "Z:", wn::not_connected),
           "  profile | holds no entry for Z: | = WN_NOT_CONNECTED"},
          {profile(t, forget, "Z:", wn::cannot_open_profile),
           "  profile | cannot be opened, so it does not forget Z: | = WN_CANNOT_OPEN_PROFILE"},
          {profile(t, forget, "Z:", wn::bad_profile),
           "  profile | is malformed, so it does not forget Z: | = WN_BAD_PROFILE"},
          {profile(t, remember, "Z:", wn::success, share), R"(  profile | remembers Z: as \\files\team)"},
          {profile(t, remember, "Z:", wn::device_already_remembered, share),
           "  profile | remembers Z: as something else | = WN_DEVICE_ALREADY_REMEMBERED"},
          {profile(t, remember, "Z:", wn::bad_profile, share),
           "  profile | is malformed, so it does not remember Z: | = WN_BAD_PROFILE"},
          {{.kind = EventKind::looked_up, .status = wn::not_connected, .object = t.intern("Z:")},
           "  router | looks up Z: | = WN_NOT_CONNECTED"},
          {{.kind = EventKind::looked_up, .status = {}, .object = t.intern("Z:")},
           "  router | looks up Z: | = WN_SUCCESS"},
          {{.kind = EventKind::skipped, .status = {}, .subject = t.intern("NFS")}, "  NFS | skipped"},
          {{.kind = EventKind::skipped, .status = wn::no_network, .subject = t.intern("NFS")},
           "  NFS | skipped, counts as WN_NO_NETWORK"},
      });
}

TEST(TraceText, TheWorld) {
  Trace t;
  const char* const file = R"(Z:\a)";
  const auto happens = [&](WorldAction action, const char* who, const char* what, std::uint32_t value = 0,
                           Status status = {}) { return world(t, action, who, what, value, status); };
  using enum WorldAction;
  expect_words(
      t,
      {
          {happens(file_opened, "app", file), R"(  app | opens Z:\a)"},
          {happens(file_opened, "app", file, 2), R"(  app | opens Z:\a with 2 unwritten changes)"},
          {happens(file_opened, "app", file, 0, wn::not_connected),
           R"(  app | opens Z:\a | = WN_NOT_CONNECTED)"},
          {happens(file_written, "app", file, 1),
           R"(  app | writes to Z:\a, now with 1 unwritten change | = WN_SUCCESS)"},
          {happens(file_written, "app", file, 0, wn::netname_deleted),
           R"(  app | writes to Z:\a | = ERROR_NETNAME_DELETED)"},
          {happens(file_closed, nullptr, file), R"(  world | closes Z:\a)"},
          {happens(file_stale, "app", file), R"(  app | handle on Z:\a is stale)"},
          {happens(changes_lost, "app", file, 3), R"(  app | 3 unwritten changes in Z:\a are lost)"},
          {happens(changes_lost, "app", file, 1), R"(  app | 1 unwritten change in Z:\a is lost)"},
          {happens(job_started, "LPT1", "report", 4), "  LPT1 | starts job report of 4 pages"},
          {happens(page_printed, "LPT1", "report", 1), "  LPT1 | prints a page of job report, 1 page left"},
          {happens(job_finished, "LPT1", "report"), "  LPT1 | job report is printed"},
          {happens(job_aborted, "LPT1", "report", 2), "  LPT1 | job report aborted with 2 pages left"},
          {happens(use_began, "backup", "Z:"), "  backup | uses Z:"},
          {happens(use_ended, "backup", "Z:"), "  backup | no longer uses Z:"},
          {happens(connected, "NFS", "Z:"), "  NFS | connects Z:"},
          {happens(disconnected, "NFS", "Z:"), "  NFS | disconnects Z:"},
          {happens(session_began, "user", nullptr), "  user | session begins"},
          {happens(session_ended, "user", nullptr), "  user | session ends"},
          {happens(network_changed, "NFS", nullptr, 0), "  NFS | network goes down"},
          {happens(network_changed, "NFS", nullptr, 1), "  NFS | network comes up"},
          {happens(extended_error, "NFS", "Ask Bob", 5), R"(  NFS | calls WNetSetLastError(5, "Ask Bob"))"},
          {happens(last_error_set, "NFS", nullptr, 0, wn::access_denied),
           "  NFS | calls SetLastError(WN_ACCESS_DENIED) itself"},
          {happens(reentered, "NFS", nullptr), "  NFS | calls back into the router"},
          {happens(reentered, "NFS", "WNetGetConnection"),
           "  NFS | calls back into the router: WNetGetConnection"},
          {happens(details_edited, "ras", nullptr), "  ras | scribbles over the details it was given"},
          {happens(provider_read, "ras", nullptr), "  ras | reads lpProvider: NULL"},
          {happens(provider_read, "ras", "<poison>"), "  ras | reads lpProvider: <poison>"},
          {happens(provider_read, "ras", "NFS"), "  ras | reads lpProvider: NFS"},
          {happens(waits, nullptr, nullptr, 60'000), "  router | waits 60.000 s for the networks"},
          {happens(asked, nullptr, "Z:", 1), "  user | is asked about Z: and answers yes"},
          {happens(asked, "Bob", "Z:", 0), "  Bob | is asked about Z: and answers no"},
          {happens(registered, "ras", R"(C:\ras.dll)"), R"(  ras | is registered as C:\ras.dll)"},
          {happens(still_connected, "LanMan", "Z:"),
           "  LanMan | said that it cancelled Z:, which is still connected"},
          {happens(faulted, "LanMan", "hang"), "  LanMan | has a fault: hang"},
          {happens(recovered, "LanMan", nullptr), "  LanMan | works again"},
          {happens(run_ended, "Example", "NPCancelConnection"),
           "  Example | ends the run in NPCancelConnection"},
      });
}

// A new enumerator without words would be a question mark.
TEST(TraceText, EveryActionHasWords) {
  Trace t;
  for (int action = 0; action <= static_cast<int>(WorldAction::recovered); ++action) {
    EXPECT_NE(describe(t, world(t, static_cast<WorldAction>(action), "a", "b")).action, "?") << action;
  }
  for (int api = 0; api <= static_cast<int>(Api::logoff); ++api) {
    EXPECT_NE(describe(t, begins(t, "a", static_cast<Api>(api), "b")).action, "?") << api;
  }
}

// ---- The reason.

TEST(TraceText, NamesTheRuleAndTheSwitchThatDecided) {
  Trace t(Policy::of(Profile::wine));
  const Event event = called(t, "NFS", NpFunction::NPCancelConnection, "Z:", wn::success);
  const auto reason = [&](Rule rule, Switch by) { return describe(t, because(event, rule, by)).reason; };
  EXPECT_EQ(reason(Rule::none, Switch::none), "");
  EXPECT_EQ(reason(Rule::route_stop_at_success, Switch::none), "route.stop-at-success");
  EXPECT_EQ(reason(Rule::route_last_answer, Switch::routing), "route.last-answer [routing=last_answer]");
  EXPECT_EQ(reason(Rule::none, Switch::null_name), "[null_name=to_providers]");
}

// ---- Columns.

TEST(TraceText, CountsCharactersNotBytes) {
  Trace t;
  t.append() = because(called(t, "Büro", NpFunction::NPGetConnection, "Z:", wn::not_connected),
                       Rule::route_continue_after_error);
  t.append() =
      because(called(t, "日本", NpFunction::NPGetConnection, "Ä:", wn::success), Rule::route_stop_at_success);
  EXPECT_EQ(render_text(t),
            "0.000  → Büro  NPGetConnection(Z:) = WN_NOT_CONNECTED   route.continue-after-error\n"
            "0.000  → 日本    NPGetConnection(Ä:) = WN_SUCCESS         route.stop-at-success\n");
}

TEST(TraceText, TimesAlignAtTheRight) {
  Trace t;
  t.append() = in_call(begins(t, "app", Api::start, nullptr), 1);
  t.append() = in_call(world(t, WorldAction::waits, nullptr, nullptr, 60'000), 1, 5);
  t.append() = in_call(ends(t, "app", Api::start, wn::success, nullptr, 60'000), 1, 60'005);
  EXPECT_EQ(render_text(t),
            " 0.000  app       starts up\n"
            " 0.005    router  waits 60.000 s for the networks\n"
            "60.005  app       = WN_SUCCESS, waited 60.000 s\n");
}

TEST(TraceText, OneLongNamePushesNothingButItsOwnLine) {
  Trace t;
  const std::string name(100, 'x');
  const auto cancel = NpFunction::NPCancelConnection;
  t.append() = because(called(t, "A", cancel, "Z:", wn::not_connected), Rule::route_first_significant);
  t.append() = because(called(t, "B", cancel, name.c_str(), wn::success), Rule::route_stop_at_success);
  t.append() = because(called(t, name.c_str(), cancel, "Z:", wn::success), Rule::route_stop_at_success);
  EXPECT_EQ(render_text(t),
            "0.000  → A  NPCancelConnection(Z:, FALSE) = WN_NOT_CONNECTED   route.first-significant\n"
            "0.000  → B  NPCancelConnection(" +
                name +
                ", FALSE) = WN_SUCCESS   route.stop-at-success\n"
                "0.000  → " +
                name + "  NPCancelConnection(Z:, FALSE) = WN_SUCCESS   route.stop-at-success\n");
}

TEST(TraceText, CallsAreNumberedOnlyWhereTheyMix) {
  Trace t;
  const auto begin = [&](const char* app, std::uint32_t call) {
    t.append() = in_call(begins(t, app, Api::get_connection, "Z:"), call);
  };
  const auto end = [&](const char* app, std::uint32_t call) {
    t.append() = in_call(ends(t, app, Api::get_connection, wn::not_connected), call);
  };
  begin("app", 1);
  end("app", 1);
  begin("app", 2);
  end("app", 2);
  EXPECT_EQ(render_text(t).find('['), std::string::npos) << "one after the other";

  begin("app", 9);
  begin("app", 10);
  t.append() = in_call(world(t, WorldAction::network_changed, "NFS", nullptr), 0);
  end("app", 9);
  EXPECT_EQ(render_text(t),
            "0.000  [1]  app    WNetGetConnection(Z:)\n"
            "0.000  [1]  app    = WN_NOT_CONNECTED\n"
            "0.000  [2]  app    WNetGetConnection(Z:)\n"
            "0.000  [2]  app    = WN_NOT_CONNECTED\n"
            "0.000  [9]  app    WNetGetConnection(Z:)\n"
            "0.000  [10] app    WNetGetConnection(Z:)\n"
            "0.000         NFS  network goes down\n"
            "0.000  [9]  app    = WN_NOT_CONNECTED\n");

  t.clear();
  begin("app", 1);
  end("app", 1);
  begin("other", 2);
  EXPECT_EQ(render_text(t),
            "0.000  [1] app    WNetGetConnection(Z:)\n"
            "0.000  [1] app    = WN_NOT_CONNECTED\n"
            "0.000  [2] other  WNetGetConnection(Z:)\n");
}

// ---- Hostile names, limits, and form.

TEST(TraceText, NamesCannotForgeLines) {
  Trace t;
  const auto shown = [&](const char* name) {
    const std::string text = describe(t, world(t, WorldAction::file_closed, "app", name)).action;
    return text.substr(std::string_view("closes ").size());
  };
  EXPECT_EQ(shown("a\nb"), "a<U+000A>b");
  EXPECT_EQ(shown("\x1b[2J\x7f"), "<U+001B>[2J<U+007F>");
  EXPECT_EQ(shown("\u0085"), "<U+0085>");
  EXPECT_EQ(shown("\u202Efdp"), "<U+202E>fdp");
  EXPECT_EQ(shown("\xFF\xC3"), "<byte FF><byte C3>");
  EXPECT_EQ(shown("\xC0\xAF"), "<byte C0><byte AF>") << "overlong";
  EXPECT_EQ(shown("\xED\xA0\x80"), "<byte ED><byte A0><byte 80>") << "surrogate";
  EXPECT_EQ(shown("\xF4\x90\x80\x80"), "<byte F4><byte 90><byte 80><byte 80>") << "past U+10FFFF";
  EXPECT_EQ(shown("Ärger 日本 😀"), "Ärger 日本 😀");
}

TEST(TraceText, NoBlanksAtTheEndsOfLines) {
  std::istringstream lines(render_text(example_trace()));
  for (std::string line; std::getline(lines, line);) EXPECT_FALSE(line.ends_with(' ')) << line;
}

TEST(TraceText, AnEmptyTraceIsEmpty) { EXPECT_EQ(render_text(Trace{}), ""); }

TEST(TraceText, AFullTraceSaysSo) {
  Trace t({}, 1);
  t.append() = begins(t, "app", Api::logoff, nullptr);
  EXPECT_EQ(render_text(t), "0.000  app  logs off\n");
  t.append() = ends(t, "app", Api::logoff, wn::success);
  EXPECT_EQ(render_text(t),
            "0.000  app  logs off\n"
            "(the trace is full after 1 events: later ones are missing)\n");
}

}  // namespace
}  // namespace mprsim::trace_text_test
