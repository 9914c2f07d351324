// A provider and notifyee that misbehaves. The name that it is asked to cancel says how.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>
#include <thread>

#include "tests/plugin/libraries/harm.h"

extern "C" {

using DWORD = std::uint32_t;
using BOOL = std::int32_t;
using WCHAR = char16_t;

struct NETRESOURCEW {
  DWORD dwScope, dwType, dwDisplayType, dwUsage;
  WCHAR *lpLocalName, *lpRemoteName, *lpComment, *lpProvider;
};
struct NOTIFYINFO {
  DWORD dwNotifyStatus, dwOperationStatus;
  void* lpContext;
};
struct NOTIFYADD {
  void* hwndOwner;
  NETRESOURCEW NetResource;
  DWORD dwAddFlags;
};
struct NOTIFYCANCEL {
  WCHAR *lpName, *lpProvider;
  DWORD dwFlags;
  BOOL fForce;
};
}

namespace {

constexpr DWORD success = 0;
constexpr DWORD not_connected = 2250;
constexpr DWORD more_data = 234;

WCHAR* kept_name = nullptr;
int* volatile leaked = nullptr;

void flood() {
  static char block[1U << 16];
  std::memset(block, 'x', sizeof block);
  for (int i = 0; i < 1 << 14; ++i) std::fwrite(block, 1, sizeof block, stdout);
}

struct Deed {
  std::u16string_view name;
  void (*perform)();
};

const Deed deeds[] = {
    {u"crash", [] { *static_cast<volatile int*>(nullptr) = 1; }},
    {u"divide",
     [] {
       volatile int zero = 0;
       volatile int one = 1;
       one = one / zero;
     }},
    {u"abort", [] { std::abort(); }},
    {u"throw", [] { throw 1; }},
    {u"exit", [] { std::exit(0); }},
    {u"exit fast", [] { std::_Exit(7); }},
    {u"hang",
     [] {
       for (;;) harm::sleep_milliseconds(1000);
     }},
    {u"loop",
     [] {
       for (volatile bool go = true; go;) continue;
     }},
    {u"flood", flood},
    {u"print",
     [] {
       std::puts("said on stdout");
       std::fputs("said on stderr\n", stderr);
       std::fflush(nullptr);
     }},
    {u"overflow stack", harm::overflow_stack},
    {u"corrupt heap", harm::corrupt_heap},
    {u"eat memory", harm::eat_memory},
    {u"leave child", harm::leave_child},
    {u"leave child in own session", harm::leave_child_in_own_session},
    {u"leave orphan", harm::leave_orphan},
    {u"leave child and crash",
     [] {
       harm::leave_child_in_own_session();
       std::abort();
     }},
    {u"leave child and exit",
     [] {
       harm::leave_orphan();
       std::exit(3);
     }},
    {u"scribble on descriptors", harm::scribble_on_descriptors},
    {u"close descriptors",
     [] {
       harm::close_descriptors();
       harm::sleep_milliseconds(60'000);
     }},
    {u"leak", [] { leaked = new int[1000]; }},
    {u"crash on another thread",
     [] { std::thread([] { *static_cast<volatile int*>(nullptr) = 1; }).join(); }},
    {u"use kept name",
     [] {
       volatile WCHAR c = *kept_name;
       c = c;
     }},
};

}  // namespace

extern "C" {

DWORD NPGetCaps(DWORD index) { return index; }

DWORD NPCancelConnection(WCHAR* name, BOOL force) {
  if (name == nullptr) return 87;
  const std::u16string_view asked(name);
  for (const Deed& deed : deeds) {
    if (deed.name != asked) continue;
    deed.perform();
    return success;
  }
  if (asked == u"keep name") {
    kept_name = name;
    return success;
  }
  if (asked == u"change name") name[1] = u'!';
  if (asked == u"read too far") return name[asked.size() + 1];
  return force != 0 ? success : not_connected;
}

// Behaves as it should, except for special local names.
DWORD NPGetConnection(WCHAR* local, WCHAR* remote, DWORD* length) {
  constexpr std::u16string_view answer = u"\\\\server\\share";
  const std::u16string_view asked(local);
  const DWORD needed = static_cast<DWORD>(answer.size()) + 1;
  if (asked == u"in front") remote[-1] = u'!';
  if (asked == u"far behind") remote[*length + 3] = u'!';
  if (asked == u"front of cell") *reinterpret_cast<char*>(length - 1) = 1;
  if (asked == u"behind cell") length[1] = 1;
  const bool too_far = asked == u"one too far";
  if (!too_far && *length < needed) {
    *length = needed;
    return more_data;
  }
  for (DWORD i = 0; i < needed; ++i) remote[i] = answer.data()[i];
  *length = needed;
  return success;
}

DWORD NPAddConnection(NETRESOURCEW* resource, WCHAR* password, WCHAR* user) {
  if (password != nullptr) password[0] = u'*';
  if (user != nullptr) return user[0];
  if (resource->dwType == 99) resource->dwScope = 1;
  if (resource->dwType == 98) resource->lpRemoteName[0] = u'?';
  return static_cast<DWORD>(std::u16string_view(resource->lpRemoteName).size());
}

DWORD CancelConnectNotify(NOTIFYINFO* info, NOTIFYCANCEL* cancel) {
  if (cancel->dwFlags == 1) return cancel->lpProvider[0];
  if (cancel->dwFlags == 2) cancel->lpName[0] = u'!';
  if (cancel->dwFlags == 3) cancel->fForce = 17;
  info->lpContext = reinterpret_cast<void*>(std::uintptr_t{0x1234});
  return cancel->fForce != 0 ? 1 : 0;
}

DWORD AddConnectNotify(NOTIFYINFO* info, NOTIFYADD* add) {
  if (add->dwAddFlags == 2) info->dwOperationStatus = 5;
  if (add->dwAddFlags == 3) add->NetResource.lpRemoteName[0] = u'!';
  return static_cast<DWORD>(reinterpret_cast<std::uintptr_t>(info->lpContext));
}

}  // extern "C"
