// The WNet functions as a client calls them, through mpr_exports(), which both platforms have.

// clang-format off
#include <windows.h>
#include <winnetwk.h>
#include <npapi.h>
// clang-format on

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "mock_mpr/mpr.h"
#include "mock_mpr/text/unicode.h"

namespace mprsim {
namespace {

using testing::_;
using testing::DoAll;
using testing::ElementsAre;
using testing::NiceMock;
using testing::Return;
using testing::SetArgReferee;

// A function by the name that a plug-in imports it by, with the prototype of the headers.
#define MPR(api) (reinterpret_cast<decltype(&::api)>(mpr_exports()[index(MprFunction::api)].function))

constexpr std::size_t index(MprFunction function) { return static_cast<std::size_t>(function); }

using Wide = std::basic_string<WCHAR>;

Wide wide(std::string_view text) {
  const std::u16string utf16 = to_utf16(text);
  return {utf16.begin(), utf16.end()};
}

std::string narrow(const WCHAR* text) { return to_utf8(std::basic_string_view<WCHAR>(text)); }

class MockProvider : public Provider {
 public:
  MOCK_METHOD(Status, cancel_connection, (std::string_view name, bool force), (override));
  MOCK_METHOD(Status, add_connection, (const NetResource& resource, std::string_view user), (override));
  MOCK_METHOD(Status, get_connection, (std::string_view device, std::string& remote), (override));
  MOCK_METHOD(Status, get_user, (std::string_view name, std::string& user), (override));
  MOCK_METHOD(Status, list_connections, (std::vector<EnumeratedResource> & resources), (override));
};

class WNet : public testing::Test {
 protected:
  WNet() {
    router_.add_provider("LanMan", lanman_);
    install_router(&router_);
    mpr_errors() = {};
  }
  ~WNet() override { install_router(nullptr); }

  DWORD cancel2(std::string_view name, DWORD flags, BOOL force) {
    return MPR(WNetCancelConnection2W)(wide(name).c_str(), flags, force);
  }

