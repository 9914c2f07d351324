// What a user of the library writes first: two providers, the second of which owns Z:. Only the target is
// named in CMake; headers and dependencies come with it.
#include <cstdio>
#include <string>
#include <string_view>

#include "mock_mpr/cancel.h"

int main() {
  mprsim::Registry registry;
  registry.add_provider("Dokany");
  registry.add_provider("LanMan");
  const mprsim::CancelRequest request{.name = std::string_view("Z:")};
  const mprsim::Policy policy;

  mprsim::CancelOperation operation{request, registry, policy};
  while (const mprsim::Call call = operation.next()) {
    const bool owner =
        call.kind() == mprsim::CallKind::call_provider && registry.name(call.provider()) == "LanMan";
    operation.reply({.status = owner ? mprsim::wn::success : mprsim::wn::not_connected});
  }

  const mprsim::CancelResult result = operation.result();
  std::printf("%s, cancelled by %s\n", mprsim::to_string(result.status).c_str(),
              result.provider ? std::string(registry.name(*result.provider)).c_str() : "nobody");
  return result.status.ok() && result.provider && registry.name(*result.provider) == "LanMan" ? 0 : 1;
}
