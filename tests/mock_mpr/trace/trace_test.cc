#include "mock_mpr/trace/trace.h"

#include <type_traits>

#include <gtest/gtest.h>

#include "tests/mock_mpr/example_trace.h"

namespace mprsim::trace_test {
namespace {

using namespace handmade;

// ---- Names.

TEST(Trace, TheSameTextHasTheSameId) {
  Trace t;
  const NameId z = t.intern("Z:");
  EXPECT_EQ(t.intern("Z:"), z);
  EXPECT_NE(t.intern("z:"), z) << "case is kept";
  EXPECT_EQ(t.text(z), "Z:");
}

TEST(Trace, NoNameIsNotAnEmptyName) {
  Trace t;
  const NameId empty = t.intern("");
  EXPECT_NE(empty, NameId::null);
  EXPECT_EQ(t.text(NameId::null), "");
  EXPECT_EQ(t.text(NameId::poison), "");

  const auto what = [&](const char* name) {
    return std::get<WorldChanged>(t.view(world(t, WorldAction::provider_read, "ras", name))).what;
  };
  EXPECT_TRUE(what(nullptr).is_null());
  EXPECT_TRUE(what("<poison>").is_poison());
  EXPECT_EQ(what(""), Text{""});
}

TEST(Trace, ViewsOfNamesOutliveLaterNames) {
  Trace t;
  const std::string_view first = t.text(t.intern("first"));
  for (int i = 0; i < 10'000; ++i) t.intern(std::to_string(i));
  EXPECT_EQ(first, "first");
}

TEST(Trace, BindInternsTheRegistry) {
  Registry registry;
  const ProviderId provider = registry.add_provider("LanMan").value();
  const NotifyeeId notifyee = registry.add_notifyee("indexer").value();
  Trace t;
  t.bind(registry);
  EXPECT_EQ(t.text(t.provider(provider)), "LanMan");
  EXPECT_EQ(t.text(t.notifyee(notifyee)), "indexer");
  EXPECT_EQ(t.provider(provider), t.intern("LanMan"));

  Registry other;
  other.add_provider("NFS");
  t.bind(other);
  EXPECT_EQ(t.text(t.provider(provider)), "NFS") << "binding again replaces";
}

// ---- Views.

TEST(Trace, ViewsSayWhatWasWritten) {
  Trace t;
  const auto begin = std::get<CallBegins>(
      t.view(begins(t, "app", Api::add_connection2, R"(\\files\team)", event_flag::temporary, "Z:")));
  EXPECT_EQ(begin.app, "app");
  EXPECT_EQ(begin.api, Api::add_connection2);
  EXPECT_EQ(begin.name, Text{R"(\\files\team)"});
  EXPECT_EQ(begin.device, "Z:");
  EXPECT_TRUE(begin.temporary);
  EXPECT_FALSE(begin.force || begin.update_profile || begin.no_force || begin.remembered);

  const auto end = std::get<CallEnds>(t.view(ends(t, "app", Api::start, wn::cancel, "x", 9)));
  EXPECT_EQ(end.status, wn::cancel);
  EXPECT_EQ(end.text, "x");
  EXPECT_EQ(end.value, 9u);

  const auto told = std::get<Notified>(t.view(notified(t, "ras",
                                                       {.when = NotifyStatus::post,
                                                        .add = true,
                                                        .operation = wn::open_files,
                                                        .provider = "NFS",
                                                        .context = 7,
                                                        .reply = wn::retry})));
  EXPECT_EQ(told.notifyee, "ras");
  EXPECT_EQ(told.when, NotifyStatus::post);
  EXPECT_TRUE(told.add);
  EXPECT_EQ(told.operation_status, wn::open_files);
  EXPECT_EQ(told.provider, Text{"NFS"});
  EXPECT_EQ(told.context, 7u);
  EXPECT_EQ(told.reply, wn::retry);
}

TEST(Trace, WhatAHoldsDependsOnTheFunction) {
  Trace t;
  const auto view = [&](const Event& event) { return std::get<ProviderCalled>(t.view(event)); };
  using enum NpFunction;
  for (const NpFunction function : {NPAddConnection, NPAddConnection3, NPGetConnection}) {
    const auto named = view(with_remote(t, called(t, "NFS", function, "Z:", wn::success), "remote"));
    EXPECT_EQ(named.remote, "remote");
    EXPECT_EQ(named.value, 0u);
  }
  for (const NpFunction function : {NPGetCaps, NPEnumResource, NPCancelConnection}) {
    const auto counted = view(with_value(called(t, "NFS", function, nullptr, wn::success), 1));
    EXPECT_EQ(counted.remote, "");
    EXPECT_EQ(counted.value, 1u);
  }
}

// ---- Room.

TEST(Trace, GrowsAndKeepsItsEvents) {
  Trace t;
  for (std::uint32_t i = 0; i < 10'000; ++i) t.append().call = i;
  ASSERT_EQ(t.events().size(), 10'000u);
  for (std::uint32_t i = 0; i < 10'000; ++i) ASSERT_EQ(t.events()[i].call, i);
  EXPECT_FALSE(t.full());
}

TEST(Trace, AFullTraceThrowsAwayWhatComesLater) {
  for (const std::size_t limit : {0U, 1U, 63U, 64U, 65U, 1'000U}) {
    Trace t({}, limit);
    for (std::uint32_t i = 0; i < limit; ++i) t.append().call = i;
    EXPECT_FALSE(t.full()) << limit;
    t.append().call = 4'711;
    t.append().call = 4'712;
    EXPECT_TRUE(t.full()) << limit;
    ASSERT_EQ(t.events().size(), limit);
    for (std::uint32_t i = 0; i < limit; ++i) ASSERT_EQ(t.events()[i].call, i);
  }
}

TEST(Trace, AnEventThatIsThrownAwayIsStillFresh) {
  Trace t({}, 0);
  t.append().call = 1;
  EXPECT_EQ(t.append().call, 0u);
}

TEST(Trace, OpenEventsAreFilledLater) {
  Trace t({}, 3);
  const std::size_t outer = t.open();
  t.append().call = 2;
  t.at(outer).call = 1;
  EXPECT_EQ(t.events()[0].call, 1u);
  EXPECT_EQ(t.events()[1].call, 2u);

  const std::size_t last = t.open();
  const std::size_t thrown_away = t.open();
  t.at(thrown_away).call = 9;
  t.at(last).call = 3;
  EXPECT_TRUE(t.full());
  EXPECT_EQ(t.events().back().call, 3u);
}

TEST(Trace, AnEndedTraceKeepsItsLastEventAndNothingMore) {
  Trace t({}, 8);
  t.append().call = 1;
  const std::size_t opened = t.open();
  t.append().call = 3;
  t.end_with(opened, Event{.call = 2, .status = {}});
  t.at(opened).call = 9;  // the recorder that opened it fills it in all the same
  t.append().call = 10;
  EXPECT_TRUE(t.full());
  EXPECT_TRUE(t.ended());
  ASSERT_EQ(t.events().size(), 2u);
  EXPECT_EQ(t.events()[1].call, 2u);

  t.clear();
  EXPECT_FALSE(t.ended());
  for (std::uint32_t i = 0; i < 8; ++i) t.append().call = i;
  EXPECT_FALSE(t.full());
  EXPECT_EQ(t.events().size(), 8u);
  t.append();
  t.end_with(7, Event{.status = {}});  // its limit came first
  EXPECT_FALSE(t.ended());
}

TEST(Trace, ClearForgetsEventsAndKeepsNames) {
  Trace t({}, 2);
  const NameId z = t.intern("Z:");
  for (int i = 0; i < 3; ++i) t.append().call = 7;
  t.clear();
  EXPECT_FALSE(t.full());
  EXPECT_TRUE(t.events().empty());
  EXPECT_EQ(t.text(z), "Z:");
  EXPECT_EQ(t.append().call, 0u) << "a used event is fresh again";
  EXPECT_EQ(t.hash(), [] {
    Trace fresh;
    fresh.append();
    return fresh.hash();
  }());
}

// ---- Hashes.

TEST(Trace, TheHashIsOfTheMeaningNotOfTheIds) {
  Trace other;
  for (const char* name : {"LanMan", "x", "Z:", "indexer", "y", "app"}) other.intern(name);
  const Trace example = example_trace();
  for (const Event& event : example.events()) {  // the same events under other ids
    Event& copy = other.append() = event;
    const auto translate = [&](NameId name) {
      return name == NameId::null || name == NameId::poison ? name : other.intern(example.text(name));
    };
    copy.subject = translate(event.subject);
    copy.object = translate(event.object);
    if (event.a_is_name()) copy.a = static_cast<std::uint32_t>(translate(event.name_in_a()));
  }
  ASSERT_NE(other.events()[0].subject, example.events()[0].subject);
  EXPECT_EQ(other.hash(), example.hash());
}

// Pinned without a rule or a switch: their numbers change when one is added.
TEST(Trace, TheHashIsTheSameEverywhere) {
  Trace t;
  t.append() = in_call(begins(t, "app", Api::get_connection, "Z:"), 1, 5);
  t.append() = in_call(world(t, WorldAction::provider_read, "räs", "<poison>", 3), 1, 60'000);
  t.append() = in_call(ends(t, "app", Api::get_connection, wn::not_connected), 1, 60'001);
  EXPECT_EQ(t.hash(), 283'499'764'252'249'075u);
}

TEST(Trace, EveryFieldCounts) {
  const auto hash_of = [](auto&& change) {
    Trace t;
    t.intern("Z:");
    Event& event = t.append();
    event.kind = EventKind::call_begins;
    change(event);
    return t.hash();
  };
  const std::uint64_t plain = hash_of([](Event&) {});
  EXPECT_NE(plain, Trace{}.hash());
  EXPECT_NE(plain, hash_of([](Event& e) { e.at_ms = 1; }));
  EXPECT_NE(plain, hash_of([](Event& e) { e.call = 1; }));
  EXPECT_NE(plain, hash_of([](Event& e) { e.kind = EventKind::profile; }));
  EXPECT_NE(plain, hash_of([](Event& e) { e.action = 1; }));
  EXPECT_NE(plain, hash_of([](Event& e) { e.rule = Rule::route_busy; }));
  EXPECT_NE(plain, hash_of([](Event& e) { e.by = Switch::routing; }));
  EXPECT_NE(plain, hash_of([](Event& e) { e.status = wn::cancel; }));
  EXPECT_NE(plain, hash_of([](Event& e) { e.subject = NameId{1}; }));
  EXPECT_NE(plain, hash_of([](Event& e) { e.object = NameId{1}; }));
  EXPECT_NE(plain, hash_of([](Event& e) { e.object = NameId::poison; }));
  EXPECT_NE(plain, hash_of([](Event& e) { e.a = 1; }));
  EXPECT_NE(plain, hash_of([](Event& e) { e.b = 1; }));
}

// ---- Copies.

TEST(Trace, ACopyStandsAlone) {
  Trace copy;
  std::uint64_t hash = 0;
  {
    Trace original = example_trace();
    hash = original.hash();
    copy = original;
    original.append() = begins(original, "later", Api::logoff, nullptr);
    EXPECT_NE(original.hash(), hash);
  }
  EXPECT_EQ(copy.hash(), hash);
  EXPECT_EQ(std::get<CallBegins>(copy.view(copy.events()[0])).app, "app");

  const NameId next = copy.intern("later");
  EXPECT_EQ(copy.text(next), "later");
  copy.append() = begins(copy, "later", Api::logoff, nullptr);
  EXPECT_EQ(copy.events().size(), 9u);
}

TEST(Trace, AMovedTraceKeepsItsNames) {
  Trace original = example_trace();
  const std::uint64_t hash = original.hash();
  const Trace moved = std::move(original);
  EXPECT_EQ(moved.hash(), hash);
  EXPECT_EQ(std::get<CallBegins>(moved.view(moved.events()[0])).name, Text{"Z:"});
}

}  // namespace
}  // namespace mprsim::trace_test
