// The exports of a notifyee mutant. The build names it: MPRSIM_MUTANT_NAME is a structure of the header
// below.
#include "tests/conform/mutants/notifyee_mutants.h"

using Mutant = mprsim::mutants::MPRSIM_MUTANT_NAME;

extern "C" {

DWORD APIENTRY AddConnectNotify(LPNOTIFYINFO lpNotifyInfo, LPNOTIFYADD lpAddInfo) {
  return Mutant::AddConnectNotify(lpNotifyInfo, lpAddInfo);
}

DWORD APIENTRY CancelConnectNotify(LPNOTIFYINFO lpNotifyInfo, LPNOTIFYCANCEL lpCancelInfo) {
  return Mutant::CancelConnectNotify(lpNotifyInfo, lpCancelInfo);
}

}  // extern "C"
