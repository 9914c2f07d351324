// Providers and notifyees of a Router, for its tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "mock_mpr/router.h"

namespace mprsim {

class MockProvider : public Provider {
 public:
  MOCK_METHOD(Status, cancel_connection, (std::string_view name, bool force), (override));
  MOCK_METHOD(Status, add_connection, (const NetResource& resource, std::string_view user), (override));
  MOCK_METHOD(Status, get_connection, (std::string_view device, std::string& remote), (override));
  MOCK_METHOD(Status, get_user, (std::string_view name, std::string& user), (override));
  MOCK_METHOD(Status, list_connections, (std::vector<EnumeratedResource> & resources), (override));
};

class MockNotifyee : public Notifyee {
 public:
  MOCK_METHOD(Status, cancel_connect_notify, (NotifyInfo & info, const NotifyCancel& cancel), (override));
  MOCK_METHOD(Status, add_connect_notify, (NotifyInfo & info, const NotifyAdd& add), (override));
};

inline const RememberedEntry z_entry{"Z:", R"(\\files\team)", "", "LanMan", 0, ResourceType::disk};

// What a notifyee does that wants to be told afterwards.
inline auto leaves(Context context) {
  return [context](NotifyInfo& info, const auto& /*details*/) {
    info.context = context;
    return wn::success;
  };
}

inline Router::CancelFunction answers(Status status) {
  return [status](std::string_view, bool) { return status; };
}

}  // namespace mprsim
