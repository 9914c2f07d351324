#include "tools/commands/refuse.h"

#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {

int refuse(CommandContext& context, std::string_view why) {
  context.streams.err << "mprsim: " << visible(why) << "\n";
  return exit_code::bad_input;
}

}  // namespace mprsim
