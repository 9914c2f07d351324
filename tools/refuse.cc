#include "tools/refuse.h"

#include "tools/exit_code.h"
#include "tools/text.h"

namespace mprsim {

int refuse(CommandContext& context, std::string_view why) {
  context.streams.err << "mprsim: " << visible(why) << "\n";
  return exit_code::bad_input;
}

}  // namespace mprsim
