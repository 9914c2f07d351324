#include "mock_mpr/operations/start.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/mock_mpr/cancel_script.h"
#include "tests/mock_mpr/reason_text.h"

namespace mprsim::start_test {
namespace {

constexpr std::uint32_t unknown = 0xFFFFFFFF;

struct Row {
  std::string_view slug;
  std::vector<std::uint32_t> starts;  // what NPGetCaps(WNNC_START) returns, by provider
  std::optional<std::uint32_t> restore_timeout;
  std::uint32_t wait;
  std::string_view reason;
  std::string_view last;  // why the last answer means what it means
  const Policy* policy = nullptr;
};

void expect_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(row.slug);
    Registry registry;
    for (std::size_t i = 0; i < row.starts.size(); ++i) registry.add_provider("P" + std::to_string(i));
    const Policy policy = row.policy == nullptr ? Policy{} : *row.policy;
    StartOperation operation{{row.restore_timeout}, registry, policy};
    std::size_t asked = 0;
    Reason last;
    while (const Call call = operation.next()) {
      EXPECT_EQ(call, (Call{NpFunction::NPGetCaps, static_cast<ProviderId>(asked)}));
      last = operation.reply(row.starts[asked++]);
    }
    EXPECT_EQ(asked, row.starts.size());
    EXPECT_EQ(operation.result().wait_ms, row.wait);
    EXPECT_EQ(text(operation.result().reason), row.reason);
    EXPECT_EQ(text(last), row.last);
  }
}

// rule: start.values
// rule: start.longest-wait
// rule: start.unknown
// rule: start.registry-floor
// rule: start.default-counts
TEST(Start, WaitsForTheSlowestNetwork) {
  const Policy ignored = with(Switch::start_default, "ignored");
  const std::string_view values = "start.values";
  const std::string_view longest = "start.longest-wait";
  const std::string_view floor = "start.registry-floor";
  const std::string_view given = "start.unknown";
  const std::string_view counts = "start.default-counts by start_default";
  expect_rows({
      {"start.values", {}, {}, 0, "", ""},
      {"start.values", {0}, {}, 0, "", values},
      {"start.values", {1}, {}, 0, "", values},
      {"start.values", {0, 1, 0}, {}, 0, "", values},
      {"start.values", {2}, {}, 2, longest, values},
      {"start.values", {0xFFFFFFFE}, {}, 0xFFFFFFFE, longest, values},
      {"start.longest-wait", {500, 3000, 1000}, {}, 3000, longest, values},
      {"start.longest-wait", {90000, unknown}, {}, 90000, longest, counts},
      {"start.unknown", {unknown}, {}, 60000, counts, counts},
      {"start.unknown", {unknown}, 5000, 5000, floor, given},
      {"start.unknown", {500, unknown, 0}, {}, 60000, counts, values},
      {"start.registry-floor", {1}, 5000, 5000, floor, values},
      {"start.registry-floor", {9000}, 5000, 9000, longest, values},
      {"start.registry-floor", {1000, unknown}, 5000, 5000, floor, given},
      {"start.registry-floor", {5000}, 5000, 5000, floor, values},
      {"start.registry-floor", {}, 120000, 120000, floor, ""},
      {"start.default-counts", {500, unknown}, {}, 500, longest, counts, &ignored},
      {"start.default-counts", {unknown}, {}, 0, "", counts, &ignored},
      {"start.default-counts", {unknown}, 7, 7, floor, given, &ignored},
  });
  static_assert(StartOperation::default_timeout_ms == 60'000);
}

}  // namespace
}  // namespace mprsim::start_test
