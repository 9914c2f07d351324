// Concurrency: two threads call at the same time, and neither gets the answer of the other.
//
// Page: returning-values-to-the-mpr (errors are kept per thread).
#include <array>
#include <string>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/conformance/bench/buffer_text.h"
#include "tools/conformance/call_text.h"
#include "tools/conformance/check.h"
#include "tools/conformance/checks/names_in_use.h"

namespace mprsim {
namespace concurrency_checks {
namespace {

constexpr std::uint32_t rounds = 4;
constexpr int bouts = 8;
constexpr std::size_t lookups = 24;

PluginCall lookup(const std::u16string& drive) {
  return {"NPGetConnection", {TextArgument{drive, true}, BufferArgument{1024}, CellArgument{512}}};
}

PluginSession::Sequence calls_of(const PluginFacts& facts, const std::u16string& drive) {
  PluginSession::Sequence calls;
  const PluginCall decline{"NPCancelConnection",
                           {TextArgument{std::u16string(names::no_such_share), true}, ValueArgument{}}};
  if (facts.can(NpFunction::NPGetConnection)) calls.assign(lookups, lookup(drive));
  if (calls.empty() && facts.can(NpFunction::NPCancelConnection)) calls.push_back(decline);
  return calls;
}

// Each thread looks up its own drive repeatedly.
void own_answers(Probe& probe, const std::array<PluginSession::Sequence, 2>& threads) {
  const PluginFacts& facts = probe.facts();
  const auto replies = probe.together(threads, rounds);
  if (!replies) return;
  for (std::size_t thread = 0; thread < threads.size(); ++thread) {
    for (std::size_t i = 0; i < threads[thread].size() && i < (*replies)[thread].size(); ++i) {
      const PluginReply& reply = (*replies)[thread][i];
      if (threads[thread][i].function != "NPGetConnection" || reply.arguments.size() != 3) continue;
      const std::u16string text = text_of(reply.arguments[1].bytes);
      if (Status{reply.status}.ok() && text == facts.remote(thread)) continue;
      return probe.fail(
          concat({"thread ", std::to_string(thread + 1), " finds ",
                  described(MaybeText(facts.drives[thread])), " connected to ",
                  described(MaybeText(facts.remote(thread)))}),
          concat({described(Status{reply.status}), " and ", described(MaybeText(text)),
                  " while another thread asks for ", described(MaybeText(facts.drives[1 - thread]))}));
    }
  }
}

void connected_lookups(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  for (std::size_t i = 0; i < 2; ++i) {
    if (!probe.connect(facts.drives[i], facts.remote(i))) return;
  }
  const std::array<PluginSession::Sequence, 2> threads{calls_of(facts, facts.drives[0]),
                                                       calls_of(facts, facts.drives[1])};
  for (int bout = 0; bout < bouts && !probe.over(); ++bout) own_answers(probe, threads);
}

PluginSession::Sequence come_and_go(const PluginFacts& facts, std::size_t nth) {
  const std::u16string& drive = facts.drives[nth];
  const ResourceArgument resource{.type = 1, .local = drive, .remote = facts.remote(nth)};
  PluginSession::Sequence calls;
  for (int i = 0; i < 4; ++i) {
    calls.push_back({"NPAddConnection", {resource, NullArgument{}, NullArgument{}}});
    calls.push_back(lookup(drive));
    calls.push_back({"NPCancelConnection", {TextArgument{drive, true}, ValueArgument{}}});
  }
  return calls;
}

// Whether the calls succeed one after the other. If not, their failure says nothing about two threads.
bool works_in_turn(Probe& probe, const std::array<PluginSession::Sequence, 2>& threads) {
  for (std::size_t i = 0; i < threads[0].size(); ++i) {
    for (const PluginSession::Sequence& calls : threads) {
      const auto reply = probe.call(calls[i]);
      if (!reply || !Status{reply->status}.ok()) return false;
    }
  }
  return true;
}

// Each thread connects its own drive, looks it up and cancels it. All of that works, as for a single thread.
void connections_come_and_go(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  if (!facts.can(NpFunction::NPAddConnection) || !facts.can(NpFunction::NPCancelConnection) ||
      !facts.can(NpFunction::NPGetConnection) || probe.over() || !probe.must({.action = BenchAction::reset}))
    return;
  const std::array<PluginSession::Sequence, 2> threads{come_and_go(facts, 0), come_and_go(facts, 1)};
  if (!works_in_turn(probe, threads)) return;
  for (int bout = 0; bout < bouts && !probe.over(); ++bout) {
    const auto replies = probe.together(threads, rounds);
    if (!replies) return;
    for (std::size_t thread = 0; thread < threads.size(); ++thread) {
      for (std::size_t i = 0; i < threads[thread].size() && i < (*replies)[thread].size(); ++i) {
        const Status status{(*replies)[thread][i].status};
        if (status.ok()) continue;
        return probe.fail(concat({described(wn::success), ": the threads have drives of their own"}),
                          concat({described(threads[thread][i]), " = ", described(status),
                                  " while another thread connects and cancels as well"}));
      }
    }
  }
}

void thread_safe(Probe& probe) {
  const PluginFacts& facts = probe.facts();
  if (facts.why_not(Need::connect | Need::reset | Need::get).empty() && !facts.remote(1).empty()) {
    connected_lookups(probe);
    return connections_come_and_go(probe);
  }
  const PluginSession::Sequence sequence = calls_of(facts, std::u16string(names::no_such_drive));
  if (sequence.empty())
    return probe.inapplicable("the provider has neither NPGetConnection nor NPCancelConnection");
  const std::array<PluginSession::Sequence, 2> threads{sequence, sequence};
  probe.together(threads, rounds);
  probe.observe("only names that are not the provider's own were tested: there is no test bench");
}

constexpr auto checks = std::to_array<Check>({
    {.id = "concurrency/thread-safe",
     .title = "Two threads at the same time get the answers that each would get alone",
     .rules = {Rule::provider_thread_safe, Rule::error_per_thread},
     .run = thread_safe},
});

}  // namespace
}  // namespace concurrency_checks

std::span<const Check> concurrency_chapter() noexcept { return concurrency_checks::checks; }

}  // namespace mprsim
