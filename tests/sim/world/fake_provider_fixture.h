// Two fake providers and the calls that a router makes of them: what the tests of FakeProviderCall share.
#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "sim/world/fake_provider.h"
#include "tests/sim/small_world.h"

namespace mprsim {

inline constexpr ProviderId lanman{0};
inline constexpr ProviderId webdav{1};
inline constexpr SessionId user = SmallWorld::user_session;

/// The calls are made in the session "user" and under the policy of the set-up.
class FakeProviderTest : public testing::Test {
 protected:
  explicit FakeProviderTest(const Policy& policy = {}) : small(policy) {
    small.provider("LanMan");
    small.provider("WebDAV");
  }

  FakeProviderCall call(ProviderId id = lanman, SessionId session = user) {
    context_ = {small.recorder(), session, &small.setup.policy, &small.state.apps[0].errors};
    return {small.setup.providers[index(id)], small.state.providers[index(id)], small.world(), context_};
  }
  Status cancel(std::string_view name, bool force = false, ProviderId id = lanman, SessionId session = user) {
    auto provider = call(id, session);
    const Status status = provider.cancel_connection(name, force);
    because = text(provider.because());
    return status;
  }
  Status add(std::string_view device, std::string_view remote, ProviderId id = lanman,
             std::string_view by = {}) {
    return call(id).add_connection({ResourceType::disk, device, remote, {}}, by);
  }
  std::string get(std::string_view device, ProviderId id = lanman, SessionId session = user) {
    std::string_view remote;
    const Status status = call(id, session).get_connection(device, remote);
    return status.ok() ? std::string(remote) : to_string(status);
  }
  FakeProvider& provider(ProviderId id = lanman) { return small.setup.providers[index(id)]; }

  SmallWorld small;
  std::string because;

 private:
  ProviderCallContext context_;
};

}  // namespace mprsim
