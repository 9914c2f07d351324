#include "sim/world/provider_call.h"

namespace mprsim {

void ProviderCall::connect(World& world, const NetResource& resource, std::string_view user) const {
  Trace& trace = *context_.recorder.trace;
  Connection connection{.session = context_.session, .owner = id_, .type = resource.type};
  if (!resource.local.empty()) connection.device = trace.intern(resource.local);
  connection.remote = trace.intern(resource.remote);
  if (!user.empty()) connection.user = trace.intern(user);
  world.connect(connection);
  record(context_.recorder, WorldAction::connected, name_,
         resource.local.empty() ? connection.remote : connection.device);
}

void ProviderCall::set_extended_error(const ExtendedError& error) const {
  context_.errors->set_extended(error);
  record(context_.recorder, WorldAction::extended_error, name_, context_.recorder.trace->intern(error.text),
         error.code, {Rule::error_extended});
}

void ProviderCall::set_last_error(Status code) const {
  context_.errors->set_last_error(code);
  record(context_.recorder, WorldAction::last_error_set, name_, NameId::null, 0,
         {Rule::error_last_error_by_router}, code);
}

}  // namespace mprsim
