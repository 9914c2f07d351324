#include "mock_mpr/operations/dialog.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace mprsim::dialog_test {
namespace {

// The cancels answer in turn; '!' in the log is a forced one, '?' the question. The user says `answer`.
struct Row {
  bool no_force;
  std::vector<std::uint32_t> answers;
  bool user_goes_on;
  std::string_view log;
  std::uint32_t status;
};

// rule: force.ask-then-force
TEST(Dialog, TriesThenAsksThenForces) {
  const Row rows[] = {
      {true, {0}, true, "cancel", 0},
      {true, {2401, 0}, true, "cancel ? cancel!", 0},
      {true, {2404, 0}, true, "cancel ? cancel!", 0},
      {true, {2401, 2401}, true, "cancel ? cancel!", 2401},
      {true, {2404, 2404}, true, "cancel ? cancel!", 2404},
      {true, {2401}, false, "cancel ?", 1223},
      {true, {5}, true, "cancel", 5},
      {true, {2250}, true, "cancel", 2250},
      {false, {0}, true, "cancel!", 0},
      {false, {2401}, true, "cancel!", 2401},
      {false, {2404}, true, "cancel!", 2404},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE("force.ask-then-force: " + std::string(row.log));
    DialogOperation operation{{.name = "Z:", .no_force = row.no_force}};
    std::string log;
    std::size_t cancels = 0;
    while (operation.next() != DialogCall::none) {
      if (!log.empty()) log += ' ';
      if (operation.next() == DialogCall::ask) {
        log += '?';
        operation.answer(row.user_goes_on);
        continue;
      }
      log += operation.cancel_request().force ? "cancel!" : "cancel";
      ASSERT_LT(cancels, row.answers.size());
      operation.reply(Status{row.answers[cancels++]});
    }
    EXPECT_EQ(log, row.log);
    EXPECT_EQ(operation.result().status.code(), row.status);
    EXPECT_EQ(operation.result().asked, log.find('?') != std::string::npos);
    EXPECT_EQ(operation.result().reason.rule, Rule::force_ask_then_force);
  }
}

TEST(Dialog, CancelsWhatItWasAskedTo) {
  for (const bool update : {false, true}) {
    const DialogOperation operation{{.name = R"(\\s\r)", .update_profile = update}};
    EXPECT_EQ(operation.cancel_request().name, Text{R"(\\s\r)"});
    EXPECT_EQ(operation.cancel_request().flags, update ? connect_flag::update_profile : 0U);
    EXPECT_EQ(operation.cancel_request().api, CancelApi::cancel_connection2);
  }
}

}  // namespace
}  // namespace mprsim::dialog_test
