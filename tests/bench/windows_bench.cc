// What a cancel costs against Wine's own mpr.dll, in the Windows build: `tools/dev winbench`.
//
// N providers of which the last accepts. Wine asks each for its capabilities and then to cancel, and knows no
// notifyees; ours tells two of them before and after. Bound: ours costs no more, at 4 and at 8 providers.
// Wine finds its providers in the registry when mpr.dll is loaded, so they are put there first, and the
// registry is left as it was. Exit status: 0 the bound holds, 1 it does not, 2 set up wrongly (then nothing
// was measured).
#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <windows.h>
#include <winnetwk.h>

#include "mock_mpr/router.h"
#include "tests/bench/cancel_peer.h"

namespace {

using mprsim::Status;
namespace wn = mprsim::wn;

[[noreturn]] void refuse(const char* why) {
  std::fprintf(stderr, "mprsim_windows_bench: %s\n", why);
  std::exit(2);
}

void require(bool holds, const char* what) {
  if (!holds) refuse(what);
}

// ---- Wine's mpr.dll and the providers that it loads.

constexpr const wchar_t* order_key = L"System\\CurrentControlSet\\Control\\NetworkProvider\\Order";
constexpr const wchar_t* services_key = L"System\\CurrentControlSet\\Services\\";

std::wstring beside_this_program(const wchar_t* file) {
  std::array<wchar_t, MAX_PATH> path{};
  const DWORD size = GetModuleFileNameW(nullptr, path.data(), path.size());
  require(size > 0 && size < path.size(), "where is this program?");
  const std::wstring program{path.data(), size};
  return program.substr(0, program.find_last_of(L"\\/") + 1) + file;
}

bool write_value(const std::wstring& key, const wchar_t* name, const std::wstring& text) {
  HKEY opened{};
  if (RegCreateKeyExW(HKEY_LOCAL_MACHINE, key.c_str(), 0, nullptr, 0, KEY_WRITE, nullptr, &opened, nullptr) !=
      0)
    return false;
  const auto size = static_cast<DWORD>((text.size() + 1) * sizeof(wchar_t));
  const LSTATUS status =
      RegSetValueExW(opened, name, 0, REG_SZ, reinterpret_cast<const BYTE*>(text.c_str()), size);
  RegCloseKey(opened);
  return status == 0;
}

/// N providers in the registry, as long as it lives: each a library of its own, as real ones are.
class InstalledProviders {
 public:
  explicit InstalledProviders(std::size_t count) {
    had_order_ = RegGetValueW(HKEY_LOCAL_MACHINE, order_key, L"ProviderOrder", RRF_RT_REG_SZ, nullptr,
                              old_order_.data(), &old_size_) == 0;
    std::wstring order;
    for (std::size_t i = 0; i < count; ++i) {
      const std::wstring name = L"mprsim-bench-" + std::to_wstring(i);
      const std::wstring library = beside_this_program((name + L".dll").c_str());
      const std::wstring key = services_key + name + L"\\NetworkProvider";
      const wchar_t* original = i + 1 == count ? L"bench_accepts.dll" : L"bench_declines.dll";
      written_ = written_ && CopyFileW(beside_this_program(original).c_str(), library.c_str(), FALSE) &&
                 write_value(key, L"Name", name) && write_value(key, L"ProviderPath", library);
      names_.push_back(name);
      libraries_.push_back(library);
      order += (order.empty() ? L"" : L",") + name;
    }
    written_ = written_ && write_value(order_key, L"ProviderOrder", order);
  }
  ~InstalledProviders() {
    for (const std::wstring& name : names_) RegDeleteTreeW(HKEY_LOCAL_MACHINE, (services_key + name).c_str());
    for (const std::wstring& library : libraries_) DeleteFileW(library.c_str());
    if (had_order_) {
      write_value(order_key, L"ProviderOrder", old_order_.data());
    } else {
      RegDeleteKeyValueW(HKEY_LOCAL_MACHINE, order_key, L"ProviderOrder");
    }
  }
  InstalledProviders(const InstalledProviders&) = delete;
  InstalledProviders& operator=(const InstalledProviders&) = delete;

