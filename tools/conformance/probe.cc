#include "tools/conformance/probe.h"

#include <algorithm>
#include <utility>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/bench/buffer_text.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/netresource.h"

namespace mprsim {
namespace {

constexpr std::uint32_t roomy_characters = 1024;
constexpr std::uint32_t roomy_bytes = 32 * 1024;
constexpr std::uint64_t all_entries = 0xFFFFFFFF;
constexpr std::size_t shown_first = 8;
constexpr std::size_t shown_last = 12;

// In memory that may be written: only names/input-unchanged looks whether a plug-in does so.
PluginArgument text_or_null(const MaybeText& text) {
  if (!text) return NullArgument{};
  return TextArgument{*text, true};
}

}  // namespace

Status Probe::cancel(const MaybeText& name, bool force) {
  const auto reply = call({"NPCancelConnection", {text_or_null(name), ValueArgument{force ? 1U : 0U}}});
  return reply ? Status{reply->status} : no_answer;
}

TextAnswer Probe::get(const MaybeText& device) {
  return get_into("NPGetConnection", device, roomy_characters, roomy_characters * 2);
}

TextAnswer Probe::get_into(std::string_view function, const MaybeText& name, std::uint32_t characters,
                           std::optional<std::uint32_t> bytes) {
  PluginCall request{std::string(function), {}};
  request.arguments.push_back(text_or_null(name));
  if (bytes) {
    request.arguments.emplace_back(BufferArgument{*bytes});
  } else {
    request.arguments.emplace_back(NullArgument{});
  }
  request.arguments.emplace_back(CellArgument{characters});
  const auto reply = call(std::move(request));
  if (!reply || reply->arguments.size() != 3) return {};
  return {Status{reply->status}, text_of(reply->arguments[1].bytes),
          static_cast<std::uint32_t>(reply->arguments[2].value)};
}

Status Probe::add(const MaybeText& device, const MaybeText& remote) {
  const ResourceArgument resource{.type = 0, .local = device, .remote = remote};
  const auto reply =
      facts_.can(NpFunction::NPAddConnection)
          ? call({"NPAddConnection", {resource, NullArgument{}, NullArgument{}}})
          : call({"NPAddConnection3",
                  {ValueArgument{}, resource, NullArgument{}, NullArgument{}, ValueArgument{}}});
  return reply ? Status{reply->status} : no_answer;
}

std::optional<std::vector<ResourceArgument>> Probe::list(std::uint32_t scope, const MaybeText& container) {
  PluginCall open{"NPOpenEnum", {ValueArgument{scope}, ValueArgument{}, ValueArgument{}}};
  if (container) {
    open.arguments.emplace_back(ResourceArgument{.scope = scope, .remote = container});
  } else {
    open.arguments.emplace_back(NullArgument{});
  }
  open.arguments.emplace_back(CellArgument{0, true});
  const auto opened = call(std::move(open));
  if (!opened || !Status{opened->status}.ok()) return std::nullopt;
  const std::uint64_t handle = opened->arguments[4].value;
  const auto entries = call({"NPEnumResource",
                             {ValueArgument{handle}, CellArgument{all_entries}, BufferArgument{roomy_bytes},
                              CellArgument{roomy_bytes}}});
  std::optional<std::vector<ResourceArgument>> resources;
  if (entries && Status{entries->status} == wn::no_more_entries) resources.emplace();
  if (entries && Status{entries->status}.ok()) {
    auto read = read_netresources(entries->arguments[2], entries->arguments[1].value);
    if (read) resources = std::move(*read);
  }
  call({"NPCloseEnum", {ValueArgument{handle}}});
  return resources;
}

std::optional<PluginReply> Probe::call(PluginCall call) {
  if (over()) return std::nullopt;
  auto reply = session_.call(call);
  if (!reply) {
    record(described(call), "no answer");
    ended(std::move(reply.error()));
    return std::nullopt;
  }
  took_ += reply->took;
  record(described(call), described(Status{reply->status}));
  return std::move(*reply);
}

std::optional<PluginReply> Probe::repeat(const PluginCall& call, std::uint32_t times) {
  if (over() || times == 0) return std::nullopt;
  const PluginSession::Sequence sequence{call};
  auto replies = session_.call_together(std::span(&sequence, 1), times);
  if (!replies || replies->empty() || replies->front().empty()) {
    record(described(call), "no answer", times);
    if (!replies) ended(std::move(replies.error()));
    return std::nullopt;
  }
  PluginReply last = std::move(replies->front().front());
  took_ += last.took * times;
  record(described(call), described(Status{last.status}), times);
  return last;
}

std::optional<std::vector<PluginSession::Replies>> Probe::together(
    std::span<const PluginSession::Sequence> threads, std::uint32_t rounds) {
  if (over()) return std::nullopt;
  auto replies = session_.call_together(threads, rounds);
  for (std::size_t thread = 0; thread < threads.size(); ++thread) {
    for (std::size_t i = 0; i < threads[thread].size(); ++i) {
      const bool answered = replies && i < (*replies)[thread].size();
      record(concat({"on thread ", std::to_string(thread + 1), ": ", described(threads[thread][i])}),
             answered ? described(Status{(*replies)[thread][i].status}) : "no answer", rounds);
      if (answered) took_ += (*replies)[thread][i].took;
    }
  }
  if (replies) return std::move(*replies);
  ended(std::move(replies.error()));
  return std::nullopt;
}

std::optional<PluginSession::HeapUse> Probe::heap_use() {
  if (over()) return std::nullopt;
  auto use = session_.heap_use();
  if (use) return *use;
  ended(std::move(use.error()));
  return std::nullopt;
}

bool Probe::connect(const MaybeText& device, const std::u16string& remote) {
  return must({.action = BenchAction::connect, .name = device, .remote = remote});
}

std::optional<std::uint64_t> Probe::begin(BenchAction action, const std::u16string& name) {
  if (over() || bench_ == nullptr) return std::nullopt;
  const BenchRequest request{.action = action, .name = name};
  auto answer = bench_->perform(request);
  if (!answer) {
    ended(std::move(answer.error()));
    return std::nullopt;
  }
  record(described(request), described(answer->status));
  if (answer->status.ok()) return answer->handle;
  inapplicable(concat({"the test bench failed: ", last()}));
  return std::nullopt;
}

Status Probe::perform(const BenchRequest& request) {
  if (over() || bench_ == nullptr) return no_answer;
  auto answer = bench_->perform(request);
  if (!answer) {
    ended(std::move(answer.error()));
    return no_answer;
  }
  record(described(request), described(answer->status));
  return answer->status;
}

bool Probe::must(const BenchRequest& request) {
  const Status status = perform(request);
  if (!status.ok()) inapplicable(concat({"the test bench failed: ", last()}));
  return status.ok();
}

void Probe::fail(std::string expected, std::string happened) {
  if (!over()) finding_ = Finding{std::move(expected), std::move(happened)};
}

bool Probe::expect(bool holds, std::string_view expected, std::string_view remark) {
  if (!holds) fail(std::string(expected), remark.empty() ? last() : concat({last(), ": ", remark}));
  return holds;
}

void Probe::inapplicable(std::string reason) {
  if (!over()) reason_ = std::move(reason);
}

void Probe::observe(std::string what) {
  if (!observation_.empty()) observation_ += "; ";
  observation_ += what;
}

std::string Probe::last() const {
  if (steps_.empty()) return "no call was made";
  return concat({steps_.back().call, " = ", steps_.back().result});
}

std::string Probe::did() const {
  std::string text;
  const bool clipped = steps_.size() > shown_first + shown_last;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (clipped && i == shown_first) {
      text += concat({"; (", std::to_string(steps_.size() - shown_first - shown_last), " more calls)"});
      i = steps_.size() - shown_last;
    }
    const Step& step = steps_[i];
    if (!text.empty()) text += "; ";
    text += step.call;
    if (step.times > 1) text += concat({" ", std::to_string(step.times), " times"});
  }
  return text;
}

// Equal calls in a row are one step with a count.
void Probe::record(std::string call, std::string result, std::uint64_t times) {
  if (!steps_.empty() && steps_.back().call == call) {
    steps_.back().result = std::move(result);
    steps_.back().times += times;
    return;
  }
  steps_.push_back({std::move(call), std::move(result), times});
}

void Probe::ended(PluginEnd end) {
  if (!end_) end_ = std::move(end);
}

}  // namespace mprsim
