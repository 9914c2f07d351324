#include "mock_mpr/operations/lookup.h"

#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "tests/mock_mpr/cancel_script.h"

namespace mprsim::lookup_test {
namespace {

struct Row {
  std::string_view slug;
  std::string_view providers;
  bool remembered;
  std::uint32_t status;
  std::string_view remote;
  std::string_view reason;
};

LookupResult look_up(std::string_view providers, bool remembered, const Policy& policy = {},
                     std::string_view device = "Z:") {
  const CancelScript actors{providers};
  RememberedStore store;
  if (remembered) {
    RememberedEntry entry;
    entry.device = "z:";
    entry.remote_path = R"(\\old\share)";
    store.remember(std::move(entry));
  }
  const LookupRequest request{device};
  LookupOperation operation{request, actors.registry, policy, store};
  while (const Call call = operation.next()) {
    EXPECT_EQ(call.function(), NpFunction::NPGetConnection);
    operation.reply(actors.answers[index(call.provider())].front(), R"(\\files\team)");
  }
  EXPECT_FALSE(operation.next());
  return operation.result();
}

// rule: restore.unconnected
// rule: route.network-down
TEST(Lookup, TellsConnectedRememberedAndUnknownApart) {
  const std::string_view closed = "restore.unconnected";
  const std::string_view down = "route.network-down";
  const Row rows[] = {
      {"route.stop-at-success", "2250 0 5", false, 0, R"(\\files\team)", "route.stop-at-success"},
      {"route.stop-at-success", "0", true, 0, R"(\\files\team)", "route.stop-at-success"},
      {"restore.unconnected", "2250", true, 1201, R"(\\old\share)", closed},
      {"restore.unconnected", "2250 1222", true, 1201, R"(\\old\share)", closed},
      {"restore.unconnected", "", true, 1201, R"(\\old\share)", closed},
      {"restore.unconnected", "5", true, 5, "", "route.first-significant"},
      {"route.network-down", "2250 1222", false, 1203, "", down},
      {"route.network-down", "1222 67", false, 1203, "", down},
      {"route.network-down", "1222 0", false, 0, R"(\\files\team)", "route.stop-at-success"},
      {"route.network-down", "1222 5", false, 5, "", "route.first-significant"},
      {"route.network-down", "2250 67", false, 2250, "", "route.all-insignificant"},
      {"caps.gate", "", false, 1222, "", "caps.gate"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.slug) + ": " + std::string(row.providers));
    const LookupResult result = look_up(row.providers, row.remembered);
    EXPECT_EQ(result.status.code(), row.status);
    EXPECT_EQ(result.remote, row.remote);
    EXPECT_EQ(slug(result.reason.rule), row.reason);
  }
}

// rule: restore.unconnected
TEST(Lookup, AsksTheStoreUnderTheLiteralReadingToo) {
  SCOPED_TRACE("restore.unconnected");
  const Policy literal = with(Switch::not_connected, "significant");
  EXPECT_EQ(look_up("2250", true, literal).status, wn::connection_closed);
  EXPECT_EQ(look_up("2250 5", true, literal).status, wn::connection_closed);
  EXPECT_EQ(look_up("67 2250", true, Policy::of(Profile::wine)).status, wn::connection_closed);
  EXPECT_EQ(look_up("1222", false, Policy::of(Profile::win9x_ddk)).status, wn::no_net_or_bad_path);
}

TEST(Lookup, ADeviceNameIsNeeded) {
  for (const std::string_view name : {"", "ZZ:", R"(\\files\team)", R"(Z:\a)"}) {
    const LookupResult result = look_up("0", false, {}, name);
    EXPECT_EQ(result.status, wn::bad_localname) << name;
    EXPECT_EQ(result.reason, Reason{}) << name;
    EXPECT_TRUE(result.remote.empty()) << name;
  }
  EXPECT_EQ(look_up("0", false, with(Switch::null_name, "to_providers"), "").status, wn::success);
}

TEST(Lookup, ASkipWantsNoAnswer) {
  Registry registry;
  Abilities cannot;
  cannot.advertised.erase(NpFunction::NPGetConnection);
  registry.add_provider("cannot", cannot);
  const RememberedStore store;
  const LookupRequest request{"Z:"};
  const Policy policy;
  LookupOperation operation{request, registry, policy, store};
  EXPECT_EQ(operation.next(), (Call{CallKind::skip_provider, ProviderId{0}}));
  EXPECT_EQ(operation.reply(wn::success, "nonsense").rule, Rule::caps_gate);
  EXPECT_FALSE(operation.next());
  EXPECT_EQ(operation.result().status, wn::no_network);
  EXPECT_EQ(operation.result().remote, "");
}

}  // namespace
}  // namespace mprsim::lookup_test
