// Mutants that enumerate, advertise, keep tables or use memory badly. See mutants.def.
#pragma once

#include <string.h>

#include "tests/conform/mutants/good_provider.h"

namespace mprsim::mutants {

struct StringsElsewhere : GoodProvider {
  static DWORD NPEnumResource(HANDLE handle, LPDWORD count, LPVOID buffer, LPDWORD size) {
    static WCHAR elsewhere[] = L"Example Network";
    const DWORD status = GoodProvider::NPEnumResource(handle, count, buffer, size);
    if (status != WN_SUCCESS) return status;
    auto* place = static_cast<char*>(buffer);
    for (DWORD i = 0; i < *count; ++i, place += sizeof(NETRESOURCEW)) {
      NETRESOURCEW resource;
      memcpy(&resource, place, sizeof resource);
      resource.lpProvider = elsewhere;
      memcpy(place, &resource, sizeof resource);
    }
    return status;
  }
};

// Consumes the entry that did not fit.
struct LosesEntries : GoodProvider {
  static DWORD NPEnumResource(HANDLE handle, LPDWORD count, LPVOID buffer, LPDWORD size) {
    const DWORD status = GoodProvider::NPEnumResource(handle, count, buffer, size);
    if (status != WN_MORE_DATA) return status;
    char room[1024];
    DWORD one = 1;
    DWORD bytes = sizeof room;
    GoodProvider::NPEnumResource(handle, &one, room, &bytes);
    return status;
  }
};

struct EmptyLocalName : GoodProvider {
  static DWORD NPEnumResource(HANDLE handle, LPDWORD count, LPVOID buffer, LPDWORD size) {
    const DWORD status = GoodProvider::NPEnumResource(handle, count, buffer, size);
    if (status != WN_SUCCESS) return status;
    auto* place = static_cast<char*>(buffer);
    for (DWORD i = 0; i < *count; ++i, place += sizeof(NETRESOURCEW)) {
      NETRESOURCEW resource;
      memcpy(&resource, place, sizeof resource);
      // The NUL of the remote name: an empty string inside the buffer.
      if (resource.lpLocalName == nullptr) {
        resource.lpLocalName = resource.lpRemoteName + wcslen(resource.lpRemoteName);
      }
      memcpy(place, &resource, sizeof resource);
    }
    return status;
  }
};

// Brings back the connection that was cancelled last, for as long as it takes to list it.
struct ListsCancelled : GoodProvider {
  static inline example::Connection last{};

  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    example::Connection before;
    {
      const example::Lock lock;
      const example::Connection* found = example::find_connection(name);
      if (found != nullptr) before = *found;
    }
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    if (status == WN_SUCCESS) last = before;
    return status;
  }
  static DWORD NPOpenEnum(DWORD scope, DWORD type, DWORD usage, LPNETRESOURCEW resource, LPHANDLE handle) {
    example::Connection* back = nullptr;
    {
      const example::Lock lock;
      if (last.device[0] != 0) back = example::add_connection(last.device, *last.share, last.user);
    }
    const DWORD status = GoodProvider::NPOpenEnum(scope, type, usage, resource, handle);
    const example::Lock lock;
    if (back != nullptr) example::remove_connection(*back);
    return status;
  }
};

// Each entry gets just the room that it needs, structure and strings together.
struct StringsBetween : GoodProvider {
  static DWORD NPEnumResource(HANDLE handle, LPDWORD count, LPVOID buffer, LPDWORD size) {
    if (count == nullptr || buffer == nullptr || size == nullptr) {
      return GoodProvider::NPEnumResource(handle, count, buffer, size);
    }
    auto* place = static_cast<char*>(buffer);
    DWORD left = *size;
    DWORD given = 0;
    while (given < *count) {
      DWORD one = 1;
      DWORD needed = 0;
      const DWORD status = GoodProvider::NPEnumResource(handle, &one, place, &needed);
      if (status != WN_MORE_DATA && given == 0) return status;
      if (status != WN_MORE_DATA) break;
      if (needed > left) {
        if (given != 0) break;
        *size = needed;
        return WN_MORE_DATA;
      }
      GoodProvider::NPEnumResource(handle, &one, place, &needed);
      place += needed;
      left -= needed;
      ++given;
    }
    *count = given;
    return WN_SUCCESS;
  }
};

struct TwoOfThreeEnumerators : GoodProvider {
  static DWORD NPGetCaps(DWORD index) {
    return index == WNNC_ENUMERATION ? 0 : GoodProvider::NPGetCaps(index);
  }
};

struct CapabilityWithoutExport : GoodProvider {};

struct NoGetCaps : GoodProvider {};

struct NeverStarts : GoodProvider {
  static DWORD NPGetCaps(DWORD index) { return index == WNNC_START ? 0 : GoodProvider::NPGetCaps(index); }
};

struct CapsChange : GoodProvider {
  static DWORD NPGetCaps(DWORD index) {
    static DWORD calls = 0;
    const DWORD caps = GoodProvider::NPGetCaps(index);
    return index == WNNC_CONNECTION && ++calls % 2 == 0 ? caps & ~static_cast<DWORD>(WNNC_CON_ADDCONNECTION3)
                                                        : caps;
  }
};

struct HidesLaterConnections : GoodProvider {
  static bool is_hidden(const WCHAR* name) {
    const example::Lock lock;
    if (!example::network.running) return false;
    for (const example::Connection& connection : example::network.connections) {
      if (connection.id == 0) return true;
      if (example::is_named(connection, name)) return false;
    }
    return true;
  }
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    return is_hidden(name) ? WN_NOT_CONNECTED : GoodProvider::NPCancelConnection(name, force);
  }
  static DWORD NPGetConnection(LPWSTR local, LPWSTR remote, LPDWORD size) {
    return is_hidden(local) ? WN_NOT_CONNECTED : GoodProvider::NPGetConnection(local, remote, size);
  }
};

struct LeaksWhenDeclining : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    LPVOID list = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, 4096);
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    if (status == WN_NOT_CONNECTED) return status;
    HeapFree(GetProcessHeap(), 0, list);
    return status;
  }
};

// Another thread has its turn between the composing and the copying.
struct SharedScratch : GoodProvider {
  static DWORD NPGetConnection(LPWSTR local, LPWSTR remote, LPDWORD size) {
    static WCHAR scratch[64];
    DWORD characters = 64;
    const DWORD status = GoodProvider::NPGetConnection(local, scratch, &characters);
    if (status != WN_SUCCESS || size == nullptr) return status;
    Sleep(1);
    const DWORD needed = static_cast<DWORD>(wcslen(scratch)) + 1;
    if (*size < needed) {
      *size = needed;
      return WN_MORE_DATA;
    }
    memcpy(remote, scratch, needed * sizeof(WCHAR));
    return WN_SUCCESS;
  }
};

}  // namespace mprsim::mutants
