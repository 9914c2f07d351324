// A network provider, continued: the functions that list connections and browse the network.
//
// NPOpenEnum, NPEnumResource and NPCloseEnum are exported all together or not at all (caps.enumeration-trio).
#include <new>

#include <string.h>
#include <wchar.h>

#include "network.h"

using namespace example;

namespace {

struct Entry {
  DWORD scope, type, display_type, usage;
  WCHAR device[device_size];  // "" for none
  const WCHAR* remote_name;
  const WCHAR* comment;
};

// A copy of what NPOpenEnum found. An enumeration that reads the table later would skip or repeat entries
// when another thread connects or disconnects between two calls. Open enumerations form a list, so that an
// invalid handle can be recognised without following it.
struct Enumeration {
  Enumeration* next;
  DWORD count;
  DWORD position;
  Entry entries[max_connections];
};

Enumeration* open_enumerations = nullptr;

// The place of that enumeration in the list; *result is nullptr if the handle is invalid.
Enumeration** find_enumeration(HANDLE handle) {
  Enumeration** place = &open_enumerations;
  while (*place != nullptr && *place != handle) place = &(*place)->next;
  return place;
}

bool type_wanted(DWORD wanted, DWORD type) {
  const DWORD types = wanted & (RESOURCETYPE_DISK | RESOURCETYPE_PRINT);
  return types == 0 || (types & type) != 0;
}

bool usage_wanted(DWORD wanted, DWORD usage) {
  const DWORD usages = wanted & (RESOURCEUSAGE_CONNECTABLE | RESOURCEUSAGE_CONTAINER);
  return usages == 0 || (usages & usage) != 0;
}

Entry entry_of(const Share& share, DWORD scope) {
  return {
      scope,        share.type, RESOURCEDISPLAYTYPE_SHARE, RESOURCEUSAGE_CONNECTABLE, {}, share.remote_name,
      share.comment};
}

Entry server_entry() {
  return {
      RESOURCE_GLOBALNET, RESOURCETYPE_ANY,           RESOURCEDISPLAYTYPE_SERVER, RESOURCEUSAGE_CONTAINER, {},
      server_name,        L"The only server there is"};
}

void list_connections(Enumeration& list, DWORD type) {
  for (const Connection& connection : network.connections) {
    if (connection.id == 0 || !type_wanted(type, connection.share->type)) continue;
    Entry& entry = list.entries[list.count++];
    entry = entry_of(*connection.share, RESOURCE_CONNECTED);
    wcscpy(entry.device, connection.device);
  }
}

void list_shares(Enumeration& list, DWORD type, DWORD usage) {
  if (!usage_wanted(usage, RESOURCEUSAGE_CONNECTABLE)) return;
  for (const Share& share : share_list) {
    if (type_wanted(type, share.type)) list.entries[list.count++] = entry_of(share, RESOURCE_GLOBALNET);
  }
}

// The top of the network holds one server.
void list_servers(Enumeration& list, DWORD usage) {
  if (usage_wanted(usage, RESOURCEUSAGE_CONTAINER)) list.entries[list.count++] = server_entry();
}

const WCHAR* container_of(const NETRESOURCEW* resource) {
  return resource == nullptr ? nullptr : resource->lpRemoteName;
}

// The usual order of validation: supported, then ours, then the other parameters.
DWORD check_open(DWORD scope, DWORD type, DWORD usage, const WCHAR* container, const HANDLE* handle) {
  if (scope != RESOURCE_CONNECTED && scope != RESOURCE_GLOBALNET) return WN_NOT_SUPPORTED;
  if (scope == RESOURCE_GLOBALNET && container != nullptr && !same_name(container, server_name)) {
    return find_share(container) == nullptr ? WN_BAD_NETNAME : WN_NOT_CONTAINER;
  }
  constexpr DWORD types = RESOURCETYPE_DISK | RESOURCETYPE_PRINT | RESOURCEUSAGE_ATTACHED;
  constexpr DWORD usages = RESOURCEUSAGE_CONNECTABLE | RESOURCEUSAGE_CONTAINER | RESOURCEUSAGE_ATTACHED;
  if ((type & ~types) != 0 || (usage & ~usages) != 0) return WN_BAD_VALUE;
  return handle == nullptr ? WN_BAD_POINTER : WN_SUCCESS;
}

DWORD bytes_of(const WCHAR* text) { return static_cast<DWORD>((wcslen(text) + 1) * sizeof(WCHAR)); }

// The buffer of the caller: an array of NETRESOURCE structures at the front, and their strings at the end
// (enum.packing). Copied as bytes, because the buffer may not be aligned.
class ResourceBuffer {
 public:
  ResourceBuffer(LPVOID buffer, DWORD bytes)
      : front_(static_cast<char*>(buffer)), back_(front_ + bytes), free_(bytes) {}

