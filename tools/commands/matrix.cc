// mprsim matrix: conformance reports as a table of plug-ins and rules.
#include <utility>
#include <vector>

#include "sim/platform/file.h"
#include "tools/commands/commands.h"
#include "tools/commands/refuse.h"
#include "tools/conformance/read_report.h"
#include "tools/conformance/reports/conformance_matrix.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {

int execute(const MatrixCommand& command, CommandContext& context) {
  std::vector<Conformance> conformances;
  bool all_read = true;
  for (const std::string& path : command.reports) {
    auto read = read_conformance_file(path);
    if (read) {
      conformances.push_back(std::move(*read));
    } else {
      context.streams.err << read.error();
      all_read = false;
    }
  }
  if (!all_read) return exit_code::bad_input;
  const std::string page = render_matrix(conformances);
  if (!command.out) {
    context.streams.out << page;
    return exit_code::holds;
  }
  if (const auto written = replace_file(*command.out, page); !written) {
    return refuse(context, to_string(written.error()));
  }
  return exit_code::holds;
}

}  // namespace mprsim
