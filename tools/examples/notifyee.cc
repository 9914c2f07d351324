// A notifyee, written to be copied: a library under the registry key Notifyees, which the MPR tells before
// and after it connects or disconnects something. Page: docs/conformance.md; rules: docs/rules.md.
//
// This one is a search indexer: when a drive is about to go, it lets go of it, so that nothing of its own
// blocks the cancel, and takes up again if the cancel fails. An operation that it does not care about costs
// it one call.
#include <new>

#include <wchar.h>

#include "network_provider.h"

namespace {

constexpr DWORD drive_size = 3;  // "Z:" and its NUL

// What one operation leaves behind between its two calls. It belongs to that operation alone: two threads may
// disconnect two drives at once, so nothing about an operation is kept outside its context.
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

// The first call: remember what the second one needs. Leaving lpContext NULL says that there is no second one
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

// Never called while the MPR restores connections at logon (notify.silent-on-restore): whoever wants to know
// what is connected then has to ask.
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
    // lpProvider is undefined here: nobody knows yet who will cancel (notifycancel.provider-before).
    const DWORD status = before(*lpNotifyInfo, lpCancelInfo->lpName);
    if (lpNotifyInfo->lpContext != nullptr) let_go(lpCancelInfo->lpName);
    return status;
  }
  // Also called when the cancel failed (notify.after-failure-too), and only then is there something to undo.
  // lpProvider means something only after a success. What lpCancelInfo holds is for reading.
  const auto* operation = static_cast<Operation*>(lpNotifyInfo->lpContext);
  if (operation == nullptr) return WN_SUCCESS;
  if (lpNotifyInfo->dwOperationStatus != WN_SUCCESS) take_up_again(operation->drive);
  delete operation;
  return WN_SUCCESS;
}
