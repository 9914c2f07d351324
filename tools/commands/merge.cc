// mprsim merge: adds up the results of a sweep that ran in shards.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/search/sweep_file.h"
#include "tools/commands/commands.h"
#include "tools/requests/finish.h"
#include "tools/requests/sweep_report.h"
#include "tools/terminal/exit_code.h"

namespace mprsim {
namespace {

struct MergeRequest {
  std::vector<std::string> files;  ///< results of sweeps; at least one
  std::optional<std::string> out;  ///< a folder for the decision logs of failures
};

int merge_results(const MergeRequest& request, CommandContext& context) {
  std::vector<NamedSweep> sweeps;
  for (const std::string& path : request.files) {
    auto result = read_sweep_result(path);
    if (!result) return refuse(context, result.error());
    sweeps.push_back({path, *std::move(result)});
  }
  const auto merged = merge_sweeps(sweeps);
  if (!merged) return refuse(context, merged.error());
  if (request.out) {
    if (const auto trouble = write_failure_logs(merged->result, *request.out))
      return refuse(context, *trouble);
  }
  context.streams.out << render_merged(*merged, context.out);
  const int code = exit_code_of(merged->result);
  return code == exit_code::holds && !merged->missing.empty() ? exit_code::inconclusive : code;
}

Action declare_merge(Options& options) {
  auto request = std::make_shared<MergeRequest>();
  options.arguments("files", "FILE", request->files, Presence::required,
                    "Files that mprsim sweep --results has written");
  add_text(options, "--out", "DIR", request->out,
           "Write the decision logs of failures into this existing folder");
  return [request](CommandContext& context) { return merge_results(*request, context); };
}

constexpr std::string_view merge_help = R"(Example:
  mprsim merge shard-0.jsonl shard-1.jsonl

The exit code is that of one sweep over all seeds; 5 if a shard is missing and
nothing failed, 2 if the files are not the shards of one sweep.)";

}  // namespace

const Command merge_command{"merge", "Add up the results of a sweep that ran in shards", merge_help,
                            declare_merge};

}  // namespace mprsim
