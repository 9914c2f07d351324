// Probe: one loaded plug-in in the hands of one check. It makes the calls, keeps the scenario of them in
// plain words, and takes the verdict.
//
// Page: docs/conformance.md. The first thing that is wrong decides, and so does the end of the plug-in: after
// that no more calls are made, so that the scenario ends with what decided, and checks need not look after
// every call. Thread-safety: none. Throws std::bad_alloc only.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/status.h"
#include "tools/conformance/facts.h"

namespace mprsim {

/// dwScope of NPOpenEnum.
inline constexpr std::uint32_t resource_connected = 1;
inline constexpr std::uint32_t resource_globalnet = 2;

/// What no function returns: a call that was not answered.
inline constexpr Status no_answer{0xFFFFFFFF};

/// What NPGetConnection or NPGetUser gave back.
struct TextAnswer {
  Status status = no_answer;
  std::u16string text;           ///< of the buffer, whatever the status
  std::uint32_t characters = 0;  ///< *lpnBufferLen afterwards
};

class Probe {
 public:
  Probe(PluginSession& session, Bench* bench, const PluginFacts& facts) noexcept
      : session_(session), bench_(bench), facts_(facts) {}

  const PluginFacts& facts() const noexcept { return facts_; }

  // --- The functions of a provider. Buffers are roomy unless a check says otherwise.
  Status cancel(const MaybeText& name, bool force);
  TextAnswer get(const MaybeText& device);
  /// Says `characters` of a buffer that has `bytes`, or is NULL.
  TextAnswer get_into(std::string_view function, const MaybeText& name, std::uint32_t characters,
                      std::optional<std::uint32_t> bytes);
  /// By NPAddConnection, or NPAddConnection3 where that is what there is.
  Status add(const MaybeText& device, const MaybeText& remote);
  /// What an enumeration lists, in a buffer that has room; nothing if it cannot be opened or read.
  std::optional<std::vector<ResourceArgument>> list(std::uint32_t scope, const MaybeText& container = {});
  /// Any call; empty once the check is decided.
  std::optional<PluginReply> call(PluginCall call);
  /// One call many times over; the scenario tells of it once.
  std::optional<PluginReply> repeat(const PluginCall& call, std::uint32_t times);
  std::optional<std::vector<PluginSession::Replies>> together(
      std::span<const PluginSession::Sequence> threads, std::uint32_t rounds);
  std::optional<PluginSession::HeapUse> heap_use();

  // --- The bench. What the bench cannot do for this check makes the check not applicable.
  bool connect(const MaybeText& device, const std::u16string& remote);
  std::optional<std::uint64_t> begin(BenchAction action, const std::u16string& name);
  /// For actions whose failure means something: touch_file, and connections that a provider may not have.
  Status perform(const BenchRequest& request);
  bool must(const BenchRequest& request);

  // --- The verdict.
  void fail(std::string expected, std::string happened);
  /// fail() unless it holds; happened is the last call and its result, and the remark if there is one.
  bool expect(bool holds, std::string_view expected, std::string_view remark = {});
  void inapplicable(std::string reason);
  /// What was seen where no answer is wrong.
  void observe(std::string what);
  /// Whether the check is decided.
  bool over() const noexcept { return end_ || finding_ || !reason_.empty(); }

  struct Finding {
    std::string expected;
    std::string happened;
  };
  const std::optional<Finding>& finding() const noexcept { return finding_; }
  const std::optional<PluginEnd>& end() const noexcept { return end_; }
  const std::string& reason() const noexcept { return reason_; }
  const std::string& observation() const noexcept { return observation_; }
  /// The calls in order, in plain words.
  std::string scenario() const;
  /// The last call and its result: "NPCancelConnection("Z:", FALSE) = WN_OPEN_FILES (2401)".
  std::string last() const;
  /// Time inside the plug-in.
  std::chrono::nanoseconds took() const noexcept { return took_; }

 private:
  struct Step {
    std::string call;
    std::string result;
    std::uint64_t times = 1;
  };

  void tell(std::string call, std::string result, std::uint64_t times = 1);
  void ended(PluginEnd end);

  PluginSession& session_;
  Bench* bench_;
  const PluginFacts& facts_;
  std::vector<Step> steps_;
  std::optional<Finding> finding_;
  std::optional<PluginEnd> end_;
  std::string reason_;
  std::string observation_;
  std::chrono::nanoseconds took_{};
};

}  // namespace mprsim
