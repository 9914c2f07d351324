#include "mock_mpr/operations/dialog.h"

namespace mprsim {

DialogOperation::DialogOperation(const DialogRequest& request) noexcept {
  cancel_.name = Text{request.name};
  cancel_.flags = request.update_profile ? connect_flag::update_profile : 0;
  cancel_.force = !request.no_force;
}

// force.ask-then-force
void DialogOperation::reply(Status cancelled) noexcept {
  result_.status = cancelled;
  result_.reason = {Rule::force_ask_then_force};
  const bool held_open = cancelled == wn::open_files || cancelled == wn::device_in_use;
  pending_ = held_open && !cancel_.force ? DialogCall::ask : DialogCall::none;
}

void DialogOperation::answer(bool go_on) noexcept {
  result_.asked = true;
  cancel_.force = go_on;
  pending_ = go_on ? DialogCall::cancel : DialogCall::none;
  if (!go_on) result_.status = wn::cancel;
}

}  // namespace mprsim
