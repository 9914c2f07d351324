// Probe: what a check uses to test one loaded plug-in. It makes the calls, keeps a list of them as text, and
// holds the verdict.
//
// Page: docs/conformance.md. The first mistake decides the check, and so does the end of the plug-in. No more
// calls are made after that, so the list of calls ends with the one that decided, and a check need not ask
// over() after every call. Thread-safety: none. Throws std::bad_alloc only.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock_mpr/facts/status.h"
#include "tools/conformance/plugin_facts.h"

namespace mprsim {

/// dwScope of NPOpenEnum.
inline constexpr std::uint32_t resource_connected = 1;
inline constexpr std::uint32_t resource_globalnet = 2;

/// The result of a call that was not made or not answered. No function returns it.
inline constexpr Status no_answer{0xFFFFFFFF};

/// What NPGetConnection or NPGetUser gave back.
struct TextAnswer {
  Status status = no_answer;
  std::u16string text;           ///< of the buffer, with any status
  std::uint32_t characters = 0;  ///< *lpnBufferLen afterwards
};

class Probe {
 public:
  /// The session, the bench (null: there is none) and the facts must outlive the probe.
  Probe(PluginSession& session, Bench* bench, const PluginFacts& facts) noexcept
      : session_(session), bench_(bench), facts_(facts) {}

  const PluginFacts& facts() const noexcept { return facts_; }

  // --- Calls of the plug-in. Buffers have room enough unless a check says otherwise. Once the check is
  // decided, no call is made, and the result is no_answer or empty.

  /// NPCancelConnection.
  Status cancel(const MaybeText& name, bool force);
  /// NPGetConnection.
  TextAnswer get(const MaybeText& device);
  /// A function with the parameters of NPGetConnection. Announces `characters` for a buffer of `bytes`;
  /// nothing: the buffer is NULL.
  TextAnswer get_into(std::string_view function, const MaybeText& name, std::uint32_t characters,
                      std::optional<std::uint32_t> bytes);
  /// NPAddConnection, or NPAddConnection3 if only that is offered.
  Status add(const MaybeText& device, const MaybeText& remote);
  /// What an enumeration lists; nothing if it cannot be opened or read.
  std::optional<std::vector<ResourceArgument>> list(std::uint32_t scope, const MaybeText& container = {});
  /// Any call. Empty if the plug-in ended.
  std::optional<PluginReply> call(PluginCall call);
  /// The same call many times; did() mentions it once. Returns one of the replies.
  std::optional<PluginReply> repeat(const PluginCall& call, std::uint32_t times);
  /// Makes the calls of each thread at the same time, so many rounds. Returns the replies by thread.
  std::optional<std::vector<PluginSession::Replies>> together(
      std::span<const PluginSession::Sequence> threads, std::uint32_t rounds);
  /// What the process of the plug-in has allocated.
  std::optional<PluginSession::HeapUse> heap_use();

  // --- Actions of the bench.

  /// Connects, past the functions that are tested. False: the bench failed, and the check is not applicable.
  bool connect(const MaybeText& device, const std::u16string& remote);
  /// Opens a file or starts a job or a use on a connection. Returns its handle; nothing: the bench failed,
  /// and the check is not applicable.
  std::optional<std::uint64_t> begin(BenchAction action, const std::u16string& name);
  /// For actions whose failure is an answer: touch_file, and connections that a provider may not have.
  Status perform(const BenchRequest& request);
  /// For actions that have to work. False: the bench failed, and the check is not applicable.
  bool must(const BenchRequest& request);

  // --- The verdict. The first of fail(), inapplicable() and the end of the plug-in decides; later ones
  // change nothing.

  void fail(std::string expected, std::string happened);
  /// Calls fail() unless `holds`. What happened is then the last call with its result, and the remark if
  /// there is one.
  bool expect(bool holds, std::string_view expected, std::string_view remark = {});
  void inapplicable(std::string reason);
  /// Adds to what the report says about a check that passes, where no answer is wrong.
  void observe(std::string what);
  /// Whether the check is decided.
  bool over() const noexcept { return end_ || finding_ || !reason_.empty(); }

  struct Finding {
    std::string expected;
    std::string happened;
  };
  const std::optional<Finding>& finding() const noexcept { return finding_; }
  const std::optional<PluginEnd>& end() const noexcept { return end_; }
  /// Why the check is not applicable; "" if it is.
  const std::string& reason() const noexcept { return reason_; }
  const std::string& observation() const noexcept { return observation_; }
  /// The calls in order, as text; of a long list its beginning and its end.
  std::string did() const;
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

  void record(std::string call, std::string result, std::uint64_t times = 1);
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