  bool written() const noexcept { return written_; }
  const std::vector<std::wstring>& libraries() const noexcept { return libraries_; }

 private:
  std::vector<std::wstring> names_;
  std::vector<std::wstring> libraries_;
  std::array<wchar_t, 4096> old_order_{};
  DWORD old_size_ = sizeof old_order_;
  bool had_order_ = false;
  bool written_ = true;
};

template <class Function>
Function function_of(HMODULE library, const char* name) {
  // Through void*, because the two types of function have nothing in common.
  return reinterpret_cast<Function>(reinterpret_cast<void*>(GetProcAddress(library, name)));
}

/// mpr.dll with N providers.
class SystemRouter {
 public:
  explicit SystemRouter(std::size_t count) : providers_(count) {
    require(providers_.written(), "the providers could not be put into the registry");
    library_ = LoadLibraryW(L"mpr.dll");
    require(library_ != nullptr, "mpr.dll could not be loaded");
    cancel_ = function_of<Cancel>(library_, "WNetCancelConnection2W");
    require(cancel_ != nullptr, "mpr.dll has no WNetCancelConnection2W");
  }
  ~SystemRouter() { FreeLibrary(library_); }
  SystemRouter(const SystemRouter&) = delete;
  SystemRouter& operator=(const SystemRouter&) = delete;

  DWORD cancel() const noexcept { return cancel_(L"Z:", 0, FALSE); }

  /// How often the providers were asked to cancel, all together.
  DWORD calls() const {
    DWORD calls = 0;
    for (const std::wstring& path : providers_.libraries()) {
      const HMODULE provider = GetModuleHandleW(path.c_str());
      require(provider != nullptr, "mpr.dll did not load our providers");
      calls += function_of<DWORD(WINAPI*)()>(provider, "CallsOfNPCancelConnection")();
    }
    return calls;
  }

 private:
  using Cancel = DWORD(WINAPI*)(LPCWSTR, DWORD, BOOL);
  InstalledProviders providers_;
  HMODULE library_ = nullptr;
  Cancel cancel_ = nullptr;
};

// ---- Ours.

// Each counts its own calls, as each of the libraries above does.
class Counting : public mprsim::Provider {
 public:
  std::uint32_t calls() const noexcept { return calls_; }

 protected:
  void count() noexcept { ++calls_; }

 private:
  std::uint32_t calls_ = 0;
};

class Declines final : public Counting {
 public:
  Status cancel_connection(std::string_view name, bool /*force*/) override {
    count();
    if (name.empty()) return wn::bad_value;
    return wn::not_connected;
  }
};

class Accepts final : public Counting {
 public:
  Status cancel_connection(std::string_view name, bool /*force*/) override {
    count();
    if (name.empty()) return wn::bad_value;
    return wn::success;
  }
};

class TakesNote final : public mprsim::Notifyee {
 public:
  Status cancel_connect_notify(mprsim::NotifyInfo& info, const mprsim::NotifyCancel&) override {
    ++notifications_;
    if (info.notify_status == mprsim::NotifyStatus::pre) info.context = 1;
    return wn::success;
  }
  std::uint32_t notifications() const noexcept { return notifications_; }

 private:
  std::uint32_t notifications_ = 0;
};

/// Our router with N providers and some notifyees.
class OurRouter {
 public:
  OurRouter(std::size_t providers, std::size_t notifyees) : notifyees_(notifyees) {
    for (std::size_t i = 0; i < providers; ++i) {
      if (i + 1 == providers) {
        providers_.push_back(std::make_unique<Accepts>());
      } else {
        providers_.push_back(std::make_unique<Declines>());
      }
      router_.add_provider("provider" + std::to_string(i), *providers_.back());
    }
    for (std::size_t i = 0; i < notifyees; ++i)
      router_.add_notifyee("notifyee" + std::to_string(i), notifyees_[i]);
  }
  std::uint32_t cancel() { return router_.cancel({.name = mprsim::Text{"Z:"}}).status.code(); }

  bool asked_every_provider(std::uint32_t times) const {
    return std::ranges::all_of(providers_, [&](const auto& provider) { return provider->calls() == times; });
  }
  bool told_every_notifyee(std::uint32_t times) const {
    return std::ranges::all_of(notifyees_,
                               [&](const auto& notifyee) { return notifyee.notifications() == times; });
  }

