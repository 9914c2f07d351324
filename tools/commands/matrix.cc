// mprsim matrix: conformance reports as a table of plug-ins and rules.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/conformance/read_report.h"
#include "tools/conformance/reports/matrix_page.h"
#include "tools/requests/finish.h"

namespace mprsim {
namespace {

struct MatrixRequest {
  std::vector<std::string> reports;
  std::optional<std::string> out;  ///< a file for the page, replaced in one step
};

int make_matrix(const MatrixRequest& request, CommandContext& context) {
  std::vector<Conformance> conformances;
  std::string mistakes;
  for (const std::string& path : request.reports) {
    auto read = read_conformance_file(path);
    if (read) {
      conformances.push_back(std::move(*read));
    } else {
      mistakes += read.error();
    }
  }
  if (!mistakes.empty()) return refuse_lines(context, mistakes);
  return write_or_print(context, request.out, render_matrix(conformances));
}

Action declare_matrix(Options& options) {
  auto request = std::make_shared<MatrixRequest>();
  options.arguments("reports", "FILE", request->reports, Presence::required,
                    "Reports as JSON; each becomes a column, in this order");
  add_text(options, "--out", "FILE", request->out, "Write the HTML page to this file");
  return [request](CommandContext& context) { return make_matrix(*request, context); };
}

constexpr std::string_view matrix_help = R"(Examples:
  mprsim matrix drives.json shares.json --out matrix.html
  mprsim matrix linux.json windows.json > matrix.html

The exit code is 0, or 2 if a file is no report of mprsim conform.)";

}  // namespace

const Command matrix_command{"matrix", "Show reports of conform as a table: plug-ins by rules", matrix_help,
                             declare_matrix};

}  // namespace mprsim