  NiceMock<MockProvider> lanman_;
  Router router_;
};

constexpr std::string_view listed_functions[] = {
#define MPRSIM_WNET(name, ...) #name,
#include "mock_mpr/facts/wnet_functions.def"
};

TEST(MprExports, AreInTheOrderOfTheirNames) {
  ASSERT_EQ(mpr_exports().size(), std::size(listed_functions));
  for (std::size_t i = 0; i < mpr_exports().size(); ++i) {
    EXPECT_EQ(mpr_exports()[i].name, listed_functions[i]);
    EXPECT_EQ(name(static_cast<MprFunction>(i)), mpr_exports()[i].name);
    EXPECT_NE(mpr_exports()[i].function, nullptr);
  }
}

TEST_F(WNet, WithoutARouterThereIsNoNetwork) {
  install_router(nullptr);
  DWORD size = 0;
  EXPECT_EQ(MPR(WNetCancelConnectionW)(wide("Z:").c_str(), FALSE), WN_NO_NETWORK);
  EXPECT_EQ(MPR(WNetGetUserW)(nullptr, nullptr, &size), WN_NO_NETWORK);
  EXPECT_EQ(MPR(WNetCloseEnum)(nullptr), WN_NO_NETWORK);  // before the handle is looked at
  EXPECT_EQ(GetLastError(), DWORD{WN_NO_NETWORK});
}

// rule: error.last-error-by-router
TEST_F(WNet, CancelsInBothForms) {
  EXPECT_CALL(lanman_, cancel_connection(std::string_view("Z:"), true)).WillOnce(Return(wn::success));
  EXPECT_CALL(lanman_, cancel_connection(std::string_view(R"(\\s\ü)"), false))
      .WillOnce(Return(wn::open_files));
  router_.store().remember({"Z:", R"(\\s\x)", "", "LanMan", 0, ResourceType::disk});
  EXPECT_EQ(cancel2("Z:", CONNECT_UPDATE_PROFILE, TRUE), WN_SUCCESS);
  EXPECT_EQ(router_.store().find("Z:"), nullptr);
  EXPECT_EQ(GetLastError(), DWORD{WN_SUCCESS});
  EXPECT_EQ(MPR(WNetCancelConnectionA)(R"(\\s\ü)", FALSE), WN_OPEN_FILES);
  EXPECT_EQ(GetLastError(), DWORD{WN_OPEN_FILES});
}

// rule: name.null
TEST_F(WNet, NullIsRejectedAtTheDoor) {
  EXPECT_CALL(lanman_, cancel_connection).Times(0);
  EXPECT_EQ(MPR(WNetCancelConnection2W)(nullptr, 0, FALSE), WN_BAD_VALUE);
  EXPECT_EQ(MPR(WNetCancelConnectionA)(nullptr, FALSE), WN_BAD_VALUE);
}

TEST_F(WNet, FollowsAPolicyThatLeavesTheLastErrorAlone) {
  Router wine{Policy::of(Profile::wine)};
  install_router(&wine);
  MPR(SetLastError)(1234);
  EXPECT_EQ(cancel2("Z:", 0, FALSE), WN_NO_NETWORK);
  EXPECT_EQ(GetLastError(), DWORD{1234});
}

TEST_F(WNet, AddsInAllForms) {
  const NetResource z{ResourceType::disk, "Z:", R"(\\s\share)", {}};
  const NetResource any{ResourceType::any, "Y:", R"(\\s\share)", {}};
  EXPECT_CALL(lanman_, add_connection(z, std::string_view("ann")))
      .Times(3)
      .WillRepeatedly(Return(wn::success));
  EXPECT_CALL(lanman_, add_connection(any, std::string_view())).WillOnce(Return(wn::bad_password));
  Wide local = wide("Z:");
  Wide remote = wide(R"(\\s\share)");
  NETRESOURCEW resource{};
  resource.dwType = RESOURCETYPE_DISK;
  resource.lpLocalName = local.data();
  resource.lpRemoteName = remote.data();
  EXPECT_EQ(MPR(WNetAddConnection2W)(&resource, nullptr, wide("ann").c_str(), CONNECT_UPDATE_PROFILE),
            WN_SUCCESS);
  EXPECT_NE(router_.store().find("Z:"), nullptr);
  EXPECT_EQ(MPR(WNetAddConnection3W)(nullptr, &resource, nullptr, wide("ann").c_str(), 0), WN_SUCCESS);
  char local_a[] = "Z:";
  char remote_a[] = R"(\\s\share)";
  NETRESOURCEA narrow_resource{};
  narrow_resource.dwType = RESOURCETYPE_DISK;
  narrow_resource.lpLocalName = local_a;
  narrow_resource.lpRemoteName = remote_a;
  EXPECT_EQ(MPR(WNetAddConnection3A)(nullptr, &narrow_resource, nullptr, "ann", 0), WN_SUCCESS);
  EXPECT_EQ(MPR(WNetAddConnectionW)(remote.c_str(), nullptr, wide("Y:").c_str()), WN_BAD_PASSWORD);
}

TEST_F(WNet, RefusesAResourceThatIsNone) {
  EXPECT_CALL(lanman_, add_connection).Times(0);
  EXPECT_EQ(MPR(WNetAddConnection2W)(nullptr, nullptr, nullptr, 0), WN_BAD_POINTER);
  NETRESOURCEW resource{};
  resource.dwType = 7;
  EXPECT_EQ(MPR(WNetAddConnection2W)(&resource, nullptr, nullptr, 0), WN_BAD_DEV_TYPE);
}

TEST_F(WNet, NobodyRunsOutOfMemoryIntoC) {
  EXPECT_CALL(lanman_, cancel_connection).WillOnce(testing::Throw(std::bad_alloc{}));
  EXPECT_EQ(cancel2("Z:", 0, FALSE), WN_OUT_OF_MEMORY);
  EXPECT_EQ(GetLastError(), DWORD{WN_OUT_OF_MEMORY});
}

// --- Buffers.

TEST_F(WNet, CountsCharactersIncludingTheEnd) {
  const std::string remote = R"(\\s\grün)";  // 8 characters of UTF-16, 9 bytes of UTF-8
  EXPECT_CALL(lanman_, get_connection(std::string_view("Z:"), _))
      .WillRepeatedly(DoAll(SetArgReferee<1>(remote), Return(wn::success)));
  WCHAR buffer[10];
  DWORD size = 8;
  std::ranges::fill(buffer, WCHAR{0x7A7A});
  EXPECT_EQ(MPR(WNetGetConnectionW)(wide("Z:").c_str(), buffer, &size), WN_MORE_DATA);
  EXPECT_EQ(size, DWORD{9});
  EXPECT_EQ(buffer[0], 0x7A7A);
  EXPECT_EQ(GetLastError(), DWORD{WN_MORE_DATA});
  EXPECT_EQ(MPR(WNetGetConnectionW)(wide("Z:").c_str(), buffer, &size), WN_SUCCESS);
  EXPECT_EQ(narrow(buffer), remote);
  EXPECT_EQ(buffer[9], 0x7A7A);  // nothing behind the end
  char bytes[10];
  size = 0;
  EXPECT_EQ(MPR(WNetGetConnectionA)("Z:", nullptr, &size), WN_MORE_DATA);
  EXPECT_EQ(size, DWORD{10});
  EXPECT_EQ(MPR(WNetGetConnectionA)("Z:", bytes, &size), WN_SUCCESS);
  EXPECT_EQ(bytes, remote);
}

TEST_F(WNet, RefusesBuffersThatAreNone) {
  WCHAR buffer[4];
  DWORD size = 4;
  EXPECT_EQ(MPR(WNetGetConnectionW)(nullptr, buffer, &size), WN_BAD_POINTER);
  EXPECT_EQ(MPR(WNetGetConnectionW)(wide("Z:").c_str(), nullptr, &size), WN_BAD_POINTER);
  EXPECT_EQ(MPR(WNetGetConnectionW)(wide("Z:").c_str(), buffer, nullptr), WN_BAD_POINTER);
  EXPECT_EQ(MPR(WNetGetUserW)(nullptr, nullptr, &size), WN_BAD_POINTER);
  EXPECT_EQ(MPR(WNetGetConnectionW)(wide("nonsense").c_str(), buffer, &size), WN_BAD_LOCALNAME);
}

// rule: restore.unconnected
TEST_F(WNet, NamesWhatIsRememberedButNotConnected) {
  ON_CALL(lanman_, get_connection).WillByDefault(Return(wn::not_connected));
  router_.store().remember({"Z:", R"(\\s\x)", "", "LanMan", 0, ResourceType::disk});
  WCHAR buffer[16];
  DWORD size = 16;
  EXPECT_EQ(MPR(WNetGetConnectionW)(wide("Z:").c_str(), buffer, &size), WN_CONNECTION_CLOSED);
  EXPECT_EQ(narrow(buffer), R"(\\s\x)");
  EXPECT_EQ(MPR(WNetGetConnectionW)(wide("Y:").c_str(), buffer, &size), WN_NOT_CONNECTED);
}

// rule: route.network-down
TEST_F(WNet, SaysWhoIsConnected) {
  EXPECT_CALL(lanman_, get_user(std::string_view(R"(\\s\x)"), _))
      .WillOnce(DoAll(SetArgReferee<1>("ann"), Return(wn::success)));
  EXPECT_CALL(lanman_, get_user(std::string_view("Y:"), _)).WillOnce(Return(wn::no_network));
  EXPECT_CALL(lanman_, get_user(std::string_view("X:"), _)).WillOnce(Return(wn::not_connected));
  WCHAR buffer[16];
  DWORD size = 16;
  EXPECT_EQ(MPR(WNetGetUserW)(wide(R"(\\s\x)").c_str(), buffer, &size), WN_SUCCESS);
  EXPECT_EQ(narrow(buffer), "ann");
  EXPECT_EQ(MPR(WNetGetUserW)(wide("Y:").c_str(), buffer, &size), WN_NO_NET_OR_BAD_PATH);
  EXPECT_EQ(MPR(WNetGetUserW)(wide("X:").c_str(), buffer, &size), WN_NOT_CONNECTED);
  router_.set_user("bob");
  char name[4];
  size = 4;
  EXPECT_EQ(MPR(WNetGetUserA)(nullptr, name, &size), WN_SUCCESS);
  EXPECT_STREQ(name, "bob");
  EXPECT_EQ(MPR(WNetGetUserA)("", name, &size), WN_SUCCESS);
}

// --- Errors.

// rule: error.extended
TEST_F(WNet, ReadsWhatAProviderLeftBehind) {
  EXPECT_CALL(lanman_, cancel_connection).WillOnce([&](std::string_view, bool) {
    Wide text = wide("Der Bandlauf hält.");
    Wide provider = wide("LanMan");
    MPR(WNetSetLastErrorW)(42, text.data(), provider.data());
    return wn::extended_error;
  });
  EXPECT_EQ(cancel2("Z:", 0, FALSE), WN_EXTENDED_ERROR);
  DWORD code = 0;
  WCHAR text[64];
  WCHAR provider[4];
  EXPECT_EQ(MPR(WNetGetLastErrorW)(&code, text, 64, provider, 4), WN_SUCCESS);
  EXPECT_EQ(code, DWORD{42});
  EXPECT_EQ(narrow(text), "Der Bandlauf hält.");
  EXPECT_EQ(narrow(provider), "Lan");  // cut off, and ended
  EXPECT_EQ(GetLastError(), DWORD{WN_EXTENDED_ERROR});
  char text_a[32];
  EXPECT_EQ(MPR(WNetGetLastErrorA)(&code, text_a, 32, nullptr, 0), WN_SUCCESS);
  EXPECT_STREQ(text_a, "Der Bandlauf hält.");
  EXPECT_EQ(MPR(WNetGetLastErrorW)(nullptr, text, 64, provider, 4), WN_BAD_POINTER);
  EXPECT_EQ(MPR(WNetGetLastErrorW)(&code, nullptr, 64, provider, 4), WN_BAD_POINTER);
}

TEST_F(WNet, AFakeProviderMayLeaveItThroughTheRouter) {
  EXPECT_CALL(lanman_, cancel_connection).WillOnce([&](std::string_view, bool) {
    router_.errors().set_extended({7, "torn", "LanMan"});
    return wn::extended_error;
  });
  EXPECT_EQ(cancel2("Z:", 0, FALSE), WN_EXTENDED_ERROR);
  EXPECT_EQ(mpr_errors().extended(), (ExtendedError{7, "torn", "LanMan"}));
  EXPECT_EQ(router_.errors().extended(), std::nullopt);  // it is the thread's, not the Router's
}

// rule: error.per-thread
TEST_F(WNet, KeepsErrorsApartByThread) {
  EXPECT_CALL(lanman_, cancel_connection).WillRepeatedly(Return(wn::open_files));
  char text[] = "mine";
  MPR(WNetSetLastErrorA)(1, text, text);
  EXPECT_EQ(cancel2("Z:", 0, FALSE), WN_OPEN_FILES);
  std::thread([&] {
    EXPECT_EQ(mpr_errors(), CallerErrors{});
    char other[] = "other";
    MPR(WNetSetLastErrorA)(2, other, other);
    MPR(SetLastError)(5);
    EXPECT_EQ(GetLastError(), DWORD{5});
    EXPECT_EQ(mpr_errors().extended()->code, 2U);
  }).join();
  EXPECT_EQ(mpr_errors().extended()->code, 1U);
  EXPECT_EQ(mpr_errors().last_error(),
            wn::open_files);  // the system's own may change while a thread is joined
}

// Threads take turns at the Router, which takes one at a time.
TEST_F(WNet, MayBeCalledFromManyThreads) {
  int inside = 0;
  int most = 0;
  ON_CALL(lanman_, cancel_connection).WillByDefault([&](std::string_view, bool) {
    most = std::max(most, ++inside);
    std::this_thread::yield();
    --inside;
    return wn::not_connected;
  });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) EXPECT_EQ(cancel2("Z:", 0, FALSE), WN_NOT_CONNECTED);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(most, 1);
}

// --- Enumeration.

class Enumeration : public WNet {
 protected:
  Enumeration() {
    ON_CALL(lanman_, list_connections).WillByDefault([](std::vector<EnumeratedResource>& resources) {
      resources.push_back({"Z:", R"(\\s\team)", "", ResourceType::disk});
      resources.push_back({std::nullopt, R"(\\s\grün)", "", ResourceType::disk});
      resources.push_back({"LPT1", R"(\\s\laser)", "", ResourceType::print});
      return wn::success;
    });
  }

