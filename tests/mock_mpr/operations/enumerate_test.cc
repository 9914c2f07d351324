#include "mock_mpr/operations/enumerate.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace mprsim::enumerate_test {
namespace {

EnumeratedResource resource(std::string_view device, std::string_view remote) {
  EnumeratedResource made;
  if (!device.empty()) made.local = std::string(device);
  made.remote = remote;
  return made;
}

// Plays RESOURCE_CONNECTED; each provider hands out its pages one by one. Returns the functions called.
std::string play(EnumerateOperation& operation, const Registry& registry,
                 std::vector<std::vector<std::vector<EnumeratedResource>>> pages,
                 std::vector<Status> opens = {}) {
  std::string log;
  while (const Call call = operation.next()) {
    const std::size_t who = index(call.provider());
    if (!log.empty()) log += ' ';
    log += registry.name(call.provider());
    if (call.kind() == CallKind::skip_provider) {
      const Reason reason = operation.reply(wn::success, {resource("Q:", "nonsense")});
      log += "-skipped:" + std::string(slug(reason.rule));
    } else if (call.function() == NpFunction::NPOpenEnum) {
      log += "-open";
      operation.reply(who < opens.size() ? opens[who] : wn::success, {resource("Q:", "nonsense")});
    } else if (call.function() == NpFunction::NPEnumResource) {
      log += "-list";
      if (pages[who].empty()) {
        operation.reply(wn::no_more_entries, {resource("Q:", "nonsense")});
      } else {
        std::vector<EnumeratedResource> page = std::move(pages[who].front());
        pages[who].erase(pages[who].begin());
        operation.reply(wn::success, std::move(page));
      }
    } else {
      log += "-close";
      operation.reply(wn::success, {});
    }
  }
  return log;
}

// rule: enum.connected
// rule: enum.deviceless
TEST(Enumerate, ConnectedAsksEveryProviderThatCan) {
  SCOPED_TRACE("enum.connected, enum.deviceless");
  Registry registry;
  registry.add_provider("P1");
  registry.add_provider("P2");
  const RememberedStore store;
  EnumerateOperation operation{EnumScope::connected, registry, store};
  const EnumeratedResource z = resource("Z:", R"(\\a\b)");
  const EnumeratedResource none = resource("", R"(\\c\d)");
  const EnumeratedResource y = resource("Y:", R"(\\e\f)");
  EXPECT_EQ(play(operation, registry, {{{z}, {none}}, {{y}}}),
            "P1-open P1-list P1-list P1-list P1-close P2-open P2-list P2-list P2-close");
  EXPECT_EQ(operation.result().status, wn::success);
  EXPECT_EQ(operation.result().reason.rule, Rule::enum_connected);
  EXPECT_EQ(operation.result().resources, (std::vector<EnumeratedResource>{z, none, y}));
  EXPECT_EQ(operation.result().resources[1].local, std::nullopt);
  EXPECT_EQ(operation.scope(), EnumScope::connected);
  EXPECT_FALSE(operation.next());
}

// rule: caps.enumeration-trio
TEST(Enumerate, ThreeFunctionsOrNone) {
  SCOPED_TRACE("caps.enumeration-trio");
  const NpFunction trio[] = {NpFunction::NPOpenEnum, NpFunction::NPEnumResource, NpFunction::NPCloseEnum};
  for (int have = 0; have < 7; ++have) {
    Registry registry;
    Abilities some;
    for (int i = 0; i < 3; ++i) {
      if ((have >> i & 1) == 0) some.exported.erase(trio[i]);
    }
    registry.add_provider("P1", some);
    registry.add_provider("P2");
    const RememberedStore store;
    EnumerateOperation operation{EnumScope::connected, registry, store};
    const std::string why = have == 0 ? "caps.gate" : "caps.enumeration-trio";
    EXPECT_EQ(play(operation, registry, {{}, {}}), "P1-skipped:" + why + " P2-open P2-list P2-close");
    EXPECT_EQ(operation.result().status, wn::success);
    EXPECT_TRUE(operation.result().resources.empty());
  }
}

// rule: caps.gate
// rule: enum.connected
TEST(Enumerate, AProviderThatDoesNotOpenIsPassedOver) {
  SCOPED_TRACE("caps.gate, enum.connected");
  Registry registry;
  registry.add_provider("P1");
  registry.add_provider("P2");
  const RememberedStore store;
  EnumerateOperation one{EnumScope::connected, registry, store};
  EXPECT_EQ(play(one, registry, {{}, {}}, {wn::no_network}), "P1-open P2-open P2-list P2-close");
  EXPECT_EQ(one.result().status, wn::success);
  EnumerateOperation none{EnumScope::connected, registry, store};
  EXPECT_EQ(play(none, registry, {{}, {}}, {wn::no_network, wn::not_supported}), "P1-open P2-open");
  EXPECT_EQ(none.result().status, wn::no_network);
  EXPECT_EQ(none.result().reason.rule, Rule::caps_gate);
}

// rule: enum.remembered
TEST(Enumerate, RememberedReadsTheStoreAndCallsNobody) {
  SCOPED_TRACE("enum.remembered");
  Registry registry;
  registry.add_provider("P1");
  RememberedStore store;
  RememberedEntry entry;
  entry.device = "LPT1";
  entry.remote_path = R"(\\s\laser)";
  entry.provider_name = "P1";
  entry.connection_type = ResourceType::print;
  store.remember(entry);
  entry.device = "A:";
  store.remember(entry);
  EnumerateOperation operation{EnumScope::remembered, registry, store};
  EXPECT_FALSE(operation.next());
  EXPECT_FALSE(operation.next());
  EXPECT_EQ(operation.result().status, wn::success);
  EXPECT_EQ(operation.result().reason.rule, Rule::enum_remembered);
  ASSERT_EQ(operation.result().resources.size(), 2U);
  EXPECT_EQ(operation.result().resources[1],
            (EnumeratedResource{"LPT1", R"(\\s\laser)", "P1", ResourceType::print}));
  store.forget("a:");
  EnumerateOperation after{EnumScope::remembered, registry, store};
  EXPECT_FALSE(after.next());
  EXPECT_EQ(after.result().resources.size(), 1U);
}

// rule: profile.unreadable
TEST(Enumerate, AProfileThatCannotBeUsedIsReported) {
  SCOPED_TRACE("profile.unreadable");
  for (const Status broken : {wn::cannot_open_profile, wn::bad_profile}) {
    RememberedStore store;
    RememberedEntry entry;
    entry.device = "Z:";
    store.remember(entry);
    store.set_state(broken);
    const Registry registry;
    EnumerateOperation operation{EnumScope::remembered, registry, store};
    EXPECT_FALSE(operation.next());
    EXPECT_EQ(operation.result().status, broken);
    EXPECT_EQ(operation.result().reason.rule, Rule::profile_unreadable);
    EXPECT_TRUE(operation.result().resources.empty());
  }
}

}  // namespace
}  // namespace mprsim::enumerate_test