 private:
  std::vector<std::unique_ptr<Counting>> providers_;
  std::vector<TakesNote> notifyees_;  // never grows: the router knows where they are
  mprsim::Router router_;
};

// ---- The measurement.

constexpr int rounds = 501;     // of four repetitions each
constexpr int cancels = 2'000;  // of a repetition: short enough to be seldom interrupted

double now_ns() {
  LARGE_INTEGER ticks{}, per_second{};
  QueryPerformanceFrequency(&per_second);
  QueryPerformanceCounter(&ticks);
  return static_cast<double>(ticks.QuadPart) * 1e9 / static_cast<double>(per_second.QuadPart);
}

/// Nanoseconds per cancel; the statuses are summed up so that every call is wanted.
template <class Cancel>
double time_of(Cancel cancel) {
  std::uint32_t failures = 0;
  const double begin = now_ns();
  for (int i = 0; i < cancels; ++i) failures += cancel();
  const double end = now_ns();
  require(failures == 0, "a cancel failed while it was measured");
  return (end - begin) / cancels;
}

double median(std::vector<double> times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::ranges::nth_element(times, middle);
  return *middle;
}

struct Medians {
  double bare, system, silent, ours;
};

void check(const SystemRouter& system, std::size_t providers) {
  const DWORD before = system.calls();
  require(system.cancel() == WN_SUCCESS, "mpr.dll did not cancel");
  require(system.calls() - before == providers, "mpr.dll did not ask every provider once");
}

void check(OurRouter& ours) {
  require(ours.cancel() == wn::success.code(), "our router did not cancel");
  require(ours.asked_every_provider(1), "our router did not ask every provider once");
  require(ours.told_every_notifyee(2), "our router did not notify every notifyee twice");
}

/// They take turns, each first as often as the others.
Medians measure(std::size_t providers) {
  const bare::Loop loop{providers};
  const SystemRouter system{providers};
  OurRouter silent{providers, 0};
  OurRouter ours{providers, 2};
  check(system, providers);
  check(silent);
  check(ours);
  std::array<std::vector<double>, 4> times;
  for (int repetition = 0; repetition < 4 * rounds; ++repetition) {
    for (int turn = 0; turn < 4; ++turn) {
      const int who = (repetition + turn) % 4;
      const double time = who == 0   ? time_of([&] { return loop.cancel("Z:", 0, 0); })
                          : who == 1 ? time_of([&] { return system.cancel(); })
                          : who == 2 ? time_of([&] { return silent.cancel(); })
                                     : time_of([&] { return ours.cancel(); });
      times[static_cast<std::size_t>(who)].push_back(time);
    }
  }
  return {median(times[0]), median(times[1]), median(times[2]), median(times[3])};
}

}  // namespace

int main() {
  // Never the registry of a real Windows.
  require(GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != nullptr, "this is not Wine");
  require(GetModuleHandleW(L"mpr.dll") == nullptr, "mpr.dll is loaded already, and has read the registry");
  std::printf("ns per cancel, medians of %d repetitions of %d\n", 4 * rounds, cancels);
  std::printf("%9s  %9s  %12s  %17s  %5s  %5s  %20s\n", "providers", "bare loop", "Wine mpr.dll",
              "ours, no notifyee", "ratio", "bound", "ours, two notifyees");
  struct Bound {
    std::size_t providers;
    double ratio;  // of a cancel that no notifyee is told of, which is the work of Wine's
  };
  bool holds = true;
  for (const Bound bound : {Bound{4, 1.1}, Bound{8, 1.0}}) {
    const Medians ns = measure(bound.providers);
    const double ratio = ns.silent / ns.system;
    std::printf("%9zu  %9.1f  %12.1f  %17.1f  %5.2f  %5.2f  %20.1f\n", bound.providers, ns.bare, ns.system,
                ns.silent, ratio, bound.ratio, ns.ours);
    holds = holds && ratio <= bound.ratio;
  }
  if (!holds) std::printf("the bound does not hold\n");
  return holds ? 0 : 1;
}
