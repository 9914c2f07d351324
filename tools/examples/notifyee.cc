// A notifyee, meant to be copied: a library under the registry key Notifyees, which the MPR calls before and
// after it connects or disconnects. Page: docs/conformance.md; rules: docs/rules.md.
//
// This one is a search indexer. Before a drive is disconnected it closes its files there, so that they do not
// block the cancel, and it opens them again if the cancel fails. For an operation that does not concern it,
// it is called only once.
#include <new>

#include <wchar.h>

#include "network_provider.h"

namespace {

constexpr DWORD drive_size = 3;  // "Z:" and its NUL

// What the notifyee remembers between the two calls of one operation. Two threads may disconnect two drives
// at the same time, so the state of an operation is kept only in its context.
struct Operation {
  WCHAR drive[drive_size];
};

// The indexer itself: here it would close its files on that drive, and open them again.
void let_go(const WCHAR*) {}
void take_up_again(const WCHAR*) {}

// This indexer reads drives and nothing else.
bool concerns_us(const WCHAR* name) {
  return name != nullptr && wcslen(name) + 1 == drive_size && name[1] == L':';
}

// The first call: remember what the second one needs. If lpContext stays NULL, there is no second call
// (notifyinfo.context-opt-out).
DWORD before(NOTIFYINFO& info, const WCHAR* name) {
  if (!concerns_us(name)) return WN_SUCCESS;
  auto* operation = new (std::nothrow) Operation{};  // no exception may leave a notifyee
  if (operation == nullptr) return WN_OUT_OF_MEMORY;
  wcscpy(operation->drive, name);
  info.lpContext = operation;
  return WN_SUCCESS;
}

}  // namespace

// Not called while the MPR restores connections at logon (notify.silent-on-restore). A notifyee that needs
// these connections has to list them itself.
extern "C" DWORD APIENTRY AddConnectNotify(LPNOTIFYINFO lpNotifyInfo, LPNOTIFYADD lpAddInfo) {
  if (lpNotifyInfo->dwNotifyStatus == NOTIFY_PRE)
    return before(*lpNotifyInfo, lpAddInfo->NetResource.lpLocalName);
  const auto* operation = static_cast<Operation*>(lpNotifyInfo->lpContext);
  if (operation == nullptr) return WN_SUCCESS;
  if (lpNotifyInfo->dwOperationStatus == WN_SUCCESS) take_up_again(operation->drive);
  delete operation;
  return WN_SUCCESS;
}

extern "C" DWORD APIENTRY CancelConnectNotify(LPNOTIFYINFO lpNotifyInfo, LPNOTIFYCANCEL lpCancelInfo) {
  if (lpNotifyInfo->dwNotifyStatus == NOTIFY_PRE) {
    // lpProvider is undefined here: no provider has cancelled yet (notifycancel.provider-before).
    const DWORD status = before(*lpNotifyInfo, lpCancelInfo->lpName);
    if (lpNotifyInfo->lpContext != nullptr) let_go(lpCancelInfo->lpName);
    return status;
  }
  // Called after a failed cancel as well (notify.after-failure-too); only then is there something to undo.
  // lpProvider is valid only after a success. *lpCancelInfo is read-only.
  const auto* operation = static_cast<Operation*>(lpNotifyInfo->lpContext);
  if (operation == nullptr) return WN_SUCCESS;
  if (lpNotifyInfo->dwOperationStatus != WN_SUCCESS) take_up_again(operation->drive);
  delete operation;
  return WN_SUCCESS;
}
