// The example notifyee under other names, and its mutants. See mutants.def and good_provider.h.
#pragma once

#include "tools/examples/network_provider.h"

extern "C" {
DWORD APIENTRY good_AddConnectNotify(LPNOTIFYINFO lpNotifyInfo, LPNOTIFYADD lpAddInfo);
DWORD APIENTRY good_CancelConnectNotify(LPNOTIFYINFO lpNotifyInfo, LPNOTIFYCANCEL lpCancelInfo);
}

namespace mprsim::mutants {

struct GoodNotifyee {
  static DWORD AddConnectNotify(LPNOTIFYINFO info, LPNOTIFYADD add) {
    return good_AddConnectNotify(info, add);
  }
  static DWORD CancelConnectNotify(LPNOTIFYINFO info, LPNOTIFYCANCEL cancel) {
    return good_CancelConnectNotify(info, cancel);
  }
};

// A place that the compiler cannot prove to be unused.
inline void look_at(const volatile WCHAR* text) { static_cast<void>(*text); }

struct ReadsProviderInAdvance : GoodNotifyee {
  static DWORD CancelConnectNotify(LPNOTIFYINFO info, LPNOTIFYCANCEL cancel) {
    if (info->dwNotifyStatus == NOTIFY_PRE && cancel->lpProvider != nullptr) look_at(cancel->lpProvider);
    return GoodNotifyee::CancelConnectNotify(info, cancel);
  }
};

struct ReadsProviderAfterFailure : GoodNotifyee {
  static DWORD CancelConnectNotify(LPNOTIFYINFO info, LPNOTIFYCANCEL cancel) {
    const bool after = info->dwNotifyStatus == NOTIFY_POST;
    if (after && info->dwOperationStatus != WN_SUCCESS) look_at(cancel->lpProvider);
    return GoodNotifyee::CancelConnectNotify(info, cancel);
  }
};

struct OneFunctionOfTwo : GoodNotifyee {};

struct EditsNotifyCancel : GoodNotifyee {
  static DWORD CancelConnectNotify(LPNOTIFYINFO info, LPNOTIFYCANCEL cancel) {
    cancel->fForce = TRUE;
    return GoodNotifyee::CancelConnectNotify(info, cancel);
  }
};

// A second operation under way finds the first one's, and nothing after the first is over.
struct OneOperationForAll : GoodNotifyee {
  static inline LPVOID current = nullptr;

  static DWORD CancelConnectNotify(LPNOTIFYINFO info, LPNOTIFYCANCEL cancel) {
    if (info->dwNotifyStatus == NOTIFY_PRE) {
      const DWORD status = GoodNotifyee::CancelConnectNotify(info, cancel);
      if (info->lpContext != nullptr) current = info->lpContext;
      return status;
    }
    look_at(static_cast<WCHAR*>(current));
    info->lpContext = current;
    current = nullptr;
    return GoodNotifyee::CancelConnectNotify(info, cancel);
  }
};

// Opts out of what is not a drive, but is not prepared to have done so.
struct TrustsContext : GoodNotifyee {
  static DWORD CancelConnectNotify(LPNOTIFYINFO info, LPNOTIFYCANCEL cancel) {
    if (info->dwNotifyStatus == NOTIFY_POST) look_at(static_cast<WCHAR*>(info->lpContext));
    return GoodNotifyee::CancelConnectNotify(info, cancel);
  }
};

struct IgnoresNotifyStatus : GoodNotifyee {
  static DWORD CancelConnectNotify(LPNOTIFYINFO info, LPNOTIFYCANCEL cancel) {
    NOTIFYINFO pretended = *info;
    pretended.dwNotifyStatus = NOTIFY_PRE;
    const DWORD status = GoodNotifyee::CancelConnectNotify(&pretended, cancel);
    info->lpContext = pretended.lpContext;
    return status;
  }
};

struct LeaksAfterFailure : GoodNotifyee {
  static DWORD CancelConnectNotify(LPNOTIFYINFO info, LPNOTIFYCANCEL cancel) {
    if (info->dwNotifyStatus == NOTIFY_POST && info->dwOperationStatus != WN_SUCCESS) return WN_SUCCESS;
    return GoodNotifyee::CancelConnectNotify(info, cancel);
  }
};

struct LeaksAfterSuccess : GoodNotifyee {
  static DWORD CancelConnectNotify(LPNOTIFYINFO info, LPNOTIFYCANCEL cancel) {
    if (info->dwNotifyStatus == NOTIFY_POST && info->dwOperationStatus == WN_SUCCESS) return WN_SUCCESS;
    return GoodNotifyee::CancelConnectNotify(info, cancel);
  }
};

struct NeedsDevice : GoodNotifyee {
  static DWORD AddConnectNotify(LPNOTIFYINFO info, LPNOTIFYADD add) {
    look_at(add->NetResource.lpLocalName);
    return GoodNotifyee::AddConnectNotify(info, add);
  }
};

struct AnswersTrue : GoodNotifyee {
  static DWORD CancelConnectNotify(LPNOTIFYINFO info, LPNOTIFYCANCEL cancel) {
    return GoodNotifyee::CancelConnectNotify(info, cancel) == WN_SUCCESS ? TRUE : FALSE;
  }
};

}  // namespace mprsim::mutants
