// Mutants that misunderstand fForce, or leave behind what they should not. See mutants.def.
#pragma once

#include "tests/conform/mutants/good_provider.h"

namespace mprsim::mutants {

struct ForcesAlways : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    return GoodProvider::NPCancelConnection(name, force || has(name, example::Kind::file));
  }
};

struct IgnoresJobs : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    return GoodProvider::NPCancelConnection(name, force || has(name, example::Kind::job));
  }
};

struct ForcesNever : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL) { return GoodProvider::NPCancelConnection(name, FALSE); }
};

struct ForceUpsetsIdle : GoodProvider {
  static bool is_idle(const WCHAR* name) {
    {
      const example::Lock lock;
      if (example::find_connection(name) == nullptr) return false;
    }
    return !has(name, example::Kind::file) && !has(name, example::Kind::job) &&
           !has(name, example::Kind::use);
  }
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    return force && is_idle(name) ? WN_ACCESS_DENIED : GoodProvider::NPCancelConnection(name, force);
  }
};

// The bench's handles of connections of that name fail from now on.
inline void make_stale(const WCHAR* name) {
  const example::Lock lock;
  for (const example::Connection& connection : example::network.connections) {
    if (!example::is_named(connection, name)) continue;
    for (example::Handle& handle : example::network.handles) {
      if (handle.connection == connection.id) handle.connection = 0xFFFFFFFF;
    }
  }
}

struct RefusalClosesFiles : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    if (status == WN_OPEN_FILES) make_stale(name);
    return status;
  }
};

struct RefusalDisconnects : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    if (status == WN_OPEN_FILES) GoodProvider::NPCancelConnection(name, TRUE);
    return status;
  }
};

struct InUseAsOpenFiles : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    return status == WN_DEVICE_IN_USE ? WN_OPEN_FILES : status;
  }
};

// The bench looks at the world, and in this one handles never go stale.
struct HandlesSurviveForce : GoodProvider {
  static DWORD MprBenchTouchFile(HANDLE) { return WN_SUCCESS; }
};

// Connects again after a cancel, and removes the connection for good after the next look-up.
struct SuccessBeforeGone : GoodProvider {
  static inline thread_local WCHAR queued[64]{};

  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    carry_out();
    const example::Connection before = look_up(name);
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    if (status != WN_SUCCESS || wcslen(name) >= 64) return status;
    const example::Lock lock;
    example::add_connection(before.device, *before.share, before.user);
    wcscpy(queued, name);
    return status;
  }
  static DWORD NPGetConnection(LPWSTR local, LPWSTR remote, LPDWORD size) {
    const DWORD status = GoodProvider::NPGetConnection(local, remote, size);
    carry_out();
    return status;
  }
  static DWORD NPAddConnection3(HWND owner, LPNETRESOURCEW resource, LPWSTR password, LPWSTR user,
                                DWORD flags) {
    carry_out();
    return GoodProvider::NPAddConnection3(owner, resource, password, user, flags);
  }
  static DWORD NPOpenEnum(DWORD scope, DWORD type, DWORD usage, LPNETRESOURCEW resource, LPHANDLE handle) {
    carry_out();
    return GoodProvider::NPOpenEnum(scope, type, usage, resource, handle);
  }

 private:
  static example::Connection look_up(const WCHAR* name) {
    const example::Lock lock;
    const example::Connection* found = example::find_connection(name);
    return found == nullptr ? example::Connection{} : *found;
  }
  static void carry_out() {
    if (queued[0] != 0) GoodProvider::NPCancelConnection(queued, TRUE);
    queued[0] = 0;
  }
};

}  // namespace mprsim::mutants
