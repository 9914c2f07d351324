#include "tools/commands/commands.h"

#include <array>

namespace mprsim {
namespace {

constexpr auto commands = std::to_array<const Command*>({
#define MPRSIM_COMMAND(name) &name##_command,
#include "tools/commands/commands.def"
});

}  // namespace

std::span<const Command* const> all_commands() noexcept { return commands; }

}  // namespace mprsim
