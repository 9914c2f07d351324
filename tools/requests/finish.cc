#include "tools/requests/finish.h"

#include "sim/platform/file.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {

int refuse(CommandContext& context, std::string_view why) {
  context.streams.err << "mprsim: " << visible(why) << "\n";
  return exit_code::bad_input;
}

int refuse_lines(CommandContext& context, std::string_view lines) {
  context.streams.err << lines;
  return exit_code::bad_input;
}

int refuse(CommandContext& context, const SelectionError& error) {
  context.streams.err << error.message;
  return error.exit_code;
}

int write_or_print(CommandContext& context, const std::optional<std::string>& path, std::string_view text) {
  if (!path) {
    context.streams.out << text;
    return exit_code::holds;
  }
  const auto written = replace_file(*path, text);
  return written ? exit_code::holds : refuse(context, to_string(written.error()));
}

}  // namespace mprsim
