#include "tools/conformance/checks/cycle.h"

#include <algorithm>

#include "mock_mpr/operations/cancel.h"
#include "mock_mpr/text/unicode.h"
#include "scenarios/language/diagnostics.h"

namespace mprsim {

CycleResult Cycle::cancel(const std::u16string& name, Probe* probe, std::size_t place) {
  Registry registry;
  for (std::size_t i = 0; i < providers_; ++i) registry.add_provider(concat({"P", std::to_string(i + 1)}));
  const Policy policy = Policy::of(Profile::nt_doc);
  const std::string text = to_utf8(std::u16string_view(name));
  const CancelRequest request{.name = Text(text)};
  CancelOperation operation(request, registry, policy);
  while (const Call call = operation.next()) {
    Reply reply;
    if (call.kind() == CallKind::call_provider) {
      const std::size_t provider = index(call.provider());
      const bool is_plugin = probe != nullptr && provider == place;
      reply.status = is_plugin ? probe->cancel(name, false) : fake_cancel(provider, name);
    }
    operation.reply(reply);
  }
  const CancelResult& result = operation.result();
  CycleResult seen{result.status, std::nullopt};
  if (result.provider) seen.cancelled_by = index(*result.provider);
  return seen;
}

Status Cycle::fake_cancel(std::size_t provider, const std::u16string& name) {
  const auto found = std::ranges::find_if(
      drives_, [&](const CycleDrive& drive) { return drive.owner == provider && drive.name == name; });
  if (found == drives_.end()) return wn::not_connected;
  if (found->busy) return wn::open_files;
  drives_.erase(found);
  return wn::success;
}

}  // namespace mprsim
