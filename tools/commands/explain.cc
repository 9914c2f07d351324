// mprsim explain: teaches what a word of the catalogue means.
#include "tools/catalogue/explain.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/language/diagnostics.h"
#include "tools/commands/commands.h"
#include "tools/requests/finish.h"
#include "tools/requests/selection.h"
#include "tools/terminal/exit_code.h"
#include "tools/terminal/text.h"

namespace mprsim {
namespace {

struct ExplainRequest {
  SelectionRequest selection;  ///< the scenarios that are offered as examples
  std::string topic;           ///< "" for the list of topics
};

int explain_topic(const ExplainRequest& request, CommandContext& context) {
  const std::vector<Scenario> scenarios = valid_scenarios(request.selection, context.environment);
  const ExplainContext explanation{scenarios, context.out, context.streams.width};
  if (request.topic.empty()) {
    context.streams.out << list_topics(explanation);
    return exit_code::holds;
  }
  const auto text = explain(request.topic, explanation);
  if (!text) {
    const std::string guess = nearest_topic(request.topic);
    return refuse(context,
                  concat({"there is nothing to explain under ", quoted(request.topic),
                          after_semicolon(guess.empty() ? "mprsim explain lists all topics" : guess)}));
  }
  context.streams.out << *text;
  return exit_code::holds;
}

Action declare_explain(Options& options) {
  auto request = std::make_shared<ExplainRequest>();
  options.argument("topic", "TOPIC", request->topic, Presence::optional,
                   "What to explain; without it: the list of topics");
  add_library(options, request->selection);
  return [request](CommandContext& context) { return explain_topic(*request, context); };
}

constexpr std::string_view explain_help = R"(Examples:
  mprsim explain route.first-significant   a rule
  mprsim explain 2401                      a status, by number or name
  mprsim explain not_connected             a switch
  mprsim explain NPCancelConnection        a function of a provider
  mprsim explain wine                      a profile
  mprsim explain                           all topics)";

}  // namespace

const Command explain_command{"explain", "Explain a rule, status, switch, function or profile", explain_help,
                              declare_explain};

}  // namespace mprsim
