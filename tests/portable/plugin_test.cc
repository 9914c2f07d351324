// Plug-ins built with mprsim_add_provider, loaded: what they check inside themselves, and what they do to
// their host.

// clang-format off
#include <windows.h>
#include <winnetwk.h>
#include <npapi.h>
// clang-format on

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#ifndef _WIN32
#include <dlfcn.h>
#endif

#include "mock_mpr/mpr.h"
#include "mock_mpr/text/unicode.h"

namespace mprsim {
namespace {

class Library {
 public:
#ifdef _WIN32
  explicit Library(const char* path) : handle_(LoadLibraryA(path)) {}
  ~Library() { FreeLibrary(handle_); }
  void* find(const char* name) const { return reinterpret_cast<void*>(GetProcAddress(handle_, name)); }

 private:
  HMODULE handle_;
#else
  explicit Library(const char* path) : handle_(dlopen(path, RTLD_NOW | RTLD_LOCAL)) {}
  ~Library() { dlclose(handle_); }
  void* find(const char* name) const { return dlsym(handle_, name); }

 private:
  void* handle_;
#endif

 public:
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  bool loaded() const { return handle_ != nullptr; }
  template <class Function>
  Function* get(const char* name) const {
    return reinterpret_cast<Function*>(find(name));
  }
};

class Checks : public testing::TestWithParam<const char*> {};

TEST_P(Checks, Hold) {
  const Library plugin(MPRSIM_CHECKS_PLUGIN);
  ASSERT_TRUE(plugin.loaded());
  const auto checks = plugin.get<const char * WINAPI()>(GetParam());
  ASSERT_NE(checks, nullptr);
  EXPECT_STREQ(checks(), "");
}

INSTANTIATE_TEST_SUITE_P(Plugin, Checks,
                         testing::Values("NPTestWideStrings", "NPTestWideSearch", "NPTestWideNumbers",
                                         "NPTestCharacters", "NPTestStandardLibrary", "NPTestListStrings",
                                         "NPTestCase", "NPTestCodePages", "NPTestFormats",
                                         "NPTestFormatLimits", "NPTestStrsafe", "NPTestCheckedCopies",
                                         "NPTestEntryPoint", "NPTestMemory", "NPTestCriticalSection",
                                         "NPTestReaderWriterLock", "NPTestInitOnce", "NPTestInterlocked",
                                         "NPTestThreads"),
                         [](const auto& row) { return std::string(row.param).substr(6); });

std::basic_string<WCHAR> wide(std::string_view text) {
  const std::u16string utf16 = to_utf16(text);
  return {utf16.begin(), utf16.end()};
}

// A provider in C, with tables and locks and wide literals, driven as the router drives it.
TEST(PlainProvider, WorksAsItWasWritten) {
  const Library plugin(MPRSIM_PLAIN_PLUGIN);
  ASSERT_TRUE(plugin.loaded());
  const auto caps = plugin.get<DWORD WINAPI(DWORD)>("NPGetCaps");
  const auto add = plugin.get<DWORD WINAPI(LPNETRESOURCEW, LPWSTR, LPWSTR)>("NPAddConnection");
  const auto cancel = plugin.get<DWORD WINAPI(LPWSTR, BOOL)>("NPCancelConnection");
  const auto get = plugin.get<DWORD WINAPI(LPWSTR, LPWSTR, LPDWORD)>("NPGetConnection");
  ASSERT_TRUE(caps != nullptr && add != nullptr && cancel != nullptr && get != nullptr);
  EXPECT_EQ(caps(WNNC_CONNECTION), DWORD{7});

  auto local = wide("z:");
  auto remote = wide(R"(\\TAPE\reel)");
  NETRESOURCEW resource{};
  resource.lpLocalName = local.data();
  resource.lpRemoteName = remote.data();
  EXPECT_EQ(add(&resource, nullptr, nullptr), WN_SUCCESS);
  EXPECT_EQ(add(&resource, nullptr, nullptr), WN_ALREADY_CONNECTED);

  auto device = wide("Z:");
  WCHAR buffer[32];
  DWORD size = 5;
  EXPECT_EQ(get(device.data(), buffer, &size), WN_MORE_DATA);
  EXPECT_EQ(size, remote.size() + 1);
  EXPECT_EQ(get(device.data(), buffer, &size), WN_SUCCESS);
  EXPECT_EQ(std::basic_string<WCHAR>(buffer), remote);
  EXPECT_EQ(cancel(device.data(), FALSE), WN_SUCCESS);
  EXPECT_EQ(cancel(device.data(), FALSE), WN_NOT_CONNECTED);
  auto foreign = wide(R"(\\disk\share)");
  resource.lpRemoteName = foreign.data();
  EXPECT_EQ(add(&resource, nullptr, nullptr), WN_BAD_NETNAME);
}

#ifndef _WIN32
// On Windows the import table of the plug-in has to be changed first, which is a host's work.
class Watcher final : public MprObserver {
 public:
  std::optional<std::uint32_t> called(const MprCall& call) override {
    calls.push_back(std::string(name(call.function)) + (call.inside ? " inside" : ""));
    caller = call.caller;
    return answer;
  }
  std::vector<std::string> calls;
  const void* caller = nullptr;
  std::optional<std::uint32_t> answer;
};

class Host : public testing::Test {
 protected:
  Host() { install_observer(&watcher_); }
  ~Host() override {
    install_router(nullptr);
    install_observer(nullptr);
  }
  Watcher watcher_;
  Library plugin_{MPRSIM_CHECKS_PLUGIN};
};

// rule: error.last-error-by-router
// rule: error.extended
TEST_F(Host, SeesWhatAPlugInSets) {
  plugin_.get<void WINAPI(DWORD)>("NPTestSetLastError")(1234);
  EXPECT_EQ(GetLastError(), DWORD{1234});
  plugin_.get<void WINAPI()>("NPTestSetExtendedError")();
  EXPECT_EQ(mpr_errors().extended(), (ExtendedError{77, "The tape is torn.", "Tape"}));
  EXPECT_EQ(watcher_.calls, (std::vector<std::string>{"SetLastError", "WNetSetLastErrorW"}));
}

// rule: route.no-reentry
TEST_F(Host, SeesAndNamesReentry) {
  const auto reenter = plugin_.get<DWORD WINAPI(LPWSTR)>("NPTestReenter");
  int depth = 0;
  Router router;
  router.add_provider("Reentrant", [&](std::string_view, bool) {
    auto other = wide("Y:");
    if (++depth == 1) return Status{reenter(other.data())};
    return wn::not_connected;
  });
  install_router(&router);
  EXPECT_EQ(WNetCancelConnectionW(wide("Z:").c_str(), FALSE), WN_NOT_CONNECTED);
  EXPECT_EQ(depth, 2);  // let through
  EXPECT_EQ(watcher_.calls,
            (std::vector<std::string>{"WNetCancelConnectionW", "WNetCancelConnection2W inside"}));
  Dl_info whose{};
  ASSERT_NE(dladdr(watcher_.caller, &whose), 0);
  EXPECT_STREQ(whose.dli_fname, MPRSIM_CHECKS_PLUGIN);

  depth = 0;
  watcher_.answer = WN_FUNCTION_BUSY;
  auto name = wide("Z:");
  EXPECT_EQ(reenter(name.data()), WN_FUNCTION_BUSY);  // answered by the observer
  EXPECT_EQ(depth, 0);
}

// A plug-in whose DllMain refuses says so, as LoadLibrary would fail.
TEST_F(Host, LearnsWhetherTheEntryPointAgreed) {
  EXPECT_EQ(plugin_.get<BOOL WINAPI()>("MprPortableAttached")(), TRUE);
  const Library refusing(MPRSIM_REFUSING_PLUGIN);
  ASSERT_TRUE(refusing.loaded());
  EXPECT_EQ(refusing.get<BOOL WINAPI()>("MprPortableAttached")(), FALSE);
}

TEST_F(Host, FindsNothingThatIsNotExported) {
  // The C library's own, through its dependencies.
  Dl_info found{};
  ASSERT_NE(dladdr(plugin_.find("wcslen"), &found), 0);
  EXPECT_THAT(found.dli_fname, testing::HasSubstr("/libc.so"));
  EXPECT_EQ(plugin_.find("HeapAlloc"), nullptr);
  EXPECT_EQ(plugin_.find("DllMain"), nullptr);
}
#endif

}  // namespace
}  // namespace mprsim
