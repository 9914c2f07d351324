// FastCancel weighs an error no second time when the next provider returns the same one. Every short cycle in
// which that could matter: three providers, each of which answers something or cannot be called, under every
// style of routing.
#include "mock_mpr/operations/cancel_fast.h"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "mock_mpr/operations/cancel.h"

namespace mprsim::cancel_fast_test {
namespace {

enum class Missing { nothing, capability, function };

struct Candidate {
  Status answer;
  Missing missing = Missing::nothing;
};

constexpr std::array candidates = {
    Candidate{wn::success},
    Candidate{wn::not_connected},
    Candidate{wn::bad_netname},
    Candidate{wn::no_network},
    Candidate{wn::access_denied},
    Candidate{wn::open_files},
    Candidate{wn::extended_error},
    Candidate{wn::success, Missing::capability},
    Candidate{wn::success, Missing::function},
};
constexpr std::size_t providers = 3;

struct Cycle {
  std::array<Candidate, providers> who;
  Policy policy;
  Registry registry;
  CancelRequest request{.name = Text{R"(\\files\team)"}};

  Cycle(std::size_t number, const Policy& chosen) : policy(chosen) {
    for (Candidate& candidate : who) {
      candidate = candidates[number % candidates.size()];
      number /= candidates.size();
      Abilities abilities;
      if (candidate.missing == Missing::capability)
        abilities.advertised.erase(NpFunction::NPCancelConnection);
      if (candidate.missing == Missing::function) abilities.exported.erase(NpFunction::NPCancelConnection);
      registry.add_provider("P" + std::to_string(registry.provider_count()), abilities);
    }
  }
};

struct Line {
  Call call;
  Status status;
  Reason reason;
  friend bool operator==(const Line&, const Line&) = default;
};

class Driver {
 public:
  static constexpr bool records = true;

  explicit Driver(const Cycle& cycle) : cycle_(cycle) {}

  Status ask(ProviderId id) const { return cycle_.who[index(id)].answer; }
  Reply tell(NotifyeeId, const NotifyInfo&, const NotifyCancel&) const { return {}; }
  Reply perform(const Call& call) const {
    return call.kind() == CallKind::call_provider ? Reply{ask(call.provider())} : Reply{};
  }
  void record_asked(const Call& call, Status status, Reason reason) { record(call, {status}, reason); }
  void record_told(const Call& call, Reply reply, Reason reason) { record(call, reply, reason); }
  void record(const Call& call, Reply reply, Reason reason) { lines.push_back({call, reply.status, reason}); }

  std::vector<Line> lines;

 private:
  const Cycle& cycle_;
};

void expect_equal(const Cycle& cycle) {
  CancelOperation at_once{cycle.request, cycle.registry, cycle.policy};
  CancelOperation fold = at_once;
  Driver fast{cycle};
  FastCancel::run(at_once, fast);
  Driver plain{cycle};
  while (const Call call = fold.next()) {
    const Reply reply = plain.perform(call);
    plain.record(call, reply, fold.reply(reply));
  }
  ASSERT_EQ(fast.lines, plain.lines);
  ASSERT_EQ(at_once.result(), fold.result());
  ASSERT_EQ(at_once, fold);
}

TEST(FastCancel, IsTheFoldForEveryCycleOfThreeProviders) {
  std::vector<Policy> policies;
  for (const auto routing :
       {RoutingStyle::first_significant, RoutingStyle::hard_error_ends, RoutingStyle::last_answer}) {
    for (const auto missing : {MissingExport::skipped, MissingExport::no_network}) {
      for (const auto remote : {RemoteName::ends, RemoteName::all_providers}) {
        Policy policy;
        policy.routing = routing;
        policy.missing_export = missing;
        policy.remote_name = remote;
        policies.push_back(policy);
      }
    }
  }
  for (const Policy& policy : policies) {
    for (std::size_t n = 0; n < candidates.size() * candidates.size() * candidates.size(); ++n) {
      SCOPED_TRACE(n);
      ASSERT_NO_FATAL_FAILURE(expect_equal({n, policy}));
    }
  }
}

}  // namespace
}  // namespace mprsim::cancel_fast_test
