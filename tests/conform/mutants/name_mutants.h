// Mutants that match names wrongly, or mistreat them. See mutants.def.
#pragma once

#include "tests/conform/mutants/good_provider.h"

namespace mprsim::mutants {

struct CaseSensitiveDevices : GoodProvider {
  static bool is_known(const WCHAR* name) {
    return name == nullptr || name[0] == L'\\' || name[0] < L'a' || name[0] > L'z';
  }
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    return is_known(name) ? GoodProvider::NPCancelConnection(name, force) : WN_NOT_CONNECTED;
  }
  static DWORD NPGetConnection(LPWSTR local, LPWSTR remote, LPDWORD size) {
    return is_known(local) ? GoodProvider::NPGetConnection(local, remote, size) : WN_NOT_CONNECTED;
  }
};

// Removes the connections to a share that have a device, or those that have none.
inline bool remove_all(const example::Share* share, bool with_device) {
  bool removed = false;
  for (example::Connection& connection : example::network.connections) {
    if (connection.id == 0 || connection.share != share || (connection.device[0] != 0) != with_device)
      continue;
    example::remove_connection(connection);
    removed = true;
  }
  return removed;
}

struct DeviceTakesNeighbours : GoodProvider {
  static const example::Share* share_behind(const WCHAR* name) {
    const example::Lock lock;
    const example::Connection* connection = example::find_connection(name);
    return connection == nullptr || connection->device[0] == 0 ? nullptr : connection->share;
  }
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    const example::Share* share = share_behind(name);
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    if (status != WN_SUCCESS || share == nullptr) return status;
    const example::Lock lock;
    remove_all(share, true);
    remove_all(share, false);
    return status;
  }
};

struct RemoteNameTakesDrives : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    const DWORD status = GoodProvider::NPCancelConnection(name, force);
    if (status != WN_SUCCESS && status != WN_NOT_CONNECTED) return status;
    const example::Lock lock;
    const example::Share* share = example::find_share(name);
    return share != nullptr && remove_all(share, true) ? WN_SUCCESS : status;
  }
};

struct RemoteNameTakesOne : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    {
      const example::Lock lock;
      example::Connection* first = example::find_connection(name);
      if (first != nullptr && first->device[0] == 0 && !force) {
        const bool busy = example::count_handles(*first, example::Kind::file) != 0;
        if (!busy) example::remove_connection(*first);
        return busy ? WN_OPEN_FILES : WN_SUCCESS;
      }
    }
    return GoodProvider::NPCancelConnection(name, force);
  }
};

// Looks again for a drive if the whole name was not found.
inline DWORD cancel_by_letter(LPWSTR name, BOOL force, bool alike) {
  const DWORD status = GoodProvider::NPCancelConnection(name, force);
  if (status != WN_NOT_CONNECTED || !is_there(name) || !is_letter(name[0]) || !alike) return status;
  WCHAR drive[] = {name[0], L':', 0};
  return GoodProvider::NPCancelConnection(drive, force);
}

struct PortTakenForDrive : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    return cancel_by_letter(name, force, is_there(name) && name[1] != L':');
  }
};

struct PathTakenForDrive : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    return cancel_by_letter(name, force, is_there(name) && name[1] == L':');
  }
};

struct DereferencesNull : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    const WCHAR first = *static_cast<volatile WCHAR*>(name);
    return first == 0 ? WN_NOT_CONNECTED : GoodProvider::NPCancelConnection(name, force);
  }
};

struct ChangesItsInput : GoodProvider {
  static DWORD NPCancelConnection(LPWSTR name, BOOL force) {
    for (LPWSTR c = name; c != nullptr && *c != 0; ++c) {
      if (*c >= L'a' && *c <= L'z') *c = static_cast<WCHAR>(*c - L'a' + L'A');
    }
    return GoodProvider::NPCancelConnection(name, force);
  }
};

}  // namespace mprsim::mutants