  HANDLE open(DWORD scope, DWORD type) {
    HANDLE handle = nullptr;
    EXPECT_EQ(MPR(WNetOpenEnumW)(scope, type, 0, nullptr, &handle), WN_SUCCESS);
    return handle;
  }

  // Reads with a buffer of so many bytes: the names, and how the call ended.
  template <class Resource, class Enumerate>
  std::vector<std::string> read(Enumerate enumerate, HANDLE handle, DWORD count, DWORD bytes) {
    std::vector<Resource> buffer(64);
    auto* const raw = reinterpret_cast<char*>(buffer.data());
    std::memset(raw, 0x5A, buffer.size() * sizeof(Resource));
    status_ = enumerate(handle, &count, raw, &bytes);
    needed_ = bytes;
    std::vector<std::string> names;
    for (DWORD i = 0; status_ == WN_SUCCESS && i < count; ++i) {
      const Resource& resource = buffer[i];
      // enum.packing: behind the structures, inside the buffer
      const auto inside = [&](const auto* text) {
        const auto* const at = reinterpret_cast<const char*>(text);
        return at >= raw + count * sizeof(Resource) && at < raw + bytes;
      };
      EXPECT_TRUE(inside(resource.lpRemoteName) && inside(resource.lpProvider));
      names.push_back(text(resource.lpLocalName) + "=" + text(resource.lpRemoteName) + "@" +
                      text(resource.lpProvider));
    }
    EXPECT_EQ(raw[bytes], 0x5A);  // nothing behind the end
    return names;
  }