  static DWORD needed(const Entry& entry) {
    DWORD bytes = sizeof(NETRESOURCEW) + bytes_of(provider_name);
    if (entry.device[0] != 0) bytes += bytes_of(entry.device);
    if (entry.remote_name != nullptr) bytes += bytes_of(entry.remote_name);
    if (entry.comment != nullptr) bytes += bytes_of(entry.comment);
    return bytes;
  }

  bool add(const Entry& entry) {
    const DWORD bytes = needed(entry);
    if (free_ < bytes) return false;
    free_ -= bytes;
    NETRESOURCEW resource{};
    resource.dwScope = entry.scope;
    resource.dwType = entry.type;
    resource.dwDisplayType = entry.display_type;
    resource.dwUsage = entry.usage;
    resource.lpLocalName = entry.device[0] == 0 ? nullptr : put(entry.device);
    resource.lpRemoteName = put(entry.remote_name);
    resource.lpComment = put(entry.comment);
    resource.lpProvider = put(provider_name);
    memcpy(front_, &resource, sizeof resource);
    front_ += sizeof resource;
    return true;
  }

 private:
  LPWSTR put(const WCHAR* text) {
    if (text == nullptr) return nullptr;
    back_ -= bytes_of(text);
    memcpy(back_, text, bytes_of(text));
    return reinterpret_cast<LPWSTR>(back_);
  }

  char* front_;
  char* back_;
  DWORD free_;
};

}  // namespace

extern "C" DWORD APIENTRY NPOpenEnum(DWORD dwScope, DWORD dwType, DWORD dwUsage, LPNETRESOURCEW lpNetResource,
                                     LPHANDLE lphEnum) {
  const Lock lock;
  if (!network.running) return WN_NO_NETWORK;
  const WCHAR* container = container_of(lpNetResource);
  const DWORD status = check_open(dwScope, dwType, dwUsage, container, lphEnum);
  if (status != WN_SUCCESS) return status;

  auto* list = new (std::nothrow) Enumeration{};  // no exception may leave a provider
  if (list == nullptr) return WN_OUT_OF_MEMORY;
  if (dwScope == RESOURCE_CONNECTED) {
    list_connections(*list, dwType);
  } else if (container != nullptr) {
    list_shares(*list, dwType, dwUsage);
  } else {
    list_servers(*list, dwUsage);
  }
  list->next = open_enumerations;
  open_enumerations = list;
  *lphEnum = list;
  return WN_SUCCESS;
}

extern "C" DWORD APIENTRY NPEnumResource(HANDLE hEnum, LPDWORD lpcCount, LPVOID lpBuffer,
                                         LPDWORD lpBufferSize) {
  const Lock lock;
  if (!network.running) return WN_NO_NETWORK;
  Enumeration* list = *find_enumeration(hEnum);
  if (list == nullptr) return WN_BAD_HANDLE;
  if (lpcCount == nullptr || lpBufferSize == nullptr) return WN_BAD_POINTER;
  if (list->position == list->count) return WN_NO_MORE_ENTRIES;

  ResourceBuffer buffer(lpBuffer, lpBuffer == nullptr ? 0 : *lpBufferSize);
  DWORD given = 0;
  while (given < *lpcCount && list->position < list->count && buffer.add(list->entries[list->position])) {
    ++given;
    ++list->position;
  }
  if (given == 0 && *lpcCount != 0) {
    *lpBufferSize = ResourceBuffer::needed(list->entries[list->position]);
    return WN_MORE_DATA;
  }
  *lpcCount = given;
  return WN_SUCCESS;
}

// Works while the network is stopped, too: the caller must be able to close what it opened.
extern "C" DWORD APIENTRY NPCloseEnum(HANDLE hEnum) {
  const Lock lock;
  Enumeration** place = find_enumeration(hEnum);
  Enumeration* list = *place;
  if (list == nullptr) return network.running ? WN_BAD_HANDLE : WN_NO_NETWORK;
  *place = list->next;
  delete list;
  return WN_SUCCESS;
}

// The parent of a share is the server, spelled as in an enumeration; the server has no parent.
extern "C" DWORD APIENTRY NPGetResourceParent(LPNETRESOURCEW lpNetResource, LPVOID lpBuffer,
                                              LPDWORD lpBufferSize) {
  const Lock lock;
  if (!network.running) return WN_NO_NETWORK;
  const WCHAR* remote_name = container_of(lpNetResource);
  const bool is_server = remote_name != nullptr && same_name(remote_name, server_name);
  if (!is_server && find_share(remote_name) == nullptr) return WN_BAD_NETNAME;
  if (lpBufferSize == nullptr) return WN_BAD_POINTER;

  Entry parent{};
  if (!is_server) {
    parent = server_entry();
    parent.scope = 0;  // the fields that this function does not return are 0
    parent.comment = nullptr;
  }
  const DWORD needed = ResourceBuffer::needed(parent);
  if (*lpBufferSize < needed) {
    *lpBufferSize = needed;
    return WN_MORE_DATA;
  }
  if (lpBuffer == nullptr) return WN_BAD_POINTER;
  ResourceBuffer(lpBuffer, *lpBufferSize).add(parent);
  return WN_SUCCESS;
}
