#include "sim/time/callback.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <gtest/gtest.h>

#include "tests/sim/time/token.h"

namespace mprsim::callback_test {
namespace {

static_assert(sizeof(Callback<void()>) == 56);

template <std::size_t Size>
struct PaddedHandler {
  Token token;
  int* calls;
  std::array<char, Size> padding{};
  void operator()() const { ++*calls; }
};

template <std::size_t Size>
void expect_callback_calls_once_and_cleans_up() {
  int alive = 0;
  int calls = 0;
  {
    Callback<void()> first;
    first.emplace(PaddedHandler<Size>{Token(alive), &calls});
    EXPECT_EQ(alive, 1);
    Callback<void()> second(std::move(first));
    EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move): what it holds then is the point
    EXPECT_TRUE(second);
    first = std::move(second);
    first.consume();
    EXPECT_EQ(alive, 0);
    EXPECT_FALSE(first);
    second.emplace(PaddedHandler<Size>{Token(alive), &calls});
    first.emplace(PaddedHandler<Size>{Token(alive), &calls});
    first = std::move(second);
    EXPECT_EQ(alive, 1);
  }
  EXPECT_EQ(alive, 0);
  EXPECT_EQ(calls, 1);
}

TEST(Callback, SmallAndLargeHandlersBehaveAlike) {
  expect_callback_calls_once_and_cleans_up<1>();
  expect_callback_calls_once_and_cleans_up<32>();
  expect_callback_calls_once_and_cleans_up<33>();
  expect_callback_calls_once_and_cleans_up<1000>();
}

TEST(Callback, OverAlignedHandlersKeepTheirAlignment) {
  struct alignas(64) Aligned {
    bool* aligned;
    void operator()() const { *aligned = reinterpret_cast<std::uintptr_t>(this) % 64 == 0; }
  };
  bool aligned = false;
  Callback<void()> callback;
  callback.emplace(Aligned{&aligned});
  callback.consume();
  EXPECT_TRUE(aligned);
}

TEST(Callback, MayBeFilledAgainWhileItRuns) {
  Callback<void()> callback;
  int calls = 0;
  callback.emplace([&] { callback.emplace([&] { ++calls; }); });
  callback.consume();
  EXPECT_TRUE(callback);
  callback.consume();
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace mprsim::callback_test