  std::vector<std::string> next(HANDLE handle, DWORD count = 0xFFFFFFFF, DWORD bytes = 2048) {
    return read<NETRESOURCEW>(MPR(WNetEnumResourceW), handle, count, bytes);
  }

  static std::string text(const WCHAR* text) { return text == nullptr ? "-" : narrow(text); }
  static std::string text(const char* text) { return text == nullptr ? "-" : text; }

  DWORD status_ = 0;
  DWORD needed_ = 0;
};

// rule: enum.connected
// rule: enum.deviceless
// rule: enum.packing
TEST_F(Enumeration, ListsConnectionsToTheEnd) {
  const HANDLE handle = open(RESOURCE_CONNECTED, RESOURCETYPE_ANY);
  EXPECT_THAT(next(handle),
              ElementsAre(R"(Z:=\\s\team@LanMan)", R"(-=\\s\grün@LanMan)", R"(LPT1=\\s\laser@LanMan)"));
  EXPECT_THAT(next(handle), ElementsAre());
  EXPECT_EQ(status_, DWORD{WN_NO_MORE_ENTRIES});
  EXPECT_EQ(MPR(WNetCloseEnum)(handle), WN_SUCCESS);
  EXPECT_EQ(MPR(WNetCloseEnum)(handle), WN_BAD_HANDLE);
  next(handle);
  EXPECT_EQ(status_, DWORD{WN_BAD_HANDLE});
}

TEST_F(Enumeration, HandsOutAsManyAsAreWantedAndAsFit) {
  const HANDLE handle = open(RESOURCE_CONNECTED, RESOURCETYPE_DISK | RESOURCETYPE_PRINT);
  const DWORD first = sizeof(NETRESOURCEW) + 2 * (3 + 9 + 7);  // Z:, \\s\team, LanMan, with their ends
  EXPECT_THAT(next(handle, 9, first - 1), ElementsAre());
  EXPECT_EQ(status_, DWORD{WN_MORE_DATA});
  EXPECT_EQ(needed_, first);
  EXPECT_THAT(next(handle, 9, first), ElementsAre(R"(Z:=\\s\team@LanMan)"));
  EXPECT_THAT(next(handle, 1), ElementsAre(R"(-=\\s\grün@LanMan)"));
  EXPECT_THAT(next(handle, 0), ElementsAre());
  EXPECT_EQ(status_, DWORD{WN_BAD_VALUE});
  EXPECT_THAT((read<NETRESOURCEA>(MPR(WNetEnumResourceA), handle, 9, 2049)),
              ElementsAre(R"(LPT1=\\s\laser@LanMan)"));
  EXPECT_EQ(MPR(WNetCloseEnum)(handle), WN_SUCCESS);
}

TEST_F(Enumeration, OddBuffersKeepStringsEven) {
  const HANDLE handle = open(RESOURCE_CONNECTED, RESOURCETYPE_PRINT);
  EXPECT_THAT(next(handle, 1, 201), ElementsAre(R"(LPT1=\\s\laser@LanMan)"));
}

// rule: enum.remembered
TEST_F(Enumeration, ReadsTheProfileAlone) {
  EXPECT_CALL(lanman_, list_connections).Times(0);
  router_.store().remember({"Z:", R"(\\s\x)", "", "LanMan", 0, ResourceType::disk});
  router_.store().remember({"LPT1:", R"(\\s\p)", "", "LanMan", 0, ResourceType::print});
  EXPECT_THAT(next(open(RESOURCE_REMEMBERED, RESOURCETYPE_DISK)), ElementsAre(R"(Z:=\\s\x@LanMan)"));
  router_.store().set_state(wn::bad_profile);
  HANDLE handle = nullptr;
  EXPECT_EQ(MPR(WNetOpenEnumA)(RESOURCE_REMEMBERED, RESOURCETYPE_ANY, 0, nullptr, &handle), WN_BAD_PROFILE);
}

TEST_F(Enumeration, RefusesWhatMakesNoSense) {
  HANDLE handle = nullptr;
  NETRESOURCEW container{};
  EXPECT_EQ(MPR(WNetOpenEnumW)(9, RESOURCETYPE_ANY, 0, nullptr, &handle), WN_BAD_VALUE);
  EXPECT_EQ(MPR(WNetOpenEnumW)(RESOURCE_CONNECTED, 8, 0, nullptr, &handle), WN_BAD_VALUE);
  EXPECT_EQ(MPR(WNetOpenEnumW)(RESOURCE_CONNECTED, RESOURCETYPE_ANY, 0, &container, &handle), WN_BAD_VALUE);
  EXPECT_EQ(MPR(WNetOpenEnumW)(RESOURCE_CONNECTED, RESOURCETYPE_ANY, 0, nullptr, nullptr), WN_BAD_POINTER);
  EXPECT_EQ(MPR(WNetOpenEnumW)(RESOURCE_GLOBALNET, RESOURCETYPE_ANY, 0, nullptr, &handle), WN_NO_NETWORK);
  EXPECT_EQ(handle, nullptr);
}

TEST_F(Enumeration, EndsWithItsRouter) {
  const HANDLE handle = open(RESOURCE_CONNECTED, RESOURCETYPE_ANY);
  Router other;
  install_router(&other);
  next(handle);
  EXPECT_EQ(status_, DWORD{WN_BAD_HANDLE});
  install_router(&router_);
  EXPECT_NE(open(RESOURCE_CONNECTED, RESOURCETYPE_ANY), handle);
}

// --- The observer.

class Watcher final : public MprObserver {
 public:
  Watcher() { install_observer(this); }
  ~Watcher() override { install_observer(nullptr); }
  std::optional<std::uint32_t> called(const MprCall& call) override {
    calls.push_back({call.function, call.code});
    return answer;
  }
  std::vector<std::pair<MprFunction, std::uint32_t>> calls;
  std::optional<std::uint32_t> answer;
};

// rule: route.no-reentry
TEST_F(WNet, AnObserverSeesEveryCallAndMayAnswer) {
  EXPECT_CALL(lanman_, cancel_connection).WillOnce(Return(wn::success));
  Watcher watcher;
  char text[] = "x";
  EXPECT_EQ(cancel2("Z:", 0, FALSE), WN_SUCCESS);
  MPR(WNetSetLastErrorA)(3, text, text);
  MPR(SetLastError)(4);
  watcher.answer = 170;
  EXPECT_EQ(cancel2("Z:", 0, FALSE), DWORD{170});
  MPR(WNetSetLastErrorA)(9, text, text);
  EXPECT_EQ(mpr_errors().extended()->code, 3U);
  EXPECT_EQ(mpr_errors().last_error(), Status{4});
  EXPECT_THAT(watcher.calls, ElementsAre(std::pair(MprFunction::WNetCancelConnection2W, 0U),
                                         std::pair(MprFunction::WNetSetLastErrorA, 3U),
                                         std::pair(MprFunction::SetLastError, 4U),
                                         std::pair(MprFunction::WNetCancelConnection2W, 0U),
                                         std::pair(MprFunction::WNetSetLastErrorA, 9U)));
}

}  // namespace
}  // namespace mprsim
