// DialogOperation: WNetDisconnectDialog1, as a fold: try, ask the user, force.
//
// Page: ns-winnetwk-discdlgstructw (DISC_UPDATE_PROFILE, DISC_NO_FORCE). A call of this operation is either a
// whole cancel or the question to the user. The use, the life times and the thread-safety are those of
// CancelOperation.
#pragma once

#include <cstdint>

#include "mock_mpr/operations/call.h"
#include "mock_mpr/operations/cancel.h"

namespace mprsim {

struct DialogRequest {
  std::string_view name{};      ///< lpLocalName, else lpRemoteName
  bool update_profile = false;  ///< DISC_UPDATE_PROFILE
  bool no_force = false;        ///< DISC_NO_FORCE: do not force without asking
};

enum class DialogCall : std::uint8_t {
  none,    ///< the operation is over
  cancel,  ///< run a CancelOperation over cancel_request(); reply with its status
  ask,     ///< ask the user whether to go on; answer
};

struct DialogResult {
  Status status;  ///< of the last cancel; WN_CANCEL 1223 if the user chose not to go on
  bool asked = false;
  Reason reason;
};

class DialogOperation {
 public:
  explicit DialogOperation(const DialogRequest& request) noexcept;

  DialogCall next() const noexcept { return pending_; }
  void reply(Status cancelled) noexcept;
  void answer(bool go_on) noexcept;

  const CancelRequest& cancel_request() const noexcept { return cancel_; }
  const DialogResult& result() const noexcept { return result_; }

 private:
  CancelRequest cancel_;
  DialogResult result_;
  DialogCall pending_ = DialogCall::cancel;
};

}  // namespace mprsim
